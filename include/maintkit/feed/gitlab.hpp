// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// GitLab's releases and tags: https://docs.gitlab.com/api/releases/.
//
//   [{"tag_name": "v1.2.3", "description": …, "name": "Sample", "released_at": "2026-07-08T14:00:00.000+02:00",
//     "assets": {"sources": [{"format": "zip", "url": …}], "links": [{"name": …, "url": …}]}, "_links": {"self": …}},
//     …]
#ifndef MAINTKIT_FEED_GITLAB_HPP
#define MAINTKIT_FEED_GITLAB_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/forge_json.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The date is `released_at`, which may be in the future, else `created_at`. GitLab has neither drafts nor prereleases.
// Files are the links that were added, and then the archives of the source.
bool read_gitlab(reading& from);

// GitHub has no `released_at`, and says "body" where GitLab says "description".
bool looks_like_gitlab(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr json_field<forge_release> gitlab_fields[] = {{"tag_name", &forge_release::tag},
                                                              {"name", &forge_release::title},
                                                              {"released_at", &forge_release::date},
                                                              {"created_at", &forge_release::created}};

inline constexpr json_field<release> gitlab_links[] = {{"self", &release::link}};

inline constexpr json_field<forge_asset> gitlab_asset_fields[] = {{"name", &forge_asset::name},
                                                                  {"url", &forge_asset::url}};

// {"count": 2, "sources": […], "links": […]}: the links come first, whatever their place.
inline bool read_gitlab_assets(json_source& in, const reading& from, release& into) {
  release sources;
  const bool good = in.members([&](std::string_view key) {
    if (key == "links") return read_forge_assets(in, from, gitlab_asset_fields, into);
    return key == "sources" ? read_forge_assets(in, from, gitlab_asset_fields, sources) : in.pass();
  });
  for (asset& one : sources.assets) {
    one.name = last_part(one.url);
    into.assets.push_back(std::move(one));
  }
  return good;
}

}  // namespace detail

inline bool read_gitlab(reading& from) {
  json_source in(from);
  return read_forge(in, from, [&](std::string_view key, forge_release& one) {
    if (key == "assets" && in.object_follows()) return detail::read_gitlab_assets(in, from, one);
    if (key == "_links" && in.object_follows()) {
      return in.members([&](std::string_view link) { return in.field<release>(link, detail::gitlab_links, one); });
    }
    return in.field(key, detail::gitlab_fields, one);
  });
}

inline bool looks_like_gitlab(const glimpse& of) {
  if (of.shape != glimpse::json_array && of.shape != glimpse::json_object) return false;
  if (of.has("assets_url") || of.has("node_id")) return false;
  if (of.has("tag_name")) return of.has("released_at") || of.has("description") || of.has("upcoming_release");
  return of.shape == glimpse::json_array && of.has("name") && of.has("target") && of.has("commit");
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GITLAB_HPP
