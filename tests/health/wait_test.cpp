// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/wait.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

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

TEST_CASE("pauses grow from 50 ms to 250 ms, to 100 ms where nothing listens; dice take half away at most") {
  CHECK(health::next_pause(0, false, 0) == 50 * millisecond);
  CHECK(health::next_pause(50 * millisecond, false, 0) == 75 * millisecond);
  CHECK(health::next_pause(200 * millisecond, false, 0) == 250 * millisecond);
  CHECK(health::next_pause(250 * millisecond, false, 0) == 250 * millisecond);
  CHECK(health::next_pause(250 * millisecond, true, 0) == 100 * millisecond);
  for (std::uint32_t dice = 0; dice < 1000; dice += 37) {
    const auto pause = health::next_pause(250 * millisecond, false, dice);
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

TEST_CASE("Retry-After: seconds are honoured as far as time is left, dates are not read") {
  maintkit::http::response m;
  CHECK(health::detail::asked_pause(m, second) == 0);
  m.head = "retry-after:3\n";
  CHECK(health::detail::asked_pause(m, 10 * second) == 3 * second);
  CHECK(health::detail::asked_pause(m, second) == second);
  m.head = "retry-after:86400\n";
  CHECK(health::detail::asked_pause(m, -second) == -second);
  m.head = "retry-after:Wed, 21 Oct 2026 07:28:00 GMT\n";
  CHECK(health::detail::asked_pause(m, second) == 0);
}
