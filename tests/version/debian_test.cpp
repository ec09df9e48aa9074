// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version/debian.hpp>

#include <version/order.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using maintkit::errc;
using maintkit::test::fault_row;
using maintkit::test::order_row;
using maintkit::version::scheme;

constexpr order_row order[] = {
    // Debian Policy 5.6.12: "~ sorts before anything, even the end of a part".
    {"1.0~~", '<', "1.0~~a"},
    {"1.0~~a", '<', "1.0~"},
    {"1.0~", '<', "1.0"},
    {"1.0", '<', "1.0a"},
    // "… so that all the letters sort earlier than all the non-letters".
    {"1.0a", '<', "1.0+"},
    {"1.0Z", '<', "1.0a"},
    {"1.0+", '<', "1.0-1-1"},
    {"1.0-1-1", '<', "1.0.1"},
    {"1.0.1", '<', "0:1.0:1-1"},
    // "… an absent revision is 0"; numbers by value, an empty one is 0.
    {"1.0", '=', "1.0-0"},
    {"1.0", '=', "1.00"},
    {"5.", '=', "5.0"},
    {"1.0", '>', "1.0-~"},
    {"1.0", '<', "1.0.0"},
    {"1.0a", '=', "1.0a0"},
    {"1.1", '<', "1.10"},
    {"1.99999999999999999999999", '<', "1.100000000000000000000000"},
    // The epoch wins; the first colon ends it, the last hyphen begins the revision.
    {"1:0", '>', "99"},
    {"0:1", '=', "1"},
    {"1:2:3", '>', "1:2"},
    {"1-1-1", '>', "1-1-0"},
    {"1-2-1", '>', "1-1-9"},
    {"1-10", '<', "1-9-1"},
    {"2147483647:1", '>', "2147483646:9"},
    // strtol() reads a sign, blanks are cut off (dpkg 1.21, parseversion()).
    {"+1:4.2", '=', "1:4.2"},
    {"-0:4.2", '=', "4.2"},
    {" \t1.0 \t", '=', "1.0"},
    {"1.0 ", '=', "1.0"},
    {"1.0-1 ", '<', "1.0-1a"},
    // Backports, binNMUs, security updates as they occur.
    {"7.4-1~bpo12+1", '<', "7.4-1"},
    {"7.4-1", '<', "7.4-1+b1"},
    {"7.4-1+b1", '<', "7.4-1+deb12u1"},
    {"7.4-1+deb12u1", '<', "7.4-1.1"},
    {"1.0~rc1+dfsg-1", '<', "1.0-1"},
    // What dpkg warns of has its place too: bytes from 0x80 between letters and the rest, as on amd64.
    {"v2.0", '>', "9.0"},
    {"1.0_1", '>', "1.0-1"},
    {"1z", '<', "1\x80"},
    {"1\x80", '<', "1\xff"},
    {"1\xff", '<', "1!"},
    {"1!", '<', "1+"},
    {"1+", '<', "1,"},
    {"1:1:", '<', "1:1;"},
    {"1;", '<', "1_"},
    {"1_", '<', "1}"},
    // More than a key holds.
    {"2.1.0~beta3+really2.0.1~rc2+git20210101.abcdef1-1", '<', "2.1.0~beta3+really2.0.1~rc2+git20210101.abcdef1-2"},
    {"2.1.0~beta3+really2.0.1~rc2+git20210101.abcdef1", '=', "2.1.0~beta3+really2.0.1~rc2+git20210101.abcdef01-0"},
};

static_assert(maintkit::test::all_hold(scheme::deb, order));

constexpr fault_row faults[] = {
    {"", errc::incomplete, 0, 0, "a version"},
    {" ", errc::incomplete, 1, 0, "a version"},
    {"1.0 2", errc::malformed, 3, 1, "no blank or NUL inside"},
    {"1.0\t2", errc::malformed, 3, 1, "no blank or NUL inside"},
    {std::string_view("1.0\0002", 5), errc::malformed, 3, 1, "no blank or NUL inside"},
    {":1", errc::malformed, 0, 0, "a number as the epoch"},
    {"a:1", errc::malformed, 0, 1, "a number as the epoch"},
    {"+:1", errc::malformed, 0, 1, "a number as the epoch"},
    {"1.0:1", errc::malformed, 1, 2, "nothing but digits before the epoch's ':'"},
    {"-1:2", errc::malformed, 0, 2, "an epoch without '-'"},
    {"2147483648:1", errc::limit, 0, 10, "an epoch of at most 2147483647"},
    {"99999999999999999999:1", errc::limit, 0, 20, "an epoch of at most 2147483647"},
    {"1:", errc::incomplete, 2, 0, "a version behind the epoch"},
    {"1.0-", errc::incomplete, 4, 0, "a revision behind '-'"},
    {"-", errc::incomplete, 1, 0, "a revision behind '-'"},
    {"-1", errc::malformed, 0, 1, "an upstream version before '-'"},
    {"1:-1", errc::malformed, 2, 1, "an upstream version before '-'"},
};

}  // namespace

namespace debian = maintkit::version::debian;

TEST_CASE("Debian: order") { maintkit::test::check_orders(scheme::deb, order); }

TEST_CASE("Debian: what dpkg refuses, and where") { maintkit::test::check_faults(scheme::deb, faults); }

TEST_CASE("Debian: what dpkg only warns of is read, and the warning says where") {
  constexpr std::string_view in_upstream = "a letter, a digit or one of . + - ~ : in the upstream version";
  constexpr std::string_view in_revision = "a letter, a digit or one of . + ~ in the revision";
  struct row {
    std::string_view text;
    std::size_t offset;
    std::string_view expected;
  };
  const row table[] = {
      {"v2.0", 0, "a digit at the start of the upstream version"},
      {"1:~1", 2, "a digit at the start of the upstream version"},
      {"1.0_1", 3, in_upstream},
      {" 1/2", 2, in_upstream},
      {"1\n2", 1, in_upstream},
      {"1.0\xc3\xa9", 3, in_upstream},
      {"1.0-a_b", 5, in_revision},
      {"1:2-3:4", 5, in_revision},
  };
  for (const row& r : table) {
    CAPTURE(r.text);
    CHECK(debian::parse(r.text));
    const auto warning = debian::warning(r.text);
    REQUIRE(warning);
    CHECK(warning->offset == r.offset);
    CHECK(std::string_view(warning->expected) == r.expected);
  }
  for (const std::string_view good : {"0", "0:0-0", "1~", "1+", "1:1:", "1-2-3", " 1.0 "}) {
    CAPTURE(good);
    CHECK(debian::parse(good));
    CHECK_FALSE(debian::warning(good));
  }
}

TEST_CASE("Debian: the normal form keeps an epoch of 0 only where the version would read otherwise without") {
  const std::string_view table[][2] = {
      {"0:1.0-1", "1.0-1"}, {"+01:1.0", "1:1.0"},   {" 1.0-0 ", "1.0-0"},
      {"0:1:2", "0:1:2"},   {"0:1-2:3", "0:1-2:3"}, {"1:2:3-4", "1:2:3-4"},
  };
  for (const auto& row : table) {
    CAPTURE(row[0]);
    CHECK(debian::normal(row[0]) == row[1]);
    CHECK(debian::compare(row[0], row[1]) == 0);
  }
}

TEST_CASE("Debian: '~' in upstream is a pre-release, in the revision it is not") {
  CHECK(debian::is_prerelease("1.0~rc1-1"));
  CHECK_FALSE(debian::is_prerelease("1.0-1~bpo12+1"));
}
