// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Planning against a second, slow and obviously right model, and what must hold whatever the history, the policy and
// the clock are. MAINTKIT_CASES sets how many of each are tried; MAINTKIT_SEED repeats a run.

#include "support.hpp"

#include <maintkit/rotation.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

std::size_t cases() {
  const char* const given = std::getenv("MAINTKIT_CASES");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : 100'000;
}

struct history {
  std::vector<std::string> names;
  std::vector<rotation::backup> backups;
  policy keep;
  time::zone zone;
  time::instant now;
};

std::uint32_t any_count(test::random& random) {
  return random.once_in(8) ? unlimited : static_cast<std::uint32_t>(random.between(1, 6));
}

policy any_policy(test::random& random) {
  policy keep;
  do {
    for (std::size_t i = 0; i < period_count; ++i) {
      if (random.once_in(4)) keep.counts[i] = any_count(random);
      if (random.once_in(10)) keep.within[i].days = static_cast<std::int32_t>(random.between(1, 60));
      if (random.once_in(20)) keep.within[i].months = static_cast<std::int32_t>(random.between(1, 5));
    }
    if (random.once_in(8)) keep.tags[keep.tag_count++] = "a";
    keep.within[static_cast<std::size_t>(period::secondly)] = {};
    keep.within[static_cast<std::size_t>(period::minutely)] = {};
  } while (is_empty(keep));
  if (random.once_in(4)) keep.at_least = static_cast<std::uint32_t>(random.between(1, 5));
  if (random.once_in(4)) keep.prefer_weekday = static_cast<int>(random.between(1, 7));
  if (random.once_in(4)) keep.prefer_hour = static_cast<int>(random.between(0, 23));
  return keep;
}

// Regular and irregular times, over a day or over years; some broken, pinned, tagged or dated in the future.
history any_history(test::random& random) {
  history h;
  const auto count = static_cast<std::size_t>(random.between(0, 25));
  const std::int64_t steps[] = {1, 60, 1800, 3600, 43200, 86400, 86400 * 3, 86400 * 30};
  const std::int64_t step = random.of(steps);
  const bool regular = random.once_in(2);
  std::int64_t at = random.between(1'600'000'000, 1'900'000'000);
  const std::int32_t offsets[] = {0, 3600, -18000, 45900};
  h.zone = time::zone::fixed(random.of(offsets));
  for (std::size_t i = 0; i < count; ++i) h.names.push_back("b" + std::to_string(i));
  for (std::size_t i = 0; i < count; ++i) {
    rotation::backup b;
    at += regular ? step : random.between(0, 2 * step);
    b.at = {at, 0};
    b.name = h.names[i];
    if (random.once_in(8)) b.tags = "a,b";
    if (random.once_in(12)) b.pinned = true;
    if (random.once_in(8)) b.state = random.once_in(2) ? state::unverified : state::incomplete;
    h.backups.push_back(b);
  }
  h.now = {at + random.between(0, 5 * step), 0};
  if (random.once_in(4)) h.now.seconds -= 4 * step;  // so that some lie in the future
  h.keep = any_policy(random);
  for (std::size_t i = count; i > 1; --i) std::swap(h.backups[i - 1], h.backups[random.below(i)]);
  return h;
}

// The name of a period, by the C library.
std::string name_of(period p, const rotation::backup& b, const time::zone& zone) {
  const char* const forms[] = {"", "%F %T", "%F %H:%M", "%F %H", "%F", "%G-W%V", "%Y-%m", "", "%Y"};
  const std::time_t local = b.at.seconds + zone.offset_at(b.at);
  std::tm parts{};
  ::gmtime_r(&local, &parts);
  if (p == period::last) return std::string(b.name);
  if (p == period::quarterly) return std::to_string(parts.tm_year) + " " + std::to_string(parts.tm_mon / 3);
  char text[64] = {};
  std::strftime(text, sizeof text, forms[static_cast<std::size_t>(p)], &parts);
  return text;
}

