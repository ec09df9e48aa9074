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
// text, "--" in a comment, undeclared prefixes, blank space before the declaration, bytes or characters that are not
// allowed (they become U+FFFD), and end tags that don't fit: one that names an outer element ends all up to that one,
// one that names no open element ends the innermost.
#ifndef MAINTKIT_XML_READER_HPP
#define MAINTKIT_XML_READER_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/aside.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/scan.hpp>
#include <maintkit/xml/scope.hpp>
#include <maintkit/xml/source.hpp>
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
  explicit reader(mode how, const limits& most = {}) : mode_(how), limits_(most), tag_(how, most), aside_(how, most) {}

  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

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

  // What bad() answers, for the functions that answer with an event and for those that answer with an outcome.
  struct broken {
    constexpr operator event() const { return event::error; }
    constexpr operator outcome() const { return outcome::bad; }
  };

  event step();
  event exhausted();
  event counted(event e);
  const char* expectation() const;
  broken bad(const char* at, const char* expected, std::size_t length = 1, errc code = errc::malformed);
  broken bad(const detail::fault& f) { return bad(f.at, f.expected, f.length, f.code); }

  outcome begin_document();
  outcome pass_aside();
  outcome pass_blank();
  outcome read_text();
  outcome read_reference();
  outcome read_special();
  outcome read_bracket();
  outcome read_markup();
  event read_tag();
  event begin_element(const char* behind);
  event end_element();
  bool tag_is_due();

  outcome add(const char* from, const char* to);
  broken text_too_long();
  std::string& text_buffer();
  event text_event();

  bool strict() const { return mode_ == mode::strict; }

  detail::source source_;
  maintkit::detail::window& in_ = source_.text;
  mode mode_;
  limits limits_;
  detail::tag tag_;
  detail::aside aside_;
  scope scope_;
  name element_;
  place place_ = place::start;
  event last_ = event::end;
  bool in_cdata_ = false;
  bool had_doctype_ = false;
  bool closing_ = false;  // an end was handed out; its names are in use until the next event
  bool skipping_ = false;
  bool has_text_ = false;
  bool holding_ = false;      // the text is in held_, not in piece_
  char quote_ = 0;            // that is open in a tag that the window's end cut
  std::size_t tag_seen_ = 0;  // bytes of a cut tag in which there is no '>'
  std::size_t ends_due_ = 0;  // elements that end here: <a/>, or several with one end tag in lenient mode
  std::size_t skip_floor_ = 0;
  std::size_t event_at_ = 0;
  std::size_t text_at_ = 0;
  std::size_t count_ = 0;
  std::string_view text_;
  std::string_view piece_;
  std::string held_;
  parse_error error_;
};

