// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/backup_command.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::program;

struct answer {
  int status;
  std::string out, err;
};

// Runs one verb of the group with words as on the command line.
answer maintkit_backup(const std::vector<std::string>& words, bool json = false, bool quiet = false,
                       const char* const* environment = nullptr) {
  context c;
  c.now = {1783512000, 0};
  c.json = json;
  c.quiet = quiet;
  c.environment = environment;
  for (const verb& v : backup_verbs) {
    if (v.name != words[0]) continue;
    const auto a = parse(v, std::vector<std::string_view>(words.begin() + 1, words.end()));
    if (!a) return {fail(c, a.error()), c.out.text, c.err.text};
    const int status = v.run(*a, c);
    return {status, c.out.text, c.err.text};
  }
  return {-1, "", "no such verb"};
}

// A site of a recipe of its own: two folders, and a database if sqlite3 is installed.
struct scene : test::temp_dir {
  std::string recipe = *this / "recipe.ini";
  std::string to = *this / "to";
  bool has_database = static_cast<bool>(maintkit::detail::find_program("sqlite3", ""));

  scene() {
    for (const char* name : {"media", "to"}) REQUIRE(::mkdir((*this / name).c_str(), 0755) == 0);
    test::write_text(*this / "media/a", "aaa");
    std::string text =
        "[application]\nname = example\nscheme = semver\n[installed]\nfile = {root}/VERSION\n[settings]\nroot = " +
        path() + "\nextra = | $EXTRA\n[files media]\npath = {root}/media\n";
    test::write_text(*this / "VERSION", "1.2.3\n");
    if (has_database) {
      text += "[database]\nkind = sqlite\nname = {root}/a.db\n";
      REQUIRE(std::system(("sqlite3 " + *this / "a.db" + " 'CREATE TABLE t(x)'").c_str()) == 0);
    }
    test::write_text(recipe, text);
  }
  answer create(std::vector<std::string> more = {}, bool json = false, bool quiet = false) {
    std::vector<std::string> words{"create", "--recipe", recipe, "--to", to};
    words.insert(words.end(), more.begin(), more.end());
    return maintkit_backup(words, json, quiet);
  }
};

}  // namespace

