// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/process.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::detail;

result<outcome> sh(const std::string& script, std::int64_t deadline = 20 * second, std::size_t most = 1 << 20) {
  command c;
  c.argv = {"/bin/sh", "-c", script};
  c.environment = {"PATH=/usr/bin:/bin"};
  c.deadline = deadline;
  c.most_output = most;
  return run(c);
}

}  // namespace

TEST_CASE("process: exit status, signal and both streams are reported") {
  const auto fine = sh("echo out; echo err >&2");
  REQUIRE(fine);
  CHECK(fine->success());
  CHECK(fine->out == "out\n");
  CHECK(fine->err == "err\n");
  CHECK(sh("exit 7")->exit_code == 7);
  CHECK_FALSE(sh("exit 7")->success());
  const auto killed = sh("kill -9 $$");
  CHECK(killed->signal == 9);
  CHECK(killed->exit_code == -1);
  CHECK_FALSE(killed->success());
}

TEST_CASE("process: arguments arrive as they are; nothing goes through a shell") {
  command c;
  c.argv = {"printf", "%s|", "a b", "$HOME", "`id`", "\"'\\", ""};
  c.environment = {"PATH=/usr/bin:/bin"};
  const auto how = run(c);
  REQUIRE(how);
  CHECK(how->out == "a b|$HOME|`id`|\"'\\||");
}

TEST_CASE("process: the environment is the one given, the directory too, and the input is empty") {
  command c;
  c.argv = {"/bin/sh", "-c", "env | grep -v -e ^PWD= -e ^_= -e ^OLDPWD= -e ^SHLVL= | sort; pwd; cat | wc -c"};
  c.environment = {"PATH=/usr/bin:/bin", "A=1 2"};
  c.directory = "/usr";
  const auto how = run(c);
  REQUIRE(how);
  CHECK(how->out == "A=1 2\nPATH=/usr/bin:/bin\n/usr\n0\n");
}

TEST_CASE("process: no descriptor of ours is inherited, close-on-exec or not") {
  const int leak = ::open("/dev/null", O_RDONLY);
  const int high = ::fcntl(leak, F_DUPFD, 200);
  const auto how = sh("ls /proc/self/fd 2>/dev/null || ls /dev/fd");
  ::close(leak);
  ::close(high);
  REQUIRE(how);
  CHECK(how->out == "0\n1\n2\n3\n");  // 3 is the directory that ls itself reads
}

TEST_CASE("process: what can't be started is an error with its reason, not an exit status") {
  struct row {
    std::vector<std::string> argv;
    std::string directory;
    errc code;
    const char* why;
  };
  const row rows[] = {
      {{"no-such-program-here"}, "", errc::missing, "this program is not installed"},
      {{"/no/such/program"}, "", errc::missing, "is not there"},
      {{"/etc/passwd"}, "", errc::denied, "permission denied"},
      {{"/bin/true"}, "/no/such/directory", errc::missing, "is not there"},
      {{}, "", errc::invalid, "has no words"},
      {{"/bin/true", std::string("a\0b", 3)}, "", errc::invalid, "an argument has a NUL byte"},
      {{""}, "", errc::missing, "this program is not installed"},
  };
  for (const row& r : rows) {
    command c;
    c.argv = r.argv;
    c.directory = r.directory;
    const auto how = run(c);
    REQUIRE_FALSE(how);
    CHECK(how.error().code == r.code);
    CHECK(how.error().why == r.why);
  }
}

TEST_CASE("process: a program is looked for in absolute directories of PATH only") {
  CHECK(*find_program("sh", "/nowhere:/bin") == "/bin/sh");
  CHECK(*find_program("./x", "/bin") == "./x");
  CHECK_FALSE(find_program("sh", ".:relative:"));
  CHECK_FALSE(find_program("", "/bin"));
  CHECK(find_program("sh", ""));  // no PATH: the system's directories
}

TEST_CASE("process: output is kept up to its bound, and the child is not stopped by it") {
  const auto how = sh("head -c 3000000 /dev/zero | tr '\\0' x; echo end >&2", 20 * second, 1000);
  REQUIRE(how);
  CHECK(how->success());
  CHECK(how->out == std::string(1000, 'x'));
  CHECK(how->cut);
  CHECK(how->err == "end\n");
}

TEST_CASE("process: the deadline ends the whole group, also one that never stops talking or refuses to go") {
  for (const char* script : {"sleep 60", "sleep 60 | sleep 60", "yes", "exec >&- 2>&-; sleep 60",
                             "trap '' TERM; sleep 60 & while :; do wait; done"}) {
    CAPTURE(script);
    const std::int64_t start = ticks();
    const auto how = sh(script, second / 5);
    REQUIRE(how);
    CHECK(how->timed_out);
    CHECK_FALSE(how->success());
    CHECK(ticks() - start < 6 * second);
  }
}

TEST_CASE("process: a grandchild that keeps the streams open does not hold us up") {
  const std::int64_t start = ticks();
  const auto how = sh("sleep 5 & echo $!");
  REQUIRE(how);
  CHECK(how->success());
  CHECK(ticks() - start < 3 * second);
  ::kill(static_cast<pid_t>(std::stol(how->out)), SIGKILL);
}

TEST_CASE("process: standard output can go to a descriptor") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  command c;
  c.argv = {"/bin/echo", "there"};
  c.output = ends[1];
  const auto how = run(c);
  ::close(ends[1]);
  REQUIRE(how);
  CHECK(how->out.empty());
  CHECK(*read_all(ends[0], 100, "pipe") == "there\n");
  ::close(ends[0]);
}

TEST_CASE("process: the outcome in words, with the first line it complained with") {
  outcome how;
  how.exit_code = 1;
  how.err = "\n\r\nfirst words\r\n  SELECT\n  ^--- here\n";  // as sqlite3 points at a place
  CHECK(to_string(how) == "exit status 1: first words");
  how.exit_code = -1;
  how.signal = 9;
  how.err.clear();
  CHECK(to_string(how) == "ended by signal 9");
  how.timed_out = true;
  CHECK(to_string(how) == "took longer than its deadline");
}
