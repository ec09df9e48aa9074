// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Atom (RFC 4287), and its forerunner 0.3 that some sites still serve. Forges publish tags and releases in it, and
// name the tag in the entry's id or address:
//
//   <entry><id>tag:github.com,2008:Repository/12345/v1.2.3</id><updated>2026-07-08T12:00:00Z</updated>
//   <link rel="alternate" href="https://github.com/example/sample/releases/tag/v1.2.3"/><title>Sample</title></entry>
#ifndef MAINTKIT_FEED_ATOM_HPP
#define MAINTKIT_FEED_ATOM_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/glimpse.hpp>
#include <maintkit/feed/html_text.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/xml_source.hpp>
#include <maintkit/time.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// An entry is a release. Its version is cut out of the forge's tag, else out of the title; an entry may have none. The
// date is `published`, else `updated`, unknown if it can't be read. Enclosures are its files.
bool read_atom(reading& from);

// Is the root element Atom's `feed`?
bool looks_like_atom(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::string_view atom_spaces[] = {"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"};

inline bool is_atom(const xml::name& name) { return name.space == atom_spaces[0] || name.space == atom_spaces[1]; }

struct atom_entry {
  release out;
  std::string id;
  std::string published;
  std::string updated;
};

// Atom 0.3 called the dates issued and modified.
struct atom_text {
  std::string_view element;
  std::string atom_entry::*into;
};
inline constexpr atom_text atom_texts[] = {{"id", &atom_entry::id},
                                           {"published", &atom_entry::published},
                                           {"issued", &atom_entry::published},
                                           {"updated", &atom_entry::updated},
                                           {"modified", &atom_entry::updated}};

class atom_reader {
 public:
  explicit atom_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.root()) return false;
    if (!is_atom(in_.element()) || in_.element().local != "feed") {
      return in_.fail(errc::unsupported, "the root element of Atom");
    }
    return in_.children([this](const xml::name& child) { return feed_child(child); }) && in_.end();
  }

 private:
  bool feed_child(const xml::name& child) {
    if (is_atom(child) && child.local == "entry") return entry();
    const bool next = is_atom(child) && child.local == "link" && in_.attribute("rel") == "next";
    return (!next || in_.attribute(reading_.next_page, "href")) && in_.pass();
  }

  bool entry() {
    atom_entry one;
    if (!in_.children([&](const xml::name& child) { return entry_child(child, one); })) return false;
    one.out.tag = forge_tag(trim(one.id), one.out.link);
    reading_.name_version(one.out);
    const auto date = time::parse_date(trim(one.published.empty() ? one.updated : one.published));
    if (date) one.out.date = *date;
    return in_.give(std::move(one.out));
  }

  bool entry_child(const xml::name& child, atom_entry& into) {
    if (!is_atom(child)) return in_.pass();
    if (child.local == "title") return title(into.out.title);
    if (child.local == "link") return link(into.out);
    for (const atom_text& row : atom_texts) {
      if (child.local == row.element) return in_.text(into.*row.into);
    }
    return in_.pass();  // also `source`, which describes another feed
  }

  // RFC 4287, section 3.1.1: text, html (escaped: markup in the text), xhtml (markup in the document). Atom 0.3 has its
  // own word for escaped, and media types.
  bool title(std::string& into) {
    const std::string_view type = in_.attribute("type");
    const bool html = type == "html" || type == "text/html" || in_.attribute("mode") == "escaped";
    std::string text;
    if (!in_.text(text)) return false;
    into = html ? html_text(text) : folded(text);
    return true;
  }

  // RFC 4287, section 4.2.7.2: a link without rel is the alternate.
  bool link(release& into) {
    const std::string_view rel = in_.attribute("rel");
    const bool alternate = rel.empty() || rel == "alternate";
    if (alternate && into.link.empty()) return in_.attribute(into.link, "href") && in_.pass();
    if (rel != "enclosure") return in_.pass();
    return in_.enclosure(into, in_.attribute("href"));
  }

  reading& reading_;
  xml_source in_;
};

}  // namespace detail

inline bool read_atom(reading& from) { return detail::atom_reader(from).read(); }

inline bool looks_like_atom(const glimpse& of) {
  return of.root == "feed" && (of.space == detail::atom_spaces[0] || of.space == detail::atom_spaces[1]);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_ATOM_HPP
