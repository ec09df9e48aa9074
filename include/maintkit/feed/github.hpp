// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// GitHub's releases and tags: https://docs.github.com/rest/releases, one page of them or a single release, and the
// lists of tags and of git's references.
//
//   [{"tag_name": "v1.2.3", "name": "Sample", "published_at": "2026-07-08T12:00:00Z", "draft": false, "prerelease":
//   false,
//     "html_url": …, "assets": [{"name": …, "browser_download_url": …, "size": 1, "digest": "sha256:…"}]}, …]
#ifndef MAINTKIT_FEED_GITHUB_HPP
#define MAINTKIT_FEED_GITHUB_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/forge_json.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>

#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The date is when it was published, which a draft was not: `created_at` is the commit's. Tags have neither date nor
// flags. The next page's address is not in the document but in the answer's header Link.
bool read_github(reading& from);

// An array of releases or tags as GitHub writes them, or the same in few words.
bool looks_like_github(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr json_field<forge_release> github_fields[] = {
    {"tag_name", &forge_release::tag},         {"name", &forge_release::title},        {"ref", &forge_release::ref},
    {"html_url", &forge_release::link},        {"published_at", &forge_release::date}, {"draft", &forge_release::draft},
    {"prerelease", &forge_release::prerelease}};

inline constexpr json_field<forge_asset> github_asset_fields[] = {{"name", &forge_asset::name},
                                                                  {"browser_download_url", &forge_asset::url},
                                                                  {"size", &forge_asset::size},
                                                                  {"digest", &forge_asset::digest}};

}  // namespace detail

inline bool read_github(reading& from) {
  json_source in(from);
  return read_forge(in, from, [&](std::string_view key, forge_release& one) {
    if (key == "assets") return read_forge_assets(in, from, detail::github_asset_fields, one);
    return in.field(key, detail::github_fields, one);
  });
}

inline bool looks_like_github(const glimpse& of) {
  if (of.shape != glimpse::json_array && of.shape != glimpse::json_object) return false;
  if (of.has("tag_name") || of.has("assets_url")) return true;
  return of.shape == glimpse::json_array &&
         ((of.has("name") && of.has("commit")) || (of.has("ref") && of.has("object")));
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GITHUB_HPP
