// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "http/server.hpp"
#include "support.hpp"

namespace http = maintkit::http;
using http::fault;
using maintkit::test::reply;
using maintkit::test::server;

namespace {

// Answers with the request itself, so that a test sees what was sent.
std::string echo(std::string_view request) { return reply("200 OK", "", request); }

// "/to/URL" redirects to URL; everything else echoes.
std::string redirecting(std::string_view request) {
  const std::string_view path = request.substr(4, request.find(' ', 4) - 4);
  if (path.substr(0, 4) != "/to/") return echo(request);
  return reply("302 Found", "Location: " + std::string(path.substr(4)) + "\r\n");
}

http::request keeping(http::follow follow = http::follow::none) {
  http::request ask;
  ask.keep = http::keep_body::yes;
  ask.follow = follow;
  ask.timeout = 5 * maintkit::detail::second;
  return ask;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what is sent") {
  const server s(&echo);
  http::request ask = keeping();
  ask.fields = {{"X-Token", "abc"}};
  const std::string port = std::to_string(s.port);
  const auto got = http::get("http://user:p%40ss@127.0.0.1:" + port + "/a?b#c", ask);
  REQUIRE(got);
  CHECK(got->why == fault::none);
  CHECK(got->message.body == "GET /a?b HTTP/1.1\r\nHost: 127.0.0.1:" + port +
                                 "\r\nUser-Agent: maintkit/" MAINTKIT_VERSION_STRING
                                 "\r\nAccept: */*\r\nConnection: close\r\nX-Token: abc\r\n"
                                 "Authorization: Basic dXNlcjpwQHNz\r\n\r\n");
  CHECK(got->url == "http://127.0.0.1:" + port + "/a?b");
  CHECK(got->peer == "127.0.0.1:" + port);
}

TEST_CASE("Host, connection and unix socket are independent of the address") {
  const server s(&echo);
  http::request ask = keeping();
  ask.host = "tickets.example.org:8080";
  auto got = http::get(s.url("/"), ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "Host: tickets.example.org:8080\r\n"));

  ask = keeping();
  ask.connect = "127.0.0.1:" + std::to_string(s.port);
  got = http::get("http://tickets.example.org/x", ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "GET /x HTTP/1.1\r\nHost: tickets.example.org\r\n"));
  ask.connect = "127.0.0.1";
  got = http::get("http://tickets.example.org:" + std::to_string(s.port) + "/x", ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "Host: tickets.example.org:" + std::to_string(s.port)));

  const maintkit::test::temp_dir folder;
  const std::string path = folder / "app.sock";
  const server local(&echo, path);
  std::string encoded;
  for (const char c : path) encoded += c == '/' ? "%2F" : std::string(1, c);
  got = http::get("http+unix://" + encoded + "/healthcheck/", keeping());
  REQUIRE(got);
  CHECK(holds(got->message.body, "GET /healthcheck/ HTTP/1.1\r\nHost: localhost\r\n"));
  CHECK(got->peer == path);
  ask = keeping();
  ask.unix_socket = path;
  ask.host = "tickets.example.org";
  got = http::get("http://127.0.0.1/x", ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "GET /x HTTP/1.1\r\nHost: tickets.example.org\r\n"));
}

TEST_CASE("arguments that can't be meant are errors; a password is in none of them") {
  const auto failure = [](std::string_view address, const http::request& ask) {
    return http::get(address, ask).error();
  };
  CHECK(failure("127.0.0.1", {}).code == maintkit::errc::malformed);
  const auto e = failure("http://user:secret@127.1/", {});
  CHECK_FALSE(holds(maintkit::render(e), "secret"));
  http::request ask;
  ask.host = "a\r\nX: y";
  CHECK(failure("http://127.0.0.1/", ask).code == maintkit::errc::invalid);
  ask = {};
  ask.connect = "127.0.0.1/x";
  CHECK(failure("http://127.0.0.1/", ask).code == maintkit::errc::invalid);
  for (const http::named_field& f : {http::named_field{"X Y", "a"}, http::named_field{"X", "a\r\nb"},
                                     http::named_field{"HOST", "a"}, http::named_field{"Content-Length", "1"}}) {
    ask = {};
    ask.fields = {f};
    CHECK(failure("http://127.0.0.1/", ask).code == maintkit::errc::invalid);
  }
}

