// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/range.hpp>

#include <maintkit/version.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace maintkit::version;

constexpr cut at(std::string_view text, side where) { return cut(scheme::deb, text, where); }

using literal = static_range<4>;
constexpr literal middle = literal::between(at("1.0", side::before), at("2.0", side::before));
static_assert(middle.has(*parse(scheme::deb, "1.0")) && middle.has(*parse(scheme::deb, "2.0~rc1")));
static_assert(!middle.has(*parse(scheme::deb, "2.0")) && !middle.has(*parse(scheme::deb, "1.0~")));
static_assert(!middle.has(*parse(scheme::rpm, "1.5")));  // another scheme's versions are in no range
static_assert((!middle).has(*parse(scheme::deb, "2.0")));
static_assert(is_empty(literal::between(at("2.0", side::before), at("1.0", side::before))));
static_assert(is_subset(middle, literal::behind(at("1.0", side::before))));
static_assert(are_disjoint(middle, literal::behind(at("2.0", side::before))));
static_assert(are_equal(middle | literal::behind(at("1.5", side::after)), literal::behind(at("1.0", side::before))));
static_assert((middle | literal::between(at("3", side::before), at("4", side::after)) |
               literal::between(at("5", side::before), at("6", side::after)))
                  .full());
static_assert((kinds::all & kinds::releases) == kinds::releases && (!kinds::none) == kinds::all);

}  // namespace

TEST_CASE("range: any number of edges, copied and moved") {
  std::vector<std::string> texts;
  for (int i = 0; i < 40; ++i) texts.push_back(std::to_string(i));
  range r = range::none(scheme::deb);
  for (const std::string& text : texts) {
    r = r | range::between(cut(scheme::deb, text, side::before), cut(scheme::deb, text, side::after));
    range copy = r;
    const range moved = std::move(copy);
    CHECK(moved.size() == r.size());
  }
  CHECK(r.size() == 80);
  for (const std::string& text : texts) {
    CHECK(r.has(*parse(scheme::deb, text)));
    CHECK_FALSE(r.has(*parse(scheme::deb, text + ".5")));
  }
  CHECK((!r).first() == kinds::all);
  CHECK((!r).size() == 80);
}

TEST_CASE("range: kinds apart") {
  const range stable = range::all(scheme::semver, kinds::releases);
  CHECK(stable.has(*parse(scheme::semver, "1.0.0")));
  CHECK(stable.has(*parse(scheme::semver, "1.0.0+a-b")));
  CHECK_FALSE(stable.has(*parse(scheme::semver, "1.0.0-a")));
  CHECK((!stable).has(*parse(scheme::semver, "1.0.0-a")));
  CHECK(range::all(scheme::pep440, kinds::prereleases).has(*parse(scheme::pep440, "1.0.dev1")));
  CHECK(range::all(scheme::calver, kinds::releases).has(*parse(scheme::calver, "2025.1")));
}
