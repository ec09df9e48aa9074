// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What is checked before anything is moved, because a plan can be right by its rules and still be a mistake: a changed
// policy, a clock that jumped, backups that all turned bad. Pure.
//
//   const auto may = check_guards(found.backups, made, last, now);
//   if (!may) …   // errc::refused: "apply: 28 of the 30 backups that the last run kept would go …"
#ifndef MAINTKIT_ROTATION_GUARD_HPP
#define MAINTKIT_ROTATION_GUARD_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/duration.hpp>
#include <maintkit/time/text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// What the run before this one left.
struct past_run {
  time::instant at;
  std::vector<std::string> kept;
};

// Which guards are told to let go.
struct waived {
  bool share = false;
  bool clock = false;
  bool last_good = false;
};

// Refuses, with errc::refused, a plan that removes something when
//  - more than half of what the last run kept would go, and more than has come since (share; not on a first run),
//  - no complete backup would be left (last_good),
//  - `now` lies before the last run, or so far past the newest complete backup that the clock may have jumped: 60 days,
//    or ten times the usual distance between backups where that is more (clock).
result<void> check_guards(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                          time::instant now, const waived& allowed = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t far_past_newest = std::int64_t{60} * 86400;

inline result<void> check_share(const std::vector<backup>& backups, const decisions& made, const past_run& last) {
  std::vector<std::string_view> known(last.kept.begin(), last.kept.end());
  std::sort(known.begin(), known.end());
  std::size_t going = 0;
  std::size_t new_ones = 0;
  for (std::size_t i = 0; i < backups.size(); ++i) {
    const bool was_kept = std::binary_search(known.begin(), known.end(), backups[i].name);
    going += was_kept && !made.keeps(i);
    new_ones += !was_kept && backups[i].state == state::complete;
  }
  if (going * 2 <= known.size() || going <= new_ones) return {};
  return error(errc::refused, "apply",
               std::to_string(going) + " of the " + std::to_string(known.size()) +
                   " backups that the last run kept would go: is this the policy that was meant?");
}

inline result<void> check_clock(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                                time::instant now) {
  if (last != nullptr && now < last->at) {
    return error(errc::refused, "apply",
                 "the clock says " + time::to_rfc3339(now) + ", before the last run at " + time::to_rfc3339(last->at));
  }
  std::vector<std::int64_t> times;
  for (const std::uint32_t i : made.newest_first) {
    if (backups[i].state == state::complete && !(now < backups[i].at)) times.push_back(backups[i].at.seconds);
  }
  if (times.empty()) return {};
  const std::int64_t usual =
      times.size() < 2 ? 0 : (times.front() - times.back()) / static_cast<std::int64_t>(times.size() - 1);
  if (now.seconds - times.front() <= (std::max)(far_past_newest, usual * 10)) return {};
  return error(errc::refused, "apply",
               "the newest backup is of " + time::to_rfc3339({times.front(), 0}) + " and the clock says " +
                   time::to_rfc3339(now) + ": has it jumped, or have backups stopped?");
}

}  // namespace detail

inline result<void> check_guards(const std::vector<backup>& backups, const decisions& made, const past_run* last,
                                 time::instant now, const waived& allowed) {
  if (made.removed == 0) return {};
  bool good_left = false;
  for (std::size_t i = 0; i < backups.size() && !good_left; ++i) {
    good_left = made.keeps(i) && backups[i].state == state::complete && !(now < backups[i].at);
  }
  if (!good_left && !allowed.last_good) {
    return error(errc::refused, "apply", "no verified backup would be left");
  }
  if (!allowed.clock) {
    if (auto fine = detail::check_clock(backups, made, last, now); !fine) return fine;
  }
  if (last == nullptr || allowed.share) return {};
  return detail::check_share(backups, made, *last);
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_GUARD_HPP
