// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/update/assess.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace maintkit;
using update::assess;
using version::scheme;

namespace {

const time::instant now = time::parse_rfc3339("2026-08-01T00:00:00Z")->at;

// pretalx's last releases, from its changelog.
struct row {
  const char* version;
  const char* date;
  const char* severity;
};
constexpr row rows[] = {
    {"2026.2.1", "2026-07-08", ""}, {"2026.2.0", "2026-07-08", ""}, {"2026.1.2", "2026-04-30", "security"},
    {"2026.1.1", "2026-04-18", ""}, {"2026.1.0", "2026-04-17", ""}, {"2025.2.2", "2025-12-05", ""},
    {"2025.2.1", "2025-12-03", ""}, {"2025.2.0", "2025-11-30", ""}, {"2025.1.0", "2025-05-28", ""},
    {"2024.3.1", "2024-10-27", ""}, {"2024.3.0", "2024-10-21", ""},
};

std::vector<feed::release> releases() {
  std::vector<feed::release> out;
  for (const row& r : rows) {
    feed::release& one = out.emplace_back();
    one.version = r.version;
    one.date = *time::parse_date(r.date);
    one.severity = r.severity;
  }
  return out;
}

feed::release& named(std::vector<feed::release>& in, std::string_view version) {
  for (feed::release& one : in) {
    if (one.version == version) return one;
  }
  FAIL("no release ", version);
  return in.front();
}

}  // namespace

// From its own date on, each release is what the maintenance guide says of it: the next patch of a line is a bugfix
// update, the first of the next line a feature update.
TEST_CASE("the kind is of the way, not of the last step alone") {
  struct kind_row {
    const char* installed;
    std::size_t last;  // the newest release in the feed, as its place above
    update::kind kind;
  };
  const kind_row kinds[] = {
      {"2026.2.0", 0, update::kind::bugfix},   {"2026.1.2", 1, update::kind::feature},
      {"2026.1.2", 0, update::kind::feature},                                            // over 2026.2.0
      {"2026.1.1", 2, update::kind::security}, {"2026.1.1", 0, update::kind::security},  // with 2026.1.2 on the way
      {"2025.2.2", 3, update::kind::feature},  {"2025.2.0", 5, update::kind::bugfix},
      {"2024.3.0", 9, update::kind::bugfix},   {"2024.3.1", 9, update::kind::none},
      {"2026.2.1", 0, update::kind::none},     {"2027.1.0", 0, update::kind::none},
  };
  const std::vector<feed::release> all = releases();
  for (const kind_row& k : kinds) {
    CAPTURE(k.installed);
    CAPTURE(k.last);
    const std::vector<feed::release> known(all.begin() + static_cast<std::ptrdiff_t>(k.last), all.end());
    const auto found = assess(k.installed, known, update::policy{scheme::calver}, now);
    REQUIRE(found);
    CHECK(to_string(found->kind) == to_string(k.kind));
    CHECK(found->update == (k.kind != update::kind::none));
    REQUIRE(found->latest != nullptr);
    CHECK(found->latest->version == rows[k.last].version);
  }
}

TEST_CASE("kinds in other schemes") {
  struct kind_row {
    scheme in;
    const char* installed;
    const char* latest;
    update::kind kind;
  };
  const kind_row kinds[] = {
      {scheme::semver, "1.2.3", "1.2.4", update::kind::bugfix},
      {scheme::semver, "1.2.3", "1.3.0", update::kind::feature},
      {scheme::semver, "1.2.3", "2.0.0", update::kind::feature},
      {scheme::semver, "1.2.3", "1.3.0-rc.1", update::kind::prerelease},
      {scheme::pep440, "1.2", "1.2.post1", update::kind::bugfix},
      {scheme::pep440, "1.2", "1!1.2", update::kind::feature},
      {scheme::deb, "1:2.36-9", "1:2.36-9+deb12u7", update::kind::bugfix},
      {scheme::deb, "2.36-9", "2.37-1", update::kind::feature},
  };
  for (const kind_row& k : kinds) {
    CAPTURE(k.latest);
    std::vector<feed::release> feed(1);
    feed[0].version = k.latest;
    update::policy rules{k.in};
    rules.prereleases = true;
    const auto found = assess(k.installed, feed, rules, now);
    REQUIRE(found);
    CHECK(to_string(found->kind) == to_string(k.kind));
  }
}

