// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/health/verdict.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health = maintkit::health;
namespace http = maintkit::http;
namespace report = maintkit::report;
using health::state;

namespace {

http::answer answered(int status, std::string head = "", std::string body = "") {
  http::answer a;
  a.message.status = status;
  a.message.head = std::move(head);
  a.message.length = body.size();
  a.message.body = std::move(body);
  a.times.transfer = 120 * maintkit::detail::millisecond;
  a.url = "http://127.0.0.1/healthcheck";
  return a;
}

constexpr bool has(std::string_view list, int status) { return health::parse_statuses(list)->has(status); }

}  // namespace

TEST_CASE("there are enough reasons, each with a meaning and a code of its own") {
  std::size_t n = 0;
  for (const auto& row : health::findings) {
    CAPTURE(row.code);
    CHECK(row.id == static_cast<health::finding>(n++));
    CHECK(health::meaning_of(row.code) == row.meaning);
    for (const auto& other : http::faults) CHECK(other.code != row.code);
  }
  CHECK(n == static_cast<std::size_t>(health::finding::process_gone) + 1);
  CHECK(n + sizeof http::faults / sizeof *http::faults >= 40);
  CHECK(health::meaning_of("no.such").empty());
}

TEST_CASE("the codes that scripts match on, and the state that each one is: this list may grow, and not change") {
  struct row {
    std::string_view code;
    health::state state;
  };
  constexpr row rows[] = {
      {"ok", state::healthy},
      {"dns.not_found", state::unknown},
      {"dns.failed", state::unknown},
      {"dns.timeout", state::unknown},
      {"connect.refused", state::unknown},
      {"connect.unreachable", state::unknown},
      {"connect.timeout", state::unknown},
      {"connect.denied", state::unknown},
      {"connect.missing", state::unknown},
      {"connect.failed", state::unknown},
      {"tls.unavailable", state::unknown},
      {"tls.timeout", state::unknown},
      {"tls.handshake", state::unhealthy},
      {"tls.certificate", state::unhealthy},
      {"tls.authorities", state::unknown},
      {"send.failed", state::unhealthy},
      {"send.timeout", state::unknown},
      {"http.answer.timeout", state::unknown},
      {"http.head.timeout", state::unknown},
      {"http.body.timeout", state::unknown},
      {"http.answer.empty", state::unhealthy},
      {"http.answer.reset", state::unhealthy},
      {"http.answer.size", state::unhealthy},
      {"http.protocol", state::unhealthy},
      {"http.version", state::unhealthy},
      {"http.status.malformed", state::unhealthy},
      {"http.status.size", state::unhealthy},
      {"http.bare_cr", state::unhealthy},
      {"http.head.eof", state::unhealthy},
      {"http.head.size", state::unhealthy},
      {"http.field.count", state::unhealthy},
      {"http.field.indented", state::unhealthy},
      {"http.field.colon", state::unhealthy},
      {"http.field.space", state::unhealthy},
      {"http.field.name", state::unhealthy},
      {"http.field.value", state::unhealthy},
      {"http.interim.count", state::unhealthy},
      {"http.switching", state::unhealthy},
      {"http.length.invalid", state::unhealthy},
      {"http.length.overflow", state::unhealthy},
      {"http.length.conflict", state::unhealthy},
      {"http.length.coding", state::unhealthy},
      {"http.coding.unknown", state::unhealthy},
      {"http.coding.version", state::unhealthy},
      {"http.body.short", state::unhealthy},
      {"chunk.size.malformed", state::unhealthy},
      {"chunk.size.overflow", state::unhealthy},
      {"chunk.extension.size", state::unhealthy},
      {"chunk.end", state::unhealthy},
      {"chunk.eof", state::unhealthy},
      {"chunk.trailer.size", state::unhealthy},
      {"redirect.location.missing", state::unhealthy},
      {"redirect.location.malformed", state::unhealthy},
      {"redirect.scheme", state::unhealthy},
      {"redirect.downgrade", state::unhealthy},
      {"redirect.loop", state::unhealthy},
      {"redirect.hops", state::unhealthy},
      {"redirect.origin", state::unhealthy},
      {"status.unexpected", state::unhealthy},
      {"status.redirect", state::unhealthy},
      {"body.not_empty", state::unhealthy},
      {"body.text", state::unhealthy},
      {"body.coded", state::unhealthy},
      {"json.malformed", state::unhealthy},
      {"json.missing", state::unhealthy},
      {"json.differs", state::unhealthy},
      {"health.malformed", state::unhealthy},
      {"health.warn", state::degraded},
      {"health.fail", state::unhealthy},
      {"health.disagrees", state::unhealthy},
      {"latency.warning", state::degraded},
      {"latency.critical", state::unhealthy},
      {"certificate.warning", state::degraded},
      {"certificate.critical", state::unhealthy},
      {"certificate.unknown", state::unknown},
      {"wait.timeout", state::unknown},
      {"process.gone", state::unhealthy},
  };
  std::vector<row> now;
  for (const http::fault_row& f : http::faults) {
    http::answer a = answered(200);
    a.why = f.id;
    now.push_back({f.code, health::judge(a, {}).state});
  }
  for (const health::finding_row& f : health::findings) now.push_back({f.code, f.state});
  REQUIRE(now.size() == sizeof rows / sizeof *rows);
  for (const row& r : rows) {
    CAPTURE(r.code);
    const auto same = [&](const row& n) { return n.code == r.code && n.state == r.state; };
    CHECK(std::count_if(now.begin(), now.end(), same) == 1);
    const std::string_view meaning = health::meaning_of(r.code);
    CHECK(meaning.size() > 15);
    CHECK(meaning.back() != '.');
  }
}

