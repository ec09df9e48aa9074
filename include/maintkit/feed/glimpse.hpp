// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the first KiB of a document shows, for telling its format: JSON's first keys, XML's root element.
//
//   const glimpse of = look_at(R"([{"url": "…", "assets_url": "…", "tag_name": "v1.0")");
//   of.shape == glimpse::json_array; of.has("tag_name");
#ifndef MAINTKIT_FEED_GLIMPSE_HPP
#define MAINTKIT_FEED_GLIMPSE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// How much of a document is looked at.
inline constexpr std::size_t detection_bytes = 1024;

struct glimpse {
  enum kind : std::uint8_t { text, json_object, json_array, xml, html };
  struct member {
    std::string key;
    json::token value;    // what begins there; need_more if that is not to be seen any more
    std::string content;  // of a string that is whole
  };

  std::string_view head;
  kind shape = text;
  std::vector<member> members;  // of the object, or of the first object in the array
  std::string root;             // XML: the element's local name and namespace
  std::string space;

  const member* find(std::string_view key) const;
  bool has(std::string_view key) const { return find(key) != nullptr; }
  bool has(std::string_view key, json::token value) const;
};

// Lenient: what is wrong with the document is for its reader to say.
glimpse look_at(std::string_view first_kib);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline void look_at_json(glimpse& into) {
  json::reader in{json::limits{}};
  in.feed(into.head);
  json::token next = in.next();
  into.shape = next == json::token::array_begin ? glimpse::json_array : glimpse::json_object;
  if (next == json::token::array_begin) next = in.next();
  if (next != json::token::object_begin) return;
  while (in.next() == json::token::key) {
    glimpse::member& one = into.members.emplace_back(glimpse::member{std::string(in.text()), {}, {}});
    one.value = in.next();
    if (one.value == json::token::string) one.content = in.text();
    in.skip();
  }
}

inline bool contains_ignoring_case(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (equal_ignoring_case(text.substr(at, word.size()), word)) return true;
  }
  return false;
}

inline void look_at_markup(glimpse& into) {
  xml::reader in(xml::mode::lenient);
  in.feed(into.head);
  into.shape = glimpse::xml;
  if (in.next() == xml::event::element_begin) {
    into.root = in.element().local;
    into.space = in.element().space;
  }
  for (const std::string_view name : {"html", "head", "title", "body", "h1", "pre", "a"}) {
    if (equal_ignoring_case(into.root, name)) into.shape = glimpse::html;
  }
  for (const std::string_view start : {"<!doctype html", "<html"}) {  // that XML can't read further
    if (into.root.empty() && contains_ignoring_case(into.head, start)) into.shape = glimpse::html;
  }
}

}  // namespace detail

inline const glimpse::member* glimpse::find(std::string_view key) const {
  for (const member& one : members) {
    if (one.key == key) return &one;
  }
  return nullptr;
}

inline bool glimpse::has(std::string_view key, json::token value) const {
  const member* const one = find(key);
  return one != nullptr && one->value == value;
}

inline glimpse look_at(std::string_view first_kib) {
  glimpse out;
  out.head = first_kib.substr(0, detection_bytes);
  const std::string_view start = detail::trim(out.head);
  if (!start.empty() && (start.front() == '{' || start.front() == '[')) {
    detail::look_at_json(out);
  } else if (out.head.find('<') != std::string_view::npos) {
    detail::look_at_markup(out);
  }
  return out;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GLIMPSE_HPP
