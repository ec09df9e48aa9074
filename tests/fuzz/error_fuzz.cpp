// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// An error at any place of any text can be shown, on three lines of bounded length.
#include <maintkit/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 2, size - 2);
  const maintkit::parse_error fault{maintkit::errc::malformed, "a letter", std::size_t{bytes[0]} * 8, bytes[1]};
  const std::string shown = maintkit::render(maintkit::error(fault, "text", text));
  if (shown.size() > 800 || shown.find('\x1b') != std::string::npos || shown.back() != '\n') __builtin_trap();
  return 0;
}
