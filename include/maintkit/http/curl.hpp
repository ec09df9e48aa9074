// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// TLS by libcurl, and nothing else by it: names, the race of the addresses, what is sent and how the answer is read
// stay the same for https as for http. The library is looked for when the first https address is asked, so that a check
// over http pays nothing (linking it costs a process 5 ms), and none is needed to build.
//
//   http::tls_session s(std::move(connected), "tickets.example.org", {});
//   detail::finish(s, by);                 // the handshake; then s.send(…) and s.receive(…)
//
// Certificates are verified against the system's hashed directory: reading the bundle instead takes three times as
// long.
#ifndef MAINTKIT_HTTP_CURL_HPP
#define MAINTKIT_HTTP_CURL_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/event_loop.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/http/fault.hpp>

#include <cerrno>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

namespace detail {

// What is needed of libcurl's ABI; these layouts and the numbers below are kept for ever (soname 4, since 2006).
namespace curl {

struct list {
  char* data;
  list* next;
};
struct certificates {
  int count;
  list** each;
};
struct message {
  int kind;  // 1: done
  void* easy;
  union {
    void* whatever;
    int result;
  } data;
};

struct api {
  void* (*easy_init)() = nullptr;
  void (*easy_cleanup)(void*) = nullptr;
  int (*easy_setopt)(void*, int, ...) = nullptr;
  int (*easy_getinfo)(void*, int, ...) = nullptr;
  int (*easy_send)(void*, const void*, std::size_t, std::size_t*) = nullptr;
  int (*easy_recv)(void*, void*, std::size_t, std::size_t*) = nullptr;
  void* (*multi_init)() = nullptr;
  int (*multi_add_handle)(void*, void*) = nullptr;
  int (*multi_remove_handle)(void*, void*) = nullptr;
  int (*multi_perform)(void*, int*) = nullptr;
  message* (*multi_info_read)(void*, int*) = nullptr;
  int (*multi_cleanup)(void*) = nullptr;
  bool complete = false;
};

}  // namespace curl

}  // namespace detail

// A connection that speaks TLS: a task of detail/event_loop.hpp until the handshake is done.
class tls_session {
 public:
  // `host` is the name that is asked for (SNI) and that the certificate must be for; an empty `ca_file` means the
  // system's authorities.
  tls_session(maintkit::detail::unique_fd socket, const std::string& host, const std::string& ca_file);
  tls_session(const tls_session&) = delete;
  tls_session& operator=(const tls_session&) = delete;
  ~tls_session();

  void prepare(maintkit::detail::poll_set& set);
  void proceed(const maintkit::detail::poll_set& set);
  bool done() const { return done_; }
  void expire() { end(fault::tls_timeout); }

  fault failure() const { return why_; }
  const std::string& problem() const { return problem_; }  // what libcurl says about a failure
  // As "Nov 24 12:00:00 2027 GMT": when the server's own certificate ends. Empty if it is not known.
  std::string certificate_end() const;
  int descriptor() const { return socket_.get(); }

  // As send() and recv(): -1 and EAGAIN where they would block. receive() has to be called until then.
  ssize_t send(std::string_view bytes);
  ssize_t receive(char* into, std::size_t most);

 private:
  void start(const std::string& host, const std::string& ca_file);
  void hand_over();
  void end(fault why);

