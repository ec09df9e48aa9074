// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What GitHub, GitLab and Gitea have in common: an array of releases, or one of them, or an array of tags, each an
// object with a tag's name.
//
//   read_forge(in, from, [&](std::string_view key, forge_release& one) { return in.field(key, fields, one); });
#ifndef MAINTKIT_FEED_FORGE_JSON_HPP
#define MAINTKIT_FEED_FORGE_JSON_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// `tag` is release::tag where the object is a release; a tag's object has its `name` only.
struct forge_release : release {
  std::optional<time::stamp> created;  // stands in for a date of release
  std::string ref;                     // of the list of git's references: "refs/tags/v1.0"
};

struct forge_asset : asset {
  std::string digest;  // "sha256:0f…"
};

// The document: member(key, one) reads the value of one key of one release. Objects without a tag are unsupported.
template <class Member>
bool read_forge(json_source& in, reading& from, Member member);

// An array of files, or null, each an object whose keys `fields` name.
template <std::size_t N>
bool read_forge_assets(json_source& in, const reading& from, const json_field<forge_asset> (&fields)[N], release& into);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Of a tag's object `name` is the tag, of a release's it is a title.
inline bool finish_forge_release(json_source& in, reading& from, forge_release& one) {
  constexpr std::string_view tags = "refs/tags/";
  if (!one.ref.empty() && !starts_with(one.ref, tags)) return true;  // a branch
  if (one.tag.empty()) one.tag = one.ref.empty() ? std::exchange(one.title, {}) : one.ref.substr(tags.size());
  if (one.tag.empty()) return in.fail(errc::unsupported, "a release with a tag");
  if (!one.date) one.date = one.created;
  from.name_version(one);
  return in.give(std::move(static_cast<release&>(one)));
}

}  // namespace detail

template <class Member>
bool read_forge(json_source& in, reading& from, Member member) {
  const auto object = [&] {
    forge_release one;
    return in.members([&](std::string_view key) { return member(key, one); }) &&
           detail::finish_forge_release(in, from, one);
  };
  return (in.object_follows() ? object() : in.elements(object)) && in.end();
}

template <std::size_t N>
bool read_forge_assets(json_source& in, const reading& from, const json_field<forge_asset> (&fields)[N],
                       release& into) {
  if (!in.array_follows()) return in.null();
  return in.elements([&] {
    forge_asset one;
    if (!in.members([&](std::string_view key) { return in.field(key, fields, one); }) || !in.count_asset())
      return false;
    if (!from.how().assets) return true;
    std::string_view value = one.digest;
    const std::string_view algorithm = maintkit::detail::take_until(value, ':');
    if (!value.empty()) one.digests.push_back({std::string(algorithm), std::string(value)});
    into.assets.push_back(std::move(static_cast<asset&>(one)));
    return true;
  });
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_FORGE_JSON_HPP
