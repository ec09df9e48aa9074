// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One request and its answer over a socket, under one deadline. All addresses are raced (RFC 8305), also within a
// family: where the first one is silent, the second is tried 250 ms later and the first to connect wins.
//
//   http::exchange e(http::known_addresses("127.0.0.1", {}, 8345)->list, "GET / HTTP/1.1\r\n…", http::response_reader());
//   detail::finish(e, detail::deadline::after(10 * detail::second));
//   if (e.failure() == http::fault::none) use(e.reader().message());
#ifndef MAINTKIT_HTTP_SOCKET_HPP
#define MAINTKIT_HTTP_SOCKET_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/event_loop.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/http/curl.hpp>
#include <maintkit/http/fault.hpp>
#include <maintkit/http/message.hpp>
#include <maintkit/http/resolve.hpp>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
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

// Connecting to the first address that accepts, as a task of detail/event_loop.hpp. One that is silent delays the next
// by 250 ms, one that refuses by nothing.
class connector {
 public:
  explicit connector(std::vector<address> list) : list_(std::move(list)) { start_due(); }

  void prepare(maintkit::detail::poll_set& set);
  void proceed(const maintkit::detail::poll_set& set);
  bool done() const { return socket_ || (attempts_.empty() && next_ == list_.size()); }
  void expire();

  maintkit::detail::unique_fd& socket() { return socket_; }  // non-blocking; empty if there is a failure
  fault failure() const { return socket_ ? fault::none : last_; }
  const address& peer() const { return list_[winner_]; }

 private:
  struct attempt {
    maintkit::detail::unique_fd fd;
    std::size_t index;
  };

  void start_due();
  void start();
  void settle(maintkit::detail::unique_fd fd, std::size_t index, int number);

  std::vector<address> list_;
  std::vector<attempt> attempts_;
  std::size_t place_ = 0;  // of the first attempt in the set
  std::size_t next_ = 0;
  std::int64_t turn_ = 0;  // when the next one may start
  fault last_ = fault::connect_failed;
  maintkit::detail::unique_fd socket_;
  std::size_t winner_ = 0;
};

struct tls_options {
  std::string host;     // the name that the certificate must be for; empty: no TLS
  std::string ca_file;  // whose authorities to trust; empty: the system's
};

// One request and its answer, as a task: connects, sends, feeds the reader until the message is complete, broken or
// late, and closes: it waits for no end of the connection that the message does not need.
class exchange {
 public:
  exchange(std::vector<address> list, std::string request, response_reader reader, tls_options tls = {});

  void prepare(maintkit::detail::poll_set& set);
  void proceed(const maintkit::detail::poll_set& set);
  bool done() const { return at_ == stage::done; }
  void expire();

  fault failure() const { return why_; }
  const response_reader& reader() const { return reader_; }
  const phases& times() const { return times_; }
  const std::string& peer() const { return peer_; }        // empty if there was no connection
  const std::string& problem() const { return problem_; }  // of TLS, in libcurl's words
  const std::string& certificate_end() const { return certificate_end_; }

 private:
  enum class stage : std::uint8_t { connecting, securing, sending, receiving, done };

  void advance();
  void secure();
  void send();
  void receive();
  ssize_t read_some(char* into, std::size_t most);
  void end(fault why);

