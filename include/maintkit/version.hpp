// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Versions: which one is newer, in the words of the tool that owns the scheme. Nothing is allocated or copied, digits
// have no limit, and everything but the functions that return strings works at compile time.
//
//   using namespace maintkit::version;
//   constexpr auto a = parse(scheme::deb, "1.0~rc1-1"), b = parse(scheme::deb, "1.0-1");
//   static_assert(*a < *b && is_prerelease(*a));
//   compare(scheme::semver, "1.0.0", "1.0")   // an error: expected '.' and the patch number at byte 3
//
// One file per scheme stands under version/, with the scheme's own parts and questions (calver::line …).
#ifndef MAINTKIT_VERSION_HPP
#define MAINTKIT_VERSION_HPP

#include <maintkit/error.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/debian.hpp>
#include <maintkit/version/generic.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/repair.hpp>
#include <maintkit/version/rpm.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// Reads a whole text. The value views it, so the text must outlive the value.
constexpr parsed<value> parse(scheme s, std::string_view text) noexcept;

// -1, 0, 1: the scheme's precedence. Values of one scheme; of two, the result is an order that means nothing.
constexpr int compare(const value& a, const value& b) noexcept;

// Reads and compares two texts.
constexpr parsed<int> compare(scheme s, std::string_view a, std::string_view b) noexcept;

// Precedence, and then whatever else tells two versions apart: SemVer's build metadata. Elsewhere as compare().
constexpr int compare_total(const value& a, const value& b) noexcept;

// By precedence: "1.0" == "1.0-0" in Debian's scheme.
constexpr bool operator==(const value& a, const value& b) noexcept { return compare(a, b) == 0; }
constexpr bool operator!=(const value& a, const value& b) noexcept { return compare(a, b) != 0; }
constexpr bool operator<(const value& a, const value& b) noexcept { return compare(a, b) < 0; }
constexpr bool operator<=(const value& a, const value& b) noexcept { return compare(a, b) <= 0; }
constexpr bool operator>(const value& a, const value& b) noexcept { return compare(a, b) > 0; }
constexpr bool operator>=(const value& a, const value& b) noexcept { return compare(a, b) >= 0; }

// The same for values that are ==. Not made to withstand texts chosen to collide.
constexpr std::uint64_t hash(const value& v) noexcept;

// Does the version come before a release by its scheme's rules ("1.0-rc.1", "1.0.dev1", "1.0~rc1")?
constexpr bool is_prerelease(const value& v) noexcept;

// What the scheme's tool accepts with a warning only: dpkg's of "v2.0". Other schemes have none.
constexpr std::optional<parse_error> warning(const value& v) noexcept;

// A text that reads and is probably what was meant, and why the given one did not: {"leading zeros", "2025.2.1"} for
// "2025.02.1" in SemVer.
struct suggestion {
  std::string_view cause;
  std::string text;
};
std::optional<suggestion> suggest(scheme s, std::string_view text);

// The text in its normal form: equal to the version, without what the scheme lets one write differently.
std::string to_string(const value& v);

// Bytes whose memcmp order is compare()'s: equal for equal versions, stable over releases of maintkit, fit for a
// database's ORDER BY. The first byte is the scheme (0x10 semver, 0x20 calver, 0x30 pep440, 0x40 deb, 0x50 rpm,
// 0x60 generic) plus the format's number (1); what follows is described at encode() of the scheme and in key.hpp.
// A format that has once been released does not change: another one gets another number.
std::string sort_key(const value& v);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

// What one scheme answers.
struct version_rules {
  parsed<version::value> (*parse)(std::string_view) noexcept;
  int (*compare)(std::string_view, std::string_view) noexcept;
  bool (*is_prerelease)(std::string_view) noexcept;
  std::string (*normal)(std::string_view);
};