// Of those of a period, newest first, the first one that is of the preferred day and hour; or of the day; or of the
// hour.
const rotation::backup& preferred(const history& h, period p, const std::string& name,
                                  const std::vector<const rotation::backup*>& good) {
  const bool days = p >= period::weekly && h.keep.prefer_weekday != 0;
  const bool hours = p >= period::daily && h.keep.prefer_hour >= 0;
  const std::pair<bool, bool> wishes[] = {{true, true}, {true, false}, {false, true}, {false, false}};
  for (const auto& [of_day, of_hour] : wishes) {
    if ((of_day && !days) || (of_hour && !hours)) continue;
    for (const rotation::backup* b : good) {
      const std::time_t local = b->at.seconds + h.zone.offset_at(b->at);
      std::tm parts{};
      ::gmtime_r(&local, &parts);
      if (name_of(p, *b, h.zone) != name) continue;
      if (of_day && (parts.tm_wday + 6) % 7 + 1 != h.keep.prefer_weekday) continue;
      if (of_hour && parts.tm_hour != h.keep.prefer_hour) continue;
      return *b;
    }
  }
  return *good[0];
}

// By the rules as they are told: one at a time, every period looked up by name.
std::set<std::string> model(const history& h) {
  std::set<std::string> kept;
  std::vector<const rotation::backup*> good;
  for (const rotation::backup& b : h.backups) {
    const bool future = h.now < b.at;
    if (b.pinned || future || b.state != state::complete) kept.insert(std::string(b.name));
    if (!future && b.state == state::complete) good.push_back(&b);
  }
  std::sort(good.begin(), good.end(), [](const rotation::backup* a, const rotation::backup* b) {
    if (!(a->at == b->at)) return b->at < a->at;
    return a->name.size() != b->name.size() ? a->name.size() > b->name.size() : a->name > b->name;
  });
  if (good.empty()) return kept;
  for (std::size_t i = 0; i < period_count; ++i) {
    const auto p = static_cast<period>(i);
    std::set<std::string> counted;
    for (const rotation::backup* b : good) {
      if (h.keep.counts[i] == 0 || counted.size() >= h.keep.counts[i]) continue;
      const std::string in = name_of(p, *b, h.zone);
      if (counted.insert(in).second) kept.insert(std::string(preferred(h, p, in, good).name));
    }
    if (counted.size() < h.keep.counts[i]) kept.insert(std::string(good.back()->name));
    const time::span& s = h.keep.within[i];
    if (s.days == 0 && s.months == 0) continue;
    const time::civil reach = time::add_months(time::to_civil(good[0]->at, h.zone.offset_at(good[0]->at)), -s.months);
    const std::int64_t limit =
        time::from_civil(reach, h.zone.offset_at(good[0]->at)).seconds - std::int64_t{s.days} * 86400;
    std::set<std::string> seen;
    for (const rotation::backup* b : good) {
      if (b->at.seconds > limit && seen.insert(name_of(p, *b, h.zone)).second) kept.insert(std::string(b->name));
    }
  }
  for (const rotation::backup* b : good) {
    if (h.keep.tag_count > 0 && !b->tags.empty()) kept.insert(std::string(b->name));
  }
  // What no rule keeps stays only to make up the minimum, which counts from the newest.
  for (std::size_t i = 0; i < good.size() && i < h.keep.at_least; ++i) kept.insert(std::string(good[i]->name));
  return kept;
}

std::set<std::string> planned(const history& h) {
  const decisions made = plan(h.backups, h.keep, h.now, h.zone);
  std::set<std::string> kept;
  for (std::size_t i = 0; i < h.backups.size(); ++i) {
    if (made.keeps(i)) kept.insert(std::string(h.backups[i].name));
  }
  return kept;
}

std::string shown(const history& h) {
  std::string out =
      to_string(h.keep) + " at least " + std::to_string(h.keep.at_least) + ", now " + time::to_rfc3339(h.now) + "\n";
  for (std::size_t i = 0; i < period_count; ++i) {
    const time::span& s = h.keep.within[i];
    if (s.days + s.months > 0) out += "within-" + std::string(periods[i].name) + "=" + to_text(s) + "\n";
  }
  const decisions made = plan(h.backups, h.keep, h.now, h.zone);
  explainer each(h.backups, h.keep, made, h.now, h.zone);
  for (explanation e; each.next(e);) {
    const rotation::backup& b = h.backups[e.backup];
    out += time::to_rfc3339(b.at) + " " + std::string(b.name) + " " + (e.keep ? "keep: " : "remove: ") +
           to_text(e, h.keep, h.zone) + "\n";
  }
  return out;
}

