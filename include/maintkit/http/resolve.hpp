// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// From a host to the addresses behind it, within a deadline. getaddrinfo() keeps its own time (20 s and more on a dead
// name server) and can't be stopped; so it runs in a child process, which can. Numbers and "localhost" need none of
// that.
//
//   const auto found = http::find_addresses("db.example.org", {}, 80, by);
//   for (const http::address& a : found.list) connect(fd, a.get(), a.size);
#ifndef MAINTKIT_HTTP_RESOLVE_HPP
#define MAINTKIT_HTTP_RESOLVE_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/event_loop.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/http/fault.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Where to connect to. One type for all three families, as connect() wants it.
struct address {
  union {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
    sockaddr_un local;
  };
  socklen_t size = 0;

  address() : local{} {}
  const sockaddr* get() const { return &any; }
  int family() const { return any.sa_family; }
};

// "127.0.0.1:80", "[::1]:80", "/run/app.sock": for messages.
std::string to_string(const address& a);

struct addresses {
  fault why = fault::none;
  std::vector<address> list;  // in the order to try: families alternate (RFC 8305 section 4); at most 32
};

// A socket in the file system; a path that is too long for one gives an empty list.
addresses socket_address(std::string_view path);

// What needs no asking: a number, and "localhost" with what ends in ".localhost", which is the loopback whatever a
// resolver says (RFC 6761 section 6.3). Nothing for any other name.
std::optional<addresses> known_addresses(const std::string& host, const std::string& zone, std::uint16_t port);

// A name being looked up: a task of detail/event_loop.hpp. Its child is killed with it.
class lookup {
 public:
  explicit lookup(const std::string& host);
  lookup(const lookup&) = delete;
  lookup& operator=(const lookup&) = delete;
  ~lookup() { end(); }

  void prepare(maintkit::detail::poll_set& set) { place_ = set.add(in_.get(), POLLIN); }
  void proceed(const maintkit::detail::poll_set& set);
  bool done() const { return !in_; }
  void expire();
  addresses found(std::uint16_t port) const;

 private:
  void end();

  maintkit::detail::unique_fd in_;
  pid_t child_ = -1;
  std::size_t place_ = 0;
  std::string bytes_;  // of the child's answer
  fault why_ = fault::none;
};

// Either of the two, in time.
addresses find_addresses(const std::string& host, const std::string& zone, std::uint16_t port,
                         const maintkit::detail::deadline& by);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::size_t most_addresses = 32;

inline address ipv4(const in_addr& ip, std::uint16_t port) {
  address out;
  out.v4 = {};
  out.v4.sin_family = AF_INET;
  out.v4.sin_addr = ip;
  out.v4.sin_port = htons(port);
  out.size = sizeof out.v4;
  return out;
}

inline address ipv6(const in6_addr& ip, std::uint16_t port, std::uint32_t scope = 0) {
  address out;
  out.v6 = {};
  out.v6.sin6_family = AF_INET6;
  out.v6.sin6_addr = ip;
  out.v6.sin6_port = htons(port);
  out.v6.sin6_scope_id = scope;
  out.size = sizeof out.v6;
  return out;
}

inline bool is_localhost(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  constexpr std::string_view name = "localhost";
  if (host.size() > name.size() && host[host.size() - name.size() - 1] == '.') {
    host.remove_prefix(host.size() - name.size());
  }
  return maintkit::detail::equal_ignoring_case(host, name);
}

// Turns the order of getaddrinfo into one where the families alternate, beginning with the first's.
inline std::vector<address> interleaved(const std::vector<address>& list) {
  std::vector<address> out;
  std::vector<address> first;
  std::vector<address> other;
  for (const address& a : list) (a.family() == list[0].family() ? first : other).push_back(a);
  for (std::size_t i = 0; i < first.size() || i < other.size(); ++i) {
    if (i < first.size()) out.push_back(first[i]);
    if (i < other.size()) out.push_back(other[i]);
  }
  return out;
}

// What the child reports: at most 32 addresses in one write, which a pipe takes whole (PIPE_BUF is 512 at least, 4096
// on Linux; a longer one is read in pieces).
struct lookup_answer {
  fault why = fault::none;
  std::uint32_t count = 0;
  struct entry {
    bool is_v6;
    std::uint32_t scope;
    unsigned char ip[16];
  } entries[most_addresses];
};

inline void look_up(const char* host, lookup_answer& out) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  const int status = ::getaddrinfo(host, nullptr, &hints, &list);
  if (status != 0) {
#ifdef EAI_NODATA
    const bool no_data = status == EAI_NODATA;
#else
    const bool no_data = false;
#endif
    out.why = status == EAI_NONAME || no_data ? fault::dns_not_found : fault::dns_failed;
    return;
  }
  for (const addrinfo* a = list; a != nullptr && out.count < most_addresses; a = a->ai_next) {
    lookup_answer::entry& e = out.entries[out.count];
    if (a->ai_family == AF_INET) {
      sockaddr_in v4{};
      std::memcpy(&v4, a->ai_addr, sizeof v4);
      std::memcpy(e.ip, &v4.sin_addr, sizeof v4.sin_addr);
    } else if (a->ai_family == AF_INET6) {
      sockaddr_in6 v6{};
      std::memcpy(&v6, a->ai_addr, sizeof v6);
      std::memcpy(e.ip, &v6.sin6_addr, sizeof v6.sin6_addr);
      e.scope = v6.sin6_scope_id;
      e.is_v6 = true;
    } else {
      continue;
    }
    ++out.count;
  }
  ::freeaddrinfo(list);
  if (out.count == 0) out.why = fault::dns_not_found;
}

