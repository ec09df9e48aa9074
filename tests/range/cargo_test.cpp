// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/cargo.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using maintkit::errc;
using maintkit::test::in_row;
using maintkit::test::range_fault;
using range::notation;
using version::scheme;

static_assert(range::cargo::parse<version::static_range<>>(">=1.2, <1.5")->has(*version::semver::parse("1.4.9")));

// The Cargo Book, "Specifying Dependencies".
constexpr in_row rows[] = {
    {"1.9.0", true, "1.2.3"},
    {"2.0.0", false, "1.2.3"},
    {"0.2.9", true, "0.2.3"},
    {"0.3.0", false, "0.2.3"},
    {"0.0.3", true, "0.0.3"},
    {"0.0.4", false, "0.0.3"},
    {"0.0.9", true, "0.0"},
    {"0.1.0", false, "0.0"},
    {"0.9.9", true, "0"},
    {"1.0.0", false, "0"},
    {"1.2.9", true, "~1.2.3"},
    {"1.3.0", false, "~1.2"},
    {"1.9.0", true, "~1"},
    {"1.9.9", true, "1.*"},
    {"1.2.9", true, "1.2.*"},
    {"1.3.0", false, "1.2.x"},
    {"9.9.9", true, "*"},
    {"1.2.3", true, "=1.2.3"},
    {"1.2.4", false, "= 1.2.3"},
    {"1.2.9", true, "=1.2"},
    {"1.3.0", true, ">1.2"},
    {"1.2.9", false, ">1.2"},
    {"1.4.9", true, ">= 1.2 , < 1.5"},
    {"1.5.0", false, ">= 1.2, < 1.5"},
    {"1.2.3-rc.2", true, "1.2.3-rc.1"},
    {"1.2.4-rc.2", false, "1.2.3-rc.1"},
    {"1.2.3", true, "1.2.3+build"},
};

constexpr range_fault faults[] = {
    {"", errc::incomplete, 0, 0, "a version", ""},
    {"1.2 3", errc::malformed, 4, 1, "',' or the end", "1.2, 3"},
    {">=1.2 <3", errc::malformed, 6, 1, "',' or the end", ">=1.2, <3"},
    {"1.*.3", errc::malformed, 4, 1, "'*' behind '*'", ""},
    {"1 || 2", errc::malformed, 2, 1, "',' or the end", ""},
    {">1,", errc::incomplete, 3, 0, "a version", ">1"},
    {"v1.2.3", errc::malformed, 0, 1, "a version", ""},
    {"1.2.03", errc::malformed, 4, 2, "a number without leading zeros", ""},
};

}  // namespace

TEST_CASE("cargo: what a requirement takes") { check_rows(notation::cargo, scheme::semver, rows); }

TEST_CASE("cargo: where and why a text is no requirement") { check_faults(notation::cargo, scheme::semver, faults); }

TEST_CASE("cargo: printed") {
  // Of npm's ranges, the ones that need no "or".
  constexpr maintkit::test::print_row printed[] = {
      {"^1.2", ">=1.2.0, <2.0.0-0"},
      {"1.2.3", "=1.2.3"},
      {"*", "*"},
      {">x", "<0.0.0-0"},
      {"1 || 3", ""},
      {"<2.0.0 >=1.0.0-rc.1", ">=1.0.0-rc.1, <2.0.0"},
  };
  check_printed(notation::cargo, scheme::semver, printed);
}
