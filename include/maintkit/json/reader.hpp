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

#include <maintkit/detail/block.hpp>
#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/detail/window.hpp>
#include <maintkit/error.hpp>

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
  std::size_t token_bytes = std::size_t{16} << 20;     // a key, string or number that is handed out, as it is written
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
  // What may come next; `failed` also stands for: nothing ever again.
  enum class place : std::uint8_t { value, first_element, key, first_key, colon, comma, document_end, failed };
  enum class outcome : std::uint8_t { ok, cut, bad };

  static constexpr std::size_t deepest = 1024;

  template <bool Keep>
  token step();
  template <bool Keep>
  token value(char first);
  template <bool Keep>
  token string(token kind);
  template <bool Keep>
  token number();
  template <bool Keep>
  outcome escape();
  token literal(std::string_view word, token kind);
  token open(token kind);
  token close();
  template <bool Keep>
  token finished(token kind, const char* run);
  template <bool Keep>
  token pause(token kind, const char* run);
  token exhausted();
  token fail(errc code, const char* expected, std::size_t offset, std::size_t length);
  token fail_here(const char* expected) { return fail(errc::malformed, expected, in_.offset(), 1); }
  const char* expectation() const;

  bool too_long() const { return in_.offset() - token_at_ > limits_.token_bytes; }
  bool in_object() const { return ((objects_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64)) & 1u) != 0; }

  maintkit::detail::window in_;
  std::size_t token_at_ = 0;
  std::size_t depth_ = 0;
  std::size_t count_ = 0;
  std::size_t skip_floor_ = 0;  // skipping goes on until the depth is back here
  bool skipping_ = false;
  bool holding_ = false;  // the text of this token is in held_, not in the chunk
  place place_ = place::value;
  token last_ = token::end;
  token unfinished_ = token::end;  // the key, string or number that the chunk's end cut
  std::uint8_t number_state_ = 0;
  std::uint64_t objects_[deepest / 64] = {};  // one bit for each open container: is it an object?
  std::string_view text_;
  std::string held_;  // text that isn't in one piece in the document: with escapes, or over a chunk's end
  limits limits_;
  parse_error error_;
};

