// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml/declaration.hpp>

#include <string_view>

using maintkit::xml::parse_declaration;

TEST_CASE("production [23]") {
  const auto whole = parse_declaration(" version = '1.0'\tencoding=\"Utf-8\"\nstandalone='no' ");
  REQUIRE(whole);
  CHECK(whole->version == "1.0");
  CHECK(whole->encoding == "Utf-8");
  CHECK(whole->standalone == "no");
  CHECK(parse_declaration(" version='1.1'"));  // fifth edition: any 1.x is read as 1.0
  CHECK(parse_declaration(" version='1.0' standalone='yes'")->encoding.empty());

  const struct {
    std::string_view text;
    std::string_view expected;
    std::size_t offset;
  } rows[] = {
      {"", "version=\"1.0\"", 0},
      {"version='1.0'", "version=\"1.0\"", 0},
      {" version=1.0", "version=\"1.0\"", 0},
      {" version='1.0\"", "version=\"1.0\"", 0},
      {" version='1.'", "version=\"1.0\"", 13},
      {" version='2.0'", "version=\"1.0\"", 14},
      {" version='1.0x'", "version=\"1.0\"", 15},
      {" Version='1.0'", "version=\"1.0\"", 0},
      {" encoding='utf-8'", "version=\"1.0\"", 0},
      {" version='1.0' encoding=''", "the name of an encoding", 26},
      {" version='1.0' encoding='8'", "the name of an encoding", 27},
      {" version='1.0' encoding='a b'", "the name of an encoding", 29},
      {" version='1.0'encoding='a'", "'?>' behind the XML declaration", 14},
      {" version='1.0' standalone='maybe'", "standalone=\"yes\" or \"no\"", 33},
      {" version='1.0' standalone='no' encoding='a'", "'?>' behind the XML declaration", 31},
      {" version='1.0' a='b'", "'?>' behind the XML declaration", 15},
      {" version='1.0' version='1.0'", "'?>' behind the XML declaration", 15},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto answer = parse_declaration(row.text);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().expected == row.expected);
    CHECK(answer.error().offset == row.offset);
  }
}
