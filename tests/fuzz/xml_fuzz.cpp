// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes: no fault, and the same events in chunks as in one piece.
#include <maintkit/xml.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

using namespace maintkit::xml;

static std::string transcript(std::string_view text, mode how, std::size_t size) {
  reader r(how);
  std::string out;
  const auto drain = [&] {
    event t;
    while ((t = r.next()) < event::end) {
      out += static_cast<char>(t);
      if (t == event::text) out += r.text();
      if (t == event::element_begin) out += std::string(r.element().space) + ' ' + std::string(r.element().local);
      for (const attribute& a : r.attributes()) out.append(a.is.space).append(a.is.local).append(a.value);
      out += std::to_string(r.offset());
    }
    return t;
  };
  while (!text.empty()) {
    const std::string chunk(text.substr(0, size));
    text.remove_prefix(chunk.size());
    r.feed(chunk);
    if (drain() == event::error) break;
  }
  r.finish();
  drain();
  return out + r.error().expected + std::to_string(r.error().offset) + std::string(to_string(r.error().code));
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const mode how = data[0] < 128 ? mode::strict : mode::lenient;
  if (transcript(text, how, text.size()) != transcript(text, how, 1 + data[0] % 32)) __builtin_trap();
  return 0;
}
