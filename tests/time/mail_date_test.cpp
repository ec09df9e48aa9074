// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/mail_date.hpp>

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

constexpr precision month = precision::month;
constexpr precision day = precision::day;
constexpr precision hour = precision::hour;
constexpr precision minute = precision::minute;
constexpr precision second = precision::second;
constexpr precision fraction = precision::fraction;

const auto rfc822 = [](std::string_view text) { return parse_rfc822(text); };

static_assert(parse_rfc822("Wed, 08 Jul 2026 14:00:00 +0200")->at == instant{1783512000, 0}, "constexpr");

}  // namespace

TEST_CASE("mail_date: the standards") {
  const said rows[] = {
      // RFC 5322 section 3.3 and its appendix A
      {"Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T15:55:06Z", second, -360},
      {"Tue, 1 Jul 2003 10:52:37 +0200", "2003-07-01T08:52:37Z", second, 120},
      {"Thu, 13 Feb 1969 23:32:54 -0330", "1969-02-14T03:02:54Z", second, -210},
      {"13 Feb 1969 23:32 -0330", "1969-02-14T03:02:00Z", minute, -210},
      // appendix A.5: comments and folding; A.6.2: two digits of a year, a name for a zone
      {"Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)",
       "1969-02-14T03:02:00Z", minute, -210},
      {"21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06Z", second, 0},
      // section 4.3: 00 to 49 is 2000 and more, 50 to 99 and three digits are 1900 and more
      {"1 Jan 49 00:00:00 +0000", "2049-01-01T00:00:00Z", second, 0},
      {"1 Jan 50 00:00:00 +0000", "1950-01-01T00:00:00Z", second, 0},
      {"1 Jan 104 00:00:00 +0000", "2004-01-01T00:00:00Z", second, 0},
      // section 3.3: -0000 says nothing about the place, but the instant is UTC
      {"1 Jan 2004 00:00:00 -0000", "2004-01-01T00:00:00Z", second, 0},
      // section 4.3: the names and their offsets
      {"1 Jan 2004 12:00:00 UT", "2004-01-01T12:00:00Z", second, 0},
      {"1 Jan 2004 12:00:00 EST", "2004-01-01T17:00:00Z", second, -300},
      {"1 Jul 2004 12:00:00 EDT", "2004-07-01T16:00:00Z", second, -240},
      {"1 Jan 2004 12:00:00 CST", "2004-01-01T18:00:00Z", second, -360},
      {"1 Jul 2004 12:00:00 CDT", "2004-07-01T17:00:00Z", second, -300},
      {"1 Jan 2004 12:00:00 MST", "2004-01-01T19:00:00Z", second, -420},
      {"1 Jul 2004 12:00:00 MDT", "2004-07-01T18:00:00Z", second, -360},
      {"1 Jan 2004 12:00:00 PST", "2004-01-01T20:00:00Z", second, -480},
      {"1 Jul 2004 12:00:00 PDT", "2004-07-01T19:00:00Z", second, -420},
      // section 4.3: letters of the military were used with both signs, so they say nothing; Z is UTC
      {"1 Jan 2004 12:00:00 Z", "2004-01-01T12:00:00Z", second, 0},
      {"1 Jan 2004 12:00:00 A", "2004-01-01T12:00:00Z", second, unknown},
      {"1 Jan 2004 12:00:00 N", "2004-01-01T12:00:00Z", second, unknown},
      // section 4.3: a name that is not listed says nothing
      {"1 Jan 2004 12:00:00 XYZ", "2004-01-01T12:00:00Z", second, unknown},
      // RFC 9110 section 5.6.7: the three dates of HTTP
      {"Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z", second, 0},
      {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z", second, 0},
      {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z", second, unknown},
      // RSS 2.0, examples
      {"Sat, 07 Sep 2002 00:00:01 GMT", "2002-09-07T00:00:01Z", second, 0},
      {"Sat, 07 Sep 2002 0:00:01 GMT", "2002-09-07T00:00:01Z", second, 0},
      // a leap second of 2016 is the instant after it, as POSIX counts
      {"Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z", second, 0},
      {"Sun, 01 Jan 2017 00:59:60 +0100", "2017-01-01T00:00:00Z", second, 60},
  };
  maintkit::test::check_said(rfc822, rows);
}

TEST_CASE("mail_date: as feeds write them (feedparser's and gofeed's tests and layouts)") {
  const said rows[] = {
      {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z", second, 0},
      {"Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21Z", second, 0},                    // two digits of a year
      {"Thu, 01 Jan 0100 00:00:01 +0100", "0099-12-31T23:00:01Z", second, 60},               // ancient, in four digits
      {"Thu,  5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00Z", second, 0},                  // one digit of a day
      {"5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00Z", second, 0},                        // no weekday
      {"Mon, 5 Apr 2012 10:00:00 GMT", "2012-04-05T10:00:00Z", second, 0},                   // it was a Thursday
      {"Thu, 01 Jan 2004 00:00 GMT", "2004-01-01T00:00:00Z", minute, 0},                     // no seconds
      {"Thu, 01 Jan 2004", "2004-01-01T00:00:00Z", day, unknown},                            // no time
      {"Thu, 01 Jan 2004 19:48:21", "2004-01-01T19:48:21Z", second, unknown},                // no zone
      {"Mon, 02 Jan 2006 15 -0700", "2006-01-02T22:00:00Z", hour, -420},                     // no minutes
      {"Mon, 26 January 2004 16:31:00 EST", "2004-01-26T21:31:00Z", second, -300},           // the month in full
      {"Tuesday, 6 September 2005 8:1:2 UTC", "2005-09-06T08:01:02Z", second, 0},            // figures without zeros
      {"Tues, 6 Sept 2005 08:01:02 UTC", "2005-09-06T08:01:02Z", second, 0},                 // four letters
      {"Tue., 6 Sep. 2005 08:01:02 UTC", "2005-09-06T08:01:02Z", second, 0},                 // full stops
      {"tue, 06 sep 2005 08:01:02 gmt", "2005-09-06T08:01:02Z", second, 0},                  // small letters
      {"TUE, 06 SEP 2005 08:01:02 GMT", "2005-09-06T08:01:02Z", second, 0},                  // large ones
      {"Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z", second, 0},              //
      {"Wed, 19 Aug 2009 18:28:00 Etc/UTC", "2009-08-19T18:28:00Z", second, 0},              //
      {"Wed, 19 Aug 2009 18:28:00 Etc/GMT+5", "2009-08-19T23:28:00Z", second, -300},         // tzdata: + is west there
      {"Wed, 19 Aug 2009 18:28:00 Europe/Berlin", "2009-08-19T18:28:00Z", second, unknown},  // a place has two offsets
      {"Wed, 19 Feb 2012 22:40:00 GMT-01:01", "2012-02-19T23:41:00Z", second, -61},          //
      {"Mon, 02 Jan 2006 15:04:05 GMT-0700", "2006-01-02T22:04:05Z", second, -420},          //
      {"Mon, 02 Jan 2006 15:04:05 GMT+2", "2006-01-02T13:04:05Z", second, 120},              //
      {"Mon, 02 Jan 2006 15:04:05 UTC +0200", "2006-01-02T13:04:05Z", second, 120},          //
      {"Mon, 02 Jan 2006 15:04:05 -01:01", "2006-01-02T16:05:05Z", second, -61},             // a colon in the offset
      {"Mon, 02 Jan 2006 15:04:05 +02:00", "2006-01-02T13:04:05Z", second, 120},             //
      {"Mon, 02 Jan 2006 15:04:05 -07", "2006-01-02T22:04:05Z", second, -420},               // hours only
      {"Mon, 02 Jan 2006 15:04:05 -700", "2006-01-02T22:04:05Z", second, -420},              // three digits
      {"Mon, 02 Jan 2006 15:04:05 --0700", "2006-01-02T22:04:05Z", second, -420},            // two signs
      {"Mon, 02 Jan 2006 15:04:05 00", "2006-01-02T15:04:05Z", second, 0},                   // no sign
      {"Mon, 02 Jan 2006 15:04:05 0000", "2006-01-02T15:04:05Z", second, 0},                 //
      {"Mon, 02 Jan 2006 15:04:05-0700", "2006-01-02T22:04:05Z", second, -420},              // no blank
      {"Mon, 02 Jan 2006 15:04:05MST", "2006-01-02T22:04:05Z", second, -420},                //
      {"Mon, 02 Jan 2006 15:04:05 MST-07:00", "2006-01-02T22:04:05Z", second, -420},         // both, and they agree
      {"Mon, 02 Jan 2006 15:04:05 MST -0700", "2006-01-02T22:04:05Z", second, -420},         //
      {"Mon, 02 Jan 2006 15:04:05 -0700 MST", "2006-01-02T22:04:05Z", second, -420},         //
      {"Mon, 02 Jan 2006 15:04:05 +0530 IST", "2006-01-02T09:34:05Z", second, 330},       // the offset settles the name
      {"Mon, 02 Jan 2006 15:4:5 -0700 GMT", "2006-01-02T15:04:05Z", second, unknown},     // both, and one is wrong
      {"Mon Jan 02 2006 15:04:05 GMT-0700 (MST)", "2006-01-02T22:04:05Z", second, -420},  // JavaScript's Date
      {"Mon, 13 Feb, 2012 06:28:00 UTC", "2012-02-13T06:28:00Z", second, 0},              // a comma too many
      {"Mon, 2, Jan 2006 15:4", "2006-01-02T15:04:00Z", minute, unknown},                 //
      {"Mon,02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z", second, -420},           // a comma without a blank
      {"Mon , 02 Jan 2006 15:04:05 MST", "2006-01-02T22:04:05Z", second, -420},           // a blank before it
      {"Mon 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z", second, -420},           // no comma
      {"Mon, 2 January 2006, 15:04 -0700", "2006-01-02T22:04:00Z", minute, -420},         //
      {"  Mon, 02 Jan 2006 15:04:05 GMT\n", "2006-01-02T15:04:05Z", second, 0},           // blanks around
      {"Thu Aug 30 2012 17:26:16 +0200", "2012-08-30T15:26:16Z", second, 120},            // day and month swapped
      {"Mon, Jan 2, 2006 15:04:05 MST", "2006-01-02T22:04:05Z", second, -420},            //
      {"Mon, Jan 02,2006 15:04:05 MST", "2006-01-02T22:04:05Z", second, -420},            //
      {"02 Monday, Jan 2006 15:04", "2006-01-02T15:04:00Z", minute, unknown},             //
      {"2006 January 02", "2006-01-02T00:00:00Z", day, unknown},                          //
      {"Sun Jul 15 01:16:00 +0000 2012", "2012-07-15T01:16:00Z", second, 0},              // Twitter
      {"Mon Jan 2 15:04:05 MST 2006", "2006-01-02T22:04:05Z", second, -420},              // date(1)
      {"Mon Jan 2 15:04:05 2006 MST", "2006-01-02T22:04:05Z", second, -420},              //
      {"Mon Jan 2 15:04:05 -0700 2006", "2006-01-02T22:04:05Z", second, -420},            // Ruby
      {"Wed, 08 Jul 2026 24:00:00 GMT", "2026-07-09T00:00:00Z", second, 0},               // ISO 8601: the day's end
      {"Wed, 08 Jul 2026 24:00", "2026-07-09T00:00:00Z", minute, unknown},                //
      {"Wed, 08 Jul 2026 14:00:00.25 GMT", "2026-07-08T14:00:00.25Z", fraction, 0},       //
      {"Wed, 08 Jul 2026 14:00:00,25 GMT", "2026-07-08T14:00:00.25Z", fraction, 0},       // ISO 8601 allows a comma
      {"January 2, 2006, 3:04 p.m.", "2006-01-02T15:04:00Z", minute, unknown},            //
      {"Monday, January 2, 2006 03:04 PM", "2006-01-02T15:04:00Z", minute, unknown},      //
      {"Jan 02 2006 03:04:05PM", "2006-01-02T15:04:05Z", second, unknown},                //
      {"Mon, 2 Jan 2006 3:04:05 AM -0700", "2006-01-02T10:04:05Z", second, -420},         //
      {"Mon, 2 Jan 2006 12:00 am GMT", "2006-01-02T00:00:00Z", minute, 0},                // midnight
      {"Mon, 2 Jan 2006 12:00 pm GMT", "2006-01-02T12:00:00Z", minute, 0},                // noon
      {"02-Jan-2006 15:04:05 GMT", "2006-01-02T15:04:05Z", second, 0},                    //
      {"2.Jan.2006", "2006-01-02T00:00:00Z", day, unknown},                               //
      {"08/Jul/2026", "2026-07-08T00:00:00Z", day, unknown},                              //
      {"Jan 2 2006 at 15:04 GMT", "2006-01-02T15:04:00Z", minute, 0},                     //
      {"July 2026", "2026-07-01T00:00:00Z", month, unknown},                              // no day
      {"Thu, 30 Apr 2015 08:57:00 MET", "2015-04-30T07:57:00Z", second, 60},              //
      {"Thu, 30 Apr 2015 08:57:00 MEST", "2015-04-30T06:57:00Z", second, 120},            //
      {"Thu, 30 Apr 2015 08:57:00 CET", "2015-04-30T07:57:00Z", second, 60},              //
      {"Thu, 30 Apr 2015 08:57:00 CEST", "2015-04-30T06:57:00Z", second, 120},            //
      {"Thu, 30 Apr 2015 08:57:00 NZST", "2015-04-29T20:57:00Z", second, 720},            //
      // standard or daylight time, which one is not said
      {"Mon, 26 January 2004 16:31:00 AT", "2004-01-26T16:31:00Z", second, unknown},
      {"Mon, 26 January 2004 16:31:00 ET", "2004-01-26T16:31:00Z", second, unknown},
      {"Mon, 26 January 2004 16:31:00 CT", "2004-01-26T16:31:00Z", second, unknown},
      {"Mon, 26 January 2004 16:31:00 MT", "2004-01-26T16:31:00Z", second, unknown},
      {"Mon, 26 January 2004 16:31:00 PT", "2004-01-26T16:31:00Z", second, unknown},
      // India, Ireland or Israel; British or Bangladesh
      {"Mon, 26 January 2004 16:31:00 IST", "2004-01-26T16:31:00Z", second, unknown},
      {"Mon, 26 January 2004 16:31:00 BST", "2004-01-26T16:31:00Z", second, unknown},
      // Greek and Hungarian
      {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z", second, -300},
      {"Πεμ, 01 Μαϊ 2003 12:00:00 GMT", "2003-05-01T12:00:00Z", second, 0},
      {"2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z", minute, -300},
  };
  maintkit::test::check_said(rfc822, rows);
}

TEST_CASE("mail_date: refused, and where") {
  const refused rows[] = {
      {"", errc::incomplete, "a month", 0, 0},
      {"   ", errc::incomplete, "a month", 3, 0},
      {"Thu", errc::incomplete, "a month", 3, 0},
      {"Thu, 01", errc::incomplete, "a month", 7, 0},
      {"Thu, 01 Jan", errc::incomplete, "a year", 11, 0},
      {"Mon, 2 Jan 15:04:05 MST", errc::incomplete, "a year", 23, 0},  // gofeed reads the year 0
      {"Jan 2006 15:04", errc::incomplete, "a day", 14, 0},
      {"Jan 2 2006 pm", errc::incomplete, "a time", 13, 0},
      {"Sun, 16 Dec 2012 1:2:3:4 GMT", errc::malformed, "the end of the time", 22, 1},
      {"Sun, 16 Dec 2012 123:00 GMT", errc::malformed, "the end", 17, 3},
      {"Sun, 16 Dec 2012 12:123 GMT", errc::malformed, "one or two digits", 20, 3},
      {"Sun, 16 zzz 2012 11:47:32 GMT", errc::malformed, "a month", 8, 3},
      {"Sun, Dec x 2012 11:47:32 GMT", errc::malformed, "a month", 9, 1},
      {"Sun, 16 Dec zz 11:47:32 GMT", errc::malformed, "a month", 12, 2},
      {"Sun, 16 Dec 2012 11:47:32 +zz:00", errc::malformed, "an offset: +hhmm", 26, 1},
      {"Sun, 16 Dec 2012 11:47:32 +00:zz", errc::malformed, "two digits", 30, 1},
      {"Sun, 16 Dec 2012 11:47:32 +24:00", errc::malformed, "hours from 00 to 23", 27, 2},
      {"Sun, 16 Dec 2012 11:47:32 +0060", errc::malformed, "minutes from 00 to 59", 29, 2},
      {"Sun, 16 Dec 2012 11:47:32 +00:00:60", errc::malformed, "seconds from 00 to 59", 33, 2},
      {"Sun, 16 Dec 2012 11:47:32 +12345", errc::malformed, "an offset: +hhmm", 26, 6},
      {"27 Jan 2013-01", errc::malformed, "a time", 11, 3},
      {"Sun, 16 Dec 2012 11:47:32 +0100 +0100", errc::malformed, "one offset", 32, 5},
      {"Sun, 16 Dec 2012 11:47:32 0200", errc::malformed, "the end", 26, 4},  // no sign: east or west?
      {"Sun, 31 Dec 9999 23:59:59 -9999", errc::malformed, "hours from 00 to 23", 27, 2},
      {"Sun, 99 Jun 2009 12:00:00 GMT", errc::malformed, "a day that this month has", 5, 2},
      {"Tue, 31 Feb 2026 10:00:00 GMT", errc::malformed, "a day that this month has", 5, 2},
      {"Sun, 29 Feb 2026", errc::malformed, "a day that this month has", 5, 2},
      {"Sun, 0 Jan 2026", errc::malformed, "a day that this month has", 5, 1},
      {"Sun, 16 Dec 2012 25:00:00 GMT", errc::malformed, "an hour from 00 to 23", 17, 2},
      {"Sun, 16 Dec 2012 24:01:00 GMT", errc::malformed, "an hour from 00 to 23", 17, 2},
      {"Sun, 16 Dec 2012 12:60:00 GMT", errc::malformed, "a minute from 00 to 59", 20, 2},
      {"Sun, 16 Dec 2012 12:00:61 GMT", errc::malformed, "a second from 00 to 59", 23, 2},
      {"Sun, 16 Dec 2012 12:00:60 GMT", errc::malformed, "a second from 00 to 59", 23, 2},
      {"Sun, 16 Dec 2012 13:00 pm", errc::malformed, "an hour from 1 to 12", 17, 2},
      {"Sun, 16 Dec 2012 0:30 am", errc::malformed, "an hour from 1 to 12", 17, 1},
      {"Sun, 16 Dec 20123 12:00", errc::malformed, "a year of four digits", 12, 5},
      {"100 Dec 2012", errc::malformed, "a part of a date", 0, 3},
      {"Sun, 16 Dec 2012 12:00 GMT 5", errc::malformed, "the end", 27, 1},
      {"Sun, 16 Dec 2012 12:00 GMT EST", errc::malformed, "the end", 27, 3},
      {"Sun, 16 Dec 2012 12:00 somewhere", errc::malformed, "the end", 23, 9},
      {"Sun, 16 Dec 2012 12:00 EST5EDT", errc::malformed, "the end", 26, 1},
      {"Sun, 16 Dec 2012 12:00 (no end", errc::incomplete, "')'", 23, 7},
      {"Sun, 16 Dec 2012 12:00 GMT;", errc::malformed, "a part of a date", 26, 1},
      {"Sun, 16 Dec 2012 12:00 GMT.x", errc::malformed, "the end", 23, 5},
      {std::string_view("Sun, 16 Dec 2012\0", 17), errc::malformed, "a part of a date", 16, 1},
      // appendix A.6.3 of RFC 5322: comments inside the time have been obsolete since 2001, and no feed has them
      {"Fri, 21 Nov 1997 09(comment):   55  :  06 -0600", errc::malformed, "a part of a date", 28, 1},
      {"2026-07-08", errc::malformed, "a part of a date", 8, 2},  // figures only: for parse_date
  };
  maintkit::test::check_refused(rfc822, rows);
  const std::string long_text = "Sun, 16 Dec 2012" + std::string(113, ' ');
  const refused too_long[] = {{long_text, errc::limit, "at most 128 bytes", 128, 1}};
  maintkit::test::check_refused(rfc822, too_long);
  CHECK(parse_rfc822(long_text.substr(0, 128)));
}

TEST_CASE("mail_date: seconds of an offset count") {
  const auto got = parse_rfc822("1 Jan 1880 00:00:00 -00:01:15");
  REQUIRE(got);
  CHECK(got->offset == -75);
  CHECK(to_rfc3339(got->at) == "1880-01-01T00:01:15Z");
}

TEST_CASE("mail_date: cut anywhere, nothing crashes, and what is read was said") {
  const std::string_view whole = "Wed, 08 Jul 2026 14:00:00.25 GMT-01:01 (comment)";
  for (std::size_t n = 0; n <= whole.size(); ++n) {
    const auto got = parse_rfc822(whole.substr(0, n));
    CAPTURE(n);
    if (n < 13) {
      CHECK(!got);  // no digit of the year yet
    } else if (got && n >= 25) {
      CHECK(to_civil(got->at, got->offset).hour == 14);
    } else if (!got) {
      CHECK(got.error().offset <= n);
    }
  }
}

TEST_CASE("mail_date: any bytes") {
  maintkit::test::random random(maintkit::test::seed());
  const std::string_view words[] = {"Mon", "Jan", "2006", "02",   "15:04", ":05",  " ",  ",",
                                    "-",   "+",   "0700", "GMT",  "(",     ")",    "pm", "T",
                                    ".",   "/",   "1",    "\xff", "at",    "Etc/", "99", "123456789"};
  for (int i = 0; i < 50000; ++i) {
    std::string text;
    for (std::size_t n = random.below(9); n > 0; --n) text += random.of(words);
    const auto got = parse_rfc822(text);
    if (!got) {
      const bool inside = got.error().offset + got.error().length <= text.size();
      CHECK_MESSAGE(inside, text);
    }
  }
}
