// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

time::instant at(std::string_view text) {
  const auto stamp = time::parse_rfc3339(text);
  REQUIRE_MESSAGE(stamp, text);
  return stamp->at;
}

// "2026-07-08T12:00Z 2026-07-09T12:00Z": backups that are named by their times, without seconds.
std::vector<rotation::backup> backups_of(std::string_view times) {
  std::vector<rotation::backup> out;
  while (!times.empty()) {
    const std::string_view one = maintkit::detail::take_until(times, ' ');
    const std::string whole = std::string(one.substr(0, 16)) + ":00" + std::string(one.substr(16));
    const auto stamp = time::parse_rfc3339(whole);
    REQUIRE_MESSAGE(stamp, whole);
    rotation::backup b;
    b.at = stamp->at;
    b.offset = stamp->offset;
    b.name = one;
    out.push_back(b);
  }
  return out;
}

std::string daily(const char* first, int count) {
  std::string out;
  const time::instant from = at(first);
  for (int i = 0; i < count; ++i) {
    const std::string text = time::to_rfc3339({from.seconds + i * 86400, 0});
    out += (i == 0 ? "" : " ") + text.substr(0, 16) + "Z";
  }
  return out;
}

// What is kept, newest first.
std::string kept(const std::vector<rotation::backup>& backups, std::string_view rules, dialect d = dialect::maintkit,
                 const char* now = "2030-01-01T00:00:00Z", const time::zone& zone = {}) {
  const auto keep = parse_policy(rules, d);
  REQUIRE_MESSAGE(keep, rules);
  const decisions made = plan(backups, *keep, at(now), zone);
  std::string out;
  for (const std::uint32_t i : made.newest_first) {
    if (made.keeps(i)) out += (out.empty() ? "" : " ") + std::string(backups[i].name);
  }
  return out;
}

