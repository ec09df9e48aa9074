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
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// `part` compares two versions or two releases, and must not depend on what stands before a run of digits or letters;
// `whole` compares two texts and is asked when the place of the difference does not decide.
template <class Part, class Whole>
constexpr int compare_evr(std::string_view a, std::string_view b, Part part, Whole whole) noexcept;

// ---------------------------------------------------------------------------------------------------------------------

// The beginning of the run of digits or letters in which two texts begin to differ.
constexpr std::size_t fork_of(std::string_view a, std::string_view b) noexcept {
  const std::size_t shorter = a.size() < b.size() ? a.size() : b.size();
  std::size_t at = 0;
  while (at < shorter && a[at] == b[at]) ++at;
  if (at > 0 && is_alpha(a[at - 1])) {
    while (at > 0 && is_alpha(a[at - 1])) --at;
  } else {
    while (at > 0 && is_digit(a[at - 1])) --at;
  }
  return at;
}

constexpr bool begins_with_digit(std::string_view text) { return !text.empty() && is_digit(text.front()); }
constexpr bool begins_with_colon(std::string_view text) { return !text.empty() && text.front() == ':'; }

template <class Part, class Whole>
constexpr int compare_evr(std::string_view a, std::string_view b, Part part, Whole whole) noexcept {
  if (!begins_with_digit(a) || !begins_with_digit(b)) return whole(a, b);
  const std::size_t fork = fork_of(a, b);
  std::string_view x = a.substr(fork);
  std::string_view y = b.substr(fork);
  int order = 0;
  if (begins_with_digit(x) && begins_with_digit(y)) {
    const version::number n = version::take_number(x);
    const version::number m = version::take_number(y);
    order = version::compare(n, m);
    // Digits and a colon are an epoch; a fork further on has it behind it.
    if (fork == 0 && (begins_with_colon(x) || begins_with_colon(y))) {
      order =
          version::compare(begins_with_colon(x) ? n : version::number(), begins_with_colon(y) ? m : version::number());
      return order != 0 ? order : whole(a, b);
    }
  }
  if (order != 0 && a.substr(0, fork).find('-') == std::string_view::npos) return order;

  // What differs decides where it stands in the same part: behind the last hyphen, or before it, in both.
  const std::size_t hyphen_a = a.rfind('-');
  const std::size_t hyphen_b = b.rfind('-');
  const bool behind_a = hyphen_a != std::string_view::npos && hyphen_a < fork;
  const bool behind_b = hyphen_b != std::string_view::npos && hyphen_b < fork;
  if (behind_a != behind_b) return whole(a, b);
  if (order != 0) return order;
  if (behind_a) return part(a.substr(fork), b.substr(fork));
  order = part(a.substr(0, hyphen_a).substr(fork), b.substr(0, hyphen_b).substr(fork));
  return order != 0 ? order : whole(a, b);
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_EVR_HPP
