// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/listing.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace maintkit;
using feed::tri;
using version::scheme;

namespace {

feed::release made(std::string version, std::string_view date = {}) {
  feed::release out;
  out.version = std::move(version);
  if (!date.empty()) out.date = *time::parse_date(date);
  return out;
}

std::string versions(const std::vector<feed::release>& of) {
  std::string out;
  for (const feed::release& one : of) out += (out.empty() ? "" : " ") + one.version;
  return out;
}

}  // namespace

TEST_CASE("newest first") {
  std::vector<feed::release> list = {made("1.9.0"),
                                     made("x"),
                                     made("1.10.0", "2026-01-01"),
                                     made(""),
                                     made("2.0.0-rc.1", "2025-01-01"),
                                     made("1.9.0+b", "2026-01-02T00:00:00+05:00")};
  std::vector<feed::release> by_date = list;
  feed::newest_first(by_date);
  CHECK(versions(by_date) == "1.9.0+b 1.10.0 2.0.0-rc.1 1.9.0 x ");  // without a date: as in the document
  feed::newest_first(list, scheme::semver);
  CHECK(versions(list) == "2.0.0-rc.1 1.10.0 1.9.0 1.9.0+b x ");  // equal ones and unreadable ones too
}

TEST_CASE("several feeds as one") {
  std::vector<feed::release> list = {made("2.0"), made("1.0", "2026-01-01"), made("x"), made("v2.0.0"), made("x"),
                                     made("1")};
  list[0].tag = "v2.0";
  list[0].yanked = {false, "yanked"};
  list[3].tag = "other";
  list[3].date = *time::parse_date("2026-02-02");
  list[3].yanked = {true, "yanked"};
  list[3].prerelease = {false, "PEP 440"};
  list[3].assets.push_back({"a", "u", {}, {}});
  list[1].draft = {true, "draft"};
  list[5].draft = {false, "draft"};
  list[5].date = *time::parse_date("1999-01-01");
  feed::merge(list, scheme::pep440);
  REQUIRE(versions(list) == "2.0 1.0 x x");  // what can't be read is never the same
  CHECK(list[0].tag == "v2.0");              // the first says it
  CHECK(list[0].yanked == tri::yes);         // one yes is enough
  CHECK(list[0].prerelease == tri::no);
  CHECK(time::to_rfc3339(list[0].date->at) == "2026-02-02T00:00:00Z");
  CHECK(list[0].assets.size() == 1);
  CHECK(list[1].draft == tri::yes);  // whoever says it
  CHECK(time::to_rfc3339(list[1].date->at) == "2026-01-01T00:00:00Z");
}

// Equal in precedence, yet two builds: SemVer, section 10.
TEST_CASE("builds of one version are not one release") {
  std::vector<feed::release> list = {made("1.0.0+a"), made("1.0.0+b")};
  feed::merge(list, scheme::semver);
  CHECK(list.size() == 2);
}

TEST_CASE("a release as JSON") {
  CHECK(to_json(feed::release()) ==
        R"({"version":null,"tag":null,"date":null,"title":null,"link":null,"prerelease":null,"draft":null,)"
        R"("yanked":null,"deprecated":null,"requires":null,"severity":null,"assets":[]})");
  feed::release one = made("1.0", "2026-07-08T14:00:00.5+02:00");
  one.tag = "v1.0";
  one.title = "A \"title\"\n";
  one.link = "https://example.org/";
  one.prerelease = {false, "p"};
  one.draft = {true, "d"};
  one.yanked = {true, "y"};
  one.deprecated = {false, "d"};
  one.requires_runtime = ">=3.9";
  one.severity = "security";
  one.assets.push_back({"a", "u", 5, {{"md5", "x"}, {"sha256", "y"}}});
  one.assets.push_back({});
  CHECK(to_json(one) ==
        R"({"version":"1.0","tag":"v1.0","date":"2026-07-08T12:00:00.5Z","title":"A \"title\"\n",)"
        R"("link":"https://example.org/","prerelease":false,"draft":true,"yanked":true,"deprecated":false,)"
        R"("requires":">=3.9","severity":"security","assets":[{"name":"a","url":"u","size":5,"sha256":"y"},)"
        R"({"name":null,"url":null,"size":null,"sha256":null}]})");
}

TEST_CASE("a release as a line") {
  CHECK(to_text(made("1.0", "2026-07-08"), 6) == "1.0     2026-07-08\n");
  CHECK(to_text(made("1.0"), 6) == "1.0     -\n");
  CHECK(to_text(made(""), 3) == "-    -\n");
  CHECK(to_text(made("1.0.0.0.0"), 3) == "1.0.0.0.0  -\n");
  feed::release one = made("1.0", "2026-07-08");
  one.draft = one.yanked = one.deprecated = one.prerelease = {true, "x"};
  one.severity = "security";
  one.title = "A\x1b[31m title";
  CHECK(to_text(one, 3) == "1.0  2026-07-08  draft, yanked, deprecated, prerelease, security, A\\x1b[31m title\n");
  one = made("1.0");
  one.title = "T";
  CHECK(to_text(one, 3) == "1.0  -           T\n");
}
