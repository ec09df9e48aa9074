// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/calver.hpp>

#include <version/order.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace {

using maintkit::errc;
using maintkit::test::fault_row;
using maintkit::test::order_row;
using maintkit::version::scheme;

constexpr order_row order[] = {
    // The number restarts with the year, the patch with the number.
    {"v2024.3.1", '<', "v2025.1.0"},
    {"v2025.2.2", '<', "v2026.1.0"},
    {"v2025.9.0", '<', "v2025.10.0"},
    {"v2025.2.9", '<', "v2025.2.10"},
    // "v", zeros in front and a patch of 0 do not count.
    {"v2025.2.1", '=', "2025.2.1"},
    {"V2025.02.01", '=', "2025.2.1"},
    {"2025.2", '=', "2025.2.0"},
    // Tags from before the calendar stand below.
    {"v2.3.2", '<', "v2023.1.0"},
    {"v99.1.0", '<', "v2025.1.0"},
    // PEP 440's suffixes.
    {"2025.2.0.dev0", '<', "2025.2.0a1"},
    {"2025.2.0a1", '<', "2025.2.0b1"},
    {"2025.2.0b1", '<', "2025.2.0rc1.dev1"},
    {"2025.2.0rc1.dev1", '<', "2025.2.0rc1"},
    {"2025.2.0-rc.1", '=', "2025.2.0rc1"},
    {"2025.2rc1", '=', "2025.2.0rc1"},
    {"2025.2.0rc9", '<', "2025.2.0rc10"},
    {"2025.2.0rc1", '<', "2025.2.0"},
    {"2025.2.0", '<', "2025.2.1.dev1"},
    // Dates, and numbers of any length.
    {"2024.01.05", '<', "2024.1.12"},
    {"2024.1.20240105", '<', "2024.1.99999999999999999999999"},
    {"2024.1.99999999999999999999999999999999999999999999999999999999999999999998", '<',
     "2024.1.99999999999999999999999999999999999999999999999999999999999999999999"},
};
static_assert(maintkit::test::all_hold(scheme::calver, order));

constexpr fault_row faults[] = {
    {"", errc::incomplete, 0, 0, "a digit of the year"},
    {"latest", errc::malformed, 0, 1, "a digit of the year"},
    {"vv2025.1", errc::malformed, 1, 1, "a digit of the year"},
    {"2025", errc::incomplete, 4, 0, "'.' and the number within the year"},
    {"2025.", errc::incomplete, 5, 0, "a digit of the number within the year"},
    {"2025.x", errc::malformed, 5, 1, "a digit of the number within the year"},
    {"2025.1.", errc::malformed, 6, 1, "a patch number, a pre-release or the end"},
    {"2025.1.0.1", errc::malformed, 8, 1, "a pre-release or the end"},
    {"2025.1.0.post1", errc::malformed, 8, 6, "a pre-release or the end"},
    {"2025.1.0rc1+x", errc::malformed, 11, 1, "the end"},
    {"0.9.0-python3.5", errc::malformed, 5, 1, "a pre-release or the end"},
};

}  // namespace

namespace calver = maintkit::version::calver;

TEST_CASE("CalVer: order") { maintkit::test::check_orders(scheme::calver, order); }

TEST_CASE("CalVer: what is none, and where") { maintkit::test::check_faults(scheme::calver, faults); }

TEST_CASE("CalVer: lines, and what kind of release it is") {
  struct row {
    std::string_view text;
    std::uint64_t year, number;
    bool feature, bugfix, prerelease;
    std::string_view normal;
  };
  const row table[] = {
      {"v2025.2.0", 2025, 2, true, false, false, "2025.2.0"},
      {"2025.02", 2025, 2, true, false, false, "2025.2.0"},
      {"v2025.2.1", 2025, 2, false, true, false, "2025.2.1"},
      {"2025.2.0-RC_1", 2025, 2, false, false, true, "2025.2.0rc1"},
      {"2025.2.1.dev", 2025, 2, false, false, true, "2025.2.1.dev0"},
  };
  for (const row& r : table) {
    CAPTURE(r.text);
    const auto v = calver::parse(r.text);
    REQUIRE(v);
    CHECK(calver::line(*v).year.value == r.year);
    CHECK(calver::line(*v).number.value == r.number);
    CHECK(calver::is_feature_release(*v) == r.feature);
    CHECK(calver::is_bugfix_release(*v) == r.bugfix);
    CHECK(calver::is_prerelease(r.text) == r.prerelease);
    CHECK(calver::normal(r.text) == r.normal);
  }
  const auto a = calver::line(*calver::parse("2024.3.1"));
  const auto b = calver::line(*calver::parse("v2024.03.0"));
  const auto c = calver::line(*calver::parse("2025.1.0"));
  CHECK(a == b);
  CHECK(a != c);
  CHECK(a < c);
  CHECK_FALSE(c < a);
}
