// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Waiting until a service that was just started is well: asked again and again, each attempt with a limit of its own so
// that one that hangs costs little, and given up at once when the process behind it has ended.
//
//   health::patience p;
//   p.total = 60 * detail::second;
//   p.pid_file = "/run/app.pid";
//   const auto w = health::wait("http://127.0.0.1:8345/healthcheck/", {}, p);
//   w->last.reason     "ok", "wait.timeout", "process.gone" …
#ifndef MAINTKIT_HEALTH_WAIT_HPP
#define MAINTKIT_HEALTH_WAIT_HPP

#include <maintkit/detail/deadline.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health/check.hpp>
#include <maintkit/health/verdict.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/mail_date.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <poll.h>
#include <signal.h>
#include <sys/types.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

struct patience {
  std::int64_t total = 60 * maintkit::detail::second;  // nanoseconds for everything
  std::int64_t attempt = 0;                            // for one attempt; 0: a quarter of the total, at most 2 s
  int successes = 1;                                   // in a row (successThreshold of Kubernetes)
  int failures = 0;      // give up once it *answered* so often in a row that it is not well; 0: never
  std::string pid_file;  // watched: once it is gone, or its process, waiting ends
  pid_t pid = 0;         // likewise
};

struct waited {
  verdict last;  // the end: well, unhealthy, wait.timeout or process.gone; the answer is the last one that there was
  int attempts = 0;
  std::int64_t elapsed = 0;  // nanoseconds
};

// Counts results as Kubernetes does: a run of equal ones, begun anew by another. Not to have been reached ends a run of
// successes, but is no failure: the service may still be on its way up.
class tally {
 public:
  // How many verdicts like this one came in a row, with it.
  int count(state s);

 private:
  bool well_ = false;
  int run_ = 0;
};

// How long to pause before the next attempt, `elapsed` nanoseconds after the first: 50 ms, growing evenly to 250 ms in
// a minute, or to 100 ms where a refused connection costs neither side anything. So in the first half minute no pause
// is longer than 150 ms. Up to half of it is left away by `dice`, so that many waiters don't keep step.
std::int64_t next_pause(std::int64_t elapsed, bool refused, std::uint32_t dice);

// `told` is called with each verdict, the number of the attempt and the nanoseconds so far: told(v, attempts, elapsed).
template <class Told>
result<waited> wait(std::string_view address, const options& how, const patience& p, Told told);
result<waited> wait(std::string_view address, const options& how, const patience& p);

// ---------------------------------------------------------------------------------------------------------------------

inline int tally::count(state s) {
  const bool well = s == state::healthy || s == state::degraded;
  if (s == state::unknown) {
    if (well_) run_ = 0;
    return 0;
  }
  run_ = well == well_ ? run_ + 1 : 1;
  well_ = well;
  return run_;
}

inline std::int64_t next_pause(std::int64_t elapsed, bool refused, std::uint32_t dice) {
  using maintkit::detail::millisecond;
  const std::int64_t most = refused ? 100 * millisecond : 250 * millisecond;
  const std::int64_t step = (std::min)(most, 50 * millisecond + elapsed / 300);
  return step - step / 2 * (dice % 1000) / 1000;
}

namespace detail {

// True where a process has ended, also if nobody has asked for its exit status yet.
inline bool is_gone(pid_t pid) {
  if (::kill(pid, 0) != 0) return errno == ESRCH;
#ifdef __linux__
  const auto stat = maintkit::detail::read_file("/proc/" + std::to_string(pid) + "/stat", 4096);
  if (!stat) return false;
  const std::size_t name = stat->rfind(')');
  return name != std::string::npos && stat->size() > name + 2 && ((*stat)[name + 2] == 'Z' || (*stat)[name + 2] == 'X');
#else
  return false;
#endif
}

// The process that is waited for. Its file may come a little after its start, so one that was never there is given a
// second; a file without a number is still being written.
class watched_process {
 public:
  explicit watched_process(const patience& p) : p_(p) {}

  // Why waiting is pointless, or nothing.
  std::optional<std::string> ended() {
    if (p_.pid > 0 && is_gone(p_.pid)) return "process " + std::to_string(p_.pid) + " has ended";
    if (p_.pid_file.empty()) return std::nullopt;
    const auto text = maintkit::detail::read_file(p_.pid_file, 4096);
    if (!text) {
      const bool missing = text.error().code == errc::missing && (seen_ || grace_.passed());
      return missing ? std::optional(p_.pid_file + " is not there") : std::nullopt;
    }
    seen_ = true;
    const auto pid = maintkit::detail::whole_number<std::uint32_t>(maintkit::detail::trim(*text));
    if (!pid || *pid == 0 || *pid > 0x7fffffff || !is_gone(static_cast<pid_t>(*pid))) return std::nullopt;
    return "process " + std::to_string(*pid) + " of " + p_.pid_file + " has ended";
  }

