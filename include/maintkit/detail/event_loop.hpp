// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Waiting for several things at once, without threads. A task says what it waits for, is told when to go on, and never
// blocks; one of them or a thousand are driven by the same few lines.
//
//   struct task {
//     void prepare(poll_set& set);          // add descriptors, and when to be woken at the latest
//     void proceed(const poll_set& set);    // go on as far as possible without waiting
//     bool done() const;
//     void expire();                        // the deadline has passed: be done
//   };
//   detail::finish(task, detail::deadline::after(10 * detail::second));
#ifndef MAINTKIT_DETAIL_EVENT_LOOP_HPP
#define MAINTKIT_DETAIL_EVENT_LOOP_HPP

#include <maintkit/detail/deadline.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <poll.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

class poll_set {
 public:
  // Forgets everything; the memory stays.
  void clear();
  // The descriptor's place, to ask ready() about after wait().
  std::size_t add(int descriptor, short events);
  // Not to sleep past this tick of the clock; the earliest counts.
  void wake_at(std::int64_t tick);
  // Sleeps until a descriptor is ready or it is time; perhaps less.
  void wait();
  bool ready(std::size_t place) const { return place < list_.size() && list_[place].revents != 0; }

 private:
  std::vector<pollfd> list_;
  nfds_t count_ = 0;
  std::int64_t wake_ = INT64_MAX;
};

// Drives one task until it is done, or makes it so when its time is up.
template <class Task>
void finish(Task& task, const deadline& by);

// ---------------------------------------------------------------------------------------------------------------------

inline void poll_set::clear() {
  list_.clear();
  count_ = 0;
  wake_ = INT64_MAX;
}

inline std::size_t poll_set::add(int descriptor, short events) {
  list_.push_back({descriptor, events, 0});
  ++count_;
  return list_.size() - 1;
}

inline void poll_set::wake_at(std::int64_t tick) {
  if (tick < wake_) wake_ = tick;
}

inline void poll_set::wait() {
  const int most = wake_ == INT64_MAX ? -1 : poll_milliseconds(wake_ - ticks());
  if (::poll(list_.data(), count_, most) > 0) return;
  for (pollfd& p : list_) p.revents = 0;  // after a signal they are whatever they were
}

template <class Task>
void finish(Task& task, const deadline& by) {
  poll_set set;
  while (!task.done()) {
    if (by.passed()) return task.expire();
    set.clear();
    task.prepare(set);
    set.wake_at(by.at());
    set.wait();
    task.proceed(set);
  }
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_EVENT_LOOP_HPP
