// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// bench save FOLDER TO     one backup of a folder, hashed, verified and published
// bench hash FILE          SHA-256 of a file, by the fastest engine; "portable" behind it for the other
#include <maintkit/backup.hpp>

#include <cstdio>
#include <string>
#include <string_view>

int main(int argc, char** argv) {
  using namespace maintkit;
  if (argc < 3) return 2;
  const std::string_view what = argv[1];
  if (what == "hash") {
    const auto engine = argc > 3 ? detail::sha256::engine::portable : detail::sha256::engine::fastest;
    const auto file = detail::open_file(argv[2], O_RDONLY);
    if (!file) return 1;
    detail::sha256 hash(engine);
    std::string piece(std::size_t{256} * 1024, '\0');
    for (;;) {
      const auto n = detail::read_some(file->get(), piece.data(), piece.size(), argv[2]);
      if (!n) return 1;
      hash.update(std::string_view(piece).substr(0, *n));
      if (*n < piece.size()) break;
    }
    std::puts(hash.hex().c_str());
    return 0;
  }
  backup::site here;
  here.sources = {{"files", {argv[2]}}};
  const auto done = backup::create(here, argv[3], {1783512000, 0});
  if (!done) std::fputs(render(done.error()).c_str(), stderr);
  return done ? 0 : 1;
}
