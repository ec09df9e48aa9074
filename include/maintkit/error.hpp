// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Errors are values. A function that can fail returns result<T>: the value, or an error that says what was being done,
// why it did not work and, for text, at which byte.
//
//   auto v = maintkit::version::parse(scheme::calver, "2025.x");
//   if (!v) std::fputs(maintkit::render(maintkit::error(v.error(), "version", "2025.x")).c_str(), stderr);
#ifndef MAINTKIT_ERROR_HPP
#define MAINTKIT_ERROR_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {

// Why something did not work, coarse enough to act on. exit_status() maps each to the command's exit code.
enum class errc : std::uint8_t {
  malformed,    // input that breaks its grammar
  incomplete,   // input that ends too early
  limit,        // input past a stated bound
  unsupported,  // well formed, but nothing maintkit reads or does
  invalid,      // an argument that can't be meant
  missing,      // a file, program or entry that is not there
  denied,       // no permission
  exists,       // would overwrite
  io,           // the system refused: disk full, read error …
  failed,       // it was done, and the answer is no: a child process failed, a hash differs
  busy,         // locked by another run
  timed_out,    // the deadline passed
  unreachable,  // no connection, no such host
  refused,      // a guard said no, and nothing was changed
  changed,      // what was planned on has changed since
};

// A stable lower-case word for programs: "malformed", "timed_out" …
constexpr std::string_view to_string(errc code);

// 1 no or failed, 2 input that can't be read, 3 can't tell, 4 refused and nothing changed.
constexpr int exit_status(errc code);

// Where and why a text could not be read. Literal, allocation-free; `expected` is static text that completes
// "expected …": "a digit", "'.'", "the end".
struct parse_error {
  errc code = errc::malformed;
  const char* expected = "";
  std::size_t offset = 0;  // bytes from the start of the text
  std::size_t length = 0;  // bytes at fault; 0: something is missing here
};

// An error that owns its words.
struct error {
  errc code = errc::failed;
  std::string what;  // what was being read or done: "version", "/etc/x.conf", "connect"
  std::string why;   // the reason and, where there is one, the remedy
  std::string text;  // the line at fault, or empty
  std::size_t offset = 0;
  std::size_t length = 0;

  error() = default;
  error(errc c, std::string what_, std::string why_) : code(c), what(std::move(what_)), why(std::move(why_)) {}
  error(const parse_error& e, std::string what_, std::string_view source);
};

// "WHAT: WHY", then for a text the text and a caret below the bytes at fault. Control bytes are shown as \xNN, long
// lines are cut around the fault; ends with a newline.
std::string render(const error& e);

namespace detail {

// Room for a value that may not be there: std::optional without its comparisons, conversions and assignments, whose
// traits are a third of what the whole library costs to include.
template <class T, bool = std::is_trivially_destructible_v<T>>
struct slot {
  constexpr slot() : none(), full(false) {}
  constexpr slot(T&& from) : value(std::move(from)), full(true) {}

  union {
    char none;
    T value;
  };
  bool full;
};

template <class T>
struct slot<T, false> {
  slot() : none(), full(false) {}
  slot(T&& from) : value(std::move(from)), full(true) {}
  slot(const slot& other) : none(), full(other.full) {
    if (full) ::new (static_cast<void*>(&value)) T(other.value);
  }
  slot(slot&& other) noexcept : none(), full(other.full) {
    if (full) ::new (static_cast<void*>(&value)) T(std::move(other.value));
  }
  slot& operator=(slot other) noexcept {
    clear();
    if (other.full) ::new (static_cast<void*>(&value)) T(std::move(other.value));
    full = other.full;
    return *this;
  }
  ~slot() { clear(); }

  void clear() noexcept {
    if (full) value.~T();
    full = false;
  }

  union {
    char none;
    T value;
  };
  bool full;
};

}  // namespace detail

// A value or an error. Never throws; reading the side that is not there is undefined, as with std::optional.
template <class T, class E = error>
class [[nodiscard]] result {
 public:
  constexpr result(T value) : value_(std::move(value)) {}
  constexpr result(E failure) : error_(std::move(failure)) {}

  constexpr explicit operator bool() const { return value_.full; }
  constexpr const T& operator*() const& { return value_.value; }
  constexpr T& operator*() & { return value_.value; }
  constexpr T operator*() && { return std::move(value_.value); }  // no reference: `for (… : *f())` would outlive it
  constexpr const T* operator->() const { return &value_.value; }
  constexpr T* operator->() { return &value_.value; }
  constexpr const E& error() const { return error_; }

