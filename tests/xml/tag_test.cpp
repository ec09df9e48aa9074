// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml/tag.hpp>

#include <string>
#include <string_view>

using namespace maintkit::xml;
using detail::outcome;

TEST_CASE("a start tag is read to its end, and is cut at every place before") {
  const std::string_view text = "<a b='1' c=\"&lt;\t\" d='' />rest";
  const std::size_t size = text.find("rest");
  for (std::size_t n = 1; n <= text.size(); ++n) {
    CAPTURE(n);
    detail::tag tag(mode::strict, {});
    const char* p = text.data();
    const outcome o = tag.read_start(p, text.data() + n);
    REQUIRE(o == (n < size ? outcome::cut : outcome::ok));
    if (o == outcome::cut) continue;
    CHECK(p == text.data() + size);
    CHECK(tag.qualified == "a");
    CHECK(tag.empty_element);
    REQUIRE(tag.attributes.size() == 3);
    CHECK(tag.attributes[0].value == "1");
    CHECK(tag.attributes[1].value == "< ");
    CHECK(tag.attributes[2].value.empty());
  }
}

TEST_CASE("many decoded values stay where they are") {
  std::string text = "<a";
  for (int i = 0; i < 200; ++i) text += " b" + std::to_string(i) + "='&amp;" + std::to_string(i) + "'";
  text += ">";
  detail::tag tag(mode::strict, {});
  const char* p = text.data();
  REQUIRE(tag.read_start(p, text.data() + text.size()) == outcome::ok);
  REQUIRE(tag.attributes.size() == 200);
  for (int i = 0; i < 200; ++i) CHECK(tag.attributes[static_cast<std::size_t>(i)].value == "&" + std::to_string(i));
}

TEST_CASE("an end tag") {
  const std::string_view text = "</a:b \n>";
  for (std::size_t n = 2; n <= text.size(); ++n) {
    detail::tag tag(mode::strict, {});
    const char* p = text.data();
    CHECK(tag.read_end(p, text.data() + n) == (n < text.size() ? outcome::cut : outcome::ok));
    if (n == text.size()) CHECK(tag.qualified == "a:b");
  }
}
