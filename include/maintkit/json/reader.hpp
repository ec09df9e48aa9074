// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A strict JSON pull reader: every byte of the document is checked against RFC 8259, also of what is passed over. The
// document is in memory, or comes in chunks, and wherever the chunks are cut the tokens are the same.
//
//   json::reader r{json::limits{}};
//   while (more) {
//     r.feed(chunk);                                   // the chunk stays where it is until next() asks for more
//     while ((t = r.next()) < json::token::end) …      // a token
//   }                                                  // here: need_more, error, or end
//   r.finish();
//
// What is refused though some readers take it: a byte order mark, NUL, comments, NaN, text behind the value, bytes that
// are not UTF-8, \u escapes of half a surrogate pair. A key that comes twice is handed out twice (RFC 8259, section 4
// leaves it open); a caller that assigns as it reads has the last one win, as in Python, JavaScript and Go.
#ifndef MAINTKIT_JSON_READER_HPP
#define MAINTKIT_JSON_READER_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json/scan.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace json {

// The last three are no tokens of the document: it is complete, it goes on in the next chunk, it can't be read.
enum class token : std::uint8_t {
  object_begin,
  object_end,
  array_begin,
  array_end,
  key,
  string,
  number,
  true_value,
  false_value,
  null_value,
  end,
  need_more,
  error,
};

// What a document may be at most; more is errc::limit.
struct limits {
  std::size_t depth = 256;                             // containers inside each other; above 1,024 it is 1,024
  std::size_t token_bytes = std::size_t{16} << 20;     // a key, string or number; those passed over may be longer
  std::size_t bytes = std::size_t{1} << 30;            // the document
  std::size_t count = std::size_t{100} * 1000 * 1000;  // tokens
};

class reader {
 public:
  // A document in memory; the text must outlive the reader.
  explicit reader(std::string_view whole, const limits& most = {}) : reader(most) {
    feed(whole);
    finish();
  }
  // A document in chunks: feed() each, finish() after the last.
  explicit reader(const limits& most) : limits_(most) { limits_.depth = (std::min)(limits_.depth, deepest); }

  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  // The next piece. Nothing is copied but a character or escape that was cut, and the beginning of a token that the
  // caller gets: the chunk must stay until next() answers need_more. To be called first, and then only after that.
  void feed(std::string_view chunk);
  // There are no more chunks; next() may still have tokens.
  void finish() { in_.final = true; }

  token next();

  // The decoded text of the last key or string, or a number as it stands. Valid until the next call of next().
  std::string_view text() const { return text_; }

  // Passes over what the last token opened: behind a key its value, behind object_begin or array_begin everything up
  // to and with the end. Behind any other token there is nothing to pass. The work, and any error, comes in next().
  void skip();

  // Why next() answered token::error.
  const parse_error& error() const { return error_; }

  // Where the last token began, in bytes from the start of the document.
  std::size_t offset() const { return token_at_; }
  // How many containers are open.
  std::size_t depth() const { return depth_; }

 private:
  // What may come next: expectation() has the words, in this order. `inside`: the rest of a token that the chunk's end
  // cut; `failed`: nothing ever again. The first two are where plain_string() may begin.
  enum class place : std::uint8_t {
    key,
    value,
    document,
    first_element,
    first_key,
    colon,
    comma,
    inside,
    document_end,
    failed
  };

  static constexpr std::size_t deepest = 1024;

  // Each reads one token; Keep: with its text, for the caller.
  template <bool Keep>
  token read();
  template <bool Keep>
  token plain_string();
  template <bool Keep>
  token step();
  template <bool Keep>
  token value(char first, token string_kind);
  template <bool Keep>
  token string(token kind);
  template <bool Keep>
  token long_string(token kind, const char* run);
  template <bool Keep>
  token number();
  token literal(std::string_view word, token kind);
  token open(token kind);
  token close();

