// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/json/scan.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace maintkit::json::detail;

TEST_CASE("numbers: RFC 8259, section 6") {
  const auto whole = [](std::string_view text) {
    std::uint8_t state = start;
    for (const char c : text) state = number_step(state, c);
    return is_number(state);
  };
  for (const char* good : {"0", "-0", "7", "10", "-12345", "0.0", "1.50", "1e5", "1E+5", "0e-0", "12.5e10"}) {
    CAPTURE(good);
    CHECK(whole(good));
  }
  for (const char* bad :
       {"", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "1.e1", "1e1.5", "1-", "0x1", "1 ", "--1"}) {
    CAPTURE(bad);
    CHECK_FALSE(whole(bad));
  }
}

TEST_CASE("escapes: RFC 8259, section 7") {
  const struct {
    std::string_view text;
    char32_t code;
    std::size_t length;  // 0: cut or wrong
    bool wrong;
  } rows[] = {
      {"\\n...", '\n', 2, false},
      {"\\/", '/', 2, false},
      {"\\u00e9...", 0xe9, 6, false},
      {"\\uD83D\\uDE00", 0x1f600, 12, false},
      {"\\udbff\\udfff", 0x10ffff, 12, false},
      {"\\ufffe", 0xfffe, 6, false},
      {"\\", 0, 0, false},
      {"\\u", 0, 0, false},
      {"\\u12", 0, 0, false},
      {"\\ud83d", 0, 0, false},
      {"\\ud83d\\", 0, 0, false},
      {"\\ud83d\\ude0", 0, 0, false},
      {"\\ud83dx", 0, 0, true},
      {"\\ud83d\\n", 0, 0, true},
      {"\\ud83d\\ud83d", 0, 0, true},
      {"\\ude00", 0, 0, true},
      {"\\u12g4", 0, 0, true},
      {"\\x", 0, 0, true},
      {"\\'", 0, 0, true},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const escape read = read_escape(row.text);
    CHECK(read.length == row.length);
    CHECK(read.code == row.code);
    CHECK((*read.expected != '\0') == row.wrong);
  }
}

TEST_CASE("plain characters end at quotes, backslashes, controls and what isn't ASCII, at any distance") {
  for (std::size_t n = 0; n < 70; ++n) {
    for (const char special : {'"', '\\', '\0', '\x1f', '\x80', '\xff'}) {
      const std::string text = std::string(n, '~') + special + std::string(40, ' ');
      CHECK(plain_end(text.data(), text.data() + text.size()) == text.data() + n);
    }
  }
}
