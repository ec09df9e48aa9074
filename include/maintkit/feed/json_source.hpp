// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How the formats written in JSON read: by walking objects and arrays, naming the members they want. Everything else is
// passed over, and still checked. After the first failure every call answers false, so a reader asks once.
//
// What a format wants is a table: the key, and the member of a struct that its value goes to.
//
//   inline constexpr json_field<asset> fields[] = {{"filename", &asset::name}, {"url", &asset::url}};
//   in.members([&](std::string_view key) {
//     if (key == "digests") return in.members(…);
//     return in.field(key, fields, file);
//   });
#ifndef MAINTKIT_FEED_JSON_SOURCE_HPP
#define MAINTKIT_FEED_JSON_SOURCE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>
#include <maintkit/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// A key whose value is a text, a truth, a size or a date, and where in T it goes.
template <class T>
struct json_field {
  std::string_view key;
  std::string T::*text = nullptr;
  flag T::*truth = nullptr;
  std::optional<std::uint64_t> T::*size = nullptr;
  std::optional<time::stamp> T::*date = nullptr;

  constexpr json_field(std::string_view k, std::string T::*into) : key(k), text(into) {}
  constexpr json_field(std::string_view k, flag T::*into) : key(k), truth(into) {}
  constexpr json_field(std::string_view k, std::optional<std::uint64_t> T::*into) : key(k), size(into) {}
  constexpr json_field(std::string_view k, std::optional<time::stamp> T::*into) : key(k), date(into) {}
};

class json_source {
 public:
  // A string that is kept may have most.field bytes, one that is passed over any.
  explicit json_source(reading& r) : json_source(r, nullptr, 0) {}
  // One document out of several: its bytes come from `part`, and begin at `start`.
  json_source(reading& r, chunks* part, std::size_t start);

  // The value that comes next must be an object; each(key) reads the value of one member, or passes over it.
  template <class Each>
  bool members(Each each);
  // The value that comes next must be an array; each() reads one element.
  template <class Each>
  bool elements(Each each);

  // The value of a key that `rows` name, into its member of `into`; others are passed over. Keys of rows are static
  // text.
  template <class T, std::size_t N>
  bool field(std::string_view key, const json_field<T> (&rows)[N], T& into);

  // A string, or null for an empty one.
  bool text(std::string& into);
  // A string; anything else is passed over, and empty.
  bool text_if_any(std::string& into);
  // true, false, or null for unknown. `from` names the member.
  bool truth(flag& into, std::string_view from);
  // A reason is yes, and so is true; false or null is no: withdrawn releases of some indexes.
  bool truth_or_reason(flag& into, std::string_view from);
  // A whole number of bytes, or null.
  bool size(std::optional<std::uint64_t>& into);
  // A date as feeds write it, unknown if it can't be read; or null.
  bool date(std::optional<time::stamp>& into);
  // null and nothing else.
  bool null() { return take() == json::token::null_value || fail(errc::malformed, "an array or null"); }
  // An object of digests by algorithm, or null.
  bool digests(std::vector<digest>& into);
  // Is it an object or array that comes next?
  bool object_follows() { return peek() == json::token::object_begin; }
  bool array_follows() { return peek() == json::token::array_begin; }
  // Any value, checked and dropped.
  bool pass();
  // Nothing may follow.
  bool end();

  // Hands a release out; false if that was the last one wanted.
  bool give(release one) { return reading_.give(std::move(one), offset()); }
  // Where the last token began.
  std::size_t offset() const { return start_ + in_.offset(); }
  bool count_asset() { return reading_.count_asset(offset()); }

  // Ends the reading with an error at the last token; answers false.
  bool fail(errc code, const char* expected) { return reading_.fail({code, expected, offset(), 1}); }

 private:
  json::token next();
  json::token peek();
  json::token take();

  reading& reading_;
  chunks* part_;
  std::size_t start_;
  json::reader in_;
  json::token ahead_ = json::token::end;
  bool peeked_ = false;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline json::limits json_limits(const limits& most) {
  json::limits out;
  out.bytes = most.bytes;
  out.token_bytes = most.field;
  return out;
}

}  // namespace detail

