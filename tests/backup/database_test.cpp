// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/database.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::backup;
namespace d = maintkit::detail;

constexpr std::int64_t minute = 60 * 1000000000LL;

bool no_sqlite() {
  if (d::find_program("sqlite3", "")) return false;
  MESSAGE("sqlite3 is not there: not tested");
  return true;
}

struct scene : test::temp_dir {
  d::unique_fd set;
  database what{"sqlite3", *this / "a.db", {}, {}, {}, {}};

  scene() {
    REQUIRE(::mkdir((*this / "set").c_str(), 0700) == 0);
    set = *d::open_directory(*this / "set");
  }
  int sql(const std::string& orders) {
    return std::system(("sqlite3 '" + what.name + "' \"" + orders + "\" >/dev/null").c_str());
  }
  result<dumped> take() { return dump(what, set.get(), *this / "set", "", minute); }
  std::string copy() { return *this / "set/database.sqlite3"; }
  result<void> look() { return check_dump("sqlite", copy(), "", minute); }
};

// Rows come in pairs, in one transaction: a copy with an odd number is torn.
void write_forever(const std::string& file) {
  const std::string loop =
      "i=0; while :; do i=$((i+1)); sqlite3 '" + file +
      "' '.timeout 20000' 'BEGIN; INSERT INTO t SELECT hex(randomblob(300)); INSERT INTO t SELECT "
      "hex(randomblob(300)); DELETE FROM t WHERE rowid IN (SELECT rowid FROM t ORDER BY rowid LIMIT "
      "2*(SELECT count(*)>2000 FROM t)); COMMIT'; done";
  ::setpgid(0, 0);
  ::execl("/bin/sh", "sh", "-c", loop.c_str(), static_cast<char*>(nullptr));
  ::_exit(127);
}

}  // namespace

TEST_CASE("database: what applications call their engines") {
  CHECK(engine_of("sqlite3") == engine::sqlite);
  CHECK(engine_of("postgresql") == engine::postgresql);
  CHECK(engine_of("mariadb") == engine::mysql);
  CHECK_FALSE(engine_of("oracle"));
  CHECK_FALSE(engine_of(""));
}

