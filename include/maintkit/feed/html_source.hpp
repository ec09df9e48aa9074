// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// HTML as indexes of files are written in it: a tag at a time, forgiving as browsers are. Comments, declarations and
// the content of scripts are passed over.
//
//   for (html_tag tag; in.next(tag);)
//     if (tag.name == "a") … tag.attribute("href") …
#ifndef MAINTKIT_FEED_HTML_SOURCE_HPP
#define MAINTKIT_FEED_HTML_SOURCE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/utf8.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/html_text.hpp>
#include <maintkit/feed/reading.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

struct html_tag {
  std::string name;                                             // in small letters; "/a" for an end tag
  std::vector<std::pair<std::string, std::string>> attributes;  // names in small letters, values without references

  std::optional<std::string_view> attribute(std::string_view name) const;
};

class html_source {
 public:
  explicit html_source(reading& from) : reading_(from) {}

  // False at the end, and after a failure. A document that ends inside a tag or comment, or that begins an html or body
  // element and doesn't end it, is incomplete. A tag may have as many bytes as a field.
  bool next(html_tag& tag);
  // The text between the tag before and this one, if keep_text was set.
  std::string text() const;
  bool keep_text = false;

  std::size_t offset() const { return offset_; }

 private:
  bool refill();
  bool at_end();
  void pass_text();
  bool take_byte();
  bool pass_comment(char c);
  bool read_tag(html_tag& into);

  reading& reading_;
  std::string_view rest_;
  std::string text_;
  std::string held_;         // the tag's bytes behind its "<"
  std::string must_end_;     // "/html": that came not yet, so the document is not whole
  std::string closes_with_;  // "/script": nothing else is a tag until that comes
  std::size_t offset_ = 0;
  std::size_t dashes_ = 0;  // just before, in a comment
  char quote_ = 0;          // of the value that is open
  bool in_tag_ = false;
  bool in_comment_ = false;
  bool any_ = false;  // a tag was read
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// References decoded; a byte that is no UTF-8 becomes U+FFFD, as in browsers.
inline std::string without_references(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t n = utf8_sequence(text);
    if (text.front() == '&') {
      n = append_reference(out, text);
    } else if (n == 0) {
      append_utf8(out, replacement_character);
      n = 1;
    } else {
      out += text.substr(0, n);
    }
    text.remove_prefix(n);
  }
  return out;
}

inline std::string in_small_letters(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

constexpr void drop_blanks(std::string_view& rest) { rest.remove_prefix(span_of(rest, is_space)); }

// One attribute off the front: name, name=value, name="value".
inline void take_attribute(std::string_view& rest, html_tag& into) {
  const std::size_t name = span_of(rest, [](char c) { return !is_space(c) && c != '='; });
  std::string key = in_small_letters(rest.substr(0, name));
  rest.remove_prefix(name);
  drop_blanks(rest);
  std::string_view value;
  if (starts_with(rest, "=")) {
    rest.remove_prefix(1);
    drop_blanks(rest);
    const char quote = rest.empty() ? '\0' : rest.front();
    if (quote == '"' || quote == '\'') {
      rest.remove_prefix(1);
      value = take_until(rest, quote);
    } else {
      value = rest.substr(0, span_of(rest, [](char c) { return !is_space(c); }));
      rest.remove_prefix(value.size());
    }
    drop_blanks(rest);
  }
  if (!key.empty()) into.attributes.emplace_back(std::move(key), without_references(value));
}

}  // namespace detail

inline std::optional<std::string_view> html_tag::attribute(std::string_view key) const {
  for (const auto& [known, value] : attributes) {
    if (known == key) return value;
  }
  return std::nullopt;
}

inline std::string html_source::text() const { return folded(detail::without_references(text_)); }

inline bool html_source::next(html_tag& tag) {
  text_.clear();
  while (reading_.good()) {
    if (rest_.empty() && !refill()) return false;
    if (!in_tag_) {
      pass_text();
    } else if (take_byte() && read_tag(tag)) {
      return true;
    }
  }
  return false;
}

inline bool html_source::refill() {
  rest_ = reading_.chunk();
  if (rest_.empty()) return at_end();
  if (rest_.size() <= reading_.most().bytes - offset_) return true;
  return reading_.fail({errc::limit, "a smaller document", reading_.most().bytes, 0});
}

inline bool html_source::at_end() {
  const bool whole = any_ && !in_tag_ && must_end_.empty() && closes_with_.empty();
  if (!whole) reading_.fail({errc::incomplete, in_tag_ ? "'>'" : "the end tag of the document", offset_, 0});
  return false;
}

inline void html_source::pass_text() {
  const std::size_t stop = (std::min)(rest_.find('<'), rest_.size());
  if (keep_text) text_ += rest_.substr(0, stop);
  if (text_.size() > reading_.most().field) reading_.fail({errc::limit, "a shorter text", offset_, 0});
  in_tag_ = stop < rest_.size();
  held_.clear();
  offset_ += stop + in_tag_;
  rest_.remove_prefix(stop + in_tag_);
}

inline bool html_source::pass_comment(char c) {
  if (c == '>' && dashes_ >= 2) in_comment_ = in_tag_ = false;
  dashes_ = c == '-' ? dashes_ + 1 : 0;
  return false;
}

// Of a tag; true if that was the last.
inline bool html_source::take_byte() {
  const char c = rest_.front();
  const bool starts_tag = detail::is_alpha(c) || c == '/' || c == '!' || c == '?';
  if (held_.empty() && !in_comment_ && !starts_tag) {  // a "<" that is text
    in_tag_ = false;
    return false;
  }
  rest_.remove_prefix(1);
  ++offset_;
  if (in_comment_) return pass_comment(c);
  if (c == '<' && !closes_with_.empty()) return held_.clear(), false;  // a script's "less than"
  const bool declaration = !held_.empty() && (held_.front() == '!' || held_.front() == '?');
  if (quote_ != 0) {
    if (c == quote_) quote_ = 0;
  } else if (c == '>') {
    return true;
  } else if ((c == '"' || c == '\'') && !declaration && closes_with_.empty()) {
    const std::size_t before = held_.find_last_not_of(" \t\r\n\f");
    if (before != std::string::npos && held_[before] == '=') quote_ = c;
  }
  held_ += c;
  if (held_.size() > reading_.most().field) return reading_.fail({errc::limit, "a shorter tag", offset_, 0});
  in_comment_ = held_ == "!--";
  if (in_comment_) {
    held_.clear();
    dashes_ = 2;  // "<!-->" is a whole comment
  }
  return false;
}

// Makes a tag of held_, if it is one.
inline bool html_source::read_tag(html_tag& into) {
  in_tag_ = false;
  std::string_view rest = held_;
  const std::size_t name = detail::span_of(rest, [](char c) { return !detail::is_space(c); });
  into.name = detail::in_small_letters(rest.substr(0, name));
  into.attributes.clear();
  if (into.name.empty() || into.name.front() == '!' || into.name.front() == '?') return false;
  if (!closes_with_.empty() && into.name != closes_with_) return false;
  closes_with_.clear();
  any_ = true;
  if (into.name == "script" || into.name == "style") closes_with_ = '/' + into.name;
  if (must_end_.empty() && (into.name == "html" || into.name == "body")) must_end_ = '/' + into.name;
  if (into.name == must_end_) must_end_.clear();
  for (rest.remove_prefix(name); !rest.empty();) {
    detail::drop_blanks(rest);
    if (!rest.empty()) detail::take_attribute(rest, into);
  }
  return true;
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_HTML_SOURCE_HPP
