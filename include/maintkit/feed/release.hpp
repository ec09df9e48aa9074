// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The one record that every feed is read into. A format fills what it says and leaves the rest unknown: nothing is
// guessed, and each yes or no names the field of the document that it came from.
//
//   for (const maintkit::feed::release& r : doc.releases)
//     if (r.yanked == tri::yes) std::printf("%s was withdrawn (%s)\n", r.version.c_str(), r.yanked.from.data());
#ifndef MAINTKIT_FEED_RELEASE_HPP
#define MAINTKIT_FEED_RELEASE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/time.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Yes, no, or the format doesn't say.
enum class tri : std::uint8_t { unknown, no, yes };

// "unknown", "no", "yes"
constexpr std::string_view to_string(tri answer);

// A yes or no and where it was read. `from` is the name of the document's field or of a rule ("yanked", "PEP 440"):
// static text that ends with a zero byte, empty while the answer is unknown.
struct flag {
  tri answer = tri::unknown;
  std::string_view from;

  constexpr flag() = default;
  constexpr flag(tri answer_, std::string_view from_) : answer(answer_), from(from_) {}
  constexpr flag(bool yes, std::string_view from_) : answer(yes ? tri::yes : tri::no), from(from_) {}
  constexpr operator tri() const { return answer; }
};

struct digest {
  std::string algorithm;  // lower case: "sha256"
  std::string value;      // as written
};

// One file of a release.
struct asset {
  std::string name;
  std::string url;
  std::optional<std::uint64_t> size;  // bytes
  std::vector<digest> digests;
};

// Strings are UTF-8 and empty where the format doesn't say.
struct release {
  std::string version;  // cut out of the tag or title where the format has no version of its own
  std::string tag;      // as written: "v1.2.3"
  std::string title;
  std::string link;                 // a page for people, or the file to fetch
  std::optional<time::stamp> date;  // with its precision, and whether a zone was given
  flag prerelease;
  flag draft;
  flag yanked;
  flag deprecated;
  std::string requires_runtime;   // the index's own notation: ">=3.9"
  std::string severity;           // as written: "security", "critical" …
  std::vector<std::string> cves;  // advisories: "CVE-2026-0001", "GHSA-…", "PYSEC-…"
  std::vector<asset> assets;
};

// What maintkit reads. The names are those of the files in feed/.
enum class format : std::uint8_t {
  pypi,
  simple_index,
  gitlab,
  gitea,
  github,
  npm,
  crates,
  json_feed,
  pretalx,
  atom,
  sparkle,
  rss,
  appstream,
  git_refs,
  directory_index,
};
inline constexpr std::string_view format_names[] = {
    "pypi",    "simple_index", "gitlab",  "gitea", "github",    "npm",      "crates",         "json_feed",
    "pretalx", "atom",         "sparkle", "rss",   "appstream", "git_refs", "directory_index"};

constexpr std::string_view to_string(format kind);
constexpr std::optional<format> format_of(std::string_view name);

// One document, or one page of a paged one.
struct document {
  format kind{};
  std::vector<release> releases;  // in the document's order
  std::string next_page;          // as written, perhaps relative; empty on the last page
};

// Beyond these a document is an error of code limit. The largest real ones known: 50 MB, 3,000 releases, 20,000 files.
struct limits {
  std::size_t bytes = std::size_t{64} << 20;
  std::size_t releases = 100'000;
  std::size_t assets = 200'000;               // of all releases together
  std::size_t field = std::size_t{64} << 10;  // bytes of one string that is kept
};

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(tri answer) {
  constexpr std::string_view names[] = {"unknown", "no", "yes"};
  return names[static_cast<std::size_t>(answer)];
}

constexpr std::string_view to_string(format kind) { return format_names[static_cast<std::size_t>(kind)]; }

constexpr std::optional<format> format_of(std::string_view name) {
  std::uint8_t at = 0;
  for (const std::string_view known : format_names) {
    if (known == name) return static_cast<format>(at);
    ++at;
  }
  return std::nullopt;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_RELEASE_HPP
