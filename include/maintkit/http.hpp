// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One GET that ends when it was told to, and says exactly how it went. Whatever the server does: at most `timeout`
// long, at most `bounds.total` bytes read, no credential to another origin, nothing followed that was not asked for.
//
//   maintkit::http::request ask;
//   ask.host = "tickets.example.org";                                     // the Host field; the connection stays local
//   const auto got = maintkit::http::get("http://127.0.0.1:8345/healthcheck/", ask);
//   if (got && got->why == http::fault::none) use(got->message.status);
#ifndef MAINTKIT_HTTP_HPP
#define MAINTKIT_HTTP_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/event_loop.hpp>
#include <maintkit/error.hpp>
#include <maintkit/http/fault.hpp>
#include <maintkit/http/message.hpp>
#include <maintkit/http/resolve.hpp>
#include <maintkit/http/socket.hpp>
#include <maintkit/http/url.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

// Which redirects are followed. From https to http, and to any other scheme, none is.
enum class follow : std::uint8_t {
  none,
  same_origin,  // scheme, host and port stay
  host,         // the host stays
  any,
};

struct named_field {
  std::string name;
  std::string value;
};

struct request {
  std::int64_t timeout = 10 * maintkit::detail::second;  // nanoseconds for everything: names, redirects, the last byte
  std::string host;                                      // the Host field, "NAME[:PORT]"; empty: the address's
  std::string connect;                                   // "ADDRESS[:PORT]" to connect to; empty: the address's
  std::string unix_socket;                               // the path of a socket to connect to instead
  std::string sni;      // the name asked for in TLS, which the certificate must be for; empty: the Host field's
  std::string ca_file;  // PEM: the authorities to trust for https; empty: the system's
  std::vector<named_field> fields;  // more fields; like the user and password of the address, only for its own origin
  http::follow follow = follow::none;
  int hops = 5;  // redirects in a row
  limits bounds;
  keep_body keep = keep_body::no;
};

struct answer {
  fault why = fault::none;
  response message;             // of the last hop, as far as it came
  phases times;                 // summed over the hops
  std::string url;              // what was asked last; no password in it
  std::string problem;          // what is wrong with TLS, in libcurl's words
  std::string certificate_end;  // "Nov 24 12:00:00 2027 GMT", of the last hop over https
  std::string peer;             // "127.0.0.1:8345", where there was a connection
  std::string
      location;  // where the last answer redirected to, followed or not; as a whole URL, as it is reached from here
  int redirects = 0;  // followed
};

// An error only for what can't be meant: an address, host or field that is no such thing. All that the world can do is
// in the answer. https needs libcurl, looked for only then: without it, fault::tls_unavailable.
result<answer> get(std::string_view address, const request& ask = {});

// Whether it can be meant, without asking anybody.
result<void> validate(std::string_view address, const request& ask = {});

// The same as a task of detail/event_loop.hpp, for who asks many at once: from the start to the last redirect, under
// the request's own timeout.
class journey {
 public:
  static result<journey> begin(std::string_view address, const request& ask);

  void prepare(maintkit::detail::poll_set& set);
  void proceed(const maintkit::detail::poll_set& set);
  bool done() const { return done_; }
  void expire();

  const maintkit::detail::deadline& by() const { return by_; }
  answer take_answer() { return std::move(out_); }

 private:
  journey(const request& ask, std::string address)
      : ask_(ask), by_(maintkit::detail::deadline::after(ask.timeout)), place_(std::move(address)) {}

  void start_hop();
  void find(const url& u);
  void resolved();
  void connect(addresses found);
  std::string head() const;
  tls_options security() const;
  void exchanged();
  fault destination();
  void end(fault why);

  request ask_;
  maintkit::detail::deadline by_;
  std::string place_;                 // the URL that is connected to
  std::string target_;                // what is asked for there
  std::string host_;                  // the Host field sent
  std::vector<std::string> visited_;  // as the server sees them
  bool own_ = true;                   // still at the origin that the caller named
  std::uint16_t port_ = 0;
  std::size_t read_ = 0;    // bytes, over all hops
  std::int64_t since_ = 0;  // the start of the hop
  std::unique_ptr<lookup> lookup_;
  std::unique_ptr<exchange> exchange_;
  bool done_ = false;
  answer out_;
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The parse error without the text where that may hold a password: an '@', or a port that is none.
inline error address_error(const parse_error& e, std::string_view address) {
  error out(e, "address", address);
  const std::size_t slashes = address.find("://");
  const std::string_view host = slashes == std::string_view::npos ? address : address.substr(slashes + 3);
  const std::size_t colon = host.empty() || host[0] == '[' ? std::string_view::npos : host.find(':');
  const bool password =
      colon != std::string_view::npos && colon + 1 < host.size() && !maintkit::detail::is_digit(host[colon + 1]);
  if (password || address.find('@') != std::string_view::npos) out.text.clear();
  return out;
}

inline std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u; };
    const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    out += letters[three >> 18];
    out += letters[three >> 12 & 63];
    out += i + 1 < bytes.size() ? letters[three >> 6 & 63] : '=';
    out += i + 2 < bytes.size() ? letters[three & 63] : '=';
  }
  return out;
}

