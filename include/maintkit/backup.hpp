// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Backup sets: one folder each, named by its time, with the database's dump, an archive of each group of files and the
// manifest that says what is in it. A set appears under its name when it is complete, verified and on disk; a run that
// fails leaves nothing.
//
//   auto recipe = backup::parse_recipe(backup::pretalx_recipe, "pretalx");
//   auto here = backup::locate(*recipe, around);
//   auto set = backup::create(*here, "/srv/backups", now);
//   set->name   // "20260708T120000Z"
#ifndef MAINTKIT_BACKUP_HPP
#define MAINTKIT_BACKUP_HPP

#include <maintkit/backup/database.hpp>
#include <maintkit/backup/files.hpp>
#include <maintkit/backup/manifest.hpp>
#include <maintkit/backup/pretalx_recipe.hpp>
#include <maintkit/backup/recipe.hpp>
#include <maintkit/backup/site.hpp>
#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/process.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/name_pattern.hpp>
#include <maintkit/time.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

struct create_options {
  bool leave_out_database = false;
  std::string path;  // where programs are looked for; empty: the system's directories
  std::int64_t deadline = 6 * 3600 * maintkit::detail::second;  // for each program, in nanoseconds
};

struct set {
  std::string name;
  manifest what;
};

// Takes a backup into a new folder in `to`, which must exist. Locks `to`; refuses a target inside of what is saved, and
// one without the room for it, and a site of which there is nothing to save. Database first, then files: a file too many does less harm than a row without its file.
result<set> create(const site& from, const std::string& to, time::instant now, const create_options& how = {});

// What create() makes sure of first: the database can be dumped, every file can be reached, the target is not inside of
// them, and has room for all. Answers the bytes needed, about. Changes nothing.
result<std::uint64_t> preflight(const site& from, const std::string& to, const create_options& how = {});

// What is wrong with one file of a set.
struct fault {
  std::string file;
  std::string why;
};

struct verification {
  manifest what;              // if it could be read
  std::vector<fault> faults;  // none: the set reached the level asked for
};

// Looks into the set in the folder `path`. Changes nothing. An error means that it could not be done; damage of any
// kind, of the manifest too, is a fault.
result<verification> verify(const std::string& path, level wanted, const create_options& how = {});

struct listed {
  std::string name;
  time::instant at;
  manifest what;
  std::string trouble;  // why the manifest can't be read; empty if it can
};

// The sets in a folder, oldest first. What is not named like one is passed over.
result<std::vector<listed>> list(const std::string& folder);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t most_manifest = std::size_t{1} << 20;

// A new folder that is gone with its owner, unless it was published.
class draft {
 public:
  draft(int home, std::string name, unique_fd folder)
      : home_(home), name_(std::move(name)), folder_(std::move(folder)) {}
  draft(draft&& other) noexcept
      : home_(std::exchange(other.home_, -1)), name_(std::move(other.name_)), folder_(std::move(other.folder_)) {}
  draft& operator=(draft&&) = delete;
  ~draft() {
    if (home_ >= 0) (void)remove_tree_at(home_, name_);
  }

  static result<draft> begin(int home) {
    auto name = make_temporary_directory(home);
    if (!name) return name.error();
    auto folder = open_directory_at(home, *name);
    if (folder) return draft(home, std::move(*name), std::move(*folder));
    (void)remove_tree_at(home, *name);
    return folder.error();
  }

  int folder() const { return folder_.get(); }
  const std::string& name() const { return name_; }

  // One rename; the home is locked, so a name that is free stays free.
  result<void> publish(const std::string& name) {
    if (auto done = sync(folder_.get(), name); !done) return done;
    if (::renameat(home_, name_.c_str(), home_, name.c_str()) != 0) return system_error(errno, name);
    return sync(std::exchange(home_, -1), name);
  }

 private:
  int home_;
  std::string name_;
  unique_fd folder_;
};

// What a killed run left: under the lock nobody else is at work.
inline result<void> sweep(int home, const std::string& to) {
  const auto names = names_in(home, most_names, to);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    if (!is_temporary_name(name)) continue;
    if (auto gone = remove_tree_at(home, name); !gone) return gone;
  }
  return {};
}

