// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What is kept when, drawn: time across with now at the right, a lane for each rule. The scale is that of ages, each
// step of the same width being so many times as old, or ten years would leave the last day no room. For a terminal
// here; rotation/timeline_svg.hpp draws the same for a browser.
//
//   daily=7           |        .         .      .    .   .| | | ||||
//                     10 y     3 y      1 y   3 mo  1 mo 1 w  1 d   now
#ifndef MAINTKIT_ROTATION_TIMELINE_HPP
#define MAINTKIT_ROTATION_TIMELINE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/rotation/simulate.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Ages on a line: now at 1, the beginning at 0.
struct age_scale {
  double unit = 3600;      // what is younger is drawn nearly to scale
  double furthest = 3600;  // the age at 0

  double at(std::int64_t age) const;
};
age_scale scale_of(const schedule& when);

struct age_tick {
  std::string_view name;
  std::int64_t age;  // seconds
};
inline constexpr age_tick age_ticks[] = {
    {"10 y", 3652 * 86400LL}, {"3 y", 1096 * 86400}, {"1 y", 365 * 86400}, {"3 mo", 91 * 86400}, {"1 mo", 30 * 86400},
    {"1 w", 7 * 86400},       {"1 d", 86400},        {"6 h", 6 * 3600},    {"1 h", 3600},        {"10 min", 600},
};

// A rule's lane, or that of all together.
struct timeline_lane {
  std::string name;  // "daily=7", "all"
  std::vector<std::int64_t> ages;
  bool ends_in_oldest = false;  // the last of them is there only for being the oldest while the rule has count left
};

// All together first, then by rule; ages falling.
std::vector<timeline_lane> lanes_of(const policy& keep, const simulation& of, const schedule& when);

// `width` columns, each line ended. "|" is a backup, "#" several.
std::string draw(const policy& keep, const simulation& of, const schedule& when, std::size_t width);

// ---------------------------------------------------------------------------------------------------------------------

inline double age_scale::at(std::int64_t age) const {
  return 1 - std::log1p(static_cast<double>(age) / unit) / std::log1p(furthest / unit);
}

inline age_scale scale_of(const schedule& when) {
  const std::int64_t all = (std::max)(when.to.seconds - when.from.seconds, std::int64_t{1});
  return {static_cast<double>((std::max)(when.every, all / 100'000)), static_cast<double>(all)};
}

inline std::vector<timeline_lane> lanes_of(const policy& keep, const simulation& of, const schedule& when) {
  std::vector<timeline_lane> out;
  const auto add = [&](std::string name, std::uint32_t bits) {
    timeline_lane lane{std::move(name), {}, !of.left.empty() && (of.made.oldest & bits) == bits};
    for (std::size_t i = 0; i < of.left.size(); ++i) {
      if ((of.made.kept[i] & bits) != 0) lane.ages.push_back(when.to.seconds - of.left[i].at.seconds);
    }
    out.push_back(std::move(lane));
  };
  add("all", static_cast<std::uint32_t>(-1));
  for (std::size_t i = 0; i < rule_count; ++i) {
    if (!has(keep, rules[i]) || rules[i].measure == measure::tag) continue;
    const std::size_t in = static_cast<std::size_t>(rules[i].period);
    const bool counts = rules[i].measure == measure::count;
    const std::string number = keep.counts[in] == unlimited ? "unlimited" : std::to_string(keep.counts[in]);
    add(std::string(rules[i].name) + "=" + (counts ? number : std::string(keep.within_text[in])), 1u << i);
  }
  return out;
}

namespace detail {

inline constexpr std::size_t lane_name_width = 20;

inline std::size_t column_of(const age_scale& scale, std::int64_t age, std::size_t columns) {
  const double at = scale.at(age) * static_cast<double>(columns - 1) + 0.5;
  return (std::min)(static_cast<std::size_t>((std::max)(at, 0.0)), columns - 1);
}

inline std::string draw_lane(const timeline_lane& lane, const age_scale& scale, std::size_t columns) {
  std::string line(columns, '.');
  for (const std::int64_t age : lane.ages) {
    char& cell = line[column_of(scale, age, columns)];
    cell = cell == '.' ? '|' : '#';
  }
  return line;
}

// Names of ages under the line, where there is room.
inline std::string draw_ages(const age_scale& scale, std::size_t columns) {
  constexpr std::string_view now = "now";
  std::string line(columns, ' ');
  std::size_t free = 0;
  for (const age_tick& tick : age_ticks) {
    if (static_cast<double>(tick.age) > scale.furthest * 1.01) continue;
    const std::size_t at = column_of(scale, tick.age, columns);
    if (at < free || at + tick.name.size() + now.size() + 1 > columns) continue;
    line.replace(at, tick.name.size(), tick.name);
    free = at + tick.name.size() + 1;
  }
  return line.replace(columns - now.size(), now.size(), now);
}

}  // namespace detail

inline std::string draw(const policy& keep, const simulation& of, const schedule& when, std::size_t width) {
  const std::size_t columns = (std::max)(width, detail::lane_name_width + 20) - detail::lane_name_width;
  const age_scale scale = scale_of(when);
  std::string out;
  for (timeline_lane& lane : lanes_of(keep, of, when)) {
    if (lane.name.size() >= detail::lane_name_width) lane.name.resize(detail::lane_name_width - 1);
    lane.name.resize(detail::lane_name_width, ' ');
    (out += lane.name) += detail::draw_lane(lane, scale, columns) + "\n";
  }
  return out + std::string(detail::lane_name_width, ' ') + detail::draw_ages(scale, columns) + "\n";
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_TIMELINE_HPP
