// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A plan carried out: what may go is renamed into .trash inside the directory, run by run, and can come back from there
// until it is purged. A journal of what a run is about to move is on disk before the first move, and a rename is whole
// or not at all: killed at any moment, every backup is either in its place or in the trash.
//
//   .trash/20260708T120000Z/journal            what this run moves
//   .trash/20260708T120000Z/db-….dump          and what it has moved
//   .trash/last-run                            when the last run was, and what it kept
//
// All functions want the directory open and locked (open_backups).
#ifndef MAINTKIT_ROTATION_TRASH_HPP
#define MAINTKIT_ROTATION_TRASH_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/directory.hpp>
#include <maintkit/rotation/guard.hpp>
#include <maintkit/rotation/name_pattern.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// What a run did, by name.
struct moved {
  std::string run;                   // its folder in the trash; empty if there was nothing to move
  std::vector<std::string> names;    // moved, or purged
  std::vector<std::string> blocked;  // undo: left in the trash, because their names are taken, or they are others now
};

// Moves what `made` does not keep. Refuses with errc::changed, before anything is moved, if an entry is no longer the
// one that was listed. `why` goes into the journal: the reason that a guard was waived for.
result<moved> apply(int directory, const listing& found, const decisions& made, time::instant now,
                    std::string_view why = {});

// Brings back what the last run moved: the same files, under their names. errc::missing if there is no run to undo.
result<moved> undo(int directory);

// Deletes for good what runs before `before` moved.
result<moved> purge(int directory, time::instant before);

// When the last run was and what it kept, for check_guards(); none before the first.
result<std::optional<past_run>> last_run(int directory);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::unique_fd;

inline constexpr std::string_view journal_name = "journal";
inline constexpr std::string_view last_run_name = "last-run";
inline constexpr std::string_view purging_suffix = ".purging";
inline constexpr std::string_view first_line = "maintkit rotation 1";
inline constexpr std::size_t most_journal = std::size_t{1} << 30;

// The trash, made if need be; .trash may not be a link to somewhere else.
inline result<unique_fd> open_trash(int directory, bool make) {
  const std::string name(trash_name);
  if (make && ::mkdirat(directory, name.c_str(), 0700) != 0 && errno != EEXIST) {
    return maintkit::detail::system_error(errno, name);
  }
  auto trash = maintkit::detail::open_directory_at(directory, name);
  if (!trash && identify(directory, name)) return error(errc::invalid, name, "is no directory that can be used");
  if (trash && make) {
    if (auto done = maintkit::detail::sync(directory, name); !done) return done.error();
  }
  return trash;
}

// The runs in the trash, oldest first: their names begin with their times.
inline result<std::vector<std::string>> runs_in(int trash) {
  constexpr std::size_t most_runs = 1'000'000;
  auto names = maintkit::detail::names_in(trash, most_runs, trash_name);
  if (!names) return names.error();
  std::vector<std::string> runs;
  for (std::string& name : *names) {
    if (match_set_name(name)) runs.push_back(std::move(name));
  }
  std::sort(runs.begin(), runs.end(), [](const std::string& a, const std::string& b) {
    const int by_time = a.compare(0, 16, b, 0, 16);
    if (by_time != 0) return by_time < 0;
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return runs;
}

inline result<std::pair<std::string, unique_fd>> make_run(int trash, time::instant now) {
  constexpr unsigned most_in_a_second = 10000;
  for (unsigned n = 1; n <= most_in_a_second; ++n) {
    std::string name = time::to_compact(now) + (n == 1 ? "" : "-" + std::to_string(n));
    if (::mkdirat(trash, name.c_str(), 0700) != 0) {
      if (errno == EEXIST) continue;
      return maintkit::detail::system_error(errno, name);
    }
    auto run = maintkit::detail::open_directory_at(trash, name);
    if (!run) return run.error();
    return std::make_pair(std::move(name), std::move(*run));
  }
  return error(errc::exists, std::string(trash_name), "every name for this run is taken");
}

// One line for each entry: device, inode, name.
inline std::string journal_of(const listing& found, const decisions& made, std::string_view why) {
  std::string text = std::string(first_line) + "\n";
  for (const char c : why) text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  text += '\n';
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) continue;
    text += std::to_string(found.identities[i].device) + '\t' + std::to_string(found.identities[i].inode) + '\t';
    text += found.backups[i].name;
    text += '\n';
  }
  return text;
}

struct journal_entry {
  identity what;  // without the time of change
  std::string name;
};

