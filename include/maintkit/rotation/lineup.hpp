// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What rotation is told about a backup, and the lineup that its rules walk along: those that count, newest first, each
// with its reading on the clock that counts, and how far down that row each rule may reach.
#ifndef MAINTKIT_ROTATION_LINEUP_HPP
#define MAINTKIT_ROTATION_LINEUP_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/dialect.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/span.hpp>
#include <maintkit/time/zone.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

enum class state : std::uint8_t {
  complete,
  unverified,  // whether it is good is not known, or it looked bad: neither counted nor removed
  incomplete,  // never finished
};

// What speaks against a backup, for those that are not complete.
enum class doubt : std::uint8_t {
  none,
  empty,
  changing,           // changed moments ago
  failed,             // its verification said no
  took_too_long,      // or did not end
  unchecked,          // its contents were not looked at
  files_missing,      // or too short
  manifest_unusable,  // a set whose manifest can't be read
};

struct backup {
  time::instant at;
  std::string_view name;
  std::string_view tags;  // "a,b"
  std::uint64_t size = 0;
  std::int32_t offset = 0;  // of the clock its time was written with; only some dialects count by it
  rotation::state state = rotation::state::complete;
  rotation::doubt doubt = rotation::doubt::none;
  bool pinned = false;  // never removed
};

// Why a backup stays, as bits: bit i is rules[i], the bits after those are these.
namespace protection {
inline constexpr std::uint32_t pinned = 1u << rule_count;
inline constexpr std::uint32_t future = pinned << 1;  // dated after now
inline constexpr std::uint32_t unverified = pinned << 2;
inline constexpr std::uint32_t incomplete = pinned << 3;
inline constexpr std::uint32_t at_least = pinned << 4;  // one of the newest complete ones, and no rule keeps it
inline constexpr std::uint32_t no_rule = pinned << 5;   // the policy says nothing
// No reason to stay, but one to go: what else speaks for it, there is no room.
inline constexpr std::uint32_t no_room = pinned << 6;
}  // namespace protection

// The backups that count, newest first.
struct lineup {
  std::vector<std::uint32_t> backup;   // index
  std::vector<std::int64_t> local;     // clock reading, in seconds
  std::size_t reach[rule_count] = {};  // by rule: only so many of the newest may it keep
};

// When a backup was made, and which one it is.
struct moment {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  std::uint32_t backup = 0;  // index
};

// All backups, newest first; of two at the same instant, the longer or later name ("…Z-2" after "…Z").
std::vector<moment> newest_first(const std::vector<backup>& backups);

// Why a backup does not count and can't be removed by a rule; 0 for one that counts.
std::uint32_t uncounted(const backup& b, dialect d, time::instant now);

// The lineup of those whose `stays`, by backup, is 0.
lineup line_up(const std::vector<backup>& backups, const std::vector<moment>& order,
               const std::vector<std::uint32_t>& stays, const policy& keep, time::instant now, const time::zone& zone);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// A thousand centuries on both sides: the arithmetic of periods stays far from its limits.