  bool hold(const char* run);
  bool keep(const char* run);
  template <bool Keep>
  token pause(token kind, const char* run);
  token count(token t);
  token exhausted();
  token fail(errc code, const char* expected, std::size_t offset, std::size_t length);
  token fail_here(const char* expected) { return fail(errc::malformed, expected, in_.offset(), 1); }
  token too_long() { return fail(errc::limit, "a shorter string or number", token_at_, 1); }
  const char* expectation() const;
  void enter(bool object);
  void leave();

  maintkit::detail::window in_;
  std::size_t token_at_ = 0;
  std::size_t depth_ = 0;
  std::size_t count_ = 0;
  std::size_t skip_floor_ = 0;  // skipping goes on until the depth is back here
  bool skipping_ = false;
  bool in_object_ = false;  // the innermost container is one
  bool holding_ = false;    // the text of this token is in held_, not in the chunk
  place place_ = place::document;
  token last_ = token::end;
  token unfinished_ = token::end;  // the key, string or number that the chunk's end cut
  std::uint8_t number_state_ = 0;
  std::uint64_t outer_[deepest / 64] = {};  // one bit for each level: was in_object_ set outside of it?
  std::string_view text_;
  std::string held_;  // text that isn't in one piece in the document: with escapes, or over a chunk's end
  limits limits_;
  parse_error error_;
};