inline result<std::vector<journal_entry>> parse_journal(std::string_view rest) {
  const error bad(errc::malformed, "journal in the trash", "is not one of maintkit");
  if (maintkit::detail::take_until(rest, '\n') != first_line) return bad;
  maintkit::detail::take_until(rest, '\n');  // why a guard was waived
  std::vector<journal_entry> entries;
  while (!rest.empty()) {
    std::string_view line = maintkit::detail::take_until(rest, '\n');
    const auto device = maintkit::detail::whole_number<std::uint64_t>(maintkit::detail::take_until(line, '\t'));
    const auto inode = maintkit::detail::whole_number<std::uint64_t>(maintkit::detail::take_until(line, '\t'));
    if (!device || !inode || line.empty() || line[0] == '.' || line.find('/') != std::string_view::npos) return bad;
    entries.push_back({{static_cast<dev_t>(*device), static_cast<ino_t>(*inode), {}}, std::string(line)});
  }
  return entries;
}

inline result<std::vector<journal_entry>> read_journal(int run) {
  const auto text = maintkit::detail::read_file_at(run, std::string(journal_name), most_journal);
  if (!text) return text.error();
  return parse_journal(*text);
}

inline bool same_file(const identity& a, const identity& b) { return a.device == b.device && a.inode == b.inode; }

inline result<void> rename_between(int from, int to, const std::string& name) {
  if (::renameat(from, name.c_str(), to, name.c_str()) == 0) return {};
  return maintkit::detail::system_error(errno, name);
}

inline error has_changed(std::string_view name) {
  return error(errc::changed, std::string(name), "is not what it was when the plan was made");
}

inline result<void> check_unchanged(int directory, const listing& found) {
  if (found.identities.size() != found.backups.size()) {
    return error(errc::invalid, "apply", "the listing is without the identities of its entries");
  }
  for (std::size_t i = 0; i < found.backups.size(); ++i) {
    const auto there = identify(directory, std::string(found.backups[i].name));
    if (!there || !(*there == found.identities[i])) return has_changed(found.backups[i].name);
  }
  return {};
}

inline result<void> write_last_run(int trash, const past_run& what) {
  std::string text = std::string(first_line) + "\n" + time::to_compact(what.at) + "\n";
  for (const std::string& name : what.kept) text += name + "\n";
  return maintkit::detail::write_atomically(trash, std::string(last_run_name), text);
}

inline result<past_run> parse_last_run(std::string_view rest) {
  const bool known = maintkit::detail::take_until(rest, '\n') == first_line;
  const auto at = time::parse_compact(maintkit::detail::take_until(rest, '\n'));
  if (!known || !at) return error(errc::malformed, ".trash/last-run", "is not a record of maintkit");
  past_run last;
  last.at = *at;
  while (!rest.empty()) last.kept.emplace_back(maintkit::detail::take_until(rest, '\n'));
  return last;
}

inline result<std::optional<past_run>> read_last_run(int trash) {
  const auto text = maintkit::detail::read_file_at(trash, std::string(last_run_name), most_journal);
  if (!text && text.error().code == errc::missing) return std::optional<past_run>();
  if (!text) return text.error();
  auto last = parse_last_run(*text);
  if (!last) return last.error();
  return std::optional<past_run>(std::move(*last));
}

// The journal first, then each entry after a last look; both directories are on disk at the end.
inline result<void> move_out(int directory, int trash, const listing& found, const decisions& made, time::instant now,
                             std::string_view why, moved& out) {
  auto run = make_run(trash, now);
  if (!run) return run.error();
  out.run = run->first;
  const int folder = run->second.get();
  const std::string journal(journal_name);
  if (auto done = maintkit::detail::write_atomically(folder, journal, journal_of(found, made, why)); !done) return done;
  if (auto done = maintkit::detail::sync(trash, trash_name); !done) return done;
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) continue;
    std::string name(found.backups[i].name);
    const auto there = identify(directory, name);
    if (!there || !(*there == found.identities[i])) return has_changed(name);
    if (auto done = rename_between(directory, folder, name); !done) return done;
    out.names.push_back(std::move(name));
  }
  if (auto done = maintkit::detail::sync(folder, out.run); !done) return done;
  return maintkit::detail::sync(directory, "directory");
}

inline result<void> bring_back(int directory, int run, const std::vector<journal_entry>& entries, moved& out) {
  for (const journal_entry& e : entries) {
    const auto there = identify(run, e.name);
    if (!there) continue;  // never moved, or brought back already
    if (!same_file(*there, e.what) || identify(directory, e.name)) {
      out.blocked.push_back(e.name);
      continue;
    }
    if (auto done = rename_between(run, directory, e.name); !done) return done;
    out.names.push_back(e.name);
  }
  return maintkit::detail::sync(directory, "directory");
}

