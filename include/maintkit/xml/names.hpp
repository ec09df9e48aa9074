// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which characters XML 1.0 (fifth edition) allows in a document, and which in names.
#ifndef MAINTKIT_XML_NAMES_HPP
#define MAINTKIT_XML_NAMES_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// Production [2] Char.
constexpr bool is_character(char32_t code);
// Production [4] NameStartChar.
constexpr bool is_name_start(char32_t code);
// Production [4a] NameChar.
constexpr bool is_name_character(char32_t code);

// Production [3] S.
constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The length in bytes of the character at the front of a UTF-8 text, or 0 if XML doesn't allow it.
constexpr std::size_t character_length(std::string_view text);

// Where the name ends that begins at `at`; `at` if none does. A character that the text's end cuts counts as a part of
// the name, so that the end is reached and more text asked for.
inline const char* name_end(const char* at, const char* end);
// The same without the rule for the first character.
inline const char* name_part_end(const char* at, const char* end);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct range {
  char32_t first, last;
};

inline constexpr range name_starts[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},         {0xc0, 0xd6},     {0xd8, 0xf6},
    {0xf8, 0x2ff},    {0x370, 0x37d},   {0x37f, 0x1fff},  {0x200c, 0x200d},   {0x2070, 0x218f}, {0x2c00, 0x2fef},
    {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff},
};
inline constexpr range name_continuations[] = {
    {'-', '.'}, {'0', '9'}, {0xb7, 0xb7}, {0x300, 0x36f}, {0x203f, 0x2040},
};

template <std::size_t N>
constexpr bool contains(const range (&ranges)[N], char32_t code) {
  for (const range& r : ranges) {
    if (code >= r.first && code <= r.last) return true;
  }
  return false;
}

// For each ASCII byte whether it may be in a name.
constexpr std::array<bool, 256> ascii_name_table() {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 128; ++c) table[c] = contains(name_starts, c) || contains(name_continuations, c);
  return table;
}
inline constexpr std::array<bool, 256> ascii_names = ascii_name_table();

// The code point of a valid sequence of `length` bytes.
constexpr char32_t decoded(const char* at, std::size_t length) {
  char32_t code = static_cast<unsigned char>(at[0]);
  if (length > 1) code &= 0x7fu >> length;
  for (std::size_t i = 1; i < length; ++i) code = (code << 6) | (static_cast<unsigned char>(at[i]) & 0x3fu);
  return code;
}

}  // namespace detail

constexpr bool is_character(char32_t code) {
  if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}
constexpr bool is_name_start(char32_t code) { return detail::contains(detail::name_starts, code); }
constexpr bool is_name_character(char32_t code) {
  return is_name_start(code) || detail::contains(detail::name_continuations, code);
}

constexpr std::size_t character_length(std::string_view text) {
  const std::size_t n = maintkit::detail::utf8_sequence(text);
  return n != 0 && is_character(detail::decoded(text.data(), n)) ? n : 0;
}

inline const char* name_part_end(const char* at, const char* end) {
  for (;;) {
    while (at != end && detail::ascii_names[static_cast<unsigned char>(*at)]) ++at;
    if (at == end || static_cast<signed char>(*at) >= 0) return at;
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    const std::size_t n = maintkit::detail::utf8_sequence(rest);
    if (n == 0) return maintkit::detail::utf8_is_cut(rest) ? end : at;
    if (!is_name_character(detail::decoded(at, n))) return at;
    at += n;
  }
}

inline const char* name_end(const char* at, const char* end) {
  if (at == end) return at;
  const std::size_t n = maintkit::detail::utf8_sequence({at, static_cast<std::size_t>(end - at)});
  return n == 0 || is_name_start(detail::decoded(at, n)) ? name_part_end(at, end) : at;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_NAMES_HPP
