// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What rpm's dependencies say of a version: ">= 1.0, < 2". Releases count only where both sides have one: "= 1.0" takes
// 1.0-1, and a package that provides just 1.0 meets "= 1.0-1", "< 1.0-1" and "> 1.0-1" alike. This is not the order of
// versions, in which 1.0-1 is later than 1.0.
//
//   const auto r = range::rpm::parse("= 1.0");      r->has(*version::parse(scheme::rpm, "1.0-3.fc40"))
//
// Of several relations the intersection is meant.
#ifndef MAINTKIT_RANGE_RPM_HPP
#define MAINTKIT_RANGE_RPM_HPP

#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/range/relations.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/rpm.hpp>
#include <maintkit/version/scheme.hpp>

#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace rpm {

template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, Listener listener = {});

// Unsupported for what is not one interval.
inline result<std::string> to_string(const version::range& r);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace rpm
}  // namespace range

namespace detail {

// "==", "=<" and "=>" are rpm's too.
inline constexpr range::relation_word rpm_words[] = {
    {"<=", range::relation::less_equal},    {"=<", range::relation::less_equal},    {"<", range::relation::less},
    {">=", range::relation::greater_equal}, {"=>", range::relation::greater_equal}, {">", range::relation::greater},
    {"==", range::relation::equal},         {"=", range::relation::equal},
};

constexpr version::family rpm_family(std::string_view text) noexcept {
  const bool any = text.find('-') == std::string_view::npos;
  return {any ? version::extent::base : version::extent::whole};
}

// The first word for equality is "==", which not all of rpm's readers know: printing has a table of its own.
inline constexpr range::relation_word rpm_printed[] = {
    {"<=", range::relation::less_equal}, {"<", range::relation::less},  {">=", range::relation::greater_equal},
    {">", range::relation::greater},     {"=", range::relation::equal},
};

inline constexpr relation_rules rpm_relations = {version::scheme::rpm, "rpm", rpm_words,           8,
                                                 "one of < <= = >= >", false, version::rpm::parse, rpm_family};
inline constexpr relation_rules rpm_printing = {version::scheme::rpm, "rpm", rpm_printed,         5,
                                                "one of < <= = >= >", false, version::rpm::parse, rpm_family};

}  // namespace detail

namespace range {
namespace rpm {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, Listener listener) {
  parsed<Range> r = detail::parse_relations<Range>(text, detail::rpm_relations, listener);
  if (r) r->set_release_optional(true);
  return r;
}

inline result<std::string> to_string(const version::range& r) {
  return detail::print_relations(r, detail::rpm_printing);
}

}  // namespace rpm
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_RPM_HPP
