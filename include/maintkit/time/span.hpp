// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Lengths of time on the calendar, as retention rules write them: years and months have no fixed length, so they are
// counted back from an instant, in a zone.
//
//   const auto three_months = parse_span("3m");
//   subtract(newest, *three_months, berlin);   // three months earlier by the clocks of Berlin
#ifndef MAINTKIT_TIME_SPAN_HPP
#define MAINTKIT_TIME_SPAN_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// Days are the calendar's (23 to 25 hours where clocks change), hours are 3600 seconds.
struct span {
  std::int32_t years = 0;
  std::int32_t months = 0;
  std::int32_t days = 0;
  std::int32_t hours = 0;
};

// What becomes of a day that the month reached does not have: March 31 less one month.
enum class month_end : std::uint8_t {
  clamp,     // the last day of that month: February 28
  overflow,  // counts on into the next: March 3 (restic 0.18, Go's AddDate)
};

// "2y5m7d3h" as restic's --keep-within writes it: y, m (months), d, h in any order, each at most once, no sign, no
// blanks. Each number at most 99999.
constexpr parsed<span> parse_span(std::string_view text);

// "30d" as borg's --keep-within writes it: one number and one of H d w m y, where a day is 24 hours, a week 7 days, a
// month 31 and a year 365: a fixed number of hours. Not 0; at most 99999.
constexpr parsed<span> parse_borg_span(std::string_view text);

// Years and months are counted back on the clock of the zone first, then days, then hours as time that goes by.
instant subtract(instant from, const span& length, const zone& where, month_end end = month_end::clamp);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr int longest_span = 99999;

// A number from 0 to longest_span, and the place behind it.
constexpr int span_number(cursor& c) {
  int value = 0;
  const std::size_t from = c.at;
  if (!is_digit(c.peek())) c.fail("a number", c.at, c.done() ? 0 : 1);
  for (; !c.failed && is_digit(c.peek()); ++c.at) {
    value = value * 10 + (c.text[c.at] - '0');
    if (value > longest_span) c.fail("at most 99999", from, span_of(c.text.substr(from), is_digit), errc::limit);
  }
  return value;
}

}  // namespace detail

constexpr parsed<span> parse_span(std::string_view text) {
  detail::cursor c{text};
  std::int32_t amounts[4] = {};
  bool seen[4] = {};
  do {
    const int value = detail::span_number(c);
    if (c.failed) return c.fault;
    const std::size_t unit = std::string_view("ymdh").find(c.peek());
    if (c.done() || unit == std::string_view::npos) return c.fail("a unit: y m d h", c.at, c.done() ? 0 : 1), c.fault;
    if (seen[unit]) return c.fail("each unit once", c.at, 1), c.fault;
    seen[unit] = true;
    amounts[unit] = value;
    ++c.at;
  } while (!c.done());
  return span{amounts[0], amounts[1], amounts[2], amounts[3]};
}

constexpr parsed<span> parse_borg_span(std::string_view text) {
  constexpr std::int32_t hours[] = {1, 24, 7 * 24, 31 * 24, 365 * 24};
  detail::cursor c{text};
  const int value = detail::span_number(c);
  if (c.failed) return c.fault;
  if (value == 0) return c.fail("a number above 0", 0, c.at), c.fault;
  const std::size_t unit = std::string_view("Hdwmy").find(c.peek());
  if (c.done() || unit == std::string_view::npos) return c.fail("a unit: H d w m y", c.at, c.done() ? 0 : 1), c.fault;
  if (++c.at < text.size()) return c.fail("the end", c.at, text.size() - c.at), c.fault;
  return span{0, 0, 0, value * hours[unit]};
}

inline instant subtract(instant from, const span& length, const zone& where, month_end end) {
  instant at = from;
  const std::int64_t months = -(std::int64_t{length.years} * 12 + length.months);
  if (months != 0 || length.days != 0) {
    const civil start = to_civil(from, where.offset_at(from));
    civil reading = add_months(start, static_cast<int>(detail::clamped(months, INT32_MIN, INT32_MAX)));
    if (end == month_end::overflow) reading.day = start.day;
    const std::int64_t days = days_from_civil(reading.year, reading.month, reading.day) - length.days;
    const civil_day date = day_from_days(days);
    reading.year = date.year;
    reading.month = date.month;
    reading.day = date.day;
    at = where.resolve(reading);
  }
  at.seconds = detail::local_seconds(at, 0) - std::int64_t{length.hours} * 3600;
  return at;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_SPAN_HPP
