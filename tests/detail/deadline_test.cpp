// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/deadline.hpp>

#include <doctest/doctest.h>

#include <cstdint>

namespace detail = maintkit::detail;

TEST_CASE("poll's milliseconds are rounded up, and never negative") {
  CHECK(detail::poll_milliseconds(INT64_MIN) == 0);
  CHECK(detail::poll_milliseconds(0) == 0);
  CHECK(detail::poll_milliseconds(1) == 1);
  CHECK(detail::poll_milliseconds(detail::millisecond) == 1);
  CHECK(detail::poll_milliseconds(detail::millisecond + 1) == 2);
  CHECK(detail::poll_milliseconds(detail::second * 1'000'000) == 1'000'000);
}

TEST_CASE("a deadline passes once, and stays passed") {
  const auto never = detail::deadline::after(3600 * detail::second);
  CHECK_FALSE(never.passed());
  CHECK(never.left() > 3599 * detail::second);
  const auto now = detail::deadline::after(0);
  CHECK(now.passed());
  CHECK(now.poll_timeout() == 0);
}
