// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the words of a health command ask for, read into the library's options. Fields that hold secrets come from
// files and the environment, and no error shows one.
//
//   const auto how = program::health_reader(arguments, context).read();
//   if (how) health::check(arguments.operands[0], *how);
#ifndef MAINTKIT_PROGRAM_HEALTH_INPUT_HPP
#define MAINTKIT_PROGRAM_HEALTH_INPUT_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/report.hpp>
#include <maintkit/time/duration.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// The options that every health command has, read over what holds without them.
class health_reader {
 public:
  health_reader(const arguments& a, const context& c, health::options start = {})
      : a_(a), c_(c), out_(std::move(start)) {}

  // Fills in what was given; the first that can't be read is the error.
  result<health::options> read();

  // Options of one command only, read likewise. `most` is the largest number that is taken; 0 never is.
  void duration(std::string_view name, std::int64_t& into);
  template <class Number>
  void number(std::string_view name, Number& into, std::size_t most);
  const std::optional<error>& failed() const { return failed_; }

 private:
  void fail(error e) {
    if (!failed_) failed_ = std::move(e);
  }
  void text(std::string_view name, std::string& into) {
    if (const auto t = a_.get(name)) into = *t;
  }
  template <class T, class Into>
  void parse(std::string_view name, std::string_view source, const parsed<T>& value, Into& into);
  void range(std::string_view name, std::optional<report::range>& into);
  void follow();
  void json_rules();
  void headers();
  void header_lines(std::string_view rest, std::string_view from);
  void https();

  const arguments& a_;
  const context& c_;
  health::options out_;
  std::optional<error> failed_;
};

// ---------------------------------------------------------------------------------------------------------------------

inline result<health::options> health_reader::read() {
  health::options& o = out_;
  text("--host", o.request.host);
  // Of the two, what a fleet's line says replaces what its command line does.
  if (a_.has("--connect")) o.request.unix_socket.clear();
  if (a_.has("--unix-socket")) o.request.connect.clear();
  text("--connect", o.request.connect);
  text("--unix-socket", o.request.unix_socket);
  text("--sni", o.request.sni);
  text("--ca-file", o.request.ca_file);
  if (a_.has("--body-empty")) o.expect.empty = true;
  if (a_.has("--no-health-json")) o.expect.read_health = false;
  for (const auto t : a_.all("--body-contains")) o.expect.contains.emplace_back(t);
  if (const auto t = a_.get("--expect")) parse("--expect", *t, health::parse_statuses(*t), o.expect.status);
  range("--warning", o.expect.warning);
  range("--critical", o.expect.critical);
  range("--certificate-warning", o.expect.certificate_warning);
  range("--certificate-critical", o.expect.certificate_critical);
  o.expect.now = c_.now;
  follow();
  https();
  json_rules();
  headers();
  duration("--timeout", o.request.timeout);
  number("--max-read", o.request.bounds.total, std::size_t{1} << 30);
  if (failed_) return *failed_;
  return std::move(out_);
}

template <class T, class Into>
void health_reader::parse(std::string_view name, std::string_view source, const parsed<T>& value, Into& into) {
  if (!value) return fail(error(value.error(), std::string(name), source));
  into = *value;
}

inline void health_reader::duration(std::string_view name, std::int64_t& into) {
  const auto t = a_.get(name);
  if (!t) return;
  parse(name, *t, time::parse_duration(*t), into);
  if (!failed_ && into <= 0) fail(usage_error(*a_.what, std::string(name) + " must be longer than nothing"));
}

template <class Number>
void health_reader::number(std::string_view name, Number& into, std::size_t most) {
  const auto t = a_.get(name);
  if (!t) return;
  const auto n = maintkit::detail::whole_number<std::size_t>(*t);
  if (!n || *n == 0 || *n > most) {
    return fail(usage_error(*a_.what, std::string(name) + " takes a number from 1 to " + std::to_string(most)));
  }
  into = static_cast<Number>(*n);
}

inline void health_reader::range(std::string_view name, std::optional<report::range>& into) {
  if (const auto t = a_.get(name)) parse(name, *t, report::parse_range(*t), into);
}

inline void health_reader::follow() {
  constexpr std::string_view names[] = {"none", "same-origin", "host", "any"};
  const auto t = a_.get("--follow");
  if (!t) return;
  for (std::size_t i = 0; i < 4; ++i) {
    if (names[i] != *t) continue;
    out_.request.follow = static_cast<http::follow>(i);
    return;
  }
  fail(usage_error(*a_.what, "--follow takes none, same-origin, host or any"));
}

// A threshold that is asked for and never looked at would be a certificate that is always well. A fleet's command line
// speaks for targets of both kinds.
inline void health_reader::https() {
  if (a_.what->name == "fleet" || out_.request.follow != http::follow::none) return;
  for (const std::string_view address : a_.operands) {
    const auto u = http::parse_url(address);
    if (!u || u->scheme == http::scheme::https) return;
  }
  for (const std::string_view name : {"--sni", "--ca-file", "--certificate-warning", "--certificate-critical"}) {
    if (a_.has(name)) return fail(usage_error(*a_.what, std::string(name) + " is for https addresses"));
  }
}

inline void health_reader::json_rules() {
  for (const auto t : a_.all("--body-json")) {
    const std::size_t equals = t.find('=');
    if (equals == std::string_view::npos || (equals > 0 && t[0] != '/')) {
      return fail(usage_error(*a_.what, "--body-json takes a JSON pointer, '=' and the value: /status=UP"));
    }
    out_.expect.json.push_back({std::string(t.substr(0, equals)), std::string(t.substr(equals + 1))});
  }
}

inline void health_reader::headers() {
  for (const auto path : a_.all("--header-file")) {
    const auto text = maintkit::detail::read_file(std::string(path), std::size_t{64} * 1024);
    if (!text) return fail(error(errc::invalid, std::string(path), text.error().why));
    header_lines(*text, path);
  }
  for (const auto name : a_.all("--header-variable")) {
    const auto text = variable(c_, name);
    if (!text) return fail(error(errc::invalid, std::string(name), "is not set in the environment"));
    header_lines(*text, name);
  }
}

// The value may be a secret: an error names the line, and does not show it.
inline void health_reader::header_lines(std::string_view rest, std::string_view from) {
  for (int number = 1; !rest.empty(); ++number) {
    std::string_view line = maintkit::detail::trim(maintkit::detail::take_until(rest, '\n'));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return fail(error(errc::malformed, std::string(from), "line " + std::to_string(number) + " has no colon"));
    }
    const std::string_view value = maintkit::detail::trim(line.substr(colon + 1));
    out_.request.fields.push_back({std::string(line.substr(0, colon)), std::string(value)});
  }
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_HEALTH_INPUT_HPP
