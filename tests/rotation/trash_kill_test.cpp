// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Runs killed at every one of their system calls: before it and after it.

#include "../support.hpp"

#include <maintkit/rotation/trash.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#ifdef __linux__
#include <csignal>

#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr time::instant run_time{1'783'512'000, 0};
constexpr const char* days[] = {"01", "02", "03", "04", "05"};

std::string name_of(const char* day) { return "db-202607" + std::string(day) + "T020000Z.dump"; }

void fill(const std::string& path) {
  for (const char* day : days) test::write_text(path + "/" + name_of(day), std::string("whole ") + day);
}

bool run_apply(const std::string& path, time::instant now = run_time) {
  const auto directory = open_backups(path, locking::yes);
  if (!directory) return false;
  selection which;
  which.match = *name_pattern::parse("db-{time}.dump");
  which.identities = true;
  const auto found = list(directory->get(), which, now);
  if (!found) return false;
  const decisions made = plan(found->backups, *parse_policy("daily=2"), now, {});
  return static_cast<bool>(apply(directory->get(), *found, made, now));
}

bool run_undo(const std::string& path) {
  const auto directory = open_backups(path, locking::yes);
  return directory && undo(directory->get());
}

bool run_purge(const std::string& path) {
  const auto directory = open_backups(path, locking::yes);
  return directory && purge(directory->get(), {run_time.seconds + 3600, 0});
}

enum class ended { alone, killed, untraceable };

// Lets `work` go on for `stops` entries to and returns from system calls, then kills it.
ended kill_after(std::size_t stops, bool (*work)(const std::string&), const std::string& path) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) ::_exit(99);
    ::raise(SIGSTOP);
    ::_exit(work(path) ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  for (std::size_t i = 0; i < stops && WIFSTOPPED(status); ++i) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status) == 99 ? ended::untraceable : ended::alone;
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return ended::killed;
}

// Where a backup stands: in the folder, or in a run of the trash; always whole, and nowhere twice.
std::size_t places_of(const std::string& path, const char* day) {
  std::size_t found = 0;
  const auto look = [&](const std::string& at) {
    struct stat s {};
    if (::lstat(at.c_str(), &s) != 0) return;
    ++found;
    CHECK(test::read_text(at) == std::string("whole ") + day);
  };
  look(path + "/" + name_of(day));
  const auto trash = maintkit::detail::open_directory(path + "/.trash");
  if (!trash) return found;
  const auto runs = maintkit::detail::names_in(trash->get(), 100, "trash");
  REQUIRE(runs);
  for (const std::string& run : *runs) look(path + "/.trash/" + run + "/" + name_of(day));
  return found;
}

bool stands(const std::string& path, const char* day) {
  struct stat s {};
  return ::lstat((path + "/" + name_of(day)).c_str(), &s) == 0;
}

// Kills `work` at every step of it; `check` is called after each.
template <class Prepare, class Check>
void kill_everywhere(bool (*work)(const std::string&), Prepare prepare, Check check) {
  for (std::size_t stops = 0;; ++stops) {
    const test::temp_dir dir;
    fill(dir.path());
    prepare(dir.path());
    const ended how = kill_after(stops, work, dir.path());
    if (how == ended::untraceable) {
      MESSAGE("processes can't be traced here, so not tested by killing");
      return;
    }
    CAPTURE(stops);
    check(dir.path());
    if (how == ended::alone) {
      MESSAGE("killed at " << stops << " places");
      return;
    }
    REQUIRE(stops < 5000);
  }
}

}  // namespace

TEST_CASE("trash: apply killed at every system call leaves each backup whole, and the next run finishes") {
  kill_everywhere([](const std::string& path) { return run_apply(path); }, [](const std::string&) {},
                  [](const std::string& path) {
                    for (const char* day : days) CHECK(places_of(path, day) == 1);
                    CHECK(stands(path, "04"));
                    CHECK(stands(path, "05"));
                    REQUIRE(run_apply(path, {run_time.seconds + 60, 0}));
                    for (const char* day : days) CHECK(stands(path, day) == (std::string_view(day) >= "04"));
                    while (run_undo(path)) {
                    }
                    for (const char* day : days) CHECK(stands(path, day));
                  });
}