inline result<std::string> free_name(int home, time::instant now) {
  const std::string base = time::to_compact(now);
  std::string name = base;
  for (unsigned i = 2; i < 10000; ++i) {
    struct stat about = {};
    if (::fstatat(home, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
      return errno == ENOENT ? result<std::string>(name) : system_error(errno, name);
    }
    name = base + "-" + std::to_string(i);
  }
  return error(errc::exists, base, "too many sets of this second");
}

inline bool takes_database(const site& from, const create_options& how) {
  return !from.database.kind.empty() && !how.leave_out_database;
}

inline result<std::uint64_t> enough_room(const site& from, int home, const std::string& to, const create_options& how) {
  std::uint64_t bytes = 0;
  if (from.sources.empty() && !takes_database(from, how)) {
    return error(errc::invalid, from.application, "there is nothing to save");
  }
  if (takes_database(from, how)) {
    auto size = prepare(from.database, how.path);
    if (!size) return size.error();
    bytes += *size;
  }
  for (const source& s : from.sources) {
    auto sum = measure(s.paths, home);
    if (!sum) return sum.error();
    bytes += sum->bytes + (sum->files + 2) * 2 * tar_block;
  }
  struct statvfs room = {};
  if (::fstatvfs(home, &room) != 0) return system_error(errno, to);
  const std::uint64_t free = std::uint64_t{room.f_bavail} * room.f_frsize;
  if (free >= bytes) return bytes;
  return error(errc::refused, to,
               "needs about " + std::to_string(bytes) + " bytes and has " + std::to_string(free) + " free");
}

// One run of create(), step by step.
class creation {
 public:
  creation(const site& from, const std::string& to, time::instant now, const create_options& how)
      : from_(from), to_(to), how_(how), begun_(ticks()) {
    set_.what.application = from.application;
    set_.what.version = from.installed.value_or("");
    set_.what.started = {now.seconds, 0};  // as its name says
    set_.what.program = "maintkit " MAINTKIT_VERSION_STRING;
    with_database_ = takes_database(from, how);
    if (!from.database.kind.empty() && how.leave_out_database) set_.what.left_out.emplace_back("database");
  }

  result<set> run() {
    auto home = open_directory(to_);
    if (!home) return home.error();
    if (auto held = lock(home->get(), to_); !held) return held.error();
    if (auto fine = enough_room(from_, home->get(), to_, how_); !fine) return fine.error();
    if (auto clean = sweep(home->get(), to_); !clean) return clean.error();
    auto begun = draft::begin(home->get());
    if (!begun) return begun.error();
    for (auto step : {&creation::save_database, &creation::save_sources, &creation::look_again, &creation::seal}) {
      if (auto done = (this->*step)(*begun); !done) return done.error();
    }
    auto name = free_name(home->get(), set_.what.started);
    if (!name) return name.error();
    if (auto done = begun->publish(*name); !done) return done.error();
    set_.name = std::move(*name);
    return std::move(set_);
  }

 private:
  time::instant clock() const { return {set_.what.started.seconds + (ticks() - begun_) / second, 0}; }

  result<void> add(const draft& d, entry e, result<saved> content) {
    if (!content) return content.error();
    struct stat about = {};
    if (::fstatat(d.folder(), e.name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) return system_error(errno, e.name);
    e.bytes = content->bytes;
    e.sha256 = std::move(content->sha256);
    e.mode = about.st_mode & 07777u;
    e.mtime = {about.st_mtime, 0};
    for (std::string& note : content->notes) set_.what.notes.push_back(std::move(note));
    set_.what.entries.push_back(std::move(e));
    return {};
  }

  result<void> save_database(draft& d) {
    if (!with_database_) return {};
    auto done = dump(from_.database, d.folder(), to_ + "/" + d.name(), how_.path, how_.deadline);
    if (!done) return done.error();
    set_.what.tools.push_back(std::move(done->tool));
    const auto file = open_file_at(d.folder(), done->name, O_RDONLY);
    if (!file) return file.error();
    if (auto safe = sync(file->get(), done->name); !safe) return safe;
    return add(d, {done->name, done->kind, 0, {}, 0600, {}, std::move(done->sources)},
               hash_file(file->get(), done->name));
  }

  result<void> save_sources(draft& d) {
    for (const source& s : from_.sources) {
      const std::string name = s.name + ".tar";
      auto done = add(d, {name, "files", 0, {}, 0600, {}, s.paths}, save_files(s.paths, d.folder(), name));
      if (!done) return done;
    }
    return {};
  }

  result<void> look_again(draft& d);

  result<void> seal(draft& d) {
    set_.what.finished = clock();
    const std::string name(manifest_name);
    auto file = open_file_at(d.folder(), name, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return file.error();
    if (auto done = write_all(file->get(), to_json(set_.what), name); !done) return done;
    return sync(file->get(), name);
  }

  const site& from_;
  const std::string& to_;
  const create_options& how_;
  std::int64_t begun_;
  bool with_database_;
  set set_;
};

// One file against its entry, up to a level. An empty text: it is as it should be.
inline std::string inspect(int folder, const std::string& path, const entry& e, level wanted,
                           const create_options& how) {
  const auto file = open_file_at(folder, e.name, O_RDONLY | O_NONBLOCK);
  if (!file) return file.error().why;
  struct stat about = {};
  if (::fstat(file->get(), &about) != 0) return system_error(errno, e.name).why;
  if (!S_ISREG(about.st_mode)) return "is no file";
  const auto bytes = static_cast<std::uint64_t>(about.st_size);
  if (bytes != e.bytes) return "has " + std::to_string(bytes) + " bytes, not " + std::to_string(e.bytes);
  if (wanted >= level::hashes) {
    const auto hashed = hash_file(file->get(), e.name);
    if (!hashed) return hashed.error().why;
    if (hashed->sha256 != e.sha256) return "holds other bytes than were saved (SHA-256 differs)";
  }
  if (wanted < level::structure) return {};
  if (e.kind == "files") {
    const auto walked = check_archive(file->get(), e.name);
    return walked ? std::string() : walked.error().why;
  }
  const auto sound = check_dump(e.kind, path + "/" + e.name, how.path, how.deadline);
  return sound ? std::string() : sound.error().why;
}

// The bytes were hashed as they were written, so only their sense is left to see.
inline result<void> creation::look_again(draft& d) {
  for (const entry& e : set_.what.entries) {
    const std::string why = inspect(d.folder(), to_ + "/" + d.name(), e, level::structure, how_);
    if (!why.empty()) return error(errc::failed, e.name, why);
  }
  set_.what.verified = level::structure;
  return {};
}

inline result<manifest> read_manifest(int folder, const std::string& what) {
  auto text = read_file_at(folder, std::string(manifest_name), most_manifest);
  if (!text) return text.error();
  return parse_manifest(*text, what);
}

}  // namespace detail

inline result<set> create(const site& from, const std::string& to, time::instant now, const create_options& how) {
  return detail::creation(from, to, now, how).run();
}

inline result<std::uint64_t> preflight(const site& from, const std::string& to, const create_options& how) {
  const auto home = detail::open_directory(to);
  if (!home) return home.error();
  return detail::enough_room(from, home->get(), to, how);
}

inline result<verification> verify(const std::string& path, level wanted, const create_options& how) {
  const auto folder = detail::open_directory(path);
  if (!folder) return folder.error();
  verification out;
  auto what = detail::read_manifest(folder->get(), std::string(manifest_name));
  if (!what) {
    out.faults.push_back({std::string(manifest_name), what.error().why});
    return out;
  }
  out.what = std::move(*what);
  for (const entry& e : out.what.entries) {
    std::string why = detail::inspect(folder->get(), path, e, wanted, how);
    if (!why.empty()) out.faults.push_back({e.name, std::move(why)});
  }
  const auto names = detail::names_in(folder->get(), detail::most_names, path);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    bool known = name == manifest_name;
    for (const entry& e : out.what.entries) known = known || e.name == name;
    if (!known) out.faults.push_back({name, "is not in the manifest"});
  }
  return out;
}

inline result<std::vector<listed>> list(const std::string& folder) {
  const auto home = detail::open_directory(folder);
  if (!home) return home.error();
  const auto names = detail::names_in(home->get(), detail::most_names, folder);
  if (!names) return names.error();
  std::vector<listed> out;
  for (const std::string& name : *names) {
    const auto at = rotation::match_set_name(name);
    if (!at) continue;
    listed one{name, *at, {}, {}};
    const auto inside = detail::open_directory_at(home->get(), name);
    auto what = inside ? detail::read_manifest(inside->get(), name) : result<manifest>(inside.error());
    if (what) {
      one.what = std::move(*what);
    } else {
      one.trouble = what.error().why;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_HPP