TEST_CASE("a security release past the newest allowed one is not on the way") {
  std::vector<feed::release> feed = releases();
  named(feed, "2026.1.2").severity.clear();
  named(feed, "2026.2.1").severity = "security";
  named(feed, "2026.2.1").yanked = {true, "yanked"};
  const auto found = assess("2026.1.1", feed, update::policy{scheme::calver}, now);
  REQUIRE(found);
  CHECK(to_string(found->kind) == "feature");
}

TEST_CASE("an update, in words") {
  std::vector<feed::release> feed = releases();
  named(feed, "2026.1.2").cves = {"CVE-2026-0001", "CVE-2026-0002"};
  feed.emplace_back().version = "2027.1.0rc1";
  feed.emplace_back().version = "nightly\x1b[31m";
  const auto found = assess("2025.2.1", feed, update::policy{scheme::calver}, now);
  REQUIRE(found);
  CHECK(to_text(*found) ==
        "installed   2025.2.1\n"
        "latest      2026.2.1  (2026-07-08)\n"
        "update      security\n"
        "\n"
        "2026.2.1 of 2026-07-08 is the newest release that the policy allows.\n"
        "It is of release line 2026.2, the installed one of 2025.2.\n"
        "The feed calls 2026.1.2 a security release: CVE-2026-0001, CVE-2026-0002.\n"
        "5 releases lie between, from 2025.2.2 to 2026.2.0.\n"
        "Passed over: 2027.1.0rc1 is a prerelease.\n"
        "Passed over: nightly\\x1b[31m is no calver version: expected a digit of the year at byte 0.\n");
  CHECK(to_json(*found) ==
        R"({"schema":1,"installed":"2025.2.1","installed_yanked":null,"latest":"2026.2.1","update":true,)"
        R"("kind":"security","reasons":["2026.2.1 of 2026-07-08 is the newest release that the policy allows.",)"
        R"("It is of release line 2026.2, the installed one of 2025.2.",)"
        R"("The feed calls 2026.1.2 a security release: CVE-2026-0001, CVE-2026-0002.",)"
        R"("5 releases lie between, from 2025.2.2 to 2026.2.0."],)"
        R"("passed_over":[{"version":"2027.1.0rc1","reason":"is a prerelease"},)"
        R"({"version":"nightly\u001b[31m","reason":"is no calver version: expected a digit of the year at byte 0"}]})");
}

TEST_CASE("no update, in words") {
  const std::vector<feed::release> feed = releases();
  const auto found = assess("2026.2.1", feed, update::policy{scheme::calver}, now);
  REQUIRE(found);
  CHECK(to_text(*found) ==
        "installed   2026.2.1\n"
        "latest      2026.2.1  (2026-07-08)\n"
        "update      no\n"
        "\n"
        "The newest release that the policy allows, 2026.2.1 of 2026-07-08, is installed.\n");
  CHECK(to_json(*found) ==
        R"({"schema":1,"installed":"2026.2.1","installed_yanked":null,"latest":"2026.2.1","update":false,"kind":null,)"
        R"("reasons":["The newest release that the policy allows, 2026.2.1 of 2026-07-08, is installed."],)"
        R"("passed_over":[]})");
}

TEST_CASE("a release that the policy refuses is passed over with its reason") {
  std::vector<feed::release> feed = releases();
  named(feed, "2026.2.1").yanked = {true, "yanked"};
  named(feed, "2026.2.0").draft = {true, "draft"};
  named(feed, "2025.1.0").yanked = {true, "yanked"};  // older than installed: nobody asks
  const auto found = assess("2026.1.1", feed, update::policy{scheme::calver}, now);
  REQUIRE(found);
  CHECK(found->latest == &named(feed, "2026.1.2"));
  REQUIRE(found->passed_over.size() == 2);  // newest first
  CHECK(found->passed_over[0].release == &named(feed, "2026.2.1"));
  CHECK(found->passed_over[0].reason == "was yanked");
  CHECK(found->passed_over[1].release == &named(feed, "2026.2.0"));
  CHECK(found->between.empty());
}

// The newest allowed one is told also when it is older: the policy may have changed, or the installed one was
// withdrawn.
TEST_CASE("the installed one was yanked and nothing newer is there") {
  std::vector<feed::release> feed = releases();
  named(feed, "2026.2.1").yanked = {true, "yanked"};
  const auto found = assess("v2026.2.1", feed, update::policy{scheme::calver}, now);
  REQUIRE(found);
  CHECK(found->installed_yanked == feed::tri::yes);
  CHECK_FALSE(found->update);
  CHECK(found->latest == &named(feed, "2026.2.0"));
  REQUIRE(found->reasons.size() == 2);
  CHECK(found->reasons[0] == "The installed v2026.2.1 was yanked.");
  CHECK(found->reasons[1] ==
        "The newest release that the policy allows, 2026.2.0 of 2026-07-08, is older than the installed one.");
  CHECK(to_json(*found).find(R"("installed_yanked":true)") != std::string::npos);
  REQUIRE(found->passed_over.size() == 1);
  CHECK(found->passed_over[0].reason == "was yanked");
}

TEST_CASE("whether the installed one was yanked is what the feed says of it") {
  std::vector<feed::release> feed = releases();
  const update::policy rules{scheme::calver};
  CHECK(assess("2026.2.1", feed, rules, now)->installed_yanked == feed::tri::unknown);
  named(feed, "2026.2.1").yanked = {false, "yanked"};
  CHECK(assess("2026.02.1", feed, rules, now)->installed_yanked == feed::tri::no);
  CHECK(assess("2026.2.9", feed, rules, now)->installed_yanked == feed::tri::unknown);  // not listed
}

TEST_CASE("a feed without anything to take") {
  update::policy rules{scheme::calver};
  const auto none = assess("2026.2.1", {}, rules, now);
  REQUIRE(none);
  CHECK(none->latest == nullptr);
  CHECK_FALSE(none->update);
  CHECK(to_json(*none) ==
        R"({"schema":1,"installed":"2026.2.1","installed_yanked":null,"latest":null,"update":false,"kind":null,)"
        R"("reasons":["The feed has no release that the scheme can read."],"passed_over":[]})");

  rules.min_age = 10'000 * time::one_day;
  const std::vector<feed::release> feed = releases();
  const auto refused = assess("2026.2.1", feed, rules, now);
  REQUIRE(refused);
  CHECK(refused->latest == nullptr);
  CHECK(refused->passed_over.size() == feed.size());
  CHECK(to_text(*refused).find("The feed has no release that the policy allows.\n") != std::string::npos);
  CHECK(to_text(*refused).find("Passed over: 1 more; --json lists them.\n") != std::string::npos);
}

TEST_CASE("equal releases count once") {
  std::vector<feed::release> feed(5);
  const char* const versions[] = {"1.2.0+b", "1.2.0+a", "1.1.0+b", "1.1.0+a", "1.0.0"};
  for (std::size_t i = 0; i < feed.size(); ++i) feed[i].version = versions[i];
  const auto found = assess("1.0.0", feed, update::policy{scheme::semver}, now);
  REQUIRE(found);
  CHECK(found->latest == &feed[0]);  // the feed's first
  CHECK(found->between == std::vector<const feed::release*>{&feed[2]});
}

TEST_CASE("an installed version that the scheme can't read") {
  for (const char* const bad : {"", "x", "2026", "2026.2.1 "}) {
    CAPTURE(bad);
    const auto found = assess(bad, {}, update::policy{scheme::calver}, now);
    REQUIRE_FALSE(found);
    CHECK(exit_status(found.error().code) == 2);
    CHECK(found.error().what == "installed version");
  }
}
