// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// npm's registry: a package's document, in full or abbreviated (application/vnd.npm.install-v1+json, without dates).
//
//   {"name": "sample", "dist-tags": {"latest": "1.2.3"}, "time": {"1.2.3": "2026-07-08T12:00:00.000Z", …}, "versions":
//   {
//     "1.2.3": {"deprecated": "…", "engines": {"node": ">=18"}, "dist": {"tarball": …, "integrity": "sha512-…", …}},
//     …}}
#ifndef MAINTKIT_FEED_NPM_HPP
#define MAINTKIT_FEED_NPM_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/by_version.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/version.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// A version with a word of deprecation is deprecated, npm's form of withdrawing. Whether it is a prerelease is read
// from it (SemVer). The link is the tarball's address. Dates may stand behind all versions, so these are handed out at
// the end.
bool read_npm(reading& from);

bool looks_like_npm(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct npm_dist {
  std::string tarball;
  std::string integrity;  // "sha512-… sha1-…", base64 (Subresource Integrity)
  std::string shasum;     // SHA-1
};
inline constexpr json_field<npm_dist> npm_dist_fields[] = {
    {"tarball", &npm_dist::tarball}, {"integrity", &npm_dist::integrity}, {"shasum", &npm_dist::shasum}};

inline asset npm_asset(npm_dist from) {
  asset out{std::string(last_part(from.tarball)), std::move(from.tarball), {}, {}};
  if (!from.shasum.empty()) out.digests.push_back({"sha1", std::move(from.shasum)});
  for (std::string_view rest = from.integrity; !rest.empty();) {
    std::string_view value = take_until(rest, ' ');
    const std::string_view algorithm = take_until(value, '-');
    if (!value.empty() && out.digests.size() < 8) out.digests.push_back({std::string(algorithm), std::string(value)});
  }
  return out;
}

class npm_reader {
 public:
  explicit npm_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.members([this](std::string_view key) { return member(key); }) || !in_.end()) return false;
    if (!listed_) return in_.fail(errc::unsupported, "the versions of a package on npm");
    for (const auto& [version, at] : early_dates_) {
      if (file_group* const known = releases_.find(version)) known->out.date = at;
    }
    return releases_.give(reading_, in_.offset());
  }

 private:
  bool member(std::string_view key) {
    if (key == "time" && in_.object_follows()) return in_.members([this](std::string_view name) { return date(name); });
    if (key != "versions" || !in_.object_follows()) return in_.pass();
    listed_ = true;
    return in_.members([this](std::string_view version) { return release_of(version); });
  }

  bool release_of(std::string_view version) {
    if (releases_.size() == reading_.most().releases) return in_.fail(errc::limit, "fewer releases");
    release& one = releases_.of(version).out;
    one.deprecated = {false, "deprecated"};
    const auto read = version::parse(version::scheme::semver, one.version);
    if (read) one.prerelease = {version::is_prerelease(*read), "SemVer"};
    return in_.members([&](std::string_view key) {
      if (key == "dist") return dist(one);
      if (key == "deprecated") return in_.truth_or_reason(one.deprecated, "deprecated");
      if (key == "engines" && in_.object_follows()) {
        return in_.members(
            [&](std::string_view name) { return name == "node" ? in_.text_if_any(one.requires_runtime) : in_.pass(); });
      }
      return in_.pass();
    });
  }

  bool dist(release& into) {
    npm_dist from;
    if (!in_.members([&](std::string_view key) { return in_.field(key, npm_dist_fields, from); })) return false;
    into.link = from.tarball;
    into.assets.clear();
    if (reading_.how().assets) into.assets.push_back(npm_asset(std::move(from)));
    return in_.count_asset();
  }

  // Besides versions there are "created", "modified" and what was unpublished.
  bool date(std::string_view key) {
    const std::string version(key);
    std::optional<time::stamp> at;
    if (!in_.date(at)) return false;
    if (file_group* const known = releases_.find(version)) {
      known->out.date = at;
    } else if (at && !listed_) {
      if (early_dates_.size() == reading_.most().releases) return in_.fail(errc::limit, "fewer dates");
      early_dates_.emplace_back(version, *at);
    }
    return true;
  }

  reading& reading_;
  json_source in_;
  by_version releases_;
  std::vector<std::pair<std::string, time::stamp>> early_dates_;
  bool listed_ = false;
};

}  // namespace detail

inline bool read_npm(reading& from) { return detail::npm_reader(from).read(); }

inline bool looks_like_npm(const glimpse& of) {
  if (of.shape != glimpse::json_object) return false;
  return of.has("dist-tags") || (of.has("_id") && of.has("_rev")) || of.has("versions", json::token::object_begin);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_NPM_HPP
