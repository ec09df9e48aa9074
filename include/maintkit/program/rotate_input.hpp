// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the `rotate` verbs are told: their options, the policy that the options say, and the backups, from a directory
// or from lines on standard input.
#ifndef MAINTKIT_PROGRAM_ROTATE_INPUT_HPP
#define MAINTKIT_PROGRAM_ROTATE_INPUT_HPP

#include <maintkit/backup/manifest.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/process.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/zone_file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/rotation/directory.hpp>
#include <maintkit/rotation/name_pattern.hpp>
#include <maintkit/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/statvfs.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// What to keep. Every verb that plans understands these.
inline constexpr option keep_options[] = {
    {"--keep", 0, "RULES", "several rules at once: \"last=3,daily=7,weekly=4\""},
    {"--keep-last", 0, "N", "the N newest; every N may be \"unlimited\""},
    {"--keep-secondly", 0, "N", "the newest of each of the last N seconds that have a backup"},
    {"--keep-minutely", 0, "N", "of each of the last N minutes"},
    {"--keep-hourly", 0, "N", "of each of the last N hours"},
    {"--keep-daily", 0, "N", "of each of the last N days"},
    {"--keep-weekly", 0, "N", "of each of the last N weeks (ISO 8601)"},
    {"--keep-monthly", 0, "N", "of each of the last N months"},
    {"--keep-quarterly", 0, "N", "of each of the last N quarters"},
    {"--keep-yearly", 0, "N", "of each of the last N years"},
    {"--keep-within", 0, "SPAN", "all that are at most SPAN older than the newest: 36h, 4w, 2y5m7d3h"},
    {"--keep-within-hourly", 0, "SPAN", "of those, the newest of each hour"},
    {"--keep-within-daily", 0, "SPAN", "the newest of each day"},
    {"--keep-within-weekly", 0, "SPAN", "the newest of each week"},
    {"--keep-within-monthly", 0, "SPAN", "the newest of each month"},
    {"--keep-within-quarterly", 0, "SPAN", "the newest of each quarter"},
    {"--keep-within-yearly", 0, "SPAN", "the newest of each year"},
    {"--keep-tag", 0, "TAG,…", "those that have all of these tags", occurs::any_number},
    {"--at-least", 0, "N", "never fewer than the N newest that are complete (default 1)"},
    {"--prefer-weekday", 0, "DAY", "of a week or longer take the one of this day, if there is one: sunday"},
    {"--prefer-hour", 0, "HH", "of a day or longer take the one of this hour, if there is one: 03"},
    {"--max-size", 0, "BYTES", "what stays is no larger: 50G; what is missed least goes first"},
    {"--keep-free", 0, "BYTES", "so much of the disk is free once the trash is purged: 20G"},
    {"--week-starts", 0, "DAY", "monday (default) to sunday"},
    {"--day-starts", 0, "HH:MM", "a day lasts until then, not until midnight"},
    {"--zone", 0, "ZONE", "whose days: Europe/Berlin, +02:00 or UTC (default)"},
    {"--now", 0, "TIME", "plan as if it were then: 2026-07-08T12:00:00Z"},
};

// Which entries of a directory are backups, and which of them are good.
inline constexpr option place_options[] = {
    {"--match", 0, "PATTERN", "files whose whole name fits: db-{time}.dump, db-{%Y-%m-%d_%H%M}.sql"},
    {"--settle", 0, "TIME", "a file changed less than this ago is not complete yet: 10m"},
    {"--verify-with", 0, "PROGRAM", "a file is complete only if PROGRAM FILE exits 0"},
    {"--pin", 0, "NAME", "never remove this one", occurs::any_number},
};

inline constexpr option dialect_options[] = {
    {"--dialect", 0, "TOOL", "count as TOOL does: maintkit, restic, borg, proxmox, kopia, rotate-backups"},
};

template <std::size_t N>
struct option_rows {
  option row[N] = {};
};

// Several tables as one.
template <std::size_t A, std::size_t... More>
constexpr option_rows<(A + ... + More)> joined(const option (&first)[A], const option (&... more)[More]);

// The policy that --keep… say. None at all is an error of usage.
result<rotation::policy> read_policy(const arguments& a, rotation::dialect d);
result<rotation::dialect> read_dialect(std::string_view name);
result<void> refuse_redundant(const rotation::policy& keep);

result<time::instant> read_now(const arguments& a, const context& c);
result<time::zone> read_zone(const arguments& a);

// The backups that a verb is about, and what they were read from.
struct rotate_input {
  maintkit::detail::unique_fd directory;
  rotation::listing found;
  time::zone zone;
  time::instant now;
};

