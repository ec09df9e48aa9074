// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One check: asks, and judges what came. Everything that can be set about the two stands in one place.
//
//   health::options how;
//   how.request.host = "tickets.example.org";
//   how.expect.contains = {"pong"};
//   const auto v = health::check("http://127.0.0.1:8345/ping", how);
#ifndef MAINTKIT_HEALTH_CHECK_HPP
#define MAINTKIT_HEALTH_CHECK_HPP

#include <maintkit/error.hpp>
#include <maintkit/health/verdict.hpp>
#include <maintkit/http.hpp>

#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

struct options {
  http::request request;
  expectations expect;
};

// What is asked for these expectations: the body is kept only where one of them looks at it.
http::request request_of(const options& how);

// Returns within the request's timeout, whatever is at the other end. An error only for what can't be meant.
result<verdict> check(std::string_view address, const options& how = {});

// ---------------------------------------------------------------------------------------------------------------------

inline http::request request_of(const options& how) {
  http::request ask = how.request;
  const bool reads_body = how.expect.read_health || !how.expect.contains.empty() || !how.expect.json.empty();
  if (reads_body) ask.keep = http::keep_body::yes;
  return ask;
}

inline result<verdict> check(std::string_view address, const options& how) {
  auto got = http::get(address, request_of(how));
  if (!got) return got.error();
  return judge(std::move(*got), how.expect);
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_CHECK_HPP
