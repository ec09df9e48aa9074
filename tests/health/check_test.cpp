// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/check.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "../http/server.hpp"

namespace health = maintkit::health;
namespace http = maintkit::http;
using maintkit::detail::millisecond;
using maintkit::test::reply;

namespace {

std::string answers(std::string_view request) {
  const std::string_view path = request.substr(4, request.find(' ', 4) - 4);
  if (path == "/ill") return reply("503 Service Unavailable");
  if (path == "/warn") return reply("200 OK", "Content-Type: application/health+json\r\n", R"({"status":"warn"})");
  if (path == "/host") return reply("200 OK", "", request.substr(request.find("Host: ")));
  return reply("200 OK", "", "pong");
}

}  // namespace

TEST_CASE("the body is kept where something looks at it, and only there") {
  health::options how;
  how.expect.read_health = false;
  CHECK(health::request_of(how).keep == http::keep_body::no);
  how.expect.empty = true;  // its length is enough
  CHECK(health::request_of(how).keep == http::keep_body::no);
  how.expect.read_health = true;
  CHECK(health::request_of(how).keep == http::keep_body::yes);
  how.expect.read_health = false;
  how.expect.contains = {"x"};
  CHECK(health::request_of(how).keep == http::keep_body::yes);
  how.expect.contains.clear();
  how.expect.json = {{"/status", "UP"}};
  CHECK(health::request_of(how).keep == http::keep_body::yes);
}

TEST_CASE("asked and judged in one") {
  const maintkit::test::server s(&answers);
  struct row {
    std::string_view path;
    health::state state;
    std::string_view reason;
  };
  constexpr row rows[] = {
      {"/", health::state::healthy, "ok"},
      {"/ill", health::state::unhealthy, "status.unexpected"},
      {"/warn", health::state::degraded, "health.warn"},
  };
  for (const row& r : rows) {
    CAPTURE(r.path);
    const auto v = health::check(s.url(r.path));
    REQUIRE(v);
    CHECK(v->state == r.state);
    CHECK(v->reason == r.reason);
    CHECK(v->answer.url == s.url(r.path));
  }
  health::options how;
  how.request.host = "tickets.example.org";
  how.expect.contains = {"Host: tickets.example.org\r\n"};
  CHECK(health::check(s.url("/host"), how)->reason == "ok");
  how.request.host.clear();
  CHECK(health::check(s.url("/host"), how)->reason == "body.text");
}

TEST_CASE("what can't be meant is an error; whatever the world does is a verdict, in time") {
  CHECK_FALSE(health::check("127.0.0.1:8345"));
  health::options how;
  how.request.host = "a b";
  CHECK_FALSE(health::check("http://127.0.0.1/", how));
  const maintkit::test::closed_port closed;
  const auto refused = health::check("http://127.0.0.1:" + std::to_string(closed.port) + "/");
  REQUIRE(refused);
  CHECK(refused->state == health::state::unknown);
  CHECK(refused->reason == "connect.refused");
  const maintkit::test::silent_port silent;
  how.request.host.clear();
  how.request.timeout = 200 * millisecond;
  const std::int64_t start = maintkit::detail::ticks();
  const auto hung = health::check("http://127.0.0.1:" + std::to_string(silent.port) + "/", how);
  REQUIRE(hung);
  CHECK(hung->reason == "connect.timeout");
  CHECK(maintkit::detail::ticks() - start >= 200 * millisecond);
  CHECK(maintkit::detail::ticks() - start < maintkit::detail::second);
}
