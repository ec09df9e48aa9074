// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Addresses of http services, strictly after RFC 3986: what a checker may send on, and nothing it would have to guess.
//
//   constexpr auto u = maintkit::http::parse_url("http://user:pw@[::1]:8345/healthcheck/?full#top");
//   u->host            "::1"
//   u->target          "/healthcheck/?full"      the fragment is never sent
//   authority(*u)      "[::1]:8345"              user and password are never shown
//   parse_url("http+unix://%2Frun%2Fapp.sock/healthcheck/")      a socket in the file system
#ifndef MAINTKIT_HTTP_URL_HPP
#define MAINTKIT_HTTP_URL_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace http {

enum class scheme : std::uint8_t { http, https, unix_socket };
enum class host_kind : std::uint8_t { name, ipv4, ipv6, path };

// Views into the text that was parsed, which must outlive it.
struct url {
  http::scheme scheme = http::scheme::http;
  host_kind kind = host_kind::name;
  std::string_view userinfo;  // before the last '@'; percent-encoded; never shown
  std::string_view host;      // as written, without brackets and zone; of a unix socket the percent-encoded path
  std::string_view zone;      // "eth0" of [fe80::1%25eth0] (RFC 6874)
  std::uint16_t port = 80;    // 0: a unix socket has none
  std::string_view path;      // "/healthcheck/" or empty
  std::string_view target;    // path and query as written: empty or "?…" where the path is
};

// Bytes outside of RFC 3986, bad %-sequences, "127.1" and "0x7f000001", ports past 65535 and any other scheme are
// refused; names outside of ASCII must be given in punycode.
constexpr parsed<url> parse_url(std::string_view text);

// True for a dotted quad: four decimal numbers up to 255 without leading zeros (RFC 3986 section 3.2.2).
constexpr bool is_ipv4(std::string_view text);
// True for the text form of an IPv6 address without brackets and zone (RFC 4291 section 2.2).
constexpr bool is_ipv6(std::string_view text);

constexpr std::uint16_t default_port(scheme s);

// What goes into the Host field: lower case, brackets where needed, no zone, the port only where it is not the default
// one. A unix socket answers "localhost".
std::string authority(const url& u);

// The address as it may be shown or logged: without user, password and fragment.
std::string to_string(const url& u);

// What is put on the request line: the target, with its "/" where the path is empty.
std::string request_target(const url& u);

// %XX decoded; the text must have passed parse_url.
std::string percent_decoded(std::string_view text);

// `reference` (a Location) seen from `base`, as a whole URL without fragment (RFC 3986 section 5.2). The result is
// still to be parsed: it may be an address that nothing here can ask.
std::string resolve(const url& base, std::string_view reference);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using maintkit::detail::hex_value;
using maintkit::detail::is_alnum;
using maintkit::detail::is_digit;
using maintkit::detail::lower;

constexpr std::size_t longest = 8 * 1024;    // of a URL: servers take 8 KiB on a request line at most
constexpr std::size_t longest_host = 253;    // RFC 1035 section 2.3.4, as text
constexpr std::size_t longest_label = 63;    // likewise
constexpr std::size_t longest_socket = 107;  // sun_path on Linux, less its NUL

constexpr bool is_url_byte(char c) {
  constexpr std::string_view others = "-._~:/?#[]@!$&'()*+,;=%";  // RFC 3986 section 2
  return is_alnum(c) || others.find(c) != std::string_view::npos;
}

// Offset of the first byte that no URL holds, or of a '%' that two hexadecimal digits don't follow; or npos.
constexpr std::size_t byte_fault(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_url_byte(text[i])) return i;
    if (text[i] == '%' && (text.size() - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)) return i;
  }
  return std::string_view::npos;
}

// True where the last label reads as a number: then only a dotted quad is meant ("127.1" is 127.0.0.1 to inet_aton, and
// to nobody else).
constexpr bool ends_in_number(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  const std::size_t dot = host.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? host : host.substr(dot + 1);
  if (last.empty()) return false;
  if (last.size() > 1 && last[0] == '0' && lower(last[1]) == 'x') return true;
  for (const char c : last) {
    if (!is_digit(c)) return false;
  }
  return true;
}

constexpr bool is_name(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty() || host.size() > longest_host) return false;
  std::size_t label = 0;
  for (const char c : host) {
    if (c == '.' ? label == 0 : !is_alnum(c) && c != '-' && c != '_') return false;
    label = c == '.' ? 0 : label + 1;
    if (label > longest_label) return false;
  }
  return label > 0;
}

