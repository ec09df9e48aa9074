// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What `git ls-remote --tags` prints: HASH<TAB>refs/tags/NAME, one line a ref. A tag is a release; git says neither
// dates nor anything else of it.
//
//   8538d1c074886af16ff10c64e40f28a876ce7b1c  refs/tags/v2025.2.1
//   e618f06fd4d3c9f43d61cd93f9c0ef035f412aa7  refs/tags/v2025.2.1^{}      the commit of an annotated tag: same release
#ifndef MAINTKIT_FEED_GIT_REFS_HPP
#define MAINTKIT_FEED_GIT_REFS_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/version_text.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Refs that are no tags are passed by. Every line must end with a newline, as git writes it: a document that was cut
// inside a line is incomplete. A name that git check-ref-format(1) forbids, or that is not UTF-8, is malformed.
parsed<document> read_git_refs(std::string_view whole, const limits& most = {});

// Does the document begin with a hash of 40 or 64 digits (SHA-1, SHA-256) and a tab?
constexpr bool looks_like_git_refs(std::string_view first_kib);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// The length of the hash at the front, or 0 where there is none that git writes.
constexpr std::size_t git_hash(std::string_view line) {
  const std::size_t n = span_of(line, [](char c) { return hex_value(c) >= 0; });
  return n == 40 || n == 64 ? n : 0;
}

// git check-ref-format(1), rules 4 and 5: no control byte, no blank, none of ~ ^ : ? * [ \.
constexpr bool is_ref_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7f && std::string_view("~^:?*[\\").find(c) == std::string_view::npos;
}

// The name of the ref that a line ends with, without "^{}". Offsets of errors count from the start of the line.
constexpr parsed<std::string_view> git_ref_name(std::string_view line) {
  const std::size_t hash = git_hash(line);
  if (hash == 0) return parse_error{errc::malformed, "a hash of 40 or 64 hexadecimal digits", 0, line.size()};
  if (hash == line.size() || line[hash] != '\t') return parse_error{errc::malformed, "a tab", hash, 1};
  std::string_view name = line.substr(hash + 1);
  if (ends_with(name, "^{}")) name.remove_suffix(3);
  const std::size_t good = span_of(name, is_ref_byte);
  if (good < name.size()) return parse_error{errc::malformed, "a byte that refs may hold", hash + 1 + good, 1};
  if (name.empty() || name.back() == '/') return parse_error{errc::malformed, "a ref's name", line.size(), 0};
  const std::size_t fault = utf8_fault(name);
  if (fault != std::string_view::npos) return parse_error{errc::malformed, "UTF-8", hash + 1 + fault, 1};
  return name;
}

// git lists refs by name, so the two lines of an annotated tag are neighbours.
inline void add_tag(std::vector<release>& releases, std::string_view tag) {
  if (!releases.empty() && releases.back().tag == tag) return;
  release& one = releases.emplace_back();
  one.tag = tag;
  one.version = version_in_tag(tag);
}

}  // namespace detail

constexpr bool looks_like_git_refs(std::string_view first_kib) {
  const std::size_t hash = detail::git_hash(first_kib);
  return hash != 0 && hash < first_kib.size() && first_kib[hash] == '\t';
}

inline parsed<document> read_git_refs(std::string_view whole, const limits& most) {
  constexpr std::string_view tags = "refs/tags/";
  if (whole.size() > most.bytes) return parse_error{errc::limit, "a smaller document", most.bytes, 0};
  if (whole.empty()) return parse_error{errc::incomplete, "a line", 0, 0};
  document out{format::git_refs, {}, {}};
  for (std::size_t at = 0, stop = 0; at < whole.size(); at = stop + 1) {
    stop = whole.find('\n', at);
    if (stop == std::string_view::npos) return parse_error{errc::incomplete, "a newline", whole.size(), 0};
    const parsed<std::string_view> name = detail::git_ref_name(whole.substr(at, stop - at));
    if (!name)
      return parse_error{name.error().code, name.error().expected, at + name.error().offset, name.error().length};
    if (name->size() > most.field) return parse_error{errc::limit, "a shorter name", at, stop - at};
    if (detail::starts_with(*name, tags)) detail::add_tag(out.releases, name->substr(tags.size()));
    if (out.releases.size() > most.releases) return parse_error{errc::limit, "fewer tags", at, stop - at};
  }
  return out;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GIT_REFS_HPP