// Removes a run's folder. What it holds besides its own records stays, with the folder, and is named as blocked.
inline result<void> discard_run(int trash, moved& out) {
  const auto run = maintkit::detail::open_directory_at(trash, out.run);
  if (!run) return run.error();
  const auto names = maintkit::detail::names_in(run->get(), most_entries, out.run);
  if (!names) return names.error();
  std::vector<std::string> records;
  for (const std::string& name : *names) {
    const bool record = name == journal_name || maintkit::detail::starts_with(name, ".tmp-");
    const bool known = std::find(out.blocked.begin(), out.blocked.end(), name) != out.blocked.end();
    if (record) records.push_back(name);
    if (!record && !known) out.blocked.push_back(name);
  }
  if (!out.blocked.empty()) return {};
  for (const std::string& name : records) {
    if (::unlinkat(run->get(), name.c_str(), 0) != 0) return maintkit::detail::system_error(errno, name);
  }
  if (::unlinkat(trash, out.run.c_str(), AT_REMOVEDIR) != 0) return maintkit::detail::system_error(errno, out.run);
  return {};
}

// Undoes out.run. False: it has no journal, so it was killed before it moved anything.
inline result<bool> undo_run(int directory, int trash, moved& out) {
  const auto run = maintkit::detail::open_directory_at(trash, out.run);
  if (!run) return run.error();
  const auto entries = read_journal(run->get());
  if (!entries && entries.error().code != errc::missing) return entries.error();
  if (entries) {
    auto last = read_last_run(trash);  // damaged, it is left to apply to refuse; the journal is all that undo needs
    if (auto done = bring_back(directory, run->get(), *entries, out); !done) return done.error();
    if (last && *last) {
      (*last)->kept.insert((*last)->kept.end(), out.names.begin(), out.names.end());
      if (auto done = write_last_run(trash, **last); !done) return done.error();
    }
  }
  if (auto done = discard_run(trash, out); !done) return done.error();
  return static_cast<bool>(entries) || !out.blocked.empty();
}

}  // namespace detail

inline result<moved> apply(int directory, const listing& found, const decisions& made, time::instant now,
                           std::string_view why) {
  if (auto same = detail::check_unchanged(directory, found); !same) return same.error();
  auto trash = detail::open_trash(directory, true);
  if (!trash) return trash.error();
  moved out;
  if (made.removed > 0) {
    auto done = detail::move_out(directory, trash->get(), found, made, now, why, out);
    if (!done) return done.error();
  }
  past_run last;
  last.at = now;
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) last.kept.emplace_back(found.backups[i].name);
  }
  if (auto done = detail::write_last_run(trash->get(), last); !done) return done.error();
  return out;
}

// What came back counts as kept by the last run: to remove it again by the same mistake is asked about.
inline result<moved> undo(int directory) {
  moved out;
  auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code != errc::missing) return trash.error();
  const auto runs =
      trash ? detail::runs_in(trash->get()) : result<std::vector<std::string>>(std::vector<std::string>());
  if (!runs) return runs.error();
  for (std::size_t i = runs->size(); i-- > 0;) {
    out.run = (*runs)[i];
    const auto began = detail::undo_run(directory, trash->get(), out);
    if (!began) return began.error();
    if (*began) return out;
  }
  return error(errc::missing, "undo", "there is no run to undo");
}

// A run is renamed before it is deleted: half of one must never look like something to bring back.
inline result<moved> purge(int directory, time::instant before) {
  moved out;
  auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code == errc::missing) return out;
  if (!trash) return trash.error();
  const auto runs = detail::runs_in(trash->get());
  if (!runs) return runs.error();
  for (const std::string& run : *runs) {
    if (!(*match_set_name(run) < before)) continue;
    const std::string doomed = run + std::string(detail::purging_suffix);
    if (::renameat(trash->get(), run.c_str(), trash->get(), doomed.c_str()) != 0) {
      return maintkit::detail::system_error(errno, run);
    }
    if (auto done = maintkit::detail::sync(trash->get(), trash_name); !done) return done.error();
    out.names.push_back(run);
  }
  const auto left = maintkit::detail::names_in(trash->get(), most_entries, trash_name);
  if (!left) return left.error();
  for (const std::string& name : *left) {
    const bool doomed = maintkit::detail::ends_with(name, detail::purging_suffix);
    if (!doomed && !maintkit::detail::starts_with(name, ".tmp-")) continue;  // those: records that were half written
    if (auto gone = maintkit::detail::remove_tree_at(trash->get(), name); !gone) return gone.error();
  }
  return out;
}

inline result<std::optional<past_run>> last_run(int directory) {
  const auto trash = detail::open_trash(directory, false);
  if (!trash && trash.error().code == errc::missing) return std::optional<past_run>();
  if (!trash) return trash.error();
  return detail::read_last_run(trash->get());
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_TRASH_HPP
