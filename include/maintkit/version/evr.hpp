// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What Debian's and RPM's versions share: the form [EPOCH:]VERSION[-RELEASE]. Two of them are compared from where they
// begin to differ; most pairs are decided there, by one number, without looking at what they have in common.
//
//   "2.36-9+deb12u7"          the numbers 7 and 13 decide: both stand behind the last hyphen
//   "2.36-9+deb12u13"
#ifndef MAINTKIT_VERSION_EVR_HPP
#define MAINTKIT_VERSION_EVR_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/version/key.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// `part` compares two versions or two releases, and must not depend on what stands before a run of digits or letters;
// `fork` gives their order by the characters at a place up to which they are equal, not within a number, or 0; `whole`
// compares two texts and is asked when the place of the difference does not decide.
template <class Part, class Fork, class Whole>
constexpr int compare_evr(std::string_view a, std::string_view b, Part part, Fork fork, Whole whole) noexcept;

// ---------------------------------------------------------------------------------------------------------------------

// Where two texts begin to differ, eight bytes at a time: which of eight it is costs no branch.
constexpr std::size_t mismatch_of(std::string_view a, std::string_view b) noexcept {
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  std::size_t at = 0;
  if (shorter == 0 || a[0] != b[0]) return 0;  // most pairs that have nothing to do with each other
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (!__builtin_is_constant_evaluated() && shorter >= 8) {
    for (;; at = at + 16 <= shorter ? at + 8 : shorter - 8) {
      std::uint64_t x = 0;
      std::uint64_t y = 0;
      __builtin_memcpy(&x, a.data() + at, 8);
      __builtin_memcpy(&y, b.data() + at, 8);
      if (x != y) return at + static_cast<std::size_t>(__builtin_ctzll(x ^ y)) / 8;
      if (at + 8 == shorter) return shorter;
    }
  }
#endif
  while (at < shorter && a[at] == b[at]) ++at;
  return at;
}

// The beginning of the run of digits or letters around `at`.
constexpr std::size_t run_around(std::string_view a, std::size_t at) noexcept {
  if (at > 0 && is_alpha(a[at - 1])) {
    while (at > 0 && is_alpha(a[at - 1])) --at;
  } else {
    while (at > 0 && is_digit(a[at - 1])) --at;
  }
  return at;
}

// The order of two numbers by the digits from where they begin to differ: the longer one is more. 0 where that takes a
// closer look: one is no number, may be an epoch, or may have zeros in front.
constexpr int compare_forked_numbers(std::string_view a, std::string_view b, std::size_t at) noexcept {
  const auto end_of = [at](std::string_view text) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end;
  };
  const std::size_t end_a = end_of(a);
  const std::size_t end_b = end_of(b);
  const bool within = at > 0 && is_digit(a[at - 1]);
  if (!within && (end_a == at || end_b == at)) return 0;
  if ((end_a < a.size() && a[end_a] == ':') || (end_b < b.size() && b[end_b] == ':')) return 0;
  if (end_a == end_b) return end_a == at ? 0 : a[at] < b[at] ? -1 : 1;
  const char first = within ? a[at - 1] : end_a > end_b ? a[at] : b[at];
  if (first == '0') return 0;
  return end_a < end_b ? -1 : 1;
}

constexpr bool begins_with_digit(std::string_view text) { return !text.empty() && is_digit(text.front()); }

constexpr bool has_digit_or_colon(std::string_view text, std::size_t at) {
  return at < text.size() && (is_digit(text[at]) || text[at] == ':');
}

// May characters be compared at `at` as they are? Not within a number, and not where one ends an epoch.
constexpr bool is_open_fork(std::string_view a, std::string_view b, std::size_t at) noexcept {
  if (at > 0 && is_digit(a[at - 1])) return !has_digit_or_colon(a, at) && !has_digit_or_colon(b, at);
  return true;
}

// As compare_evr(), where the difference lies in one part of both, with what stands before it.
template <class Part, class Fork, class Whole>
constexpr int compare_evr_part(std::string_view a, std::string_view b, std::size_t at, Part part, Fork fork,
                               Whole whole) noexcept {
  if (is_open_fork(a, b, at)) {
    if (const int order = fork(a, b, at); order != 0) return order;
  }
  const std::size_t run = run_around(a, at);
  const std::string_view x = a.substr(run);
  const std::string_view y = b.substr(run);
  return run == 0 && begins_with_digit(x) && begins_with_digit(y) ? whole() : part(x, y);
}

// What differs decides where it stands in the same part: behind the last hyphen, or before it, in both. `order` is that
// of two numbers at the place, or 0.
template <class Part, class Fork, class Whole>
[[gnu::noinline]] constexpr int compare_evr_from(std::string_view a, std::string_view b, std::size_t at, int order,
                                                 Part part, Fork fork, Whole whole) noexcept {
  const std::size_t hyphen_a = a.rfind('-');
  const std::size_t hyphen_b = b.rfind('-');
  const bool behind_a = hyphen_a != std::string_view::npos && hyphen_a < at;
  const bool behind_b = hyphen_b != std::string_view::npos && hyphen_b < at;
  if (behind_a != behind_b) return whole(a, b);
  if (order != 0) return order;
  if (!behind_a) {
    order = compare_evr_part(a.substr(0, hyphen_a), b.substr(0, hyphen_b), at, part, fork, [&] { return whole(a, b); });
  } else {
    order = compare_evr_part(a, b, at, part, fork, [] { return 0; });
  }
  return order != 0 ? order : whole(a, b);
}

template <class Part, class Fork, class Whole>
constexpr int compare_evr(std::string_view a, std::string_view b, Part part, Fork fork, Whole whole) noexcept {
  if (!begins_with_digit(a) || !begins_with_digit(b)) return whole(a, b);
  const std::size_t at = mismatch_of(a, b);
  const int order = compare_forked_numbers(a, b, at);
  if (order != 0 && (at == 0 || a.substr(0, at).find('-') == std::string_view::npos)) return order;
  return compare_evr_from(a, b, at, order, part, fork, whole);
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_EVR_HPP
