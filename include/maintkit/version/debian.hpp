// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Debian versions, [EPOCH:]UPSTREAM[-REVISION], read and ordered as dpkg does (deb-version(7) and dpkg 1.21).
//
//   debian::compare("1.0~rc1-1", "1.0-1") < 0      debian::compare("1.0", "1.0-0") == 0
//
// dpkg refuses some texts and warns of others, which it orders all the same ("v2.0"). parse() accepts what dpkg orders;
// warning() says what `dpkg --validate-version` would refuse besides.
#ifndef MAINTKIT_VERSION_DEBIAN_HPP
#define MAINTKIT_VERSION_DEBIAN_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/evr.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/plain.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace debian {

struct parts {
  std::uint32_t epoch = 0;    // at most 2147483647
  std::string_view upstream;  // not empty
  std::string_view revision;  // behind the last hyphen; empty means "0"
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// What dpkg warns of in a text that parse() accepts: upstream does not start with a digit, or a character that is not
// allowed where it stands.
constexpr std::optional<parse_error> warning(std::string_view text) noexcept;

// The order of two valid texts, from where they begin to differ.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// Upstream holds a '~', which by custom marks what comes before the release (a '~' in the revision marks a backport).
constexpr bool is_prerelease(std::string_view text) noexcept;

// Without blanks around it, without an epoch of 0 that is not needed, and without an epoch's sign and zeros.
inline std::string normal(std::string_view text);

// The bytes of `v`: the epoch, then upstream and revision, each a sequence of characters and numbers (one at least; 0
// where a character is last) with 0x02 behind it. By Debian Policy 5.6.12: '~' 0x01, the end 0x02, numbers from 0x03,
// letters from 0xc3, then all others; the ones that dpkg warns of are two bytes.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace debian
}  // namespace version

namespace detail {

inline constexpr version::band debian_number{0x03, 0xc2};
inline constexpr unsigned debian_tilde = 0x01;
inline constexpr unsigned debian_end = 0x02;
inline constexpr std::uint32_t debian_epoch_most = 2147483647;  // INT_MAX, in dpkg's parseversion()

// Characters that dpkg warns of are two bytes: one of these and the character. Bytes from 0x80 stand between letters
// and the other characters: dpkg adds 256 to a plain char, which is signed where the answers were recorded (amd64).
inline constexpr unsigned debian_high = 0xf7;
inline constexpr unsigned debian_below = 0xf8;               // before '+'
inline constexpr unsigned debian_above = 0xff;               // behind ':'
inline constexpr std::string_view debian_others = "+,-./:";  // 0xf9 … 0xfe

constexpr unsigned debian_escape(char c) {
  if (static_cast<unsigned char>(c) >= 0x80) return debian_high;
  return c < '+' ? debian_below : debian_above;
}

// The byte of each character; 0 for digits, which are numbers, and for the ones of two bytes.
constexpr version::byte_table debian_code_table() {
  version::byte_table table;
  const auto set = [&](char c, unsigned code) {
    table.of[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(code);
  };
  for (unsigned i = 0; i < 26; ++i) {
    set(static_cast<char>('A' + i), 0xc3 + i);
    set(static_cast<char>('a' + i), 0xc3 + 26 + i);
  }
  for (unsigned i = 0; i < debian_others.size(); ++i) set(debian_others[i], 0xf9 + i);
  set('~', debian_tilde);
  return table;
}
inline constexpr version::byte_table debian_code = debian_code_table();

constexpr bool is_debian_character(char c) { return is_alnum(c) || c == '.' || c == '+' || c == '~'; }
constexpr bool is_debian_upstream(char c) { return is_debian_character(c) || c == '-' || c == ':'; }

// dpkg's order of characters that are no digits: '~' before the end, the end (and digits) 0, letters, the rest.
constexpr int debian_weight(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_digit(text[at])) return 0;
  const char c = text[at];
  if (c == '~') return -1;
  return is_alpha(c) ? c : static_cast<signed char>(c) + 256;
}

// Policy 5.6.12, "the sorting algorithm": characters up to the next digit, then a number, in turn.
constexpr int compare_debian_part(std::string_view a, std::string_view b) noexcept {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    while ((i < a.size() && !is_digit(a[i])) || (j < b.size() && !is_digit(b[j]))) {
      const int x = debian_weight(a, i);
      const int y = debian_weight(b, j);
      if (x != y) return x < y ? -1 : 1;
      ++i;
      ++j;
    }
    std::string_view p = a.substr((i < a.size() ? i : a.size()));
    std::string_view q = b.substr((j < b.size() ? j : b.size()));
    const int order = version::compare(version::take_number(p), version::take_number(q));
    if (order != 0) return order;
    i = a.size() - p.size();
    j = b.size() - q.size();
  }
  return 0;
}