 private:
  detail::slot<T> value_;
  E error_{};
};

// Success without a value: `return {};`.
template <class E>
class [[nodiscard]] result<void, E> {
 public:
  constexpr result() = default;
  constexpr result(E failure) : failed_(true), error_(std::move(failure)) {}

  constexpr explicit operator bool() const { return !failed_; }
  constexpr const E& error() const { return error_; }

 private:
  bool failed_ = false;
  E error_{};
};

// What the allocation-free parsers return.
template <class T>
using parsed = result<T, parse_error>;

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(errc code) {
  constexpr std::string_view names[] = {"malformed", "incomplete", "limit",       "unsupported", "invalid",
                                        "missing",   "denied",     "exists",      "io",          "failed",
                                        "busy",      "timed_out",  "unreachable", "refused",     "changed"};
  return names[static_cast<std::size_t>(code)];
}

constexpr int exit_status(errc code) {
  if (code <= errc::invalid) return 2;
  if (code <= errc::failed) return 1;
  return code <= errc::unreachable ? 3 : 4;
}

namespace detail {

// Would one character of UTF-8 steer a terminal? C0 and C1 controls and DEL, and what turns the direction of text.
constexpr bool is_steering(std::string_view one) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(one[i]); };
  if (one.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7f;
  if (one.size() == 2) return byte(0) == 0xc2 && byte(1) < 0xa0;
  if (one.size() != 3 || byte(0) != 0xe2) return false;
  return (byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) ||  // U+202A to U+202E
         (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);    // U+2066 to U+2069
}

// Text for people: what would steer their terminal, and what is no UTF-8, is written as \xNN.
inline std::string shown(std::string_view text) {
  constexpr char hex[] = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view one = text.substr(0, length == 0 ? 1 : length);
    text.remove_prefix(one.size());
    if (length != 0 && !is_steering(one)) {
      out += one;
      continue;
    }
    for (const char c : one) {
      out += "\\x";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

// A byte within a character of UTF-8.
constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// Columns that `text` takes on a terminal, one per code point.
inline std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += !continues(c);
  return n;
}

// The part of `text` around offset that fits a line, and where the fault stands in it. Cut between characters; none is
// longer than four bytes, so that bytes that are no UTF-8 can't move a cut far.
inline void append_excerpt(std::string& out, std::string_view text, std::size_t offset, std::size_t length) {
  std::size_t before = 40;
  std::size_t width = 72;
  if (offset > text.size()) offset = text.size();
  const std::string_view around = text.substr(offset < before ? 0 : offset - before, width);
  if (shown(around).size() > around.size()) {  // as \xNN a byte takes four columns, and a cut may move by three bytes
    before /= 6;
    width /= 6;
  }
  std::size_t start = text.size() <= width || offset <= before ? 0 : offset - before;
  for (int n = 0; n < 3 && start > 0 && continues(text[start]); ++n) --start;
  std::size_t stop = text.size() - start <= width ? text.size() : start + width;
  for (int n = 0; n < 3 && stop < text.size() && continues(text[stop]); ++n) ++stop;

  const std::string lead = (start > 0 ? "…" : "") + shown(text.substr(start, offset - start));
  const std::size_t marked = length > stop - offset ? stop - offset : length;
  const std::string fault = shown(text.substr(offset, marked));
  out += "  " + lead + fault + shown(text.substr(offset + marked, stop - offset - marked));
  out += stop < text.size() ? "…\n  " : "\n  ";
  out.append(columns(lead), ' ');
  const std::size_t tail = columns(fault);
  out += '^';
  if (tail > 1) out.append(tail - 1, '~');
  out += '\n';
}

}  // namespace detail

inline error::error(const parse_error& e, std::string what_, std::string_view source)
    : code(e.code),
      what(std::move(what_)),
      why(std::string("expected ") + e.expected + " at byte " + std::to_string(e.offset)),
      text(source),
      offset(e.offset),
      length(e.length) {}

inline std::string render(const error& e) {
  std::string out = detail::shown(e.what);
  if (!e.why.empty()) out += ": " + detail::shown(e.why);
  out += '\n';
  if (!e.text.empty()) detail::append_excerpt(out, e.text, e.offset, e.length);
  return out;
}

}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ERROR_HPP