void keep_only(std::vector<rotation::backup>& backups, const std::set<std::string>& kept) {
  backups.erase(std::remove_if(backups.begin(), backups.end(),
                               [&](const rotation::backup& b) { return kept.count(std::string(b.name)) == 0; }),
                backups.end());
}

}  // namespace

TEST_CASE("rotation: the fast plan and the slow model agree, and every decision has its reasons") {
  test::random random(test::seed());
  for (std::size_t i = 0, n = cases(); i < n; ++i) {
    const history h = any_history(random);
    const bool same = planned(h) == model(h);
    REQUIRE_MESSAGE(same, "case ", i, "\n", shown(h));
    const decisions made = plan(h.backups, h.keep, h.now, h.zone);
    explainer each(h.backups, h.keep, made, h.now, h.zone);
    std::size_t walked = 0;
    for (explanation e; each.next(e); ++walked) {
      const bool right = e.keep == made.keeps(e.backup) && !e.reasons.empty() && !to_text(e, h.keep, h.zone).empty();
      REQUIRE_MESSAGE(right, "case ", i, "\n", shown(h));
      for (const reason& why : e.reasons) {
        const bool for_keeping = why.why <= because::protects;
        const bool after = why.instead == nullptr ||
                           !for_keeping == made.keeps(static_cast<std::size_t>(why.instead - h.backups.data()));
        REQUIRE_MESSAGE((for_keeping == e.keep && (e.keep || after)), "case ", i, "\n", shown(h));
      }
    }
    REQUIRE(walked == h.backups.size());
  }
}

namespace {

// One at a time, each time looking at all of them anew.
std::set<std::string> squeezed(const history& h, std::set<std::string> kept) {
  std::vector<const rotation::backup*> row;
  std::uint64_t bytes = 0;
  for (const rotation::backup& b : h.backups) {
    if (kept.count(std::string(b.name)) == 0) continue;
    bytes += b.size;
    if (b.state == state::complete && !(h.now < b.at)) row.push_back(&b);
  }
  std::sort(row.begin(), row.end(), [](const rotation::backup* a, const rotation::backup* b) {
    if (!(a->at == b->at)) return b->at < a->at;
    return a->name.size() != b->name.size() ? a->name.size() > b->name.size() : a->name > b->name;
  });
  const std::size_t least = (std::max)(h.keep.at_least, 1u);
  const auto seconds = [&](std::size_t i) { return static_cast<double>(row[i]->at.seconds); };
  std::vector<const rotation::backup*> fixed(row.begin(),
                                             row.begin() + static_cast<int>((std::min)(least, row.size())));
  while (bytes > h.keep.max_bytes) {
    std::size_t best = 0;
    double best_loss = 0;
    for (std::size_t i = least; i < row.size(); ++i) {
      if (row[i]->pinned || row[i]->size == 0) continue;
      const double newer = seconds(i - 1) - seconds(i);
      const double older = i + 1 < row.size() ? seconds(i) - seconds(i + 1) : seconds(0) - seconds(i);
      const double loss = (newer + older) / (std::max)(seconds(0) - seconds(i), 1.0);
      if (best != 0 && loss > best_loss) continue;
      best = i;
      best_loss = loss;
    }
    if (best == 0) break;
    bytes -= row[best]->size;
    kept.erase(std::string(row[best]->name));
    row.erase(row.begin() + static_cast<int>(best));
  }
  for (const rotation::backup* b : fixed) REQUIRE(kept.count(std::string(b->name)) == 1);
  return kept;
}

}  // namespace

