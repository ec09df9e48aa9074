// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>
#include <support.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using range::notation;
using version::scheme;

std::string numbers(maintkit::test::random& r, std::size_t count) {
  constexpr std::string_view few[] = {"0", "1", "2", "9", "10"};
  std::string out;
  for (std::size_t i = 0; i < count; ++i) (out += i > 0 ? "." : "") += r.of(few);
  return out;
}

// A version of a small world, so that bounds and versions meet.
std::string any_version(maintkit::test::random& r, scheme s) {
  constexpr std::string_view semver[] = {"", "", "-0", "-a", "-a.0", "-a.1", "-rc.1", "-rc.1.0"};
  constexpr std::string_view python[] = {"",        "",    ".dev0",  ".dev1",       "a0",
                                         "a1.dev0", "rc1", ".post0", ".post1.dev0", "+x"};
  constexpr std::string_view calendar[] = {"", "", ".dev0", "rc1", "a2"};
  constexpr std::string_view package[] = {"", "", "~", "~rc1", "-1", "-2", "~rc1-1", "a", "+b-1"};
  switch (s) {
    case scheme::semver:
      return numbers(r, 3).append(r.of(semver));
    case scheme::pep440:
      return numbers(r, 1 + r.below(3)).append(r.of(python));
    case scheme::calver:
      return numbers(r, 2 + r.below(2)).append(r.of(calendar));
    default:
      return numbers(r, 1 + r.below(2)).append(r.of(package));
  }
}

std::string any_range(maintkit::test::random& r, scheme s) {
  constexpr std::string_view npm[] = {"^", "~", ">=", "<", ">", "<=", "="};
  constexpr std::string_view python[] = {"==", "!=", ">=", "<", ">", "<="};
  constexpr std::string_view debian[] = {"<<", "<=", "=", ">=", ">>"};
  constexpr std::string_view plain[] = {"<", "<=", "=", ">=", ">", "!="};
  std::string out;
  for (std::size_t i = 0, count = 1 + r.below(3); i < count; ++i) {
    if (s == scheme::semver) {
      (out += i == 0 ? "" : r.once_in(2) ? " || " : " ") += r.of(npm);
      out += r.once_in(3) ? numbers(r, 1 + r.below(2)) : any_version(r, s);
      continue;
    }
    if (i > 0) out += (s == scheme::calver || s == scheme::generic) && r.once_in(2) ? " || " : ", ";
    if (s == scheme::pep440) {
      const std::string_view sign = r.of(python);
      const bool equality = sign == "==" || sign == "!=";
      std::string v = any_version(r, s);
      if (!equality) v.resize(std::min(v.size(), v.find('+')));
      (out += sign) += equality && r.once_in(3) ? numbers(r, 2) + ".*" : v;
    } else {
      out += s == scheme::deb   ? r.of(debian)
             : s == scheme::rpm ? r.of(plain).substr(0, 1) == "!" ? "=" : r.of(debian).substr(0, 1)
                                : r.of(plain);
      (out += ' ') += s == scheme::calver && r.once_in(3) ? numbers(r, 1 + r.below(2)) + ".*" : any_version(r, s);
    }
  }
  return out;
}

constexpr scheme every[] = {scheme::semver, scheme::calver, scheme::pep440, scheme::deb, scheme::generic};

}  // namespace

TEST_CASE("ranges: and, or and not are what they are of members") {
  maintkit::test::random r(maintkit::test::seed());
  for (int round = 0; round < 20000; ++round) {
    const scheme s = r.of(every);
    const std::string text_a = any_range(r, s);
    const std::string text_b = any_range(r, s);
    const auto policy = r.once_in(2) ? range::prereleases::include : range::prereleases::by_notation;
    const auto a = range::parse(s, text_a, policy);
    const auto b = range::parse(s, text_b, policy);
    CAPTURE(text_a);
    CAPTURE(text_b);
    REQUIRE(a);
    REQUIRE(b);
    const auto both = *a & *b;
    const auto either = *a | *b;
    bool seen_a = false;
    bool seen_both = false;
    bool only_a = false;
    for (int i = 0; i < 30; ++i) {
      const std::string text = any_version(r, s);
      CAPTURE(text);
      const auto v = version::parse(s, text);
      REQUIRE(v);
      const bool in_a = a->has(*v);
      const bool in_b = b->has(*v);
      bool good = both.has(*v) == (in_a && in_b) && either.has(*v) == (in_a || in_b) && (!*a).has(*v) != in_a;
      good = good && (!both).has(*v) == ((!*a) | (!*b)).has(*v) && (!either).has(*v) == ((!*a) & (!*b)).has(*v);
      good = good && simplest(either).has(*v) == either.has(*v) && simplest(both).has(*v) == both.has(*v);
      CHECK(good);
      seen_a = seen_a || in_a;
      seen_both = seen_both || (in_a && in_b);
      only_a = only_a || (in_a && !in_b);
    }
    const bool laws = is_subset(both, *a) && is_subset(*a, either) && is_empty(*a & !*a) && are_equal(*a, !!*a) &&
                      are_equal(!both, (!*a) | (!*b)) && are_equal(simplest(*a), *a) &&
                      simplest(*a).size() <= a->size() && simplest(simplest(*a)).size() == simplest(*a).size();
    CHECK(laws);
    CHECK((!seen_a || !is_empty(*a)));
    CHECK((!seen_both || !are_disjoint(*a, *b)));
    CHECK((!only_a || !is_subset(*a, *b)));
  }
}

