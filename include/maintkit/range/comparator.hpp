// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A comparator over SemVer with parts missing, "^1.2", "~1.2.3", ">=1.x": npm's and Cargo's ranges are made of them.
#ifndef MAINTKIT_RANGE_COMPARATOR_HPP
#define MAINTKIT_RANGE_COMPARATOR_HPP

#include <maintkit/detail/digits.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {

enum class comparator_sign : std::uint8_t { none, equal, less, less_equal, greater, greater_equal, tilde, caret };

// "1.2.x": the numbers that are given, before the first that is missing, 'x', 'X' or '*'.
struct partial {
  std::string_view text;  // from the first number on, without build metadata
  std::uint32_t count = 0;
  bool has_prerelease = false;
};

// Reads a partial version; the reader then stands behind it, or says in its fault why not.
constexpr bool read_partial(detail::version_reader& in, partial& p) noexcept;

// Where "1.2" begins.
enum class floor_rule : std::uint8_t {
  release,      // before 1.2.0
  open,         // the same, but 0.0.0 is no bound, as in npm: ">=0.0.0" is "*"
  prereleases,  // before the first pre-release of 1.2.0
};

// What a comparator admits, without regard to the rule for pre-releases.
template <class Range>
constexpr Range admitted(comparator_sign sign, const partial& p, floor_rule floor);

// All pre-releases of the release that `p` names.
template <class Range>
constexpr Range prereleases_of(const partial& p);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace range

namespace detail {

struct comparator_word {
  std::string_view word;
  range::comparator_sign sign;
};

// Takes the sign at the front; in the table a longer one stands before its own beginning.
template <std::size_t N>
constexpr range::comparator_sign take_sign(version_reader& in, const comparator_word (&words)[N]) noexcept {
  for (const comparator_word& row : words) {
    if (!starts_with(in.rest(), row.word)) continue;
    in.at += row.word.size();
    return row.sign;
  }
  return range::comparator_sign::none;
}

constexpr bool is_wildcard(char c) { return c == 'x' || c == 'X' || c == '*'; }

// One number or wildcard; `numbers` counts the numbers as long as there was no wildcard.
constexpr bool read_partial_number(version_reader& in, std::uint32_t i, range::partial& p) noexcept {
  const std::size_t first = in.at;
  if (is_wildcard(in.peek())) {
    ++in.at;
    return true;
  }
  if (!is_digit(in.peek())) return in.refuse(i == 0 ? "a version" : "a digit, 'x' or '*'");
  in.take_number();
  if (is_padded(in.text.substr(first, in.at - first))) {
    return in.refuse({errc::malformed, "a number without leading zeros", first, in.at - first});
  }
  if (p.count == i) ++p.count;
  return true;
}

}  // namespace detail

namespace range {

constexpr bool read_partial(detail::version_reader& in, partial& p) noexcept {
  const std::size_t first = in.at;
  std::uint32_t read = 0;
  do {
    if (!detail::read_partial_number(in, read, p)) return false;
  } while (++read < 3 && in.take('.'));
  constexpr const char* words[] = {"a letter, digit or '-' of a pre-release identifier",
                                   "a letter, digit or '-' of a build identifier"};
  if (read == 3 && in.take('-')) {
    if (!detail::skip_identifiers(in, words[0], false)) return false;
    p.has_prerelease = p.count == 3;
  }
  p.text = in.text.substr(first, in.at - first);
  return read < 3 || !in.take('+') || detail::skip_identifiers(in, words[1], true);
}

}  // namespace range

namespace detail {

// How many numbers stay fixed: "^" keeps the first that is not 0, "~" at most two.
constexpr std::uint32_t fixed_numbers(range::comparator_sign sign, const range::partial& p) noexcept {
  if (sign == range::comparator_sign::tilde) return p.count < 2 ? p.count : 2;
  if (sign != range::comparator_sign::caret) return p.count;
  const version::semver::parts v = version::read_loose(p.text);
  for (std::uint32_t i = 0; i < p.count; ++i) {
    if (!v.core[i].is_zero()) return i + 1;
  }
  return p.count;
}

constexpr version::cut semver_cut(const range::partial& p, version::side where, version::family of = {}) noexcept {
  return version::cut(version::scheme::semver, p.text, where, of);
}

// All from where p begins.
template <class Range>
constexpr Range from_floor(const range::partial& p, range::floor_rule floor) {
  const version::semver::parts v = version::read_loose(p.text);
  const bool zero = v.core[0].is_zero() && v.core[1].is_zero() && v.core[2].is_zero() && v.prerelease.empty();
  if (zero && floor == range::floor_rule::open) return Range::all(version::scheme::semver);
  const bool numbers = p.count < 3 && floor == range::floor_rule::prereleases;
  return Range::behind(semver_cut(p, version::side::before,
                                  numbers ? version::family{version::extent::numbers, p.count} : version::family{}));
}

}  // namespace detail

