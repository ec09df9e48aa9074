// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The byte strings that versions are ordered by. Every scheme writes a version as bytes whose plain order (memcmp) is
// the scheme's order; no version's bytes are the beginning of another's, and equal versions have equal bytes. The first
// 32 of them, held in four words, are the `key` inside every parsed version: two versions are compared by comparing
// words, and only where both are longer and agree so far is their text read again.
//
//   packer p;  put_number(p, {0x00, 0xff}, 2025);  key k = p.finish();   // f7+2 07 e9
#ifndef MAINTKIT_VERSION_KEY_HPP
#define MAINTKIT_VERSION_KEY_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// The beginning of a version's bytes, as big-endian words, padded with zeros.
struct key {
  static constexpr std::size_t bytes = 32;

  std::uint64_t words[4] = {};
  bool longer = false;  // more bytes follow: equal words do not prove equality
};

// Writes bytes into a key, and counts the ones that do not fit.
class packer {
 public:
  constexpr void put(unsigned byte) noexcept { append(1, byte); }
  constexpr key finish() const noexcept;

  // Without a branch that depends on the text: goes on by `count` bytes, 0 or 1, and adds to the last one; adds to it;
  // takes it back. Not before a byte is there.
  constexpr void append(unsigned count, unsigned byte) noexcept;
  constexpr void add(unsigned more) noexcept { append(0, more); }
  constexpr void drop() noexcept;

 private:
  key key_;
  std::uint64_t word_ = 0;
  std::size_t size_ = 0;
};

// Writes all bytes to a string.
struct appender {
  std::string* out;
  void put(unsigned byte) { *out += static_cast<char>(static_cast<unsigned char>(byte)); }
};

// A number of any length: its digits without leading zeros (none for 0), and its value while that fits.
struct number {
  static constexpr std::size_t fits = 19;  // digits that any 64-bit word can hold

  std::string_view digits;
  std::uint64_t value = 0;

  constexpr bool is_zero() const noexcept { return digits.empty(); }
  constexpr bool is_long() const noexcept { return digits.size() > fits; }
  constexpr std::string_view text() const noexcept { return is_zero() ? std::string_view("0") : digits; }
};

// Takes the digits at the front of `rest`; 0 when there are none.
constexpr number take_number(std::string_view& rest) noexcept;

constexpr int compare(const number& a, const number& b) noexcept;

// Two texts by their bytes: -1, 0, 1.
constexpr int compare_bytes(std::string_view a, std::string_view b) noexcept;

// The first bytes that numbers may begin with where they stand; 9 of them say how long the number is:
//   first + n                     n itself, up to last - first - 9
//   last - 9 + k, k bytes         any other number of at most 19 digits, big-endian, k = 1 … 8
//   last, number {0, 255}, bytes  a longer one: how many digits it has, then two digits a byte
struct band {
  std::uint8_t first;
  std::uint8_t last;
};

template <class Sink>
constexpr void put_number(Sink& out, band in, const number& n);

// A run of letters and the like, in an order of `ranks`: each has two bytes, first + 2·rank where the run ends with it
// and one more where it goes on, so that a run stands before every longer run without a byte for its end.
template <class Sink>
constexpr void put_letter(Sink& out, std::uint8_t first, unsigned rank, bool goes_on);

// A table of one byte for each character.
struct byte_table {
  std::uint8_t of[256] = {};
  constexpr std::uint8_t operator[](char c) const noexcept { return of[static_cast<unsigned char>(c)]; }
};

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

// A number of more than one byte. The rare cases stand apart and take the sink by value, so that in the common one it
// stays in registers: half the time of reading a version.
template <class Sink>
[[gnu::noinline]] constexpr Sink put_wide_word(Sink out, version::band in, std::uint64_t value) {
  unsigned length = 1;
  while (length < 8 && value >> (8 * length) != 0) ++length;
  out.put(in.last - 9u + length);
  while (length-- > 0) out.put(static_cast<unsigned>(value >> (8 * length) & 0xff));
  return out;
}

template <class Sink>
[[gnu::always_inline]] constexpr void put_word(Sink& out, version::band in, std::uint64_t value) {
  if (value <= static_cast<unsigned>(in.last - in.first - 9)) {
    out.put(in.first + static_cast<unsigned>(value));
  } else if (value > 0xff && value <= 0xffff) {  // years
    out.put(in.last - 7u);
    out.put(static_cast<unsigned>(value >> 8));
    out.put(static_cast<unsigned>(value & 0xff));
  } else {
    out = put_wide_word(out, in, value);
  }
}

template <class Sink>
[[gnu::noinline]] constexpr Sink put_digits(Sink out, version::band in, std::string_view digits) {
  out.put(in.last);
  put_word(out, {0, 255}, digits.size());
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const unsigned low = i + 1 < digits.size() ? static_cast<unsigned>(digits[i + 1] - '0') : 0;
    out.put(static_cast<unsigned>(digits[i] - '0') << 4 | low);
  }
  return out;
}

}  // namespace detail

namespace version {

[[gnu::always_inline]] constexpr void packer::append(unsigned count, unsigned byte) noexcept {
  word_ = (word_ << 8 * count) + byte;
  size_ += count;
  if (size_ <= key::bytes) key_.words[(size_ - 1) / 8] = word_;
}

constexpr void packer::drop() noexcept {
  word_ >>= 8;
  --size_;
}

constexpr key packer::finish() const noexcept {
  key whole = key_;
  if (size_ < key::bytes && size_ % 8 != 0) whole.words[size_ / 8] = word_ << (64 - 8 * (size_ % 8));
  whole.longer = size_ > key::bytes;
  return whole;
}

[[gnu::always_inline]] constexpr number take_number(std::string_view& rest) noexcept {
  const char* at = rest.data();
  const char* const end = at + rest.size();
  while (at != end && *at == '0') ++at;
  const char* const first = at;
  std::uint64_t value = 0;
  for (; at != end && detail::is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  rest.remove_prefix(static_cast<std::size_t>(at - rest.data()));
  return {std::string_view(first, static_cast<std::size_t>(at - first)), value};
}

constexpr int compare_bytes(std::string_view a, std::string_view b) noexcept {
  const int order = a.compare(b);
  return (order > 0) - (order < 0);
}

constexpr int compare(const number& a, const number& b) noexcept {
  if (!a.is_long() && !b.is_long()) return (a.value > b.value) - (a.value < b.value);
  if (a.digits.size() != b.digits.size()) return a.digits.size() < b.digits.size() ? -1 : 1;
  return compare_bytes(a.digits, b.digits);
}

template <class Sink>
[[gnu::always_inline]] constexpr void put_number(Sink& out, band in, const number& n) {
  if (!n.is_long()) return detail::put_word(out, in, n.value);
  out = detail::put_digits(out, in, n.digits);
}

template <class Sink>
constexpr void put_letter(Sink& out, std::uint8_t first, unsigned rank, bool goes_on) {
  out.put(first + 2 * rank + (goes_on ? 1u : 0u));
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_KEY_HPP
