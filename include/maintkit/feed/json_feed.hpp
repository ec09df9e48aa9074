// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/. An item is a release.
//
//   {"version": "https://jsonfeed.org/version/1.1", "title": …, "next_url": …, "items": [
//     {"id": "1", "url": …, "title": "Sample 1.2.3", "date_published": "2026-07-08T12:00:00Z", "attachments": […]}, …]}
#ifndef MAINTKIT_FEED_JSON_FEED_HPP
#define MAINTKIT_FEED_JSON_FEED_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/html_text.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The version is cut out of the forge's tag in the address, else out of the title. The date is `date_published`, else
// `date_modified`; the link `url`, else `external_url`. Attachments are its files.
bool read_json_feed(reading& from);

// Is `version` the address of the specification, or its number?
bool looks_like_json_feed(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The specification's address, or what some write in its place.
inline bool is_json_feed_version(std::string_view text) {
  return text == "1.0" || text == "1.1" || text.find("jsonfeed.org/version/1") != std::string_view::npos;
}

struct json_feed_item : release {
  std::optional<time::stamp> modified;
  std::string external;
};
inline constexpr json_field<json_feed_item> json_feed_fields[] = {{"url", &json_feed_item::link},
                                                                  {"external_url", &json_feed_item::external},
                                                                  {"title", &json_feed_item::title},
                                                                  {"date_published", &json_feed_item::date},
                                                                  {"date_modified", &json_feed_item::modified}};
inline constexpr json_field<asset> json_feed_attachment_fields[] = {
    {"url", &asset::url}, {"title", &asset::name}, {"size_in_bytes", &asset::size}};

class json_feed_reader {
 public:
  explicit json_feed_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.members([this](std::string_view key) { return member(key); }) || !in_.end()) return false;
    return known_ || in_.fail(errc::unsupported, "the version of JSON Feed");
  }

 private:
  bool member(std::string_view key) {
    if (key == "items") return in_.elements([this] { return item(); });
    if (key == "next_url") return in_.text(reading_.next_page);
    if (key != "version") return in_.pass();
    std::string version;
    if (!in_.text_if_any(version)) return false;
    known_ = is_json_feed_version(version);
    return true;
  }

  bool item() {
    json_feed_item one;
    const bool good = in_.members([&](std::string_view key) {
      if (key == "attachments" && in_.array_follows()) return in_.elements([&] { return attachment(one); });
      return in_.field(key, json_feed_fields, one);
    });
    if (!good) return false;
    one.title = html_text(one.title);
    if (one.link.empty()) one.link = std::move(one.external);
    if (!one.date) one.date = one.modified;
    one.tag = forge_tag({}, one.link);
    reading_.name_version(one);
    return in_.give(std::move(static_cast<release&>(one)));
  }

  bool attachment(release& into) {
    asset one;
    const auto member = [&](std::string_view key) { return in_.field(key, json_feed_attachment_fields, one); };
    if (!in_.members(member) || !in_.count_asset()) return false;
    if (!reading_.how().assets) return true;
    one.name = last_part(one.url);
    into.assets.push_back(std::move(one));
    return true;
  }

  reading& reading_;
  json_source in_;
  bool known_ = false;
};

}  // namespace detail

inline bool read_json_feed(reading& from) { return detail::json_feed_reader(from).read(); }

inline bool looks_like_json_feed(const glimpse& of) {
  const glimpse::member* const version = of.shape == glimpse::json_object ? of.find("version") : nullptr;
  return version != nullptr && detail::is_json_feed_version(version->content);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_JSON_FEED_HPP
