// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The next version. For SemVer by npm's kinds and rules, with numbers of any length; for calendar versions by the
// calendar: the next feature release of this year, or the first of a new one.
//
//   bump(*parse(scheme::semver, "1.2.3-beta.4"), bump_kind::prerelease, {"rc"})      // "1.2.3-rc.0"
//   bump(*parse(scheme::calver, "2025.2.1"), bump_kind::feature, {{}, 2026})         // "2026.1.0"
#ifndef MAINTKIT_VERSION_BUMP_HPP
#define MAINTKIT_VERSION_BUMP_HPP

#include <maintkit/detail/digits.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

enum class bump_kind : std::uint8_t {
  major,  // of SemVer; a pre-release becomes the release it leads to, if that is one of the kind: 2.0.0-1 → 2.0.0
  minor,
  patch,
  premajor,  // the first pre-release of the next major …
  preminor,
  prepatch,
  prerelease,  // the next pre-release: 1.2.3-beta.4 → 1.2.3-beta.5, and of a release the first of the next patch
  release,     // of calver too: the release that a pre-release leads to
  feature,     // of calver: the next number of this year, YEAR.1.0 in a new one
  bugfix,      // of calver: the next patch
};

// "major" … "bugfix".
constexpr std::string_view to_string(bump_kind k) noexcept;
constexpr std::optional<bump_kind> bump_kind_of(std::string_view name) noexcept;

struct bump_options {
  std::string_view identifier{};        // of a pre-release: "beta"; calver: "a", "b", "rc" (that if empty) or "dev"
  std::optional<std::uint32_t> year{};  // this year, for feature
};

// errc::unsupported for a kind that the scheme does not have, and for other schemes; errc::invalid for what can't be
// meant: the release of a release, a feature release in a year before the last one's. Build metadata is left out, a "v"
// in front stays.
inline result<std::string> bump(const value& v, bump_kind kind, const bump_options& options = {});

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

inline constexpr std::string_view bump_names[] = {"major",    "minor",      "patch",   "premajor", "preminor",
                                                  "prepatch", "prerelease", "release", "feature",  "bugfix"};

inline error cannot_bump(errc code, const version::value& v, std::string why) {
  return {code, std::string(v.text()), std::move(why)};
}

// A version being bumped.
struct semver_bump {
  std::string core[3];
  std::string prerelease;

  explicit semver_bump(const version::semver::parts& v) : prerelease(v.prerelease) {
    for (std::size_t i = 0; i < 3; ++i) core[i] = std::string(v.core[i].text());
  }

  // The number `i` goes up and the ones behind it go to 0; but 1.3.0-rc.1 is on its way to 1.3.0 already.
  void release(std::size_t i, bool always) {
    bool on_its_way = !always && !prerelease.empty();
    for (std::size_t k = i + 1; k < 3; ++k) on_its_way = on_its_way && core[k] == "0";
    if (!on_its_way) core[i] = next_number(core[i]);
    for (std::size_t k = i + 1; k < 3; ++k) core[k] = "0";
    prerelease.clear();
  }

  void next_prerelease(std::string_view identifier);

  std::string text() const {
    std::string out = core[0] + "." + core[1] + "." + core[2];
    return prerelease.empty() ? out : out + "-" + prerelease;
  }
};

// The last number among the identifiers goes up; if there is none, 0 is put behind them.
inline std::string counted_up(std::string_view prerelease) {
  std::size_t stop = prerelease.size();
  while (stop > 0) {
    const std::size_t dot = prerelease.substr(0, stop).rfind('.');
    const std::size_t first = dot == std::string_view::npos ? 0 : dot + 1;
    const std::string_view identifier = prerelease.substr(first, stop - first);
    if (is_numeric(identifier)) {
      return std::string(prerelease.substr(0, first)) + next_number(identifier) + std::string(prerelease.substr(stop));
    }
    stop = first == 0 ? 0 : first - 1;
  }
  return prerelease.empty() ? "0" : std::string(prerelease) + ".0";
}

// With an identifier: "beta.5" goes on as long as it is the same and a number stands behind it.
inline void semver_bump::next_prerelease(std::string_view identifier) {
  prerelease = counted_up(prerelease);
  if (identifier.empty()) return;
  std::string_view rest = prerelease;
  const std::string_view first = take_until(rest, '.');
  const bool goes_on = first == identifier && is_numeric(take_until(rest, '.'));
  if (!goes_on) prerelease = std::string(identifier) + ".0";
}

inline bool is_prerelease_text(std::string_view text) {
  version_reader in{text};
  return skip_identifiers(in, "", false) && in.at_end();
}

