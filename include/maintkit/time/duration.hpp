// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Lengths of time that need no calendar: timeouts, intervals, ages. Nanoseconds in 64 bits, so up to 292 years.
//
//   parse_duration("1h30m");              // 5'400'000'000'000
//   to_text(*parse_duration("90m"));      // "1 h 30 min"
#ifndef MAINTKIT_TIME_DURATION_HPP
#define MAINTKIT_TIME_DURATION_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

using duration = std::int64_t;  // nanoseconds

inline constexpr duration one_millisecond = 1'000'000;
inline constexpr duration one_second = 1'000'000'000;
inline constexpr duration one_minute = 60 * one_second;
inline constexpr duration one_hour = 60 * one_minute;
inline constexpr duration one_day = 24 * one_hour;

// "10s" "500ms" "26h" "2d" "1h30m" - whole numbers with a unit each, the largest first, none twice. Units: w (7 d), d
// (24 h), h, m (minutes), s, ms, us, ns. No sign, no blanks; only "0" may stand without a unit.
constexpr parsed<duration> parse_duration(std::string_view text);

// For people: the two largest units that are not zero, the rest cut off: "1 h 30 min", "2 d 4 h", "350 ms", "0 s".
std::string to_text(duration length);

// Both stop at the ends of their range instead of wrapping round.
constexpr instant add(instant at, duration length);
constexpr duration between(instant from, instant to);  // negative when `to` is earlier

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct unit {
  std::string_view letters;  // as written in a duration
  std::string_view shown;    // as shown to people
  duration length;
};

inline constexpr unit units[] = {{"w", "w", 7 * one_day},  {"d", "d", one_day},    {"h", "h", one_hour},
                                 {"m", "min", one_minute}, {"s", "s", one_second}, {"ms", "ms", one_millisecond},
                                 {"us", "us", 1000},       {"ns", "ns", 1}};
inline constexpr std::size_t unit_count = sizeof units / sizeof *units;

constexpr std::size_t find_unit(std::string_view letters) {
  std::size_t i = 0;
  while (i < unit_count && units[i].letters != letters) ++i;
  return i;
}

}  // namespace detail

constexpr parsed<duration> parse_duration(std::string_view text) {
  if (text == "0") return duration{0};
  duration total = 0;
  std::size_t largest_left = 0;
  std::size_t at = 0;
  do {
    const std::size_t digits = detail::span_of(text.substr(at), detail::is_digit);
    if (digits == 0) return parse_error{at == text.size() ? errc::incomplete : errc::malformed, "a number", at, 0};
    const auto number = detail::whole_number(text.substr(at, digits));
    const std::size_t letters_at = at + digits;
    const std::size_t letters = detail::span_of(text.substr(letters_at), detail::is_alpha);
    const std::size_t unit = detail::find_unit(text.substr(letters_at, letters));
    if (letters == 0 && letters_at == text.size()) {
      return parse_error{errc::incomplete, "a unit: w d h m s ms us ns", letters_at, 0};
    }
    if (unit == detail::unit_count) {
      return parse_error{errc::malformed, "a unit: w d h m s ms us ns", letters_at, letters};
    }
    if (unit < largest_left)
      return parse_error{errc::malformed, "a smaller unit than the one before", letters_at, letters};
    const auto room = static_cast<std::uint64_t>((INT64_MAX - total) / detail::units[unit].length);
    if (!number || *number > room) return parse_error{errc::limit, "at most 292 years", at, digits};
    total += static_cast<duration>(*number) * detail::units[unit].length;
    largest_left = unit + 1;
    at = letters_at + letters;
  } while (at < text.size());
  return total;
}

inline std::string to_text(duration length) {
  std::string out = length < 0 ? "-" : "";
  auto rest = length < 0 ? 0 - static_cast<std::uint64_t>(length) : static_cast<std::uint64_t>(length);
  int shown = 0;
  // Weeks are left out: "15 d" is read more easily than "2 w 1 d".
  for (std::size_t i = 1; i < detail::unit_count && shown < 2; ++i) {
    const auto size = static_cast<std::uint64_t>(detail::units[i].length);
    if (rest < size && shown == 0) continue;
    if (rest >= size) {
      if (shown > 0) out += ' ';
      out += std::to_string(rest / size) + ' ';
      out += detail::units[i].shown;
    }
    rest %= size;
    ++shown;
  }
  return shown == 0 ? "0 s" : out;
}

constexpr instant add(instant at, duration length) {
  const std::int64_t nanoseconds = at.nanoseconds + detail::floor_mod(length, one_second);
  const std::int64_t seconds = detail::floor_div(length, one_second) + nanoseconds / one_second;
  if (seconds > 0 && at.seconds > INT64_MAX - seconds) return {INT64_MAX, 999'999'999};
  if (seconds < 0 && at.seconds < INT64_MIN - seconds) return {INT64_MIN, 0};
  return {at.seconds + seconds, static_cast<std::int32_t>(nanoseconds % one_second)};
}

constexpr duration between(instant from, instant to) {
  constexpr std::int64_t most = INT64_MAX / one_second - 1;
  const bool backwards = to < from;
  const instant low = backwards ? to : from;
  const instant high = backwards ? from : to;
  const auto apart = static_cast<std::uint64_t>(high.seconds) - static_cast<std::uint64_t>(low.seconds);
  if (apart > static_cast<std::uint64_t>(most)) return backwards ? INT64_MIN : INT64_MAX;
  const duration length = static_cast<duration>(apart) * one_second + high.nanoseconds - low.nanoseconds;
  return backwards ? -length : length;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_DURATION_HPP
