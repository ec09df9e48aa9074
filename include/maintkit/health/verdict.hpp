// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// From what a server did to whether the service is well: pure, and with a reason whose code never changes its meaning.
// An answer is well only if it is whole, has an expected status, a body that keeps the rules, and came in time.
//
//   health::expectations expect;
//   expect.status = *health::parse_statuses("200,2xx,!204");
//   const health::verdict v = health::judge(answer, expect);
//   v.state == health::state::healthy;   v.reason;   // "ok", "status.unexpected", "http.length.conflict" …
#ifndef MAINTKIT_HEALTH_VERDICT_HPP
#define MAINTKIT_HEALTH_VERDICT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health/certificate.hpp>
#include <maintkit/health/health_json.hpp>
#include <maintkit/http.hpp>
#include <maintkit/report.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

enum class state : std::uint8_t {
  healthy,
  degraded,   // well, with a warning
  unhealthy,  // it answered, and the answer is bad
  unknown,    // it could not be asked: not reached, or not in time
};

constexpr std::string_view to_string(state s);

// 0 healthy or degraded, 1 unhealthy, 3 can't tell.
constexpr int exit_status(state s);

// What a verdict can rest on beside http::faults.
enum class finding : std::uint8_t {
  status_unexpected,
  status_redirect,
  body_not_empty,
  body_text,
  body_coded,
  json_malformed,
  json_missing,
  json_differs,
  health_malformed,
  health_warn,
  health_fail,
  health_disagrees,
  latency_warning,
  latency_critical,
  certificate_warning,
  certificate_critical,
  certificate_unknown,
  wait_timeout,
  process_gone,
};

struct finding_row {
  finding id;
  std::string_view code;
  health::state state;
  std::string_view meaning;
};

inline constexpr finding_row findings[] = {
    {finding::status_unexpected, "status.unexpected", state::unhealthy, "the status is not one of those expected"},
    {finding::status_redirect, "status.redirect", state::unhealthy, "a redirect, which says nothing about the service"},
    {finding::body_not_empty, "body.not_empty", state::unhealthy, "the body should be empty"},
    {finding::body_text, "body.text", state::unhealthy, "a text that the body should hold is not there"},
    {finding::body_coded, "body.coded", state::unhealthy, "the body is compressed, though that was not asked for"},
    {finding::json_malformed, "json.malformed", state::unhealthy, "the body should be JSON and is not"},
    {finding::json_missing, "json.missing", state::unhealthy, "a value that the body should hold is not there"},
    {finding::json_differs, "json.differs", state::unhealthy, "a value in the body is another one than expected"},
    {finding::health_malformed, "health.malformed", state::unhealthy,
     "the body calls itself health+json and is no JSON"},
    {finding::health_warn, "health.warn", state::degraded, "the service says of itself: well, but"},
    {finding::health_fail, "health.fail", state::unhealthy, "the service says of itself that it fails"},
    {finding::health_disagrees, "health.disagrees", state::unhealthy, "status and body contradict each other"},
    {finding::latency_warning, "latency.warning", state::degraded, "slower than the warning threshold"},
    {finding::latency_critical, "latency.critical", state::unhealthy, "slower than the critical threshold"},
    {finding::certificate_warning, "certificate.warning", state::degraded, "the certificate ends soon"},
    {finding::certificate_critical, "certificate.critical", state::unhealthy, "the certificate ends very soon"},
    {finding::certificate_unknown, "certificate.unknown", state::unknown, "the end of the certificate can't be known"},
    {finding::wait_timeout, "wait.timeout", state::unknown, "not well within the time given"},
    {finding::process_gone, "process.gone", state::unhealthy, "the process that was to become well has ended"},
};

constexpr const finding_row& about(finding which);

// What each code means, whether of a fault or a finding; empty for no such code.
constexpr std::string_view meaning_of(std::string_view code);