TEST_CASE("sets of statuses") {
  static_assert(has("200", 200) && !has("200", 201), "a constant can be read");
  CHECK(has("2xx", 299));
  CHECK(has("2XX", 200));
  CHECK_FALSE(has("2xx", 300));
  CHECK(has("200,300-303", 302));
  CHECK_FALSE(has("200,300-303", 304));
  CHECK_FALSE(has("2xx,!204", 204));
  CHECK_FALSE(has("!204,2xx", 204));  // wherever it stands
  CHECK_FALSE(has("2xx,!2xx", 200));
  CHECK(has("5xx", 599));
  CHECK_FALSE(has("5xx", 600));
  CHECK(has("100-599", 100));

  struct row {
    std::string_view text;
    std::size_t offset;
  };
  constexpr row rows[] = {{"", 0},     {"x", 0},       {"20", 0},   {"2000", 0}, {"099", 0},      {"600", 0},
                          {"6xx", 0},  {"0xx", 0},     {"200,", 4}, {",200", 0}, {"200,,2xx", 4}, {"300-200", 0},
                          {"200-", 0}, {"200-2xx", 0}, {" 200", 0}, {"!204", 4}, {"200,!", 4},    {"!!200", 0}};
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto set = health::parse_statuses(r.text);
    REQUIRE_FALSE(set);
    CHECK(set.error().offset == r.offset);
  }
}

TEST_CASE("a fault is unhealthy if something answered, and unknown if nothing was learnt") {
  struct row {
    http::fault why;
    health::state state;
  };
  constexpr row rows[] = {
      {http::fault::dns_timeout, state::unknown},     {http::fault::connect_refused, state::unknown},
      {http::fault::answer_timeout, state::unknown},  {http::fault::body_timeout, state::unknown},
      {http::fault::tls_unavailable, state::unknown}, {http::fault::length_conflict, state::unhealthy},
      {http::fault::answer_size, state::unhealthy},   {http::fault::answer_empty, state::unhealthy},
      {http::fault::redirect_loop, state::unhealthy}, {http::fault::redirect_origin, state::unhealthy},
  };
  for (const row& r : rows) {
    http::answer a = answered(200);
    a.why = r.why;
    const auto v = health::judge(std::move(a), {});
    CAPTURE(v.reason);
    CHECK(v.reason == http::about(r.why).code);
    CHECK(v.state == r.state);
  }
}

