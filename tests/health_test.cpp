// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "http/server.hpp"

namespace health = maintkit::health;
using maintkit::test::reply;

namespace {

// As pretalx answers: only to a Host it knows, and with the slash.
std::string pretalx(std::string_view request) {
  if (request.find("Host: tickets.example.org\r\n") == std::string_view::npos) return reply("400 Bad Request");
  if (request.substr(0, 18) == "GET /healthcheck/ ") return reply("200 OK");
  return reply("301 Moved Permanently", "Location: /healthcheck/\r\n");
}

}  // namespace

TEST_CASE("pretalx's address: the Host it knows, and a missing slash that is told") {
  const maintkit::test::server s(&pretalx);
  health::options how;
  CHECK(health::check(s.url("/healthcheck/"), how)->reason == "status.unexpected");
  how.request.host = "tickets.example.org";
  CHECK(health::check(s.url("/healthcheck/"), how)->reason == "ok");
  const auto v = health::check(s.url("/healthcheck"), how);
  REQUIRE(v);
  CHECK(v->state == health::state::unhealthy);
  CHECK(v->reason == "status.redirect");
  CHECK(v->detail.find("/healthcheck/: only the slash") != std::string::npos);
  how.request.follow = maintkit::http::follow::same_origin;
  CHECK(health::check(s.url("/healthcheck"), how)->reason == "ok");
}

TEST_CASE("an address that can't be meant is an error, not a verdict") {
  CHECK_FALSE(health::check("tickets.example.org"));
  CHECK_FALSE(health::check_each_address("tickets.example.org"));
}

TEST_CASE("each address has its own verdict") {
  const maintkit::test::server s([](std::string_view) { return reply("200 OK"); });
  const std::string port = std::to_string(s.port);
  const auto all = health::check_each_address("http://localhost:" + port + "/");
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].answer.peer == "[::1]:" + port);
  CHECK((*all)[0].reason != "ok");  // nobody listens there
  CHECK((*all)[1].answer.peer == "127.0.0.1:" + port);
  CHECK((*all)[1].reason == "ok");
  CHECK(health::check_each_address(s.url("/"))->size() == 1);
}
