// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// For each file named on standard input a line: "yes", or "no" with what was expected and where.
#include <maintkit/xml.hpp>

#include <cstdio>
#include <string>

int main() {
  for (char path[4096]; std::fgets(path, sizeof path, stdin) != nullptr;) {
    std::string name(path);
    name.pop_back();
    std::FILE* const file = std::fopen(name.c_str(), "rb");
    if (file == nullptr) return 1;
    std::string text;
    char piece[65536];
    for (std::size_t n; (n = std::fread(piece, 1, sizeof piece, file)) > 0;) text.append(piece, n);
    std::fclose(file);
    if (const auto good = maintkit::xml::validate(text)) {
      std::puts("yes");
    } else {
      std::printf("no: expected %s at byte %zu\n", good.error().expected, good.error().offset);
    }
  }
}
