// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/key.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using maintkit::version::appender;
using maintkit::version::band;
using maintkit::version::key;
using maintkit::version::number;
using maintkit::version::packer;
using maintkit::version::take_number;

std::string bytes_of(std::string_view digits, band in) {
  std::string bytes;
  appender out{&bytes};
  put_number(out, in, take_number(digits));
  return bytes;
}

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    constexpr char digits[] = "0123456789abcdef";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

}  // namespace

TEST_CASE("numbers as bytes: the pinned format") {
  struct row {
    std::string_view digits;
    band in;
    std::string_view bytes;
  };
  constexpr band whole{0x00, 0xff};
  constexpr band narrow{0x02, 0x80};
  const row table[] = {
      // One byte up to last - first - 9.
      {"0", whole, "00"},
      {"246", whole, "f6"},
      {"117", narrow, "77"},
      // Then a byte that says how many follow.
      {"247", whole, "f7f7"},
      {"255", whole, "f7ff"},
      {"256", whole, "f80100"},
      {"2025", whole, "f807e9"},
      {"118", narrow, "7876"},
      {"20240101", whole, "fa0134d6e5"},
      {"9999999999999999999", whole, "fe8ac7230489e7ffff"},
      // From 20 digits on, how many there are and two a byte.
      {"10000000000000000000", whole, "ff1410000000000000000000"},
      {"100000000000000000000", whole, "ff151000000000000000000000"},
      {"123456789012345678901", narrow, "80151234567890123456789010"},
      // Zeros in front do not count.
      {"000", whole, "00"},
      {"0002025", whole, "f807e9"},
      {"000000000000000000000000007", whole, "07"},
  };
  for (const row& r : table) {
    CAPTURE(r.digits);
    CHECK(hex(bytes_of(r.digits, r.in)) == r.bytes);
  }
}

TEST_CASE("bytes of numbers have the order of the numbers, in every band") {
  maintkit::test::random random(maintkit::test::seed());
  for (int round = 0; round < 20000; ++round) {
    const auto any_number = [&] { return random.text(1 + random.below(random.once_in(4) ? 45 : 4), "0123456789"); };
    const std::string a = any_number();
    std::string b = random.once_in(3) ? a : any_number();
    if (random.once_in(2)) b[random.below(b.size())] = '9';
    const auto first = static_cast<std::uint8_t>(random.below(200));
    const band in{first, static_cast<std::uint8_t>(random.between(first + 9, 255))};
    std::string_view x = a;
    std::string_view y = b;
    const int order = compare(take_number(x), take_number(y));
    const int by_bytes = bytes_of(a, in).compare(bytes_of(b, in));
    CAPTURE(a);
    CAPTURE(b);
    CHECK((by_bytes > 0) - (by_bytes < 0) == order);
  }
}

TEST_CASE("a key is the first 32 bytes as big-endian words, and knows of more") {
  for (std::size_t size = 0; size <= 40; ++size) {
    packer p;
    for (std::size_t i = 0; i < size; ++i) p.put(static_cast<unsigned>(i + 1));
    const key k = p.finish();
    CHECK(k.longer == (size > 32));
    for (std::size_t i = 0; i < 32; ++i) {
      const auto byte = k.words[i / 8] >> (56 - 8 * (i % 8)) & 0xff;
      CHECK(byte == (i < size ? i + 1 : 0));
    }
  }
}

TEST_CASE("take_number stops at the first character that is no digit") {
  std::string_view rest = "0042.7";
  const number n = take_number(rest);
  CHECK(n.value == 42);
  CHECK(n.digits == "42");
  CHECK(rest == ".7");
  std::string_view none = "x";
  CHECK(take_number(none).is_zero());
  CHECK(none == "x");
  std::string_view empty;
  CHECK(take_number(empty).is_zero());
}
