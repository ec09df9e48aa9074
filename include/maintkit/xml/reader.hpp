// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The XML pull reader. Comments, processing instructions and the DOCTYPE are checked and passed over; text on both
// sides of a comment, CDATA sections and references come out as one text. The document is in memory, or comes in
// chunks, and wherever the chunks are cut the events are the same.
//
//   xml::reader r(xml::mode::lenient);
//   while (more) {
//     r.feed(chunk);                                   // the chunk stays where it is until next() asks for more
//     while ((e = r.next()) < xml::event::end) …       // an event
//   }                                                  // here: need_more, error, or end
//   r.finish();
//
// Encodings: UTF-8, UTF-16 with a byte order mark, ISO-8859-1, windows-1252 and ASCII, as declared. Lenient mode
// forgives what feeds in the wild get wrong and browsers forgive: HTML's entities without a DTD, a lone '&', "]]>" in
// text, "--" in a comment, undeclared prefixes, blank space before the declaration, and bytes or characters that are
// not allowed (they become U+FFFD).
#ifndef MAINTKIT_XML_READER_HPP
#define MAINTKIT_XML_READER_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/declaration.hpp>
#include <maintkit/xml/encoding.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/scan.hpp>
#include <maintkit/xml/scope.hpp>
#include <maintkit/xml/tag.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

// The last three are no events of the document: it is complete, it goes on in the next chunk, it can't be read.
enum class event : std::uint8_t { element_begin, element_end, text, end, need_more, error };

class reader {
 public:
  // A document in memory; the text must outlive the reader.
  explicit reader(std::string_view whole, mode how = mode::strict, const limits& most = {}) : reader(how, most) {
    feed(whole);
    finish();
  }
  // A document in chunks: feed() each, finish() after the last.
  explicit reader(mode how, const limits& most = {}) : mode_(how), limits_(most), tag_(how, most) {}

  // The next piece, to be called first and then only after next() answered need_more; the chunk must stay until then.
  void feed(std::string_view chunk);
  // There are no more chunks; next() may still have events.
  void finish();

  event next();

  // The name of the element that begins or ends. This and all other views are valid until the next call of next().
  const name& element() const { return element_; }
  // The attributes of the element that begins, in document order. Declarations of namespaces are attributes in the
  // namespace xmlns_space.
  const std::vector<attribute>& attributes() const { return tag_.attributes; }
  // The value of one of them, if it is there; `space` is empty for attributes without a prefix.
  std::optional<std::string_view> attribute_value(std::string_view local, std::string_view space = {}) const;
  std::string_view text() const { return text_; }

  // Behind element_begin: passes over everything up to and with the end of the element. The work, and any error, comes
  // in next().
  void skip();

  // Why next() answered event::error.
  const parse_error& error() const { return error_; }

  // Where the last event began, in bytes from the start of the document; in one that is not UTF-8, of its text as
  // UTF-8.
  std::size_t offset() const { return event_at_; }
  // How many elements are open; the one that begins counts, the one that ends doesn't.
  std::size_t depth() const { return scope_.depth() - (closing_ ? 1 : 0); }

 private:
  using outcome = detail::outcome;
  enum class place : std::uint8_t { start, prolog, content, epilog, failed };
  enum class inside : std::uint8_t { nothing, comment, instruction, cdata, doctype };

  event step();
  event exhausted();
  event counted(event e);
  const char* expectation() const;
  outcome bad(const char* at, const char* expected, std::size_t length = 1, errc code = errc::malformed);
  outcome bad(const detail::fault& f) { return bad(f.at, f.expected, f.length, f.code); }

  void receive(std::string_view bytes);
  outcome read_declaration();
  outcome settle_encoding(std::string_view declared);

  // These take what the window has, and go on in the next.
  outcome read_text();
  outcome read_special(bool cdata);
  outcome pass_blank();
  outcome pass_inside();
  outcome pass_doctype();
  outcome pass_character();
  void end_inside(std::size_t length);

