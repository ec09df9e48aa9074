// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// `version bump` and `version convert`: the next version, and the same one in another scheme.
#ifndef MAINTKIT_PROGRAM_VERSION_NEXT_COMMAND_HPP
#define MAINTKIT_PROGRAM_VERSION_NEXT_COMMAND_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/version_input.hpp>
#include <maintkit/time.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/bump.hpp>
#include <maintkit/version/convert.hpp>

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option bump_options[] = {
    scheme_option,
    {"--today", 0, "DATE", "the day that a feature release is counted by; today"},
    {"--identifier", 0, "ID", "of a pre-release: beta; calver: a, b, rc or dev"},
};
inline constexpr option convert_options[] = {
    {"--from", 0, "SCHEME", "the scheme of V: semver, calver or pep440", occurs::required},
    {"--to", 0, "SCHEME", "deb, rpm, semver, calver or pep440", occurs::required},
};

inline constexpr std::string_view bump_notes =
    "KIND for semver, as in npm: major minor patch premajor preminor prepatch prerelease release\n"
    "KIND for calver: feature (the next number of the year, YEAR.1.0 in a new one) bugfix\n"
    "                 prerelease release";
inline constexpr std::string_view convert_notes =
    "What was earlier stays earlier: 1.0.0-rc.1 becomes 1.0.0~rc1, and 1.0.post1 1.0+post1 or, for "
    "rpm, 1.0^post1. What the other scheme can't say is told on standard error, or exit 2.";

int version_bump(const arguments& a, context& c);
int version_convert(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline result<version::bump_kind> bump_kind_given(const arguments& a) {
  const std::string_view word = a.operands[0];
  if (const auto kind = version::bump_kind_of(word)) return *kind;
  std::string why = "unknown kind " + std::string(word);
  const std::vector<std::string_view> known(std::begin(maintkit::detail::bump_names),
                                            std::end(maintkit::detail::bump_names));
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return usage_error(*a.what, why);
}

// This year in UTC, or that of --today.
inline result<std::uint32_t> year_given(const arguments& a, const context& c) {
  time::instant today = c.now;
  if (const auto date = a.get("--today")) {
    const auto read = time::parse_date(*date);
    if (!read) return error(read.error(), "--today", *date);
    today = time::instant{read->at.seconds + read->offset, 0};
  }
  const std::int32_t year = time::to_civil(today).year;
  if (year < 0) return error(errc::invalid, "--today", "is before the year 0");
  return static_cast<std::uint32_t>(year);
}

}  // namespace detail

inline int version_bump(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  const auto kind = detail::bump_kind_given(a);
  if (!kind) return fail(c, kind.error());
  const auto year = detail::year_given(a, c);
  if (!year) return fail(c, year.error());
  const auto v = read_strictly(*s, a.operands[1]);
  if (!v) return fail(c, version_error(*s, v.error(), a.operands[1]));
  if (a.has("--today") && *s != version::scheme::calver) {
    return fail(c, usage_error(*a.what, "--today counts for calver only"));
  }
  const auto next = version::bump(*v, *kind, {a.get("--identifier").value_or(""), *year});
  if (!next) return fail(c, next.error());
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("scheme", version::to_string(*s)).field("kind", version::to_string(*kind));
    w.field("version", v->text()).field("next", *next).end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << *next << '\n';
  }
  return 0;
}

inline int version_convert(const arguments& a, context& c) {
  const auto from = scheme_given(a, "--from");
  if (!from) return fail(c, from.error());
  const auto to = scheme_given(a, "--to");
  if (!to) return fail(c, to.error());
  const auto v = read_strictly(*from, a.operands[0]);
  if (!v) return fail(c, version_error(*from, v.error(), a.operands[0]));
  const auto made = version::convert(*v, *to);
  if (!made) return fail(c, made.error());
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("from", version::to_string(*from)).field("to", version::to_string(*to));
    w.field("version", v->text()).field("converted", made->text).field("lost", made->lost).end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << made->text << '\n';
    if (!made->lost.empty()) c.err << "maintkit: " << v->text() << ": lost: " << made->lost << '\n';
  }
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_NEXT_COMMAND_HPP
