// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The XML declaration (XML 1.0, production [23]): <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
#ifndef MAINTKIT_XML_DECLARATION_HPP
#define MAINTKIT_XML_DECLARATION_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/xml/names.hpp>

#include <cstddef>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace xml {

struct declaration {
  std::string_view version;
  std::string_view encoding;    // empty: not given
  std::string_view standalone;  // empty: not given
};

// Reads what stands between "<?xml" and "?>". Any version 1.x is read as 1.0, as the fifth edition wants it.
constexpr parsed<declaration> parse_declaration(std::string_view inside);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

constexpr std::string_view leading_space(std::string_view text) {
  return text.substr(0, maintkit::detail::span_of(text, is_space));
}

// Takes S name S? = S? "value" off the front; false, and nothing taken, if that isn't what stands there.
constexpr bool take_pseudo_attribute(std::string_view& text, std::string_view name, std::string_view& value) {
  std::string_view rest = text;
  const std::size_t gap = leading_space(rest).size();
  rest.remove_prefix(gap);
  if (gap == 0 || !maintkit::detail::starts_with(rest, name)) return false;
  rest.remove_prefix(name.size());
  rest.remove_prefix(leading_space(rest).size());
  if (rest.empty() || rest.front() != '=') return false;
  rest.remove_prefix(1);
  rest.remove_prefix(leading_space(rest).size());
  if (rest.empty() || (rest.front() != '"' && rest.front() != '\'')) return false;
  const std::size_t close = rest.find(rest.front(), 1);
  if (close == std::string_view::npos) return false;
  value = rest.substr(1, close - 1);
  text = rest.substr(close + 1);
  return true;
}

constexpr bool is_version(std::string_view text) {
  return text.size() > 2 && maintkit::detail::starts_with(text, "1.") &&
         maintkit::detail::span_of(text.substr(2), maintkit::detail::is_digit) == text.size() - 2;
}

constexpr bool is_encoding_name(std::string_view text) {
  const auto fits = [](char c) { return maintkit::detail::is_alnum(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && maintkit::detail::is_alpha(text.front()) &&
         maintkit::detail::span_of(text, fits) == text.size();
}

}  // namespace detail

constexpr parsed<declaration> parse_declaration(std::string_view inside) {
  declaration d;
  std::string_view rest = inside;
  const auto fault = [&](const char* expected) {
    return parse_error{errc::malformed, expected, inside.size() - rest.size(), rest.empty() ? 0u : 1u};
  };
  if (!detail::take_pseudo_attribute(rest, "version", d.version) || !detail::is_version(d.version)) {
    return fault("version=\"1.0\"");
  }
  if (detail::take_pseudo_attribute(rest, "encoding", d.encoding) && !detail::is_encoding_name(d.encoding)) {
    return fault("the name of an encoding");
  }
  if (detail::take_pseudo_attribute(rest, "standalone", d.standalone) && d.standalone != "yes" &&
      d.standalone != "no") {
    return fault("standalone=\"yes\" or \"no\"");
  }
  rest.remove_prefix(detail::leading_space(rest).size());
  if (!rest.empty()) return fault("'?>' behind the XML declaration");
  return d;
}

}  // namespace xml
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_XML_DECLARATION_HPP
