// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Everything that can keep an HTTP answer from being had, one row each: a code that never changes its meaning, and a
// sentence for people. Scripts match on the code; the text may be improved.
//
//   const auto got = maintkit::http::get("http://127.0.0.1:8345/healthcheck/");
//   if (got && got->why == maintkit::http::fault::connect_refused) …       about(got->why).code: "connect.refused"
#ifndef MAINTKIT_HTTP_FAULT_HPP
#define MAINTKIT_HTTP_FAULT_HPP

#include <maintkit/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

enum class fault : std::uint8_t {
  none,
  dns_not_found,
  dns_failed,
  dns_timeout,
  connect_refused,
  connect_unreachable,
  connect_timeout,
  connect_denied,
  connect_missing,
  connect_failed,
  tls_unavailable,
  tls_timeout,
  tls_handshake,
  tls_certificate,
  tls_authorities,
  send_failed,
  send_timeout,
  answer_timeout,
  head_timeout,
  body_timeout,
  answer_empty,
  answer_reset,
  answer_size,
  not_http,
  version,
  status_malformed,
  status_size,
  bare_cr,
  head_eof,
  head_size,
  field_count,
  field_indented,
  field_colon,
  field_space,
  field_name,
  field_value,
  interim_count,
  switching,
  length_invalid,
  length_overflow,
  length_conflict,
  length_and_coding,
  coding_unknown,
  coding_version,
  body_short,
  chunk_size,
  chunk_overflow,
  chunk_extension,
  chunk_end,
  chunk_eof,
  trailer_size,
  redirect_missing,
  redirect_malformed,
  redirect_scheme,
  redirect_downgrade,
  redirect_loop,
  redirect_hops,
  redirect_origin,
};

struct fault_row {
  fault id;
  std::string_view code;     // "http.length.conflict": stable
  errc kind;                 // timed_out and unreachable: nothing was learnt about the service itself
  std::string_view meaning;  // one sentence without a full stop
};