TEST_CASE("statuses, redirects, bodies") {
  constexpr std::string_view plain = "content-type:text/plain\n";
  struct row {
    int status;
    std::string_view head;
    std::string_view body;
    void (*expect)(health::expectations&);
    std::string_view reason;
  };
  const auto nothing = [](health::expectations&) {};
  const row rows[] = {
      {200, "", "", nothing, "ok"},
      {204, "", "", nothing, "ok"},
      {300, "", "", nothing, "status.unexpected"},
      {301, "location:/x\n", "", nothing, "status.redirect"},
      {404, "", "", nothing, "status.unexpected"},
      {503, "", "", nothing, "status.unexpected"},
      {301, "", "", [](auto& e) { e.status = *health::parse_statuses("301"); }, "ok"},
      {200, "", "", [](auto& e) { e.status = *health::parse_statuses("204"); }, "status.unexpected"},
      {200, plain, "", [](auto& e) { e.empty = true; }, "ok"},
      {200, plain, "x", [](auto& e) { e.empty = true; }, "body.not_empty"},
      {200, plain, "a pong b",
       [](auto& e) {
         e.contains = {"pong", "b"};
       },
       "ok"},
      {200, plain, "a pong b",
       [](auto& e) {
         e.contains = {"pong", "c"};
       },
       "body.text"},
      {200, "content-encoding:gzip\n", "pong", [](auto& e) { e.contains = {"pong"}; }, "body.coded"},
      {200, plain, R"({"a":"b"})",
       [](auto& e) {
         e.json = {{"/a", "b"}};
       },
       "ok"},
      {200, plain, R"({"a":"c"})",
       [](auto& e) {
         e.json = {{"/a", "b"}};
       },
       "json.differs"},
      {200, plain, R"({"x":"c"})",
       [](auto& e) {
         e.json = {{"/a", "b"}};
       },
       "json.missing"},
      {200, plain, R"({"a":"b")",
       [](auto& e) {
         e.json = {{"/a", "b"}};
       },
       "json.malformed"},
  };
  for (const row& r : rows) {
    CAPTURE(r.status);
    CAPTURE(r.body);
    health::expectations expect;
    r.expect(expect);
    const auto v = health::judge(answered(r.status, std::string(r.head), std::string(r.body)), expect);
    CHECK(v.reason == r.reason);
    CHECK((v.state == state::healthy) == (r.reason == "ok"));
  }
}

TEST_CASE("a missing slash is told") {
  http::answer a = answered(301, "location:/healthcheck/\n");
  a.location = a.url + '/';
  CHECK(health::judge(std::move(a), {}).detail ==
        "301 to http://127.0.0.1/healthcheck/: only the slash at the end is missing");
}

TEST_CASE("body and status must agree (draft-06 section 3.1)") {
  constexpr std::string_view json = "content-type:application/json; charset=utf-8\n";
  constexpr std::string_view own = "content-type:application/health+json\n";
  struct row {
    int status;
    std::string_view head;
    std::string_view body;
    std::string_view reason;
    health::state state;
  };
  constexpr row rows[] = {
      {200, own, R"({"status":"pass"})", "ok", state::healthy},
      {200, own, R"({"status":"warn"})", "health.warn", state::degraded},
      {200, own, R"({"status":"fail"})", "health.disagrees", state::unhealthy},
      {200, json, R"({"status":"DOWN"})", "health.disagrees", state::unhealthy},
      {200, json, R"({"status":"shipped"})", "ok", state::healthy},
      {200, json, R"({"status":)", "ok", state::healthy},  // not ours to judge
      {200, own, R"({"status":)", "health.malformed", state::unhealthy},
      {200, "content-type:text/html\n", R"({"status":"fail"})", "ok", state::healthy},
      {503, own, R"({"status":"fail"})", "status.unexpected", state::unhealthy},
  };
  for (const row& r : rows) {
    CAPTURE(r.body);
    const auto v = health::judge(answered(r.status, std::string(r.head), std::string(r.body)), {});
    CHECK(v.reason == r.reason);
    CHECK(v.state == r.state);
  }
  health::expectations both;
  both.status = *health::parse_statuses("200,503");
  CHECK(health::judge(answered(503, std::string(own), R"({"status":"fail"})"), both).reason == "health.fail");
  CHECK(health::judge(answered(503, std::string(own), R"({"status":"pass"})"), both).reason == "health.disagrees");
  both.read_health = false;
  CHECK(health::judge(answered(200, std::string(own), R"({"status":"fail"})"), both).reason == "ok");
}