constexpr bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

inline bool same_host(const url& a, const url& b) {
  return a.kind == b.kind && maintkit::detail::equal_ignoring_case(a.host, b.host);
}
inline bool same_origin(const url& a, const url& b) {
  return a.scheme == b.scheme && a.port == b.port && same_host(a, b);
}

// "NAME[:PORT]" as a URL's authority; the result's views are into `text`, which becomes a whole URL.
inline parsed<url> parse_authority(std::string& text) {
  text.insert(0, "http://");
  if (text.find_first_of("/?#@", 7) != std::string::npos) {
    return parse_error{errc::malformed, "a host name or address, and perhaps a port", 0, 0};
  }
  return parse_url(text);
}

inline result<void> check(const request& ask) {
  for (const std::string* authority : {&ask.host, &ask.connect}) {
    if (authority->empty()) continue;
    std::string text = *authority;
    if (const auto u = parse_authority(text); !u) {
      return error(errc::invalid, *authority, std::string("expected ") + u.error().expected);
    }
  }
  if (!ask.sni.empty()) {
    std::string text = ask.sni;
    const bool has_port = text.back() != ']' && text.find(':') != std::string::npos;
    if (const auto u = parse_authority(text); !u || has_port) {
      return error(errc::invalid, ask.sni, "expected a host name or address, without a port");
    }
  }
  for (const named_field& f : ask.fields) {
    if (!is_token(f.name)) return error(errc::invalid, f.name, "is not the name of a field");
    if (maintkit::detail::span_of(f.value, is_value_char) != f.value.size()) {
      return error(errc::invalid, f.name, "has a control byte in its value");
    }
    for (const std::string_view own : {"host", "connection", "content-length", "transfer-encoding", "te", "upgrade"}) {
      if (maintkit::detail::equal_ignoring_case(f.name, own))
        return error(errc::invalid, f.name, "can't be set as a field");
    }
  }
  return {};
}

}  // namespace detail

inline result<void> validate(std::string_view address, const request& ask) {
  const auto u = parse_url(address);
  if (!u) return detail::address_error(u.error(), address);
  if (!ask.sni.empty() && u->scheme != scheme::https) return error(errc::invalid, ask.sni, "SNI needs https");
  if (!ask.connect.empty() && (!ask.unix_socket.empty() || u->kind == host_kind::path)) {
    return error(errc::invalid, ask.connect, "is a second place to connect to, beside a unix socket");
  }
  return detail::check(ask);
}

inline result<journey> journey::begin(std::string_view address, const request& ask) {
  if (const auto sound = validate(address, ask); !sound) return sound.error();
  journey j(ask, std::string(address));
  j.start_hop();
  return j;
}

inline void journey::prepare(maintkit::detail::poll_set& set) {
  set.wake_at(by_.at());
  if (lookup_) lookup_->prepare(set);
  if (exchange_) exchange_->prepare(set);
}

inline void journey::proceed(const maintkit::detail::poll_set& set) {
  if (by_.passed()) return expire();
  if (lookup_) {
    lookup_->proceed(set);
    if (lookup_->done()) resolved();
  } else if (exchange_) {
    exchange_->proceed(set);
    if (exchange_->done()) exchanged();
  }
}

inline void journey::expire() {
  if (lookup_) {
    lookup_->expire();
    resolved();
  } else if (exchange_) {
    exchange_->expire();
    exchanged();
  }
}

// Asks for target_ at place_.
inline void journey::start_hop() {
  const url u = *parse_url(place_);
  if (target_.empty()) target_ = request_target(u);
  out_.url = detail::origin(u) + target_;
  host_ = own_ && !ask_.host.empty() ? ask_.host : authority(u);
  const std::string seen_there = (u.scheme == scheme::https ? "https://" : "http://") + host_ + target_;
  visited_.push_back(to_string(*parse_url(seen_there)));
  if (u.scheme == scheme::https && !detail::curl::load().complete) return end(fault::tls_unavailable);
  since_ = maintkit::detail::ticks();
  find(u);
}

