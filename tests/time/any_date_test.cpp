// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/any_date.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "support.hpp"
#include "time/dates.hpp"

using namespace maintkit::time;
using maintkit::errc;
using maintkit::test::refused;
using maintkit::test::said;
using maintkit::test::unknown;

namespace {

constexpr precision year = precision::year;
constexpr precision month = precision::month;
constexpr precision day = precision::day;
constexpr precision hour = precision::hour;
constexpr precision minute = precision::minute;
constexpr precision second = precision::second;
constexpr precision fraction = precision::fraction;

const auto date = [](std::string_view text) { return parse_date(text); };

static_assert(parse_date("2026-07-08")->precision == precision::day, "constexpr");

}  // namespace

TEST_CASE("any_date: the standards") {
  const said rows[] = {
      // W3C's note on date and time formats, the six granularities
      {"1997", "1997-01-01T00:00:00Z", year, unknown},
      {"1997-07", "1997-07-01T00:00:00Z", month, unknown},
      {"1997-07-16", "1997-07-16T00:00:00Z", day, unknown},
      {"1997-07-16T19:20+01:00", "1997-07-16T18:20:00Z", minute, 60},
      {"1997-07-16T19:20:30+01:00", "1997-07-16T18:20:30Z", second, 60},
      {"1997-07-16T19:20:30.45+01:00", "1997-07-16T18:20:30.45Z", fraction, 60},
      // RFC 4287 section 3.3
      {"2003-12-13T18:30:02Z", "2003-12-13T18:30:02Z", second, 0},
      {"2003-12-13T18:30:02.25Z", "2003-12-13T18:30:02.25Z", fraction, 0},
      {"2003-12-13T18:30:02+01:00", "2003-12-13T17:30:02Z", second, 60},
      {"2003-12-13T18:30:02.25+01:00", "2003-12-13T17:30:02.25Z", fraction, 60},
      // ISO 8601: basic forms, days of the year, weeks, hours alone, the end of a day
      {"20260708", "2026-07-08T00:00:00Z", day, unknown},
      {"20260708T140000Z", "2026-07-08T14:00:00Z", second, 0},
      {"20260708T1400Z", "2026-07-08T14:00:00Z", minute, 0},
      {"20260708T14Z", "2026-07-08T14:00:00Z", hour, 0},
      {"20260708T140000,25+0200", "2026-07-08T12:00:00.25Z", fraction, 120},
      {"2026-07-08T14+02", "2026-07-08T12:00:00Z", hour, 120},
      {"2026-189", "2026-07-08T00:00:00Z", day, unknown},
      {"2026189", "2026-07-08T00:00:00Z", day, unknown},
      {"2024-366", "2024-12-31T00:00:00Z", day, unknown},
      {"2026-W28", "2026-07-06T00:00:00Z", day, unknown},
      {"2026-W28-3", "2026-07-08T00:00:00Z", day, unknown},
      {"2026W283", "2026-07-08T00:00:00Z", day, unknown},
      {"2026-W53-7", "2027-01-03T00:00:00Z", day, unknown},
      {"2009-W01-1", "2008-12-29T00:00:00Z", day, unknown},
      {"2026-W28-3T14:00Z", "2026-07-08T14:00:00Z", minute, 0},
      {"2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z", second, 0},
      // XML Schema part 2 section 3.2.9: a date with a zone
      {"2002-10-10Z", "2002-10-10T00:00:00Z", day, 0},
      {"2002-10-10+13:00", "2002-10-09T11:00:00Z", day, 780},
      {"2002-10-10-05:00", "2002-10-10T05:00:00Z", day, -300},
      // mail's dates too
      {"Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37Z", second, 120},
      {"1 Jul 2003", "2003-07-01T00:00:00Z", day, unknown},
      {"2-Jan-2006", "2006-01-02T00:00:00Z", day, unknown},
      {"2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z", minute, -300},
  };
  maintkit::test::check_said(date, rows);
}

