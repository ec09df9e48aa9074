// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/explain.hpp>

#include <maintkit/version.hpp>

#include <doctest/doctest.h>

#include <string_view>

TEST_CASE("explain: which comparator lets a version in or keeps it out") {
  using maintkit::range::notation;
  using maintkit::version::scheme;
  struct row {
    notation n;
    scheme s;
    std::string_view version, range, says;
  };
  const row table[] = {
      {notation::npm, scheme::semver, "1.9.0", "^1.2 || 3.x", "1.9.0 is in ^1.2 || 3.x: by ^1.2"},
      {notation::npm, scheme::semver, "2.5.0", ">=1 <2 || >2 <3",
       "2.5.0 is not in >=1 <2 || >2 <3: kept out by <2, >2"},
      {notation::npm, scheme::semver, "1.2.4-b", "^1.2.3-a",
       "1.2.4-b is not in ^1.2.3-a: it is a pre-release, and no comparator that admits it names one of the same "
       "release"},
      {notation::npm, scheme::semver, "1.0.0", "", "1.0.0 is in any version: all comparators admit it"},
      {notation::pep440, scheme::pep440, "1.1rc1", ">1.0",
       "1.1rc1 is not in >1.0: it is a pre-release, and no specifier names one"},
      {notation::pep440, scheme::pep440, "1.5", ">=1.0, <2, !=1.5",
       "1.5 is not in >=1.0, <2, !=1.5: kept out by !=1.5"},
      {notation::deb, scheme::deb, "1.0~rc1", ">= 1.0, << 2", "1.0~rc1 is not in >= 1.0, << 2: kept out by >= 1.0"},
      {notation::rpm, scheme::rpm, "1.0", "> 1.0-1", "1.0 is in > 1.0-1: by > 1.0-1"},
      {notation::vers, scheme::semver, "1.5.0", "vers:npm/>=1.0.0|!=1.5.0|<2.0.0",
       "1.5.0 is not in vers:npm/>=1.0.0|!=1.5.0|<2.0.0: kept out by !=1.5.0"},
  };
  for (const row& r : table) {
    CAPTURE(r.range);
    const auto e = maintkit::range::explain(r.n, *maintkit::version::parse(r.s, r.version), r.range);
    REQUIRE(e);
    CHECK(maintkit::range::to_text(*e) == r.says);
  }
  CHECK_FALSE(maintkit::range::explain(notation::npm, *maintkit::version::parse(scheme::semver, "1.0.0"), "x y"));
}
