// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// From the encodings that feeds come in to UTF-8, a chunk at a time.
#ifndef MAINTKIT_XML_ENCODING_HPP
#define MAINTKIT_XML_ENCODING_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

enum class encoding : std::uint8_t { utf8, utf16, utf16_be, utf16_le, latin1, windows_1252, ascii };

// The encoding with this name in an XML declaration, in any case, or nothing if it isn't known. utf16 leaves the order
// of the bytes to the byte order mark.
std::optional<encoding> encoding_of(std::string_view name);

// What the first four bytes (fewer only in a shorter document) say: an encoding and how long its byte order mark is.
struct byte_order_mark {
  encoding in = encoding::utf8;
  std::size_t length = 0;
};
constexpr byte_order_mark byte_order_mark_of(std::string_view start);

// Turns chunks into UTF-8. What means nothing in the encoding becomes the byte FF, which no UTF-8 text has, so that the
// reader deals with it as with any other fault.
class decoder {
 public:
  explicit decoder(encoding from = encoding::utf8) : from_(from) {}

  encoding from() const { return from_; }
  void append(std::string& out, std::string_view chunk);
  // No more chunks: a character that was begun is at fault.
  void finish(std::string& out);

 private:
  void append_unit(std::string& out, char32_t unit);
  char32_t code_of(unsigned char byte) const;

  encoding from_;
  int first_byte_ = -1;  // of a UTF-16 unit cut in two
  char32_t high_ = 0;    // the surrogate that waits for its other half
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr char not_a_character = '\xff';

struct encoding_name {
  std::string_view name;
  encoding is;
};
// Names and aliases of the IANA registry of character sets.
inline constexpr encoding_name encoding_names[] = {
    {"utf-8", encoding::utf8},          {"utf8", encoding::utf8},
    {"utf-16", encoding::utf16},        {"utf-16be", encoding::utf16_be},
    {"utf-16le", encoding::utf16_le},   {"iso-8859-1", encoding::latin1},
    {"iso_8859-1", encoding::latin1},   {"iso8859-1", encoding::latin1},
    {"latin1", encoding::latin1},       {"windows-1252", encoding::windows_1252},
    {"cp1252", encoding::windows_1252}, {"us-ascii", encoding::ascii},
    {"ascii", encoding::ascii},
};

// Bytes 80 to 9F of windows-1252. The five that it leaves open are the control characters of Latin-1, as browsers have
// it.
inline constexpr char16_t windows_1252_c1[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

}  // namespace detail

inline std::optional<encoding> encoding_of(std::string_view name) {
  for (const detail::encoding_name& known : detail::encoding_names) {
    if (maintkit::detail::equal_ignoring_case(known.name, name)) return known.is;
  }
  return std::nullopt;
}

constexpr byte_order_mark byte_order_mark_of(std::string_view start) {
  if (maintkit::detail::starts_with(start, "\xef\xbb\xbf")) return {encoding::utf8, 3};
  if (maintkit::detail::starts_with(start, "\xfe\xff")) return {encoding::utf16_be, 2};
  if (maintkit::detail::starts_with(start, "\xff\xfe")) return {encoding::utf16_le, 2};
  return {};
}

inline void decoder::append(std::string& out, std::string_view chunk) {
  switch (from_) {
    case encoding::utf8:
      out += chunk;
      return;
    case encoding::utf16:
    case encoding::utf16_be:
    case encoding::utf16_le:
      for (const char c : chunk) {
        const int byte = static_cast<unsigned char>(c);
        if (first_byte_ < 0) {
          first_byte_ = byte;
          continue;
        }
        const bool big = from_ != encoding::utf16_le;
        append_unit(out, static_cast<char32_t>(big ? first_byte_ << 8 | byte : byte << 8 | first_byte_));
        first_byte_ = -1;
      }
      return;
    case encoding::latin1:
    case encoding::windows_1252:
    case encoding::ascii:
      for (const char c : chunk) {
        const char32_t code = code_of(static_cast<unsigned char>(c));
        if (code == 0 && c != 0) {
          out += detail::not_a_character;
        } else {
          maintkit::detail::append_utf8(out, code);
        }
      }
      return;
  }
}

inline char32_t decoder::code_of(unsigned char byte) const {
  if (byte < 0x80) return byte;
  if (from_ == encoding::ascii) return 0;
  return from_ == encoding::windows_1252 && byte < 0xa0 ? detail::windows_1252_c1[byte - 0x80] : byte;
}

inline void decoder::append_unit(std::string& out, char32_t unit) {
  const bool high = unit >= 0xd800 && unit <= 0xdbff;
  const bool low = unit >= 0xdc00 && unit <= 0xdfff;
  if (high_ != 0 && low) {
    maintkit::detail::append_utf8(out, 0x10000 + ((high_ - 0xd800) << 10) + (unit - 0xdc00));
    high_ = 0;
    return;
  }
  if (high_ != 0 || low) out += detail::not_a_character;
  high_ = high ? unit : 0;
  if (!high && !low) maintkit::detail::append_utf8(out, unit);
}

inline void decoder::finish(std::string& out) {
  if (first_byte_ >= 0 || high_ != 0) out += detail::not_a_character;
  first_byte_ = -1;
  high_ = 0;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_ENCODING_HPP
