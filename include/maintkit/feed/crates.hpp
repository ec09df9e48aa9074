// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// crates.io: the API's answer for one crate (or its list of versions), and the sparse index, which has a JSON document
// in each line.
//
//   {"crate": {…}, "versions": [{"num": "1.2.3", "created_at": …, "yanked": false, "checksum": …, "dl_path": …}, …]}
//   {"name":"sample","vers":"1.2.3","deps":[],"cksum":"…","features":{},"yanked":false}
#ifndef MAINTKIT_FEED_CRATES_HPP
#define MAINTKIT_FEED_CRATES_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_source.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Whether a version is a prerelease is read from it (SemVer). The link is `dl_path`, as written relative to crates.io;
// the index has neither links nor dates.
bool read_crates(reading& from);

// `crate` or an array of `versions` in the API's answer, `vers` in the index.
bool looks_like_crates(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The API's words, and the index's.
struct crate_version : release {
  std::string crate;
  std::string checksum;
  std::optional<std::uint64_t> size;
};
inline constexpr json_field<crate_version> crate_fields[] = {
    {"num", &crate_version::version},       {"created_at", &crate_version::date},
    {"yanked", &crate_version::yanked},     {"dl_path", &crate_version::link},
    {"checksum", &crate_version::checksum}, {"crate_size", &crate_version::size},
    {"crate", &crate_version::crate},       {"rust_version", &crate_version::requires_runtime}};
inline constexpr json_field<crate_version> crate_index_fields[] = {{"vers", &crate_version::version},
                                                                   {"name", &crate_version::crate},
                                                                   {"cksum", &crate_version::checksum},
                                                                   {"yanked", &crate_version::yanked},
                                                                   {"rust_version", &crate_version::requires_runtime}};

// The documents of the index: each ends with a '}' at the end of a line. The API's answer may have such lines too, so
// that it must be said, once it is known, that the document goes on.
class object_lines final : public chunks {
 public:
  bool one_document = false;

  explicit object_lines(reading& from) : from_(from) {}

  // Is there another document?
  bool more() {
    at_end_ = false;
    if (rest_.empty()) rest_ = from_.chunk();
    return !rest_.empty();
  }
  std::size_t offset() const { return offset_; }

  parsed<std::string_view> next() override {
    if (at_end_ && !one_document) return std::string_view();
    if (rest_.empty()) rest_ = from_.chunk();
    std::size_t n = one_document ? rest_.size() : line_end();
    const std::string_view piece = rest_.substr(0, n);
    rest_.remove_prefix(n);
    offset_ += n;
    return piece;
  }

 private:
  // Behind the first "}\n", or behind all there is.
  std::size_t line_end() {
    if (rest_.empty()) return 0;
    const bool cut = last_ == '}' && rest_.front() == '\n';
    const std::size_t found = cut ? 0 : rest_.find("}\n");
    at_end_ = found != std::string_view::npos;
    const std::size_t n = cut ? 1 : at_end_ ? found + 2 : rest_.size();
    last_ = rest_[n - 1];
    return n;
  }

  reading& from_;
  std::string_view rest_;
  std::size_t offset_ = 0;
  char last_ = 0;
  bool at_end_ = false;
};

class crates_reader {
 public:
  explicit crates_reader(reading& from) : reading_(from), lines_(from) {}

  bool read() {
    bool any = false;
    for (; reading_.good() && (lines_.more() || !any); any = true) {
      if (!document()) return false;
    }
    return reading_.good();
  }

 private:
  bool document() {
    json_source in(reading_, &lines_, lines_.offset());
    crate_version line;
    bool listed = false;
    const bool good = in.members([&](std::string_view key) {
      const bool list = key == "versions";
      if (list || key == "crate" || key == "meta") lines_.one_document = true;
      listed = listed || list;
      if (list) return in.elements([&] { return version(in); });
      if (key == "meta" && in.object_follows()) return meta(in);
      return lines_.one_document ? in.pass() : in.field(key, crate_index_fields, line);
    });
    if (!good || !in.end()) return false;
    if (lines_.one_document) return listed || in.fail(errc::unsupported, "the versions of a crate");
    return finish(in, line);
  }

  bool meta(json_source& in) {
    return in.members(
        [&](std::string_view key) { return key == "next_page" ? in.text(reading_.next_page) : in.pass(); });
  }

  bool version(json_source& in) {
    crate_version one;
    return in.members([&](std::string_view key) { return in.field(key, crate_fields, one); }) && finish(in, one);
  }

  bool finish(json_source& in, crate_version& one) {
    if (one.version.empty()) return in.fail(errc::unsupported, "a crate's version");
    if (!in.count_asset()) return false;
    const auto read = version::parse(version::scheme::semver, one.version);
    if (read) one.prerelease = {version::is_prerelease(*read), "SemVer"};
    if (reading_.how().assets) {
      asset& file = one.assets.emplace_back();
      file.name = one.crate + '-' + one.version + ".crate";
      file.url = one.link;
      file.size = one.size;
      if (!one.checksum.empty()) file.digests.push_back({"sha256", one.checksum});
    }
    return in.give(std::move(static_cast<release&>(one)));
  }

  reading& reading_;
  object_lines lines_;
};

}  // namespace detail

inline bool read_crates(reading& from) { return detail::crates_reader(from).read(); }

inline bool looks_like_crates(const glimpse& of) {
  if (of.shape != glimpse::json_object) return false;
  if (of.has("vers", json::token::string)) return of.has("name");
  return of.has("crate", json::token::object_begin) || of.has("versions", json::token::array_begin);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_CRATES_HPP
