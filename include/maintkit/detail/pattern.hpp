// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Globs for the names of files: "*" is any run of bytes, "?" one byte, the rest stands for itself. No recursion and no
// heap; at most text × glob steps.
//
//   glob_matches("*.tar.gz", "sample-1.2.tar.gz")   yes
#ifndef MAINTKIT_DETAIL_PATTERN_HPP
#define MAINTKIT_DETAIL_PATTERN_HPP

#include <maintkit/detail/config.hpp>

#include <cstddef>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// Does the whole text fit?
constexpr bool glob_matches(std::string_view glob, std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

// A star first takes nothing. On a mismatch only the last star takes one byte more: what an earlier one could have
// taken in its place, the last one can take too.
constexpr bool glob_matches(std::string_view glob, std::string_view text) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t g = 0;
  std::size_t star = none;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      resume = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != none) {
      g = star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATTERN_HPP
