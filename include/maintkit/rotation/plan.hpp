// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which backups stay and which go. Pure: the backups, a policy, `now` and a zone decide, nothing is read or touched.
//
//   const auto keep = parse_policy("daily=7,weekly=4");
//   const decisions d = plan(backups, *keep, now, zone::utc());
//   if (!d.keeps(i)) …   // backups[i] may go
#ifndef MAINTKIT_ROTATION_PLAN_HPP
#define MAINTKIT_ROTATION_PLAN_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/budget.hpp>
#include <maintkit/rotation/dialect.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/zone.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

struct decisions {
  std::vector<std::uint32_t> kept;          // by backup: the set of reasons to keep it; none: it may go
  std::vector<std::uint32_t> newest_first;  // all backups
  std::uint32_t oldest = 0;                 // the rules that keep the oldest one only because they have count left
  std::size_t removed = 0;                  // how many may go
  budget_outcome bytes;                     // only where the policy has a budget

  bool keeps(std::size_t backup) const { return kept[backup] != 0 && (kept[backup] & protection::no_room) == 0; }
};

// Decides on every backup. At most 2^32 - 1 of them. The maintkit dialect never lets go of what is pinned, unverified,
// incomplete or dated after `now`, nor of the newest complete ones (policy.at_least); the others as their tools do, but
// what is pinned or unverified stays too.
decisions plan(const std::vector<backup>& backups, const policy& keep, time::instant now, const time::zone& zone);

// The heart of it, for use at compile time too: `local` are clock readings in seconds, newest backup first. Or-s the
// bit of rules[index] into the marks of those it keeps; only the first `reach` may be kept. Answers whether the oldest
// one is kept only for being the oldest. A mark of `passed_over` is no reason to keep; some dialects need it.
constexpr bool apply_rule(const policy& keep, std::size_t index, const std::int64_t* local, std::size_t count,
                          std::size_t reach, std::uint32_t* marks);
inline constexpr std::uint32_t passed_over = 1u << 31;

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

// The end of the period that starts with the backup at `first`. Clocks set back can show a day again for a while after
// the next one has begun: from hours on, such a backup belongs to the period it stands in, so that none counts twice.
constexpr std::size_t end_of_period(const policy& keep, period p, const std::int64_t* local, std::size_t first,
                                    std::size_t count) {
  if (p == period::last) return first + 1;
  bounds in = bounds_of(p, local[first], keep.calendar);
  if (p == period::weekly && has(keep.dialect, habit::splits_weeks)) {
    const bounds year = bounds_of(period::yearly, local[first], keep.calendar);
    in = {(std::max)(in.start, year.start), (std::min)(in.end, year.end)};
  }
  const bool exactly = p < period::hourly || has(keep.dialect, habit::knows_last_only);
  std::size_t end = first + 1;
  if (exactly) {
    while (end < count && in.contains(local[end])) ++end;
  } else {
    while (end < count && local[end] >= in.start) ++end;
  }
  return end;
}

// How well a backup suits a rule: of two that suit as well the newer one is taken.
constexpr int suits(const policy& keep, const rule& r, std::int64_t local) {
  if (r.measure != measure::count || r.period < period::daily) return 0;
  const std::int64_t on_day = local - keep.calendar.day_starts;
  const bool weekday = r.period >= period::weekly && keep.prefer_weekday != 0 &&
                       time::weekday(floor_div(on_day, 86400)) == keep.prefer_weekday;
  const bool hour = keep.prefer_hour >= 0 && floor_div(local, 3600) - floor_div(local, 86400) * 24 == keep.prefer_hour;
  return (weekday ? 2 : 0) + (hour ? 1 : 0);
}

constexpr std::size_t best_of(const policy& keep, const rule& r, const std::int64_t* local, std::size_t first,
                              std::size_t end) {
  if (keep.prefer_weekday == 0 && keep.prefer_hour < 0) return first;
  std::size_t best = first;
  for (std::size_t i = first + 1; i < end; ++i) {
    if (suits(keep, r, local[i]) > suits(keep, r, local[best])) best = i;
  }
  return best;
}

// Which of the backups [first, end) of a period stands for it, or none.
constexpr std::size_t choose(const policy& keep, const rule& r, const std::int64_t* local, std::size_t first,
                             std::size_t end, std::uint32_t* marks) {
  switch (row_of(keep.dialect).counting) {
    case counting::each_on_its_own:
      return has(keep.dialect, habit::first_of_period) ? end - 1 : best_of(keep, r, local, first, end);
    case counting::unless_kept:
      return marks[first] == 0 ? first : none;
    case counting::unless_covered:
      break;
  }
  std::size_t chosen = none;
  for (std::size_t i = end; i-- > first;) {
    if ((marks[i] & ~passed_over) != 0) return none;
    if (marks[i] == 0) chosen = i;
  }
  return chosen;
}

