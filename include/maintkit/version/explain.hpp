// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which part decides between two versions, and by which rule.
//
//   to_text(explain(*parse(scheme::deb, "1.0~rc1-1"), *parse(scheme::deb, "1.0-1")))
//   // upstream version: "~rc" against nothing: '~' comes before everything, even the end
#ifndef MAINTKIT_VERSION_EXPLAIN_HPP
#define MAINTKIT_VERSION_EXPLAIN_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/debian.hpp>
#include <maintkit/version/generic.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/rpm.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

struct explanation {
  int order = 0;       // -1, 0, 1 as compare()
  std::string_view a;  // the versions
  std::string_view b;
  std::string part;         // "minor", "release number 3", "upstream version"; empty if they are equal
  std::string_view a_part;  // what stands there, perhaps nothing
  std::string_view b_part;
  std::string_view rule;  // "numbers count by value"
};

// Both of one scheme.
inline explanation explain(const value& a, const value& b);

// "A < B: PART: "x" against "y": RULE".
inline std::string to_text(const explanation& e);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

inline constexpr std::string_view by_value = "numbers count by value";

// Sets what decided, and says whether anything did.
struct decision {
  version::explanation* out;

  bool operator()(int order, std::string part, std::string_view a, std::string_view b, std::string_view rule) const {
    if (order == 0) return false;
    out->order = order;
    out->part = std::move(part);
    out->a_part = a;
    out->b_part = b;
    out->rule = rule;
    return true;
  }
  bool number(std::string part, const version::number& a, const version::number& b) const {
    return (*this)(version::compare(a, b), std::move(part), a.text(), b.text(), by_value);
  }
};

inline void explain_semver(std::string_view a, std::string_view b, const decision& decide) {
  constexpr std::string_view names[] = {"major", "minor", "patch"};
  const version::semver::parts x = *version::semver::split(a);
  const version::semver::parts y = *version::semver::split(b);
  for (std::size_t i = 0; i < 3; ++i) {
    if (decide.number(std::string(names[i]), x.core[i], y.core[i])) return;
  }
  if (x.prerelease.empty() != y.prerelease.empty()) {
    decide(x.prerelease.empty() ? 1 : -1, "pre-release", x.prerelease, y.prerelease,
           "a pre-release comes before its release");
    return;
  }
  std::string_view p = x.prerelease;
  std::string_view q = y.prerelease;
  for (std::size_t i = 1; !p.empty() || !q.empty(); ++i) {
    const bool ended = p.empty() || q.empty();
    const int fewer = p.empty() ? -1 : 1;
    const std::string_view m = take_until(p, '.');
    const std::string_view n = take_until(q, '.');
    const bool numbers = is_numeric(m) && is_numeric(n);
    const std::string_view rule = ended                            ? "with fewer identifiers it comes first"
                                  : numbers                        ? by_value
                                  : is_numeric(m) != is_numeric(n) ? "numbers come before words"
                                                                   : "words are ordered by their characters (ASCII)";
    if (decide(ended ? fewer : compare_identifier(m, n), "pre-release identifier " + std::to_string(i), m, n, rule))
      return;
  }
}

inline std::string_view stage_name(const version::pep440::suffix& s) {
  constexpr std::string_view names[] = {"dev", "a", "b", "rc", ""};
  return names[pep440_stage(s)];
}

inline void explain_suffix(const version::pep440::suffix& a, const version::pep440::suffix& b, const decision& decide) {
  const int stages = pep440_stage(a) - pep440_stage(b);
  if (decide((stages > 0) - (stages < 0), "phase", stage_name(a), stage_name(b),
             "dev comes before a, a before b, b before rc, rc before the release")) {
    return;
  }
  if (decide.number("pre-release number", a.pre_number, b.pre_number)) return;
  if (decide(static_cast<int>(a.has_post) - static_cast<int>(b.has_post), "post-release", a.has_post ? "post" : "",
             b.has_post ? "post" : "", "a post-release comes after what it follows")) {
    return;
  }
  if (decide.number("post-release number", a.post, b.post)) return;
  if (decide(static_cast<int>(b.has_dev) - static_cast<int>(a.has_dev), "development release", a.has_dev ? "dev" : "",
             b.has_dev ? "dev" : "", "a development release comes before what it leads to")) {
    return;
  }
  decide.number("development number", a.dev, b.dev);
}

