// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/semver.hpp>

#include <version/order.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using maintkit::errc;
using maintkit::test::fault_row;
using maintkit::test::order_row;
using maintkit::version::scheme;

constexpr order_row precedence[] = {
    // Clause 11.2: major, minor, patch, numerically.
    {"1.0.0", '<', "2.0.0"},
    {"2.0.0", '<', "2.1.0"},
    {"2.1.0", '<', "2.1.1"},
    {"1.9.0", '<', "1.10.0"},
    {"1.0.256", '>', "1.0.255"},
    // Clause 11.3: a pre-release is less than its release.
    {"1.0.0-alpha", '<', "1.0.0"},
    {"1.0.0", '<', "1.0.1-0"},
    // Clause 11.4, its own example.
    {"1.0.0-alpha", '<', "1.0.0-alpha.1"},
    {"1.0.0-alpha.1", '<', "1.0.0-alpha.beta"},
    {"1.0.0-alpha.beta", '<', "1.0.0-beta"},
    {"1.0.0-beta", '<', "1.0.0-beta.2"},
    {"1.0.0-beta.2", '<', "1.0.0-beta.11"},
    {"1.0.0-beta.11", '<', "1.0.0-rc.1"},
    {"1.0.0-rc.1", '<', "1.0.0"},
    // 11.4.1 numbers by value, 11.4.2 words by ASCII, 11.4.3 numbers before words, 11.4.4 more identifiers win.
    {"1.0.0-9", '<', "1.0.0-10"},
    {"1.0.0-rc10", '<', "1.0.0-rc9"},
    {"1.0.0-A", '<', "1.0.0-a"},
    {"1.0.0--", '<', "1.0.0-0a"},
    {"1.0.0-a", '<', "1.0.0-aa"},
    {"1.0.0-a.z", '<', "1.0.0-aa"},
    {"1.0.0-a-", '<', "1.0.0-a0"},
    {"1.0.0-99999", '<', "1.0.0-a"},
    {"1.0.0-117", '<', "1.0.0-118"},
    {"1.0.0-0", '<', "1.0.0-0.0"},
    {"1.0.0-1-1", '>', "1.0.0-1"},
    // Clause 10: build metadata does not count.
    {"1.0.0+a", '=', "1.0.0+b"},
    {"1.0.0-a+b", '=', "1.0.0-a"},
    // Clause 2 and 9 know no largest number.
    {"18446744073709551616.0.0", '>', "18446744073709551615.0.0"},
    {"99999999999999999999.0.0", '<', "100000000000000000000.0.0"},
    {"1.0.0-9007199254740993", '>', "1.0.0-9007199254740992"},
    // Longer than a key: the text decides.
    {"1.0.0-identifiers.that.take.more.bytes.than.a.key.holds.1", '<',
     "1.0.0-identifiers.that.take.more.bytes.than.a.key.holds.2"},
    {"1.0.0-identifiers.that.take.more.bytes.than.a.key.holds.9", '<',
     "1.0.0-identifiers.that.take.more.bytes.than.a.key.holds.10"},
    {"1.0.0-identifiers.that.take.more.bytes.than.a.key.holds", '<',
     "1.0.0-identifiers.that.take.more.bytes.than.a.key.holds.0"},
    {"1.0.0-identifiers.that.take.more.bytes.than.a.key.holds+x", '=',
     "1.0.0-identifiers.that.take.more.bytes.than.a.key.holds+y"},
};
static_assert(maintkit::test::all_hold(scheme::semver, precedence));

