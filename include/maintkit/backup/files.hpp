// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Files into one tar archive, hashed on the way, in memory that does not grow with them. Paths are stored from the root
// without the leading "/", so `tar -xf media.tar -C /` puts them back where they were.
//
// A path that is named may be a link, and is followed; below it links are stored as links. Sockets, pipes and devices
// are not saved: below it they are noted, in its place they are an error. A file that changes while it is read is read again, three times; then it is an error: half
// of the old and half of the new is neither. Hard links become files of their own; no extended attributes.
#ifndef MAINTKIT_BACKUP_FILES_HPP
#define MAINTKIT_BACKUP_FILES_HPP

#include <maintkit/backup/tar.hpp>
#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/sha256.hpp>
#include <maintkit/error.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// What there is to save.
struct amount {
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;
};

struct saved {
  std::uint64_t bytes = 0;  // of the archive
  std::string sha256;
  std::vector<std::string> notes;
};

// Adds up what is below the paths. If the directory open as `target` is among them: errc::refused.
result<amount> measure(const std::vector<std::string>& paths, int target);

// Writes a new file `name` (mode 0600) in the open directory, synced.
result<saved> save_files(const std::vector<std::string>& paths, int directory, const std::string& name);

// Reads a file from where it stands to its end.
result<saved> hash_file(int descriptor, std::string_view what);

