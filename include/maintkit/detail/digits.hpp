// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Whole numbers as digits, of any length: the one that comes next.
//
//   next_number("99") == "100"      follows("99", "100")
#ifndef MAINTKIT_DETAIL_DIGITS_HPP
#define MAINTKIT_DETAIL_DIGITS_HPP

#include <maintkit/detail/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// Digits plus one.
inline std::string next_number(std::string_view digits) {
  std::string out(digits);
  std::size_t at = out.size();
  while (at > 0 && out[at - 1] == '9') out[--at] = '0';
  if (at == 0) return "1" + out;
  ++out[at - 1];
  return out;
}

// Is b the number that comes next to a? Neither has zeros in front.
constexpr bool follows(std::string_view a, std::string_view b) noexcept {
  std::size_t nines = 0;
  while (nines < a.size() && a[a.size() - 1 - nines] == '9') ++nines;
  const std::size_t kept = a.size() - nines;
  if (b.size() != a.size() + (kept == 0 ? 1 : 0)) return false;
  for (std::size_t i = b.size() - nines; i < b.size(); ++i) {
    if (b[i] != '0') return false;
  }
  if (kept == 0) return b.front() == '1';
  return a.substr(0, kept - 1) == b.substr(0, kept - 1) && a[kept - 1] + 1 == b[kept - 1];
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_DIGITS_HPP
