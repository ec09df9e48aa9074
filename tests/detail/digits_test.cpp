// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/digits.hpp>

#include <doctest/doctest.h>

using maintkit::detail::follows;
using maintkit::detail::next_number;

static_assert(follows("0", "1") && follows("9", "10") && follows("99", "100") && follows("1299", "1300"));
static_assert(!follows("0", "0") && !follows("1", "3") && !follows("9", "11") && !follows("99", "200"));
static_assert(!follows("1299", "1301") && !follows("10", "9") && !follows("19", "30") && !follows("9", "1"));

TEST_CASE("digits: the next number") {
  CHECK(next_number("0") == "1");
  CHECK(next_number("9") == "10");
  CHECK(next_number("1299") == "1300");
  CHECK(next_number("99999999999999999999") == "100000000000000000000");
}
