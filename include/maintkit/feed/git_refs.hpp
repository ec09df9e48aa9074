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
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/lines.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Refs that are no tags are passed by. Every line must end with a newline, as git writes it: a document that was cut
// inside a line is incomplete. A name that git check-ref-format(1) forbids, or that is not UTF-8, is malformed.
bool read_git_refs(reading& from);

// Does the document begin with a hash of 40 or 64 digits (SHA-1, SHA-256) and a tab?
bool looks_like_git_refs(const glimpse& of);

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
inline bool read_git_ref(reading& to, std::size_t offset, std::string_view line, std::string& last_tag) {
  constexpr std::string_view tags = "refs/tags/";
  const parsed<std::string_view> name = git_ref_name(line);
  if (!name) {
    const parse_error& e = name.error();
    return to.fail({e.code, e.expected, offset + e.offset, e.length});
  }
  if (name->size() > to.most().field) return to.fail({errc::limit, "a shorter name", offset, line.size()});
  if (!starts_with(*name, tags) || last_tag == name->substr(tags.size())) return true;
  release one;
  one.tag = last_tag = name->substr(tags.size());
  to.name_version(one);
  return to.give(std::move(one), offset);
}

}  // namespace detail

inline bool looks_like_git_refs(const glimpse& of) {
  const std::size_t hash = detail::git_hash(of.head);
  return hash != 0 && hash < of.head.size() && of.head[hash] == '\t';
}

inline bool read_git_refs(reading& from) {
  line_source in(from);
  std::string last_tag;
  bool any = false;
  for (std::string_view line; in.next(line) && detail::read_git_ref(from, in.offset(), line, last_tag);) any = true;
  if (!any && from.good()) from.fail({errc::incomplete, "a line", 0, 0});
  return from.good();
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_GIT_REFS_HPP
