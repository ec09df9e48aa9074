// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Where the version stands in a tag or a title, for formats that have no field of their own for it.
//
//   version_in_tag("v1.2.3")            1.2.3        version_in_title("Sample 1.2.3 released")   1.2.3
//   version_in_tag("rpm-4.18.0-rc1")    4.18.0-rc1   version_in_title("Thoughts on packaging")   (nothing)
#ifndef MAINTKIT_FEED_VERSION_TEXT_HPP
#define MAINTKIT_FEED_VERSION_TEXT_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace feed {

// The rule, in order: of a path ("name/v1.2.3") the last part that holds a digit; in it, from the first digit that
// begins a word, perhaps behind a "v" or "r"; where no word begins so, from the first digit ("go1.21"). A closing
// "-release" is dropped. Underscores between numbers are dots where the tag has no dot ("R_2_6_0"). A tag without a
// digit ("latest") is its own version, which no scheme reads.
std::string version_in_tag(std::string_view tag);

// The first word that is digits, a dot and a digit, perhaps behind a "v"; else the first that begins with a digit and
// holds nothing but what versions are made of; else nothing. Punctuation around the word is not part of it.
std::string version_in_title(std::string_view title);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

constexpr bool holds_digit(std::string_view text) {
  return span_of(text, [](char c) { return !is_digit(c); }) < text.size();
}

constexpr std::string_view last_part_with_digit(std::string_view tag) {
  for (std::string_view rest = tag; !rest.empty();) {
    const std::size_t slash = rest.rfind('/');
    const std::string_view part = slash == std::string_view::npos ? rest : rest.substr(slash + 1);
    if (holds_digit(part)) return part;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
  }
  return tag;
}

// Does a version begin at this digit: at the start, behind a separator, or behind a "v" or "r" that begins a word? A
// dot or underscore behind a digit goes on with that number.
constexpr bool begins_version(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  const bool inside = at > 1 && is_digit(text[at - 2]);
  if (!is_alnum(before)) return !inside || (before != '.' && before != '_');
  return (lower(before) == 'v' || lower(before) == 'r') && (at == 1 || !is_alnum(text[at - 2]));
}

// "2_6_0" is "2.6.0": the numbers at the front are joined with dots, what follows ("-beta1") stays.
inline std::string with_dots(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 1; i + 1 < out.size(); ++i) {
    if (!is_digit(out[i]) && out[i] != '_') break;
    if (out[i] == '_' && is_digit(out[i + 1])) out[i] = '.';
  }
  return out;
}

// Nothing but what the versions of any scheme are written with.
constexpr bool is_version_byte(char c) {
  return is_alnum(c) || c == '.' || c == '-' || c == '+' || c == '~' || c == '_' || c == '!';
}

constexpr std::string_view without_punctuation(std::string_view word) {
  while (!word.empty() && !is_alnum(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_alnum(word.back())) word.remove_suffix(1);
  if (word.size() > 1 && lower(word.front()) == 'v' && is_digit(word[1])) word.remove_prefix(1);
  return word;
}

}  // namespace detail

inline std::string version_in_tag(std::string_view tag) {
  std::string_view text = detail::last_part_with_digit(tag);
  const std::size_t first = detail::span_of(text, [](char c) { return !detail::is_digit(c); });
  if (first == text.size()) return std::string(tag);
  std::size_t start = first;
  while (start < text.size() && !(detail::is_digit(text[start]) && detail::begins_version(text, start))) {
    ++start;
  }
  text.remove_prefix(start == text.size() ? first : start);
  if (detail::ends_with(text, "-release")) text.remove_suffix(std::string_view("-release").size());
  return text.find('.') == std::string_view::npos ? detail::with_dots(text) : std::string(text);
}

inline std::string version_in_title(std::string_view title) {
  std::string_view plain;
  while (!title.empty()) {
    const std::size_t stop = detail::span_of(title, [](char c) { return !detail::is_space(c); });
    const std::string_view word = detail::without_punctuation(title.substr(0, stop));
    title.remove_prefix(stop < title.size() ? stop + 1 : stop);
    const std::size_t digits = detail::span_of(word, detail::is_digit);
    if (digits == 0 || detail::span_of(word, detail::is_version_byte) < word.size()) continue;
    if (digits + 1 < word.size() && word[digits] == '.' && detail::is_digit(word[digits + 1])) {
      return std::string(word);
    }
    if (plain.empty()) plain = word;
  }
  return std::string(plain);
}

}  // namespace feed
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_FEED_VERSION_TEXT_HPP
