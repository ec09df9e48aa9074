// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Answers questions about time, a line each, for the comparison with other tools. The words of a line are parted by
// tabs:
//   offset ZONE SECONDS | local ZONE Y M D h m s | rule RULE SECONDS | week SECONDS | date TEXT | months Y M D N

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/time.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace maintkit::time;

const zone& zone_of(const std::string& name) {
  static std::map<std::string, zone> known;
  const auto found = known.find(name);
  if (found != known.end()) return found->second;
  const auto loaded = maintkit::detail::load_zone(name);
  if (!loaded) std::exit(2);
  return known.emplace(name, *loaded).first->second;
}

void answer(const std::vector<std::string>& words) {
  std::vector<long long> n;
  for (const std::string& word : words) n.push_back(std::atoll(word.c_str()));
  const auto number = [&](std::size_t i) { return static_cast<int>(n[i]); };
  if (words[0] == "offset") {
    std::printf("%d\n", zone_of(words[1]).offset_at({n[2], 0}));
  } else if (words[0] == "rule") {
    const auto rule = parse_zone_rule(words[1]);
    std::printf("%d\n", rule ? rule->offset_at({n[2], 0}) : -1);
  } else if (words[0] == "local") {
    const meanings m =
        zone_of(words[1]).instants_of({number(2), number(3), number(4), number(5), number(6), number(7), 0});
    std::printf("%d", m.count);
    for (int i = 0; i < m.count; ++i) std::printf(" %lld", static_cast<long long>(m.at[i].seconds));
    std::printf("\n");
  } else if (words[0] == "week") {
    const civil c = to_civil({n[1], 0});
    const std::int64_t days = days_of({n[1], 0});
    const iso_week w = iso_week_of(days);
    std::printf("%d-%d-%d %d:%d:%d %d %d %d %d\n", c.year, c.month, c.day, c.hour, c.minute, c.second, weekday(days),
                day_of_year(days), w.year, w.week);
  } else if (words[0] == "months") {
    const civil c = add_months({number(1), number(2), number(3), 0, 0, 0, 0}, number(4));
    std::printf("%d-%d-%d\n", c.year, c.month, c.day);
  } else if (const auto said = parse_date(words[1])) {
    std::printf("%lld %d %d\n", static_cast<long long>(said->at.seconds), said->at.nanoseconds,
                said->zone_known ? 1 : 0);
  } else {
    std::printf("%s at %zu\n", said.error().expected, said.error().offset);
  }
}

}  // namespace

int main() {
  std::vector<std::string> words(1);
  for (int c; (c = std::getchar()) != EOF;) {
    if (c == '\t') words.emplace_back();
    if (c != '\t' && c != '\n') words.back() += static_cast<char>(c);
    if (c != '\n') continue;
    answer(words);
    words.assign(1, {});
  }
}
