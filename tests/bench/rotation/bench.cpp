// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// bench plan FOLDER ROUNDS       listing and planning db-{time}.dump files, against the floor: readdir, fstatat, parse, sort
// bench memory N ROUNDS          planning N backups in memory, against sorting their times
// bench simulate ROUNDS          ten years of hours, a prune at each step
// bench once FOLDER | floor FOLDER      one run, for measuring its memory
#include <maintkit/rotation.hpp>
#include <maintkit/rotation/directory.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr time::instant now{2'000'000'000, 0};
constexpr auto keep = parse_policy("hourly=24,daily=7,weekly=5,monthly=12,yearly=10");
static_assert(keep);

std::size_t plan_folder(const char* path) {
  const auto folder = open_backups(path, locking::no);
  selection which;
  which.match = *name_pattern::parse("db-{time}.dump");
  const auto found = list(folder->get(), which, now);
  return plan(found->backups, *keep, now, {}).removed;
}

// The least that any planner must do.
std::size_t floor_of(const char* path) {
  struct row {
    std::int64_t at;
    std::uint64_t size;
  };
  std::vector<row> rows;
  DIR* const folder = ::opendir(path);
  while (const dirent* e = ::readdir(folder)) {
    const std::string_view name = e->d_name;
    struct stat s {};
    if (name.size() != 24 || ::fstatat(::dirfd(folder), e->d_name, &s, AT_SYMLINK_NOFOLLOW) != 0) continue;
    const auto digits = [&](std::size_t at, std::size_t n) {
      int value = 0;
      for (std::size_t i = 0; i < n; ++i) value = value * 10 + (name[3 + at + i] - '0');
      return value;
    };
    const std::int64_t day = time::days_from_civil(digits(0, 4), digits(4, 2), digits(6, 2));
    rows.push_back({day * 86400 + digits(9, 2) * 3600 + digits(11, 2) * 60 + digits(13, 2),
                    static_cast<std::uint64_t>(s.st_size)});
  }
  ::closedir(folder);
  std::sort(rows.begin(), rows.end(), [](const row& a, const row& b) { return a.at > b.at; });
  return rows.size();
}

double seconds_of(const std::vector<double>& times) {
  std::vector<double> sorted = times;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

template <class F>
double timed(F f) {
  const auto before = std::chrono::steady_clock::now();
  static volatile std::size_t sink;
  sink = f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count();
}

// Both in turn, so that what else the machine does meets both.
template <class A, class B>
void race(const char* name, int rounds, A ours, B theirs) {
  std::vector<double> a, b;
  for (int i = 0; i < rounds; ++i) {
    b.push_back(timed(theirs));
    a.push_back(timed(ours));
  }
  std::printf("%s: %.1f ms against %.1f ms, ratio %.2f of medians, %.2f of the fastest\n", name, seconds_of(a) * 1e3,
              seconds_of(b) * 1e3, seconds_of(a) / seconds_of(b),
              *std::min_element(a.begin(), a.end()) / *std::min_element(b.begin(), b.end()));
}

void race_in_memory(std::size_t count, int rounds) {
  std::vector<rotation::backup> backups(count);
  std::vector<std::int64_t> times(count);
  std::uint64_t state = 1;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    times[i] = 1'600'000'000 + static_cast<std::int64_t>((state >> 33) % (10 * 365 * 86400));
    backups[i].at = {times[i], 0};
  }
  std::vector<std::int64_t> sorted;
  const auto sort = [&] {
    sorted = times;
    std::sort(sorted.begin(), sorted.end());
    return static_cast<std::size_t>(sorted[0]);
  };
  race((std::to_string(count) + " in memory, planned against sorted").c_str(), rounds,
       [&] { return plan(backups, *keep, now, {}).removed; }, sort);
}

void time_simulation(int rounds) {
  for (const char* const rules : {"hourly=24,daily=7,weekly=5,monthly=12,yearly=10", "hourly=unlimited", "within=1y"}) {
    const auto policy = parse_policy(rules);
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
      times.push_back(timed([&] {
        return simulate(*policy, {{now.seconds - std::int64_t{3653} * 86400, 0}, now, 3600, 0, {}}, {})->peak;
      }));
    }
    std::printf("ten years of hours, %s: %.1f ms\n", rules, seconds_of(times) * 1e3);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "plan" && argc == 4) {
    race(
        "files, planned against the floor", std::atoi(argv[3]), [&] { return plan_folder(argv[2]); },
        [&] { return floor_of(argv[2]); });
  } else if (what == "memory" && argc == 4) {
    race_in_memory(std::strtoull(argv[2], nullptr, 10), std::atoi(argv[3]));
  } else if (what == "simulate" && argc == 3) {
    time_simulation(std::atoi(argv[2]));
  } else if ((what == "once" || what == "floor") && argc == 3) {
    what == "once" ? plan_folder(argv[2]) : floor_of(argv[2]);
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    std::printf("%s: %.1f MiB at most\n", argv[1], static_cast<double>(used.ru_maxrss) / 1024);
  } else {
    return 2;
  }
  return 0;
}
