// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// UTF-8 for readers that decode: code points to bytes, and characters that a chunk's end has cut.
#ifndef MAINTKIT_DETAIL_UTF8_HPP
#define MAINTKIT_DETAIL_UTF8_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr char32_t replacement_character = 0xfffd;

// `code` must be a Unicode scalar value: at most U+10FFFF, no surrogate.
inline void append_utf8(std::string& out, char32_t code) {
  const auto trail = [&](int shift) { out += static_cast<char>(0x80u | ((code >> shift) & 0x3fu)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0u | (code >> 6));
    trail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0u | (code >> 12));
    trail(6);
    trail(0);
  } else {
    out += static_cast<char>(0xf0u | (code >> 18));
    trail(12);
    trail(6);
    trail(0);
  }
}

// Does `text` begin like a valid sequence, and end before that sequence does? The second byte alone has narrower bounds
// than the others (RFC 3629, section 4), and either its lowest or its highest value fits any first byte.
constexpr bool utf8_is_cut(std::string_view text) {
  if (text.empty() || text.size() > 3) return false;
  for (const char filler : {'\x80', '\xbf'}) {
    char whole[4] = {filler, filler, filler, filler};
    for (std::size_t i = 0; i < text.size(); ++i) whole[i] = text[i];
    if (utf8_sequence(std::string_view(whole, 4)) > text.size()) return true;
  }
  return false;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_UTF8_HPP
