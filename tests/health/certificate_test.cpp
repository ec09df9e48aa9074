// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/certificate.hpp>

#include <doctest/doctest.h>

#include <string_view>

namespace health = maintkit::health;

TEST_CASE("when a certificate ends, in OpenSSL's words and in GnuTLS's") {
  struct row {
    std::string_view text;
    std::int64_t seconds;  // -1: no date
  };
  constexpr row rows[] = {
      {"Nov 24 06:40:10 2027 GMT", 1827038410}, {"2027-11-24 06:40:10 GMT", 1827038410},
      {"Jan  1 00:00:00 1970 GMT", 0},          {"Feb 29 00:00:00 2028 GMT", 1835395200},
      {"Feb 29 00:00:00 2027 GMT", -1},         {"ovN 24 06:40:10 2027 GMT", -1},
      {"Nov 24 06:40:60 2027 GMT", -1},         {"Nov 24 24:00:00 2027 GMT", -1},
      {"Nov 24 06:40:10 2027 UTC", -1},         {"Nov 24 06-40-10 2027 GMT", -1},
      {"2027-13-24 06:40:10 GMT", -1},          {"2027-11-24T06:40:10Z", -1},
      {"Nov -4 06:40:10 2027 GMT", -1},         {"", -1},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto end = health::certificate_end(r.text);
    CHECK(end.has_value() == (r.seconds >= 0));
    if (end) CHECK(end->seconds == r.seconds);
  }
  CHECK(health::days_until({86400 * 3 / 2, 0}, {0, 0}) == 1.5);
  CHECK(health::days_until({0, 0}, {86400, 0}) == -1);
}
