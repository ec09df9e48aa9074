// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The reasons of a plan, for both sides: which rules keep a backup and as which of how many, and until when; or which
// period it lost, and to which backup. One backup at a time, newest first, so a million need no more room than one.
//
//   explainer each(backups, policy, decisions, now, zone);
//   for (explanation e; each.next(e);) …  // and to_text(e, policy, zone) of rotation/words.hpp says it
#ifndef MAINTKIT_ROTATION_EXPLAIN_HPP
#define MAINTKIT_ROTATION_EXPLAIN_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/span.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class because : std::uint8_t {
  holds,      // kept: it stands for its period
  oldest,     // kept: the oldest one, while the rule has count left
  tagged,     // kept
  protects,   // kept, whatever the rules say
  has,        // gone: another one stands for its period
  used_up,    // gone: the rule has counted its number of periods before
  too_early,  // gone: earlier than the span reaches
  untagged,   // gone: it lacks one of these tags
  no_room,    // gone: for want of room; with a rule: and so is the one that stood for its period
};

struct reason {
  because why = because::holds;
  const rotation::rule* rule = nullptr;       // null for `protects`
  std::uint32_t protection = 0;               // for `protects`
  std::uint32_t ordinal = 0;                  // as which the rule counts it, from 1
  std::uint32_t of = 0;                       // the rule's count, or unlimited
  std::int64_t local = 0;                     // a reading inside the period that was lost
  const rotation::backup* instead = nullptr;  // for `has`; for `protects` the backup itself
  std::string_view tags;                      // for `tagged` and `untagged`
};

struct explanation {
  std::size_t backup = 0;  // index
  bool keep = false;
  std::vector<reason> reasons;  // in the order of rules
  // When no rule will keep it any more, if backups go on at the pace of the latest ones; none: not foreseeable, or
  // never.
  std::optional<time::instant> until;
};

class explainer {
 public:
  // The backups and the decisions are looked at until the last call of next().
  explainer(const std::vector<backup>& backups, const policy& keep, const decisions& made, time::instant now,
            const time::zone& zone);

  // The next backup, newest first; false at the end. Reuses the room of `out`.
  bool next(explanation& out);

 private:
  struct progress {
    std::size_t end = 0;     // of the period that is being walked through
    std::size_t holder = 0;  // in the lineup; detail::none if no one was chosen
    std::uint32_t counted = 0;
  };

  void enter(std::size_t rule, std::size_t at);
  void explain_rule(std::size_t rule, std::size_t at, explanation& out);
  std::optional<std::int64_t> leaves(const reason& why, std::size_t at) const;
  void foresee(std::size_t at, explanation& out) const;

  const std::vector<backup>& backups_;
  const decisions& made_;
  policy keep_;
  time::zone zone_;
  lineup line_;
  progress progress_[rule_count];
  std::size_t position_ = 0;  // in newest_first
  std::size_t at_ = 0;        // in the lineup
  std::int64_t pace_ = 0;     // seconds between backups
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The middle of the distances between the newest backups; 0 for fewer than two.
inline std::int64_t pace_of(const std::vector<backup>& backups, const lineup& line) {
  constexpr std::size_t looked_at = 32;
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < line.backup.size() && i <= looked_at; ++i) {
    const auto later = static_cast<std::uint64_t>(backups[line.backup[i - 1]].at.seconds);
    const std::uint64_t gap = later - static_cast<std::uint64_t>(backups[line.backup[i]].at.seconds);
    gaps.push_back(static_cast<std::int64_t>(gap >> 63 != 0 ? ~std::uint64_t{0} >> 1 : gap));
  }
  if (gaps.empty()) return 0;
  const auto middle = gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2);
  std::nth_element(gaps.begin(), middle, gaps.end());
  return *middle;
}

}  // namespace detail

inline explainer::explainer(const std::vector<backup>& backups, const policy& keep, const decisions& made,
                            time::instant now, const time::zone& zone)
    : backups_(backups), made_(made), keep_(keep), zone_(zone) {
  if (is_empty(keep)) return;
  std::vector<moment> order;
  std::vector<std::uint32_t> stays;
  order.reserve(backups.size());
  stays.reserve(backups.size());
  for (const std::uint32_t i : made.newest_first)
    order.push_back({backups[i].at.seconds, backups[i].at.nanoseconds, i});
  for (const backup& b : backups) stays.push_back(uncounted(b, keep.dialect, now));
  line_ = line_up(backups, order, stays, keep, now, zone);
  pace_ = detail::pace_of(backups, line_);
}