// The first operand: a directory, locked if so wanted, or "-".
result<rotate_input> read_backups(const arguments& a, context& c, rotation::locking lock);

// --keep-free, as what must go: what is missing of it on the disk that the directory lies on.
result<void> read_free_space(const arguments& a, const rotate_input& in, rotation::policy& keep);

// Refuses tags that no backup has: a typing error there would remove what it was to keep.
result<void> check_tags(const rotation::policy& keep, const rotation::listing& found);

// ---------------------------------------------------------------------------------------------------------------------

template <std::size_t A, std::size_t... More>
constexpr option_rows<(A + ... + More)> joined(const option (&first)[A], const option (&... more)[More]) {
  option_rows<(A + ... + More)> out;
  std::size_t at = 0;
  const auto append = [&](const option* rows, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) out.row[at++] = rows[i];
  };
  append(first, A);
  (append(more, More), ...);
  return out;
}

namespace detail {

inline constexpr std::string_view weekday_names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                     "friday", "saturday", "sunday"};

inline result<int> read_weekday(const arguments& a, std::string_view option, int otherwise) {
  const auto day = a.get(option);
  if (!day) return otherwise;
  for (int n = 0; n < 7; ++n) {
    if (weekday_names[n] == *day) return n + 1;
  }
  return usage_error(*a.what, std::string(option) + ": expected monday to sunday");
}

inline result<void> read_calendar(const arguments& a, rotation::calendar& out) {
  const auto first = read_weekday(a, "--week-starts", out.week_starts);
  if (!first) return first.error();
  out.week_starts = *first;
  if (const auto hour = a.get("--day-starts")) {
    const auto at = time::parse_rfc3339("2000-01-01T" + std::string(*hour) + ":00Z");
    if (hour->size() != 5 || !at) return usage_error(*a.what, "--day-starts: expected HH:MM, as 04:00");
    out.day_starts = static_cast<std::int32_t>(at->at.seconds - time::days_from_civil(2000, 1, 1) * 86400);
  }
  return {};
}

// Is there a count of this period or a longer one?
inline bool counts_from(const rotation::policy& keep, rotation::period shortest) {
  for (std::size_t i = static_cast<std::size_t>(shortest); i < rotation::period_count; ++i) {
    if (keep.counts[i] != 0) return true;
  }
  return false;
}

inline result<void> read_preferences(const arguments& a, rotation::policy& keep) {
  const auto day = read_weekday(a, "--prefer-weekday", 0);
  if (!day) return day.error();
  keep.prefer_weekday = *day;
  if (*day != 0 && !counts_from(keep, rotation::period::weekly)) {
    return usage_error(*a.what, "--prefer-weekday: nothing is said of weeks, months, quarters or years");
  }
  const auto text = a.get("--prefer-hour");
  if (!text) return {};
  const auto hour = maintkit::detail::whole_number<std::uint32_t>(*text);
  if (!hour || *hour > 23) return usage_error(*a.what, "--prefer-hour: expected 0 to 23");
  keep.prefer_hour = static_cast<int>(*hour);
  if (counts_from(keep, rotation::period::daily)) return {};
  return usage_error(*a.what, "--prefer-hour: nothing is said of days or anything longer");
}

inline result<std::uint64_t> read_bytes(const arguments& a, std::string_view option) {
  const auto text = a.get(option);
  if (!text) return std::uint64_t{0};
  const auto bytes = rotation::parse_bytes(*text);
  if (!bytes) return error(bytes.error(), std::string(option), *text);
  return *bytes;
}

inline result<rotation::selection> read_selection(const arguments& a, const time::zone& zone) {
  rotation::selection which;
  which.zone = zone;
  if (const auto pattern = a.get("--match")) {
    const auto parsed = rotation::name_pattern::parse(*pattern);
    if (!parsed) return error(parsed.error(), "--match", *pattern);
    which.match = *parsed;
  }
  if (const auto settle = a.get("--settle")) {
    if (!which.match) return usage_error(*a.what, "--settle is for files: it needs --match");
    const auto parsed = time::parse_duration(*settle);
    if (!parsed) return error(parsed.error(), "--settle", *settle);
    which.settle = *parsed;
  }
  return which;
}

