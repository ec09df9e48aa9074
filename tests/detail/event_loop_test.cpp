// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/event_loop.hpp>

#include <doctest/doctest.h>

#include <cstddef>

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

namespace detail = maintkit::detail;
using detail::millisecond;
using detail::second;

namespace {

struct pipe_ends {
  pipe_ends() { REQUIRE(::pipe(ends) == 0); }
  ~pipe_ends() {
    ::close(ends[0]);
    ::close(ends[1]);
  }
  void write() const { REQUIRE(::write(ends[1], "x", 1) == 1); }
  int ends[2];
};

// Done after so many bytes of a pipe, or when it is told that time is up.
struct byte_counter {
  const pipe_ends& from;
  int left;
  bool late = false;
  int prepared = 0;
  std::size_t place = 0;

  void prepare(detail::poll_set& set) {
    ++prepared;
    place = set.add(from.ends[0], POLLIN);
  }
  void proceed(const detail::poll_set& set) {
    char byte = 0;
    if (set.ready(place) && ::read(from.ends[0], &byte, 1) == 1) --left;
  }
  bool done() const { return left == 0 || late; }
  void expire() { late = true; }
};

std::int64_t taken(std::int64_t since) { return detail::ticks() - since; }

}  // namespace

TEST_CASE("of several descriptors only those that are ready are, and places are those of this round") {
  const pipe_ends quiet, loud;
  loud.write();
  detail::poll_set set;
  CHECK(set.add(quiet.ends[0], POLLIN) == 0);
  CHECK(set.add(loud.ends[0], POLLIN) == 1);
  set.wait();  // without a time to wake at: a descriptor ends it
  CHECK_FALSE(set.ready(0));
  CHECK(set.ready(1));
  CHECK_FALSE(set.ready(2));  // no such place
  set.clear();
  CHECK_FALSE(set.ready(1));
  CHECK(set.add(loud.ends[0], POLLIN) == 0);
}

TEST_CASE("the other side's end is news, too") {
  pipe_ends gone;
  ::close(gone.ends[1]);
  gone.ends[1] = ::dup(gone.ends[0]);
  detail::poll_set set;
  set.add(gone.ends[0], POLLIN);
  set.wait();
  CHECK(set.ready(0));
}

TEST_CASE("the earliest time to wake counts, and one that has passed is no wait") {
  const pipe_ends quiet;
  detail::poll_set set;
  set.add(quiet.ends[0], POLLIN);
  const std::int64_t start = detail::ticks();
  set.wake_at(start + 3600 * second);
  set.wake_at(start + 30 * millisecond);
  set.wake_at(start + 1800 * second);
  set.wait();
  CHECK(taken(start) >= 30 * millisecond);
  CHECK(taken(start) < second);
  CHECK_FALSE(set.ready(0));
  set.wake_at(start - second);
  set.wait();
  CHECK(taken(start) < second);
}

TEST_CASE("after a signal nothing is ready that is not") {
  struct sigaction was {
  }, ours{};
  ours.sa_handler = [](int) {};
  REQUIRE(::sigaction(SIGALRM, &ours, &was) == 0);
  const itimerval soon{{0, 0}, {0, 20'000}};
  ::setitimer(ITIMER_REAL, &soon, nullptr);
  const pipe_ends quiet;
  detail::poll_set set;
  set.add(quiet.ends[0], POLLIN);
  const std::int64_t start = detail::ticks();
  set.wake_at(start + 5 * second);
  set.wait();
  CHECK(taken(start) < 4 * second);
  CHECK_FALSE(set.ready(0));
  ::sigaction(SIGALRM, &was, nullptr);
}

TEST_CASE("a task is driven until it is done") {
  const pipe_ends p;
  for (int i = 0; i < 3; ++i) p.write();
  byte_counter task{p, 3};
  detail::finish(task, detail::deadline::after(10 * second));
  CHECK(task.left == 0);
  CHECK_FALSE(task.late);
  CHECK(task.prepared == 3);
  detail::finish(task, detail::deadline::after(10 * second));  // one that is done is not asked again
  CHECK(task.prepared == 3);
}

TEST_CASE("a task is told when its time is up: at once if it is, and not before") {
  const pipe_ends p;
  byte_counter never{p, 1};
  detail::finish(never, detail::deadline::after(0));
  CHECK(never.late);
  CHECK(never.prepared == 0);
  byte_counter slow{p, 1};
  const std::int64_t start = detail::ticks();
  detail::finish(slow, detail::deadline::after(40 * millisecond));
  CHECK(slow.late);
  CHECK(taken(start) >= 40 * millisecond);
  CHECK(taken(start) < second);
}
