// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/scan.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace scan = maintkit::detail;

TEST_CASE("classes are ASCII, whatever the locale") {
  for (int i = 0; i < 256; ++i) {
    const auto c = static_cast<char>(i);
    CHECK(scan::is_digit(c) == (i >= 48 && i <= 57));
    CHECK(scan::is_alpha(c) == ((i >= 65 && i <= 90) || (i >= 97 && i <= 122)));
    CHECK(scan::is_space(c) == (i == 32 || (i >= 9 && i <= 13)));
    CHECK(scan::lower(c) == static_cast<char>(i >= 65 && i <= 90 ? i + 32 : i));
    const int value = i >= 48 && i <= 57 ? i - 48 : i >= 65 && i <= 70 ? i - 55 : i >= 97 && i <= 102 ? i - 87 : -1;
    CHECK(scan::hex_value(c) == value);
  }
}

TEST_CASE("a whole number is digits only, and fits") {
  const struct {
    std::string_view text;
    bool fits;
    std::uint64_t value;
  } table[] = {
      {"0", true, 0},
      {"007", true, 7},
      {"18446744073709551615", true, UINT64_MAX},
      {"18446744073709551616", false, 0},
      {"99999999999999999999", false, 0},
      {"", false, 0},
      {"-1", false, 0},
      {"+1", false, 0},
      {" 1", false, 0},
      {"1 ", false, 0},
      {"1x", false, 0},
      {std::string_view("1\0", 2), false, 0},
  };
  for (const auto& row : table) {
    const auto got = scan::whole_number(row.text);
    CHECK(got.has_value() == row.fits);
    if (row.fits) CHECK(got == row.value);
  }
  static_assert(scan::whole_number<std::uint8_t>("255") == 255);
  static_assert(!scan::whole_number<std::uint8_t>("256"));
  static_assert(!scan::whole_number<std::uint8_t>("260"));
}

TEST_CASE("UTF-8 as RFC 3629 has it") {
  const struct {
    std::string_view text;
    std::size_t fault;
  } table[] = {
      {"plain", std::string_view::npos},
      {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", std::string_view::npos},
      {"\xf4\x8f\xbf\xbf", std::string_view::npos},  // U+10FFFF, the last
      {"a\x80", 1},                                  // a continuation without a start
      {"a\xc3", 1},                                  // cut
      {"\xc0\x80", 0},                               // overlong NUL
      {"\xe0\x9f\xbf", 0},                           // overlong
      {"\xf0\x8f\xbf\xbf", 0},                       // overlong
      {"\xed\xa0\x80", 0},                           // a surrogate
      {"\xf4\x90\x80\x80", 0},                       // past U+10FFFF
      {"ok\xff", 2},
  };
  for (const auto& row : table) CHECK(scan::utf8_fault(row.text) == row.fault);
}

TEST_CASE("pieces of a text") {
  std::string_view rest = "a:b:";
  CHECK(scan::take_until(rest, ':') == "a");
  CHECK(scan::take_until(rest, ':') == "b");
  CHECK(rest.empty());
  CHECK(scan::take_until(rest, ':').empty());
  CHECK(scan::trim(" \t a b \r\n") == "a b");
  CHECK(scan::trim(" \n ").empty());
  CHECK(scan::span_of("123abc", scan::is_digit) == 3);
  CHECK(scan::starts_with("abc", "ab"));
  CHECK_FALSE(scan::starts_with("a", "ab"));
  CHECK(scan::ends_with("abc", "bc"));
  CHECK_FALSE(scan::ends_with("c", "bc"));
  CHECK(scan::equal_ignoring_case("AbC", "aBc"));
  CHECK_FALSE(scan::equal_ignoring_case("ab", "abc"));
}
