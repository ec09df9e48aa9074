// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Dates as machines write them: RFC 3339 read to the letter and written, and the compact form that file names carry.
// What feeds and mail really contain is read by mail_date.hpp and any_date.hpp.
//
//   const auto said = parse_rfc3339("2026-07-08T14:00:00.5+02:00");
//   to_rfc3339(said->at);                 // "2026-07-08T12:00:00.5Z"
//   to_rfc3339(said->at, said->offset);   // "2026-07-08T14:00:00.5+02:00"
//   parse_rfc3339("2026-02-30T00:00:00Z").error().expected;   // "a day that this month has"
#ifndef MAINTKIT_TIME_TEXT_HPP
#define MAINTKIT_TIME_TEXT_HPP

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

// The smallest thing a text named. What it left out counts as the first: "2026-07" is midnight of July 1.
enum class precision : std::uint8_t { year, month, day, hour, minute, second, fraction };

// What a text said. Years are 0 to 9999 in every form. The leap second, 23:59:60 UTC on the last day of a month, is the
// same instant as the 00:00:00 after it (POSIX counts so); second 60 at any other time is malformed.
struct stamp {
  instant at;
  time::precision precision = time::precision::second;
  bool zone_known = true;   // false: no zone, or one that has no one meaning; `at` then takes the reading as UTC
  std::int32_t offset = 0;  // seconds ahead of UTC, as the text said
};

// "2026-07-08T12:00:00.25Z": the grammar of RFC 3339 section 5.6, nothing around it, dates that exist. "t" and "z" may
// be small; "-00:00" is UTC with the place unknown (section 4.3). Digits past nanoseconds are read and dropped.
constexpr parsed<stamp> parse_rfc3339(std::string_view text);

// The fraction is written only if there is one, without trailing zeros; "Z" for an offset of 0. The years outside 0 to
// 9999 that RFC 3339 cannot say are written with as many digits as they need.
std::string to_rfc3339(instant at, std::int32_t offset_seconds = 0);

// "20260708T120000Z": UTC in whole seconds, as wide as any other, so names sort by time. Years 0 to 9999.
std::string to_compact(instant at);
constexpr parsed<instant> parse_compact(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// A place in a text, and the first fault found: after a fault nothing more is read, so callers ask once, at the end.
struct cursor {
  std::string_view text;
  std::size_t at = 0;
  parse_error fault{};
  bool failed = false;

  constexpr bool done() const { return at >= text.size(); }
  constexpr char peek() const { return done() ? '\0' : text[at]; }

  constexpr void fail(const char* expected, std::size_t from, std::size_t length, errc code = errc::malformed) {
    if (failed) return;
    failed = true;
    if (from >= text.size() && code == errc::malformed) code = errc::incomplete;
    fault = {code, expected, from, length};
  }

  constexpr bool take(char c) {
    if (done() || text[at] != c) return false;
    ++at;
    return true;
  }

  constexpr void want(char c, const char* expected) {
    if (!failed && !take(c)) fail(expected, at, done() ? 0 : 1);
  }

  // Exactly `count` digits, whose value lies between low and high.
  constexpr int number(std::size_t count, int low, int high, const char* expected) {
    int value = 0;
    const std::size_t from = at;
    for (; !failed && at < from + count; ++at) {
      if (!is_digit(peek())) fail("a digit", at, done() ? 0 : 1);
      if (!failed) value = value * 10 + (text[at] - '0');
    }
    if (!failed && (value < low || value > high)) fail(expected, from, count);
    return value;
  }

  // The digits of a fraction, as nanoseconds.
  constexpr std::int32_t fraction() {
    std::int32_t value = 0;
    std::int32_t unit = 100'000'000;
    if (!failed && !is_digit(peek())) fail("a digit", at, done() ? 0 : 1);
    for (; !failed && is_digit(peek()); ++at, unit /= 10) value += unit * (text[at] - '0');
    return value;
  }
};

// Faults of a complete reading that its fields alone don't show. `day_at` is where the two digits of the day stand,
// `second_at` those of the second.
constexpr void check_date(cursor& c, const civil& r, std::size_t day_at) {
  if (!c.failed && r.day > days_in_month(r.year, r.month)) c.fail("a day that this month has", day_at, 2);
}
constexpr void check_leap_second(cursor& c, const civil& r, std::int32_t offset, std::size_t second_at) {
  if (c.failed || r.second < 60) return;
  const civil after = to_civil(from_civil(r, offset));
  if (after.day != 1 || after.hour != 0 || after.minute != 0 || after.second != 0) {
    c.fail("a second from 00 to 59", second_at, 2);
  }
}

// "Z", "+hh:mm" or "-hh:mm".
constexpr std::int32_t rfc3339_offset(cursor& c) {
  if (c.failed || c.take('Z') || c.take('z')) return 0;
  const bool west = c.peek() == '-';
  if (!west && c.peek() != '+') c.fail("'Z' or an offset: +hh:mm", c.at, c.done() ? 0 : 1);
  ++c.at;
  const int hours = c.number(2, 0, 23, "hours from 00 to 23");
  c.want(':', "':'");
  const int minutes = c.number(2, 0, 59, "minutes from 00 to 59");
  return (west ? -60 : 60) * (hours * 60 + minutes);
}

inline void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value < 0 ? -value : value);
  if (value < 0) out += '-';
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

