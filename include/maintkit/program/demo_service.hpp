// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A service for the demo to watch: a child process that answers on a free port of the loopback address, at first with
// 503, then with 200, and ends with its owner.
#ifndef MAINTKIT_PROGRAM_DEMO_SERVICE_HPP
#define MAINTKIT_PROGRAM_DEMO_SERVICE_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>

#include <cerrno>
#include <cstdint>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

class demo_service {
 public:
  // Answers 503 `failures` times before it is well.
  static result<demo_service> start(int failures);

  demo_service(demo_service&& other) noexcept : pid_(std::exchange(other.pid_, -1)), port_(other.port_) {}
  demo_service& operator=(demo_service&&) = delete;
  ~demo_service();

  pid_t pid() const { return pid_; }
  unsigned port() const { return port_; }

 private:
  demo_service(pid_t pid, unsigned port) : pid_(pid), port_(port) {}

  pid_t pid_;
  unsigned port_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Listens on 127.0.0.1; the port is the system's choice.
inline result<unique_fd> listen_on_loopback(unsigned& port) {
  unique_fd socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in here = {};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  if (!socket || ::bind(socket.get(), address, size) != 0 || ::listen(socket.get(), 8) != 0 ||
      ::getsockname(socket.get(), address, &size) != 0) {
    return system_error(errno, "a service on 127.0.0.1");
  }
  port = ntohs(here.sin_port);
  return socket;
}

[[noreturn]] inline void answer_for_ever(int listener, int failures) {
  constexpr std::string_view bad = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
  constexpr std::string_view good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  constexpr unsigned longest_life = 60;  // seconds: it is never left behind, whatever becomes of its owner
  ::signal(SIGPIPE, SIG_IGN);
  ::alarm(longest_life);
  for (;;) {
    const unique_fd client(::accept(listener, nullptr, nullptr));
    char request[4096];
    if (!client || ::read(client.get(), request, sizeof request) <= 0) continue;
    const std::string_view answer = failures > 0 ? bad : good;
    failures -= failures > 0;
    (void)write_all(client.get(), answer, "answer");
  }
}

}  // namespace detail

inline result<demo_service> demo_service::start(int failures) {
  unsigned port = 0;
  const auto listener = detail::listen_on_loopback(port);
  if (!listener) return listener.error();
  const pid_t pid = ::fork();
  if (pid < 0) return maintkit::detail::system_error(errno, "fork");
  if (pid == 0) detail::answer_for_ever(listener->get(), failures);
  return demo_service(pid, port);
}

inline demo_service::~demo_service() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_DEMO_SERVICE_HPP
