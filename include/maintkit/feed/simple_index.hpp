// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A Python index's simple API, in both its forms: JSON (PEP 691, with PEP 700's sizes and dates) and HTML (PEP 503).
//
//   {"meta": {"api-version": "1.1"}, "name": "sample", "versions": ["1.0"], "files": [{"filename": "sample-1.0.tar.gz",
//     "url": …, "hashes": {"sha256": …}, "requires-python": ">=3.9", "yanked": false, "upload-time": …, "size": 1}]}
//   <a href="sample-1.0.tar.gz#sha256=…" data-requires-python="&gt;=3.9" data-yanked="broken">sample-1.0.tar.gz</a>
#ifndef MAINTKIT_FEED_SIMPLE_INDEX_HPP
#define MAINTKIT_FEED_SIMPLE_INDEX_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/by_version.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/html_source.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>
#include <maintkit/version.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Files are grouped into releases by the version in their names, as in pypi.hpp: the earliest date, the sdist's
// address, yanked if all files are. Versions that the index lists without files are releases too. Files whose names
// hold no version are passed over. An index of another major version than 1 is unsupported (PEP 629).
bool read_simple_index(reading& from);

bool looks_like_simple_index(const glimpse& of);

// The version in the name of a wheel, egg, sdist or installer, empty if there is none: "sample-1.0-py3-none-any.whl".
std::string version_in_distribution(std::string_view filename);

// ".tar.gz", ".zip" … at the end of a name, or nothing.
constexpr std::string_view archive_suffix(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct simple_file {
  std::string name, url, requires_python;
  std::optional<std::uint64_t> size;
  std::optional<time::stamp> uploaded;
  std::vector<digest> digests;
  flag yanked;
};
inline constexpr json_field<simple_file> simple_fields[] = {{"filename", &simple_file::name},
                                                            {"url", &simple_file::url},
                                                            {"requires-python", &simple_file::requires_python},
                                                            {"upload-time", &simple_file::uploaded},
                                                            {"size", &simple_file::size}};

// PEP 629: "1.4". Only the first number counts.
constexpr bool is_known_api(std::string_view version) { return version.substr(0, version.find('.')) == "1"; }

class simple_index_reader {
 public:
  explicit simple_index_reader(reading& from) : reading_(from) {}

  bool read_json() {
    json_source in(reading_);
    bool listed = false;
    const auto member = [&](std::string_view key) {
      if (key == "meta" && in.object_follows())
        return in.members([&](std::string_view name) { return meta(in, name); });
      if (key == "files") return listed = true, in.elements([&] { return file(in); });
      if (key == "versions" && in.array_follows()) return in.elements([&] { return listed_version(in); });
      return in.pass();
    };
    if (!in.members(member) || !in.end()) return false;
    if (!listed) return in.fail(errc::unsupported, "the files of a project");
    return give(in.offset());
  }

  bool read_html() {
    html_source in(reading_);
    std::size_t links = 0;
    for (html_tag tag; in.next(tag);) {
      if (tag.name == "meta" && tag.attribute("name") == "pypi:repository-version") {
        if (!is_known_api(tag.attribute("content").value_or(""))) return unsupported(in.offset());
      }
      if (tag.name != "a" || !tag.attribute("href")) continue;
      ++links;
      if (!reading_.count_asset(in.offset()) || !add(link(tag), in.offset())) return false;
    }
    if (!reading_.good()) return false;
    if (links != 0 && releases_.size() == 0) return unsupported(in.offset());
    return give(in.offset());
  }

 private:
  bool unsupported(std::size_t offset) {
    return reading_.fail({errc::unsupported, "version 1 of the simple API", offset, 0});
  }

  bool meta(json_source& in, std::string_view key) {
    if (key != "api-version") return in.pass();
    std::string version;
    return in.text_if_any(version) && (is_known_api(version) || unsupported(in.offset()));
  }

  bool listed_version(json_source& in) {
    std::string version;
    if (!in.text_if_any(version)) return false;
    if (version.empty()) return true;
    if (!room(in.offset())) return false;
    flag& yanked = releases_.of(version).out.yanked;
    if (yanked == tri::unknown) yanked = {false, "yanked"};
    return true;
  }

  bool room(std::size_t offset) {
    return releases_.size() < reading_.most().releases || reading_.fail({errc::limit, "fewer releases", offset, 0});
  }

  bool file(json_source& in) {
    simple_file one;
    const bool good = in.members([&](std::string_view key) {
      if (key == "yanked") return in.truth_or_reason(one.yanked, "yanked");
      if (key == "hashes") return reading_.how().assets ? in.digests(one.digests) : in.pass();
      return in.field(key, simple_fields, one);
    });
    return good && in.count_asset() && add(std::move(one), in.offset());
  }

  // PEP 503: the address ends with the file's name, and "#sha256=…" behind it is its digest.
  static simple_file link(const html_tag& tag) {
    simple_file one;
    const std::string_view href = *tag.attribute("href");
    const std::size_t fragment = href.find('#');
    one.url = href.substr(0, fragment);
    one.name = percent_decoded(last_part(one.url));
    std::string_view digest = fragment == std::string_view::npos ? std::string_view() : href.substr(fragment + 1);
    const std::string_view algorithm = take_until(digest, '=');
    if (!digest.empty()) one.digests.push_back({std::string(algorithm), std::string(digest)});
    one.requires_python = tag.attribute("data-requires-python").value_or("");
    one.yanked = {tag.attribute("data-yanked").has_value(), "data-yanked"};
    return one;
  }

  bool add(simple_file from, std::size_t offset) {
    if (utf8_fault(from.name) != std::string_view::npos) return true;
    const std::string version = version_in_distribution(from.name);
    if (version.empty()) return true;
    if (!room(offset)) return false;
    const bool source = !ends_with(from.name, ".whl") && !archive_suffix(from.name).empty();
    release_file one{{std::move(from.name), std::move(from.url), from.size, std::move(from.digests)},
                     from.uploaded,
                     std::move(from.requires_python),
                     from.yanked,
                     source};
    releases_.of(version).add(std::move(one), reading_.how().assets);
    return true;
  }

  bool give(std::size_t offset) {
    releases_.each([](release& one) {
      const auto read = version::parse(version::scheme::pep440, one.version);
      if (read) one.prerelease = {version::is_prerelease(*read), "PEP 440"};
    });
    return releases_.give(reading_, offset);
  }

  reading& reading_;
  by_version releases_;
};

// Of an sdist's stem: behind the first "-" from which on the text is a version of PEP 440, else behind the last.
inline std::string_view version_in_sdist(std::string_view stem) {
  for (std::size_t at = stem.find('-'); at != std::string_view::npos; at = stem.find('-', at + 1)) {
    const std::string_view rest = stem.substr(at + 1);
    if (!rest.empty() && is_digit(rest.front()) && version::parse(version::scheme::pep440, rest)) return rest;
  }
  const std::size_t last = stem.rfind('-');
  return last == std::string_view::npos ? std::string_view() : stem.substr(last + 1);
}

}  // namespace detail