inline void append_fraction(std::string& out, std::int32_t nanoseconds) {
  if (nanoseconds == 0) return;
  out += '.';
  append_padded(out, nanoseconds, 9);
  while (out.back() == '0') out.pop_back();
}

inline void append_offset(std::string& out, std::int32_t seconds) {
  const std::int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
  out += seconds < 0 ? '-' : '+';
  append_padded(out, minutes / 60, 2);
  out += ':';
  append_padded(out, minutes % 60, 2);
}

}  // namespace detail

constexpr parsed<stamp> parse_rfc3339(std::string_view text) {
  detail::cursor c{text};
  civil r;
  r.year = c.number(4, 0, 9999, "a year");
  c.want('-', "'-'");
  r.month = c.number(2, 1, 12, "a month from 01 to 12");
  c.want('-', "'-'");
  const std::size_t day_at = c.at;
  r.day = c.number(2, 1, 31, "a day from 01 to 31");
  detail::check_date(c, r, day_at);
  if (!c.failed && !c.take('T') && !c.take('t')) c.fail("'T'", c.at, c.done() ? 0 : 1);
  r.hour = c.number(2, 0, 23, "an hour from 00 to 23");
  c.want(':', "':'");
  r.minute = c.number(2, 0, 59, "a minute from 00 to 59");
  c.want(':', "':'");
  const std::size_t second_at = c.at;
  r.second = c.number(2, 0, 60, "a second from 00 to 59");
  const bool fraction = !c.failed && c.take('.');
  if (fraction) r.nanoseconds = c.fraction();
  const std::int32_t offset = detail::rfc3339_offset(c);
  detail::check_leap_second(c, r, offset, second_at);
  if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  if (c.failed) return c.fault;
  return stamp{from_civil(r, offset), fraction ? precision::fraction : precision::second, true, offset};
}

inline std::string to_rfc3339(instant at, std::int32_t offset_seconds) {
  const civil r = to_civil(at, offset_seconds - offset_seconds % 60);  // the form has no seconds of offset
  std::string out;
  detail::append_padded(out, r.year, 4);
  const int fields[] = {r.month, r.day, r.hour, r.minute, r.second};
  const char before[] = {'-', '-', 'T', ':', ':'};
  for (std::size_t i = 0; i < 5; ++i) {
    out += before[i];
    detail::append_padded(out, fields[i], 2);
  }
  detail::append_fraction(out, r.nanoseconds);
  if (offset_seconds / 60 == 0) return out += 'Z';
  detail::append_offset(out, offset_seconds);
  return out;
}

inline std::string to_compact(instant at) {
  const civil r = to_civil(at);
  std::string out;
  detail::append_padded(out, r.year, 4);
  detail::append_padded(out, r.month * 100 + r.day, 4);
  out += 'T';
  detail::append_padded(out, (r.hour * 100 + r.minute) * 100 + r.second, 6);
  return out += 'Z';
}

constexpr parsed<instant> parse_compact(std::string_view text) {
  detail::cursor c{text};
  civil r;
  r.year = c.number(4, 0, 9999, "a year");
  r.month = c.number(2, 1, 12, "a month from 01 to 12");
  r.day = c.number(2, 1, 31, "a day from 01 to 31");
  detail::check_date(c, r, 6);
  c.want('T', "'T'");
  r.hour = c.number(2, 0, 23, "an hour from 00 to 23");
  r.minute = c.number(2, 0, 59, "a minute from 00 to 59");
  r.second = c.number(2, 0, 59, "a second from 00 to 59");
  c.want('Z', "'Z'");
  if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  if (c.failed) return c.fault;
  return from_civil(r);
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_TEXT_HPP