  // These take all or nothing.
  outcome read_markup();
  outcome open_instruction();
  outcome open_doctype();
  bool lies_ahead(std::string_view word, outcome& unsure) const;
  event read_tag();
  event begin_element(const char* behind);
  event end_element();
  bool tag_is_due();

  outcome add(const char* from, const char* to);
  outcome text_too_long();
  std::string& text_buffer();
  event text_event();

  bool strict() const { return mode_ == mode::strict; }

  maintkit::detail::window window_;
  decoder decoder_;
  mode mode_;
  limits limits_;
  detail::tag tag_;
  scope scope_;
  name element_;
  place place_ = place::start;
  inside inside_ = inside::nothing;
  event last_ = event::end;
  bool started_ = false;     // the encoding is known as far as the first bytes tell it
  bool marked_ = false;      // there was a byte order mark
  bool in_doctype_ = false;  // a comment or an instruction there returns to it
  bool had_doctype_ = false;
  bool end_is_due_ = false;  // <a/> began: its end comes next
  bool closing_ = false;     // an end was handed out; its names are in use until the next event
  bool skipping_ = false;
  bool has_text_ = false;
  bool holding_ = false;          // the text is in held_, not in piece_
  char quote_ = 0;                // that is open in the DOCTYPE, or in a tag that the window's end cut
  std::size_t doctype_open_ = 0;  // '<' and '[' in the DOCTYPE that are not closed
  std::size_t doctype_at_ = 0;
  std::size_t tag_seen_ = 0;  // bytes of a cut tag in which there is no '>'
  std::size_t skip_floor_ = 0;
  std::size_t event_at_ = 0;
  std::size_t text_at_ = 0;
  std::size_t count_ = 0;
  std::string start_;  // the first bytes, while they are too few to tell the encoding
  std::string_view text_;
  std::string_view piece_;
  std::string held_;
  parse_error error_;
};

