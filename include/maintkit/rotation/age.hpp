// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How old the newest good backup is, and the longest time without one: what monitoring asks of backups. Pure.
//
//   const coverage seen = measure_coverage(found.backups, now);
//   if (seen.count == 0 || seen.age > 26 * time::one_hour) …
#ifndef MAINTKIT_ROTATION_AGE_HPP
#define MAINTKIT_ROTATION_AGE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/duration.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Of the complete backups that are not dated after now.
struct coverage {
  std::size_t count = 0;
  std::size_t uncounted = 0;  // unverified, unfinished or dated in the future
  const backup* newest = nullptr;
  time::duration age = 0;          // from the newest to now
  time::duration largest_gap = 0;  // between two that follow each other
  const backup* before_gap = nullptr;
  std::uint64_t bytes = 0;
};

coverage measure_coverage(const std::vector<backup>& backups, time::instant now);

// ---------------------------------------------------------------------------------------------------------------------

inline coverage measure_coverage(const std::vector<backup>& backups, time::instant now) {
  coverage out;
  std::vector<const backup*> good;
  good.reserve(backups.size());
  for (const backup& b : backups) {
    if (b.state == state::complete && !(now < b.at)) good.push_back(&b);
  }
  std::sort(good.begin(), good.end(), [](const backup* a, const backup* b) { return a->at < b->at; });
  out.count = good.size();
  out.uncounted = backups.size() - good.size();
  if (good.empty()) return out;
  out.newest = good.back();
  out.age = time::between(out.newest->at, now);
  for (std::size_t i = 0; i < good.size(); ++i) {
    out.bytes += good[i]->size;
    const time::duration gap = i == 0 ? 0 : time::between(good[i - 1]->at, good[i]->at);
    if (gap <= out.largest_gap) continue;
    out.largest_gap = gap;
    out.before_gap = good[i - 1];
  }
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_AGE_HPP
