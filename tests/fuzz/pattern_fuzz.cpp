// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A pattern and, behind a zero byte, a text: fits() and cut() agree, globs agree with glob_matches(), and nothing takes
// more than steps × bytes.
#include <maintkit/detail/pattern.hpp>

#include <cstddef>
#include <string_view>

namespace {

using namespace maintkit::detail;

void demand(bool held) {
  if (!held) __builtin_trap();
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<signed char>(c) < 0) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(bytes), size);
  const std::string_view written = take_until(rest, '\0');
  const auto read = pattern::parse(written);
  if (!read) {
    demand(read.error().offset <= written.size() && read.error().expected[0] != 0);
    return 0;
  }
  const bool fits = read->fits(rest);
  const auto cut = read->cut(rest);
  demand(cut.has_value() == fits);
  if (cut) demand(cut->size() <= rest.size() * 10 + 8);
  const bool glob = written.size() < 2 || written.front() != '/' || written.back() != '/';
  if (glob && is_ascii(written) && is_ascii(rest)) demand(glob_matches(written, rest) == fits);
  return 0;
}
