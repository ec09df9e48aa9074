// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any bytes as what health reads beside HTTP: health documents and JSON pointers, sets of statuses, ranges, and a whole
// verdict, whose every form is one that its reader can take. The first byte says which, the second where a cut is.
#include <maintkit/health/verdict.hpp>
#include <maintkit/json.hpp>
#include <maintkit/report.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;

void demand(bool held) {
  if (!held) __builtin_trap();
}

void body(std::string_view text, std::size_t cut) {
  cut = (std::min)(cut, text.size());
  const std::string pointer = '/' + std::string(text.substr(0, cut));
  const std::string_view document = text.substr(cut);
  const auto report = health::read_health(document);
  const auto value = health::value_at(document, pointer);
  demand(static_cast<bool>(report) == static_cast<bool>(value));
  if (report) demand(report->troubled.size() <= 32);
}

void range(std::string_view text) {
  const auto r = report::parse_range(text);
  if (!r) return demand(r.error().offset <= text.size());
  demand(r->text == text && (r->no_start || r->no_end || r->start <= r->end));
  const double ends[] = {r->start, r->end};
  if (!r->no_start && !r->no_end) {
    for (const double end : ends) demand(r->alerts(end) == r->inside);
  }
}

void statuses(std::string_view text) {
  const auto set = health::parse_statuses(text);
  if (!set) return demand(set.error().offset <= text.size());
  demand(!set->has(99) && !set->has(600));
}

void verdict(std::string_view text, std::size_t cut) {
  cut = (std::min)(cut, text.size());
  http::response_reader reader({}, http::keep_body::yes);
  reader.feed(text.substr(cut));
  reader.finish();
  http::answer a;
  a.why = reader.failure();
  a.message = reader.message();
  health::expectations expect;
  expect.contains = {std::string(text.substr(0, cut))};
  const auto v = health::judge(a, expect);
  demand(!v.reason.empty() && !health::meaning_of(v.reason).empty());
  const std::string line =
      report::nagios_line("HEALTH", health::level_of(v), v.detail, {{v.detail, "1", "", "", "", "", ""}});
  demand(std::count(line.begin(), line.end(), '|') == 1);
  for (const char c : line) demand(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  demand(detail::utf8_fault(line) == std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 2, size - 2);
  switch (bytes[0] % 4) {
    case 0:
      body(text, bytes[1]);
      break;
    case 1:
      range(text);
      break;
    case 2:
      statuses(text);
      break;
    default:
      verdict(text, bytes[1]);
      break;
  }
  return 0;
}
