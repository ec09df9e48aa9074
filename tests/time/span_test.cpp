// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/error.hpp>
#include <maintkit/time/span.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "time/dates.hpp"
#include "time/tzif.hpp"

using namespace maintkit::time;
using maintkit::errc;
using maintkit::test::refused;

namespace {

struct span_row {
  std::string_view text;
  span length;
};

bool same(const span& a, const span& b) {
  return a.years == b.years && a.months == b.months && a.days == b.days && a.hours == b.hours;
}

static_assert(parse_span("2y5m7d3h")->months == 5, "constexpr");

zone berlin() {
  maintkit::test::tzif file;
  file.rule = "CET-1CEST,M3.5.0,M10.5.0/3";
  return *zone::parse_tzif("Europe/Berlin", file.bytes());
}

}  // namespace

TEST_CASE("span: restic's form (documented for --keep-within: y m d h)") {
  const span_row rows[] = {
      {"2y5m7d3h", {2, 5, 7, 3}}, {"3h", {0, 0, 0, 3}},         {"1m", {0, 1, 0, 0}},
      {"7d", {0, 0, 7, 0}},       {"10y", {10, 0, 0, 0}},       {"3h7d5m2y", {2, 5, 7, 3}},
      {"0d", {0, 0, 0, 0}},       {"99999h", {0, 0, 0, 99999}}, {"007d", {0, 0, 7, 0}},
  };
  for (const span_row& row : rows) {
    CAPTURE(row.text);
    const auto got = parse_span(row.text);
    REQUIRE(got);
    CHECK(same(*got, row.length));
  }
}

TEST_CASE("span: restic's form, refused, and where") {
  const refused rows[] = {
      {"", errc::incomplete, "a number", 0, 0},
      {"d", errc::malformed, "a number", 0, 1},
      {"-3d", errc::malformed, "a number", 0, 1},  // restic 0.14 would have deleted everything
      {"+3d", errc::malformed, "a number", 0, 1},
      {"3", errc::incomplete, "a unit: y m d h", 1, 0},
      {"3w", errc::malformed, "a unit: y m d h", 1, 1},  // restic has no weeks
      {"3D", errc::malformed, "a unit: y m d h", 1, 1},
      {"3 d", errc::malformed, "a unit: y m d h", 1, 1},
      {"3d ", errc::malformed, "a number", 2, 1},
      {"3d4d", errc::malformed, "each unit once", 3, 1},
      {"3d4", errc::incomplete, "a unit: y m d h", 3, 0},
      {"100000h", errc::limit, "at most 99999", 0, 6},
      {"99999999999999999999y", errc::limit, "at most 99999", 0, 20},
  };
  maintkit::test::check_refused([](std::string_view text) { return parse_span(text); }, rows);
}

TEST_CASE("span: borg's form (H d w m y, fixed lengths: a month of 31 days, a year of 365)") {
  const span_row rows[] = {
      {"12H", {0, 0, 0, 12}},         {"30d", {0, 0, 0, 720}}, {"4w", {0, 0, 0, 672}},
      {"6m", {0, 0, 0, 6 * 31 * 24}}, {"1y", {0, 0, 0, 8760}}, {"99999y", {0, 0, 0, 99999 * 8760}},
  };
  for (const span_row& row : rows) {
    CAPTURE(row.text);
    const auto got = parse_borg_span(row.text);
    REQUIRE(got);
    CHECK(same(*got, row.length));
  }
  const refused bad[] = {
      {"", errc::incomplete, "a number", 0, 0},
      {"0d", errc::malformed, "a number above 0", 0, 1},
      {"-1d", errc::malformed, "a number", 0, 1},
      {"30", errc::incomplete, "a unit: H d w m y", 2, 0},
      {"12h", errc::malformed, "a unit: H d w m y", 2, 1},
      {"30d4w", errc::malformed, "the end", 3, 2},
      {"100000d", errc::limit, "at most 99999", 0, 6},
  };
  maintkit::test::check_refused([](std::string_view text) { return parse_borg_span(text); }, bad);
}