std::string explained(const std::vector<rotation::backup>& backups, const policy& keep,
                      const char* now = "2030-01-01T00:00:00Z") {
  const decisions made = plan(backups, keep, at(now), {});
  explainer each(backups, keep, made, at(now), {});
  std::string out;
  for (explanation e; each.next(e);) {
    out += (e.keep ? "+ " : "- ") + std::string(backups[e.backup].name) + ": " + to_text(e, keep, {}) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("plan: reasons for both sides") {
  const auto backups = backups_of(
      "2026-06-28T12:00Z 2026-07-05T12:00Z 2026-07-06T08:00Z 2026-07-06T20:00Z 2026-07-07T20:00Z 2026-07-08T20:00Z");
  const auto keep = parse_policy("daily=2,weekly=2");
  REQUIRE(keep);
  CHECK(explained(backups, *keep) ==
        "+ 2026-07-08T20:00Z: daily 1 of 2; weekly 1 of 2; until about 2026-07-10\n"
        "+ 2026-07-07T20:00Z: daily 2 of 2; until about 2026-07-09\n"
        "- 2026-07-06T20:00Z: past the 2 days kept; week 2026-W28 has 2026-07-08T20:00Z\n"
        "- 2026-07-06T08:00Z: past the 2 days kept; week 2026-W28 has 2026-07-08T20:00Z\n"
        "+ 2026-07-05T12:00Z: weekly 2 of 2; until about 2026-07-13\n"
        "- 2026-06-28T12:00Z: past the 2 days kept; past the 2 weeks kept\n");
}

TEST_CASE("plan: reasons that no rule gives") {
  auto backups =
      backups_of("2026-07-01T12:00Z 2026-07-02T12:00Z 2026-07-03T12:00Z 2026-07-04T12:00Z 2026-07-05T12:00Z");
  backups[0].pinned = true;
  backups[1].tags = "before-upgrade,keep";
  backups[2].state = state::unverified;
  backups[2].doubt = doubt::empty;
  backups[3].state = state::incomplete;
  policy keep;
  REQUIRE(add(keep, "tag", "keep"));
  CHECK(explained(backups, keep, "2026-07-05T00:00:00Z") ==
        "+ 2026-07-05T12:00Z: dated in the future\n"
        "+ 2026-07-04T12:00Z: never finished\n"
        "+ 2026-07-03T12:00Z: not verified: is empty\n"
        "+ 2026-07-02T12:00Z: tagged keep\n"
        "+ 2026-07-01T12:00Z: pinned\n");
  backups[1].tags = {};
  keep.at_least = 2;
  backups[0].pinned = false;
  CHECK(explained(backups, keep, "2026-07-06T00:00:00Z") ==
        "+ 2026-07-05T12:00Z: complete 1 of at least 2\n"
        "+ 2026-07-04T12:00Z: never finished\n"
        "+ 2026-07-03T12:00Z: not verified: is empty\n"
        "+ 2026-07-02T12:00Z: complete 2 of at least 2\n"
        "- 2026-07-01T12:00Z: not tagged keep\n");
  CHECK(explained(backups, policy{}, "2026-07-06T00:00:00Z").find("- ") == std::string::npos);
}

TEST_CASE("plan: the words for each way of counting") {
  const auto backups = backups_of("2026-01-31T12:00Z 2026-03-30T12:00Z 2026-03-31T12:00Z");
  struct row {
    dialect of;
    const char* rules;
    const char* newest;
    const char* oldest;
  };
  const row rows[] = {
      {dialect::maintkit, "last=1", "+ 2026-03-31T12:00Z: last 1 of 1; until about 2026-05-28\n",
       "- 2026-01-31T12:00Z: past the last 1\n"},
      {dialect::maintkit, "monthly=unlimited", "+ 2026-03-31T12:00Z: monthly 1\n", "+ 2026-01-31T12:00Z: monthly 2\n"},
      {dialect::maintkit, "quarterly=3", "+ 2026-03-31T12:00Z: quarterly 1 of 3",
       "+ 2026-01-31T12:00Z: oldest, quarterly 2 of 3"},
      {dialect::maintkit, "yearly=unlimited", "+ 2026-03-31T12:00Z: yearly 1; until about 2026-05-28\n",
       "+ 2026-01-31T12:00Z: oldest, yearly 2\n"},
      {dialect::maintkit, "within=1m", "+ 2026-03-31T12:00Z: within 1m; until about 2026-04-30\n",
       "- 2026-01-31T12:00Z: earlier than within 1m\n"},
      {dialect::maintkit, "within-yearly=1y", "+ 2026-03-31T12:00Z: yearly within 1y",
       "- 2026-01-31T12:00Z: year 2026 has 2026-03-31T12:00Z\n"},
      {dialect::restic, "yearly=2", "+ 2026-03-31T12:00Z: yearly snapshot\n",
       "+ 2026-01-31T12:00Z: oldest yearly snapshot\n"},
      {dialect::restic, "within-yearly=1y3d", "+ 2026-03-31T12:00Z: yearly within 1y3d\n",
       "+ 2026-01-31T12:00Z: oldest yearly within 1y3d\n"},
      {dialect::borg, "yearly=2", "+ 2026-03-31T12:00Z: yearly #1\n", "+ 2026-01-31T12:00Z: yearly[oldest] #2\n"},
      {dialect::proxmox, "yearly=2", "+ 2026-03-31T12:00Z: yearly 1 of 2\n",
       "- 2026-01-31T12:00Z: year 2026 has 2026-03-31T12:00Z\n"},
      {dialect::kopia, "last=1,yearly=2", "+ 2026-03-31T12:00Z: latest-1; annual-1\n",
       "- 2026-01-31T12:00Z: past the last 1; year 2026 has 2026-03-31T12:00Z\n"},
      {dialect::kopia, "daily=1", "+ 2026-03-31T12:00Z: daily-1\n", "- 2026-01-31T12:00Z: too old for daily\n"},
      {dialect::rotate_backups, "yearly=2", "- 2026-03-31T12:00Z: year 2026 has 2026-01-31T12:00Z\n",
       "+ 2026-01-31T12:00Z: yearly\n"},
  };
  for (const row& r : rows) {
    CAPTURE(r.rules);
    const auto keep = parse_policy(r.rules, r.of);
    REQUIRE(keep);
    const std::string said = explained(backups, *keep);
    CAPTURE(said);
    CHECK(said.substr(0, std::string_view(r.newest).size()) == r.newest);
    CHECK(said.find(r.oldest) != std::string::npos);
  }
}

// The tools' own answers, from runs of restic 0.18, borg 1.2, rotate-backups 8.1 and the rule code of Proxmox and
// kopia.
TEST_CASE("plan: the same input, different answers") {
  struct row {
    const char* rules;
    std::string times;
    const char* kept[6];  // by dialect: maintkit, restic, borg, proxmox, kopia, rotate-backups
  };
  const row rows[] = {
      // Two a day: the last of each day, but rotate-backups keeps the first and removes the newest.
      {"daily=2",
       "2024-03-01T08:00Z 2024-03-01T20:00Z 2024-03-02T08:00Z 2024-03-02T20:00Z 2024-03-03T08:00Z 2024-03-03T20:00Z",
       {"2024-03-03T20:00Z 2024-03-02T20:00Z", "2024-03-03T20:00Z 2024-03-02T20:00Z",
        "2024-03-03T20:00Z 2024-03-02T20:00Z", "2024-03-03T20:00Z 2024-03-02T20:00Z",
        "2024-03-03T20:00Z 2024-03-02T20:00Z", "2024-03-03T08:00Z 2024-03-02T08:00Z"}},
      // A week over New Year: rotate-backups splits it.
      {"weekly=2",
       daily("2024-12-26T12:00:00Z", 12),
       {"2025-01-06T12:00Z 2025-01-05T12:00Z", "2025-01-06T12:00Z 2025-01-05T12:00Z",
        "2025-01-06T12:00Z 2025-01-05T12:00Z", "2025-01-06T12:00Z 2025-01-05T12:00Z",
        "2025-01-06T12:00Z 2025-01-05T12:00Z", "2025-01-06T12:00Z 2025-01-01T12:00Z"}},
      // Count left: some keep the oldest too.
      {"monthly=3",
       daily("2024-03-01T12:00:00Z", 10),
       {"2024-03-10T12:00Z 2024-03-01T12:00Z", "2024-03-10T12:00Z 2024-03-01T12:00Z",
        "2024-03-10T12:00Z 2024-03-01T12:00Z", "2024-03-10T12:00Z", "2024-03-10T12:00Z", "2024-03-01T12:00Z"}},
      // A long silence: some also cut by age.
      {"daily=3",
       daily("2024-01-04T12:00:00Z", 2) + " 2024-03-01T12:00Z",
       {"2024-03-01T12:00Z 2024-01-05T12:00Z 2024-01-04T12:00Z",
        "2024-03-01T12:00Z 2024-01-05T12:00Z 2024-01-04T12:00Z",
        "2024-03-01T12:00Z 2024-01-05T12:00Z 2024-01-04T12:00Z",
        "2024-03-01T12:00Z 2024-01-05T12:00Z 2024-01-04T12:00Z", "2024-03-01T12:00Z", "2024-03-01T12:00Z"}},
      // One is dated six weeks ahead of now, 2024-03-06: maintkit neither counts nor removes it.
      {"daily=2",
       daily("2024-03-03T12:00:00Z", 3) + " 2024-04-16T12:00Z",
       {"2024-04-16T12:00Z 2024-03-05T12:00Z 2024-03-04T12:00Z", "2024-04-16T12:00Z 2024-03-05T12:00Z",
        "2024-04-16T12:00Z 2024-03-05T12:00Z", "2024-04-16T12:00Z 2024-03-05T12:00Z", "2024-04-16T12:00Z",
        "2024-04-16T12:00Z"}},
  };
  for (const row& r : rows) {
    const auto backups = backups_of(r.times);
    const char* const now =
        r.times.find("2024-04-16") != std::string::npos ? "2024-03-06T00:00:00Z" : "2025-01-07T00:00:00Z";
    for (std::size_t d = 0; d < dialect_count; ++d) {
      CAPTURE(r.rules);
      CAPTURE(dialects[d].name);
      CHECK(kept(backups, r.rules, static_cast<dialect>(d), now) == r.kept[d]);
    }
  }
  // 40 days, daily=7 and weekly=4: whether the rules share what they keep.
  const int counts[] = {9, 9, 11, 11, 9, 10};
  const std::string times = daily("2024-03-01T12:00:00Z", 40);
  const auto forty = backups_of(times);
  for (std::size_t d = 0; d < dialect_count; ++d) {
    CAPTURE(dialects[d].name);
    const std::string names = kept(forty, "daily=7,weekly=4", static_cast<dialect>(d));
    CHECK(names.size() == static_cast<std::size_t>(counts[d]) * 18 - 1);
  }
}

TEST_CASE("plan: unfinished backups in the dialects that know them") {
  auto backups = backups_of("2024-03-01T12:00Z 2024-03-02T12:00Z 2024-03-03T12:00Z 2024-03-04T12:00Z");
  const auto unfinished = [&](std::vector<std::size_t> which) {
    for (std::size_t i = 0; i < backups.size(); ++i) backups[i].state = state::complete;
    for (const std::size_t i : which) backups[i].state = state::incomplete;
  };
  unfinished({1});  // something newer was finished
  CHECK(kept(backups, "secondly=1", dialect::borg) == "2024-03-04T12:00Z");
  CHECK(kept(backups, "last=1", dialect::proxmox) == "2024-03-04T12:00Z");
  CHECK(kept(backups, "last=1", dialect::kopia) == "2024-03-04T12:00Z");
  CHECK(kept(backups, "last=1") == "2024-03-04T12:00Z 2024-03-02T12:00Z");
  unfinished({2, 3});  // the two newest
  CHECK(kept(backups, "secondly=1", dialect::borg) == "2024-03-04T12:00Z 2024-03-02T12:00Z");
  CHECK(kept(backups, "last=1", dialect::proxmox) == "2024-03-04T12:00Z 2024-03-02T12:00Z");
  CHECK(kept(backups, "last=1", dialect::kopia) == "2024-03-04T12:00Z 2024-03-03T12:00Z 2024-03-02T12:00Z");
}

TEST_CASE("plan: what is protected is in no dialect counted as something it is not") {
  auto backups = backups_of("2024-03-01T12:00Z 2024-03-02T12:00Z 2024-03-03T12:00Z");
  backups[2].pinned = true;
  CHECK(kept(backups, "last=1") == "2024-03-03T12:00Z");  // counts, and could not go
  CHECK(kept(backups, "last=1", dialect::proxmox) == "2024-03-03T12:00Z 2024-03-02T12:00Z");
  backups[2].pinned = false;
  backups[2].state = state::unverified;
  CHECK(kept(backups, "last=1") == "2024-03-03T12:00Z 2024-03-02T12:00Z");
  for (rotation::backup& b : backups) b.state = state::unverified;
  CHECK(kept(backups, "last=1") == "2024-03-03T12:00Z 2024-03-02T12:00Z 2024-03-01T12:00Z");
}

TEST_CASE("plan: spans reach back by the calendar") {
  struct row {
    const char* rules;
    dialect of;
    const char* times;
    const char* kept;
  };
  const row rows[] = {
      // A month before March 31 is February 29; restic counts on to March 2.
      {"within=1m", dialect::maintkit, "2024-02-29T06:00Z 2024-02-29T06:01Z 2024-03-01T06:00Z 2024-03-31T06:00Z",
       "2024-03-31T06:00Z 2024-03-01T06:00Z 2024-02-29T06:01Z"},
      {"within=1m", dialect::restic,
       "2024-02-29T06:00Z 2024-03-01T06:00Z 2024-03-02T06:00Z 2024-03-02T06:01Z 2024-03-31T06:00Z",
       "2024-03-31T06:00Z 2024-03-02T06:01Z"},
      // Strictly later than the edge; a year before February 29 is February 28.
      {"within=1y", dialect::maintkit, "2023-02-28T06:00Z 2023-02-28T06:01Z 2024-02-29T06:00Z",
       "2024-02-29T06:00Z 2023-02-28T06:01Z"},
      {"within=2d3h", dialect::maintkit, "2024-03-29T03:00Z 2024-03-29T03:01Z 2024-03-31T06:00Z",
       "2024-03-31T06:00Z 2024-03-29T03:01Z"},
      {"within=1w", dialect::maintkit, "2024-03-24T06:00Z 2024-03-24T06:01Z 2024-03-31T06:00Z",
       "2024-03-31T06:00Z 2024-03-24T06:01Z"},
      // From the newest, not from now: a silence of years removes nothing.
      {"within-daily=2d", dialect::maintkit, "2024-03-29T06:00Z 2024-03-30T05:00Z 2024-03-30T06:00Z 2024-03-31T06:00Z",
       "2024-03-31T06:00Z 2024-03-30T06:00Z"},
      {"within=2d,last=1", dialect::borg, "2029-12-30T00:00Z 2029-12-30T00:01Z 2029-12-31T06:00Z",
       "2029-12-31T06:00Z 2029-12-30T00:01Z 2029-12-30T00:00Z"},
  };
  for (const row& r : rows) {
    CAPTURE(r.rules);
    CAPTURE(r.times);
    CHECK(kept(backups_of(r.times), r.rules, r.of) == r.kept);
  }
}

TEST_CASE("plan: two at the same instant are told apart by name, whatever order they come in") {
  std::vector<rotation::backup> backups(3);
  backups[0].name = "20240301T000000Z-2";
  backups[1].name = "20240301T000000Z-10";
  backups[2].name = "20240301T000000Z";
  for (rotation::backup& b : backups) b.at = at("2024-03-01T00:00:00Z");
  CHECK(kept(backups, "last=1") == "20240301T000000Z-10");
  CHECK(kept(backups, "last=3") == "20240301T000000Z-10 20240301T000000Z-2 20240301T000000Z");
  std::swap(backups[0], backups[1]);
  CHECK(kept(backups, "last=2") == "20240301T000000Z-10 20240301T000000Z-2");
  backups[2].at.nanoseconds = 1;
  CHECK(kept(backups, "last=1") == "20240301T000000Z");
}

TEST_CASE("plan: the preferred day and hour, where there are any") {
  struct row {
    const char* rules;
    int weekday;
    int hour;
    const char* kept;
  };
  // 2026-07-05 is a Sunday.
  const auto backups = backups_of(
      "2026-07-04T03:00Z 2026-07-05T03:00Z 2026-07-05T20:00Z 2026-07-06T03:10Z 2026-07-06T03:50Z 2026-07-06T12:00Z "
      "2026-07-07T12:00Z");
  const row rows[] = {
      {"weekly=2", 7, -1, "2026-07-07T12:00Z 2026-07-05T20:00Z"},                   // this week's has not come yet
      {"weekly=2", 7, 3, "2026-07-07T12:00Z 2026-07-06T03:50Z 2026-07-05T03:00Z"},  // the newest stays whatever it is
      {"weekly=2", 6, -1, "2026-07-07T12:00Z 2026-07-04T03:00Z"},
      {"daily=2", 6, 3, "2026-07-07T12:00Z 2026-07-06T03:50Z"},  // a day has one weekday only
      {"hourly=2", 6, 3, "2026-07-07T12:00Z 2026-07-06T12:00Z"},
      {"within-daily=1d", 6, 12, "2026-07-07T12:00Z"},
  };
  for (const row& r : rows) {
    CAPTURE(r.rules);
    auto keep = parse_policy(r.rules);
    REQUIRE(keep);
    keep->prefer_weekday = r.weekday;
    keep->prefer_hour = r.hour;
    const decisions made = plan(backups, *keep, at("2030-01-01T00:00:00Z"), {});
    std::string out;
    for (const std::uint32_t i : made.newest_first) {
      if (made.keeps(i)) out += (out.empty() ? "" : " ") + std::string(backups[i].name);
    }
    CHECK(out == r.kept);
  }
}

TEST_CASE("plan: for want of room the one that is missed least goes") {
  const std::string times = daily("2026-07-01T12:00:00Z", 7);
  auto backups = backups_of(times);
  for (rotation::backup& b : backups) b.size = 10;
  auto keep = parse_policy("daily=6");
  REQUIRE(keep);
  keep->max_bytes = 40;
  CHECK(explained(backups, *keep, "2026-07-08T00:00:00Z") ==
        "+ 2026-07-07T12:00Z: daily 1 of 6; until about 2026-07-13\n"
        "+ 2026-07-06T12:00Z: daily 2 of 6; until about 2026-07-12\n"
        "+ 2026-07-05T12:00Z: daily 3 of 6; until about 2026-07-11\n"
        "- 2026-07-04T12:00Z: no room, and the least is lost without it\n"
        "- 2026-07-03T12:00Z: no room, and the least is lost without it\n"
        "+ 2026-07-02T12:00Z: daily 6 of 6; until about 2026-07-08\n"
        "- 2026-07-01T12:00Z: past the 6 days kept\n");
  // What goes by the rules counts for what is to become free.
  keep->max_bytes = 0;
  keep->free_bytes = 10;
  CHECK(plan(backups, *keep, at("2026-07-08T00:00:00Z"), {}).removed == 1);
  keep->free_bytes = 11;
  CHECK(plan(backups, *keep, at("2026-07-08T00:00:00Z"), {}).removed == 2);
  // No rule, a budget alone; the newest and the pinned stay, and what can't be had is told.
  policy alone;
  alone.max_bytes = 1;
  alone.at_least = 2;
  backups[0].pinned = true;
  const decisions made = plan(backups, alone, at("2026-07-08T00:00:00Z"), {});
  CHECK(made.removed == 4);
  CHECK(made.bytes.kept == 30);
  CHECK(made.bytes.removed == 40);
  CHECK(made.bytes.over == 29);
}

TEST_CASE("plan: no backups, and instants at the ends of time") {
  CHECK(kept({}, "daily=7").empty());
  std::vector<rotation::backup> backups(3);
  backups[0].at = {INT64_MIN, 0};
  backups[1].at = {INT64_MAX, 999'999'999};
  backups[2].at = {0, 0};
  backups[0].name = "min";
  backups[1].name = "max";
  backups[2].name = "0";
  CHECK(kept(backups, "yearly=2,within-monthly=99999m,quarterly=unlimited") == "max 0 min");
  CHECK(kept(backups, "yearly=1,within=99999y", dialect::restic) == "max 0");
  policy keep;
  REQUIRE(add_all(keep, "weekly=1,daily=4294967294"));
  CHECK(explained(backups, keep).size() > 10);
}

TEST_CASE("plan: days of 23 and 25 hours, and clocks that go back over midnight") {
  const auto berlin = maintkit::detail::load_zone("Europe/Berlin");
  const auto st_johns = maintkit::detail::load_zone("America/St_Johns");
  if (!berlin || !st_johns) {
    MESSAGE("no zone files here, so not tested with zones");
    return;
  }
  // The hour from 02:00 comes twice and counts once; 24 hours hold 25 backups.
  const auto autumn = backups_of("2026-10-24T23:30Z 2026-10-25T00:30Z 2026-10-25T01:30Z 2026-10-25T02:30Z");
  CHECK(kept(autumn, "hourly=3", dialect::maintkit, "2030-01-01T00:00:00Z", *berlin) ==
        "2026-10-25T02:30Z 2026-10-25T01:30Z 2026-10-24T23:30Z");
  CHECK(kept(autumn, "hourly=3") == "2026-10-25T02:30Z 2026-10-25T01:30Z 2026-10-25T00:30Z");
  // Midnight in Berlin, not in Greenwich.
  const auto night = backups_of("2026-07-07T21:30Z 2026-07-07T22:30Z 2026-07-08T21:30Z");
  CHECK(kept(night, "daily=2", dialect::maintkit, "2030-01-01T00:00:00Z", *berlin) ==
        "2026-07-08T21:30Z 2026-07-07T21:30Z");
  CHECK(kept(night, "daily=2") == "2026-07-08T21:30Z 2026-07-07T22:30Z");
  // Until 2006 St. John's went back at 00:01 to 23:01 of the day before: October 29 began, and began again an hour
  // later.
  const auto twice = backups_of("2006-10-28T12:00Z 2006-10-29T02:30Z 2006-10-29T03:00Z 2006-10-29T04:00Z");
  CHECK(kept(twice, "daily=2", dialect::maintkit, "2030-01-01T00:00:00Z", *st_johns) ==
        "2006-10-29T04:00Z 2006-10-29T03:00Z");
}

// One test a change of the clocks, in ten years of four zones: New York's come at 02:00, Auckland's in the other half
// of the year, Lord Howe's are half an hour. The C library says what day and hour it is.
TEST_CASE("plan: every change of the clocks in ten years of four zones") {
  const char* const places[] = {"Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe"};
  const char* const before = std::getenv("TZ");
  const std::string restore = before != nullptr ? before : "";
  std::size_t changes = 0;
  for (const char* const place : places) {
    const auto zone = maintkit::detail::load_zone(place);
    if (!zone) {
      MESSAGE("no zone files here, so not tested with " << place);
      continue;
    }
    ::setenv("TZ", place, 1);
    ::tzset();
    for (std::int64_t t = at("2017-01-01T00:00:00Z").seconds; t < at("2027-01-01T00:00:00Z").seconds; t += 1800) {
      if (zone->offset_at({t, 0}) == zone->offset_at({t - 1800, 0})) continue;
      ++changes;
      std::vector<std::string> names;
      for (int i = 75; i >= -75; --i) names.push_back(std::to_string(t + i * 1800 + 60));
      std::vector<rotation::backup> backups;
      for (const std::string& name : names) {
        rotation::backup b;
        b.name = name;
        b.at = {std::stoll(name), 0};
        backups.push_back(b);
      }
      for (const auto& row : {std::pair("daily=unlimited", "%F"), std::pair("hourly=unlimited", "%F %H")}) {
        const char* const rule = row.first;
        std::set<std::string> seen;
        std::string expected;
        for (const rotation::backup& b : backups) {
          const auto seconds = static_cast<std::time_t>(b.at.seconds);
          std::tm parts{};
          ::localtime_r(&seconds, &parts);
          char text[32] = {};
          std::strftime(text, sizeof text, row.second, &parts);
          if (!seen.insert(text).second && &b != &backups.back()) continue;  // the oldest stays while count is left
          expected += (expected.empty() ? "" : " ") + std::string(b.name);
        }
        CAPTURE(place);
        CAPTURE(t);
        CAPTURE(rule);
        CHECK(kept(backups, rule, dialect::maintkit, "2030-01-01T00:00:00Z", *zone) == expected);
      }
    }
  }
  before != nullptr ? ::setenv("TZ", restore.c_str(), 1) : ::unsetenv("TZ");
  ::tzset();
  MESSAGE(changes << " changes of the clocks");
}

TEST_CASE("plan: at compile time") {
  constexpr auto keep = parse_policy("daily=2");
  static_assert(keep);
  struct result {
    std::uint32_t marks[4] = {};
    bool oldest = false;
  };
  constexpr auto apply = [](const policy& p, std::size_t count) {
    constexpr std::int64_t day = 86400;
    constexpr std::int64_t local[] = {5 * day + 7, 5 * day + 3, 4 * day, 2 * day};
    result r;
    r.oldest = apply_rule(p, *rule_of("daily"), local, count, count, r.marks);
    return r;
  };
  static_assert(apply(*keep, 4).marks[0] != 0);
  static_assert(apply(*keep, 4).marks[1] == 0);
  static_assert(apply(*keep, 4).marks[2] != 0);
  static_assert(apply(*keep, 4).marks[3] == 0);
  static_assert(!apply(*keep, 4).oldest);
  static_assert(apply(*keep, 2).marks[1] != 0);  // count left: the oldest
  static_assert(apply(*keep, 2).oldest);
}
