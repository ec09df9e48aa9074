// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/update/policy.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace maintkit;
using version::scheme;

namespace {

const time::instant now = time::parse_rfc3339("2026-07-10T00:00:00Z")->at;

feed::release made(std::string version) {
  feed::release out;
  out.version = std::move(version);
  return out;
}

std::string refused(const feed::release& one, const update::policy& rules) {
  return update::refusal(one, *version::parse(rules.scheme, one.version), rules, now);
}

}  // namespace

// The first two numbers, and the epoch where the scheme has one.
TEST_CASE("the line of a version") {
  struct row {
    scheme in;
    std::string_view text;
    std::string_view line;
  };
  const row rows[] = {
      {scheme::calver, "2025.2.1", "2025.2"},   {scheme::calver, "v2025.02.1", "2025.2"},
      {scheme::calver, "2025.2", "2025.2"},     {scheme::calver, "2025.2.0rc1", "2025.2"},
      {scheme::calver, "2025.10.0", "2025.10"}, {scheme::semver, "1.2.3-rc.1+build", "1.2"},
      {scheme::semver, "0.0.1", "0.0"},         {scheme::pep440, "1!2.3.post1", "1!2.3"},
      {scheme::pep440, "0!2.3", "2.3"},         {scheme::pep440, " V1\n", "1.0"},
      {scheme::pep440, "1rc1", "1.0"},          {scheme::deb, "1:2.36-9+deb12u7", "1:2.36"},
      {scheme::deb, "0:2.36-9", "2.36"},        {scheme::deb, "7-1", "7.0"},
      {scheme::rpm, "2.0~rc1-3.fc40", "2.0"},   {scheme::generic, "20010125", "20010125.0"},
      {scheme::generic, "beta", "0.0"},         {scheme::generic, "1.2.3", "1.2"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto v = version::parse(r.in, r.text);
    REQUIRE(v);
    CHECK(update::line_of(*v) == r.line);
  }
}

TEST_CASE("what is never taken") {
  const update::policy rules{scheme::semver};
  feed::release one = made("1.0.0");
  CHECK(refused(one, rules).empty());
  one.draft = {true, "draft"};
  CHECK(refused(one, rules) == "is a draft");
  one = made("1.0.0");
  one.yanked = {true, "yanked"};
  CHECK(refused(one, rules) == "was yanked");
  one.yanked = {false, "yanked"};
  CHECK(refused(one, rules).empty());
  one.deprecated = {true, "deprecated"};
  CHECK(refused(one, rules) == "is deprecated");
}

TEST_CASE("prereleases, by the scheme or by the feed") {
  update::policy rules{scheme::semver};
  feed::release flagged = made("1.0.0");
  flagged.prerelease = {true, "prerelease"};
  feed::release named = made("1.0.0-rc.1");
  named.prerelease = {false, "prerelease"};  // forgotten by who published it
  CHECK(refused(flagged, rules) == "is a prerelease");
  CHECK(refused(named, rules) == "is a prerelease");
  rules.prereleases = true;
  CHECK(refused(flagged, rules).empty());
  CHECK(refused(named, rules).empty());
}

TEST_CASE("the minimum age") {
  struct row {
    std::string_view date;
    std::string_view age;
    std::string_view refused;
  };
  const row rows[] = {
      {"2026-07-08T00:00:00Z", "2d", ""},
      {"2026-07-08T00:00:01Z", "2d", "is 1 d 23 h old, younger than 2 d"},
      {"2026-07-08T02:00:00+02:00", "2d", ""},
      {"2026-07-08", "1d", ""},
      {"2026-07-08", "25h", "is 2 d old, younger than 1 d 1 h"},  // it may be of the day's last minute
      {"2026-07", "1d", "is 9 d old, younger than 1 d"},
      {"2026-07-11T00:00:00Z", "1h", "is dated in the future, 2026-07-11T00:00:00Z"},
      {"2026-07-11T00:00:00Z", "0", ""},
      {"9999-12", "15250w", "is dated in the future, 9999-12-01T00:00:00Z"},  // both past what 64 bits of ns hold
      {"0001-01-01", "15250w", ""},
      {"2026-07-09T23:00Z", "1h", "is 1 h old, younger than 1 h"},  // no seconds: perhaps 23:00:59
      {"2026-07-09T22:59Z", "1h", ""},
      {"", "1h", "has no date, so its age is not known"},
      {"", "0", ""},
  };
  for (const row& r : rows) {
    CAPTURE(r.date);
    CAPTURE(r.age);
    update::policy rules{scheme::semver};
    rules.min_age = *time::parse_duration(r.age);
    feed::release one = made("1.0.0");
    if (!r.date.empty()) one.date = *time::parse_date(r.date);
    CHECK(refused(one, rules) == r.refused);
  }
}

TEST_CASE("required files") {
  update::policy rules{scheme::semver};
  rules.require_assets = {"*.tar.gz", "*.asc"};
  feed::release one = made("1.0.0");
  CHECK(refused(one, rules) == "has no file that matches *.tar.gz");
  one.assets.push_back({"a.tar.gz", "", {}, {}});
  CHECK(refused(one, rules) == "has no file that matches *.asc");
  one.assets.push_back({"a.tar.gz.asc", "", {}, {}});
  CHECK(refused(one, rules).empty());
}

TEST_CASE("a policy takes only what is in the range that it is given") {
  using maintkit::version::cut;
  using maintkit::version::side;
  const auto before_2 = maintkit::version::range::before(cut(scheme::semver, "2.0.0", side::before));
  update::policy rules{scheme::semver};
  rules.match = &before_2;
  CHECK(refused(made("1.9.0"), rules).empty());
  CHECK(refused(made("2.0.0"), rules) == "is not in the range that is asked for");
}

TEST_CASE("candidates are in order, and what can't be read says why") {
  const std::vector<feed::release> releases = {made("2.0.0"),  made("x"),     made(""),
                                               made("1.10.0"), made("1.9.0"), made("1.9.0+b")};
  std::vector<update::passed> unreadable;
  const auto all = update::candidates(releases, update::policy{scheme::semver}, now, unreadable);
  REQUIRE(all.size() == 4);
  CHECK(all[0].from == &releases[4]);  // equal in precedence: as in the feed
  CHECK(all[1].from == &releases[5]);
  CHECK(all[2].from == &releases[3]);
  CHECK(all[3].from == &releases[0]);
  REQUIRE(unreadable.size() == 2);
  CHECK(unreadable[0].release == &releases[1]);
  CHECK(unreadable[0].reason.substr(0, 32) == "is no semver version: expected a");
  CHECK(unreadable[1].reason == "names no version");
}

TEST_CASE("what dpkg only warns of is no version in a feed") {
  CHECK(update::read_strictly(scheme::deb, "1.0-1"));
  CHECK_FALSE(update::read_strictly(scheme::deb, "nightly"));
  std::vector<update::passed> unreadable;
  CHECK(update::candidates({made("nightly"), made("")}, update::policy{scheme::deb}, now, unreadable).empty());
  CHECK(unreadable.size() == 2);
}
