// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// npm's ranges over SemVer, as node's `semver` reads them: "^1.2.3", "~1.2", "1.x", "1.2 - 2.3", ">=1 <3", "a || b".
//
//   const auto r = range::npm::parse("^1.2.3-beta.2 || 3.x");      r->has(*version::parse(scheme::semver, "1.9.0"))
//
// By its own rule a pre-release is in only if a comparator of its alternative names a pre-release of the same release:
// 1.2.3-beta.4 is in ^1.2.3-beta.2, and 1.2.4-beta.2 is not.
#ifndef MAINTKIT_RANGE_NPM_HPP
#define MAINTKIT_RANGE_NPM_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/comparator.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace npm {

// Reads a whole text, which must outlive the range. Errors: malformed or incomplete, and limit where a static_range is
// too small.
template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy = prereleases::by_notation,
                              Listener listener = {});

// Comparators that parse(…, policy) reads as the same set; unsupported if there are none, as npm has no words for most
// sets of pre-releases.
inline result<std::string> to_string(const version::range& r, prereleases policy = prereleases::by_notation);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace npm
}  // namespace range

namespace detail {

inline constexpr comparator_word npm_words[] = {
    {"<=", range::comparator_sign::less_equal}, {">=", range::comparator_sign::greater_equal},
    {"<", range::comparator_sign::less},        {">", range::comparator_sign::greater},
    {"=", range::comparator_sign::equal},       {"~>", range::comparator_sign::tilde},
    {"~", range::comparator_sign::tilde},       {"^", range::comparator_sign::caret},
};

// One alternative while it is read: what all comparators admit, and whose pre-releases are named.
template <class Range>
struct npm_alternative {
  Range in = Range::all(version::scheme::semver);
  Range named = Range::none(version::scheme::semver);
  Range beyond = Range::all(version::scheme::semver);  // ">1.2" alone, the furthest
  bool low_prereleases = false;

  constexpr range::floor_rule floor() const noexcept {
    return low_prereleases ? range::floor_rule::prereleases : range::floor_rule::open;
  }
  constexpr bool is_any() const noexcept { return in.size() == 0 && in.first() == version::kinds::all; }

