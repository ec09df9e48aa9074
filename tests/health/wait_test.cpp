// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/wait.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../http/server.hpp"
#include "../support.hpp"

namespace health = maintkit::health;
using health::state;
using maintkit::detail::millisecond;
using maintkit::detail::second;
using maintkit::test::reply;

namespace {

std::string well(std::string_view) { return reply("200 OK"); }
std::string ill(std::string_view) { return reply("503 Service Unavailable", "Retry-After: 86400\r\n"); }

// Ill for the first three questions, then well.
std::string recovering(std::string_view) {
  static int asked = 0;
  return ++asked <= 3 ? reply("503 Service Unavailable") : reply("200 OK");
}

void write(const std::string& path, const std::string& text) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  std::fputs(text.c_str(), file);
  std::fclose(file);
}

// A child that has ended, its status not asked for yet.
class zombie {
 public:
  zombie() : pid(::fork()) {
    if (pid == 0) ::_exit(0);
    siginfo_t info;
    ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
  }
  ~zombie() { ::waitpid(pid, nullptr, 0); }
  pid_t pid;
};

}  // namespace

TEST_CASE("runs are counted as Kubernetes counts them, and not being reached ends one of successes") {
  struct step {
    health::state s;
    int count;
  };
  constexpr step steps[] = {
      {state::healthy, 1},   {state::degraded, 2}, {state::healthy, 3},   {state::unhealthy, 1},
      {state::unhealthy, 2}, {state::unknown, 0},  {state::unhealthy, 3}, {state::healthy, 1},
      {state::unknown, 0},   {state::healthy, 1},  {state::healthy, 2},
  };
  health::tally t;
  for (const step& s : steps) CHECK(t.count(s.s) == s.count);
}

TEST_CASE("pauses grow from 50 ms to 250 ms in a minute, to 100 ms where nothing listens; dice take half at most") {
  CHECK(health::next_pause(0, false, 0) == 50 * millisecond);
  CHECK(health::next_pause(30 * second, false, 0) == 150 * millisecond);
  CHECK(health::next_pause(60 * second, false, 0) == 250 * millisecond);
  CHECK(health::next_pause(86400 * second, false, 0) == 250 * millisecond);
  CHECK(health::next_pause(60 * second, true, 0) == 100 * millisecond);
  for (std::uint32_t dice = 0; dice < 1000; dice += 37) {
    const auto pause = health::next_pause(60 * second, false, dice);
    CHECK(pause <= 250 * millisecond);
    CHECK(pause >= 125 * millisecond);
  }
}

TEST_CASE("a service that is well is waited for once, or as often as asked") {
  const maintkit::test::server s(&well);
  health::patience p;
  p.total = 10 * second;
  CHECK(health::wait(s.url("/"), {}, p)->attempts == 1);
  p.successes = 3;
  const auto w = health::wait(s.url("/"), {}, p);
  REQUIRE(w);
  CHECK(w->attempts == 3);
  CHECK(w->last.reason == "ok");
}

TEST_CASE("a service that becomes well is seen soon") {
  const maintkit::test::server s(&recovering);
  health::patience p;
  p.total = 10 * second;
  int told = 0;
  const auto w =
      health::wait(s.url("/"), {}, p, [&](const health::verdict&, int attempts, std::int64_t) { told = attempts; });
  REQUIRE(w);
  CHECK(w->last.state == state::healthy);
  CHECK(w->attempts == 4);
  CHECK(told == 4);
  CHECK(w->elapsed < 2 * second);
}

TEST_CASE("time is up when it is up, whatever Retry-After says") {
  const maintkit::test::server s(&ill);
  const maintkit::test::closed_port closed;
  const maintkit::test::silent_port silent;
  const auto loopback = [](std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port) + "/"; };
  for (const std::string& url : {s.url("/"), loopback(closed.port), loopback(silent.port)}) {
    health::patience p;
    p.total = 600 * millisecond;
    const auto w = health::wait(url, {}, p);
    REQUIRE(w);
    CAPTURE(w->last.detail);
    CHECK(w->last.reason == "wait.timeout");
    CHECK(health::exit_status(w->last.state) == 3);
    CHECK(w->elapsed >= 600 * millisecond);
    WARN(w->elapsed < 660 * millisecond);
    CHECK(w->elapsed < 2 * second);
    CHECK(w->attempts >= 2);  // also the silent one: an attempt takes a quarter of the time
  }
}

