// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/detail/utf8.hpp>

#include <string>

using namespace maintkit::detail;

TEST_CASE("every scalar value is encoded as one valid sequence") {
  struct {
    char32_t code;
    const char* bytes;
  } const rows[] = {
      // The bounds of RFC 3629, section 3.
      {0x7f, "\x7f"},           {0x80, "\xc2\x80"},       {0x7ff, "\xdf\xbf"},
      {0x800, "\xe0\xa0\x80"},  {0xffff, "\xef\xbf\xbf"}, {0x10000, "\xf0\x90\x80\x80"},
      {0xd7ff, "\xed\x9f\xbf"}, {0xe000, "\xee\x80\x80"}, {0x10ffff, "\xf4\x8f\xbf\xbf"},
  };
  for (const auto& row : rows) {
    std::string out;
    append_utf8(out, row.code);
    CHECK(out == row.bytes);
  }
  for (char32_t code = 0; code <= 0x10ffff; code += code == 0xd7ff ? 0x801 : 1) {
    std::string out;
    append_utf8(out, code);
    REQUIRE(utf8_sequence(out) == out.size());
    for (std::size_t n = 1; n < out.size(); ++n) REQUIRE(utf8_is_cut(std::string_view(out).substr(0, n)));
  }
}

TEST_CASE("what no valid sequence begins with is not cut but wrong") {
  const char* const rows[] = {
      "",
      "a",
      "\x80",
      "\xbf",
      "\xc0",
      "\xc1",
      "\xc2"
      "a",
      "\xe0\x80",
      "\xe0\x9f",
      "\xed\xa0",
      "\xed\xbf",
      "\xf0\x80",
      "\xf0\x8f\x80",
      "\xf4\x90",
      "\xf5",
      "\xf0\x90\x80\x80",
      "\xff",
      "\xe2\x82"
      "a",
  };
  for (const char* row : rows) {
    CAPTURE(row);
    CHECK_FALSE(utf8_is_cut(row));
  }
}
