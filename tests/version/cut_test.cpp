// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/cut.hpp>

#include <maintkit/version.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using maintkit::version::compare;
using maintkit::version::cut;
using maintkit::version::extent;
using maintkit::version::family;
using maintkit::version::is_behind;
using maintkit::version::is_between;
using maintkit::version::parse;
using maintkit::version::scheme;
using maintkit::version::side;

constexpr family numbers(std::uint32_t n) { return {extent::numbers, n}; }

static_assert(is_behind(*parse(scheme::semver, "2.0.0-0"), cut(scheme::semver, "1.2.3", side::after, numbers(1))));
static_assert(!is_behind(*parse(scheme::semver, "1.99.0"), cut(scheme::semver, "1.2.3", side::after, numbers(1))));

// In ascending order, with the versions that stand between a cut and the next.
struct row {
  scheme s;
  std::string_view text;
  side where;
  family of;
  std::string_view behind;  // the first version behind, as far as the table goes; empty: of the next row
};

const row semver[] = {
    {scheme::semver, "1.2", side::before, numbers(2), "1.2.0-0"},
    {scheme::semver, "1.2.0-a", side::before, {}, "1.2.0-a"},
    {scheme::semver, "1.2.0-a", side::after, {}, "1.2.0-a.0"},
    {scheme::semver, "1.2.0", side::before, {}, "1.2.0"},
    {scheme::semver, "1.2.0", side::after, {}, "1.2.1-0"},
    {scheme::semver, "1.2.9", side::after, numbers(3), "1.2.10-0"},
    {scheme::semver, "1.2", side::after, numbers(2), "1.3.0-0"},
    {scheme::semver, "1.3", side::after, numbers(1), "2.0.0-0"},
};
const row pep440[] = {
    {scheme::pep440, "1.0", side::before, numbers(2), "1.0.dev0"},
    {scheme::pep440, "1.0a1", side::after, {extent::posts}, "1.0a2.dev0"},
    {scheme::pep440, "1.0", side::before, {}, "1"},
    {scheme::pep440, "1.0", side::after, {}, "1.0+a"},
    {scheme::pep440, "1.0", side::after, {extent::base}, "1.0.post0.dev0"},
    {scheme::pep440, "1.0.post1", side::before, {extent::post}, "1.0.post1.dev0"},
    {scheme::pep440, "1.0.post1", side::before, {}, "1.0.post1"},
    {scheme::pep440, "1.0", side::after, {extent::posts}, "1.0.0.1.dev0"},
    {scheme::pep440, "1.0", side::after, numbers(2), "1.1.dev0"},
    {scheme::pep440, "1.5", side::after, numbers(1), "2.dev0"},
    {scheme::pep440, "1!0", side::before, {extent::release}, "1!0.dev0"},
};
const row calver[] = {
    {scheme::calver, "2025", side::before, numbers(1), "2025.0.0.dev0"},
    {scheme::calver, "v2025.02.1", side::before, {}, "2025.2.1"},
    {scheme::calver, "2025.2", side::after, numbers(2), "2025.3.0.dev0"},
    {scheme::calver, "2025.2", side::after, numbers(1), "2026.1.0"},
};
const row rpm[] = {
    {scheme::rpm, "1.0-9", side::before, {extent::base}, "1.0"},
    {scheme::rpm, "1.0-1", side::before, {}, "1.0-1"},
    {scheme::rpm, "1.0-1", side::after, {}, "1.0-2"},
    {scheme::rpm, "1.0", side::after, {extent::base}, "1.0^git1"},
    {scheme::rpm, "1.0.0", side::before, {extent::base}, "1.0.0"},
};

template <std::size_t N>
void check(const row (&rows)[N], std::string_view before) {
  const auto first = parse(rows[0].s, before);
  CHECK_FALSE(is_behind(*first, cut(rows[0].s, rows[0].text, rows[0].where, rows[0].of)));
  for (std::size_t i = 0; i < N; ++i) {
    const cut c(rows[i].s, rows[i].text, rows[i].where, rows[i].of);
    for (std::size_t k = 0; k < N; ++k) {
      CAPTURE(rows[i].behind);
      CAPTURE(rows[k].behind);
      const cut d(rows[k].s, rows[k].text, rows[k].where, rows[k].of);
      const auto v = parse(rows[k].s, rows[k].behind);
      REQUIRE(v);
      CHECK(is_behind(*v, c) == (k >= i));
      CHECK((compare(c, d) <= 0) == (i <= k || compare(c, d) == 0));
      if (i < k && compare(c, d) != 0) CHECK(compare(d, c) > 0);
    }
  }
}

}  // namespace

TEST_CASE("cuts: which versions are behind, and the order among them") {
  check(semver, "1.1.99");
  check(pep440, "0.9.post9");
  check(calver, "2024.9.9");
  check(rpm, "1.0~rc1-1");
}

TEST_CASE("cuts: by text, where the key is too short") {
  const std::string longest = "1.0.0-" + std::string(40, 'a');
  const std::string a = longest + "1";
  const std::string b = longest + "2";
  const auto v = parse(scheme::semver, b);
  CHECK(is_behind(*v, cut(scheme::semver, a, side::after)));
  CHECK_FALSE(is_behind(*v, cut(scheme::semver, b, side::after)));
  CHECK(is_behind(*v, cut(scheme::semver, b, side::before)));
  std::string release = "1";
  for (int i = 0; i < 40; ++i) release += ".1";
  const std::string later = release + ".5rc1";
  CHECK(is_behind(*parse(scheme::pep440, later), cut(scheme::pep440, release, side::before, numbers(41))));
  CHECK_FALSE(is_behind(*parse(scheme::pep440, later), cut(scheme::pep440, release, side::after, numbers(41))));
  CHECK(is_behind(*parse(scheme::pep440, later), cut(scheme::pep440, release, side::after, {extent::posts})));
}

TEST_CASE("cuts: where nothing can stand between") {
  const cut a(scheme::semver, "1.2.3", side::after);
  const cut b(scheme::semver, "1.2.4", side::before);
  CHECK_FALSE(is_between(&a, &b, false));
  CHECK(is_between(&a, &b, true));
  const cut zero(scheme::semver, "0.0.0", side::before);
  CHECK_FALSE(is_between(nullptr, &zero, false));
  CHECK(is_between(nullptr, &zero, true));
  CHECK(is_between(&zero, nullptr, false));
  const cut c(scheme::pep440, "1.2", side::after, numbers(2));
  const cut d(scheme::pep440, "1.3", side::before, {extent::release});
  const cut e(scheme::pep440, "1.3.dev0", side::before);
  const cut f(scheme::pep440, "1.3.0.1.dev0", side::before);
  for (const bool prerelease : {false, true}) {
    CHECK_FALSE(is_between(&c, &d, prerelease));
    CHECK_FALSE(is_between(&c, &e, prerelease));
    CHECK_FALSE(is_between(&d, &e, prerelease));
    CHECK(is_between(&d, &f, prerelease));
  }
}