// Is this one JSON value and nothing else, within the limits?
result<void, parse_error> validate(std::string_view text, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

inline void reader::feed(std::string_view chunk) {
  if (place_ != place::failed && !in_.final) in_.add(in_.admit(chunk, limits_.bytes));
}

inline token reader::next() {
  if (skipping_) {
    token passed;
    do {
      passed = read<false>();
    } while (passed < token::end && depth_ > skip_floor_);
    if (passed >= token::end) return passed;
    skipping_ = false;
  }
  return last_ = read<true>();
}

template <bool Keep>
token reader::read() {
  const token t = place_ <= place::value ? plain_string<Keep>() : token::end;
  return t != token::end ? t : count(step<Keep>());
}

// Most tokens are strings of plain characters with nothing in between: these are read in one go, and without asking
// what else there could be. Answers token::end, and has done nothing, if there is anything else.
template <bool Keep>
token reader::plain_string() {
  const char* const at = in_.at;
  const char* const end = in_.end;
  if (at == end || *at != '"') return token::end;
  const char* stop = detail::plain_end(at + 1, end);
  const std::size_t length = static_cast<std::size_t>(stop - at) - 1;
  if (static_cast<std::size_t>(end - stop) < 2 || *stop != '"' || count_ >= limits_.count) return token::end;
  if (Keep) {
    if (length > limits_.token_bytes) return token::end;
    text_ = std::string_view(at + 1, length);
  }
  ++count_;
  token_at_ = in_.offset();
  const bool key = place_ == place::key;
  ++stop;
  if (*stop != (key ? ':' : ',')) {
    place_ = key ? place::colon : place::comma;
  } else {
    ++stop;
    place_ = !key && in_object_ ? place::key : place::value;
  }
  in_.at = stop;
  return key ? token::key : token::string;
}

// A token is complete: counts it, and settles what may come next. Where that is there already, it is taken at once, so
// that plain_string() can begin with the string.
inline token reader::count(token t) {
  if (t >= token::end) return t;
  if (++count_ > limits_.count) return fail(errc::limit, "fewer values", token_at_, 1);
  const char follows = in_.at == in_.end ? '\0' : *in_.at;
  if (t == token::object_begin) {
    place_ = follows == '"' ? place::key : place::first_key;
  } else if (t == token::array_begin) {
    place_ = place::first_element;
  } else if (t == token::key) {
    place_ = place::colon;
  } else if (depth_ == 0) {
    place_ = place::document_end;
  } else if (follows == ',') {
    ++in_.at;
    place_ = in_object_ ? place::key : place::value;
  } else {
    place_ = place::comma;
  }
  return t;
}

inline void reader::skip() {
  const bool container = last_ == token::object_begin || last_ == token::array_begin;
  if (!container && last_ != token::key) return;
  skip_floor_ = container ? depth_ - 1 : depth_;
  skipping_ = true;
  last_ = token::end;
}

template <bool Keep>
token reader::step() {
  if (place_ == place::inside) {
    return unfinished_ == token::number ? number<Keep>() : long_string<Keep>(unfinished_, in_.at);
  }
  for (;; ++in_.at) {
    if (in_.at != in_.end && static_cast<unsigned char>(*in_.at) <= ' ') in_.at = detail::space_end(in_.at, in_.end);
    if (in_.at == in_.end) return exhausted();
    const char c = *in_.at;
    switch (place_) {
      case place::first_element:
        if (c == ']') return close();
        break;
      case place::value:
      case place::document:
        break;
      case place::first_key:
        if (c == '}') return close();
        [[fallthrough]];
      case place::key:
        if (c != '"') return fail_here(expectation());
        return value<Keep>(c, token::key);
      case place::colon:
        if (c != ':') return fail_here(expectation());
        place_ = place::value;
        continue;
      case place::comma:
        if (c == (in_object_ ? '}' : ']')) return close();
        if (c != ',') return fail_here(expectation());
        place_ = in_object_ ? place::key : place::value;
        continue;
      default:
        return fail_here(expectation());
    }
    return value<Keep>(c, token::string);
  }
}

template <bool Keep>
token reader::value(char first, token string_kind) {
  token_at_ = in_.offset();
  switch (first) {
    case '"':
      return string<Keep>(string_kind);
    case '{':
      return open(token::object_begin);
    case '[':
      return open(token::array_begin);
    case 't':
      return literal("true", token::true_value);
    case 'f':
      return literal("false", token::false_value);
    case 'n':
      return literal("null", token::null_value);
    default:
      number_state_ = detail::start;
      return number<Keep>();
  }
}

inline void reader::enter(bool object) {
  const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
  std::uint64_t& word = outer_[depth_ / 64];
  word = in_object_ ? word | bit : word & ~bit;
  in_object_ = object;
  ++depth_;
}

inline void reader::leave() {
  --depth_;
  in_object_ = ((outer_[depth_ / 64] >> (depth_ % 64)) & 1u) != 0;
}

inline token reader::open(token kind) {
  if (depth_ >= limits_.depth) return fail(errc::limit, "no deeper nesting", in_.offset(), 1);
  enter(kind == token::object_begin);
  ++in_.at;
  return kind;
}

inline token reader::close() {
  const token kind = in_object_ ? token::object_end : token::array_end;
  token_at_ = in_.offset();
  leave();
  ++in_.at;
  return kind;
}

// Puts what was read from `run` on into held_; false if that is too much.
inline bool reader::hold(const char* run) {
  if (!holding_) held_.clear();
  holding_ = true;
  held_.append(run, in_.at);
  return held_.size() <= limits_.token_bytes;
}

// The text of a token that is complete is what was held, and what was read from `run` on.
inline bool reader::keep(const char* run) {
  text_ = std::string_view(run, static_cast<std::size_t>(in_.at - run));
  if (holding_) text_ = held_.append(text_);
  holding_ = false;
  return text_.size() <= limits_.token_bytes;
}

// The chunk ends inside a key, string or number.
template <bool Keep>
token reader::pause(token kind, const char* run) {
  unfinished_ = kind;
  place_ = place::inside;
  if (Keep && !hold(run)) return too_long();
  return exhausted();
}

// Most strings have nothing but plain characters.
template <bool Keep>
token reader::string(token kind) {
  const char* const run = ++in_.at;
  in_.at = detail::plain_end(run, in_.end);
  if (in_.at == in_.end || *in_.at != '"') return long_string<Keep>(kind, run);
  if (Keep && !keep(run)) return too_long();
  ++in_.at;
  return kind;
}

template <bool Keep>
token reader::long_string(token kind, const char* run) {
  for (;;) {
    in_.at = detail::plain_end(in_.at, in_.end);
    if (in_.at == in_.end) return pause<Keep>(kind, run);
    if (*in_.at == '"') {
      if (Keep && !keep(run)) return too_long();
      ++in_.at;
      return kind;
    }
    if (*in_.at == '\\') {
      if (Keep && !hold(run)) return too_long();
      run = in_.at;
      const detail::escape read = detail::read_escape(in_.rest());
      if (*read.expected != '\0') return fail(errc::malformed, read.expected, in_.offset(), in_.at[1] == 'u' ? 6 : 2);
      if (read.length == 0) return pause<Keep>(kind, run);
      if (Keep) maintkit::detail::append_utf8(held_, read.code);
      run = in_.at += read.length;
    } else if (const std::size_t n = maintkit::detail::utf8_sequence(in_.rest()); n > 1) {
      in_.at += n;
    } else {
      if (Keep && !hold(run)) return too_long();
      run = in_.at;
      if (maintkit::detail::utf8_is_cut(in_.rest())) return pause<Keep>(kind, run);
      return fail_here(n == 1 ? "an escape for a control character" : "UTF-8");
    }
  }
}

template <bool Keep>
token reader::number() {
  const char* const run = in_.at;
  std::uint8_t state = number_state_;
  for (std::uint8_t next; in_.at != in_.end; ++in_.at, state = next) {
    next = detail::number_step(state, *in_.at);
    if (next == detail::stop) break;
  }
  number_state_ = state;
  const bool complete = detail::is_number(state);
  if (in_.at == in_.end && !(in_.final && complete)) return pause<Keep>(token::number, run);
  if (Keep && !keep(run)) return too_long();
  if (!complete) return fail_here(state == detail::start ? expectation() : "a digit");
  return token::number;
}

inline token reader::literal(std::string_view word, token kind) {
  const std::string_view here = in_.rest().substr(0, word.size());
  std::size_t same = 0;
  while (same < here.size() && here[same] == word[same]) ++same;
  if (same < here.size()) return fail(errc::malformed, word.data(), token_at_, same + 1);
  if (same < word.size()) return exhausted();
  in_.at += word.size();
  return kind;
}

// No token can be made of what is there.
inline token reader::exhausted() {
  if (place_ == place::failed) return token::error;
  if (!in_.final) {
    in_.keep();
    text_ = {};
    return token::need_more;
  }
  const std::size_t length = in_.offset_of(in_.end);
  if (in_.clipped) return fail(errc::limit, "a shorter document", length, 0);
  if (place_ == place::document_end) return token::end;
  return fail(errc::incomplete, expectation(), length, 0);
}

inline token reader::fail(errc code, const char* expected, std::size_t offset, std::size_t length) {
  error_ = parse_error{code, expected, offset, length};
  place_ = place::failed;
  in_.at = in_.end;
  return token::error;
}

inline const char* reader::expectation() const {
  constexpr const char* words[] = {"a key in quotes",
                                   "a value",
                                   "a value",
                                   "a value or ']'",
                                   "a key in quotes or '}'",
                                   "':'",
                                   "',' or ']'",
                                   "'\"' at the end of the string",
                                   "the end",
                                   ""};
  if (place_ == place::comma && in_object_) return "',' or '}'";
  if (place_ == place::inside && unfinished_ == token::number) return "a digit";
  return words[static_cast<std::size_t>(place_)];
}

inline result<void, parse_error> validate(std::string_view text, const limits& most) {
  reader r(text, most);
  for (;;) {
    const token t = r.next();
    if (t == token::end) return {};
    if (t == token::error) return r.error();
    r.skip();
  }
}

}  // namespace json
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_JSON_READER_HPP
