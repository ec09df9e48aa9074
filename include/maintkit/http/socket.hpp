// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One request and its answer over a socket, under one deadline. All addresses are raced (RFC 8305), also within a
// family: where the first one is silent, the second is tried 250 ms later and the first to connect wins.
//
//   const auto by = detail::deadline::after(10 * detail::second);
//   http::response_reader reader;
//   const auto how = http::exchange(http::find_addresses("127.0.0.1", {}, 8345, by).list, "GET / HTTP/1.1\r\n…",
//   reader, by);
#ifndef MAINTKIT_HTTP_SOCKET_HPP
#define MAINTKIT_HTTP_SOCKET_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/http/fault.hpp>
#include <maintkit/http/message.hpp>
#include <maintkit/http/resolve.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Nanoseconds from the start of the phase before; 0: not reached, or nothing to do.
struct phases {
  std::int64_t resolve = 0;
  std::int64_t connect = 0;
  std::int64_t tls = 0;
  std::int64_t processing = 0;  // from the request to the first byte of the answer
  std::int64_t transfer = 0;    // from there to the end of the message

  std::int64_t total() const { return resolve + connect + tls + processing + transfer; }
};

struct connection {
  maintkit::detail::unique_fd socket;  // non-blocking
  address peer;
  fault why = fault::none;  // if there is no socket: how the last address failed
};

// The first address to accept. One that is silent delays the next by 250 ms, one that refuses by nothing.
connection connect_first(const std::vector<address>& list, const maintkit::detail::deadline& by);

struct exchange_result {
  fault why = fault::none;
  address peer;
  phases times;  // of connect, processing and transfer
};

// Connects, sends `request`, feeds `reader` until the message is complete, broken or late, and closes: it waits for no
// end of the connection that the message does not need.
exchange_result exchange(const std::vector<address>& list, std::string_view request, response_reader& reader,
                         const maintkit::detail::deadline& by);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t attempt_delay = 250 * maintkit::detail::millisecond;  // RFC 8305 section 5

inline fault connect_fault(int number) {
  switch (number) {
    case ECONNREFUSED:
      return fault::connect_refused;
    case ENOENT:
      return fault::connect_missing;
    case EACCES:
    case EPERM:
      return fault::connect_denied;
    case ETIMEDOUT:
      return fault::connect_timeout;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return fault::connect_unreachable;
    default:
      return fault::connect_failed;
  }
}