// In the order of the enum. Where a rule of HTTP is broken, the meaning names the clause of RFC 9112 or 9110.
inline constexpr fault_row faults[] = {
    {fault::none, "ok", errc::failed, "a whole, well-formed answer was read"},
    {fault::dns_not_found, "dns.not_found", errc::unreachable, "the name has no address"},
    {fault::dns_failed, "dns.failed", errc::unreachable, "the name could not be looked up just now"},
    {fault::dns_timeout, "dns.timeout", errc::timed_out, "the name was not resolved in time"},
    {fault::connect_refused, "connect.refused", errc::unreachable, "nothing listens there"},
    {fault::connect_unreachable, "connect.unreachable", errc::unreachable, "there is no route to the address"},
    {fault::connect_timeout, "connect.timeout", errc::timed_out, "no connection in time"},
    {fault::connect_denied, "connect.denied", errc::unreachable, "the system does not permit the connection"},
    {fault::connect_missing, "connect.missing", errc::unreachable, "there is no such socket"},
    {fault::connect_failed, "connect.failed", errc::unreachable, "the connection could not be made"},
    {fault::tls_unavailable, "tls.unavailable", errc::unsupported,
     "https needs libcurl (Debian package libcurl4), and it is not there"},
    {fault::tls_timeout, "tls.timeout", errc::timed_out, "no TLS handshake in time"},
    {fault::tls_handshake, "tls.handshake", errc::malformed, "TLS could not be agreed on"},
    {fault::tls_certificate, "tls.certificate", errc::malformed, "the certificate is not to be trusted"},
    {fault::tls_authorities, "tls.authorities", errc::unsupported, "the file of authorities can't be read"},
    {fault::send_failed, "send.failed", errc::incomplete, "the server closed before it took the request"},
    {fault::send_timeout, "send.timeout", errc::timed_out, "the request was not taken in time"},
    {fault::answer_timeout, "http.answer.timeout", errc::timed_out, "connected, but not one byte of answer in time"},
    {fault::head_timeout, "http.head.timeout", errc::timed_out, "status and fields did not arrive in time"},
    {fault::body_timeout, "http.body.timeout", errc::timed_out, "the body did not arrive in time"},
    {fault::answer_empty, "http.answer.empty", errc::incomplete, "the server closed without an answer"},
    {fault::answer_reset, "http.answer.reset", errc::incomplete, "the server reset the connection amid its answer"},
    {fault::answer_size, "http.answer.size", errc::limit, "the answer is longer than this check reads"},
    {fault::not_http, "http.protocol", errc::malformed, "the server does not speak HTTP/1 (RFC 9112 section 4)"},
    {fault::version, "http.version", errc::malformed, "the answer is not HTTP/1.x (RFC 9112 section 2.3)"},
    {fault::status_malformed, "http.status.malformed", errc::malformed, "the status is not three digits (RFC 9112 4)"},
    {fault::status_size, "http.status.size", errc::limit, "the status line does not end"},
    {fault::bare_cr, "http.bare_cr", errc::malformed, "a CR without its LF (RFC 9112 section 2.2)"},
    {fault::head_eof, "http.head.eof", errc::incomplete, "the connection ended before the empty line (RFC 9112 8)"},
    {fault::head_size, "http.head.size", errc::limit, "the fields take more room than any server needs"},
    {fault::field_count, "http.field.count", errc::limit, "more fields than any server needs"},
    {fault::field_indented, "http.field.indented", errc::malformed, "the first field is indented (RFC 9112 2.2)"},
    {fault::field_colon, "http.field.colon", errc::malformed, "a field without a colon (RFC 9112 section 5)"},
    {fault::field_space, "http.field.space", errc::malformed, "a blank before a field's colon (RFC 9112 5.1)"},
    {fault::field_name, "http.field.name", errc::malformed, "a field's name is not a token (RFC 9110 section 5.1)"},
    {fault::field_value, "http.field.value", errc::malformed, "a control byte in a field (RFC 9110 section 5.5)"},
    {fault::interim_count, "http.interim.count", errc::limit, "one interim answer (1xx) after the other"},
    {fault::switching, "http.switching", errc::malformed, "101, though no other protocol was asked for (RFC 9110 15)"},
    {fault::length_invalid, "http.length.invalid", errc::malformed, "Content-Length is not a number (RFC 9112 6.3)"},
    {fault::length_overflow, "http.length.overflow", errc::limit, "Content-Length is past all bounds"},
    {fault::length_conflict, "http.length.conflict", errc::malformed, "two Content-Lengths that differ (RFC 9112 6.3)"},
    {fault::length_and_coding, "http.length.coding", errc::malformed,
     "Content-Length beside Transfer-Encoding: where the body ends is in doubt (RFC 9112 6.3)"},
    {fault::coding_unknown, "http.coding.unknown", errc::malformed,
     "a transfer coding that was not asked for (9112 7)"},
    {fault::coding_version, "http.coding.version", errc::malformed, "Transfer-Encoding in HTTP/1.0 (RFC 9112 6.1)"},
    {fault::body_short, "http.body.short", errc::incomplete, "the body is shorter than its Content-Length (9112 8)"},
    {fault::chunk_size, "chunk.size.malformed", errc::malformed, "a chunk size is not hexadecimal (RFC 9112 7.1)"},
    {fault::chunk_overflow, "chunk.size.overflow", errc::limit, "a chunk size is past all bounds (RFC 9112 7.1)"},
    {fault::chunk_extension, "chunk.extension.size", errc::limit, "a chunk's size line does not end"},
    {fault::chunk_end, "chunk.end", errc::malformed, "a chunk is longer than its size (RFC 9112 section 7.1)"},
    {fault::chunk_eof, "chunk.eof", errc::incomplete, "the body ended before its last chunk (RFC 9112 section 8)"},
    {fault::trailer_size, "chunk.trailer.size", errc::limit, "the fields behind the last chunk do not end"},
    {fault::redirect_missing, "redirect.location.missing", errc::malformed, "a redirect without Location"},
    {fault::redirect_malformed, "redirect.location.malformed", errc::malformed, "a redirect to what is no URL"},
    {fault::redirect_scheme, "redirect.scheme", errc::malformed, "a redirect away from http and https"},
    {fault::redirect_downgrade, "redirect.downgrade", errc::malformed, "a redirect from https to http"},
    {fault::redirect_loop, "redirect.loop", errc::malformed, "a redirect to an address that was just asked"},
    {fault::redirect_hops, "redirect.hops", errc::limit, "one redirect after the other"},
    {fault::redirect_origin, "redirect.origin", errc::failed, "a redirect that the policy does not follow"},
};

constexpr const fault_row& about(fault which);

// ---------------------------------------------------------------------------------------------------------------------

constexpr const fault_row& about(fault which) { return faults[static_cast<std::size_t>(which)]; }

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_FAULT_HPP
