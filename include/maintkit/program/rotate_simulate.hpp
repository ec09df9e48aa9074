// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit rotate simulate: what a policy comes to over the years, before the first backup is taken.
//
//   maintkit rotate simulate --keep daily=7,weekly=4,monthly=12 --every 1h --for 10y --svg kept.svg
#ifndef MAINTKIT_PROGRAM_ROTATE_SIMULATE_HPP
#define MAINTKIT_PROGRAM_ROTATE_SIMULATE_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/rotate_input.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option simulate_options[] = {
    {"--every", 0, "TIME", "a backup is taken so often: 1h, 1d", occurs::required},
    {"--for", 0, "SPAN", "for so long, until now: 10y, 6m, 90d", occurs::required},
    {"--size", 0, "BYTES", "of each backup: 200M"},
    {"--outage", 0, "FROM/TO", "no backup is taken then: 2026-05-01T00:00:00Z/2026-05-08T00:00:00Z",
     occurs::any_number},
    {"--against", 0, "RULES", "compare with another policy: \"daily=7\""},
    {"--svg", 0, "FILE", "draw what is kept when"},
};
inline constexpr auto rotate_simulate_options = joined(keep_options, simulate_options);

int rotate_simulate(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// A policy and what became of it.
struct simulated {
  rotation::policy keep;
  rotation::simulation of;
};

inline result<rotation::outage> read_outage(std::string_view text) {
  std::string_view rest = text;
  const std::string_view from_text = maintkit::detail::take_until(rest, '/');
  const auto from = time::parse_rfc3339(from_text);
  if (!from) return error(from.error(), "--outage", text);
  const auto to = time::parse_rfc3339(rest);
  if (!to) {
    parse_error fault = to.error();
    fault.offset += text.size() - rest.size();
    return error(fault, "--outage", text);
  }
  if (!(from->at < to->at)) return error(errc::invalid, "--outage", "ends before it begins");
  return rotation::outage{from->at, to->at};
}

inline result<rotation::schedule> read_schedule(const arguments& a, const context& c, const time::zone& zone) {
  rotation::schedule when;
  const auto now = read_now(a, c);
  if (!now) return now.error();
  when.to = {now->seconds, 0};
  const auto every = time::parse_duration(*a.get("--every"));
  if (!every) return error(every.error(), "--every", *a.get("--every"));
  when.every = *every / time::one_second;
  if (when.every == 0) return usage_error(*a.what, "--every: expected a second or more");
  const auto length = rotation::parse_span(*a.get("--for"));
  if (!length) return error(length.error(), "--for", *a.get("--for"));
  when.from = time::subtract(when.to, *length, zone);
  // The last one is taken now.
  when.from.seconds = when.to.seconds - (when.to.seconds - when.from.seconds) / when.every * when.every;
  const auto size = read_bytes(a, "--size");
  if (!size) return size.error();
  when.size = *size;
  for (const std::string_view text : a.all("--outage")) {
    const auto outage = read_outage(text);
    if (!outage) return outage.error();
    when.outages.push_back(*outage);
  }
  return when;
}

inline result<std::vector<rotation::policy>> read_policies(const arguments& a) {
  if (a.has("--keep-tag")) return usage_error(*a.what, "--keep-tag: backups that are only imagined have no tags");
  if (a.has("--keep-free")) return usage_error(*a.what, "--keep-free: no disk is there to be asked");
  const auto keep = read_policy(a, rotation::dialect::maintkit);
  if (!keep) return keep.error();
  if (keep->max_bytes != 0 && !a.has("--size")) return usage_error(*a.what, "--max-size: --size is not given");
  std::vector<rotation::policy> out{*keep};
  if (const auto text = a.get("--against")) {
    auto other = rotation::parse_policy(*text);
    if (!other) return error(other.error(), "--against", *text);
    other->at_least = keep->at_least;
    other->calendar = keep->calendar;
    other->prefer_weekday = keep->prefer_weekday;
    other->prefer_hour = keep->prefer_hour;
    other->max_bytes = keep->max_bytes;
    if (auto fine = refuse_redundant(*other); !fine) return fine.error();
    out.push_back(*other);
  }
  for (const rotation::policy& each : out) {
    if (each.tag_count != 0) return usage_error(*a.what, "backups that are only imagined have no tags");
  }
  return out;
}

// "5 d 1 h", "57 d", "2.7 y": as exact as it matters at that age.
inline std::string age_text(std::int64_t seconds) {
  constexpr std::int64_t day = 86400;
  const std::int64_t days = seconds / day;
  if (days >= 2 * 365) return std::to_string(days / 365) + "." + std::to_string(days % 365 * 10 / 365) + " y";
  if (days >= 14) return std::to_string(days) + " d";
  if (days == 0) return time::to_text(seconds * time::one_second);
  const std::int64_t hours = seconds % day / 3600;
  return std::to_string(days) + " d" + (hours != 0 ? " " + std::to_string(hours) + " h" : "");
}

// "…" for what does not apply.
inline std::string reach_text(std::int64_t reach, const rotation::schedule& when) {
  const std::int64_t all = when.to.seconds - when.from.seconds;
  return reach == all ? "all " + age_text(all) : reach == 0 ? "-" : age_text(reach);
}

inline void print_cells(context& c, std::string_view name, const std::vector<std::string>& cells) {
  std::string line(name);
  for (const std::string& cell : cells) {
    line.resize((std::max)(line.size() + 2, line.size() < 34 ? std::size_t{34} : line.size() + 2), ' ');
    line += cell;
    line.resize((std::max)(line.size(), std::size_t{34} + 22), ' ');
  }
  c.out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
}

template <class F>
void print_figure(context& c, std::string_view name, const std::vector<simulated>& all, F figure) {
  std::vector<std::string> cells;
  for (const simulated& each : all) cells.push_back(figure(each.of));
  print_cells(c, name, cells);
}

inline void print_figures(context& c, const std::vector<simulated>& all, const rotation::schedule& when) {
  using rotation::simulation;
  const auto row = [&](std::string_view name, auto figure) { print_figure(c, name, all, figure); };
  row("taken", [](const simulation& s) { return std::to_string(s.taken); });
  row("left at the end", [](const simulation& s) { return std::to_string(s.left.size()); });
  row("at most at once", [](const simulation& s) { return std::to_string(s.peak); });
  if (when.size != 0) {
    row("bytes at most", [](const simulation& s) { return rotation::bytes_to_text(s.peak_bytes); });
  }
  for (std::size_t i = 0; i < rotation::period_count; ++i) {
    const auto p = static_cast<rotation::period>(i);
    if (!rotation::has_one_in_each(when, p)) continue;
    const std::string name = "one in each " + std::string(rotation::row_of(p).noun) + ", back to";
    row(name, [&](const simulation& s) { return reach_text(s.reach[i], when); });
  }
  row("the oldest, at least", [&](const simulation& s) { return reach_text(s.oldest, when); });
  for (std::size_t i = 0; i < rotation::age_band_count; ++i) {
    const std::string name = "largest gap, " + std::string(rotation::age_bands[i].name);
    row(name, [&](const simulation& s) { return s.largest_gap[i] == 0 ? "-" : age_text(s.largest_gap[i]); });
  }
}

inline void print_simulations(context& c, const std::vector<simulated>& all, const rotation::schedule& when) {
  constexpr std::size_t width = 100;
  for (const simulated& each : all) {
    c.out << rotation::to_string(each.keep) << "\n\n" << rotation::draw(each.keep, each.of, when, width) << '\n';
  }
  if (all.size() > 1) print_cells(c, "", {"the first", "the second"});
  print_figures(c, all, when);
}

inline void write_simulation(json::writer& w, const simulated& s, const rotation::schedule& when) {
  w.object().field("policy", rotation::to_string(s.keep)).field("taken", s.of.taken);
  w.field("left", s.of.left.size()).field("peak", s.of.peak).field("peak_time", time::to_rfc3339(s.of.peak_at));
  w.field("peak_bytes", s.of.peak_bytes).field("oldest_seconds", s.of.oldest).key("reach_seconds").object();
  for (std::size_t i = 1; i < rotation::period_count; ++i) {
    if (!rotation::has_one_in_each(when, static_cast<rotation::period>(i))) continue;
    w.field(rotation::periods[i].noun, s.of.reach[i]);
  }
  w.end_object().key("largest_gap_seconds").object();
  for (std::size_t i = 0; i < rotation::age_band_count; ++i) {
    w.field(rotation::age_bands[i].name, s.of.largest_gap[i]);
  }
  w.end_object().key("kept").array();
  for (const rotation::backup& b : s.of.left) w.value(time::to_rfc3339(b.at));
  w.end_array().end_object();
}

inline void print_simulations_json(context& c, const std::vector<simulated>& all, const rotation::schedule& when) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).field("from", time::to_rfc3339(when.from)).field("to", time::to_rfc3339(when.to));
  w.field("every_seconds", when.every).field("bytes_each", when.size).key("simulations").array();
  for (const simulated& each : all) write_simulation(w, each, when);
  w.end_array().end_object();
  c.out << text << '\n';
}

