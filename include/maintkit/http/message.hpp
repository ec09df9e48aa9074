// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Reads an HTTP/1.1 answer from bytes as they arrive, in whatever pieces: strict where clients disagree about where a
// message ends, bounded in every dimension, and done the moment the message is complete. No socket, no clock.
//
//   http::response_reader reader;
//   while (reader.feed(bytes_from_somewhere())) {}      // false: it has all it needs, or is broken
//   if (reader.failure() == http::fault::none) use(reader.message().status);
//
// Rules: RFC 9112 (message syntax) and RFC 9110. A bare LF ends a line and folded fields are joined, as both allow.
#ifndef MAINTKIT_HTTP_MESSAGE_HPP
#define MAINTKIT_HTTP_MESSAGE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/http/fault.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Bytes, unless it says otherwise. Twice what any server in use sends.
struct limits {
  std::size_t total = std::size_t{256} * 1024;  // everything that is read, framing and interim answers included
  std::size_t status_line = std::size_t{8} * 1024;
  std::size_t head = std::size_t{64} * 1024;
  std::size_t fields = 256;  // a count
  std::size_t interim = 16;  // a count: answers 1xx before the real one
  std::size_t chunk_line = std::size_t{4} * 1024;
  std::size_t trailer = std::size_t{16} * 1024;
};

struct response {
  int status = 0;          // 100 to 999
  int minor = 1;           // of HTTP/1.x
  std::string reason;      // as the server wrote it: to be cleaned before it is shown
  std::string head;        // "name:value\n" each, folded lines joined, blanks around the value gone
  std::string body;        // only if asked for
  std::size_t length = 0;  // bytes of the body, kept or not

  // The first field of that name, in whatever case.
  std::optional<std::string_view> field(std::string_view name) const;
};

enum class keep_body : bool { no, yes };
enum class expects_body : bool { no, yes };  // no: the request was HEAD

class response_reader {
 public:
  explicit response_reader(const limits& bounds = {}, keep_body keep = keep_body::no,
                           expects_body body = expects_body::yes)
      : limits_(bounds), keep_(keep), expects_body_(body) {}

  // Takes the next bytes. True while more are wanted; what comes after the end of the message is ignored.
  bool feed(std::string_view bytes);
  // The connection was closed in good order: the end of a body without a length, or a fault.
  void finish();
  // Reading ended for a reason outside of the message, such as a deadline.
  void abandon(fault why) { fail(why); }

  bool complete() const { return at_ == state::done; }
  fault failure() const { return failure_; }
  const response& message() const { return message_; }
  std::size_t received() const { return received_; }
  bool in_body() const { return at_ > state::fields && at_ < state::done; }

 private:
  enum class state : std::uint8_t {
    status_line,
    fields,
    chunk_size,
    chunk_data,
    chunk_end,
    trailer,
    counted,      // a body with Content-Length
    until_close,  // a body that ends with the connection
    done,
    failed
  };

  bool wants_more() const { return at_ < state::done; }
  bool in_line() const { return at_ <= state::chunk_size || at_ == state::chunk_end || at_ == state::trailer; }
  void fail(fault why);
  void take_line(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  std::size_t room() const;
  fault too_long() const;
  void line(std::string_view text);
  void status(std::string_view text);
  void field(std::string_view text);
  void end_of_head();
  fault frame();
  void chunk(std::string_view text);

  limits limits_;
  keep_body keep_;
  expects_body expects_body_;
  state at_ = state::status_line;
  fault failure_ = fault::none;
  std::size_t received_ = 0;
  std::size_t section_ = 0;  // bytes of the field section or trailer so far
  std::size_t fields_ = 0;
  std::size_t interim_ = 0;
  std::size_t left_ = 0;  // of the body or the chunk: at most limits::total
  std::string line_;      // the part of a line that has arrived
  response message_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// RFC 9110 section 5.6.2.
constexpr bool is_token_char(char c) {
  constexpr std::string_view others = "!#$%&'*+-.^_`|~";
  return maintkit::detail::is_alnum(c) || others.find(c) != std::string_view::npos;
}
constexpr bool is_token(std::string_view text) {
  return !text.empty() && maintkit::detail::span_of(text, is_token_char) == text.size();
}
// A field value holds no control bytes but the tab (RFC 9110 section 5.5).
constexpr bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7f) || c == '\t';
}

// Calls f(value) for each field of that name in a head, in order.
template <class F>
void each_field(std::string_view head, std::string_view name, F f) {
  while (!head.empty()) {
    std::string_view value = maintkit::detail::take_until(head, '\n');
    const std::string_view key = maintkit::detail::take_until(value, ':');
    if (maintkit::detail::equal_ignoring_case(key, name)) f(value);
  }
}

