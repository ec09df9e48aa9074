// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// PyPI's JSON API: https://docs.pypi.org/api/json/, the whole project or one release of it.
//
//   {"info": {"version": "2026.2.1", …}, "releases": {"2026.2.1": [{"filename": …, "yanked": false, …}, …], …},
//    "urls": [… the files of info.version …], "vulnerabilities": […]}
#ifndef MAINTKIT_FEED_PYPI_HPP
#define MAINTKIT_FEED_PYPI_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstddef>
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
parsed<document> read_pypi(std::string_view whole, const limits& most = {});

// Is the first key of an object one of PyPI's? The index writes them in the order of the alphabet, "info" first.
bool looks_like_pypi(std::string_view first_kib);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

struct pypi_file {
  asset file;
  std::string kind;  // "sdist", "bdist_wheel" …
  std::string requires_python;
  std::string uploaded;       // with zone and microseconds
  std::string uploaded_bare;  // the older key: no zone
  flag yanked;
};

struct pypi_text {
  std::string_view key;
  std::string pypi_file::*into;
};
inline constexpr pypi_text pypi_texts[] = {{"packagetype", &pypi_file::kind},
                                           {"requires_python", &pypi_file::requires_python},
                                           {"upload_time_iso_8601", &pypi_file::uploaded},
                                           {"upload_time", &pypi_file::uploaded_bare}};

// Of one advisory: its ids, and the releases that answer it.
struct pypi_advisory {
  std::vector<std::string> ids;
  std::vector<std::string> fixed_in;
};
inline constexpr std::size_t most_advisories = 1000;
inline constexpr std::size_t most_names = 64;  // of one advisory, each of at most 64 bytes

class pypi_reader {
 public:
  pypi_reader(std::string_view whole, const limits& most) : in_(whole, most), most_(most) {}

  parsed<document> read() {
    const bool good = in_.members([this](std::string_view key) { return member(key); }) && in_.end();
    if (good && !listed_ && (latest_.version.empty() || !has_urls_)) {
      in_.fail(errc::unsupported, "the releases of a project on PyPI");
    }
    if (!in_.good()) return in_.error();
    if (!listed_) out_.releases.push_back(std::move(latest_));
    for (release& one : out_.releases) {
      const auto read = version::parse(version::scheme::pep440, one.version);
      if (read) one.prerelease = {version::is_prerelease(*read), "PEP 440"};
    }
    name_fixes();
    return std::move(out_);
  }

 private:
  bool member(std::string_view key) {
    if (key == "info") return in_.members([this](std::string_view name) { return info(name); });
    if (key == "releases") return releases();
    if (key == "urls") return has_urls_ = true, files(latest_);
    if (key == "vulnerabilities") return in_.elements([this] { return vulnerability(); });
    return in_.pass();
  }

  bool info(std::string_view key) { return key == "version" ? in_.text(latest_.version) : in_.pass(); }

  bool releases() {
    listed_ = true;
    out_.releases.clear();  // a key that comes twice: the last one counts
    return in_.members([this](std::string_view version) {
      if (out_.releases.size() == most_.releases) return in_.fail(errc::limit, "fewer releases");
      release& one = out_.releases.emplace_back();
      one.version = version;
      return files(one);
    });
  }

  // Reads the files of one release, and what they say of it.
  bool files(release& into) {
    std::size_t yanked = 0;
    bool has_sdist = false;
    const bool good = in_.elements([&] {
      pypi_file one;
      if (!in_.members([&](std::string_view key) { return file(key, one); })) return false;
      if (++assets_ > most_.assets) return in_.fail(errc::limit, "fewer files");
      const bool sdist = one.kind == "sdist" && !has_sdist;
      if (into.assets.empty() || sdist) into.link = one.file.url;
      has_sdist = has_sdist || sdist;
      yanked += one.yanked == tri::yes;
      add(into, std::move(one));
      return true;
    });
    into.yanked = {yanked != 0 && yanked == into.assets.size(), "yanked"};
    return good;
  }

  static void add(release& into, pypi_file one) {
    const auto date = time::parse_date(one.uploaded.empty() ? one.uploaded_bare : one.uploaded);
    if (date && (!into.date || date->at < into.date->at)) into.date = *date;
    if (into.requires_runtime.empty()) into.requires_runtime = std::move(one.requires_python);
    into.assets.push_back(std::move(one.file));
  }

  bool file(std::string_view key, pypi_file& into) {
    if (key == "filename") return in_.text(into.file.name);
    if (key == "url") return in_.text(into.file.url);
    if (key == "size") return in_.size(into.file.size);
    if (key == "yanked") return in_.truth(into.yanked, "yanked");
    if (key == "digests") return in_.members([&](std::string_view name) { return digests(name, into.file); });
    for (const pypi_text& row : pypi_texts) {
      if (key == row.key) return in_.text(into.*row.into);
    }
    return in_.pass();
  }

  bool digests(std::string_view algorithm, asset& into) {
    if (into.digests.size() == 16) return in_.fail(errc::limit, "fewer digests");
    digest& one = into.digests.emplace_back();
    one.algorithm = algorithm;
    return in_.text(one.value);
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

  void name_fixes() {
    if (advisories_.empty()) return;
    std::vector<release*> by_version;
    for (release& one : out_.releases) by_version.push_back(&one);
    std::sort(by_version.begin(), by_version.end(), [](auto* a, auto* b) { return a->version < b->version; });
    for (const pypi_advisory& known : advisories_) {
      for (const std::string& fix : known.fixed_in) {
        const auto at = std::lower_bound(by_version.begin(), by_version.end(), fix,
                                         [](auto* a, const std::string& b) { return a->version < b; });
        if (at == by_version.end() || (*at)->version != fix) continue;
        (*at)->severity = "security";
        (*at)->cves.insert((*at)->cves.end(), known.ids.begin(), known.ids.end());
      }
    }
  }

  json_source in_;
  const limits& most_;
  document out_{format::pypi, {}, {}};
  release latest_;  // of "info" and "urls"
  std::vector<pypi_advisory> advisories_;
  std::size_t assets_ = 0;
  bool listed_ = false;
  bool has_urls_ = false;
};

}  // namespace detail

inline parsed<document> read_pypi(std::string_view whole, const limits& most) {
  return detail::pypi_reader(whole, most).read();
}

inline bool looks_like_pypi(std::string_view first_kib) {
  json::reader in{json::limits{}};
  in.feed(first_kib);
  if (in.next() != json::token::object_begin || in.next() != json::token::key) return false;
  for (const std::string_view key : {"info", "last_serial", "releases", "urls", "vulnerabilities"}) {
    if (in.text() == key) return true;
  }
  return false;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_PYPI_HPP
