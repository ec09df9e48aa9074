// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/rotation/trash.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr time::instant run_time{1'783'512'000, 0};  // 2026-07-08T12:00:00Z

// A folder with a backup a day, 2026-06-01 to -30, and everything that a run needs.
struct site {
  test::temp_dir dir;
  maintkit::detail::unique_fd directory;
  std::string pattern = "db-{time}.dump";

  site() {
    for (int i = 1; i <= 30; ++i) test::write_text(dir / name(i), "backup " + std::to_string(i));
    auto opened = open_backups(dir.path(), locking::yes);
    REQUIRE(opened);
    directory = std::move(*opened);
  }

  static std::string name(int day) {
    const std::string two = (day < 10 ? "0" : "") + std::to_string(day);
    return "db-202606" + two + "T020000Z.dump";
  }

  listing found() const {
    selection which;
    which.match = *name_pattern::parse(pattern);
    which.identities = true;
    auto all = list(directory.get(), which, run_time);
    REQUIRE(all);
    return std::move(*all);
  }

  // Applies a policy, and answers what was moved.
  result<moved> run(const char* rules, time::instant now = run_time) const {
    const listing all = found();
    const auto keep = parse_policy(rules);
    REQUIRE(keep);
    return apply(directory.get(), all, plan(all.backups, *keep, now, {}), now, "because");
  }

  bool has(const std::string& path) const {
    struct stat s {};
    return ::lstat((dir / path).c_str(), &s) == 0;
  }

