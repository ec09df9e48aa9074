// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// RSS: 2.0, the 0.9x before it and 1.0, which is RDF and another family. An item is a release.
//
//   <rss version="2.0"><channel><item><title>Sample 1.2.3</title><link>https://example.org/1.2.3</link>
//   <pubDate>Wed, 08 Jul 2026 12:00:00 GMT</pubDate><enclosure url="…" length="1"/></item></channel></rss>
#ifndef MAINTKIT_FEED_RSS_HPP
#define MAINTKIT_FEED_RSS_HPP

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

#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The version is cut out of the forge's tag in the link, else out of the title. The link is `link`, else a permanent
// `guid`; the date `pubDate`, else Dublin Core's `date`, unknown if it can't be read. Enclosures are its files.
bool read_rss(reading& from);

bool looks_like_rss(const glimpse& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr std::string_view rdf_space = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
inline constexpr std::string_view dublin_core_space = "http://purl.org/dc/elements/1.1/";
inline constexpr std::string_view sparkle_space = "http://www.andymatuschak.org/xml-namespaces/sparkle";

// RSS 0.9x and 2.0 have no namespace; 0.90 and 1.0 have, and so do some who invent one for 2.0.
inline bool is_rss(const xml::name& name) {
  constexpr std::string_view spaces[] = {"", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
                                         "http://channel.netscape.com/rdf/simple/0.9/",
                                         "http://backend.userland.com/rss2"};
  for (const std::string_view space : spaces) {
    if (name.space == space) return true;
  }
  return false;
}

struct rss_item {
  release out;
  std::string published;
  std::string dated;  // by Dublin Core
  std::string id;
  bool permanent = false;

  bool child(xml_source& in, const xml::name& name) {
    if (name.space == dublin_core_space && name.local == "date") return in.text(dated);
    if (!is_rss(name)) return in.pass();
    if (name.local == "title") return in.text(out.title);
    if (name.local == "link") return link(in);
    if (name.local == "pubDate") return in.text(published);
    if (name.local == "enclosure") return in.enclosure(out, trim(in.attribute("url")));
    if (name.local != "guid") return in.pass();
    permanent = in.attribute("isPermaLink") != "false";
    return in.text(id);
  }

  // As text, or as Atom has it; of several the last.
  bool link(xml_source& in) {
    std::string href;
    if (!in.attribute(href, "href") || !in.text(out.link)) return false;
    if (trim(out.link).empty()) out.link = std::move(href);
    return true;
  }

  void finish(const reading& from) {
    out.title = html_text(out.title);
    out.link = trim(out.link);
    if (out.link.empty() && permanent && trim(id).find("://") != std::string_view::npos) out.link = trim(id);
    out.tag = forge_tag({}, out.link);
    from.name_version(out);
    const auto date = time::parse_date(trim(published.empty() ? dated : published));
    if (date) out.date = *date;
  }
};

// Item is rss_item or has more than it.
template <class Item>
class rss_reader {
 public:
  explicit rss_reader(reading& from) : reading_(from), in_(from) {}

  bool read() {
    if (!in_.root()) return false;
    const xml::name& root = in_.element();
    const bool known = (is_rss(root) && root.local == "rss") || (root.space == rdf_space && root.local == "RDF");
    if (!known) return in_.fail(errc::unsupported, "the root element of RSS");
    return in_.children([this](const xml::name& child) { return root_child(child); }) && in_.end();
  }

 private:
  // In RSS 1.0 items stand beside the channel, in the others in it.
  bool root_child(const xml::name& child) {
    if (!is_rss(child) || child.local != "channel") return part(child);
    return in_.children([this](const xml::name& inner) { return part(inner); });
  }

  bool part(const xml::name& name) {
    if (name.local == "link" && in_.attribute("rel") == "next") {
      return in_.attribute(reading_.next_page, "href") && in_.pass();
    }
    if (!is_rss(name) || name.local != "item") return in_.pass();
    Item one;
    if (!in_.attribute(one.id, "about", rdf_space)) return false;
    one.permanent = !one.id.empty();
    if (!in_.children([&](const xml::name& child) { return one.child(in_, child); })) return false;
    one.finish(reading_);
    return in_.give(std::move(one.out));
  }

  reading& reading_;
  xml_source in_;
};

}  // namespace detail

inline bool read_rss(reading& from) { return detail::rss_reader<detail::rss_item>(from).read(); }

inline bool looks_like_rss(const glimpse& of) {
  return of.root == "rss" || (of.root == "RDF" && of.space == detail::rdf_space);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_RSS_HPP
