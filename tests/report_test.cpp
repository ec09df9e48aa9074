// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/report.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace report = maintkit::report;

static_assert(report::parse_range("10:20")->alerts(9.99), "a constant can be read");

TEST_CASE("ranges: an alert outside, or with '@' inside, both ends included (Monitoring Plugins' guidelines)") {
  struct row {
    std::string_view text;
    double quiet;  // a value without alert
    double loud;   // one with
  };
  constexpr row rows[] = {
      {"10", 0, -0.1},    {"10", 10, 10.1},        {"10:", 10, 9.9},    {"10:", 1e12, -1},    {"~:10", -1e12, 10.1},
      {"10:20", 10, 9.9}, {"10:20", 20, 20.1},     {"@10:20", 9.9, 10}, {"@10:20", 20.1, 20}, {":5", 0, -1},
      {"0.5", 0.5, 0.51}, {"-5:-1", -5, 0},        {"@~:0", 0.1, 0},    {"@5", 6, 5},         {"@5", -1, 0},
      {"0:0", 0, 0.001},  {"1.25:1.5", 1.25, 1.2},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto range = report::parse_range(r.text);
    REQUIRE(range);
    CHECK_FALSE(range->alerts(r.quiet));
    CHECK(range->alerts(r.loud));
    CHECK(range->text == r.text);
  }
  CHECK_FALSE(report::parse_range("~:")->alerts(-1e300));
}

TEST_CASE("texts that are no range, and where") {
  struct row {
    std::string_view text;
    std::size_t offset;
  };
  constexpr row rows[] = {
      {"", 0},    {"@", 1},   {"x", 0},   {"1x", 0}, {"20:10", 3}, {"1:2:3", 2}, {"~", 0},
      {"~:~", 2}, {"1e3", 0}, {"1.", 0},  {".5", 0}, {"1..2", 0},  {"+1", 0},    {"0x10", 0},
      {" 1", 0},  {"-", 0},   {"10s", 0}, {"-5", 0}, {"@@1", 1},   {"1:-1", 2},  {"1234567890123456", 0},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto range = report::parse_range(r.text);
    REQUIRE_FALSE(range);
    CHECK(range.error().offset == r.offset);
  }
}

TEST_CASE("a plugin's line") {
  using report::level;
  CHECK(report::nagios_line("HEALTH", level::ok, "fine", {}) == "HEALTH OK: fine");
  CHECK(report::nagios_line("HEALTH", level::warning, "slow", {{"time", "0.7", "s", "0.5", "@1:2", "0", ""}}) ==
        "HEALTH WARNING: slow | time=0.7s;0.5;@1:2;0");
  CHECK(report::nagios_line("A", level::unknown, "?",
                            {{"used space", "U", "", "", "", "", ""}, {"b", "1", "%", "", "9", "", "100"}}) ==
        "A UNKNOWN: ? | 'used space'=U b=1%;;9;;100");
  CHECK(static_cast<int>(level::critical) == 2);
}

TEST_CASE("nothing from outside becomes performance data, another line, or a terminal's command") {
  const std::string line = report::nagios_line("HEALTH", report::level::critical,
                                               "OK|evil=1;;;;\n\x1b[31m\xc2\x9b"
                                               "31m\x7f\xff\xc3\xa4",
                                               {{"a=b'c d|e\n", "1", "", "", "", "", ""}});
  CHECK(line == "HEALTH CRITICAL: OK evil=1;;;;  [31m 31m ?\xc3\xa4 | 'a_b_c d e '=1");
  CHECK(report::one_line("\xc3\xa4\xc3\xa4", 3) == "\xc3\xa4");  // not cut inside of a character
  CHECK(report::one_line(std::string(1000, 'x')).size() == 400);
}

TEST_CASE("decimals") {
  CHECK(report::decimal(0, 0) == "0");
  CHECK(report::decimal(0, 3) == "0.000");
  CHECK(report::decimal(12, 3) == "0.012");
  CHECK(report::decimal(12345, 3) == "12.345");
  CHECK(report::decimal(-5, 1) == "-0.5");
  CHECK(report::decimal(INT64_MIN, 6) == "-9223372036854.775808");
}

TEST_CASE("Prometheus' text: escapes of text format 0.0.4, one HELP and TYPE a metric") {
  std::string out;
  report::exposition text(out);
  text.metric("up", "gauge", "back\\slash, line\nend, \"quote\"");
  text.sample("1", {{"instance", "a\\b\"c\nd"}, {"x", "y"}});
  text.sample("0");
  CHECK(out ==
        "# HELP up back\\\\slash, line\\nend, \"quote\"\n"
        "# TYPE up gauge\n"
        "up{instance=\"a\\\\b\\\"c\\nd\",x=\"y\"} 1\n"
        "up 0\n");
}
