// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which comparator of a range lets a version in, or keeps it out.
//
//   const auto e = range::explain(notation::npm, *version::parse(scheme::semver, "1.2.4-beta.2"), "^1.2.3-beta.2");
//   range::to_text(*e)
//   // 1.2.4-beta.2 is not in ^1.2.3-beta.2: a pre-release, and no comparator names one of the same release
#ifndef MAINTKIT_RANGE_EXPLAIN_HPP
#define MAINTKIT_RANGE_EXPLAIN_HPP

#include <maintkit/error.hpp>
#include <maintkit/range.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {

// A comparator and its say about the version, by bounds alone.
struct verdict {
  std::string_view comparator;
  std::size_t alternative = 0;
  bool admits = false;
};

struct explanation {
  std::string_view version;
  std::string_view range;
  bool in = false;
  bool by_prerelease_rule = false;  // the bounds let it in, the rule for pre-releases does not
  std::vector<verdict> verdicts;
  notation written = notation::npm;
};

// `policy` and `room` as in range::parse().
inline parsed<explanation> explain(notation n, const version::value& v, std::string_view text,
                                   prereleases policy = prereleases::by_notation, std::string* room = nullptr);

// One line: the comparators that let the version in, or those of each alternative that keep it out.
inline std::string to_text(const explanation& e);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace range

namespace detail {

// Asks every comparator as it is read.
struct verdict_listener {
  const version::value* version;
  std::vector<range::verdict>* out;

  template <class Range>
  void operator()(std::string_view text, std::size_t alternative, const Range& admits) const {
    Range alone = admits;
    alone.set_release_optional(version->in() == version::scheme::rpm);
    out->push_back({text, alternative, alone.has(*version)});
  }
};

// The comparators of one alternative that admit the version, or that do not; "" where all say the other.
inline std::string comparators(const std::vector<range::verdict>& of, std::size_t alternative, bool admits) {
  std::string out;
  for (const range::verdict& v : of) {
    if (v.alternative != alternative || v.admits != admits) continue;
    if (!out.empty()) out += " and ";
    out += v.comparator;
  }
  return out;
}

// All that keep it out, each once.
inline std::string refusals(const std::vector<range::verdict>& of) {
  std::string out;
  for (const range::verdict& v : of) {
    if (v.admits) continue;
    if (!out.empty()) out += ", ";
    out += v.comparator;
  }
  return out;
}

// The alternative whose comparators all admit it, as text.
inline std::string admission(const std::vector<range::verdict>& of) {
  for (std::size_t i = 0; i < of.size(); ++i) {
    const std::size_t alternative = of[i].alternative;
    if (i > 0 && of[i - 1].alternative == alternative) continue;
    if (comparators(of, alternative, false).empty()) return comparators(of, alternative, true);
  }
  return {};
}

inline std::string_view prerelease_reason(range::notation n) {
  if (n == range::notation::pep440) return "it is a pre-release, and no specifier names one";
  return "it is a pre-release, and no comparator that admits it names one of the same release";
}

}  // namespace detail

namespace range {

inline parsed<explanation> explain(notation n, const version::value& v, std::string_view text, prereleases policy,
                                   std::string* room) {
  explanation e;
  e.version = v.text();
  e.range = text;
  e.written = n;
  const auto r = parse<version::range>(n, v.in(), text, policy, room, detail::verdict_listener{&v, &e.verdicts});
  if (!r) return r.error();
  e.in = r->has(v);
  e.by_prerelease_rule = !e.in && (e.verdicts.empty() || !detail::admission(e.verdicts).empty()) && n != notation::vers;
  return e;
}

inline std::string to_text(const explanation& e) {
  const std::string what(e.range.empty() ? std::string_view("any version") : e.range);
  std::string out = std::string(e.version) + (e.in ? " is in " : " is not in ") + what + ": ";
  if (e.by_prerelease_rule) return out.append(detail::prerelease_reason(e.written));
  const std::string by = detail::admission(e.verdicts);
  if (e.in) return out + (by.empty() ? "all comparators admit it" : "by " + by);
  const std::string kept = detail::refusals(e.verdicts);
  return out + (kept.empty() ? "no comparator admits it" : "kept out by " + kept);
}

}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_EXPLAIN_HPP
