// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Whatever upstreams write, in the order of libversion (the one Repology uses). Any text has a place.
//
//   generic::compare("1.0rc1", "1.0") < 0      generic::compare("1.0", "1") == 0      generic::compare("1.0a", "1.0") > 0
//
// A text is numbers and words; all else separates them. Missing numbers are 0. Case and all but the first letter of a
// word do not count. At each place: pre-release words < 0 < post-release words < numbers < letter suffixes.
#ifndef MAINTKIT_VERSION_GENERIC_HPP
#define MAINTKIT_VERSION_GENERIC_HPP

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
namespace generic {

// Fails on NUL bytes only.
constexpr parsed<value> parse(std::string_view text) noexcept;

constexpr int compare(std::string_view a, std::string_view b) noexcept;

// A pre-release word stands behind a number.
constexpr bool is_prerelease(std::string_view text) noexcept;

// Every text is its own normal form.
inline std::string normal(std::string_view text) { return std::string(text); }

// In libversion's order. A word that is none of its known ones is `pre`; directly behind a number and with no number
// directly behind it ("1.0a", not "1.0a1"), it is a `suffix`.
enum class rank : std::uint8_t { pre, zero, post, nonzero, suffix };

struct component {
  generic::rank rank = generic::rank::zero;
  char letter = 0;  // of a word, lower case
  number value;
};

// Takes the text apart. Behind the end there are zeros without end.
class reader {
 public:
  constexpr explicit reader(std::string_view text) noexcept : rest_(text) { skip_separators(); }
  constexpr bool at_end() const noexcept { return rest_.empty(); }
  constexpr component next() noexcept;

 private:
  constexpr void skip_separators() noexcept;

  std::string_view rest_;
  bool behind_number_ = false;
};

// The bytes of a text: pre-release letters from 0x01, end 0x1c, post-release 0x1e and 0x1f, numbers from 0x20, letter
// suffixes from 0xe6. A zero is 0x1b before a pre-release word and 0x1d before the rest; zeros at the end are left out.
template <class Sink>
constexpr void encode(std::string_view text, Sink& out);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace generic
}  // namespace version

namespace detail {

inline constexpr unsigned generic_pre = 0x01;  // and 25 more
inline constexpr unsigned generic_low_zero = 0x1b;
inline constexpr unsigned generic_end = 0x1c;
inline constexpr unsigned generic_high_zero = 0x1d;
inline constexpr unsigned generic_post = 0x1e;  // for "errata", one more for "patch", "pl" and "post"
inline constexpr version::band generic_number{0x20, 0xe5};
inline constexpr unsigned generic_suffix = 0xe6;

struct generic_word {
  std::string_view word;
  bool whole;  // or just the beginning of a word
  version::generic::rank rank;
};
inline constexpr generic_word generic_words[] = {
    {"alpha", true, version::generic::rank::pre},  {"beta", true, version::generic::rank::pre},
    {"rc", true, version::generic::rank::pre},     {"pre", false, version::generic::rank::pre},
    {"post", false, version::generic::rank::post}, {"patch", false, version::generic::rank::post},
    {"pl", true, version::generic::rank::post},    {"errata", true, version::generic::rank::post},
};

constexpr version::generic::rank generic_rank(std::string_view word, version::generic::rank unknown) {
  if (word.size() < 2) return unknown;
  for (const generic_word& row : generic_words) {
    if (lower(word.front()) != row.word.front() || word.size() < row.word.size()) continue;
    if (row.whole && word.size() != row.word.size()) continue;
    if (equal_ignoring_case(word.substr(0, row.word.size()), row.word)) return row.rank;
  }
  return unknown;
}

}  // namespace detail

namespace version {
namespace generic {

constexpr void reader::skip_separators() noexcept {
  const std::size_t n = detail::span_of(rest_, [](char c) { return !detail::is_alnum(c); });
  if (n > 0) behind_number_ = false;
  rest_.remove_prefix(n);
}

constexpr component reader::next() noexcept {
  component c;
  if (at_end()) return c;
  if (detail::is_digit(rest_.front())) {
    c.value = take_number(rest_);
    c.rank = c.value.is_zero() ? rank::zero : rank::nonzero;
    behind_number_ = true;
  } else {
    const std::string_view word = rest_.substr(0, detail::span_of(rest_, detail::is_alpha));
    rest_.remove_prefix(word.size());
    const bool before_number = !rest_.empty() && detail::is_digit(rest_.front());
    c.rank = detail::generic_rank(word, behind_number_ && !before_number ? rank::suffix : rank::pre);
    c.letter = detail::lower(word.front());
    behind_number_ = false;
  }
  skip_separators();
  return c;
}

template <class Sink>
constexpr void encode(std::string_view text, Sink& out) {
  std::size_t zeros = 0;
  for (reader in(text); !in.at_end();) {
    const component c = in.next();
    if (c.rank == rank::zero) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) out.put(c.rank == rank::pre ? detail::generic_low_zero : detail::generic_high_zero);
    const unsigned letter = static_cast<unsigned>(c.letter - 'a');
    switch (c.rank) {
      case rank::pre:
        out.put(detail::generic_pre + letter);
        break;
      case rank::post:
        out.put(detail::generic_post + (c.letter == 'p' ? 1u : 0u));
        break;
      case rank::suffix:
        out.put(detail::generic_suffix + letter);
        break;
      default:
        put_number(out, detail::generic_number, c.value);
    }
  }
  out.put(detail::generic_end);
}

constexpr parsed<value> parse(std::string_view text) noexcept {
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    return parse_error{errc::malformed, "no NUL byte", nul, 1};
  }
  packer bytes;
  encode(text, bytes);
  return value(scheme::generic, text, bytes.finish());
}

constexpr int compare(std::string_view a, std::string_view b) noexcept {
  reader x(a);
  reader y(b);
  while (!x.at_end() || !y.at_end()) {
    const component p = x.next();
    const component q = y.next();
    if (p.rank != q.rank) return p.rank < q.rank ? -1 : 1;
    if (p.letter != q.letter) return p.letter < q.letter ? -1 : 1;
    if (const int order = version::compare(p.value, q.value); order != 0) return order;
  }
  return 0;
}

constexpr bool is_prerelease(std::string_view text) noexcept {
  bool numbered = false;
  for (reader in(text); !in.at_end();) {
    const component c = in.next();
    if (c.rank == rank::pre && numbered) return true;
    numbered = numbered || c.letter == 0;
  }
  return false;
}

}  // namespace generic
}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_GENERIC_HPP
