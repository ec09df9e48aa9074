// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/pep440.hpp>

#include <version/order.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using maintkit::errc;
using maintkit::test::fault_row;
using maintkit::test::order_row;
using maintkit::version::scheme;

constexpr order_row order[] = {
    // PEP 440, "Summary of permitted suffixes and relative ordering".
    {"1.dev0", '<', "1.0.dev456"},
    {"1.0.dev456", '<', "1.0a1"},
    {"1.0a1", '<', "1.0a2.dev456"},
    {"1.0a2.dev456", '<', "1.0a12.dev456"},
    {"1.0a12.dev456", '<', "1.0a12"},
    {"1.0a12", '<', "1.0b1.dev456"},
    {"1.0b1.dev456", '<', "1.0b2"},
    {"1.0b2", '<', "1.0b2.post345.dev456"},
    {"1.0b2.post345.dev456", '<', "1.0b2.post345"},
    {"1.0b2.post345", '<', "1.0rc1.dev456"},
    {"1.0rc1.dev456", '<', "1.0rc1"},
    {"1.0rc1", '<', "1.0"},
    {"1.0", '<', "1.0+abc.5"},
    {"1.0+abc.5", '<', "1.0+abc.7"},
    {"1.0+abc.7", '<', "1.0+5"},
    {"1.0+5", '<', "1.0.post456.dev34"},
    {"1.0.post456.dev34", '<', "1.0.post456"},
    {"1.0.post456", '<', "1.0.15"},
    {"1.0.15", '<', "1.1.dev1"},
    {"1.1.dev1", '<', "1!0.1"},
    // "Final releases": zeros at the end do not count, zeros in between do.
    {"1", '=', "1.0.0"},
    {"1.0.0.1", '>', "1.0"},
    {"1.0.1", '>', "1.0.0.1"},
    {"0", '=', "0.0"},
    {"0a1", '<', "0"},
    // "Normalization": case, leading zeros, spellings, separators, implicit numbers, "v", blanks.
    {"1.1RC1", '=', "1.1rc1"},
    {"00!01.002", '=', "1.2"},
    {"1.1.a1", '=', "1.1a1"},
    {"1.1-a1", '=', "1.1a1"},
    {"1.1_a.1", '=', "1.1a1"},
    {"1.1alpha1", '=', "1.1a1"},
    {"1.1beta2", '=', "1.1b2"},
    {"1.1c3", '=', "1.1rc3"},
    {"1.1pre3", '=', "1.1rc3"},
    {"1.1preview3", '=', "1.1rc3"},
    {"1.2a", '=', "1.2a0"},
    {"1.2-post2", '=', "1.2.post2"},
    {"1.2post-2", '=', "1.2.post2"},
    {"1.0-r4", '=', "1.0.post4"},
    {"1.0rev4", '=', "1.0.post4"},
    {"1.2.post", '=', "1.2.post0"},
    {"1.0-1", '=', "1.0.post1"},
    {"1.2-dev2", '=', "1.2.dev2"},
    {"1.2.dev", '=', "1.2.dev0"},
    {"1.0a-1", '=', "1.0a1"},
    {"1.0a--1", '=', "1.0a0.post1"},
    {"1.0b--dev2", '=', "1.0b0.dev2"},
    {"1.0+ubuntu-1", '=', "1.0+UBUNTU_1"},
    {"v1.0", '=', " V1.0\n"},
    {"1.0\x1f", '=', "1.0"},
    // "Local version identifiers": words before numbers, words by their letters, no padding.
    {"1.0+1.2", '<', "1.0+1.2.0"},
    {"1.0+a10", '<', "1.0+a2"},
    {"1.0+abc", '<', "1.0+abcd"},
    {"1.0+abc.z", '<', "1.0+abcd"},
    {"1.0+0a", '<', "1.0+0"},
    {"1.0+007", '=', "1.0+7"},
    // Digits without limit, and more than a key holds.
    {"99999999999999999999.1", '<', "100000000000000000000.0"},
    {"1.0+00000000000000000000000000000000000000000000000000000000000000000001", '=', "1.0+1"},
    {"1.0+one.local.version.that.is.longer.than.a.key.1", '<', "1.0+one.local.version.that.is.longer.than.a.key.2"},
    {"1.0+one.local.version.that.is.longer.than.a.key.A", '=', "1.0+one-local-version-that-is-longer-than-a-key-a"},
    {"1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.0", '=',
     "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1"},
};
static_assert(maintkit::test::all_hold(scheme::pep440, order));

