// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit health: check, fleet, wait, reasons.
//
//   maintkit health check http://127.0.0.1:8345/healthcheck/ --host tickets.example.org --warning 0.5 --output nagios
//   maintkit health wait http://127.0.0.1:8345/healthcheck/ --for 60s --pid-file /run/app.pid
#ifndef MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP
#define MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/notify.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health.hpp>
#include <maintkit/http/fault.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/health_input.hpp>
#include <maintkit/program/health_output.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/report.hpp>
#include <maintkit/time/duration.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int health_check(const arguments& a, context& c);
int health_fleet(const arguments& a, context& c);
int health_wait(const arguments& a, context& c);
int health_reasons(const arguments& a, context& c);

// What is asked, and what counts as well: both verbs understand these.
#define MAINTKIT_HEALTH_OPTIONS                                                                               \
  {"--expect", 'e', "STATUSES", "statuses that are well: 200,2xx,300-303,!204 (default 2xx)"},                \
      {"--follow", 'f', "WHERE", "redirects to follow: none (default), same-origin, host or any"},            \
      {"--host", 'H', "NAME[:PORT]", "the Host field, where it is not the address's"},                        \
      {"--connect", 0, "ADDR[:PORT]", "connect there instead of to the address's host"},                      \
      {"--unix-socket", 0, "PATH", "connect to this socket instead"},                                         \
      {"--sni", 0, "NAME", "ask TLS for this name, and verify it (default: the Host field's)"},               \
      {"--ca-file", 0, "FILE", "trust these authorities for https (default: the system's)"},                  \
      {"--header-file", 0, "FILE", "more fields, a line \"Name: value\" each", occurs::any_number},           \
      {"--header-variable", 0, "NAME", "likewise, from a variable of the environment", occurs::any_number},   \
      {"--body-empty", 0, "", "the body must be empty"},                                                      \
      {"--body-contains", 's', "TEXT", "the body must hold this", occurs::any_number},                        \
      {"--body-json", 0, "POINTER=VALUE", "a value the JSON body must have: /status=UP", occurs::any_number}, \
      {"--no-health-json", 0, "", "don't listen to a JSON body's own status"},                                \
      {"--max-read", 0, "BYTES", "read at most so much of an answer (default 262144)"},                       \
      {"--warning", 'w', "RANGE", "seconds outside of this Nagios range: a warning"},                         \
      {"--critical", 'c', "RANGE", "seconds outside of this Nagios range: unhealthy"},                        \
      {"--certificate-warning", 0, "RANGE", "days left of the certificate outside of it: a warning (30:)"},   \
      {"--certificate-critical", 0, "RANGE", "days left outside of this range: unhealthy (7:)"},              \
      {"--output", 'o', "FORM", "text (default), nagios, prometheus, json or health+json"}, {                 \
    "--output-file", 0, "FILE", "write the result there, atomically"                                          \
  }

inline constexpr option health_check_options[] = {
    MAINTKIT_HEALTH_OPTIONS,
    {"--timeout", 't', "TIME", "for everything, names and redirects included (default 10s)"},
    {"--each-address", 0, "", "a verdict for each address behind the name"},
};

inline constexpr option health_fleet_options[] = {
    MAINTKIT_HEALTH_OPTIONS,
    {"--timeout", 't', "TIME", "for each target, names and redirects included (default 10s)"},
    {"--parallel", 0, "N", "ask so many at the same time (default 64)"},
};

inline constexpr option health_wait_options[] = {
    MAINTKIT_HEALTH_OPTIONS,
    {"--for", 0, "TIME", "wait so long at most (default 60s)"},
    {"--attempt-timeout", 0, "TIME", "for one attempt (default a quarter of --for, at most 2s)"},
    {"--success", 0, "N", "so many good answers in a row (default 1)"},
    {"--failure", 0, "N", "give up after so many bad answers in a row (default: never)"},
    {"--pid-file", 0, "FILE", "give up at once when this process has ended"},
    {"--notify", 0, "", "tell the service manager of $NOTIFY_SOCKET: STATUS=, and READY=1 once well"},
};
#undef MAINTKIT_HEALTH_OPTIONS

