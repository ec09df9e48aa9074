// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Dates with a month's name: those of mail and RSS (RFC 822, 1123, 2822, 5322), of HTTP (RFC 850), of asctime() and of
// people. Feeds carry them with every fault, so the parts are taken in any order, each at most once: a part is known by
// its form, not by its place. What must be there is a day, a month and a year, or a month and a year.
//
//   parse_rfc822("Wed, 08 Jul 2026 14:00:00 +0200")->at;   // 2026-07-08T12:00:00Z
//   parse_rfc822("8 July 26, 8:00 a.m. EDT")->at;          // the same
//   parse_rfc822("Wed, 08 Jul 2026 14:00 PT")->zone_known; // false: PT is PST or PDT
#ifndef MAINTKIT_TIME_MAIL_DATE_HPP
#define MAINTKIT_TIME_MAIL_DATE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/date_names.hpp>
#include <maintkit/time/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// - A weekday is read and not used, for feeds get it wrong. Comments in parentheses are passed over.
// - Of two short figures the first is the day, as in all of these standards.
// - Two digits of a year are 2000 to 2049 and 1950 to 1999, three digits 1900 and more (RFC 5322 section 4.3).
// - 24:00 is the end of its day (ISO 8601). Seconds, the time and the zone may be missing: see stamp.
// - A zone is an offset, or a name with one meaning (date_names.hpp). Other names and the letters of the military, which
//   mail has used with both signs, leave it unknown, as RFC 5322 asks; so does a name that contradicts an offset beside
//   it.
// Texts of more than 128 bytes are errc::limit.
constexpr parsed<stamp> parse_rfc822(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t longest_date = 128;

constexpr int full_year(int value, std::size_t digits) {
  if (digits == 3 || (digits == 2 && value >= 50)) return value + 1900;
  return digits <= 2 ? value + 2000 : value;
}

// One part of a date, and where it stands, so that a fault found at the end can still point at it.
struct date_part {
  int value = 0;
  std::size_t at = 0;
  std::size_t length = 0;
  bool set = false;
};

// Takes parts off the text and puts them together. any_date.hpp adds dates in figures.
struct date_reader : cursor {
  date_part year, month, day, hour, minute, second;
  std::int32_t nanoseconds = 0;
  time::precision finest = time::precision::day;
  char half = 0;  // 'a' or 'p'
  bool weekday = false;

  bool zone_named = false;         // a name was there
  std::optional<int> zone_name;    // and this is what it means, in minutes
  std::optional<int> zone_offset;  // an offset, in seconds
  bool zone_from_utc = false;      // "GMT+2": the name says what the offset is counted from
  bool zone_reversed = false;      // "Etc/GMT+5" is five hours *behind*: POSIX counts westwards

  constexpr explicit date_reader(std::string_view whole) : cursor{whole} {
    if (whole.size() > longest_date) fail("at most 128 bytes", longest_date, whole.size() - longest_date, errc::limit);
  }

  constexpr bool date_complete() const { return year.set && month.set && day.set; }
  constexpr std::string_view rest() const { return text.substr(at); }
  constexpr bool digit_at(std::size_t i) const { return i < text.size() && is_digit(text[i]); }

  // How many digits stand here, and a number of so many taken.
  constexpr std::size_t digits() const { return span_of(rest(), is_digit); }
  constexpr date_part take_number(std::size_t count) {
    date_part part{0, at, count, true};
    for (; at < part.at + count; ++at)
      part.value = part.value > 99'999 ? part.value : part.value * 10 + (text[at] - '0');
    return part;
  }

  constexpr void step();
  constexpr void comment();
  constexpr void word();
  constexpr void zone_word(std::string_view name);
  constexpr void number();
  constexpr void time_of_day();
  constexpr void sign();
  constexpr void offset(bool west);

  constexpr void check_hour();
  constexpr parsed<stamp> finish();
  constexpr void put_zone(stamp& s) const;
};

constexpr void date_reader::step() {
  const char c = peek();
  if (is_digit(c)) return number();
  if (is_alpha(c) || static_cast<unsigned char>(c) >= 0x80) return word();
  if (c == '(') return comment();
  if (c == '+' || c == '-') return sign();
  const bool between = is_space(c) || c == ',' || (!date_complete() && (c == '.' || c == '/'));
  if (!between) return fail("a part of a date", at, 1);
  ++at;
}

constexpr void date_reader::comment() {
  const std::size_t from = at;
  int depth = 0;
  do {
    if (peek() == '(') ++depth;
    if (peek() == ')') --depth;
    ++at;
  } while (depth > 0 && !done());
  if (depth > 0) fail("')'", from, text.size() - from, errc::incomplete);
}

constexpr void date_reader::word() {
  const auto belongs = [](char c) {
    return is_alpha(c) || static_cast<unsigned char>(c) >= 0x80 || c == '.' || c == '/' || c == '_';
  };
  const std::size_t from = at;
  // The T of ISO 8601, with the time right behind it.
  if ((peek() == 'T' || peek() == 't') && date_complete() && !hour.set && digit_at(at + 1)) return ++at, time_of_day();
  std::size_t length = span_of(rest(), belongs);
  // Before the date is complete, a '/' or '.' parts it: "08/Jul/2026".
  if (!date_complete() && !hour.set) length = (std::min)(length, rest().find_first_of("/_"));
  const std::string_view w = text.substr(from, length);
  at += length;
  if (const int number = month.set ? 0 : find_month(w)) {
    month = {number, from, length, true};
  } else if (!weekday && is_weekday(w)) {
    weekday = true;
  } else if (const char found = half == 0 ? find_half(w) : '\0') {
    half = found;
  } else if (!(w == "at" && date_complete() && !hour.set)) {
    zone_word(w);
  }
}

// A name of at most five letters, as RFC 5322 expects of a zone, or a place of the IANA database.
constexpr void date_reader::zone_word(std::string_view name) {
  const std::size_t from = at - name.size();
  if (!date_complete() && !hour.set) return fail("a month", from, name.size());
  const bool place = name.find('/') != std::string_view::npos;
  const bool short_word = name.size() <= 5 && span_of(name, is_alpha) == name.size();
  if (zone_named || (!place && !short_word)) return fail("the end", from, name.size());
  zone_named = true;
  const bool etc = equal_ignoring_case(name.substr(0, 4), "Etc/");
  if (etc) name.remove_prefix(4);
  zone_name = find_zone(name);
  zone_reversed = etc && (peek() == '+' || peek() == '-');
  zone_from_utc = zone_name == 0 && !zone_offset;
}

constexpr void date_reader::number() {
  const std::size_t count = digits();
  if (!hour.set && count <= 2 && digit_at(at + count + 1) && text[at + count] == ':') return time_of_day();
  if (count > 4) return fail("a year of four digits", at, count);
  const date_part part = take_number(count);
  if (!day.set && count <= 2) {
    day = part;
  } else if (!year.set && (count != 3 || day.set)) {
    year = part;
    year.value = full_year(part.value, count);
  } else if (count == 2 && date_complete() && !hour.set) {
    hour = part;
    finest = precision::hour;
  } else if (part.value == 0 && hour.set && !zone_offset && (count == 2 || count == 4)) {
    zone_offset = 0;  // "15:04:05 0000": without a sign, but nothing is nothing
  } else {
    fail(date_complete() ? "the end" : "a part of a date", part.at, count);
  }
}

// "14", "14:00", "14:00:00", "14:00:00.25", "1400", "140000"
constexpr void date_reader::time_of_day() {
  const std::size_t count = digits();
  const bool packed = count == 4 || count == 6;
  if (!packed && count > 2) return fail("an hour of two digits", at, count);
  date_part* const parts[] = {&hour, &minute, &second};
  constexpr precision reached[] = {precision::hour, precision::minute, precision::second};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t width = packed ? 2 : digits();
    if (width == 0 || width > 2) return fail("one or two digits", at, width);
    *parts[i] = take_number(width);
    finest = reached[i];
    const bool more = packed ? is_digit(peek()) : peek() == ':' && digit_at(at + 1);
    if (!more) break;
    if (i == 2) return fail("the end of the time", at, 1);
    if (!packed) ++at;
  }
  if (second.set && (peek() == '.' || peek() == ',') && digit_at(at + 1)) {
    ++at;
    nanoseconds = fraction();
    finest = precision::fraction;
  }
  if (peek() == ':' && at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-')) ++at;  // "14:00:00:-0700"
}

constexpr void date_reader::sign() {
  const bool west = peek() == '-';
  const bool digit_behind = at > 0 && is_digit(text[at - 1]);
  const bool joined_to_date = digit_behind && !hour.set;
  const bool with_colon = digit_at(at + 2) && at + 3 < text.size() && text[at + 3] == ':';
  const bool parts_date = west && !hour.set && !date_complete();
  if (parts_date || (west && !digit_at(at + 1))) {
    ++at;  // "2006-Jan-02", "2006-01-02 - 15:04", and the first of "--0700", a sign before a number that had one
  } else if (west && joined_to_date && !with_colon) {
    fail("a time", at, text.size() - at);  // "2013-01-27-01" has a part too many; "2013-01-27-01:00" is a zone
  } else {
    offset(west);
  }
}

// "+2", "+02", "+200", "+0200", "+02:00", "+02:00:00"
constexpr void date_reader::offset(bool west) {
  const std::size_t from = at++;
  const std::size_t count = digits();
  if (count == 0 || count > 4) return fail("an offset: +hhmm", from, count + 1);
  date_part parts[3];
  parts[0] = take_number(count > 2 ? count - 2 : count);
  if (count > 2) parts[1] = take_number(2);
  for (std::size_t i = 1; i < 3 && count <= 2 && peek() == ':'; ++i) {
    ++at;
    if (digits() != 2) return fail("two digits", at, done() ? 0 : 1);
    parts[i] = take_number(2);
  }
  if (parts[0].value > 23) return fail("hours from 00 to 23", parts[0].at, parts[0].length);
  if (parts[1].value > 59) return fail("minutes from 00 to 59", parts[1].at, parts[1].length);
  if (parts[2].value > 59) return fail("seconds from 00 to 59", parts[2].at, parts[2].length);
  if (zone_offset) return fail("one offset", from, at - from);
  const int size = (parts[0].value * 60 + parts[1].value) * 60 + parts[2].value;
  zone_offset = west != zone_reversed ? -size : size;
}

constexpr void date_reader::check_hour() {
  if (half != 0) {
    if (hour.value < 1 || hour.value > 12) return fail("an hour from 1 to 12", hour.at, hour.length);
    hour.value = hour.value % 12 + (half == 'p' ? 12 : 0);
  }
  const bool whole = minute.value == 0 && second.value == 0 && nanoseconds == 0;
  if (hour.value > (whole ? 24 : 23)) return fail("an hour from 00 to 23", hour.at, hour.length);
  if (minute.value > 59) return fail("a minute from 00 to 59", minute.at, minute.length);
  if (second.value > 60) return fail("a second from 00 to 59", second.at, second.length);
}

constexpr void date_reader::put_zone(stamp& s) const {
  const bool contradicts = zone_offset && zone_name && !zone_from_utc && *zone_name * 60 != *zone_offset;
  s.zone_known = !contradicts && (zone_offset || zone_name);
  if (s.zone_known) s.offset = zone_offset ? *zone_offset : *zone_name * 60;
}

constexpr parsed<stamp> date_reader::finish() {
  const date_part* const missing = !month.set ? &month : !day.set && hour.set ? &day : !year.set ? &year : nullptr;
  if (missing != nullptr) {
    fail(missing == &month ? "a month" : missing == &day ? "a day" : "a year", text.size(), 0, errc::incomplete);
  }
  if (!failed && day.set && (day.value < 1 || day.value > days_in_month(year.value, month.value))) {
    fail("a day that this month has", day.at, day.length);
  }
  if (!hour.set && half != 0) fail("a time", text.size(), 0, errc::incomplete);
  if (!failed && hour.set) check_hour();
  stamp s;
  put_zone(s);
  const int first_or_day = day.set ? day.value : 1;
  const civil reading{year.value, month.value, first_or_day, hour.value, minute.value, second.value, nanoseconds};
  check_leap_second(*this, reading, s.offset, second.at);
  if (failed) return fault;
  s.at = from_civil(reading, s.offset);
  s.precision = day.set ? finest : precision::month;
  return s;
}

}  // namespace detail

constexpr parsed<stamp> parse_rfc822(std::string_view text) {
  detail::date_reader reader(text);
  while (!reader.failed && !reader.done()) reader.step();
  return reader.finish();
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_MAIL_DATE_HPP
