// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Ranges of versions, read and printed in the notations of npm, Cargo, PEP 440, Debian, RPM and vers:, and one algebra
// for all of them.
//
//   using namespace maintkit;
//   const auto wanted = range::parse(version::scheme::semver, "^1.2.3 || 3.x");
//   if (wanted && wanted->has(*version::parse(version::scheme::semver, "1.9.0"))) …
//   range::to_string(*wanted & *other, range::notation::npm)      // result<std::string>: not every set has words
//
// A range views its text, which must outlive it.
#ifndef MAINTKIT_RANGE_HPP
#define MAINTKIT_RANGE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/cargo.hpp>
#include <maintkit/range/debian.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/range/npm.hpp>
#include <maintkit/range/pep440.hpp>
#include <maintkit/range/plain.hpp>
#include <maintkit/range/rpm.hpp>
#include <maintkit/range/vers.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {

enum class notation : std::uint8_t { npm, cargo, pep440, deb, rpm, plain, vers };

// "npm", "cargo", "pep440", "deb", "rpm", "plain", "vers".
constexpr std::string_view to_string(notation n) noexcept;
constexpr std::optional<notation> notation_of(std::string_view name) noexcept;

// The one that a scheme's users write: npm for semver, plain for calver and generic.
constexpr notation native(version::scheme s) noexcept;

// Is it a notation for this scheme? vers: is, for each.
constexpr bool fits(notation n, version::scheme s) noexcept;

// Reads a range of versions of a scheme in its own notation, or in vers: if it begins with that. `room` is for versions
// with '%' in vers:, and must then outlive the range too.
template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(version::scheme s, std::string_view text, prereleases policy = prereleases::by_notation,
                              std::string* room = nullptr, Listener listener = {});

// The same in a notation that fits.
template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(notation n, version::scheme s, std::string_view text,
                              prereleases policy = prereleases::by_notation, std::string* room = nullptr,
                              Listener listener = {});

// Unsupported where the notation has no words for the set. What is printed is read back before it is given.
inline result<std::string> to_string(const version::range& r, notation n,
                                     prereleases policy = prereleases::by_notation);

// A text that reads and is probably what was meant, and why the given one did not.
struct suggestion {
  std::string_view cause;
  std::string text;
};
inline std::optional<suggestion> suggest(notation n, version::scheme s, std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace range

namespace detail {

inline constexpr std::string_view notation_names[] = {"npm", "cargo", "pep440", "deb", "rpm", "plain", "vers"};

struct range_repair {
  range::notation of;
  std::string_view cause;
  std::string (*apply)(std::string_view);
};

inline std::string commas_to_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == ',' ? ' ' : c;
  return out;
}
inline std::string blanks_to_commas(std::string_view text) {
  std::string out;
  for (text = trim(text); !text.empty();) {
    const std::size_t word = span_of(text, [](char c) { return !is_space(c) && c != ','; });
    out += text.substr(0, word);
    text.remove_prefix(word);
    const std::size_t gap = span_of(text, [](char c) { return is_space(c) || c == ','; });
    if (gap > 0 && gap < text.size()) out += is_alnum(out.back()) ? ", " : " ";
    text.remove_prefix(gap);
  }
  return out;
}
inline std::string with_equality(std::string_view text) {
  text = trim(text);
  const bool bare = !text.empty() && std::string_view("<>=").find(text.front()) == std::string_view::npos;
  return bare ? "= " + std::string(text) : std::string(text);
}
inline std::string with_python_equality(std::string_view text) {
  text = trim(text);
  while (!text.empty() && text.front() == '=') text.remove_prefix(1);
  return "==" + std::string(trim(text));
}
inline std::string not_equal_of_angles(std::string_view text) {
  const std::size_t at = text.find("<>");
  if (at == std::string_view::npos) return std::string(text);
  return std::string(text.substr(0, at)) + "!=" + std::string(text.substr(at + 2));
}

inline constexpr range_repair range_repairs[] = {
    {range::notation::npm, "blanks, not commas, mean \"and\"", commas_to_blanks},
    {range::notation::cargo, "commas mean \"and\"", blanks_to_commas},
    {range::notation::pep440, "equality is ==", with_python_equality},
    {range::notation::pep440, "<> is no more", not_equal_of_angles},
    {range::notation::pep440, "commas mean \"and\"", blanks_to_commas},
    {range::notation::deb, "a relation is missing", with_equality},
    {range::notation::deb, "commas mean \"and\"", blanks_to_commas},
    {range::notation::rpm, "a relation is missing", with_equality},
    {range::notation::rpm, "commas mean \"and\"", blanks_to_commas},
    {range::notation::plain, "commas mean \"and\"", blanks_to_commas},
};
inline constexpr std::size_t range_repair_limit = 256;  // longer texts are nothing that someone typed

}  // namespace detail