// RFC 9112 section 6.3: equal values may be repeated, in one list or several fields; anything else is beyond repair.
class content_length {
 public:
  std::optional<std::size_t> value;
  fault why = fault::none;

  void add(std::string_view list) {
    do {
      one(maintkit::detail::trim(maintkit::detail::take_until(list, ',')));
    } while (list.data() != nullptr && why == fault::none);
  }

 private:
  void one(std::string_view digits) {
    const bool numeric =
        !digits.empty() && maintkit::detail::span_of(digits, maintkit::detail::is_digit) == digits.size();
    const auto number = maintkit::detail::whole_number<std::size_t>(digits);
    if (!numeric) {
      why = fault::length_invalid;
    } else if (!number) {
      why = fault::length_overflow;
    } else if (value && *value != *number) {
      why = fault::length_conflict;
    } else {
      value = number;
    }
  }
};

}  // namespace detail

inline std::optional<std::string_view> response::field(std::string_view name) const {
  std::optional<std::string_view> found;
  detail::each_field(head, name, [&](std::string_view value) {
    if (!found) found = value;
  });
  return found;
}

inline bool response_reader::feed(std::string_view bytes) {
  const bool cut = bytes.size() > limits_.total - received_;
  if (cut) bytes = bytes.substr(0, limits_.total - received_);
  received_ += bytes.size();
  while (!bytes.empty() && wants_more()) in_line() ? take_line(bytes) : take_body(bytes);
  if (cut && wants_more()) fail(fault::answer_size);
  return wants_more();
}

inline void response_reader::finish() {
  switch (at_) {
    case state::status_line:
      // Behind an interim answer or inside of a line, an answer had begun.
      fail(received_ == 0 ? fault::answer_empty : fault::head_eof);
      break;
    case state::fields:
      fail(fault::head_eof);
      break;
    case state::counted:
      fail(fault::body_short);
      break;
    case state::until_close:
      at_ = state::done;
      break;
    case state::done:
    case state::failed:
      break;
    default:
      fail(fault::chunk_eof);
      break;
  }
}

inline void response_reader::fail(fault why) {
  failure_ = why;
  at_ = state::failed;
}

// Bytes that the current line may have.
inline std::size_t response_reader::room() const {
  switch (at_) {
    case state::status_line:
      return limits_.status_line;
    case state::fields:
      return limits_.head - section_;
    case state::trailer:
      return limits_.trailer - section_;
    case state::chunk_end:
      return 1;  // the CR
    default:
      return limits_.chunk_line;
  }
}

inline fault response_reader::too_long() const {
  switch (at_) {
    case state::status_line:
      return fault::status_size;
    case state::fields:
      return fault::head_size;
    case state::trailer:
      return fault::trailer_size;
    case state::chunk_end:
      return fault::chunk_end;
    default:
      return fault::chunk_extension;
  }
}

inline void response_reader::take_line(std::string_view& bytes) {
  constexpr std::string_view start = "HTTP/";
  const std::size_t end = bytes.find('\n');
  const std::string_view piece = bytes.substr(0, (std::min)(end, room() + 1 - line_.size()));
  line_ += piece;
  // Another protocol's greeting is known by its first byte: no need to wait for a line that may never end.
  if (at_ == state::status_line && start.substr(0, line_.size()) != line_.substr(0, start.size())) {
    return fail(fault::not_http);
  }
  if (line_.size() > room()) return fail(too_long());
  if (end == std::string_view::npos) return bytes.remove_prefix(bytes.size());
  bytes.remove_prefix(end + 1);
  section_ += line_.size();
  std::string_view text = line_;
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  text.find('\r') == std::string_view::npos ? line(text) : fail(fault::bare_cr);
  line_.clear();
}

inline void response_reader::take_body(std::string_view& bytes) {
  const std::size_t n = at_ == state::until_close ? bytes.size() : (std::min)(bytes.size(), left_);
  if (keep_ == keep_body::yes) message_.body += bytes.substr(0, n);
  message_.length += n;
  bytes.remove_prefix(n);
  if (at_ == state::until_close) return;
  left_ -= n;
  if (left_ == 0) at_ = at_ == state::chunk_data ? state::chunk_end : state::done;
}

inline void response_reader::line(std::string_view text) {
  switch (at_) {
    case state::status_line:
      return status(text);
    case state::fields:
      return text.empty() ? end_of_head() : field(text);
    case state::chunk_size:
      return chunk(text);
    case state::chunk_end:
      at_ = state::chunk_size;
      return text.empty() ? void() : fail(fault::chunk_end);
    default:
      if (!text.empty()) return field(text);
      at_ = state::done;
  }
}

