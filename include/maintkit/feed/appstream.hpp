// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The releases of an AppStream component: https://www.freedesktop.org/software/appstream/docs/, in its metainfo file or
// in a releases file of its own.
//
//   <component><releases><release version="1.2.3" date="2026-07-08" urgency="high" type="stable">
//     <url type="details">https://example.org/1.2.3</url><issues><issue type="cve">CVE-2026-0001</issue></issues>
//     <artifacts><artifact type="source"><location>https://…</location><checksum type="sha256">…</checksum></artifact>
#ifndef MAINTKIT_FEED_APPSTREAM_HPP
#define MAINTKIT_FEED_APPSTREAM_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/xml_source.hpp>
#include <maintkit/time.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The date is `timestamp`, else `date`. Development releases and snapshots are prereleases. Severity is the urgency as
// it is written. Releases that are kept elsewhere (type "external") are the next page.
bool read_appstream(reading& from);

// The root element is `component`, `application` of old, or `releases`.
bool looks_like_appstream(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Seconds since 1970, or what some write in their place: a date.
inline std::optional<time::stamp> appstream_time(std::string_view timestamp, std::string_view date) {
  constexpr std::uint64_t year_10000 = 253'402'300'800;
  if (const auto seconds = whole_number(trim(timestamp)); seconds && *seconds < year_10000) {
    return time::stamp{{static_cast<std::int64_t>(*seconds), 0}, time::precision::second, true, 0};
  }
  const auto read = time::parse_date(trim(timestamp.empty() ? date : timestamp));
  return read ? std::optional(*read) : std::nullopt;
}

class appstream_reader {
 public:
  explicit appstream_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.root()) return false;
    const std::string_view root = in_.element().local;
    const bool list = root == "releases";
    if (!list && root != "component" && root != "application") {
      return in_.fail(errc::unsupported, "the root element of an AppStream component");
    }
    if (list) return releases() && in_.end();
    const auto child = [this](const xml::name& name) { return name.local == "releases" ? releases() : in_.pass(); };
    return in_.children(child) && in_.end();
  }

 private:
  bool releases() {
    if (in_.attribute("type") == "external" && !in_.attribute(reading_.next_page, "url")) return false;
    return in_.children([this](const xml::name& name) { return name.local == "release" ? one_release() : in_.pass(); });
  }

  bool one_release() {
    release one;
    if (!in_.attribute(one.version, "version") || !in_.attribute(one.severity, "urgency")) return false;
    one.date = appstream_time(in_.attribute("timestamp"), in_.attribute("date"));
    const std::string_view type = in_.attribute("type");
    one.prerelease = {type == "development" || type == "snapshot", "type"};
    if (!in_.children([&](const xml::name& name) { return release_child(name.local, one); })) return false;
    if (one.link.empty()) one.link = std::move(first_file_);
    first_file_.clear();
    return in_.give(std::move(one));
  }

  bool release_child(std::string_view name, release& into) {
    if (name == "url") return in_.attribute("type") == "details" ? address(into.link) : in_.pass();
    if (name == "artifacts") return in_.children([&](const xml::name&) { return artifact(into); });
    if (name == "location") return location(into);  // of old, without artifacts
    if (name != "issues") return in_.pass();
    return in_.children([&](const xml::name&) { return issue(into); });
  }

  bool issue(release& into) {
    const std::string_view type = in_.attribute("type");
    if (type != "cve" && type != "gcve") return in_.pass();
    if (into.cves.size() == most_issues) return in_.fail(errc::limit, "fewer issues");
    return address(into.cves.emplace_back());
  }

  bool artifact(release& into) {
    release files;
    asset about;
    const auto child = [&](const xml::name& name) {
      if (name.local == "location") return location(files);
      if (name.local == "checksum") return checksum(about);
      return name.local == "size" && in_.attribute("type") == "download" ? size(about) : in_.pass();
    };
    if (!in_.children(child)) return false;
    for (asset& one : files.assets) {
      one.size = about.size;
      one.digests = about.digests;
      into.assets.push_back(std::move(one));
    }
    return true;
  }

  bool location(release& into) {
    std::string url;
    if (!address(url) || !in_.count_asset()) return false;
    if (first_file_.empty()) first_file_ = url;
    if (reading_.how().assets) into.assets.push_back({std::string(last_part(url)), url, {}, {}});
    return true;
  }

  bool checksum(asset& into) {
    if (into.digests.size() == most_digests) return in_.fail(errc::limit, "fewer checksums");
    digest& one = into.digests.emplace_back();
    return in_.attribute(one.algorithm, "type") && address(one.value);
  }

  bool size(asset& into) {
    std::string text;
    if (!in_.text(text)) return false;
    into.size = whole_number(trim(text));
    return true;
  }

  // Text without the blanks around it.
  bool address(std::string& into) {
    if (!in_.text(into)) return false;
    into = std::string(trim(into));
    return true;
  }

  static constexpr std::size_t most_issues = 1000;
  static constexpr std::size_t most_digests = 16;

  reading& reading_;
  xml_source in_;
  std::string first_file_;
};

}  // namespace detail

inline bool read_appstream(reading& from) { return detail::appstream_reader(from).read(); }

inline bool looks_like_appstream(const glimpse& of) {
  return of.space.empty() && (of.root == "component" || of.root == "releases" || of.root == "application");
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_APPSTREAM_HPP
