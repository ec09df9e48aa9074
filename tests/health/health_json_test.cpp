// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/health_json.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace health = maintkit::health;
using health::condition;

TEST_CASE("words for a status, in any case (draft-inadarei-api-health-check-06 section 3.1)") {
  struct row {
    std::string_view word;
    condition means;
  };
  constexpr row rows[] = {
      {"pass", condition::pass},       {"OK", condition::pass},
      {"Up", condition::pass},         {"warn", condition::warn},
      {"FAIL", condition::fail},       {"error", condition::fail},
      {"down", condition::fail},       {"OUT_OF_SERVICE", condition::fail},
      {"", condition::unknown},        {"passing", condition::unknown},
      {"UNKNOWN", condition::unknown},
  };
  for (const row& r : rows) {
    CAPTURE(r.word);
    CHECK(health::condition_of(r.word) == r.means);
  }
}

TEST_CASE("what services say of themselves") {
  struct row {
    std::string_view text;
    condition status;
    std::string_view troubled;  // "name condition output;" each
  };
  constexpr row rows[] = {
      // draft-06
      {R"({"status":"pass"})", condition::pass, ""},
      {R"({"status":"warn","checks":{"disk:utilization":[{"status":"pass"},{"status":"warn","output":"91 %"}]}})",
       condition::warn, "disk:utilization warn 91 %;"},
      {R"({"checks":{"db:connections":[{"componentId":"a","status":"fail","output":"no"}]},"status":"fail"})",
       condition::fail, "db:connections fail no;"},
      // Spring Boot
      {R"({"status":"DOWN","components":{"db":{"status":"DOWN","details":{"error":"refused"}},"ping":{"status":"UP"}}})",
       condition::fail, "db fail ;"},
      {R"({"status":"UP","components":{"a":{"status":"UP","components":{"b":{"status":"DOWN"}}}}})", condition::pass,
       "a.b fail ;"},
      // Terminus tells its errors twice
      {R"({"status":"error","info":{},"error":{"db":{"status":"down","message":"x"}},"details":{"db":{"status":"down","message":"x"}}})",
       condition::fail, "db fail x;"},
      // no health documents
      {R"({"hello":"world"})", condition::unknown, ""},
      {R"({"status":200})", condition::unknown, ""},
      {R"(["status","fail"])", condition::unknown, ""},
      {R"([{"status":"fail"}])", condition::fail, ""},
      {R"("fail")", condition::unknown, ""},
      {"1", condition::unknown, ""},
      {R"({"data":{"status":"fail"}})", condition::unknown, "data fail ;"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto body = health::read_health(r.text);
    REQUIRE(body);
    CHECK(to_string(body->status) == to_string(r.status));
    std::string troubled;
    for (const auto& c : body->troubled) {
      troubled += c.name + ' ' + std::string(to_string(c.status)) + ' ' + c.output + ';';
    }
    CHECK(troubled == r.troubled);
  }
}

TEST_CASE("half a document is an error, wherever it is cut") {
  constexpr std::string_view text = R"({"status":"pass","checks":{"a:b":[{"status":"fail","output":"x"}]}})";
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    CAPTURE(cut);
    CHECK_FALSE(health::read_health(text.substr(0, cut)));
    CHECK_FALSE(health::value_at(text.substr(0, cut), "/status"));
  }
  CHECK_FALSE(health::read_health(std::string(1000, '[')));
}

TEST_CASE("values at JSON pointers (RFC 6901 section 5)") {
  constexpr std::string_view text =
      R"({"foo":["bar","baz"],"":0,"a/b":1,"m~n":8,"t":true,"f":false,"n":null,"o":{"p":{"q":"r\u00e4"}},"foo":"again"})";
  struct row {
    std::string_view pointer;
    const char* value;  // nullptr: not there
  };
  constexpr row rows[] = {
      {"/foo/0", "bar"},   {"/foo/1", "baz"},
      {"/foo/2", nullptr}, {"/foo/-", nullptr},
      {"/foo/x", nullptr}, {"/", "0"},
      {"/a~1b", "1"},      {"/m~0n", "8"},
      {"/t", "true"},      {"/f", "false"},
      {"/n", "null"},      {"/o/p/q", "r\xc3\xa4"},
      {"/o/p", ""},        {"/o/p/q/x", nullptr},
      {"/x", nullptr},     {"", ""},
      {"/foo", ""},        {"/t/0", nullptr},
  };
  for (const row& r : rows) {
    CAPTURE(r.pointer);
    const auto value = health::value_at(text, r.pointer);
    REQUIRE(value);
    CHECK(value->has_value() == (r.value != nullptr));
    if (value->has_value() && r.value != nullptr) CHECK(**value == r.value);
  }
  CHECK(**health::value_at("\"x\"", "") == "x");
}
