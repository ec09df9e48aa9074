// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A policy at work: a backup comes, what may go goes, and again. What is left is what plan() would leave each time, but
// a step looks only at what it changes, so ten years of hourly backups take a fraction of a second. Pure.
//
//   pruner at_work(keep, zone);
//   for (…) at_work.add({now += 3600, 0});   // and at_work.removed() are those that went
//   for (const std::uint32_t i : at_work.left()) at_work.taken(i).at;
#ifndef MAINTKIT_ROTATION_PRUNER_HPP
#define MAINTKIT_ROTATION_PRUNER_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/dialect.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/span.hpp>
#include <maintkit/time/zone.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

class pruner {
 public:
  // Each backup is `size` bytes long and has no tags.
  pruner(const policy& keep, const time::zone& zone, std::uint64_t size = 0);

  // A backup is taken, at what is now; later than the one before. Then what may go goes.
  void add(time::instant at);

  // Backups are numbered from 0 in the order in which they were taken.
  const backup& taken(std::uint32_t number) const { return taken_[number]; }
  std::size_t count() const { return taken_.size(); }
  const std::deque<std::uint32_t>& left() const { return left_; }         // oldest first
  const std::vector<std::uint32_t>& removed() const { return removed_; }  // by the last add()

 private:
  // A rule at work, and the backups it holds.
  struct lane {
    std::size_t rule = 0;
    std::deque<std::uint32_t> held;    // oldest first; without one that is held only for being the oldest
    std::int64_t start = INT64_MIN;    // of the period that the newest lies in
    time::instant edge{INT64_MIN, 0};  // a span holds what is later
    int unsettled = 0;                 // so many periods must begin until a step is enough
  };

  void advance(lane& l, std::uint32_t newest);
  void step(lane& l, std::uint32_t newest, bool begins);
  void walk(lane& l);
  bool holds_oldest() const;
  void hold(lane& l, std::uint32_t number);
  void let_go(std::uint32_t number);
  void plan_anew();
  void remove_unheld();
  void remove(std::uint32_t number);

  policy keep_;
  time::zone zone_;
  std::uint64_t size_;
  bool stepwise_;
  std::vector<lane> lanes_;
  std::vector<backup> taken_;
  std::vector<std::int64_t> local_;     // by number: the reading of the clock
  std::vector<std::uint32_t> holders_;  // by number: how many rules hold it
  std::deque<std::uint32_t> left_;
  std::vector<std::uint32_t> doubtful_;  // which may have no holder any more
  std::vector<std::uint32_t> removed_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Where a rule's answer changes only at its two ends when a backup comes, stepping is enough.
constexpr bool is_stepwise(const policy& keep) { return keep.dialect == dialect::maintkit && !has_budget(keep); }

}  // namespace detail

inline pruner::pruner(const policy& keep, const time::zone& zone, std::uint64_t size)
    : keep_(keep), zone_(zone), size_(size), stepwise_(detail::is_stepwise(keep)) {
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (!has(keep, rules[i]) || rules[i].measure == measure::tag) continue;
    lane l;
    l.rule = i;
    lanes_.push_back(std::move(l));
  }
}

inline void pruner::add(time::instant at) {
  const auto newest = static_cast<std::uint32_t>(taken_.size());
  backup b;
  b.at = at;
  b.size = size_;
  b.offset = zone_.offset_at(at);
  taken_.push_back(b);
  local_.push_back(at.seconds + b.offset);
  holders_.push_back(0);
  left_.push_back(newest);
  removed_.clear();
  if (!stepwise_) return plan_anew();
  for (lane& l : lanes_) advance(l, newest);
  remove_unheld();
}

inline void pruner::hold(lane& l, std::uint32_t number) {
  l.held.push_back(number);
  ++holders_[number];
}

inline void pruner::let_go(std::uint32_t number) {
  if (--holders_[number] == 0) doubtful_.push_back(number);
}

