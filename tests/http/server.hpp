// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A server for tests: a child process that answers each connection with what a function makes of the request.
//
//   maintkit::test::server s([](std::string_view) { return std::string("HTTP/1.1 204 No Content\r\n\r\n"); });
//   http::get(s.url("/x"));
#ifndef MAINTKIT_TESTS_HTTP_SERVER_HPP
#define MAINTKIT_TESTS_HTTP_SERVER_HPP

#include <maintkit/detail/file.hpp>

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace maintkit {
namespace test {

using answering = std::string (*)(std::string_view request);

class server {
 public:
  // On 127.0.0.1 and a port of its own; `host` may be another address of the loopback, `port` a wanted one.
  explicit server(answering answer, const char* host = "127.0.0.1", std::uint16_t wanted = 0) : host_(host) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(wanted);
    ::inet_pton(AF_INET, host, &at.sin_addr);
    detail::unique_fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    socklen_t size = sizeof at;
    if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&at), size) != 0) return;
    ::listen(listener.get(), 16);
    ::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&at), &size);
    port = ntohs(at.sin_port);
    serve(listener.get(), answer);
  }

  // On a socket in the file system.
  server(answering answer, const std::string& path) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    std::memcpy(at.sun_path, path.data(), path.size());
    const detail::unique_fd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(listener.get(), reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) return;
    ::listen(listener.get(), 16);
    serve(listener.get(), answer);
  }

  server(const server&) = delete;
  server& operator=(const server&) = delete;
  ~server() { stop(); }

  void stop() {
    if (child <= 0) return;
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    child = 0;
  }

  std::string url(std::string_view path) const {
    return "http://" + host_ + ':' + std::to_string(port) + std::string(path);
  }

  std::uint16_t port = 0;
  pid_t child = 0;

 private:
  void serve(int listener, answering answer) {
    child = ::fork();
    if (child != 0) return;
    ::alarm(120);  // a test that was killed leaves nothing behind for long
    for (;;) {
      const detail::unique_fd s(::accept(listener, nullptr, nullptr));
      std::string request;
      char piece[4096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t n = ::read(s.get(), piece, sizeof piece);
        if (n <= 0) break;
        request.append(piece, static_cast<std::size_t>(n));
      }
      const std::string text = answer(request);
      const ssize_t sent = ::send(s.get(), text.data(), text.size(), MSG_NOSIGNAL);
      if (sent < 0) continue;
    }
  }

  std::string host_;
};

// A whole answer with that status line's rest, fields (each with its line end) and body.
inline std::string reply(std::string_view status, std::string_view fields = {}, std::string_view body = {}) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

// A port of the loopback where nobody listens: taken, so that nobody else gets it while this lives.
class closed_port {
 public:
  closed_port() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(socket_.get(), reinterpret_cast<sockaddr*>(&at), size);
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&at), &size);
    port = ntohs(at.sin_port);
  }
  std::uint16_t port = 0;

 private:
  detail::unique_fd socket_;
};

// A port whose queue is full: a connection to it is neither accepted nor refused.
class silent_port {
 public:
  silent_port() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    ::bind(listener_.get(), reinterpret_cast<sockaddr*>(&at), size);
    ::listen(listener_.get(), 0);
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&at), &size);
    port = ntohs(at.sin_port);
    for (detail::unique_fd& filler : fillers_) {
      filler.reset(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
      ::connect(filler.get(), reinterpret_cast<sockaddr*>(&at), size);
    }
  }
  std::uint16_t port = 0;

 private:
  detail::unique_fd listener_;
  detail::unique_fd fillers_[4];
};

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_HTTP_SERVER_HPP
