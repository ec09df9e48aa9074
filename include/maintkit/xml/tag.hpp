// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One tag that lies in memory in one piece: its name, and its attributes with their values decoded.
#ifndef MAINTKIT_XML_TAG_HPP
#define MAINTKIT_XML_TAG_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/names.hpp>
#include <maintkit/xml/scan.hpp>
#include <maintkit/xml/scope.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {
namespace detail {

class tag {
 public:
  std::string_view qualified;
  std::vector<attribute> attributes;  // the namespaces are not looked up yet
  bool empty_element = false;         // <a/>
  fault why;                          // after outcome::bad

  tag(mode how, const limits& most) : mode_(how), limits_(most) {}

  // Both begin at the '<', and move `p` past the '>'; cut: there is no '>' before `stop`.
  outcome read_start(const char*& p, const char* stop);
  outcome read_end(const char*& p, const char* stop);

 private:
  struct decoded_value {
    std::size_t attribute, at, size;
  };

  outcome attribute_or_end(const char*& p, const char* stop, bool& open);
  outcome value(const char*& p, const char* stop);
  outcome replace(const char*& p, const char* stop);
  outcome name_at(const char*& p, const char* stop, std::string_view& out);

  mode mode_;
  limits limits_;
  std::string decoded_;  // the values that aren't as they stand in the document, one behind the other
  std::vector<decoded_value> values_;
};

// ---------------------------------------------------------------------------------------------------------------------

inline outcome tag::read_start(const char*& p, const char* stop) {
  attributes.clear();
  values_.clear();
  decoded_.clear();
  empty_element = false;
  ++p;
  outcome o = name_at(p, stop, qualified);
  for (bool open = true; o == outcome::ok && open;) o = attribute_or_end(p, stop, open);
  for (const decoded_value& v : values_)
    attributes[v.attribute].value = std::string_view(decoded_).substr(v.at, v.size);
  return o;
}

inline outcome tag::read_end(const char*& p, const char* stop) {
  p += 2;
  if (const outcome o = name_at(p, stop, qualified); o != outcome::ok) return o;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  return *p++ == '>' ? outcome::ok : blame(why, p - 1, "'>'");
}

inline outcome tag::attribute_or_end(const char*& p, const char* stop, bool& open) {
  const char* const before = p;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  empty_element = *p == '/';
  if (empty_element && ++p == stop) return outcome::cut;
  if (*p == '>') {
    ++p;
    open = false;
    return outcome::ok;
  }
  if (empty_element) return blame(why, p, "'>'");
  if (p == before) return blame(why, p, "a space, '/' or '>'");
  if (attributes.size() >= limits_.attributes) return blame(why, p, "fewer attributes", 1, errc::limit);

  attributes.emplace_back();
  if (const outcome o = name_at(p, stop, attributes.back().is.qualified); o != outcome::ok) return o;
  p = space_end(p, stop);
  if (p == stop) return outcome::cut;
  if (*p != '=') return blame(why, p, "'='");
  p = space_end(p + 1, stop);
  if (p == stop) return outcome::cut;
  return *p == '"' || *p == '\'' ? value(p, stop) : blame(why, p, "a value in quotes");
}

// XML 1.0, section 3.3.3: references are replaced, and each white space character becomes a space.
inline outcome tag::value(const char*& p, const char* stop) {
  const char quote = *p++;
  const char* run = p;
  const std::size_t decoded_at = decoded_.size();
  bool replaced = false;
  for (;;) {
    p = value_end(p, stop, quote);
    if (p == stop) return outcome::cut;
    if (*p == quote) break;
    if (static_cast<signed char>(*p) < 0) {
      if (const std::size_t n = character_length(between(p, stop)); n != 0) {
        p += n;
        continue;
      }
    }
    replaced = true;
    decoded_.append(run, p);
    if (const outcome o = replace(p, stop); o != outcome::ok) return o;
    run = p;
  }
  attributes.back().value = between(run, p);
  if (replaced) {
    decoded_.append(run, p);
    values_.push_back({attributes.size() - 1, decoded_at, decoded_.size() - decoded_at});
  }
  ++p;
  return outcome::ok;
}

inline outcome tag::replace(const char*& p, const char* stop) {
  if (*p == '&') return read_reference(p, stop, mode_, limits_.name_bytes, decoded_, why);
  if (*p == '<') return blame(why, p, "&lt; in a value");
  if (is_space(*p)) {
    if (*p == '\r' && p + 1 != stop && p[1] == '\n') ++p;  // an end of line is one character, section 2.11
    decoded_ += ' ';
  } else {
    if (maintkit::detail::utf8_is_cut(between(p, stop))) return outcome::cut;
    if (mode_ == mode::strict) return blame(why, p, "a character that XML allows");
    maintkit::detail::append_utf8(decoded_, maintkit::detail::replacement_character);
  }
  ++p;
  return outcome::ok;
}

// A name with at most one colon, and that not at either end (Namespaces in XML 1.0, production [7]).
inline outcome tag::name_at(const char*& p, const char* stop, std::string_view& out) {
  const char* const limit = p + (std::min)(static_cast<std::size_t>(stop - p), limits_.name_bytes + 1);
  const char* const end = name_end(p, limit);
  if (end == limit) return end == stop ? outcome::cut : blame(why, p, "a shorter name", 1, errc::limit);
  if (end == p) return blame(why, p, "a name");
  out = between(p, end);
  const std::size_t colon = out.find(':');
  if (colon != std::string_view::npos && mode_ == mode::strict) {
    const bool whole = colon != 0 && name_end(p + colon + 1, end) == end && out.find(':', colon + 1) == out.npos;
    if (!whole || colon + 1 == out.size()) return blame(why, p, "a name with one prefix", out.size());
  }
  p = end;
  return outcome::ok;
}

}  // namespace detail
}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_TAG_HPP
