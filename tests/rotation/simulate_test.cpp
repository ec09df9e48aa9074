// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/simulate.hpp>

#include "../support.hpp"

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day = 86400;
constexpr time::instant start{1'483'228'800, 0};  // 2017-01-01T00:00:00Z, a Sunday

simulation simulated(std::string_view rules, std::int64_t every, std::int64_t length,
                     const std::vector<outage>& outages = {}) {
  const auto keep = parse_policy(rules);
  REQUIRE(keep);
  auto out = simulate(*keep, {start, {start.seconds + length, 0}, every, 1000, outages}, {});
  REQUIRE(out);
  return std::move(*out);
}

std::int64_t reach(const simulation& s, period p) { return s.reach[static_cast<std::size_t>(p)]; }

policy any_policy(test::random& random) {
  policy keep;
  do {
    for (std::size_t i = 0; i < period_count; ++i) {
      if (random.once_in(4)) keep.counts[i] = random.once_in(8) ? unlimited : std::uint32_t(random.between(1, 6));
      if (random.once_in(10)) keep.within[i].days = static_cast<std::int32_t>(random.between(1, 40));
      if (random.once_in(10)) keep.within[i].months = static_cast<std::int32_t>(random.between(1, 3));
    }
    keep.within[static_cast<std::size_t>(period::secondly)] = {};
    keep.within[static_cast<std::size_t>(period::minutely)] = {};
  } while (is_empty(keep));
  if (random.once_in(4)) keep.at_least = static_cast<std::uint32_t>(random.between(1, 5));
  if (random.once_in(4)) keep.prefer_weekday = static_cast<int>(random.between(1, 7));
  if (random.once_in(4)) keep.prefer_hour = static_cast<int>(random.between(0, 23));
  if (random.once_in(6)) keep.calendar.day_starts = static_cast<std::int32_t>(random.between(0, 47) * 1800);
  if (random.once_in(6)) keep.calendar.week_starts = static_cast<int>(random.between(1, 7));
  return keep;
}

}  // namespace

TEST_CASE("pruner: each step leaves what plan() leaves") {
  test::random random(test::seed());
  const char* const places[] = {"UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"};
  std::vector<time::zone> zones;
  for (const char* const place : places) {
    if (auto zone = maintkit::detail::load_zone(place)) zones.push_back(std::move(*zone));
  }
  const std::int64_t steps[] = {1, 45, 1800, hour, 5 * hour, day, 3 * day, 20 * day};
  for (int i = 0; i < 600; ++i) {
    const policy keep = any_policy(random);
    const time::zone zone = zones[random.below(zones.size())];
    const std::int64_t every = random.of(steps);
    const bool regular = random.once_in(2);
    // Every other one begins half a day before St. John's went back over midnight, or Lord Howe half an hour.
    time::instant at{random.once_in(2) ? 1'162'094'400 - day / 2 : random.between(900'000'000, 1'700'000'000), 0};
    pruner at_work(keep, zone);
    std::vector<rotation::backup> there;
    for (int n = 0; n < 150; ++n) {
      at.seconds += regular ? every : random.between(1, 2 * every);
      at_work.add(at);
      rotation::backup b;
      b.at = at;
      there.push_back(b);
      const decisions made = plan(there, keep, at, zone);
      std::vector<rotation::backup> stay;
      for (std::size_t k = 0; k < there.size(); ++k) {
        if (made.keeps(k)) stay.push_back(there[k]);
      }
      there.swap(stay);
      bool same = there.size() == at_work.left().size();
      for (std::size_t k = 0; same && k < there.size(); ++k) same = there[k].at == at_work.taken(at_work.left()[k]).at;
      REQUIRE_MESSAGE(same, "case ", i, " step ", n, " every ", every, " ", zone.name(), " at ", time::to_rfc3339(at),
                      " ", to_string(keep), " at least ", keep.at_least, " day starts ", keep.calendar.day_starts,
                      " prefers ", keep.prefer_weekday, " ", keep.prefer_hour);
    }
  }
}

