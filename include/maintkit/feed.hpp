// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Release feeds: every format is read into one record (feed/release.hpp), by one file in feed/ each.
//
//   const auto doc = maintkit::feed::read(text);            // or read(text, format::pypi)
//   if (!doc) return maintkit::program::fail(c, doc.error());
//   for (const maintkit::feed::release& r : doc->releases) std::puts(r.version.c_str());
#ifndef MAINTKIT_FEED_HPP
#define MAINTKIT_FEED_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/atom.hpp>
#include <maintkit/feed/git_refs.hpp>
#include <maintkit/feed/listing.hpp>
#include <maintkit/feed/pypi.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/version_text.hpp>
#include <maintkit/json.hpp>
#include <maintkit/xml.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// How much of a document detect() wants to see.
inline constexpr std::size_t detection_bytes = 1024;

// The format of a document by how it begins, or nothing. Not every document that begins so is one: read() says.
std::optional<format> detect(std::string_view first_kib);

// The whole document, or an error and nothing: a document that ends too early is incomplete, one that breaks its
// grammar malformed, one past `most` limit, and one that is well formed but no feed unsupported.
result<document> read(std::string_view whole, format kind, const limits& most = {});
result<document> read(std::string_view whole, const limits& most = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// In the order of enum format.
struct format_row {
  bool (*looks_like)(std::string_view first_kib);
  parsed<document> (*read)(std::string_view whole, const limits& most);
};
inline constexpr format_row format_rows[] = {
    {&looks_like_pypi, &read_pypi},
    {&looks_like_git_refs, &read_git_refs},
    {&looks_like_atom, &read_atom},
};
static_assert(sizeof format_rows / sizeof *format_rows == sizeof format_names / sizeof *format_names);

// An error with the part of its line around the fault: a document may be one line of many megabytes.
inline error error_in(const parse_error& e, std::string what, std::string_view whole) {
  constexpr std::size_t around = 100;
  const std::size_t offset = (std::min)(e.offset, whole.size());
  std::size_t start = offset - (std::min)(offset, around);
  if (const std::size_t line = whole.substr(start, offset - start).rfind('\n'); line != std::string_view::npos) {
    start += line + 1;
  }
  while (start < offset && (static_cast<unsigned char>(whole[start]) & 0xc0) == 0x80) ++start;
  const std::size_t stop = (std::min)(whole.find('\n', offset), offset + around);
  error out(e, std::move(what), whole.substr(start, stop - start));
  out.offset = offset - start;
  return out;
}

// Why a document is no feed: it breaks JSON or XML, or it is neither, or maintkit reads no such format.
inline error no_feed(std::string_view whole, const limits& most) {
  const std::string_view text = trim(whole);
  if (text.empty()) return {errc::incomplete, "feed", "is empty"};
  if (whole.size() > most.bytes)
    return {errc::limit, "feed", "is longer than " + std::to_string(most.bytes) + " bytes"};
  if (text.front() == '{' || text.front() == '[') {
    if (const auto valid = json::validate(whole); !valid) return error_in(valid.error(), "JSON", whole);
    return {errc::unsupported, "feed", "is JSON, but of no format of releases that is known here"};
  }
  if (text.front() == '<') {
    if (const auto valid = xml::validate(whole); !valid) return error_in(valid.error(), "XML", whole);
    return {errc::unsupported, "feed", "is XML, but of no format of releases that is known here"};
  }
  return {errc::malformed, "feed", "is of no format of releases that is known here"};
}

}  // namespace detail

inline std::optional<format> detect(std::string_view first_kib) {
  first_kib = first_kib.substr(0, detection_bytes);
  std::uint8_t at = 0;
  for (const detail::format_row& row : detail::format_rows) {
    if (row.looks_like(first_kib)) return static_cast<format>(at);
    ++at;
  }
  return std::nullopt;
}

inline result<document> read(std::string_view whole, format kind, const limits& most) {
  parsed<document> out = detail::format_rows[static_cast<std::size_t>(kind)].read(whole, most);
  if (!out) return detail::error_in(out.error(), std::string(to_string(kind)), whole);
  return *std::move(out);
}

inline result<document> read(std::string_view whole, const limits& most) {
  const std::optional<format> kind = detect(whole);
  if (!kind) return detail::no_feed(whole, most);
  return read(whole, *kind, most);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HPP
