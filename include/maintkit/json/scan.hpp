// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The bytes of JSON tokens: where plain characters end, what a number is, what four digits of an escape mean.
#ifndef MAINTKIT_JSON_SCAN_HPP
#define MAINTKIT_JSON_SCAN_HPP

#include <maintkit/detail/block.hpp>
#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace json {
namespace detail {

using maintkit::detail::block;

// The first byte from `at` that can't stand in a string as it is: quote, backslash, control or not ASCII.
[[gnu::always_inline]] inline const char* plain_end(const char* at, const char* end) {
  return maintkit::detail::find_special(
      at, end, [](const block& b) { return b.equal('"') | b.equal('\\') | b.control_or_not_ascii(); },
      [](char c) { return c == '"' || c == '\\' || static_cast<signed char>(c) < 0x20; });
}

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

inline const char* space_end(const char* at, const char* end) {
  while (at != end && is_space(*at)) ++at;
  return at;
}

// RFC 8259, section 6, as a machine: number = [ "-" ] int [ frac ] [ exp ]. Rows are states, columns kinds of byte; 0
// ends the number.
enum number_state : std::uint8_t { stop, start, minus, zero, integer, point, fraction, e, sign, exponent };
inline constexpr std::uint8_t number_steps[][7] = {
    // 0        1-9       -      +     .      e E   other
    {stop, stop, stop, stop, stop, stop, stop},          // stop
    {zero, integer, minus, stop, stop, stop, stop},      // start
    {zero, integer, stop, stop, stop, stop, stop},       // minus
    {stop, stop, stop, stop, point, e, stop},            // zero
    {integer, integer, stop, stop, point, e, stop},      // integer
    {fraction, fraction, stop, stop, stop, stop, stop},  // point
    {fraction, fraction, stop, stop, stop, e, stop},     // fraction
    {exponent, exponent, sign, sign, stop, stop, stop},  // e
    {exponent, exponent, stop, stop, stop, stop, stop},  // sign
    {exponent, exponent, stop, stop, stop, stop, stop},  // exponent
};

constexpr bool is_number(std::uint8_t state) {
  return state == zero || state == integer || state == fraction || state == exponent;
}

// The column of a byte.
constexpr std::array<std::uint8_t, 256> number_kind_table() {
  std::array<std::uint8_t, 256> kinds{};
  for (std::uint8_t& kind : kinds) kind = 6;
  for (std::size_t c = '1'; c <= '9'; ++c) kinds[c] = 1;
  kinds['0'] = 0;
  kinds['-'] = 2;
  kinds['+'] = 3;
  kinds['.'] = 4;
  kinds['e'] = kinds['E'] = 5;
  return kinds;
}
inline constexpr std::array<std::uint8_t, 256> number_kinds = number_kind_table();

constexpr std::uint8_t number_step(std::uint8_t state, char c) {
  return number_steps[state][number_kinds[static_cast<unsigned char>(c)]];
}

// The value of four hexadecimal digits, or -1.
constexpr int hex4(const char* digits) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = maintkit::detail::hex_value(digits[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

// An escape: what it stands for, and how many bytes it takes. No bytes: it is cut (`expected` is empty), or wrong.
struct escape {
  char32_t code = 0;
  std::size_t length = 0;
  const char* expected = "";
};

// Reads the escape at the front, RFC 8259, section 7: a character past U+FFFF is two of them, a surrogate pair.
constexpr escape read_escape(std::string_view text) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  constexpr std::string_view lead = "\\u";
  if (text.size() < 2) return {};
  const std::size_t named = letters.find(text[1]);
  if (named != std::string_view::npos) return {static_cast<char32_t>(meanings[named]), 2, ""};
  if (text[1] != 'u') return {0, 0, "one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u"};
  if (text.size() < 6) return {};
  const int code = hex4(text.data() + 2);
  if (code < 0) return {0, 0, "four hexadecimal digits"};
  if (code < 0xd800 || code > 0xdfff) return {static_cast<char32_t>(code), 6, ""};
  if (code > 0xdbff) return {0, 0, "a high surrogate before the low one"};
  const std::string_view behind = text.substr(6);
  if (behind.size() < 6 && lead.substr(0, behind.size()) == behind.substr(0, lead.size())) return {};
  const int low = maintkit::detail::starts_with(behind, lead) ? hex4(behind.data() + 2) : -1;
  if (low < 0xdc00 || low > 0xdfff) return {0, 0, "a low surrogate behind the high one"};
  return {static_cast<char32_t>(0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)), 12, ""};
}

}  // namespace detail
}  // namespace json
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_JSON_SCAN_HPP