inline void explain_calver(std::string_view a, std::string_view b, const decision& decide) {
  constexpr std::string_view names[] = {"year", "number within the year", "patch"};
  const version::calver::parts x = *version::calver::split(a);
  const version::calver::parts y = *version::calver::split(b);
  for (std::size_t i = 0; i < 3; ++i) {
    if (decide.number(std::string(names[i]), x.core[i], y.core[i])) return;
  }
  explain_suffix(x.behind, y.behind, decide);
}

inline void explain_local(std::string_view a, std::string_view b, const decision& decide) {
  for (std::size_t i = 1; !a.empty() || !b.empty(); ++i) {
    const bool ended = a.empty() || b.empty();
    const int fewer = a.empty() ? -1 : 1;
    const std::string_view m = take_segment(a);
    const std::string_view n = take_segment(b);
    const bool mixed = is_all_digits(m) != is_all_digits(n);
    const std::string_view rule = ended              ? "with fewer segments it comes first"
                                  : mixed            ? "words come before numbers"
                                  : is_all_digits(m) ? by_value
                                                     : "words are ordered by their letters";
    if (decide(ended ? fewer : compare_segment(m, n), "local segment " + std::to_string(i), m, n, rule)) return;
  }
}

inline void explain_pep440(std::string_view a, std::string_view b, const decision& decide) {
  const version::pep440::parts x = *version::pep440::split(a);
  const version::pep440::parts y = *version::pep440::split(b);
  if (decide.number("epoch", x.epoch, y.epoch)) return;
  std::string_view p = x.release;
  std::string_view q = y.release;
  for (std::size_t i = 1; !p.empty() || !q.empty(); ++i) {
    std::string_view m = take_until(p, '.');
    std::string_view n = take_until(q, '.');
    if (decide.number("release number " + std::to_string(i), version::take_number(m), version::take_number(n))) return;
  }
  version::explanation* const out = decide.out;
  explain_suffix(x.behind, y.behind, decide);
  if (out->order == 0) explain_local(x.local, y.local, decide);
}

// Debian's parts: characters up to the next digit, then a number, in turn.
inline void explain_debian_part(std::string_view a, std::string_view b, std::string_view name, const decision& decide) {
  const auto is_text = [](char c) { return !is_digit(c); };
  while (!a.empty() || !b.empty()) {
    const std::string_view m = a.substr(0, span_of(a, is_text));
    const std::string_view n = b.substr(0, span_of(b, is_text));
    const bool tilde = m.find('~') != std::string_view::npos || n.find('~') != std::string_view::npos;
    const std::string_view rule = tilde ? "'~' comes before everything, even the end"
                                        : "the end comes first, then letters, then all other characters";
    if (decide(compare_debian_part(m, n), std::string(name), m, n, rule)) return;
    a.remove_prefix(m.size());
    b.remove_prefix(n.size());
    if (decide.number(std::string(name), version::take_number(a), version::take_number(b))) return;
  }
}

inline void explain_debian(std::string_view a, std::string_view b, const decision& decide) {
  const version::debian::parts x = *version::debian::split(a);
  const version::debian::parts y = *version::debian::split(b);
  if (x.epoch != y.epoch) {
    const auto digits = [](std::string_view text) { return trim(text.substr(0, text.find(':'))); };
    decide(x.epoch < y.epoch ? -1 : 1, "epoch", a.find(':') == std::string_view::npos ? "" : digits(a),
           b.find(':') == std::string_view::npos ? "" : digits(b), "numbers count by value, and none is 0");
    return;
  }
  explain_debian_part(x.upstream, y.upstream, "upstream version", decide);
  if (decide.out->order == 0) explain_debian_part(x.revision, y.revision, "revision", decide);
}

