// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/duration.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "time/dates.hpp"

using namespace maintkit::time;
using maintkit::errc;

static_assert(*parse_duration("1h30m") == 90 * one_minute, "durations are read at compile time");

TEST_CASE("duration: texts, read") {
  const struct {
    std::string_view text;
    duration length;
  } rows[] = {
      {"10s", 10 * one_second},
      {"500ms", 500 * one_millisecond},
      {"26h", 26 * one_hour},
      {"2d", 2 * one_day},
      {"1h30m", 90 * one_minute},  // m is minutes here; months are spans
      {"2w", 14 * one_day},
      {"1w2d3h4m5s6ms7us8ns", 9 * one_day + 3 * one_hour + 4 * one_minute + 5'006'007'008},
      {"0", 0},
      {"0s", 0},
      {"007s", 7 * one_second},
      {"90m", 90 * one_minute},
      {"9223372036854775807ns", INT64_MAX},
      {"106751d", 106751 * one_day},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto got = parse_duration(row.text);
    REQUIRE(got);
    CHECK(*got == row.length);
  }
}

TEST_CASE("duration: texts, refused") {
  const maintkit::test::refused rows[] = {
      {"", errc::incomplete, "a number", 0, 0},
      {"s", errc::malformed, "a number", 0, 0},
      {"-5s", errc::malformed, "a number", 0, 0},
      {"+5s", errc::malformed, "a number", 0, 0},
      {" 5s", errc::malformed, "a number", 0, 0},
      {"5", errc::incomplete, "a unit: w d h m s ms us ns", 1, 0},
      {"5 s", errc::malformed, "a unit: w d h m s ms us ns", 1, 0},
      {"5y", errc::malformed, "a unit: w d h m s ms us ns", 1, 1},
      {"5min", errc::malformed, "a unit: w d h m s ms us ns", 1, 3},
      {"1.5h", errc::malformed, "a unit: w d h m s ms us ns", 1, 0},
      {"5s ", errc::malformed, "a number", 2, 0},
      {"5S", errc::malformed, "a unit: w d h m s ms us ns", 1, 1},
      {"1m1h", errc::malformed, "a smaller unit than the one before", 3, 1},
      {"1h1h", errc::malformed, "a smaller unit than the one before", 3, 1},
      {"1h30", errc::incomplete, "a unit: w d h m s ms us ns", 4, 0},
      {"106752d", errc::limit, "at most 292 years", 0, 6},
      {"9223372036854775808ns", errc::limit, "at most 292 years", 0, 19},
      {"99999999999999999999999s", errc::limit, "at most 292 years", 0, 23},
      {"106751d24h", errc::limit, "at most 292 years", 7, 2},
      {std::string_view("5s\0", 3), errc::malformed, "a number", 2, 0},
  };
  maintkit::test::check_refused([](std::string_view text) { return parse_duration(text); }, rows);
}

TEST_CASE("duration: texts, written") {
  const struct {
    duration length;
    std::string_view text;
  } rows[] = {
      {0, "0 s"},
      {90 * one_minute, "1 h 30 min"},
      {2 * one_day + 4 * one_hour + 59 * one_minute, "2 d 4 h"},
      {2 * one_day + 59 * one_minute, "2 d"},  // the second unit is zero, and a third would be too fine
      {350 * one_millisecond, "350 ms"},
      {1'000'001, "1 ms"},
      {1'001'000, "1 ms 1 us"},
      {61 * one_second, "1 min 1 s"},
      {15 * one_day, "15 d"},
      {1, "1 ns"},
      {-90 * one_second, "-1 min 30 s"},
      {INT64_MIN, "-106751 d 23 h"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.length);
    CHECK(to_text(row.length) == row.text);
  }
}

TEST_CASE("duration: instants, moved and compared") {
  CHECK(add({10, 900'000'000}, 200 * one_millisecond) == instant{11, 100'000'000});
  CHECK(add({10, 100'000'000}, -200 * one_millisecond) == instant{9, 900'000'000});
  CHECK(add({0, 0}, -1) == instant{-1, 999'999'999});
  CHECK(add({INT64_MAX, 0}, one_second) == instant{INT64_MAX, 999'999'999});
  CHECK(add({INT64_MIN, 0}, -one_second) == instant{INT64_MIN, 0});
  CHECK(between({10, 0}, {12, 500'000'000}) == 2'500 * one_millisecond);
  CHECK(between({12, 500'000'000}, {10, 0}) == -2'500 * one_millisecond);
  CHECK(between({INT64_MIN, 0}, {INT64_MAX, 0}) == INT64_MAX);
  CHECK(between({INT64_MAX, 0}, {INT64_MIN, 0}) == INT64_MIN);
  CHECK(between({5, 5}, {5, 5}) == 0);
}
