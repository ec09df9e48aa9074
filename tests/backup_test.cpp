// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::backup;
namespace d = maintkit::detail;

constexpr time::instant noon{1783512000, 0};  // 2026-07-08T12:00:00Z

// A small site: media, a secret, and where sqlite3 is installed a database.
struct scene : test::temp_dir {
  backup::site site;
  create_options how;
  std::string to = *this / "to";

  explicit scene(bool with_database = true) {
    for (const char* name : {"media", "media/logos", "to"}) REQUIRE(::mkdir((*this / name).c_str(), 0755) == 0);
    test::write_text(*this / "media/logos/a.png", std::string(5000, 'p'));
    test::write_text(*this / ".secret", "s3cret");
    site.application = "example";
    site.installed = "1.2";
    site.sources = {{"media", {*this / "media"}}, {"secret", {*this / ".secret"}}};
    if (!with_database) return;
    if (!d::find_program("sqlite3", "")) {
      MESSAGE("sqlite3 is not there: without a database");
      return;
    }
    site.database = {"sqlite3", *this / "a.db", {}, {}, {}, {}};
    REQUIRE(std::system(("sqlite3 " + site.database.name + " 'CREATE TABLE t(x); INSERT INTO t VALUES(1)'").c_str()) ==
            0);
  }
  result<set> create(time::instant now = noon) { return backup::create(site, to, now, how); }
  std::vector<std::string> names() const { return *d::names_in(d::open_directory(to)->get(), 100, to); }
  // What verify() finds, a line each.
  std::string faults(const std::string& name, level wanted = level::structure) {
    const auto seen = verify(to + "/" + name, wanted, how);
    REQUIRE(seen);
    std::string out;
    for (const fault& f : seen->faults) out += f.file + ": " + f.why + "\n";
    return out;
  }
  bool has_database() const { return !site.database.kind.empty(); }
};

mode_t mode_of(const std::string& path) {
  struct stat about = {};
  REQUIRE(::lstat(path.c_str(), &about) == 0);
  return about.st_mode & 07777u;
}

}  // namespace

TEST_CASE("backup: a set is complete, closed to others, described and sound") {
  scene s;
  const mode_t mask = ::umask(0);  // the modes are ours, not the caller's
  const auto done = s.create();
  ::umask(mask);
  REQUIRE_MESSAGE(done, render(done.error()));
  CHECK(done->name == "20260708T120000Z");
  CHECK(s.names() == std::vector<std::string>{"20260708T120000Z"});
  const std::string folder = s.to + "/" + done->name;
  CHECK(mode_of(folder) == 0700);
  CHECK(mode_of(folder + "/manifest.json") == 0600);
  const auto read = parse_manifest(test::read_text(folder + "/manifest.json"), "m");
  REQUIRE_MESSAGE(read, render(read.error()));
  CHECK(read->application == "example");
  CHECK(read->version == "1.2");
  CHECK(read->verified == level::structure);
  CHECK(read->started == noon);
  CHECK_FALSE(read->finished < noon);
  REQUIRE(read->entries.size() == (s.has_database() ? 3 : 2));
  CHECK(read->entries.back().name == "secret.tar");
  CHECK(read->entries.back().sources == std::vector<std::string>{s / ".secret"});
  if (s.has_database()) CHECK(read->entries[0].kind == "sqlite");  // the database comes first
  for (const entry& e : read->entries) {
    CHECK(mode_of(folder + "/" + e.name) == 0600);
    CHECK(d::sha256_hex(test::read_text(folder + "/" + e.name)) == e.sha256);
  }
  CHECK(s.faults(done->name).empty());
}

TEST_CASE("backup: sets of one second are counted, and listed with the others, oldest first") {
  scene s(false);
  CHECK(s.create()->name == "20260708T120000Z");
  CHECK(s.create()->name == "20260708T120000Z-2");
  CHECK(s.create()->name == "20260708T120000Z-3");
  CHECK(s.create({noon.seconds - 1, 0})->name == "20260708T115959Z");
  REQUIRE(::mkdir((s.to + "/20260709T000000Z").c_str(), 0700) == 0);  // empty: no manifest
  REQUIRE(::mkdir((s.to + "/holiday").c_str(), 0700) == 0);           // no set
  const auto all = list(s.to);
  REQUIRE(all);
  REQUIRE(all->size() == 5);
  CHECK((*all)[0].name == "20260708T115959Z");
  CHECK((*all)[0].trouble.empty());
  CHECK((*all)[1].what.entries.size() == 2);
  CHECK((*all)[4].trouble == "is not there");
  CHECK(list(s / "none").error().code == errc::missing);
}