// Walks an archive's headers from its first byte to its end; what is wrong with it is errc::failed.
result<amount> check_archive(int descriptor, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr std::size_t piece_size = std::size_t{256} * 1024;

// A file that is written front to back and hashed on the way. What was written since mark() can be taken back.
class hashed_file {
 public:
  hashed_file(unique_fd file, std::string name) : file_(std::move(file)), name_(std::move(name)) {
    buffer_.reserve(2 * piece_size);
  }

  result<void> write(std::string_view bytes) {
    buffer_ += bytes;
    return buffer_.size() < piece_size ? result<void>() : flush();
  }

  void mark() {
    marked_ = buffer_.size();
    settled_ = false;
  }

  // To the mark: in the buffer, if nothing was flushed since, else in the file.
  result<void> rewind() {
    if (!settled_) {
      buffer_.resize(marked_);
      return {};
    }
    buffer_.clear();
    hash_ = hash_at_mark_;
    written_ = written_at_mark_;
    const auto at = static_cast<off_t>(written_);
    if (::ftruncate(file_.get(), at) != 0 || ::lseek(file_.get(), at, SEEK_SET) != at)
      return system_error(errno, name_);
    mark();
    return {};
  }

  result<saved> finish() {
    if (auto done = flush(); !done) return done.error();
    if (auto done = sync(file_.get(), name_); !done) return done.error();
    return saved{written_, hash_.hex(), {}};
  }

 private:
  result<void> flush() {
    if (!settled_) {
      if (auto done = put(std::string_view(buffer_).substr(0, marked_)); !done) return done;
      hash_at_mark_ = hash_;
      written_at_mark_ = written_;
      settled_ = true;
      buffer_.erase(0, marked_);
    }
    auto done = put(buffer_);
    buffer_.clear();
    return done;
  }

  result<void> put(std::string_view bytes) {
    hash_.update(bytes);
    written_ += bytes.size();
    return write_all(file_.get(), bytes, name_);
  }

  unique_fd file_;
  std::string name_;
  std::string buffer_;
  sha256 hash_, hash_at_mark_;
  std::uint64_t written_ = 0, written_at_mark_ = 0;
  std::size_t marked_ = 0;
  bool settled_ = false;  // the bytes up to the mark were flushed
};

// One thing on the walk: its name inside an open directory, its path in the archive, and what lstat said.
struct found_file {
  int directory;
  const std::string& name;
  const std::string& path;
  const struct stat& about;
};

// Calls visit(found_file) for all below an open directory, parents first, names in byte order. What is gone meanwhile
// is passed over.
template <class Visitor>
result<void> walk_directory(int directory, const std::string& path, unsigned levels, Visitor& visit) {
  if (levels == 0) return error(errc::limit, "/" + path, "too many directories in one another");
  const auto names = names_in(directory, most_names, "/" + path);
  if (!names) return names.error();
  for (const std::string& name : *names) {
    std::string below = path;
    below.append(1, '/').append(name);
    struct stat about = {};
    if (::fstatat(directory, name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      return system_error(errno, "/" + below);
    }
    if (auto done = visit(found_file{directory, name, below, about}); !done) return done;
    if (!S_ISDIR(about.st_mode)) continue;
    const auto inside = open_directory_at(directory, name, "/" + below);
    if (!inside && inside.error().code == errc::missing) continue;
    if (!inside) return inside.error();
    if (auto done = walk_directory(inside->get(), below, levels - 1, visit); !done) return done;
  }
  return {};
}

// The path in an archive: no "/" in front, none doubled, no "."; ".." is refused.
inline result<std::string> archive_path(std::string_view path) {
  if (path.empty() || path[0] != '/') return error(errc::invalid, std::string(path), "is not an absolute path");
  std::string out;
  const std::string whole(path);
  while (!path.empty()) {
    const std::string_view name = take_until(path, '/');
    if (name.empty() || name == ".") continue;
    if (name == "..") return error(errc::invalid, whole, "has \"..\" in it");
    if (!out.empty()) out += '/';
    out += name;
  }
  if (out.empty()) return error(errc::invalid, whole, "is the root directory");
  return out;
}

template <class Visitor>
result<void> walk(const std::string& path, Visitor& visit) {
  constexpr unsigned levels = 256;
  const auto stored = archive_path(path);
  if (!stored) return stored.error();
  struct stat about = {};
  if (::stat(path.c_str(), &about) != 0) return system_error(errno, path);
  if (!S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode)) {
    return error(errc::failed, path, "is a socket, pipe or device: nothing that can be saved");
  }
  if (auto done = visit(found_file{AT_FDCWD, path, *stored, about}); !done) return done;
  if (!S_ISDIR(about.st_mode)) return {};
  const auto directory = open_directory(path);
  if (!directory) return directory.error();
  return walk_directory(directory->get(), *stored, levels, visit);
}

inline bool same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// The last change, of content or of anything else.
inline timespec changed_at(const struct stat& s) {
#ifdef __APPLE__
  return s.st_ctimespec;
#else
  return s.st_ctim;
#endif
}

inline bool unchanged(const struct stat& a, const struct stat& b) {
  const timespec x = changed_at(a);
  const timespec y = changed_at(b);
  return a.st_size == b.st_size && x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec;
}

// A file's time advances in ticks, of 4 ms on Linux with 250 Hz and of at most 10 ms elsewhere: a second write in the
// tick of the first leaves no trace. So one that was written to just now is left to grow older first.
inline result<void> settled_stat(int file, std::string_view what, struct stat& about) {
  constexpr std::int64_t fresh = 20 * millisecond;
  for (int i = 0; i < 2; ++i) {
    if (::fstat(file, &about) != 0) return system_error(errno, std::string(what));
    timespec now = {};
    ::clock_gettime(CLOCK_REALTIME, &now);
    const timespec changed = changed_at(about);
    const std::int64_t age = (std::int64_t{now.tv_sec} - changed.tv_sec) * second + now.tv_nsec - changed.tv_nsec;
    if (age < 0 || age > fresh) break;
    const timespec pause{0, fresh};
    ::nanosleep(&pause, nullptr);
  }
  return {};
}

class archiver {
 public:
  explicit archiver(hashed_file& out) : out_(out) {}

  std::vector<std::string> notes;

  result<void> operator()(const found_file& f) {
    tar_member m;
    m.path = f.path;
    m.mode = f.about.st_mode & 07777u;
    m.uid = f.about.st_uid;
    m.gid = f.about.st_gid;
    m.mtime = f.about.st_mtime;
    if (S_ISREG(f.about.st_mode)) return file(f, m);
    if (S_ISDIR(f.about.st_mode)) {
      m.kind = tar_kind::directory;
      m.path += '/';
      return out_.write(tar_header(m));
    }
    if (S_ISLNK(f.about.st_mode)) return link(f, m);
    return note("/" + f.path + " is a socket, pipe or device: not saved");
  }

 private:
  result<void> note(std::string text) {
    constexpr std::size_t most = 100;
    if (notes.size() < most) notes.push_back(std::move(text));
    if (notes.size() == most) notes.emplace_back("and more");
    return {};
  }

  result<void> gone(const found_file& f) { return note("/" + f.path + " was removed meanwhile: not saved"); }

  result<void> link(const found_file& f, tar_member& m) {
    char target[4096];
    const ssize_t n = ::readlinkat(f.directory, f.name.c_str(), target, sizeof target);
    if (n < 0) return errno == ENOENT ? gone(f) : system_error(errno, "/" + f.path);
    m.kind = tar_kind::link;
    m.mode = 0777;
    m.target.assign(target, static_cast<std::size_t>(n));
    return out_.write(tar_header(m));
  }

  // O_NONBLOCK: what was a file a moment ago could be a pipe now. A file named directly may be a link.
  result<unique_fd> open(const found_file& f) {
    constexpr int flags = O_RDONLY | O_NONBLOCK;
    if (f.directory == AT_FDCWD) return open_file(f.name, flags);
    return open_file_at(f.directory, f.name, flags, 0, "/" + f.path);
  }

  result<void> file(const found_file& f, tar_member& m) {
    constexpr int attempts = 3;
    const auto in = open(f);
    if (!in) return in.error().code == errc::missing ? gone(f) : result<void>(in.error());
    out_.mark();
    for (int i = 0; i < attempts; ++i) {
      struct stat before = {}, after = {};
      if (auto fine = settled_stat(in->get(), "/" + f.path, before); !fine) return fine;
      if (!S_ISREG(before.st_mode)) return error(errc::failed, "/" + f.path, "is no file any more");
      m.size = static_cast<std::uint64_t>(before.st_size);
      m.mtime = before.st_mtime;
      const auto whole = content(in->get(), m);
      if (!whole) return whole.error();
      if (::fstat(in->get(), &after) != 0) return system_error(errno, "/" + f.path);
      if (*whole && unchanged(before, after)) return {};
      if (auto back = out_.rewind(); !back) return back;
      if (::lseek(in->get(), 0, SEEK_SET) != 0) return system_error(errno, "/" + f.path);
    }
    return error(errc::failed, "/" + f.path, "changes while it is read: stop what writes to it, or leave it out");
  }

  // False if the file was shorter than its header says.
  result<bool> content(int in, const tar_member& m) {
    if (auto done = out_.write(tar_header(m)); !done) return done.error();
    if (piece_.empty()) piece_.resize(piece_size);
    for (auto left = static_cast<std::int64_t>(m.size); left > 0; left -= std::int64_t{piece_size}) {
      const std::size_t part = (std::min)(static_cast<std::size_t>(left), piece_size);
      const auto n = read_some(in, piece_.data(), part, "/" + m.path);
      if (!n) return n.error();
      if (*n < part) return false;
      if (auto done = out_.write(std::string_view(piece_).substr(0, part)); !done) return done.error();
    }
    if (auto done = out_.write(std::string(tar_padding(m.size), '\0')); !done) return done.error();
    return true;
  }

  hashed_file& out_;
  std::string piece_;
};

}  // namespace detail