// How many 16-bit groups the text writes out, or -1; a dotted quad at the end counts as two.
constexpr int ipv6_groups(std::string_view text, bool may_end_in_ipv4) {
  int groups = 0;
  while (!text.empty()) {
    const std::size_t n = maintkit::detail::span_of(text, [](char c) { return hex_value(c) >= 0; });
    if (may_end_in_ipv4 && n < text.size() && text[n] == '.') return is_ipv4(text) ? groups + 2 : -1;
    if (n == 0 || n > 4) return -1;
    ++groups;
    text.remove_prefix(n);
    if (text.empty()) break;
    if (text[0] != ':' || text.size() == 1) return -1;
    text.remove_prefix(1);
  }
  return groups;
}

constexpr std::size_t decoded_size(std::string_view text) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < text.size(); i += text[i] == '%' ? 3u : 1u) ++n;
  return n;
}

struct authority_reader {
  std::string_view text;  // the whole URL, for offsets
  url out{};

  constexpr parse_error fault(const char* expected, std::string_view at) const {
    const auto offset = static_cast<std::size_t>(at.data() - text.data());
    return {errc::malformed, expected, offset, at.size()};
  }

  constexpr parsed<url> read(std::string_view authority) {
    if (out.scheme == scheme::unix_socket) return socket(authority);
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
      out.userinfo = authority.substr(0, at);
      authority.remove_prefix(at + 1);
    }
    return !authority.empty() && authority[0] == '[' ? bracketed(authority) : named(authority);
  }

  constexpr parsed<url> socket(std::string_view authority) {
    out.kind = host_kind::path;
    out.host = authority;
    out.port = 0;
    const std::string_view slash = authority.substr(0, 3);
    if (slash != "%2F" && slash != "%2f") return fault("the socket's absolute path, its slashes as %2F", authority);
    if (decoded_size(authority) > longest_socket) return fault("a socket path of at most 107 bytes", authority);
    if (authority.find("%00") != std::string_view::npos) return fault("a path without a NUL byte", authority);
    return out;
  }

  constexpr parsed<url> bracketed(std::string_view authority) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return fault("']' behind the IPv6 address", authority);
    out.kind = host_kind::ipv6;
    out.host = authority.substr(1, close - 1);
    const std::size_t percent = out.host.find('%');
    if (percent != std::string_view::npos) {
      out.zone = out.host.substr(percent);
      out.host = out.host.substr(0, percent);
      if (out.zone.substr(0, 3) != "%25" || out.zone.size() == 3 || out.zone.find('%', 1) != std::string_view::npos) {
        return fault("an interface behind %25, as in %25eth0", out.zone);
      }
      out.zone.remove_prefix(3);
    }
    if (!is_ipv6(out.host)) return fault("an IPv6 address between the brackets", out.host);
    return port(authority.substr(close + 1));
  }

  constexpr parsed<url> named(std::string_view authority) {
    const std::size_t colon = authority.find(':');
    out.host = authority.substr(0, colon);
    out.kind = is_ipv4(out.host) ? host_kind::ipv4 : host_kind::name;
    if (out.kind == host_kind::name && ends_in_number(out.host)) {
      return fault("a dotted quad: four numbers of at most 255", out.host);
    }
    if (out.kind == host_kind::name && !is_name(out.host))
      return fault("a host name (in punycode) or address", out.host);
    return port(colon == std::string_view::npos ? authority.substr(authority.size()) : authority.substr(colon));
  }

  constexpr parsed<url> port(std::string_view rest) {
    out.port = default_port(out.scheme);
    if (rest.empty()) return out;
    if (rest[0] != ':') return fault("':' and a port, or '/'", rest);
    rest.remove_prefix(1);
    if (rest.empty()) return out;  // RFC 3986 section 3.2.3: an empty port is the default one
    const auto number = maintkit::detail::whole_number<std::uint16_t>(rest);
    if (!number || *number == 0) return fault("a port from 1 to 65535", rest);
    out.port = *number;
    return out;
  }
};

// RFC 3986 section 5.2.4.
inline std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = path.find('/', 1);
    const std::string_view segment = path.substr(0, end);
    const bool last = end == std::string_view::npos;
    path = last ? std::string_view() : path.substr(end);
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
      if (last) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

// "http://host", as to_string starts.
inline std::string origin(const url& u) {
  if (u.scheme == scheme::unix_socket) return "http+unix://" + std::string(u.host);
  const std::string start = u.scheme == scheme::https ? "https://" : "http://";
  const std::string zone = u.zone.empty() ? "" : "%25" + std::string(u.zone);
  std::string host = authority(u);
  if (!zone.empty()) host.insert(host.find(']'), zone);
  return start + host;
}