TEST_CASE("pruner: other dialects too, newest removed or not") {
  for (const dialect d : {dialect::restic, dialect::borg, dialect::rotate_backups}) {
    const auto keep = parse_policy("daily=3", d);
    REQUIRE(keep);
    const auto s = simulate(*keep, {start, {start.seconds + 30 * day, 0}, 6 * hour, 0, {}}, {});
    REQUIRE(s);
    CHECK(s->left.size() == 3);
  }
}

TEST_CASE("simulate: counts, reach and holes by hand") {
  const simulation s = simulated("daily=7", day, 100 * day);
  CHECK(s.taken == 101);
  CHECK(s.left.size() == 7);
  CHECK(s.peak == 8);  // the eighth is there before the first goes
  CHECK(s.peak_bytes == 8000);
  CHECK(s.oldest == 6 * day);
  CHECK(reach(s, period::daily) == 6 * day);
  CHECK(reach(s, period::hourly) == 0);  // backups come once a day
  CHECK(s.largest_gap[0] == day);
  CHECK(s.largest_gap[1] == day);
  CHECK(s.largest_gap[2] == 0);

  // Just after midnight the seven days are one hour and six whole days, the oldest of which is known by its end. So
  // five are sure, as are two of four weeks.
  const simulation two = simulated("daily=7,weekly=4", hour, 200 * day);
  CHECK(reach(two, period::daily) == 5 * day + hour);
  CHECK(two.largest_gap[0] == day);
  CHECK(two.largest_gap[2] == 7 * day);
  CHECK(two.oldest == 14 * day + hour);

  // Nothing has gone but what came within the hour, and yearly keeps the first of all for want of ten years.
  const simulation years = simulated("yearly=10", 10 * day, 1000 * day);
  CHECK(years.oldest == 1000 * day);
  CHECK(reach(years, period::yearly) == 1000 * day);
}

TEST_CASE("simulate: an outage leaves a hole that ages, and is not the policy's") {
  const time::instant from{start.seconds + 50 * day, 0};
  const time::instant to{from.seconds + 5 * day, 0};
  const simulation s = simulated("daily=7", day, 100 * day, {{from, to}});
  CHECK(s.taken == 96);
  CHECK(s.largest_gap[0] == 6 * day);
  CHECK(s.largest_gap[1] == 6 * day);
  CHECK(reach(s, period::daily) == 6 * day);
  CHECK(s.largest_gap[2] == day);  // during the outage the others grew older than a week
}

TEST_CASE("simulate: schedules without a backup, and with too many") {
  const auto keep = parse_policy("daily=7");
  CHECK(simulate(*keep, {start, start, 0, 0, {}}, {}).error().code == errc::invalid);
  CHECK(simulate(*keep, {start, {start.seconds - 1, 0}, 1, 0, {}}, {}).error().code == errc::invalid);
  CHECK(simulate(*keep, {{0, 0}, start, 1, 0, {}}, {}).error().code == errc::limit);
  CHECK(simulate(*keep, {start, start, 1, 0, {}}, {})->left.size() == 1);
}

TEST_CASE("simulate: ten years of hours with a step at each") {
  const std::int64_t years = 3653 * day;
  for (const char* const text : {"hourly=24,daily=7,weekly=5,monthly=12,yearly=10", "last=50000", "hourly=unlimited",
                                 "within=1y,within-daily=5y", "hourly=8760,weekly=unlimited"}) {
    const auto before = std::chrono::steady_clock::now();
    const simulation s = simulated(text, hour, years);
    const auto took = std::chrono::steady_clock::now() - before;
    MESSAGE(std::string(text), ": ", std::chrono::duration_cast<std::chrono::milliseconds>(took).count(), " ms, ",
            s.left.size(), " left, peak ", s.peak);
    CHECK(took < std::chrono::seconds(20));  // no square of the number of backups, also where nothing is optimised
  }
}