constexpr int compare_debian_fork(std::string_view a, std::string_view b, std::size_t at) noexcept {
  const int x = debian_weight(a, at);
  const int y = debian_weight(b, at);
  return static_cast<int>(x > y) - static_cast<int>(x < y);
}

template <class Sink>
[[gnu::always_inline]] constexpr void put_debian_part(Sink& out, std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  do {
    for (; at != end && !is_digit(*at); ++at) {
      if (const std::uint8_t code = debian_code[*at]; code != 0) {
        out.put(code);
      } else {
        out.put(debian_escape(*at));
        out.put(static_cast<unsigned char>(*at));
      }
    }
    std::string_view rest(at, static_cast<std::size_t>(end - at));
    version::put_number(out, debian_number, version::take_number(rest));
    at = rest.data();
  } while (at != end);
  out.put(debian_end);
}

// What needs no closer look: no epoch, and nothing that dpkg refuses or warns of, but for the first character.
struct debian_plain {
  static constexpr version::band number = debian_number;
  static constexpr bool letters_join = false;
  static constexpr plain_kinds kinds = [] {
    plain_kinds all;
    for (unsigned c = 0; c < 128; ++c) {
      const char letter = static_cast<char>(c);
      if (const unsigned code = debian_code[letter]; code != 0) all.set(letter, plain_start | code);
    }
    all.set(':', 0);
    for (unsigned d = 0; d < 10; ++d)
      all.set(static_cast<char>('0' + d), plain_start | plain_digit | (number.first + d));
    return all;
  }();
};

[[gnu::always_inline]] constexpr bool pack_plain_debian_part(version::packer& out, std::string_view text) noexcept {
  if (!pack_plain<debian_plain>(out, text)) return false;
  const bool ends_in_number = !text.empty() && is_digit(text.back());
  out.append(ends_in_number ? 0 : 1, ends_in_number ? 0 : debian_number.first);
  out.put(debian_end);
  return true;
}

[[gnu::always_inline]] constexpr bool pack_plain_debian(version::packer& out, std::string_view text) noexcept {
  const std::size_t hyphen = text.rfind('-');
  const std::string_view upstream = text.substr(0, hyphen);
  const std::string_view revision = hyphen == std::string_view::npos ? std::string_view() : text.substr(hyphen + 1);
  if (upstream.empty() || upstream.size() + 1 == text.size()) return false;
  out.put(debian_number.first);
  return pack_plain_debian_part(out, upstream) && pack_plain_debian_part(out, revision);
}

// Where the marks stand that divide a version; behind the text where there is none.
struct debian_marks {
  std::size_t colon;   // the first
  std::size_t hyphen;  // the last
  std::size_t bad;     // the first blank or NUL
};

// Without a branch that depends on the text, but for the fault.
constexpr debian_marks find_debian_marks(const version_reader& in) noexcept {
  const std::size_t stop = in.text.size();
  debian_marks marks{stop, stop, stop};
  bool more = false;
  for (std::size_t i = in.at; i < stop; ++i) {
    const char c = in.text[i];
    marks.hyphen = c == '-' ? i : marks.hyphen;
    more |= c == ':' || c == ' ' || c == '\t' || c == '\0';
  }
  for (std::size_t i = stop; more && i-- > in.at;) {
    const char c = in.text[i];
    if (c == ':') marks.colon = i;
    if (is_blank(c) || c == '\0') marks.bad = i;
  }
  return marks;
}

// "[+-]DIGITS:" at the front, as strtol() reads it; the reader stands behind it.
constexpr bool read_debian_epoch(version_reader& in, std::size_t colon, std::uint32_t& epoch) noexcept {
  const std::size_t start = in.at;
  in.take_while(is_space);
  const bool negative = in.peek() == '-';
  if (in.peek() == '+' || negative) ++in.at;
  const std::size_t digits = in.at;
  const version::number n = in.take_number();
  if (in.at == digits) return in.refuse({errc::malformed, "a number as the epoch", start, colon - start});
  if (in.at != colon) {
    return in.refuse({errc::malformed, "nothing but digits before the epoch's ':'", in.at, colon - in.at});
  }
  if (negative && !n.is_zero()) return in.refuse({errc::malformed, "an epoch without '-'", start, colon - start});
  if (n.is_long() || n.value > debian_epoch_most) {
    return in.refuse({errc::limit, "an epoch of at most 2147483647", start, colon - start});
  }
  epoch = static_cast<std::uint32_t>(n.value);
  ++in.at;
  return true;
}

}  // namespace detail

