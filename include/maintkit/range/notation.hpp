// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the notations of ranges share: how pre-releases are meant, relations to one version, and the walk over a range's
// intervals that printing begins with.
#ifndef MAINTKIT_RANGE_NOTATION_HPP
#define MAINTKIT_RANGE_NOTATION_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {

using version::are_disjoint;
using version::are_equal;
using version::is_empty;
using version::is_subset;
using version::simplest;

// What a range says of pre-releases. Each notation has a rule of its own, named where it is read; Debian, RPM, vers:
// and plain relations have none: there a pre-release is a version like every other.
enum class prereleases : std::uint8_t {
  by_notation,  // npm and Cargo: of a release that a comparator names; PEP 440: if one is named at all
  include,      // wherever the bounds let them (npm's includePrerelease, packaging's prereleases=True)
  exclude,      // none
};

// Told of each comparator as it is read: its text, the number of its alternative (from 0), and what it admits by
// itself. A reader calls it for npm's "^1.2 || 3.x" with ("^1.2", 0, …) and ("3.x", 1, …). This one does not listen.
struct no_listener {
  template <class Range>
  constexpr void operator()(std::string_view, std::size_t, const Range&) const noexcept {}
};

enum class relation : std::uint8_t { less, less_equal, equal, not_equal, greater_equal, greater };

// All versions that stand in a relation to a family.
template <class Range>
constexpr Range related(relation how, version::scheme s, std::string_view text, version::family of = {});

// A word of a notation and what it means.
struct relation_word {
  std::string_view word;
  relation means;
};

// ---------------------------------------------------------------------------------------------------------------------

template <class Range>
constexpr Range related(relation how, version::scheme s, std::string_view text, version::family of) {
  const version::cut low(s, text, version::side::before, of);
  const version::cut high(s, text, version::side::after, of);
  switch (how) {
    case relation::less:
      return Range::before(low);
    case relation::less_equal:
      return Range::before(high);
    case relation::not_equal:
      return !Range::between(low, high);
    case relation::greater_equal:
      return Range::behind(low);
    case relation::greater:
      return Range::behind(high);
    case relation::equal:
      break;
  }
  return Range::between(low, high);
}

}  // namespace range

namespace detail {

// A scheme's versions with blanks around and a reader's place in them.
constexpr void skip_blanks(version_reader& in) noexcept { in.take_while(is_space); }

constexpr parse_error shifted(parse_error e, std::size_t offset) noexcept {
  e.offset += offset;
  return e;
}

// Takes the word of the table that stands at the front; a longer one comes before its own beginning in the table.
template <std::size_t N>
constexpr const range::relation_word* take_relation(version_reader& in, const range::relation_word (&words)[N]) {
  for (const range::relation_word& row : words) {
    if (!starts_with(in.rest(), row.word)) continue;
    in.at += row.word.size();
    return &row;
  }
  return nullptr;
}

// An interval of a range: what is in between two cuts, of which a null pointer is the end of the order.
struct interval {
  const version::cut* low = nullptr;
  const version::cut* high = nullptr;
  version::kinds in = version::kinds::none;
};

// The stretches where something is in. With `joined`, neighbours that differ in kinds only are one.
template <class Range>
std::vector<interval> intervals(const Range& r, bool joined) {
  std::vector<interval> out;
  version::kinds in = r.first();
  const version::cut* low = nullptr;
  for (std::size_t e = 0; e <= r.size(); ++e) {
    const version::cut* const high = e == r.size() ? nullptr : &r.begin()[e].at;
    const bool touches = !out.empty() && out.back().high == low;
    if (in != version::kinds::none && joined && touches && low != nullptr) {
      out.back().high = high;
      out.back().in = out.back().in | in;
    } else if (in != version::kinds::none) {
      out.push_back({low, high, in});
    }
    if (e < r.size()) in = r.begin()[e].from;
    low = high;
  }
  return out;
}

template <class Range>
std::vector<interval> intervals(const Range&& r, bool joined) = delete;  // they point into it

// Both cuts belong to the same family: "= V".
constexpr bool enclose_one(const version::cut& low, const version::cut& high) noexcept {
  return low.where() == version::side::before && high.where() == version::side::after && low.of() == high.of() &&
         version::compare(low.in(), low.text(), high.text(), low.of()) == 0;
}

inline error cannot_say(std::string_view notation, std::string why) {
  return {errc::unsupported, std::string(notation) + " range", std::move(why)};
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_NOTATION_HPP
