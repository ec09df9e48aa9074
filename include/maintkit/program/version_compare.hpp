// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// `version compare`: with an operator a drop-in for `dpkg --compare-versions`, without one the order of two versions,
// or of one pair a line.
#ifndef MAINTKIT_PROGRAM_VERSION_COMPARE_HPP
#define MAINTKIT_PROGRAM_VERSION_COMPARE_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/version_input.hpp>
#include <maintkit/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option compare_options[] = {scheme_option};

inline constexpr std::string_view compare_notes =
    "compare -s SCHEME A OP B   exit 0 if it holds, 1 if not, 2 if A or B is none\n"
    "compare -s SCHEME A B      prints < = or >\n"
    "compare -s SCHEME -        reads lines A<TAB>B, prints < = > or \"error: ...\";\n"
    "                           exit 2 if any was an error\n"
    "OP: lt le eq ne ge gt, << <= = >= >>, and lt-nl le-nl ge-nl gt-nl.\n"
    "With -s deb as in dpkg: an empty version is earlier than any (with -nl: later),\n"
    "and < > are obsolete names of <= >=. Elsewhere < > are << >>.";

int version_compare(const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Which orders an operator lets hold, and whether it takes an empty version as later than any (deb-version(7) and
// dpkg(1), --compare-versions).
struct relation {
  std::string_view name;
  bool less, equal, greater;
  bool empty_is_later = false;
};
inline constexpr relation relations[] = {
    {"lt", true, false, false},         {"le", true, true, false},          {"eq", false, true, false},
    {"ne", true, false, true},          {"ge", false, true, true},          {"gt", false, false, true},
    {"<<", true, false, false},         {"<=", true, true, false},          {"=", false, true, false},
    {">=", false, true, true},          {">>", false, false, true},         {"lt-nl", true, false, false, true},
    {"le-nl", true, true, false, true}, {"ge-nl", false, true, true, true}, {"gt-nl", false, false, true, true},
};

inline const relation* find_relation(std::string_view name) {
  for (const relation& row : relations) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

// dpkg reads "<" as "<=" and ">" as ">=" for the sake of old control files, and says so.
inline std::string_view in_full(std::string_view name, version::scheme s, context& c) {
  if (name != "<" && name != ">") return name;
  if (s != version::scheme::deb) return name == "<" ? "<<" : ">>";
  const std::string_view meant = name == "<" ? "<=" : ">=";
  if (!c.quiet) {
    c.err << "maintkit: " << name << ": is obsolete and means " << meant << ", as in dpkg; " << name << name
          << " is strict\n";
  }
  return meant;
}

inline char sign_of(int order) { return "<=>"[order + 1]; }

// Both versions, or an error about the first that is none.
inline result<int> order_of(version::scheme s, std::string_view a, std::string_view b) {
  const auto x = read_strictly(s, a);
  if (!x) return version_error(s, x.error(), a);
  const auto y = read_strictly(s, b);
  if (!y) return version_error(s, y.error(), b);
  return version::compare(*x, *y);
}

// The same, with dpkg's empty versions.
inline result<int> order_with_empty(version::scheme s, std::string_view a, std::string_view b, bool empty_is_later) {
  if (s != version::scheme::deb || (!a.empty() && !b.empty())) return order_of(s, a, b);
  const std::string_view other = a.empty() ? b : a;
  if (const auto read = read_strictly(s, other); !other.empty() && !read) return version_error(s, read.error(), other);
  const int order = static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
  return empty_is_later ? -order : order;
}

inline int compare_with_operator(version::scheme s, const arguments& a, context& c) {
  const relation* const row = find_relation(in_full(a.operands[1], s, c));
  if (row == nullptr) return fail(c, usage_error(*a.what, "unknown operator " + std::string(a.operands[1])));
  const auto order = order_with_empty(s, a.operands[0], a.operands[2], row->empty_is_later);
  if (!order) return fail(c, order.error());
  const bool holds = *order < 0 ? row->less : *order > 0 ? row->greater : row->equal;
  if (c.json) {
    std::string text;
    json::writer(text)
        .object()
        .field("schema", 1)
        .field("scheme", version::to_string(s))
        .field("a", a.operands[0])
        .field("operator", a.operands[1])
        .field("b", a.operands[2])
        .field("holds", holds)
        .end_object();
    c.out << text << '\n';
  }
  return holds ? 0 : 1;
}

inline int compare_two(version::scheme s, const arguments& a, context& c) {
  const auto order = order_of(s, a.operands[0], a.operands[1]);
  if (!order) return fail(c, order.error());
  const char sign = sign_of(*order);
  if (c.json) {
    std::string text;
    json::writer(text)
        .object()
        .field("schema", 1)
        .field("scheme", version::to_string(s))
        .field("a", a.operands[0])
        .field("order", std::string_view(&sign, 1))
        .field("b", a.operands[1])
        .end_object();
    c.out << text << '\n';
  } else if (!c.quiet) {
    c.out << sign << '\n';
  }
  return 0;
}

// "A<TAB>B". The error is one line.
inline result<int> order_of_line(version::scheme s, std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos) return error(errc::malformed, "line", "expected A, a tab and B");
  return order_of(s, line.substr(0, tab), line.substr(tab + 1));
}

inline int compare_lines(version::scheme s, context& c) {
  const auto text = read_input(c, version_list_limit);
  if (!text) return fail(c, text.error());
  bool failed = false;
  std::string object;
  json::writer w(object);
  if (c.json) w.object().field("schema", 1).field("scheme", version::to_string(s)).key("results").array();
  for_each_line(*text, [&](std::string_view line, std::size_t number) {
    const auto order = order_of_line(s, line);
    failed = failed || !order;
    const char sign = order ? sign_of(*order) : ' ';
    const std::string why = order ? std::string() : order.error().what + ": " + order.error().why;
    if (c.json) {
      w.object().field("line", number);
      order ? w.field("order", std::string_view(&sign, 1)) : w.field("error", why);
      w.end_object();
    } else if (!c.quiet) {
      if (order)
        c.out << sign << '\n';
      else
        c.out << "error: " << maintkit::detail::shown(why) << '\n';
    }
  });
  if (c.json) {
    w.end_array().end_object();
    c.out << object << '\n';
  }
  return failed ? 2 : 0;
}

}  // namespace detail

inline int version_compare(const arguments& a, context& c) {
  const auto s = scheme_given(a);
  if (!s) return fail(c, s.error());
  if (a.operands.size() == 3) return detail::compare_with_operator(*s, a, c);
  if (a.operands.size() == 2) return detail::compare_two(*s, a, c);
  if (a.operands[0] == "-") return detail::compare_lines(*s, c);
  return fail(c, usage_error(*a.what, "one version has nothing to be compared with"));
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_COMPARE_HPP
