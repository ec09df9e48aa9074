// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Release feeds: every format is read into one record (feed/release.hpp), by one file in feed/ each.
//
//   const auto doc = maintkit::feed::read(text);            // or read(text, format::pypi)
//   if (!doc) std::fputs(maintkit::render(doc.error()).c_str(), stderr);
//   for (const maintkit::feed::release& r : doc->releases) std::puts(r.version.c_str());
//
// A document that comes in chunks is read as it comes, and its releases are handed out one by one: feed/reading.hpp has
// the classes chunks and sink.
#ifndef MAINTKIT_FEED_HPP
#define MAINTKIT_FEED_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/appstream.hpp>
#include <maintkit/feed/atom.hpp>
#include <maintkit/feed/collect.hpp>
#include <maintkit/feed/crates.hpp>
#include <maintkit/feed/directory_index.hpp>
#include <maintkit/feed/git_refs.hpp>
#include <maintkit/feed/gitea.hpp>
#include <maintkit/feed/github.hpp>
#include <maintkit/feed/gitlab.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/json_feed.hpp>
#include <maintkit/feed/listing.hpp>
#include <maintkit/feed/npm.hpp>
#include <maintkit/feed/pretalx.hpp>
#include <maintkit/feed/pypi.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/rss.hpp>
#include <maintkit/feed/simple_index.hpp>
#include <maintkit/feed/sparkle.hpp>
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

// The format of a document by how it begins (detection_bytes of it are enough), or nothing. Not every document that
// begins so is one: read() says.
std::optional<format> detect(std::string_view first_kib);

// The whole document, or an error and nothing: a document that ends too early is incomplete, one that breaks its
// grammar malformed, one past `most` limit, and one that is well formed but no feed unsupported.
result<document> read(std::string_view whole, format kind, const limits& most = {});
result<document> read(std::string_view whole, const limits& most = {});
result<document> read(std::string_view whole, const request& how);

// What was said of a document but its releases.
struct summary {
  format kind{};
  std::string next_page;  // as written, perhaps relative; empty on the last page
  bool stopped = false;   // the sink had enough; what follows was not read
};

// The document out of `from`, its releases one by one to `to`. The same errors; releases that were handed out before an
// error are of a broken document.
result<summary> read(chunks& from, sink& to, const request& how = {});

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// In the order of enum format; of several that a document looks like, the first: the stricter signs stand before.
struct format_row {
  bool (*looks_like)(const glimpse& of);
  read_format read;
};
inline constexpr format_row format_rows[] = {
    {&looks_like_pypi, &read_pypi},
    {&looks_like_simple_index, &read_simple_index},
    {&looks_like_gitlab, &read_gitlab},
    {&looks_like_gitea, &read_gitea},
    {&looks_like_github, &read_github},
    {&looks_like_npm, &read_npm},
    {&looks_like_crates, &read_crates},
    {&looks_like_json_feed, &read_json_feed},
    {&looks_like_pretalx, &read_pretalx},
    {&looks_like_atom, &read_atom},
    {&looks_like_sparkle, &read_sparkle},
    {&looks_like_rss, &read_rss},
    {&looks_like_appstream, &read_appstream},
    {&looks_like_git_refs, &read_git_refs},
    {&looks_like_directory_index, &read_directory_index},
};
static_assert(sizeof format_rows / sizeof *format_rows == sizeof format_names / sizeof *format_names);

inline std::optional<format> format_like(const glimpse& of) {
  std::uint8_t at = 0;
  for (const format_row& row : format_rows) {
    if (row.looks_like(of)) return static_cast<format>(at);
    ++at;
  }
  return std::nullopt;
}

// An error with the part of its line around the fault, as far as that is in the last chunk: a document may be one line
// of many megabytes.
inline error error_in(const parse_error& e, std::string what, const reading& from) {
  constexpr std::size_t around = 100;
  const std::string_view text = from.last();
  const std::size_t offset = e.offset - (std::min)(e.offset, from.before_last());
  if (e.offset < from.before_last() || offset > text.size() || text.empty()) return error(e, std::move(what), {});
  std::size_t start = offset - (std::min)(offset, around);
  if (const std::size_t line = text.substr(start, offset - start).rfind('\n'); line != std::string_view::npos) {
    start += line + 1;
  }
  while (start < offset && continues(text[start])) ++start;
  const std::size_t stop = (std::min)(text.find('\n', offset), offset + around);
  error out(e, std::move(what), text.substr(start, stop - start));
  out.offset = offset - start;
  return out;
}

