// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/http/url.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace http = maintkit::http;

static_assert(http::parse_url("http://127.0.0.1:8345/healthcheck/")->port == 8345, "a constant can be read");

TEST_CASE("addresses that can be asked") {
  struct row {
    std::string_view text;
    std::string_view host;
    unsigned port;
    std::string_view target;
    std::string_view authority;
  };
  constexpr row rows[] = {
      {"http://a.example", "a.example", 80, "", "a.example"},
      {"HTTP://A.Example/", "A.Example", 80, "/", "a.example"},          // scheme and host have no case: 3.1, 3.2.2
      {"http://a.example.:80/x", "a.example.", 80, "/x", "a.example."},  // the default port is not sent
      {"https://a:8443/x?y=/?#z", "a", 8443, "/x?y=/?", "a:8443"},       // '/' and '?' may stand in a query: 3.4
      {"http://a:/", "a", 80, "/", "a"},                                 // an empty port: 3.2.3
      {"http://a?q", "a", 80, "?q", "a"},                                // an empty path: 3.3
      {"http://a#f", "a", 80, "", "a"},                                  // the fragment is never sent: 3.5
      {"http://u:p@a/", "a", 80, "/", "a"},                              // userinfo: 3.2.1
      {"http://u@b@a/", "a", 80, "/", "a"},                              // ends at the last '@'
      {"http://127.0.0.1:8345/h/", "127.0.0.1", 8345, "/h/", "127.0.0.1:8345"},
      {"http://[::1]:81/", "::1", 81, "/", "[::1]:81"},
      {"http://[FE80::1%25eth0]/", "FE80::1", 80, "/", "[fe80::1]"},  // RFC 6874: the zone is not sent
      {"http://[::ffff:192.0.2.1]/", "::ffff:192.0.2.1", 80, "/", "[::ffff:192.0.2.1]"},
      {"http://xn--bcher-kva.example/", "xn--bcher-kva.example", 80, "/", "xn--bcher-kva.example"},
      {"http://a_b/%e4", "a_b", 80, "/%e4", "a_b"},
      {"http+unix://%2Frun%2Fx.sock/h/", "%2Frun%2Fx.sock", 0, "/h/", "localhost"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto u = http::parse_url(r.text);
    REQUIRE(u);
    CHECK(u->host == r.host);
    CHECK(u->port == r.port);
    CHECK(u->target == r.target);
    CHECK(http::authority(*u) == r.authority);
  }
  CHECK(http::parse_url("http://[fe80::1%25eth0]/")->zone == "eth0");
  CHECK(http::parse_url("http://u:p@a/")->userinfo == "u:p");
  CHECK(http::percent_decoded(http::parse_url("http+unix://%2Frun%2fx.sock")->host) == "/run/x.sock");
}

TEST_CASE("addresses that nobody can mean, and where the fault is") {
  struct row {
    std::string_view text;
    std::size_t offset;
    std::size_t length;
  };
  constexpr row rows[] = {
      {"", 0, 0},
      {"a.example/", 0, 0},
      {"ftp://a/", 0, 0},
      {"http:/a/", 0, 0},
      {"http://", 7, 0},
      {"http:///x", 7, 0},
      {"http://u:p@/", 11, 0},
      {"http://a b/", 8, 1},        // RFC 3986 section 2: no blanks
      {"http://a/\r\nX: y", 9, 1},  // nor what would end the request line
      {"http://a\\b/", 8, 1},
      {"http://a/%zz", 9, 1},  // 2.1
      {"http://a/%4", 9, 1},
      {"http://b\xc3\xbc.example/", 8, 1},  // punycode it is
      {"http://127.1/", 7, 5},              // inet_aton's forms: nobody else reads them so
      {"http://0x7f000001/", 7, 10},
      {"http://2130706433/", 7, 10},
      {"http://127.0.0.256/", 7, 11},
      {"http://127.0.0.01/", 7, 10},  // octal or not? 3.2.2 knows no leading zero
      {"http://1.2.3.4.5/", 7, 9},
      {"http://::1/", 7, 0},  // only in brackets
      {"http://[::1/", 7, 4},
      {"http://[::1]x/", 12, 1},
      {"http://[:::1]/", 8, 4},
      {"http://[1::2::3]/", 8, 7},
      {"http://[1:2:3:4:5:6:7:8:9]/", 8, 17},
      {"http://[1:2:3:4:5:6:7::8]/", 8, 16},  // RFC 4291: "::" stands for at least one group here
      {"http://[12345::]/", 8, 7},
      {"http://[::1.2.3]/", 8, 7},
      {"http://[1.2.3.4::]/", 8, 9},
      {"http://[fe80::1%eth0]/", 15, 1},
      {"http://[fe80::1%25]/", 15, 3},
      {"http://a:0/", 9, 1},
      {"http://a:65536/", 9, 5},
      {"http://a:+80/", 9, 3},
      {"http://a:8o/", 9, 2},
      {"http://.a/", 7, 2},
      {"http://a..b/", 7, 4},
      {"http+unix://run/", 12, 3},
      {"http+unix://%2Frun%00/", 12, 9},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto u = http::parse_url(r.text);
    REQUIRE_FALSE(u);
    CHECK(u.error().offset == r.offset);
    CHECK(u.error().length == r.length);
  }
  CHECK_FALSE(http::parse_url("http://" + std::string(64, 'a') + "/"));  // a label: 63 at most
  CHECK(http::parse_url("http://" + std::string(63, 'a') + "/"));
  CHECK_FALSE(http::parse_url("http://a/" + std::string(8192, 'x')));
  CHECK_FALSE(http::parse_url("http+unix://%2F" + std::string(107, 'x') + "/"));  // sun_path
  CHECK(http::parse_url("http+unix://%2F" + std::string(106, 'x') + "/"));
}

TEST_CASE("IPv6 addresses") {
  for (const char* text : {"::", "::1", "1::", "1:2:3:4:5:6:7:8", "1::8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8",
                           "fe80::1", "::1.2.3.4", "1:2:3:4:5:6:1.2.3.4", "ABCD::ef01"}) {
    CAPTURE(text);
    CHECK(http::is_ipv6(text));
  }
  for (const char* text : {"", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:", ":1:2:3:4:5:6:7:8", "1::2::3",
                           "g::", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "1.2.3.4", "::00001", "1:::2"}) {
    CAPTURE(text);
    CHECK_FALSE(http::is_ipv6(text));
  }
}

TEST_CASE("what is shown has no password in it") {
  CHECK(http::to_string(*http::parse_url("http://user:secret@a:81/x?y#z")) == "http://a:81/x?y");
  CHECK(http::to_string(*http::parse_url("http://a")) == "http://a/");
  CHECK(http::to_string(*http::parse_url("https://[fe80::1%25eth0]:1/")) == "https://[fe80::1%25eth0]:1/");
  CHECK(http::to_string(*http::parse_url("http+unix://%2Fx/y")) == "http+unix://%2Fx/y");
}

TEST_CASE("references, after RFC 3986 section 5.4") {
  constexpr std::string_view base = "http://a/b/c/d?q";
  struct row {
    std::string_view reference;
    std::string_view whole;
  };
  constexpr row rows[] = {
      {"http://x/y", "http://x/y"},  {"g", "http://a/b/c/g"},       {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},     {"/g", "http://a/g"},          {"//g", "http://g"},
      {"?y", "http://a/b/c/d?y"},    {"g?y", "http://a/b/c/g?y"},   {"#s", "http://a/b/c/d?q"},
      {"g#s", "http://a/b/c/g"},     {"g?y#s", "http://a/b/c/g?y"}, {";x", "http://a/b/c/;x"},
      {"", "http://a/b/c/d?q"},      {".", "http://a/b/c/"},        {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},         {"../", "http://a/b/"},        {"../g", "http://a/b/g"},
      {"../..", "http://a/"},        {"../../g", "http://a/g"},     {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},        {"/../g", "http://a/g"},       {"g.", "http://a/b/c/g."},
      {"..g", "http://a/b/c/..g"},   {"./../g", "http://a/b/g"},    {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"}, {"g/../h", "http://a/b/c/h"},  {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"mailto:x", "mailto:x"},
  };
  for (const row& r : rows) {
    CAPTURE(r.reference);
    CHECK(http::resolve(*http::parse_url(base), r.reference) == r.whole);
  }
  CHECK(http::resolve(*http::parse_url("http://u:p@a:81"), "x") == "http://a:81/x");
  CHECK(http::resolve(*http::parse_url("https://a/"), "//b/x") == "https://b/x");
}