  maintkit::detail::unique_fd socket_;
  detail::curl::api curl_;
  void* multi_ = nullptr;
  void* easy_ = nullptr;
  bool done_ = false;
  fault why_ = fault::none;
  char message_[256] = "";  // CURL_ERROR_SIZE
  std::string problem_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {
namespace curl {

inline constexpr int opt_url = 10002, opt_proxy = 10004, opt_error_buffer = 10010, opt_cainfo = 10065,
                     opt_capath = 10097, opt_http_version = 84, opt_nosignal = 99, opt_connect_only = 141,
                     opt_sockopt_function = 20148, opt_opensocket_function = 20163, opt_opensocket_data = 10164,
                     opt_certinfo = 172, opt_protocols = 181, opt_closesocket_function = 20208,
                     opt_unix_socket_path = 10231, opt_connect_to = 10243;
inline constexpr int info_certinfo = 0x400000 + 34;
inline constexpr int ok = 0, ssl_connect_error = 35, peer_failed_verification = 60, bad_ca_file = 77, again = 81;
inline constexpr long http_1_1 = 2, protocol_https = 2;
inline constexpr int already_connected = 2;  // CURL_SOCKOPT_ALREADY_CONNECTED

template <class Function>
bool find(void* library, const char* name, Function& into) {
  into = reinterpret_cast<Function>(::dlsym(library, name));
  return into != nullptr;
}

// Found anew for each session, which costs microseconds from the second time on: the library stays loaded.
inline api load() {
  api a;
  void* library = nullptr;
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib"}) {
    if (library == nullptr) library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
  }
  a.complete = library != nullptr && find(library, "curl_easy_init", a.easy_init) &&
               find(library, "curl_easy_cleanup", a.easy_cleanup) && find(library, "curl_easy_setopt", a.easy_setopt) &&
               find(library, "curl_easy_getinfo", a.easy_getinfo) && find(library, "curl_easy_send", a.easy_send) &&
               find(library, "curl_easy_recv", a.easy_recv) && find(library, "curl_multi_init", a.multi_init) &&
               find(library, "curl_multi_add_handle", a.multi_add_handle) &&
               find(library, "curl_multi_remove_handle", a.multi_remove_handle) &&
               find(library, "curl_multi_perform", a.multi_perform) &&
               find(library, "curl_multi_info_read", a.multi_info_read) &&
               find(library, "curl_multi_cleanup", a.multi_cleanup);
  return a;
}

inline int open_socket(void* session, int, void*) { return static_cast<tls_session*>(session)->descriptor(); }
inline int keep_connected(void*, int, int) { return already_connected; }
inline int keep_open(void*, int) { return 0; }

}  // namespace curl

}  // namespace detail

inline tls_session::tls_session(maintkit::detail::unique_fd socket, const std::string& host, const std::string& ca_file)
    : socket_(std::move(socket)), curl_(detail::curl::load()) {
  curl_.complete ? start(host, ca_file) : end(fault::tls_unavailable);
}

inline tls_session::~tls_session() {
  if (multi_ != nullptr && easy_ != nullptr) curl_.multi_remove_handle(multi_, easy_);
  if (easy_ != nullptr) curl_.easy_cleanup(easy_);
  if (multi_ != nullptr) curl_.multi_cleanup(multi_);
}

inline void tls_session::start(const std::string& host, const std::string& ca_file) {
  namespace curl = detail::curl;
  easy_ = curl_.easy_init();
  multi_ = curl_.multi_init();
  if (easy_ == nullptr || multi_ == nullptr) return end(fault::tls_unavailable);
  // Any number will do: the connection is there already. It keeps libcurl from looking the name up.
  curl::list nowhere{const_cast<char*>("::127.0.0.1:1"), nullptr};
  const std::string url = "https://" + host + "/";
  curl_.easy_setopt(easy_, curl::opt_url, url.c_str());
  curl_.easy_setopt(easy_, curl::opt_connect_to, &nowhere);
  curl_.easy_setopt(easy_, curl::opt_proxy, "");  // not the environment's
  curl_.easy_setopt(easy_, curl::opt_protocols, curl::protocol_https);
  curl_.easy_setopt(easy_, curl::opt_http_version, curl::http_1_1);
  curl_.easy_setopt(easy_, curl::opt_connect_only, 1L);
  curl_.easy_setopt(easy_, curl::opt_nosignal, 1L);
  curl_.easy_setopt(easy_, curl::opt_certinfo, 1L);
  curl_.easy_setopt(easy_, curl::opt_error_buffer, message_);
  hand_over();
  constexpr const char* hashed = "/etc/ssl/certs";
  if (!ca_file.empty()) {
    curl_.easy_setopt(easy_, curl::opt_cainfo, ca_file.c_str());
    curl_.easy_setopt(easy_, curl::opt_capath, static_cast<const char*>(nullptr));
  } else if (::access(hashed, X_OK) == 0) {
    curl_.easy_setopt(easy_, curl::opt_cainfo, static_cast<const char*>(nullptr));
    curl_.easy_setopt(easy_, curl::opt_capath, hashed);
  }
  curl_.multi_add_handle(multi_, easy_);
  proceed({});
  curl_.easy_setopt(easy_, curl::opt_connect_to,
                    static_cast<curl::list*>(nullptr));  // it does not outlive this function
}