// A rule passes over what it did not choose, and for good.
constexpr void pass_over(std::size_t first, std::size_t end, std::uint32_t* marks) {
  for (std::size_t i = first; i < end; ++i) {
    if (marks[i] == 0) marks[i] = passed_over;
  }
}

constexpr bool extends_to_oldest(const policy& keep, const rule& r) {
  if (!has(keep.dialect, habit::keeps_oldest)) return false;
  if (r.measure == measure::span) return r.period != period::last && has(keep.dialect, habit::of_within);
  return keep.counts[index_of(r.period)] != unlimited || has(keep.dialect, habit::of_unlimited);
}

}  // namespace detail

constexpr bool apply_rule(const policy& keep, std::size_t index, const std::int64_t* local, std::size_t count,
                          std::size_t reach, std::uint32_t* marks) {
  const rule& r = rules[index];
  const std::uint32_t bit = 1u << index;
  std::uint32_t left = r.measure == measure::count ? keep.counts[detail::index_of(r.period)] : unlimited;
  for (std::size_t first = 0, end = 0; first < reach && left > 0; first = end) {
    end = detail::end_of_period(keep, r.period, local, first, count);
    const std::size_t chosen = detail::choose(keep, r, local, first, end, marks);
    if (chosen == detail::none) continue;
    if (chosen >= reach) break;
    marks[chosen] |= bit;
    if (row_of(keep.dialect).counting == counting::unless_covered) detail::pass_over(first, end, marks);
    if (left != unlimited) --left;
  }
  if (left == 0 || reach < count || count == 0 || !detail::extends_to_oldest(keep, r)) return false;
  std::uint32_t& last = marks[count - 1];
  const bool taken = row_of(keep.dialect).counting == counting::unless_kept ? last != 0 : (last & bit) != 0;
  if (!taken) last |= bit;
  return !taken;
}

namespace detail {

// Which of the unfinished ones go after all, in the dialects that remove them.
inline void drop_unfinished(const std::vector<backup>& backups, dialect d, decisions& out) {
  const unfinished how = row_of(d).unfinished;
  if (how == unfinished::stay) return;
  constexpr std::int64_t four_hours = 4 * 3600;
  std::size_t seen = 0;
  bool newest = true;
  for (const std::uint32_t i : out.newest_first) {
    if (backups[i].state != state::incomplete) {
      newest = false;
      continue;
    }
    const std::int64_t age = backups[out.newest_first[0]].at.seconds - backups[i].at.seconds;
    const bool stays = newest && (how == unfinished::newest_stays ? seen == 0 : seen < 3 || age < four_hours);
    if (!stays) out.kept[i] &= ~protection::incomplete;
    newest = stays;
    ++seen;
  }
}

inline void apply_rules(const std::vector<backup>& backups, const policy& keep, const lineup& line, decisions& out) {
  std::vector<std::uint32_t> marks(line.backup.size());
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (!has(keep, rules[i])) continue;
    if (rules[i].measure == measure::tag) {
      for (std::size_t at = 0; at < marks.size(); ++at) {
        for (std::size_t t = 0; t < keep.tag_count; ++t) {
          if (has_tags(backups[line.backup[at]].tags, keep.tags[t])) marks[at] |= 1u << i;
        }
      }
    } else if (apply_rule(keep, i, line.local.data(), line.local.size(), line.reach[i], marks.data())) {
      out.oldest |= 1u << i;
    }
  }
  const std::uint32_t least = has(keep.dialect, habit::keeps_newest) ? (std::max)(keep.at_least, 1u) : 0;
  for (std::size_t at = 0; at < marks.size(); ++at) {
    if (at < least && marks[at] == 0) marks[at] = protection::at_least;
    if (marks[at] != 0) out.kept[line.backup[at]] = marks[at] & ~passed_over;
  }
}

}  // namespace detail

inline decisions plan(const std::vector<backup>& backups, const policy& keep, time::instant now,
                      const time::zone& zone) {
  decisions out;
  const std::vector<moment> order = newest_first(backups);
  out.newest_first.reserve(order.size());
  for (const moment& m : order) out.newest_first.push_back(m.backup);
  out.kept.resize(backups.size(), is_empty(keep) ? protection::no_rule : 0);
  if (is_empty(keep) && !has_budget(keep)) return out;
  for (std::size_t i = 0; i < backups.size(); ++i) out.kept[i] |= uncounted(backups[i], keep.dialect, now);
  if (!is_empty(keep)) detail::apply_rules(backups, keep, line_up(backups, order, out.kept, keep, now, zone), out);
  for (std::size_t i = 0; i < backups.size(); ++i) {
    if (backups[i].pinned) out.kept[i] |= protection::pinned;
  }
  detail::drop_unfinished(backups, keep.dialect, out);
  if (has_budget(keep)) out.bytes = fit(backups, keep, out.newest_first, out.kept);
  for (std::size_t i = 0; i < backups.size(); ++i) out.removed += !out.keeps(i);
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_PLAN_HPP
