// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/vers.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using maintkit::errc;
using range::notation;
using version::scheme;

constexpr auto literal = *range::vers::parse<version::static_range<>>("vers:deb/>=1.0|<2.0~");
static_assert(literal.has(*version::debian::parse("1.6")) && !literal.has(*version::debian::parse("2.0")));

// The specification's containment algorithm, on every scheme: its own suite has no rows for deb and rpm.
constexpr struct {
  scheme in;
  maintkit::test::in_row row;
} rows[] = {
    {scheme::semver, {"1.2.3", true, "vers:npm/1.2.3|>=2.0.0|<5.0.0"}},
    {scheme::semver, {"1.2.4", false, "vers:npm/1.2.3|>=2.0.0|<5.0.0"}},
    {scheme::semver, {"2.0.0", true, "vers:npm/1.2.3|>=2.0.0|<5.0.0"}},
    {scheme::semver, {"5.0.0-rc.1", true, "vers:npm/1.2.3|>=2.0.0|<5.0.0"}},
    {scheme::semver, {"5.0.0", false, "vers:npm/1.2.3|>=2.0.0|<5.0.0"}},
    {scheme::semver, {"0.1.0-a", true, "vers:cargo/*"}},
    {scheme::pep440, {"1.5.0", false, "vers:pypi/>=1.0|!=1.5|<2"}},
    {scheme::pep440, {"1.5.1", true, "vers:pypi/>=1.0|!=1.5|<2"}},
    {scheme::pep440, {"9", true, "vers:pypi/!=1.5"}},
    {scheme::pep440, {"1.5", false, "vers:pypi/!=1.5"}},
    {scheme::deb, {"1.0~rc1-1", false, "vers:deb/>=1.0|<2"}},
    {scheme::deb, {"2~", true, "vers:deb/>=1.0|<2"}},
    {scheme::deb, {"0.5", true, "vers:deb/<1.0|>2"}},
    {scheme::deb, {"1.5", false, "vers:deb/<1.0|>2"}},
    {scheme::rpm, {"1.0-1", true, "vers:rpm/>1.0|<2"}},
    {scheme::rpm, {"1.0^git1", true, "vers:rpm/>1.0|<2"}},
    {scheme::calver, {"2025.1.0", true, "vers:calver/>=2025.1|<2026.1"}},
    {scheme::generic, {"1.0a", true, "vers:generic/>1.0"}},
};

constexpr maintkit::test::range_fault faults[] = {
    {"VERS:npm/1.0.0", errc::malformed, 0, 1, "\"vers:\"", ""},
    {"vers:/1", errc::malformed, 5, 1, "a type", ""},
    {"vers:gem/1", errc::unsupported, 5, 3, "semver, npm, cargo, pypi, deb, rpm, calver or generic", ""},
    {"vers:npm", errc::incomplete, 8, 0, "'/'", ""},
    {"vers:npm/", errc::incomplete, 9, 0, "a version", ""},
    {"vers:npm/ 1.0.0", errc::malformed, 9, 1, "a version", ""},
    {"vers:npm/1.0.0 |2.0.0", errc::malformed, 14, 1, "'|' or the end", ""},
    {"vers:npm/1.0.0|", errc::incomplete, 15, 0, "a version", ""},
    {"vers:npm/>=1.0", errc::incomplete, 14, 0, "'.' and the patch number", ""},
    {"vers:npm/1.2.4|1.2.3", errc::malformed, 15, 5, "versions in ascending order", ""},
    {"vers:npm/1.2.3|!=1.2.3", errc::malformed, 15, 7, "no version that is there already", ""},
    {"vers:npm/>1.0.0|>2.0.0", errc::malformed, 16, 6, "'<' or '<=' behind '>'", ""},
    {"vers:npm/<1.0.0|<2.0.0", errc::malformed, 16, 6, "'>' or '>=' behind '<'", ""},
    {"vers:npm/1.0.0%2", errc::malformed, 14, 1, "two hexadecimal digits behind '%'", ""},
    {"vers:npm/1.0.0%2Ba", errc::unsupported, 9, 9, "no '%', for there is no room for what it means", ""},
    {"vers:npm/*|1.0.0", errc::malformed, 9, 1, "a digit of the major number", ""},
    {"vers:deb/1.0", errc::invalid, 5, 3, "a type of the scheme that is asked for", ""},
};

}  // namespace

TEST_CASE("vers: what is in") {
  for (const auto& r : rows) check_in(notation::vers, r.in, r.row);
}

TEST_CASE("vers: strict") {
  check_faults(notation::vers, scheme::semver, faults);
  // Equal versions are duplicates however they are spelled.
  CHECK_FALSE(range::vers::parse("vers:pypi/1.0|1.0.0"));
  CHECK_FALSE(range::vers::parse("vers:rpm/1.0-1|1_0-1"));
}

TEST_CASE("vers: percent-encoding") {
  std::string room;
  const auto r = range::vers::parse("vers:deb/>=1.0%2Bdfsg-1|<2%7e", &room);
  REQUIRE(r);
  CHECK(r->has(*version::parse(scheme::deb, "1.0+dfsg-1")));
  CHECK_FALSE(r->has(*version::parse(scheme::deb, "1.0-9")));
  CHECK_FALSE(r->has(*version::parse(scheme::deb, "2~")));
  CHECK(*range::vers::to_string(*r) == "vers:deb/>=1.0%2Bdfsg-1|<2~");
  CHECK(*range::vers::to_string(*range::vers::parse("vers:npm/1.0.0"), "npm") == "vers:npm/1.0.0");
}

TEST_CASE("vers: other notations printed in it") {
  constexpr maintkit::test::print_row python[] = {
      {">=1.0", "vers:pypi/>=1.0"},
      {"<1.0", "vers:pypi/<1.0.dev0"},
      {"~=1.4", "vers:pypi/>=1.4|<2.dev0"},
      {"==1.0.*", "vers:pypi/>=1.0.dev0|<1.1.dev0"},
      {"==1.0+a", "vers:pypi/1.0%2Ba"},
      {"", "vers:pypi/*"},
      {"==1.0", ""},  // takes 1.0+x
  };
  check_printed(notation::vers, scheme::pep440, python, range::prereleases::include);
  constexpr maintkit::test::print_row calendar[] = {{"2025.2.*", "vers:calver/>=2025.2.0.dev0|<2025.3.0.dev0"},
                                                    {"!=2025.2.1", "vers:calver/!=2025.2.1"}};
  check_printed(notation::vers, scheme::calver, calendar);
  constexpr maintkit::test::print_row node[] = {
      {"^1.2", "vers:semver/>=1.2.0-0|<2.0.0-0"}, {"1.2.3 || >2.0.0", "vers:semver/1.2.3|>2.0.0"}, {"<0.0.0-0", ""}};
  check_printed(notation::vers, scheme::semver, node, range::prereleases::include);
}