// A backup set tells of itself in its manifest; that every file is there, as long as it says, is looked at.
inline bool read_set(int set, rotation::backup& about) {
  const std::string name(backup::manifest_name);
  const auto text = maintkit::detail::read_file_at(set, name, std::size_t{1} << 20);
  if (!text && text.error().code == errc::missing) return false;
  about.state = rotation::state::incomplete;
  about.doubt = rotation::doubt::manifest_unusable;
  if (!text) return true;
  const auto manifest = backup::parse_manifest(*text, name);
  if (!manifest) return true;
  about.doubt = rotation::doubt::files_missing;
  for (const backup::entry& e : manifest->entries) {
    struct stat s {};
    if (::fstatat(set, e.name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(s.st_mode)) return true;
    if (static_cast<std::uint64_t>(s.st_size) != e.bytes) return true;
    about.size += e.bytes;
  }
  const bool verified = manifest->verified >= backup::level::structure;
  about.state = verified ? rotation::state::complete : rotation::state::unverified;
  about.doubt = verified ? rotation::doubt::none : rotation::doubt::unchecked;
  return true;
}

inline result<void> verify_with(const arguments& a, const context& c, rotation::listing& found) {
  const auto program = a.get("--verify-with");
  if (!program) return {};
  if (!a.has("--match")) return usage_error(*a.what, "--verify-with is for files: it needs --match");
  maintkit::detail::command check;
  for (const char* const* e = c.environment; e != nullptr && *e != nullptr; ++e) check.environment.emplace_back(*e);
  check.deadline = 600 * time::one_second;
  for (rotation::backup& b : found.backups) {
    if (b.state != rotation::state::complete) continue;
    check.argv = {std::string(*program), std::string(a.operands[0]) + "/" + std::string(b.name)};
    const auto said = maintkit::detail::run(check);
    if (!said) return said.error();
    if (said->success()) continue;
    b.state = rotation::state::unverified;
    b.doubt = said->timed_out ? rotation::doubt::took_too_long : rotation::doubt::failed;
  }
  return {};
}

inline result<void> pin(const arguments& a, rotation::listing& found) {
  for (const std::string_view name : a.all("--pin")) {
    bool there = false;
    for (rotation::backup& b : found.backups) {
      if (b.name != name) continue;
      b.pinned = true;
      there = true;
    }
    if (!there) return usage_error(*a.what, "--pin: there is no backup " + std::string(name));
  }
  return {};
}

// "TIME<TAB>NAME[<TAB>TAG,…]"
inline result<rotation::backup> read_line(std::string_view line, std::size_t number) {
  const std::string_view whole = line;
  const std::string what = "standard input, line " + std::to_string(number);
  const std::string_view when = maintkit::detail::take_until(line, '\t');
  const auto stamp = time::parse_rfc3339(when);
  if (!stamp) return error(stamp.error(), what, whole);
  rotation::backup b;
  b.at = stamp->at;
  b.offset = stamp->offset;
  b.name = maintkit::detail::take_until(line, '\t');
  b.tags = maintkit::detail::take_until(line, '\t');
  if (b.name.empty()) {
    return error({errc::incomplete, "a tab and a name", when.size(), 0}, what, whole);
  }
  if (!line.empty()) {
    return error({errc::malformed, "the end", whole.size() - line.size() - 1, line.size() + 1}, what, whole);
  }
  return b;
}

inline result<void> read_lines(std::string_view text, rotation::listing& found) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = maintkit::detail::take_until(text, '\n');
    if (line.empty()) continue;
    const auto b = read_line(line, number);
    if (!b) return b.error();
    found.backups.push_back(*b);
  }
  return {};
}

inline result<void> refuse_place_options(const arguments& a) {
  for (const option& row : place_options) {
    if (row.name != "--pin" && a.has(row.name)) {
      return usage_error(*a.what, std::string(row.name) + " is for a directory, not for -");
    }
  }
  return {};
}

}  // namespace detail

inline result<rotation::dialect> read_dialect(std::string_view name) {
  if (const auto d = rotation::dialect_of(name)) return *d;
  std::string why = "unknown dialect, known:";
  for (const rotation::dialect_row& row : rotation::dialects) why.append(" ").append(row.name);
  return error(errc::invalid, std::string(name), std::move(why));
}

inline result<void> refuse_redundant(const rotation::policy& keep) {
  const auto found = rotation::redundant_rule(keep);
  if (!found) return {};
  return error(errc::invalid, found->rule, "can never select anything: " + found->why);
}

