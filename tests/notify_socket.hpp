// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A service manager's end of sd_notify, for tests.
//
//   const maintkit::test::notify_socket manager(folder / "notify");      or "@name"
//   … manager.received() == "READY=1"
#ifndef MAINTKIT_TESTS_NOTIFY_SOCKET_HPP
#define MAINTKIT_TESTS_NOTIFY_SOCKET_HPP

#include <doctest/doctest.h>
#include <maintkit/detail/file.hpp>

#include <cstddef>
#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>

namespace maintkit {
namespace test {

class notify_socket {
 public:
  explicit notify_socket(const std::string& name) : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, name.data(), name.size());
    if (name[0] == '@') at.sun_path[0] = '\0';
    const std::size_t size = offsetof(sockaddr_un, sun_path) + name.size() + (name[0] == '/' ? 1 : 0);
    REQUIRE(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&at), static_cast<socklen_t>(size)) == 0);
  }

  // The next datagram; empty if there is none.
  std::string received() const {
    char text[4096];
    const ssize_t n = ::recv(socket_.get(), text, sizeof text, MSG_DONTWAIT);
    return n > 0 ? std::string(text, static_cast<std::size_t>(n)) : std::string();
  }

 private:
  detail::unique_fd socket_;
};

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_NOTIFY_SOCKET_HPP