TEST_CASE("bad answers end the waiting only if that was asked for; not being reached never does") {
  const maintkit::test::server s([](std::string_view) { return reply("500 Error"); });
  health::patience p;
  p.total = 5 * second;
  p.failures = 3;
  const auto w = health::wait(s.url("/"), {}, p);
  REQUIRE(w);
  CHECK(w->last.reason == "status.unexpected");
  CHECK(w->attempts == 3);
  const maintkit::test::closed_port closed;
  p.total = 400 * millisecond;
  CHECK(health::wait("http://127.0.0.1:" + std::to_string(closed.port), {}, p)->last.reason == "wait.timeout");
}

TEST_CASE("nobody waits for a process that has ended") {
  const maintkit::test::closed_port closed;
  const std::string url = "http://127.0.0.1:" + std::to_string(closed.port) + "/";
  const maintkit::test::temp_dir folder;
  const zombie dead;
  health::patience p;
  p.total = 300 * millisecond;
  p.pid_file = folder / "app.pid";

  struct row {
    std::string text;
    std::string_view reason;
  };
  const row rows[] = {
      {std::to_string(::getpid()) + "\n", "wait.timeout"},
      {"", "wait.timeout"},  // still being written
      {std::to_string(dead.pid) + "\n", "process.gone"},
      {"2147483646\n", "process.gone"},  // past any pid_max
  };
  // No file yet: it is given a second to appear.
  CHECK(health::wait(url, {}, p)->last.reason == "wait.timeout");
  p.total = 5 * second;
  const auto never = health::wait(url, {}, p);
  CHECK(never->last.reason == "process.gone");
  CHECK(never->elapsed >= second);
  CHECK(never->elapsed < 2 * second);
  p.total = 300 * millisecond;
  for (const row& r : rows) {
    CAPTURE(r.text);
    write(p.pid_file, r.text);
    const auto w = health::wait(url, {}, p);
    REQUIRE(w);
    CHECK(w->last.reason == r.reason);
    if (r.reason == "process.gone") CHECK(w->elapsed < 200 * millisecond);
  }
  p.pid_file.clear();
  p.pid = dead.pid;
  CHECK(health::wait(url, {}, p)->last.reason == "process.gone");
}

TEST_CASE("the end of the process is seen while waiting") {
  const pid_t child = ::fork();
  if (child == 0) {
    ::poll(nullptr, 0, 300);
    ::_exit(1);
  }
  const maintkit::test::closed_port closed;
  health::patience p;
  p.total = 10 * second;
  p.pid = child;
  const auto w = health::wait("http://127.0.0.1:" + std::to_string(closed.port) + "/", {}, p);
  ::waitpid(child, nullptr, 0);
  REQUIRE(w);
  CHECK(w->last.reason == "process.gone");
  CHECK(w->elapsed < 2 * second);
}