// A set of statuses from 100 to 599.
class statuses {
 public:
  constexpr statuses() = default;
  constexpr statuses(int first, int last) {
    for (int s = first; s <= last; ++s) bits_[(s - 100) / 64] |= bit(s);
  }
  constexpr bool has(int s) const { return s >= 100 && s <= 599 && (bits_[(s - 100) / 64] & bit(s)) != 0; }
  constexpr void add(const statuses& more) {
    for (int i = 0; i < 8; ++i) bits_[i] |= more.bits_[i];
  }
  constexpr void remove(const statuses& others) {
    for (int i = 0; i < 8; ++i) bits_[i] &= ~others.bits_[i];
  }

 private:
  static constexpr std::uint64_t bit(int s) { return std::uint64_t{1} << ((s - 100) % 64); }
  std::uint64_t bits_[8] = {};
};

// "200,2xx,300-303,!204". What is excluded stays so, wherever it stands in the list; a list of exclusions only is
// refused, as it does not say what is well.
constexpr parsed<statuses> parse_statuses(std::string_view text);

struct json_rule {
  std::string pointer;  // RFC 6901: "/status", "/checks/db/0/state"
  std::string value;    // a string's text, or another scalar as it is written
};

struct expectations {
  statuses status = {200, 299};
  bool empty = false;                    // the body has no byte
  std::vector<std::string> contains;     // all of them, byte for byte
  std::vector<json_rule> json;           // all of them
  bool read_health = true;               // a JSON body with a "status" of its own is listened to
  std::optional<report::range> warning;  // seconds for the whole check
  std::optional<report::range> critical;
  std::optional<report::range> certificate_warning;  // days that are left of the server's certificate
  std::optional<report::range> certificate_critical;
  std::optional<time::instant> now;  // to count them from; without it they are not judged
};

struct verdict {
  health::state state = state::unknown;
  std::string_view reason;  // a code: static text
  std::string detail;       // for people; from the server in part, so to be cleaned before it is shown
  http::answer answer;
  std::optional<health_report> body;  // what the service said of itself
};

verdict judge(http::answer answer, const expectations& expect);

// A verdict without an answer of its own, or against one that was good.
verdict conclude(finding why, std::string detail, http::answer answer = {});

// As a monitoring plugin tells it: not to be reached is CRITICAL, not UNKNOWN, by the guidelines' rule; UNKNOWN is a
// check that can't be made.
constexpr report::level level_of(const verdict& v);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(state s) {
  constexpr std::string_view names[] = {"healthy", "degraded", "unhealthy", "unknown"};
  return names[static_cast<std::size_t>(s)];
}

constexpr int exit_status(state s) {
  constexpr int codes[] = {0, 0, 1, 3};
  return codes[static_cast<std::size_t>(s)];
}

constexpr const finding_row& about(finding which) { return findings[static_cast<std::size_t>(which)]; }

constexpr std::string_view meaning_of(std::string_view code) {
  for (const http::fault_row& row : http::faults) {
    if (row.code == code) return row.meaning;
  }
  for (const finding_row& row : findings) {
    if (row.code == code) return row.meaning;
  }
  return {};
}

constexpr report::level level_of(const verdict& v) {
  if (v.state == state::healthy) return report::level::ok;
  if (v.state == state::degraded) return report::level::warning;
  const bool unmade =
      v.answer.why == http::fault::tls_unavailable || v.reason == about(finding::certificate_unknown).code;
  return unmade ? report::level::unknown : report::level::critical;
}

