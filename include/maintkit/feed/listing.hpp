// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Releases as a list: of several feeds together, newest first, as text and as JSON.
//
//   merge(releases, scheme::pep440);              // PyPI's dates and files, the repository's tags: one record each
//   newest_first(releases, scheme::pep440);
//   for (const release& r : releases) out += to_json(r);
#ifndef MAINTKIT_FEED_LISTING_HPP
#define MAINTKIT_FEED_LISTING_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>
#include <maintkit/time.hpp>
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// One record for each version. The first keeps its place; what it does not say, later ones fill in; yanked, draft,
// deprecated or a prerelease by the word of one is so.
void merge(std::vector<release>& releases, version::scheme scheme);

// By the scheme's order, those that it can't read after the others as they were.
void newest_first(std::vector<release>& releases, version::scheme scheme);
// By date, those without one after the others as they were.
void newest_first(std::vector<release>& releases);
// The same as an order: the places of the newest, the next …
std::vector<std::size_t> newest_order(const std::vector<release>& releases, std::optional<version::scheme> scheme);

// {"version":…,"tag":…,"date":…,"title":…,"link":…,"prerelease":…,"draft":…,"yanked":…,"deprecated":…,"requires":…,
// "severity":…,"assets":[{"name":…,"url":…,"size":…,"sha256":…}]}: every key always, null where the feed doesn't say.
std::string to_json(const release& of);
// The same with the part of the files written before, by assets_to_json(): they take the most of a record's memory.
std::string to_json(const release& of, std::string_view assets);
std::string assets_to_json(const release& of);

// "2026.2.1      2026-07-08  yanked, security": one line, the version in a column of `width`.
std::string to_text(const release& of, std::size_t width);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct placed {
  std::optional<version::value> version;  // views the release's text, which must not move meanwhile
  std::size_t at;
};

inline std::vector<placed> places(const std::vector<release>& releases, version::scheme scheme) {
  std::vector<placed> out;
  for (const release& one : releases) {
    const auto read = version::parse(scheme, one.version);
    out.push_back({read ? std::optional(*read) : std::nullopt, out.size()});
  }
  return out;
}

inline void reorder(std::vector<release>& releases, const std::vector<std::size_t>& order) {
  std::vector<release> out;
  out.reserve(releases.size());
  for (const std::size_t at : order) out.push_back(std::move(releases[at]));
  releases = std::move(out);
}

inline void fill(std::string& into, std::string& from) {
  if (into.empty()) into = std::move(from);
}

inline void fill(release& into, release& from) {
  for (std::string release::*const text :
       {&release::tag, &release::title, &release::link, &release::requires_runtime, &release::severity}) {
    fill(into.*text, from.*text);
  }
  for (flag release::*const one : {&release::prerelease, &release::draft, &release::yanked, &release::deprecated}) {
    if (into.*one < from.*one) into.*one = from.*one;
  }
  if (!into.date) into.date = from.date;
  if (into.cves.empty()) into.cves = std::move(from.cves);
  if (into.assets.empty()) into.assets = std::move(from.assets);
}

inline void write_text(json::writer& w, std::string_view key, std::string_view content) {
  w.key(key);
  content.empty() ? w.null() : w.value(content);
}

inline void write_flag(json::writer& w, std::string_view key, tri answer) {
  w.key(key);
  answer == tri::unknown ? w.null() : w.value(answer == tri::yes);
}

inline void write_asset(json::writer& w, const asset& of) {
  w.object();
  write_text(w, "name", of.name);
  write_text(w, "url", of.url);
  w.key("size");
  of.size ? w.value(*of.size) : w.null();
  std::string_view sha256;
  for (const digest& one : of.digests) {
    if (one.algorithm == "sha256") sha256 = one.value;
  }
  write_text(w, "sha256", sha256);
  w.end_object();
}

}  // namespace detail