TEST_CASE("any_date: as feeds write them (feedparser's and gofeed's tests and layouts)") {
  const said rows[] = {
      {"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z", second, 0},
      {"2003-12-31T10:14:55-08:00", "2003-12-31T18:14:55Z", second, -480},
      {"2007-04-23T23:25:47.538+10:00", "2007-04-23T13:25:47.538Z", fraction, 600},
      {"2003-12-31T10:14:55.1234Z", "2003-12-31T10:14:55.1234Z", fraction, 0},
      {"2003-02-28T18:14:55-08:00", "2003-03-01T02:14:55Z", second, -480},
      {"2000-02-28T18:14:55-08:00", "2000-02-29T02:14:55Z", second, -480},
      {"2003-012-31T10:14:55+00:00", "2003-12-31T10:14:55Z", second, 0},        // a zero too many in the month
      {"2004-07-08 23:56:58 -00:20", "2004-07-09T00:16:58Z", second, -20},      // a blank for T
      {"2004-07-08 23:56:58", "2004-07-08T23:56:58Z", second, unknown},         //
      {"2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z", fraction, unknown},     //
      {"2006-01-02 15:04:05z", "2006-01-02T15:04:05Z", second, 0},              //
      {"2006-01-02T15:04:05", "2006-01-02T15:04:05Z", second, unknown},         // no zone
      {"2006-01-02T15:04Z", "2006-01-02T15:04:00Z", minute, 0},                 // no seconds
      {"2006-01-02T15:04:05-0700", "2006-01-02T22:04:05Z", second, -420},       // no colon in the offset
      {"2006-01-02T15:04:05 -0700", "2006-01-02T22:04:05Z", second, -420},      //
      {"2006-01-02T15:04:05-07:00:00", "2006-01-02T22:04:05Z", second, -420},   // seconds of offset
      {"2006-01-02T15:04:05:-0700", "2006-01-02T22:04:05Z", second, -420},      // a colon too many
      {"2006-01-02 at 15:04:05", "2006-01-02T15:04:05Z", second, unknown},      //
      {"2006-01-02 15:04:05 MST", "2006-01-02T22:04:05Z", second, -420},        //
      {"2006-01-02 15:04:05 UTC", "2006-01-02T15:04:05Z", second, 0},           // git, Ruby
      {"2006-1-2T15:04:05Z", "2006-01-02T15:04:05Z", second, 0},                // figures without zeros
      {"2006-1-2", "2006-01-02T00:00:00Z", day, unknown},                       //
      {"2006-1-2 15:04:05", "2006-01-02T15:04:05Z", second, unknown},           //
      {"2006/01/02", "2006-01-02T00:00:00Z", day, unknown},                     //
      {"2006.01.02", "2006-01-02T00:00:00Z", day, unknown},                     //
      {"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z", second, -240},   // Perforce
      {"Mon, 2006-01-02 15:04", "2006-01-02T15:04:00Z", minute, unknown},       //
      {"2004-05-25 오후 11:23:17", "2004-05-25T23:23:17Z", second, unknown},    // Nate: half of the day in Korean
      {"2004-05-25 오전 11:23:17", "2004-05-25T11:23:17Z", second, unknown},    //
      {"2004년 05월 28일  01:31:15", "2004-05-28T01:31:15Z", second, unknown},  // OnBlog
      {"2004년 05월", "2004-05-01T00:00:00Z", month, unknown},                  //
      {"2004年5月28日", "2004-05-28T00:00:00Z", day, unknown},                  // Chinese and Japanese
      {" 2006-01-02\n", "2006-01-02T00:00:00Z", day, unknown},                  // blanks around
      {" 2006 ", "2006-01-01T00:00:00Z", year, unknown},                        //
      // pretalx's releases, PyPI's and AppStream's fields
      {"2025-03-25T13:43:51.123456Z", "2025-03-25T13:43:51.123456Z", fraction, 0},
      {"2025-03-25T13:43:51", "2025-03-25T13:43:51Z", second, unknown},
      {"2021-11-15", "2021-11-15T00:00:00Z", day, unknown},
  };
  maintkit::test::check_said(date, rows);
}