inline void pruner::advance(lane& l, std::uint32_t newest) {
  const rule& r = rules[l.rule];
  const std::int64_t start = bounds_of(r.period, local_[newest], keep_.calendar).start;
  const bool begins = start > l.start || r.period == period::last;
  // Clocks set back over the start of a period show the one before it again, and what had been counted as two is one.
  if (start < l.start) l.unsettled = 3;
  if (begins && l.unsettled > 0) --l.unsettled;
  l.start = start;
  bool back = false;  // a month before March 29, at 6, lies before a month before March 28, at 12
  if (r.measure == measure::span) {
    const time::instant edge = time::subtract(taken_[newest].at, keep_.within[detail::index_of(r.period)], zone_);
    back = edge < l.edge;
    l.edge = edge;
  }
  l.unsettled > 0 || back ? walk(l) : step(l, newest, begins);
}

inline void pruner::step(lane& l, std::uint32_t newest, bool begins) {
  const rule& r = rules[l.rule];
  if (!begins && !l.held.empty()) {
    if (detail::suits(keep_, r, local_[l.held.back()]) > detail::suits(keep_, r, local_[newest])) return;
    let_go(l.held.back());
    l.held.pop_back();
  }
  hold(l, newest);
  const auto is_beyond = [&] {
    if (r.measure == measure::span) return !(l.edge < taken_[l.held.front()].at);
    const std::uint32_t count = keep_.counts[detail::index_of(r.period)];
    return count != unlimited && l.held.size() > count;
  };
  while (is_beyond()) {
    let_go(l.held.front());
    l.held.pop_front();
  }
}

// All that is left is gone through, as plan() does.
inline void pruner::walk(lane& l) {
  std::vector<std::int64_t> local;
  std::size_t reach = 0;
  for (std::size_t i = left_.size(); i-- > 0;) {
    local.push_back(local_[left_[i]]);
    reach += rules[l.rule].measure == measure::count || l.edge < taken_[left_[i]].at;
  }
  std::vector<std::uint32_t> marks(local.size());
  const bool for_being_oldest = apply_rule(keep_, l.rule, local.data(), local.size(), reach, marks.data());
  for (const std::uint32_t number : l.held) let_go(number);
  l.held.clear();
  for (std::size_t i = 0; i < left_.size(); ++i) {
    const bool marked = marks[left_.size() - 1 - i] != 0;
    if (marked && !(i == 0 && for_being_oldest)) hold(l, left_[i]);
  }
}

// Does any rule have count left?
inline bool pruner::holds_oldest() const {
  for (const lane& l : lanes_) {
    const rule& r = rules[l.rule];
    const std::uint32_t count = keep_.counts[detail::index_of(r.period)];
    if (r.measure == measure::count && (count == unlimited || l.held.size() < count)) return true;
  }
  return false;
}

inline void pruner::remove_unheld() {
  const std::size_t least = (std::max)(keep_.at_least, 1u);
  const std::size_t all = left_.size();
  const bool oldest_stays = holds_oldest();
  const std::uint32_t oldest = left_.front();
  const std::uint32_t first_of_least = all > least ? left_[all - least] : oldest;
  doubtful_.push_back(oldest);
  if (all > least) doubtful_.push_back(left_[all - least - 1]);  // the last add() pushed it out of the least
  std::sort(doubtful_.begin(), doubtful_.end());
  doubtful_.erase(std::unique(doubtful_.begin(), doubtful_.end()), doubtful_.end());
  for (const std::uint32_t number : doubtful_) {
    if (holders_[number] != 0 || number >= first_of_least || (oldest_stays && number == oldest)) continue;
    remove(number);
  }
  doubtful_.clear();
}

inline void pruner::remove(std::uint32_t number) {
  const auto at = std::lower_bound(left_.begin(), left_.end(), number);
  if (at == left_.end() || *at != number) return;
  left_.erase(at);
  removed_.push_back(number);
}

inline void pruner::plan_anew() {
  std::vector<backup> there;
  there.reserve(left_.size());
  for (const std::uint32_t number : left_) there.push_back(taken_[number]);
  const decisions made = plan(there, keep_, taken_.back().at, zone_);
  if (made.removed == 0) return;
  std::deque<std::uint32_t> stay;
  for (std::size_t i = 0; i < there.size(); ++i) {
    made.keeps(i) ? stay.push_back(left_[i]) : removed_.push_back(left_[i]);
  }
  left_.swap(stay);
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_PRUNER_HPP