// Is this one well-formed document with well-formed namespaces, within the limits?
result<void, parse_error> validate(std::string_view text, mode how = mode::strict, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

inline void reader::feed(std::string_view chunk) {
  if (place_ == place::failed || window_.final) return;
  receive(window_.admit(chunk, limits_.bytes));
}

inline void reader::finish() {
  if (!window_.final) receive({});
  window_.final = true;
  if (!started_) receive({});
  if (decoder_.from() != encoding::utf8) window_.add_by([&](std::string& text) { decoder_.finish(text); });
}

// A byte order mark has at most three bytes.
inline void reader::receive(std::string_view bytes) {
  if (!started_) {
    if (!start_.empty() || bytes.size() < 3) bytes = start_ += bytes;
    if (bytes.size() < 3 && !window_.final) return;
    started_ = true;
    const byte_order_mark mark = byte_order_mark_of(bytes);
    marked_ = mark.length != 0;
    decoder_ = decoder(mark.in);
    if (mark.in == encoding::utf8) window_.base = mark.length;
    bytes.remove_prefix(mark.length);
  }
  if (decoder_.from() == encoding::utf8) return window_.add(bytes);
  window_.add_by([&](std::string& text) { decoder_.append(text, bytes); });
}

inline event reader::next() {
  for (;;) {
    last_ = step();
    if (!skipping_ || last_ >= event::end) return last_;
    skipping_ = depth() > skip_floor_;
  }
}

inline void reader::skip() {
  if (last_ != event::element_begin) return;
  skip_floor_ = depth() - 1;
  skipping_ = true;
}

inline std::optional<std::string_view> reader::attribute_value(std::string_view local, std::string_view space) const {
  for (const attribute& a : tag_.attributes) {
    if (a.is.local == local && a.is.space == space) return a.value;
  }
  return std::nullopt;
}

inline event reader::step() {
  if (closing_) {
    closing_ = false;
    scope_.close();
    if (scope_.depth() == 0) place_ = place::epilog;
  }
  if (end_is_due_) {
    end_is_due_ = false;
    return end_element();
  }
  for (outcome o = outcome::ok; o == outcome::ok;) {
    if (place_ == place::start) {
      o = read_declaration();
    } else if (inside_ != inside::nothing) {
      o = pass_inside();
    } else if (window_.at == window_.end || place_ == place::failed) {
      o = outcome::cut;
    } else if (*window_.at != '<') {
      o = read_text();
    } else if (window_.rest().size() == 1) {
      o = outcome::cut;
    } else if (window_.at[1] == '!' || window_.at[1] == '?') {
      o = read_markup();
    } else {
      return has_text_ ? text_event() : read_tag();
    }
    if (o == outcome::bad) return event::error;
  }
  return exhausted();
}

// No event can be made of what is there.
inline event reader::exhausted() {
  if (place_ == place::failed) return event::error;
  if (!window_.final) {
    if (has_text_) text_buffer();
    return event::need_more;
  }
  const bool all_read = inside_ == inside::nothing && window_.rest().empty();
  if (!window_.clipped && place_ == place::epilog && all_read) return event::end;
  const errc code = window_.clipped ? errc::limit : errc::incomplete;
  bad(window_.end, window_.clipped ? "a shorter document" : expectation(), 0, code);
  return event::error;
}

inline const char* reader::expectation() const {
  switch (inside_) {
    case inside::comment:
      return "'-->' at the end of the comment";
    case inside::instruction:
      return "'?>' at the end of the instruction";
    case inside::cdata:
      return "']]>' at the end of the CDATA section";
    case inside::doctype:
      return "'>' at the end of the DOCTYPE";
    case inside::nothing:
      break;
  }
  if (place_ == place::epilog) return "the end";
  return place_ == place::content ? "the end tag of the innermost element" : "the root element";
}

inline detail::outcome reader::bad(const char* at, const char* expected, std::size_t length, errc code) {
  error_ = parse_error{code, expected, window_.offset_of(at), length};
  place_ = place::failed;
  inside_ = inside::nothing;
  window_.at = window_.end;
  end_is_due_ = has_text_ = false;
  return outcome::bad;
}

// Does the text go on with `word`? Where the window ends inside of it, `unsure` becomes cut.
inline bool reader::lies_ahead(std::string_view word, outcome& unsure) const {
  const std::string_view here = window_.rest().substr(0, word.size());
  if (here != word.substr(0, here.size())) return false;
  if (here.size() < word.size()) unsure = outcome::cut;
  return here.size() == word.size();
}

// The declaration is looked for in the first KiB.
inline detail::outcome reader::read_declaration() {
  constexpr std::size_t most = 1024;
  if (!started_) return outcome::cut;
  if (!strict()) window_.at = detail::space_end(window_.at, window_.end);
  outcome o = outcome::ok;
  const bool declared = lies_ahead("<?xml", o);
  const std::string_view text = window_.rest().substr(0, most);
  if (o == outcome::cut || (declared && text.size() == 5)) return outcome::cut;
  if (!declared || !is_space(text[5])) {
    place_ = place::prolog;
    return outcome::ok;
  }
  const std::size_t end = text.find("?>");
  if (end == std::string_view::npos) {
    return text.size() < most ? outcome::cut : bad(window_.at, "a shorter XML declaration", 5, errc::limit);
  }
  const auto read = parse_declaration(text.substr(5, end - 5));
  if (!read && strict()) return bad(window_.at + 5 + read.error().offset, read.error().expected, read.error().length);
  window_.at += end + 2;
  place_ = place::prolog;
  return read ? settle_encoding(read->encoding) : outcome::ok;
}

// A byte order mark that contradicts the declaration is an error (XML 1.0, section 4.3.3); lenient mode goes by the
// mark.
inline detail::outcome reader::settle_encoding(std::string_view declared) {
  if (declared.empty()) return outcome::ok;
  const std::optional<encoding> known = encoding_of(declared);
  const auto refuse = [&](const char* expected, errc code) {
    return bad(declared.data(), expected, declared.size(), code);
  };
  if (!known) return refuse("UTF-8, UTF-16, ISO-8859-1, windows-1252 or US-ASCII", errc::unsupported);
  const encoding is = decoder_.from();
  const bool any_order = *known == encoding::utf16 && (is == encoding::utf16_be || is == encoding::utf16_le);
  if (*known == is || any_order) return outcome::ok;
  const bool wide = *known == encoding::utf16 || *known == encoding::utf16_be || *known == encoding::utf16_le;
  if (marked_ || wide) {
    return strict() ? refuse("the encoding that the document is in", errc::malformed) : outcome::ok;
  }
  const std::string bytes(window_.rest());
  window_.at = window_.end;
  // Browsers read Latin-1 and ASCII as windows-1252 (WHATWG Encoding, section 4.2).
  decoder_ = decoder(strict() ? *known : encoding::windows_1252);
  window_.add_by([&](std::string& text) { decoder_.append(text, bytes); });
  return outcome::ok;
}

// Blank space outside of the root element.
inline detail::outcome reader::pass_blank() {
  const char* const end = detail::space_end(window_.at, window_.end);
  if (end == window_.at) return bad(end, place_ == place::epilog ? "the end" : "the root element");
  window_.at = end;
  return outcome::ok;
}

// Text up to the next markup, also the inside of a CDATA section.
inline detail::outcome reader::read_text() {
  const bool cdata = inside_ == inside::cdata;
  if (place_ != place::content) return pass_blank();
  if (!has_text_) text_at_ = window_.offset();
  for (;;) {
    const char* const run = window_.at;
    const char* const end = window_.end;
    window_.at = cdata ? detail::section_end(run, end, ']') : detail::text_end(run, end);
    if (const outcome o = add(run, window_.at); o != outcome::ok) return o;
    if (window_.at == end) return outcome::cut;
    if (!cdata && *window_.at == '<') return outcome::ok;
    if (const outcome o = read_special(cdata); o != outcome::ok) return o;
    if (holding_ && held_.size() > limits_.token_bytes) return text_too_long();
    if (cdata && inside_ != inside::cdata) return outcome::ok;
  }
}

inline detail::outcome reader::read_special(bool cdata) {
  const char* const at = window_.at;
  if (*at == '&') {
    detail::fault why;
    const outcome o = detail::read_reference(window_.at, window_.end, mode_, limits_.name_bytes, text_buffer(), why);
    return o == outcome::bad ? bad(why) : o;
  }
  if (*at == ']') {
    outcome o = outcome::ok;
    const bool closing = lies_ahead("]]>", o);
    if (o == outcome::cut) return o;
    if (closing && cdata) {
      end_inside(3);
      return outcome::ok;
    }
    if (closing && strict()) return bad(at, "]]&gt; in text", 3);
    ++window_.at;
    return add(at, window_.at);
  }
  if (*at == '\r') {  // an end of line is "\n", section 2.11
    if (at + 1 == window_.end) return outcome::cut;
    window_.at += at[1] == '\n' ? 2 : 1;
    text_buffer() += '\n';
    return outcome::ok;
  }
  const std::size_t n = character_length(window_.rest());
  if (const outcome o = pass_character(); o != outcome::ok) return o;
  if (n != 0) return add(at, window_.at);
  maintkit::detail::append_utf8(text_buffer(), maintkit::detail::replacement_character);
  return outcome::ok;
}

inline detail::outcome reader::pass_character() {
  const std::size_t n = character_length(window_.rest());
  if (n == 0 && maintkit::detail::utf8_is_cut(window_.rest())) return outcome::cut;
  if (n == 0 && strict()) return bad(window_.at, "a character that XML allows");
  window_.at += n == 0 ? 1 : n;
  return outcome::ok;
}

inline void reader::end_inside(std::size_t length) {
  window_.at += length;
  inside_ = in_doctype_ ? inside::doctype : inside::nothing;
}

inline detail::outcome reader::pass_inside() {
  if (inside_ == inside::cdata) return read_text();
  if (inside_ == inside::doctype) return pass_doctype();
  const bool comment = inside_ == inside::comment;
  for (;;) {
    window_.at = detail::section_end(window_.at, window_.end, comment ? '-' : '?');
    if (window_.at == window_.end) return outcome::cut;
    if (const char c = *window_.at; c != '-' && c != '?') {
      if (const outcome o = pass_character(); o != outcome::ok) return o;
      continue;
    }
    outcome o = outcome::ok;
    const bool closing = lies_ahead(comment ? "-->" : "?>", o);
    if (o == outcome::cut) return o;
    if (closing) {
      end_inside(comment ? 3 : 2);
      return outcome::ok;
    }
    if (comment && strict() && lies_ahead("--", o)) return bad(window_.at, "'-->', or no '--' in a comment", 2);
    ++window_.at;
  }
}

// Only as much of its grammar as it takes to find the end: quotes, brackets, comments and instructions.
inline detail::outcome reader::pass_doctype() {
  for (; window_.at != window_.end;) {
    if (window_.offset() - doctype_at_ > limits_.token_bytes) {
      return bad(window_.at, "a shorter DOCTYPE", 1, errc::limit);
    }
    const char c = *window_.at;
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '<') {
      outcome o = outcome::ok;
      const bool comment = lies_ahead("<!--", o);
      const bool instruction = lies_ahead("<?", o);
      if (o == outcome::cut) return o;
      if (instruction) return open_instruction();
      if (comment) {
        window_.at += 4;
        inside_ = inside::comment;
        return outcome::ok;
      }
      ++doctype_open_;
    } else if (c == '[') {
      ++doctype_open_;
    } else if (c == ']' || c == '>') {
      if (doctype_open_ == 0) {
        if (c == ']') return bad(window_.at, "'>'");
        in_doctype_ = false;
        end_inside(1);
        return outcome::ok;
      }
      --doctype_open_;
    }
    if (const outcome o = pass_character(); o != outcome::ok) return o;
  }
  return outcome::cut;
}

