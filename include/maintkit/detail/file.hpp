// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Files, by descriptors: what is opened once can't be swapped for a link later. Whatever is written appears under its
// name complete and on disk, or not at all.
//
//   auto home = detail::open_directory("/var/lib/example");
//   if (home) auto done = detail::write_atomically(home->get(), "state.json", text);
#ifndef MAINTKIT_DETAIL_FILE_HPP
#define MAINTKIT_DETAIL_FILE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// A file descriptor that is closed with its owner.
class unique_fd {
 public:
  unique_fd() = default;
  explicit unique_fd(int descriptor) : descriptor_(descriptor) {}
  unique_fd(unique_fd&& other) noexcept : descriptor_(other.release()) {}
  unique_fd& operator=(unique_fd&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~unique_fd() { reset(); }

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int release() { return std::exchange(descriptor_, -1); }
  void reset(int descriptor = -1);

 private:
  int descriptor_ = -1;
};

// What errno says, as an error about `what`: ENOSPC is "the disk is full", ENOENT errc::missing …
error system_error(int number, std::string what);

// Opening. All close on exec. The forms with `_at` take one name inside an open directory and follow no link there;
// an error names `what` if given, else the name.
result<unique_fd> open_file(const std::string& path, int flags, mode_t mode = 0600);
result<unique_fd> open_file_at(int directory, const std::string& name, int flags, mode_t mode = 0600,
                               std::string_view what = {});
result<unique_fd> open_directory(const std::string& path);
result<unique_fd> open_directory_at(int directory, const std::string& name, std::string_view what = {});

// Reading. More than `limit` bytes is errc::limit, not a cut.
result<std::string> read_all(int descriptor, std::size_t limit, std::string_view what);
result<std::string> read_file(const std::string& path, std::size_t limit);
result<std::string> read_file_at(int directory, const std::string& name, std::size_t limit);

// Up to `size` bytes, fewer only at the end of the file.
result<std::size_t> read_some(int descriptor, char* buffer, std::size_t size, std::string_view what);

// Writing. `sync` makes the bytes (of a directory: its names) outlive a power cut.
result<void> write_all(int descriptor, std::string_view bytes, std::string_view what);
result<void> sync(int descriptor, std::string_view what);

// Writes a temporary file beside `name`, syncs it, renames it over `name` and syncs the directory.
result<void> write_atomically(int directory, const std::string& name, std::string_view bytes, mode_t mode = 0600);

// A name that starts with a dot and that no other process gives out: for the nth attempt, ".tmp-PID-N".
std::string temporary_name(unsigned attempt);
// Could it have been given out by temporary_name(), here or elsewhere?
constexpr bool is_temporary_name(std::string_view name);

// A new directory (mode 0700) with a temporary name; the name is the answer.
result<std::string> make_temporary_directory(int directory);

// The names in a directory but "." and "..", in byte order. More than `limit` names is errc::limit.
result<std::vector<std::string>> names_in(int directory, std::size_t limit, std::string_view what);

// Removes a file, or a directory with all below it, following no link. What is not there is no error.
result<void> remove_tree_at(int directory, const std::string& name);

// An exclusive lock (flock) on an open file or directory, held as long as the descriptor; errc::busy if another run has
// it. On a directory it leaves no file behind that could go stale.
result<void> lock(int descriptor, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

inline void unique_fd::reset(int descriptor) {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = descriptor;
}

struct errno_row {
  int number;
  errc code;
  const char* text;
};

// strerror() speaks the locale's language and is not promised to be thread-safe.
inline constexpr errno_row errno_rows[] = {
    {ENOENT, errc::missing, "is not there"},
    {ENOTDIR, errc::missing, "is not a directory"},
    {EISDIR, errc::invalid, "is a directory"},
    {EACCES, errc::denied, "permission denied"},
    {EPERM, errc::denied, "operation not permitted"},
    {EROFS, errc::denied, "is on a read-only file system"},
    {EEXIST, errc::exists, "is already there"},
    {ENOTEMPTY, errc::exists, "is a directory that is not empty"},
    {ELOOP, errc::invalid, "is a symbolic link, which is not followed here"},
    {ENAMETOOLONG, errc::invalid, "has too long a name"},
    {ENOSPC, errc::io, "the disk is full"},
    {EDQUOT, errc::io, "the disk quota is used up"},
    {EFBIG, errc::io, "the file is too large"},
    {EIO, errc::io, "the device reports an input/output error"},
    {EXDEV, errc::io, "is on another file system"},
    {EMFILE, errc::io, "too many open files"},
    {ENFILE, errc::io, "too many open files in the system"},
    {ENOMEM, errc::io, "out of memory"},
    {ENOEXEC, errc::unsupported, "is not a program"},
};

inline error system_error(int number, std::string what) {
  for (const errno_row& row : errno_rows) {
    if (row.number == number) return error(row.code, std::move(what), row.text);
  }
  return error(errc::io, std::move(what), "system error " + std::to_string(number));
}

inline std::string name_or(std::string_view what, const std::string& name) {
  return what.empty() ? name : std::string(what);
}

// A NUL inside a name would make the system see a shorter one.
inline result<unique_fd> opened(int at, const std::string& name, int flags, mode_t mode, std::string what) {
  if (name.empty() || name.find('\0') != std::string::npos) {
    return error(errc::invalid, std::move(what), "is not a file name");
  }
  // A FIFO that nobody writes to would hold up the open for ever; opened without waiting it reads as empty.
  const bool waits = (flags & (O_WRONLY | O_RDWR | O_NONBLOCK)) == 0;
  int descriptor = -1;
  do {
    descriptor = ::openat(at, name.c_str(), flags | O_CLOEXEC | (waits ? O_NONBLOCK : 0), mode);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return system_error(errno, std::move(what));
  if (waits) ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  return unique_fd(descriptor);
}

inline result<unique_fd> open_file(const std::string& path, int flags, mode_t mode) {
  return opened(AT_FDCWD, path, flags, mode, path);
}

inline result<unique_fd> open_file_at(int directory, const std::string& name, int flags, mode_t mode,
                                      std::string_view what) {
  if (name.find('/') != std::string::npos) return error(errc::invalid, name_or(what, name), "is a path, not a name");
  return opened(directory, name, flags | O_NOFOLLOW, mode, name_or(what, name));
}

inline result<unique_fd> open_directory(const std::string& path) {
  return opened(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, path);
}

inline result<unique_fd> open_directory_at(int directory, const std::string& name, std::string_view what) {
  return open_file_at(directory, name, O_RDONLY | O_DIRECTORY, 0, what);
}

inline result<std::size_t> read_some(int descriptor, char* buffer, std::size_t size, std::string_view what) {
  std::size_t have = 0;
  while (have < size) {
    const ssize_t n = ::read(descriptor, buffer + have, size - have);
    if (n == 0) break;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(errno, std::string(what));
    have += static_cast<std::size_t>(n);
  }
  return have;
}

inline result<std::string> read_all(int descriptor, std::size_t limit, std::string_view what) {
  std::string text;
  char piece[std::size_t{16} * 1024];
  for (;;) {
    const auto n = read_some(descriptor, piece, sizeof piece, what);
    if (!n) return n.error();
    if (*n > limit - text.size()) {
      return error(errc::limit, std::string(what), "is longer than " + std::to_string(limit) + " bytes");
    }
    text.append(piece, *n);
    if (*n < sizeof piece) return text;
  }
}

inline result<std::string> read_file(const std::string& path, std::size_t limit) {
  const auto file = open_file(path, O_RDONLY);
  if (!file) return file.error();
  return read_all(file->get(), limit, path);
}

inline result<std::string> read_file_at(int directory, const std::string& name, std::size_t limit) {
  const auto file = open_file_at(directory, name, O_RDONLY);
  if (!file) return file.error();
  return read_all(file->get(), limit, name);
}

inline result<void> write_all(int descriptor, std::string_view bytes, std::string_view what) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(errno, std::string(what));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

inline result<void> sync(int descriptor, std::string_view what) {
  while (::fsync(descriptor) != 0) {
    if (errno == EINVAL || errno == ENOTSUP) return {};  // a file system without: nothing more can be done
    if (errno != EINTR) return system_error(errno, std::string(what));
  }
  return {};
}

inline std::string temporary_name(unsigned attempt) {
  return ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
}

constexpr bool is_temporary_name(std::string_view name) {
  constexpr std::string_view prefix = ".tmp-";
  if (!starts_with(name, prefix)) return false;
  name.remove_prefix(prefix.size());
  const std::size_t process = span_of(name, is_digit);
  if (process == 0 || process == name.size() || name[process] != '-') return false;
  name.remove_prefix(process + 1);
  return !name.empty() && span_of(name, is_digit) == name.size();
}

// Left-overs of a killed process that had the same id take some attempts.
inline constexpr unsigned temporary_attempts = 10000;

inline result<std::pair<unique_fd, std::string>> make_temporary_file(int directory, mode_t mode) {
  for (unsigned attempt = 0; attempt < temporary_attempts; ++attempt) {
    std::string name = temporary_name(attempt);
    auto file = open_file_at(directory, name, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (file) return std::make_pair(std::move(*file), std::move(name));
    if (file.error().code != errc::exists) return file.error();
  }
  return error(errc::exists, "temporary file", "every name is taken");
}

inline result<std::string> make_temporary_directory(int directory) {
  for (unsigned attempt = 0; attempt < temporary_attempts; ++attempt) {
    std::string name = temporary_name(attempt);
    if (::mkdirat(directory, name.c_str(), 0700) == 0) return name;
    if (errno != EEXIST) return system_error(errno, name);
  }
  return error(errc::exists, "temporary directory", "every name is taken");
}

inline result<void> write_atomically(int directory, const std::string& name, std::string_view bytes, mode_t mode) {
  struct stat there = {};
  if (::fstatat(directory, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISREG(there.st_mode)) {
    return error(errc::invalid, name, "is no regular file, so it is not replaced");
  }
  auto temporary = make_temporary_file(directory, mode);
  if (!temporary) return error(temporary.error().code, name, temporary.error().why);
  const auto& [file, temporary_name] = *temporary;
  result<void> done = write_all(file.get(), bytes, name);
  if (done) done = sync(file.get(), name);
  if (done && ::renameat(directory, temporary_name.c_str(), directory, name.c_str()) != 0) {
    done = system_error(errno, name);
  }
  if (!done) {
    ::unlinkat(directory, temporary_name.c_str(), 0);
    return done;
  }
  return sync(directory, name);
}

inline result<std::vector<std::string>> names_in(int directory, std::size_t limit, std::string_view what) {
  // A descriptor of its own: fdopendir() takes it over, and the reading position is shared by copies.
  const int copy = ::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0) return system_error(errno, std::string(what));
  DIR* const stream = ::fdopendir(copy);
  if (stream == nullptr) {
    const int number = errno;
    ::close(copy);
    return system_error(number, std::string(what));
  }
  std::vector<std::string> names;
  bool over = false;
  errno = 0;
  for (const dirent* entry = ::readdir(stream); entry != nullptr && !over; entry = ::readdir(stream)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    over = names.size() == limit;
    names.emplace_back(name);
    errno = 0;
  }
  const int number = errno;
  ::closedir(stream);
  if (over) return error(errc::limit, std::string(what), "has more than " + std::to_string(limit) + " names");
  if (number != 0) return system_error(number, std::string(what));
  std::sort(names.begin(), names.end());
  return names;
}

inline constexpr std::size_t most_names = std::size_t{1} << 24;

inline result<void> remove_tree(int directory, const std::string& name, unsigned levels) {
  if (::unlinkat(directory, name.c_str(), 0) == 0 || errno == ENOENT) return {};
  if (errno != EISDIR && errno != EPERM) return system_error(errno, name);  // EPERM: POSIX's answer for a directory
  if (levels == 0) return error(errc::limit, name, "holds too many directories in one another");
  const auto inside = open_directory_at(directory, name);
  if (!inside) return inside.error();
  const auto names = names_in(inside->get(), most_names, name);
  if (!names) return names.error();
  for (const std::string& each : *names) {
    if (auto gone = remove_tree(inside->get(), each, levels - 1); !gone) return gone;
  }
  if (::unlinkat(directory, name.c_str(), AT_REMOVEDIR) != 0) return system_error(errno, name);
  return {};
}

inline result<void> remove_tree_at(int directory, const std::string& name) {
  constexpr unsigned levels = 256;
  return remove_tree(directory, name, levels);
}

inline result<void> lock(int descriptor, std::string_view what) {
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return {};
  if (errno == EWOULDBLOCK) return error(errc::busy, std::string(what), "another run is at work here");
  return system_error(errno, std::string(what));
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_FILE_HPP