TEST_CASE("ranges: what is printed reads as the same set") {
  maintkit::test::random r(maintkit::test::seed());
  std::size_t said = 0;
  for (int round = 0; round < 10000; ++round) {
    const scheme s = r.of(every);
    const std::string text = any_range(r, s);
    CAPTURE(text);
    const auto policy = r.once_in(2) ? range::prereleases::include : range::prereleases::by_notation;
    const auto a = range::parse(s, text, policy);
    REQUIRE(a);
    for (const notation n : {range::native(s), notation::vers}) {
      const auto printed = range::to_string(*a, n, policy);
      if (!printed) continue;
      ++said;
      std::string room;
      const auto back = range::parse(n, s, *printed, policy, &room);
      REQUIRE(back);
      CHECK(are_equal(*back, *a));
    }
  }
  CHECK(said > 8000);
}

TEST_CASE("ranges: SemVer's emptiness and equality are exact") {
  const auto of = [](std::string_view text, range::prereleases p) { return *range::npm::parse(text, p); };
  constexpr auto by = range::prereleases::by_notation;
  constexpr auto with = range::prereleases::include;
  CHECK(is_empty(of(">1.2.3 <1.2.4", by)));
  CHECK_FALSE(is_empty(of(">1.2.3 <1.2.4", with)));
  CHECK(is_empty(of(">1.2.3 <1.2.4-0", with)));
  CHECK(is_empty(of(">1.2.4-a <1.2.4-a.0", with)));
  CHECK_FALSE(is_empty(of(">1.2.4-a <1.2.4-a.0.0", with)));
  CHECK(is_empty(of("<0.0.0-0", with)));
  CHECK_FALSE(is_empty(of("<0.0.0", with)));
  CHECK(is_empty(of("<0.0.0", by)));
  CHECK(are_equal(of("^1.2.3", with), of(">=1.2.3 <2.0.0-0", with)));
  CHECK(are_equal(of(">1.9", by), of(">=1.10.0", by)));
  CHECK(are_equal(of("<=1.2.3", with), of("<1.2.4-0", with)));
  CHECK(are_equal(of("^99999999999999999999", with),
                  of(">=99999999999999999999.0.0-0 <100000000000000000000.0.0-0", with)));
  CHECK(are_disjoint(of("1.x", by), of("2.x", by)));
  CHECK(is_subset(of("~1.2.3", by), of("^1.2", by)));
  CHECK_FALSE(is_subset(of("^1.2", by), of("~1.2.3", by)));
}

TEST_CASE("ranges: names") {
  for (const notation n : {notation::npm, notation::cargo, notation::pep440, notation::deb, notation::rpm,
                           notation::plain, notation::vers}) {
    CHECK(range::notation_of(to_string(n)) == n);
  }
  CHECK_FALSE(range::notation_of("maven"));
  CHECK(range::fits(notation::cargo, scheme::semver));
  CHECK_FALSE(range::fits(notation::npm, scheme::deb));
  CHECK_FALSE(range::to_string(version::range::all(scheme::deb), notation::npm));
}

TEST_CASE("ranges: more than eight intervals, and a megabyte") {
  std::string text = "0.0.1";
  for (int i = 1; i < 2000; ++i) text += " || " + std::to_string(i) + ".0.0";
  const auto r = range::npm::parse(text);
  REQUIRE(r);
  CHECK(r->size() == 4000);
  CHECK(r->has(*version::parse(scheme::semver, "1999.0.0")));
  CHECK_FALSE(r->has(*version::parse(scheme::semver, "1999.0.1")));
  const std::string longest = "^1.2.3-" + std::string(1000000, 'a');
  const std::string later = longest.substr(1) + "b";
  CHECK(range::npm::parse(longest)->has(*version::parse(scheme::semver, later)));
}
