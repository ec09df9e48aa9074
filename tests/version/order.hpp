// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Tables of comparisons, read at compile time and again at run time, both ways round.
//
//   constexpr order_row rows[] = {{"1.0~rc1", '<', "1.0"}};      static_assert(all_hold(scheme::deb, rows));
#ifndef MAINTKIT_TESTS_VERSION_ORDER_HPP
#define MAINTKIT_TESTS_VERSION_ORDER_HPP

#include <maintkit/version.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
namespace test {

struct order_row {
  std::string_view a;
  char sign;
  std::string_view b;
};

struct fault_row {
  std::string_view text;
  errc code;
  std::size_t offset;
  std::size_t length;
  std::string_view expected;
};

constexpr int order_of(char sign) { return sign == '<' ? -1 : sign == '>' ? 1 : 0; }

// By key, both ways, and by text.
constexpr bool holds(version::scheme s, const order_row& row) {
  const auto a = version::parse(s, row.a);
  const auto b = version::parse(s, row.b);
  if (!a || !b) return false;
  const int order = order_of(row.sign);
  return version::compare(*a, *b) == order && version::compare(*b, *a) == -order && version::compare(*a, *a) == 0 &&
         detail::rules_of(s).compare(row.a, row.b) == order && detail::rules_of(s).compare(row.b, row.a) == -order;
}

template <std::size_t N>
constexpr bool all_hold(version::scheme s, const order_row (&rows)[N]) {
  for (const order_row& row : rows) {
    if (!holds(s, row)) return false;
  }
  return true;
}

// The same with names for what does not hold, and with the sort keys.
inline void check_order(version::scheme s, std::string_view a, char sign, std::string_view b) {
  CAPTURE(a);
  CAPTURE(sign);
  CAPTURE(b);
  CHECK(holds(s, {a, sign, b}));
  const auto x = version::parse(s, a);
  const auto y = version::parse(s, b);
  REQUIRE(x);
  REQUIRE(y);
  const int by_key = version::sort_key(*x).compare(version::sort_key(*y));
  CHECK((by_key > 0) - (by_key < 0) == order_of(sign));
  CHECK((version::hash(*x) == version::hash(*y) || sign != '='));
}

template <std::size_t N>
void check_orders(version::scheme s, const order_row (&rows)[N]) {
  for (const order_row& row : rows) check_order(s, row.a, row.sign, row.b);
}

template <std::size_t N>
void check_faults(version::scheme s, const fault_row (&rows)[N]) {
  for (const fault_row& row : rows) {
    CAPTURE(row.text);
    const auto read = version::parse(s, row.text);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == row.code);
    CHECK(read.error().offset == row.offset);
    CHECK(read.error().length == row.length);
    CHECK(std::string_view(read.error().expected) == row.expected);
  }
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_VERSION_ORDER_HPP
