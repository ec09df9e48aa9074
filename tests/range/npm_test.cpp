// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/npm.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using maintkit::errc;
using maintkit::test::in_row;
using maintkit::test::print_row;
using maintkit::test::range_fault;
using range::notation;
using version::scheme;

// At compile time: a range and its complement.
constexpr auto literal = *range::npm::parse<version::static_range<>>("^1.2.3-beta.2 || 3.x");
static_assert(literal.has(*version::semver::parse("1.9.0")));
static_assert(literal.has(*version::semver::parse("1.2.3-beta.4")));
static_assert(!literal.has(*version::semver::parse("1.2.4-beta.4")));
static_assert(!literal.has(*version::semver::parse("2.0.0-0")));
static_assert((!literal).has(*version::semver::parse("2.0.0-0")));
static_assert(is_empty(literal & !literal));
static_assert(!range::npm::parse<version::static_range<>>("1.2.3,2"));
static_assert(range::npm::parse<version::static_range<2>>("1 || 3").error().code == errc::limit);

// npm's documentation of ranges ("Advanced Range Syntax", "Prerelease Tags"); answers of semver 7.8.6.
constexpr in_row rows[] = {
    {"0.2.3", true, "^0.2.3"},
    {"0.3.0", false, "^0.2.3"},
    {"0.0.3", true, "^0.0.3"},
    {"0.0.4", false, "^0.0.3"},
    {"0.0.0", true, "^0.0.0"},
    {"0.0.1", false, "^0.0.0"},
    {"0.0.9", true, "^0.0"},
    {"0.1.0", false, "^0.0"},
    {"0.9.9", true, "^0.x"},
    {"1.0.0", false, "^0"},
    {"1.9.9", true, "^1.2.x"},
    {"1.2.9", true, "~1.2.3"},
    {"1.3.0", false, "~1.2.3"},
    {"1.9.9", true, "~1"},
    {"1.2.9", true, "~> 1.2.3"},
    {"2.3.9", true, "1.2.3 - 2.3"},
    {"2.4.0-0", false, "1.2.3 - 2.3"},
    {"2.3.4", true, "1.2 - 2.3.4"},
    {"2.3.5", false, "1.2 - 2.3.4"},
    {"5.0.0", true, "* - 5"},
    {"5.0.0", true, "1 - *"},
    {"1.3.0", true, ">1.2"},
    {"1.2.9", false, ">1.2"},
    {"1.2.9", true, "<=1.2"},
    {"1.2.0-0", false, "<1.2"},
    {"9.9.9", false, ">x"},
    {"9.9.9", false, "<*"},
    {"9.9.9", true, ">=x"},
    {"9.9.9", true, ""},
    {"9.9.9", true, "1.2.3 || "},
    {"1.2.3", true, " =v 1.2.3+build "},
    {"1.2.3+other", true, "1.2.3"},
    {"1.5.0", true, ">=1 <2 ^1.5"},
    {"1.4.0", false, ">=1 <2 ^1.5"},
    // Pre-releases: only of a release that a comparator of the alternative names.
    {"1.2.3-beta.4", true, "^1.2.3-beta.2"},
    {"1.2.4-beta.2", false, "^1.2.3-beta.2"},
    {"1.2.3-beta.1", false, "^1.2.3-beta.2"},
    {"2.0.0-rc.1", true, "1.x || >=2.0.0-rc.0"},
    {"1.5.0-rc.1", false, "1.x || >=2.0.0-rc.0"},
    {"1.0.0-a", false, "*"},
    // ">1.2" is ">=1.3.0", and that is after 1.3.0's pre-releases.
    {"1.3.0-alpha", false, ">1.2 <1.3.0-beta"},
    {"1.3.0-alpha", true, ">1.2.9 <1.3.0-beta"},
    // ">=0.0.0" is no bound at all, and "*" swallows the other alternatives.
    {"0.0.0-b", true, "^0.0.0 <0.0.1 >=0.0.0-a"},
    {"2.0.0-rc.1", false, "* || 2.0.0-rc.1"},
    // Numbers have no limit; what follows 19 digits too.
    {"99999999999999999999.9.9", true, "^99999999999999999999.1"},
    {"100000000000000000000.0.0-0", false, "^99999999999999999999.1"},
    {"100000000000000000000.0.0", true, ">99999999999999999999"},
};

constexpr in_row included[] = {
    {"1.2.4-beta.2", true, "^1.2.3-beta.2"},
    {"1.0.0-a", true, "*"},
    {"1.2.0-a", true, "1.2.x"},
    {"1.2.0-a", true, "~1.2"},
    {"1.2.0-a", true, "^1.2"},
    {"1.2.3-a", false, "^1.2.3"},
    {"1.2.3-a", true, "1.2.3 - 2"},
    {"2.0.0-a", false, "1.2.3 - 1"},
    {"2.3.4-a", true, "1 - 2.3.4"},
    {"1.3.0-a", true, ">1.2"},
    {"2.0.0-0", false, "^1"},
};

