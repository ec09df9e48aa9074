// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The rows that the tests of dates share: what a text says, and where another one is at fault.
#ifndef MAINTKIT_TESTS_TIME_DATES_HPP
#define MAINTKIT_TESTS_TIME_DATES_HPP

#include <maintkit/error.hpp>
#include <maintkit/time/text.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
namespace test {

constexpr std::int32_t unknown = INT32_MIN;  // of an offset: the zone is not known, and the reading taken as UTC

struct said {
  std::string_view text;
  std::string_view instant;  // RFC 3339, UTC
  time::precision precision;
  std::int32_t offset;  // minutes
};

struct refused {
  std::string_view text;
  errc code;
  std::string_view expected;
  std::size_t offset;
  std::size_t length;
};

template <class Parse, std::size_t N>
void check_said(Parse parse, const said (&rows)[N]) {
  for (const said& row : rows) {
    CAPTURE(row.text);
    const parsed<time::stamp> got = parse(row.text);
    CHECK(bool(got));
    if (!got) {
      MESSAGE(std::string(got.error().expected) << " at " << got.error().offset);
      continue;
    }
    CHECK(time::to_rfc3339(got->at) == row.instant);
    CHECK(static_cast<int>(got->precision) == static_cast<int>(row.precision));
    CHECK(got->zone_known == (row.offset != unknown));
    CHECK(got->offset == (row.offset == unknown ? 0 : row.offset * 60));
  }
}

template <class Parse, std::size_t N>
void check_refused(Parse parse, const refused (&rows)[N]) {
  for (const refused& row : rows) {
    CAPTURE(row.text);
    const auto got = parse(row.text);
    CHECK(!got);
    if (got) continue;
    CHECK(to_string(got.error().code) == to_string(row.code));
    CHECK(std::string(got.error().expected) == row.expected);
    CHECK(got.error().offset == row.offset);
    CHECK(got.error().length == row.length);
  }
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_TIME_DATES_HPP