TEST_CASE("Retry-After, in seconds or as a date, is honoured as far as time is left") {
  const maintkit::time::instant now{1792567670, 0};  // 2026-10-21T07:27:50Z
  struct row {
    std::string field;
    std::int64_t most;
    std::int64_t pause;
  };
  const row rows[] = {
      {"", second, 0},
      {"retry-after:3\n", 10 * second, 3 * second},
      {"retry-after:3\n", second, second},
      {"retry-after:86400\n", -second, -second},
      {"retry-after:99999999999999999999\n", second, 0},  // no number that is meant
      {"retry-after:-3\n", second, 0},
      {"retry-after:soon\n", second, 0},
      // The three forms of RFC 9110 section 5.6.7.
      {"retry-after:Wed, 21 Oct 2026 07:28:00 GMT\n", 60 * second, 10 * second},
      {"retry-after:Wednesday, 21-Oct-26 07:28:00 GMT\n", 60 * second, 10 * second},
      {"retry-after:Wed Oct 21 07:28:00 2026\n", 60 * second, 10 * second},
      {"retry-after:Wed, 21 Oct 2026 07:28:00 GMT\n", second, second},
      {"retry-after:Wed, 21 Oct 2026 07:27:00 GMT\n", second, 0},  // is over
      {"retry-after:Fri, 31 Dec 9999 23:59:59 GMT\n", second, second},
  };
  for (const row& r : rows) {
    CAPTURE(r.field);
    maintkit::http::response m;
    m.head = r.field;
    CHECK(health::detail::asked_pause(m, r.most, now) == r.pause);
  }
  maintkit::http::response m;
  m.head = "retry-after:Wed, 21 Oct 2026 07:28:00 GMT\n";
  CHECK(health::detail::asked_pause(m, second, std::nullopt) == 0);  // nobody said what time it is
}

namespace {

// What a trial and its server share: when the service turns well, on the clock that all processes have.
struct trial {
  std::int64_t ready;
  std::int64_t seen;
};
trial* trials = nullptr;  // shared memory; trials[0] belongs to the child that reads it

std::string turning(std::string_view) {
  return maintkit::detail::ticks() < trials[0].ready ? reply("503 Service Unavailable") : reply("200 OK");
}

// Waits for a service that turns well at trials[0].ready; from 503, or from not being there at all.
void wait_for_turn(bool from_503) {
  const maintkit::test::closed_port port;
  const maintkit::test::server* s = nullptr;
  std::uint16_t at = port.port;
  if (from_503) {
    s = new maintkit::test::server(&turning);
    at = s->port;
  } else if (::fork() == 0) {
    ::poll(nullptr, 0, maintkit::detail::poll_milliseconds(trials[0].ready - maintkit::detail::ticks()));
    ::alarm(20);
    trials[0].ready = maintkit::detail::ticks();
    const maintkit::test::server late(&well, "127.0.0.2", port.port);
    ::waitpid(late.child, nullptr, 0);
    ::_exit(0);
  }
  health::patience p;
  p.total = 30 * second;
  const std::string host = from_503 ? "127.0.0.1" : "127.0.0.2";
  const auto w = health::wait("http://" + host + ':' + std::to_string(at) + "/", {}, p);
  trials[0].seen = w && w->last.state == state::healthy ? maintkit::detail::ticks() : INT64_MAX;
  delete s;
}

}  // namespace

TEST_CASE("readiness is seen within 150 ms, whenever it comes, from 503 and from refused connections") {
  constexpr std::size_t count = 40;
  maintkit::test::random random(maintkit::test::seed());
  void* const shared =
      ::mmap(nullptr, count * sizeof(trial), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(shared != MAP_FAILED);
  auto* const all = static_cast<trial*>(shared);
  std::vector<pid_t> children;
  for (std::size_t i = 0; i < count; ++i) {
    all[i].ready = maintkit::detail::ticks() + random.between(500, 4000) * millisecond;
    const pid_t child = ::fork();
    if (child == 0) {
      ::setpgid(0, 0);
      trials = all + i;
      wait_for_turn(i % 2 == 0);
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    ::waitpid(child, nullptr, 0);
    ::kill(-child, SIGKILL);  // the servers of its group
  }
  std::vector<std::int64_t> late;
  for (std::size_t i = 0; i < count; ++i) late.push_back((all[i].seen - all[i].ready) / millisecond);
  std::sort(late.begin(), late.end());
  MESSAGE("seen after ms: median " << late[count / 2] << ", most " << late.back());
  CHECK(late.front() >= 0);
  CHECK(late[count / 2] <= 100);
  CHECK(late[count * 9 / 10] <= 150);
  WARN(late.back() <= 150);
  CHECK(late.back() < 1000);  // a busy machine wakes a process late
  ::munmap(shared, count * sizeof(trial));
}
