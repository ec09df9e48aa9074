// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The plain text of a title that a feed gives as HTML: no tags, references resolved, blanks folded.
//
//   html_text("Sample <b>1.2</b> &amp; more")   Sample 1.2 & more
#ifndef MAINTKIT_FEED_HTML_TEXT_HPP
#define MAINTKIT_FEED_HTML_TEXT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/xml.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// Never fails: what is no tag and no reference stands for itself, as browsers have it.
std::string html_text(std::string_view html);

// Runs of white space become one blank, none at the ends.
std::string folded(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Decodes the reference at the front ("&amp;…") and answers its length; an ampersand that begins none stands for
// itself.
inline std::size_t append_reference(std::string& out, std::string_view text) {
  constexpr std::size_t longest = 12;  // "&#x0010ffff;", "&thetasym;"
  const std::size_t stop = text.substr(0, longest).find(';');
  char32_t code = 0;
  if (stop != std::string_view::npos) {
    const std::string_view name = text.substr(1, stop - 1);
    code = starts_with(name, "#") ? xml::character_reference(name) : xml::predefined_entity(name);
    if (code == 0) code = xml::html_entity(name);
  }
  append_utf8(out, code == 0 ? U'&' : code);
  return code == 0 ? 1 : stop + 1;
}

// Does a tag or comment begin here, or is "<" just a sign?
constexpr bool begins_tag(std::string_view text) {
  return text.size() > 1 && text[0] == '<' && (is_alpha(text[1]) || text[1] == '/' || text[1] == '!');
}

}  // namespace detail

inline std::string folded(std::string_view text) {
  std::string out;
  for (const char c : detail::trim(text)) {
    if (!detail::is_space(c)) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

inline std::string html_text(std::string_view html) {
  constexpr std::size_t none = std::string_view::npos;
  std::string out;
  bool closed = true;  // once no '>' follows it is not looked for again: that would be quadratic
  for (std::size_t at = 0; at < html.size();) {
    const std::string_view rest = html.substr(at);
    const std::size_t stop = closed && detail::begins_tag(rest) ? rest.find('>') : none;
    if (stop != none) {
      at += stop + 1;
    } else if (rest.front() == '&') {
      at += detail::append_reference(out, rest);
    } else {
      closed = closed && !detail::begins_tag(rest);
      out += rest.front();
      ++at;
    }
  }
  return folded(out);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HTML_TEXT_HPP
