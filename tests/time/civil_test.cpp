// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time/civil.hpp>

#include <doctest/doctest.h>

#include <cstdint>

#include "support.hpp"

using namespace maintkit::time;

namespace {

struct day_row {
  std::int64_t days;
  civil_day date;
  int weekday;  // 1 = Monday
};

// The days and weekdays are those of GNU date: date -ud DATE '+%s %u', divided by 86400.
constexpr day_row days[] = {
    {0, {1970, 1, 1}, 4},      {-1, {1969, 12, 31}, 3},      {11016, {2000, 2, 29}, 2},    {11017, {2000, 3, 1}, 3},
    {-25567, {1900, 1, 1}, 1}, {-25508, {1900, 3, 1}, 4},    {-25509, {1900, 2, 28}, 3},   {20642, {2026, 7, 8}, 3},
    {47541, {2100, 3, 1}, 1},  {-719528, {0, 1, 1}, 6},      {-719469, {0, 2, 29}, 2},     {-719468, {0, 3, 1}, 3},
    {-719162, {1, 1, 1}, 1},   {2932896, {9999, 12, 31}, 5}, {-141427, {1582, 10, 15}, 5}, {146096, {2369, 12, 31}, 3},
    {146097, {2370, 1, 1}, 4},
};

constexpr bool days_agree() {
  for (const day_row& row : days) {
    if (days_from_civil(row.date.year, row.date.month, row.date.day) != row.days) return false;
    if (day_from_days(row.days) != row.date || weekday(row.days) != row.weekday) return false;
  }
  return true;
}
static_assert(days_agree(), "the calendar is constexpr");
static_assert(to_civil(from_civil({2026, 7, 8, 14, 0, 0, 0}, 7200)) == civil{2026, 7, 8, 12, 0, 0, 0}, "");

}  // namespace

TEST_CASE("civil: days, dates and weekdays") {
  for (const day_row& row : days) {
    CAPTURE(row.days);
    CHECK(days_from_civil(row.date.year, row.date.month, row.date.day) == row.days);
    CHECK(day_from_days(row.days) == row.date);
    CHECK(weekday(row.days) == row.weekday);
  }
}

TEST_CASE("civil: every day from -500 to 3000 follows the one before") {
  civil_day before = day_from_days(days_from_civil(-500, 1, 1) - 1);
  std::int64_t faults = before == civil_day{-501, 12, 31} ? 0 : 1;
  for (std::int64_t n = days_from_civil(-500, 1, 1); n <= days_from_civil(3000, 12, 31); ++n) {
    const civil_day date = day_from_days(n);
    const bool next_day = date == civil_day{before.year, before.month, before.day + 1};
    const bool next_month = date == civil_day{before.year, before.month + 1, 1};
    const bool next_year = date == civil_day{before.year + 1, 1, 1};
    const bool at_end = before.day == days_in_month(before.year, before.month);
    const bool good = at_end ? (before.month == 12 ? next_year : next_month) : next_day;
    faults += good && days_from_civil(date.year, date.month, date.day) == n ? 0 : 1;
    before = date;
  }
  CHECK(faults == 0);
}

TEST_CASE("civil: round trips over all the years of an int") {
  maintkit::test::random random(maintkit::test::seed());
  for (int i = 0; i < 200000; ++i) {
    const instant at{random.between(-67768040609654400, 67767976233446399),
                     static_cast<std::int32_t>(random.below(1000000000))};
    const auto offset = static_cast<std::int32_t>(random.between(-86399, 86399));
    const civil reading = to_civil(at, offset);
    const bool in_range = exists(reading.year, reading.month, reading.day) && reading.hour >= 0 && reading.hour < 24 &&
                          reading.minute >= 0 && reading.minute < 60 && reading.second >= 0 && reading.second < 60;
    const bool good = in_range && from_civil(reading, offset) == at &&
                      days_of(at, offset) == days_from_civil(reading.year, reading.month, reading.day);
    if (!good) {
      CAPTURE(at.seconds);
      CAPTURE(offset);
      CHECK(good);
    }
  }
}

TEST_CASE("civil: instants outside the years of an int are moved to the nearest one inside") {
  CHECK(to_civil({INT64_MAX, 0}).year == INT32_MAX);
  CHECK(to_civil({INT64_MIN, 0}).year == INT32_MIN);
  CHECK(to_civil({INT64_MAX, 999999999}, INT32_MAX).year == INT32_MAX);
  CHECK(to_civil({INT64_MIN, 0}, INT32_MIN).year == INT32_MIN);
  CHECK(day_from_days(INT64_MAX).year == INT32_MAX);
  CHECK(day_from_days(INT64_MIN).year == INT32_MIN);
  CHECK(iso_week_of(INT64_MAX).year == INT32_MAX);
  CHECK(iso_week_of(INT64_MIN).year == INT32_MIN);
  CHECK(day_of_year(INT64_MAX) >= 364);
  CHECK(weekday(INT64_MAX) >= 1);
  CHECK(weekday(INT64_MIN) <= 7);
}

TEST_CASE("civil: readings past their range count on") {
  CHECK(from_civil({2026, 12, 31, 24, 0, 0, 0}) == from_civil({2027, 1, 1, 0, 0, 0, 0}));
  CHECK(from_civil({2016, 12, 31, 23, 59, 60, 0}) == from_civil({2017, 1, 1, 0, 0, 0, 0}));
  CHECK(days_from_civil(2026, 2, 31) == days_from_civil(2026, 3, 3));
}