inline void merge(std::vector<release>& releases, version::scheme scheme) {
  std::vector<detail::placed> order = detail::places(releases, scheme);
  order.erase(std::remove_if(order.begin(), order.end(), [](const detail::placed& p) { return !p.version; }),
              order.end());
  std::sort(order.begin(), order.end(), [](const detail::placed& a, const detail::placed& b) {
    const int sign = version::compare_total(*a.version, *b.version);
    return sign != 0 ? sign < 0 : a.at < b.at;
  });
  std::vector<std::size_t> first_of(releases.size());
  for (std::size_t i = 0; i < first_of.size(); ++i) first_of[i] = i;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (version::compare_total(*order[i - 1].version, *order[i].version) == 0) {
      first_of[order[i].at] = first_of[order[i - 1].at];
    }
  }
  std::vector<release> out;
  std::vector<std::size_t> place(releases.size());
  for (std::size_t i = 0; i < releases.size(); ++i) {
    if (first_of[i] != i) {
      detail::fill(out[place[first_of[i]]], releases[i]);
      continue;
    }
    place[i] = out.size();
    out.push_back(std::move(releases[i]));
  }
  releases = std::move(out);
}

inline std::vector<std::size_t> newest_order(const std::vector<release>& releases,
                                             std::optional<version::scheme> scheme) {
  std::vector<std::size_t> order(releases.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (!scheme) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
      const auto& a = releases[i].date;
      const auto& b = releases[j].date;
      return a && b ? b->at < a->at : a.has_value() && !b.has_value();
    });
    return order;
  }
  const std::vector<detail::placed> read = detail::places(releases, *scheme);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    const auto& a = read[i].version;
    const auto& b = read[j].version;
    return a && b ? version::compare(*a, *b) > 0 : a.has_value() && !b.has_value();
  });
  return order;
}

inline void newest_first(std::vector<release>& releases, version::scheme scheme) {
  detail::reorder(releases, newest_order(releases, scheme));
}

inline void newest_first(std::vector<release>& releases) {
  detail::reorder(releases, newest_order(releases, std::nullopt));
}

inline std::string assets_to_json(const release& of) {
  std::string out;
  json::writer w(out);
  w.array();
  for (const asset& one : of.assets) detail::write_asset(w, one);
  w.end_array();
  return out;
}

inline std::string to_json(const release& of) { return to_json(of, assets_to_json(of)); }

inline std::string to_json(const release& of, std::string_view assets) {
  std::string out;
  json::writer w(out);
  w.object();
  detail::write_text(w, "version", of.version);
  detail::write_text(w, "tag", of.tag);
  detail::write_text(w, "date", of.date ? time::to_rfc3339(of.date->at) : std::string());
  detail::write_text(w, "title", of.title);
  detail::write_text(w, "link", of.link);
  detail::write_flag(w, "prerelease", of.prerelease);
  detail::write_flag(w, "draft", of.draft);
  detail::write_flag(w, "yanked", of.yanked);
  detail::write_flag(w, "deprecated", of.deprecated);
  detail::write_text(w, "requires", of.requires_runtime);
  detail::write_text(w, "severity", of.severity);
  w.key("assets");
  return out.append(assets).append("}");
}

inline std::string to_text(const release& of, std::size_t width) {
  std::string out = detail::shown(of.version.empty() ? "-" : of.version);
  out.append(width - (std::min)(width, detail::columns(out)), ' ');
  out += "  " + (of.date ? time::to_rfc3339(of.date->at).substr(0, 10) : std::string("-         "));
  std::string_view separator = "  ";
  const auto note = [&](std::string_view words) {
    out.append(separator).append(detail::shown(words));
    separator = ", ";
  };
  if (of.draft == tri::yes) note("draft");
  if (of.yanked == tri::yes) note("yanked");
  if (of.deprecated == tri::yes) note("deprecated");
  if (of.prerelease == tri::yes) note("prerelease");
  if (!of.severity.empty()) note(of.severity);
  if (!of.title.empty()) note(of.title);
  return out.substr(0, out.find_last_not_of(' ') + 1) + '\n';
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_LISTING_HPP
