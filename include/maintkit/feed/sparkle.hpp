// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Sparkle's appcasts (https://sparkle-project.org/documentation/publishing/): RSS 2.0 with elements of its own.
//
//   <item><title>Version 2.0</title><sparkle:version>2001</sparkle:version>
//   <sparkle:shortVersionString>2.0</sparkle:shortVersionString><sparkle:channel>beta</sparkle:channel>
//   <enclosure url="https://example.org/Sample_2.0.zip" length="1623481" sparkle:edSignature="…"/></item>
#ifndef MAINTKIT_FEED_SPARKLE_HPP
#define MAINTKIT_FEED_SPARKLE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/rss.hpp>
#include <maintkit/feed/version_text.hpp>
#include <maintkit/feed/xml_source.hpp>
#include <maintkit/xml.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The version is shortVersionString, else `version`, of the item or its enclosure, else what stands behind the last "_"
// of the file's name. An item in a channel is a prerelease, in none it is not. A criticalUpdate has severity
// "critical". Items without anything of Sparkle's are RSS, and read as such.
bool read_sparkle(reading& from);

// RSS that names Sparkle's namespace; the prefix is free.
bool looks_like_sparkle(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct sparkle_item : rss_item {
  std::string build;    // compared by Sparkle
  std::string display;  // shown by it
  std::string channel;
  std::string file;
  bool has_own = false;  // anything of Sparkle's

  bool child(xml_source& in, const xml::name& name) {
    if (name.space == sparkle_space) return own(in, name.local);
    if (is_rss(name) && name.local == "enclosure" && !enclosure(in)) return false;
    return rss_item::child(in, name);
  }

  // What is only said of some systems, or of how the update is made, is passed over; so are the deltas.
  bool own(xml_source& in, std::string_view name) {
    has_own = true;
    if (name == "version") return in.text(build);
    if (name == "shortVersionString") return in.text(display);
    if (name == "channel") return in.text(channel);
    if (name == "tags") return in.children([&](const xml::name& tag) { return own(in, tag.local); });
    if (name == "criticalUpdate") out.severity = "critical";
    return in.pass();
  }

  // The item's elements win over the enclosure's attributes.
  bool enclosure(xml_source& in) {
    std::string text;
    for (const auto& [name, into] : {std::pair(std::string_view("version"), &build),
                                     std::pair(std::string_view("shortVersionString"), &display)}) {
      if (!in.attribute(text, name, sparkle_space)) return false;
      has_own = has_own || !text.empty();
      if (into->empty()) *into = text;
    }
    has_own = has_own || !in.attribute("edSignature", sparkle_space).empty();
    return !file.empty() || in.attribute(file, "url");
  }

  void finish(const reading& from) {
    rss_item::finish(from);
    if (!has_own) return;
    out.prerelease = {!trim(channel).empty(), "sparkle:channel"};
    if (out.link.empty()) out.link = trim(file);
    const std::string_view written = trim(display).empty() ? trim(build) : trim(display);
    if (!written.empty()) {
      out.version = written;
    } else if (const std::string_view name = last_part(trim(file)); name.find('_') != std::string_view::npos) {
      const std::string_view tail = name.substr(name.rfind('_') + 1);
      out.version = tail.substr(0, tail.rfind('.'));
    }
  }
};

}  // namespace detail

inline bool read_sparkle(reading& from) { return detail::rss_reader<detail::sparkle_item>(from).read(); }

inline bool looks_like_sparkle(const glimpse& of) {
  return of.root == "rss" && of.head.find(detail::sparkle_space) != std::string_view::npos;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_SPARKLE_HPP