TEST_CASE("backup: every cut and every flipped byte is found") {
  scene s;
  const auto done = s.create();
  REQUIRE(done);
  test::random random(test::seed());
  std::vector<std::string> files{"manifest.json"};
  for (const entry& e : done->what.entries) files.push_back(e.name);
  for (const std::string& name : files) {
    CAPTURE(name);
    const std::string path = s.to + "/" + done->name + "/" + name;
    const std::string good = test::read_text(path);
    for (int i = 0; i < 20; ++i) {
      std::string bad = good;
      const std::size_t at = random.below(good.size() - 1);  // the manifest's last byte is only the line's end
      bad[at] = static_cast<char>(bad[at] ^ (1 << random.below(8)));
      test::write_text(path, bad);
      CHECK(s.faults(done->name, level::hashes).substr(0, name.size() + 2) == name + ": ");
      test::write_text(path, good.substr(0, at));
      CHECK_FALSE(s.faults(done->name, name == manifest_name ? level::structure : level::sizes).empty());
      CHECK(s.faults(done->name, level::hashes).substr(0, name.size() + 2) == name + ": ");
    }
    REQUIRE(std::rename(path.c_str(), (path + ".away").c_str()) == 0);
    CHECK_FALSE(s.faults(done->name, level::sizes).empty());
    REQUIRE(std::rename((path + ".away").c_str(), path.c_str()) == 0);
    test::write_text(path, good);
  }
  CHECK(s.faults(done->name).empty());
  test::write_text(s.to + "/" + done->name + "/stranger", "");
  CHECK(s.faults(done->name) == "stranger: is not in the manifest\n");
}

TEST_CASE("backup: what has the right hash and makes no sense is found at level structure") {
  scene s;
  const auto done = s.create();
  REQUIRE(done);
  for (entry e : done->what.entries) {
    manifest m = done->what;
    const std::string folder = s.to + "/" + done->name + "/";
    const std::string good = test::read_text(folder + e.name);
    std::string bad = good;
    bad.replace(0, 200, std::string(200, 'x'));
    test::write_text(folder + e.name, bad);
    for (entry& each : m.entries) {
      if (each.name == e.name) each.sha256 = d::sha256_hex(bad);
    }
    test::write_text(folder + "manifest.json", to_json(m));
    CHECK(s.faults(done->name, level::hashes).empty());
    CHECK(s.faults(done->name).substr(0, e.name.size() + 2) == e.name + ": ");
    test::write_text(folder + e.name, good);
  }
}

TEST_CASE("backup: a link or a pipe in place of a file is a fault, and not followed") {
  scene s(false);
  const auto done = s.create();
  REQUIRE(done);
  const std::string path = s.to + "/" + done->name + "/media.tar";
  REQUIRE(std::rename(path.c_str(), (s / "media.tar").c_str()) == 0);
  REQUIRE(::symlink((s / "media.tar").c_str(), path.c_str()) == 0);
  CHECK(s.faults(done->name) == "media.tar: is a symbolic link, which is not followed here\n");
  REQUIRE(::unlink(path.c_str()) == 0);
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(s.faults(done->name) == "media.tar: is no file\n");
}

TEST_CASE("backup: whatever fails, nothing is published and nothing is left") {
  scene s;
  const auto fails = [&](errc code) {
    const auto done = s.create();
    REQUIRE_FALSE(done);
    CHECK(done.error().code == code);
    CHECK(s.names().empty());
  };
  // a source that is not there
  s.site.sources.push_back({"gone", {s / "gone"}});
  fails(errc::missing);
  // one that is neither a file nor a directory
  s.site.sources.back().paths = {"/dev/zero"};
  fails(errc::failed);
  s.site.sources.pop_back();
  // nothing at all
  scene bare(false);
  bare.site.sources.clear();
  for (const char* kind : {"", "sqlite3"}) {  // a database that is left out is none
    bare.site.database.kind = kind;
    bare.how.leave_out_database = true;
    const auto nothing = bare.create();
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().code == errc::invalid);
    CHECK(nothing.error().why == "there is nothing to save");
    CHECK(bare.names().empty());
  }
  if (s.has_database()) {
    // a damaged database
    const std::string good = test::read_text(s.site.database.name);
    test::write_text(s.site.database.name, std::string(good.size(), 'x'));
    fails(errc::failed);
    test::write_text(s.site.database.name, good);
    // no tool
    s.how.path = "/nowhere";
    fails(errc::missing);
    // a tool that fails, one that is killed, one that complains, and one that lies
    REQUIRE(::mkdir((s / "bin").c_str(), 0755) == 0);
    s.how.path = s / "bin:/usr/bin:/bin";
    for (const char* script : {"exit 3", "kill -9 $$", "echo trouble >&2", "exit 0"}) {
      CAPTURE(script);
      test::write_text(s / "bin/sqlite3", std::string("#!/bin/sh\n") + script + "\n");
      REQUIRE(::chmod((s / "bin/sqlite3").c_str(), 0755) == 0);
      fails(errc::failed);
    }
    s.how.path.clear();
  }
  REQUIRE(s.create());
}

