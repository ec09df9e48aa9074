// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/json.hpp>

#include <cstring>
#include <string>
#include <vector>

#include <dirent.h>

#include "support.hpp"

// JSONTestSuite: y_ must be accepted, n_ refused, i_ is up to the reader. Ours takes the numbers of any size and
// refuses the rest: what is not UTF-8 (RFC 8259, section 8.1), half surrogate pairs, a byte order mark, 500 levels.
TEST_CASE("JSONTestSuite") {
  const std::string folder = maintkit::test::shared("corpora/JSONTestSuite/test_parsing");
  if (folder.empty()) return;
  DIR* const listing = ::opendir(folder.c_str());
  REQUIRE(listing != nullptr);
  int cases = 0;
  while (const dirent* const entry = ::readdir(listing)) {
    const std::string name = entry->d_name;
    if (name.size() < 5 || std::strchr("yni", name[0]) == nullptr || name[1] != '_') continue;
    const std::string text = maintkit::test::read_text(folder + "/" + name);
    const bool wanted = name[0] == 'y' || (name[0] == 'i' && name.find("i_number_") == 0);
    CAPTURE(name);
    CHECK(static_cast<bool>(maintkit::json::validate(text)) == wanted);
    ++cases;
  }
  ::closedir(listing);
  CHECK(cases >= 283);
}

TEST_CASE("what is written is read back") {
  std::string out;
  maintkit::json::writer(out)
      .object()
      .field("k\n\xc3\xa9", "v\"\\")
      .key("n")
      .array()
      .value(-12)
      .value(0.5)
      .end_array()
      .end_object();
  maintkit::json::reader r(out);
  using maintkit::json::token;
  CHECK(r.next() == token::object_begin);
  CHECK(r.next() == token::key);
  CHECK(r.text() == "k\n\xc3\xa9");
  CHECK(r.next() == token::string);
  CHECK(r.text() == "v\"\\");
  CHECK(r.next() == token::key);
  CHECK(r.next() == token::array_begin);
  CHECK(r.next() == token::number);
  CHECK(r.text() == "-12");
  CHECK(r.next() == token::number);
  CHECK(r.text() == "0.5");
  CHECK(r.next() == token::array_end);
  CHECK(r.next() == token::object_end);
  CHECK(r.next() == token::end);
}
