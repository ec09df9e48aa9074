// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How the formats written in XML read: by walking elements, naming those they want. Everything else is passed over, and
// still checked. After the first failure every call answers false, so a reader asks once.
//
//   in.children([&](const xml::name& child) {
//     if (child.local == "title") return in.text(title);
//     return in.pass();
//   });
#ifndef MAINTKIT_FEED_XML_SOURCE_HPP
#define MAINTKIT_FEED_XML_SOURCE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/forge_tag.hpp>
#include <maintkit/feed/reading.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class xml_source {
 public:
  // A text that is kept may have most.field bytes, one that is passed over any.
  explicit xml_source(reading& r);

  // Goes to the root element.
  bool root();
  // The element that has just begun, until anything more is read.
  const xml::name& element() const { return in_.element(); }
  // An attribute, one without a prefix if no namespace is named; empty if it is not there.
  std::string_view attribute(std::string_view local, std::string_view space = {}) const {
    return in_.attribute_value(local, space).value_or("");
  }
  // The same into a string, within the limit for those.
  bool attribute(std::string& into, std::string_view local, std::string_view space = {});

  // Of the element that has just begun: each(name) reads one child to its end, or passes over it.
  template <class Each>
  bool children(Each each);
  // Of the element that has just begun: all text in it and in what is in it.
  bool text(std::string& into);
  // The element that has just begun says where a file is and how long (Atom's link, RSS's enclosure): adds it, and
  // passes over the element.
  bool enclosure(release& into, std::string_view url);
  // Passes over the element that has just begun.
  bool pass();
  // Nothing may follow.
  bool end();

  // Hands a release out; false if that was the last one wanted.
  bool give(release one) { return reading_.give(std::move(one), in_.offset()); }
  bool count_asset() { return reading_.count_asset(in_.offset()); }

  // Ends the reading with an error at the last event; answers false.
  bool fail(errc code, const char* expected) { return reading_.fail({code, expected, in_.offset(), 0}); }

 private:
  xml::event take();

  reading& reading_;
  xml::reader in_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline xml::limits xml_limits(const limits& most) {
  xml::limits out;
  out.bytes = most.bytes;
  return out;
}

}  // namespace detail

inline xml_source::xml_source(reading& r) : reading_(r), in_(r.how().how, detail::xml_limits(r.most())) {}

// The next event, however many chunks it takes.
inline xml::event xml_source::take() {
  while (reading_.good()) {
    const xml::event out = in_.next();
    if (out == xml::event::error) reading_.fail(in_.error());
    if (out != xml::event::need_more) return out;
    const std::string_view more = reading_.chunk();
    more.empty() ? in_.finish() : in_.feed(more);
  }
  return xml::event::error;
}

inline bool xml_source::attribute(std::string& into, std::string_view local, std::string_view space) {
  const std::string_view value = attribute(local, space);
  if (value.size() > reading_.most().field) return fail(errc::limit, "a shorter attribute");
  into = value;
  return true;
}

inline bool xml_source::root() { return take() == xml::event::element_begin || fail(errc::incomplete, "an element"); }

template <class Each>
bool xml_source::children(Each each) {
  for (;;) {
    switch (take()) {
      case xml::event::element_end:
        return true;
      case xml::event::text:
        break;
      case xml::event::element_begin:
        if (!each(in_.element())) return false;
        break;
      default:
        return fail(errc::incomplete, "the end of the element");
    }
  }
}

inline bool xml_source::text(std::string& into) {
  into.clear();
  for (std::size_t open = 1; open != 0;) {
    switch (take()) {
      case xml::event::element_begin:
        ++open;
        break;
      case xml::event::element_end:
        --open;
        break;
      case xml::event::text:
        if (in_.text().size() > reading_.most().field - into.size()) return fail(errc::limit, "a shorter text");
        into += in_.text();
        break;
      default:
        return fail(errc::incomplete, "the end of the element");
    }
  }
  return true;
}

inline bool xml_source::enclosure(release& into, std::string_view url) {
  if (url.size() > reading_.most().field) return fail(errc::limit, "a shorter address");
  if (!count_asset()) return false;
  if (reading_.how().assets) {
    into.assets.push_back(
        {std::string(last_part(url)), std::string(url), maintkit::detail::whole_number(attribute("length")), {}});
  }
  return pass();
}

inline bool xml_source::pass() {
  in_.skip();
  return reading_.good();
}

inline bool xml_source::end() { return take() == xml::event::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_XML_SOURCE_HPP
