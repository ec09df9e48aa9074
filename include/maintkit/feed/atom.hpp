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
#include <maintkit/feed/html_text.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/feed/version_text.hpp>
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
parsed<document> read_atom(std::string_view whole, const limits& most = {});

// Is the root element Atom's `feed`?
bool looks_like_atom(std::string_view first_kib);

// The tag that a forge wrote into an entry's id (GitHub) or address (GitHub, GitLab, Gitea, Forgejo); empty if none.
std::string forge_tag(std::string_view id, std::string_view link);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::string_view atom_spaces[] = {"http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#"};

inline bool is_atom(const xml::name& name) { return name.space == atom_spaces[0] || name.space == atom_spaces[1]; }

// "v1%2F2" is "v1/2"; a percent sign that begins no byte stands for itself.
inline std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    out += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return out;
}

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
  atom_reader(std::string_view whole, const limits& most) : in_(whole, most), most_(most) {}

  parsed<document> read() {
    if (in_.root() && !(is_atom(in_.element()) && in_.element().local == "feed")) {
      in_.fail(errc::unsupported, "the root element of Atom");
    }
    const bool good = in_.good() && in_.children([this](const xml::name& child) { return feed_child(child); });
    if (!good || !in_.end()) return in_.error();
    return std::move(out_);
  }

 private:
  bool feed_child(const xml::name& child) {
    if (is_atom(child) && child.local == "link" && in_.attribute("rel") == "next") {
      out_.next_page = in_.attribute("href");
    }
    if (!is_atom(child) || child.local != "entry") return in_.pass();
    if (out_.releases.size() == most_.releases) return in_.fail(errc::limit, "fewer entries");
    return entry();
  }

  bool entry() {
    atom_entry one;
    if (!in_.children([&](const xml::name& child) { return entry_child(child, one); })) return false;
    one.out.tag = forge_tag(trim(one.id), one.out.link);
    one.out.version = one.out.tag.empty() ? version_in_title(one.out.title) : version_in_tag(one.out.tag);
    const auto date = time::parse_date(trim(one.published.empty() ? one.updated : one.published));
    if (date) one.out.date = *date;
    out_.releases.push_back(std::move(one.out));
    return true;
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

  // RFC 4287, section 3.1.1: text, html (escaped: markup in the text), xhtml (markup in the document).
  bool title(std::string& into) {
    const bool html = in_.attribute("type") == "html" || in_.attribute("type") == "text/html";
    std::string text;
    if (!in_.text(text)) return false;
    into = html ? html_text(text) : folded(text);
    return true;
  }

  // RFC 4287, section 4.2.7.2: a link without rel is the alternate.
  bool link(release& into) {
    const std::string_view rel = in_.attribute("rel");
    const std::string_view href = in_.attribute("href");
    if (href.size() > most_.field) return in_.fail(errc::limit, "a shorter address");
    if ((rel.empty() || rel == "alternate") && into.link.empty()) into.link = href;
    if (rel != "enclosure") return in_.pass();
    if (++assets_ > most_.assets) return in_.fail(errc::limit, "fewer enclosures");
    const std::string_view path = href.substr(0, href.find_first_of("?#"));
    into.assets.push_back(
        {std::string(path.substr(path.rfind('/') + 1)), std::string(href), whole_number(in_.attribute("length")), {}});
    return in_.pass();
  }

  xml_source in_;
  const limits& most_;
  document out_{format::atom, {}, {}};
  std::size_t assets_ = 0;
};

}  // namespace detail

inline parsed<document> read_atom(std::string_view whole, const limits& most) {
  return detail::atom_reader(whole, most).read();
}

// Lenient: what is wrong with the document is for the reader to say.
inline bool looks_like_atom(std::string_view first_kib) {
  if (first_kib.find('<') == std::string_view::npos) return false;
  xml::reader in(xml::mode::lenient);
  in.feed(first_kib);
  return in.next() == xml::event::element_begin && detail::is_atom(in.element()) && in.element().local == "feed";
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
    std::string decoded = detail::percent_decoded(tag.substr(0, tag.find_first_of("?#")));
    if (detail::utf8_fault(decoded) == std::string_view::npos) return decoded;
  }
  return {};
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_ATOM_HPP