inline constexpr verb health_verbs[] = {
    {"health", "check", "URL…", "Ask services over HTTP whether they are well.", health_check_options, 1, 1000,
     "URL: http://HOST[:PORT]/PATH, https:// likewise (needs libcurl), or http+unix://%2Fpath%2Fof.sock/PATH.\n"
     "RANGE: [@]START:END as monitoring plugins write it; 0.5 is 0:0.5, an alert is a value outside.\n"
     "Exit status: 0 healthy (also with a warning), 1 unhealthy, 2 usage, 3 not reached or not in time.\n"
     "With --output nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.",
     &health_check},
    {"health", "fleet", "FILE|-", "Ask many services at once whether they are well.", health_fleet_options, 1, 1,
     "FILE holds a target a line: URL [OPTION…], with the options of health check for this one; a value with blanks\n"
     "stands in quotes, whole; # begins a comment line.\n"
     "A verdict each, in the order of the file. Exit status as of health check, the worst of all.",
     &health_fleet},
    {"health", "wait", "URL", "Wait until a service is well.", health_wait_options, 1, 1,
     "Asked every 50 ms at first, and every 250 ms after a minute: in the first half\n"
     "minute, readiness is seen within 150 ms. --notify needs Type=notify in the unit,\n"
     "and NotifyAccess=all where this is not its main process.\n"
     "Exit status: 0 well, 1 its process has ended or --failure was reached, 2 usage, 3 time is up.",
     &health_wait},
    {"health",
     "reasons",
     "[CODE…]",
     "What the reasons of a verdict mean.",
     {},
     0,
     any,
     "Without CODE, all of them, a line each. A code never changes its meaning.",
     &health_reasons},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline int health_fail(context& c, health_form form, const error& e) {
  if (form != health_form::nagios) {
    const int status = fail(c, e);
    return status == 1 ? 3 : status;  // 1 would be a verdict
  }
  c.out << report::nagios_line("HEALTH", report::level::unknown, e.what + ": " + e.why, {}) << '\n';
  return 3;
}

// Puts the result where it belongs, and answers the exit status.
inline int health_finish(const arguments& a, context& c, health_form form, const std::vector<health_row>& rows) {
  const std::string text = health_text(rows, form, c.now);
  if (const auto path = a.get("--output-file")) {
    const std::size_t slash = path->rfind('/');
    const std::string folder(slash == std::string_view::npos ? "." : slash == 0 ? "/" : path->substr(0, slash));
    const std::string name(slash == std::string_view::npos ? *path : path->substr(slash + 1));
    const auto directory = maintkit::detail::open_directory(folder);
    if (!directory) return health_fail(c, form, directory.error());
    // Readable by whoever collects it, such as node_exporter.
    const auto done = maintkit::detail::write_atomically(directory->get(), name, text, 0644);
    if (!done) return health_fail(c, form, done.error());
  } else if (!c.quiet) {
    c.out << text;
  }
  return health_exit_status(rows, form);
}

}  // namespace detail

inline int health_check(const arguments& a, context& c) {
  const auto form = health_form_of(a, c.json);
  if (!form) return fail(c, form.error());
  const auto how = health_reader(a, c).read();
  if (!how) return detail::health_fail(c, *form, how.error());
  if (a.has("--each-address") && (a.has("--connect") || a.has("--unix-socket"))) {
    return detail::health_fail(c, *form, usage_error(*a.what, "--each-address is for the address's own name"));
  }
  std::vector<health_row> rows;
  for (const std::string_view address : a.operands) {
    if (a.has("--each-address")) {
      auto all = health::check_each_address(address, *how);
      if (!all) return detail::health_fail(c, *form, all.error());
      for (auto& v : *all) rows.push_back({v.answer.url + " at " + v.answer.peer, std::move(v), 0, 0});
      continue;
    }
    auto v = health::check(address, *how);
    if (!v) return detail::health_fail(c, *form, v.error());
    rows.push_back({health_shown(address), std::move(*v), 0, 0});
  }
  for (auto& row : rows) row.expect = &how->expect;
  return detail::health_finish(a, c, *form, rows);
}

