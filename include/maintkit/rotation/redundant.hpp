// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Rules that can never select anything, whatever backups come, because another rule of the policy has taken it before:
// someone who writes them means something else. Of the maintkit dialect.
//
//   redundant_rule(*parse_policy("hourly=unlimited,daily=7"))->why;   // "hourly=unlimited keeps all that it could"
#ifndef MAINTKIT_ROTATION_REDUNDANT_HPP
#define MAINTKIT_ROTATION_REDUNDANT_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/span.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

struct redundancy {
  std::string rule;  // "daily=7"
  std::string why;
};

// The first such rule, if there is one.
std::optional<redundancy> redundant_rule(const policy& keep);

// Does each of the longer periods end where one of the finer ones ends? Then its newest backup is the newest there too.
constexpr bool nests(period finer, period longer);

// Does a span never reach further back than another, wherever months and changes of the clocks fall?
constexpr bool is_never_longer(const time::span& a, const time::span& b);

// ---------------------------------------------------------------------------------------------------------------------

constexpr bool nests(period finer, period longer) {
  return finer <= longer && (finer != period::weekly || longer == period::weekly) &&
         (longer != period::weekly || finer <= period::weekly);
}

constexpr bool is_never_longer(const time::span& a, const time::span& b) {
  const std::int64_t a_months = std::int64_t{a.years} * 12 + a.months;
  const std::int64_t b_months = std::int64_t{b.years} * 12 + b.months;
  if (a_months <= b_months && a.days <= b.days && a.hours <= b.hours) return true;
  constexpr std::int64_t change_of_clocks = 3;
  const std::int64_t most = (a_months * 31 + a.days) * 24 + a.hours + change_of_clocks;
  const std::int64_t least = (b_months * 28 + b.days) * 24 + b.hours - change_of_clocks;
  return most <= least;
}

namespace detail {

// Whatever `small` selects, `large` selects too.
constexpr bool covers(const policy& keep, const rule& large, const rule& small) {
  const std::size_t in_large = index_of(large.period);
  const std::size_t in_small = index_of(small.period);
  const bool prefers = keep.prefer_weekday != 0 || keep.prefer_hour >= 0;
  if (large.measure == measure::count) {
    if (keep.counts[in_large] != unlimited) return false;
    if (large.period == period::last) return true;
    if (small.measure == measure::span && prefers && large.period >= period::daily) return false;
    return small.measure != measure::tag && small.period != period::last && nests(large.period, small.period);
  }
  return large.measure == measure::span && small.measure == measure::span && nests(large.period, small.period) &&
         is_never_longer(keep.within[in_small], keep.within[in_large]);
}

inline std::string text_of(const policy& keep, const rule& r) {
  const std::size_t in = index_of(r.period);
  std::string out(r.name);
  if (r.measure == measure::tag) return out;
  if (r.measure == measure::span) return (out += '=') += keep.within_text[in];
  return (out += '=') += keep.counts[in] == unlimited ? "unlimited" : std::to_string(keep.counts[in]);
}

inline std::optional<redundancy> redundant_tag(const policy& keep) {
  for (std::size_t i = 0; i < keep.tag_count; ++i) {
    for (std::size_t j = 0; j < keep.tag_count; ++j) {
      if (i == j || !has_tags(keep.tags[i], keep.tags[j])) continue;
      return redundancy{"tag=" + std::string(keep.tags[i]),
                        "tag=" + std::string(keep.tags[j]) + " keeps all that it could"};
    }
  }
  return std::nullopt;
}

}  // namespace detail

inline std::optional<redundancy> redundant_rule(const policy& keep) {
  if (keep.dialect != dialect::maintkit) return std::nullopt;
  for (const rule& small : rules) {
    for (const rule& large : rules) {
      if (&small == &large || !has(keep, small) || !has(keep, large) || !detail::covers(keep, large, small)) continue;
      return redundancy{detail::text_of(keep, small), detail::text_of(keep, large) + " keeps all that it could"};
    }
  }
  return detail::redundant_tag(keep);
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_REDUNDANT_HPP
