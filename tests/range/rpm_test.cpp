// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/rpm.hpp>

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

static_assert(range::rpm::parse<version::static_range<>>("= 1.0")->has(*version::rpm::parse("1.0-3")));

// rpm-dependencies(7): a release counts only where both have one.
constexpr maintkit::test::in_row rows[] = {
    {"1.0-1", true, "= 1.0"},          {"1.0-1", false, "> 1.0"},     {"1.0-1", false, "< 1.0"},
    {"1.0-1", true, "<= 1.0"},         {"1.0", true, "= 1.0-1"},      {"1.0", true, "< 1.0-1"},
    {"1.0", true, "> 1.0-1"},          {"1.0", true, ">= 1.0-1"},     {"1.0-1", true, "< 1.0-2"},
    {"1.0-3", false, "< 1.0-2"},       {"1:1.0-1", true, "> 1.0"},    {"0:1.0-1", true, "= 1.0"},
    {"1.0~rc1-1", true, "< 1.0"},      {"1.0^git1-1", true, "> 1.0"}, {"1_0-1", true, "== 1.0"},
    {"1.5", true, "=> 1.0, =< 2"},     {"1.1", false, "= 1.0-1"},     {"0.9", false, "> 1.0-1"},
    {"1.0", true, "> 1.0-1, < 1.0-3"},
};

constexpr maintkit::test::range_fault faults[] = {
    {"1.0", errc::malformed, 0, 1, "one of < <= = >= >", "= 1.0"},
    {">= 1.0 < 2", errc::malformed, 7, 1, "',' or the end", ">= 1.0, < 2"},
    {">=", errc::incomplete, 2, 0, "a version", ""},
};

constexpr maintkit::test::print_row printed[] = {
    {"=> 1.0, < 2", ">= 1.0, < 2"},
    {"== 1.0", "= 1.0"},
    {"> 1.0-1", "> 1.0-1"},
    {"<= 1.0", "<= 1.0"},
};

}  // namespace

TEST_CASE("rpm dependencies: what is in") { check_rows(notation::rpm, scheme::rpm, rows); }
TEST_CASE("rpm dependencies: faults") { check_faults(notation::rpm, scheme::rpm, faults); }
TEST_CASE("rpm dependencies: printed") { check_printed(notation::rpm, scheme::rpm, printed); }

TEST_CASE("rpm dependencies: recorded answers of rpm") {
  maintkit::test::for_each_row("rpm-dep.tsv", [](const std::vector<std::string_view>& row) {
    const std::string text = std::string(row[2]) + " " + std::string(row[3]);
    maintkit::test::check_in(notation::rpm, scheme::rpm, {row[0], row[1] == "match", text});
  });
}
