// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/xml/encoding.hpp>

#include <string>
#include <string_view>

using namespace maintkit::xml;

namespace {

std::string decoded(encoding from, std::string_view bytes, std::size_t size) {
  decoder d(from);
  std::string out;
  for (; !bytes.empty(); bytes.remove_prefix(bytes.size() < size ? bytes.size() : size))
    d.append(out, bytes.substr(0, size));
  d.finish(out);
  return out;
}

}  // namespace

TEST_CASE("names and marks") {
  CHECK(encoding_of("utf-8") == encoding::utf8);
  CHECK(encoding_of("Utf-16") == encoding::utf16);
  CHECK(encoding_of("ISO-8859-1") == encoding::latin1);
  CHECK(encoding_of("WINDOWS-1252") == encoding::windows_1252);
  CHECK_FALSE(encoding_of("iso-8859-15"));
  CHECK_FALSE(encoding_of(""));
  CHECK(byte_order_mark_of("\xef\xbb\xbf<").length == 3);
  CHECK(byte_order_mark_of("\xfe\xff").in == encoding::utf16_be);
  CHECK(byte_order_mark_of("\xff\xfe").in == encoding::utf16_le);
  CHECK(byte_order_mark_of("<a>").length == 0);
  CHECK(byte_order_mark_of("\xef\xbb").length == 0);
}

TEST_CASE("bytes to UTF-8, however they are cut") {
  const struct {
    encoding from;
    std::string bytes;
    std::string_view text;
  } rows[] = {
      {encoding::utf8, "a\xc3\xa9", "a\xc3\xa9"},
      {encoding::utf16_be, {"\0a\0\xe9\xd8\x3d\xde\0", 8}, "a\xc3\xa9\xf0\x9f\x98\x80"},
      {encoding::utf16_le, {"a\0\xe9\0\x3d\xd8\0\xde", 8}, "a\xc3\xa9\xf0\x9f\x98\x80"},
      {encoding::utf16_be,
       {"\xd8\x3d\0a", 4},
       "\xff"
       "a"},  // half a pair
      {encoding::utf16_be,
       {"\xde\0\0a", 4},
       "\xff"
       "a"},  // the other half
      {encoding::utf16_be, {"\xd8\x3d\xd8\x3d\xde\0", 6}, "\xff\xf0\x9f\x98\x80"},
      {encoding::utf16_be, {"\0a\0", 3}, "a\xff"},  // half a unit
      {encoding::utf16_be, {"\0a\xd8\x3d", 4}, "a\xff"},
      {encoding::latin1, "\x7f\x80\x9f\xa0\xff", "\x7f\xc2\x80\xc2\x9f\xc2\xa0\xc3\xbf"},
      {encoding::windows_1252, "\x80\x93\x81\x9f\xe9", "\xe2\x82\xac\xe2\x80\x9c\xc2\x81\xc5\xb8\xc3\xa9"},
      {encoding::ascii, "a\x80", "a\xff"},
      {encoding::ascii, {"\0", 1}, {"\0", 1}},
  };
  for (const auto& row : rows) {
    for (std::size_t size = 1; size <= row.bytes.size(); ++size) CHECK(decoded(row.from, row.bytes, size) == row.text);
  }
}
