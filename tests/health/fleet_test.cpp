// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/fleet.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "../http/server.hpp"

namespace health = maintkit::health;
using maintkit::detail::millisecond;
using maintkit::detail::second;
using maintkit::test::reply;

namespace {

std::string numbered(std::string_view request) {
  const std::string_view path = request.substr(5, request.find(' ', 5) - 5);
  return path == "7" ? reply("503 Service Unavailable") : reply("200 OK", "X-Path: " + std::string(path) + "\r\n");
}

}  // namespace

TEST_CASE("a verdict each, in the order given, however many are asked at once") {
  const maintkit::test::server s(&numbered);
  std::vector<health::target> targets;
  for (int i = 0; i < 60; ++i) targets.push_back({s.url("/" + std::to_string(i)), {}});
  for (const std::size_t parallel : {1u, 2u, 16u, 500u, 0u}) {
    const auto verdicts = health::check_all(targets, parallel);
    REQUIRE(verdicts.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) {
      CAPTURE(i);
      REQUIRE(verdicts[i]);
      CHECK(verdicts[i]->reason == (i == 7 ? "status.unexpected" : "ok"));
      if (i != 7) CHECK(verdicts[i]->answer.message.field("x-path") == std::to_string(i));
    }
  }
  CHECK(health::check_all({}).empty());
}

TEST_CASE("slow ones take a place and nobody's time: each has its own deadline, from its own start") {
  const maintkit::test::server s(&numbered);
  const maintkit::test::silent_port silent;
  health::options how;
  how.request.timeout = 200 * millisecond;
  std::vector<health::target> targets;
  for (int i = 0; i < 12; ++i) {
    targets.push_back({i % 2 == 0 ? "http://127.0.0.1:" + std::to_string(silent.port) + "/" : s.url("/1"), how});
  }
  const auto start = maintkit::detail::ticks();
  const auto verdicts = health::check_all(targets, 4);
  const auto took = maintkit::detail::ticks() - start;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    CAPTURE(i);
    REQUIRE(verdicts[i]);
    CHECK(verdicts[i]->reason == (i % 2 == 0 ? "connect.timeout" : "ok"));
    const auto one = verdicts[i]->answer.times.total();
    CHECK(one < (i % 2 == 0 ? 200 : 190) * millisecond + second);
    if (i % 2 == 0) CHECK(one >= 200 * millisecond);
  }
  CHECK(took >= 400 * millisecond);  // six silent ones in four places: two turns
  CHECK(took < 6 * 200 * millisecond + second);
}

TEST_CASE("what can't be meant is an error in its place; refused, redirected and named ones are verdicts in theirs") {
  const maintkit::test::server s([](std::string_view request) {
    return request.substr(4, 2) == "/a" ? reply("302 Found", "Location: /b\r\n") : reply("200 OK");
  });
  const maintkit::test::closed_port closed;
  health::options following;
  following.request.follow = maintkit::http::follow::any;
  const auto verdicts = health::check_all({{"nonsense", {}},
                                           {"http://127.0.0.1:" + std::to_string(closed.port) + "/", {}},
                                           {s.url("/a"), following},
                                           {s.url("/a"), {}},
                                           {"http+unix://%2Fnonexistent%2Fx/", {}},
                                           {"http://localhost:" + std::to_string(s.port) + "/", {}}});
  CHECK_FALSE(verdicts[0]);
  CHECK(verdicts[1]->reason == "connect.refused");
  CHECK(verdicts[2]->reason == "ok");
  CHECK(verdicts[3]->reason == "status.redirect");
  CHECK(verdicts[4]->reason == "connect.missing");
  CHECK(verdicts[5]->reason == "ok");
}
