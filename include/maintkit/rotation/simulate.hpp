// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What a policy comes to over the years: how many backups lie there at most, how far back a day can be brought back for
// sure, and how large the holes become as they age. Every backup of the schedule is taken, and pruned after. Pure.
//
//   const auto over = simulate(*keep, {now_less_10_years, now, 3600}, zone);
//   over->peak;                                          // 58
//   over->reach[std::size_t(period::daily)];   // in seconds: back to this age there was one a day at any time
#ifndef MAINTKIT_ROTATION_SIMULATE_HPP
#define MAINTKIT_ROTATION_SIMULATE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/rotation/pruner.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/zone.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

inline constexpr std::size_t most_steps = 5'000'000;

// A time in which no backup is taken: from <= t < to.
struct outage {
  time::instant from;
  time::instant to;
};

struct schedule {
  time::instant from;      // the first backup
  time::instant to;        // no backup after; what is seen is seen then
  std::int64_t every = 0;  // seconds between backups
  std::uint64_t size = 0;  // bytes of each
  std::vector<outage> outages;
};

// Holes are told apart by the age of the backup at their younger end.
struct age_band {
  std::string_view name;
  std::int64_t below;  // seconds
};
inline constexpr age_band age_bands[] = {{"up to a day", 86400},
                                         {"up to a week", 7 * 86400},
                                         {"up to a month", 31 * 86400},
                                         {"up to a year", 366 * 86400},
                                         {"older", INT64_MAX}};
inline constexpr std::size_t age_band_count = sizeof age_bands / sizeof *age_bands;

struct simulation {
  std::size_t taken = 0;
  std::vector<backup> left;  // at the end, oldest first
  decisions made;            // on those: plan() at the end
  std::size_t peak = 0;      // most there at once: with the newest one, before what may go went
  time::instant peak_at;
  std::uint64_t peak_bytes = 0;
  // By age, the largest distance between two that followed each other, at any time; 0: none of that age.
  std::int64_t largest_gap[age_band_count] = {};
  // By period, in seconds: at every time all that is younger had a backup at least once a period, outages aside. No
  // more than was simulated; 0 for periods that are shorter than the schedule's.
  std::int64_t reach[period_count] = {};
  std::int64_t oldest = 0;  // likewise: how old the oldest backup was at least, once something had been removed
};

// errc::limit for more than most_steps backups, errc::invalid for a schedule without one.
result<simulation> simulate(const policy& keep, const schedule& when, const time::zone& zone);

// The longest a period lasts where clocks go back by an hour: then an hour comes twice.
constexpr std::int64_t longest(period p);

// Does the schedule have a backup in each such period, so that its reach says something?
inline bool has_one_in_each(const schedule& when, period p);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::int64_t longest(period p) {
  constexpr std::int64_t day = 86400;
  constexpr std::int64_t lengths[period_count] = {
      0, 1, 60, 7200, day + 3600, 7 * day + 3600, 31 * day + 3600, 92 * day + 3600, 366 * day + 3600};
  return lengths[static_cast<std::size_t>(p)];
}

inline bool has_one_in_each(const schedule& when, period p) {
  if (p == period::last) return false;
  return when.every <= longest(p) - (p >= period::hourly ? 3600 : 0);
}

namespace detail {

// Follows the distances between neighbours. One begins when the later of the two is taken, or when all between them has
// gone; it ages until one of the two goes.
class gap_meter {
 public:
  gap_meter(simulation& out, const pruner& of, const schedule& when) : out_(out), of_(of), when_(when) {
    const std::int64_t all = when.to.seconds - when.from.seconds;
    out_.oldest = all;
    for (std::size_t i = 0; i < period_count; ++i) {
      out_.reach[i] = has_one_in_each(when, static_cast<period>(i)) ? all : 0;
    }
  }

