// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/bump.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using maintkit::errc;
using maintkit::version::bump;
using maintkit::version::bump_kind;
using maintkit::version::bump_kind_of;
using maintkit::version::scheme;

struct row {
  std::string_view version;
  bump_kind kind;
  std::string_view identifier;
  std::uint32_t year;     // 0: not known
  std::string_view next;  // or the beginning of the reason, behind "!"
};

void check(scheme s, const row& r) {
  CAPTURE(r.version);
  CAPTURE(to_string(r.kind));
  const auto year = r.year == 0 ? std::nullopt : std::optional(r.year);
  const auto next = bump(*maintkit::version::parse(s, r.version), r.kind, {r.identifier, year});
  if (r.next.front() == '!') {
    REQUIRE_FALSE(next);
    CHECK(next.error().why == r.next.substr(1));
    return;
  }
  REQUIRE(next);
  CHECK(*next == r.next);
  // The next version is a later one.
  if (r.kind != bump_kind::release) CHECK(*maintkit::version::compare(s, r.version, *next) <= 0);
}

}  // namespace

TEST_CASE("bump: SemVer by npm's kinds") {
  const row rows[] = {
      {"1.2.3", bump_kind::major, "", 0, "2.0.0"},
      {"2.0.0-1", bump_kind::major, "", 0, "2.0.0"},
      {"1.2.0-1", bump_kind::minor, "", 0, "1.2.0"},
      {"1.2.3-1", bump_kind::minor, "", 0, "1.3.0"},
      {"1.2.3-beta.4", bump_kind::patch, "", 0, "1.2.3"},
      {"1.2.3-beta.4", bump_kind::prepatch, "rc", 0, "1.2.4-rc.0"},
      {"1.2.3", bump_kind::premajor, "", 0, "2.0.0-0"},
      {"1.2.3", bump_kind::prerelease, "beta", 0, "1.2.4-beta.0"},
      {"1.2.3-a.9.b", bump_kind::prerelease, "", 0, "1.2.3-a.10.b"},
      {"1.2.3-beta", bump_kind::prerelease, "beta", 0, "1.2.3-beta.0"},
      {"1.2.3-beta.4", bump_kind::prerelease, "rc", 0, "1.2.3-rc.0"},
      {"1.2.3+build", bump_kind::patch, "", 0, "1.2.4"},
      // Clause 2 and 9: no largest number.
      {"99999999999999999999.0.0", bump_kind::major, "", 0, "100000000000000000000.0.0"},
      {"1.0.0-9007199254740991", bump_kind::prerelease, "", 0, "1.0.0-9007199254740992"},
      {"1.0.0", bump_kind::release, "", 0, "!is a release already"},
      {"1.0.0", bump_kind::prerelease, "a..b", 0, "!can't have a pre-release identifier a..b"},
      {"1.0.0", bump_kind::prerelease, "01", 0, "!can't have a pre-release identifier 01"},
      {"1.0.0", bump_kind::feature, "", 0, "!semver has no feature releases"},
  };
  for (const row& r : rows) check(scheme::semver, r);
}

TEST_CASE("bump: calendar versions by the calendar") {
  const row rows[] = {
      {"2025.2.1", bump_kind::feature, "", 2025, "2025.3.0"},
      {"2025.2.1", bump_kind::feature, "", 2026, "2026.1.0"},
      {"v2025.9", bump_kind::feature, "", 2025, "v2025.10.0"},
      {"2.3.1", bump_kind::feature, "", 2026, "2026.1.0"},
      {"2025.2.0rc1", bump_kind::feature, "", 2025, "2025.2.0"},
      {"2025.2.1rc1", bump_kind::feature, "", 2025, "2025.3.0"},
      {"2025.2.1", bump_kind::feature, "", 2024, "!is of a year after 2024"},
      {"2025.2.1", bump_kind::feature, "", 0, "!the next feature release needs to know the year"},
      {"2025.2.9", bump_kind::bugfix, "", 0, "2025.2.10"},
      {"2025.02", bump_kind::bugfix, "", 0, "2025.2.1"},
      {"2025.2.1rc1", bump_kind::bugfix, "", 0, "2025.2.1"},
      {"2025.2.0", bump_kind::prerelease, "", 0, "2025.2.1rc1"},
      {"2025.2.0rc9", bump_kind::prerelease, "", 0, "2025.2.0rc10"},
      {"2025.2.0b3", bump_kind::prerelease, "rc", 0, "2025.2.0rc1"},
      {"2025.2.0b3.dev4", bump_kind::prerelease, "", 0, "2025.2.0b3.dev5"},
      {"2025.2.0.dev4", bump_kind::prerelease, "a", 0, "2025.2.0a1"},
      {"2025.2.0", bump_kind::prerelease, "beta", 0, "!pre-releases are a, b, rc or dev, not beta"},
      {"2025.2.0rc9", bump_kind::release, "", 0, "2025.2.0"},
      {"2025.2.0", bump_kind::release, "", 0, "!is a release already"},
      {"2025.2.0", bump_kind::minor, "", 0, "!calver has feature, bugfix, prerelease and release, no minor"},
  };
  for (const row& r : rows) check(scheme::calver, r);
  const auto none = bump(*maintkit::version::parse(scheme::deb, "1.0"), bump_kind::major);
  CHECK(none.error().code == errc::unsupported);
}

TEST_CASE("bump: recorded answers of node's semver") {
  maintkit::test::for_each_row("npm-inc.tsv", [](const std::vector<std::string_view>& r) {
    CAPTURE(r[0]);
    CAPTURE(r[1]);
    const auto v = maintkit::version::parse(scheme::semver, r[0]);
    const auto next = bump(*v, *bump_kind_of(r[1]), {r[2] == "-" ? std::string_view() : r[2], {}});
    REQUIRE(next);
    // node's numbers are floats: it takes 9007199254740991 for a word. By clause 9 it is a number.
    CHECK(*next == (r[0] == "1.2.3-beta.9007199254740991" ? "1.2.3-beta.9007199254740992" : r[3]));
  });
}
