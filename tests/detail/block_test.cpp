// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/detail/block.hpp>

#include <cstddef>
#include <string>

using maintkit::detail::block;

TEST_CASE("every byte at every place is found, and nothing before it") {
  for (unsigned value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    for (std::size_t at = 0; at < block::width; ++at) {
      std::string text(block::width, 'x');
      text[at] = byte;
      const block b(text.data());
      const bool suspect = value < 0x20 || value >= 0x80;
      CAPTURE(value);
      CAPTURE(at);
      REQUIRE(b.control_or_not_ascii().empty() != suspect);
      if (suspect) REQUIRE(b.control_or_not_ascii().first() == at);
      if (byte != 'x') REQUIRE(b.equal(byte).first() == at);
      if (value != 0x78 && value != 0xf8) REQUIRE(b.equal(static_cast<char>(value ^ 0x80)).empty());
    }
  }
}

TEST_CASE("sets can be taken from each other: a hit hides no other") {
  // A byte beside a hit that differs in its lowest bit is what inexact word arithmetic gets wrong.
  std::string text(block::width, '\n');
  text[3] = '\v';
  text[5] = '\x1f';
  const auto without_newlines = [&] {
    return block(text.data()).control_or_not_ascii() - block(text.data()).equal('\n');
  };
  CHECK(block(text.data()).control_or_not_ascii().first() == 0);
  CHECK(without_newlines().first() == 3);
  text[3] = '\n';
  CHECK(without_newlines().first() == 5);
  text[5] = '\n';
  CHECK(without_newlines().empty());
}

TEST_CASE("the search finds the first at any distance, and the end") {
  const auto find = [](const std::string& text) {
    return maintkit::detail::find_special(
               text.data(), text.data() + text.size(), [](const block& b) { return b.equal('!'); },
               [](char c) { return c == '!'; }) -
           text.data();
  };
  for (std::size_t n = 0; n < 5 * block::width; ++n) {
    CHECK(find(std::string(n, 'x')) == static_cast<std::ptrdiff_t>(n));
    for (std::size_t more : {0u, 1u, 40u}) {
      CHECK(find(std::string(n, 'x') + "!" + std::string(more, '!')) == static_cast<std::ptrdiff_t>(n));
    }
  }
}
