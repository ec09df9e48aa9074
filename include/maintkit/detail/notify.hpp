// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Tells the service manager how a service is doing: a datagram of assignments to the socket named by NOTIFY_SOCKET
// (systemd's sd_notify protocol).
//
//   detail::notify("/run/systemd/notify", "READY=1\nSTATUS=well");
//   detail::notify("@manager", "STATUS=starting");      '@': not in the file system, but in Linux' abstract namespace
#ifndef MAINTKIT_DETAIL_NOTIFY_HPP
#define MAINTKIT_DETAIL_NOTIFY_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// At most a second long: where nobody takes the datagram, that is an error. Other kinds of sockets than these two are
// errc::unsupported.
result<void> notify(const std::string& socket, const std::string& assignments);

// ---------------------------------------------------------------------------------------------------------------------

inline result<void> notify(const std::string& socket, const std::string& assignments) {
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (socket.size() < 2 || (socket[0] != '/' && socket[0] != '@')) {
    return error(errc::unsupported, socket, "is no socket of a service manager: neither /PATH nor @NAME");
  }
  if (socket.size() >= sizeof to.sun_path) return error(errc::limit, socket, "is too long for a socket");
  std::memcpy(to.sun_path, socket.data(), socket.size());
  if (socket[0] == '@') to.sun_path[0] = '\0';
  // A path ends with its zero byte, an abstract name where its length says.
  const std::size_t size = offsetof(sockaddr_un, sun_path) + socket.size() + (socket[0] == '/' ? 1 : 0);
  const unique_fd s(::socket(AF_UNIX, SOCK_DGRAM, 0));
  if (!s) return system_error(errno, socket);
  ::fcntl(s.get(), F_SETFD, FD_CLOEXEC);
  const timeval patience{1, 0};
  ::setsockopt(s.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const auto* const at = reinterpret_cast<const sockaddr*>(&to);
  if (::sendto(s.get(), assignments.data(), assignments.size(), MSG_NOSIGNAL, at, static_cast<socklen_t>(size)) < 0) {
    return system_error(errno, socket);
  }
  return {};
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_NOTIFY_HPP
