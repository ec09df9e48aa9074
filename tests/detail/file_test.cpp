// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/file.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::detail;

struct scratch : test::temp_dir {
  unique_fd directory = *open_directory(path());

  int fd() const { return directory.get(); }
  bool has(const std::string& name) const { return ::faccessat(fd(), name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0; }
};

std::vector<std::string> names(const scratch& s) { return *names_in(s.fd(), 1000, s.path()); }

}  // namespace

TEST_CASE("file: unique_fd closes what it owns, once, and hands it over") {
  const int descriptor = ::open("/dev/null", O_RDONLY);
  {
    unique_fd a(descriptor);
    unique_fd b(std::move(a));
    CHECK_FALSE(a);
    CHECK(b.get() == descriptor);
    a = std::move(b);
    CHECK(a.get() == descriptor);
    CHECK(::fcntl(descriptor, F_GETFD) >= 0);
  }
  CHECK(::fcntl(descriptor, F_GETFD) < 0);
}

TEST_CASE("file: errors say what and why, and how bad it is") {
  struct row {
    int number;
    errc code;
    const char* why;
  };
  const row rows[] = {
      {ENOENT, errc::missing, "is not there"}, {EACCES, errc::denied, "permission denied"},
      {ENOSPC, errc::io, "the disk is full"},  {ELOOP, errc::invalid, "is a symbolic link, which is not followed here"},
      {12345, errc::io, "system error 12345"},
  };
  for (const row& r : rows) {
    const error e = system_error(r.number, "/x");
    CHECK(e.code == r.code);
    CHECK(e.what == "/x");
    CHECK(e.why == r.why);
  }
}

TEST_CASE("file: a file is read whole up to the limit, and not cut beyond it") {
  scratch s;
  const std::string text(40000, 'x');
  REQUIRE(write_atomically(s.fd(), "f", text));
  CHECK(*read_file(s.path() + "/f", 40000) == text);
  CHECK(*read_file_at(s.fd(), "f", 40000) == text);
  CHECK(read_file(s.path() + "/f", 39999).error().code == errc::limit);
  CHECK(read_file(s.path() + "/g", 10).error().code == errc::missing);
  CHECK(read_file(s.path(), 10).error().code == errc::invalid);  // a directory
  REQUIRE(write_atomically(s.fd(), "empty", ""));
  CHECK(read_file(s.path() + "/empty", 0)->empty());
}

TEST_CASE("file: names inside a directory are names: no path, no link, no NUL, never empty") {
  scratch s;
  REQUIRE(write_atomically(s.fd(), "f", "x"));
  REQUIRE(::symlinkat("f", s.fd(), "link") == 0);
  REQUIRE(::symlinkat(".", s.fd(), "here") == 0);
  CHECK(read_file_at(s.fd(), "f", 10));
  CHECK(read_file_at(s.fd(), "link", 10).error().code == errc::invalid);
  CHECK_FALSE(open_directory_at(s.fd(), "here"));
  CHECK(read_file_at(s.fd(), "../f", 10).error().code == errc::invalid);
  CHECK(read_file_at(s.fd(), std::string("f\0g", 3), 10).error().code == errc::invalid);
  CHECK(read_file_at(s.fd(), "", 10).error().code == errc::invalid);
}

TEST_CASE("file: write_atomically leaves the whole file, the asked mode whatever was there, and no other name") {
  scratch s;
  REQUIRE(write_atomically(s.fd(), "f", "old", 0644));
  REQUIRE(write_atomically(s.fd(), "f", "new", 0600));
  CHECK(*read_file_at(s.fd(), "f", 10) == "new");
  struct stat about = {};
  REQUIRE(::fstatat(s.fd(), "f", &about, 0) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(names(s) == std::vector<std::string>{"f"});

  // A temporary name that a killed process of the same id left is passed over, and not touched.
  REQUIRE(write_atomically(s.fd(), temporary_name(0), "left over"));
  REQUIRE(write_atomically(s.fd(), "f", "newer"));
  CHECK(*read_file_at(s.fd(), temporary_name(0), 100) == "left over");

  // What is no regular file is neither replaced nor written through: it may be /dev/null.
  REQUIRE(::symlinkat("f", s.fd(), "link") == 0);
  REQUIRE(::mkfifoat(s.fd(), "fifo", 0600) == 0);
  for (const char* const name : {"link", "fifo"}) {
    const auto refused = write_atomically(s.fd(), name, "own");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == errc::invalid);
  }
  CHECK(*read_file_at(s.fd(), "f", 10) == "newer");
  REQUIRE(::mkdirat(s.fd(), "d", 0700) == 0);
  CHECK_FALSE(write_atomically(s.fd(), "d", "x"));
  CHECK(names(s) == std::vector<std::string>{temporary_name(0), "d", "f", "fifo", "link"});
}

TEST_CASE("file: temporary names are known again, and nothing else is") {
  CHECK(is_temporary_name(temporary_name(0)));
  CHECK(is_temporary_name(".tmp-1-22"));
  for (const char* name :
       {"", ".tmp-", ".tmp-1", ".tmp-1-", ".tmp--1", ".tmp-a-1", ".tmp-1-a", "x.tmp-1-1", ".tmp-1-1x"}) {
    CAPTURE(name);
    CHECK_FALSE(is_temporary_name(name));
  }
}

TEST_CASE("file: a full disk is an error") {
  const auto full = open_file("/dev/full", O_WRONLY);
  if (!full) {
    MESSAGE("/dev/full is not there: not tested");
    return;
  }
  CHECK(write_all(full->get(), "x", "f").error().why == "the disk is full");
}

TEST_CASE("file: names come sorted by bytes and are counted") {
  scratch s;
  for (const char* name : {"b", "a", "Z", ".hidden"}) REQUIRE(write_atomically(s.fd(), name, ""));
  CHECK(names(s) == std::vector<std::string>{".hidden", "Z", "a", "b"});
  CHECK(names_in(s.fd(), 4, "x"));
  CHECK(names_in(s.fd(), 3, "x").error().code == errc::limit);
  CHECK(names(s).size() == 4);  // the reading position of the descriptor is its own each time
}

TEST_CASE("file: remove_tree_at removes all below, and nothing behind a link") {
  scratch s;
  REQUIRE(::mkdirat(s.fd(), "keep", 0700) == 0);
  const auto keep = open_directory_at(s.fd(), "keep");
  REQUIRE(write_atomically(keep->get(), "f", "x"));
  REQUIRE(::mkdirat(s.fd(), "go", 0700) == 0);
  const auto go = open_directory_at(s.fd(), "go");
  REQUIRE(::mkdirat(go->get(), "deep", 0700) == 0);
  REQUIRE(write_atomically(go->get(), "f", "x"));
  REQUIRE(::symlinkat("../keep", go->get(), "link") == 0);

  CHECK(remove_tree_at(s.fd(), "go"));
  CHECK_FALSE(s.has("go"));
  CHECK(read_file(s.path() + "/keep/f", 10));
  CHECK(remove_tree_at(s.fd(), "go"));  // what is not there is no error
}

TEST_CASE("file: a directory's lock is held by one, leaves no file, and is free when its owner is gone") {
  scratch s;
  const auto other = open_directory(s.path());
  {
    const auto first = open_directory(s.path());
    REQUIRE(lock(first->get(), s.path()));
    CHECK(lock(other->get(), s.path()).error().code == errc::busy);
  }
  CHECK(lock(other->get(), s.path()));
  CHECK(names(s).empty());
}