  // Name, inode and time of change of everything in the folder itself.
  std::map<std::string, std::string> snapshot() const {
    std::map<std::string, std::string> out;
    const auto names = maintkit::detail::names_in(directory.get(), 1000, "folder");
    REQUIRE(names);
    for (const std::string& each : *names) {
      struct stat s {};
      REQUIRE(::lstat((dir / each).c_str(), &s) == 0);
      if (each != ".trash") out[each] = std::to_string(s.st_ino) + " " + std::to_string(s.st_mtime);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("trash: what a run moves comes back the same, and only until it is purged") {
  const site s;
  const auto before = s.snapshot();
  const auto done = s.run("daily=7");
  REQUIRE(done);
  CHECK(done->run == "20260708T120000Z");
  CHECK(done->names.size() == 23);
  CHECK(s.snapshot().size() == 7);
  CHECK(s.has(".trash/20260708T120000Z/" + site::name(1)));
  const std::string journal = test::read_text(s.dir / ".trash/20260708T120000Z/journal");
  CHECK(journal.substr(0, 28) == "maintkit rotation 1\nbecause\n");

  const auto back = undo(s.directory.get());
  REQUIRE(back);
  CHECK(back->names.size() == 23);
  CHECK(back->blocked.empty());
  CHECK(s.snapshot() == before);
  CHECK_FALSE(s.has(".trash/20260708T120000Z"));
  const auto again = undo(s.directory.get());
  REQUIRE_FALSE(again);
  CHECK(again.error().code == errc::missing);

  REQUIRE(s.run("daily=7"));
  const auto none = purge(s.directory.get(), run_time);
  REQUIRE(none);
  CHECK(none->names.empty());
  const auto purged = purge(s.directory.get(), {run_time.seconds + 1, 0});
  REQUIRE(purged);
  CHECK(purged->names == std::vector<std::string>{"20260708T120000Z"});
  CHECK_FALSE(s.has(".trash/20260708T120000Z"));
  CHECK_FALSE(undo(s.directory.get()));
  CHECK(s.snapshot().size() == 7);
}

TEST_CASE("trash: runs are undone from the last, and two in a second are two") {
  const site s;
  REQUIRE(s.run("daily=20"));
  const auto second = s.run("daily=10");
  REQUIRE(second);
  CHECK(second->run == "20260708T120000Z-2");
  for (int i = 3; i <= 11; ++i) REQUIRE(s.run(("daily=" + std::to_string(12 - i)).c_str()));
  CHECK(s.snapshot().size() == 1);
  const auto last = undo(s.directory.get());
  REQUIRE(last);
  CHECK(last->run == "20260708T120000Z-11");  // not "-9"
  for (int i = 0; i < 10; ++i) REQUIRE(undo(s.directory.get()));
  CHECK(s.snapshot().size() == 30);
}

TEST_CASE("trash: nothing to remove leaves no run, but what was kept is known") {
  const site s;
  const auto unknown = last_run(s.directory.get());
  REQUIRE(unknown);
  CHECK_FALSE(*unknown);
  const auto done = s.run("daily=99");
  REQUIRE(done);
  CHECK(done->run.empty());
  CHECK(done->names.empty());
  const auto last = last_run(s.directory.get());
  REQUIRE(last);
  REQUIRE(*last);
  CHECK((*last)->at == run_time);
  CHECK((*last)->kept.size() == 30);
  // What came back counts as kept, so that the same mistake is asked about.
  REQUIRE(s.run("daily=7"));
  CHECK((*last_run(s.directory.get()))->kept.size() == 7);
  REQUIRE(undo(s.directory.get()));
  CHECK((*last_run(s.directory.get()))->kept.size() == 30);
}

TEST_CASE("trash: what has changed since the plan is not touched") {
  const site s;
  const auto keep = parse_policy("daily=7");
  REQUIRE(keep);
  const auto refused = [&](const listing& all) {
    const auto before = s.snapshot();
    const auto done = apply(s.directory.get(), all, plan(all.backups, *keep, run_time, {}), run_time);
    CHECK_FALSE(done);
    if (!done) CHECK(done.error().code == errc::changed);
    CHECK(s.snapshot() == before);
    CHECK_FALSE(s.has(".trash"));
  };
  {
    const listing all = s.found();
    ::unlink((s.dir / site::name(1)).c_str());
    test::write_text(s.dir / site::name(1), "another file");
    refused(all);
  }
  {
    const listing all = s.found();
    ::unlink((s.dir / site::name(30)).c_str());  // one that would be kept
    refused(all);
  }
  {
    const listing all = s.found();
    ::unlink((s.dir / site::name(2)).c_str());
    REQUIRE(::symlink(site::name(29).c_str(), (s.dir / site::name(2)).c_str()) == 0);
    refused(all);
  }
}

TEST_CASE("trash: undo needs the journal only, not a record of the last run that can be read") {
  const site s;
  const auto before = s.snapshot();
  REQUIRE(s.run("last=3"));
  test::write_text(s.dir / ".trash/last-run", "junk");
  const auto back = undo(s.directory.get());
  REQUIRE(back);
  CHECK(back->names.size() == 27);
  CHECK(s.snapshot() == before);
}

TEST_CASE("trash: undo takes no name from anyone") {
  const site s;
  REQUIRE(s.run("daily=29"));
  test::write_text(s.dir / site::name(1), "came since");
  const auto back = undo(s.directory.get());
  REQUIRE(back);
  CHECK(back->names.empty());
  CHECK(back->blocked == std::vector<std::string>{site::name(1)});
  CHECK(test::read_text(s.dir / site::name(1)) == "came since");
  CHECK(test::read_text(s.dir / ".trash/20260708T120000Z" + "/" + site::name(1)) == "backup 1");
  ::unlink((s.dir / site::name(1)).c_str());
  const auto later = undo(s.directory.get());
  REQUIRE(later);
  CHECK(test::read_text(s.dir / site::name(1)) == "backup 1");
}

TEST_CASE("trash: strange things in it stay where they are") {
  const site s;
  REQUIRE(s.run("daily=29"));
  test::write_text(s.dir / ".trash/20260708T120000Z/note", "mine");
  test::write_text(s.dir / ".trash/readme", "mine");
  const auto back = undo(s.directory.get());
  REQUIRE(back);
  CHECK(back->names.size() == 1);
  CHECK(back->blocked == std::vector<std::string>{"note"});
  CHECK(s.has(".trash/20260708T120000Z/note"));
  REQUIRE(purge(s.directory.get(), run_time));
  CHECK(s.has(".trash/readme"));
}

TEST_CASE("trash: a trash that is a link, or a journal that is none, is refused") {
  const site s;
  const test::temp_dir elsewhere;
  REQUIRE(::symlink(elsewhere.path().c_str(), (s.dir / ".trash").c_str()) == 0);
  CHECK_FALSE(s.run("daily=7"));
  CHECK_FALSE(undo(s.directory.get()));
  CHECK_FALSE(purge(s.directory.get(), {run_time.seconds + 1, 0}));
  CHECK(s.snapshot().size() == 30);
  ::unlink((s.dir / ".trash").c_str());

  REQUIRE(s.run("daily=29"));
  for (const char* text : {"", "maintkit rotation 2\n\n", "maintkit rotation 1\n\n1\t2\t../../x\n",
                           "maintkit rotation 1\n\n1\tx\tname\n", "maintkit rotation 1\n\n1\t2\t\n"}) {
    test::write_text(s.dir / ".trash/20260708T120000Z/journal", text);
    CAPTURE(text);
    const auto back = undo(s.directory.get());
    const bool harmless = !back || back->names.empty();
    CHECK(harmless);
    CHECK(s.has(".trash/20260708T120000Z/" + site::name(1)));
  }
}

// What a killed run leaves, at each of its steps.
TEST_CASE("trash: left half done, a run can be finished or undone") {
  {
    const site s;  // before its journal
    REQUIRE(::mkdir((s.dir / ".trash").c_str(), 0700) == 0);
    REQUIRE(::mkdir((s.dir / ".trash/20260708T110000Z").c_str(), 0700) == 0);
    test::write_text(s.dir / ".trash/20260708T110000Z/.tmp-1-0", "half a journ");
    const auto back = undo(s.directory.get());
    REQUIRE_FALSE(back);
    CHECK(back.error().code == errc::missing);
    CHECK_FALSE(s.has(".trash/20260708T110000Z"));
  }
  {
    const site s;  // between two moves
    REQUIRE(s.run("daily=7"));
    REQUIRE(::rename((s.dir / ".trash/20260708T120000Z" + "/" + site::name(5)).c_str(),
                     (s.dir / site::name(5)).c_str()) == 0);
    const auto finished = s.run("daily=7", {run_time.seconds + 60, 0});
    REQUIRE(finished);
    CHECK(finished->names == std::vector<std::string>{site::name(5)});
    CHECK(s.snapshot().size() == 7);
    REQUIRE(undo(s.directory.get()));
    REQUIRE(undo(s.directory.get()));
    CHECK(s.snapshot().size() == 30);
  }
  {
    const site s;  // in the middle of a purge
    REQUIRE(s.run("daily=7"));
    REQUIRE(::rename((s.dir / ".trash/20260708T120000Z").c_str(),
                     (s.dir / ".trash/20260708T120000Z.purging").c_str()) == 0);
    CHECK_FALSE(undo(s.directory.get()));  // half a run is nothing to bring back
    REQUIRE(purge(s.directory.get(), {0, 0}));
    CHECK_FALSE(s.has(".trash/20260708T120000Z.purging"));
  }
}