 private:
  const patience& p_;
  maintkit::detail::deadline grace_ = maintkit::detail::deadline::after(maintkit::detail::second);
  bool seen_ = false;
};

// Retry-After (RFC 9110 section 10.2.3), in seconds or, where it is known what time it is, as a date; as far as it
// leaves time for one more attempt.
inline std::int64_t asked_pause(const http::response& m, std::int64_t most, std::optional<time::instant> now) {
  const auto field = m.field("retry-after");
  if (!field) return 0;
  std::int64_t seconds = 0;
  if (const auto number = maintkit::detail::whole_number<std::uint32_t>(*field)) {
    seconds = *number;
  } else if (const auto date = time::parse_rfc822(*field); date && now) {
    seconds = date->at.seconds - now->seconds;
  }
  constexpr std::int64_t longest = 0xffffffff;  // a century: no product overflows
  seconds = (std::max)(std::int64_t{0}, (std::min)(seconds, longest));
  return (std::min)(most, seconds * maintkit::detail::second);
}

// The step that is due, or more if the answer asks for it; the steps towards a run of good answers don't grow.
inline std::int64_t pause_after(const verdict& v, const options& how, std::int64_t elapsed, std::int64_t most,
                                std::uint32_t dice) {
  const bool well = v.state == state::healthy || v.state == state::degraded;
  const std::int64_t step = next_pause(well ? 0 : elapsed, v.answer.why == http::fault::connect_refused, dice >> 8);
  auto now = how.expect.now;  // as it was at the start
  if (now) now->seconds += elapsed / maintkit::detail::second;
  return (std::max)(step, asked_pause(v.answer.message, most, now));
}

// Sleeps, but not past the end of the process that is waited for.
inline void pause(std::int64_t nanoseconds, watched_process& process) {
  using maintkit::detail::millisecond;
  for (const auto by = maintkit::detail::deadline::after(nanoseconds); !by.passed();) {
    ::poll(nullptr, 0, maintkit::detail::poll_milliseconds((std::min)(by.left(), 250 * millisecond)));
    if (by.left() > 0 && process.ended()) return;
  }
}

inline std::string last_words(const verdict& v, std::int64_t total) {
  return "not well within " + seconds(total) + "; last: " + v.detail + " (" + std::string(v.reason) + ')';
}

// A verdict that ends the waiting, or nothing.
inline bool is_enough(const verdict& v, int run, const patience& p) {
  if (v.state == state::unhealthy) return p.failures > 0 && run >= p.failures;
  return v.state != state::unknown && run >= p.successes;
}

}  // namespace detail

template <class Told>
result<waited> wait(std::string_view address, const options& how, const patience& p, Told told) {
  using maintkit::detail::second;
  const std::int64_t start = maintkit::detail::ticks();
  const auto by = maintkit::detail::deadline::after(p.total);
  const std::int64_t limit = p.attempt > 0 ? p.attempt : (std::min)(p.total / 4, 2 * second);
  detail::watched_process process(p);
  options each = how;
  tally results;
  waited out;
  auto dice = static_cast<std::uint32_t>(start);
  for (;;) {
    if (auto gone = process.ended()) {
      out.last = conclude(finding::process_gone, std::move(*gone), std::move(out.last.answer));
      break;
    }
    each.request.timeout = (std::min)(limit, by.left());
    auto v = check(address, each);
    if (!v) return v.error();
    out.last = std::move(*v);
    ++out.attempts;
    const int run = results.count(out.last.state);
    told(out.last, out.attempts, maintkit::detail::ticks() - start);
    if (detail::is_enough(out.last, run, p) || out.last.answer.why == http::fault::tls_unavailable) break;
    dice = dice * 1664525u + 1013904223u;
    const auto wanted = detail::pause_after(out.last, how, maintkit::detail::ticks() - start, by.left() - limit, dice);
    detail::pause((std::min)(wanted, by.left()), process);
    if (by.passed()) {
      std::string words = detail::last_words(out.last, p.total);
      out.last = conclude(finding::wait_timeout, std::move(words), std::move(out.last.answer));
      break;
    }
  }
  out.elapsed = maintkit::detail::ticks() - start;
  return out;
}

inline result<waited> wait(std::string_view address, const options& how, const patience& p) {
  return wait(address, how, p, [](const verdict&, int, std::int64_t) {});
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_WAIT_HPP
