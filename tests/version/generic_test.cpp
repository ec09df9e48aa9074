// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/generic.hpp>

#include <version/order.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using maintkit::errc;
using maintkit::test::fault_row;
using maintkit::test::order_row;
using maintkit::version::scheme;

constexpr order_row order[] = {
    // libversion's ALGORITHM.md: pre-release < 0 < post-release < number < letter suffix, at each place.
    {"1.0alpha1", '<', "1.0beta1"},
    {"1.0beta1", '<', "1.0rc1"},
    {"1.0rc1", '<', "1.0"},
    {"1.0", '<', "1.0post1"},
    {"1.0post1", '<', "1.0patch2"},
    {"1.0errata1", '<', "1.0post1"},
    {"1.0patch2", '<', "1.0.1"},
    {"1.0.1", '<', "1.0a"},
    {"1.0a", '<', "1.0b"},
    {"1.0b", '<', "1.1"},
    // Missing numbers are 0.
    {"1", '=', "1.0.0"},
    {"", '=', "0"},
    {"1.0.0.1", '>', "1"},
    {"1.0.alpha", '<', "1.0"},
    {"1.alpha", '<', "1.0.alpha"},
    {"1.0.alpha", '<', "1.0.0.alpha"},
    {"1.0.0.post", '<', "1.0.post"},
    {"1.0.post", '<', "1.post"},
    // Case and all but the first letter do not count; separators are all alike.
    {"1.0ALPHA1", '=', "1.0-a.1"},
    {"0.9.8za", '=', "0.9.8zb"},
    {"1.0pre1", '=', "1.0prerelease1"},
    {"1.\xc3\xa9", '=', "1"},
    {"1_0+2", '=', "1.0.2"},
    // A letter suffix is a word directly behind a number and not before one, and none of the known words.
    {"1.0a", '>', "1.0"},
    {"1.0a1", '<', "1.0"},
    {"1.0a.1", '>', "1.0a"},
    {"1.0.a", '<', "1.0"},
    {"1.0git", '>', "1.0"},
    {"1.0git1", '<', "1.0"},
    {"1.0rc", '<', "1.0"},
    {"1.0pl", '>', "1.0"},
    {"1.0pl1", '<', "1.0.1"},
    {"1.0p1", '<', "1.0"},
    {"1.0rcx", '>', "1.0"},
    {"1.0postfix", '<', "1.0.1"},
    {"v1.0", '<', "1.0"},
    // Digits without limit, and more than a key holds.
    {"99999999999999999999999", '>', "99999999999999999999998"},
    {"1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.2", '>',
     "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"},
    {"0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a", '<', ""},
    {"0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1", '>', ""},
};
static_assert(maintkit::test::all_hold(scheme::generic, order));

constexpr fault_row faults[] = {{std::string_view("1\0", 2), errc::malformed, 1, 1, "no NUL byte"}};

}  // namespace

namespace generic = maintkit::version::generic;

TEST_CASE("generic: order") { maintkit::test::check_orders(scheme::generic, order); }

TEST_CASE("generic: only NUL is refused") { maintkit::test::check_faults(scheme::generic, faults); }

TEST_CASE("generic: a pre-release word behind a number") {
  CHECK(generic::is_prerelease("1.0rc1"));
  CHECK(generic::is_prerelease("1.0.git2024"));
  CHECK_FALSE(generic::is_prerelease("v1.0"));
  CHECK_FALSE(generic::is_prerelease("1.0post1"));
  CHECK_FALSE(generic::is_prerelease("1.0a"));
}
