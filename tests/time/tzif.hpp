// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Writes TZif files for tests, so that no test of the reader needs a system's files.
#ifndef MAINTKIT_TESTS_TIME_TZIF_HPP
#define MAINTKIT_TESTS_TIME_TZIF_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace maintkit {
namespace test {

struct tzif {
  char version = '2';                                         // 0, '2', '3' …
  std::vector<std::int32_t> types = {0};                      // offsets
  std::vector<std::pair<std::int64_t, std::size_t>> changes;  // when, to which type
  std::string rule;                                           // of version 2 and later

  std::string bytes() const {
    if (version == 0) return block(4);
    return block(4) + block(8) + "\n" + rule + "\n";
  }

  static void put(std::string& out, std::int64_t value, std::size_t width) {
    while (width-- > 0) out += static_cast<char>(static_cast<std::uint64_t>(value) >> (width * 8));
  }

 private:
  // The block of 32 bits carries nothing where there is one of 64 bits: a reader that took it would be seen.
  std::string block(std::size_t width) const {
    const bool empty = width == 4 && version != 0;
    std::string out = "TZif";
    out += version;
    out.append(15, '\0');
    const std::size_t counts[] = {0, 0, 0, empty ? 0 : changes.size(), empty ? 1 : types.size(), 4};
    for (const std::size_t count : counts) put(out, static_cast<std::int64_t>(count), 4);
    if (!empty) {
      for (const auto& change : changes) put(out, change.first, width);
      for (const auto& change : changes) put(out, static_cast<std::int64_t>(change.second), 1);
    }
    for (std::size_t i = 0; i < counts[4]; ++i) {
      put(out, empty ? 12345 : types[i], 4);
      out.append(2, '\0');
    }
    return out.append("ABC\0", 4);
  }
};

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_TIME_TZIF_HPP
