// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit rotate age: a monitoring plugin for backups.
//
//   maintkit rotate age /srv/backups --warning 26h --critical 50h
//   BACKUP OK: the newest is 3 h old, 42 verified, largest gap 1 d 1 h | age=10800s;93600;180000;0 …
#ifndef MAINTKIT_PROGRAM_ROTATE_AGE_HPP
#define MAINTKIT_PROGRAM_ROTATE_AGE_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/rotate_input.hpp>
#include <maintkit/report.hpp>
#include <maintkit/rotation/age.hpp>
#include <maintkit/rotation/directory.hpp>
#include <maintkit/time.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option threshold_options[] = {
    {"--warning", 'w', "TIME", "warn if the newest is older: 26h"},
    {"--critical", 'c', "TIME", "critical if it is older: 50h"},
    {"--gap-warning", 0, "TIME", "warn if two that follow each other lie further apart"},
    {"--output", 'o', "FORM", "nagios (default), prometheus or json"},
    {"--zone", 0, "ZONE", "of names whose form does not say; UTC by default"},
    {"--now", 0, "TIME", "as if it were then: 2026-07-08T12:00:00Z"},
};
inline constexpr auto rotate_age_options = joined(threshold_options, place_options);

int rotate_age(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct age_limits {
  std::optional<time::duration> warning;
  std::optional<time::duration> critical;
  std::optional<time::duration> gap;
};

inline result<std::optional<time::duration>> read_limit(const arguments& a, std::string_view name) {
  const auto text = a.get(name);
  if (!text) return std::optional<time::duration>();
  const auto length = time::parse_duration(*text);
  if (!length) return error(length.error(), std::string(name), *text);
  return std::optional<time::duration>(*length);
}

inline result<age_limits> read_limits(const arguments& a) {
  const auto warning = read_limit(a, "--warning");
  if (!warning) return warning.error();
  const auto critical = read_limit(a, "--critical");
  if (!critical) return critical.error();
  const auto gap = read_limit(a, "--gap-warning");
  if (!gap) return gap.error();
  if (*warning && *critical && **critical < **warning) {
    return usage_error(*a.what, "--critical is less than --warning: the warning would never be seen");
  }
  return age_limits{*warning, *critical, *gap};
}

inline report::level judge(const rotation::coverage& seen, const age_limits& most) {
  if (seen.count == 0 || (most.critical && seen.age > *most.critical)) return report::level::critical;
  if ((most.warning && seen.age > *most.warning) || (most.gap && seen.largest_gap > *most.gap)) {
    return report::level::warning;
  }
  return report::level::ok;
}

inline std::string in_seconds(std::optional<time::duration> length) {
  return length ? std::to_string(*length / time::one_second) : std::string();
}

inline std::string age_line(const rotation::coverage& seen, const age_limits& most) {
  const report::level level = judge(seen, most);
  if (seen.count == 0) {
    const std::string others = seen.uncounted == 0 ? "" : ", " + std::to_string(seen.uncounted) + " that don't count";
    return report::nagios_line("BACKUP", level, "there is no verified backup" + others, {});
  }
  std::string text = "the newest is " + time::to_text(seen.age) + " old, " + std::to_string(seen.count) + " verified";
  if (seen.largest_gap > 0) text += ", largest gap " + time::to_text(seen.largest_gap);
  if (seen.uncounted > 0) text += ", " + std::to_string(seen.uncounted) + " that don't count";
  return report::nagios_line(
      "BACKUP", level, text,
      {{"age", in_seconds(seen.age), "s", in_seconds(most.warning), in_seconds(most.critical), "0", ""},
       {"gap", in_seconds(seen.largest_gap), "s", in_seconds(most.gap), "", "0", ""},
       {"count", std::to_string(seen.count), "", "", "", "0", ""},
       {"size", std::to_string(seen.bytes), "B", "", "", "0", ""}});
}

inline std::string age_prometheus(const rotation::coverage& seen, std::string_view place) {
  std::string out;
  report::exposition page(out);
  const auto gauge = [&](std::string_view name, std::string_view help, const std::string& value) {
    page.metric(name, "gauge", help).sample(value, {{"directory", place}});
  };
  gauge("maintkit_backups", "Complete backups.", std::to_string(seen.count));
  gauge("maintkit_backups_uncounted", "Backups that are unverified, unfinished or dated in the future.",
        std::to_string(seen.uncounted));
  gauge("maintkit_backups_bytes", "Size of the complete backups.", std::to_string(seen.bytes));
  gauge("maintkit_backups_largest_gap_seconds", "Longest time between two that follow each other.",
        in_seconds(seen.largest_gap));
  if (seen.newest != nullptr) {
    gauge("maintkit_backups_newest_timestamp_seconds", "When the newest complete backup was made.",
          std::to_string(seen.newest->at.seconds));
  }
  return out;
}

inline std::string age_json(const rotation::coverage& seen, const age_limits& most) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("status", report::to_string(judge(seen, most)));
  w.field("count", seen.count).field("uncounted", seen.uncounted).field("bytes", seen.bytes);
  if (seen.newest != nullptr) {
    w.field("newest", seen.newest->name).field("time", time::to_rfc3339(seen.newest->at));
    w.field("age_seconds", seen.age / time::one_second);
    w.field("largest_gap_seconds", seen.largest_gap / time::one_second);
  }
  if (seen.before_gap != nullptr) w.field("gap_after", seen.before_gap->name);
  w.end_object();
  return out + "\n";
}

}  // namespace detail

// Whatever keeps the question from being asked is "can't tell", as plugins say it: 3.
inline int rotate_age(const arguments& a, context& c) {
  constexpr int unknown = static_cast<int>(report::level::unknown);
  const std::string_view form = c.json ? "json" : a.get("--output").value_or("nagios");
  if (form != "nagios" && form != "prometheus" && form != "json") {
    return fail(c, usage_error(*a.what, "--output: expected nagios, prometheus or json"));
  }
  const auto most = detail::read_limits(a);
  if (!most) return fail(c, most.error());
  const auto in = read_backups(a, c, rotation::locking::no);
  if (!in) {
    const int status = fail(c, in.error());
    if (exit_status(in.error().code) == 2) return status;
    if (form != "nagios") return unknown;
    c.out << report::nagios_line("BACKUP", report::level::unknown, in.error().what + ": " + in.error().why, {}) << '\n';
    return unknown;
  }
  const rotation::coverage seen = rotation::measure_coverage(in->found.backups, in->now);
  const int status = static_cast<int>(detail::judge(seen, *most));
  if (c.quiet) return status;
  if (form == "json") {
    c.out << detail::age_json(seen, *most);
  } else if (form == "prometheus") {
    c.out << detail::age_prometheus(seen, a.operands[0]);
  } else {
    c.out << detail::age_line(seen, *most) << '\n';
  }
  return status;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_AGE_HPP
