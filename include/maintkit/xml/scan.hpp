// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the parts of the XML reader share: how strict to be, how much to take, how a step ends, and the search for the
// next byte that means something.
#ifndef MAINTKIT_XML_SCAN_HPP
#define MAINTKIT_XML_SCAN_HPP

#include <maintkit/detail/block.hpp>
#include <maintkit/detail/config.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/entities.hpp>
#include <maintkit/xml/names.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// Lenient: what feeds in the wild get wrong and browsers forgive is forgiven (see xml/reader.hpp for the list).
enum class mode : std::uint8_t { strict, lenient };

// What a document may be at most; more is errc::limit.
struct limits {
  std::size_t depth = 256;                             // elements inside each other
  std::size_t attributes = 256;                        // of one element, declarations of namespaces among them
  std::size_t namespaces = 128;                        // declared at one place
  std::size_t name_bytes = 1024;                       // a name, a reference, the address of a namespace
  std::size_t token_bytes = std::size_t{16} << 20;     // a text that is handed out, a tag, a DOCTYPE
  std::size_t bytes = std::size_t{1} << 30;            // the document
  std::size_t count = std::size_t{100} * 1000 * 1000;  // events
};

namespace detail {

using maintkit::detail::block;
using maintkit::detail::find_special;

enum class outcome : std::uint8_t { ok, cut, bad };  // cut: it takes what follows to tell

// A parse_error that points into memory.
struct fault {
  const char* at = nullptr;
  const char* expected = "";
  std::size_t length = 0;
  errc code = errc::malformed;
};

// So that `return blame(why, at, "a name");` reads well.
inline outcome blame(fault& why, const char* at, const char* expected, std::size_t length = 1,
                     errc code = errc::malformed) {
  why = fault{at, expected, length, code};
  return outcome::bad;
}

inline std::string_view between(const char* from, const char* to) {
  return {from, static_cast<std::size_t>(to - from)};
}

inline const char* space_end(const char* at, const char* end) {
  while (at != end && is_space(*at)) ++at;
  return at;
}

// Controls but tab and newline, and all that isn't ASCII.
constexpr bool is_suspect(char c) { return static_cast<signed char>(c) < 0x20 && c != '\n' && c != '\t'; }
inline block::set suspects(const block& b) { return b.control_or_not_ascii() - (b.equal('\n') | b.equal('\t')); }

// Where plain text ends: at '<', '&', ']' or a suspect.
inline const char* text_end(const char* at, const char* end) {
  return find_special(
      at, end, [](const block& b) { return b.equal('<') | b.equal('&') | b.equal(']') | suspects(b); },
      [](char c) { return c == '<' || c == '&' || c == ']' || is_suspect(c); });
}

// … of a CDATA section, a comment or an instruction: at the first byte of what closes it or a suspect.
inline const char* section_end(const char* at, const char* end, char closing) {
  return find_special(
      at, end, [=](const block& b) { return b.equal(closing) | suspects(b); },
      [=](char c) { return c == closing || is_suspect(c); });
}

// … of an attribute's value: at the quote, '<', '&', or what becomes a space.
inline const char* value_end(const char* at, const char* end, char quote) {
  return find_special(
      at, end, [=](const block& b) { return b.equal(quote) | b.equal('&') | b.equal('<') | b.control_or_not_ascii(); },
      [=](char c) { return c == quote || c == '&' || c == '<' || static_cast<signed char>(c) < 0x20; });
}

// One character that needs a second look: not ASCII, or a control. Lenient mode passes one byte of what XML doesn't
// allow.
inline outcome pass_character(maintkit::detail::window& in, mode how, fault& why) {
  const std::size_t n = character_length(in.rest());
  if (n == 0 && maintkit::detail::utf8_is_cut(in.rest())) return outcome::cut;
  if (n == 0 && how == mode::strict) return blame(why, in.at, "a character that XML allows");
  in.at += n == 0 ? 1 : n;
  return outcome::ok;
}

// Does one of the five references of every document begin at `p`, with six bytes to look at? Moves `p` past it. Escaped
// HTML has one every twenty bytes.
inline bool take_predefined(const char*& p, char& is) {
  const auto fits = [&](const char(&reference)[7], std::size_t length, char meaning) {
    if (std::memcmp(p, reference, length) != 0) return false;
    p += length;
    is = meaning;
    return true;
  };
  switch (p[1]) {
    case 'l':
      return fits("&lt;  ", 4, '<');
    case 'g':
      return fits("&gt;  ", 4, '>');
    case 'q':
      return fits("&quot;", 6, '"');
    case 'a':
      return fits("&amp; ", 5, '&') || fits("&apos;", 6, '\'');
    default:
      return false;
  }
}

inline outcome read_any_reference(const char*& p, const char* stop, mode how, std::size_t most, std::string& out,
                                  fault& why) {
  const char* const limit = p + (std::min)(static_cast<std::size_t>(stop - p), most + 2);
  const char* const start = p + 1;
  const bool number = start != limit && *start == '#';
  const char* const end = number ? name_part_end(start + 1, limit) : name_end(start, limit);
  if (end == limit) return limit == stop ? outcome::cut : blame(why, p, "a shorter reference", 1, errc::limit);
  const std::string_view name = between(start, end);
  char32_t code = 0;
  if (*end == ';' && !name.empty()) {
    code = number ? character_reference(name) : predefined_entity(name);
    if (code == 0 && how == mode::lenient) code = number ? maintkit::detail::replacement_character : html_entity(name);
  }
  if (code != 0) {
    maintkit::detail::append_utf8(out, code);
    p = end + 1;
    return outcome::ok;
  }
  if (how == mode::lenient) {
    out += '&';
    ++p;
    return outcome::ok;
  }
  if (name.empty()) return blame(why, p, "&amp; for a lone '&'");
  if (*end != ';') return blame(why, end, "';' at the end of the reference");
  return blame(why, p, number ? "a character that XML allows" : "&lt; &gt; &amp; &apos; or &quot;", name.size() + 2);
}

// Reads the reference that begins at `p` with '&', puts what it stands for behind `out`, and moves `p` past it.
inline outcome read_reference(const char*& p, const char* stop, mode how, std::size_t most, std::string& out,
                              fault& why) {
  char known;
  if (stop - p < 6 || !take_predefined(p, known)) return read_any_reference(p, stop, how, most, out, why);
  out += known;
  return outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_SCAN_HPP