inline result<std::string> bump_semver(const version::value& v, version::bump_kind kind, std::string_view identifier) {
  using version::bump_kind;
  semver_bump next(*version::semver::split(v.text()));
  if (!identifier.empty() && !is_prerelease_text(identifier)) {
    return cannot_bump(errc::invalid, v, "can't have a pre-release identifier " + std::string(identifier));
  }
  switch (kind) {
    case bump_kind::major:
    case bump_kind::minor:
    case bump_kind::patch:
      next.release(static_cast<std::size_t>(kind), false);
      break;
    case bump_kind::premajor:
    case bump_kind::preminor:
    case bump_kind::prepatch:
      next.release(static_cast<std::size_t>(kind) - static_cast<std::size_t>(bump_kind::premajor), true);
      next.next_prerelease(identifier);
      break;
    case bump_kind::prerelease:
      if (next.prerelease.empty()) next.release(2, true);
      next.next_prerelease(identifier);
      break;
    case bump_kind::release:
      if (next.prerelease.empty()) return cannot_bump(errc::invalid, v, "is a release already");
      next.prerelease.clear();
      break;
    default:
      return cannot_bump(errc::unsupported, v, "semver has no " + std::string(to_string(kind)) + " releases");
  }
  return next.text();
}

// A calendar version being bumped.
struct calver_bump {
  std::string core[3];
  version::pep440::suffix behind;

  explicit calver_bump(const version::calver::parts& v) : behind(v.behind) {
    for (std::size_t i = 0; i < 3; ++i) core[i] = std::string(v.core[i].text());
  }
  bool is_prerelease() const { return behind.pre != version::pep440::phase::none || behind.has_dev; }
};

inline constexpr std::string_view calver_phases[] = {"a", "b", "rc"};

// The phase that counts at the end of a suffix; empty for a release.
inline std::string_view last_phase(const version::pep440::suffix& s) {
  if (s.has_dev) return "dev";
  return s.pre == version::pep440::phase::none ? "" : calver_phases[static_cast<std::size_t>(s.pre)];
}

// The next suffix: the same phase counts up, another begins with 1.
inline std::string next_suffix(version::pep440::suffix s, std::string_view wanted) {
  const std::string_view now = last_phase(s);
  if (wanted.empty()) wanted = now.empty() ? "rc" : now;
  const version::number& counted = s.has_dev ? s.dev : s.pre_number;
  const std::string number = wanted == now ? next_number(counted.text()) : "1";
  if (wanted != "dev") return std::string(wanted) + number;
  s.has_dev = false;
  const std::string_view before = now == "dev" ? last_phase(s) : "";  // 2025.2.0rc1.dev2 goes on to rc1.dev3
  return std::string(before) + (before.empty() ? std::string() : std::string(s.pre_number.text())) + ".dev" + number;
}

inline result<std::string> calver_feature(const version::value& v, const calver_bump& now,
                                          const std::optional<std::uint32_t>& year) {
  if (!year) return cannot_bump(errc::invalid, v, "the next feature release needs to know the year");
  const std::string this_year = std::to_string(*year);
  std::string_view digits = this_year;
  std::string_view last = now.core[0];
  const int order = version::compare(version::take_number(digits), version::take_number(last));
  if (order < 0) return cannot_bump(errc::invalid, v, "is of a year after " + this_year);
  if (order > 0) return this_year + ".1.0";
  if (now.is_prerelease() && now.core[2] == "0") return now.core[0] + "." + now.core[1] + ".0";
  return now.core[0] + "." + next_number(now.core[1]) + ".0";
}

inline result<std::string> bump_calver(const version::value& v, version::bump_kind kind,
                                       const version::bump_options& options) {
  using version::bump_kind;
  const calver_bump now(*version::calver::split(v.text()));
  const std::string line = now.core[0] + "." + now.core[1] + ".";
  const std::string patch = now.is_prerelease() ? now.core[2] : next_number(now.core[2]);
  switch (kind) {
    case bump_kind::feature:
      return calver_feature(v, now, options.year);
    case bump_kind::bugfix:
    case bump_kind::patch:
      return line + patch;
    case bump_kind::release:
      if (!now.is_prerelease()) return cannot_bump(errc::invalid, v, "is a release already");
      return line + patch;
    case bump_kind::prerelease: {
      const std::string_view phase = options.identifier;
      const bool known = phase.empty() || phase == "a" || phase == "b" || phase == "rc" || phase == "dev";
      if (known) return line + patch + next_suffix(now.behind, phase);
      return cannot_bump(errc::invalid, v, "pre-releases are a, b, rc or dev, not " + std::string(phase));
    }
    default:
      return cannot_bump(errc::unsupported, v,
                         "calver has feature, bugfix, prerelease and release, no " + std::string(to_string(kind)));
  }
}

}  // namespace detail

namespace version {

constexpr std::string_view to_string(bump_kind k) noexcept { return detail::bump_names[static_cast<std::size_t>(k)]; }

constexpr std::optional<bump_kind> bump_kind_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < sizeof detail::bump_names / sizeof *detail::bump_names; ++i) {
    if (detail::bump_names[i] == name) return static_cast<bump_kind>(i);
  }
  return std::nullopt;
}

inline result<std::string> bump(const value& v, bump_kind kind, const bump_options& options) {
  if (v.in() == scheme::semver) return detail::bump_semver(v, kind, options.identifier);
  if (v.in() != scheme::calver) {
    return detail::cannot_bump(errc::unsupported, v, "only semver and calver say what comes next");
  }
  auto next = detail::bump_calver(v, kind, options);
  const bool lead = !v.text().empty() && detail::lower(v.text().front()) == 'v';
  return next && lead ? v.text().front() + *next : next;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_BUMP_HPP
