// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Verdicts in the forms that people and monitoring read. Whatever a server said is cleaned on its way out.
//
//   program::health_text(rows, program::health_form::nagios, now);
//   // HEALTH OK: http://127.0.0.1:8345/healthcheck/: 200 OK in 0.012 s | time=0.012345s;0.5;2;0
#ifndef MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP
#define MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP

#include <maintkit/error.hpp>
#include <maintkit/health.hpp>
#include <maintkit/json/writer.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/report.hpp>
#include <maintkit/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

enum class health_form : std::uint8_t { text, nagios, prometheus, json, health_json };

struct health_row {
  std::string target;  // the address as given, without user and password
  health::verdict verdict;
  int attempts = 0;                              // of a wait; else 0
  std::int64_t elapsed = 0;                      // likewise, nanoseconds
  const health::expectations* expect = nullptr;  // for the thresholds in performance data
};

// What --output, or --json, asks for.
result<health_form> health_form_of(const arguments& a, bool json);

// An address without user and password.
std::string health_shown(std::string_view address);

std::string health_text(const std::vector<health_row>& rows, health_form form, time::instant now);

// The worst of all: 0, 1 or 3; for Nagios 0 to 3.
int health_exit_status(const std::vector<health_row>& rows, health_form form);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline std::string seconds(std::int64_t nanoseconds) { return report::decimal(nanoseconds / 1000, 6); }

inline std::string health_sentence(const health_row& row) {
  std::string out = row.target + ": " + row.verdict.detail;
  if (row.verdict.reason != "ok") out += " (" + std::string(row.verdict.reason) + ')';
  if (row.attempts > 0) {
    out += ", after " + report::decimal(row.elapsed / 1'000'000, 3) + " s and " + std::to_string(row.attempts);
    out += row.attempts == 1 ? " attempt" : " attempts";
  }
  return out;
}

inline std::string health_plain(const std::vector<health_row>& rows) {
  std::string out;
  for (const health_row& row : rows) {
    out += std::string(to_string(row.verdict.state)) + ' ' + report::one_line(health_sentence(row)) + '\n';
  }
  return out;
}

inline report::level health_level(const std::vector<health_row>& rows) {
  // As Nagios' own clusters do: CRITICAL before UNKNOWN before WARNING.
  constexpr int weight[] = {0, 1, 3, 2};
  auto worst = report::level::ok;
  for (const health_row& row : rows) {
    const report::level l = level_of(row.verdict);
    if (weight[static_cast<std::size_t>(l)] > weight[static_cast<std::size_t>(worst)]) worst = l;
  }
  return worst;
}

inline std::vector<report::measure> health_measures(const health_row& row, std::string_view prefix) {
  const http::phases& t = row.verdict.answer.times;
  const std::string name(prefix);
  const auto range = [](const auto& r) { return r ? std::string(r->text) : std::string(); };
  const std::string warning = row.expect != nullptr ? range(row.expect->warning) : "";
  const std::string critical = row.expect != nullptr ? range(row.expect->critical) : "";
  return {{name + "time", seconds(t.total()), "s", warning, critical, "0", ""},
          {name + "time_connect", seconds(t.resolve + t.connect), "s", "", "", "0", ""},
          {name + "time_firstbyte", seconds(t.processing), "s", "", "", "0", ""},
          {name + "size", std::to_string(row.verdict.answer.message.length), "B", "", "", "0", ""}};
}

// One line; of several targets the bad ones are named, each with its numbers behind it.
inline std::string health_nagios(const std::vector<health_row>& rows) {
  std::string text;
  std::vector<report::measure> measures;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool ok = level_of(rows[i].verdict) == report::level::ok;
    bad += ok ? 0 : 1;
    if (!ok || rows.size() == 1) text += (text.empty() ? "" : "; ") + health_sentence(rows[i]);
    const std::string prefix = rows.size() == 1 ? "" : std::to_string(i + 1) + '_';
    for (auto& m : health_measures(rows[i], prefix)) measures.push_back(std::move(m));
  }
  if (rows.size() > 1) {
    const std::string count = std::to_string(rows.size() - bad) + " of " + std::to_string(rows.size()) + " well";
    text = bad == 0 ? count : count + "; " + text;
  }
  return report::nagios_line("HEALTH", health_level(rows), text, measures) + '\n';
}

