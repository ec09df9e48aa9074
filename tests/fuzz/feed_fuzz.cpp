// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes, read as each format and as what they look like: an error that points into them, or releases in UTF-8 that
// can be listed, merged and assessed. The first byte says which.
#include <maintkit/feed.hpp>
#include <maintkit/update.hpp>

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;

void demand(bool held) {
  if (!held) __builtin_trap();
}

void demand_utf8(const feed::release& one) {
  for (const std::string* text :
       {&one.version, &one.tag, &one.title, &one.link, &one.requires_runtime, &one.severity}) {
    demand(detail::utf8_fault(*text) == std::string_view::npos);
  }
  demand(static_cast<bool>(json::validate(feed::to_json(one))));
  demand(feed::to_text(one, 10).find('\x1b') == std::string::npos);
}

// Every hop is newer than the one before, and the last is the newest that may be taken.
void demand_order(const std::vector<feed::release>& releases, version::scheme scheme) {
  const update::policy rules{scheme};
  const std::string installed = scheme == version::scheme::calver ? "2024.1.0" : "1.0.0";
  const auto found = update::assess(installed, releases, rules, {});
  const auto way = update::path(installed, "", releases, rules, {});
  demand(found && way);
  demand(static_cast<bool>(json::validate(update::to_json(*found))));
  demand(static_cast<bool>(json::validate(update::to_json(*way))));
  demand(update::to_text(*found).find('\x1b') == std::string::npos);
  demand(found->update == !way->hops.empty());
  std::string_view last = installed;
  for (const update::hop& one : way->hops) {
    demand(*version::compare(scheme, last, one.to->version) < 0);
    last = one.to->version;
  }
  if (found->update) demand(*version::compare(scheme, last, found->latest->version) == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const std::size_t choice = bytes[0] % (std::size(feed::format_names) + 1);
  auto doc =
      choice == std::size(feed::format_names) ? feed::read(text) : feed::read(text, static_cast<feed::format>(choice));
  if (!doc) {
    demand(exit_status(doc.error().code) == 2 && !doc.error().why.empty() && doc.error().text.size() < 400);
    demand(doc.error().text.empty() || doc.error().offset <= doc.error().text.size());
    return 0;
  }
  for (const feed::release& one : doc->releases) demand_utf8(one);
  const version::scheme scheme = version::schemes[(bytes[0] / 8) % std::size(version::schemes)];
  demand_order(doc->releases, scheme);
  feed::merge(doc->releases, scheme);
  demand_order(doc->releases, scheme);
  feed::newest_first(doc->releases, scheme);
  feed::newest_first(doc->releases);
  return 0;
}
