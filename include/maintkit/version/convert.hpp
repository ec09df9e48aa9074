// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A version in the words of another scheme, so that what was earlier stays earlier: "1.0.0-rc.1" is 1.0.0~rc1 for
// Debian and RPM, "1.0.dev1" is 1.0~~dev1, "1.0.post1" is 1.0+post1 and 1.0^post1. What has no counterpart is an error
// or, where the version can do without, named as lost.
//
//   convert(*parse(scheme::semver, "1.2.3-rc.1+git"), scheme::deb)      // {"1.2.3~rc1", "build metadata +git"}
//
// The order of two versions that lost nothing is the order of what they became. Between versions that did, it is not
// promised, and what is lost says why.
#ifndef MAINTKIT_VERSION_CONVERT_HPP
#define MAINTKIT_VERSION_CONVERT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

struct conversion {
  std::string text;
  std::string lost;  // "; " between several; empty if nothing is
};

// From semver, calver or pep440 to deb or rpm, and among the three. errc::unsupported where there is no counterpart.
inline result<conversion> convert(const value& v, scheme to);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

inline void lose(version::conversion& c, std::string_view what) {
  if (!c.lost.empty()) c.lost += "; ";
  c.lost += what;
}

inline error cannot_convert(const version::value& v, version::scheme to, const std::string& why) {
  return {errc::unsupported, std::string(v.text()), "has no counterpart in " + std::string(to_string(to)) + ": " + why};
}

inline std::string core_text(const version::number (&core)[3]) {
  std::string out(core[0].text());
  (out += '.') += core[1].text();
  return (out += '.') += core[2].text();
}

// Pre-release identifiers behind '~'. A number joins the word before it, so that what begins a longer word stays before
// that: "pre.1" < "preview.1" would be ~pre.1 > ~preview.1 in Debian's order, where letters come before dots.
inline void append_identifiers(version::conversion& c, std::string_view prerelease, version::scheme to) {
  c.text += '~';
  bool word_before = false;
  bool first = true;
  for (std::string_view rest = prerelease; !rest.empty(); first = false) {
    const std::string_view identifier = take_until(rest, '.');
    const bool number = is_numeric(identifier);
    const bool word = span_of(identifier, is_alpha) == identifier.size();
    const std::string name(identifier);
    if (!number && !word) lose(c, "the order of " + name + ", by its characters in semver and not by its number");
    if (word_before && number && to == version::scheme::deb && identifier == "0") {
      lose(c, "the 0: without it the version would be equal");
    }
    if (word_before && !number) lose(c, "the order of a word behind a word, " + name);
    const bool at_first = first == number;  // in semver numbers come before words, in rpm behind them
    if (at_first && !word_before && to == version::scheme::rpm) lose(c, "the order of numbers before words");
    if (!first && !(word_before && number)) c.text += '.';
    for (const char letter : identifier) c.text += letter == '-' ? '.' : letter;
    word_before = !number;
  }
}

inline version::conversion semver_to_package(const version::semver::parts& v, version::scheme to) {
  version::conversion c{core_text(v.core), {}};
  if (!v.prerelease.empty()) append_identifiers(c, v.prerelease, to);
  if (!v.build.empty()) lose(c, "build metadata +" + std::string(v.build));
  return c;
}

// PEP 440's phases in an order of bytes: dev alone ~~, pre-releases ~, dev of anything else ~, post-releases behind the
// end but before any further number.
inline void append_phases(std::string& out, const version::pep440::suffix& s, version::scheme to) {
  constexpr std::string_view phases[] = {"a", "b", "rc"};
  const bool pre = s.pre != version::pep440::phase::none;
  if (pre) ((out += '~') += phases[static_cast<std::size_t>(s.pre)]) += s.pre_number.text();
  if (s.has_post) ((out += to == version::scheme::deb ? "+post" : "^post")) += s.post.text();
  if (s.has_dev) (out += pre || s.has_post ? "~dev" : "~~dev") += s.dev.text();
}

// 1.0 and 1.0.0 are one version in PEP 440 and two in every other order: zeros at the end go, but for the second
// number.
inline std::string plain_release(std::string_view release) {
  std::string out;
  std::size_t kept = 0;
  std::size_t count = 0;
  while (!release.empty() || count < 2) {
    std::string_view digits = take_until(release, '.');
    const version::number n = version::take_number(digits);
    if (count++ > 0) out += '.';
    out += n.text();
    if (!n.is_zero() || count <= 2) kept = out.size();
  }
  out.resize(kept);
  return out;
}

inline result<version::conversion> pep440_to_package(const version::value& v, version::scheme to) {
  const version::pep440::parts p = *version::pep440::split(v.text());
  if (to == version::scheme::deb && (p.epoch.is_long() || p.epoch.value > 2147483647u)) {
    return cannot_convert(v, to, "an epoch of at most 2147483647");
  }
  version::conversion c;
  if (!p.epoch.is_zero()) (c.text += p.epoch.text()) += ':';
  c.text += plain_release(p.release);
  append_phases(c.text, p.behind, to);
  if (!p.local.empty()) lose(c, "the local version +" + std::string(p.local));
  return c;
}

