// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http/fault.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string_view>

namespace http = maintkit::http;

TEST_CASE("every fault has a row of its own, in the order of the enum, with a code nobody else has") {
  std::size_t n = 0;
  for (const http::fault_row& row : http::faults) {
    CAPTURE(row.code);
    CHECK(row.id == static_cast<http::fault>(n));
    CHECK(&http::about(row.id) == &row);
    CHECK_FALSE(row.meaning.empty());
    CHECK(row.meaning.back() != '.');
    for (const http::fault_row& other : http::faults) CHECK((other.id == row.id || other.code != row.code));
    ++n;
  }
  CHECK(n == static_cast<std::size_t>(http::fault::redirect_origin) + 1);
}

TEST_CASE("codes that others match on stay as they are") {
  CHECK(http::about(http::fault::none).code == "ok");
  CHECK(http::about(http::fault::dns_timeout).code == "dns.timeout");
  CHECK(http::about(http::fault::length_conflict).code == "http.length.conflict");
  CHECK(http::about(http::fault::head_eof).code == "http.head.eof");
  CHECK(http::about(http::fault::chunk_overflow).code == "chunk.size.overflow");
}
