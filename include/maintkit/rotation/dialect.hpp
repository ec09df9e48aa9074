// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What "daily=7" means differs from tool to tool. A dialect is one row of facts about a tool; planning reads the row
// and never asks which tool it is. The facts come from the sources and from recorded runs of restic 0.18 and borg 1.4,
// and from the sources of Proxmox Backup Server, kopia and rotate-backups 8.1.
//
//   row_of(dialect::borg).counting == counting::unless_kept   // a rule counts only what no finer rule kept
#ifndef MAINTKIT_ROTATION_DIALECT_HPP
#define MAINTKIT_ROTATION_DIALECT_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/time/span.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class dialect : std::uint8_t { maintkit, restic, borg, proxmox, kopia, rotate_backups };

// Which periods use up a rule's count.
enum class counting : std::uint8_t {
  each_on_its_own,  // all: one backup may be the daily and the weekly one
  unless_kept,      // those whose newest backup no rule before has kept
  unless_covered,   // those of which no rule before has kept anything; what a rule passes over there is lost
};

// What becomes of backups that were never finished.
enum class unfinished : std::uint8_t {
  stay,             // neither counted nor removed
  newest_stays,     // one stays if it is newer than everything else; the rest goes
  few_newest_stay,  // of those newer than all that is finished, the first 3 and any within 4 hours of the newest
};

// Further habits, to be or-ed.
namespace habit {
inline constexpr std::uint32_t counts_within = 1u << 0;        // has keep-within
inline constexpr std::uint32_t counts_within_each = 1u << 1;   // has keep-within-daily and the like
inline constexpr std::uint32_t from_now = 1u << 2;             // spans count back from now, not from the newest backup
inline constexpr std::uint32_t keeps_oldest = 1u << 3;         // a rule with count left keeps the oldest backup too …
inline constexpr std::uint32_t of_unlimited = 1u << 4;         // … also a rule without a limit …
inline constexpr std::uint32_t of_within = 1u << 5;            // … also a rule that counts by a span
inline constexpr std::uint32_t first_of_period = 1u << 6;      // the first one of a period stands for it, not the last
inline constexpr std::uint32_t cuts_by_count = 1u << 7;        // "daily=7": and none 7 days older than the newest
inline constexpr std::uint32_t own_offsets = 1u << 8;          // days are those of the offset stored with each backup
inline constexpr std::uint32_t counts_future = 1u << 9;        // what is dated after now counts
inline constexpr std::uint32_t skips_pinned = 1u << 10;        // what is pinned does not count
inline constexpr std::uint32_t keeps_newest = 1u << 11;        // the newest complete one is never removed
inline constexpr std::uint32_t takes_zero = 1u << 12;          // "daily=0" is a way to say nothing
inline constexpr std::uint32_t minus_is_unlimited = 1u << 13;  // and "daily=-1" one to say unlimited
inline constexpr std::uint32_t knows_last_only = 1u << 14;     // a period shown twice, by clocks set back, counts twice
inline constexpr std::uint32_t splits_weeks = 1u << 15;        // New Year ends a week
}  // namespace habit

struct dialect_row {
  std::string_view name;
  rotation::counting counting;
  rotation::unfinished unfinished;
  time::month_end months;  // what a month before March 31 is
  std::uint32_t periods;   // a bit for each period that rules may name
  std::uint32_t habits;
};

namespace detail {

template <class... Period>
constexpr std::uint32_t set_of(Period... p) {
  return ((1u << static_cast<unsigned>(p)) | ...);
}

inline constexpr std::uint32_t all_periods = (1u << period_count) - 1;
inline constexpr std::uint32_t usual_periods =
    set_of(period::last, period::hourly, period::daily, period::weekly, period::monthly, period::yearly);

}  // namespace detail

inline constexpr dialect_row dialects[] = {
    {"maintkit", counting::each_on_its_own, unfinished::stay, time::month_end::clamp, detail::all_periods,
     habit::counts_within | habit::counts_within_each | habit::keeps_oldest | habit::of_unlimited |
         habit::keeps_newest},
    {"restic", counting::each_on_its_own, unfinished::stay, time::month_end::overflow, detail::usual_periods,
     habit::counts_within | habit::counts_within_each | habit::keeps_oldest | habit::of_unlimited | habit::of_within |
         habit::own_offsets | habit::counts_future | habit::takes_zero | habit::knows_last_only},
    {"borg", counting::unless_kept, unfinished::newest_stays, time::month_end::clamp,
     detail::all_periods & ~detail::set_of(period::last, period::quarterly),
     habit::counts_within | habit::from_now | habit::keeps_oldest | habit::counts_future | habit::takes_zero |
         habit::minus_is_unlimited | habit::knows_last_only},
    {"proxmox", counting::unless_covered, unfinished::newest_stays, time::month_end::clamp, detail::usual_periods,
     habit::counts_future | habit::skips_pinned | habit::takes_zero},
    // kopia itself counts the year 2024 and the 2024th newest as one period: kopia's "latest" and "annual" share names.
    {"kopia", counting::each_on_its_own, unfinished::few_newest_stay, time::month_end::overflow, detail::usual_periods,
     habit::cuts_by_count | habit::counts_future | habit::takes_zero},
    // rotate-backups names a week by the calendar's year and ISO's number, so New Year splits it. That it then takes
    // the last days of December for week 1 of the January before, and removes the newest backup, is not copied.
    {"rotate-backups", counting::each_on_its_own, unfinished::stay, time::month_end::clamp,
     (detail::usual_periods & ~detail::set_of(period::last)) | detail::set_of(period::minutely),
     habit::first_of_period | habit::cuts_by_count | habit::own_offsets | habit::counts_future | habit::takes_zero |
         habit::knows_last_only | habit::splits_weeks},
};
inline constexpr std::size_t dialect_count = sizeof dialects / sizeof *dialects;

constexpr const dialect_row& row_of(dialect d) { return dialects[static_cast<std::size_t>(d)]; }
constexpr bool has(dialect d, std::uint32_t habit) { return (row_of(d).habits & habit) != 0; }
constexpr std::string_view to_string(dialect d) { return row_of(d).name; }
constexpr std::optional<dialect> dialect_of(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::optional<dialect> dialect_of(std::string_view name) {
  for (std::size_t i = 0; i < dialect_count; ++i) {
    if (dialects[i].name == name) return static_cast<dialect>(i);
  }
  return std::nullopt;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_DIALECT_HPP