inline maintkit::detail::unique_fd open_socket(int family) {
#if defined(SOCK_NONBLOCK) && defined(SOCK_CLOEXEC)
  return maintkit::detail::unique_fd(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
#else
  maintkit::detail::unique_fd fd(::socket(family, SOCK_STREAM, 0));
  if (fd) {
    ::fcntl(fd.get(), F_SETFD, FD_CLOEXEC);
    ::fcntl(fd.get(), F_SETFL, O_NONBLOCK);
  }
  return fd;
#endif
}

// A port in the range that the kernel hands out can, on the loopback and with nobody listening, be connected to itself.
// That is no server.
inline bool is_itself(int fd, const address& peer) {
  if (peer.family() == AF_UNIX) return false;
  address own;
  own.size = sizeof(sockaddr_storage) < sizeof own.local ? sizeof(sockaddr_storage) : sizeof own.local;
  if (::getsockname(fd, &own.any, &own.size) != 0 || own.family() != peer.family()) return false;
  if (peer.family() == AF_INET) {
    return own.v4.sin_port == peer.v4.sin_port && own.v4.sin_addr.s_addr == peer.v4.sin_addr.s_addr;
  }
  return own.v6.sin6_port == peer.v6.sin6_port &&
         std::memcmp(&own.v6.sin6_addr, &peer.v6.sin6_addr, sizeof own.v6.sin6_addr) == 0;
}

// The race: attempts under way, the next one's turn, and how the last one to fail did.
class race {
 public:
  race(const std::vector<address>& list, const maintkit::detail::deadline& by) : list_(list), by_(by) {}

  connection run() {
    while (!by_.passed()) {
      if (next_ < list_.size() && maintkit::detail::ticks() >= turn_) start();
      if (won_) return {std::move(won_), list_[winner_], fault::none};
      if (fds_.empty() && next_ == list_.size()) return {{}, {}, last_};
      if (!fds_.empty()) wait();
      if (won_) return {std::move(won_), list_[winner_], fault::none};
    }
    return {{}, {}, fault::connect_timeout};
  }

 private:
  struct attempt {
    maintkit::detail::unique_fd fd;
    std::size_t index;
  };

  void start() {
    const std::size_t index = next_;
    auto fd = open_socket(list_[index].family());
    const int status = fd ? ::connect(fd.get(), list_[index].get(), list_[index].size) : -1;
    const int number = status == 0 ? 0 : errno;
    if (number == EAGAIN && list_[index].family() == AF_UNIX) {
      // A full queue. The kernel tells no more when it empties: ask again.
      ::poll(nullptr, 0, (std::min)(20, by_.poll_timeout()));
      return;
    }
    ++next_;
    turn_ = maintkit::detail::ticks() + attempt_delay;
    if (number == EINPROGRESS) {
      fds_.push_back({std::move(fd), index});
    } else {
      settle(std::move(fd), index, number);
    }
  }

  void settle(maintkit::detail::unique_fd fd, std::size_t index, int number) {
    if (number == 0 && is_itself(fd.get(), list_[index])) number = ECONNREFUSED;
    if (number == 0) {
      won_ = std::move(fd);
      winner_ = index;
      return;
    }
    last_ = connect_fault(number);
    turn_ = 0;
  }

  void wait() {
    std::vector<pollfd> polled;
    nfds_t count = 0;
    for (; count < fds_.size(); ++count) polled.push_back({fds_[count].fd.get(), POLLOUT, 0});
    std::int64_t most = by_.left();
    if (next_ < list_.size()) most = (std::min)(most, turn_ - maintkit::detail::ticks());
    if (::poll(polled.data(), count, maintkit::detail::poll_milliseconds(most)) <= 0) return;
    for (std::size_t i = polled.size(); i-- > 0 && !won_;) {
      if (polled[i].revents == 0) continue;
      int number = 0;
      socklen_t size = sizeof number;
      if (::getsockopt(polled[i].fd, SOL_SOCKET, SO_ERROR, &number, &size) != 0) number = errno;
      attempt done = std::move(fds_[i]);
      fds_.erase(fds_.begin() + static_cast<std::ptrdiff_t>(i));
      settle(std::move(done.fd), done.index, number);
    }
  }

  const std::vector<address>& list_;
  const maintkit::detail::deadline& by_;
  std::vector<attempt> fds_;
  std::size_t next_ = 0;
  std::int64_t turn_ = 0;  // when the next one may start
  fault last_ = fault::connect_failed;
  maintkit::detail::unique_fd won_;
  std::size_t winner_ = 0;
};

inline fault send_all(int fd, std::string_view bytes, const maintkit::detail::deadline& by) {
  while (!bytes.empty()) {
    if (by.passed()) return fault::send_timeout;
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(n));
    } else if (errno == EAGAIN) {
      pollfd ready{fd, POLLOUT, 0};
      ::poll(&ready, 1, by.poll_timeout());
    } else if (errno != EINTR) {
      return fault::send_failed;
    }
  }
  return fault::none;
}

inline fault late(const response_reader& reader) {
  if (reader.received() == 0) return fault::answer_timeout;
  return reader.in_body() ? fault::body_timeout : fault::head_timeout;
}

// Reads to the end of the message. `first` becomes the moment of the first byte.
inline void receive(int fd, response_reader& reader, std::int64_t& first, const maintkit::detail::deadline& by) {
  char piece[std::size_t{16} * 1024];
  for (;;) {
    if (by.passed()) return reader.abandon(late(reader));
    pollfd ready{fd, POLLIN, 0};
    if (::poll(&ready, 1, by.poll_timeout()) <= 0) continue;
    const ssize_t n = ::recv(fd, piece, sizeof piece, 0);
    if (n == 0) return reader.finish();
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n < 0) return reader.abandon(fault::answer_reset);
    if (first == 0) first = maintkit::detail::ticks();
    if (!reader.feed({piece, static_cast<std::size_t>(n)})) return;
  }
}

}  // namespace detail

inline connection connect_first(const std::vector<address>& list, const maintkit::detail::deadline& by) {
  return detail::race(list, by).run();
}

inline exchange_result exchange(const std::vector<address>& list, std::string_view request, response_reader& reader,
                                const maintkit::detail::deadline& by) {
  exchange_result out;
  const std::int64_t start = maintkit::detail::ticks();
  const connection c = connect_first(list, by);
  const std::int64_t connected = maintkit::detail::ticks();
  out.times.connect = connected - start;
  out.peer = c.peer;
  out.why = c.why;
  if (!c.socket) return out;

  out.why = detail::send_all(c.socket.get(), request, by);
  if (out.why == fault::send_timeout) return out;
  // A server may answer, and close, before it has read the whole request: what it said counts.
  std::int64_t first = 0;
  detail::receive(c.socket.get(), reader, first, by);
  const std::int64_t end = maintkit::detail::ticks();
  out.times.processing = (first == 0 ? end : first) - connected;
  out.times.transfer = first == 0 ? 0 : end - first;
  if (reader.complete()) {
    out.why = fault::none;
  } else if (out.why == fault::none || reader.received() > 0) {
    out.why = reader.failure();
  }
  return out;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_SOCKET_HPP