TEST_CASE("any_date: figures in other orders count where one order fits") {
  const said rows[] = {
      {"13/1/2006", "2006-01-13T00:00:00Z", day, unknown},                 // no month 13
      {"1/13/2006", "2006-01-13T00:00:00Z", day, unknown},                 //
      {"5/5/2006", "2006-05-05T00:00:00Z", day, unknown},                  // both orders say the same
      {"29.02.2024", "2024-02-29T00:00:00Z", day, unknown},                //
      {"31-12-2026", "2026-12-31T00:00:00Z", day, unknown},                //
      {"31/12/2026 - 15:04", "2026-12-31T15:04:00Z", minute, unknown},     // gofeed
      {"1/13/2006 3:04:05 PM MST", "2006-01-13T22:04:05Z", second, -420},  // gofeed
      {"15:04 22.01.2006 -0700", "2006-01-22T22:04:00Z", minute, -420},    // gofeed: the time first
      {"99-12-31", "1999-12-31T00:00:00Z", day, unknown},                  // no day 99
      {"31/12/99", "1999-12-31T00:00:00Z", day, unknown},                  //
      {"12/31/99", "1999-12-31T00:00:00Z", day, unknown},                  //
  };
  maintkit::test::check_said(date, rows);
}

TEST_CASE("any_date: what could mean several days is never guessed") {
  const std::string_view ambiguous = "an unambiguous date, like 2026-07-08,";
  const refused rows[] = {
      {"2/1/2006", errc::unsupported, ambiguous, 0, 8},                 // gofeed: February 1 … or January 2
      {"02/01/2006 15:04:05", errc::unsupported, ambiguous, 0, 10},     //
      {"02.01.2006", errc::unsupported, ambiguous, 0, 10},              //
      {"02-01-2006", errc::unsupported, ambiguous, 0, 10},              //
      {"15:04 02.01.2006 -0700", errc::unsupported, ambiguous, 6, 10},  //
      {"Mon, 2/1/2006", errc::unsupported, ambiguous, 5, 8},            // weekdays are wrong too often to decide
      {"6/1/2 15:04", errc::unsupported, ambiguous, 0, 5},              //
      {"06-1-2 15:04", errc::unsupported, ambiguous, 0, 6},             //
      {"03-12-31", errc::unsupported, ambiguous, 0, 8},  // feedparser: 2003-12-31 … or 31 dec 3, reversed
      {"031231", errc::unsupported, ambiguous, 0, 6},    //
      {"200312", errc::unsupported, ambiguous, 0, 6},    // YYYYMM, which ISO 8601 forbids for this
      {"03335", errc::unsupported, ambiguous, 0, 5},     //
      {"-0312", errc::unsupported, ambiguous, 0, 5},     //
      {"-03-12", errc::unsupported, ambiguous, 0, 3},    //
      {"03-12", errc::unsupported, ambiguous, 0, 5},     //
      {"1/2006", errc::unsupported, ambiguous, 0, 6},    //
  };
  maintkit::test::check_refused(date, rows);
}

