// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A directory of files as a web server lists it, read as uscan(1) reads it: the addresses that links point to.
//
//   <a href="?C=N;O=D">Name</a> <a href="../">Parent Directory</a> <a
//   href="sample-1.2.3.tar.gz">sample-1.2.3.tar.gz</a>
#ifndef MAINTKIT_FEED_DIRECTORY_INDEX_HPP
#define MAINTKIT_FEED_DIRECTORY_INDEX_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/by_version.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/html_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/simple_index.hpp>
#include <maintkit/feed/version_text.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Archives are releases, one for each version, with the signatures and checksums beside them. The version is what
// stands in the name behind its words, or what the selection's pattern cuts out of it. Links stay as they are written.
// Also the listing of an S3 bucket, whose files are in <Key> elements. A page without archives is unsupported.
bool read_directory_index(reading& from);

// HTML with links, or S3's root element.
bool looks_like_directory_index(const glimpse& of);

// The version in an archive's name, empty if it is none: "sample_1.2.3-rc1.orig.tar.gz".
std::string version_in_archive(std::string_view filename);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Without ".asc", ".sha256" …: the archive that a signature or checksum is of.
inline std::string_view signed_name(std::string_view name) {
  for (const std::string_view suffix :
       {".asc", ".sig", ".sign", ".minisig", ".md5", ".sha1", ".sha256", ".sha512", ".sha256sum", ".sha512sum"}) {
    if (ends_with(name, suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

// Does a part of a name behind a "-" or "_" belong to the version before it, as "rc1" does and "linux" doesn't?
inline bool continues_version(std::string_view part) {
  const std::string_view word = part.substr(0, span_of(part, is_alpha));
  if (word.empty()) return !part.empty() && is_digit(part.front());
  for (const std::string_view known : {"a", "b", "c", "rc", "p", "pl", "pre", "dev", "alpha", "beta", "post", "rev"}) {
    if (equal_ignoring_case(word, known)) return true;
  }
  return false;
}

// Ends where a word begins that is none of versions': "1.2.3-rc1-linux-amd64" is 1.2.3-rc1.
inline std::string_view version_head(std::string_view text) {
  std::size_t end = text.find_first_of("-_");
  while (end != std::string_view::npos) {
    const std::size_t next = text.find_first_of("-_", end + 1);
    if (!continues_version(text.substr(end + 1, next == std::string_view::npos ? next : next - end - 1))) break;
    end = next;
  }
  return text.substr(0, end);
}

class directory_reader {
 public:
  explicit directory_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    for (html_tag tag; in_.next(tag);) {
      if (tag.name == "/key" && !add(in_.text())) return false;
      in_.keep_text = tag.name == "key";
      if (tag.name != "a") continue;
      if (const auto href = tag.attribute("href"); href && !add(*href)) return false;
    }
    if (!reading_.good()) return false;
    if (!any_) return reading_.fail({errc::unsupported, "a link to an archive", in_.offset(), 0});
    return releases_.give(reading_, in_.offset());
  }

 private:
  bool add(std::string_view href) {
    if (!reading_.count_asset(in_.offset())) return false;
    std::string name = percent_decoded(last_part(href));
    const std::string_view of = signed_name(name);
    if (utf8_fault(name) != std::string_view::npos || archive_suffix(of).empty()) return true;
    any_ = true;
    const std::string version = cut(of);
    if (version.empty()) return true;
    if (releases_.size() == reading_.most().releases) {
      return reading_.fail({errc::limit, "fewer releases", in_.offset(), 0});
    }
    const bool archive = of.size() == name.size();
    release& one = releases_.of(version).out;
    if (archive && one.link.empty()) one.link = href;
    if (reading_.how().assets) one.assets.push_back({std::move(name), std::string(href), {}, {}});
    return true;
  }

  std::string cut(std::string_view name) const {
    const auto& pattern = reading_.how().which.version;
    return pattern ? pattern->cut(name).value_or(std::string()) : version_in_archive(name);
  }

  reading& reading_;
  html_source in_;
  by_version releases_;
  bool any_ = false;
};

}  // namespace detail

inline std::string version_in_archive(std::string_view filename) {
  std::string_view stem = filename.substr(0, filename.size() - archive_suffix(filename).size());
  if (stem.size() == filename.size()) return {};
  if (detail::ends_with(stem, ".orig")) stem.remove_suffix(5);
  if (!detail::holds_digit(stem)) return {};
  return std::string(detail::version_head(version_in_tag(stem)));
}

inline bool read_directory_index(reading& from) { return detail::directory_reader(from).read(); }

inline bool looks_like_directory_index(const glimpse& of) {
  return of.shape == glimpse::html || of.root == "ListBucketResult";
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_DIRECTORY_INDEX_HPP
