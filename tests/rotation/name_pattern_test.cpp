// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/rotation/name_pattern.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

std::string matched(const char* pattern, std::string_view name, const time::zone& zone = {}) {
  const auto p = name_pattern::parse(pattern);
  REQUIRE(p);
  const auto at = p->match(name, zone);
  return at ? time::to_rfc3339(*at) : "";
}

}  // namespace

TEST_CASE("name pattern: the whole name fits, or it is not ours") {
  const char* const dump = "db-{time}.dump";
  CHECK(matched(dump, "db-20260708T120000Z.dump") == "2026-07-08T12:00:00Z");
  const std::string_view others[] = {
      "db-20260708T120000Z.dump\n",
      "\ndb-20260708T120000Z.dump",
      "db-20260708T120000Z.dump~",
      "xdb-20260708T120000Z.dump",
      "db-20260708T120000.dump",
      "db-20260708T120000z.dump",
      "db-20260708t120000Z.dump",
      "db-20260708120000.dump",
      "db-20260230T120000Z.dump",
      "db-20250229T120000Z.dump",
      "db-20261301T120000Z.dump",
      "db-20260708T240000Z.dump",
      "db-20260708T126000Z.dump",
      "db-.dump",
      "db.dump",
      "",
      "db-20260708T120000Z.dum",
      "DB-20260708T120000Z.dump",
      "db-2026070 T120000Z.dump",
      "db-+0260708T120000Z.dump",
      "db-{time}.dump",
      "db-20260708T120000Z-2.dump",
  };
  for (const std::string_view name : others) {
    CAPTURE(name);
    CHECK(matched(dump, name).empty());
  }
  CHECK(matched(dump, std::string_view("db-20260708T120000Z.dump\0", 25)).empty());
  CHECK(matched("{time}", "20240229T000000Z") == "2024-02-29T00:00:00Z");
  CHECK(matched("a{time}a", "a").empty());  // before and after must not overlap
}

TEST_CASE("name pattern: forms of one's own") {
  CHECK(matched("db-{%Y-%m-%d_%H%M}.sql", "db-2026-07-08_1405.sql") == "2026-07-08T14:05:00Z");
  CHECK(matched("{%d.%m.%Y}.tar", "08.07.2026.tar") == "2026-07-08T00:00:00Z");
  CHECK(matched("{%Y%m%d}%%", "20260708%%") == "2026-07-08T00:00:00Z");  // outside braces text is itself
  CHECK(matched("{%Y%m%d%%}", "20260708%") == "2026-07-08T00:00:00Z");
  CHECK(matched("b{%s}", "b1783512000") == "2026-07-08T12:00:00Z");
  CHECK(matched("b{%s}", "b99999999999999999999").empty());
  CHECK(matched("b{%s}", "b-5").empty());
  CHECK(matched("{%Y-%m-%d}", "2026-7-08").empty());
  CHECK(matched("{%Y-%m-%d}", "2026-00-08").empty());
  CHECK(matched("{%Y-%m-%d}", "2026-02-29").empty());
  CHECK(matched("{%Y-%m-%d}", "2026-02-2").empty());
  CHECK(matched("{%Y-%m-%d}", "2026-02-211").empty());
}

TEST_CASE("name pattern: readings of a zone's clocks") {
  const auto berlin = maintkit::detail::load_zone("Europe/Berlin");
  if (!berlin) {
    MESSAGE("no zone files here, so not tested with one");
    return;
  }
  const char* const form = "{%Y-%m-%d_%H%M}";
  CHECK(matched(form, "2026-07-08_1400", *berlin) == "2026-07-08T12:00:00Z");
  CHECK(matched(form, "2026-01-08_1400", *berlin) == "2026-01-08T13:00:00Z");
  CHECK(matched(form, "2026-03-29_0230", *berlin).empty());                    // the clocks skip it
  CHECK(matched(form, "2026-10-25_0230", *berlin) == "2026-10-25T00:30:00Z");  // shown twice: the earlier
  CHECK(matched("{time}", "20260708T140000Z", *berlin) == "2026-07-08T14:00:00Z");
}

TEST_CASE("name pattern: what is no pattern, and where") {
  struct row {
    const char* text;
    const char* expected;
    std::size_t offset;
  };
  const char* const fields = "%Y %m %d %H %M %S, each once";
  const row rows[] = {
      {"", "a file name with {time} in it", 0},
      {"db.dump", "{time}", 7},
      {".db-{time}", "a name that is not hidden", 0},
      {"a/{time}", "a name, no path", 1},
      {"a\n{time}", "a name, no path", 1},
      {"db-{time", "'}'", 8},
      {"db-}{time", "'}'", 9},
      {"{time}{time}", "one form in braces", 6},
      {"{}", "{time}, {%s} or a form with %Y %m %d", 1},
      {"{date}", "{time}, {%s} or a form with %Y %m %d", 1},
      {"{%Y-%m}", "{time}, {%s} or a form with %Y %m %d", 1},
      {"{%Y%m%d%Y}", fields, 7},
      {"{%Y%m%d%}", fields, 7},
      {"{%Y%m%d%j}", fields, 7},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto p = name_pattern::parse(r.text);
    REQUIRE_FALSE(p);
    CHECK(std::string_view(p.error().expected) == r.expected);
    CHECK(p.error().offset == r.offset);
  }
}

TEST_CASE("name pattern: backup sets") {
  static_assert(match_set_name("20260708T120000Z"));
  static_assert(match_set_name("20260708T120000Z-2"));
  for (const std::string_view name :
       {"20260708T120000Z-", "20260708T120000Z-0", "20260708T120000Z-02", "20260708T120000Zx", "20260708T120000Z-x",
        "20260230T120000Z", "2026", "", "20260708T120000Z-99999999999", "20260708T120000Z.purging"}) {
    CAPTURE(name);
    CHECK_FALSE(match_set_name(name));
  }
}
