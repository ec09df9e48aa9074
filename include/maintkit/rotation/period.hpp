// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The periods that retention counts: hours, days, ISO weeks, months … on the clock of one place. A period is known by
// where it starts and ends on that clock, so a day of 23 hours is a day like any other, and no week shares a name with
// a week of another year.
//
//   constexpr bounds day = bounds_of(period::daily, local);   // day.start <= local && local < day.end
//   to_text(period::weekly, local);                           // "2026-W28"
#ifndef MAINTKIT_ROTATION_PERIOD_HPP
#define MAINTKIT_ROTATION_PERIOD_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/time/civil.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Finest first. `last` gives every backup a period of its own.
enum class period : std::uint8_t { last, secondly, minutely, hourly, daily, weekly, monthly, quarterly, yearly };

struct period_row {
  std::string_view name;  // as rules are called: "daily"
  std::string_view noun;  // "day"
  std::int64_t seconds;   // its length on the clock, or 0 …
  int months;             // … when it is counted in months
};

inline constexpr period_row periods[] = {
    {"last", "backup", 0, 0},    {"secondly", "second", 1, 0},   {"minutely", "minute", 60, 0},
    {"hourly", "hour", 3600, 0}, {"daily", "day", 86400, 0},     {"weekly", "week", 604800, 0},
    {"monthly", "month", 0, 1},  {"quarterly", "quarter", 0, 3}, {"yearly", "year", 0, 12},
};
inline constexpr std::size_t period_count = sizeof periods / sizeof *periods;

constexpr const period_row& row_of(period p) { return periods[static_cast<std::size_t>(p)]; }

// Where days and weeks start: a backup taken at 01:00 for the day before wants days that start at 04:00.
struct calendar {
  std::int32_t day_starts = 0;  // seconds after midnight; counts for days and everything longer
  int week_starts = 1;          // 1 = Monday (ISO 8601) to 7 = Sunday
};

// Seconds on the clock of a place, counted from its 1970-01-01 00:00:00.
struct bounds {
  std::int64_t start = 0;
  std::int64_t end = 0;  // the first second of the next period

  constexpr bool contains(std::int64_t local) const { return start <= local && local < end; }
};

// The period that a clock reading lies in. For period::last just this second, which says nothing of its neighbours.
constexpr bounds bounds_of(period p, std::int64_t local, const calendar& on = {});

// The start of the nth period after the one that starts at `start`.
constexpr std::int64_t start_after(period p, std::int64_t start, std::int64_t n, const calendar& on = {});

// What people call it: "2026", "2026-Q3", "2026-07", "2026-W28", "2026-07-08", "2026-07-08 14h", "2026-07-08 14:05".
std::string to_text(period p, std::int64_t local, const calendar& on = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using time::detail::floor_div;

// Weeks: 1970-01-01 was a Thursday, the Monday before it lies three days back.
constexpr std::int64_t origin_of(period p, const calendar& on) {
  const std::int64_t day = p >= period::daily ? on.day_starts : 0;
  return p == period::weekly ? (on.week_starts - 4) * std::int64_t{86400} + day : day;
}

constexpr std::int64_t month_number(std::int64_t local) {
  const time::civil_day day = time::day_from_days(floor_div(local, 86400));
  return std::int64_t{day.year} * 12 + day.month - 1;
}

constexpr std::int64_t start_of_month(std::int64_t number) {
  const std::int64_t year = floor_div(number, 12);
  return time::days_from_civil(static_cast<int>(year), static_cast<int>(number - year * 12 + 1), 1) * 86400;
}

}  // namespace detail

constexpr bounds bounds_of(period p, std::int64_t local, const calendar& on) {
  const period_row& row = row_of(p);
  const std::int64_t origin = detail::origin_of(p, on);
  if (row.months != 0) {
    const std::int64_t first = detail::floor_div(detail::month_number(local - origin), row.months) * row.months;
    return {detail::start_of_month(first) + origin, detail::start_of_month(first + row.months) + origin};
  }
  if (row.seconds == 0) return {local, local + 1};
  const std::int64_t start = detail::floor_div(local - origin, row.seconds) * row.seconds + origin;
  return {start, start + row.seconds};
}

constexpr std::int64_t start_after(period p, std::int64_t start, std::int64_t n, const calendar& on) {
  const period_row& row = row_of(p);
  if (row.months == 0) return start + n * row.seconds;
  const std::int64_t origin = detail::origin_of(p, on);
  return detail::start_of_month(detail::month_number(start - origin) + n * row.months) + origin;
}

namespace detail {

inline void append_padded(std::string& out, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

inline void append_day(std::string& out, const time::civil_day& day) {
  append_padded(out, day.year, 4);
  append_padded(out += '-', day.month, 2);
  append_padded(out += '-', day.day, 2);
}

}  // namespace detail

inline std::string to_text(period p, std::int64_t local, const calendar& on) {
  const std::int64_t start =
      bounds_of(p, local, on).start - detail::origin_of(p >= period::daily ? period::daily : p, on);
  const time::civil at = time::to_civil({start, 0});
  std::string out;
  if (p == period::weekly && on.week_starts == 1) {
    const time::iso_week week = time::iso_week_of(detail::floor_div(start, 86400));
    detail::append_padded(out, week.year, 4);
    detail::append_padded(out += "-W", week.week, 2);
    return out;
  }
  if (p >= period::monthly) {
    detail::append_padded(out, at.year, 4);
    if (p == period::monthly) detail::append_padded(out += '-', at.month, 2);
    if (p == period::quarterly) out += "-Q" + std::to_string((at.month + 2) / 3);
    return out;
  }
  detail::append_day(out, time::to_civil_day(at));
  if (p >= period::daily) return p == period::weekly ? "from " + out : out;
  detail::append_padded(out += ' ', at.hour, 2);
  if (p == period::hourly) return out + 'h';
  detail::append_padded(out += ':', at.minute, 2);
  if (p != period::minutely) detail::append_padded(out += ':', at.second, 2);
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_PERIOD_HPP
