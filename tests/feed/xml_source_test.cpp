// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/xml_source.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "feed/whole.hpp"

using namespace maintkit;
using feed::xml_source;

TEST_CASE("children, text, attributes and what is passed over") {
  test::reading_of read("<!-- c --><r a='1'>x<skip><t>no</t></skip><t>one<b> two</b><![CDATA[<3]]></t>y<e/></r>");
  xml_source in(read.in);
  REQUIRE(in.root());
  CHECK(in.element().local == "r");
  CHECK(in.attribute("a") == "1");
  CHECK(in.attribute("b").empty());
  std::string text;
  std::string seen;
  CHECK(in.children([&](const xml::name& child) {
    seen += std::string(child.local) + ' ';
    return child.local == "t" ? in.text(text) : in.pass();
  }));
  CHECK(in.end());
  CHECK(seen == "skip t e ");
  CHECK(text == "one two<3");
}

TEST_CASE("an element that is passed over last") {
  test::reading_of read("<r><a><b>1</b></a></r>");
  xml_source in(read.in);
  REQUIRE(in.root());
  std::size_t children = 0;
  CHECK(in.children([&](const xml::name&) { return ++children, in.pass(); }));
  CHECK(in.end());
  CHECK(children == 1);
}

TEST_CASE("a document that ends or breaks anywhere fails") {
  constexpr std::string_view whole = "<r><a>1</a><b/></r>";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    CAPTURE(n);
    test::reading_of read(whole.substr(0, n));
    xml_source in(read.in);
    std::string text;
    CHECK_FALSE((in.root() && in.children([&](const xml::name&) { return in.text(text); }) && in.end()));
    CHECK(read.in.error().code == errc::incomplete);
  }
  test::reading_of read("<r><a></r>");
  xml_source in(read.in);
  REQUIRE(in.root());
  CHECK_FALSE(in.children([&](const xml::name&) { return in.pass(); }));
  CHECK(read.in.error().code == errc::malformed);
}

TEST_CASE("the first failure stays") {
  test::reading_of read("<r><a/></r>");
  xml_source in(read.in);
  REQUIRE(in.root());
  CHECK_FALSE(in.children([&](const xml::name&) { return in.fail(errc::limit, "less"); }));
  CHECK_FALSE(in.fail(errc::malformed, "more"));
  CHECK_FALSE(in.end());
  CHECK(read.in.error().code == errc::limit);
}
