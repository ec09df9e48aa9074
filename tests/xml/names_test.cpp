// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/detail/utf8.hpp>
#include <maintkit/xml/names.hpp>

#include <string>
#include <string_view>

using namespace maintkit::xml;

TEST_CASE("characters: production [2]") {
  for (char32_t c : {0x9u, 0xau, 0xdu, 0x20u, 0x7fu, 0x9fu, 0xd7ffu, 0xe000u, 0xfffdu, 0x10000u, 0x10ffffu}) {
    CHECK(is_character(c));
  }
  for (char32_t c : {0x0u, 0x8u, 0xbu, 0xcu, 0xeu, 0x1fu, 0xd800u, 0xdfffu, 0xfffeu, 0xffffu, 0x110000u}) {
    CHECK_FALSE(is_character(c));
  }
}

TEST_CASE("names: productions [4] and [4a], at the bounds of each range") {
  const struct {
    char32_t code;
    bool starts, continues;
  } rows[] = {
      {':', true, true},      {'A', true, true},      {'Z', true, true},       {'_', true, true},
      {'a', true, true},      {'z', true, true},      {'@', false, false},     {'[', false, false},
      {'`', false, false},    {'{', false, false},    {'-', false, true},      {'.', false, true},
      {'/', false, false},    {'0', false, true},     {'9', false, true},      {';', false, false},
      {0xb7, false, true},    {0xbf, false, false},   {0xc0, true, true},      {0xd6, true, true},
      {0xd7, false, false},   {0xd8, true, true},     {0xf6, true, true},      {0xf7, false, false},
      {0xf8, true, true},     {0x2ff, true, true},    {0x300, false, true},    {0x36f, false, true},
      {0x370, true, true},    {0x37d, true, true},    {0x37e, false, false},   {0x37f, true, true},
      {0x1fff, true, true},   {0x2000, false, false}, {0x200b, false, false},  {0x200c, true, true},
      {0x200d, true, true},   {0x200e, false, false}, {0x203e, false, false},  {0x203f, false, true},
      {0x2040, false, true},  {0x2041, false, false}, {0x206f, false, false},  {0x2070, true, true},
      {0x218f, true, true},   {0x2190, false, false}, {0x2bff, false, false},  {0x2c00, true, true},
      {0x2fef, true, true},   {0x2ff0, false, false}, {0x3000, false, false},  {0x3001, true, true},
      {0xd7ff, true, true},   {0xf8ff, false, false}, {0xf900, true, true},    {0xfdcf, true, true},
      {0xfdd0, false, false}, {0xfdef, false, false}, {0xfdf0, true, true},    {0xfffd, true, true},
      {0x10000, true, true},  {0xeffff, true, true},  {0xf0000, false, false},
  };
  for (const auto& row : rows) {
    CAPTURE(static_cast<unsigned>(row.code));
    CHECK(is_name_start(row.code) == row.starts);
    CHECK(is_name_character(row.code) == row.continues);
    std::string text;
    maintkit::detail::append_utf8(text, row.code);
    CHECK((name_end(text.data(), text.data() + text.size()) != text.data()) == row.starts);
    text = "a" + text;
    const bool whole = name_end(text.data(), text.data() + text.size()) == text.data() + text.size();
    CHECK(whole == row.continues);
  }
}

TEST_CASE("a cut character belongs to the name, a wrong one doesn't") {
  const std::string_view cut = "a\xc3";
  CHECK(name_end(cut.data(), cut.data() + 2) == cut.data() + 2);
  const std::string_view wrong = "a\xc3/";
  CHECK(name_end(wrong.data(), wrong.data() + 3) == wrong.data() + 1);
}
