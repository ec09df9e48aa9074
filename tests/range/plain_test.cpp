// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/plain.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using maintkit::errc;
using range::notation;
using version::scheme;

static_assert(range::plain::parse<version::static_range<>>(scheme::calver, "2025.2.*")
                  ->has(*version::calver::parse("v2025.02.7")));

constexpr maintkit::test::in_row calendar[] = {
    {"2025.2.9", true, "2025.2.*"},
    {"2025.2.0rc1", true, "2025.2.*"},
    {"2025.3.0.dev0", false, "2025.2.*"},
    {"v2025.1.0", true, "2025"},
    {"2025.1.0", true, "= 2025.*"},
    {"2026.1.0rc1", false, "< 2026"},
    {"2025.9.9", true, "< 2026"},
    {"2026.1.0", true, ">= 2026"},
    {"2026.9.0", false, "> 2026"},
    {"2027.1.0", true, "> 2026"},
    {"2026.9.0", true, "<= 2026"},
    {"2.3.1", false, ">= 2023.1"},
    {"2025.2.1", false, "!= 2025.2.1"},
    {"2025.02.1", true, "2025.2.1"},
    {"2025.2.1rc1", false, ">= 2025.2.1"},
    {"2024.1.0", true, ">= 2024.1, < 2025 || 2026.1.*"},
    {"2025.1.0", false, ">= 2024.1, < 2025 || 2026.1.*"},
    {"2026.1.3", true, ">= 2024.1, < 2025 || 2026.1.*"},
};

constexpr maintkit::test::in_row any[] = {
    {"1.0rc1", true, "< 1.0"}, {"1.0", true, "= 1"},  {"1.0a", true, "> 1.0"},
    {"2", false, ">= 1, < 2"}, {"3", true, "1 || 3"},
};

constexpr maintkit::test::range_fault faults[] = {
    {"2025.x", errc::malformed, 5, 1, "a digit of the number within the year", ""},
    {"2025.2.1.*", errc::malformed, 0, 8, "one or two numbers before '.*'", ""},
    {">= 2025.1 < 2026", errc::malformed, 10, 1, "',', '||' or the end", ">= 2025.1, < 2026"},
    {"2025 |", errc::malformed, 5, 1, "',', '||' or the end", ""},
    {"2025 ||", errc::incomplete, 7, 0, "a version", ""},
};

constexpr maintkit::test::print_row printed[] = {
    {">=2024.1,<2026||2023.2.*", "= 2023.2.* || >= 2024.1, < 2026.*"},
    {"!=2025.2.1", "< 2025.2.1 || > 2025.2.1"},
};

}  // namespace

TEST_CASE("calver and generic relations") {
  check_rows(notation::plain, scheme::calver, calendar);
  check_rows(notation::plain, scheme::generic, any);
  check_faults(notation::plain, scheme::calver, faults);
  check_printed(notation::plain, scheme::calver, printed);
}
