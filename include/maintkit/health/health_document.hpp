// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What a service, or who watches it, says in application/health+json (draft-inadarei-api-health-check-06): the writer
// to health_json.hpp's reader.
//
//   health::health_document d;
//   d.checks.push_back({"db", "connections", health::condition::warn});
//   health::to_json(d);                      // {"status":"warn","checks":{"db:connections":[{"status":"warn"}]}}
//   health::http_status(d.overall());        // 200
#ifndef MAINTKIT_HEALTH_HEALTH_DOCUMENT_HPP
#define MAINTKIT_HEALTH_HEALTH_DOCUMENT_HPP

#include <maintkit/health/health_json.hpp>
#include <maintkit/json/writer.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

// One thing that was looked at. What is empty is left out.
struct observation {
  std::string component;  // "db"; without colons, as is what was measured
  std::string measured;   // "responseTime", "connections", "utilization", "uptime" or a word of one's own
  condition status = condition::unknown;  // unknown: left out
  std::string component_id;
  std::string component_type;  // "component", "datastore", "system" …
  std::optional<double> value;
  std::string unit;
  std::string time;                    // RFC 3339
  std::string output;                  // what is wrong: left out where it passes, as are the endpoints
  std::vector<std::string> endpoints;  // that are affected
};

struct health_document {
  condition status = condition::unknown;  // unknown: the worst of the checks
  std::string version;
  std::string release_id;
  std::string service_id;
  std::string description;
  std::string output;
  std::vector<std::string> notes;
  std::vector<observation> checks;

  condition overall() const;  // as it is written; pass where nothing is known
};

// One JSON object without a line end. Checks of the same component and measurement share a key, as the draft has it;
// keys are sorted.
std::string to_json(const health_document& d);

// The status that the draft wants beside it (section 3.1): 200 for pass and warn, 503 for fail.
constexpr int http_status(condition c) { return c == condition::fail ? 503 : 200; }

// ---------------------------------------------------------------------------------------------------------------------

inline condition health_document::overall() const {
  condition worst = status;
  if (worst != condition::unknown) return worst;
  for (const observation& o : checks) worst = (std::max)(worst, o.status);
  return worst == condition::unknown ? condition::pass : worst;
}

namespace detail {

// "component:measured", or one of them alone (draft-06 section 4).
inline std::string check_key(const observation& o) {
  std::string component = o.component;
  std::string measured = o.measured;
  for (std::string* part : {&component, &measured}) std::replace(part->begin(), part->end(), ':', '_');
  return component + (component.empty() || measured.empty() ? "" : ":") + measured;
}

inline void text_field(json::writer& w, const char* name, const std::string& text) {
  if (!text.empty()) w.field(name, text);
}

inline void text_array(json::writer& w, const char* name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  w.key(name).array();
  for (const std::string& text : texts) w.value(text);
  w.end_array();
}

inline void write_observation(json::writer& w, const observation& o) {
  const bool passes = o.status == condition::pass;
  w.object();
  text_field(w, "componentId", o.component_id);
  text_field(w, "componentType", o.component_type);
  if (o.value) w.field("observedValue", *o.value);
  text_field(w, "observedUnit", o.unit);
  if (o.status != condition::unknown) w.field("status", to_string(o.status));
  if (!passes) text_array(w, "affectedEndpoints", o.endpoints);
  text_field(w, "time", o.time);
  if (!passes) text_field(w, "output", o.output);
  w.end_object();
}

inline void write_checks(json::writer& w, const std::vector<observation>& checks) {
  std::vector<std::pair<std::string, const observation*>> sorted;
  for (const observation& o : checks) sorted.emplace_back(check_key(o), &o);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  w.key("checks").object();
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i].first != sorted[i - 1].first) w.key(sorted[i].first).array();
    write_observation(w, *sorted[i].second);
    if (i + 1 == sorted.size() || sorted[i].first != sorted[i + 1].first) w.end_array();
  }
  w.end_object();
}

}  // namespace detail

inline std::string to_json(const health_document& d) {
  std::string out;
  json::writer w(out);
  const condition overall = d.overall();
  w.object().field("status", to_string(overall));
  detail::text_field(w, "version", d.version);
  detail::text_field(w, "releaseId", d.release_id);
  detail::text_field(w, "serviceId", d.service_id);
  detail::text_field(w, "description", d.description);
  detail::text_array(w, "notes", d.notes);
  if (overall != condition::pass) detail::text_field(w, "output", d.output);
  if (!d.checks.empty()) detail::write_checks(w, d.checks);
  w.end_object();
  return out;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_HEALTH_DOCUMENT_HPP
