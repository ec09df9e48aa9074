// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/sha256.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

using maintkit::detail::sha256;

std::string hash(std::string_view text, sha256::engine which) {
  sha256 h(which);
  h.update(text);
  return h.hex();
}

// Bytes without a pattern of 64: a linear congruence (Numerical Recipes' constants).
std::string noise(std::size_t n) {
  std::string out;
  std::uint32_t x = 1;
  for (std::size_t i = 0; i < n; ++i) {
    x = x * 1664525u + 1013904223u;
    out += static_cast<char>(x >> 24);
  }
  return out;
}

struct row {
  std::string text;
  std::string_view digest;
};

}  // namespace

TEST_CASE("sha256: the examples of NIST (FIPS 180-4 / CAVP, byte-oriented)") {
  const row rows[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      // one block of text, whose padding takes a second
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrst"
       "u",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text.size());
    CHECK(hash(r.text, sha256::engine::portable) == r.digest);
    CHECK(hash(r.text, sha256::engine::fastest) == r.digest);
  }
}

TEST_CASE("sha256: both engines agree at every length around the block and padding edges") {
  const std::string text = noise(400);
  for (std::size_t n = 0; n <= text.size(); ++n) {
    CAPTURE(n);
    const std::string_view part = std::string_view(text).substr(0, n);
    CHECK(hash(part, sha256::engine::portable) == hash(part, sha256::engine::fastest));
  }
}

TEST_CASE("sha256: pieces of any size give the digest of the whole, and finish() disturbs nothing") {
  const std::string text = noise(1000);
  const std::string whole = maintkit::detail::sha256_hex(text);
  for (std::size_t piece = 1; piece < 200; ++piece) {
    CAPTURE(piece);
    sha256 h;
    for (std::size_t at = 0; at < text.size(); at += piece) {
      h.update(std::string_view(text).substr(at, piece));
      (void)h.finish();
    }
    CHECK(h.hex() == whole);
  }
}

TEST_CASE("sha256: the same as sha256sum") {
  const std::string text = noise(100003);
  const std::string path = "/tmp/maintkit-sha256-" + std::to_string(reinterpret_cast<std::uintptr_t>(&text));
  std::FILE* file = std::fopen(path.c_str(), "wb");
  REQUIRE(file != nullptr);
  std::fwrite(text.data(), 1, text.size(), file);
  std::fclose(file);
  std::FILE* peer = popen(("sha256sum " + path).c_str(), "r");
  REQUIRE(peer != nullptr);
  char answer[65] = {};
  const std::size_t n = std::fread(answer, 1, 64, peer);
  pclose(peer);
  std::remove(path.c_str());
  if (n != 64) {
    MESSAGE("sha256sum is not there: not compared");
    return;
  }
  CHECK(maintkit::detail::sha256_hex(text) == answer);
}
