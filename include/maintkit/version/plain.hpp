// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Texts as most of them are: small numbers, letters, a few marks. They are packed in one loop over the characters, in
// which nothing depends on the text but its end. A loop for each run of digits is mispredicted at the end of each run,
// and that was half the time of reading a version of Debian's or RPM's.
//
//   struct plain { static constexpr band number{…}; static constexpr plain_kinds kinds = …; };
//   packer p;  if (!pack_plain<plain>(p, "2.36")) …  // it needs a closer look, from its start
#ifndef MAINTKIT_VERSION_PLAIN_HPP
#define MAINTKIT_VERSION_PLAIN_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/version/key.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// What a character is: the byte it is packed as, if it is not within a number, and some of these. 0 is nothing plain.
enum plain_kind : std::uint32_t {
  plain_start = 0x100,      // has a byte
  plain_separator = 0x200,  // has none
  plain_letter = 0x400,     // with Plain::letters_join, its byte is one more where another letter follows
  plain_digit = 0xffff0000,
};

struct plain_kinds {
  std::uint32_t of[256] = {};
  constexpr unsigned operator[](char c) const noexcept { return of[static_cast<unsigned char>(c)]; }
  constexpr void set(char c, unsigned kind) { of[static_cast<unsigned char>(c)] = kind; }
};

// False if something in the text is not plain; what was packed until then is of no use.
template <class Plain>
constexpr bool pack_plain(version::packer& out, std::string_view text) noexcept;

// Takes three numbers with dots between them off the front, as most versions of SemVer and calver begin. False if there
// are none, if one is very long, or if one has a zero in front and may not.
constexpr bool pack_plain_core(version::packer& out, std::string_view& text, version::band in, bool padded) noexcept;

// ---------------------------------------------------------------------------------------------------------------------

template <class Plain>
[[gnu::always_inline]] constexpr bool pack_plain(version::packer& out, std::string_view text) noexcept {
  constexpr unsigned zero = Plain::number.first;
  constexpr unsigned most = Plain::number.last - 9u;
  unsigned before = 0;  // the kind of the last character, and the byte it became
  unsigned last = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned kind = Plain::kinds[text[i]];
    const unsigned goes_on = (kind & before) >> 16;  // all ones within a number, so that compilers make no branch of it
    const unsigned byte = ((last - zero) & goes_on) * 10 + (kind & 0xff);
    if (kind == 0) return false;
    if ((byte & goes_on) > most) {  // the number has no byte of its own
      std::uint64_t value = byte - zero;
      for (; i + 1 < text.size() && is_digit(text[i + 1]); ++i) {
        if (value > 100'000'000'000'000'000) return false;
        value = value * 10 + static_cast<unsigned>(text[i + 1] - '0');
      }
      out.drop();
      put_word(out, Plain::number, value);
      before = 0;
      continue;
    }
    if (Plain::letters_join) out.add((kind & before & plain_letter) / plain_letter);
    out.append((kind & ~goes_on & plain_start) / plain_start, byte - (last & goes_on));
    last = byte;
    before = kind;
  }
  return true;
}

[[gnu::always_inline]] constexpr bool pack_plain_core(version::packer& out, std::string_view& text, version::band in,
                                                      bool padded) noexcept {
  std::size_t at = 0;
  for (int part = 0; part < 3; ++part) {
    if (part > 0 && (at == text.size() || text[at++] != '.')) return false;
    const std::size_t first = at;
    std::uint64_t value = 0;
    for (; at < text.size() && is_digit(text[at]); ++at) value = value * 10 + static_cast<unsigned>(text[at] - '0');
    const std::size_t length = at - first;
    if (length - 1 >= version::number::fits || (!padded && length > 1 && text[first] == '0')) return false;
    put_word(out, in, value);
  }
  text.remove_prefix(at);
  return true;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_PLAIN_HPP
