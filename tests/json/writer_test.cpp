// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/json.hpp>

#include <cstdint>
#include <limits>
#include <string>

#include "support.hpp"

using maintkit::json::writer;

namespace {

template <class T>
std::string written(T value) {
  std::string out;
  writer(out).value(value);
  return out;
}

}  // namespace

TEST_CASE("strings") {
  struct {
    std::string text;
    const char* json;
  } const rows[] = {
      {"", "\"\""},
      {"plain /", "\"plain /\""},  // RFC 8259, section 7: the solidus need not be escaped
      {"\"\\", "\"\\\"\\\\\""},
      {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
      {std::string("\0\x01\x1f\x7f", 4), "\"\\u0000\\u0001\\u001f\x7f\""},
      {"\xc3\xa9\xf0\x9f\x98\x80", "\"\xc3\xa9\xf0\x9f\x98\x80\""},
      {"a\xff"
       "b\xe9",
       "\"a\xef\xbf\xbd"
       "b\xef\xbf\xbd\""},
      {"\xed\xa0\x80", "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},  // a surrogate is no character
  };
  for (const auto& row : rows) CHECK(written<const std::string&>(row.text) == row.json);
}

TEST_CASE("numbers and literals") {
  CHECK(written(true) == "true");
  CHECK(written(false) == "false");
  CHECK(written(0) == "0");
  CHECK(written(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
  CHECK(written(std::numeric_limits<std::uint64_t>::max()) == "18446744073709551615");
  CHECK(written(std::uint8_t{200}) == "200");
  CHECK(written(0.1) == "0.1");
  CHECK(written(-2.5e300) == "-2.5e+300");
  CHECK(written(std::numeric_limits<double>::infinity()) == "null");
  CHECK(written(std::numeric_limits<double>::quiet_NaN()) == "null");
  std::string out;
  writer(out).array().null().number_text("1e400").end_array();
  CHECK(out == "[null,1e400]");
}

TEST_CASE("commas, and what stood there before") {
  std::string out = "before:";
  writer(out)
      .object()
      .field("a", 1)
      .key("b")
      .array()
      .array()
      .end_array()
      .value("x")
      .object()
      .end_object()
      .end_array()
      .field("c", "y")
      .end_object();
  CHECK(out == R"(before:{"a":1,"b":[[],"x",{}],"c":"y"})");
}

TEST_CASE("brackets can't cross, and none is closed that was not opened") {
  std::string out;
  writer(out).object().key("a").array().end_object().end_array().end_array().end_object();
  CHECK(out == R"({"a":[]})");
}

TEST_CASE("any bytes come out as JSON") {
  maintkit::test::random random(maintkit::test::seed());
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::size_t n = random.below(40); n-- > 0;) text += static_cast<char>(random.below(256));
    std::string out;
    writer(out).object().field(text, text).end_object();
    REQUIRE(maintkit::json::validate(out));
  }
}
