// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Python versions: [N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], in every spelling that PEP 440 allows ("v1.0-RC_2",
// "1.0-1", blanks around), read and ordered as the `packaging` library does.
//
//   pep440::compare("1.0.dev1", "1.0a1") < 0      pep440::normal(" V1.0-preview_2\n") == "1.0rc2"
#ifndef MAINTKIT_VERSION_PEP440_HPP
#define MAINTKIT_VERSION_PEP440_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {
namespace pep440 {

enum class phase : std::uint8_t { alpha, beta, candidate, none };

// What stands behind the release numbers. A number that was left out is 0 ("1.0a", "1.0.post", "1.0dev").
struct suffix {
  phase pre = phase::none;
  bool has_post = false;
  bool has_dev = false;
  number pre_number;
  number post;
  number dev;
};

struct parts {
  number epoch;
  std::string_view release;  // "1.02.0", as it was written
  suffix behind;
  std::string_view local;  // without its '+'
};

constexpr parsed<parts> split(std::string_view text) noexcept;
constexpr parsed<value> parse(std::string_view text) noexcept;

// The order of two valid texts.
constexpr int compare(std::string_view a, std::string_view b) noexcept;

// A pre-release or a development release.
constexpr bool is_prerelease(std::string_view text) noexcept;

// What str(packaging.version.Version(text)) gives. Zeros at the end of the release stay.
inline std::string normal(std::string_view text);

// Reads a, b, rc, post and dev parts in all their spellings, as far as they go.
constexpr suffix read_suffix(detail::version_reader& in) noexcept;

// The bytes of `v`: epoch; release numbers without zeros at their end, 0x01; phase (0x01 for nothing but dev, 0x02 a,
// 0x03 b, 0x04 rc, each but the first with a number; 0x05 none); post number or 0x01; dev number or 0xff; local words
// and numbers, 0x01.
template <class Sink>
constexpr void encode(const parts& v, Sink& out);
template <class Sink>
constexpr void encode(const suffix& v, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace pep440
}  // namespace version

namespace detail {

inline constexpr version::band pep440_any{0x00, 0xff};     // epoch, pre-release number
inline constexpr version::band pep440_number{0x02, 0xff};  // release and post numbers, above 0x01 for none
inline constexpr version::band pep440_dev{0x00, 0xfe};     // below 0xff for none
inline constexpr version::band pep440_local{0x4a, 0xff};   // above words
inline constexpr std::uint8_t pep440_letters = 0x02;       // 36 characters, two bytes each
inline constexpr unsigned pep440_end = 0x01;
inline constexpr unsigned pep440_no_dev = 0xff;

// What Python's \s matches in ASCII.
constexpr bool is_python_space(char c) { return is_space(c) || (c >= '\x1c' && c <= '\x1f'); }
constexpr bool is_joint(char c) { return c == '-' || c == '_' || c == '.'; }

struct phase_word {
  std::string_view word;
  version::pep440::phase phase;
};
// The longest first, where one begins with another.
inline constexpr phase_word phase_words[] = {
    {"alpha", version::pep440::phase::alpha},       {"a", version::pep440::phase::alpha},
    {"beta", version::pep440::phase::beta},         {"b", version::pep440::phase::beta},
    {"preview", version::pep440::phase::candidate}, {"pre", version::pep440::phase::candidate},
    {"rc", version::pep440::phase::candidate},      {"c", version::pep440::phase::candidate},
};
inline constexpr std::string_view post_words[] = {"post", "rev", "r"};

constexpr bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(0, word.size()), word);
}

// Steps over `[-_.]? word [-_.]?` if it stands there.
constexpr bool take_joined(version_reader& in, std::string_view word) noexcept {
  const std::size_t joint = is_joint(in.peek()) ? 1 : 0;
  if (lower(in.peek(joint)) != word.front() || !begins_with_word(in.rest().substr(joint), word)) return false;
  in.at += joint + word.size();
  if (is_joint(in.peek())) ++in.at;
  return true;
}

// `-N`, or one of the words; the reader then stands at the number.
constexpr bool take_post(version_reader& in) noexcept {
  if (in.peek() == '-' && is_digit(in.peek(1))) {
    ++in.at;
    return true;
  }
  for (const std::string_view word : post_words) {
    if (take_joined(in, word)) return true;
  }
  return false;
}