constexpr std::string_view archive_suffix(std::string_view name) {
  for (const std::string_view suffix :
       {".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tar.lz", ".tar.Z", ".tgz", ".txz", ".tbz2", ".tar", ".zip"}) {
    if (name.size() > suffix.size() && detail::ends_with(name, suffix)) return name.substr(name.size() - suffix.size());
  }
  return {};
}

inline std::string version_in_distribution(std::string_view filename) {
  for (const std::string_view built : {".whl", ".egg"}) {
    if (!detail::ends_with(filename, built)) continue;
    detail::take_until(filename, '-');
    return std::string(filename.find('-') == std::string_view::npos ? filename.substr(0, filename.size() - 4)
                                                                    : detail::take_until(filename, '-'));
  }
  std::string_view stem = filename.substr(0, filename.size() - archive_suffix(filename).size());
  for (const std::string_view installer : {".exe", ".msi", ".rpm"}) {
    if (detail::ends_with(stem, installer)) stem.remove_suffix(installer.size());
  }
  if (stem.size() == filename.size()) return {};
  for (const std::string_view system : {".win", ".linux-", ".macosx-"}) stem = stem.substr(0, stem.find(system));
  return std::string(detail::version_in_sdist(stem));
}

inline bool read_simple_index(reading& from) {
  const glimpse of = look_at(from.peek());
  detail::simple_index_reader in(from);
  return of.shape == glimpse::json_object ? in.read_json() : in.read_html();
}

inline bool looks_like_simple_index(const glimpse& of) {
  if (of.shape == glimpse::json_object) {
    return of.has("files", json::token::array_begin) || of.has("alternate-locations") || of.has("project-status");
  }
  if (of.shape != glimpse::html) return false;
  for (const std::string_view mark : {"pypi:repository-version", "data-requires-python", "#sha256="}) {
    if (of.head.find(mark) != std::string_view::npos) return true;
  }
  return of.head.find("<title>Links for ") != std::string_view::npos;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_SIMPLE_INDEX_HPP