inline detail::outcome reader::read_markup() {
  if (window_.at[1] == '?') return open_instruction();
  outcome o = outcome::ok;
  if (lies_ahead("<!--", o)) {
    window_.at += 4;
    inside_ = inside::comment;
  } else if (lies_ahead("<![CDATA[", o)) {
    if (place_ != place::content) return bad(window_.at, expectation(), 9);
    window_.at += 9;
    inside_ = inside::cdata;
  } else if (lies_ahead("<!DOCTYPE", o)) {
    return open_doctype();
  } else if (o == outcome::ok) {
    return bad(window_.at, "a comment, CDATA section or tag", 2);
  }
  return o;
}

inline detail::outcome reader::open_doctype() {
  if (place_ != place::prolog || had_doctype_) return bad(window_.at, expectation(), 9);
  if (window_.rest().size() == 9) return outcome::cut;
  if (!is_space(window_.at[9])) return bad(window_.at + 9, "a space");
  doctype_at_ = window_.offset();
  window_.at += 9;
  had_doctype_ = in_doctype_ = true;
  inside_ = inside::doctype;
  return outcome::ok;
}

// "<?", a target other than "xml" and, if anything follows, a space.
inline detail::outcome reader::open_instruction() {
  const char* const target = window_.at + 2;
  const std::size_t room = (std::min)(static_cast<std::size_t>(window_.end - target), limits_.name_bytes + 1);
  const char* const end = name_end(target, target + room);
  const std::string_view name = detail::between(target, end);
  if (name.size() > limits_.name_bytes) return bad(target, "a shorter name", 1, errc::limit);
  if (end == window_.end || (*end == '?' && end + 1 == window_.end)) return outcome::cut;
  if (name.empty()) return bad(target, "a name");
  if (maintkit::detail::equal_ignoring_case(name, "xml")) {
    return bad(target, "the XML declaration at the start only", 3);
  }
  if (strict() && name.find(':') != std::string_view::npos) return bad(target, "a name without ':'", name.size());
  if (!is_space(*end) && !(*end == '?' && end[1] == '>')) return bad(end, "a space or '?>'");
  window_.at = end;
  inside_ = inside::instruction;
  return outcome::ok;
}

