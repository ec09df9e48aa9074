// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Tags that forges write into addresses and ids, for feeds whose titles are names and not tags.
//
//   forge_tag("tag:github.com,2008:Repository/12345/v1.2.3", "")                       v1.2.3
//   forge_tag("", "https://git.example/o/r/releases/tag/name%2Fv1")                    name/v1
#ifndef MAINTKIT_FEED_FORGE_TAG_HPP
#define MAINTKIT_FEED_FORGE_TAG_HPP

#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The tag that a forge wrote into an entry's id (GitHub) or address (GitHub, GitLab, Gitea, Forgejo); empty if none.
std::string forge_tag(std::string_view id, std::string_view link);

// "v1%2F2" is "v1/2"; a percent sign that begins no byte stands for itself. The bytes may be no UTF-8.
std::string percent_decoded(std::string_view text);

// The last part of an address's path: "sample-1.0.zip".
constexpr std::string_view last_part(std::string_view url);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

}  // namespace detail

constexpr std::string_view last_part(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  return path.substr(path.rfind('/') + 1);
}

inline std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? detail::hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : detail::hex_value(text[i + 2]);
    out += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return out;
}

inline std::string forge_tag(std::string_view id, std::string_view link) {
  constexpr std::string_view repository = ":Repository/";  // "tag:github.com,2008:Repository/12345/v1.2.3"
  const std::size_t at = detail::starts_with(id, "tag:") ? id.find(repository) : std::string_view::npos;
  if (at != std::string_view::npos) {
    const std::string_view number = id.substr(at + repository.size());
    const std::size_t digits = detail::span_of(number, detail::is_digit);
    if (digits != 0 && digits + 1 < number.size() && number[digits] == '/')
      return std::string(number.substr(digits + 1));
  }
  for (const std::string_view mark : {"/releases/tag/", "/-/tags/", "/-/releases/"}) {
    const std::size_t found = link.find(mark);
    if (found == std::string_view::npos) continue;
    const std::string_view tag = link.substr(found + mark.size());
    std::string decoded = percent_decoded(tag.substr(0, tag.find_first_of("?#")));
    if (detail::utf8_fault(decoded) == std::string_view::npos) return decoded;
  }
  return {};
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_FORGE_TAG_HPP
