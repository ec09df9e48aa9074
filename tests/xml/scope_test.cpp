// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml/scope.hpp>

#include <string>
#include <vector>

using namespace maintkit::xml;

TEST_CASE("prefixes mean what the innermost declaration says") {
  scope s;
  CHECK(s.find("") == "");
  CHECK(s.find("xml") == xml_space);
  CHECK_FALSE(s.find("p"));
  s.open("a");
  s.bind("p", "outer");
  s.bind("", "default");
  s.open("b");
  s.bind("p", "inner");
  s.bind("", "");
  CHECK(s.find("p") == "inner");
  CHECK(s.find("") == "");
  CHECK(s.innermost() == "b");
  CHECK(s.depth() == 2);
  CHECK(s.bindings() == 4);
  CHECK(s.levels_to("b") == 1);
  CHECK(s.levels_to("a") == 2);
  CHECK(s.levels_to("c") == 0);
  s.close();
  CHECK(s.find("p") == "outer");
  CHECK(s.find("") == "default");
  CHECK(s.innermost() == "a");
  s.close();
  CHECK_FALSE(s.find("p"));
  CHECK(s.bytes() == 0);
}

TEST_CASE("qualified names") {
  CHECK(prefix_of("a:b") == "a");
  CHECK(local_of("a:b") == "b");
  CHECK(prefix_of("b") == "");
  CHECK(local_of("b") == "b");
}

TEST_CASE("a duplicate is found among few attributes and among many, by name and by namespace") {
  for (std::size_t n : {2u, 12u, 13u, 256u}) {
    std::vector<std::string> names(n);
    std::vector<attribute> attributes(n);
    for (std::size_t i = 0; i < n; ++i) {
      names[i] = "a" + std::to_string(i);
      attributes[i].is = {"", names[i], names[i]};
    }
    CHECK(detail::duplicate(attributes) == nullptr);
    attributes[n - 1].is.local = attributes[0].is.local;
    CHECK(detail::duplicate(attributes) == &attributes[n - 1]);
    attributes[n - 1].is.space = "u";
    CHECK(detail::duplicate(attributes) == nullptr);
  }
}
