// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A document's bytes go in, its text comes out as UTF-8: the byte order mark and the XML declaration say what the bytes
// mean, and neither is part of the text.
#ifndef MAINTKIT_XML_SOURCE_HPP
#define MAINTKIT_XML_SOURCE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/declaration.hpp>
#include <maintkit/xml/encoding.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/scan.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {
namespace detail {

class source {
 public:
  maintkit::detail::window text;

  void feed(std::string_view bytes, std::size_t most);
  void finish();

  // To be called before anything else is read, until it answers ok.
  outcome read_declaration(mode how, fault& why);

 private:
  void receive(std::string_view bytes);
  outcome settle_encoding(std::string_view declared, mode how, fault& why);

  decoder decoder_;
  std::string first_;     // bytes, while they are too few to have a byte order mark
  bool started_ = false;  // they were not
  bool marked_ = false;
};

// ---------------------------------------------------------------------------------------------------------------------

inline void source::feed(std::string_view bytes, std::size_t most) {
  if (!text.final) receive(text.admit(bytes, most));
}

inline void source::finish() {
  text.final = true;
  if (!started_) receive({});
  if (decoder_.from() == encoding::utf8) return;
  text.add_by([&](std::string& out) { decoder_.finish(out); });
}

inline void source::receive(std::string_view bytes) {
  constexpr std::size_t longest_mark = 3;
  if (!started_) {
    if (!first_.empty() || bytes.size() < longest_mark) bytes = first_ += bytes;
    if (bytes.size() < longest_mark && !text.final) return;
    started_ = true;
    const byte_order_mark mark = byte_order_mark_of(bytes);
    marked_ = mark.length != 0;
    decoder_ = decoder(mark.in);
    if (mark.in == encoding::utf8) text.base = mark.length;
    bytes.remove_prefix(mark.length);
  }
  if (decoder_.from() == encoding::utf8) return text.add(bytes);
  text.add_by([&](std::string& out) { decoder_.append(out, bytes); });
}

// "<?xml" and a space. The end is looked for in the first KiB.
inline outcome source::read_declaration(mode how, fault& why) {
  constexpr std::size_t most = 1024;
  constexpr std::size_t intro = 5;
  if (how == mode::lenient) text.at = space_end(text.at, text.end);
  if (!started_ || text.at == text.end) return outcome::cut;
  bool unknown = false;
  const bool declared = text.goes_on_with("<?xml", unknown);
  const std::string_view head = text.rest().substr(0, most);
  if (unknown || (declared && head.size() == intro)) return outcome::cut;
  if (!declared || !is_space(head[intro])) return outcome::ok;

  const std::size_t end = head.find("?>");
  if (end == std::string_view::npos) {
    return head.size() < most ? outcome::cut : blame(why, text.at, "a shorter XML declaration", intro, errc::limit);
  }
  const auto read = parse_declaration(head.substr(intro, end - intro));
  if (!read && how == mode::strict) {
    return blame(why, text.at + intro + read.error().offset, read.error().expected, read.error().length);
  }
  text.at += end + 2;
  return read ? settle_encoding(read->encoding, how, why) : outcome::ok;
}

// A byte order mark that contradicts the declaration is an error (XML 1.0, section 4.3.3); lenient mode goes by the
// mark.
inline outcome source::settle_encoding(std::string_view declared, mode how, fault& why) {
  if (declared.empty()) return outcome::ok;
  const std::optional<encoding> known = encoding_of(declared);
  const auto refuse = [&](const char* expected, errc code) {
    return blame(why, declared.data(), expected, declared.size(), code);
  };
  if (!known) return refuse("UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII", errc::unsupported);
  const encoding is = decoder_.from();
  const bool any_order = *known == encoding::utf16 && (is == encoding::utf16_be || is == encoding::utf16_le);
  if (*known == is || any_order) return outcome::ok;
  const bool wide = *known == encoding::utf16 || *known == encoding::utf16_be || *known == encoding::utf16_le;
  if (marked_ || wide) {
    if (how == mode::lenient) return outcome::ok;
    return refuse("the encoding that the document is in", errc::malformed);
  }
  // Browsers read Latin-1 and ASCII as windows-1252 (WHATWG Encoding, section 4.2).
  decoder_ = decoder(how == mode::strict ? *known : encoding::windows_1252);
  const std::string bytes = text.take_rest();
  text.add_by([&](std::string& out) { decoder_.append(out, bytes); });
  return outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_SOURCE_HPP