  stage at_ = stage::connecting;
  connector connector_;
  std::string request_;
  std::size_t sent_ = 0;
  bool cut_ = false;  // the server closed before it took the whole request
  response_reader reader_;
  std::size_t place_ = 0;
  std::int64_t since_;  // the start of the phase
  phases times_;
  fault why_ = fault::none;
  std::string peer_;
  tls_options wanted_;
  std::unique_ptr<tls_session> tls_;
  std::string problem_;
  std::string certificate_end_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::int64_t attempt_delay = 250 * maintkit::detail::millisecond;  // RFC 8305 section 5

inline fault connect_fault(int number) {
  switch (number) {
    case ECONNREFUSED:
      return fault::connect_refused;
    case ENOENT:
    case ENOTDIR:
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

inline fault late(const response_reader& reader) {
  if (reader.received() == 0) return fault::answer_timeout;
  return reader.in_body() ? fault::body_timeout : fault::head_timeout;
}

}  // namespace detail

inline void connector::prepare(maintkit::detail::poll_set& set) {
  if (next_ < list_.size()) set.wake_at(turn_);
  for (std::size_t i = 0; i < attempts_.size(); ++i) {
    const std::size_t place = set.add(attempts_[i].fd.get(), POLLOUT);
    if (i == 0) place_ = place;
  }
}

inline void connector::proceed(const maintkit::detail::poll_set& set) {
  for (std::size_t i = attempts_.size(); i-- > 0 && !socket_;) {
    if (!set.ready(place_ + i)) continue;
    int number = 0;
    socklen_t size = sizeof number;
    if (::getsockopt(attempts_[i].fd.get(), SOL_SOCKET, SO_ERROR, &number, &size) != 0) number = errno;
    attempt answered = std::move(attempts_[i]);
    attempts_.erase(attempts_.begin() + static_cast<std::ptrdiff_t>(i));
    settle(std::move(answered.fd), answered.index, number);
  }
  start_due();
  if (socket_) attempts_.clear();
}

inline void connector::start_due() {
  while (!socket_ && next_ < list_.size() && maintkit::detail::ticks() >= turn_) start();
}

inline void connector::start() {
  const address& to = list_[next_];
  auto fd = detail::open_socket(to.family());
  const int number = fd && ::connect(fd.get(), to.get(), to.size) == 0 ? 0 : errno;
  turn_ = maintkit::detail::ticks() + detail::attempt_delay;
  if (number == EAGAIN && to.family() == AF_UNIX) {
    // A full queue. The kernel does not tell when it empties: ask again.
    turn_ = maintkit::detail::ticks() + 20 * maintkit::detail::millisecond;
  } else if (number == EINPROGRESS) {
    attempts_.push_back({std::move(fd), next_++});
  } else {
    settle(std::move(fd), next_, number);
    ++next_;
  }
}

inline void connector::settle(maintkit::detail::unique_fd fd, std::size_t index, int number) {
  if (number == 0 && detail::is_itself(fd.get(), list_[index])) number = ECONNREFUSED;
  if (number == 0) {
    socket_ = std::move(fd);
    winner_ = index;
  } else {
    last_ = detail::connect_fault(number);
    turn_ = 0;
  }
}

inline void connector::expire() {
  attempts_.clear();
  next_ = list_.size();
  last_ = fault::connect_timeout;
}

inline exchange::exchange(std::vector<address> list, std::string request, response_reader reader, tls_options tls)
    : connector_(std::move(list)),
      request_(std::move(request)),
      reader_(std::move(reader)),
      since_(maintkit::detail::ticks()),
      wanted_(std::move(tls)) {
  advance();
}

inline void exchange::prepare(maintkit::detail::poll_set& set) {
  if (at_ == stage::connecting) return connector_.prepare(set);
  if (at_ == stage::securing) return tls_->prepare(set);
  place_ = set.add(tls_ ? tls_->descriptor() : connector_.socket().get(), at_ == stage::sending ? POLLOUT : POLLIN);
}

inline void exchange::proceed(const maintkit::detail::poll_set& set) {
  if (at_ == stage::connecting) {
    connector_.proceed(set);
    advance();
  } else if (at_ == stage::securing) {
    tls_->proceed(set);
    secure();
  } else if (set.ready(place_)) {
    at_ == stage::sending ? send() : receive();
  }
}

inline void exchange::advance() {
  if (!connector_.done()) return;
  const std::int64_t now = maintkit::detail::ticks();
  times_.connect = now - since_;
  since_ = now;
  if (!connector_.socket()) return end(connector_.failure());
  peer_ = to_string(connector_.peer());
  if (wanted_.host.empty()) {
    at_ = stage::sending;
    return send();
  }
  at_ = stage::securing;
  tls_ = std::make_unique<tls_session>(std::move(connector_.socket()), wanted_.host, wanted_.ca_file);
  secure();
}

// Goes on once the handshake is done.
inline void exchange::secure() {
  if (!tls_->done()) return;
  const std::int64_t now = maintkit::detail::ticks();
  times_.tls = now - since_;
  since_ = now;
  problem_ = tls_->problem();
  if (tls_->failure() != fault::none) return end(tls_->failure());
  certificate_end_ = tls_->certificate_end();
  at_ = stage::sending;
  send();
}

inline void exchange::send() {
  while (sent_ < request_.size()) {
    const std::string_view rest = std::string_view(request_).substr(sent_);
    const ssize_t n =
        tls_ ? tls_->send(rest) : ::send(connector_.socket().get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) return;
    if (n < 0 && errno == EINTR) continue;
    // A server may answer, and close, before it has read the whole request: what it said counts.
    if (n < 0) cut_ = true;
    sent_ = n < 0 ? request_.size() : sent_ + static_cast<std::size_t>(n);
  }
  at_ = stage::receiving;
}

inline ssize_t exchange::read_some(char* into, std::size_t most) {
  return tls_ ? tls_->receive(into, most) : ::recv(connector_.socket().get(), into, most, 0);
}

inline void exchange::receive() {
  char piece[std::size_t{16} * 1024];
  ssize_t n = read_some(piece, sizeof piece);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (n > 0 && reader_.received() == 0) {
    const std::int64_t now = maintkit::detail::ticks();
    times_.processing = now - since_;
    since_ = now;
  }
  while (n > 0 && reader_.feed({piece, static_cast<std::size_t>(n)})) {
    if (!tls_) return;
    // What TLS has read ahead makes no descriptor ready. The reader's bound ends this loop.
    n = read_some(piece, sizeof piece);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) return;
  }
  if (n == 0) reader_.finish();
  if (n < 0) reader_.abandon(fault::answer_reset);
  end(cut_ && reader_.received() == 0 ? fault::send_failed : reader_.failure());
}

inline void exchange::expire() {
  if (at_ == stage::connecting) {
    connector_.expire();
    advance();
  } else if (at_ == stage::securing) {
    tls_->expire();
    secure();
  } else {
    end(at_ == stage::sending ? fault::send_timeout : detail::late(reader_));
  }
}

inline void exchange::end(fault why) {
  const std::int64_t taken = maintkit::detail::ticks() - since_;
  if (at_ >= stage::sending) (reader_.received() == 0 ? times_.processing : times_.transfer) = taken;
  connector_.socket().reset();
  tls_.reset();
  why_ = why;
  at_ = stage::done;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_SOCKET_HPP
