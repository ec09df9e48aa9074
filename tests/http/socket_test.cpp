// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http/socket.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "../support.hpp"
#include "server.hpp"

namespace http = maintkit::http;
using maintkit::detail::deadline;
using maintkit::detail::millisecond;
using maintkit::detail::second;

namespace {

http::address local(std::uint16_t port, const char* ip = "127.0.0.1") {
  return http::find_addresses(ip, {}, port, deadline::after(second)).list.at(0);
}

struct connected {
  bool well;
  std::string peer;
  http::fault why;
};

connected connect_first(const std::vector<http::address>& list, const deadline& by) {
  http::connector c(list);
  maintkit::detail::finish(c, by);
  const bool well = static_cast<bool>(c.socket());
  return {well, well ? http::to_string(c.peer()) : "", c.failure()};
}

std::string hello(std::string_view) { return maintkit::test::reply("200 OK", "", "hello"); }

}  // namespace

TEST_CASE("one request, one answer, each phase timed") {
  const maintkit::test::server s(&hello);
  http::exchange e({local(s.port)}, "GET / HTTP/1.1\r\n\r\n", http::response_reader({}, http::keep_body::yes));
  maintkit::detail::finish(e, deadline::after(5 * second));
  CHECK(e.failure() == http::fault::none);
  CHECK(e.reader().message().body == "hello");
  CHECK(e.times().connect > 0);
  CHECK(e.times().processing > 0);
  CHECK(e.peer() == "127.0.0.1:" + std::to_string(s.port));
}

TEST_CASE("a silent first address costs at most 300 ms, also inside of one family; a refused one nothing") {
  const maintkit::test::server s(&hello);
  const maintkit::test::silent_port silent;
  const maintkit::test::closed_port closed;
  struct row {
    std::vector<http::address> list;
    std::int64_t least;
    std::int64_t most;
  };
  const row rows[] = {
      {{local(closed.port), local(s.port)}, 0, 100 * millisecond},
      {{local(silent.port), local(s.port)}, 240 * millisecond, 300 * millisecond},
      {{local(silent.port), local(closed.port), local(s.port)}, 240 * millisecond, 320 * millisecond},
  };
  for (const row& r : rows) {
    const auto start = maintkit::detail::ticks();
    const auto c = connect_first(r.list, deadline::after(5 * second));
    const auto took = maintkit::detail::ticks() - start;
    CHECK(c.well);
    CHECK(c.peer == http::to_string(local(s.port)));
    CHECK(took >= r.least);
    WARN(took <= r.most);  // a busy machine may be late
    CHECK(took <= r.most + second);
  }
}

TEST_CASE("how connecting fails") {
  const maintkit::test::silent_port silent;
  const maintkit::test::closed_port closed;
  const auto failure = [](const std::vector<http::address>& list) {
    return connect_first(list, deadline::after(200 * millisecond)).why;
  };
  CHECK(failure({local(closed.port)}) == http::fault::connect_refused);
  CHECK(failure({local(closed.port), local(closed.port, "127.0.0.2")}) == http::fault::connect_refused);
  CHECK(failure({local(silent.port)}) == http::fault::connect_timeout);
  CHECK(failure(http::socket_address("/nonexistent/x.sock").list) == http::fault::connect_missing);
  CHECK(failure(http::socket_address("/dev/null").list) == http::fault::connect_refused);
  CHECK(failure({}) == http::fault::connect_failed);
}

TEST_CASE("a full queue of a unix socket is waited for until the deadline, and no longer") {
  const maintkit::test::temp_dir folder;
  const std::string path = folder / "full.sock";
  const auto where = http::socket_address(path).list;
  const maintkit::detail::unique_fd listener = http::detail::open_socket(AF_UNIX);
  REQUIRE(::bind(listener.get(), where[0].get(), where[0].size) == 0);
  REQUIRE(::listen(listener.get(), 0) == 0);
  http::connector first(where);  // stays connected, and untaken
  CHECK(first.done());
  const auto start = maintkit::detail::ticks();
  const auto second_one = connect_first(where, deadline::after(100 * millisecond));
  CHECK(second_one.why == http::fault::connect_timeout);
  CHECK(maintkit::detail::ticks() - start >= 100 * millisecond);
  CHECK(maintkit::detail::ticks() - start < second);
}

TEST_CASE("what was answered before the request was read counts") {
  // More than the sockets' buffers hold: the server answers without reading it all, and closes.
  const maintkit::test::server s(
      [](std::string_view) { return std::string("HTTP/1.1 431 Too Large\r\nContent-Length: 0\r\n\r\n"); });
  const std::string request = "GET / HTTP/1.1\r\n\r\n" + std::string(std::size_t{16} << 20, 'x');
  http::exchange e({local(s.port)}, request, http::response_reader());
  maintkit::detail::finish(e, deadline::after(5 * second));
  const http::fault why = e.failure();
  // The kernel may drop what was not read yet when it resets: then it is a reset, and never silence.
  CHECK((why == http::fault::none || why == http::fault::answer_reset || why == http::fault::send_failed));
}