TEST_CASE("civil: leap years") {
  // year, leap: the rule of 4, 100 and 400 (ISO 8601, and so for year 0 and before)
  const struct {
    int year;
    bool leap;
  } rows[] = {{2000, true}, {1900, false}, {2100, false}, {2024, true}, {2026, false},
              {0, true},    {-4, true},    {-100, false}, {-400, true}, {-1, false}};
  for (const auto& row : rows) {
    CAPTURE(row.year);
    CHECK(is_leap(row.year) == row.leap);
    CHECK(days_in_month(row.year, 2) == (row.leap ? 29 : 28));
    CHECK(exists(row.year, 2, 29) == row.leap);
    CHECK(day_of_year(days_from_civil(row.year, 12, 31)) == (row.leap ? 366 : 365));
  }
  CHECK(!exists(2026, 4, 31));
  CHECK(!exists(2026, 0, 1));
  CHECK(!exists(2026, 13, 1));
  CHECK(!exists(2026, 1, 0));
}

TEST_CASE("civil: ISO weeks") {
  const struct {
    civil_day date;
    iso_week week;
  } rows[] = {
      // examples of ISO 8601, as published with its description of week dates
      {{2005, 1, 1}, {2004, 53}},
      {{2005, 1, 2}, {2004, 53}},
      {{2005, 12, 31}, {2005, 52}},
      {{2006, 1, 1}, {2005, 52}},
      {{2006, 1, 2}, {2006, 1}},
      {{2006, 12, 31}, {2006, 52}},
      {{2007, 1, 1}, {2007, 1}},
      {{2007, 12, 30}, {2007, 52}},
      {{2007, 12, 31}, {2008, 1}},
      {{2008, 12, 28}, {2008, 52}},
      {{2008, 12, 29}, {2009, 1}},
      {{2009, 12, 31}, {2009, 53}},
      {{2010, 1, 3}, {2009, 53}},
      // the weeks that rotate-backups 8.1 files under one year: January 3 and December 30 of 2024
      {{2024, 1, 3}, {2024, 1}},
      {{2024, 12, 29}, {2024, 52}},
      {{2024, 12, 30}, {2025, 1}},
      // years of 53 weeks: those that begin on a Thursday, and leap years that begin on a Wednesday
      {{2020, 12, 31}, {2020, 53}},
      {{2026, 12, 31}, {2026, 53}},
      {{2027, 1, 3}, {2026, 53}},
      {{2032, 12, 31}, {2032, 53}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.date.year);
    CAPTURE(row.date.month);
    CAPTURE(row.date.day);
    const std::int64_t n = days_from_civil(row.date.year, row.date.month, row.date.day);
    CHECK(iso_week_of(n) == row.week);
    CHECK(days_from_iso_week(row.week.year, row.week.week, weekday(n)) == n);
  }
}

TEST_CASE("civil: 400 years have 71 of 53 weeks, and weeks change on Mondays only") {
  int long_years = 0;
  for (int year = 1970; year < 2370; ++year)
    long_years += iso_week_of(days_from_civil(year, 12, 28)).week == 53 ? 1 : 0;
  CHECK(long_years == 71);
  int faults = 0;
  for (std::int64_t n = days_from_civil(1970, 1, 1); n < days_from_civil(2370, 1, 1); ++n) {
    const bool changed = iso_week_of(n) != iso_week_of(n - 1);
    faults += changed == (weekday(n) == 1) && !(iso_week_of(n) < iso_week_of(n - 1)) ? 0 : 1;
  }
  CHECK(faults == 0);
}

TEST_CASE("civil: months are added with the day clamped") {
  const struct {
    civil_day from;
    int months;
    civil_day to;
  } rows[] = {
      {{2026, 3, 31}, -1, {2026, 2, 28}},  // where Go's AddDate, and so restic, goes on to March 3
      {{2024, 3, 31}, -1, {2024, 2, 29}}, {{2026, 1, 31}, 1, {2026, 2, 28}},  {{2026, 5, 31}, 1, {2026, 6, 30}},
      {{2024, 2, 29}, 12, {2025, 2, 28}}, {{2024, 2, 29}, 48, {2028, 2, 29}}, {{2026, 1, 15}, -1, {2025, 12, 15}},
      {{2026, 12, 15}, 1, {2027, 1, 15}}, {{2026, 1, 1}, -24, {2024, 1, 1}},  {{2026, 1, 1}, -2026 * 12, {0, 1, 1}},
      {{2026, 7, 8}, 0, {2026, 7, 8}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.from.month);
    CAPTURE(row.months);
    civil reading{row.from.year, row.from.month, row.from.day, 13, 14, 15, 16};
    const civil moved = add_months(reading, row.months);
    CHECK(to_civil_day(moved) == row.to);
    CHECK(moved.hour == 13);
    CHECK(moved.nanoseconds == 16);
  }
  CHECK(add_months({INT32_MAX, 12, 31, 0, 0, 0, 0}, INT32_MAX).year == INT32_MAX);
}

TEST_CASE("civil: order") {
  CHECK(instant{1, 0} < instant{1, 1});
  CHECK(instant{-1, 999999999} < instant{0, 0});
  CHECK(instant{1, 5} >= instant{1, 5});
  CHECK(instant{1, 5} != instant{1, 6});
  CHECK(civil_day{2025, 12, 31} < civil_day{2026, 1, 1});
  CHECK(civil{2026, 1, 1, 0, 0, 1, 0} > civil{2026, 1, 1, 0, 0, 0, 5});
  CHECK(iso_week{2024, 53} < iso_week{2025, 1});
}