// A row with the label it has in Prometheus' text, where no two may be the same: of equal targets the second is "…#2".
// What is shown of an address has no fragment of its own.
struct health_instance {
  const health_row* row;
  std::string name;
};

inline std::vector<health_instance> health_instances(const std::vector<health_row>& rows) {
  std::vector<health_instance> out;
  std::vector<std::size_t> sorted;
  for (const health_row& row : rows) {
    sorted.push_back(out.size());
    out.push_back({&row, row.target});
  }
  std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return rows[a].target < rows[b].target; });
  for (std::size_t i = 1, same = 1; i < sorted.size(); ++i) {
    same = rows[sorted[i]].target == rows[sorted[i - 1]].target ? same + 1 : 1;
    if (same > 1) out[sorted[i]].name += '#' + std::to_string(same);
  }
  return out;
}

inline void health_phases(report::exposition& text, const std::vector<health_instance>& all) {
  text.metric("probe_http_duration_seconds", "gauge", "Duration of http request by phase, summed over all redirects");
  for (const auto& [row, name] : all) {
    const http::phases& t = row->verdict.answer.times;
    text.sample(seconds(t.resolve), {{"instance", name}, {"phase", "resolve"}});
    text.sample(seconds(t.connect), {{"instance", name}, {"phase", "connect"}});
    text.sample(seconds(t.tls), {{"instance", name}, {"phase", "tls"}});
    text.sample(seconds(t.processing), {{"instance", name}, {"phase", "processing"}});
    text.sample(seconds(t.transfer), {{"instance", name}, {"phase", "transfer"}});
  }
}

// The metric is there only where a target has a certificate.
inline void health_certificates(report::exposition& text, const std::vector<health_instance>& all) {
  bool dated = false;
  for (const auto& [row, name] : all) {
    const auto end = health::certificate_end(row->verdict.answer.certificate_end);
    if (!end) continue;
    if (!dated) text.metric("probe_ssl_earliest_cert_expiry", "gauge", "Returns the certificate's end as a unix time");
    dated = true;
    text.sample(std::to_string(end->seconds), {{"instance", name}});
  }
}

// The names of the blackbox exporter, so that its dashboards and alerts work.
inline std::string health_prometheus(const std::vector<health_row>& rows, time::instant now) {
  struct metric {
    std::string_view name;
    std::string_view help;
    std::string (*value)(const health_row&);
  };
  constexpr metric metrics[] = {
      {"probe_success", "Displays whether or not the probe was a success",
       [](const health_row& r) { return std::string(health::exit_status(r.verdict.state) == 0 ? "1" : "0"); }},
      {"probe_duration_seconds", "Returns how long the probe took to complete in seconds",
       [](const health_row& r) { return seconds(r.verdict.answer.times.total()); }},
      {"probe_http_status_code", "Response HTTP status code",
       [](const health_row& r) { return std::to_string(r.verdict.answer.message.status); }},
      {"probe_http_redirects", "The number of redirects",
       [](const health_row& r) { return std::to_string(r.verdict.answer.redirects); }},
  };
  std::string out;
  report::exposition text(out);
  const auto all = health_instances(rows);
  for (const metric& m : metrics) {
    text.metric(m.name, "gauge", m.help);
    for (const auto& [row, name] : all) text.sample(m.value(*row), {{"instance", name}});
  }
  health_phases(text, all);
  health_certificates(text, all);
  text.metric("maintkit_health_reason", "gauge", "Why the verdict is what it is, as a label");
  for (const auto& [row, name] : all) text.sample("1", {{"instance", name}, {"reason", row->verdict.reason}});
  text.metric("maintkit_health_last_run_timestamp_seconds", "gauge", "When this was written");
  text.sample(std::to_string(now.seconds));
  return out;
}

// JSON goes to terminals too, and escapes neither DEL nor the control characters past U+007F.
inline std::string harmless(std::string_view text) { return report::one_line(text, 2000); }

