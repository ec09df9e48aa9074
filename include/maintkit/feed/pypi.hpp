// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// PyPI's JSON API: https://docs.pypi.org/api/json/, the whole project or one release of it.
//
//   {"info": {"version": "2026.2.1", …}, "releases": {"2026.2.1": [{"filename": …, "yanked": false, …}, …], …},
//    "urls": [… the files of info.version …], "vulnerabilities": […]}
#ifndef MAINTKIT_FEED_PYPI_HPP
#define MAINTKIT_FEED_PYPI_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/by_version.hpp>
#include <maintkit/feed/glimpse.hpp>
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

// Of a release's files: the earliest date, the sdist's address (else the first file's), the first requires_python. It
// is yanked only if all of them are (PEP 592 yanks files); one without files is not yanked, and has no date. Whether it
// is a prerelease is read from the version (PEP 440), unknown for the few old ones that aren't versions. A release that
// an advisory names as its fix has severity "security" and the advisory's ids.
//
// A document without "releases", as of one version or where the index has dropped that key, is the one release of
// "info" and "urls". An object with neither is unsupported.
bool read_pypi(reading& from);

// Is the first key of an object one of PyPI's? The index writes them in the order of the alphabet, "info" first.
bool looks_like_pypi(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct pypi_file {
  std::string name, url;
  std::optional<std::uint64_t> size;
  std::string kind;  // "sdist", "bdist_wheel" …
  std::string requires_python;
  std::string uploaded;       // with zone and microseconds
  std::string uploaded_bare;  // the older key: no zone
  flag yanked;
  std::vector<digest> digests;
};

inline constexpr json_field<pypi_file> pypi_fields[] = {{"filename", &pypi_file::name},
                                                        {"url", &pypi_file::url},
                                                        {"size", &pypi_file::size},
                                                        {"packagetype", &pypi_file::kind},
                                                        {"requires_python", &pypi_file::requires_python},
                                                        {"upload_time_iso_8601", &pypi_file::uploaded},
                                                        {"upload_time", &pypi_file::uploaded_bare},
                                                        {"yanked", &pypi_file::yanked}};

// Of one advisory: its ids, and the releases that answer it.
struct pypi_advisory {
  std::vector<std::string> ids;
  std::vector<std::string> fixed_in;
};
inline constexpr std::size_t most_advisories = 1000;
inline constexpr std::size_t most_names = 64;  // of one advisory, each of at most 64 bytes

class pypi_reader {
 public:
  explicit pypi_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.members([this](std::string_view key) { return member(key); }) || !in_.end()) return false;
    if (listed_) return name_fixes();
    if (latest_.out.version.empty() || !has_urls_)
      return in_.fail(errc::unsupported, "the releases of a project on PyPI");
    return give(latest_) && name_fixes();
  }

 private:
  bool member(std::string_view key) {
    if (key == "info") return in_.members([this](std::string_view name) { return info(name); });
    if (key == "releases") return releases();
    if (key == "urls") return has_urls_ = true, files(latest_);
    if (key == "vulnerabilities") return in_.elements([this] { return vulnerability(); });
    return in_.pass();
  }

  bool info(std::string_view key) { return key == "version" ? in_.text(latest_.out.version) : in_.pass(); }

  // They are handed out as they come, so a second list could not take the place of the first.
  bool releases() {
    if (std::exchange(listed_, true)) return in_.fail(errc::malformed, "no second list of releases");
    return in_.members([this](std::string_view version) {
      file_group one;
      one.out.version = version;
      return files(one) && give(one);
    });
  }

  bool give(file_group& one) {
    const auto read = version::parse(version::scheme::pep440, one.out.version);
    if (read) one.out.prerelease = {version::is_prerelease(*read), "PEP 440"};
    return in_.give(std::move(one.out));
  }

  bool files(file_group& into) {
    into.out.yanked = {false, "yanked"};
    return in_.elements([&] {
      pypi_file one;
      if (!in_.members([&](std::string_view key) { return file(key, one); })) return false;
      add(into, std::move(one));
      return in_.count_asset();
    });
  }

  void add(file_group& into, pypi_file from) {
    release_file one{{std::move(from.name), std::move(from.url), from.size, std::move(from.digests)},
                     std::nullopt,
                     std::move(from.requires_python),
                     from.yanked,
                     from.kind == "sdist"};
    const auto date = time::parse_date(from.uploaded.empty() ? from.uploaded_bare : from.uploaded);
    if (date) one.date = *date;
    into.add(std::move(one), reading_.how().assets);
  }

  bool file(std::string_view key, pypi_file& into) {
    if (key != "digests") return in_.field(key, pypi_fields, into);
    return reading_.how().assets ? in_.digests(into.digests) : in_.pass();
  }

  // {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fixed_in": ["1.2.4"], …}
  bool vulnerability() {
    if (advisories_.size() == most_advisories) return in_.fail(errc::limit, "fewer advisories");
    pypi_advisory& one = advisories_.emplace_back();
    return in_.members([&](std::string_view key) {
      if (key == "id") return name(one.ids);
      if (key == "aliases") return in_.elements([&] { return name(one.ids); });
      if (key == "fixed_in") return in_.elements([&] { return name(one.fixed_in); });
      return in_.pass();
    });
  }

  bool name(std::vector<std::string>& into) {
    if (into.size() == most_names) return in_.fail(errc::limit, "fewer names");
    return in_.text(into.emplace_back()) && (into.back().size() <= 64 || in_.fail(errc::limit, "a shorter name"));
  }

  bool name_fixes() {
    for (const pypi_advisory& known : advisories_) {
      for (const std::string& fix : known.fixed_in) reading_.fixed(fix, known.ids);
    }
    return true;
  }

  reading& reading_;
  json_source in_;
  file_group latest_;  // of "info" and "urls"
  std::vector<pypi_advisory> advisories_;
  bool listed_ = false;
  bool has_urls_ = false;
};

}  // namespace detail

inline bool read_pypi(reading& from) { return detail::pypi_reader(from).read(); }

inline bool looks_like_pypi(const glimpse& of) {
  if (of.shape != glimpse::json_object || of.members.empty()) return false;
  for (const std::string_view key : {"info", "last_serial", "releases", "urls", "vulnerabilities"}) {
    if (of.members.front().key == key) return true;
  }
  return false;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_PYPI_HPP