// The child's life. It is killed by its parent, and ends by itself in case that is gone.
[[noreturn]] inline void resolver_child(int out, const char* host) {
  ::signal(SIGALRM, SIG_DFL);
  ::alarm(60);
  lookup_answer answer{};
  look_up(host, answer);
  const char* bytes = reinterpret_cast<const char*>(&answer);
  for (std::size_t at = 0; at < sizeof answer;) {
    const ssize_t n = ::write(out, bytes + at, sizeof answer - at);
    if (n <= 0) break;
    at += static_cast<std::size_t>(n);
  }
  ::_exit(0);
}

}  // namespace detail

inline std::string to_string(const address& a) {
  char text[INET6_ADDRSTRLEN] = "";
  if (a.family() == AF_UNIX) return a.local.sun_path;
  if (a.family() == AF_INET) {
    ::inet_ntop(AF_INET, &a.v4.sin_addr, text, sizeof text);
    return std::string(text) + ':' + std::to_string(ntohs(a.v4.sin_port));
  }
  ::inet_ntop(AF_INET6, &a.v6.sin6_addr, text, sizeof text);
  return '[' + std::string(text) + "]:" + std::to_string(ntohs(a.v6.sin6_port));
}

inline addresses socket_address(std::string_view path) {
  addresses out;
  address a;
  if (path.empty() || path.size() >= sizeof a.local.sun_path) return {fault::connect_missing, {}};
  a.local.sun_family = AF_UNIX;
  std::memcpy(a.local.sun_path, path.data(), path.size());
  a.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + 1);
  out.list.push_back(a);
  return out;
}

inline std::optional<addresses> known_addresses(const std::string& host, const std::string& zone, std::uint16_t port) {
  addresses out;
  in_addr v4{};
  in6_addr v6{};
  if (::inet_pton(AF_INET, host.c_str(), &v4) == 1) {
    out.list.push_back(detail::ipv4(v4, port));
  } else if (::inet_pton(AF_INET6, host.c_str(), &v6) == 1) {
    const unsigned scope = zone.empty() ? 0 : ::if_nametoindex(zone.c_str());
    if (!zone.empty() && scope == 0) return addresses{fault::dns_not_found, {}};
    out.list.push_back(detail::ipv6(v6, port, scope));
  } else if (detail::is_localhost(host)) {
    v4.s_addr = htonl(INADDR_LOOPBACK);
    out.list = {detail::ipv6(in6addr_loopback, port), detail::ipv4(v4, port)};
  } else {
    return std::nullopt;
  }
  return out;
}

inline lookup::lookup(const std::string& host) {
  int ends[2];
  if (::pipe(ends) == 0) {
    in_.reset(ends[0]);
    maintkit::detail::unique_fd out(ends[1]);
    ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    ::fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    child_ = ::fork();
    if (child_ == 0) detail::resolver_child(ends[1], host.c_str());
  }
  if (child_ > 0) return;
  why_ = fault::dns_failed;
  in_.reset();
}

inline void lookup::end() {
  in_.reset();
  if (child_ <= 0) return;
  ::kill(child_, SIGKILL);
  while (::waitpid(child_, nullptr, 0) < 0 && errno == EINTR) {
  }
  child_ = -1;
}

inline void lookup::proceed(const maintkit::detail::poll_set& set) {
  if (!set.ready(place_)) return;
  char piece[sizeof(detail::lookup_answer)];
  const ssize_t n = ::read(in_.get(), piece, sizeof piece - bytes_.size());
  if (n < 0 && errno == EINTR) return;
  if (n > 0) bytes_.append(piece, static_cast<std::size_t>(n));
  if (n > 0 && bytes_.size() < sizeof piece) return;
  if (n <= 0) why_ = fault::dns_failed;  // it died
  end();
}

inline void lookup::expire() {
  why_ = fault::dns_timeout;
  end();
}

inline addresses lookup::found(std::uint16_t port) const {
  if (why_ != fault::none) return {why_, {}};
  detail::lookup_answer answer{};
  std::memcpy(&answer, bytes_.data(), sizeof answer);
  if (answer.why != fault::none) return {answer.why, {}};
  addresses out;
  for (std::uint32_t i = 0; i < answer.count && i < detail::most_addresses; ++i) {
    const auto& e = answer.entries[i];
    in_addr v4{};
    in6_addr v6{};
    std::memcpy(&v4, e.ip, sizeof v4);
    std::memcpy(&v6, e.ip, sizeof v6);
    out.list.push_back(e.is_v6 ? detail::ipv6(v6, port, e.scope) : detail::ipv4(v4, port));
  }
  out.list = detail::interleaved(out.list);
  return out;
}

inline addresses find_addresses(const std::string& host, const std::string& zone, std::uint16_t port,
                                const maintkit::detail::deadline& by) {
  if (auto known = known_addresses(host, zone, port)) return std::move(*known);
  lookup question(host);
  maintkit::detail::finish(question, by);
  return question.found(port);
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_RESOLVE_HPP