TEST_CASE("database: a copy is sound, closed to others, and leaves the original as it was") {
  if (no_sqlite()) return;
  scene s;
  REQUIRE(s.sql("CREATE TABLE t(x); INSERT INTO t VALUES(1)") == 0);
  const std::string before = test::read_text(s.what.name);
  CHECK(*prepare(s.what, "") == before.size());
  const auto done = s.take();
  REQUIRE_MESSAGE(done, render(done.error()));
  CHECK(done->name == "database.sqlite3");
  CHECK(done->tool.version.substr(0, 2) == "3.");
  struct stat about = {};
  REQUIRE(::stat(s.copy().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  CHECK(s.look());
  CHECK(test::read_text(s.what.name) == before);
  CHECK(d::names_in(s.set.get(), 10, "set")->size() == 1);  // no journal beside it
  CHECK(s.take().error().code == errc::exists);             // nothing is overwritten
}

TEST_CASE("database: names that mean something to SQL, a URI or a shell are only names") {
  if (no_sqlite()) return;
  scene s;
  REQUIRE(s.sql("CREATE TABLE t(x)") == 0);
  for (const char* name : {"a?mode=rwc#x", "100%25", "it's; .shell x", "$(id) \"q\""}) {
    CAPTURE(name);
    const std::string full = s / name;
    REQUIRE(std::rename(s.what.name.c_str(), full.c_str()) == 0);
    s.what.name = full;
    const auto done = s.take();
    CHECK_MESSAGE(done, render(done.error()));
    CHECK(s.look());
    ::unlink(s.copy().c_str());
  }
}

TEST_CASE("database: what is missing, empty or damaged is an error with its reason") {
  if (no_sqlite()) return;
  scene s;
  CHECK(prepare(s.what, "").error().code == errc::missing);
  CHECK(s.take().error().code == errc::failed);  // a read-only connection makes no new file
  CHECK(::access(s.what.name.c_str(), F_OK) != 0);
  ::unlink(s.copy().c_str());

  test::write_text(s.what.name, "this is no database, and it is long enough to be looked at as one .................");
  CHECK(s.take().error().why.find("file is not a database") != std::string::npos);
  ::unlink(s.copy().c_str());
  ::unlink(s.what.name.c_str());

  REQUIRE(s.sql("CREATE TABLE t(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<5000) "
                "INSERT INTO t SELECT hex(randomblob(100)) FROM n") == 0);
  std::string text = test::read_text(s.what.name);
  text.replace(text.size() / 2, 8192, std::string(8192, '\x55'));
  test::write_text(s.what.name, text);
  const auto done = s.take();
  CHECK_FALSE(done);
  ::unlink(s.copy().c_str());
  CHECK_FALSE(check_dump("sqlite", s.what.name, "", minute));
}

TEST_CASE("database: rows that point nowhere are found") {
  if (no_sqlite()) return;
  scene s;
  REQUIRE(s.sql("CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(a REFERENCES a); INSERT INTO b VALUES(7)") ==
          0);
  REQUIRE(s.take());
  CHECK(s.look().error().why.substr(0, 18) == "foreign_key_check:");
}

TEST_CASE("database: a missing tool, an engine that can't be dumped yet, and a deadline") {
  if (no_sqlite()) return;
  scene s;
  REQUIRE(s.sql("CREATE TABLE t(x)") == 0);
  CHECK(prepare(s.what, "/nowhere").error().why ==
        "this program is not installed: install it, or leave the database out");
  s.what.kind = "postgresql";
  CHECK(prepare(s.what, "").error().code == errc::unsupported);
  s.what.kind = "oracle";
  CHECK(prepare(s.what, "").error().code == errc::unsupported);
  s.what.kind = "sqlite3";
  database relative = s.what;
  relative.name = "a.db";
  CHECK(prepare(relative, "").error().code == errc::invalid);
  // A lock that nobody gives up: the deadline ends it before sqlite3's own patience does.
  REQUIRE(::mkfifo((s / "wait").c_str(), 0600) == 0);
  const pid_t holder = ::fork();
  REQUIRE(holder >= 0);
  if (holder == 0) {
    const std::string hold = "exec sqlite3 '" + s.what.name + "' 'BEGIN EXCLUSIVE' '.read " + s / "wait" + "'";
    ::execl("/bin/sh", "sh", "-c", hold.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::usleep(300000);
  const auto late = dump(s.what, s.set.get(), s / "set", "", minute / 200);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == errc::timed_out);
  ::kill(holder, SIGKILL);
  ::waitpid(holder, nullptr, 0);
}

TEST_CASE("database: while others commit, every copy is sound and holds whole transactions") {
  if (no_sqlite()) return;
  const char* const given = std::getenv("MAINTKIT_COPIES");
  const int copies = given != nullptr ? std::atoi(given) : 10;  // 200 on request
  for (const std::string mode : {"delete", "wal"}) {
    CAPTURE(mode);
    scene s;
    REQUIRE(s.sql("PRAGMA journal_mode=" + mode + "; CREATE TABLE t(x); INSERT INTO t VALUES(1),(2)") == 0);
    const pid_t writer = ::fork();
    REQUIRE(writer >= 0);
    if (writer == 0) write_forever(s.what.name);
    ::setpgid(writer, writer);
    int bad = 0;
    std::string last;
    for (int i = 0; i < copies; ++i) {
      const auto done = s.take();
      if (!done) MESSAGE(render(done.error()));
      d::command count;
      count.argv = {"sqlite3", "file:" + s.copy() + "?immutable=1", "SELECT count(*) % 2, max(rowid) FROM t"};
      const auto counted = d::run(count);
      const bool fine = done && s.look() && counted && counted->out.substr(0, 2) == "0|";
      bad += !fine;
      last = counted ? counted->out : "";
      ::unlink(s.copy().c_str());
    }
    ::kill(-writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    MESSAGE(mode << ": " << copies << " copies, " << bad << " bad, last " << last);
    CHECK(bad == 0);
    CHECK(last != "0|2\n");  // the writer did write
  }
}
