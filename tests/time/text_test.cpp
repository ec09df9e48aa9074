// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/text.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "support.hpp"
#include "time/dates.hpp"

using namespace maintkit::time;
using maintkit::errc;
using maintkit::test::refused;
using maintkit::test::said;

namespace {

constexpr precision second = precision::second;
constexpr precision fraction = precision::fraction;

const auto rfc3339 = [](std::string_view text) { return parse_rfc3339(text); };
const auto compact = [](std::string_view text) { return parse_compact(text); };

static_assert(parse_rfc3339("1985-04-12T23:20:50.52Z")->at == instant{482196050, 520'000'000}, "constexpr");

}  // namespace

TEST_CASE("text: RFC 3339, read") {
  const said rows[] = {
      // section 5.8, the five examples
      {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z", fraction, 0},
      {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z", second, -480},
      {"1990-12-31T23:59:60Z", "1991-01-01T00:00:00Z", second, 0},
      {"1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z", second, -480},
      {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z", fraction, 20},
      // section 5.6, note: "T" and "Z" may be lower case
      {"2026-07-08t12:00:00z", "2026-07-08T12:00:00Z", second, 0},
      // section 4.3: the offset is not known, the instant is
      {"2026-07-08T12:00:00-00:00", "2026-07-08T12:00:00Z", second, 0},
      // section 5.6: time-secfrac is one digit or more
      {"2026-07-08T12:00:00.1Z", "2026-07-08T12:00:00.1Z", fraction, 0},
      {"2026-07-08T12:00:00.12Z", "2026-07-08T12:00:00.12Z", fraction, 0},
      {"2026-07-08T12:00:00.123Z", "2026-07-08T12:00:00.123Z", fraction, 0},
      {"2026-07-08T12:00:00.1234Z", "2026-07-08T12:00:00.1234Z", fraction, 0},
      {"2026-07-08T12:00:00.12345Z", "2026-07-08T12:00:00.12345Z", fraction, 0},
      {"2026-07-08T12:00:00.123456Z", "2026-07-08T12:00:00.123456Z", fraction, 0},
      {"2026-07-08T12:00:00.1234567Z", "2026-07-08T12:00:00.1234567Z", fraction, 0},
      {"2026-07-08T12:00:00.12345678Z", "2026-07-08T12:00:00.12345678Z", fraction, 0},
      {"2026-07-08T12:00:00.123456789Z", "2026-07-08T12:00:00.123456789Z", fraction, 0},
      {"2026-07-08T12:00:00.1234567899999Z", "2026-07-08T12:00:00.123456789Z", fraction, 0},
      {"2026-07-08T12:00:00.000Z", "2026-07-08T12:00:00Z", fraction, 0},
      // the ends of the range, and of offsets (section 5.6: time-hour is 00 to 23)
      {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", second, 0},
      {"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", second, 0},
      {"2026-07-08T12:00:00+23:59", "2026-07-07T12:01:00Z", second, 1439},
      {"2026-07-08T12:00:00-23:59", "2026-07-09T11:59:00Z", second, -1439},
      {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", second, 0},
  };
  maintkit::test::check_said(rfc3339, rows);
}

TEST_CASE("text: RFC 3339, refused, and where") {
  const refused rows[] = {
      {"", errc::incomplete, "a digit", 0, 0},
      {"2026", errc::incomplete, "'-'", 4, 0},
      {"26-07-08T12:00:00Z", errc::malformed, "a digit", 2, 1},
      {"2026-7-08T12:00:00Z", errc::malformed, "a digit", 6, 1},
      {"2026/07/08T12:00:00Z", errc::malformed, "'-'", 4, 1},
      {"2026-00-08T12:00:00Z", errc::malformed, "a month from 01 to 12", 5, 2},
      {"2026-13-08T12:00:00Z", errc::malformed, "a month from 01 to 12", 5, 2},
      {"2026-07-00T12:00:00Z", errc::malformed, "a day from 01 to 31", 8, 2},
      {"2026-07-32T12:00:00Z", errc::malformed, "a day from 01 to 31", 8, 2},
      {"2026-02-30T12:00:00Z", errc::malformed, "a day that this month has", 8, 2},
      {"2026-02-29T12:00:00Z", errc::malformed, "a day that this month has", 8, 2},
      {"2026-06-31T12:00:00Z", errc::malformed, "a day that this month has", 8, 2},
      {"2026-07-08", errc::incomplete, "'T'", 10, 0},
      {"2026-07-08 12:00:00Z", errc::malformed, "'T'", 10, 1},
      {"2026-07-08T24:00:00Z", errc::malformed, "an hour from 00 to 23", 11, 2},
      {"2026-07-08T12:60:00Z", errc::malformed, "a minute from 00 to 59", 14, 2},
      {"2026-07-08T12:00Z", errc::malformed, "':'", 16, 1},
      {"2026-07-08T12:00:61Z", errc::malformed, "a second from 00 to 59", 17, 2},
      {"2026-07-08T12:00:60Z", errc::malformed, "a second from 00 to 59", 17, 2},
      {"2026-07-08T23:59:60Z", errc::malformed, "a second from 00 to 59", 17, 2},       // not the last day of a month
      {"2026-06-30T23:59:60+02:00", errc::malformed, "a second from 00 to 59", 17, 2},  // not midnight in UTC
      {"2026-07-08T12:00:00", errc::incomplete, "'Z' or an offset: +hh:mm", 19, 0},
      {"2026-07-08T12:00:00.Z", errc::malformed, "a digit", 20, 1},
      {"2026-07-08T12:00:00,5Z", errc::malformed, "'Z' or an offset: +hh:mm", 19, 1},
      {"2026-07-08T12:00:00+0200", errc::malformed, "':'", 22, 1},
      {"2026-07-08T12:00:00+2:00", errc::malformed, "a digit", 21, 1},
      {"2026-07-08T12:00:00+24:00", errc::malformed, "hours from 00 to 23", 20, 2},
      {"2026-07-08T12:00:00+02:60", errc::malformed, "minutes from 00 to 59", 23, 2},
      {"2026-07-08T12:00:00+02", errc::incomplete, "':'", 22, 0},
      {"2026-07-08T12:00:00GMT", errc::malformed, "'Z' or an offset: +hh:mm", 19, 1},
      {"2026-07-08T12:00:00Z ", errc::malformed, "the end", 20, 1},
      {" 2026-07-08T12:00:00Z", errc::malformed, "a digit", 0, 1},
      {"-026-07-08T12:00:00Z", errc::malformed, "a digit", 0, 1},
      {"+002026-07-08T12:00:00Z", errc::malformed, "a digit", 0, 1},
      {std::string_view("2026-07-08T12:00:00Z\0", 21), errc::malformed, "the end", 20, 1},
  };
  maintkit::test::check_refused(rfc3339, rows);
}

TEST_CASE("text: RFC 3339, cut anywhere, is incomplete where it was cut") {
  const std::string_view whole = "2026-07-08T12:00:00.25+02:00";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const auto got = parse_rfc3339(whole.substr(0, n));
    CAPTURE(n);
    REQUIRE(!got);
    CHECK(got.error().code == errc::incomplete);
    CHECK(got.error().offset == n);
  }
  CHECK(parse_rfc3339(whole));
}

TEST_CASE("text: RFC 3339, written") {
  CHECK(to_rfc3339({0, 0}) == "1970-01-01T00:00:00Z");
  CHECK(to_rfc3339({-1, 500'000'000}) == "1969-12-31T23:59:59.5Z");
  CHECK(to_rfc3339({0, 1}) == "1970-01-01T00:00:00.000000001Z");
  CHECK(to_rfc3339({0, 120'000'000}) == "1970-01-01T00:00:00.12Z");
  CHECK(to_rfc3339({0, 0}, 7200) == "1970-01-01T02:00:00+02:00");
  CHECK(to_rfc3339({0, 0}, -34200) == "1969-12-31T14:30:00-09:30");
  CHECK(to_rfc3339({0, 0}, 59) ==
        "1970-01-01T00:00:00Z");  // the form can't say seconds: they are left out on both sides
  CHECK(to_rfc3339({0, 0}, 3208) == "1970-01-01T00:53:00+00:53");  // Berlin before 1893 was 53 min 28 s ahead
  CHECK(to_rfc3339({253402300800, 0}) == "10000-01-01T00:00:00Z");
  CHECK(to_rfc3339({-62167219201, 0}) == "-0001-12-31T23:59:59Z");
}

TEST_CASE("text: the compact form") {
  CHECK(to_compact({1783512000, 999'999'999}) == "20260708T120000Z");
  CHECK(to_compact({-62167219200, 0}) == "00000101T000000Z");
  REQUIRE(parse_compact("20260708T120000Z"));
  CHECK(*parse_compact("20260708T120000Z") == instant{1783512000, 0});
  const refused rows[] = {
      {"", errc::incomplete, "a digit", 0, 0},
      {"20260708T120000", errc::incomplete, "'Z'", 15, 0},
      {"20260708T120000z", errc::malformed, "'Z'", 15, 1},
      {"20260708T120000ZZ", errc::malformed, "the end", 16, 1},
      {"20260708 120000Z", errc::malformed, "'T'", 8, 1},
      {"20260230T120000Z", errc::malformed, "a day that this month has", 6, 2},
      {"20261308T120000Z", errc::malformed, "a month from 01 to 12", 4, 2},
      {"20260708T240000Z", errc::malformed, "an hour from 00 to 23", 9, 2},
      {"20260708T126000Z", errc::malformed, "a minute from 00 to 59", 11, 2},
      {"20161231T235960Z", errc::malformed, "a second from 00 to 59", 13, 2},  // a name has one text for each instant
      {"2026-07-08T12:00:00Z", errc::malformed, "a digit", 4, 1},
  };
  maintkit::test::check_refused(compact, rows);
}

TEST_CASE("text: what is written is read back, and names sort by time") {
  maintkit::test::random random(maintkit::test::seed());
  std::string before_text;
  instant before;
  for (int i = 0; i < 20000; ++i) {
    const instant at{random.between(-62167219200, 253402300799), static_cast<std::int32_t>(random.below(1000000000))};
    const auto offset = static_cast<std::int32_t>(random.between(-1439, 1439)) * 60;
    const std::string text = to_rfc3339(at, offset);
    const auto back = parse_rfc3339(text);
    const bool in_range = text.find('T') == 10 && text[0] != '-';  // years 0 to 9999 there too
    if (in_range) {
      REQUIRE_MESSAGE(back, text);
      CHECK(back->at == at);
      CHECK(back->offset == offset);
    }
    const std::string name = to_compact(at);
    REQUIRE(parse_compact(name));
    CHECK(parse_compact(name)->seconds == at.seconds);
    if (i > 0) CHECK((name < before_text) == (at.seconds < before.seconds));
    before_text = name;
    before = at;
  }
}
