// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The answer of pretalx's update check: which version is newest. It says nothing of plugins' dates, links or safety,
// and its own "status" is read by nobody.
//
//   {"version": {"latest": "2026.2.1", "yours": "2026.1.0", "updatable": true}, "plugins": {…}, "status": "ok"}
#ifndef MAINTKIT_FEED_PRETALX_HPP
#define MAINTKIT_FEED_PRETALX_HPP

#include <maintkit/error.hpp>
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

// One release, or none where `latest` is null. What is said of plugins is checked and passed over.
bool read_pretalx(reading& from);

// Is `version` an object?
bool looks_like_pretalx(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

inline bool read_pretalx(reading& from) {
  json_source in(from);
  release latest;
  bool answered = false;
  const bool good = in.members([&](std::string_view key) {
    if (key != "version" || !in.object_follows()) return in.pass();
    return in.members([&](std::string_view name) {
      if (name != "latest") return in.pass();
      return answered = true, in.text(latest.version);
    });
  });
  if (!good || !in.end()) return false;
  if (!answered) return in.fail(errc::unsupported, "the latest version of pretalx");
  return latest.version.empty() || in.give(std::move(latest));
}

inline bool looks_like_pretalx(const glimpse& of) {
  return of.shape == glimpse::json_object && of.has("version", json::token::object_begin);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_PRETALX_HPP
