// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes as a manifest and as the headers of an archive. A manifest that is read names plain files only and is read
// again as the same; the first byte says whether the digest is made to fit, which chance never does.
#include <maintkit/backup/manifest.hpp>
#include <maintkit/backup/tar.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;

void demand(bool held) {
  if (!held) __builtin_trap();
}

void archive(std::string_view text) {
  backup::tar_parser parser;
  for (std::size_t at = 0; at <= text.size(); at += backup::tar_block) {
    const auto step = parser.next(text.substr(at, backup::tar_block));
    if (!step || *step == backup::tar_parser::step::end) return;
    if (*step != backup::tar_parser::step::member) continue;
    if (parser.member().size > text.size()) return;
    at += static_cast<std::size_t>(parser.member().size + backup::tar_padding(parser.member().size));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  archive(rest);
  std::string text(rest);
  if ((bytes[0] & 1) != 0) text += ",\"digest\":\"" + detail::sha256_hex(text) + "\"}\n";
  const auto read = backup::parse_manifest(text, "manifest");
  if (!read) {
    demand(read.error().offset <= text.size() && !read.error().why.empty());
    return 0;
  }
  for (const backup::entry& e : read->entries) demand(backup::detail::is_plain_name(e.name) && e.sha256.size() == 64);
  const std::string written = backup::to_json(*read);
  const auto again = backup::parse_manifest(written, "manifest");
  demand(again && backup::to_json(*again) == written);
  return 0;
}
