// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The relations of Debian's dependencies (Policy 7.1), ">= 1.0, << 2": << <= = >= >>, and the obsolete < and >, which
// dpkg reads as <= and >=. All must hold; a dependency on something else behind '|' is no matter of one package's
// version.
//
//   const auto r = range::debian::parse(">= 1.0~rc1, << 2");
//
// There is no rule for pre-releases: 1.0~rc1 is before 1.0, and so not in ">= 1.0".
#ifndef MAINTKIT_RANGE_DEBIAN_HPP
#define MAINTKIT_RANGE_DEBIAN_HPP

#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/range/relations.hpp>
#include <maintkit/version/debian.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace debian {

template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, Listener listener = {});

// Unsupported for what is not one interval.
inline result<std::string> to_string(const version::range& r);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace debian
}  // namespace range

namespace detail {

inline constexpr range::relation_word debian_words[] = {
    {"<<", range::relation::less},          {"<=", range::relation::less_equal}, {">>", range::relation::greater},
    {">=", range::relation::greater_equal}, {"=", range::relation::equal},       {"<", range::relation::less_equal},
    {">", range::relation::greater_equal},
};
inline constexpr relation_rules debian_relations = {version::scheme::deb,   "deb", debian_words,           7,
                                                    "one of << <= = >= >>", false, version::debian::parse, nullptr};

}  // namespace detail

namespace range {
namespace debian {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, Listener listener) {
  return detail::parse_relations<Range>(text, detail::debian_relations, listener);
}

inline result<std::string> to_string(const version::range& r) {
  return detail::print_relations(r, detail::debian_relations);
}

}  // namespace debian
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_DEBIAN_HPP
