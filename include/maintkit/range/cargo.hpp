// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Cargo's version requirements over SemVer: comparators with commas between them, all of which must hold. A version
// without a sign is a caret: "1.2.3" is "^1.2.3". There is no "or".
//
//   const auto r = range::cargo::parse(">=1.2, <1.5");      range::cargo::parse("1.2 3")   // expected ',' or the end
//
// By its own rule a pre-release is in only if a comparator names a pre-release of the same release.
#ifndef MAINTKIT_RANGE_CARGO_HPP
#define MAINTKIT_RANGE_CARGO_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/comparator.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace cargo {

template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy = prereleases::by_notation,
                              Listener listener = {});

// A requirement that parse(…, policy) reads as the same set; unsupported if there is none: two intervals need an "or".
inline result<std::string> to_string(const version::range& r, prereleases policy = prereleases::by_notation);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace cargo
}  // namespace range

namespace detail {

inline constexpr comparator_word cargo_words[] = {
    {"<=", range::comparator_sign::less_equal}, {">=", range::comparator_sign::greater_equal},
    {"<", range::comparator_sign::less},        {">", range::comparator_sign::greater},
    {"=", range::comparator_sign::equal},       {"~", range::comparator_sign::tilde},
    {"^", range::comparator_sign::caret},
};

// Behind a wildcard there are only wildcards, and no pre-release.
constexpr bool ends_in_wildcards(version_reader& in, const range::partial& p, std::size_t first) noexcept {
  bool wild = false;
  for (std::size_t i = 0; i < p.text.size(); ++i) {
    const char c = p.text[i];
    if (p.count == 3 && c == '-') break;
    if (wild && c != '.' && !is_wildcard(c)) return in.refuse({errc::malformed, "'*' behind '*'", first + i, 1});
    wild = wild || is_wildcard(c);
  }
  return true;
}

}  // namespace detail

namespace range {
namespace cargo {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy, Listener listener) {
  using version::kinds;
  constexpr auto s = version::scheme::semver;
  detail::version_reader in{text};
  Range all = Range::all(s);
  Range named = Range::none(s);
  do {
    detail::skip_blanks(in);
    const std::size_t first = in.at;
    comparator_sign sign = detail::take_sign(in, detail::cargo_words);
    detail::skip_blanks(in);
    const std::size_t number = in.at;
    partial p;
    if (!read_partial(in, p) || !detail::ends_in_wildcards(in, p, number)) return in.fault;
    const bool wild = p.text.find_first_of("xX*") < p.text.find('-');
    if (sign == comparator_sign::none) sign = wild ? comparator_sign::equal : comparator_sign::caret;
    const bool include = policy == prereleases::include;
    const Range one = admitted<Range>(sign, p, include ? floor_rule::prereleases : floor_rule::release);
    all = all & one;
    if (p.has_prerelease) named = named | prereleases_of<Range>(p);
    listener(text.substr(first, in.at - first), 0, one);
    detail::skip_blanks(in);
  } while (in.take(','));
  if (!in.at_end()) {
    in.refuse("',' or the end");
    return in.fault;
  }
  if (all.full() || named.full()) return parse_error{errc::limit, "fewer intervals", 0, text.size()};
  if (policy == prereleases::include) return all;
  const Range releases = all & Range::all(s, kinds::releases);
  return policy == prereleases::exclude ? releases : releases | (all & named);
}

inline result<std::string> to_string(const version::range& r, prereleases policy) {
  const auto set = simplest(r);
  const auto parts = detail::intervals(set, true);
  std::string out = parts.empty() ? "<0.0.0-0" : "";
  for (detail::interval i : parts) {
    if (policy == prereleases::by_notation) i.in = i.in & version::kinds::releases;
    out += out.empty() ? detail::semver_interval(i, ", ", "=") : "";
  }
  if (parts.size() > 1)
    return detail::cannot_say("cargo", "has no \"or\" for " + std::to_string(parts.size()) + " intervals");
  const auto back = parse(out, policy);
  if (back && are_equal(*back, r)) return out;
  return detail::cannot_say("cargo", "comparators can't let in these pre-releases and no others");
}

}  // namespace cargo
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_CARGO_HPP
