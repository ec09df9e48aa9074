// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The rule by which the clocks of a place change every year, as the POSIX variable TZ writes it; it ends the files of
// the IANA database and says what comes after their last entry.
//
//   const auto berlin = parse_zone_rule("CET-1CEST,M3.5.0,M10.5.0/3");   // last Sundays, 2:00 and 3:00 by the clock
//   berlin->offset_at(parse_rfc3339("2100-07-01T00:00:00Z")->at);        // 7200
#ifndef MAINTKIT_TIME_ZONE_RULE_HPP
#define MAINTKIT_TIME_ZONE_RULE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// A day of every year, and the clock's reading when the change comes.
struct yearly_change {
  enum class form : std::uint8_t {
    nth_weekday,      // M: the day-th weekday (0 = Sunday) of week 1 to 5 (the last) of a month
    day_of_365,       // J: 1 to 365, February 29 is never counted
    day_of_year_at_0  // 0 to 365, February 29 is counted
  };
  form kind = form::day_of_365;
  int month = 0;
  int week = 0;
  int day = 0;
  std::int32_t seconds = 7200;  // from midnight, -167 to 167 hours

  // Days since 1970-01-01.
  constexpr std::int64_t day_in(int year) const;
};

struct zone_rule {
  std::int32_t standard = 0;  // seconds ahead of UTC
  std::int32_t daylight = 0;  // the same as standard where the clocks don't change
  bool changes = false;
  yearly_change start;  // of daylight time, by the clock of standard time
  yearly_change end;    // by the clock of daylight time

  constexpr std::int32_t offset_at(instant at) const;
};

// POSIX.1-2024 section 8.3 ("std offset dst offset,rule"), with the hours to 167 of RFC 8536 section 3.3.1. A name of
// daylight time must be followed by its rule.
constexpr parsed<zone_rule> parse_zone_rule(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

constexpr int rule_number(cursor& c, int low, int high, const char* expected) {
  const std::size_t from = c.at;
  const std::size_t count = c.failed ? 0 : span_of(c.text.substr(from), is_digit);
  if (count == 0 || count > 3) c.fail("a number", from, count);
  return c.number(count, low, high, expected);
}

// "hh[:mm[:ss]]" with a sign or none, in seconds.
constexpr std::int32_t rule_time(cursor& c, int most_hours) {
  const bool negative = c.take('-');
  if (!negative) c.take('+');
  std::int32_t seconds = rule_number(c, 0, most_hours, "fewer hours") * 3600;
  for (std::int32_t unit = 60; unit > 0 && !c.failed && c.take(':'); unit /= 60) {
    seconds += c.number(2, 0, 59, "00 to 59") * unit;
  }
  return negative ? -seconds : seconds;
}

// Three letters or more, or anything of letters, digits and signs between < and >.
constexpr void rule_name(cursor& c) {
  const std::size_t from = c.at;
  const bool quoted = c.take('<');
  const auto belongs = [](char ch) { return is_alnum(ch) || ch == '+' || ch == '-'; };
  const std::string_view rest = c.text.substr(c.at);
  c.at += quoted ? span_of(rest, belongs) : span_of(rest, is_alpha);
  if (c.at - from < 3) c.fail("a name of three letters", from, c.at - from);
  if (quoted) c.want('>', "'>'");
}

constexpr yearly_change rule_change(cursor& c) {
  yearly_change change;
  c.want(',', "','");
  if (c.take('M')) {
    change.kind = yearly_change::form::nth_weekday;
    change.month = rule_number(c, 1, 12, "a month from 1 to 12");
    c.want('.', "'.'");
    change.week = rule_number(c, 1, 5, "a week from 1 to 5");
    c.want('.', "'.'");
    change.day = rule_number(c, 0, 6, "a weekday from 0 to 6");
  } else if (c.take('J')) {
    change.day = rule_number(c, 1, 365, "a day from 1 to 365");
  } else {
    change.kind = yearly_change::form::day_of_year_at_0;
    change.day = rule_number(c, 0, 365, "a day from 0 to 365");
  }
  if (!c.failed && c.take('/')) change.seconds = rule_time(c, 167);
  return change;
}

}  // namespace detail

constexpr std::int64_t yearly_change::day_in(int year) const {
  const std::int64_t new_year = days_from_civil(year, 1, 1);
  if (kind == form::day_of_year_at_0) return new_year + day;
  if (kind == form::day_of_365) return new_year + day - (is_leap(year) && day >= 60 ? 0 : 1);
  const std::int64_t first = days_from_civil(year, month, 1);
  const int ahead = (day - weekday(first) + 14) % 7;  // weekday() has Sunday as 7, which is 0 here
  const int of_month = ahead + (week - 1) * 7;
  return first + (of_month < days_in_month(year, month) ? of_month : of_month - 7);
}

constexpr std::int32_t zone_rule::offset_at(instant at) const {
  if (!changes) return standard;
  // The calendar repeats after 400 years, and so does the rule: no year is out of reach.
  const std::int64_t seconds = detail::floor_mod(at.seconds, detail::days_per_cycle * detail::seconds_per_day);
  const int year = to_civil({seconds, 0}, standard).year;
  // A change can lie a week outside its year, so that the latest one is looked for in three years. Where an end and a
  // start meet, daylight time goes on (that is how a whole year of it is written: RFC 8536 section 3.3.1).
  std::int64_t latest = INT64_MIN;
  std::int32_t offset = standard;
  for (int y = year - 1; y <= year + 1; ++y) {
    const std::int64_t to_daylight = start.day_in(y) * detail::seconds_per_day + start.seconds - standard;
    const std::int64_t to_standard = end.day_in(y) * detail::seconds_per_day + end.seconds - daylight;
    if (to_standard <= seconds && to_standard > latest) {
      latest = to_standard;
      offset = standard;
    }
    if (to_daylight <= seconds && to_daylight >= latest) {
      latest = to_daylight;
      offset = daylight;
    }
  }
  return offset;
}

constexpr parsed<zone_rule> parse_zone_rule(std::string_view text) {
  detail::cursor c{text};
  zone_rule rule;
  detail::rule_name(c);
  rule.standard = -detail::rule_time(c, 24);
  rule.daylight = rule.standard;
  if (!c.failed && !c.done()) {
    rule.changes = true;
    detail::rule_name(c);
    const bool unsaid = c.peek() == ',';
    rule.daylight = unsaid ? rule.standard + 3600 : -detail::rule_time(c, 24);
    rule.start = detail::rule_change(c);
    rule.end = detail::rule_change(c);
    if (!c.failed && !c.done()) c.fail("the end", c.at, text.size() - c.at);
  }
  if (c.failed) return c.fault;
  return rule;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ZONE_RULE_HPP