// Reads a document that is no feed to its end, to say whether it is a good one.
class grammar {
 public:
  grammar(reading& from, bool json)
      : from_(from),
        json_(json::limits{256, from.most().bytes, from.most().bytes}),
        is_json_(json),
        xml_(from.how().how, xml_limits(from.most())) {}

  bool read() {
    for (;;) {
      const bool more = is_json_ ? json_part() : xml_part();
      if (!more) return from_.good();
      const std::string_view chunk = from_.chunk();
      if (!from_.good()) return false;
      if (is_json_) {
        chunk.empty() ? json_.finish() : json_.feed(chunk);
      } else {
        chunk.empty() ? xml_.finish() : xml_.feed(chunk);
      }
    }
  }

 private:
  bool json_part() {
    for (;;) {
      const json::token next = json_.next();
      if (next == json::token::error) from_.fail(json_.error());
      if (next >= json::token::end) return next == json::token::need_more;
      json_.skip();
    }
  }
  bool xml_part() {
    for (;;) {
      const xml::event next = xml_.next();
      if (next == xml::event::error) from_.fail(xml_.error());
      if (next >= xml::event::end) return next == xml::event::need_more;
      xml_.skip();
    }
  }

  reading& from_;
  json::reader json_;
  bool is_json_;
  xml::reader xml_;
};

// Why a document is no feed: it breaks JSON or XML, or it is neither, or maintkit reads no such format.
inline error no_feed(const glimpse& of, reading& from) {
  const bool json = of.shape == glimpse::json_object || of.shape == glimpse::json_array;
  if (trim(of.head).empty()) return {errc::incomplete, "feed", "is empty"};
  if (!json && of.shape != glimpse::xml)
    return {errc::malformed, "feed", "is of no format of releases that is known here"};
  const std::string_view name = json ? "JSON" : "XML";
  if (!grammar(from, json).read()) return error_in(from.error(), std::string(name), from);
  return {errc::unsupported, "feed", "is " + std::string(name) + ", but of no format of releases that is known here"};
}

// The first KiB, in one piece: the first chunk, or as many as it takes in `held`.
inline std::string_view head_of(reading& from, std::string& held) {
  std::string_view first = from.chunk();
  if (first.size() >= detection_bytes) return first;
  for (; !first.empty() && held.size() < detection_bytes; first = from.chunk()) held += first;
  held += first;
  return held;
}

}  // namespace detail

inline std::optional<format> detect(std::string_view first_kib) { return detail::format_like(look_at(first_kib)); }

inline result<summary> read(chunks& source, sink& to, const request& how) {
  reading from(source, to, how);
  std::string held;
  const std::string_view head = detail::head_of(from, held);
  const glimpse of = look_at(head);
  const std::optional<format> kind = how.kind ? how.kind : detail::format_like(of);
  from.put_back(head);
  std::optional<error> why;
  if (kind) {
    detail::format_rows[static_cast<std::size_t>(*kind)].read(from);
  } else if (from.good()) {
    why = detail::no_feed(of, from);
  }
  if (!from.ended()) source.stop();
  if (why) return *std::move(why);
  if (!from.good() && !from.enough()) {
    return detail::error_in(from.error(), std::string(kind ? to_string(*kind) : "feed"), from);
  }
  return summary{*kind, std::move(from.next_page), from.enough()};
}

inline result<document> read(std::string_view whole, const request& how) {
  if (whole.size() > how.most.bytes) {
    return error(errc::limit, "feed", "is longer than " + std::to_string(how.most.bytes) + " bytes");
  }
  whole_text from(whole);
  collected to;
  auto done = read(from, to, how);
  if (!done) return done.error();
  to.apply_fixes();
  return document{done->kind, std::move(to.releases), std::move(done->next_page)};
}

inline result<document> read(std::string_view whole, format kind, const limits& most) {
  request how;
  how.kind = kind;
  how.most = most;
  return read(whole, how);
}

inline result<document> read(std::string_view whole, const limits& most) {
  request how;
  how.most = most;
  return read(whole, how);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HPP