// HTTP/1.d SP 3DIGIT [SP reason]. A status without reason and its blank is common enough to be let through.
inline void response_reader::status(std::string_view text) {
  using maintkit::detail::is_digit;
  section_ = 0;
  fields_ = 0;
  if (text.size() < 5) return fail(fault::not_http);
  text.remove_prefix(5);  // "HTTP/" was looked at as it came
  if (text.size() < 4 || text[0] != '1' || text[1] != '.' || !is_digit(text[2]) || text[3] != ' ') {
    return fail(fault::version);
  }
  message_.minor = text[2] - '0';
  text.remove_prefix(4);
  const auto code = maintkit::detail::whole_number<std::uint16_t>(text.substr(0, 3));
  if (!code || *code < 100 || text.size() < 3 || (text.size() > 3 && text[3] != ' ')) {
    return fail(fault::status_malformed);
  }
  message_.status = *code;
  message_.reason = text.size() > 4 ? text.substr(4) : std::string_view();
  at_ = state::fields;
}

// A field line of the head or of the trailer; of the latter nothing is kept.
inline void response_reader::field(std::string_view text) {
  const bool folded = maintkit::detail::is_blank(text[0]);
  if (folded && fields_ == 0) return fail(fault::field_indented);
  const std::size_t colon = text.find(':');
  if (!folded) {
    if (colon == std::string_view::npos) return fail(fault::field_colon);
    const std::string_view name = text.substr(0, colon);
    if (!name.empty() && maintkit::detail::is_blank(name.back())) return fail(fault::field_space);
    if (!detail::is_token(name)) return fail(fault::field_name);
    if (++fields_ > limits_.fields) return fail(fault::field_count);
  }
  const std::string_view value = folded ? text : text.substr(colon + 1);
  if (maintkit::detail::span_of(value, detail::is_value_char) != value.size()) return fail(fault::field_value);
  if (at_ == state::trailer) return;
  // RFC 9112 section 5.2: a user agent joins a folded line with a blank.
  std::string& head = message_.head;
  if (folded) head.back() = ' ';
  if (!folded) head.append(text.substr(0, colon)) += ':';
  head.append(maintkit::detail::trim(value)) += '\n';
}

inline void response_reader::end_of_head() {
  const int status = message_.status;
  if (status == 101) return fail(fault::switching);
  if (status < 200) {
    if (++interim_ > limits_.interim) return fail(fault::interim_count);
    message_ = {};
    at_ = state::status_line;
    return;
  }
  section_ = 0;
  fields_ = 0;
  if (expects_body_ == expects_body::no || status == 204 || status == 304) {
    at_ = state::done;
    return;
  }
  if (const fault why = frame(); why != fault::none) fail(why);
}

// Where the body ends, in the order of RFC 9112 section 6.3.
inline fault response_reader::frame() {
  std::size_t codings = 0;
  bool chunked = true;
  detail::content_length length;
  detail::each_field(message_.head, "transfer-encoding", [&](std::string_view value) {
    ++codings;
    chunked = chunked && maintkit::detail::equal_ignoring_case(value, "chunked");
  });
  detail::each_field(message_.head, "content-length", [&](std::string_view value) { length.add(value); });
  if (length.why != fault::none) return length.why;
  if (codings > 0) {
    // No TE field was sent, so chunked, once, is all that may come.
    if (!chunked || codings > 1) return fault::coding_unknown;
    if (length.value) return fault::length_and_coding;
    if (message_.minor == 0) return fault::coding_version;
    at_ = state::chunk_size;
    return fault::none;
  }
  if (!length.value) {
    at_ = state::until_close;
    return fault::none;
  }
  if (*length.value > limits_.total) return fault::answer_size;
  left_ = *length.value;
  at_ = left_ > 0 ? state::counted : state::done;
  return fault::none;
}

// 1*HEXDIG [BWS ";" extensions]
inline void response_reader::chunk(std::string_view text) {
  const std::size_t digits =
      maintkit::detail::span_of(text, [](char c) { return maintkit::detail::hex_value(c) >= 0; });
  const std::string_view rest = maintkit::detail::trim(text.substr(digits));
  if (digits == 0 || (!rest.empty() && rest[0] != ';')) return fail(fault::chunk_size);
  std::size_t size = 0;
  for (const char c : text.substr(0, digits)) {
    if (size > static_cast<std::size_t>(-1) / 16) return fail(fault::chunk_overflow);
    size = size * 16 + static_cast<std::size_t>(maintkit::detail::hex_value(c));
  }
  if (size > limits_.total) return fail(fault::answer_size);
  left_ = size;
  section_ = 0;
  at_ = left_ > 0 ? state::chunk_data : state::trailer;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_MESSAGE_HPP
