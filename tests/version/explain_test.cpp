// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/explain.hpp>

#include <maintkit/version.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using maintkit::version::explain;
using maintkit::version::parse;
using maintkit::version::scheme;

struct row {
  scheme s;
  std::string_view a, b, says;
};

constexpr row rows[] = {
    {scheme::semver, "1.2.0", "1.10.0", "1.2.0 < 1.10.0: minor: \"2\" against \"10\": numbers count by value"},
    {scheme::semver, "1.0.0-rc.1", "1.0.0",
     "1.0.0-rc.1 < 1.0.0: pre-release: \"rc.1\" against nothing: a pre-release comes before its release"},
    {scheme::semver, "1.0.0-rc10", "1.0.0-rc9",
     "1.0.0-rc10 < 1.0.0-rc9: pre-release identifier 1: \"rc10\" against \"rc9\": words are ordered by their "
     "characters (ASCII)"},
    {scheme::semver, "1.0.0-a.1", "1.0.0-a.b",
     "1.0.0-a.1 < 1.0.0-a.b: pre-release identifier 2: \"1\" against \"b\": numbers come before words"},
    {scheme::semver, "1.0.0-a", "1.0.0-a.1",
     "1.0.0-a < 1.0.0-a.1: pre-release identifier 2: nothing against \"1\": with fewer identifiers it comes first"},
    {scheme::semver, "1.0.0+a", "1.0.0+b", "1.0.0+a = 1.0.0+b: spelled differently, and equal in the order"},
    {scheme::calver, "2025.2.1", "v2025.10.0",
     "2025.2.1 < v2025.10.0: number within the year: \"2\" against \"10\": numbers count by value"},
    {scheme::pep440, "1.0.dev1", "1.0a1",
     "1.0.dev1 < 1.0a1: phase: \"dev\" against \"a\": dev comes before a, a before b, b before rc, rc before the "
     "release"},
    {scheme::pep440, "1.0", "1.0.post1",
     "1.0 < 1.0.post1: post-release: nothing against \"post\": a post-release comes after what it follows"},
    {scheme::pep440, "1.0+a", "1.0+1",
     "1.0+a < 1.0+1: local segment 1: \"a\" against \"1\": words come before numbers"},
    {scheme::pep440, "1!0", "9", "1!0 > 9: epoch: \"1\" against \"0\": numbers count by value"},
    {scheme::deb, "1.0~rc1-1", "1.0-1",
     "1.0~rc1-1 < 1.0-1: upstream version: \"~rc\" against nothing: '~' comes before everything, even the end"},
    {scheme::deb, "1:1.0", "2.0", "1:1.0 > 2.0: epoch: \"1\" against nothing: numbers count by value, and none is 0"},
    {scheme::deb, "1.0a", "1.0+",
     "1.0a < 1.0+: upstream version: \"a\" against \"+\": the end comes first, then letters, then all other "
     "characters"},
    {scheme::deb, "1.0-2", "1.0-10", "1.0-2 < 1.0-10: revision: \"2\" against \"10\": numbers count by value"},
    {scheme::rpm, "1.0^git1", "1.0.1",
     "1.0^git1 < 1.0.1: version segment 3: \"^\" against \"1\": '~' comes first, then the end, '^', letters, numbers"},
    {scheme::rpm, "1.0", "1.0-1", "1.0 < 1.0-1: release: nothing against \"1\": no release comes first"},
    {scheme::generic, "1.0rc1", "1.0",
     "1.0rc1 < 1.0: component 3: \"a pre-release word\" against \"0\": pre-release words come first, then 0 or "
     "nothing, post-release words, numbers, letter suffixes"},
    {scheme::generic, "1.0", "1.0", "1.0 = 1.0: the same text"},
};

}  // namespace

TEST_CASE("explain: which part decides, and by which rule") {
  for (const row& r : rows) CHECK(to_text(explain(*parse(r.s, r.a), *parse(r.s, r.b))) == r.says);
}

TEST_CASE("explain: the order it gives is the scheme's") {
  maintkit::test::random r(maintkit::test::seed());
  for (int i = 0; i < 300000; ++i) {
    const scheme s = r.of(maintkit::version::schemes);
    const std::string tail = r.once_in(2) ? r.text(r.below(5), "01ab~^+-._:") : "";
    const std::string a = "1." + r.text(1 + r.below(5), "01.-ar~+^d:e") + tail;
    const std::string b = "1." + r.text(1 + r.below(5), "01.-ar~+^d:e") + tail;
    const auto x = parse(s, a);
    const auto y = parse(s, b);
    if (!x || !y) continue;
    CAPTURE(a);
    CAPTURE(b);
    REQUIRE(explain(*x, *y).order == maintkit::version::compare(*x, *y));
  }
}
