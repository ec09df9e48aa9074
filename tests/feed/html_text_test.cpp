// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/html_text.hpp>

#include <cstddef>
#include <string>
#include <string_view>

using maintkit::feed::html_text;

TEST_CASE("the text of HTML") {
  struct row {
    std::string_view html;
    std::string_view text;
  };
  const row rows[] = {
      {"", ""},
      {"plain", "plain"},
      {"Sample <b>1.2</b> &amp; more", "Sample 1.2 & more"},
      {"<a href='x>", ""},  // a tag ends at the first '>'
      {" a\n\t b ", "a b"},
      {"1 < 2 > 0", "1 < 2 > 0"},  // no letter behind it: a sign
      {"a <b unclosed", "a <b unclosed"},
      {"a<!-- note -->b", "ab"},
      {"&lt;b&gt;", "<b>"},  // resolved once: not a tag
      {"&amp;amp;", "&amp;"},
      {"&eacute;&#233;&#xe9;", "\xc3\xa9\xc3\xa9\xc3\xa9"},
      {"&#x10ffff;", "\xf4\x8f\xbf\xbf"},
      {"&thetasym;", "\xcf\x91"},
      {"&nosuch; & &; &#0; &#xD800; &#x110000;", "&nosuch; & &; &#0; &#xD800; &#x110000;"},
      {"&averylongname;", "&averylongname;"},
      {"&", "&"},
      {"<", "<"},
      {"<>", "<>"},
  };
  for (const row& r : rows) {
    CAPTURE(r.html);
    CHECK(html_text(r.html) == r.text);
  }
}

TEST_CASE("signs that never close are not looked for again and again") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "<a";
  CHECK(html_text(text) == text);
  std::string ampersands(400'000, '&');
  CHECK(html_text(ampersands) == ampersands);
}