// Local segments: words before numbers, case and the kind of separator do not count.
constexpr std::string_view take_segment(std::string_view& rest) noexcept {
  const std::string_view segment = rest.substr(0, span_of(rest, is_alnum));
  rest.remove_prefix(segment.size() < rest.size() ? segment.size() + 1 : segment.size());
  return segment;
}

constexpr bool is_all_digits(std::string_view text) { return !text.empty() && span_of(text, is_digit) == text.size(); }

constexpr unsigned local_rank(char c) {
  return is_digit(c) ? static_cast<unsigned>(c - '0') : 10u + static_cast<unsigned>(lower(c) - 'a');
}

constexpr int compare_segment(std::string_view a, std::string_view b) noexcept {
  const bool numeric = is_all_digits(a);
  if (numeric != is_all_digits(b)) return numeric ? 1 : -1;
  if (numeric) return version::compare(version::take_number(a), version::take_number(b));
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return lower(a[i]) < lower(b[i]) ? -1 : 1;
  }
  return static_cast<int>(a.size() > b.size()) - static_cast<int>(a.size() < b.size());
}

constexpr int compare_local(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() && !b.empty()) {
    if (const int order = compare_segment(take_segment(a), take_segment(b)); order != 0) return order;
  }
  return static_cast<int>(!a.empty()) - static_cast<int>(!b.empty());
}

// Of a release, the number in front and the dot behind it; 0 when nothing is left.
constexpr version::number take_component(std::string_view& release) noexcept {
  const version::number n = version::take_number(release);
  if (!release.empty()) release.remove_prefix(1);
  return n;
}

constexpr int compare_release(std::string_view a, std::string_view b) noexcept {
  while (!a.empty() || !b.empty()) {
    if (const int order = version::compare(take_component(a), take_component(b)); order != 0) return order;
  }
  return 0;
}

// What may follow the parts that were read.
constexpr const char* behind_pep440(const version::pep440::parts& v) {
  if (!v.local.empty()) return "a letter or digit of the local version, or the end";
  if (v.behind.has_dev) return "'+' or the end";
  if (v.behind.has_post) return "dev, '+' or the end";
  if (v.behind.pre != version::pep440::phase::none) return "post, dev, '+' or the end";
  return "a, b, rc, post, dev, '+' or the end";
}

// 0 for nothing but dev, which comes before every pre-release.
constexpr int pep440_stage(const version::pep440::suffix& s) {
  if (s.pre == version::pep440::phase::none && !s.has_post && s.has_dev) return 0;
  return 1 + static_cast<int>(s.pre);
}

constexpr int compare_suffix(const version::pep440::suffix& a, const version::pep440::suffix& b) noexcept {
  if (pep440_stage(a) != pep440_stage(b)) return pep440_stage(a) < pep440_stage(b) ? -1 : 1;
  if (const int order = version::compare(a.pre_number, b.pre_number); order != 0) return order;
  if (a.has_post != b.has_post) return a.has_post ? 1 : -1;
  if (const int order = version::compare(a.post, b.post); order != 0) return order;
  if (a.has_dev != b.has_dev) return a.has_dev ? -1 : 1;
  return version::compare(a.dev, b.dev);
}

}  // namespace detail