// Where to connect to: the address's host, or what the caller named instead.
inline void journey::find(const url& u) {
  if (own_ && !ask_.unix_socket.empty()) return connect(socket_address(ask_.unix_socket));
  if (u.kind == host_kind::path) return connect(socket_address(percent_decoded(u.host)));
  std::string text = ask_.connect;
  const bool elsewhere = own_ && !text.empty();
  const url to = elsewhere ? *detail::parse_authority(text) : u;
  const bool has_port = elsewhere && ask_.connect.rfind(':') != std::string::npos && ask_.connect.back() != ']';
  port_ = has_port ? to.port : u.port;
  const std::string host(to.host);
  if (auto known = known_addresses(host, std::string(to.zone), port_)) return connect(std::move(*known));
  lookup_ = std::make_unique<lookup>(host);
  if (lookup_->done()) resolved();
}

inline void journey::resolved() {
  addresses found = lookup_->found(port_);
  lookup_.reset();
  connect(std::move(found));
}

inline void journey::connect(addresses found) {
  out_.times.resolve += maintkit::detail::ticks() - since_;
  if (found.why != fault::none) return end(found.why);
  limits bounds = ask_.bounds;
  bounds.total -= read_;
  response_reader reader(bounds, ask_.keep);
  exchange_ = std::make_unique<exchange>(std::move(found.list), head(), std::move(reader), security());
  if (exchange_->done()) exchanged();
}

// The name in the certificate is the one in the Host field, unless the caller named another for the own origin.
inline tls_options journey::security() const {
  std::string text = own_ && !ask_.sni.empty() ? ask_.sni : host_;
  if (parse_url(place_)->scheme != scheme::https) return {};
  const url u = *detail::parse_authority(text);
  const std::string host(u.host);
  return {u.kind == host_kind::ipv6 ? '[' + host + ']' : host, ask_.ca_file};
}

inline std::string journey::head() const {
  std::string out = "GET " + target_ + " HTTP/1.1\r\nHost: " + host_ +
                    "\r\nUser-Agent: maintkit/" MAINTKIT_VERSION_STRING "\r\nAccept: */*\r\nConnection: close\r\n";
  if (own_) {
    for (const named_field& f : ask_.fields) out += f.name + ": " + f.value + "\r\n";
    const std::string_view user = parse_url(place_)->userinfo;
    if (!user.empty()) out += "Authorization: Basic " + detail::base64(percent_decoded(user)) + "\r\n";
  }
  return out + "\r\n";
}

inline void journey::exchanged() {
  const auto e = std::move(exchange_);
  read_ += e->reader().received();
  out_.times.connect += e->times().connect;
  out_.times.tls += e->times().tls;
  out_.times.processing += e->times().processing;
  out_.problem = e->problem();
  out_.certificate_end = e->certificate_end();
  out_.times.transfer += e->times().transfer;
  if (!e->peer().empty()) out_.peer = e->peer();
  out_.message = e->reader().message();
  if (e->failure() != fault::none || !detail::is_redirect(out_.message.status)) return end(e->failure());
  const fault why = destination();
  if (ask_.follow == follow::none || why != fault::none) return end(ask_.follow == follow::none ? fault::none : why);
  ++out_.redirects;
  start_hop();
}

inline void journey::end(fault why) {
  out_.why = why;
  done_ = true;
}

// Where the answer points, judged; moves there if it may be followed.
inline fault journey::destination() {
  const auto location = out_.message.field("location");
  out_.location = location.value_or(std::string_view());
  if (!location || location->empty()) return fault::redirect_missing;
  const url base = *parse_url(visited_.back());
  std::string text = resolve(base, *location);
  const auto next = parse_url(text);
  if (!next || next->scheme == scheme::unix_socket) {
    const bool other_scheme = detail::has_scheme(text) && text.substr(0, 5) != "http:" && text.substr(0, 6) != "https:";
    return other_scheme ? fault::redirect_scheme : fault::redirect_malformed;
  }
  const bool same = detail::same_origin(base, *next);
  const std::string seen_there = to_string(*next);
  // The same origin is reached as before: through the host, address or socket that the caller named.
  out_.location = same ? detail::origin(*parse_url(place_)) + request_target(*next) : seen_there;
  const bool allowed =
      same || ask_.follow == follow::any || (ask_.follow == follow::host && detail::same_host(base, *next));
  if (base.scheme == scheme::https && next->scheme == scheme::http) return fault::redirect_downgrade;
  if (!allowed) return fault::redirect_origin;
  for (const std::string& seen : visited_) {
    if (seen == seen_there) return fault::redirect_loop;
  }
  if (out_.redirects >= ask_.hops) return fault::redirect_hops;
  target_ = request_target(*next);
  if (!same) {
    own_ = false;
    place_ = seen_there;
  }
  return fault::none;
}

inline result<answer> get(std::string_view address, const request& ask) {
  auto j = journey::begin(address, ask);
  if (!j) return j.error();
  maintkit::detail::finish(*j, j->by());
  return j->take_answer();
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_HPP