namespace range {

constexpr std::string_view to_string(notation n) noexcept {
  return detail::notation_names[static_cast<std::size_t>(n)];
}

constexpr std::optional<notation> notation_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < sizeof detail::notation_names / sizeof *detail::notation_names; ++i) {
    if (detail::notation_names[i] == name) return static_cast<notation>(i);
  }
  return std::nullopt;
}

constexpr notation native(version::scheme s) noexcept {
  constexpr notation of[] = {notation::npm, notation::plain, notation::pep440,
                             notation::deb, notation::rpm,   notation::plain};
  return of[static_cast<std::size_t>(s)];
}

constexpr bool fits(notation n, version::scheme s) noexcept {
  return n == native(s) || n == notation::vers || (n == notation::cargo && s == version::scheme::semver);
}

template <class Range, class Listener>
constexpr parsed<Range> parse(notation n, version::scheme s, std::string_view text, prereleases policy,
                              std::string* room, Listener listener) {
  switch (n) {
    case notation::npm:
      return npm::parse<Range>(text, policy, listener);
    case notation::cargo:
      return cargo::parse<Range>(text, policy, listener);
    case notation::pep440:
      return pep440::parse<Range>(text, policy, listener);
    case notation::deb:
      return debian::parse<Range>(text, listener);
    case notation::rpm:
      return rpm::parse<Range>(text, listener);
    case notation::plain:
      return plain::parse<Range>(s, text, listener);
    case notation::vers:
      break;
  }
  parsed<Range> r = vers::parse<Range>(text, room, listener);
  if (r && r->in() != s) {
    return parse_error{errc::invalid, "a type of the scheme that is asked for", 5, text.find('/') - 5};
  }
  return r;
}

template <class Range, class Listener>
constexpr parsed<Range> parse(version::scheme s, std::string_view text, prereleases policy, std::string* room,
                              Listener listener) {
  const notation n = detail::starts_with(text, "vers:") ? notation::vers : native(s);
  return parse<Range>(n, s, text, policy, room, listener);
}

inline result<std::string> to_string(const version::range& r, notation n, prereleases policy) {
  if (!fits(n, r.in())) {
    return detail::cannot_say(to_string(n), "is no notation for " + std::string(version::to_string(r.in())));
  }
  switch (n) {
    case notation::npm:
      return npm::to_string(r, policy);
    case notation::cargo:
      return cargo::to_string(r, policy);
    case notation::pep440:
      return pep440::to_string(r, policy);
    case notation::deb:
      return debian::to_string(r);
    case notation::rpm:
      return rpm::to_string(r);
    case notation::plain:
      return plain::to_string(r);
    case notation::vers:
      break;
  }
  return vers::to_string(r);
}

inline std::optional<suggestion> suggest(notation n, version::scheme s, std::string_view text) {
  if (text.size() > detail::range_repair_limit) return std::nullopt;
  for (const detail::range_repair& row : detail::range_repairs) {
    if (row.of != n) continue;
    std::string repaired = row.apply(text);
    if (repaired != text && parse(n, s, repaired)) return suggestion{row.cause, std::move(repaired)};
  }
  return std::nullopt;
}

}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_HPP