TEST_CASE("backup create: prints the set's folder, or one object, or nothing") {
  scene s;
  const answer first = s.create();
  CHECK(first.status == 0);
  CHECK(first.out == s.to + "/20260708T120000Z\n");
  CHECK(first.err.empty());
  const answer second = s.create({}, true);
  CHECK(second.status == 0);
  CHECK(json::validate(second.out));
  CHECK(second.out.find(R"({"schema":1,"set":"20260708T120000Z-2","path":")") == 0);
  CHECK(second.out.find(R"("manifest":{"schema":1,"application":"example","version":"1.2.3",)") != std::string::npos);
  const answer third = s.create({}, false, true);
  CHECK(third.status == 0);
  CHECK((third.out + third.err).empty());
  CHECK(::access((s.to + "/20260708T120000Z-3/manifest.json").c_str(), F_OK) == 0);
}

TEST_CASE("backup create: --no-database, --set, and what goes wrong") {
  scene s;
  const answer without = s.create({"--no-database"});
  CHECK(without.status == 0);
  if (s.has_database) CHECK(without.err == "maintkit: left out: database\n");
  REQUIRE(::rename((s / "media").c_str(), (s / "other").c_str()) == 0);
  const answer gone = s.create();
  CHECK(gone.status == 1);
  CHECK(gone.err == "maintkit: " + s / "media" + ": is not there\n");
  CHECK(s.create({"--set", "root"}).status == 2);
  CHECK(s.create({"--set", "nonsense=1"}).status == 2);
  CHECK(s.create({"--set", "root=" + s / "nowhere"}).status == 1);
  CHECK(s.create({"operand"}).status == 2);
  CHECK(maintkit_backup({"create", "--to", s.to}).status == 2);
  CHECK(maintkit_backup({"create", "--recipe", s.recipe}).status == 2);
  CHECK(maintkit_backup({"create", "--recipe", s / "none", "--to", s.to}).status == 2);
  CHECK(maintkit_backup({"create", "--recipe", s.recipe, "--to", s / "none"}).status == 2);
  test::write_text(s / "bad.ini", "[application]\nname\n");
  const answer bad = maintkit_backup({"create", "--recipe", s / "bad.ini", "--to", s.to});
  CHECK(bad.status == 2);
  CHECK(bad.err == "maintkit: " + s / "bad.ini" + ":2: expected '='\n  name\n      ^\n");
  test::write_text(s / "bad.ini", std::string("[application]\n\0", 15));
  CHECK(maintkit_backup({"create", "--recipe", s / "bad.ini", "--to", s.to}).status == 2);
}

TEST_CASE("backup create: refused and locked have exit statuses of their own") {
  scene s;
  REQUIRE(::mkdir((s / "media/to").c_str(), 0755) == 0);
  CHECK(maintkit_backup({"create", "--recipe", s.recipe, "--to", s / "media/to"}).status == 4);
  const auto other = maintkit::detail::open_directory(s.to);
  REQUIRE(maintkit::detail::lock(other->get(), s.to));
  CHECK(s.create().status == 3);
}

TEST_CASE("backup create: pretalx's recipe by its name, and the environment") {
  test::temp_dir here;
  for (const char* name : {"data", "data/media", "to"}) REQUIRE(::mkdir((here / name).c_str(), 0755) == 0);
  test::write_text(here / "data/.secret", "x");
  test::write_text(here / "p.cfg", "[filesystem]\ndata = " + here / "data" + "\n");
  const std::string variable = "PRETALX_CONFIG_FILE=" + here / "p.cfg";
  const char* const environment[] = {"PATH=/usr/bin:/bin", variable.c_str(), nullptr};
  const answer done =
      maintkit_backup({"create", "-r", "pretalx", "--to", here / "to", "--no-database"}, true, false, environment);
  CHECK_MESSAGE(done.status == 0, done.err);
  for (const char* part : {"\"media.tar\"", "\"secret.tar\"", "\"config.tar\"", "\"left_out\":[\"database\"]"}) {
    CHECK(done.out.find(part) != std::string::npos);
  }
  const answer other = maintkit_backup({"create", "-r", "pretalx", "--to", here / "to"}, false, false, environment);
  CHECK(other.status == 1);  // there is no db.sqlite3
}

TEST_CASE("backup verify: good, damaged, unreadable") {
  scene s;
  REQUIRE(s.create().status == 0);
  REQUIRE(s.create().status == 0);
  const std::string one = s.to + "/20260708T120000Z";
  const std::string two = one + "-2";
  const answer good = maintkit_backup({"verify", one, two});
  CHECK(good.status == 0);
  CHECK(good.out == one + ": good (structure)\n" + two + ": good (structure)\n");
  CHECK(maintkit_backup({"verify", "--level=hashes", one}).out == one + ": good (hashes)\n");
  std::string text = test::read_text(one + "/media.tar");
  text[0] = 'x';
  test::write_text(one + "/media.tar", text);
  CHECK(maintkit_backup({"verify", "--level", "sizes", one}).status == 0);
  const answer bad = maintkit_backup({"verify", one, two});
  CHECK(bad.status == 1);
  CHECK(bad.out ==
        one + ": media.tar: holds other bytes than were saved (SHA-256 differs)\n" + two + ": good (structure)\n");
  const answer object = maintkit_backup({"verify", one, two}, true);
  CHECK(object.status == 1);
  CHECK(json::validate(object.out));
  CHECK(object.out.find(R"("good":false,"level":"structure","faults":[{"file":"media.tar","reason":")") !=
        std::string::npos);
  CHECK(maintkit_backup({"verify", one}, false, true).out.empty());
  CHECK(maintkit_backup({"verify", s / "none"}).status == 2);
  CHECK(maintkit_backup({"verify", "--level", "deep", one}).status == 2);
  CHECK(maintkit_backup({"verify"}).status == 2);
}

TEST_CASE("backup verify, list: control bytes of names reach no terminal") {
  scene s;
  REQUIRE(s.create().status == 0);
  const std::string folder = s.to + "/20260708T120000Z";
  test::write_text(folder + "/\x1b[2Jx", "");
  const std::string line = folder + ": \\x1b[2Jx: is not in the manifest\n";
  CHECK(maintkit_backup({"verify", folder}).out == line);
  auto m = backup::parse_manifest(test::read_text(folder + "/manifest.json"), "m");
  REQUIRE(m);
  m->version = "1\x1b[2J";
  m->entries.back().kind = "k\x1b[2J";
  test::write_text(folder + "/manifest.json", backup::to_json(*m));
  const answer kind = maintkit_backup({"verify", folder});
  CHECK(kind.status == 1);
  CHECK(kind.out == folder + ": media.tar: \"k\\x1b[2J\" can't be checked by this version\n" + line);
  CHECK(maintkit_backup({"list", s.to}).out.find("20260708T120000Z\t1\\x1b[2J\t") == 0);
}

TEST_CASE("backup list: a line a set") {
  scene s;
  CHECK(maintkit_backup({"list", s.to}).out.empty());
  REQUIRE(s.create({"--no-database"}).status == 0);
  REQUIRE(::mkdir((s.to + "/20260101T000000Z").c_str(), 0700) == 0);
  const answer lines = maintkit_backup({"list", s.to});
  CHECK(lines.status == 0);
  CHECK(lines.out.find("20260101T000000Z\t?\t?\tis not there\n20260708T120000Z\t1.2.3\t") == 0);
  CHECK(lines.out.find("\tstructure\n") != std::string::npos);
  const answer object = maintkit_backup({"list", s.to}, true);
  CHECK(json::validate(object.out));
  CHECK(
      object.out.find(
          R"({"name":"20260101T000000Z","at":"2026-01-01T00:00:00Z","application":"","version":"","bytes":0,"verified":null,"trouble":"is not there"})") !=
      std::string::npos);
  CHECK(maintkit_backup({"list", s / "none"}).status == 2);
}
