// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Writes compact JSON to the end of a string. Commas, colons and the closing bracket that fits are put by the writer;
// whatever strings it is given, what comes out is valid UTF-8 and valid JSON text.
//
//   json::writer w(out);
//   w.object().field("schema", 1).key("names").array().value("a").value("b").end_array().end_object();
//   // {"schema":1,"names":["a","b"]}
#ifndef MAINTKIT_JSON_WRITER_HPP
#define MAINTKIT_JSON_WRITER_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace json {

class writer {
 public:
  explicit writer(std::string& out) : out_(out), start_(out.size()) {}

  writer& object() { return open('{', '}'); }
  writer& array() { return open('[', ']'); }
  // Both close the container that was opened last, whichever it is: brackets can't cross.
  writer& end_object() { return close(); }
  writer& end_array() { return close(); }

  writer& key(std::string_view name);

  // Text: bytes that are not UTF-8 become U+FFFD, control characters \u00XX.
  writer& value(std::string_view text);
  writer& value(const char* text) { return value(std::string_view(text)); }
  writer& value(const std::string& text) { return value(std::string_view(text)); }
  // A number or a truth value. JSON has no NaN and no infinity: null stands for them.
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, char>, int> = 0>
  writer& value(T number);
  writer& null() { return number_text("null"); }
  // A number that is already text, as json::reader hands it out; written unchecked.
  writer& number_text(std::string_view digits);

  template <class T>
  writer& field(std::string_view name, const T& content) {
    return key(name).value(content);
  }

 private:
  writer& open(char bracket, char closing);
  writer& close();
  void separate();
  void quoted(std::string_view text);
  void real(double number);

  std::string& out_;
  std::size_t start_;    // what stands before it is not ours
  std::string closing_;  // the brackets that are due, the innermost last
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline void append_escaped(std::string& out, char c) {
  constexpr std::string_view named = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  constexpr char hex[] = "0123456789abcdef";
  out += '\\';
  if (const std::size_t at = named.find(c); at != std::string_view::npos) {
    out += letters[at];
    return;
  }
  out += "u00";
  out += hex[static_cast<unsigned char>(c) >> 4];
  out += hex[static_cast<unsigned char>(c) & 15];
}

}  // namespace detail

// A comma is due unless this is the first thing of its container, behind a key, or at the very start. The last byte
// written tells: no finished value ends in one of these three.
inline void writer::separate() {
  if (out_.size() == start_) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

inline writer& writer::open(char bracket, char closing) {
  separate();
  out_ += bracket;
  closing_ += closing;
  return *this;
}

inline writer& writer::close() {
  if (closing_.empty()) return *this;
  out_ += closing_.back();
  closing_.pop_back();
  return *this;
}

inline writer& writer::key(std::string_view name) {
  separate();
  quoted(name);
  out_ += ':';
  return *this;
}

inline writer& writer::value(std::string_view text) {
  separate();
  quoted(text);
  return *this;
}

inline writer& writer::number_text(std::string_view digits) {
  separate();
  out_ += digits;
  return *this;
}

template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, char>, int>>
writer& writer::value(T number) {
  separate();
  if constexpr (std::is_same_v<T, bool>) {
    out_ += number ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    out_ += std::to_string(number);
  } else {
    real(static_cast<double>(number));
  }
  return *this;
}

inline void writer::quoted(std::string_view text) {
  out_ += '"';
  std::size_t run = 0;  // where the bytes begin that need no change and are not written yet
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool escape = byte < 0x20 || byte == '"' || byte == '\\';
    const std::size_t n = escape ? 0 : maintkit::detail::utf8_sequence(text.substr(at));
    if (n == 0) {
      out_.append(text, run, at - run);
      if (escape) {
        detail::append_escaped(out_, text[at]);
      } else {
        out_ += "\xef\xbf\xbd";
      }
      run = at + 1;
    }
    at += n == 0 ? 1 : n;
  }
  out_.append(text, run);
  out_ += '"';
}

// The shortest text that reads back as the same number.
inline void writer::real(double number) {
  if (!(number - number == 0)) {  // only NaN and the infinities differ
    out_ += "null";
    return;
  }
  char digits[32];
#if defined(__cpp_lib_to_chars)
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out_.append(digits, end);
#else
  const int n = std::snprintf(digits, sizeof digits, "%.17g", number);
  for (int i = 0; i < n; ++i) {
    const char c = digits[i];  // the locale may write another decimal point
    out_ += maintkit::detail::is_digit(c) || c == '-' || c == '+' || c == 'e' ? c : '.';
  }
#endif
}

}  // namespace json
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_JSON_WRITER_HPP
