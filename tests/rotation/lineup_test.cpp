// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/rotation/lineup.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

}  // namespace

TEST_CASE("lineup: many are sorted as few are") {
  test::random random(test::seed());
  const std::int64_t spans[] = {0, 1, 2000, 86400 * 365, std::int64_t{1} << 40, INT64_MAX};
  for (const std::int64_t span : spans) {
    for (const std::size_t count : {std::size_t{1023}, std::size_t{1024}, std::size_t{3000}}) {
      std::vector<std::string> names(count);
      std::vector<rotation::backup> backups(count);
      for (std::size_t i = 0; i < count; ++i) {
        names[i] = random.text(random.below(4), "ab");
        backups[i].name = names[i];
        backups[i].at = {random.between(span == INT64_MAX ? INT64_MIN : -span, span),
                         static_cast<std::int32_t>(random.below(2))};
      }
      const std::vector<moment> order = newest_first(backups);
      REQUIRE(order.size() == count);
      std::vector<bool> seen(count);
      bool sorted = true;
      for (std::size_t i = 0; i < count; ++i) {
        const rotation::backup& b = backups[order[i].backup];
        CHECK_FALSE(seen[order[i].backup]);
        seen[order[i].backup] = true;
        if (i == 0) continue;
        const rotation::backup& a = backups[order[i - 1].backup];
        const bool later_name = a.name.size() != b.name.size() ? a.name.size() > b.name.size() : !(a.name < b.name);
        sorted = sorted && (b.at < a.at || (a.at == b.at && later_name));
      }
      CAPTURE(span);
      CAPTURE(count);
      CHECK(sorted);
    }
  }
  CHECK(newest_first({}).empty());
}

TEST_CASE("lineup: who counts") {
  const time::instant now{1000, 0};
  rotation::backup b;
  b.at = now;
  CHECK(uncounted(b, dialect::maintkit, now) == 0);
  b.at = {1000, 1};
  CHECK(uncounted(b, dialect::maintkit, now) == protection::future);
  CHECK(uncounted(b, dialect::restic, now) == 0);
  b.at = now;
  b.pinned = true;
  CHECK(uncounted(b, dialect::maintkit, now) == 0);
  CHECK(uncounted(b, dialect::proxmox, now) == protection::pinned);
  b.state = state::unverified;
  CHECK(uncounted(b, dialect::maintkit, now) == protection::unverified);
  b.state = state::incomplete;
  CHECK(uncounted(b, dialect::borg, now) == protection::incomplete);
}
