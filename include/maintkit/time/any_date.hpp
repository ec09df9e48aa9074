// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any date that feeds use: RFC 3339, the W3C's date format, ISO 8601, those of mail_date.hpp, and the broken variants
// of them all. What could mean two days is reported, never guessed.
//
//   parse_date("2026-07-08 14:00")->zone_known;    // false
//   parse_date("2026-W28-3")->precision;           // precision::day
//   parse_date("13/7/2026");                       // July 13: no other order fits
//   parse_date("2/1/2006").error().code;           // errc::unsupported: January 2, or February 1?
#ifndef MAINTKIT_TIME_ANY_DATE_HPP
#define MAINTKIT_TIME_ANY_DATE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/mail_date.hpp>
#include <maintkit/time/text.hpp>

#include <cstddef>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// Beside mail's dates: year-month-day with - / . or the Korean, Chinese and Japanese signs between, YYYY, YYYY-MM,
// YYYYMMDD, days of the year (YYYY-DDD), ISO weeks (YYYY-Www-D); a time behind "T", "at" or a blank; a zone or none.
// Figures in another order count if exactly one of year-month-day, day-month-year and month-day-year exists, and are
// errc::unsupported if more do. So are the two-digit and cut forms that ISO 8601 gave up in 2004 (031231, -0312).
constexpr parsed<stamp> parse_date(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr const char ambiguous_date[] = "an unambiguous date, like 2026-07-08,";

// The sign between two figures, or the word; its length, 0 for none.
constexpr std::size_t date_separator(std::string_view rest) {
  if (rest.empty()) return 0;
  if (rest.front() == '-' || rest.front() == '/' || rest.front() == '.') return 1;
  for (const std::string_view sign : {"년", "월", "年", "月"}) {
    if (starts_with(rest, sign)) return sign.size() + span_of(rest.substr(sign.size()), is_space);
  }
  return 0;
}

// Whole days in figures, for a reader in front of a digit. False, and nothing taken, where the figures are not a date
// of their own: "8 July".
class figures {
 public:
  constexpr explicit figures(date_reader& reader) : r_(reader) {}
  constexpr bool take();

 private:
  constexpr void put(const date_part& year, const date_part& month, const date_part& day);
  constexpr void put_days(const date_part& year, std::int64_t days, const date_part& from, const char* expected);
  constexpr bool take_packed(std::size_t count);
  constexpr bool take_week();
  constexpr void take_two(const date_part& a, const date_part& b);
  constexpr void take_three(const date_part& a, const date_part& b, const date_part& c);
  constexpr bool whole_text_is(std::size_t count) const;

  date_reader& r_;
};

constexpr void figures::put(const date_part& year, const date_part& month, const date_part& day) {
  if (month.value < 1 || month.value > 12) return r_.fail("a month from 01 to 12", month.at, month.length);
  r_.year = year;
  r_.month = month;
  r_.day = day;
}

// The day so many days after the epoch, which must lie in the given year (of the calendar, or of ISO weeks).
constexpr void figures::put_days(const date_part& year, std::int64_t days, const date_part& from,
                                 const char* expected) {
  if (expected != nullptr) return r_.fail(expected, from.at, from.length);
  const civil_day date = day_from_days(days);
  r_.year = {date.year, year.at, year.length, true};
  r_.month = {date.month, from.at, from.length, true};
  r_.day = {date.day, from.at, from.length, true};
}

constexpr bool figures::whole_text_is(std::size_t count) const { return trim(r_.text).size() == count; }

// "2026", "20260708", "2026189", and what can't be told from something else.
constexpr bool figures::take_packed(std::size_t count) {
  if (count == 4 && whole_text_is(4)) {
    put(r_.take_number(4), {1, r_.at, 0, true}, {1, r_.at, 0, true});
    r_.finest = precision::year;
  } else if (count == 8) {
    const date_part year = r_.take_number(4);
    const date_part month = r_.take_number(2);
    put(year, month, r_.take_number(2));
  } else if (count == 7) {
    const date_part year = r_.take_number(4);
    take_two(year, r_.take_number(3));
  } else if (count >= 5) {
    const bool cut = count <= 6;  // YYMMDD or YYYYMM or DDMMYY; YYDDD
    r_.fail(cut ? ambiguous_date : "a year of four digits", r_.at, count, cut ? errc::unsupported : errc::malformed);
  } else {
    return false;
  }
  return true;
}

// "2026-W28", "2026-W28-3", "2026W283"
constexpr bool figures::take_week() {
  const std::string_view rest = r_.rest();
  const std::size_t dash = rest.size() > 4 && rest[4] == '-' ? 1 : 0;
  if (rest.size() <= 4 + dash || (rest[4 + dash] != 'W' && rest[4 + dash] != 'w')) return false;
  const date_part year = r_.take_number(4);
  r_.at += dash + 1;
  if (!r_.digit_at(r_.at) || !r_.digit_at(r_.at + 1)) return r_.fail("a week of two digits", r_.at, 0), true;
  const date_part week = r_.take_number(2);
  date_part weekday{1, week.at, week.length, true};
  if (r_.digit_at(r_.at + dash) && (dash == 0 || r_.peek() == '-')) {
    r_.at += dash;
    weekday = r_.take_number(1);
  }
  const std::int64_t monday = days_from_iso_week(year.value, week.value, 1);
  const bool exists = iso_week_of(monday) == iso_week{year.value, week.value};
  const bool good_day = weekday.value >= 1 && weekday.value <= 7;
  put_days(year, monday + weekday.value - 1, exists ? weekday : week,
           !exists     ? "a week that this year has"
           : !good_day ? "a weekday from 1 to 7"
                       : nullptr);
  return true;
}

// "2026-07", "2026-189"
constexpr void figures::take_two(const date_part& a, const date_part& b) {
  if (a.length != 4) return r_.fail(ambiguous_date, a.at, b.at + b.length - a.at, errc::unsupported);
  if (b.length <= 2) {
    put(a, b, {});
  } else if (b.length != 3) {
    r_.fail("a month of two digits or a day of three", b.at, b.length);
  } else {
    const int days = is_leap(a.value) ? 366 : 365;
    const bool exists = b.value >= 1 && b.value <= days;
    put_days(a, days_from_civil(a.value, 1, 1) + b.value - 1, b, exists ? nullptr : "a day that this year has");
  }
}

constexpr void figures::take_three(const date_part& a, const date_part& b, const date_part& c) {
  const bool extra_zero = b.length == 3 && b.value < 100;  // "2003-012-31", seen in feeds of a large company
  if (a.length == 4 && (b.length <= 2 || extra_zero) && c.length <= 2) return put(a, b, c);
  if (a.length > 2 || b.length > 2 || (c.length > 2 && c.length != 4)) {
    return r_.fail("a date", a.at, c.at + c.length - a.at);
  }
  const date_part* const orders[][3] = {{&a, &b, &c}, {&c, &b, &a}, {&c, &a, &b}};  // y-m-d, d-m-y, m-d-y
  int found = 0;
  civil_day first;
  for (const auto& order : orders) {
    if (order[2]->length > 2) continue;
    const civil_day d{full_year(order[0]->value, order[0]->length), order[1]->value, order[2]->value};
    if (!exists(d.year, d.month, d.day) || (found > 0 && d == first)) continue;
    if (++found > 1) return r_.fail(ambiguous_date, a.at, c.at + c.length - a.at, errc::unsupported);
    first = d;
    date_part year = *order[0];
    year.value = d.year;
    put(year, *order[1], *order[2]);
  }
  if (found == 0) r_.fail("a date that exists", a.at, c.at + c.length - a.at);
}

constexpr bool figures::take() {
  if (r_.year.set || r_.month.set || r_.day.set) return false;
  const std::size_t count = r_.digits();
  if (r_.at == 1 && r_.text.front() == '-') return r_.fail(ambiguous_date, 0, count + 1, errc::unsupported), true;
  const std::size_t separator = date_separator(r_.rest().substr(count));
  if (count == 4 && take_week()) return true;
  if (separator == 0) return take_packed(count);
  if (count > 4 || !r_.digit_at(r_.at + count + separator)) return false;
  const date_part a = r_.take_number(count);
  r_.at += separator;
  const date_part b = r_.take_number(r_.digits());
  const std::size_t next = date_separator(r_.rest());
  if (next == 0 || !r_.digit_at(r_.at + next)) {
    if (next > 1) r_.at += next;  // "2026년 7월"
    return take_two(a, b), true;
  }
  r_.at += next;
  take_three(a, b, r_.take_number(r_.digits()));
  for (const std::string_view sign : {"일", "日"}) {
    if (starts_with(r_.rest(), sign)) r_.at += sign.size();
  }
  return true;
}

}  // namespace detail

constexpr parsed<stamp> parse_date(std::string_view text) {
  const parsed<stamp> strict = parse_rfc3339(text);
  if (strict) return strict;
  detail::date_reader reader(text);
  while (!reader.failed && !reader.done()) {
    if (!(detail::is_digit(reader.peek()) && detail::figures(reader).take())) reader.step();
  }
  return reader.finish();
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ANY_DATE_HPP