TEST_CASE("trash: undo killed at every system call can be finished") {
  kill_everywhere(
      &run_undo, [](const std::string& path) { REQUIRE(run_apply(path)); },
      [](const std::string& path) {
        for (const char* day : days) CHECK(places_of(path, day) == 1);
        run_undo(path);
        for (const char* day : days) CHECK(stands(path, day));
      });
}

TEST_CASE("trash: purge killed at every system call never brings back half") {
  kill_everywhere(
      &run_purge, [](const std::string& path) { REQUIRE(run_apply(path)); },
      [](const std::string& path) {
        CHECK(stands(path, "04"));
        CHECK(stands(path, "05"));
        const bool began = !run_undo(path);
        for (const char* day : {"01", "02", "03"}) CHECK(stands(path, day) == !began);
        REQUIRE(run_purge(path));
        CHECK(places_of(path, "01") == (began ? 0 : 1));
      });
}

namespace {

std::size_t kills() {
  const char* const given = std::getenv("MAINTKIT_KILLS");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 6;
}

void append_names(const std::string& path, std::vector<std::string>& out) {
  const auto folder = maintkit::detail::open_directory(path);
  REQUIRE(folder);
  const auto names = maintkit::detail::names_in(folder->get(), 100'000, "folder");
  REQUIRE(names);
  for (const std::string& name : *names) {
    if (name.substr(0, 3) == "db-") out.push_back(name);
  }
}

// Every backup that is anywhere, in order.
std::vector<std::string> everywhere(const std::string& path) {
  std::vector<std::string> out;
  append_names(path, out);
  if (const auto trash = maintkit::detail::open_directory(path + "/.trash")) {
    const auto runs = maintkit::detail::names_in(trash->get(), 10'000, "trash");
    REQUIRE(runs);
    for (const std::string& run : *runs) {
      struct stat s {};
      const std::string at = path + "/.trash/" + run;
      if (::lstat(at.c_str(), &s) == 0 && S_ISDIR(s.st_mode)) append_names(at, out);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Answers whether it was killed before it had ended.
bool kill_within(useconds_t longest, test::random& random, bool (*work)(const std::string&), const std::string& path) {
  const auto delay = static_cast<useconds_t>(random.below(longest));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(work(path) ? 0 : 1);
  ::usleep(delay);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

}  // namespace

// MAINTKIT_KILLS=200 for more.
TEST_CASE("trash: of 20,000 files killed at random moments none is lost, and the next run finishes") {
  test::random random(test::seed());
  const test::temp_dir dir;
  constexpr std::size_t count = 20'000;
  for (std::size_t i = 0; i < count; ++i) {
    const time::instant at{run_time.seconds - static_cast<std::int64_t>(i + 1) * 3600, 0};
    test::write_text(dir / ("db-" + time::to_compact(at) + ".dump"), "x");
  }
  const std::vector<std::string> all = everywhere(dir.path());
  REQUIRE(all.size() == count);
  const auto before = std::chrono::steady_clock::now();
  REQUIRE(run_apply(dir.path()));
  const auto took = std::chrono::steady_clock::now() - before;
  REQUIRE(run_undo(dir.path()));
  auto longest = static_cast<useconds_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count() + 1);
  std::size_t killed = 0;
  std::size_t tries = 0;
  for (; killed < kills() && tries < 50 * kills(); ++tries) {
    const auto work = tries % 2 == 1 ? &run_undo : [](const std::string& path) { return run_apply(path); };
    const bool in_time = kill_within(longest, random, work, dir.path());
    killed += in_time;
    longest = in_time ? longest + longest / 8 : (std::max)(longest - longest / 8, useconds_t{1000});
    const bool whole = everywhere(dir.path()) == all;
    REQUIRE(whole);
  }
  MESSAGE("killed " << killed << " times in " << tries << " runs");
  REQUIRE(run_apply(dir.path(), {run_time.seconds + 60, 0}));
  std::vector<std::string> left;
  append_names(dir.path(), left);
  CHECK(left.size() == 2);
  while (run_undo(dir.path())) {
  }
  left.clear();
  append_names(dir.path(), left);
  CHECK(left.size() == count);
}
#endif