// Faults are told with the part that was being read.
constexpr fault_row faults[] = {
    {"", errc::incomplete, 0, 0, "a digit of the major number"},
    {"v1.2.3", errc::malformed, 0, 1, "a digit of the major number"},
    {" 1.2.3", errc::malformed, 0, 1, "a digit of the major number"},
    {"1", errc::incomplete, 1, 0, "'.' and the minor number"},
    {"1.", errc::incomplete, 2, 0, "a digit of the minor number"},
    {"1.2", errc::incomplete, 3, 0, "'.' and the patch number"},
    {"1.2.x", errc::malformed, 4, 1, "a digit of the patch number"},
    {"1.2.-3", errc::malformed, 4, 1, "a digit of the patch number"},
    {"01.2.3", errc::malformed, 0, 2, "a major number without leading zeros"},
    {"1.002.3", errc::malformed, 2, 3, "a minor number without leading zeros"},
    {"1.2.00", errc::malformed, 4, 2, "a patch number without leading zeros"},
    {"1.2.3.4", errc::malformed, 5, 1, "'-', '+' or the end"},
    {"1.2.3 ", errc::malformed, 5, 1, "'-', '+' or the end"},
    {"1.2.3-", errc::incomplete, 6, 0, "a letter, digit or '-' of a pre-release identifier"},
    {"1.2.3-a..b", errc::malformed, 8, 1, "a letter, digit or '-' of a pre-release identifier"},
    {"1.2.3-a.01", errc::malformed, 8, 2, "a numeric identifier without leading zeros"},
    {"1.2.3-a_b", errc::malformed, 7, 1, "'+' or the end"},
    {"1.2.3-\xc3\xa9", errc::malformed, 6, 2, "a letter, digit or '-' of a pre-release identifier"},
    {"1.2.3+", errc::incomplete, 6, 0, "a letter, digit or '-' of a build identifier"},
    {"1.2.3+a..b", errc::malformed, 8, 1, "a letter, digit or '-' of a build identifier"},
    {"1.2.3-a+b+c", errc::malformed, 9, 1, "the end"},
};

}  // namespace

namespace semver = maintkit::version::semver;

TEST_CASE("SemVer: precedence") { maintkit::test::check_orders(scheme::semver, precedence); }

TEST_CASE("SemVer: what is none, and where") { maintkit::test::check_faults(scheme::semver, faults); }

TEST_CASE("SemVer: identifiers that look odd and are legal") {
  for (const std::string_view text : {"1.2.3--", "1.2.3---", "1.2.3-0a", "1.2.3-00a", "1.2.3-a.0", "1.2.3+01",
                                      "1.2.3+--", "1.2.3+a-b", "0.0.0", "1.0.0-0A.is.legal"}) {
    CAPTURE(text);
    CHECK(semver::parse(text));
    CHECK(semver::normal(text) == text);
  }
}

TEST_CASE("SemVer: the order of build metadata, as Cargo has it") {
  const order_row table[] = {
      {"1.0.0", '<', "1.0.0+0"},       {"1.0.0+0", '<', "1.0.0+00"},  {"1.0.0+00", '<', "1.0.0+1"},
      {"1.0.0+1", '<', "1.0.0+01"},    {"1.0.0+01", '<', "1.0.0+2"},  {"1.0.0+2", '<', "1.0.0+10"},
      {"1.0.0+10", '<', "1.0.0+a"},    {"1.0.0+a", '<', "1.0.0+a.0"}, {"1.0.0+a.b", '<', "1.0.0+b"},
      {"1.0.0+a.b", '=', "1.0.0+a.b"},
  };
  for (const order_row& row : table) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CHECK(semver::compare_build(row.a, row.b) == maintkit::test::order_of(row.sign));
    CHECK(semver::compare_build(row.b, row.a) == -maintkit::test::order_of(row.sign));
  }
}

TEST_CASE("SemVer: parts") {
  const auto v = semver::split("12.0.345-rc.1+build.7");
  REQUIRE(v);
  CHECK(v->core[0].value == 12);
  CHECK(v->core[1].is_zero());
  CHECK(v->core[2].text() == "345");
  CHECK(v->prerelease == "rc.1");
  CHECK(v->build == "build.7");
  CHECK(semver::is_prerelease("1.0.0-0"));
  CHECK_FALSE(semver::is_prerelease("1.0.0+0-0"));
}