TEST_CASE("https and names that there are not") {
  // With libcurl or without: nobody listens there.
  const maintkit::test::closed_port closed;
  const auto https = http::get("https://127.0.0.1:" + std::to_string(closed.port) + "/");
  CHECK((https->why == fault::tls_unavailable || https->why == fault::connect_refused));
  CHECK(https->url == "https://127.0.0.1:" + std::to_string(closed.port) + "/");
  CHECK(http::get("http+unix://%2Fnonexistent%2Fx.sock/")->why == fault::connect_missing);
}

TEST_CASE("redirects are followed as far as the policy goes") {
  const server here(&redirecting);
  const server there(&redirecting, "127.0.0.2");
  const server other_port(&redirecting);
  struct row {
    std::string target;
    http::follow follow;
    fault why;
    int redirects;
  };
  const row rows[] = {
      {"/x", http::follow::none, fault::none, 0},
      {"/x", http::follow::same_origin, fault::none, 1},
      {"../x", http::follow::same_origin, fault::none, 1},
      {here.url("/x"), http::follow::same_origin, fault::none, 1},
      {other_port.url("/x"), http::follow::same_origin, fault::redirect_origin, 0},
      {other_port.url("/x"), http::follow::host, fault::none, 1},
      {there.url("/x"), http::follow::host, fault::redirect_origin, 0},
      {there.url("/x"), http::follow::any, fault::none, 1},
      {there.url("/to/" + here.url("/x")), http::follow::any, fault::none, 2},
      {"ftp://127.0.0.1/", http::follow::any, fault::redirect_scheme, 0},
      {"http+unix://%2Fx/", http::follow::any, fault::redirect_scheme, 0},
      {"http://127.1/", http::follow::any, fault::redirect_malformed, 0},
      {"", http::follow::any, fault::redirect_missing, 0},
      {"", http::follow::none, fault::none, 0},
      {here.url("/to/") + here.url("/to/") + here.url("/to/") + here.url("/to/") + here.url("/to/") + here.url("/to/x"),
       http::follow::any, fault::redirect_hops, 5},
  };
  for (const row& r : rows) {
    CAPTURE(r.target);
    const auto got = http::get(here.url("/to/" + r.target), keeping(r.follow));
    REQUIRE(got);
    CHECK(http::about(got->why).code == http::about(r.why).code);
    CHECK(got->redirects == r.redirects);
  }
  // Told, though not followed.
  CHECK(http::get(here.url("/to//x/"), keeping())->location == here.url("/x/"));
}

TEST_CASE("credentials stay at their origin") {
  const server here(&redirecting);
  const server there(&redirecting, "127.0.0.2");
  http::request ask = keeping(http::follow::any);
  ask.fields = {{"X-Token", "secret"}, {"Cookie", "secret"}};
  const std::string base = "http://user:secret@127.0.0.1:" + std::to_string(here.port);
  auto got = http::get(base + "/to/" + here.url("/y"), ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "X-Token: secret"));
  CHECK(holds(got->message.body, "Authorization: Basic"));
  got = http::get(base + "/to/" + there.url("/y"), ask);
  REQUIRE(got);
  CHECK(holds(got->message.body, "GET /y"));
  CHECK_FALSE(holds(got->message.body, "secret"));
  CHECK_FALSE(holds(got->message.body, "Authorization"));

  // The service knows itself by its public name; that is still the origin that was asked.
  ask = keeping(http::follow::same_origin);
  ask.host = "tickets.example.org";
  got = http::get(here.url("/to/http://tickets.example.org/y"), ask);
  REQUIRE(got);
  CHECK(got->why == fault::none);
  CHECK(holds(got->message.body, "GET /y HTTP/1.1\r\nHost: tickets.example.org\r\n"));
  CHECK(got->peer == "127.0.0.1:" + std::to_string(here.port));
}

TEST_CASE("loops are told from long ways") {
  const server s([](std::string_view request) {
    return reply("301 Moved", request.substr(4, 2) == "/a" ? "Location: /b\r\n" : "Location: /a#x\r\n");
  });
  CHECK(http::get(s.url("/a"), keeping(http::follow::any))->why == fault::redirect_loop);
}

TEST_CASE("the bytes read are bounded over all hops together") {
  const server s([](std::string_view request) {
    const bool last = request.substr(4, 2) == "/x";
    return reply(last ? "200 OK" : "302 Found", last ? "" : "Location: /x\r\n", std::string(600, 'b'));
  });
  http::request ask = keeping(http::follow::any);
  ask.bounds.total = 2000;
  CHECK(http::get(s.url("/a"), ask)->why == fault::none);
  ask.bounds.total = 1000;
  CHECK(http::get(s.url("/a"), ask)->why == fault::answer_size);
}