// Of a tag that the window's end cut: is it whole now, or must it be read as it is? Bytes that were searched for the
// '>' are not searched again, so a tag over many chunks takes linear time.
inline bool reader::tag_is_due() {
  if (tag_seen_ == 0 || window_.final || window_.rest().size() >= limits_.token_bytes) return true;
  for (const char* p = window_.at + tag_seen_; p != window_.end; ++p) {
    tag_seen_ = static_cast<std::size_t>(p - window_.at);
    if (quote_ != 0) {
      if (*p == quote_) quote_ = 0;
    } else if (*p == '"' || *p == '\'') {
      quote_ = *p;
    } else if (*p == '>') {
      return true;
    }
  }
  ++tag_seen_;
  return false;
}

inline event reader::read_tag() {
  if (!tag_is_due()) return exhausted();
  if (place_ == place::epilog) return bad(window_.at, "the end"), event::error;
  const bool end = window_.at[1] == '/';
  if (end && place_ == place::prolog) return bad(window_.at, "the root element", 2), event::error;
  const std::size_t room = (std::min)(window_.rest().size(), limits_.token_bytes);
  const char* const stop = window_.at + room;
  const char* p = window_.at;
  const outcome o = end ? tag_.read_end(p, stop) : tag_.read_start(p, stop);
  if (o == outcome::bad) return bad(tag_.why), event::error;
  if (o == outcome::cut) {
    if (room == limits_.token_bytes) return bad(window_.at, "a shorter tag", 1, errc::limit), event::error;
    if (tag_seen_ == 0) tag_seen_ = 1, quote_ = 0;
    return exhausted();
  }
  tag_seen_ = 0;
  event_at_ = window_.offset();
  if (!end) return begin_element(p);
  if (tag_.qualified != scope_.innermost()) {
    return bad(window_.at, "the end tag of the innermost element", tag_.qualified.size() + 2), event::error;
  }
  window_.at = p;
  return end_element();
}

