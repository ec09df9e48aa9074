// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How the formats written in JSON read: by walking objects and arrays, naming the members they want. Everything else is
// passed over, and still checked. After the first failure every call answers false, so a reader asks once.
//
//   in.members([&](std::string_view key) {
//     if (key == "filename") return in.text(file.name);
//     if (key == "digests") return in.members(…);
//     return in.pass();
//   });
#ifndef MAINTKIT_FEED_JSON_SOURCE_HPP
#define MAINTKIT_FEED_JSON_SOURCE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class json_source {
 public:
  // `whole` must outlive the source. A string that is kept may have most.field bytes, one that is passed over any.
  json_source(std::string_view whole, const limits& most);

  // The value that comes next must be an object; each(key) reads the value of one member, or passes over it.
  template <class Each>
  bool members(Each each);
  // The value that comes next must be an array; each() reads one element.
  template <class Each>
  bool elements(Each each);

  // A string, or null for an empty one.
  bool text(std::string& into);
  // true, false, or null for unknown. `from` names the member.
  bool truth(flag& into, std::string_view from);
  // A whole number of bytes, or null.
  bool size(std::optional<std::uint64_t>& into);
  // Any value, checked and dropped.
  bool pass();
  // Nothing may follow.
  bool end();

  // Ends the reading with an error at the last token; answers false.
  bool fail(errc code, const char* expected);
  bool good() const { return !failed_; }
  const parse_error& error() const { return error_; }

 private:
  json::token peek();
  json::token take();

  json::reader in_;
  json::token ahead_ = json::token::end;
  bool peeked_ = false;
  bool failed_ = false;
  parse_error error_;
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

inline json_source::json_source(std::string_view whole, const limits& most) : in_(whole, detail::json_limits(most)) {}

inline json::token json_source::peek() {
  if (failed_) return json::token::error;
  if (!peeked_) ahead_ = in_.next();
  peeked_ = true;
  if (ahead_ == json::token::error) {
    failed_ = true;
    error_ = in_.error();
  }
  return ahead_;
}

inline json::token json_source::take() {
  const json::token out = peek();
  peeked_ = false;
  return out;
}

inline bool json_source::fail(errc code, const char* expected) {
  if (!failed_) error_ = parse_error{code, expected, in_.offset(), 1};
  failed_ = true;
  return false;
}

template <class Each>
bool json_source::members(Each each) {
  if (take() != json::token::object_begin) return fail(errc::malformed, "an object");
  while (take() == json::token::key) {
    if (!each(in_.text())) return false;
  }
  return !failed_;
}

template <class Each>
bool json_source::elements(Each each) {
  if (take() != json::token::array_begin) return fail(errc::malformed, "an array");
  while (peek() != json::token::array_end) {
    if (failed_ || !each()) return false;
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

inline bool json_source::pass() {
  if (!peeked_ || ahead_ == json::token::object_begin || ahead_ == json::token::array_begin) in_.skip();
  peeked_ = false;
  return !failed_;
}

inline bool json_source::end() { return take() == json::token::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_JSON_SOURCE_HPP
