// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Instants, and what a clock and a calendar show at them: the proleptic Gregorian calendar of ISO 8601, with a year 0.
// All constexpr, and defined for every argument: an instant outside the years that an int holds is moved to the nearest
// one inside.
//
//   constexpr instant noon = from_civil({2026, 7, 8, 14, 0, 0, 0}, 2 * 3600);  // 14:00 at +02:00
//   static_assert(to_civil(noon).hour == 12);
//   static_assert(to_civil_day(add_months(civil{2026, 3, 31}, -1)) == civil_day{2026, 2, 28});
#ifndef MAINTKIT_TIME_CIVIL_HPP
#define MAINTKIT_TIME_CIVIL_HPP

#include <maintkit/detail/config.hpp>

#include <cstdint>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// A moment, counted as POSIX counts: seconds since 1970-01-01T00:00:00Z without leap seconds, and nanoseconds in
// [0, 1e9) that always count forwards, before 1970 too.
struct instant {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
};

// A date on the calendar.
struct civil_day {
  int year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to days_in_month()
};

// What a calendar and a clock show, somewhere: no zone is known.
struct civil {
  int year = 1970;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::int32_t nanoseconds = 0;
};

// A week of ISO 8601: Monday to Sunday, and belongs to the year that has its Thursday. The last days of December can
// lie in week 1 of the next year, and the first of January in week 52 or 53 of the last.
struct iso_week {
  int year = 1970;
  int week = 1;  // 1 to 53
};

// Compare with == != < <= > >=, in order of time.
constexpr bool operator==(const instant& a, const instant& b);
constexpr bool operator<(const instant& a, const instant& b);
constexpr bool operator==(const civil_day& a, const civil_day& b);
constexpr bool operator<(const civil_day& a, const civil_day& b);
constexpr bool operator==(const civil& a, const civil& b);
constexpr bool operator<(const civil& a, const civil& b);
constexpr bool operator==(const iso_week& a, const iso_week& b);
constexpr bool operator<(const iso_week& a, const iso_week& b);

constexpr bool is_leap(int year);
constexpr int days_in_month(int year, int month);  // month 1 to 12
constexpr bool exists(int year, int month, int day);

// Days since 1970-01-01. A day past the end of its month counts on into the next one; months must be 1 to 12.
constexpr std::int64_t days_from_civil(int year, int month, int day);
constexpr civil_day day_from_days(std::int64_t days);

// The day an instant falls on, counted from 1970-01-01, where clocks are `offset_seconds` ahead of UTC.
constexpr std::int64_t days_of(instant at, std::int32_t offset_seconds = 0);

// Between an instant and the reading of a clock `offset_seconds` ahead of UTC. Readings past their range (hour 24,
// second 60) count on into the next day or minute.
constexpr civil to_civil(instant at, std::int32_t offset_seconds = 0);
constexpr instant from_civil(const civil& reading, std::int32_t offset_seconds = 0);
constexpr civil_day to_civil_day(const civil& reading);

constexpr int weekday(std::int64_t days);      // 1 = Monday to 7 = Sunday (ISO 8601)
constexpr int day_of_year(std::int64_t days);  // 1 to 366
constexpr iso_week iso_week_of(std::int64_t days);
constexpr std::int64_t days_from_iso_week(int year, int week, int weekday);

// The same day and time so many months later (or earlier); a day that month does not have becomes its last one: a month
// before March 31 is February 28 or 29.
constexpr civil add_months(civil reading, int months);

// ---------------------------------------------------------------------------------------------------------------------

constexpr bool operator==(const instant& a, const instant& b) {
  return a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}
constexpr bool operator<(const instant& a, const instant& b) {
  return a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds;
}
constexpr bool operator==(const civil_day& a, const civil_day& b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}
constexpr bool operator<(const civil_day& a, const civil_day& b) {
  if (a.year != b.year) return a.year < b.year;
  return a.month != b.month ? a.month < b.month : a.day < b.day;
}
constexpr bool operator==(const civil& a, const civil& b) {
  return to_civil_day(a) == to_civil_day(b) && a.hour == b.hour && a.minute == b.minute && a.second == b.second &&
         a.nanoseconds == b.nanoseconds;
}
constexpr bool operator<(const civil& a, const civil& b) {
  if (!(to_civil_day(a) == to_civil_day(b))) return to_civil_day(a) < to_civil_day(b);
  if (a.hour != b.hour) return a.hour < b.hour;
  if (a.minute != b.minute) return a.minute < b.minute;
  return a.second != b.second ? a.second < b.second : a.nanoseconds < b.nanoseconds;
}
constexpr bool operator==(const iso_week& a, const iso_week& b) { return a.year == b.year && a.week == b.week; }
constexpr bool operator<(const iso_week& a, const iso_week& b) {
  return a.year != b.year ? a.year < b.year : a.week < b.week;
}

#define MAINTKIT_DERIVED_ORDER(type)                                            \
  constexpr bool operator!=(const type& a, const type& b) { return !(a == b); } \
  constexpr bool operator>(const type& a, const type& b) { return b < a; }      \
  constexpr bool operator<=(const type& a, const type& b) { return !(b < a); }  \
  constexpr bool operator>=(const type& a, const type& b) { return !(a < b); }
MAINTKIT_DERIVED_ORDER(instant)
MAINTKIT_DERIVED_ORDER(civil_day)
MAINTKIT_DERIVED_ORDER(civil)
MAINTKIT_DERIVED_ORDER(iso_week)
#undef MAINTKIT_DERIVED_ORDER

