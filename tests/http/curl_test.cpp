// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What needs no TLS server; the rest is in tests/peers/tls.
#include <maintkit/http/curl.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../support.hpp"

namespace detail = maintkit::detail;
namespace http = maintkit::http;
using detail::unique_fd;
using http::fault;

namespace {

bool there_is_libcurl() {
  const bool there = http::detail::curl::load().complete;
  if (!there) MESSAGE("not tested: no libcurl (Debian package libcurl4)");
  return there;
}

// The two ends of a connection over the loopback, ours made without blocking: libcurl 7.88 takes no other kind.
struct connection {
  connection() : ours(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* const where = reinterpret_cast<sockaddr*>(&at);
    REQUIRE(::bind(listener.get(), where, size) == 0);
    REQUIRE(::listen(listener.get(), 1) == 0);
    REQUIRE(::getsockname(listener.get(), where, &size) == 0);
    ::fcntl(ours.get(), F_SETFL, O_NONBLOCK);
    REQUIRE(::connect(ours.get(), where, size) != 0);
    theirs.reset(::accept(listener.get(), nullptr, nullptr));
    pollfd connected{ours.get(), POLLOUT, 0};
    REQUIRE(::poll(&connected, 1, 1000) == 1);
  }
  unique_fd ours;
  unique_fd theirs;
};

// What the other side is sent within a second.
std::string heard(int from) {
  std::string text;
  char piece[4096];
  pollfd p{from, POLLIN, 0};
  while (text.size() < 5 && ::poll(&p, 1, 1000) > 0) {
    const ssize_t n = ::read(from, piece, sizeof piece);
    if (n <= 0) break;
    text.append(piece, static_cast<std::size_t>(n));
  }
  return text;
}

}  // namespace

TEST_CASE("without libcurl a session is done at once, and says so") {
  if (http::detail::curl::load().complete) return;
  connection c;
  const http::tls_session s(std::move(c.ours), "localhost", {});
  CHECK(s.done());
  CHECK(s.failure() == fault::tls_unavailable);
  CHECK(s.certificate_end().empty());
}

TEST_CASE("a session begins with a ClientHello that names the host, and no other connection is made") {
  if (!there_is_libcurl()) return;
  connection c;
  const int own = c.ours.get();
  const http::tls_session s(std::move(c.ours), "tickets.example.org", {});
  CAPTURE(s.problem());
  CHECK_FALSE(s.done());
  CHECK(s.descriptor() == own);
  const std::string hello = heard(c.theirs.get());
  REQUIRE(hello.size() > 5);
  CHECK(hello.substr(0, 2) == "\x16\x03");  // a handshake record
  CHECK(hello.find("tickets.example.org") != std::string::npos);
  CHECK(s.certificate_end().empty());
}

TEST_CASE("a silent server, one that speaks no TLS, one that hangs up") {
  if (!there_is_libcurl()) return;
  struct row {
    std::string_view said;
    bool closes;
    fault why;
  };
  constexpr row rows[] = {
      {"", false, fault::tls_timeout},
      {"HTTP/1.1 400 Bad Request\r\n\r\n", false, fault::tls_handshake},
      {std::string_view("\x15\x03\x01\x00\x02\x02\x28", 7), false, fault::tls_handshake},  // alert: handshake_failure
      {"", true, fault::tls_handshake},
  };
  for (const row& r : rows) {
    CAPTURE(r.said);
    connection c;
    http::tls_session s(std::move(c.ours), "localhost", {});
    heard(c.theirs.get());
    REQUIRE(::write(c.theirs.get(), r.said.data(), r.said.size()) == static_cast<ssize_t>(r.said.size()));
    if (r.closes) c.theirs.reset();
    const std::int64_t start = detail::ticks();
    detail::finish(s, detail::deadline::after(300 * detail::millisecond));
    CHECK(s.done());
    CAPTURE(s.problem());
    CHECK(s.failure() == r.why);
    CHECK(s.problem().empty() == (r.why == fault::tls_timeout));
    CHECK(detail::ticks() - start < detail::second);
  }
}

TEST_CASE("authorities that can't be read are not those that don't know the server") {
  if (!there_is_libcurl()) return;
  connection c;
  http::tls_session s(std::move(c.ours), "localhost", "/dev/null/absent.pem");
  detail::finish(s, detail::deadline::after(detail::second));
  CAPTURE(s.problem());
  CHECK(s.failure() == fault::tls_authorities);
}