// libcurl is given our socket, is told that it is connected, and leaves closing it to us. 7.88 connects it all the same
// (curl issue 10626). Linux calls that done where a TCP connection was made without blocking, but refuses it to a unix
// socket: libcurl makes that connection anew.
inline void tls_session::hand_over() {
  namespace curl = detail::curl;
  curl_.easy_setopt(easy_, curl::opt_opensocket_function, &curl::open_socket);
  curl_.easy_setopt(easy_, curl::opt_opensocket_data, this);
  curl_.easy_setopt(easy_, curl::opt_closesocket_function, &curl::keep_open);
  sockaddr_un peer{};
  socklen_t size = sizeof peer - 1;
  const bool known = ::getpeername(socket_.get(), reinterpret_cast<sockaddr*>(&peer), &size) == 0;
  if (!known || peer.sun_family != AF_UNIX) {
    curl_.easy_setopt(easy_, curl::opt_sockopt_function, &curl::keep_connected);
    return;
  }
  socket_.reset(::socket(AF_UNIX, SOCK_STREAM, 0));
  ::fcntl(socket_.get(), F_SETFD, FD_CLOEXEC);
  curl_.easy_setopt(easy_, curl::opt_unix_socket_path, peer.sun_path);
}

inline void tls_session::prepare(maintkit::detail::poll_set& set) {
  set.add(socket_.get(), POLLIN);
  // A handshake mostly waits for the other side; where it does not, a look now and then moves it on.
  set.wake_at(maintkit::detail::ticks() + 10 * maintkit::detail::millisecond);
}

inline void tls_session::proceed(const maintkit::detail::poll_set&) {
  int running = 0;
  curl_.multi_perform(multi_, &running);
  int left = 0;
  const detail::curl::message* m = curl_.multi_info_read(multi_, &left);
  if (m == nullptr) return;
  switch (m->data.result) {
    case detail::curl::ok:
      return end(fault::none);
    case detail::curl::peer_failed_verification:
      return end(fault::tls_certificate);
    case detail::curl::bad_ca_file:
      return end(fault::tls_authorities);
    default:
      return end(fault::tls_handshake);
  }
}

inline void tls_session::end(fault why) {
  done_ = true;
  why_ = why;
  if (why != fault::none) problem_ = message_;
}

inline std::string tls_session::certificate_end() const {
  detail::curl::certificates* all = nullptr;
  if (easy_ == nullptr || curl_.easy_getinfo(easy_, detail::curl::info_certinfo, &all) != detail::curl::ok) return {};
  if (all == nullptr || all->count < 1) return {};
  constexpr std::string_view name = "Expire date:";
  for (const auto* line = all->each[0]; line != nullptr; line = line->next) {
    const std::string_view text = line->data;
    if (text.substr(0, name.size()) == name) return std::string(text.substr(name.size()));
  }
  return {};
}

inline ssize_t tls_session::send(std::string_view bytes) {
  std::size_t n = 0;
  const int status = curl_.easy_send(easy_, bytes.data(), bytes.size(), &n);
  if (status == detail::curl::ok) return static_cast<ssize_t>(n);
  errno = status == detail::curl::again ? EAGAIN : ECONNRESET;
  return -1;
}

inline ssize_t tls_session::receive(char* into, std::size_t most) {
  std::size_t n = 0;
  const int status = curl_.easy_recv(easy_, into, most, &n);
  if (status == detail::curl::ok) return static_cast<ssize_t>(n);
  errno = status == detail::curl::again ? EAGAIN : ECONNRESET;
  return -1;
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_CURL_HPP
