// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Semantic Versioning 2.0.0, to the letter: three numbers of any length, pre-release identifiers, build metadata.
//
//   semver::compare("1.0.0-rc.2", "1.0.0-rc.10") < 0      semver::parse("v1.0.0")  // not one: clause 2 has no "v"
#ifndef MAINTKIT_VERSION_SEMVER_HPP
#define MAINTKIT_VERSION_SEMVER_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/plain.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace semver {

struct parts {
  number core[3];               // major, minor, patch
  std::string_view prerelease;  // "rc.1", without its '-'
  std::string_view build;       // without its '+'
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// Precedence (clause 11): build metadata does not count. Both texts must be valid.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// The order of build metadata alone, for a total order among versions of one precedence: no metadata comes first,
// numbers by value and then by their zeros, numbers before words, fewer identifiers before more. The standard gives
// none; this is the one of Cargo.
constexpr int compare_build(std::string_view a, std::string_view b) noexcept;

constexpr bool is_prerelease(std::string_view text) noexcept;

// A valid version is its own normal form.
inline std::string normal(std::string_view text) { return std::string(text); }

// The bytes of `v`: three numbers, then 0xff for a release; for a pre-release each identifier (a number, or a run of
// characters by ASCII order) and 0x01 behind the last.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace semver
}  // namespace version

