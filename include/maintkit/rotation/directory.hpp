// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A directory of backups, read: which entries are ours to manage, when they were made, whether they are good.
// Everything else in it is foreign: listed with the reason, never touched. No symbolic link is followed.
//
//   auto home = open_backups("/srv/backups", locking::yes);
//   auto found = list(home->get(), {name_pattern, zone}, now);
//   plan(found->backups, …)
#ifndef MAINTKIT_ROTATION_DIRECTORY_HPP
#define MAINTKIT_ROTATION_DIRECTORY_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/name_pattern.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/duration.hpp>
#include <maintkit/time/zone.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

inline constexpr std::string_view trash_name = ".trash";
inline constexpr std::size_t most_entries = 10'000'000;

// What tells that an entry is still the one that was looked at.
struct identity {
  dev_t device = 0;
  ino_t inode = 0;
  time::instant changed;  // mtime
};

struct foreign {
  std::string_view name;
  std::string_view why;  // "is a symbolic link", "does not fit the pattern" …
};

// Looks into the backup set in an open directory: sets its state, doubt, size, tags. False: it is no backup set.
using set_reader = bool(int set, backup& about);

// Which entries are backups.
struct selection {
  std::optional<name_pattern> match;  // regular files whose whole name fits; none: backup sets, as maintkit writes them
  time::zone zone;                    // of the names, if their form does not say
  time::duration settle = 0;          // a file that changed less than this ago may still be being written
  set_reader* read_set = nullptr;
  bool identities = false;  // what apply() needs
};

// The views in backups and others point into `names`, which may be moved but not copied.
struct listing {
  std::vector<backup> backups;
  std::vector<identity> identities;  // by backup; only where asked for
  std::vector<foreign> others;
  std::vector<char> names;

  listing() = default;
  listing(listing&&) = default;
  listing& operator=(listing&&) = default;
};

enum class locking : bool { no, yes };

// Opens a directory; with a lock, errc::busy if another run has it. The lock is on the directory itself (flock): it
// leaves no file behind, and ends with the descriptor.
result<maintkit::detail::unique_fd> open_backups(const std::string& path, locking lock);

// Every entry but the trash. Files of size 0, or changed less than `settle` before `now`, are unverified.
result<listing> list(int directory, const selection& which, time::instant now);

// What stands under a name now; none if nothing does.
std::optional<identity> identify(int directory, const std::string& name);
bool operator==(const identity& a, const identity& b);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline time::instant changed_at(const struct stat& s) {
#if defined(__APPLE__)
  return {s.st_mtimespec.tv_sec, static_cast<std::int32_t>(s.st_mtimespec.tv_nsec)};
#else
  return {s.st_mtim.tv_sec, static_cast<std::int32_t>(s.st_mtim.tv_nsec)};
#endif
}

inline identity identity_of(const struct stat& s) { return {s.st_dev, s.st_ino, changed_at(s)}; }

inline std::string_view kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "is a symbolic link";
  if (S_ISDIR(mode)) return "is a directory";
  if (S_ISREG(mode)) return "is a file";
  if (S_ISFIFO(mode)) return "is a FIFO";
  if (S_ISSOCK(mode)) return "is a socket";
  return "is a device";
}

// Sorts a directory's names, which stand in `out.names` with a NUL behind each, into backups and others.
class sorter {
 public:
  sorter(int directory, const selection& which, time::instant now) : directory_(directory), which_(which), now_(now) {}

  void sort(listing& out, std::size_t count) {
    out.backups.reserve(count);
    if (which_.identities) out.identities.reserve(count);
    const char* at = out.names.data();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = at;
      const std::string_view why = look(name, out);
      if (!why.empty()) out.others.push_back({name, why});
      at += name.size() + 1;
    }
  }

 private:
  // Adds a backup, or says why it is none.
  std::string_view look(std::string_view name, listing& out) const {
    const auto at = which_.match ? which_.match->match(name, which_.zone) : match_set_name(name);
    if (!at) return "does not fit the pattern";
    struct stat s {};
    if (::fstatat(directory_, name.data(), &s, AT_SYMLINK_NOFOLLOW) != 0) return "can't be looked at";
    if (which_.match ? !S_ISREG(s.st_mode) : !S_ISDIR(s.st_mode)) return kind_of(s.st_mode);
    backup b;
    b.at = *at;
    b.name = name;
    b.offset = which_.zone.offset_at(*at);
    if (which_.match) {
      look_at_file(s, b);
    } else if (!look_at_set(b)) {
      return "is no backup set";
    }
    out.backups.push_back(b);
    if (which_.identities) out.identities.push_back(identity_of(s));
    return {};
  }

  void look_at_file(const struct stat& s, backup& b) const {
    b.size = static_cast<std::uint64_t>(s.st_size);
    if (s.st_size == 0) b.doubt = doubt::empty;
    if (which_.settle > 0 && now_ < time::add(changed_at(s), which_.settle)) b.doubt = doubt::changing;
    if (b.doubt != doubt::none) b.state = state::unverified;
  }

  bool look_at_set(backup& b) const {
    const auto set = maintkit::detail::open_directory_at(directory_, std::string(b.name));
    return set && which_.read_set != nullptr && which_.read_set(set->get(), b);
  }

  int directory_;
  const selection& which_;
  time::instant now_;
};

}  // namespace detail

inline result<maintkit::detail::unique_fd> open_backups(const std::string& path, locking lock) {
  auto directory = maintkit::detail::open_directory(path);
  if (!directory || lock == locking::no) return directory;
  if (::flock(directory->get(), LOCK_EX | LOCK_NB) == 0) return directory;
  if (errno == EWOULDBLOCK) return error(errc::busy, path, "another run is at work here");
  return maintkit::detail::system_error(errno, path);
}

inline result<listing> list(int directory, const selection& which, time::instant now) {
  const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return maintkit::detail::system_error(errno, "directory");
  DIR* const stream = ::fdopendir(copy);
  if (stream == nullptr) {
    const int number = errno;
    ::close(copy);
    return maintkit::detail::system_error(number, "directory");
  }
  listing out;
  std::size_t count = 0;
  errno = 0;
  for (const dirent* e = ::readdir(stream); e != nullptr && count < most_entries; e = ::readdir(stream)) {
    const std::string_view name = e->d_name;
    if (name != "." && name != ".." && name != trash_name) {
      out.names.insert(out.names.end(), name.begin(), name.end());
      out.names.push_back('\0');
      ++count;
    }
    errno = 0;
  }
  const int number = errno;
  ::closedir(stream);
  if (number != 0) return maintkit::detail::system_error(number, "directory");
  if (count == most_entries) return error(errc::limit, "directory", "has more than 10,000,000 entries");
  detail::sorter(directory, which, now).sort(out, count);  // only now do the names stay where they are
  return out;
}

inline std::optional<identity> identify(int directory, const std::string& name) {
  struct stat s {};
  if (::fstatat(directory, name.c_str(), &s, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  return detail::identity_of(s);
}

inline bool operator==(const identity& a, const identity& b) {
  return a.device == b.device && a.inode == b.inode && a.changed == b.changed;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_DIRECTORY_HPP
