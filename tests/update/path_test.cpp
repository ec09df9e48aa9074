// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed.hpp>
#include <maintkit/update/path.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support.hpp"

using namespace maintkit;
using version::scheme;

namespace {

const time::instant now = time::parse_rfc3339("2026-08-01T00:00:00Z")->at;

std::vector<feed::release> made(std::initializer_list<const char*> versions) {
  std::vector<feed::release> out;
  for (const char* const v : versions) out.emplace_back().version = v;
  return out;
}

// The hops as one text: "2025.1.0 2025.2.2".
std::string hops(std::string_view installed, std::string_view to, const std::vector<feed::release>& releases,
                 const update::policy& rules) {
  const auto way = update::path(installed, to, releases, rules, now);
  if (!way) return "error: " + std::string(to_string(way.error().code));
  std::string out;
  for (const update::hop& one : way->hops) out += (out.empty() ? "" : " ") + one.to->version;
  return out;
}

const std::vector<feed::release>& pretalx() {
  static const std::vector<feed::release> releases =
      made({"2026.2.1", "2026.2.0", "2026.1.2", "2026.1.1", "2026.1.0", "2025.2.2", "2025.2.1", "2025.2.0", "2025.1.0",
            "2024.3.1", "2024.3.0", "0.9.0-python3.5", "2.3.1", "2.3.0"});
  return releases;
}

}  // namespace

TEST_CASE("the last release of each line, in order") {
  struct row {
    const char* installed;
    const char* to;
    const char* hops;
  };
  const row rows[] = {
      {"2024.3.1", "", "2025.1.0 2025.2.2 2026.1.2 2026.2.1"},
      {"2024.3.0", "", "2024.3.1 2025.1.0 2025.2.2 2026.1.2 2026.2.1"},  // first the end of its own line
      {"2025.2.0", "", "2025.2.2 2026.1.2 2026.2.1"},
      {"2026.1.2", "", "2026.2.1"},
      {"2026.2.0", "", "2026.2.1"},
      {"2026.2.1", "", ""},
      {"2027.1.0", "", ""},
      {"2.3.0", "2025.1.0", "2.3.1 2024.3.1 2025.1.0"},  // the tags from before the calendar
      {"2024.3.1", "2026.1.1", "2025.1.0 2025.2.2 2026.1.1"},
      {"2024.3.1", "v2025.2.0", "2025.1.0 2025.2.0"},
      {"2024.3.1", "2024.3.1", ""},
      {"2025.1.1", "", "2025.2.2 2026.1.2 2026.2.1"},  // an installed one that the feed doesn't list
      {"2026.1.0", "2025.1.0", "error: invalid"},
      {"2024.3.1", "2025.3.0", "error: missing"},
      {"2024.3.1", "later", "error: malformed"},
      {"x", "", "error: malformed"},
  };
  for (const row& r : rows) {
    CAPTURE(r.installed);
    CAPTURE(r.to);
    CHECK(hops(r.installed, r.to, pretalx(), update::policy{scheme::calver}) == r.hops);
  }
}

TEST_CASE("what the policy refuses is no stop") {
  std::vector<feed::release> releases = made({"1.0.0", "1.1.0", "1.1.1", "1.2.0-rc.1", "2.0.0"});
  update::policy rules{scheme::semver};
  CHECK(hops("1.0.0", "", releases, rules) == "1.1.1 2.0.0");
  CHECK(hops("1.0.0", "1.2.0-rc.1", releases, rules) == "1.1.1 1.2.0-rc.1");  // asked for by name
  releases[2].yanked = {true, "yanked"};
  CHECK(hops("1.0.0", "", releases, rules) == "1.1.0 2.0.0");
  CHECK(hops("1.0.0", "1.1.1", releases, rules) == "error: refused");
  rules.prereleases = true;
  CHECK(hops("1.0.0", "", releases, rules) == "1.1.0 1.2.0-rc.1 2.0.0");
}

// SemVer, section 10: builds are equal by precedence.
TEST_CASE("of equal releases one is the stop") {
  const std::vector<feed::release> releases = made({"1.1.0+b", "1.1.0+a", "1.2.0+b", "1.2.0+a"});
  const update::policy rules{scheme::semver};
  CHECK(hops("1.0.0", "", releases, rules) == "1.1.0+b 1.2.0+b");  // the feed's first
  CHECK(hops("1.0.0", "1.2.0+a", releases, rules) == "1.1.0+b 1.2.0+a");
  CHECK(hops("1.0.0", "1.2.0", releases, rules) == "1.1.0+b 1.2.0+b");
  CHECK(hops("1.2.0+c", "", releases, rules).empty());
}

TEST_CASE("a way, in words") {
  std::vector<feed::release> releases = made({"2025.1.0", "2025.1.1", "2025.2.0", "2026.1.0"});
  releases[3].date = *time::parse_date("2026-04-17");
  const auto way = update::path("2025.1.0", "", releases, update::policy{scheme::calver}, now);
  REQUIRE(way);
  CHECK(to_text(*way) ==
        "2025.1.1 is the last release of the installed line 2025.1\n"
        "2025.2.0 is the last release of line 2025.2\n"
        "2026.1.0 is where to go\n");
  CHECK(
      to_json(*way) ==
      R"({"schema":1,"installed":"2025.1.0","hops":[)"
      R"({"version":"2025.1.1","line":"2025.1","date":null,"reason":"is the last release of the installed line 2025.1"},)"
      R"({"version":"2025.2.0","line":"2025.2","date":null,"reason":"is the last release of line 2025.2"},)"
      R"({"version":"2026.1.0","line":"2026.1","date":"2026-04-17T00:00:00Z","reason":"is where to go"}]})");
  const auto nowhere = update::path("2026.1.0", "", releases, update::policy{scheme::calver}, now);
  REQUIRE(nowhere);
  CHECK(to_text(*nowhere).empty());
  CHECK(to_json(*nowhere) == R"({"schema":1,"installed":"2026.1.0","hops":[]})");
}

TEST_CASE("pretalx's real tags") {
  const std::string file = test::shared("real/ls-remote/pretalx.txt");
  if (file.empty()) return;
  const auto doc = feed::read(test::read_text(file));
  REQUIRE(doc);
  CHECK(hops("2024.3.1", "", doc->releases, update::policy{scheme::calver}) == "2025.1.0 2025.2.2 2026.1.2 2026.2.1");
  CHECK(hops("2.3.0", "2024.1.0", doc->releases, update::policy{scheme::calver}) == "2.3.2 2023.1.3 2024.1.0");
}
