// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/detail/block.hpp>

#include <string>

using maintkit::detail::block;

TEST_CASE("every byte at every place is found, and nothing before it") {
  for (unsigned value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    for (std::size_t at = 0; at < block::width; ++at) {
      std::string text(block::width, 'x');
      text[at] = byte;
      const block b(text.data());
      CAPTURE(value);
      CAPTURE(at);
      REQUIRE((b.below(0x20) != 0) == (value < 0x20));
      REQUIRE((b.above_ascii() != 0) == (value >= 0x80));
      if (value < 0x20) REQUIRE(block::first(b.below(0x20)) == at);
      if (value >= 0x80) REQUIRE(block::first(b.above_ascii()) == at);
      if (byte != 'x') REQUIRE(block::first(b.equal(byte)) == at);
      if (value != 0x78 && value != 0xf8) REQUIRE(b.equal(static_cast<char>(value ^ 0x80)) == 0);
    }
  }
}

TEST_CASE("masks can be and-ed: a hit hides no other") {
  // A byte beside a hit that differs in its lowest bit is what inexact word arithmetic gets wrong.
  std::string text(block::width, '\n');
  text[3] = '\v';
  text[5] = '\x1f';
  const block b(text.data());
  CHECK(block::first(b.below(0x20)) == 0);
  CHECK(block::first(b.below(0x20) & ~b.equal('\n')) == 3);
  text[3] = '\n';
  CHECK(block::first(block(text.data()).below(0x20) & ~block(text.data()).equal('\n')) == 5);
}
