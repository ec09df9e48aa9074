// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/debian.hpp>

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
using range::notation;
using version::scheme;

static_assert(range::debian::parse<version::static_range<>>(">= 1.0~rc1, << 2")->has(*version::debian::parse("1.0")));

// Policy 7.1, and dpkg on the obsolete signs.
constexpr maintkit::test::in_row rows[] = {
    {"1.0", false, "<< 1.0"},
    {"1.0~rc1", true, "<< 1.0"},
    {"1.0", true, "<= 1.0-0"},
    {"1.0-1", false, "= 1.0"},
    {"1.0-0", true, "= 1.0"},
    {"1.0-1", true, ">> 1.0"},
    {"1:0.1", true, ">> 9"},
    {"1.0", true, "< 1.0"},
    {"1.0", true, "> 1.0"},
    {"1.5", true, ">=1.0,<<2"},
    {"2~", true, " >= 1.0 , << 2 "},
    {"2", false, ">= 1.0, << 2"},
    {"1.0-1", true, "= 1.0-01"},
    {"1.0-1~bpo12+1", true, "<< 1.0-1"},
    {"1.0", true, ""},
};

constexpr maintkit::test::range_fault faults[] = {
    {"1.0", errc::malformed, 0, 1, "one of << <= = >= >>", "= 1.0"},
    {">= ", errc::incomplete, 3, 0, "a version", ""},
    {">= 1.0 << 2", errc::malformed, 7, 1, "',' or the end", ">= 1.0, << 2"},
    {">= 1.0,", errc::incomplete, 7, 0, "one of << <= = >= >>", ">= 1.0"},
    {">= 1.0-", errc::incomplete, 7, 0, "a revision behind '-'", ""},
    {">= a:1", errc::malformed, 3, 1, "a number as the epoch", ""},
    {">= 1 | << 2", errc::malformed, 5, 1, "',' or the end", ""},
};

constexpr maintkit::test::print_row printed[] = {
    {">=1.0,<<2", ">= 1.0, << 2"}, {"< 1.0", "<= 1.0"}, {"= 1.0", "= 1.0"}, {">= 2, << 1", ""},
    {"vers:deb/1.0|2.0", ""},
};

}  // namespace

TEST_CASE("deb relations: what is in") { check_rows(notation::deb, scheme::deb, rows); }
TEST_CASE("deb relations: faults") { check_faults(notation::deb, scheme::deb, faults); }
TEST_CASE("deb relations: printed") { check_printed(notation::deb, scheme::deb, printed); }

TEST_CASE("deb relations: recorded answers of dpkg") {
  maintkit::test::for_each_row("deb-relation.tsv", [](const std::vector<std::string_view>& row) {
    const bool relation = std::string_view("<=>").find(row[1].front()) != std::string_view::npos;
    if (!relation || row[2].empty() || row[0].empty()) return;  // the other operators are those of `compare`
    const std::string text = std::string(row[1]) + " " + std::string(row[2]);
    maintkit::test::check_in(notation::deb, scheme::deb, {row[0], row[3] == "true", text});
  });
}