TEST_CASE("backup: a target inside of the source is refused, and nothing is made there") {
  scene s(false);
  const std::string inside = s / "media/logos";
  const auto done = backup::create(s.site, inside, noon);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == errc::refused);
  CHECK(d::names_in(d::open_directory(inside)->get(), 10, inside)->size() == 1);
  CHECK(backup::create(s.site, s / "none", noon).error().code == errc::missing);
}

TEST_CASE("backup: two runs at once: one is told that the other is at work") {
  scene s(false);
  const auto other = d::open_directory(s.to);
  REQUIRE(d::lock(other->get(), s.to));
  const auto done = s.create();
  REQUIRE_FALSE(done);
  CHECK(done.error().code == errc::busy);
  CHECK(s.names().empty());
}

TEST_CASE("backup: what a killed run left is swept away by the next; other hidden names stay") {
  scene s(false);
  REQUIRE(::mkdir((s.to + "/.tmp-4242-0").c_str(), 0700) == 0);
  test::write_text(s.to + "/.tmp-4242-0/media.tar", "half");
  REQUIRE(::mkdir((s.to + "/.trash").c_str(), 0700) == 0);
  REQUIRE(s.create());
  CHECK(s.names() == std::vector<std::string>{".trash", "20260708T120000Z"});
}

TEST_CASE("backup: without the database it says so") {
  scene s;
  s.how.leave_out_database = true;
  s.how.path = "/nowhere";  // no sqlite3 needed
  s.site.database = {"sqlite3", s / "a.db", {}, {}, {}, {}};
  const auto done = s.create();
  REQUIRE(done);
  CHECK(done->what.left_out == std::vector<std::string>{"database"});
  CHECK(done->what.entries.size() == 2);
}

// Small disks, where the tests may mount one: of 1 MiB, and of four names.
TEST_CASE("backup: a full disk") {
  scene s(false);
  const auto mount = [&](const std::string& size) {
    return std::system(("mount -t tmpfs -o " + size + " maintkit-test " + s.to + " 2>/dev/null").c_str()) == 0;
  };
  const auto unmount = [&] { return std::system(("umount " + s.to).c_str()) == 0; };
  if (!mount("size=1m")) {
    MESSAGE("may not mount a small disk: not tested");
    return;
  }
  test::write_text(s / "media/large", std::string(1500000, 'x'));
  CHECK(s.create().error().code == errc::refused);  // seen beforehand
  CHECK(s.names().empty());
  const auto full = save_files({s / "media"}, d::open_directory(s.to)->get(), "x");
  REQUIRE_FALSE(full);
  CHECK(full.error().why == "the disk is full");
  REQUIRE(unmount());
  REQUIRE(::unlink((s / "media/large").c_str()) == 0);

  // Its own folder, two archives, and no room for the manifest's name.
  REQUIRE(mount("size=1m,nr_inodes=4"));
  const auto done = s.create();
  REQUIRE_FALSE(done);
  CHECK(done.error().code == errc::io);
  CHECK(s.names().empty());
  CHECK(unmount());
}

// Killed at any moment: there is the whole set or none, and the next run is not held up.
TEST_CASE("backup: killed at random moments") {
  scene s;
  test::write_text(s / "media/large", std::string(3000000, 'x'));
  test::random random(test::seed());
  std::size_t published = 0;
  for (int i = 0; i < 40; ++i) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      (void)s.create({noon.seconds + i, 0});
      ::_exit(0);
    }
    ::usleep(static_cast<useconds_t>(random.below(120000)));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto sets = list(s.to);
    for (const listed& set : *sets) CHECK(set.trouble.empty());
  }
  const auto sets = list(s.to);
  for (const listed& set : *sets) {
    CHECK(s.faults(set.name).empty());
    ++published;
  }
  const auto last = s.create({noon.seconds + 100, 0});
  // sqlite3 may still be at work on the name of a killed run, and is no holder of the lock.
  REQUIRE_MESSAGE(last, render(last.error()));
  for (const std::string& name : s.names()) CHECK(name[0] != '.');
  MESSAGE(published << " of 40 were complete");
}