  constexpr Range add(range::comparator_sign sign, const range::partial& p) {
    Range one = range::admitted<Range>(sign, p, floor());
    in = in & one;
    if (p.has_prerelease) named = named | range::prereleases_of<Range>(p);
    const bool next = sign == range::comparator_sign::greater && p.count > 0 && p.count < 3;
    if (next && !low_prereleases) beyond = beyond & one;
    return one;
  }
};

// ">1.2" is ">=1.3.0" in npm, and lets none of 1.3.0's pre-releases in even where another comparator names them.
template <class Range>
constexpr Range npm_named(const npm_alternative<Range>& a) {
  Range named = a.named;
  if (a.beyond.size() == 0) return named;
  const version::cut& low = a.beyond.begin()->at;
  const semver_floor floor = floor_behind(low, false);
  for (const version::edge& e : a.named) {
    if (e.from == version::kinds::none || compare_floor(floor, version::read_loose(e.at.text()).core, 3) != 0) continue;
    const version::cut high(version::scheme::semver, e.at.text(), version::side::after, {version::extent::numbers, 3});
    named = named & !Range::between(e.at, high);
  }
  return named;
}

template <class Range>
constexpr Range npm_with_policy(const npm_alternative<Range>& a, range::prereleases policy) {
  using version::kinds;
  if (policy == range::prereleases::include) return a.in;
  const Range releases = a.in & Range::all(version::scheme::semver, kinds::releases);
  return policy == range::prereleases::exclude ? releases : releases | (a.in & npm_named(a));
}

// "v", "=" and blanks before a version mean nothing.
constexpr bool is_npm_lead(char c) { return c == 'v' || c == '=' || is_space(c); }

// " - " and a version behind the first one: an inclusive interval. Both ends take in all that begins with them.
template <class Range, class Listener>
constexpr bool read_hyphen(version_reader& in, const range::partial& low, npm_alternative<Range>& a, std::size_t first,
                           std::size_t number, Listener& listener) {
  using version::extent;
  skip_blanks(in);
  ++in.at;
  in.take_while(is_npm_lead);
  range::partial high;
  if (!range::read_partial(in, high)) return false;
  Range one = Range::all(version::scheme::semver);
  if (low.count > 0 && a.low_prereleases && !low.has_prerelease) {
    one = one & Range::behind(semver_cut(low, version::side::before, {extent::numbers, low.count}));
  } else if (low.count > 0) {
    one = one & from_floor<Range>(low, a.floor());
  }
  if (high.count > 0) {
    const bool numbers = high.count < 3 || (a.low_prereleases && !high.has_prerelease);
    const version::family of = numbers ? version::family{extent::numbers, high.count} : version::family{};
    one = one & Range::before(semver_cut(high, version::side::after, of));
  }
  a.in = a.in & one;
  if (low.has_prerelease) a.named = a.named | range::prereleases_of<Range>(low);
  if (high.has_prerelease) a.named = a.named | range::prereleases_of<Range>(high);
  listener(in.text.substr(first, in.at - first), number, one);
  return true;
}

// Does a hyphen between blanks stand ahead?
constexpr bool at_hyphen(const version_reader& in) noexcept {
  const std::size_t blanks = span_of(in.rest(), is_space);
  return blanks > 0 && in.peek(blanks) == '-' && is_space(in.peek(blanks + 1));
}

constexpr bool at_npm_end(const version_reader& in) noexcept { return in.at_end() || starts_with(in.rest(), "||"); }

template <class Range, class Listener>
constexpr bool read_npm_alternative(version_reader& in, npm_alternative<Range>& a, std::size_t number,
                                    Listener& listener) {
  skip_blanks(in);
  for (bool only = true; !at_npm_end(in); only = false) {
    const std::size_t first = in.at;
    const range::comparator_sign sign = take_sign(in, npm_words);
    in.take_while(is_npm_lead);
    range::partial p;
    if (!range::read_partial(in, p)) return false;
    const bool hyphen = only && sign == range::comparator_sign::none && at_hyphen(in);
    if (hyphen) {
      if (!read_hyphen(in, p, a, first, number, listener)) return false;
    } else {
      const Range one = a.add(sign, p);
      listener(in.text.substr(first, in.at - first), number, one);
    }
    const std::size_t behind = in.at;
    skip_blanks(in);
    if (!at_npm_end(in) && hyphen) return in.refuse("'||' or the end");
    if (!at_npm_end(in) && in.at == behind) return in.refuse("a blank, '||' or the end");
  }
  return true;
}

}  // namespace detail

namespace range {
namespace npm {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy, Listener listener) {
  detail::version_reader in{text};
  Range all = Range::none(version::scheme::semver);
  bool any = false;
  for (std::size_t number = 0;; ++number) {
    detail::npm_alternative<Range> a;
    a.low_prereleases = policy == prereleases::include;
    if (!detail::read_npm_alternative(in, a, number, listener)) return in.fault;
    any = any || a.is_any();
    all = all | detail::npm_with_policy(a, policy);
    if (all.full()) return parse_error{errc::limit, "fewer intervals", 0, text.size()};
    if (in.at_end()) break;
    in.at += 2;
  }
  // "*" swallows the other alternatives, and the pre-releases that they name.
  if (any && policy == prereleases::by_notation) return Range::all(version::scheme::semver, version::kinds::releases);
  return all;
}

inline result<std::string> to_string(const version::range& r, prereleases policy) {
  const version::range set = simplest(r);
  for (const bool joined : {true, false}) {
    std::string out;
    for (const detail::interval& i : detail::intervals(set, joined)) {
      if (!out.empty()) out += " || ";
      detail::interval low = i;
      if (joined && policy == prereleases::by_notation) low.in = i.in & version::kinds::releases;
      out += detail::semver_interval(low, " ", "");
    }
    if (out.empty()) out = "<0.0.0-0";
    const auto back = parse(out, policy);
    if (back && are_equal(*back, r)) return out;
  }
  return detail::cannot_say("npm", "comparators can't let in these pre-releases and no others");
}

}  // namespace npm
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_NPM_HPP
