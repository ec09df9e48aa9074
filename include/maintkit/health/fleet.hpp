// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Many services at once, in one thread: a verdict for each in the order they were given, each under its own deadline,
// which begins when its turn comes. One that is slow takes a place among `parallel`, and nobody's time.
//
//   const auto verdicts = health::check_all({{"http://127.0.0.1:8001/", {}}, {"http://127.0.0.1:8002/", {}}});
//   if (verdicts[1] && verdicts[1]->state == health::state::healthy) …
#ifndef MAINTKIT_HEALTH_FLEET_HPP
#define MAINTKIT_HEALTH_FLEET_HPP

#include <maintkit/detail/event_loop.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health/check.hpp>
#include <maintkit/health/verdict.hpp>
#include <maintkit/http.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

struct target {
  std::string address;
  options how;
};

// At most `parallel` are asked at the same time. A target that can't be meant is an error in its place. The bodies are
// judged, and not kept.
std::vector<result<verdict>> check_all(const std::vector<target>& targets, std::size_t parallel = 64);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

class fleet {
 public:
  fleet(const std::vector<target>& targets, std::size_t parallel)
      : targets_(targets), parallel_(parallel), out_(targets.size(), error()) {}

  std::vector<result<verdict>> run() {
    maintkit::detail::poll_set set;
    while (start(), !active_.empty()) {
      set.clear();
      for (asked& a : active_) a.journey.prepare(set);
      set.wait();
      for (std::size_t i = active_.size(); i-- > 0;) {
        active_[i].journey.proceed(set);
        if (!active_[i].journey.done()) continue;
        judge_one(active_[i].index, active_[i].journey);
        if (i + 1 < active_.size()) active_[i] = std::move(active_.back());
        active_.pop_back();
      }
    }
    return std::move(out_);
  }

 private:
  struct asked {
    std::size_t index;
    http::journey journey;
  };

  // Fills the free places.
  void start() {
    for (; next_ < targets_.size() && active_.size() < parallel_; ++next_) {
      auto j = http::journey::begin(targets_[next_].address, request_of(targets_[next_].how));
      if (!j) {
        out_[next_] = j.error();
      } else if (j->done()) {
        judge_one(next_, *j);
      } else {
        active_.push_back({next_, std::move(*j)});
      }
    }
  }

  void judge_one(std::size_t index, http::journey& journey) {
    verdict v = judge(journey.take_answer(), targets_[index].how.expect);
    v.answer.message.body = std::string();
    out_[index] = std::move(v);
  }

  const std::vector<target>& targets_;
  std::size_t parallel_;
  std::vector<asked> active_;
  std::size_t next_ = 0;
  std::vector<result<verdict>> out_;
};

}  // namespace detail

inline std::vector<result<verdict>> check_all(const std::vector<target>& targets, std::size_t parallel) {
  return detail::fleet(targets, parallel == 0 ? 1 : parallel).run();
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_FLEET_HPP