inline bool explainer::next(explanation& out) {
  if (position_ == made_.newest_first.size()) return false;
  out.backup = made_.newest_first[position_++];
  out.keep = made_.keeps(out.backup);
  out.reasons.clear();
  out.until.reset();
  const bool counted = at_ < line_.backup.size() && line_.backup[at_] == out.backup;
  if (counted) {
    for (std::size_t i = 0; i < rule_count; ++i) {
      if (has(keep_, rules[i])) explain_rule(i, at_, out);
    }
  }
  for (std::uint32_t bit = protection::pinned; bit <= protection::no_rule; bit <<= 1) {
    if ((made_.kept[out.backup] & bit) == 0) continue;
    reason why;
    why.why = because::protects;
    why.protection = bit;
    why.ordinal = static_cast<std::uint32_t>(at_ + 1);
    why.of = keep_.at_least;
    why.instead = &backups_[out.backup];
    out.reasons.push_back(why);
  }
  if ((made_.kept[out.backup] & protection::no_room) != 0) {
    reason why;
    why.why = because::no_room;
    out.reasons.assign(1, why);
  }
  if (counted) foresee(at_++, out);
  return true;
}

// Looks ahead for who stands for the period that begins at `at`; where a backup counts for one rule only, that may be
// one that another rule keeps.
inline void explainer::enter(std::size_t index, std::size_t at) {
  progress& p = progress_[index];
  p.end = detail::end_of_period(keep_, rules[index].period, line_.local.data(), at, line_.local.size());
  p.holder = detail::none;
  std::size_t kept_by_another = detail::none;
  const std::uint32_t bit = 1u << index;
  for (std::size_t i = p.end; i-- > at;) {
    const std::uint32_t kept = made_.kept[line_.backup[i]];
    const bool as_oldest = i + 1 == line_.backup.size() && i != at && (made_.oldest & bit) != 0;
    if ((kept & bit) != 0 && !as_oldest) p.holder = i;
    if (kept != 0) kept_by_another = i;
  }
  if (p.holder == detail::none && row_of(keep_.dialect).counting != counting::each_on_its_own) {
    p.holder = kept_by_another;
  }
}

inline void explainer::explain_rule(std::size_t index, std::size_t at, explanation& out) {
  const rule& r = rules[index];
  const backup& b = backups_[out.backup];
  const std::uint32_t bit = 1u << index;
  const bool by_this = (made_.kept[out.backup] & bit) != 0;
  reason why;
  why.rule = &r;
  why.local = line_.local[at];
  if (r.measure == measure::tag) {
    for (std::size_t i = 0; i < keep_.tag_count; ++i) {
      const bool tagged = has_tags(b.tags, keep_.tags[i]);
      why.why = tagged ? because::tagged : because::untagged;
      why.tags = keep_.tags[i];
      if (tagged == out.keep) out.reasons.push_back(why);
    }
    return;
  }
  progress& p = progress_[index];
  why.of = r.measure == measure::count ? keep_.counts[detail::index_of(r.period)] : unlimited;
  if (at >= p.end) enter(index, at);
  if (by_this) {
    const bool oldest = at + 1 == line_.backup.size() && (made_.oldest & bit) != 0;
    why.why = oldest ? because::oldest : because::holds;
    why.ordinal = ++p.counted;
  } else if (out.keep) {
    return;  // what this rule says against it does not matter
  } else if (p.holder != detail::none && p.holder != at) {
    const std::uint32_t holder = line_.backup[p.holder];
    why.why = made_.keeps(holder) ? because::has : because::no_room;
    why.instead = made_.keeps(holder) ? &backups_[holder] : nullptr;
  } else {
    why.why = at >= line_.reach[index] ? because::too_early : because::used_up;
  }
  out.reasons.push_back(why);
}

// The instant, on the clock, at which this reason ends.
inline std::optional<std::int64_t> explainer::leaves(const reason& why, std::size_t at) const {
  const backup& b = backups_[line_.backup[at]];
  const period p = why.rule->period;
  const std::int64_t newest = line_.local[0];
  const std::int64_t next = newest + pace_;
  const bool last = p == period::last;
  if (at == 0 && !last && bounds_of(p, newest, keep_.calendar).contains(next)) return next;  // then that one holds it
  if (why.rule->measure == measure::span) {
    const time::span& s = keep_.within[detail::index_of(p)];
    const time::instant end = time::subtract(b.at, {-s.years, -s.months, -s.days, -s.hours}, zone_);
    return end.seconds + zone_.offset_at(end);
  }
  if (why.of == unlimited) return std::nullopt;
  constexpr std::uint32_t foreseeable = 10000;
  const std::int64_t more = std::int64_t{why.of} - why.ordinal + 1;  // so many new periods push it out
  if (more > foreseeable) return std::nullopt;
  const std::int64_t by_pace = newest + more * pace_;
  if (last) return by_pace;
  const std::int64_t by_calendar = start_after(p, bounds_of(p, newest, keep_.calendar).start, more, keep_.calendar);
  return (std::max)(by_pace, by_calendar);
}

inline void explainer::foresee(std::size_t at, explanation& out) const {
  if (!out.keep || pace_ <= 0) return;
  std::int64_t latest = INT64_MIN;
  for (const reason& why : out.reasons) {
    const bool holds = why.why == because::holds || why.why == because::oldest;
    const auto end = holds ? leaves(why, at) : std::nullopt;
    if (!end) return;
    latest = (std::max)(latest, *end);
  }
  const std::int32_t offset = zone_.offset_at({latest, 0});
  out.until = time::instant{latest - offset, 0};
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_EXPLAIN_HPP