inline event reader::begin_element(const char* behind) {
  if (scope_.depth() >= limits_.depth) return bad(window_.at, "no deeper nesting", 1, errc::limit), event::error;
  element_.qualified = tag_.qualified;
  detail::fault why;
  if (detail::enter(scope_, element_, tag_.attributes, mode_, limits_, why) != outcome::ok) {
    return bad(why), event::error;
  }
  window_.at = behind;
  place_ = place::content;
  end_is_due_ = tag_.empty_element;
  return counted(event::element_begin);
}

inline event reader::end_element() {
  tag_.attributes.clear();
  element_.qualified = scope_.innermost();
  element_.local = local_of(element_.qualified);
  element_.space = scope_.find(prefix_of(element_.qualified)).value_or(std::string_view());
  closing_ = true;
  return counted(event::element_end);
}

inline event reader::counted(event e) {
  if (++count_ <= limits_.count) return e;
  bad(window_.at, "fewer elements", 0, errc::limit);
  return event::error;
}

inline detail::outcome reader::add(const char* from, const char* to) {
  if (from == to || skipping_) return outcome::ok;
  const std::string_view more = detail::between(from, to);
  if (has_text_) {
    text_buffer() += more;
  } else {
    piece_ = more;
    has_text_ = true;
    holding_ = false;
  }
  return (holding_ ? held_.size() : piece_.size()) <= limits_.token_bytes ? outcome::ok : text_too_long();
}

inline detail::outcome reader::text_too_long() {
  const outcome o = bad(window_.at, "a shorter text", 0, errc::limit);
  error_.offset = text_at_;
  return o;
}

// The text so far, to be added to.
inline std::string& reader::text_buffer() {
  if (!has_text_ || skipping_) piece_ = {};
  if (!holding_ || !has_text_ || skipping_) held_.assign(piece_);
  has_text_ = !skipping_;
  holding_ = true;
  return held_;
}

inline event reader::text_event() {
  event_at_ = text_at_;
  text_ = holding_ ? std::string_view(held_) : piece_;
  has_text_ = false;
  return counted(event::text);
}

inline result<void, parse_error> validate(std::string_view text, mode how, const limits& most) {
  reader r(text, how, most);
  for (event e = r.next();; e = r.next()) {
    if (e == event::end) return {};
    if (e == event::error) return r.error();
  }
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_READER_HPP
