// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Runs commands in turns and prints what whole processes cost: median CPU and wall time, ratios to the first, peak
// memory. To be linked statically: kernels count for a child what its starter held when it was made.
//
//   bench ROUNDS NAME COMMAND… -- NAME COMMAND… -- …
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <algorithm>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace {

struct contestant {
  std::string name;
  std::vector<char*> argv;
  std::vector<double> cpu;
  std::vector<double> wall;
  long rss = 0;
  int status = 0;
};

double now() {
  timespec t{};
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

double milliseconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3;
}

void run(contestant& c, posix_spawn_file_actions_t& quiet) {
  pid_t child = 0;
  const double start = now();
  if (posix_spawnp(&child, c.argv[0], &quiet, nullptr, c.argv.data(), environ) != 0) exit(1);
  rusage used{};
  wait4(child, &c.status, 0, &used);
  c.wall.push_back(now() - start);
  c.cpu.push_back(milliseconds(used.ru_utime) + milliseconds(used.ru_stime));
  c.rss = (std::max)(c.rss, used.ru_maxrss);
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<contestant> all;
  for (int i = 2; i < argc; ++i) {
    all.emplace_back();
    all.back().name = argv[i++];
    for (; i < argc && strcmp(argv[i], "--") != 0; ++i) all.back().argv.push_back(argv[i]);
    all.back().argv.push_back(nullptr);
  }
  posix_spawn_file_actions_t quiet;
  posix_spawn_file_actions_init(&quiet);
  for (int fd = 0; fd < 3; ++fd) posix_spawn_file_actions_addopen(&quiet, fd, "/dev/null", O_RDWR, 0);
  for (int round = atoi(argv[1]); round > 0; --round) {
    for (contestant& c : all) run(c, quiet);
  }
  printf("%-28s %9s %9s %7s %7s %8s %6s\n", "", "CPU ms", "wall ms", "CPU x", "wall x", "RSS MiB", "exit");
  for (const contestant& c : all) {
    const double cpu = median(c.cpu);
    const double wall = median(c.wall);
    printf("%-28s %9.3f %9.3f %7.2f %7.2f %8.1f %6d\n", c.name.c_str(), cpu, wall, cpu / median(all[0].cpu),
           wall / median(all[0].wall), static_cast<double>(c.rss) / 1024, WEXITSTATUS(c.status));
  }
  return 0;
}