inline result<amount> measure(const std::vector<std::string>& paths, int target) {
  amount sum;
  struct stat there = {};
  if (::fstat(target, &there) != 0) return detail::system_error(errno, "target directory");
  const auto add = [&](const detail::found_file& f) -> result<void> {
    if (S_ISDIR(f.about.st_mode) && detail::same_file(f.about, there)) {
      return error(errc::refused, "/" + f.path,
                   "the backup's target is inside what is saved: choose another directory");
    }
    if (S_ISREG(f.about.st_mode)) sum.bytes += static_cast<std::uint64_t>(f.about.st_size);
    ++sum.files;
    return {};
  };
  for (const std::string& path : paths) {
    if (auto done = detail::walk(path, add); !done) return done.error();
  }
  return sum;
}

inline result<saved> save_files(const std::vector<std::string>& paths, int directory, const std::string& name) {
  auto file = detail::open_file_at(directory, name, O_WRONLY | O_CREAT | O_EXCL);
  if (!file) return file.error();
  detail::hashed_file out(std::move(*file), name);
  detail::archiver archive(out);
  for (const std::string& path : paths) {
    if (auto done = detail::walk(path, archive); !done) return done.error();
  }
  if (auto done = out.write(tar_end()); !done) return done.error();
  auto done = out.finish();
  if (done) done->notes = std::move(archive.notes);
  return done;
}

inline result<saved> hash_file(int descriptor, std::string_view what) {
  detail::sha256 hash;
  std::string piece(detail::piece_size, '\0');
  saved out;
  for (;;) {
    const auto n = detail::read_some(descriptor, piece.data(), piece.size(), what);
    if (!n) return n.error();
    hash.update(std::string_view(piece).substr(0, *n));
    out.bytes += *n;
    if (*n < piece.size()) break;
  }
  out.sha256 = hash.hex();
  return out;
}

inline result<amount> check_archive(int descriptor, std::string_view what) {
  const auto bad = [&](std::uint64_t at, const char* expected) {
    return error(errc::failed, std::string(what),
                 "expected " + std::string(expected) + " at byte " + std::to_string(at));
  };
  struct stat about = {};
  if (::fstat(descriptor, &about) != 0) return detail::system_error(errno, std::string(what));
  const auto size = static_cast<std::uint64_t>(about.st_size);
  amount sum;
  tar_parser parser;
  char block[tar_block];
  for (std::uint64_t at = 0;;) {
    if (::lseek(descriptor, static_cast<off_t>(at), SEEK_SET) < 0)
      return detail::system_error(errno, std::string(what));
    const auto n = detail::read_some(descriptor, block, sizeof block, what);
    if (!n) return n.error();
    const auto step = parser.next({block, *n});
    if (!step) return bad(at + step.error().offset, step.error().expected);
    at += tar_block;
    if (*step == tar_parser::step::end) return at == size ? result<amount>(sum) : bad(at, "the file's end");
    if (*step != tar_parser::step::member) continue;
    const std::uint64_t content = parser.member().size;
    if (content > size - at) return bad(size, "the rest of a member");
    at += content + tar_padding(content);
    sum.bytes += content;
    ++sum.files;
  }
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_FILES_HPP