// In the order of `scheme`.
inline constexpr version_rules version_rules_of[] = {
    {version::semver::parse, version::semver::compare, version::semver::is_prerelease, version::semver::normal},
    {version::calver::parse, version::calver::compare, version::calver::is_prerelease, version::calver::normal},
    {version::pep440::parse, version::pep440::compare, version::pep440::is_prerelease, version::pep440::normal},
    {version::debian::parse, version::debian::compare, version::debian::is_prerelease, version::debian::normal},
    {version::rpm::parse, version::rpm::compare, version::rpm::is_prerelease, version::rpm::normal},
    {version::generic::parse, version::generic::compare, version::generic::is_prerelease, version::generic::normal},
};

constexpr const version_rules& rules_of(version::scheme s) noexcept {
  return version_rules_of[static_cast<std::size_t>(s)];
}

// Behind equal words: schemes apart, and the rest of long versions from their text.
constexpr int compare_long(const version::value& a, const version::value& b) noexcept {
  if (a.in() != b.in()) return a.in() < b.in() ? -1 : 1;
  return a.order().longer && b.order().longer ? rules_of(a.in()).compare(a.text(), b.text()) : 0;
}

inline constexpr unsigned sort_key_format = 1;

template <class Sink>
void encode_version(version::scheme s, std::string_view text, Sink& out) {
  switch (s) {
    case version::scheme::semver:
      return encode(*version::semver::split(text), out);
    case version::scheme::calver:
      return encode(*version::calver::split(text), out);
    case version::scheme::pep440:
      return encode(*version::pep440::split(text), out);
    case version::scheme::deb:
      return encode(*version::debian::split(text), out);
    case version::scheme::rpm:
      return encode(*version::rpm::split(text), out);
    case version::scheme::generic:
      return version::generic::encode(text, out);
  }
}

}  // namespace detail

namespace version {

constexpr parsed<value> parse(scheme s, std::string_view text) noexcept { return detail::rules_of(s).parse(text); }

constexpr int compare(const value& a, const value& b) noexcept {
  const std::uint64_t* const x = a.order().words;
  const std::uint64_t* const y = b.order().words;
  for (std::size_t i = 0; i < 4; ++i) {
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  }
  return detail::compare_long(a, b);
}

constexpr parsed<int> compare(scheme s, std::string_view a, std::string_view b) noexcept {
  const parsed<value> x = parse(s, a);
  if (!x) return x.error();
  const parsed<value> y = parse(s, b);
  if (!y) return y.error();
  return compare(*x, *y);
}

constexpr int compare_total(const value& a, const value& b) noexcept {
  const int order = compare(a, b);
  const bool built = a.in() == scheme::semver && b.in() == scheme::semver;
  return order != 0 || !built ? order : semver::compare_build(a.text(), b.text());
}

constexpr std::uint64_t hash(const value& v) noexcept {
  std::uint64_t mixed = 0;
  for (const std::uint64_t word : v.order().words) {
    mixed = (mixed ^ word) * 0x9e3779b97f4a7c15u;
    mixed ^= mixed >> 32;
  }
  return mixed;
}

constexpr bool is_prerelease(const value& v) noexcept { return detail::rules_of(v.in()).is_prerelease(v.text()); }

constexpr std::optional<parse_error> warning(const value& v) noexcept {
  if (v.in() != scheme::deb) return std::nullopt;
  return debian::warning(v.text());
}

inline std::optional<suggestion> suggest(scheme s, std::string_view text) {
  if (text.size() > detail::repair_limit) return std::nullopt;
  suggestion made{{}, std::string(text)};
  for (const detail::version_repair& row : detail::version_repairs) {
    std::string repaired = row.apply(made.text);
    if (repaired == made.text) continue;
    made = {row.cause, std::move(repaired)};
    const parsed<value> read = parse(s, made.text);
    if (read && !warning(*read)) return made;
  }
  return std::nullopt;
}

inline std::string to_string(const value& v) { return detail::rules_of(v.in()).normal(v.text()); }

inline std::string sort_key(const value& v) {
  std::string bytes;
  appender out{&bytes};
  out.put((static_cast<unsigned>(v.in()) + 1) << 4 | detail::sort_key_format);
  detail::encode_version(v.in(), v.text(), out);
  return bytes;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_HPP