inline std::string_view take_rpm_token(std::string_view& rest) {
  const rpm_token kind = rpm_token_at(rest);
  const std::size_t length = kind == rpm_token::digits    ? span_of(rest, is_digit)
                             : kind == rpm_token::letters ? span_of(rest, is_alpha)
                             : kind == rpm_token::end     ? 0
                                                          : 1;
  const std::string_view token = rest.substr(0, length);
  rest.remove_prefix(length);
  return token;
}

inline void explain_rpm_part(std::string_view a, std::string_view b, std::string_view name, const decision& decide) {
  for (std::size_t i = 1;; ++i) {
    skip_rpm_separators(a);
    skip_rpm_separators(b);
    const rpm_token x = rpm_token_at(a);
    const rpm_token y = rpm_token_at(b);
    if (x == rpm_token::end && y == rpm_token::end) return;
    const std::string_view m = take_rpm_token(a);
    const std::string_view n = take_rpm_token(b);
    const std::string_view rule = x != y                   ? "'~' comes first, then the end, '^', letters, numbers"
                                  : x == rpm_token::digits ? by_value
                                                           : "words are ordered by their characters (ASCII)";
    const int order = x != y ? (x < y ? -1 : 1) : compare_rpm_part(m, n);
    if (decide(order, std::string(name) + " segment " + std::to_string(i), m, n, rule)) return;
  }
}

inline void explain_rpm(std::string_view a, std::string_view b, const decision& decide) {
  const version::rpm::parts x = *version::rpm::split(a);
  const version::rpm::parts y = *version::rpm::split(b);
  if (decide.number("epoch", x.epoch, y.epoch)) return;
  explain_rpm_part(x.version, y.version, "version", decide);
  if (decide.out->order != 0) return;
  if (decide(static_cast<int>(x.has_release) - static_cast<int>(y.has_release), "release", x.release, y.release,
             "no release comes first")) {
    return;
  }
  explain_rpm_part(x.release, y.release, "release", decide);
}

inline std::string_view rank_name(version::generic::rank r) {
  constexpr std::string_view names[] = {"a pre-release word", "0", "a post-release word", "a number",
                                        "a letter suffix"};
  return names[static_cast<std::size_t>(r)];
}

inline void explain_generic(std::string_view a, std::string_view b, const decision& decide) {
  version::generic::reader x(a);
  version::generic::reader y(b);
  for (std::size_t i = 1; !x.at_end() || !y.at_end(); ++i) {
    const version::generic::component p = x.next();
    const version::generic::component q = y.next();
    const std::string part = "component " + std::to_string(i);
    if (decide((p.rank > q.rank) - (p.rank < q.rank), part, rank_name(p.rank), rank_name(q.rank),
               "pre-release words come first, then 0 or nothing, post-release words, numbers, letter suffixes")) {
      return;
    }
    if (p.letter != q.letter) {
      decide(p.letter < q.letter ? -1 : 1, part, {}, {}, "words are ordered by their first letter");
      return;
    }
    if (decide.number(part, p.value, q.value)) return;
  }
}

inline void append_quoted(std::string& out, std::string_view text) {
  text.empty() ? out += "nothing" : ((out += '"') += text) += '"';
}

}  // namespace detail

namespace version {

inline explanation explain(const value& a, const value& b) {
  explanation e;
  e.a = a.text();
  e.b = b.text();
  const detail::decision decide{&e};
  constexpr void (*of[])(std::string_view, std::string_view, const detail::decision&) = {
      detail::explain_semver, detail::explain_calver, detail::explain_pep440,
      detail::explain_debian, detail::explain_rpm,    detail::explain_generic};
  of[static_cast<std::size_t>(a.in())](a.text(), b.text(), decide);
  return e;
}

inline std::string to_text(const explanation& e) {
  std::string out(e.a);
  ((((out += ' ') += "<=>"[e.order + 1]) += ' ') += e.b) += ": ";
  if (e.order == 0) return out + (e.a == e.b ? "the same text" : "spelled differently, and equal in the order");
  out += e.part + ": ";
  if (!e.a_part.empty() || !e.b_part.empty()) {
    detail::append_quoted(out, e.a_part);
    out += " against ";
    detail::append_quoted(out, e.b_part);
    out += ": ";
  }
  return out.append(e.rule);
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_EXPLAIN_HPP