namespace version {
namespace debian {

[[gnu::always_inline]] constexpr bool read(detail::version_reader& in, parts& v) noexcept {
  in.take_while(detail::is_blank);
  while (!in.at_end() && detail::is_blank(in.text.back())) in.text.remove_suffix(1);
  if (in.at_end()) return in.refuse("a version");
  const std::size_t stop = in.text.size();
  const detail::debian_marks marks = detail::find_debian_marks(in);
  if (marks.bad != stop) return in.refuse({errc::malformed, "no blank or NUL inside", marks.bad, 1});
  if (marks.colon != stop) {
    if (!detail::read_debian_epoch(in, marks.colon, v.epoch)) return false;
    if (in.at_end()) return in.refuse("a version behind the epoch");
  }
  if (marks.hyphen == stop || marks.hyphen < in.at) {
    v.upstream = in.rest();
    return true;
  }
  v.upstream = in.text.substr(in.at, marks.hyphen - in.at);
  v.revision = in.text.substr(marks.hyphen + 1);
  if (v.revision.empty()) return in.refuse({errc::incomplete, "a revision behind '-'", stop, 0});
  if (v.upstream.empty()) return in.refuse({errc::malformed, "an upstream version before '-'", in.at, 1});
  return true;
}

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  return v;
}

constexpr std::optional<parse_error> warning(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  if (!v) return std::nullopt;
  const auto offset = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - text.data()); };
  if (!detail::is_digit(v->upstream.front())) {
    return parse_error{errc::malformed, "a digit at the start of the upstream version", offset(v->upstream), 1};
  }
  if (const std::size_t n = detail::span_of(v->upstream, detail::is_debian_upstream); n < v->upstream.size()) {
    return parse_error{errc::malformed, "a letter, a digit or one of . + - ~ : in the upstream version",
                       offset(v->upstream) + n, 1};
  }
  if (const std::size_t n = detail::span_of(v->revision, detail::is_debian_character); n < v->revision.size()) {
    return parse_error{errc::malformed, "a letter, a digit or one of . + ~ in the revision", offset(v->revision) + n,
                       1};
  }
  return std::nullopt;
}

template <class Sink>
[[gnu::always_inline]] constexpr void encode(const parts& v, Sink& out) {
  detail::put_word(out, detail::debian_number, v.epoch);
  for (const std::string_view part : {v.upstream, v.revision}) detail::put_debian_part(out, part);
}

// A text that is not plain; apart, so that parse() is small.
[[gnu::noinline]] constexpr parsed<value> parse_closely(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  packer bytes;
  encode(v, bytes);
  return value(scheme::deb, text, bytes.finish());
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  packer bytes;
  if (detail::pack_plain_debian(bytes, text)) return value(scheme::deb, text, bytes.finish());
  return parse_closely(text);
}

}  // namespace debian
}  // namespace version

namespace detail {

constexpr int compare_debian_whole(std::string_view a, std::string_view b) noexcept {
  version_reader in_a{a};
  version_reader in_b{b};
  version::debian::parts x;
  version::debian::parts y;
  if (!version::debian::read(in_a, x) || !version::debian::read(in_b, y)) return 0;
  if (x.epoch != y.epoch) return x.epoch < y.epoch ? -1 : 1;
  const int order = compare_debian_part(x.upstream, y.upstream);
  return order != 0 ? order : compare_debian_part(x.revision, y.revision);
}

}  // namespace detail

namespace version {
namespace debian {

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() && detail::is_blank(a.back())) a.remove_suffix(1);
  while (!b.empty() && detail::is_blank(b.back())) b.remove_suffix(1);
  return detail::compare_evr(a, b, detail::compare_debian_part, detail::compare_debian_fork,
                             detail::compare_debian_whole);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && v->upstream.find('~') != std::string_view::npos;
}

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  const auto has_colon = [](std::string_view part) { return part.find(':') != std::string_view::npos; };
  const bool bare = v->epoch == 0 && !has_colon(v->upstream) && !has_colon(v->revision);
  std::string out = bare ? std::string() : std::to_string(v->epoch) + ":";
  out += v->upstream;
  if (!v->revision.empty()) (out += '-') += v->revision;
  return out;
}

}  // namespace debian
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_DEBIAN_HPP