TEST_CASE("any_date: refused, and where") {
  const refused rows[] = {
      {"", errc::incomplete, "a month", 0, 0},
      {"latest", errc::malformed, "a month", 0, 6},
      {"2026-02-30", errc::malformed, "a day that this month has", 8, 2},
      {"2026-13-01", errc::malformed, "a month from 01 to 12", 5, 2},
      {"2026-00-01", errc::malformed, "a month from 01 to 12", 5, 2},
      {"20261301", errc::malformed, "a month from 01 to 12", 4, 2},
      {"20260231", errc::malformed, "a day that this month has", 6, 2},
      {"2026-13", errc::malformed, "a month from 01 to 12", 5, 2},
      {"2026-000", errc::malformed, "a day that this year has", 5, 3},
      {"2026-366", errc::malformed, "a day that this year has", 5, 3},
      {"2026-0189", errc::malformed, "a month of two digits or a day of three", 5, 4},
      {"2026-W54", errc::malformed, "a week that this year has", 6, 2},
      {"2025-W53", errc::malformed, "a week that this year has", 6, 2},
      {"2026-W00-1", errc::malformed, "a week that this year has", 6, 2},
      {"2026-W28-8", errc::malformed, "a weekday from 1 to 7", 9, 1},
      {"2026-W2", errc::malformed, "a week of two digits", 6, 0},
      {"13/13/2006", errc::malformed, "a date that exists", 0, 10},
      {"30/2/2006", errc::malformed, "a date that exists", 0, 9},
      {"1/2/20066", errc::malformed, "a date", 0, 9},
      {"2003-012-031", errc::malformed, "a date", 0, 12},
      {"2003-112-31", errc::malformed, "a date", 0, 11},
      {"2003-12-31T25:14:55Z", errc::malformed, "an hour from 00 to 23", 11, 2},
      {"2003-12-31T10:61:55Z", errc::malformed, "a minute from 00 to 59", 14, 2},
      {"2003-12-31T10:14:61Z", errc::malformed, "a second from 00 to 59", 17, 2},
      {"9999-12-31T23:59:59-99:99", errc::malformed, "hours from 00 to 23", 20, 2},
      {"22013", errc::unsupported, "an unambiguous date, like 2026-07-08,", 0, 5},
      {"013", errc::malformed, "a part of a date", 0, 3},
      {"2013-01-27-01", errc::malformed, "a time", 10, 3},
      {"2013-01-28T11:30:00-06:00Textra", errc::malformed, "the end", 25, 6},
      {"2013-xx-27", errc::malformed, "a month", 5, 2},
      {"2013-01-28T09:xx:00Z", errc::malformed, "a part of a date", 13, 1},
      {"2013-01-28T09:00:00+00:xx", errc::malformed, "two digits", 23, 1},
      {"2006-01-02T15:04:05:00", errc::malformed, "the end of the time", 19,
       1},  // a zone, or a fourth part of the time?
      {"2006-01-02 00:00:00.0 15:04:05.0 -0700", errc::malformed, "the end", 22, 2},
      {"2006-01-02 2006-01-03", errc::malformed, "the end", 11, 4},
      {"2026 10:00", errc::incomplete, "a month", 10, 0},
      {"1783512000", errc::malformed, "a year of four digits", 0, 10},  // seconds since 1970 are no date
      {"123456789012345678901234567890", errc::malformed, "a year of four digits", 0, 30},
      {"2026-99999999999999999999", errc::malformed, "a month of two digits or a day of three", 5, 20},
      {std::string_view("2026-07-08\0", 11), errc::malformed, "a part of a date", 10, 1},
      {"2026\xff", errc::malformed, "a month", 4, 1},
  };
  maintkit::test::check_refused(date, rows);
}

TEST_CASE("any_date: every reading of RFC 3339 is the same in both") {
  maintkit::test::random random(maintkit::test::seed());
  for (int i = 0; i < 5000; ++i) {
    const instant at{random.between(-62167219200, 253402300799),
                     static_cast<std::int32_t>(random.below(1000)) * 1000000};
    const std::string text = to_rfc3339(at);
    const auto strict = parse_rfc3339(text);
    const auto lenient = parse_date(" " + text);  // the blank keeps the strict reader out
    REQUIRE(strict);
    REQUIRE_MESSAGE(lenient, text);
    CHECK(strict->at == lenient->at);
    CHECK(strict->precision == lenient->precision);
    CHECK(lenient->zone_known);
  }
}

TEST_CASE("any_date: any bytes") {
  maintkit::test::random random(maintkit::test::seed());
  const std::string_view words[] = {"2026",   "07", "8",    "-",  "/", ".",  "T",    "W",   "12:00",          "Z",
                                    "+02:00", "년", "월 ",  "일", " ", "00", "오후", "123", "99999999999999", "Jul",
                                    ",",      ":",  "\xff", "\n"};
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    for (std::size_t n = random.below(9); n > 0; --n) text += random.of(words);
    const auto got = parse_date(text);
    if (!got) {
      const bool inside = got.error().offset + got.error().length <= text.size();
      CHECK_MESSAGE(inside, text);
    }
  }
}