constexpr range_fault faults[] = {
    {"latest", errc::malformed, 0, 1, "a version", ""},
    {"1.2.3,2.0.0", errc::malformed, 5, 1, "a blank, '||' or the end", "1.2.3 2.0.0"},
    {">01.2.3", errc::malformed, 1, 2, "a number without leading zeros", ""},
    {">=", errc::incomplete, 2, 0, "a version", ""},
    {"1.2.", errc::incomplete, 4, 0, "a digit, 'x' or '*'", ""},
    {"1.y", errc::malformed, 2, 1, "a digit, 'x' or '*'", ""},
    {"1.2.3-", errc::incomplete, 6, 0, "a letter, digit or '-' of a pre-release identifier", ""},
    {"1.2.3-01", errc::malformed, 6, 2, "a numeric identifier without leading zeros", ""},
    {"1.2.3+", errc::incomplete, 6, 0, "a letter, digit or '-' of a build identifier", ""},
    {"1.2.3.4", errc::malformed, 5, 1, "a blank, '||' or the end", ""},
    {"1 - 2 3", errc::malformed, 6, 1, "'||' or the end", ""},
    {"1 -2", errc::malformed, 2, 1, "a version", ""},
    {"1 | 2", errc::malformed, 2, 1, "a version", ""},
    {"^>1", errc::malformed, 1, 1, "a version", ""},
};

// node prints these so, but for the blanks around "||" and the union.
constexpr print_row printed[] = {
    {"^0.2.3", ">=0.2.3 <0.3.0-0"},
    {"^1.2.3-beta.2", ">=1.2.3-beta.2 <2.0.0-0"},
    {"1.x || >=2.5.0 || 5.0.0 - 7.2.3", ">=1.0.0 <2.0.0-0 || >=2.5.0"},
    {">1.2", ">=1.3.0"},
    {"<=1.2", "<1.3.0-0"},
    {"=1.2.3+build", "1.2.3"},
    {"*", "*"},
    {">x", "<0.0.0-0"},
    {">1.2.3 <1.2.4", "<0.0.0-0"},
    {"<1.5 || >=1.5", "*"},
    {"^0.0", "<0.1.0-0"},
    {"~9.99", ">=9.99.0 <9.100.0-0"},
    {"vers:npm/>=1.0.0|<2.0.0", ""},  // 1.5.0-rc.1 is in
};

}  // namespace

TEST_CASE("npm: what is in a range") {
  check_rows(notation::npm, scheme::semver, rows);
  check_rows(notation::npm, scheme::semver, included, range::prereleases::include);
  const auto none = range::npm::parse(">=1.0.0-a", range::prereleases::exclude);
  CHECK_FALSE(none->has(*version::parse(scheme::semver, "1.0.0-b")));
  CHECK(none->has(*version::parse(scheme::semver, "1.0.0")));
}

TEST_CASE("npm: where and why a text is no range") { check_faults(notation::npm, scheme::semver, faults); }

TEST_CASE("npm: printed as node does, and read back") { check_printed(notation::npm, scheme::semver, printed); }

TEST_CASE("npm: recorded answers of node's semver, with and without includePrerelease") {
  maintkit::test::for_each_row("npm-range.tsv", [](const std::vector<std::string_view>& row) {
    CAPTURE(row[0]);
    CAPTURE(row[2]);
    const auto v = version::parse(scheme::semver, row[0]);
    const auto r = range::npm::parse(row[2]);
    const auto with = range::npm::parse(row[2], range::prereleases::include);
    REQUIRE(v);
    CHECK((!r ? "badrange" : r->has(*v) ? "in" : "out") == row[1]);
    CHECK("includePrerelease=" + std::string(!with ? "-" : with->has(*v) ? "in" : "out") == row[3]);
    if (r && row[4] != "canonical=>=2.0.0 <1.0.0-0" && row[4].find("||") == std::string_view::npos) {
      CHECK("canonical=" + *range::npm::to_string(*r) == row[4]);
    }
  });
}

TEST_CASE("npm: a listener hears every comparator") {
  std::string heard;
  const auto listen = [&](std::string_view text, std::size_t alternative, const version::range&) {
    heard.append(std::to_string(alternative)).append(":").append(text).append(" ");
  };
  CHECK(range::npm::parse(">=1 <2 || 3 - 4 || ^ 5", range::prereleases::by_notation, listen));
  CHECK(heard == "0:>=1 0:<2 1:3 - 4 2:^ 5 ");
}