// Is this one well-formed document with well-formed namespaces, within the limits?
result<void, parse_error> validate(std::string_view text, mode how = mode::strict, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

inline void reader::feed(std::string_view chunk) {
  if (place_ != place::failed) source_.feed(chunk, limits_.bytes);
}

inline void reader::finish() {
  if (place_ != place::failed) source_.finish();
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
  tag_.attributes.clear();
  if (closing_) {
    closing_ = false;
    scope_.close();
    if (scope_.depth() == 0) place_ = place::epilog;
  }
  if (ends_due_ != 0) return end_element();
  for (outcome o = outcome::ok; o == outcome::ok;) {
    if (place_ == place::start) {
      o = begin_document();
    } else if (in_.at == in_.end) {
      o = outcome::cut;
    } else if (aside_.is_open()) {
      o = pass_aside();
    } else if (in_cdata_ || *in_.at != '<') {
      o = read_text();
    } else if (in_.rest().size() == 1) {
      o = outcome::cut;
    } else if (in_.at[1] == '!' || in_.at[1] == '?') {
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
  if (!in_.final) {
    if (has_text_) text_buffer();
    in_.keep();
    text_ = {};
    return event::need_more;
  }
  const bool all_read = !aside_.is_open() && in_.rest().empty();
  if (!in_.clipped && place_ == place::epilog && all_read) return event::end;
  const errc code = in_.clipped ? errc::limit : errc::incomplete;
  return bad(in_.end, in_.clipped ? "a shorter document" : expectation(), 0, code);
}

inline const char* reader::expectation() const {
  if (aside_.is_open()) return aside_.expectation();
  if (in_cdata_) return "']]>' at the end of the CDATA section";
  if (place_ == place::epilog) return "the end";
  return place_ == place::content ? "the end tag of the innermost element" : "the root element";
}

inline reader::broken reader::bad(const char* at, const char* expected, std::size_t length, errc code) {
  error_ = parse_error{code, expected, in_.offset_of(at), length};
  place_ = place::failed;
  in_.at = in_.end;
  ends_due_ = 0;
  return {};
}

inline detail::outcome reader::begin_document() {
  detail::fault why;
  const outcome o = source_.read_declaration(mode_, why);
  if (o == outcome::ok) place_ = place::prolog;
  return o == outcome::bad ? bad(why) : o;
}

inline detail::outcome reader::pass_aside() {
  const outcome o = aside_.pass(in_);
  return o == outcome::bad ? bad(aside_.why) : o;
}

// Blank space outside of the root element.
inline detail::outcome reader::pass_blank() {
  const char* const end = detail::space_end(in_.at, in_.end);
  if (end == in_.at) return bad(end, place_ == place::epilog ? "the end" : "the root element");
  in_.at = end;
  return outcome::ok;
}

// Text up to the next markup, or to the end of a CDATA section.
inline detail::outcome reader::read_text() {
  if (place_ != place::content) return pass_blank();
  if (!has_text_) text_at_ = in_.offset();
  for (const bool section = in_cdata_; section == in_cdata_;) {
    const char* const run = in_.at;
    in_.at = section ? detail::section_end(run, in_.end, ']') : detail::text_end(run, in_.end);
    if (const outcome o = add(run, in_.at); o != outcome::ok) return o;
    if (in_.at == in_.end) return outcome::cut;
    if (!section && *in_.at == '<') return outcome::ok;
    if (const outcome o = *in_.at == '&' ? read_reference() : read_special(); o != outcome::ok) return o;
    if (holding_ && held_.size() > limits_.token_bytes) return text_too_long();
  }
  return outcome::ok;
}

inline detail::outcome reader::read_reference() {
  detail::fault why;
  const outcome o = detail::read_reference(in_.at, in_.end, mode_, limits_.name_bytes, text_buffer(), why);
  return o == outcome::bad ? bad(why) : o;
}

inline detail::outcome reader::read_special() {
  const char* const at = in_.at;
  if (*at == ']') return read_bracket();
  if (*at == '\r') {  // an end of line is "\n", section 2.11
    if (at + 1 == in_.end) return outcome::cut;
    in_.at += at[1] == '\n' ? 2 : 1;
    text_buffer() += '\n';
    return outcome::ok;
  }
  detail::fault why;
  const bool allowed = character_length(in_.rest()) != 0;
  const outcome o = detail::pass_character(in_, mode_, why);
  if (o != outcome::ok) return o == outcome::bad ? bad(why) : o;
  if (allowed) return add(at, in_.at);
  maintkit::detail::append_utf8(text_buffer(), maintkit::detail::replacement_character);
  return outcome::ok;
}

// "]]>" ends a CDATA section, and may not stand in other text (production [14]).
inline detail::outcome reader::read_bracket() {
  const char* const at = in_.at;
  bool unknown = false;
  const bool closing = in_.goes_on_with("]]>", unknown);
  if (unknown) return outcome::cut;
  if (closing && in_cdata_) {
    in_.at += 3;
    in_cdata_ = false;
    return outcome::ok;
  }
  if (closing && strict()) return bad(at, "]]&gt; in text", 3);
  ++in_.at;
  return add(at, in_.at);
}

inline detail::outcome reader::read_markup() {
  bool unknown = false;
  if (place_ == place::content && in_.goes_on_with("<![CDATA[", unknown)) {
    in_.at += 9;
    in_cdata_ = true;
    return outcome::ok;
  }
  if (unknown) return outcome::cut;
  const bool doctype = in_.goes_on_with("<!DOCTYPE", unknown);
  const outcome o = aside_.open(in_, place_ == place::prolog && !had_doctype_);
  had_doctype_ = had_doctype_ || (doctype && o == outcome::ok);
  return o == outcome::bad ? bad(aside_.why) : o;
}

// Of a tag that the window's end cut: is it whole now, or must it be read as it is? Bytes that were searched for the
// '>' are not searched again, so a tag over many chunks takes linear time.
inline bool reader::tag_is_due() {
  if (tag_seen_ == 0 || in_.final || in_.rest().size() >= limits_.token_bytes) return true;
  for (const char* p = in_.at + tag_seen_; p != in_.end; ++p) {
    tag_seen_ = static_cast<std::size_t>(p - in_.at);
    if (quote_ != 0) {
      if (*p == quote_) quote_ = 0;
    } else if (*p == '"' || *p == '\'') {
      quote_ = *p;
    } else if (*p == '>') {
      return true;
    }
  }
  tag_seen_ = in_.rest().size();
  return false;
}

inline event reader::read_tag() {
  if (!tag_is_due()) return exhausted();
  if (place_ == place::epilog) return bad(in_.at, "the end");
  const bool end = in_.at[1] == '/';
  if (end && place_ == place::prolog) return bad(in_.at, "the root element", 2);
  const std::size_t room = (std::min)(in_.rest().size(), limits_.token_bytes);
  const char* const stop = in_.at + room;
  const char* p = in_.at;
  const outcome o = end ? tag_.read_end(p, stop) : tag_.read_start(p, stop);
  if (o == outcome::bad) return bad(tag_.why);
  if (o == outcome::cut) {
    if (room == limits_.token_bytes) return bad(in_.at, "a shorter tag", 1, errc::limit);
    if (tag_seen_ == 0) quote_ = 0;
    tag_seen_ = (std::max)(tag_seen_, std::size_t{1});
    return exhausted();
  }
  tag_seen_ = 0;
  event_at_ = in_.offset();
  if (!end) return begin_element(p);
  ends_due_ = scope_.levels_to(tag_.qualified);
  if (ends_due_ != 1 && strict()) {
    return bad(in_.at, "the end tag of the innermost element", tag_.qualified.size() + 2);
  }
  if (ends_due_ == 0) ends_due_ = 1;
  in_.at = p;
  return end_element();
}

inline event reader::begin_element(const char* behind) {
  if (scope_.depth() >= limits_.depth) return bad(in_.at, "no deeper nesting", 1, errc::limit);
  element_.qualified = tag_.qualified;
  detail::fault why;
  if (detail::enter(scope_, element_, tag_.attributes, mode_, limits_, why) != outcome::ok) {
    return bad(why);
  }
  in_.at = behind;
  place_ = place::content;
  ends_due_ = tag_.empty_element ? 1 : 0;
  return counted(event::element_begin);
}

inline event reader::end_element() {
  --ends_due_;
  element_.qualified = scope_.innermost();
  element_.local = local_of(element_.qualified);
  element_.space = scope_.find(prefix_of(element_.qualified)).value_or(std::string_view());
  closing_ = true;
  return counted(event::element_end);
}

inline event reader::counted(event e) {
  if (++count_ > limits_.count) return bad(in_.at, "fewer elements", 0, errc::limit);
  return e;
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

inline reader::broken reader::text_too_long() {
  const broken b = bad(in_.at, "a shorter text", 0, errc::limit);
  error_.offset = text_at_;
  return b;
}

// The text so far, to be added to.
inline std::string& reader::text_buffer() {
  if (skipping_) {
    held_.clear();
  } else if (!has_text_ || !holding_) {
    held_.assign(has_text_ ? piece_ : std::string_view());
    has_text_ = holding_ = true;
  }
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