inline constexpr std::int64_t farthest = std::int64_t{100'000} * 366 * 86400;

// Counting sort by 11 bits of the seconds at a time, the lowest first: three passes over ten years of backups, where
// comparing takes a million of them twenty.
inline void sort_by_seconds(std::vector<moment>& all) {
  constexpr unsigned bits = 11;
  constexpr std::size_t digits = std::size_t{1} << bits;
  const auto by_seconds = [](const moment& a, const moment& b) { return a.seconds < b.seconds; };
  const auto range = std::minmax_element(all.begin(), all.end(), by_seconds);
  const auto low = static_cast<std::uint64_t>(range.first->seconds);
  const auto high = static_cast<std::uint64_t>(range.second->seconds);
  std::vector<moment> sorted(all.size());
  for (unsigned shift = 0; shift < 64 && ((high - low) >> shift) != 0; shift += bits) {
    const auto digit = [&](const moment& m) {
      return ((high - static_cast<std::uint64_t>(m.seconds)) >> shift) & (digits - 1);
    };
    std::size_t ends[digits + 1] = {};
    for (const moment& m : all) ++ends[digit(m) + 1];
    for (std::size_t i = 1; i <= digits; ++i) ends[i] += ends[i - 1];
    for (const moment& m : all) sorted[ends[digit(m)]++] = m;
    all.swap(sorted);
  }
}

// How many of the newest lie after `limit` (or, for a cut by count, not before it).
inline std::size_t later_than(const std::vector<backup>& backups, const lineup& line, time::instant limit,
                              bool inclusive) {
  const auto later = [&](std::uint32_t i) { return limit < backups[i].at || (inclusive && limit == backups[i].at); };
  return static_cast<std::size_t>(std::partition_point(line.backup.begin(), line.backup.end(), later) -
                                  line.backup.begin());
}

// So many periods before an instant: "daily=7" is 7 days.
inline time::instant before(time::instant at, period p, std::uint32_t count, const time::zone& zone,
                            time::month_end months) {
  const auto n = static_cast<std::int32_t>((std::min)(count, std::uint32_t{99999}));
  const period_row& row = row_of(p);
  if (row.months != 0) return time::subtract(at, {0, n * row.months, 0, 0}, zone, months);
  if (p >= period::daily) return time::subtract(at, {0, 0, n * (p == period::weekly ? 7 : 1), 0}, zone, months);
  at.seconds -= n * row.seconds;
  return at;
}

// The instant that a span counts back from: now, or the newest backup that is not later than now.
inline const time::instant* anchor_of(const std::vector<backup>& backups, const lineup& line, dialect d,
                                      const time::instant& now, std::int32_t& offset) {
  if (has(d, habit::from_now)) return &now;
  for (const std::uint32_t i : line.backup) {
    if (now < backups[i].at) continue;
    offset = backups[i].offset;
    return &backups[i].at;
  }
  return nullptr;
}

inline std::size_t reach_of(const std::vector<backup>& backups, const lineup& line, const policy& keep, const rule& r,
                            time::instant now, const time::zone& zone) {
  const std::size_t all = line.backup.size();
  const std::uint32_t count = keep.counts[index_of(r.period)];
  const bool cuts = has(keep.dialect, habit::cuts_by_count) && r.period != period::last && count != unlimited;
  if (all == 0 || (r.measure != measure::span && !cuts)) return all;
  std::int32_t offset = backups[line.backup[0]].offset;
  const time::instant* const anchor =
      cuts ? &backups[line.backup[0]].at : anchor_of(backups, line, keep.dialect, now, offset);
  if (anchor == nullptr) return all;  // restic: where everything lies in the future, everything is within
  // restic counts back on the clock of the zone it runs in where that shows the offset stored (Go's time.Parse).
  const bool own = has(keep.dialect, habit::own_offsets) && zone.offset_at(*anchor) != offset;
  const time::zone stored = time::zone::fixed(offset);
  const time::zone& clock = own ? stored : zone;
  const time::month_end months = row_of(keep.dialect).months;
  if (cuts) return later_than(backups, line, before(*anchor, r.period, count, clock, months), true);
  return later_than(backups, line, time::subtract(*anchor, keep.within[index_of(r.period)], clock, months), false);
}

}  // namespace detail

inline std::vector<moment> newest_first(const std::vector<backup>& backups) {
  std::vector<moment> all(backups.size());
  for (std::size_t i = 0; i < backups.size(); ++i) {
    all[i] = {backups[i].at.seconds, backups[i].at.nanoseconds, static_cast<std::uint32_t>(i)};
  }
  const auto newer = [&](const moment& a, const moment& b) {
    if (a.seconds != b.seconds) return a.seconds > b.seconds;
    if (a.nanoseconds != b.nanoseconds) return a.nanoseconds > b.nanoseconds;
    const std::string_view x = backups[a.backup].name;
    const std::string_view y = backups[b.backup].name;
    if (x.size() != y.size()) return x.size() > y.size();  // "…Z-10" is later than "…Z-2"
    return x != y ? x > y : a.backup > b.backup;
  };
  constexpr std::size_t few = 1024;
  if (all.size() < few) {
    std::sort(all.begin(), all.end(), newer);
    return all;
  }
  detail::sort_by_seconds(all);
  for (auto first = all.begin(); first != all.end();) {
    const auto differs = [&](const moment& m) { return m.seconds != first->seconds; };
    const auto end = std::find_if(first, all.end(), differs);
    if (end - first > 1) std::sort(first, end, newer);
    first = end;
  }
  return all;
}

inline std::uint32_t uncounted(const backup& b, dialect d, time::instant now) {
  std::uint32_t why = 0;
  if (b.state == state::unverified) why |= protection::unverified;
  if (b.state == state::incomplete) why |= protection::incomplete;
  if (now < b.at && !has(d, habit::counts_future)) why |= protection::future;
  if (b.pinned && has(d, habit::skips_pinned)) why |= protection::pinned;
  return why;
}

inline lineup line_up(const std::vector<backup>& backups, const std::vector<moment>& order,
                      const std::vector<std::uint32_t>& stays, const policy& keep, time::instant now,
                      const time::zone& zone) {
  const bool own = has(keep.dialect, habit::own_offsets);
  lineup line;
  line.backup.reserve(order.size());
  line.local.reserve(order.size());
  for (const moment& m : order) {
    if (stays[m.backup] != 0) continue;
    const std::int32_t offset = own ? backups[m.backup].offset : zone.offset_at({m.seconds, m.nanoseconds});
    line.backup.push_back(m.backup);
    line.local.push_back(time::detail::clamped(m.seconds, -detail::farthest, detail::farthest) + offset);
  }
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (has(keep, rules[i])) line.reach[i] = detail::reach_of(backups, line, keep, rules[i], now, zone);
  }
  return line;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_LINEUP_HPP
