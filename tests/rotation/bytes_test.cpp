// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/bytes.hpp>

#include <doctest/doctest.h>

#include <cstdint>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

}  // namespace

TEST_CASE("bytes: read and shown") {
  struct row {
    const char* text;
    std::uint64_t bytes;
    const char* shown;
  };
  const row rows[] = {
      {"1", 1, "1 byte"},
      {"1023", 1023, "1023 bytes"},
      {"1K", 1024, "1 KiB"},
      {"1025", 1025, "1.1 KiB"},
      {"1536M", std::uint64_t{3} << 29, "1.5 GiB"},
      {"50GiB", std::uint64_t{50} << 30, "50 GiB"},
      {"16777215T", std::uint64_t{16777215} << 40, "16777215 TiB"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto read = parse_bytes(r.text);
    REQUIRE(read);
    CHECK(*read == r.bytes);
    CHECK(bytes_to_text(*read) == r.shown);
  }
  for (const char* const text : {"", "0", "0G", "G", "-1", "+1", "1.5G", "1 G", "1g", "1GB", "1iB", "iB", "1KiBiB"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bytes(text));
  }
  CHECK(parse_bytes("16777216T").error().code == errc::limit);
  static_assert(*parse_bytes("2K") == 2048);
}