namespace detail {

inline constexpr std::size_t fleet_file_limit = std::size_t{16} * 1024 * 1024;

// One line of a fleet's file, read as the words of `health check`, over what the command line says for all.
inline result<health::target> fleet_target(std::string_view line, const context& c, const health::options& all) {
  std::vector<std::string_view> words;
  while (!(line = maintkit::detail::trim(line)).empty()) {
    const bool quoted = line[0] == '"' || line[0] == '\'';
    const std::size_t end = quoted ? line.find(line[0], 1) : std::string_view::npos;
    if (quoted && end == std::string_view::npos) return error(errc::malformed, "a quoted word", "does not end");
    const std::size_t n = maintkit::detail::span_of(line, [](char ch) { return !maintkit::detail::is_space(ch); });
    words.push_back(quoted ? line.substr(1, end - 1) : line.substr(0, n));
    line.remove_prefix(quoted ? end + 1 : n);
  }
  const auto given = parse(health_verbs[0], words);
  if (!given) return given.error();
  for (const auto& [option, value] : given->given) {
    for (const std::string_view whole :
         {"--output", "--output-file", "--each-address", "--json", "--quiet", "--help"}) {
      if (option->name == whole) return error(errc::invalid, std::string(whole), "is for all targets, not for one");
    }
  }
  if (given->operands.size() != 1) return error(errc::invalid, std::string(given->operands[1]), "is a second target");
  auto how = health_reader(*given, c, all).read();
  if (!how) return how.error();
  // Before anything is asked: a fleet of which one can't be meant is not half done.
  if (const auto sound = http::validate(given->operands[0], how->request); !sound) return sound.error();
  return health::target{std::string(given->operands[0]), std::move(*how)};
}

inline result<std::vector<health::target>> fleet_targets(std::string_view text, const context& c,
                                                         const health::options& all, std::string_view from) {
  std::vector<health::target> out;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = maintkit::detail::trim(maintkit::detail::take_until(text, '\n'));
    if (line.empty() || line[0] == '#') continue;
    auto one = fleet_target(line, c, all);
    if (!one) {
      error e = one.error();
      e.what = std::string(from) + ':' + std::to_string(number) + ": " + e.what;
      return e;
    }
    out.push_back(std::move(*one));
  }
  if (out.empty()) return error(errc::invalid, std::string(from), "names no target");
  return out;
}

}  // namespace detail

inline int health_fleet(const arguments& a, context& c) {
  const auto form = health_form_of(a, c.json);
  if (!form) return fail(c, form.error());
  health_reader reader(a, c);
  const auto all = reader.read();
  std::size_t parallel = 64;
  reader.number("--parallel", parallel, 500);
  if (reader.failed()) return detail::health_fail(c, *form, *reader.failed());
  const bool piped = a.operands[0] == "-";
  const auto text = piped ? read_input(c, detail::fleet_file_limit)
                          : maintkit::detail::read_file(std::string(a.operands[0]), detail::fleet_file_limit);
  if (!text) return detail::health_fail(c, *form, error(errc::invalid, std::string(a.operands[0]), text.error().why));
  const auto targets = detail::fleet_targets(*text, c, *all, piped ? "standard input" : a.operands[0]);
  if (!targets) return detail::health_fail(c, *form, targets.error());

  std::vector<health_row> rows;
  auto verdicts = health::check_all(*targets, parallel);
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    if (!verdicts[i]) return detail::health_fail(c, *form, verdicts[i].error());
    rows.push_back({health_shown((*targets)[i].address), std::move(*verdicts[i]), 0, 0});
    rows.back().expect = &(*targets)[i].how.expect;
  }
  return detail::health_finish(a, c, *form, rows);
}

