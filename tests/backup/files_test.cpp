// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/files.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::backup;
namespace d = maintkit::detail;

// A tree to save in "from", and an open folder "to".
struct scene : test::temp_dir {
  d::unique_fd to;

  scene() {
    for (const char* name : {"from", "to"}) folder(name);
    to = *d::open_directory(*this / "to");
  }
  void folder(const std::string& name) { REQUIRE(::mkdir((*this / name).c_str(), 0755) == 0); }
  void file(const std::string& name, std::string_view text) { test::write_text(*this / name, text); }
  result<saved> save() { return save_files({*this / "from"}, to.get(), "x.tar"); }
  std::string archive() { return test::read_text(*this / "to/x.tar"); }
  int run(const std::string& command) { return std::system(("cd " + path() + " && " + command).c_str()); }
};

}  // namespace

TEST_CASE("files: tar unpacks what was saved, and it is the same") {
  scene s;
  s.folder("from/b");
  s.folder("from/b/empty");
  s.file("from/a", "");
  s.file("from/b/one block", std::string(512, 'x'));
  s.file("from/b/large", std::string(700001, 'y'));  // more than the buffer
  s.file("from/b/" + std::string(200, 'n'), "long name");
  REQUIRE(::symlink("/etc", (s / "from/link").c_str()) == 0);
  REQUIRE(::chmod((s / "from/a").c_str(), 04640) == 0);
  const auto done = s.save();
  REQUIRE_MESSAGE(done, render(done.error()));
  CHECK(done->bytes == s.archive().size());
  CHECK(done->sha256 == d::sha256_hex(s.archive()));
  CHECK(done->notes.empty());
  struct stat about = {};
  REQUIRE(::stat((s / "to/x.tar").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);

  s.folder("out");
  REQUIRE(s.run("tar -xpf to/x.tar -C out") == 0);
  CHECK(s.run("diff -r --no-dereference from out" + s.path() + "/from") == 0);
  const std::string look = "find . -printf '%p %m %s %l\\n' | sort > ";
  REQUIRE(s.run("(cd from && " + look + s / "a" + ") && cd out" + s.path() + "/from && " + look + s / "b") == 0);
  CHECK(test::read_text(s / "a") == test::read_text(s / "b"));
}

TEST_CASE("files: the same tree gives the same bytes") {
  scene s;
  for (const char* name : {"from/c", "from/a", "from/b"}) s.file(name, name);
  const auto first = s.save();
  REQUIRE(first);
  const auto second = save_files({s / "from"}, s.to.get(), "y.tar");
  REQUIRE(second);
  CHECK(first->sha256 == second->sha256);
}

TEST_CASE("files: no link is followed below, and a named path may be one") {
  scene s;
  s.folder("secret");
  s.file("secret/key", "SECRET");
  REQUIRE(::symlink("../secret", (s / "from/link").c_str()) == 0);
  REQUIRE(::symlink("../secret/key", (s / "from/key").c_str()) == 0);
  REQUIRE(s.save());
  CHECK(s.archive().find("SECRET") == std::string::npos);

  REQUIRE(::symlink("secret", (s / "named").c_str()) == 0);
  REQUIRE(save_files({s / "named"}, s.to.get(), "y.tar"));
  CHECK(test::read_text(s / "to/y.tar").find("SECRET") != std::string::npos);
}

TEST_CASE("files: pipes and sockets are noted and not opened") {
  scene s;
  REQUIRE(::mkfifo((s / "from/pipe").c_str(), 0600) == 0);
  const auto done = s.save();
  REQUIRE(done);
  CHECK(done->notes == std::vector<std::string>{s / "from/pipe is a socket, pipe or device: not saved"});
  // one that is named, itself or by a link, is what was to be saved
  REQUIRE(::symlink("from/pipe", (s / "link").c_str()) == 0);
  for (const std::string& named : {s / "from/pipe", s / "link", std::string("/dev/zero")}) {
    CAPTURE(named);
    const auto none = save_files({named}, s.to.get(), named.substr(named.rfind('/') + 1));
    REQUIRE_FALSE(none);
    CHECK(none.error().code == errc::failed);
    CHECK(render(none.error()) == named + ": is a socket, pipe or device: nothing that can be saved\n");
    CHECK_FALSE(measure({named}, s.to.get()));
  }
}

TEST_CASE("files: what can't be saved is an error") {
  scene s;
  CHECK(save_files({s / "none"}, s.to.get(), "1").error().code == errc::missing);
  CHECK(save_files({"relative"}, s.to.get(), "2").error().code == errc::invalid);
  CHECK(save_files({s.path() + "/from/../from"}, s.to.get(), "3").error().code == errc::invalid);
  CHECK(save_files({"/"}, s.to.get(), "4").error().code == errc::invalid);
  s.file("to/there", "");
  CHECK(save_files({s / "from"}, s.to.get(), "there").error().code == errc::exists);
  std::string deep = "from";
  for (int i = 0; i < 260; ++i) s.folder(deep += "/d");
  CHECK(save_files({s / "from"}, s.to.get(), "5").error().code == errc::limit);
}

TEST_CASE("files: amounts, and a target inside of the source") {
  scene s;
  s.folder("from/b");
  s.file("from/b/f", "12345");
  const auto sum = measure({s / "from"}, s.to.get());
  REQUIRE(sum);
  CHECK(sum->bytes == 5);
  CHECK(sum->files == 3);
  for (const char* inside : {"from", "from/b"}) {
    const auto target = d::open_directory(s / inside);
    CHECK(measure({s / "from"}, target->get()).error().code == errc::refused);
  }
  // also when it is reached by another name
  REQUIRE(::symlink("from/b", (s / "b").c_str()) == 0);
  const auto target = d::open_directory(s / "b");
  CHECK(measure({s / "from"}, target->get()).error().code == errc::refused);
}

// A writer rewrites a file all the time, each time with one letter. A copy with two of them would be a torn one.
TEST_CASE("files: a file that changes while it is read is read again, or is an error, and never torn") {
  scene s;
  constexpr std::size_t size = 4000000;
  s.file("from/f", std::string(size, 'a'));
  const pid_t writer = ::fork();
  REQUIRE(writer >= 0);
  if (writer == 0) {
    const int file = ::open((s / "from/f").c_str(), O_WRONLY);
    for (char c = 'a';; c = c == 'z' ? 'a' : static_cast<char>(c + 1)) {
      const std::string text(size, c);
      (void)!::pwrite(file, text.data(), text.size(), 0);
      ::usleep(c % 3 == 0 ? 60000 : 3000);
    }
  }
  int torn = 0, whole = 0, refused = 0;
  for (int i = 0; i < 30; ++i) {
    const std::string name = std::to_string(i);
    const auto done = save_files({s / "from/f"}, s.to.get(), name);
    if (!done) {
      CHECK(done.error().code == errc::failed);
      ++refused;
      continue;
    }
    const std::string archive = test::read_text(s / "to/" + name);
    CHECK(archive.size() == done->bytes);
    CHECK(d::sha256_hex(archive) == done->sha256);  // also after going back to the mark
    const std::string_view content = std::string_view(archive).substr(512, size);
    ++(content.find_first_not_of(content[0]) == std::string_view::npos ? whole : torn);
  }
  ::kill(writer, SIGKILL);
  ::waitpid(writer, nullptr, 0);
  MESSAGE(whole << " whole, " << refused << " refused, " << torn << " torn");
  CHECK(torn == 0);
  CHECK(whole > 0);
}

// Nothing was planned on the file as it was: this is no errc::changed, whose exit status says that nothing was tried.
TEST_CASE("files: one that never stays as it is can't be saved") {
  scene s;
  s.file("from/f", std::string(4000000, 'a'));
  const pid_t writer = ::fork();
  REQUIRE(writer >= 0);
  if (writer == 0) {
    const int file = ::open((s / "from/f").c_str(), O_WRONLY);
    for (;; ::usleep(500)) (void)!::pwrite(file, "b", 1, 0);
  }
  auto done = s.save();
  for (int i = 0; i < 20 && done; ++i) done = save_files({s / "from"}, s.to.get(), std::to_string(i));
  ::kill(writer, SIGKILL);
  ::waitpid(writer, nullptr, 0);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == errc::failed);
}

TEST_CASE("files: an archive is walked to its end, and damage is found") {
  scene s;
  s.file("from/a", std::string(1000, 'x'));
  s.file("from/b", "");
  REQUIRE(s.save());
  const auto check = [&](const std::string& text) {
    s.file("to/y.tar", text);
    const auto file = d::open_file(s / "to/y.tar", O_RDONLY);
    return check_archive(file->get(), "y.tar");
  };
  const std::string good = s.archive();
  REQUIRE(check(good));
  CHECK(check(good)->files == 3);
  CHECK(check(good)->bytes == 1000);
  for (std::size_t n = 0; n < good.size(); n += 100) CHECK(check(good.substr(0, n)).error().code == errc::failed);
  CHECK(check(good + "x").error().why.substr(0, 23) == "expected the file's end");
  std::string flipped = good;
  flipped[130] = '7';  // the size of the first member
  CHECK_FALSE(check(flipped));
}