namespace detail {

// Division that rounds down, and the remainder that is never negative.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) { return a % b + (a % b < 0 ? b : 0); }

inline constexpr std::int64_t seconds_per_day = 86400;
inline constexpr std::int64_t days_per_cycle = 146097;      // 400 years, after which the calendar repeats
inline constexpr std::int64_t epoch_from_march_0 = 719468;  // days from 0000-03-01 to 1970-01-01

constexpr std::int64_t clamped(std::int64_t value, std::int64_t low, std::int64_t high) {
  return value < low ? low : value > high ? high : value;
}

}  // namespace detail

constexpr bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(int year, int month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr bool exists(int year, int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

// Years are taken to begin in March: the leap day is then the last one of its year, and the days before month m
// (March = 0) are (153 m + 2) / 5, for the months repeat 31 30 31 30 31 = 153 days.
constexpr std::int64_t days_from_civil(int year, int month, int day) {
  const std::int64_t y = std::int64_t{year} - (month <= 2 ? 1 : 0);
  const std::int64_t cycle = detail::floor_div(y, 400);
  const std::int64_t of_cycle = y - cycle * 400;
  const std::int64_t march_month = month <= 2 ? month + 9 : month - 3;
  const std::int64_t of_year = (153 * march_month + 2) / 5 + day - 1;
  return cycle * detail::days_per_cycle + of_cycle * 365 + of_cycle / 4 - of_cycle / 100 + of_year -
         detail::epoch_from_march_0;
}

namespace detail {

// The days of all years that an int holds, less one on both sides as room for an offset.
inline constexpr std::int64_t first_day = days_from_civil(INT32_MIN, 1, 2);
inline constexpr std::int64_t last_day = days_from_civil(INT32_MAX, 12, 30);

constexpr std::int64_t known_day(std::int64_t days) { return clamped(days, first_day - 1, last_day + 1); }

// Seconds on a clock ahead of UTC, at an instant kept inside those days.
constexpr std::int64_t local_seconds(instant at, std::int32_t offset) {
  return clamped(at.seconds, first_day * seconds_per_day, last_day * seconds_per_day) + offset;
}

}  // namespace detail

constexpr civil_day day_from_days(std::int64_t days) {
  days = detail::known_day(days);
  const std::int64_t from_march = days + detail::epoch_from_march_0;
  const std::int64_t cycle = detail::floor_div(from_march, detail::days_per_cycle);
  const std::int64_t of_cycle = from_march - cycle * detail::days_per_cycle;
  // Leap days that have gone by are taken out, so that every year has 365 days.
  const std::int64_t year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
  const std::int64_t of_year = of_cycle - (365 * year + year / 4 - year / 100);
  const std::int64_t march_month = (5 * of_year + 2) / 153;
  const std::int64_t day = of_year - (153 * march_month + 2) / 5 + 1;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {static_cast<int>(cycle * 400 + year + (month <= 2 ? 1 : 0)), static_cast<int>(month), static_cast<int>(day)};
}

constexpr std::int64_t days_of(instant at, std::int32_t offset_seconds) {
  return detail::floor_div(detail::local_seconds(at, offset_seconds), detail::seconds_per_day);
}

constexpr civil to_civil(instant at, std::int32_t offset_seconds) {
  const std::int64_t local = detail::local_seconds(at, offset_seconds);
  const civil_day date = day_from_days(detail::floor_div(local, detail::seconds_per_day));
  const auto of_day = static_cast<int>(detail::floor_mod(local, detail::seconds_per_day));
  return {date.year, date.month, date.day, of_day / 3600, of_day / 60 % 60, of_day % 60, at.nanoseconds};
}

constexpr instant from_civil(const civil& reading, std::int32_t offset_seconds) {
  const std::int64_t days = days_from_civil(reading.year, reading.month, reading.day);
  const std::int64_t of_day = std::int64_t{reading.hour} * 3600 + std::int64_t{reading.minute} * 60 + reading.second;
  return {days * detail::seconds_per_day + of_day - offset_seconds, reading.nanoseconds};
}

constexpr civil_day to_civil_day(const civil& reading) { return {reading.year, reading.month, reading.day}; }

constexpr int weekday(std::int64_t days) {
  return static_cast<int>((detail::floor_mod(days, 7) + 3) % 7) + 1;  // 1970-01-01 was a Thursday
}

constexpr int day_of_year(std::int64_t days) {
  return static_cast<int>(detail::known_day(days) - days_from_civil(day_from_days(days).year, 1, 1)) + 1;
}

constexpr iso_week iso_week_of(std::int64_t days) {
  const std::int64_t thursday = detail::known_day(days) - weekday(detail::known_day(days)) + 4;
  return {day_from_days(thursday).year, (day_of_year(thursday) - 1) / 7 + 1};
}

constexpr std::int64_t days_from_iso_week(int year, int week, int weekday_) {
  const std::int64_t always_in_week_1 = days_from_civil(year, 1, 4);
  return always_in_week_1 - weekday(always_in_week_1) + std::int64_t{week - 1} * 7 + weekday_;
}

constexpr civil add_months(civil reading, int months) {
  const std::int64_t total = std::int64_t{reading.year} * 12 + (reading.month - 1) + months;
  reading.year = static_cast<int>(detail::clamped(detail::floor_div(total, 12), INT32_MIN, INT32_MAX));
  reading.month = static_cast<int>(detail::floor_mod(total, 12)) + 1;
  const int last = days_in_month(reading.year, reading.month);
  if (reading.day > last) reading.day = last;
  return reading;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_CIVIL_HPP
