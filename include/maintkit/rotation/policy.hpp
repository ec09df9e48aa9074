// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What to keep: a count for each period, spans of time, tags. A policy is a plain value that can be made at compile
// time; reading one refuses whatever can't be meant, so a typing error removes nothing.
//
//   constexpr auto keep = parse_policy("last=3,daily=7,weekly=4,within=36h");
//   parse_policy("daily=0").error().expected;   // "a count above 0, or unlimited"
#ifndef MAINTKIT_ROTATION_POLICY_HPP
#define MAINTKIT_ROTATION_POLICY_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/dialect.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/time/span.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

inline constexpr std::uint32_t unlimited = static_cast<std::uint32_t>(-1);
inline constexpr std::size_t most_tags = 16;

// How a rule says how many.
enum class measure : std::uint8_t { tag, span, count };

// One rule. Its place in the table is the order in which rules are applied and named, and its bit in a set of rules.
struct rule {
  std::string_view name;  // as in --keep-NAME
  rotation::measure measure;
  rotation::period period;
};

inline constexpr rule rules[] = {
    {"tag", measure::tag, period::last},
    {"within", measure::span, period::last},
    {"last", measure::count, period::last},
    {"secondly", measure::count, period::secondly},
    {"minutely", measure::count, period::minutely},
    {"hourly", measure::count, period::hourly},
    {"daily", measure::count, period::daily},
    {"weekly", measure::count, period::weekly},
    {"monthly", measure::count, period::monthly},
    {"quarterly", measure::count, period::quarterly},
    {"yearly", measure::count, period::yearly},
    {"within-hourly", measure::span, period::hourly},
    {"within-daily", measure::span, period::daily},
    {"within-weekly", measure::span, period::weekly},
    {"within-monthly", measure::span, period::monthly},
    {"within-quarterly", measure::span, period::quarterly},
    {"within-yearly", measure::span, period::yearly},
};
inline constexpr std::size_t rule_count = sizeof rules / sizeof *rules;

// Views of the texts it was read from, which must outlive it.
struct policy {
  rotation::dialect dialect = rotation::dialect::maintkit;
  std::uint32_t counts[period_count] = {};     // by period; 0: no such rule
  time::span within[period_count] = {};        // by period, `last` for plain "within"; all zero: no such rule
  std::string_view within_text[period_count];  // as it was written
  std::string_view tags[most_tags];            // "a,b": has both
  std::size_t tag_count = 0;
  std::uint32_t at_least = 1;  // so many complete ones stay, whatever the rules say (maintkit only)
  rotation::calendar calendar;
  // Which one of a period its count takes, the newest if none is of that day and hour (maintkit only). The hour counts
  // for days and all that is longer, the weekday for weeks and longer and before the hour.
  int prefer_weekday = 0;        // 1 = Monday to 7 = Sunday; 0: any
  int prefer_hour = -1;          // 0 to 23; -1: any
  std::uint64_t max_bytes = 0;   // what stays is to be no larger; 0: no bound (maintkit only)
  std::uint64_t free_bytes = 0;  // what goes is to be no smaller (maintkit only)
};

// The index of the rule called so, or nothing.
constexpr std::optional<std::size_t> rule_of(std::string_view name);

// Does the policy have this rule?
constexpr bool has(const policy& p, const rule& r);

// No rule at all: everything is kept, as far as it fits.
constexpr bool is_empty(const policy& p);
constexpr bool has_budget(const policy& p) { return p.max_bytes != 0 || p.free_bytes != 0; }

// Adds one rule: add(p, "daily", "7"), add(p, "within", "2y5m7d3h"), add(p, "tag", "a,b"). Counts are whole numbers
// above 0 or "unlimited", spans are not 0 and have no sign; a rule is given once, tags any number of times; a dialect
// takes the rules, and the liberties with numbers, that its tool takes. The fault's offset counts in `value`.
constexpr parsed<bool> add(policy& p, std::string_view name, std::string_view value);

// Several rules: "last=3,daily=7,weekly=4". Not empty.
constexpr parsed<policy> parse_policy(std::string_view text, dialect d = dialect::maintkit);
constexpr parsed<bool> add_all(policy& p, std::string_view text);

// "daily=7,weekly=4": reads back as the same policy.
std::string to_string(const policy& p);

// "2y5m7d3h", or "4w": a span as maintkit's rules have it.
constexpr parsed<time::span> parse_span(std::string_view text);

// Tags are separated by commas; blanks around them do not count. Does `tagged` have each one of `wanted`?
constexpr bool has_tags(std::string_view tagged, std::string_view wanted);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::optional<std::size_t> rule_of(std::string_view name) {
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (rules[i].name == name) return i;
  }
  return std::nullopt;
}

