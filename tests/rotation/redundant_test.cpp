// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/redundant.hpp>

#include "../support.hpp"

#include <maintkit/rotation/plan.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

}  // namespace

TEST_CASE("redundant: rules that can never select, and their neighbours that can") {
  struct row {
    const char* rules;
    const char* redundant;  // none: nullptr
  };
  const row rows[] = {
      {"last=unlimited,daily=7", "daily=7"},
      {"last=unlimited,within=7d", "within=7d"},
      {"last=unlimited,tag=a", "tag"},
      {"last=9999,daily=7", nullptr},
      {"hourly=unlimited,daily=7", "daily=7"},
      {"hourly=unlimited,yearly=unlimited", "yearly=unlimited"},
      {"hourly=unlimited,within-hourly=7d", "within-hourly=7d"},
      {"hourly=unlimited,within-weekly=7w", "within-weekly=7w"},
      {"hourly=unlimited,minutely=7,last=3,within=2d", nullptr},
      {"hourly=48,daily=1", nullptr},
      {"daily=unlimited,weekly=4", "weekly=4"},
      {"weekly=unlimited,monthly=4,yearly=1", nullptr},  // the last day of a month is not the last of its week
      {"monthly=unlimited,weekly=4", nullptr},
      {"monthly=unlimited,quarterly=4", "quarterly=4"},
      {"quarterly=unlimited,yearly=4", "yearly=4"},
      {"within=30d,within-daily=7d", "within-daily=7d"},
      {"within=30d,within-daily=30d", "within-daily=30d"},
      {"within=30d,within-daily=31d", nullptr},
      {"within=30d,within-daily=1m", nullptr},  // a month may have 31 days
      {"within=32d,within-daily=1m", "within-daily=1m"},
      {"within=1m,within-daily=27d", "within-daily=27d"},
      {"within=1m,within-daily=28d", nullptr},
      {"within=7d,within-daily=168h", nullptr},  // a day may have 23 hours
      {"within=7d,daily=3", nullptr},
      {"within-hourly=7d,within-weekly=7d", "within-weekly=7d"},
      {"within-weekly=9w,within-monthly=9w", nullptr},
      {"tag=a,tag=b", nullptr},
      {"tag=a,tag=a", "tag=a"},
      {"hourly=24,daily=7,weekly=5,monthly=12,yearly=10", nullptr},
  };
  for (const row& r : rows) {
    CAPTURE(r.rules);
    const auto keep = parse_policy(r.rules);
    REQUIRE(keep);
    const auto found = redundant_rule(*keep);
    CHECK(found.has_value() == (r.redundant != nullptr));
    if (found && r.redundant != nullptr) CHECK(found->rule == r.redundant);
  }
  policy both;
  REQUIRE(add(both, "tag", "a,b"));
  REQUIRE(add(both, "tag", "b"));
  CHECK(redundant_rule(both)->rule == "tag=a,b");
  CHECK(redundant_rule(both)->why == "tag=b keeps all that it could");
  CHECK_FALSE(redundant_rule(*parse_policy("last=unlimited,daily=7", dialect::restic)));
  auto prefers = parse_policy("daily=unlimited,within-weekly=9w");
  CHECK(redundant_rule(*prefers));
  prefers->prefer_hour = 3;
  CHECK_FALSE(redundant_rule(*prefers));
}

// Whatever is called redundant changes no plan when it is left out.
TEST_CASE("redundant: what is refused would have changed nothing") {
  test::random random(test::seed());
  std::size_t tried = 0;
  for (int i = 0; i < 20'000; ++i) {
    policy keep;
    for (std::size_t p = 0; p < period_count; ++p) {
      if (random.once_in(4)) keep.counts[p] = random.once_in(2) ? unlimited : std::uint32_t(random.between(1, 6));
      if (random.once_in(5)) keep.within[p].days = static_cast<std::int32_t>(random.between(1, 70));
      if (random.once_in(9)) keep.within[p].months = static_cast<std::int32_t>(random.between(1, 3));
    }
    if (random.once_in(3)) keep.prefer_weekday = static_cast<int>(random.between(1, 7));
    if (random.once_in(3)) keep.prefer_hour = static_cast<int>(random.between(0, 23));
    std::vector<rotation::backup> backups(static_cast<std::size_t>(random.between(1, 40)));
    std::int64_t at = 1'700'000'000;
    const std::int64_t steps[] = {60, 3600, 86400, 10 * 86400};
    const std::int64_t step = random.of(steps);
    for (rotation::backup& b : backups) b.at = {at += random.between(0, 2 * step), 0};
    for (const rule& small : rules) {
      if (small.measure == measure::tag || !has(keep, small)) continue;
      bool covered = false;
      for (const rule& large : rules) {
        covered = covered || (&large != &small && has(keep, large) && rotation::detail::covers(keep, large, small));
      }
      if (!covered) continue;
      ++tried;
      policy without = keep;
      const auto in = static_cast<std::size_t>(small.period);
      small.measure == measure::count ? without.counts[in] = 0 : (without.within[in] = {}, 0u);
      const decisions one = plan(backups, keep, {at, 0}, {});
      const decisions other = plan(backups, without, {at, 0}, {});
      for (std::size_t b = 0; b < backups.size(); ++b) {
        REQUIRE_MESSAGE(one.keeps(b) == other.keeps(b), small.name, " ", to_string(keep));
      }
    }
  }
  CHECK(tried > 1000);
}
