// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Ranges of calendar versions, and of versions that have no notation of their own: ">= 2024.1, < 2026 || = 2023.2.*".
// Commas are "and", "||" is "or", a version without a sign is "=". "2025.2.*" means all calendar versions that begin
// so, pre-releases too: a release line; "2025" is a whole year, "2025.*".
//
//   const auto pinned = range::plain::parse(scheme::calver, "2025.2.*");
//
// There is no rule for pre-releases: they are versions like every other.
#ifndef MAINTKIT_RANGE_PLAIN_HPP
#define MAINTKIT_RANGE_PLAIN_HPP

#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/range/relations.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/generic.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace plain {

// Of calver or generic.
template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(version::scheme s, std::string_view text, Listener listener = {});

inline result<std::string> to_string(const version::range& r);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace plain
}  // namespace range

namespace detail {

inline constexpr range::relation_word plain_words[] = {
    {"<=", range::relation::less_equal}, {"<", range::relation::less},       {">=", range::relation::greater_equal},
    {">", range::relation::greater},     {"!=", range::relation::not_equal}, {"=", range::relation::equal},
};

// "2025", "2025.*" and "2025.2.*".
constexpr version::family calver_family(std::string_view text) noexcept {
  if (!text.empty() && span_of(text, is_digit) == text.size()) return {version::extent::numbers, 1};
  if (!ends_with(text, ".*")) return {};
  const std::string_view numbers = text.substr(0, text.size() - 2);
  const std::size_t dot = numbers.find('.');
  const bool one = span_of(numbers, is_digit) == numbers.size();
  const bool two = dot != std::string_view::npos && numbers.find('.', dot + 1) == std::string_view::npos;
  return {version::extent::numbers, numbers.empty() ? 0u : one ? 1u : two ? 2u : 0u};
}

inline constexpr relation_rules calver_relations = {
    version::scheme::calver, "calver", plain_words, 6, "a relation", true, version::calver::parse, calver_family};
inline constexpr relation_rules generic_relations = {
    version::scheme::generic, "generic", plain_words, 6, "a relation", true, version::generic::parse, nullptr};

constexpr const relation_rules& plain_rules(version::scheme s) noexcept {
  return s == version::scheme::calver ? calver_relations : generic_relations;
}

}  // namespace detail

namespace range {
namespace plain {

template <class Range, class Listener>
constexpr parsed<Range> parse(version::scheme s, std::string_view text, Listener listener) {
  return detail::parse_relations<Range>(text, detail::plain_rules(s), listener);
}

inline result<std::string> to_string(const version::range& r) {
  return detail::print_relations(r, detail::plain_rules(r.in()));
}

}  // namespace plain
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_PLAIN_HPP
