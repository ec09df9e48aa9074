// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml/entities.hpp>

#include <iterator>
#include <string_view>

using namespace maintkit::xml;

TEST_CASE("the table is in order, and complete") {
  const std::string_view* before = nullptr;
  std::string_view last;
  for (const auto& row : detail::html_entities) {
    const std::string_view name(row.name);
    if (before != nullptr) CHECK(last < name);
    last = name;
    before = &last;
    CHECK(html_entity(name) == row.code);
  }
  CHECK(std::size(detail::html_entities) == 248);  // HTML 4, chapter 24: 252, less quot, amp, lt and gt
}

TEST_CASE("entities") {
  CHECK(html_entity("nbsp") == 0xa0);
  CHECK(html_entity("yuml") == 0xff);
  CHECK(html_entity("thetasym") == 0x3d1);
  CHECK(html_entity("diams") == 0x2666);
  CHECK(html_entity("Dagger") == 0x2021);
  CHECK(html_entity("dagger") == 0x2020);
  CHECK(html_entity("amp") == 0);
  CHECK(html_entity("nbs") == 0);
  CHECK(html_entity("nbspx") == 0);
  CHECK(html_entity("") == 0);
  CHECK(predefined_entity("apos") == '\'');
  CHECK(predefined_entity("AMP") == 0);
}

TEST_CASE("character references") {
  CHECK(character_reference("#38") == '&');
  CHECK(character_reference("#x26") == '&');
  CHECK(character_reference("#x1F600") == 0x1f600);
  CHECK(character_reference("#0000000000000065") == 'A');
  CHECK(character_reference("#9") == '\t');
  for (const char* none :
       {"#", "#x", "#X26", "#2a", "#-1", "#0", "#8", "#xD800", "#xFFFE", "#1114112", "#4294967361"}) {
    CAPTURE(none);
    CHECK(character_reference(none) == 0);
  }
}
