// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http/resolve.hpp>

#include <doctest/doctest.h>

#include <cerrno>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

namespace http = maintkit::http;
using maintkit::detail::deadline;
using maintkit::detail::second;

TEST_CASE("numbers and localhost are known without asking anybody") {
  struct row {
    const char* host;
    const char* first;
    const char* second;
  };
  constexpr row rows[] = {
      {"127.0.0.1", "127.0.0.1:80", nullptr},     {"::1", "[::1]:80", nullptr},
      {"localhost", "[::1]:80", "127.0.0.1:80"},  // RFC 6761 section 6.3
      {"LOCALHOST.", "[::1]:80", "127.0.0.1:80"}, {"app.localhost", "[::1]:80", "127.0.0.1:80"},
  };
  for (const row& r : rows) {
    CAPTURE(r.host);
    const auto found = http::find_addresses(r.host, {}, 80, deadline::after(second));
    REQUIRE_FALSE(found.list.empty());
    CHECK(http::to_string(found.list[0]) == r.first);
    CHECK(found.list.size() == (r.second == nullptr ? 1 : 2));
    if (r.second != nullptr) CHECK(http::to_string(found.list[1]) == r.second);
  }
  CHECK_FALSE(http::detail::is_localhost("notlocalhost"));
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child was made
  CHECK(errno == ECHILD);
}

TEST_CASE("zones: an interface that there is, or no address") {
  CHECK(http::find_addresses("fe80::1", "lo", 80, deadline::after(second)).list.size() == 1);
  CHECK(http::find_addresses("fe80::1", "nosuchif", 80, deadline::after(second)).why == http::fault::dns_not_found);
}

TEST_CASE("sockets in the file system") {
  CHECK(http::to_string(http::socket_address("/run/x.sock").list.at(0)) == "/run/x.sock");
  CHECK(http::socket_address(std::string(107, 'x')).list.size() == 1);
  CHECK(http::socket_address(std::string(108, 'x')).why == http::fault::connect_missing);
  CHECK(http::socket_address("").why == http::fault::connect_missing);
}

TEST_CASE("families alternate, beginning with the resolver's first (RFC 8305 section 4)") {
  std::vector<http::address> list;
  for (const char* ip : {"2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1"}) {
    list.push_back(http::find_addresses(ip, {}, 1, deadline::after(second)).list.at(0));
  }
  const auto mixed = http::detail::interleaved(list);
  REQUIRE(mixed.size() == 4);
  CHECK(http::to_string(mixed[0]) == "[2001:db8::1]:1");
  CHECK(http::to_string(mixed[1]) == "192.0.2.1:1");
  CHECK(http::to_string(mixed[2]) == "[2001:db8::2]:1");
}

TEST_CASE("the resolver is abandoned at the deadline, and leaves no child behind") {
  const auto start = maintkit::detail::ticks();
  const auto found = http::find_addresses("name.invalid", {}, 80, deadline::after(0));
  CHECK(found.why == http::fault::dns_timeout);
  CHECK(maintkit::detail::ticks() - start < second);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("names are looked up in a child, and its answer is understood") {
  struct row {
    const char* host;
    const char* address;
  };
  for (const row& r : {row{"127.0.0.7", "127.0.0.7:80"}, row{"2001:db8::7", "[2001:db8::7]:80"}}) {
    http::lookup question(r.host);
    maintkit::detail::finish(question, deadline::after(5 * second));
    const auto found = question.found(80);
    REQUIRE(found.list.size() == 1);
    CHECK(http::to_string(found.list[0]) == r.address);
  }
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}
