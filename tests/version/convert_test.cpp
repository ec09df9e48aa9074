// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/convert.hpp>

#include <maintkit/version.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using maintkit::version::compare;
using maintkit::version::convert;
using maintkit::version::parse;
using maintkit::version::scheme;

struct row {
  scheme from;
  std::string_view version;
  scheme to;
  std::string_view made;  // empty: no counterpart
  std::string_view lost;
};

constexpr row rows[] = {
    {scheme::semver, "1.2.3", scheme::deb, "1.2.3", ""},
    {scheme::semver, "1.2.3-rc.1+git", scheme::deb, "1.2.3~rc1", "build metadata +git"},
    {scheme::semver, "1.2.3-alpha", scheme::rpm, "1.2.3~alpha", ""},
    {scheme::semver, "1.2.3-rc.1.2", scheme::rpm, "1.2.3~rc1.2", ""},
    {scheme::semver, "1.2.3-0", scheme::deb, "1.2.3~0", ""},
    {scheme::semver, "1.2.3-0", scheme::rpm, "1.2.3~0", "the order of numbers before words"},
    {scheme::semver, "1.2.3-rc1", scheme::deb, "1.2.3~rc1",
     "the order of rc1, by its characters in semver and not by its number"},
    {scheme::semver, "1.2.3-a.b", scheme::deb, "1.2.3~a.b", "the order of a word behind a word, b"},
    {scheme::semver, "1.2.3-rc.0", scheme::deb, "1.2.3~rc0", "the 0: without it the version would be equal"},
    {scheme::semver, "1.2.3-alpha.1", scheme::pep440, "1.2.3a1", ""},
    {scheme::semver, "1.2.3-rc", scheme::pep440, "1.2.3rc0", "rc and rc.0 become one"},
    {scheme::semver, "1.2.3-dev.1", scheme::pep440, "1.2.3.dev1", "the order of dev, which comes before alpha"},
    {scheme::semver, "1.2.3-nightly.1", scheme::pep440, "", ""},
    {scheme::semver, "2025.2.1-rc.1", scheme::calver, "2025.2.1rc1", ""},
    {scheme::calver, "v2025.02", scheme::deb, "2025.2.0", ""},
    {scheme::calver, "2025.2.0rc1", scheme::rpm, "2025.2.0~rc1", ""},
    {scheme::calver, "2025.2.0.dev1", scheme::deb, "2025.2.0~~dev1", ""},
    {scheme::calver, "v2025.2.0rc1", scheme::pep440, "2025.2.0rc1", ""},
    {scheme::calver, "2025.2.0rc1", scheme::semver, "2025.2.0-rc.1", ""},
    {scheme::pep440, "1!1.0.0a1.post2.dev3+x", scheme::deb, "1:1.0~a1+post2~dev3", "the local version +x"},
    {scheme::pep440, "1.0.post2.dev3", scheme::rpm, "1.0^post2~dev3", ""},
    {scheme::pep440, "2.dev3", scheme::rpm, "2.0~~dev3", ""},
    {scheme::pep440, "2.dev3", scheme::semver, "2.0.0-0.dev.3", ""},
    {scheme::pep440, "1.0b2", scheme::semver, "1.0.0-beta.2", ""},
    {scheme::pep440, "1.0.post1", scheme::semver, "", ""},
    {scheme::pep440, "1.0a1.dev1", scheme::semver, "", ""},
    {scheme::pep440, "1!1.0", scheme::semver, "", ""},
    {scheme::pep440, "1.2.3.4", scheme::semver, "", ""},
    {scheme::pep440, "1.2.3.0", scheme::semver, "1.2.3", ""},
    {scheme::pep440, "2147483648!1.0", scheme::deb, "", ""},
    {scheme::pep440, "2025.2rc1+x", scheme::calver, "2025.2.0rc1", "the local version +x"},
    {scheme::pep440, "1.2.3.4", scheme::calver, "", ""},
    {scheme::deb, "1.0", scheme::rpm, "", ""},
    {scheme::semver, "1.0.0", scheme::generic, "", ""},
    {scheme::deb, "1.0-1", scheme::deb, "1.0-1", ""},
};

std::string any(maintkit::test::random& r, scheme s) {
  constexpr std::string_view few[] = {"0", "1", "2", "9", "10"};
  constexpr std::string_view semver[] = {"",      "",       "-0",         "-1",     "-1.2",   "-a",
                                         "-aa",   "-aa.1",  "-a.1",       "-a.1.2", "-a.1.a", "-rc",
                                         "-rc.1", "-rc.10", "-preview.1", "-pre.1", "-A"};
  constexpr std::string_view pre[] = {"", "", "a0", "a1", "b1", "rc1", "rc10"};
  constexpr std::string_view post[] = {"", "", "", ".post0", ".post1"};
  constexpr std::string_view dev[] = {"", "", "", ".dev0", ".dev1"};
  std::string out(r.of(few));
  for (std::size_t i = 1, count = s == scheme::pep440 ? 1 + r.below(4) : 3; i < count; ++i) (out += '.') += r.of(few);
  if (s == scheme::semver) return out.append(r.of(semver));
  out += r.of(pre);
  if (s == scheme::pep440) out += r.of(post);
  return out.append(r.of(dev));
}

}  // namespace

TEST_CASE("convert: the other scheme's words, and what is lost") {
  for (const row& r : rows) {
    CAPTURE(r.version);
    CAPTURE(to_string(r.to));
    const auto made = convert(*parse(r.from, r.version), r.to);
    CHECK(static_cast<bool>(made) == !r.made.empty());
    if (!made) {
      CHECK(made.error().code == maintkit::errc::unsupported);
      continue;
    }
    CHECK(made->text == r.made);
    CHECK(made->lost == r.lost);
    CHECK(parse(r.to, made->text));
  }
}

// That dpkg and rpm order versions as maintkit's schemes do is asked in peers.
TEST_CASE("convert: where nothing is lost the order stays") {
  constexpr scheme from[] = {scheme::semver, scheme::calver, scheme::pep440};
  constexpr scheme to[] = {scheme::deb, scheme::rpm, scheme::semver, scheme::calver, scheme::pep440};
  maintkit::test::random r(maintkit::test::seed());
  std::size_t asked = 0;
  for (int i = 0; i < 200000; ++i) {
    const scheme s = r.of(from);
    const scheme t = r.of(to);
    const std::string a = any(r, s);
    const std::string b = any(r, s);
    const auto x = convert(*parse(s, a), t);
    const auto y = convert(*parse(s, b), t);
    if (!x || !y || !x->lost.empty() || !y->lost.empty()) continue;
    ++asked;
    CAPTURE(a);
    CAPTURE(b);
    CAPTURE(x->text);
    CAPTURE(y->text);
    const auto before = compare(s, a, b);
    const auto after = compare(t, x->text, y->text);
    REQUIRE(after);
    REQUIRE(*before == *after);
  }
  CHECK(asked > 100000);
}