namespace range {

template <class Range>
constexpr Range admitted(comparator_sign sign, const partial& p, floor_rule floor) {
  using version::extent;
  using version::side;
  const bool whole = p.count == 3;
  const version::family of = whole ? version::family{} : version::family{extent::numbers, p.count};
  if (p.count == 0) {
    const bool nothing = sign == comparator_sign::less || sign == comparator_sign::greater;
    return nothing ? Range::none(version::scheme::semver) : Range::all(version::scheme::semver);
  }
  const version::cut high = detail::semver_cut(p, side::after, of);
  switch (sign) {
    case comparator_sign::less:
      return Range::before(detail::semver_cut(p, side::before, of));
    case comparator_sign::less_equal:
      return Range::before(high);
    case comparator_sign::greater:
      return Range::behind(high);
    case comparator_sign::greater_equal:
      return detail::from_floor<Range>(p, floor);
    case comparator_sign::tilde:
    case comparator_sign::caret: {
      const version::family fixed{extent::numbers, detail::fixed_numbers(sign, p)};
      return detail::from_floor<Range>(p, floor) & Range::before(detail::semver_cut(p, side::after, fixed));
    }
    default:
      if (whole) return Range::between(detail::semver_cut(p, side::before), high);
      return detail::from_floor<Range>(p, floor) & Range::before(high);
  }
}

template <class Range>
constexpr Range prereleases_of(const partial& p) {
  return Range::between(detail::semver_cut(p, version::side::before, {version::extent::numbers, 3}),
                        detail::semver_cut(p, version::side::after, {version::extent::numbers, 3})) &
         Range::all(version::scheme::semver, version::kinds::prereleases);
}

}  // namespace range

namespace detail {

// A version for the cut, as ">=" and "<" take it: the first one behind.
inline std::string semver_bound(const version::cut& c, bool lowest) {
  const version::semver::parts v = version::read_loose(c.text());
  const bool numbers = c.of().extent == version::extent::numbers;
  const bool next = numbers && c.where() == version::side::after;
  std::string out;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const bool given = !numbers || i < c.of().count;
    if (i > 0) out += '.';
    const std::string_view digits = given ? v.core[i].text() : std::string_view("0");
    out += next && i + 1 == c.of().count ? next_number(digits) : std::string(digits);
  }
  if (!numbers && !v.prerelease.empty()) (out += '-') += v.prerelease;
  if (numbers && lowest) out += "-0";
  return out;
}

// Comparators for one interval, joined by `joint`; `exact` stands before a single version. A bound that no pre-release
// crosses begins at the release: ">=1.3.0", not ">=1.3.0-0".
inline std::string semver_interval(const interval& i, std::string_view joint, std::string_view exact) {
  if (i.low != nullptr && i.high != nullptr && i.low->of().extent == version::extent::whole &&
      enclose_one(*i.low, *i.high)) {
    return std::string(exact) + semver_bound(*i.low, false);
  }
  std::string out;
  if (i.low != nullptr) {
    const bool behind = i.low->of().extent == version::extent::whole && i.low->where() == version::side::after;
    const bool lowest = (i.in & version::kinds::prereleases) != version::kinds::none;
    out = (behind ? ">" : ">=") + semver_bound(*i.low, lowest);
  }
  if (i.high != nullptr) {
    const bool with = i.high->of().extent == version::extent::whole && i.high->where() == version::side::after;
    if (!out.empty()) out += joint;
    out += (with ? "<=" : "<") + semver_bound(*i.high, true);
  }
  return out.empty() ? "*" : out;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_COMPARATOR_HPP
