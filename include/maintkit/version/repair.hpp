// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What people get wrong when they write a version, and what they meant. The repairs are tried in order, each upon what
// the ones before have made, until a scheme can read the text: version::suggest().
//
//   " v2025.02 "  blanks  "v2025.02"  'v'  "2025.02"  leading zeros  "2025.2"  a missing number  "2025.2.0"
#ifndef MAINTKIT_VERSION_REPAIR_HPP
#define MAINTKIT_VERSION_REPAIR_HPP

#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct version_repair {
  std::string_view cause;
  std::string (*apply)(std::string_view);
};

// Longer texts are nothing that someone typed.
inline constexpr std::size_t repair_limit = 256;

std::string without_blanks(std::string_view text);
std::string without_prefix(std::string_view text);         // "v", "=", "v."
std::string without_closing_mark(std::string_view text);   // "1.0-", "1.0."
std::string without_leading_zeros(std::string_view text);  // of numbers between dots, hyphens and the ends
std::string with_three_numbers(std::string_view text);     // "1-rc.1" is "1.0.0-rc.1"

inline constexpr version_repair version_repairs[] = {
    {"blanks around it", without_blanks},
    {"a letter in front", without_prefix},
    {"nothing behind the last mark", without_closing_mark},
    {"leading zeros", without_leading_zeros},
    {"a missing number", with_three_numbers},
};

// ---------------------------------------------------------------------------------------------------------------------

inline std::string without_blanks(std::string_view text) { return std::string(trim(text)); }

inline std::string without_prefix(std::string_view text) {
  const std::size_t digit = span_of(text, [](char c) { return c == '=' || c == '.' || lower(c) == 'v'; });
  return std::string(digit < text.size() && is_digit(text[digit]) ? text.substr(digit) : text);
}

inline std::string without_closing_mark(std::string_view text) {
  while (text.size() > 1 && (text.back() == '-' || text.back() == '.' || text.back() == '+')) text.remove_suffix(1);
  return std::string(text);
}

inline std::string without_leading_zeros(std::string_view text) {
  const auto is_mark = [](char c) { return c == '.' || c == '-' || c == '+'; };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = span_of(text.substr(at), [&](char c) { return !is_mark(c); });
    std::string_view word = text.substr(at, length);
    const bool numeric = span_of(word, is_digit) == word.size();
    while (numeric && word.size() > 1 && word.front() == '0') word.remove_prefix(1);
    out += word;
    at += length;
    if (at < text.size()) out += text[at++];
  }
  return out;
}

inline std::string with_three_numbers(std::string_view text) {
  const std::size_t length = span_of(text, [](char c) { return is_digit(c) || c == '.'; });
  std::string out(text.substr(0, length));
  std::size_t dots = 0;
  for (const char c : out) dots += c == '.';
  for (; dots < 2; ++dots) out += ".0";
  return out.append(text.substr(length));
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_REPAIR_HPP
