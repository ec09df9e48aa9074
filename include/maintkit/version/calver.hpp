// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Calendar versions, YEAR.NUMBER[.PATCH], as pretalx and many others count: the number restarts at 1 with each year,
// the patch at 0 with each number. Perhaps a "v" in front, perhaps a pre-release behind ("2025.2.0rc1",
// "2025.2.0.dev3", spelled as in PEP 440). Zeros in front of a number do not count. The SemVer tags that a project had
// before ("v2.3.1") are read too and stand below.
//
//   constexpr auto v = *calver::parse("v2025.02.1");      calver::is_bugfix_release(v), calver::line(v) is {2025, 2}
#ifndef MAINTKIT_VERSION_CALVER_HPP
#define MAINTKIT_VERSION_CALVER_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/plain.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace calver {

struct parts {
  number core[3];         // year, number, patch
  pep440::suffix behind;  // phase and dev; never a post release
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

constexpr bool is_prerelease(std::string_view text) noexcept;

// "2025.2.1": no "v", no leading zeros, the patch always there.
inline std::string normal(std::string_view text);

// A release line, in which only patches come: 2025.2.
struct release_line {
  version::number year;
  version::number number;
};
constexpr bool operator==(const release_line& a, const release_line& b) noexcept;
constexpr bool operator!=(const release_line& a, const release_line& b) noexcept { return !(a == b); }
constexpr bool operator<(const release_line& a, const release_line& b) noexcept;

// Of calendar versions.
constexpr release_line line(const value& v) noexcept;
constexpr bool is_feature_release(const value& v) noexcept;  // patch 0, no pre-release: the first of its line
constexpr bool is_bugfix_release(const value& v) noexcept;   // a later patch

// The bytes of `v`: three numbers, then what PEP 440 has for the suffix.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace calver
}  // namespace version

namespace detail {

inline constexpr version::band calver_core{0x00, 0xff};
struct calver_part {
  const char* before;  // what stands before the number
  const char* digit;
};
inline constexpr calver_part calver_parts[] = {
    {"", "a digit of the year"},
    {"'.' and the number within the year", "a digit of the number within the year"},
};

// What may follow the numbers that were read.
constexpr const char* behind_calver(const version::pep440::suffix& s, bool patch) {
  if (s.pre != version::pep440::phase::none || s.has_dev) return "the end";
  return patch ? "a pre-release or the end" : "a patch number, a pre-release or the end";
}

}  // namespace detail

namespace version {
namespace calver {

[[gnu::always_inline]] constexpr bool read(detail::version_reader& in, parts& v) noexcept {
  if (detail::lower(in.peek()) == 'v') ++in.at;
  for (std::size_t i = 0; i < 2; ++i) {
    if (i > 0 && !in.take('.')) return in.refuse(detail::calver_parts[i].before);
    if (!detail::is_digit(in.peek())) return in.refuse(detail::calver_parts[i].digit);
    v.core[i] = in.take_number();
  }
  const bool patch = in.peek() == '.' && detail::is_digit(in.peek(1));
  if (patch) {
    ++in.at;
    v.core[2] = in.take_number();
  }
  const std::size_t behind = in.at;
  if (!in.at_end()) v.behind = pep440::read_suffix(in);
  if (v.behind.has_post) {
    return in.refuse({errc::malformed, "a pre-release or the end", behind, in.at - behind});
  }
  if (!in.at_end()) return in.refuse(detail::behind_calver(v.behind, patch));
  return true;
}

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  return v;
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  for (const number& n : v.core) put_number(out, detail::calver_core, n);
  pep440::encode(v.behind, out);
}

// A text that is not plain; apart, so that parse() is small.
[[gnu::noinline]] constexpr parsed<value> parse_closely(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  packer bytes;
  encode(v, bytes);
  return value(scheme::calver, text, bytes.finish());
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  packer bytes;
  std::string_view rest = text.substr(!text.empty() && detail::lower(text.front()) == 'v' ? 1 : 0);
  if (!detail::pack_plain_core(bytes, rest, detail::calver_core, true) || !rest.empty()) return parse_closely(text);
  pep440::encode(pep440::suffix(), bytes);
  return value(scheme::calver, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  detail::version_reader in_a{a};
  detail::version_reader in_b{b};
  parts x;
  parts y;
  if (!read(in_a, x) || !read(in_b, y)) return 0;
  for (std::size_t i = 0; i < 3; ++i) {
    if (const int order = version::compare(x.core[i], y.core[i]); order != 0) return order;
  }
  return detail::compare_suffix(x.behind, y.behind);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && (v->behind.pre != pep440::phase::none || v->behind.has_dev);
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  std::string out(v->core[0].text());
  (out += '.') += v->core[1].text();
  (out += '.') += v->core[2].text();
  detail::append_suffix(out, v->behind);
  return out;
}

constexpr bool operator==(const release_line& a, const release_line& b) noexcept {
  return version::compare(a.year, b.year) == 0 && version::compare(a.number, b.number) == 0;
}
constexpr bool operator<(const release_line& a, const release_line& b) noexcept {
  const int order = version::compare(a.year, b.year);
  return order != 0 ? order < 0 : version::compare(a.number, b.number) < 0;
}

constexpr release_line line(const value& v) noexcept {
  const parts p = *split(v.text());
  return {p.core[0], p.core[1]};
}

constexpr bool is_feature_release(const value& v) noexcept {
  return split(v.text())->core[2].is_zero() && !is_prerelease(v.text());
}

constexpr bool is_bugfix_release(const value& v) noexcept {
  return !split(v.text())->core[2].is_zero() && !is_prerelease(v.text());
}

}  // namespace calver
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_CALVER_HPP
