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

// Pieces of the document, each in memory of its own.
class pieces final : public feed::chunks {
 public:
  pieces(std::string_view text, std::size_t size) : text_(text), size_(size) {}
  parsed<std::string_view> next() override {
    const std::string_view piece = text_.substr(0, size_);
    text_.remove_prefix(piece.size());
    held_.assign(piece.begin(), piece.end());
    held_.shrink_to_fit();
    return std::string_view(held_.data(), held_.size());
  }

 private:
  std::string_view text_;
  std::size_t size_;
  std::vector<char> held_;
};

// Wherever the document is cut, the same is read.
void demand_same(const result<feed::document>& whole, std::string_view text, const feed::request& how,
                 std::size_t size) {
  pieces from(text, size);
  feed::collected all;
  const auto done = feed::read(from, all, how);
  demand(static_cast<bool>(done) == static_cast<bool>(whole));
  if (!done) return demand(done.error().code == whole.error().code);
  all.apply_fixes();
  demand(done->kind == whole->kind && done->next_page == whole->next_page);
  demand(all.releases.size() == whole->releases.size());
  for (std::size_t i = 0; i < all.releases.size(); ++i) {
    demand(feed::to_json(all.releases[i]) == feed::to_json(whole->releases[i]));
  }
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
  feed::request how;
  if (choice < std::size(feed::format_names)) how.kind = static_cast<feed::format>(choice);
  if (size % 2 == 0) how.how = xml::mode::lenient;
  auto doc = feed::read(text, how);
  demand_same(doc, text, how, 1 + size % 7);
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
