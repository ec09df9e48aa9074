// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What somebody else's program does with maintkit, however it got hold of it.
#include <maintkit/maintkit.hpp>

#include <cstdio>

int main() {
  const maintkit::error e(maintkit::parse_error{maintkit::errc::malformed, "a digit", 2, 1}, "version", "1.x");
  std::puts(MAINTKIT_VERSION_STRING);
  return maintkit::render(e).find('^') == std::string::npos;
}