constexpr bool has_scheme(std::string_view reference) {
  const std::size_t n =
      maintkit::detail::span_of(reference, [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
  return n > 0 && maintkit::detail::is_alpha(reference[0]) && n < reference.size() && reference[n] == ':';
}

}  // namespace detail

constexpr std::uint16_t default_port(scheme s) {
  return s == scheme::http ? std::uint16_t{80} : s == scheme::https ? std::uint16_t{443} : std::uint16_t{0};
}

constexpr bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    const std::size_t n = maintkit::detail::span_of(text, maintkit::detail::is_digit);
    const auto number = maintkit::detail::whole_number<std::uint8_t>(text.substr(0, n));
    if (!number || (n > 1 && text[0] == '0')) return false;
    text.remove_prefix(n);
    if (part == 3) break;
    if (text.empty() || text[0] != '.') return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

constexpr bool is_ipv6(std::string_view text) {
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) return detail::ipv6_groups(text, true) == 8;
  const int before = detail::ipv6_groups(text.substr(0, gap), false);
  const int behind = detail::ipv6_groups(text.substr(gap + 2), true);
  return before >= 0 && behind >= 0 && before + behind < 8;
}

constexpr parsed<url> parse_url(std::string_view text) {
  using namespace detail;
  if (text.size() > longest) return parse_error{errc::limit, "at most 8192 bytes", longest, text.size() - longest};
  const std::size_t bad = byte_fault(text);
  if (bad != std::string_view::npos) {
    return parse_error{errc::malformed,
                       text[bad] == '%' ? "two hexadecimal digits behind '%'"
                                        : "a byte that a URL may hold (others as %XX, names in punycode)",
                       bad, 1};
  }
  struct row {
    std::string_view prefix;
    http::scheme scheme;
  };
  constexpr row schemes[] = {
      {"http://", scheme::http}, {"https://", scheme::https}, {"http+unix://", scheme::unix_socket}};
  for (const row& r : schemes) {
    if (!maintkit::detail::equal_ignoring_case(text.substr(0, r.prefix.size()), r.prefix)) continue;
    const std::string_view rest = text.substr(r.prefix.size());
    const std::string_view sent = rest.substr(0, rest.find('#'));
    const std::size_t end = sent.find_first_of("/?");
    authority_reader reader{text};
    reader.out.scheme = r.scheme;
    auto u = reader.read(sent.substr(0, end));
    if (!u || end == std::string_view::npos) return u;
    u->target = sent.substr(end);
    u->path = u->target.substr(0, u->target.find('?'));
    return u;
  }
  return parse_error{errc::malformed, "http://, https:// or http+unix://", 0, 0};
}

inline std::string authority(const url& u) {
  if (u.kind == host_kind::path) return "localhost";
  std::string out;
  if (u.kind == host_kind::ipv6) out += '[';
  for (const char c : u.host) out += detail::lower(c);
  if (u.kind == host_kind::ipv6) out += ']';
  if (u.port != default_port(u.scheme)) out += ":" + std::to_string(u.port);
  return out;
}

inline std::string request_target(const url& u) {
  return u.path.empty() ? "/" + std::string(u.target) : std::string(u.target);
}

inline std::string to_string(const url& u) { return detail::origin(u) + request_target(u); }

inline std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%' || text.size() - i < 3) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(detail::hex_value(text[i + 1]) * 16 + detail::hex_value(text[i + 2]));
    i += 2;
  }
  return out;
}

inline std::string resolve(const url& base, std::string_view reference) {
  reference = reference.substr(0, reference.find('#'));
  if (detail::has_scheme(reference)) return std::string(reference);
  if (reference.substr(0, 2) == "//")
    return (base.scheme == scheme::https ? "https:" : "http:") + std::string(reference);
  if (reference.empty()) return to_string(base);
  if (reference[0] == '?')
    return detail::origin(base) + (base.path.empty() ? "/" : std::string(base.path)) + std::string(reference);

  const std::size_t question = reference.find('?');
  std::string path(reference.substr(0, question));
  if (path[0] != '/')
    path.insert(0, base.path.empty() ? "/" : std::string(base.path.substr(0, base.path.rfind('/') + 1)));
  const std::string_view query = question == std::string_view::npos ? std::string_view() : reference.substr(question);
  return detail::origin(base) + detail::without_dots(path) + std::string(query);
}

}  // namespace http
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HTTP_URL_HPP