  // After each add().
  void see(time::instant now) {
    const auto newest = static_cast<std::uint32_t>(of_.count() - 1);
    begun_.push_back(now.seconds);
    neighbours_.push_back({latest_, none});
    if (latest_ != none) neighbours_[latest_].newer = newest;
    latest_ = newest;
    for (const std::uint32_t number : of_.removed()) see_removed(number, now.seconds);
  }

  void finish() {
    for (const std::uint32_t number : of_.left()) end_gap(number, when_.to.seconds);
  }

 private:
  static constexpr std::uint32_t none = static_cast<std::uint32_t>(-1);

  struct pair {
    std::uint32_t older;
    std::uint32_t newer;
  };

  std::int64_t at(std::uint32_t number) const { return of_.taken(number).at.seconds; }

  void see_removed(std::uint32_t number, std::int64_t now) {
    const pair between = neighbours_[number];
    end_gap(number, now);
    if (between.older != none) neighbours_[between.older].newer = between.newer;
    if (between.newer == none) {  // the newest went, as it may in other dialects
      latest_ = between.older;
      return;
    }
    end_gap(between.newer, now);
    neighbours_[between.newer].older = between.older;
    begun_[between.newer] = now;
    lower_reach(between, now - at(between.newer));
  }

  // The distance from this one to its older neighbour has lasted until now.
  void end_gap(std::uint32_t younger, std::int64_t now) {
    const std::uint32_t older = neighbours_[younger].older;
    if (older == none || begun_[younger] == now) return;  // one that came and went in one step was never seen
    const std::int64_t from_age = begun_[younger] - at(younger);
    const std::int64_t to_age = now - at(younger);
    std::int64_t above = 0;
    for (std::size_t i = 0; i < age_band_count; ++i) {
      std::int64_t& largest = out_.largest_gap[i];
      if (from_age < age_bands[i].below && to_age > above) largest = (std::max)(largest, at(younger) - at(older));
      above = age_bands[i].below;
    }
  }

  // Between these two nothing is left any more, or behind the newer one if there is no older one.
  void lower_reach(const pair& ends, std::int64_t age) {
    const bool at_end = ends.older == none;
    if (at_end) out_.oldest = (std::min)(out_.oldest, age);
    for (std::size_t i = 0; i < period_count; ++i) {
      const bool too_far = at_end || at(ends.newer) - at(ends.older) >= longest(static_cast<period>(i)) + when_.every;
      if (too_far) out_.reach[i] = (std::min)(out_.reach[i], age);
    }
  }

  simulation& out_;
  const pruner& of_;
  const schedule& when_;
  std::vector<std::int64_t> begun_;  // by number: when the distance to its older neighbour began
  std::vector<pair> neighbours_;     // by number
  std::uint32_t latest_ = none;
};

inline bool is_out(const schedule& when, time::instant at) {
  for (const outage& o : when.outages) {
    if (!(at < o.from) && at < o.to) return true;
  }
  return false;
}

}  // namespace detail

inline result<simulation> simulate(const policy& keep, const schedule& when, const time::zone& zone) {
  if (when.every <= 0 || when.to < when.from) return error(errc::invalid, "schedule", "has no backup");
  if ((when.to.seconds - when.from.seconds) / when.every >= static_cast<std::int64_t>(most_steps)) {
    return error(errc::limit, "schedule", "has more than 5,000,000 backups");
  }
  simulation out;
  pruner at_work(keep, zone, when.size);
  detail::gap_meter gaps(out, at_work, when);
  for (time::instant at = when.from; !(when.to < at); at.seconds += when.every) {
    if (detail::is_out(when, at)) continue;
    at_work.add(at);
    gaps.see(at);
    const std::size_t there = at_work.left().size() + at_work.removed().size();
    if (there <= out.peak) continue;
    out.peak = there;
    out.peak_at = at;
  }
  gaps.finish();
  out.taken = at_work.count();
  out.peak_bytes = out.peak * when.size;
  for (const std::uint32_t number : at_work.left()) out.left.push_back(at_work.taken(number));
  out.made = plan(out.left, keep, when.to, zone);
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_SIMULATE_HPP
