// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/error.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "time/tzif.hpp"

using namespace maintkit::time;
using maintkit::errc;
using maintkit::test::tzif;

namespace {

instant utc(std::string_view text) { return parse_rfc3339(text)->at; }

// Berlin from 2025 on: two changes in the file, the rest by its rule.
tzif berlin() {
  tzif file;
  file.types = {3208, 7200, 3600};                    // local mean time comes first, as in the real file
  file.changes = {{1743296400, 1}, {1761440400, 2}};  // 2025-03-30T01:00Z, 2025-10-26T01:00Z
  file.rule = "CET-1CEST,M3.5.0,M10.5.0/3";
  return file;
}

zone read(const tzif& file) {
  const maintkit::result<zone> z = zone::parse_tzif("Test/Zone", file.bytes());
  REQUIRE_MESSAGE(z, z.error().why);
  return *z;
}

}  // namespace

TEST_CASE("zone: UTC and fixed offsets") {
  CHECK(zone().name() == "UTC");
  CHECK(zone::utc().offset_at({1783512000, 0}) == 0);
  CHECK(zone::fixed(0).name() == "UTC");
  CHECK(zone::fixed(7200).name() == "+02:00");
  CHECK(zone::fixed(-34200).name() == "-09:30");
  CHECK(zone::fixed(7200).offset_at({INT64_MIN, 0}) == 7200);
  const civil noon{2026, 7, 8, 12, 0, 0, 5};
  CHECK(zone::fixed(7200).instants_of(noon).count == 1);
  CHECK(zone::fixed(7200).resolve(noon) == instant{1783504800, 5});
}

TEST_CASE("zone: changes of the file, then the rule") {
  const zone z = read(berlin());
  CHECK(z.name() == "Test/Zone");
  const struct {
    std::string_view at;
    std::int32_t offset;
  } rows[] = {
      {"0000-01-01T00:00:00Z", 3208},  // RFC 8536 section 3.2: type 0 before the first change
      {"2025-03-30T00:59:59Z", 3208}, {"2025-03-30T01:00:00Z", 7200}, {"2025-10-26T00:59:59Z", 7200},
      {"2025-10-26T01:00:00Z", 3600}, {"2026-03-29T00:59:59Z", 3600}, {"2026-03-29T01:00:00Z", 7200},
      {"9999-07-01T00:00:00Z", 7200}, {"9999-12-01T00:00:00Z", 3600},
  };
  for (const auto& row : rows) {
    CAPTURE(row.at);
    CHECK(z.offset_at(utc(row.at)) == row.offset);
  }
}

TEST_CASE("zone: without a rule the last change holds") {
  tzif file = berlin();
  file.rule.clear();
  CHECK(read(file).offset_at(utc("2030-07-01T00:00:00Z")) == 3600);
  file.changes.clear();
  CHECK(read(file).offset_at(utc("2030-07-01T00:00:00Z")) == 3208);
  file.rule = "CET-1CEST,M3.5.0,M10.5.0/3";  // no change at all: the rule for all times (RFC 8536 section 3.3)
  CHECK(read(file).offset_at(utc("1626-07-01T00:00:00Z")) == 7200);
}

TEST_CASE("zone: versions") {
  tzif file = berlin();
  for (const char version : {'2', '3', '4', '5'}) {  // later ones are read like 4 (RFC 8536 section 3.1)
    file.version = version;
    CHECK(read(file).offset_at(utc("2025-07-01T00:00:00Z")) == 7200);
  }
  file.version = 0;  // 32 bits, no rule
  CHECK(read(file).offset_at(utc("2025-07-01T00:00:00Z")) == 7200);
  CHECK(read(file).offset_at(utc("2030-07-01T00:00:00Z")) == 3600);
  file.changes = {{-2000000000, 1}};  // 1906: negative in 32 bits
  CHECK(read(file).offset_at(utc("1907-01-01T00:00:00Z")) == 7200);
  CHECK(read(file).offset_at(utc("1906-01-01T00:00:00Z")) == 3208);
}

TEST_CASE("zone: Honolulu, the example of RFC 8536 appendix B.2") {
  tzif file;
  file.types = {-37886, -37800, -34200, -34200, -34200, -36000};
  file.changes = {{-2334101314, 1}, {-1157283000, 2}, {-1155436200, 1}, {-880198200, 3},
                  {-769395600, 4},  {-765376200, 1},  {-712150200, 5}};
  file.rule = "HST10";
  const zone z = read(file);
  CHECK(z.offset_at(utc("1896-01-13T22:31:25Z")) == -37886);
  CHECK(z.offset_at(utc("1896-01-13T22:31:26Z")) == -37800);
  CHECK(z.offset_at(utc("1945-08-14T22:59:59Z")) == -34200);
  CHECK(z.offset_at(utc("2026-07-08T00:00:00Z")) == -36000);
}

