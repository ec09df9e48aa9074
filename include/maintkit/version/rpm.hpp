// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// RPM's [EPOCH:]VERSION[-RELEASE], ordered as rpm does (rpm-version(7), rpm 4.18). The release stands behind the last
// hyphen; a missing one comes before every other.
//
//   rpm::compare("1.0~rc1-1", "1.0-1") < 0      rpm::compare("1.0^git1-1", "1.0-9") > 0
//   rpm::compare("1.0", "1_0") == 0
//
// rpm orders any text; only blanks and control characters, which no package file name can hold, are refused here.
#ifndef MAINTKIT_VERSION_RPM_HPP
#define MAINTKIT_VERSION_RPM_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/evr.hpp>
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
namespace rpm {

struct parts {
  number epoch;              // of any length: rpm compares it as text
  std::string_view version;  // may be empty
  std::string_view release;
  bool has_release = false;  // "1.0-" has an empty one, which is more than none
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// The version holds a '~', which marks what comes before the release.
constexpr bool is_prerelease(std::string_view text) noexcept;

// Without an epoch of 0 and without an epoch's leading zeros.
inline std::string normal(std::string_view text);

// The bytes of `v`: epoch, version, then 0x01 if there is no release, else the release. Version and release are runs of
// letters and numbers, '~' 0x02 < the end 0x03 < '^' 0x04 < letters < numbers; all else only separates.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace rpm
}  // namespace version

namespace detail {

inline constexpr version::band rpm_epoch{0x00, 0xff};
inline constexpr unsigned rpm_no_release = 0x01;
inline constexpr unsigned rpm_tilde = 0x02;
inline constexpr unsigned rpm_end = 0x03;
inline constexpr unsigned rpm_caret = 0x04;
inline constexpr std::uint8_t rpm_letters = 0x05;  // 52, two bytes each
inline constexpr version::band rpm_number{0x6d, 0xff};

constexpr bool is_rpm_separator(char c) { return !is_alnum(c) && c != '~' && c != '^'; }
constexpr bool is_printable(char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7f'; }

constexpr void skip_rpm_separators(std::string_view& rest) noexcept {
  rest.remove_prefix(span_of(rest, is_rpm_separator));
}

// What stands at the front, in the order that rpm gives it.
enum class rpm_token : std::uint8_t { tilde, end, caret, letters, digits };

constexpr rpm_token rpm_token_at(std::string_view rest) noexcept {
  if (rest.empty()) return rpm_token::end;
  if (rest.front() == '~') return rpm_token::tilde;
  if (rest.front() == '^') return rpm_token::caret;
  return is_digit(rest.front()) ? rpm_token::digits : rpm_token::letters;
}

constexpr std::string_view take_letters(std::string_view& rest) noexcept {
  const std::string_view run = rest.substr(0, span_of(rest, is_alpha));
  rest.remove_prefix(run.size());
  return run;
}

constexpr int compare_rpm_part(std::string_view a, std::string_view b) noexcept {
  for (;;) {
    skip_rpm_separators(a);
    skip_rpm_separators(b);
    const rpm_token x = rpm_token_at(a);
    const rpm_token y = rpm_token_at(b);
    if (x != y) return x < y ? -1 : 1;
    int order = 0;
    switch (x) {
      case rpm_token::end:
        return 0;
      case rpm_token::digits:
        order = version::compare(version::take_number(a), version::take_number(b));
        break;
      case rpm_token::letters:
        order = version::compare_bytes(take_letters(a), take_letters(b));
        break;
      default:
        a.remove_prefix(1), b.remove_prefix(1);
    }
    if (order != 0) return order;
  }
}

// Within letters, who goes on with one is more; else by what comes next.
constexpr int compare_rpm_fork(std::string_view a, std::string_view b, std::size_t at) noexcept {
  const bool within = at > 0 && is_alpha(a[at - 1]);
  a.remove_prefix(at);
  b.remove_prefix(at);
  const bool p = within && !a.empty() && is_alpha(a.front());
  const bool q = within && !b.empty() && is_alpha(b.front());
  if (p && q) return version::compare_bytes(a.substr(0, 1), b.substr(0, 1));
  if (p || q) return p ? 1 : -1;
  skip_rpm_separators(a);
  skip_rpm_separators(b);
  const rpm_token x = rpm_token_at(a);
  const rpm_token y = rpm_token_at(b);
  return static_cast<int>(x > y) - static_cast<int>(x < y);
}

constexpr unsigned rpm_letter_rank(char c) { return static_cast<unsigned>(is_upper(c) ? c - 'A' : c - 'a' + 26); }

template <class Sink>
[[gnu::always_inline]] constexpr void put_rpm_letters(Sink& out, std::string_view run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    version::put_letter(out, rpm_letters, rpm_letter_rank(run[i]), i + 1 < run.size());
  }
}

template <class Sink>
[[gnu::always_inline]] constexpr void put_rpm_part(Sink& out, std::string_view text) {
  for (;;) {
    skip_rpm_separators(text);
    const rpm_token token = rpm_token_at(text);
    if (token == rpm_token::digits) {
      version::put_number(out, rpm_number, version::take_number(text));
    } else if (token == rpm_token::letters) {
      put_rpm_letters(out, take_letters(text));
    } else if (token == rpm_token::end) {
      return out.put(rpm_end);
    } else {
      out.put(token == rpm_token::tilde ? rpm_tilde : rpm_caret);
      text.remove_prefix(1);
    }
  }
}

// What needs no closer look: no colon, which may end an epoch, and nothing that is refused.
struct rpm_plain {
  static constexpr version::band number = rpm_number;
  static constexpr bool letters_join = true;
  static constexpr plain_kinds kinds = [] {
    plain_kinds all;
    for (unsigned i = 0; i < 256; ++i) {
      const char c = static_cast<char>(static_cast<unsigned char>(i));
      if (is_printable(c) && c != ':') all.set(c, plain_separator);
      if (is_digit(c)) all.set(c, plain_start | plain_digit | (number.first + i - '0'));
      if (is_alpha(c)) all.set(c, plain_start | plain_letter | (rpm_letters + 2 * rpm_letter_rank(c)));
    }
    all.set('~', plain_start | rpm_tilde);
    all.set('^', plain_start | rpm_caret);
    return all;
  }();
};

[[gnu::always_inline]] constexpr bool pack_plain_rpm(version::packer& out, std::string_view text) noexcept {
  if (text.empty()) return false;
  const std::size_t hyphen = text.rfind('-');
  out.put(rpm_epoch.first);
  if (!pack_plain<rpm_plain>(out, text.substr(0, hyphen))) return false;
  out.put(rpm_end);
  if (hyphen == std::string_view::npos) {
    out.put(rpm_no_release);
    return true;
  }
  if (!pack_plain<rpm_plain>(out, text.substr(hyphen + 1))) return false;
  out.put(rpm_end);
  return true;
}

}  // namespace detail

namespace version {
namespace rpm {

[[gnu::always_inline]] constexpr bool read(detail::version_reader& in, parts& v) noexcept {
  if (in.at_end()) return in.refuse("a version");
  std::size_t hyphen = in.text.size();
  for (std::size_t i = 0; i < in.text.size(); ++i) {
    const char c = in.text[i];
    if (c == '-') hyphen = i;
    if (!detail::is_printable(c)) return in.refuse({errc::malformed, "no blank or control character", i, 1});
  }
  const number lead = in.take_number();
  if (in.take(':')) {
    v.epoch = lead;
  } else {
    in.at = 0;
  }
  v.has_release = hyphen != in.text.size();
  v.version = in.text.substr(in.at, hyphen - in.at);
  if (v.has_release) v.release = in.text.substr(hyphen + 1);
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
  put_number(out, detail::rpm_epoch, v.epoch);
  detail::put_rpm_part(out, v.version);
  if (!v.has_release) return out.put(detail::rpm_no_release);
  detail::put_rpm_part(out, v.release);
}

// A text that is not plain; apart, so that parse() is small.
[[gnu::noinline]] constexpr parsed<value> parse_closely(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  packer bytes;
  encode(v, bytes);
  return value(scheme::rpm, text, bytes.finish());
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  packer bytes;
  if (detail::pack_plain_rpm(bytes, text)) return value(scheme::rpm, text, bytes.finish());
  return parse_closely(text);
}

}  // namespace rpm
}  // namespace version

namespace detail {

constexpr int compare_rpm_whole(std::string_view a, std::string_view b) noexcept {
  version_reader in_a{a};
  version_reader in_b{b};
  version::rpm::parts x;
  version::rpm::parts y;
  if (!version::rpm::read(in_a, x) || !version::rpm::read(in_b, y)) return 0;
  if (const int order = version::compare(x.epoch, y.epoch); order != 0) return order;
  if (const int order = compare_rpm_part(x.version, y.version); order != 0) return order;
  if (x.has_release != y.has_release) return x.has_release ? 1 : -1;
  return compare_rpm_part(x.release, y.release);
}

}  // namespace detail

namespace version {
namespace rpm {

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  return detail::compare_evr(a, b, detail::compare_rpm_part, detail::compare_rpm_fork, detail::compare_rpm_whole);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && v->version.find('~') != std::string_view::npos;
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  // An epoch of 0 stays where the version would otherwise begin with one of its own, or be nothing.
  std::string_view behind = v->version;
  (void)take_number(behind);
  const bool needed = !behind.empty() ? behind.front() == ':' : v->version.empty() && !v->has_release;
  const bool bare = v->epoch.is_zero() && !needed;
  std::string out = bare ? std::string() : std::string(v->epoch.text()) + ":";
  out += v->version;
  if (v->has_release) (out += '-') += v->release;
  return out;
}

}  // namespace rpm
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_RPM_HPP
