// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/period.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

std::int64_t at(const char* text) {
  const auto stamp = time::parse_rfc3339(std::string(text) + "Z");
  REQUIRE(stamp);
  return stamp->at.seconds;
}

}  // namespace

TEST_CASE("period: where periods start and end, and what they are called") {
  struct row {
    period of;
    const char* local;
    const char* start;
    const char* end;
    const char* name;
  };
  const row rows[] = {
      {period::secondly, "2026-07-08T14:05:09", "2026-07-08T14:05:09", "2026-07-08T14:05:10", "2026-07-08 14:05:09"},
      {period::minutely, "2026-07-08T14:05:09", "2026-07-08T14:05:00", "2026-07-08T14:06:00", "2026-07-08 14:05"},
      {period::hourly, "2026-07-08T14:05:09", "2026-07-08T14:00:00", "2026-07-08T15:00:00", "2026-07-08 14h"},
      {period::daily, "2026-07-08T23:59:59", "2026-07-08T00:00:00", "2026-07-09T00:00:00", "2026-07-08"},
      {period::daily, "1969-12-31T23:59:59", "1969-12-31T00:00:00", "1970-01-01T00:00:00", "1969-12-31"},
      {period::weekly, "2026-07-08T12:00:00", "2026-07-06T00:00:00", "2026-07-13T00:00:00", "2026-W28"},
      // ISO 8601: the week belongs to the year of its Thursday.
      {period::weekly, "2024-12-30T00:00:00", "2024-12-30T00:00:00", "2025-01-06T00:00:00", "2025-W01"},
      {period::weekly, "2021-01-03T23:59:59", "2020-12-28T00:00:00", "2021-01-04T00:00:00", "2020-W53"},
      {period::weekly, "2024-01-03T00:00:00", "2024-01-01T00:00:00", "2024-01-08T00:00:00", "2024-W01"},
      {period::monthly, "2024-02-29T12:00:00", "2024-02-01T00:00:00", "2024-03-01T00:00:00", "2024-02"},
      {period::monthly, "2023-12-31T23:59:59", "2023-12-01T00:00:00", "2024-01-01T00:00:00", "2023-12"},
      {period::quarterly, "2026-09-30T23:59:59", "2026-07-01T00:00:00", "2026-10-01T00:00:00", "2026-Q3"},
      {period::yearly, "1969-06-01T00:00:00", "1969-01-01T00:00:00", "1970-01-01T00:00:00", "1969"},
  };
  for (const row& r : rows) {
    CAPTURE(r.name);
    const bounds in = bounds_of(r.of, at(r.local));
    CHECK(in.start == at(r.start));
    CHECK(in.end == at(r.end));
    CHECK(in.contains(at(r.local)));
    CHECK_FALSE(in.contains(in.end));
    CHECK_FALSE(in.contains(in.start - 1));
    CHECK(to_text(r.of, at(r.local)) == r.name);
    CHECK(start_after(r.of, in.start, 1) == in.end);
    CHECK(start_after(r.of, in.end, -1) == in.start);
  }
}

TEST_CASE("period: days and weeks that start when one wants") {
  const calendar late{4 * 3600, 1};
  CHECK(bounds_of(period::daily, at("2026-07-08T03:59:59"), late).start == at("2026-07-07T04:00:00"));
  CHECK(to_text(period::daily, at("2026-07-08T03:59:59"), late) == "2026-07-07");
  CHECK(to_text(period::monthly, at("2026-08-01T03:59:59"), late) == "2026-07");
  CHECK(to_text(period::yearly, at("2027-01-01T04:00:00"), late) == "2027");
  CHECK(to_text(period::hourly, at("2026-07-08T03:59:59"), late) == "2026-07-08 03h");
  const calendar sunday{0, 7};
  CHECK(bounds_of(period::weekly, at("2026-07-11T23:00:00"), sunday).start == at("2026-07-05T00:00:00"));
  CHECK(to_text(period::weekly, at("2026-07-12T00:00:00"), sunday) == "from 2026-07-12");
}

TEST_CASE("period: at compile time") {
  static_assert(bounds_of(period::weekly, 0).start == -3 * 86400);
  static_assert(bounds_of(period::yearly, 0).end == std::int64_t{365} * 86400);
  static_assert(start_after(period::monthly, 0, 2) == (31 + 28) * 86400);
}
