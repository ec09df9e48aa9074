// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Gitea's and Forgejo's releases and tags: /api/v1/repos/OWNER/REPO/releases and …/tags.
//
//   [{"id": 1, "tag_name": "v1.2.3", "target_commitish": "main", "name": "Sample", "html_url": …, "draft": false,
//     "prerelease": false, "published_at": "2026-07-08T14:00:00+02:00", "assets": [{"name": …, "size": 1, …}]}, …]
#ifndef MAINTKIT_FEED_GITEA_HPP
#define MAINTKIT_FEED_GITEA_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/forge_json.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>

#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The date is `published_at`, else `created_at`; Go's zero times, which stand for none, are unknown.
bool read_gitea(reading& from);

// As GitHub's, but the number comes first and nothing of GitHub's own is there.
bool looks_like_gitea(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr json_field<forge_release> gitea_fields[] = {
    {"tag_name", &forge_release::tag},         {"name", &forge_release::title},
    {"html_url", &forge_release::link},        {"published_at", &forge_release::date},
    {"created_at", &forge_release::created},   {"draft", &forge_release::draft},
    {"prerelease", &forge_release::prerelease}};

inline constexpr json_field<forge_asset> gitea_asset_fields[] = {
    {"name", &forge_asset::name}, {"browser_download_url", &forge_asset::url}, {"size", &forge_asset::size}};

// Gitea's times are Go structs that are never null: the year 1, or 1970, is none.
inline void drop_zero_time(std::optional<time::stamp>& date) {
  constexpr std::int64_t day = 86400;
  if (date && date->at.seconds < 2 * day) date.reset();
}

}  // namespace detail

inline bool read_gitea(reading& from) {
  json_source in(from);
  return read_forge(in, from, [&](std::string_view key, forge_release& one) {
    if (key == "assets") return read_forge_assets(in, from, detail::gitea_asset_fields, one);
    if (!in.field(key, detail::gitea_fields, one)) return false;
    detail::drop_zero_time(one.date);
    detail::drop_zero_time(one.created);
    return true;
  });
}

inline bool looks_like_gitea(const glimpse& of) {
  if (of.shape != glimpse::json_array && of.shape != glimpse::json_object) return false;
  if (of.has("assets_url") || of.has("node_id") || of.has("description")) return false;
  return of.has("tag_name") && of.has("target_commitish") && of.members.front().key == "id";
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GITEA_HPP
