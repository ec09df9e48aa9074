// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/policy.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

}  // namespace

TEST_CASE("policy: what can be meant reads back as it was written") {
  struct row {
    dialect of;
    const char* text;
    const char* normal;
  };
  const row rows[] = {
      {dialect::maintkit, "daily=7", "daily=7"},
      {dialect::maintkit, "weekly=4,daily=7,last=1", "last=1,daily=7,weekly=4"},
      {dialect::maintkit, "yearly=unlimited", "yearly=unlimited"},
      {dialect::maintkit, "quarterly=8,minutely=1,secondly=2", "secondly=2,minutely=1,quarterly=8"},
      {dialect::maintkit, "within=2y5m7d3h", "within=2y5m7d3h"},
      {dialect::maintkit, "within=4w,within-daily=30d", "within=4w,within-daily=30d"},
      {dialect::maintkit, "tag=keep,tag=release", "tag=keep,tag=release"},
      {dialect::maintkit, "daily=4294967294", "daily=4294967294"},
      {dialect::restic, "last=unlimited", "last=unlimited"},
      {dialect::restic, "daily=0,weekly=2", "weekly=2"},  // restic takes 0 for "no such rule"
      {dialect::borg, "daily=-1", "daily=unlimited"},     // borg's prune: any negative count
      {dialect::borg, "last=3", "secondly=3"},            // borg: --keep-last is an alias of --keep-secondly
      {dialect::borg, "within=30d", "within=30d"},
      {dialect::borg, "within=12H", "within=12H"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto p = parse_policy(r.text, r.of);
    REQUIRE(p);
    CHECK(to_string(*p) == r.normal);
    const auto again = parse_policy(r.normal, r.of);
    REQUIRE(again);
    CHECK(to_string(*again) == r.normal);
  }
}

TEST_CASE("policy: what can't be meant is refused, with the place") {
  struct row {
    dialect of;
    const char* text;
    errc code;
    const char* expected;
    std::size_t offset;
  };
  const char* const count = "a count above 0, or unlimited";
  const char* const form = "RULE=COUNT, like daily=7";
  const row rows[] = {
      {dialect::maintkit, "", errc::incomplete, form, 0},
      {dialect::maintkit, "daily", errc::malformed, form, 0},
      {dialect::maintkit, "=7", errc::malformed, form, 0},
      {dialect::maintkit, "daily=7,", errc::incomplete, form, 8},
      {dialect::maintkit, ",daily=7", errc::malformed, form, 0},
      {dialect::maintkit, "daily=7,,weekly=4", errc::malformed, form, 8},
      {dialect::maintkit, "daily=", errc::incomplete, count, 6},
      {dialect::maintkit, "daily=0", errc::malformed, count, 6},
      {dialect::maintkit, "weekly=4,daily=0", errc::malformed, count, 15},
      {dialect::maintkit, "daily=-1", errc::malformed, count, 6},
      {dialect::maintkit, "daily=+7", errc::malformed, count, 6},
      {dialect::maintkit, "daily=7.5", errc::malformed, count, 6},
      {dialect::maintkit, "daily= 7", errc::malformed, count, 6},
      {dialect::maintkit, "daily=0x7", errc::malformed, count, 6},
      {dialect::maintkit, "daily=4294967295", errc::malformed, count, 6},
      {dialect::maintkit, "daily=99999999999999999999", errc::malformed, count, 6},
      {dialect::maintkit, "daily=Unlimited", errc::malformed, count, 6},
      {dialect::maintkit, "daily=7,daily=3", errc::invalid, "each rule once", 14},
      {dialect::maintkit, "Daily=7", errc::malformed,
       "the name of a rule: last hourly daily weekly monthly yearly within …", 0},
      {dialect::maintkit, "within=0d", errc::malformed, "a span above 0", 7},
      {dialect::maintkit, "within=0w", errc::malformed, "a span above 0", 7},
      {dialect::maintkit, "within=-3d", errc::malformed, "a number", 7},
      {dialect::maintkit, "within=3", errc::incomplete, "a unit: y m d h", 8},
      {dialect::maintkit, "within=", errc::incomplete, "a number", 7},
      {dialect::maintkit, "within=3d,within=4d", errc::invalid, "each rule once", 17},
      {dialect::maintkit, "tag=", errc::incomplete, "a tag, or several with commas between", 4},
      {dialect::restic, "daily=-1", errc::malformed, count, 6},  // restic 0.16+: negative counts are refused
      {dialect::restic, "quarterly=1", errc::unsupported, "a rule that this dialect has", 10},
      {dialect::restic, "within=4w", errc::malformed, "a unit: y m d h", 8},
      {dialect::borg, "within-daily=7d", errc::unsupported, "a rule that this dialect has", 13},
      {dialect::borg, "tag=a", errc::unsupported, "a rule that this dialect has", 4},
      {dialect::borg, "within=2d3H", errc::malformed, "the end", 9},
      {dialect::proxmox, "within=2d", errc::unsupported, "a rule that this dialect has", 7},
      {dialect::rotate_backups, "last=2", errc::unsupported, "a rule that this dialect has", 5},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto p = parse_policy(r.text, r.of);
    REQUIRE_FALSE(p);
    CHECK(p.error().code == r.code);
    CHECK(std::string_view(p.error().expected) == r.expected);
    CHECK(p.error().offset == r.offset);
    CHECK(p.error().offset + p.error().length <= std::string_view(r.text).size());
  }
}

TEST_CASE("policy: tags") {
  policy p;
  CHECK(add(p, "tag", "a,b"));
  CHECK_FALSE(add(p, "tag", "a,"));
  CHECK_FALSE(add(p, "tag", ",a"));
  CHECK_FALSE(add(p, "tag", " "));
  CHECK(p.tag_count == 1);
  CHECK(has_tags("b, a,c", "a,b"));
  CHECK_FALSE(has_tags("ab", "a,b"));
  CHECK_FALSE(has_tags("", "a"));
  for (std::size_t i = 1; i < most_tags; ++i) CHECK(add(p, "tag", "x"));
  CHECK_FALSE(add(p, "tag", "x"));
}

TEST_CASE("policy: at compile time") {
  constexpr auto p = parse_policy("last=3,daily=7,within=36h");
  static_assert(p);
  static_assert(p->counts[static_cast<std::size_t>(period::daily)] == 7);
  static_assert(!parse_policy("daily=0"));
  static_assert(is_empty(policy{}));
  static_assert(dialect_of("rotate-backups") == dialect::rotate_backups);
  static_assert(!dialect_of("rsync"));
}
