// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// `version satisfies` and `version explain`: is a version in a range, and which part or comparator decides.
#ifndef MAINTKIT_PROGRAM_VERSION_RANGE_COMMAND_HPP
#define MAINTKIT_PROGRAM_VERSION_RANGE_COMMAND_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/range_input.hpp>
#include <maintkit/program/version_input.hpp>
#include <maintkit/range.hpp>
#include <maintkit/range/explain.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/explain.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option satisfies_options[] = {scheme_option, notation_option, range_prereleases_option};

inline constexpr std::string_view satisfies_notes =
    "Exit 0 if it is, 1 if not, 2 if one of them can't be read. With - lines V<TAB>RANGE are read, "
    "and in, out or \"error: ...\" is printed for each; exit 2 if any was an error.\n"
    "RANGE is written as the scheme's users do, or as vers: (vers:deb/>=1.0|<2):\n"
    "  semver   ^1.2.3  ~1.2  1.x  1.2 - 2.3  >=1 <3  a || b\n"
    "           as npm has it; Cargo's with --notation cargo\n"
    "  pep440   ~=1.4, !=1.5.*                     PEP 440's specifiers\n"
    "  deb      >= 1.0~rc1, << 2                   relations of Debian's dependencies\n"
    "  rpm      >= 1.0, < 2-3                      rpm's: a missing release is any\n"
    "  calver   >= 2024.1, < 2026 || 2023.2.*      .* is a release line, 2026 a year\n"
    "  generic  >= 1.0, < 2\n"
    "Of pre-releases semver's and pep440's let in only the ones that they name: of the same release, "
    "and at all.";

inline constexpr std::string_view explain_notes =
    "version explain -s SCHEME A B       which part decides their order\n"
    "version explain -s SCHEME V RANGE   which comparator lets V in or keeps it out\n"
    "What is both a version and a range is a version: =1.2.3 is a range.\n"
    "How RANGE is written: maintkit version satisfies --help.";

int version_satisfies(const arguments& a, context& c);
int version_explain(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline result<bool> satisfies(version::scheme s, std::string_view v, std::string_view text, const arguments& a) {
  const auto read = read_strictly(s, v);
  if (!read) return version_error(s, read.error(), v);
  range_text wanted;
  if (const auto known = read_range(wanted, s, text, a); !known) return known.error();
  return wanted.set.has(*read);
}

inline int satisfies_one(version::scheme s, const arguments& a, context& c) {
  const auto in = satisfies(s, a.operands[0], a.operands[1], a);
  if (!in) return fail(c, in.error());
  if (c.json) {
    std::string text;
    json::writer(text)
        .object()
        .field("schema", 1)
        .field("scheme", version::to_string(s))
        .field("version", a.operands[0])
        .field("range", a.operands[1])
        .field("satisfies", *in)
        .end_object();
    c.out << text << '\n';
  }
  return *in ? 0 : 1;
}

inline result<bool> satisfies_line(version::scheme s, std::string_view line, const arguments& a) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return error(errc::malformed, "line", "expected V, a tab and RANGE");
  return satisfies(s, line.substr(0, tab), line.substr(tab + 1), a);
}

inline int satisfies_lines(version::scheme s, const arguments& a, context& c) {
  if (const auto known = notation_given(a, s, {}); !known) return fail(c, known.error());
  const auto text = read_input(c, version_list_limit);
  if (!text) return fail(c, text.error());
  bool failed = false;
  std::string object;
  json::writer w(object);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(s)).key("results").array();
  for_each_line(*text, [&](std::string_view line, std::size_t number) {
    const auto in = satisfies_line(s, line, a);
    failed = failed || !in;
    const std::string why = in ? std::string() : in.error().what + ": " + in.error().why;
    if (c.json) {
      w.object().field("line", number);
      in ? w.field("satisfies", *in) : w.field("error", why);
      w.end_object();
    } else if (!c.quiet) {
      c.out << (in ? *in ? "in" : "out" : "error: " + maintkit::detail::shown(why)) << '\n';
    }
  });
  if (c.json) {
    w.end_array().end_object();
    c.out << object << '\n';
  }
  return failed ? 2 : 0;
}

// Some schemes take nearly every text for a version; what begins like a relation is a range all the same.
inline bool looks_like_range(version::scheme s, std::string_view text) {
  const bool relation = !text.empty() && std::string_view("<>=!").find(text.front()) != std::string_view::npos;
  return relation || maintkit::detail::starts_with(text, "vers:") || !read_strictly(s, text);
}

inline int explain_range(version::scheme s, const version::value& v, const arguments& a, context& c) {
  range_text wanted;
  if (const auto known = read_range(wanted, s, a.operands[1], a); !known) return fail(c, known.error());
  std::string room;
  const auto e = range::explain(wanted.written, v, wanted.text, wanted.policy, &room);
  if (!e) return fail(c, range_error(wanted.written, s, e.error(), wanted.text));
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("scheme", version::to_string(s)).field("version", e->version);
    w.field("range", e->range).field("satisfies", e->in).field("prerelease_rule", e->by_prerelease_rule);
    w.key("comparators").array();
    for (const range::verdict& one : e->verdicts) {
      w.object().field("text", one.comparator).field("alternative", one.alternative).field("admits", one.admits);
      w.end_object();
    }
    w.end_array().field("text", range::to_text(*e)).end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << range::to_text(*e) << '\n';
  }
  return 0;
}

inline int explain_order(version::scheme s, const version::value& x, const version::value& y, context& c) {
  const version::explanation e = version::explain(x, y);
  const char sign = "<=>"[e.order + 1];
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("scheme", version::to_string(s)).field("a", e.a);
    w.field("order", std::string_view(&sign, 1)).field("b", e.b).field("part", e.part).field("rule", e.rule);
    w.field("text", version::to_text(e)).end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << version::to_text(e) << '\n';
  }
  return 0;
}

}  // namespace detail

inline int version_satisfies(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  if (a.operands.size() == 2) return detail::satisfies_one(*s, a, c);
  if (a.operands[0] == "-") return detail::satisfies_lines(*s, a, c);
  return fail(c, usage_error(*a.what, "a version needs a range to be in"));
}

inline int version_explain(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  const auto x = read_strictly(*s, a.operands[0]);
  if (!x) return fail(c, version_error(*s, x.error(), a.operands[0]));
  if (a.has("--notation") || detail::looks_like_range(*s, a.operands[1])) return detail::explain_range(*s, *x, a, c);
  return detail::explain_order(*s, *x, *read_strictly(*s, a.operands[1]), c);
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_RANGE_COMMAND_HPP
