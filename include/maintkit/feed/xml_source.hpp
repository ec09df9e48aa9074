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

#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

class xml_source {
 public:
  // `whole` must outlive the source. A text that is kept may have most.field bytes, one that is passed over any.
  xml_source(std::string_view whole, const limits& most, xml::mode how = xml::mode::strict);

  // Goes to the root element.
  bool root();
  // The element that has just begun, until anything more is read.
  const xml::name& element() const { return in_.element(); }
  // An attribute without a prefix, empty if it is not there.
  std::string_view attribute(std::string_view local) const { return in_.attribute_value(local).value_or(""); }

  // Of the element that has just begun: each(name) reads one child to its end, or passes over it.
  template <class Each>
  bool children(Each each);
  // Of the element that has just begun: all text in it and in what is in it.
  bool text(std::string& into);
  // Passes over the element that has just begun.
  bool pass();
  // Nothing may follow.
  bool end();

  // Ends the reading with an error at the last event; answers false.
  bool fail(errc code, const char* expected);
  bool good() const { return !failed_; }
  const parse_error& error() const { return error_; }

 private:
  xml::event take();

  xml::reader in_;
  std::size_t longest_;
  bool failed_ = false;
  parse_error error_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline xml::limits xml_limits(const limits& most) {
  xml::limits out;
  out.bytes = most.bytes;
  return out;
}

}  // namespace detail

inline xml_source::xml_source(std::string_view whole, const limits& most, xml::mode how)
    : in_(whole, how, detail::xml_limits(most)), longest_(most.field) {}

inline xml::event xml_source::take() {
  if (failed_) return xml::event::error;
  const xml::event out = in_.next();
  if (out == xml::event::error) {
    failed_ = true;
    error_ = in_.error();
  }
  return out;
}

inline bool xml_source::fail(errc code, const char* expected) {
  if (!failed_) error_ = parse_error{code, expected, in_.offset(), 0};
  failed_ = true;
  return false;
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
        if (in_.text().size() > longest_ - into.size()) return fail(errc::limit, "a shorter text");
        into += in_.text();
        break;
      default:
        return fail(errc::incomplete, "the end of the element");
    }
  }
  return true;
}

inline bool xml_source::pass() {
  in_.skip();
  return !failed_;
}

inline bool xml_source::end() { return take() == xml::event::end || fail(errc::malformed, "the end"); }

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_XML_SOURCE_HPP
