// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What must hold for two texts of any bytes, whichever scheme reads them.
#ifndef MAINTKIT_TESTS_FUZZ_VERSION_LAWS_HPP
#define MAINTKIT_TESTS_FUZZ_VERSION_LAWS_HPP

#include <maintkit/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
namespace fuzz {

inline void demand(bool holds) {
  if (!holds) __builtin_trap();
}

// The key is made in another way than the sort key, whose bytes behind the first it begins with.
inline bool key_begins(const std::string& sort_key, const version::key& k) {
  for (std::size_t i = 0; i < version::key::bytes; ++i) {
    const unsigned byte = i + 1 < sort_key.size() ? static_cast<unsigned char>(sort_key[i + 1]) : 0u;
    if ((k.words[i / 8] >> (56 - 8 * (i % 8)) & 0xff) != byte) return false;
  }
  return k.longer == (sort_key.size() - 1 > version::key::bytes);
}

// The first byte says where the input is cut in two.
inline int check_laws(version::scheme s, const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view all(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const std::size_t cut = bytes[0] < all.size() ? bytes[0] : all.size() / 2;
  const std::string_view texts[] = {all.substr(0, cut), all.substr(cut)};
  parsed<version::value> read[] = {version::parse(s, texts[0]), version::parse(s, texts[1])};
  for (std::size_t i = 0; i < 2; ++i) {
    if (!read[i]) {
      demand(read[i].error().offset + read[i].error().length <= texts[i].size());
      if (const auto meant = version::suggest(s, texts[i])) demand(static_cast<bool>(version::parse(s, meant->text)));
      continue;
    }
    demand(key_begins(version::sort_key(*read[i]), read[i]->order()));
    const std::string normal = version::to_string(*read[i]);
    const auto again = version::parse(s, normal);
    demand(again && *again == *read[i] && version::to_string(*again) == normal);
  }
  if (!read[0] || !read[1]) return 0;
  const int order = version::compare(*read[0], *read[1]);
  const int by_bytes = version::sort_key(*read[0]).compare(version::sort_key(*read[1]));
  demand(order == -version::compare(*read[1], *read[0]));
  demand(order == (by_bytes > 0) - (by_bytes < 0));
  demand(order == detail::rules_of(s).compare(texts[0], texts[1]));
  demand(order != 0 || version::hash(*read[0]) == version::hash(*read[1]));
  return 0;
}

}  // namespace fuzz
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_FUZZ_VERSION_LAWS_HPP
