// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A sink that keeps everything, for callers that want a document as a whole.
//
//   collected all;
//   read(source, all, {});        // all.releases
#ifndef MAINTKIT_FEED_COLLECT_HPP
#define MAINTKIT_FEED_COLLECT_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class collected : public sink {
 public:
  std::vector<release> releases;

  bool take(release one) override { return releases.push_back(std::move(one)), true; }
  void fixed(std::string_view version, const std::vector<std::string>& ids) override {
    fixes_.emplace_back(version, ids);
  }
  // To be called when all is read: a release that answers advisories has severity "security" and their ids.
  void apply_fixes();

 private:
  std::vector<std::pair<std::string, std::vector<std::string>>> fixes_;
};

// A whole text by one format's reader.
parsed<document> read_whole(std::string_view whole, format kind, read_format read, const request& how);

// ---------------------------------------------------------------------------------------------------------------------

inline void collected::apply_fixes() {
  if (fixes_.empty()) return;
  std::vector<release*> by_version;
  for (release& one : releases) by_version.push_back(&one);
  std::sort(by_version.begin(), by_version.end(), [](auto* a, auto* b) { return a->version < b->version; });
  for (const auto& [version, ids] : fixes_) {
    const auto at = std::lower_bound(by_version.begin(), by_version.end(), version,
                                     [](auto* a, const std::string& b) { return a->version < b; });
    if (at == by_version.end() || (*at)->version != version) continue;
    (*at)->severity = "security";
    (*at)->cves.insert((*at)->cves.end(), ids.begin(), ids.end());
  }
  fixes_.clear();
}

inline parsed<document> read_whole(std::string_view whole, format kind, read_format read, const request& how) {
  whole_text from(whole);
  collected to;
  reading in(from, to, how);
  if (!read(in)) return in.error();
  to.apply_fixes();
  return document{kind, std::move(to.releases), std::move(in.next_page)};
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_COLLECT_HPP
