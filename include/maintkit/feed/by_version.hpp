// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// For formats that speak of one release in several places: releases by version, in the order in which they were first
// named, and what the files of one say of it together.
//
//   releases.of("1.0").date = …;
#ifndef MAINTKIT_FEED_BY_VERSION_HPP
#define MAINTKIT_FEED_BY_VERSION_HPP

#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// One file of a release, and what the index says of it.
struct release_file {
  asset file;
  std::optional<time::stamp> date;
  std::string requires_runtime;
  flag yanked;
  bool source = false;  // what the release's link points to, before others
};

// A release out of its files: the earliest date, the first source's address (else the first file's), the first
// requirement, yanked if all are.
class file_group {
 public:
  release out;

  void add(release_file one, bool keep_asset);

 private:
  std::size_t files_ = 0;
  bool has_source_ = false;
};

// Groups by version. References stay good until give().
class by_version {
 public:
  file_group& of(std::string_view version);
  file_group* find(std::string_view version);
  std::size_t size() const { return groups_.size(); }
  // Each release in order, before they are handed out.
  template <class Each>
  void each(Each change) {
    for (file_group& one : groups_) change(one.out);
  }
  // Hands all out, in order.
  bool give(reading& to, std::size_t offset);

 private:
  std::deque<file_group> groups_;
  std::map<std::string_view, file_group*> index_;  // a tree, since texts can be chosen to collide in a hash
};

// ---------------------------------------------------------------------------------------------------------------------

inline void file_group::add(release_file one, bool keep_asset) {
  const bool source = one.source && !has_source_;
  if (files_ == 0 || source) out.link = one.file.url;
  has_source_ = has_source_ || source;
  const bool all_yanked = one.yanked == tri::yes && (files_ == 0 || out.yanked == tri::yes);
  out.yanked = {all_yanked, "yanked"};
  ++files_;
  if (one.date && (!out.date || one.date->at < out.date->at)) out.date = one.date;
  if (out.requires_runtime.empty()) out.requires_runtime = std::move(one.requires_runtime);
  if (keep_asset) out.assets.push_back(std::move(one.file));
}

inline file_group* by_version::find(std::string_view version) {
  if (!groups_.empty() && groups_.back().out.version == version) return &groups_.back();
  const auto at = index_.find(version);
  return at == index_.end() ? nullptr : at->second;
}

inline file_group& by_version::of(std::string_view version) {
  if (file_group* const known = find(version)) return *known;
  file_group& fresh = groups_.emplace_back();
  fresh.out.version = version;
  index_.emplace(fresh.out.version, &fresh);
  return fresh;
}

inline bool by_version::give(reading& to, std::size_t offset) {
  index_.clear();
  for (; !groups_.empty(); groups_.pop_front()) {
    if (!to.give(std::move(groups_.front().out), offset)) return false;
  }
  return true;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_BY_VERSION_HPP
