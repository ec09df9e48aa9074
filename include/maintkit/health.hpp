// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Is the service well? One question over HTTP, one verdict with its reason, within one deadline.
//
//   const auto v = maintkit::health::check("http://127.0.0.1:8345/healthcheck/");
//   if (v && v->state == health::state::healthy) …         else v->reason: "connect.refused", "status.redirect" …
#ifndef MAINTKIT_HEALTH_HPP
#define MAINTKIT_HEALTH_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health/check.hpp>
#include <maintkit/health/fleet.hpp>
#include <maintkit/health/health_document.hpp>
#include <maintkit/health/health_json.hpp>
#include <maintkit/health/verdict.hpp>
#include <maintkit/health/wait.hpp>
#include <maintkit/http.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

// Every address behind the name asked by itself, in the order of the resolver: a round robin of which one is dead looks
// well three times out of four. They share the time: each has an equal part of what is left when its turn comes.
result<std::vector<verdict>> check_each_address(std::string_view address, const options& how = {});

// ---------------------------------------------------------------------------------------------------------------------

inline result<std::vector<verdict>> check_each_address(std::string_view address, const options& how) {
  std::vector<verdict> out;
  const auto u = http::parse_url(address);
  const bool named =
      u && u->kind == http::host_kind::name && how.request.connect.empty() && how.request.unix_socket.empty();
  http::addresses found;
  const auto by = maintkit::detail::deadline::after(how.request.timeout);
  if (named) found = http::find_addresses(std::string(u->host), {}, u->port, by);
  options each = how;
  for (std::size_t i = 0; i < found.list.size(); ++i) {
    each.request.connect = http::to_string(found.list[i]);
    each.request.timeout = by.left() / static_cast<std::int64_t>(found.list.size() - i);
    auto v = check(address, each);
    if (!v) return v.error();
    out.push_back(std::move(*v));
    if (out.back().answer.peer.empty()) out.back().answer.peer = each.request.connect;
  }
  if (!out.empty()) return out;
  auto v = check(address, how);  // a number, a socket, or a name without addresses
  if (!v) return v.error();
  out.push_back(std::move(*v));
  return out;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_HPP