inline version::conversion calver_to_package(const version::calver::parts& v, version::scheme to) {
  version::conversion c{core_text(v.core), {}};
  append_phases(c.text, v.behind, to);
  return c;
}

struct phase_name {
  std::string_view name;
  std::string_view pep440;
};
inline constexpr phase_name phase_names[] = {{"alpha", "a"}, {"a", "a"},   {"beta", "b"},
                                             {"b", "b"},     {"rc", "rc"}, {"dev", ".dev"}};

inline result<version::conversion> semver_to_pep440(const version::value& v, version::scheme to) {
  const version::semver::parts p = *version::semver::split(v.text());
  version::conversion c{core_text(p.core), {}};
  if (!p.build.empty()) lose(c, "build metadata +" + std::string(p.build));
  if (p.prerelease.empty()) return c;
  std::string_view rest = p.prerelease;
  const std::string_view word = take_until(rest, '.');
  const bool bare = rest.empty();
  for (const phase_name& row : phase_names) {
    if (row.name != word || (!bare && !is_numeric(rest))) continue;
    (c.text += row.pep440) += bare ? std::string_view("0") : rest;
    if (bare) lose(c, std::string(word) + " and " + std::string(word) + ".0 become one");
    if (word == "dev") lose(c, "the order of dev, which comes before alpha");
    if (word == "a" || word == "b") lose(c, std::string(word) + " and its long name become one");
    return c;
  }
  return cannot_convert(v, to, "pre-releases are alpha, beta, rc or dev and a number");
}

// "-alpha.1", and "-0.dev.1" for a development release: numbers come before words.
inline result<version::conversion> pep440_to_semver(const version::value& v, version::scheme to) {
  constexpr std::string_view phases[] = {"-alpha.", "-beta.", "-rc."};
  const version::pep440::parts p = *version::pep440::split(v.text());
  const bool pre = p.behind.pre != version::pep440::phase::none;
  if (!p.epoch.is_zero()) return cannot_convert(v, to, "no epochs");
  if (p.behind.has_post) return cannot_convert(v, to, "nothing comes behind a release but the next");
  if (p.behind.has_dev && pre) return cannot_convert(v, to, "nothing comes before a pre-release but another");
  version::number core[3];
  std::string_view rest = p.release;
  for (std::size_t i = 0; !rest.empty(); ++i) {
    std::string_view digits = take_until(rest, '.');
    const version::number n = version::take_number(digits);
    if (i >= 3 && !n.is_zero()) return cannot_convert(v, to, "three numbers at most");
    if (i < 3) core[i] = n;
  }
  version::conversion c{core_text(core), {}};
  if (pre) (c.text += phases[static_cast<std::size_t>(p.behind.pre)]) += p.behind.pre_number.text();
  if (p.behind.has_dev) (c.text += "-0.dev.") += p.behind.dev.text();
  if (!p.local.empty()) lose(c, "the local version +" + std::string(p.local));
  return c;
}

// The schemes that upstreams write.
constexpr bool is_upstream(version::scheme s) noexcept {
  return s == version::scheme::semver || s == version::scheme::calver || s == version::scheme::pep440;
}

inline std::string normal_text(const version::value& v) {
  if (v.in() == version::scheme::calver) return version::calver::normal(v.text());
  return v.in() == version::scheme::pep440 ? version::pep440::normal(v.text()) : std::string(v.text());
}

// Among semver, calver and pep440. A calendar version in its normal form is one of PEP 440.
inline result<version::conversion> convert_upstream(const version::value& v, version::scheme to) {
  using version::scheme;
  if (v.in() == to || (v.in() == scheme::calver && to == scheme::pep440)) {
    return version::conversion{normal_text(v), {}};
  }
  if (to == scheme::semver) return pep440_to_semver(v, to);
  auto c = v.in() == scheme::semver ? semver_to_pep440(v, to)
                                    : result<version::conversion>(version::conversion{normal_text(v), {}});
  if (!c || to != scheme::calver) return c;
  std::string text = c->text.substr(0, c->text.find('+'));
  if (text.size() < c->text.size()) lose(*c, "the local version " + c->text.substr(text.size()));
  c->text = std::move(text);
  if (!version::calver::parse(c->text)) return cannot_convert(v, to, "two or three numbers and a pre-release");
  c->text = version::calver::normal(c->text);
  return c;
}

}  // namespace detail

namespace version {

inline result<conversion> convert(const value& v, scheme to) {
  if (!detail::is_upstream(v.in())) {
    if (v.in() == to) return conversion{std::string(v.text()), {}};
    return detail::cannot_convert(v, to, "only semver, calver and pep440 are converted");
  }
  if (detail::is_upstream(to)) return detail::convert_upstream(v, to);
  if (to == scheme::generic) return detail::cannot_convert(v, to, "it has no grammar to convert to");
  if (v.in() == scheme::semver) return detail::semver_to_package(*semver::split(v.text()), to);
  if (v.in() == scheme::calver) return detail::calver_to_package(*calver::split(v.text()), to);
  return detail::pep440_to_package(v, to);
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_CONVERT_HPP
