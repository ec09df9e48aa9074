// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/rpm.hpp>

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
    // rpm-version(7): numbers by value, letters by ASCII, numbers over letters, the longer one wins.
    {"1.0", '<', "1.10"},
    {"1.0", '<', "1.0.0"},
    {"1.0", '<', "1.0a"},
    {"1.0a", '<', "1.0.1"},
    {"1.0.rc1", '<', "1.0.1"},
    {"FC40", '<', "fc40"},
    {"fc40", '>', "el9"},
    {"ab", '<', "abc"},
    {"a.z", '<', "ab"},
    {"1ab", '<', "1abc"},
    // All else only separates.
    {"1.0", '=', "1_0"},
    {"1.0", '=', "..1..0.."},
    {"1.0", '=', "01.000"},
    {"1.0a", '=', "1.0.a"},
    {"1.0", '=', "1.0\xc3\xa9"},
    {"1.0+1", '=', "1.0.1"},
    // '~' < the end < '^' < letters < numbers.
    {"1.0~~", '<', "1.0~"},
    {"1.0~", '<', "1.0"},
    {"1.0~rc1", '<', "1.0"},
    {"1.0~rc1", '<', "1.0~rc1^git1"},
    {"1.0", '<', "1.0^"},
    {"1.0^git1", '<', "1.0a"},
    {"1.0^git1", '<', "1.0.0"},
    {"1.0^1~pre", '<', "1.0^1"},
    {"1.0^1", '<', "1.0^1^2"},
    {"1.0^^", '>', "1.0^"},
    {"~", '<', "^"},
    {"~1", '<', "1"},
    {"^1", '<', "1"},
    // Digits without limit.
    {"99999999999999999999999", '<', "100000000000000000000000"},
    {"0000", '=', "0"},
    // EVR: the release behind the last hyphen, none before every other; the epoch wins.
    {"1.0", '<', "1.0-"},
    {"1.0-", '<', "1.0-0"},
    {"1.0-1~a", '<', "1.0-1"},
    {"1.0", '<', "1.0-~"},
    {"1-2-3", '>', "1-2"},
    {"1.0-9.fc40", '<', "1.0-10.fc40"},
    {"1.0~rc1-1", '<', "1.0-0.1"},
    {"1.0^git1-1", '>', "1.0-9"},
    {"0.13-5", '<', "0.13.1-5"},
    {"1:1.0-1", '>', "2.0-1"},
    {"01:1.0", '=', "1:1.0"},
    {":1.0", '=', "0:1.0"},
    {"a:1", '<', "0:1"},
    {"1:", '<', "1:0"},
    {"4294967296:1", '>', "4294967295:1"},
    {"99999999999999999999:1", '>', "99999999999999999998:1"},
    {"1:1:1", '>', "1:1"},
    // More than a key holds.
    {"2.31.0~rc1^20240101gitabcdefabcdefabcdefabcdef-1", '<', "2.31.0~rc1^20240101gitabcdefabcdefabcdefabcdef-2"},
    {"2.31.0~rc1^20240101gitabcdefabcdefabcdefabcdef", '<', "2.31.0~rc1^20240101gitabcdefabcdefabcdefabcdef-0"},
    {"2.31.0~rc1^20240101.gitabcdefabcdefabcdefabcdef_1", '=', "2.31.0~rc1^20240101gitabcdefabcdefabcdefabcdef1"},
};
static_assert(maintkit::test::all_hold(scheme::rpm, order));

constexpr fault_row faults[] = {
    {"", errc::incomplete, 0, 0, "a version"},
    {"1.0 2", errc::malformed, 3, 1, "no blank or control character"},
    {"1.0\n", errc::malformed, 3, 1, "no blank or control character"},
    {std::string_view("1\0", 2), errc::malformed, 1, 1, "no blank or control character"},
    {"1\x7f", errc::malformed, 1, 1, "no blank or control character"},
};

}  // namespace

namespace rpm = maintkit::version::rpm;

TEST_CASE("RPM: order") { maintkit::test::check_orders(scheme::rpm, order); }

TEST_CASE("RPM: what is refused, and where") { maintkit::test::check_faults(scheme::rpm, faults); }

TEST_CASE("RPM: normal form and parts") {
  const std::string_view table[][2] = {
      {"0:1.0-1", "1.0-1"}, {"007:1.0", "7:1.0"}, {":1.0-", "1.0-"},  {"0:1:2", "0:1:2"}, {"0::2", "0::2"},
      {"0:", "0:"},         {"0:-", "-"},         {"1-2-3", "1-2-3"}, {"a:1", "a:1"},
  };
  for (const auto& row : table) {
    CAPTURE(row[0]);
    CHECK(rpm::normal(row[0]) == row[1]);
    CHECK(rpm::compare(row[0], row[1]) == 0);
  }
  const auto v = rpm::split("1:2-3-4");
  REQUIRE(v);
  CHECK(v->epoch.value == 1);
  CHECK(v->version == "2-3");
  CHECK(v->release == "4");
  CHECK(rpm::is_prerelease("1.0~rc1-1"));
  CHECK_FALSE(rpm::is_prerelease("1.0-1~x"));
}