namespace detail {

// Those who are told while waiting: somebody at a terminal, and a service manager.
class health_teller {
 public:
  health_teller(context& c, std::string_view socket)
      : c_(c), progress_(c.terminal && !c.quiet && !variable(c, "NO_COLOR")), socket_(socket) {}

  void attempt(const health::verdict& v, int attempts, std::int64_t elapsed) {
    if (progress_) {
      c_.err << "\r\x1b[K" << report::decimal(elapsed / 100'000'000, 1) << " s, attempt " << std::to_string(attempts)
             << ": " << report::one_line(v.detail, 50);
      c_.err.flush();
    }
    // Only news; that a word of it is lost is told in the end, when it matters.
    if (socket_.empty() || v.reason == told_) return;
    told_ = v.reason;
    if (!maintkit::detail::notify(socket_, "STATUS=waiting: " + report::one_line(v.detail))) return;
  }

  result<void> end(const health::waited& w) {
    if (progress_) c_.err << "\r\x1b[K";
    if (socket_.empty()) return {};
    const std::string status = "STATUS=" + report::one_line(w.last.detail);
    const bool well = health::exit_status(w.last.state) == 0;
    return maintkit::detail::notify(socket_, well ? "READY=1\n" + status : status);
  }

 private:
  context& c_;
  bool progress_;
  std::string socket_;
  std::string_view told_;
};

}  // namespace detail

inline int health_wait(const arguments& a, context& c) {
  const auto form = health_form_of(a, c.json);
  if (!form) return fail(c, form.error());
  health_reader reader(a, c);
  const auto how = reader.read();
  health::patience p;
  reader.duration("--for", p.total);
  reader.duration("--attempt-timeout", p.attempt);
  reader.number("--success", p.successes, 1000);
  reader.number("--failure", p.failures, 1000);
  if (reader.failed()) return detail::health_fail(c, *form, *reader.failed());
  if (const auto path = a.get("--pid-file")) p.pid_file = *path;
  const auto socket = a.has("--notify") ? variable(c, "NOTIFY_SOCKET") : "";
  if (!socket) return detail::health_fail(c, *form, error(errc::invalid, "NOTIFY_SOCKET", "is not set"));

  detail::health_teller teller(c, *socket);
  auto w = health::wait(a.operands[0], *how, p, [&](const health::verdict& v, int attempts, std::int64_t elapsed) {
    teller.attempt(v, attempts, elapsed);
  });
  if (!w) return detail::health_fail(c, *form, w.error());
  const auto told = teller.end(*w);
  std::vector<health_row> rows;
  rows.push_back({health_shown(a.operands[0]), std::move(w->last), w->attempts, w->elapsed});
  rows.back().expect = &how->expect;
  const int status = detail::health_finish(a, c, *form, rows);
  return told ? status : detail::health_fail(c, *form, told.error());
}

inline int health_reasons(const arguments& a, context& c) {
  int status = 0;
  std::string rows;
  json::writer w(rows);
  w.object().field("schema", 1).key("reasons").array();
  const auto tell = [&](std::string_view code, std::string_view meaning) {
    w.object().field("code", code).field("meaning", meaning).end_object();
    if (c.json) return;
    std::string line(code);
    line.resize((std::max)(line.size() + 2, std::size_t{28}), ' ');
    c.out << line << meaning << '\n';
  };
  for (const std::string_view code : a.operands) {
    const std::string_view meaning = health::meaning_of(code);
    if (meaning.empty()) status = fail(c, error(errc::invalid, std::string(code), "is no reason of a verdict"));
    if (!meaning.empty()) tell(code, meaning);
  }
  if (a.operands.empty()) {
    for (const auto& row : http::faults) tell(row.code, row.meaning);
    for (const auto& row : health::findings) tell(row.code, row.meaning);
  }
  w.end_array().end_object();
  if (c.json) c.out << rows << '\n';
  return status;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_HEALTH_COMMAND_HPP