constexpr fault_row faults[] = {
    {"", errc::incomplete, 0, 0, "a digit of the release"},
    {"  ", errc::incomplete, 2, 0, "a digit of the release"},
    {"latest", errc::malformed, 0, 1, "a digit of the release"},
    {"!1", errc::malformed, 0, 1, "a digit of the release"},
    {"1!", errc::incomplete, 2, 0, "a digit of the release behind the epoch"},
    {"1!!2", errc::malformed, 2, 1, "a digit of the release behind the epoch"},
    {"1.", errc::malformed, 1, 1, "a, b, rc, post, dev, '+' or the end"},
    {"1..0", errc::malformed, 1, 1, "a, b, rc, post, dev, '+' or the end"},
    {"1.0-", errc::malformed, 3, 1, "a, b, rc, post, dev, '+' or the end"},
    {"1.0 a1", errc::malformed, 3, 1, "a, b, rc, post, dev, '+' or the end"},
    {"1.0.*", errc::malformed, 3, 1, "a, b, rc, post, dev, '+' or the end"},
    {"1.0a1a1", errc::malformed, 5, 1, "post, dev, '+' or the end"},
    {"1.0-1-2", errc::malformed, 5, 1, "dev, '+' or the end"},
    {"1.0dev1rc1", errc::malformed, 7, 1, "'+' or the end"},
    {"1.0+", errc::incomplete, 4, 0, "a letter or digit of the local version"},
    {"1.0+a..b", errc::malformed, 6, 1, "a letter or digit of the local version"},
    {"1.0+a_", errc::incomplete, 6, 0, "a letter or digit of the local version"},
    {"1.0+a b", errc::malformed, 5, 1, "a letter or digit of the local version, or the end"},
    {"\xd9\xa1.0", errc::malformed, 0, 2, "a digit of the release"},  // U+0661 is a digit to Python's \d
};

}  // namespace

namespace pep440 = maintkit::version::pep440;

TEST_CASE("PEP 440: order") { maintkit::test::check_orders(scheme::pep440, order); }

TEST_CASE("PEP 440: what is none, and where") { maintkit::test::check_faults(scheme::pep440, faults); }

TEST_CASE("PEP 440: the normal form, which is its own") {
  const std::string_view table[][2] = {
      {" v00!01.0.0-ALPHA_007\t", "1.0.0a7"},
      {"1!2-rev.3.DEV-4+Ubuntu_1.007", "1!2.post3.dev4+ubuntu.1.7"},
      {"1.0-1", "1.0.post1"},
      {"1.0c", "1.0rc0"},
      {"0.00.0", "0.0.0"},
      {"1.0+00", "1.0+0"},
      {"1.0+00a", "1.0+00a"},
  };
  for (const auto& row : table) {
    CAPTURE(row[0]);
    CHECK(pep440::normal(row[0]) == row[1]);
    CHECK(pep440::normal(row[1]) == row[1]);
    CHECK(pep440::compare(row[0], row[1]) == 0);
  }
}

TEST_CASE("PEP 440: pre-releases are a, b, rc and dev, not post or local") {
  for (const std::string_view text : {"1a1", "1b", "1rc1.post1", "1.dev0", "1.post1.dev2"}) {
    CAPTURE(text);
    CHECK(pep440::is_prerelease(text));
  }
  for (const std::string_view text : {"1", "1.post1", "1+a", "1!2", "1-1"}) {
    CAPTURE(text);
    CHECK_FALSE(pep440::is_prerelease(text));
  }
}