namespace version {
namespace pep440 {

constexpr suffix read_suffix(detail::version_reader& in) noexcept {
  suffix s;
  for (const detail::phase_word& row : detail::phase_words) {
    if (!detail::take_joined(in, row.word)) continue;
    s.pre = row.phase;
    s.pre_number = in.take_number();
    break;
  }
  s.has_post = detail::take_post(in);
  if (s.has_post) s.post = in.take_number();
  s.has_dev = detail::take_joined(in, "dev");
  if (s.has_dev) s.dev = in.take_number();
  return s;
}

[[gnu::always_inline]] constexpr bool read(detail::version_reader& in, parts& v) noexcept {
  in.take_while(detail::is_python_space);
  while (!in.at_end() && detail::is_python_space(in.text.back())) in.text.remove_suffix(1);
  if (detail::lower(in.peek()) == 'v') ++in.at;

  if (!detail::is_digit(in.peek())) return in.refuse("a digit of the release");
  std::size_t first = in.at;
  const number lead = in.take_number();
  if (in.take('!')) {
    v.epoch = lead;
    first = in.at;
    if (!detail::is_digit(in.peek())) return in.refuse("a digit of the release behind the epoch");
    in.take_while(detail::is_digit);
  }
  while (in.peek() == '.' && detail::is_digit(in.peek(1))) {
    ++in.at;
    in.take_while(detail::is_digit);
  }
  v.release = in.text.substr(first, in.at - first);
  if (!in.at_end()) v.behind = read_suffix(in);
  if (in.take('+')) {
    first = in.at;
    do {
      if (!detail::is_alnum(in.peek())) return in.refuse("a letter or digit of the local version");
      in.take_while(detail::is_alnum);
    } while (detail::is_joint(in.peek()) && ++in.at != 0);
    v.local = in.text.substr(first, in.at - first);
  }
  if (!in.at_end()) return in.refuse(detail::behind_pep440(v));
  return true;
}

constexpr parsed<parts> split(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  return v;
}

template <class Sink>
[[gnu::always_inline]] constexpr void encode(const suffix& v, Sink& out) {
  const int stage = detail::pep440_stage(v);
  out.put(static_cast<unsigned>(1 + stage));
  if (v.pre != phase::none) put_number(out, detail::pep440_any, v.pre_number);
  if (v.has_post) {
    put_number(out, detail::pep440_number, v.post);
  } else {
    out.put(detail::pep440_end);
  }
  if (v.has_dev) {
    put_number(out, detail::pep440_dev, v.dev);
  } else {
    out.put(detail::pep440_no_dev);
  }
}

template <class Sink>
[[gnu::always_inline]] constexpr void encode(const parts& v, Sink& out) {
  put_number(out, detail::pep440_any, v.epoch);
  std::size_t zeros = 0;
  for (std::string_view rest = v.release; !rest.empty();) {
    const number n = detail::take_component(rest);
    if (n.is_zero()) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) out.put(detail::pep440_number.first);
    put_number(out, detail::pep440_number, n);
  }
  out.put(detail::pep440_end);
  encode(v.behind, out);
  for (std::string_view rest = v.local; !rest.empty();) {
    std::string_view segment = detail::take_segment(rest);
    if (detail::is_all_digits(segment)) {
      put_number(out, detail::pep440_local, take_number(segment));
      continue;
    }
    for (std::size_t i = 0; i < segment.size(); ++i) {
      put_letter(out, detail::pep440_letters, detail::local_rank(segment[i]), i + 1 < segment.size());
    }
  }
  out.put(detail::pep440_end);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  detail::version_reader in{text};
  parts v;
  if (!read(in, v)) return in.fault;
  packer bytes;
  encode(v, bytes);
  return value(scheme::pep440, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  detail::version_reader in_a{a};
  detail::version_reader in_b{b};
  parts x;
  parts y;
  if (!read(in_a, x) || !read(in_b, y)) return 0;
  if (const int order = version::compare(x.epoch, y.epoch); order != 0) return order;
  if (const int order = detail::compare_release(x.release, y.release); order != 0) return order;
  if (const int order = detail::compare_suffix(x.behind, y.behind); order != 0) return order;
  return detail::compare_local(x.local, y.local);
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  const parsed<parts> v = split(text);
  return v && (v->behind.pre != phase::none || v->behind.has_dev);
}

}  // namespace pep440
}  // namespace version

namespace detail {

inline void append_suffix(std::string& out, const version::pep440::suffix& s) {
  constexpr std::string_view phases[] = {"a", "b", "rc"};
  if (s.pre != version::pep440::phase::none) {
    out += phases[static_cast<std::size_t>(s.pre)];
    out += s.pre_number.text();
  }
  if (s.has_post) (out += ".post") += s.post.text();
  if (s.has_dev) (out += ".dev") += s.dev.text();
}

}  // namespace detail

namespace version {
namespace pep440 {

inline std::string normal(std::string_view text) {
  const parsed<parts> v = split(text);
  if (!v) return std::string(text);
  std::string out;
  if (!v->epoch.is_zero()) (out += v->epoch.text()) += '!';
  for (std::string_view rest = v->release; !rest.empty();) {
    out += detail::take_component(rest).text();
    if (!rest.empty()) out += '.';
  }
  detail::append_suffix(out, v->behind);
  char joint = '+';
  for (std::string_view rest = v->local; !rest.empty(); joint = '.') {
    std::string_view segment = detail::take_segment(rest);
    out += joint;
    if (detail::is_all_digits(segment)) {
      out += take_number(segment).text();
    } else {
      for (const char c : segment) out += detail::lower(c);
    }
  }
  return out;
}

}  // namespace pep440
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_PEP440_HPP