namespace detail {

inline constexpr version::band semver_core{0x00, 0xff};
inline constexpr version::band semver_identifier{0x02, 0x80};
inline constexpr std::uint8_t semver_letters = 0x81;  // 63 characters, two bytes each, end at 0xfe
inline constexpr unsigned semver_end = 0x01;
inline constexpr unsigned semver_release = 0xff;
inline constexpr std::uint8_t no_rank = 0xff;

// '-' 0, digits 1 …, upper case 11 …, lower case 37 …: their order in ASCII (clause 11.4.2).
constexpr version::byte_table semver_rank_table() {
  version::byte_table table;
  std::uint8_t rank = 0;
  for (std::size_t c = 0; c < 256; ++c) {
    const char letter = static_cast<char>(static_cast<unsigned char>(c));
    table.of[c] = letter == '-' || is_alnum(letter) ? rank++ : no_rank;
  }
  return table;
}
inline constexpr version::byte_table semver_rank = semver_rank_table();

constexpr bool is_semver_character(char c) { return semver_rank[c] != no_rank; }
constexpr bool is_numeric(std::string_view text) { return !text.empty() && span_of(text, is_digit) == text.size(); }

struct semver_part {
  const char* before;  // what stands before the number
  const char* digit;
  const char* no_zero;  // clause 2
};
inline constexpr semver_part semver_core_parts[] = {
    {"", "a digit of the major number", "a major number without leading zeros"},
    {"'.' and the minor number", "a digit of the minor number", "a minor number without leading zeros"},
    {"'.' and the patch number", "a digit of the patch number", "a patch number without leading zeros"},
};

constexpr bool is_padded(std::string_view digits) { return digits.size() > 1 && digits.front() == '0'; }

// Steps over identifiers joined by dots; `word` names one of them. Numbers with leading zeros are refused in
// pre-releases (clause 9), not in build metadata (clause 10).
constexpr bool skip_identifiers(version_reader& in, const char* word, bool padded) noexcept {
  do {
    const std::size_t first = in.at;
    const std::string_view identifier = in.take_while(is_semver_character);
    if (identifier.empty()) return in.refuse(word);
    if (!padded && is_padded(identifier) && is_numeric(identifier)) {
      return in.refuse({errc::malformed, "a numeric identifier without leading zeros", first, identifier.size()});
    }
  } while (in.take('.'));
  return true;
}

template <class Sink>
constexpr void put_identifier(Sink& out, std::string_view identifier) {
  if (is_numeric(identifier)) {
    version::put_number(out, semver_identifier, version::take_number(identifier));
    return;
  }
  for (std::size_t i = 0; i < identifier.size(); ++i) {
    version::put_letter(out, semver_letters, semver_rank[identifier[i]], i + 1 < identifier.size());
  }
}

// Clause 11.4: numbers by value, words by ASCII, numbers before words.
constexpr int compare_identifier(std::string_view a, std::string_view b) noexcept {
  const bool numeric = is_numeric(a);
  if (numeric != is_numeric(b)) return numeric ? -1 : 1;
  if (!numeric) return version::compare_bytes(a, b);
  return version::compare(version::take_number(a), version::take_number(b));
}

// Walks two lists of identifiers; where one ends first, it is the lesser.
template <class Compare>
constexpr int compare_identifiers(std::string_view a, std::string_view b, Compare compare) noexcept {
  while (!a.empty() && !b.empty()) {
    if (const int order = compare(take_until(a, '.'), take_until(b, '.')); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

constexpr int compare_build_identifier(std::string_view a, std::string_view b) noexcept {
  const int order = compare_identifier(a, b);
  if (order != 0 || a.size() == b.size()) return order;
  return a.size() < b.size() ? -1 : 1;
}

}  // namespace detail

namespace version {
namespace semver {

[[gnu::always_inline]] constexpr bool read(detail::version_reader& in, parts& v) noexcept {
  for (std::size_t i = 0; i < 3; ++i) {
    const detail::semver_part& part = detail::semver_core_parts[i];
    if (i > 0 && !in.take('.')) return in.refuse(part.before);
    const std::size_t first = in.at;
    if (!detail::is_digit(in.peek())) return in.refuse(part.digit);
    v.core[i] = in.take_number();
    if (detail::is_padded(in.text.substr(first, in.at - first))) {
      return in.refuse({errc::malformed, part.no_zero, first, in.at - first});
    }
  }
  if (const std::size_t first = in.at + 1; in.take('-')) {
    if (!detail::skip_identifiers(in, "a letter, digit or '-' of a pre-release identifier", false)) return false;
    v.prerelease = in.text.substr(first, in.at - first);
  }
  if (const std::size_t first = in.at + 1; in.take('+')) {
    if (!detail::skip_identifiers(in, "a letter, digit or '-' of a build identifier", true)) return false;
    v.build = in.text.substr(first, in.at - first);
  }
  if (!in.at_end())
    return in.refuse(!v.build.empty() ? "the end" : !v.prerelease.empty() ? "'+' or the end" : "'-', '+' or the end");
  return true;
}

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  return v;
}

template <class Sink>
constexpr void put_prerelease(Sink& out, std::string_view identifiers) {
  while (!identifiers.empty()) detail::put_identifier(out, detail::take_until(identifiers, '.'));
  out.put(detail::semver_end);
}

template <class Sink>
constexpr void encode(const parts& v, Sink& out) {
  for (const number& n : v.core) put_number(out, detail::semver_core, n);
  if (v.prerelease.empty()) return out.put(detail::semver_release);
  put_prerelease(out, v.prerelease);
}

// A text that is not plain; apart, so that parse() is small.
[[gnu::noinline]] constexpr parsed<value> parse_closely(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  packer bytes;
  encode(v, bytes);
  return value(scheme::semver, text, bytes.finish());
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  packer bytes;
  std::string_view rest = text;
  if (!detail::pack_plain_core(bytes, rest, detail::semver_core, false)) return parse_closely(text);
  if (rest.empty()) {
    bytes.put(detail::semver_release);
    return value(scheme::semver, text, bytes.finish());
  }
  detail::version_reader in{rest};
  if (!in.take('-') || !detail::skip_identifiers(in, "", false) || !in.at_end()) return parse_closely(text);
  put_prerelease(bytes, rest.substr(1));
  return value(scheme::semver, text, bytes.finish());
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
  if (x.prerelease.empty() || y.prerelease.empty()) {
    return static_cast<int>(x.prerelease.empty()) - static_cast<int>(y.prerelease.empty());
  }
  return detail::compare_identifiers(x.prerelease, y.prerelease, detail::compare_identifier);
}

constexpr int compare_build(std::string_view a, std::string_view b) noexcept {
  return detail::compare_identifiers(split(a)->build, split(b)->build, detail::compare_build_identifier);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && !v->prerelease.empty();
}

}  // namespace semver
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_SEMVER_HPP
