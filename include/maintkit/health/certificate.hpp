// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// When a certificate ends, out of the words of the TLS library that libcurl was built with.
//
//   health::certificate_end("Nov 24 06:40:10 2027 GMT")    OpenSSL
//   health::certificate_end("2027-11-24 06:40:10 GMT")     GnuTLS
#ifndef MAINTKIT_HEALTH_CERTIFICATE_HPP
#define MAINTKIT_HEALTH_CERTIFICATE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/time/civil.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

// Nothing for a text of any other form, or a date that does not exist.
constexpr std::optional<time::instant> certificate_end(std::string_view text);

// Whole and broken days from `now` until then; negative where it has ended.
constexpr double days_until(time::instant end, time::instant now);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// A number of exactly or, with blanks in front, at most `digits`.
constexpr int certificate_number(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return -1;
  const auto number = maintkit::detail::whole_number<std::uint16_t>(maintkit::detail::trim(text.substr(at, digits)));
  return number ? *number : -1;
}

}  // namespace detail

constexpr std::optional<time::instant> certificate_end(std::string_view text) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  using detail::certificate_number;
  time::civil c;
  std::size_t clock = 0;
  if (text.size() == 24 && maintkit::detail::ends_with(text, " GMT") && text[3] == ' ') {
    const std::size_t month = months.find(text.substr(0, 3));
    c.month = month == std::string_view::npos || month % 3 != 0 ? 0 : static_cast<int>(month / 3) + 1;
    c.day = certificate_number(text, 4, 2);
    c.year = certificate_number(text, 16, 4);
    clock = 7;
  } else if (text.size() == 23 && maintkit::detail::ends_with(text, " GMT") && text[4] == '-' && text[7] == '-') {
    c.year = certificate_number(text, 0, 4);
    c.month = certificate_number(text, 5, 2);
    c.day = certificate_number(text, 8, 2);
    clock = 11;
  } else {
    return std::nullopt;
  }
  c.hour = certificate_number(text, clock, 2);
  c.minute = certificate_number(text, clock + 3, 2);
  c.second = certificate_number(text, clock + 6, 2);
  const bool sound = c.year >= 1 && c.month >= 1 && c.month <= 12 && c.day >= 1 && text[clock + 2] == ':' &&
                     text[clock + 5] == ':' && c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 &&
                     c.second >= 0 && c.second < 60;
  if (!sound || c.day > time::days_in_month(c.year, c.month)) return std::nullopt;
  return time::from_civil(c);
}

constexpr double days_until(time::instant end, time::instant now) {
  return static_cast<double>(end.seconds - now.seconds) / 86400;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_CERTIFICATE_HPP
