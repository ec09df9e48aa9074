// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/guard.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr std::int64_t day = 86400;

// `count` daily backups, the newest at `last` days.
struct series {
  std::vector<std::string> names;
  std::vector<rotation::backup> backups;

  series(int count, int last) {
    for (int i = last - count + 1; i <= last; ++i) names.push_back("day " + std::to_string(i));
    for (int i = 0; i < count; ++i) {
      rotation::backup b;
      b.at = {(last - count + 1 + i) * day, 0};
      b.name = names[static_cast<std::size_t>(i)];
      backups.push_back(b);
    }
  }
};

std::string verdict(const series& s, const char* rules, const past_run* last, time::instant now,
                    const waived& allowed = {}) {
  const auto keep = parse_policy(rules);
  REQUIRE(keep);
  const auto fine = check_guards(s.backups, plan(s.backups, *keep, now, {}), last, now, allowed);
  if (fine) return "";
  CHECK(fine.error().code == errc::refused);
  return fine.error().why;
}

past_run after(const series& s, std::int64_t at) { return {{at, 0}, s.names}; }

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("guard: more than half of what the last run kept") {
  const series before(30, 100);
  const past_run last = after(before, 100 * day);
  const series now(31, 101);  // one more has come
  CHECK(verdict(now, "daily=30", &last, {101 * day, 0}).empty());
  CHECK(verdict(now, "daily=16", &last, {101 * day, 0}).empty());  // 15 of 30: half
  CHECK(says(verdict(now, "daily=15", &last, {101 * day, 0}), "16 of the 30 backups that the last run kept would go"));
  waived allowed;
  allowed.share = true;
  CHECK(verdict(now, "daily=15", &last, {101 * day, 0}, allowed).empty());
  CHECK(verdict(now, "daily=3", nullptr, {101 * day, 0}).empty());  // a first run is not judged
  // Pushed out by as many new ones, it is the policy at work.
  const series three(3, 100);
  const past_run kept_three = after(three, 100 * day);
  CHECK(verdict(series(7, 104), "daily=3", &kept_three, {104 * day, 0}).empty());
  const series one(1, 100);
  const past_run kept_one = after(one, 100 * day);
  CHECK(verdict(series(2, 101), "last=1", &kept_one, {101 * day, 0}).empty());
}

TEST_CASE("guard: something good must be left") {
  series s(3, 100);
  const auto keep = parse_policy("daily=1", dialect::restic);
  REQUIRE(keep);
  s.backups[2].state = state::unverified;
  CHECK(verdict(s, "daily=1", nullptr, {100 * day, 0}).empty());  // the plan itself keeps one
  // A dialect that counts future ones removes all real ones.
  s.backups[2].state = state::complete;
  s.backups[2].at = {1000 * day, 0};
  const decisions made = plan(s.backups, *keep, {100 * day, 0}, {});
  REQUIRE(made.removed == 2);
  auto fine = check_guards(s.backups, made, nullptr, {100 * day, 0});
  REQUIRE_FALSE(fine);
  CHECK(fine.error().why == "no verified backup would be left");
  waived allowed;
  allowed.last_good = true;
  CHECK(check_guards(s.backups, made, nullptr, {100 * day, 0}, allowed));
}

TEST_CASE("guard: the clock") {
  const series s(10, 100);
  past_run last = after(s, 100 * day + 3600);
  CHECK(verdict(s, "daily=6", &last, {100 * day + 3600, 0}).empty());
  CHECK(says(verdict(s, "daily=6", &last, {100 * day, 0}), "before the last run at 1970-04-11T01:00:00Z"));
  CHECK(verdict(s, "daily=6", &last, {160 * day, 0}).empty());
  CHECK(says(verdict(s, "daily=6", &last, {160 * day + 1, 0}), "has it jumped, or have backups stopped?"));
  waived allowed;
  allowed.clock = true;
  CHECK(verdict(s, "daily=6", &last, {100 * day, 0}, allowed).empty());
  CHECK(verdict(s, "daily=6", &last, {9000 * day, 0}, allowed).empty());
  // What removes nothing is never refused.
  CHECK(verdict(s, "daily=10", &last, {9000 * day, 0}).empty());
  // Backups that come twice a year may be as old.
  series rare(4, 4);
  for (std::size_t i = 0; i < 4; ++i) rare.backups[i].at.seconds *= 180;
  CHECK(verdict(rare, "last=2", nullptr, {720 * day + 300 * day, 0}).empty());
}
