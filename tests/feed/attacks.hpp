// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Documents made to hurt a reader: each is answered in linear time, with an error or with what there is.
#ifndef MAINTKIT_TESTS_FEED_ATTACKS_HPP
#define MAINTKIT_TESTS_FEED_ATTACKS_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
namespace test {

struct attack {
  const char* name;
  feed::format kind;
  std::string document;
  std::optional<errc> error;
};

inline std::string times(std::size_t n, std::string_view text) {
  std::string out;
  while (n-- > 0) out += text;
  return out;
}
inline std::string numbered(std::size_t n, std::string_view before, std::string_view behind) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i)
    out.append(i == 0 ? "" : ",").append(before).append(std::to_string(i)).append(behind);
  return out;
}

inline std::vector<attack> attacks() {
  using feed::format;
  const auto item = [](const std::string& inside) {
    return "<rss><channel><item>" + inside + "</item></channel></rss>";
  };
  std::string laughs = "<!DOCTYPE rss [<!ENTITY a 'ha'>";
  for (char c = 'b'; c < 'k'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " '" + times(10, std::string("&") + static_cast<char>(c - 1) + ';') + "'>";
  }
  laughs += "]>";
  return {
      {"billion laughs", format::rss, laughs + item("<title>&j;</title>"), errc::malformed},
      {"billion laughs in an attribute", format::rss, laughs + item("<enclosure url='&j;'/>"), errc::malformed},
      {"parameter entities",
       format::rss,
       "<!DOCTYPE rss [" + times(50'000, "<!ENTITY % a '%b;'>%a;") + "]>" + item(""),
       {}},
      {"a DTD elsewhere", format::rss, "<!DOCTYPE rss SYSTEM 'file:///etc/passwd'>" + item(""), {}},
      {"open tags", format::rss, "<rss>" + times(500'000, "<a>"), errc::limit},
      {"attributes", format::rss, "<rss " + times(100'000, "a='' ") + ">", errc::limit},
      {"namespaces", format::rss, "<rss " + times(100'000, "xmlns:a='b' ") + ">", errc::limit},
      {"brackets in CDATA",
       format::rss,
       item("<description><![CDATA[" + times(2'000'000, "]") + "]]></description>"),
       {}},
      {"brackets in a title", format::rss, item("<title>" + times(2'000'000, "]") + "</title>"), errc::limit},
      {"one long name", format::rss, "<" + times(2'000'000, "a"), errc::limit},
      {"references in what is passed over", format::rss, item("<x>" + times(400'000, "&amp;") + "</x>"), {}},
      {"NUL by number", format::rss, item("<title>&#0;</title>"), errc::malformed},
      {"past Unicode by number", format::rss, item("<title>&#x110000;</title>"), errc::malformed},
      {"a number that wraps to 'A'", format::rss, item("<title>&#4294967361;</title>"), errc::malformed},
      {"comments", format::atom, times(200'000, "<!---->") + "<feed xmlns='http://www.w3.org/2005/Atom'/>", {}},
      {"a title of tags",
       format::atom,
       "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title type='html'>" + times(12'000, "&lt;a ") +
           "</title></entry></feed>",
       {}},
      {"open arrays", format::github, times(1'000'000, "["), errc::malformed},
      {"open arrays in what is passed over", format::github, "[{\"x\":" + times(1'000'000, "["), errc::limit},
      {"equal keys", format::pypi, "{" + times(200'000, "\"a\":1,") + "\"releases\":{}}", {}},
      {"releases", format::pypi, "{\"releases\":{" + numbered(100'001, "\"", "\":[]") + "}}", errc::limit},
      {"escapes", format::pypi, "{\"x\":\"" + times(300'000, "\\u00e9") + "\",\"releases\":{}}", {}},
      {"backslashes", format::pypi, "{\"x\":\"" + times(1'000'000, "\\\\") + "\",\"releases\":{}}", {}},
      {"blanks", format::pypi, times(2'000'000, " ") + "{\"releases\":{}}", {}},
      {"digits", format::pypi, "{\"x\":" + times(2'000'000, "9") + ",\"releases\":{}}", {}},
      {"NUL behind the value", format::pypi, std::string("{\"releases\":{}}\0x", 17), errc::malformed},
      {"versions",
       format::npm,
       "{\"versions\":{" + numbered(50'000, "\"1.0.", "\":{}") + "},\"time\":{" +
           numbered(50'000, "\"1.0.", "\":\"2026-01-01T00:00:00Z\"") + "}}",
       {}},
      {"dates of nothing", format::npm,
       "{\"time\":{" + numbered(100'001, "\"", "\":\"2026-01-01\"") + "},\"versions\":{}}", errc::limit},
      {"dashes in a name",
       format::simple_index,
       "{\"files\":[{\"filename\":\"a" + times(30'000, "-1") + ".zip\"}]}",
       {}},
      {"one line", format::git_refs, times(4'000'000, "a"), errc::limit},
      {"signs of tags", format::directory_index, "<html>" + times(2'000'000, "<"), errc::incomplete},
      {"tags that don't end", format::directory_index, "<html>" + times(500'000, "<a "), errc::limit},
      {"values that don't end", format::directory_index, "<html><a href=\"" + times(500'000, "<a>"), errc::limit},
      {"comments that don't end", format::directory_index, "<html>" + times(500'000, "<!--"), errc::incomplete},
      {"declarations", format::directory_index, "<html>" + times(500'000, "<!a>") + "<a href='a-1.zip'></html>", {}},
      {"ampersands",
       format::directory_index,
       "<html>" + times(30, "<a href='" + times(60'000, "&") + "'>") + "<a href='a-1.zip'></html>",
       {}},
      {"attributes of HTML",
       format::directory_index,
       "<html>" + times(30, "<a " + times(15'000, "b= ") + ">") + "<a href='a-1.zip'></html>",
       {}},
      {"a script of signs", format::directory_index, "<script>" + times(1'000'000, "</"), errc::incomplete},
      {"lines of the index", format::crates, numbered(20'000, "{\"vers\":\"1.0.", "\"}\n"), errc::malformed},
  };
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_FEED_ATTACKS_HPP