TEST_CASE("rotation: budgets take what the slow model takes, say so, and fit") {
  test::random random(test::seed());
  for (std::size_t i = 0, n = cases() / 4; i < n; ++i) {
    history h = any_history(random);
    for (rotation::backup& b : h.backups) b.size = static_cast<std::uint64_t>(random.between(0, 9));
    const std::set<std::string> by_rules = model(h);
    h.keep.max_bytes = static_cast<std::uint64_t>(random.between(1, 60));
    const std::set<std::string> kept = planned(h);
    REQUIRE_MESSAGE(kept == squeezed(h, by_rules), "case ", i, " ", h.keep.max_bytes, "\n", shown(h));
    const decisions made = plan(h.backups, h.keep, h.now, h.zone);
    std::uint64_t bytes = 0;
    for (const rotation::backup& b : h.backups) bytes += kept.count(std::string(b.name)) != 0 ? b.size : 0;
    REQUIRE(made.bytes.kept == bytes);
    REQUIRE(made.bytes.over == (bytes > h.keep.max_bytes ? bytes - h.keep.max_bytes : 0));
    explainer each(h.backups, h.keep, made, h.now, h.zone);
    for (explanation e; each.next(e);) {
      const bool for_room = e.reasons.size() == 1 && e.reasons[0].why == because::no_room;
      const std::string name(h.backups[e.backup].name);
      const bool victim = by_rules.count(name) != 0 && kept.count(name) == 0;
      REQUIRE_MESSAGE((!victim || for_room), "case ", i, "\n", shown(h));
      for (const reason& why : e.reasons) {
        const bool stands = why.instead == nullptr || made.keeps(static_cast<std::size_t>(why.instead - &h.backups[0]));
        REQUIRE_MESSAGE((e.keep || stands), "case ", i, "\n", shown(h));
      }
    }
    history again = h;
    keep_only(again.backups, kept);
    REQUIRE_MESSAGE(planned(again) == kept, "case ", i, "\n", shown(h));
  }
}

TEST_CASE("rotation: nothing that matters is ever lost") {
  test::random random(test::seed());
  for (std::size_t i = 0, n = cases(); i < n; ++i) {
    history h = any_history(random);
    const std::set<std::string> kept = planned(h);
    const rotation::backup* newest = nullptr;
    std::size_t good = 0;
    std::size_t good_kept = 0;
    for (const rotation::backup& b : h.backups) {
      const bool is_kept = kept.count(std::string(b.name)) != 0;
      const bool future = h.now < b.at;
      if (b.pinned || future || b.state != state::complete) REQUIRE_MESSAGE(is_kept, "case ", i, "\n", shown(h));
      if (future || b.state != state::complete) continue;
      ++good;
      good_kept += is_kept;
      if (newest == nullptr || newest->at < b.at) newest = &b;
    }
    if (newest != nullptr) {
      const bool any_of_that_instant = std::any_of(h.backups.begin(), h.backups.end(), [&](const rotation::backup& b) {
        return b.at == newest->at && b.state == state::complete && kept.count(std::string(b.name)) != 0;
      });
      REQUIRE_MESSAGE(any_of_that_instant, "case ", i, "\n", shown(h));
    }
    REQUIRE_MESSAGE(good_kept >= (std::min)(good, std::size_t{h.keep.at_least}), "case ", i, "\n", shown(h));

    // Planning what was kept again removes nothing.
    history again = h;
    keep_only(again.backups, kept);
    REQUIRE_MESSAGE(planned(again) == kept, "case ", i, "\n", shown(h), "\nthen\n", shown(again));

    // A greater count keeps no less.
    std::uint32_t& count = h.keep.counts[random.below(period_count)];
    if (count != unlimited) ++count;
    const std::set<std::string> more = planned(h);
    const bool monotone = std::includes(more.begin(), more.end(), kept.begin(), kept.end());
    REQUIRE_MESSAGE(monotone, "case ", i, "\n", shown(h));
  }
}

TEST_CASE("rotation: pruning after each backup leaves what pruning once at the end leaves") {
  test::random random(test::seed());
  for (std::size_t i = 0, n = cases() / 4; i < n; ++i) {
    history h = any_history(random);
    std::sort(h.backups.begin(), h.backups.end(), [](const rotation::backup& a, const rotation::backup& b) {
      if (!(a.at == b.at)) return a.at < b.at;
      return a.name.size() != b.name.size() ? a.name.size() < b.name.size() : a.name < b.name;
    });
    if (!h.backups.empty() && h.now < h.backups.back().at) h.now = h.backups.back().at;
    const std::set<std::string> at_once = planned(h);
    history grown = h;
    grown.backups.clear();
    for (const rotation::backup& b : h.backups) {
      grown.backups.push_back(b);
      grown.now = b.at;
      if (!random.once_in(3)) keep_only(grown.backups, planned(grown));
    }
    grown.now = h.now;
    keep_only(grown.backups, planned(grown));
    std::set<std::string> in_steps;
    for (const rotation::backup& b : grown.backups) in_steps.insert(std::string(b.name));
    REQUIRE_MESSAGE(in_steps == at_once, "case ", i, "\n", shown(h), "\nbut in steps\n", shown(grown));
  }
}