namespace detail {

// "204", "2xx" or "200-299"; nothing if it is none of them.
constexpr std::optional<statuses> parse_status_item(std::string_view item) {
  using maintkit::detail::is_digit;
  using maintkit::detail::lower;
  if (item.size() == 3 && is_digit(item[0]) && lower(item[1]) == 'x' && lower(item[2]) == 'x') {
    const int hundred = (item[0] - '0') * 100;
    if (hundred < 100 || hundred > 500) return std::nullopt;
    return statuses(hundred, hundred + 99);
  }
  const std::string_view first = maintkit::detail::take_until(item, '-');
  const auto from = maintkit::detail::whole_number<std::uint16_t>(first);
  const auto to = item.data() == nullptr ? from : maintkit::detail::whole_number<std::uint16_t>(item);
  if (!from || !to || first.size() != 3 || *from < 100 || *to > 599 || *from > *to) return std::nullopt;
  return statuses(*from, *to);
}

inline std::string seconds(std::int64_t nanoseconds) {
  return report::decimal((nanoseconds + 500'000) / maintkit::detail::millisecond, 3) + " s";
}

inline verdict with(verdict&& v, finding why, std::string detail) {
  v.state = about(why).state;
  v.reason = about(why).code;
  v.detail = std::move(detail);
  return std::move(v);
}

inline std::string status_text(const http::answer& a) {
  return std::to_string(a.message.status) + (a.message.reason.empty() ? "" : ' ' + a.message.reason);
}

inline verdict judge_fault(verdict&& v) {
  const http::fault_row& row = http::about(v.answer.why);
  const bool learnt = row.kind != errc::timed_out && row.kind != errc::unreachable && row.kind != errc::unsupported;
  v.state = learnt ? state::unhealthy : state::unknown;
  v.reason = row.code;
  v.detail = row.meaning;
  if (!v.answer.problem.empty()) v.detail += ": " + v.answer.problem;
  if (!v.answer.location.empty()) v.detail += ": " + v.answer.location;
  return std::move(v);
}

inline std::string troubles(const health_report& body) {
  std::string out;
  for (const component& c : body.troubled) {
    out += out.empty() ? ": " : ", ";
    out += c.name + ' ' + std::string(to_string(c.status));
    if (!c.output.empty()) out += " (" + c.output + ')';
  }
  return out;
}

inline verdict judge_status(verdict&& v) {
  const http::answer& a = v.answer;
  if (!http::detail::is_redirect(a.message.status)) {
    std::string detail = status_text(a);
    if (v.body && v.body->status == condition::pass) detail += ", though the body says pass";
    if (v.body) detail += troubles(*v.body);
    return with(std::move(v), finding::status_unexpected, std::move(detail));
  }
  std::string detail = std::to_string(a.message.status) + " to " + (a.location.empty() ? "nowhere" : a.location);
  if (a.location == a.url + '/') detail += ": only the slash at the end is missing";
  return with(std::move(v), finding::status_redirect, std::move(detail));
}

constexpr bool is_json_type(std::string_view type) {
  type = maintkit::detail::trim(maintkit::detail::take_until(type, ';'));
  return maintkit::detail::equal_ignoring_case(type, "application/json") ||
         (type.size() > 5 && maintkit::detail::equal_ignoring_case(type.substr(type.size() - 5), "+json"));
}

// What the body asks for: a finding and its detail, or nothing.
inline std::optional<std::pair<finding, std::string>> judge_body(const http::response& m, const expectations& expect) {
  if (expect.empty && m.length > 0) return std::pair(finding::body_not_empty, std::to_string(m.length) + " bytes");
  if (expect.contains.empty() && expect.json.empty()) return std::nullopt;
  const auto coding = m.field("content-encoding");
  if (coding && *coding != "identity") return std::pair(finding::body_coded, std::string(*coding));
  for (const std::string& text : expect.contains) {
    if (m.body.find(text) == std::string::npos)
      return std::pair(finding::body_text, '"' + text + "\" is not in the body");
  }
  for (const json_rule& rule : expect.json) {
    const auto value = value_at(m.body, rule.pointer);
    if (!value) return std::pair(finding::json_malformed, std::string("expected ") + value.error().expected);
    if (!*value) return std::pair(finding::json_missing, rule.pointer);
    if (**value != rule.value) return std::pair(finding::json_differs, rule.pointer + " is \"" + **value + '"');
  }
  return std::nullopt;
}

// Draft-06 section 3.1: pass and warn come with 2xx or 3xx, fail with 4xx or 5xx.
inline std::optional<std::pair<finding, std::string>> judge_health(const verdict& v) {
  if (!v.body || v.body->status == condition::unknown) return std::nullopt;
  const condition said = v.body->status;
  const bool well = v.answer.message.status < 400;
  const std::string more = troubles(*v.body);
  if (well != (said != condition::fail)) {
    const std::string status = std::to_string(v.answer.message.status);
    return std::pair(finding::health_disagrees,
                     "the body says " + std::string(to_string(said)) + ", the status " + status + more);
  }
  if (said == condition::fail) return std::pair(finding::health_fail, "the body says fail" + more);
  if (said == condition::warn) return std::pair(finding::health_warn, "the body says warn" + more);
  return std::nullopt;
}

// What the days that are left say, or nothing. Over https, a threshold that can't be looked at does not pass for met.
inline std::optional<std::pair<finding, std::string>> judge_certificate(const http::answer& a, const expectations& e) {
  const bool asked = e.now && (e.certificate_critical || e.certificate_warning);
  if (!asked || !maintkit::detail::starts_with(a.url, "https:")) return std::nullopt;
  const auto end = certificate_end(a.certificate_end);
  if (!end) return std::pair(finding::certificate_unknown, '"' + a.certificate_end + "\" is no date");
  const double days = days_until(*end, *e.now);
  const std::string told = "the certificate ends " + time::to_rfc3339(*end);
  if (e.certificate_critical && e.certificate_critical->alerts(days))
    return std::pair(finding::certificate_critical, told);
  if (e.certificate_warning && e.certificate_warning->alerts(days))
    return std::pair(finding::certificate_warning, told);
  return std::nullopt;
}

inline verdict judge_latency(verdict&& v, const expectations& expect) {
  const double taken = static_cast<double>(v.answer.times.total()) / 1e9;
  const std::string told = status_text(v.answer) + " in " + seconds(v.answer.times.total());
  if (expect.critical && expect.critical->alerts(taken)) return with(std::move(v), finding::latency_critical, told);
  if (v.state == state::degraded) return std::move(v);
  if (expect.warning && expect.warning->alerts(taken)) return with(std::move(v), finding::latency_warning, told);
  v.state = state::healthy;
  v.reason = "ok";
  v.detail = told;
  return std::move(v);
}

}  // namespace detail

constexpr parsed<statuses> parse_statuses(std::string_view text) {
  statuses wanted;
  statuses excluded;
  bool any = false;
  for (std::string_view rest = text; rest.data() != nullptr;) {
    const std::string_view item = maintkit::detail::take_until(rest, ',');
    const bool negative = !item.empty() && item[0] == '!';
    const auto set = detail::parse_status_item(negative ? item.substr(1) : item);
    if (!set) {
      const auto offset = static_cast<std::size_t>(item.data() - text.data());
      return parse_error{errc::malformed, "a status such as 200, 2xx, 200-204 or !204", offset, item.size()};
    }
    (negative ? excluded : wanted).add(*set);
    any = any || !negative;
  }
  if (!any) return parse_error{errc::malformed, "a status that is well beside those that are not", text.size(), 0};
  wanted.remove(excluded);
  return wanted;
}

inline verdict conclude(finding why, std::string detail, http::answer answer) {
  verdict v;
  v.answer = std::move(answer);
  return detail::with(std::move(v), why, std::move(detail));
}

inline verdict judge(http::answer answer, const expectations& expect) {
  verdict v;
  v.answer = std::move(answer);
  const http::response& m = v.answer.message;
  if (v.answer.why != http::fault::none) return detail::judge_fault(std::move(v));
  const auto type = m.field("content-type");
  if (expect.read_health && type && detail::is_json_type(*type)) {
    auto body = read_health(m.body);
    if (body) v.body = std::move(*body);
    if (!body && expect.status.has(m.status) && type->find("health+json") != std::string_view::npos) {
      return detail::with(std::move(v), finding::health_malformed, std::string("expected ") + body.error().expected);
    }
  }
  if (!expect.status.has(m.status)) return detail::judge_status(std::move(v));
  if (auto found = detail::judge_body(m, expect))
    return detail::with(std::move(v), found->first, std::move(found->second));
  if (auto found = detail::judge_health(v)) {
    v = detail::with(std::move(v), found->first, std::move(found->second));
    if (v.state == state::unhealthy) return v;
  }
  if (auto found = detail::judge_certificate(v.answer, expect)) {
    const bool news = v.state != state::degraded || about(found->first).state != state::degraded;
    if (news) v = detail::with(std::move(v), found->first, std::move(found->second));
    if (v.state != state::degraded) return v;
  }
  return detail::judge_latency(std::move(v), expect);
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_VERDICT_HPP
