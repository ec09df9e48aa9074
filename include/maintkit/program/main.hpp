// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The program's main, and nothing else: included by maintkit.hpp only where MAINTKIT_MAIN is defined, in one file of a
// program. All it does is to look at the world once and hand it to run().
#ifndef MAINTKIT_PROGRAM_MAIN_HPP
#define MAINTKIT_PROGRAM_MAIN_HPP

#include <maintkit/program/run.hpp>

#include <csignal>
#include <string_view>
#include <vector>

#include <time.h>
#include <unistd.h>

extern "C" char** environ;

int main(int argc, char** argv) {
  using namespace maintkit::program;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error to report, not a death in the middle of a backup
  timespec clock{};
  ::clock_gettime(CLOCK_REALTIME, &clock);
  context c;
  c.out.descriptor = STDOUT_FILENO;
  c.err.descriptor = STDERR_FILENO;
  c.input = STDIN_FILENO;
  c.now = {clock.tv_sec, static_cast<std::int32_t>(clock.tv_nsec)};
  c.environment = environ;
  c.terminal = ::isatty(STDERR_FILENO) != 0;
  return run(std::vector<std::string_view>(argv + (argc > 0), argv + argc), c);
}

#endif  // MAINTKIT_PROGRAM_MAIN_HPP
