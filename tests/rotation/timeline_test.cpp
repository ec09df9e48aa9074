// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/rotation/timeline.hpp>

#include <maintkit/rotation/timeline_svg.hpp>
#include <maintkit/xml.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

constexpr std::int64_t day = 86400;
constexpr time::instant now{1'783'512'000, 0};  // 2026-07-08T12:00:00Z

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

TEST_CASE("timeline: on a terminal, a lane for each rule, now at the right") {
  const auto keep = parse_policy("daily=3,monthly=9");
  const schedule when{{now.seconds - 100 * day, 0}, now, day, 0, {}};
  const auto of = simulate(*keep, when, {});
  REQUIRE(of);
  CHECK(draw(*keep, *of, when, 60) ==
        "all                 #..|....|...........|.........|..|.....|\n"
        "daily=3             ..............................|..|.....|\n"
        "monthly=9           #..|....|...........|..................|\n"
        "                     3 mo     1 mo       1 w         1 d now\n");
}

TEST_CASE("timeline: the scale runs from the beginning to now, and older is further left") {
  const age_scale scale = scale_of({{now.seconds - 3650 * day, 0}, now, 3600, 0, {}});
  CHECK(scale.at(0) == doctest::Approx(1));
  CHECK(scale.at(3650 * day) == doctest::Approx(0));
  double before = 1;
  for (std::int64_t age = 3600; age < 3650 * day; age *= 2) {
    CHECK(scale.at(age) < before);
    before = scale.at(age);
  }
}

TEST_CASE("timeline: the picture is XML, has every backup, and names no script") {
  auto keep = parse_policy("daily=3,monthly=9");
  const schedule when{{now.seconds - 100 * day, 0}, now, day, 0, {}};
  const auto of = simulate(*keep, when, {});
  REQUIRE(of);
  const std::string picture = draw_svg({{"a & b <c>", "said", &*keep, &*of}}, when, {});
  xml::reader reader(picture);
  xml::event e = reader.next();
  while (e < xml::event::end) e = reader.next();
  CHECK(e == xml::event::end);
  CHECK(picture.find("<script") == std::string::npos);
  CHECK(picture.find("a &amp; b &lt;c>") != std::string::npos);
  CHECK(picture.find("prefers-color-scheme:dark") != std::string::npos);
  CHECK(occurrences(picture, "<circle cx") == of->left.size() + 3 + 6);  // all, three days, five months and the oldest
  CHECK(occurrences(picture, "class=\"hollow\"") == 1);
  CHECK(picture.find("<title>2026-07-08T12:00:00Z</title>") != std::string::npos);
}

TEST_CASE("timeline: a million backups are a picture no larger than it is wide") {
  const auto keep = parse_policy("last=unlimited");
  const schedule when{{now.seconds - 500'000, 0}, now, 1, 0, {}};
  const auto of = simulate(*keep, when, {});
  REQUIRE(of);
  CHECK(draw_svg({{"t", "", &*keep, &*of}}, when, {}).size() < std::size_t{3} * 1024 * 1024);
}