TEST_CASE("span: counted back from an instant") {
  const zone utc;
  const zone place = berlin();
  struct row {
    std::string_view from;
    std::string_view length;
    const zone* where;
    month_end end;
    std::string_view to;
  };
  const row rows[] = {
      // measured with restic 0.18: newest 03-31, --keep-within 1m cuts at 03-02 in a leap year, 03-03 in others
      {"2024-03-31T12:00:00Z", "1m", &utc, month_end::overflow, "2024-03-02T12:00:00Z"},
      {"2026-03-31T12:00:00Z", "1m", &utc, month_end::overflow, "2026-03-03T12:00:00Z"},
      {"2024-03-31T12:00:00Z", "1m", &utc, month_end::clamp, "2024-02-29T12:00:00Z"},
      {"2026-03-31T12:00:00Z", "1m", &utc, month_end::clamp, "2026-02-28T12:00:00Z"},
      {"2024-02-29T12:00:00Z", "1y", &utc, month_end::overflow, "2023-03-01T12:00:00Z"},
      {"2024-02-29T12:00:00Z", "1y", &utc, month_end::clamp, "2023-02-28T12:00:00Z"},
      // the overflow comes before the days (Go: AddDate normalises once): Feb 31 less 1 day is March 2
      {"2026-03-31T12:00:00Z", "1m1d", &utc, month_end::overflow, "2026-03-02T12:00:00Z"},
      {"2026-03-31T12:00:00Z", "1m1d", &utc, month_end::clamp, "2026-02-27T12:00:00Z"},
      {"2026-07-08T12:00:00Z", "2y5m7d3h", &utc, month_end::clamp, "2024-02-01T09:00:00Z"},
      {"2026-01-15T12:00:00Z", "1m", &utc, month_end::clamp, "2025-12-15T12:00:00Z"},
      {"2026-07-08T12:00:00Z", "0d", &utc, month_end::clamp, "2026-07-08T12:00:00Z"},
      // days are the calendar's, hours are not: the clocks of Berlin went back on 2026-10-25
      {"2026-10-25T11:00:00Z", "1d", &place, month_end::clamp, "2026-10-24T10:00:00Z"},
      {"2026-10-25T11:00:00Z", "24h", &place, month_end::clamp, "2026-10-24T11:00:00Z"},
      {"2026-10-25T11:00:00Z", "1d", &utc, month_end::clamp, "2026-10-24T11:00:00Z"},
      // a reading in the gap of 2026-03-29 counts on from before it
      {"2026-04-29T00:30:00Z", "1m", &place, month_end::clamp, "2026-03-29T01:30:00Z"},
      // 1:30 in Berlin on the 1st is the 31st in UTC: the month is taken off where the clock is
      {"2026-05-31T23:30:00Z", "1m", &place, month_end::clamp, "2026-04-30T23:30:00Z"},
      {"2026-05-31T23:30:00Z", "1m", &utc, month_end::clamp, "2026-04-30T23:30:00Z"},
      {"2026-03-30T22:30:00Z", "1m", &place, month_end::clamp, "2026-02-27T23:30:00Z"},
      {"2026-03-30T22:30:00Z", "1m", &utc, month_end::clamp, "2026-02-28T22:30:00Z"},
  };
  for (const row& r : rows) {
    CAPTURE(r.from);
    CAPTURE(r.length);
    const instant to = subtract(parse_rfc3339(r.from)->at, *parse_span(r.length), *r.where, r.end);
    CHECK(to_rfc3339(to) == r.to);
  }
}

TEST_CASE("span: nothing overflows") {
  const span longest{INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};
  for (const std::int64_t seconds : {INT64_MIN, std::int64_t{0}, INT64_MAX}) {
    const instant to = subtract({seconds, 5}, longest, berlin());
    CHECK(to.nanoseconds == 5);
    CHECK(subtract({seconds, 5}, {0, 0, 0, 1}, zone()).seconds < INT64_MAX);
  }
}
