// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The `version` group: its verbs' rows, and the verbs that work on lists of versions. Each has its own header where it
// is more than a screen: version_compare.hpp.
#ifndef MAINTKIT_PROGRAM_VERSION_COMMAND_HPP
#define MAINTKIT_PROGRAM_VERSION_COMMAND_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/range_input.hpp>
#include <maintkit/program/version_compare.hpp>
#include <maintkit/program/version_input.hpp>
#include <maintkit/program/version_next_command.hpp>
#include <maintkit/program/version_range_command.hpp>
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option sort_options[] = {
    scheme_option,
    {"--reverse", 'r', "", "newest first"},
    {"--unique", 'u', "", "of equal versions print only the first that was read"},
    {"--skip-invalid", 0, "", "leave out lines that are no version, instead of refusing them all"},
};
inline constexpr option latest_options[] = {
    scheme_option,
    {"--stable", 0, "", "leave out pre-releases"},
    match_option,
};
inline constexpr option scheme_only[] = {scheme_option};

int version_sort(const arguments& a, context& c);
int version_latest(const arguments& a, context& c);
int version_check(const arguments& a, context& c);
int version_key(const arguments& a, context& c);

inline constexpr verb version_verbs[] = {
    {"version", "compare", "A [OP] B | -", "Compare two versions, or a pair a line.", compare_options, 1, 3,
     compare_notes, &version_compare},
    {"version", "sort", "FILE|-", "Sort versions, one a line, oldest first. Equal ones keep their order.", sort_options,
     1, 1, "Exit 2, and nothing is printed, if a line is no version.", &version_sort},
    {"version", "latest", "V…|-", "Print the newest version.", latest_options, 1, any,
     "Exit 1 if there is none, for nothing was given or all were left out.\n"
     "How RANGE is written: maintkit version satisfies --help.",
     &version_latest},
    {"version", "check", "V…", "Print each version in its normal form, or what is wrong with it and where.",
     scheme_only, 1, any, "Exit 0 if all are valid, 1 if any is not. What dpkg warns of is not valid.", &version_check},
    {"version", "key", "V…|-", "Print an order-preserving key of each version, in hexadecimal.", scheme_only, 1, any,
     "Keys of one scheme sort as bytes or as text in the order of their versions.", &version_key},
    {"version", "satisfies", "V RANGE | -", "Is a version in a range?", satisfies_options, 1, 2, satisfies_notes,
     &version_satisfies},
    {"version", "explain", "A B | V RANGE", "Say what decides between two versions, or about one and a range.",
     satisfies_options, 2, 2, explain_notes, &version_explain},
    {"version", "bump", "KIND V", "Print the next version.", bump_options, 2, 2, bump_notes, &version_bump},
    {"version", "convert", "V", "Print a version in the words of another scheme, in the same order.", convert_options,
     1, 1, convert_notes, &version_convert},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// By precedence, and equal ones as they were read: what was read first stands first in memory.
inline bool older_first(const version::value& a, const version::value& b) {
  const int order = version::compare(a, b);
  return order != 0 ? order < 0 : a.text().data() < b.text().data();
}
inline bool newer_first(const version::value& a, const version::value& b) {
  const int order = version::compare(a, b);
  return order != 0 ? order > 0 : a.text().data() < b.text().data();
}

inline std::string hexadecimal(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

inline void print_versions(const std::vector<version::value>& versions, version::scheme s, context& c) {
  if (c.quiet) return;
  if (!c.json) {
    for (const version::value& v : versions) c.out << v.text() << '\n';
    return;
  }
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).field("scheme", version::to_string(s)).key("versions").array();
  for (const version::value& v : versions) w.value(v.text());
  w.end_array().end_object();
  c.out << text << '\n';
}

// One version's answer for `check`; true if it is valid.
inline bool check_one(version::scheme s, std::string_view text, json::writer& w, context& c) {
  const auto read = read_strictly(s, text);
  if (c.json) w.object().field("version", text).field("valid", static_cast<bool>(read));
  if (read && c.json) w.field("normal", version::to_string(*read)).field("prerelease", version::is_prerelease(*read));
  if (read && !c.json && !c.quiet) c.out << version::to_string(*read) << '\n';
  if (!read && c.json) {
    const parse_error& e = read.error();
    w.field("code", to_string(e.code)).field("expected", e.expected).field("offset", e.offset);
    w.field("length", e.length);
    if (const auto meant = version::suggest(s, text)) w.field("suggestion", meant->text);
  }
  if (!read && !c.json) fail(c, version_error(s, read.error(), text));
  if (c.json) w.end_object();
  return static_cast<bool>(read);
}

}  // namespace detail

inline int version_sort(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_versions(list, *s, a.operands[0], a.has("--skip-invalid"), c); !read) {
    return fail(c, read.error());
  }
  auto& versions = list.versions;
  std::sort(versions.begin(), versions.end(), a.has("--reverse") ? detail::newer_first : detail::older_first);
  if (a.has("--unique")) versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  detail::print_versions(versions, *s, c);
  if (list.skipped > 0 && !c.quiet) {
    c.err << "maintkit: " << a.operands[0] << ": left out " << std::to_string(list.skipped) << " lines\n";
  }
  return 0;
}

inline int version_latest(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_operands(list, *s, a, c); !read) return fail(c, read.error());
  range_text wanted;
  if (const auto range = a.get("--match")) {
    if (const auto read = read_range(wanted, *s, *range, a); !read) return fail(c, read.error());
  }
  const version::value* best = nullptr;
  for (const version::value& v : list.versions) {
    if (a.has("--match") && !wanted.set.has(v)) continue;
    if (a.has("--stable") && version::is_prerelease(v)) continue;
    if (best == nullptr || version::compare(v, *best) > 0) best = &v;
  }
  if (c.json) {
    std::string text;
    json::writer w(text);
    w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("latest");
    best != nullptr ? w.value(best->text()) : w.null();
    w.end_object();
    c.out << text << '\n';
  } else if (best != nullptr && !c.quiet) {
    c.out << best->text() << '\n';
  }
  return best != nullptr ? 0 : 1;
}

inline int version_check(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  bool valid = true;
  std::string text;
  json::writer w(text);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("versions").array();
  for (const std::string_view operand : a.operands) valid = detail::check_one(*s, operand, w, c) && valid;
  if (c.json) {
    w.end_array().end_object();
    c.out << text << '\n';
  }
  return valid ? 0 : 1;
}

inline int version_key(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  version_list list;
  if (const auto read = read_operands(list, *s, a, c); !read) return fail(c, read.error());
  std::string text;
  json::writer w(text);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(*s)).key("keys").array();
  for (const version::value& v : list.versions) {
    const std::string hex = detail::hexadecimal(version::sort_key(v));
    if (c.json)
      w.value(hex);
    else
      c.out << hex << '\n';
  }
  if (c.json) {
    w.end_array().end_object();
    c.out << text << '\n';
  }
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_COMMAND_HPP