inline std::string summary_of(const rotation::simulation& s, const rotation::schedule& when) {
  const auto reach = [&](rotation::period p) { return s.reach[static_cast<std::size_t>(p)]; };
  std::string out = std::to_string(s.left.size()) + " kept of " + std::to_string(s.taken) + ", at most " +
                    std::to_string(s.peak) + " at once";
  if (when.size != 0) out += " (" + rotation::bytes_to_text(s.peak_bytes) + ")";
  for (const rotation::period p : {rotation::period::daily, rotation::period::weekly, rotation::period::monthly}) {
    if (reach(p) == 0) continue;
    out += (p == rotation::period::daily ? ". Sure: one a " : ", one a ") + std::string(rotation::row_of(p).noun) +
           " back to " + age_text(reach(p));
  }
  return out + ".";
}

inline result<void> write_svg(std::string_view path, const std::vector<simulated>& all, const rotation::schedule& when,
                              const time::zone& zone) {
  std::vector<rotation::timeline_part> parts;
  for (const simulated& each : all) {
    parts.push_back({rotation::to_string(each.keep), summary_of(each.of, when), &each.keep, &each.of});
  }
  const std::size_t slash = path.rfind('/');
  const bool here = slash == std::string_view::npos;
  const auto folder = maintkit::detail::open_directory(here ? "." : std::string(path.substr(0, slash + 1)));
  if (!folder) return folder.error();
  const std::string name(here ? path : path.substr(slash + 1));
  return maintkit::detail::write_atomically(folder->get(), name, rotation::draw_svg(parts, when, zone), 0644);
}

}  // namespace detail

inline int rotate_simulate(const arguments& a, context& c) {
  const auto policies = detail::read_policies(a);
  if (!policies) return fail(c, policies.error());
  const auto zone = read_zone(a);
  if (!zone) return fail(c, zone.error());
  const auto when = detail::read_schedule(a, c, *zone);
  if (!when) return fail(c, when.error());
  std::vector<detail::simulated> all;
  for (const rotation::policy& keep : *policies) {
    auto of = rotation::simulate(keep, *when, *zone);
    if (!of) return fail(c, of.error());
    all.push_back({keep, std::move(*of)});
  }
  if (const auto path = a.get("--svg")) {
    if (const auto done = detail::write_svg(*path, all, *when, *zone); !done) return fail(c, done.error());
  }
  if (c.quiet) return 0;
  c.json ? detail::print_simulations_json(c, all, *when) : detail::print_simulations(c, all, *when);
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_SIMULATE_HPP
