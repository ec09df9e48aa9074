// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/json.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

// One line of the recordings: a history, a policy, and what the real tool kept for which reasons.
struct recording {
  std::string zone;
  std::string now;
  std::string history;
  std::vector<std::string> times;
  std::vector<std::string> tags;
  std::vector<std::pair<std::string, std::string>> rules;
  std::vector<std::vector<std::string>> kept;  // by backup
};

std::string text_of(json::reader& r) { return std::string(r.text()); }

void read_tags(json::reader& r, recording& out) {
  for (json::token t = r.next(); (t = r.next()) != json::token::array_end;) {
    REQUIRE(t == json::token::array_begin);
    std::string all;
    while ((t = r.next()) == json::token::string) all += (all.empty() ? "" : ",") + text_of(r);
    out.tags.push_back(all);
  }
}

// [[59, ["daily snapshot", …]], …] by restic; [[59, ["daily", 1]], …] by borg, which prints "daily #1".
void read_kept(json::reader& r, recording& out) {
  out.kept.resize(out.times.size());
  for (json::token t = r.next(); (t = r.next()) != json::token::array_end;) {
    REQUIRE(t == json::token::array_begin);
    REQUIRE(r.next() == json::token::number);
    std::vector<std::string>& why = out.kept.at(std::stoul(text_of(r)));
    REQUIRE(r.next() == json::token::array_begin);
    while ((t = r.next()) != json::token::array_end) {
      if (t == json::token::number) {
        why.back() += " #" + text_of(r);
      } else {
        why.push_back(text_of(r));
      }
    }
    REQUIRE(r.next() == json::token::array_end);
  }
}

recording read_recording(std::string_view line) {
  recording out;
  json::reader r(line);
  REQUIRE(r.next() == json::token::object_begin);
  while (r.next() == json::token::key) {
    const std::string key = text_of(r);
    if (key == "tz" || key == "now" || key == "history") {
      r.next();
      (key == "tz" ? out.zone : key == "now" ? out.now : out.history) = text_of(r);
    } else if (key == "times") {
      r.next();
      while (r.next() == json::token::string) out.times.push_back(text_of(r));
    } else if (key == "policy") {
      r.next();
      while (r.next() == json::token::key) {
        const std::string name = text_of(r);
        r.next();
        out.rules.emplace_back(name, text_of(r));
      }
    } else if (key == "tags") {
      read_tags(r, out);
    } else if (key == "keep") {
      read_kept(r, out);
    } else {
      r.skip();
    }
  }
  REQUIRE(r.next() == json::token::end);
  return out;
}

time::instant instant_of(const std::string& text) {
  if (text.find('T') == std::string::npos) return {std::stoll(text), 0};
  const auto read = time::parse_rfc3339(text);
  REQUIRE(read);
  return read->at;
}

// What differs from the recording, or nothing.
std::string difference(const recording& said, dialect d, const time::zone& zone) {
  policy keep;
  keep.dialect = d;
  for (const auto& [name, value] : said.rules) REQUIRE(add(keep, name, value));
  std::vector<rotation::backup> backups;
  for (std::size_t i = 0; i < said.times.size(); ++i) {
    const auto stamp = time::parse_rfc3339(said.times[i]);
    REQUIRE(stamp);
    rotation::backup b;
    b.at = stamp->at;
    b.offset = stamp->offset;
    if (i < said.tags.size()) b.tags = said.tags[i];
    backups.push_back(b);
  }
  const time::instant now = instant_of(said.now);
  const decisions made = plan(backups, keep, now, zone);
  explainer each(backups, keep, made, now, zone);
  std::string out;
  for (explanation e; each.next(e);) {
    std::string ours;
    std::string theirs;
    if (e.keep) {
      for (const reason& why : e.reasons) ours += to_text(why, keep) + "; ";
    }
    for (const std::string& why : said.kept[e.backup]) theirs += why + "; ";
    if (ours != theirs) out += said.times[e.backup] + ": " + ours + " but the tool: " + theirs + "\n";
    if (!e.keep) CHECK(!e.reasons.empty());
  }
  return out;
}

void check_recordings(const char* file, dialect d) {
  const std::string path = test::shared(file);
  if (path.empty()) return;
  std::size_t lines = 0;
  std::size_t different = 0;
  std::size_t without_zone = 0;
  test::for_each_line(test::read_text(path), [&](std::string_view line) {
    const recording said = read_recording(line);
    const auto zone = maintkit::detail::load_zone(said.zone);
    if (!zone) {
      ++without_zone;  // a system without tzdata
      return;
    }
    const std::string found = difference(said, d, *zone);
    ++lines;
    if (found.empty() || ++different > 5) return;
    FAIL_CHECK(said.history, " ", said.zone, " ", said.rules[0].first, "=", said.rules[0].second, "\n", found);
  });
  MESSAGE(lines << " recordings of " << to_string(d) << ", " << different << " different, " << without_zone
                << " not tried for want of their zone");
  CHECK(different == 0);
  CHECK(lines > 0);
}

}  // namespace

TEST_CASE("rotation: restic 0.18 keeps the same backups for the same reasons") {
  check_recordings("vectors/rotation/restic.jsonl", dialect::restic);
}

TEST_CASE("rotation: borg 1.4 keeps the same backups for the same reasons") {
  check_recordings("vectors/rotation/borg.jsonl", dialect::borg);
}