// Is this one JSON value and nothing else, within the limits?
result<void, parse_error> validate(std::string_view text, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::block;

// The first byte from `at` that can't stand in a string as it is: quote, backslash, control or not ASCII.
inline const char* plain_end(const char* at, const char* end) {
  const auto special = [](const block& b) { return b.equal('"') | b.equal('\\') | b.below(0x20) | b.above_ascii(); };
  for (; static_cast<std::size_t>(end - at) >= block::width; at += block::width) {
    if (const block::mask found = special(block(at)); found != 0) return at + block::first(found);
  }
  while (at != end && *at != '"' && *at != '\\' && static_cast<signed char>(*at) >= 0x20) ++at;
  return at;
}

constexpr bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

inline const char* space_end(const char* at, const char* end) {
  while (at != end && is_space(*at)) ++at;
  return at;
}

// RFC 8259, section 6, as a machine: number = [ "-" ] int [ frac ] [ exp ]. Rows are states, columns kinds of byte; 0
// ends the number.
enum : std::uint8_t { stop, start, minus, zero, integer, point, fraction, e, sign, exponent };
inline constexpr std::uint8_t number_steps[][6] = {
    // 0        1-9       -      +     .      e E
    {stop, stop, stop, stop, stop, stop},          // stop
    {zero, integer, minus, stop, stop, stop},      // start
    {zero, integer, stop, stop, stop, stop},       // minus
    {stop, stop, stop, stop, point, e},            // zero
    {integer, integer, stop, stop, point, e},      // integer
    {fraction, fraction, stop, stop, stop, stop},  // point
    {fraction, fraction, stop, stop, stop, e},     // fraction
    {exponent, exponent, sign, sign, stop, stop},  // e
    {exponent, exponent, stop, stop, stop, stop},  // sign
    {exponent, exponent, stop, stop, stop, stop},  // exponent
};

constexpr bool is_number(std::uint8_t state) {
  return state == zero || state == integer || state == fraction || state == exponent;
}

constexpr std::uint8_t number_step(std::uint8_t state, char c) {
  if (c >= '1' && c <= '9') return number_steps[state][1];
  switch (c) {
    case '0':
      return number_steps[state][0];
    case '-':
      return number_steps[state][2];
    case '+':
      return number_steps[state][3];
    case '.':
      return number_steps[state][4];
    case 'e':
    case 'E':
      return number_steps[state][5];
    default:
      return stop;
  }
}

// The value of four hexadecimal digits, or -1.
constexpr int hex4(const char* digits) {
  int value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = maintkit::detail::hex_value(digits[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace detail

inline void reader::feed(std::string_view chunk) {
  if (place_ != place::failed && !in_.final) in_.add(in_.admit(chunk, limits_.bytes));
}

inline token reader::next() {
  while (skipping_) {
    const token passed = step<false>();
    if (passed >= token::end) return passed;
    skipping_ = depth_ > skip_floor_;
  }
  return last_ = step<true>();
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
  if (unfinished_ != token::end) return unfinished_ == token::number ? number<Keep>() : string<Keep>(unfinished_);
  for (;;) {
    in_.at = detail::space_end(in_.at, in_.end);
    if (in_.at == in_.end) return exhausted();
    const char c = *in_.at;
    switch (place_) {
      case place::first_element:
        if (c == ']') return close();
        return value<Keep>(c);
      case place::value:
        return value<Keep>(c);
      case place::first_key:
        if (c == '}') return close();
        [[fallthrough]];
      case place::key:
        if (c != '"') return fail_here(expectation());
        token_at_ = in_.offset();
        ++in_.at;
        return string<Keep>(token::key);
      case place::colon:
        if (c != ':') return fail_here(expectation());
        place_ = place::value;
        break;
      case place::comma:
        if (c == (in_object() ? '}' : ']')) return close();
        if (c != ',') return fail_here(expectation());
        place_ = in_object() ? place::key : place::value;
        break;
      case place::document_end:
      case place::failed:
        return fail_here(expectation());
    }
    ++in_.at;
  }
}

template <bool Keep>
token reader::value(char first) {
  token_at_ = in_.offset();
  switch (first) {
    case '"':
      ++in_.at;
      return string<Keep>(token::string);
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

inline token reader::open(token kind) {
  if (depth_ >= limits_.depth) return fail(errc::limit, "no deeper nesting", in_.offset(), 1);
  const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
  std::uint64_t& word = objects_[depth_ / 64];
  word = kind == token::object_begin ? word | bit : word & ~bit;
  ++depth_;
  ++in_.at;
  place_ = kind == token::object_begin ? place::first_key : place::first_element;
  if (++count_ > limits_.count) return fail(errc::limit, "fewer values", token_at_, 1);
  return kind;
}

inline token reader::close() {
  const token kind = in_object() ? token::object_end : token::array_end;
  token_at_ = in_.offset();
  ++in_.at;
  --depth_;
  return finished<false>(kind, in_.at);
}

// A token is complete; its text, if it has one, ends at in_.at and begins at `run` or, where it was held, in held_.
template <bool Keep>
token reader::finished(token kind, const char* run) {
  if (Keep) {
    if (too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    text_ = std::string_view(run, static_cast<std::size_t>(in_.at - run));
    if (holding_) text_ = held_.append(text_);
  }
  holding_ = false;
  unfinished_ = token::end;
  if (++count_ > limits_.count) return fail(errc::limit, "fewer values", token_at_, 1);
  place_ = kind == token::key ? place::colon : depth_ == 0 ? place::document_end : place::comma;
  return kind;
}

// The chunk ends inside a key, string or number.
template <bool Keep>
token reader::pause(token kind, const char* run) {
  unfinished_ = kind;
  if (Keep) {
    if (too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    if (!holding_) held_.clear();
    holding_ = true;
    held_.append(run, in_.at);
  }
  return exhausted();
}

template <bool Keep>
token reader::string(token kind) {
  const char* run = in_.at;
  for (;;) {
    in_.at = detail::plain_end(in_.at, in_.end);
    if (in_.at == in_.end) return pause<Keep>(kind, run);
    if (*in_.at == '"') {
      const token done = finished<Keep>(kind, run);
      if (done == kind) ++in_.at;
      return done;
    }
    if (Keep && too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
    if (*in_.at == '\\') {
      if (Keep) {
        if (!holding_) held_.clear();
        holding_ = true;
        held_.append(run, in_.at);
      }
      run = in_.at;
      const outcome read = escape<Keep>();
      if (read == outcome::cut) return pause<Keep>(kind, run);
      if (read == outcome::bad) return token::error;
      run = in_.at;
    } else if (const std::size_t n = maintkit::detail::utf8_sequence(in_.rest()); n > 1) {
      in_.at += n;
    } else if (maintkit::detail::utf8_is_cut(in_.rest())) {
      return pause<Keep>(kind, run);
    } else {
      return fail_here(n == 1 ? "an escape for a control character" : "UTF-8");
    }
  }
}

// in_.at stands at a backslash, and moves only past a whole escape.
template <bool Keep>
reader::outcome reader::escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  const std::string_view text = in_.rest();
  if (text.size() < 2) return outcome::cut;
  if (const std::size_t i = letters.find(text[1]); i != std::string_view::npos) {
    if (Keep) held_ += meanings[i];
    in_.at += 2;
    return outcome::ok;
  }
  const auto refuse = [&](const char* expected) {
    fail(errc::malformed, expected, in_.offset(), text[1] == 'u' ? 6 : 2);
    return outcome::bad;
  };
  if (text[1] != 'u') return refuse("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
  if (text.size() < 6) return outcome::cut;
  int code = detail::hex4(text.data() + 2);
  if (code < 0) return refuse("four hexadecimal digits");
  std::size_t length = 6;
  if (code >= 0xdc00 && code <= 0xdfff) return refuse("a high surrogate before the low one");
  if (code >= 0xd800 && code <= 0xdbff) {
    constexpr std::string_view lead = "\\u";
    const std::string_view behind = text.substr(6);
    if (behind.size() < 6 && lead.substr(0, behind.size()) == behind.substr(0, 2)) return outcome::cut;
    const int low = maintkit::detail::starts_with(behind, lead) ? detail::hex4(behind.data() + 2) : -1;
    if (low < 0xdc00 || low > 0xdfff) return refuse("a low surrogate behind the high one");
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    length = 12;
  }
  if (Keep) maintkit::detail::append_utf8(held_, static_cast<char32_t>(code));
  in_.at += length;
  return outcome::ok;
}

template <bool Keep>
token reader::number() {
  const char* run = in_.at;
  std::uint8_t state = number_state_;
  for (std::uint8_t next; in_.at != in_.end && (next = detail::number_step(state, *in_.at)) != detail::stop; ++in_.at)
    state = next;
  number_state_ = state;
  if (in_.at == in_.end && !(in_.final && detail::is_number(state))) return pause<Keep>(token::number, run);
  if (Keep && too_long()) return fail(errc::limit, "a shorter string or number", token_at_, 1);
  if (!detail::is_number(state)) return fail_here(state == detail::start ? expectation() : "a digit");
  return finished<Keep>(token::number, run);
}

inline token reader::literal(std::string_view word, token kind) {
  const std::string_view here = in_.rest().substr(0, word.size());
  std::size_t same = 0;
  while (same < here.size() && here[same] == word[same]) ++same;
  if (same < here.size()) return fail(errc::malformed, word.data(), token_at_, same + 1);
  if (same < word.size()) return exhausted();
  in_.at += word.size();
  return finished<false>(kind, in_.at);
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
  unfinished_ = token::end;
  in_.at = in_.end;
  return token::error;
}

inline const char* reader::expectation() const {
  if (unfinished_ == token::number) return "a digit";
  if (unfinished_ != token::end) return "'\"' at the end of the string";
  switch (place_) {
    case place::first_element:
      return "a value or ']'";
    case place::key:
      return "a key in quotes";
    case place::first_key:
      return "a key in quotes or '}'";
    case place::colon:
      return "':'";
    case place::comma:
      return in_object() ? "',' or '}'" : "',' or ']'";
    case place::document_end:
      return "the end";
    default:
      return "a value";
  }
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