namespace detail {

using namespace maintkit::detail;

constexpr std::size_t index_of(period p) { return static_cast<std::size_t>(p); }

constexpr bool is_zero(const time::span& s) { return s.years == 0 && s.months == 0 && s.days == 0 && s.hours == 0; }

constexpr parse_error fault_of(std::string_view value, const char* expected, errc code = errc::malformed) {
  return {value.empty() ? errc::incomplete : code, expected, 0, value.size()};
}

constexpr bool knows(dialect d, const rule& r) {
  if (r.measure == measure::tag) return d == dialect::maintkit || d == dialect::restic;
  if (r.measure == measure::span) {
    return rotation::has(d, r.period == period::last ? habit::counts_within : habit::counts_within_each) &&
           (r.period == period::last || (row_of(d).periods & set_of(r.period)) != 0);
  }
  return (row_of(d).periods & set_of(r.period)) != 0;
}

constexpr parsed<bool> add_tag(policy& p, std::string_view value) {
  std::string_view rest = value;
  do {
    const bool ends_in_comma = rest.find(',') + 1 == rest.size();
    if (trim(take_until(rest, ',')).empty() || ends_in_comma) {
      return fault_of(value, "a tag, or several with commas between");
    }
  } while (!rest.empty());
  if (p.tag_count == most_tags) return fault_of(value, "at most 16 sets of tags", errc::limit);
  p.tags[p.tag_count++] = value;
  return true;
}

constexpr parsed<bool> add_count(policy& p, period in, std::string_view value) {
  std::uint32_t& count = p.counts[index_of(in)];
  if (count != 0) return fault_of(value, "each rule once", errc::invalid);
  if (value == "unlimited" || (value == "-1" && has(p.dialect, habit::minus_is_unlimited))) {
    count = unlimited;
    return true;
  }
  const auto number = whole_number<std::uint32_t>(value);
  if (!number || *number == unlimited) return fault_of(value, "a count above 0, or unlimited");
  if (*number == 0 && !has(p.dialect, habit::takes_zero)) return fault_of(value, "a count above 0, or unlimited");
  count = *number;
  return true;
}

// maintkit reads restic's form and, for a whole number of weeks, borg's.
constexpr parsed<time::span> span_of_dialect(dialect d, std::string_view value) {
  if (d == dialect::borg) return time::parse_borg_span(value);
  if (d != dialect::maintkit || value.empty() || value.back() != 'w') return time::parse_span(value);
  auto read = time::parse_span(value);
  const auto weeks = whole_number<std::uint32_t>(value.substr(0, value.size() - 1));
  if (!weeks || *weeks > 9999) return read.error();
  return time::span{0, 0, static_cast<std::int32_t>(*weeks * 7), 0};
}

constexpr parsed<bool> add_span(policy& p, period in, std::string_view value) {
  if (!p.within_text[index_of(in)].empty()) return fault_of(value, "each rule once", errc::invalid);
  const auto length = span_of_dialect(p.dialect, value);
  if (!length) return length.error();
  if (is_zero(*length) && !has(p.dialect, habit::takes_zero)) return fault_of(value, "a span above 0");
  p.within[index_of(in)] = *length;
  p.within_text[index_of(in)] = value;
  return true;
}

}  // namespace detail

constexpr bool has(const policy& p, const rule& r) {
  if (r.measure == measure::tag) return p.tag_count != 0;
  const std::size_t in = detail::index_of(r.period);
  return r.measure == measure::count ? p.counts[in] != 0 : !detail::is_zero(p.within[in]);
}

constexpr bool is_empty(const policy& p) {
  for (const rule& r : rules) {
    if (has(p, r)) return false;
  }
  return true;
}

constexpr parsed<bool> add(policy& p, std::string_view name, std::string_view value) {
  if (p.dialect == dialect::borg && name == "last") name = "secondly";  // borg's --keep-last is another name for it
  const auto index = rule_of(name);
  if (!index) return detail::fault_of(name, "the name of a rule: last hourly daily weekly monthly yearly within …");
  const rule& r = rules[*index];
  if (!detail::knows(p.dialect, r)) return detail::fault_of(value, "a rule that this dialect has", errc::unsupported);
  if (r.measure == measure::tag) return detail::add_tag(p, value);
  return r.measure == measure::count ? detail::add_count(p, r.period, value) : detail::add_span(p, r.period, value);
}

constexpr parsed<bool> add_all(policy& p, std::string_view text) {
  std::string_view rest = text;
  do {
    const std::size_t at = text.size() - rest.size();
    const bool ends_in_comma = !rest.empty() && rest.find(',') == rest.size() - 1;
    const std::string_view item = detail::take_until(rest, ',');
    const std::size_t equals = item.find('=');
    if (equals == std::string_view::npos || equals == 0 || ends_in_comma) {
      const std::size_t fault = ends_in_comma ? text.size() : at;
      return parse_error{fault == text.size() ? errc::incomplete : errc::malformed, "RULE=COUNT, like daily=7", fault,
                         ends_in_comma ? 0 : item.size()};
    }
    const auto added = add(p, item.substr(0, equals), item.substr(equals + 1));
    if (!added) {
      parse_error fault = added.error();
      fault.offset += at + (rule_of(item.substr(0, equals)) ? equals + 1 : 0);
      return fault;
    }
  } while (!rest.empty());
  return true;
}

constexpr parsed<policy> parse_policy(std::string_view text, dialect d) {
  policy p;
  p.dialect = d;
  const auto added = add_all(p, text);
  if (!added) return added.error();
  return p;
}

inline std::string to_string(const policy& p) {
  std::string out;
  const auto append = [&](std::string_view name, std::string_view value) {
    if (!out.empty()) out += ',';
    out += name;
    out += '=';
    out += value;
  };
  for (const rule& r : rules) {
    if (!has(p, r)) continue;
    const std::size_t in = detail::index_of(r.period);
    if (r.measure == measure::span) append(r.name, p.within_text[in]);
    if (r.measure != measure::count) continue;
    append(r.name, p.counts[in] == unlimited ? "unlimited" : std::to_string(p.counts[in]));
  }
  for (std::size_t i = 0; i < p.tag_count; ++i) append("tag", p.tags[i]);
  return out;
}

constexpr parsed<time::span> parse_span(std::string_view text) {
  return detail::span_of_dialect(dialect::maintkit, text);
}

constexpr bool has_tags(std::string_view tagged, std::string_view wanted) {
  while (!wanted.empty()) {
    const std::string_view one = detail::trim(detail::take_until(wanted, ','));
    bool found = false;
    for (std::string_view rest = tagged; !rest.empty() && !found;) {
      found = detail::trim(detail::take_until(rest, ',')) == one;
    }
    if (!found) return false;
  }
  return true;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_POLICY_HPP
