// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// When what the rules keep does not fit: which one more may go with the least lost. That is the one whose neighbours,
// once it is gone, lie closest to each other for its age: an hour's hole of yesterday hurts as a day's of last month
// does. The newest ones (policy.at_least) and all that is protected stay. Pure.
//
//   keep.max_bytes = 50 GiB;  plan(backups, keep, now, zone).bytes_over   // 0: it fits
#ifndef MAINTKIT_ROTATION_BUDGET_HPP
#define MAINTKIT_ROTATION_BUDGET_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/policy.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

struct budget_outcome {
  std::uint64_t kept = 0;     // bytes
  std::uint64_t removed = 0;  // by the rules and for want of room
  std::uint64_t over = 0;     // still too many: what stays is protected
};

// Marks with `no_room` what must go besides what is not kept. `kept` is by backup, `newest_first` all of them.
budget_outcome fit(const std::vector<backup>& backups, const policy& keep,
                   const std::vector<std::uint32_t>& newest_first, std::vector<std::uint32_t>& kept);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

constexpr std::uint64_t capped_sum(std::uint64_t a, std::uint64_t b) { return a > UINT64_MAX - b ? UINT64_MAX : a + b; }

// Those that can stand in for each other, newest first, and who may leave the row.
class squeezer {
 public:
  squeezer(const std::vector<backup>& backups, const policy& keep, const std::vector<std::uint32_t>& newest_first,
           std::vector<std::uint32_t>& kept)
      : backups_(backups), kept_(kept), least_((std::max)(keep.at_least, 1u)) {
    constexpr std::uint32_t uncounted_ones = protection::future | protection::unverified | protection::incomplete;
    for (const std::uint32_t i : newest_first) {
      if (kept[i] != 0 && (kept[i] & uncounted_ones) == 0) row_.push_back(i);
    }
    const auto count = static_cast<std::uint32_t>(row_.size());
    for (std::uint32_t i = 0; i < count; ++i) links_.push_back({i - 1, i + 1, 0});  // before the first one: none
    for (std::uint32_t i = least_; i < count; ++i) offer(i);
  }

  // Takes out the one that is missed least. Answers its size, or nothing if none may go.
  bool take(std::uint64_t& size) {
    while (!heap_.empty()) {
      std::pop_heap(heap_.begin(), heap_.end(), is_dearer);
      const offered best = heap_.back();
      heap_.pop_back();
      if (best.version != links_[best.place].version) continue;
      leave(best.place);
      kept_[row_[best.place]] |= protection::no_room;
      size = backups_[row_[best.place]].size;
      return true;
    }
    return false;
  }

 private:
  struct link {
    std::uint32_t newer;
    std::uint32_t older;  // row_.size(): none
    std::uint32_t version;
  };
  struct offered {
    double loss;
    std::uint32_t place;
    std::uint32_t version;
  };

  // Of two with the same loss the older one goes.
  static bool is_dearer(const offered& a, const offered& b) {
    return a.loss != b.loss ? a.loss > b.loss : a.place < b.place;
  }

  std::int64_t at(std::uint32_t place) const { return backups_[row_[place]].at.seconds; }

  double loss_of(std::uint32_t place) const {
    const link& l = links_[place];
    const double age = static_cast<double>(at(0)) - static_cast<double>(at(place));
    const double to_newer = static_cast<double>(at(l.newer)) - static_cast<double>(at(place));
    // Behind the oldest there is nothing for as long as it is old.
    const double to_older =
        l.older == row_.size() ? age : static_cast<double>(at(place)) - static_cast<double>(at(l.older));
    return (to_newer + to_older) / (std::max)(age, 1.0);
  }

  void offer(std::uint32_t place) {
    if ((kept_[row_[place]] & protection::pinned) != 0 || backups_[row_[place]].size == 0) return;
    heap_.push_back({loss_of(place), place, links_[place].version});
    std::push_heap(heap_.begin(), heap_.end(), is_dearer);
  }

  void leave(std::uint32_t place) {
    const link gone = links_[place];
    links_[gone.newer].older = gone.older;
    refresh(gone.newer);
    if (gone.older == row_.size()) return;
    links_[gone.older].newer = gone.newer;
    refresh(gone.older);
  }

  void refresh(std::uint32_t place) {
    ++links_[place].version;
    if (place >= least_) offer(place);
  }

  const std::vector<backup>& backups_;
  std::vector<std::uint32_t>& kept_;
  std::uint32_t least_;  // so many of the newest stay
  std::vector<std::uint32_t> row_;
  std::vector<link> links_;
  std::vector<offered> heap_;
};

}  // namespace detail

inline budget_outcome fit(const std::vector<backup>& backups, const policy& keep,
                          const std::vector<std::uint32_t>& newest_first, std::vector<std::uint32_t>& kept) {
  budget_outcome out;
  for (std::size_t i = 0; i < backups.size(); ++i) {
    std::uint64_t& sum = kept[i] != 0 ? out.kept : out.removed;
    sum = detail::capped_sum(sum, backups[i].size);
  }
  const auto missing = [&] {
    const std::uint64_t too_large = keep.max_bytes != 0 && out.kept > keep.max_bytes ? out.kept - keep.max_bytes : 0;
    const std::uint64_t not_free = keep.free_bytes > out.removed ? keep.free_bytes - out.removed : 0;
    return (std::max)(too_large, not_free);
  };
  if (missing() == 0) return out;
  detail::squeezer row(backups, keep, newest_first, kept);
  for (std::uint64_t size = 0; missing() > 0 && row.take(size);) {
    out.kept -= size;
    out.removed = detail::capped_sum(out.removed, size);
  }
  out.over = missing();
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_BUDGET_HPP