inline json_source::json_source(reading& r, chunks* part, std::size_t start)
    : reading_(r), part_(part), start_(start), in_(detail::json_limits(r.most())) {}

// The next token, however many chunks it takes.
inline json::token json_source::next() {
  for (;;) {
    const json::token out = in_.next();
    if (out == json::token::error) {
      const parse_error& e = in_.error();
      reading_.fail({e.code, e.expected, start_ + e.offset, e.length});
    }
    if (out != json::token::need_more) return out;
    const std::string_view more = part_ == nullptr ? reading_.chunk() : *part_->next();
    if (!reading_.good()) return json::token::error;
    more.empty() ? in_.finish() : in_.feed(more);
  }
}

inline json::token json_source::peek() {
  if (!reading_.good()) return json::token::error;
  if (!peeked_) ahead_ = next();
  peeked_ = true;
  return ahead_;
}

inline json::token json_source::take() {
  const json::token out = peek();
  peeked_ = false;
  return out;
}

template <class Each>
bool json_source::members(Each each) {
  if (take() != json::token::object_begin) return fail(errc::malformed, "an object");
  while (take() == json::token::key) {
    if (!each(in_.text())) return false;
  }
  return reading_.good();
}

template <class Each>
bool json_source::elements(Each each) {
  if (take() != json::token::array_begin) return fail(errc::malformed, "an array");
  while (peek() != json::token::array_end) {
    if (!reading_.good() || !each()) return false;
  }
  take();
  return true;
}

inline bool json_source::text(std::string& into) {
  switch (take()) {
    case json::token::string:
      into = in_.text();
      return true;
    case json::token::null_value:
      into.clear();
      return true;
    default:
      return fail(errc::malformed, "a string or null");
  }
}

inline bool json_source::text_if_any(std::string& into) {
  into.clear();
  return peek() == json::token::string ? text(into) : pass();
}

template <class T, std::size_t N>
bool json_source::field(std::string_view key, const json_field<T> (&rows)[N], T& into) {
  for (const json_field<T>& row : rows) {
    if (key != row.key) continue;
    if (row.text != nullptr) return text(into.*row.text);
    if (row.date != nullptr) return date(into.*row.date);
    return row.truth != nullptr ? truth(into.*row.truth, row.key) : size(into.*row.size);
  }
  return pass();
}

inline bool json_source::truth_or_reason(flag& into, std::string_view from) {
  if (peek() != json::token::string) return truth(into, from);
  take();
  into = {true, from};
  return true;
}

inline bool json_source::truth(flag& into, std::string_view from) {
  switch (take()) {
    case json::token::true_value:
      into = {true, from};
      return true;
    case json::token::false_value:
      into = {false, from};
      return true;
    case json::token::null_value:
      into = {};
      return true;
    default:
      return fail(errc::malformed, "true, false or null");
  }
}

inline bool json_source::size(std::optional<std::uint64_t>& into) {
  const json::token kind = take();
  into = kind == json::token::number ? detail::whole_number(in_.text()) : std::nullopt;
  return into || kind == json::token::null_value || fail(errc::malformed, "a whole number or null");
}

inline bool json_source::date(std::optional<time::stamp>& into) {
  into.reset();
  const json::token kind = take();
  if (kind == json::token::string) {
    if (const auto read = time::parse_date(in_.text())) into = *read;
  }
  return kind == json::token::string || kind == json::token::null_value || fail(errc::malformed, "a string or null");
}

inline bool json_source::digests(std::vector<digest>& into) {
  constexpr std::size_t most = 16;
  into.clear();
  if (peek() == json::token::null_value) return pass();
  return members([&](std::string_view algorithm) {
    if (into.size() == most) return fail(errc::limit, "fewer digests");
    digest& one = into.emplace_back();
    one.algorithm = algorithm;
    return text(one.value);
  });
}

inline bool json_source::pass() {
  if (!peeked_ || ahead_ == json::token::object_begin || ahead_ == json::token::array_begin) in_.skip();
  peeked_ = false;
  return reading_.good();
}

inline bool json_source::end() { return take() == json::token::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_JSON_SOURCE_HPP
