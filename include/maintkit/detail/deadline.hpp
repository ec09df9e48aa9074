// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One moment that everything must be done by. It is fixed once, on a clock that nobody sets, and handed down: each
// read, write and wait asks how much is left, so that a server that always has one more byte ready is cut off all the
// same.
//
//   const auto by = detail::deadline::after(10 * detail::second);
//   while (!by.passed()) poll(&p, 1, by.poll_timeout());
#ifndef MAINTKIT_DETAIL_DEADLINE_HPP
#define MAINTKIT_DETAIL_DEADLINE_HPP

#include <maintkit/detail/config.hpp>

#include <cstdint>
#include <ctime>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr std::int64_t millisecond = 1'000'000;  // in nanoseconds, as every length of time
inline constexpr std::int64_t second = 1'000 * millisecond;

// Nanoseconds on the monotonic clock: no system call where the kernel shares its clock page.
inline std::int64_t ticks() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const std::int64_t seconds = now.tv_sec;
  return seconds * second + now.tv_nsec;
}

// Nanoseconds as poll() takes them: rounded up, so that nothing spins through the last millisecond.
constexpr int poll_milliseconds(std::int64_t nanoseconds) {
  constexpr std::int64_t most = 1'000'000;
  const std::int64_t whole = (nanoseconds + millisecond - 1) / millisecond;
  return static_cast<int>(whole < 0 ? 0 : whole > most ? most : whole);
}

class deadline {
 public:
  static deadline after(std::int64_t nanoseconds) { return deadline(ticks() + nanoseconds); }

  std::int64_t at() const { return at_; }
  std::int64_t left() const { return at_ - ticks(); }
  bool passed() const { return left() <= 0; }
  int poll_timeout() const { return poll_milliseconds(left()); }

 private:
  explicit deadline(std::int64_t at) : at_(at) {}
  std::int64_t at_;
};

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_DEADLINE_HPP