TEST_CASE("zone: the instants that a reading may mean") {
  const zone z = read(berlin());
  const struct {
    civil reading;
    int count;
    std::string_view first;
    std::string_view last;
    std::string_view resolved;
  } rows[] = {
      {{2026, 7, 8, 14, 0, 0, 0}, 1, "2026-07-08T12:00:00Z", "2026-07-08T12:00:00Z", "2026-07-08T12:00:00Z"},
      // clocks go forward: 02:00 to 03:00 is skipped (RFC 5545 section 3.3.5: the offset before the gap is used)
      {{2026, 3, 29, 1, 59, 59, 0}, 1, "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z", "2026-03-29T00:59:59Z"},
      {{2026, 3, 29, 2, 0, 0, 0}, 0, "", "", "2026-03-29T01:00:00Z"},
      {{2026, 3, 29, 2, 30, 0, 0}, 0, "", "", "2026-03-29T01:30:00Z"},
      {{2026, 3, 29, 2, 59, 59, 0}, 0, "", "", "2026-03-29T01:59:59Z"},
      {{2026, 3, 29, 3, 0, 0, 0}, 1, "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"},
      // clocks go back: 02:00 to 03:00 is shown twice (the same section: the first is meant)
      {{2026, 10, 25, 1, 59, 59, 0}, 1, "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z", "2026-10-24T23:59:59Z"},
      {{2026, 10, 25, 2, 0, 0, 0}, 2, "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T00:00:00Z"},
      {{2026, 10, 25, 2, 59, 59, 0}, 2, "2026-10-25T00:59:59Z", "2026-10-25T01:59:59Z", "2026-10-25T00:59:59Z"},
      {{2026, 10, 25, 3, 0, 0, 0}, 1, "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T02:00:00Z"},
      // the same by the changes of the file
      {{2025, 10, 26, 2, 30, 0, 0}, 2, "2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z", "2025-10-26T00:30:00Z"},
      {{2025, 3, 30, 2, 30, 0, 0}, 0, "", "", "2025-03-30T01:36:32Z"},  // from 0:53:28 to 2:00 ahead
  };
  for (const auto& row : rows) {
    CAPTURE(row.resolved);
    const meanings m = z.instants_of(row.reading);
    CHECK(m.count == row.count);
    if (m.count > 0) CHECK(to_rfc3339(m.at[0]) == row.first);
    if (m.count > 0) CHECK(to_rfc3339(m.at[1]) == row.last);
    CHECK(to_rfc3339(z.resolve(row.reading)) == row.resolved);
  }
}

TEST_CASE("zone: a day that was skipped whole (Apia, 2011-12-30)") {
  tzif file;
  file.types = {-36000, 50400};
  file.changes = {{1325239200, 1}};  // 2011-12-30T10:00Z
  const zone z = read(file);
  CHECK(z.instants_of({2011, 12, 30, 12, 0, 0, 0}).count == 0);
  CHECK(to_rfc3339(z.resolve({2011, 12, 30, 12, 0, 0, 0})) == "2011-12-30T22:00:00Z");  // noon of the 31st there
}

TEST_CASE("zone: a file may show a reading three times; the first and the last are told") {
  tzif file;
  file.types = {7200, 3600, 0};
  file.changes = {{10000, 1}, {10600, 2}};
  const meanings m = read(file).instants_of(to_civil({13000, 0}));
  CHECK(m.count == 2);
  CHECK(m.at[0].seconds == 5800);
  CHECK(m.at[1].seconds == 13000);
}

TEST_CASE("zone: daylight time of one day: the earlier instant is the first one all the same") {
  tzif file;
  file.rule = "AAA0BBB,J100/0,J101/0";
  const meanings m = read(file).instants_of({2026, 4, 10, 23, 30, 0, 0});
  CHECK(m.count == 2);
  CHECK(to_rfc3339(m.at[0]) == "2026-04-10T22:30:00Z");
  CHECK(to_rfc3339(m.at[1]) == "2026-04-10T23:30:00Z");
}

TEST_CASE("zone: both ways agree at every change and around it") {
  const zone z = read(berlin());
  for (int year = 2025; year < 2125; ++year) {
    for (int month : {3, 10}) {
      for (std::int64_t day = days_from_civil(year, month, 24); day < days_from_civil(year, month + 1, 1); ++day) {
        for (std::int64_t t = day * 86400; t < (day + 1) * 86400; t += 900) {
          const meanings m = z.instants_of(to_civil({t, 0}, z.offset_at({t, 0})));
          const bool told = (m.count > 0 && m.at[0].seconds == t) || (m.count == 2 && m.at[1].seconds == t);
          if (!told) CHECK_MESSAGE(told, t);
        }
      }
    }
  }
}

