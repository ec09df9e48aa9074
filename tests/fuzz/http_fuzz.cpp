// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes as an answer: the outcome does not depend on how they are cut, keeps its bounds, and a complete message is
// one without a fault. As a URL: what parses can be shown, and the shown form parses to the same place, as does every
// reference resolved against it. The first byte says which, the second where the cuts are.
#include <maintkit/http/message.hpp>
#include <maintkit/http/url.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;

void demand(bool held) {
  if (!held) __builtin_trap();
}

http::response_reader read(std::string_view bytes, std::size_t size, const http::limits& bounds) {
  http::response_reader reader(bounds, http::keep_body::yes);
  for (std::size_t at = 0; at < bytes.size() && reader.feed(bytes.substr(at, size)); at += size) {
  }
  reader.finish();
  return reader;
}

void answer(std::string_view bytes, std::size_t size) {
  http::limits bounds;
  bounds.total = 1024;
  bounds.head = 256;
  bounds.fields = 16;
  const auto whole = read(bytes, bytes.size() + 1, bounds);
  const auto pieces = read(bytes, size, bounds);
  demand(whole.complete() == (whole.failure() == http::fault::none));
  demand(whole.failure() == pieces.failure());
  const http::response& a = whole.message();
  const http::response& b = pieces.message();
  demand(a.status == b.status && a.head == b.head && a.body == b.body && a.reason == b.reason && a.length == b.length);
  demand(a.body.size() == a.length && a.length <= bounds.total && a.head.size() <= 2 * bounds.head);
  demand(!whole.complete() || (a.status >= 200 && a.status <= 999));
  demand(a.head.find('\r') == std::string::npos && a.head.find('\0') == std::string::npos);
}

void address(std::string_view text, std::size_t cut) {
  cut = (std::min)(cut, text.size());
  const std::string_view reference = text.substr(cut);
  text = text.substr(0, cut);
  const auto u = http::parse_url(text);
  if (!u) {
    demand(u.error().offset <= text.size() && u.error().length <= text.size() - u.error().offset);
    return;
  }
  const std::string shown = http::to_string(*u);
  const auto again = http::parse_url(shown);
  demand(static_cast<bool>(again));
  demand(http::to_string(*again) == shown && again->userinfo.empty());
  demand(again->port == u->port && again->kind == u->kind);
  demand(http::request_target(*again) == http::request_target(*u));
  demand(shown.find_first_of(" \r\n\t") == std::string::npos);
  const std::string there = http::resolve(*u, reference);
  const auto next = http::parse_url(there);
  demand(!next || static_cast<bool>(http::parse_url(http::to_string(*next))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 2, size - 2);
  if (bytes[0] % 2 == 0) {
    answer(text, std::size_t{1} + bytes[1] % 64);
  } else {
    address(text, bytes[1]);
  }
  return 0;
}
