// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which releases of a feed are meant, and where their versions stand, by patterns that a user gives.
//
//   selection which;
//   which.exclude.push_back(*detail::pattern::parse("*-nightly"));
//   which.version = detail::pattern::parse("/^release-(\\d+)-(\\d+)$/")…          release-2-6 is 2.6
#ifndef MAINTKIT_FEED_SELECTION_HPP
#define MAINTKIT_FEED_SELECTION_HPP

#include <maintkit/detail/pattern.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/version_text.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// A pattern fits a release if it fits its tag, title or version. With `include`, one of them must; of `exclude` none.
struct selection {
  std::vector<maintkit::detail::pattern> include;
  std::vector<maintkit::detail::pattern> exclude;
  std::optional<maintkit::detail::pattern> version;  // cuts versions out of tags, titles and names of files

  bool takes(const release& one) const;
};

// The version of a release whose format has none of its own: out of the tag, or the title of one without. With a
// pattern it is what that cuts out of the first of them that it fits, or nothing.
void name_version(release& one, const selection& by);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline bool fits_any(const std::vector<maintkit::detail::pattern>& patterns, const release& one) {
  for (const maintkit::detail::pattern& p : patterns) {
    for (const std::string* text : {&one.tag, &one.title, &one.version}) {
      if (!text->empty() && p.fits(*text)) return true;
    }
  }
  return false;
}

}  // namespace detail

inline bool selection::takes(const release& one) const {
  return (include.empty() || detail::fits_any(include, one)) && !detail::fits_any(exclude, one);
}

inline void name_version(release& one, const selection& by) {
  if (!by.version) {
    one.version = one.tag.empty() ? version_in_title(one.title) : version_in_tag(one.tag);
    return;
  }
  one.version.clear();
  for (const std::string* text : {&one.tag, &one.title}) {
    if (text->empty()) continue;
    if (auto cut = by.version->cut(*text)) {
      one.version = *std::move(cut);
      return;
    }
  }
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_SELECTION_HPP