TEST_CASE("zone: files, refused, and where") {
  struct row {
    std::string what;
    std::string bytes;
    errc code;
    std::string_view expected;
    std::size_t offset;
  };
  const auto changed = [](std::size_t at, std::string_view with, tzif file = berlin()) {
    std::string bytes = file.bytes();
    return bytes.replace(at, with.size(), with);
  };
  const auto with_rule = [](std::string rule) {
    tzif file = berlin();
    file.rule = std::move(rule);
    return file.bytes();
  };
  tzif old = berlin();
  old.version = 0;
  tzif descending = berlin();
  descending.changes = {{2000, 1}, {2000, 2}};
  tzif wide = berlin();
  wide.types[1] = 93600;
  // The second header stands at 54: 44 bytes and a block of one type (6) and its name (4).
  const std::string_view bad_count("\xff\xff\xff\xff", 4);
  const std::string_view one("\0\0\0\1", 4);
  const row rows[] = {
      {"empty", "", errc::incomplete, "more bytes", 0},
      {"no magic", changed(0, "TZiF"), errc::malformed, "\"TZif\"", 0},
      {"no second magic", changed(54, "XXXX"), errc::malformed, "\"TZif\"", 54},
      {"a count of 4 G", changed(54 + 32, bad_count), errc::incomplete, "more bytes", 54 + 36},
      {"a count in the first header", changed(32, bad_count), errc::incomplete, "more bytes", 36},
      {"no types", changed(54 + 36, std::string_view("\0\0\0\0", 4)), errc::malformed, "1 to 256 types", 98},
      {"no names", changed(54 + 40, std::string_view("\0\0\0\0", 4)), errc::malformed, "a name", 98},
      {"marks for one of three types", changed(54 + 20, one), errc::malformed, "a mark for each type", 98},
      {"leap seconds", changed(54 + 28, one), errc::unsupported, "no leap seconds", 98},
      {"changes out of order", descending.bytes(), errc::malformed, "a later change than the one before", 114},
      {"a type that is not there", changed(114, "\3"), errc::malformed, "the number of a type", 114},
      {"an offset of 26 hours", wide.bytes(), errc::malformed, "an offset from -25 to 26 hours", 128},
      {"daylight 2", changed(120, "\2"), errc::malformed, "0 or 1 for daylight time", 122},
      {"a name behind its block", changed(121, "\4"), errc::malformed, "a name that ends", 122},
      {"a name without an end", changed(137, "X"), errc::malformed, "a name that ends", 122},
      {"no newline", changed(138, "X"), errc::malformed, "a rule between newlines", 138},
      {"no second newline", changed(138 + 27, "X"), errc::malformed, "a rule between newlines", 138},
      {"bytes behind the rule", berlin().bytes() + "x", errc::malformed, "the end behind the rule", 166},
      {"bytes behind version 1", old.bytes() + "x", errc::malformed, "the end behind the data", 44 + 32},
      {"a rule that is none", with_rule("CET-1CEST"), errc::incomplete, "a number", 139 + 9},
      {"a rule against the file", with_rule("UTC0"), errc::malformed, "a rule that agrees with the last change", 139},
      {"too long", std::string(largest_tzif + 1, '\0'), errc::limit, "at most 256 KiB", largest_tzif},
  };
  for (const row& r : rows) {
    CAPTURE(r.what);
    const auto z = zone::parse_tzif("Test/Zone", r.bytes);
    CHECK(!z);
    if (z) continue;
    CHECK(maintkit::to_string(z.error().code) == maintkit::to_string(r.code));
    CHECK(z.error().what == "zone Test/Zone");
    CHECK(z.error().why == "expected " + std::string(r.expected) + " at byte " + std::to_string(r.offset));
  }
}

TEST_CASE("zone: a file cut at any byte is an error") {
  for (const char version : {'\0', '2'}) {
    tzif file = berlin();
    file.version = version;
    const std::string whole = file.bytes();
    for (std::size_t n = 0; n < whole.size(); ++n) {
      CAPTURE(n);
      CHECK(!zone::parse_tzif("Test/Zone", std::string_view(whole).substr(0, n)));
    }
    CHECK(zone::parse_tzif("Test/Zone", whole));
  }
}

TEST_CASE("zone: a file with any bit turned is an error or a zone that works") {
  const std::string whole = berlin().bytes();
  int accepted = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
    const auto z = zone::parse_tzif("Test/Zone", bytes);
    if (!z) continue;
    ++accepted;
    for (const std::int64_t t : {INT64_MIN, std::int64_t{0}, std::int64_t{1761440400}, INT64_MAX}) {
      const std::int32_t offset = z->offset_at({t, 0});
      const bool in_range = offset >= -89999 && offset <= 93599;
      CHECK(in_range);
    }
    const instant at = z->resolve({2026, 3, 29, 2, 30, 0, 0});
    const bool near = at.seconds > 1774600000 && at.seconds < 1774950000;
    CHECK_MESSAGE(near, bit);
  }
  MESSAGE(accepted << " of " << whole.size() * 8
                   << " bits may turn: names, marks, unused bytes, changes that stay in order");
}