inline void health_json_row(json::writer& w, const health_row& row) {
  const health::verdict& v = row.verdict;
  const http::phases& t = v.answer.times;
  w.object().field("target", row.target).field("state", to_string(v.state)).field("reason", v.reason);
  w.field("meaning", health::meaning_of(v.reason)).field("detail", harmless(v.detail)).field("url", v.answer.url);
  w.field("peer", v.answer.peer).field("status", v.answer.message.status).field("bytes", v.answer.message.length);
  w.field("redirects", v.answer.redirects).field("location", harmless(v.answer.location));
  w.key("seconds").object().key("total").number_text(seconds(t.total())).key("resolve").number_text(seconds(t.resolve));
  w.key("connect").number_text(seconds(t.connect)).key("tls").number_text(seconds(t.tls));
  w.key("processing").number_text(seconds(t.processing)).key("transfer").number_text(seconds(t.transfer)).end_object();
  if (const auto end = health::certificate_end(v.answer.certificate_end)) {
    w.field("certificate_end", time::to_rfc3339(*end));
  }
  if (row.attempts > 0) w.field("attempts", row.attempts).key("waited").number_text(seconds(row.elapsed));
  if (v.body && v.body->status != health::condition::unknown) {
    w.key("body").object().field("status", to_string(v.body->status)).key("troubled").array();
    for (const auto& c : v.body->troubled) {
      w.object().field("name", harmless(c.name)).field("status", to_string(c.status));
      w.field("output", harmless(c.output)).end_object();
    }
    w.end_array().end_object();
  }
  w.end_object();
}

inline std::string health_json(const std::vector<health_row>& rows) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("healthy", health_exit_status(rows, health_form::json) == 0);
  w.key("targets").array();
  for (const health_row& row : rows) health_json_row(w, row);
  w.end_array().end_object();
  return out + '\n';
}

// As a service would say it of itself, for those who read that.
inline std::string health_self(const std::vector<health_row>& rows, time::instant now) {
  health::health_document d;
  for (const health_row& row : rows) {
    health::observation o;
    o.measured = "responseTime";
    o.component_id = row.target;
    const std::int64_t microseconds = row.verdict.answer.times.total() / 1000;
    o.value = static_cast<double>(microseconds) / 1e6;
    o.unit = "s";
    o.time = time::to_rfc3339({now.seconds, 0});
    constexpr health::condition said[] = {health::condition::pass, health::condition::warn, health::condition::fail,
                                          health::condition::fail};
    o.status = said[static_cast<std::size_t>(row.verdict.state)];
    o.output = harmless(health_sentence(row));
    o.endpoints.push_back(row.verdict.answer.url.empty() ? row.target : row.verdict.answer.url);
    d.checks.push_back(std::move(o));
  }
  return health::to_json(d) + '\n';
}

}  // namespace detail

inline result<health_form> health_form_of(const arguments& a, bool json) {
  constexpr std::string_view names[] = {"text", "nagios", "prometheus", "json", "health+json"};
  const auto given = a.get("--output");
  if (!given) return json ? health_form::json : health_form::text;
  for (std::size_t i = 0; i < 5; ++i) {
    const auto form = static_cast<health_form>(i);
    if (names[i] == *given && (!json || form == health_form::json)) return form;
  }
  return usage_error(*a.what, json ? "--json and --output name two forms"
                                   : "--output takes text, nagios, prometheus, json or health+json");
}

inline std::string health_shown(std::string_view address) {
  const auto u = http::parse_url(address);
  return u ? to_string(*u) : std::string(address);
}

inline std::string health_text(const std::vector<health_row>& rows, health_form form, time::instant now) {
  switch (form) {
    case health_form::nagios:
      return detail::health_nagios(rows);
    case health_form::prometheus:
      return detail::health_prometheus(rows, now);
    case health_form::json:
      return detail::health_json(rows);
    case health_form::health_json:
      return detail::health_self(rows, now);
    default:
      return detail::health_plain(rows);
  }
}

inline int health_exit_status(const std::vector<health_row>& rows, health_form form) {
  if (form == health_form::nagios) return static_cast<int>(detail::health_level(rows));
  // "No" outweighs "can't tell".
  int worst = 0;
  for (const health_row& row : rows) {
    const int status = health::exit_status(row.verdict.state);
    if (status == 1 || worst == 0) worst = status;
  }
  return worst;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_HEALTH_OUTPUT_HPP
