// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/health_output.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "../support.hpp"

namespace health = maintkit::health;
namespace http = maintkit::http;
namespace json = maintkit::json;
namespace program = maintkit::program;
using program::health_form;

namespace {

constexpr maintkit::time::instant now{1783512000, 0};  // 2026-07-08T12:00:00Z

// A row as judge() would make it of this status, with all that a server can put into it.
program::health_row row_of(int status, http::fault why = http::fault::none, std::string text = "") {
  http::answer a;
  a.why = why;
  a.url = "http://127.0.0.1:8345/";
  a.peer = "127.0.0.1:8345";
  a.message.status = status;
  a.message.reason = std::move(text);
  a.times.connect = 1'000'000;
  a.times.processing = 2'500'000;
  program::health_row row;
  row.target = a.url;
  row.verdict = health::judge(std::move(a), {});
  return row;
}

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("each form of a good answer, to the byte") {
  const std::vector<program::health_row> rows = {row_of(200, http::fault::none, "OK")};
  CHECK(program::health_text(rows, health_form::text, now) == "healthy http://127.0.0.1:8345/: 200 OK in 0.004 s\n");
  CHECK(program::health_text(rows, health_form::nagios, now) ==
        "HEALTH OK: http://127.0.0.1:8345/: 200 OK in 0.004 s | time=0.003500s;;;0 time_connect=0.001000s;;;0 "
        "time_firstbyte=0.002500s;;;0 size=0B;;;0\n");
  CHECK(program::health_text(rows, health_form::health_json, now) ==
        R"({"status":"pass","checks":{"responseTime":[{"componentId":"http://127.0.0.1:8345/",)"
        R"("observedValue":0.0035,"observedUnit":"s","status":"pass","time":"2026-07-08T12:00:00Z"}]}})"
        "\n");
}

TEST_CASE("the worst of all decides: no before can't tell, and for plugins CRITICAL before WARNING") {
  struct row {
    std::vector<program::health_row> rows;
    int status;
    int nagios;
  };
  const row rows[] = {
      {{}, 0, 0},
      {{row_of(200)}, 0, 0},
      {{row_of(200), row_of(503)}, 1, 2},
      {{row_of(200), row_of(0, http::fault::connect_refused)}, 3, 2},
      {{row_of(0, http::fault::connect_refused), row_of(503)}, 1, 2},
      {{row_of(503), row_of(0, http::fault::connect_refused)}, 1, 2},
      {{row_of(0, http::fault::tls_unavailable)}, 3, 3},
      {{row_of(0, http::fault::tls_unavailable), row_of(503)}, 1, 2},
  };
  for (const row& r : rows) {
    CHECK(program::health_exit_status(r.rows, health_form::text) == r.status);
    CHECK(program::health_exit_status(r.rows, health_form::health_json) == r.status);
    CHECK(program::health_exit_status(r.rows, health_form::nagios) == r.nagios);
  }
}

TEST_CASE("nothing a server says becomes another line, metric, status or a terminal's command, in any form") {
  const std::string evil =
      "OK|x=1;;;;\x1b[31m\r\nHEALTH OK: \"\\\n# TYPE probe_success counter\nprobe_success 1\n\xff\xc2\x9b"
      "31m\x7f";
  const std::vector<program::health_row> rows = {row_of(503, http::fault::none, evil)};
  for (const auto form :
       {health_form::text, health_form::nagios, health_form::prometheus, health_form::json, health_form::health_json}) {
    const std::string text = program::health_text(rows, form, now);
    CAPTURE(text);
    for (const char c : text) CHECK((c == '\n' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f)));
    CHECK_FALSE(holds(text, "\nHEALTH"));
    CHECK_FALSE(holds(text, "\nprobe_success 1"));
    CHECK_FALSE(holds(text, "\xc2\x9b"));
    if (form != health_form::prometheus) CHECK(text.find('\n') == text.size() - 1);
    if (form == health_form::nagios) CHECK(text.find('|') == text.rfind('|'));
    if (form == health_form::json || form == health_form::health_json)
      CHECK(json::validate(std::string_view(text).substr(0, text.size() - 1)));
  }
}

TEST_CASE("health+json is read back by our own reader") {
  const std::vector<program::health_row> rows = {row_of(200), row_of(503), row_of(0, http::fault::dns_timeout)};
  const std::string text = program::health_text(rows, health_form::health_json, now);
  const auto read = health::read_health(std::string_view(text).substr(0, text.size() - 1));
  REQUIRE(read);
  CHECK(read->status == health::condition::fail);
  REQUIRE_FALSE(read->troubled.empty());
  CHECK(read->troubled[0].name == "responseTime");
  CHECK(holds(read->troubled[0].output, "(status.unexpected)"));
  const auto second = health::value_at(text, "/checks/responseTime/2/output");
  REQUIRE((second && *second));
  CHECK(holds(**second, "(dns.timeout)"));
}

TEST_CASE("every reason is in every form") {
  for (const http::fault_row& f : http::faults) {
    if (f.id == http::fault::none) continue;
    const std::vector<program::health_row> rows = {row_of(200, f.id)};
    for (const auto form : {health_form::text, health_form::nagios, health_form::prometheus, health_form::json,
                            health_form::health_json}) {
      CAPTURE(f.code);
      CHECK(holds(program::health_text(rows, form, now), f.code));
    }
  }
}

TEST_CASE("Prometheus: no two samples have the same labels, though two targets have the same address") {
  const std::vector<program::health_row> rows = {row_of(200), row_of(503), row_of(200)};
  const std::string text = program::health_text(rows, health_form::prometheus, now);
  CHECK(holds(text,
              "probe_success{instance=\"http://127.0.0.1:8345/\"} 1\n"
              "probe_success{instance=\"http://127.0.0.1:8345/#2\"} 0\n"
              "probe_success{instance=\"http://127.0.0.1:8345/#3\"} 1\n"));
  std::vector<std::string> samples;
  maintkit::test::for_each_line(text, [&](std::string_view line) {
    if (line[0] != '#') samples.emplace_back(line.substr(0, line.rfind(' ')));
  });
  std::sort(samples.begin(), samples.end());
  CHECK(std::unique(samples.begin(), samples.end()) == samples.end());
}

TEST_CASE("addresses are shown without user and password") {
  CHECK(program::health_shown("http://user:secret@Host:80/x#y") == "http://host/x");
}
