// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/time.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace maintkit::time;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto strict = parse_rfc3339(text);
  const auto any = parse_date(text);
  if (strict && (!any || any->at != strict->at)) std::abort();
  if (any && !parse_rfc3339(to_rfc3339(any->at)) && any->at < instant{253402300800, 0} &&
      any->at > instant{-62167219200, 0}) {
    std::abort();
  }
  const auto mail = parse_rfc822(text);
  const std::size_t fault = mail ? 0 : mail.error().offset + mail.error().length;
  if (fault > size) std::abort();
  if (const auto length = parse_duration(text)) static_cast<void>(to_text(*length));
  const auto place = zone::parse_tzif("Fuzz", text);
  if (place) static_cast<void>(place->resolve({2026, 3, 29, 2, 30, 0, 0}));
  if (const auto length = parse_span(text)) static_cast<void>(subtract({}, *length, zone()));
  static_cast<void>(parse_zone_rule(text));
  static_cast<void>(parse_compact(text));
  return 0;
}
