// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes: no fault, and the same tokens in chunks as in one piece.
#include <maintkit/json.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace maintkit::json;

static std::string transcript(std::string_view text, std::size_t size) {
  reader r{limits{}};
  std::string out;
  const auto drain = [&] {
    token t;
    while ((t = r.next()) < token::end) {
      out += static_cast<char>(t);
      if (t >= token::key && t <= token::number) out += r.text();
      out += std::to_string(r.offset());
    }
    return t;
  };
  while (!text.empty()) {
    const std::string chunk(text.substr(0, size));
    text.remove_prefix(chunk.size());
    r.feed(chunk);
    if (drain() == token::error) break;
  }
  r.finish();
  drain();
  return out + r.error().expected + std::to_string(r.error().offset) + std::string(to_string(r.error().code));
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (transcript(text, text.size()) != transcript(text, 1 + data[0] % 32)) __builtin_trap();
  (void)static_cast<bool>(validate(text));
  return 0;
}