TEST_CASE("latency: 120 ms against thresholds in seconds") {
  struct row {
    std::string_view warning;
    std::string_view critical;
    std::string_view reason;
  };
  constexpr row rows[] = {
      {"0.12", "1", "ok"},
      {"0.1", "1", "latency.warning"},
      {"0.1", "0.11", "latency.critical"},
      {"1", "@0:0.5", "latency.critical"},
  };
  for (const row& r : rows) {
    CAPTURE(r.critical);
    health::expectations expect;
    expect.warning = *report::parse_range(r.warning);
    expect.critical = *report::parse_range(r.critical);
    const auto v = health::judge(answered(200), expect);
    CHECK(v.reason == r.reason);
    CHECK(v.detail == "200 in 0.120 s");
  }
}

TEST_CASE("days left of a certificate, against ranges; not judged without a now, over http, or unless asked") {
  struct row {
    std::string_view end;
    std::string_view warning;
    std::string_view critical;
    std::string_view reason;
  };
  constexpr row rows[] = {
      {"Jan 21 00:00:00 1970 GMT", "30:", "7:", "certificate.warning"},
      {"Jan 21 00:00:00 1970 GMT", "20:", "7:", "ok"},
      {"Jan  4 00:00:00 1970 GMT", "30:", "7:", "certificate.critical"},
      {"", "30:", "7:", "certificate.unknown"},
      {"nonsense", "30:", "7:", "certificate.unknown"},
  };
  for (const row& r : rows) {
    CAPTURE(r.end);
    health::expectations expect;
    expect.certificate_warning = *report::parse_range(r.warning);
    expect.certificate_critical = *report::parse_range(r.critical);
    http::answer a = answered(200);
    a.url = "https://127.0.0.1/";
    a.certificate_end = r.end;
    CHECK(health::judge(a, expect).reason == "ok");
    expect.now = maintkit::time::instant{};
    const auto v = health::judge(a, expect);
    CHECK(v.reason == r.reason);
    CHECK((health::level_of(v) == report::level::unknown) == (r.reason == "certificate.unknown"));
    expect.warning = *report::parse_range("0");  // slow as well: the certificate outweighs a warning
    if (r.reason != "ok") CHECK(health::judge(a, expect).reason == r.reason);
    expect.certificate_warning = expect.certificate_critical = std::nullopt;
    CHECK(health::judge(a, expect).reason == "latency.warning");
    a.url = "http://127.0.0.1/";
    CHECK(health::judge(a, expect).reason == "latency.warning");
  }
}

TEST_CASE("how the states are told outside") {
  struct row {
    http::fault why;
    int status;
    int exit;
    report::level level;
  };
  constexpr row rows[] = {
      {http::fault::none, 200, 0, report::level::ok},
      {http::fault::none, 503, 1, report::level::critical},
      // The guidelines of the Monitoring Plugins: a timeout or a dead name is CRITICAL, not UNKNOWN.
      {http::fault::dns_timeout, 0, 3, report::level::critical},
      {http::fault::connect_refused, 0, 3, report::level::critical},
      {http::fault::tls_unavailable, 0, 3, report::level::unknown},
  };
  for (const row& r : rows) {
    http::answer a = answered(r.status);
    a.why = r.why;
    const auto v = health::judge(std::move(a), {});
    CHECK(health::exit_status(v.state) == r.exit);
    CHECK(health::level_of(v) == r.level);
  }
  CHECK(health::exit_status(health::conclude(health::finding::wait_timeout, "").state) == 3);
  CHECK(health::exit_status(health::conclude(health::finding::process_gone, "").state) == 1);
  CHECK(health::exit_status(health::conclude(health::finding::health_warn, "").state) == 0);
}
