// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/zone_rule.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string_view>

#include "time/dates.hpp"

using namespace maintkit::time;
using maintkit::errc;

namespace {

struct offset_row {
  std::string_view rule;
  std::string_view at;
  std::int32_t seconds;
};

// The offsets are those of GNU date: TZ=RULE date -d AT +%::z, but where another source is named.
constexpr offset_row offsets[] = {
    {"UTC0", "2026-07-08T12:00:00Z", 0},
    {"HST10", "2026-07-08T12:00:00Z", -36000},
    {"<+0545>-5:45", "2026-07-08T12:00:00Z", 20700},
    // Berlin: last Sundays of March and October
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3600},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "1970-01-01T00:00:00Z", 3600},
    // the rule repeats with the calendar: 2426 is 2026
    {"CET-1CEST,M3.5.0,M10.5.0/3", "2426-03-29T01:00:00Z", 7200},
    {"CET-1CEST,M3.5.0,M10.5.0/3", "1626-03-29T01:00:00Z", 7200},
    // New York: second Sunday, first Sunday
    {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18000},
    {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14400},
    {"EST5EDT,M3.2.0,M11.1.0", "2026-11-01T05:59:59Z", -14400},
    {"EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18000},
    // Auckland: summer spans new year
    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-12-31T23:59:59Z", 46800},
    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-04-04T13:59:59Z", 46800},
    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-04-04T14:00:00Z", 43200},
    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-09-26T13:59:59Z", 43200},
    {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-09-26T14:00:00Z", 46800},
    // Lord Howe: half an hour
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T14:59:59Z", 39600},
    {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00Z", 37800},
    // Dublin: standard time is in summer, daylight time is behind it
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-08T12:00:00Z", 3600},
    {"IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-08T12:00:00Z", 0},
    // Jerusalem: 26 o'clock on Thursday is 2 o'clock on Friday (RFC 8536 appendix B.3)
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 7200},
    {"IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 10800},
    // Nuuk: before midnight of the day before
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200},
    {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600},
    // days of the year: J60 is March 1 always, 59 is February 29 in leap years
    {"AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0},
    {"AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3600},
    {"AAA0BBB,J60/0,J300/0", "2026-03-01T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 3600},
    {"AAA0BBB,59/0,300/0", "2026-02-28T23:59:59Z", 0},
    {"AAA0BBB,59/0,300/0", "2026-03-01T00:00:00Z", 3600},
    // a whole year of daylight time (RFC 8536 section 3.3.1 has both)
    {"EST5EDT,0/0,J365/25", "2026-01-01T04:59:59Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2026-07-01T05:00:00Z", -14400},
    {"EST5EDT,0/0,J365/25", "2024-12-31T23:00:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-01-01T02:59:59Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2026-01-01T03:00:00Z", -14400},
    {"XXX3EDT4,0/0,J365/23", "2024-12-31T12:00:00Z", -14400},
    // a change a week before its year: January 1 less 167 hours is December 25 at 1:00 (RFC 8536: -167 to 167)
    {"AAA0BBB,J1/-167,J180/0", "2025-12-25T00:59:59Z", 0},
    {"AAA0BBB,J1/-167,J180/0", "2025-12-25T01:00:00Z", 3600},
    {"AAA0BBB,J1/-167,J180/0", "2026-01-02T00:00:00Z", 3600},
};

static_assert(parse_zone_rule("CET-1CEST,M3.5.0,M10.5.0/3")->offset_at({1783512000, 0}) == 7200, "constexpr");

}  // namespace

TEST_CASE("zone_rule: offsets") {
  for (const offset_row& row : offsets) {
    CAPTURE(row.rule);
    CAPTURE(row.at);
    const auto rule = parse_zone_rule(row.rule);
    REQUIRE(rule);
    CHECK(rule->offset_at(parse_rfc3339(row.at)->at) == row.seconds);
  }
}

TEST_CASE("zone_rule: no instant is out of reach") {
  const auto rule = parse_zone_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  REQUIRE(rule);
  for (const std::int64_t seconds : {INT64_MIN, INT64_MIN + 1, INT64_MAX - 1, INT64_MAX}) {
    const std::int32_t offset = rule->offset_at({seconds, 0});
    const bool either = offset == 3600 || offset == 7200;
    CHECK(either);
  }
}

TEST_CASE("zone_rule: refused, and where") {
  const maintkit::test::refused rows[] = {
      {"", errc::incomplete, "a name of three letters", 0, 0},
      {"CE-1", errc::malformed, "a name of three letters", 0, 2},
      {"C3T-1", errc::malformed, "a name of three letters", 0, 1},
      {"<>-1", errc::malformed, "a name of three letters", 0, 1},
      {"<+01-1", errc::incomplete, "'>'", 6, 0},
      {"<+0 1>-1", errc::malformed, "'>'", 3, 1},
      {"CET", errc::incomplete, "a number", 3, 0},
      {"CET-", errc::incomplete, "a number", 4, 0},
      {"CET25", errc::malformed, "fewer hours", 3, 2},
      {"CET1:60", errc::malformed, "00 to 59", 5, 2},
      {"CET1:5", errc::incomplete, "a digit", 6, 0},
      {"CET-1CEST", errc::incomplete, "a number", 9, 0},  // without its rule it is whatever the system likes
      {"CET-1CEST-2", errc::incomplete, "','", 11, 0},
      {"CET-1CEST,M3.5.0", errc::incomplete, "','", 16, 0},
      {"CET-1CEST,M0.5.0,M10.5.0", errc::malformed, "a month from 1 to 12", 11, 1},
      {"CET-1CEST,M13.5.0,M10.5.0", errc::malformed, "a month from 1 to 12", 11, 2},
      {"CET-1CEST,M3.6.0,M10.5.0", errc::malformed, "a week from 1 to 5", 13, 1},
      {"CET-1CEST,M3.0.0,M10.5.0", errc::malformed, "a week from 1 to 5", 13, 1},
      {"CET-1CEST,M3.5.7,M10.5.0", errc::malformed, "a weekday from 0 to 6", 15, 1},
      {"CET-1CEST,M3,M10.5.0", errc::malformed, "'.'", 12, 1},
      {"CET-1CEST,J0,J1", errc::malformed, "a day from 1 to 365", 11, 1},
      {"CET-1CEST,J366,J1", errc::malformed, "a day from 1 to 365", 11, 3},
      {"CET-1CEST,366,1", errc::malformed, "a day from 0 to 365", 10, 3},
      {"CET-1CEST,1/168,2", errc::malformed, "fewer hours", 12, 3},
      {"CET-1CEST,1/-168,2", errc::malformed, "fewer hours", 13, 3},
      {"CET-1CEST,1234,2", errc::malformed, "a number", 10, 4},
      {"CET-1CEST,M3.5.0,M10.5.0/3x", errc::malformed, "the end", 26, 1},
      {"CET-1 ", errc::malformed, "a name of three letters", 5, 0},
      {":Europe/Berlin", errc::malformed, "a name of three letters", 0, 0},
  };
  maintkit::test::check_refused([](std::string_view text) { return parse_zone_rule(text); }, rows);
}