inline result<rotation::policy> read_policy(const arguments& a, rotation::dialect d) {
  constexpr std::string_view prefix = "--keep";
  rotation::policy keep;
  keep.dialect = d;
  for (const auto& [row, value] : a.given) {
    if (!maintkit::detail::starts_with(row->name, prefix) || row->name == "--keep-free") continue;
    const auto added = row->name == prefix ? rotation::add_all(keep, value)
                                           : rotation::add(keep, row->name.substr(prefix.size() + 1), value);
    if (added) continue;
    if (value.empty()) return usage_error(*a.what, std::string(row->name) + " is empty");
    std::string what(row->name);
    if (d != rotation::dialect::maintkit) what.append(" for ").append(rotation::to_string(d));
    return error(added.error(), std::move(what), value);
  }
  if (rotation::is_empty(keep) && !a.has("--max-size") && !a.has("--keep-free")) {
    return usage_error(*a.what, "nothing is said about what to keep, and there is no default");
  }
  for (const std::string_view own : {"--at-least", "--week-starts", "--day-starts", "--prefer-weekday", "--prefer-hour",
                                     "--max-size", "--keep-free"}) {
    if (d == rotation::dialect::maintkit || !a.has(own)) continue;
    return usage_error(*a.what, std::string(rotation::to_string(d)) + " has no " + std::string(own));
  }
  if (const auto least = a.get("--at-least")) {
    const auto n = maintkit::detail::whole_number<std::uint32_t>(*least);
    if (!n || *n == 0) return usage_error(*a.what, "--at-least: expected a number above 0");
    keep.at_least = *n;
  }
  if (auto read = detail::read_calendar(a, keep.calendar); !read) return read.error();
  if (auto read = detail::read_preferences(a, keep); !read) return read.error();
  const auto most = detail::read_bytes(a, "--max-size");
  if (!most) return most.error();
  keep.max_bytes = *most;
  const auto free = detail::read_bytes(a, "--keep-free");
  if (!free) return free.error();
  if (auto fine = refuse_redundant(keep); !fine) return fine.error();
  return keep;
}

inline result<time::instant> read_now(const arguments& a, const context& c) {
  const auto given = a.get("--now");
  if (!given) return c.now;
  const auto stamp = time::parse_rfc3339(*given);
  if (!stamp) return error(stamp.error(), "--now", *given);
  return stamp->at;
}

inline result<time::zone> read_zone(const arguments& a) {
  return maintkit::detail::load_zone(a.get("--zone").value_or("UTC"));
}

inline result<rotate_input> read_backups(const arguments& a, context& c, rotation::locking lock) {
  rotate_input in;
  auto zone = read_zone(a);
  if (!zone) return zone.error();
  in.zone = std::move(*zone);
  const auto now = read_now(a, c);
  if (!now) return now.error();
  in.now = *now;
  if (a.operands[0] == "-") {
    if (auto fine = detail::refuse_place_options(a); !fine) return fine.error();
    auto text = read_input(c, std::size_t{1} << 30);
    if (!text) return text.error();
    in.found.names.assign(text->begin(), text->end());
    if (auto read = detail::read_lines({in.found.names.data(), text->size()}, in.found); !read) return read.error();
  } else {
    auto which = detail::read_selection(a, in.zone);
    if (!which) return which.error();
    which->read_set = &detail::read_set;
    which->identities = lock == rotation::locking::yes;
    auto directory = rotation::open_backups(std::string(a.operands[0]), lock);
    if (!directory) return directory.error();
    in.directory = std::move(*directory);
    auto found = rotation::list(in.directory.get(), *which, in.now);
    if (!found) return found.error();
    in.found = std::move(*found);
    if (auto done = detail::verify_with(a, c, in.found); !done) return done.error();
  }
  if (auto done = detail::pin(a, in.found); !done) return done.error();
  return in;
}

inline result<void> read_free_space(const arguments& a, const rotate_input& in, rotation::policy& keep) {
  const auto wanted = detail::read_bytes(a, "--keep-free");
  if (!wanted) return wanted.error();
  if (in.directory.get() < 0) {
    if (!rotation::has_budget(keep) && *wanted == 0) return {};
    return usage_error(*a.what, "lines on - say no sizes: --max-size and --keep-free need a directory");
  }
  if (*wanted == 0) return {};
  struct statvfs disk {};
  if (::fstatvfs(in.directory.get(), &disk) != 0) return error(errc::io, "--keep-free", "the disk can't be asked");
  const std::uint64_t free = std::uint64_t{disk.f_bavail} * disk.f_frsize;
  if (free < *wanted) keep.free_bytes = *wanted - free;
  return {};
}

inline result<void> check_tags(const rotation::policy& keep, const rotation::listing& found) {
  if (keep.dialect != rotation::dialect::maintkit || found.backups.empty()) return {};
  for (std::size_t i = 0; i < keep.tag_count; ++i) {
    bool there = false;
    for (const rotation::backup& b : found.backups) there = there || rotation::has_tags(b.tags, keep.tags[i]);
    if (!there) return error(errc::refused, "tag " + std::string(keep.tags[i]), "no backup has it");
  }
  return {};
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_INPUT_HPP
