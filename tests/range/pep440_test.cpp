// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/range/pep440.hpp>

#include <maintkit/version.hpp>

#include <range/ranges.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

namespace range = maintkit::range;
namespace version = maintkit::version;
using maintkit::errc;
using maintkit::test::in_row;
using maintkit::test::print_row;
using maintkit::test::range_fault;
using range::notation;
using version::scheme;

constexpr auto literal = *range::pep440::parse<version::static_range<>>("~=1.4,!=1.5.*");
static_assert(literal.has(*version::pep440::parse("1.6")) && !literal.has(*version::pep440::parse("1.5.9")));

// PEP 440, "Version specifiers"; pre-releases included.
constexpr in_row rows[] = {
    // Version matching: zeros at the end and, unless it is named, the local part do not count.
    {"1.0.0", true, "==1.0"},
    {"1.0+x", true, "==1.0"},
    {"1.0", false, "==1.0+x"},
    {"1.0+X", true, "==1.0+x"},
    {"1.0.post1", false, "==1.0"},
    {"1.0.dev1", true, "==1.0.*"},
    {"1.0.5.post1", true, "==1.0.*"},
    {"1", true, "==1.0.*"},
    {"1.1.dev0", false, "==1.0.*"},
    {"0.9", false, "==1.0.*"},
    {"1.0+x", false, "!=1.0"},
    {"1.0.5", false, "!=1.0.*"},
    // Compatible release: ~=2.2.post3 is >=2.2.post3, ==2.*
    {"2.9", true, "~=2.2.post3"},
    {"2.2", false, "~=2.2.post3"},
    {"3.dev0", false, "~=2.2.post3"},
    {"1.4.9", true, "~=1.4.5a4"},
    {"1.5", false, "~=1.4.5a4"},
    // Inclusive: local versions do not count.
    {"1.0+x", true, "<=1.0"},
    {"1.0.post1", false, "<=1.0"},
    {"1.0rc1", true, "<=1.0"},
    {"1.0+x", true, ">=1.0"},
    {"1.0rc1", false, ">=1.0"},
    // Exclusive: no pre-release of the version below, no post-release or local version of it above.
    {"1.0rc1", false, "<1.0"},
    {"1.0.dev0", false, "<1.0"},
    {"0.9.post9", true, "<1.0"},
    {"1.0b1", true, "<1.0rc1"},
    {"1.0", true, "<1.0.post1"},
    {"1.0rc1", true, "<1.0.post1"},
    {"1.0.post1.dev0", false, "<1.0.post1"},
    {"1.0.post1", false, ">1.0"},
    {"1.0+x", false, ">1.0"},
    {"1.0.1.dev0", true, ">1.0"},
    {"1.0rc1.post1", false, ">1.0rc1"},
    {"1.0rc1+x", false, ">1.0rc1"},
    {"1.0rc2.dev0", true, ">1.0rc1"},
    {"1.0", true, ">1.0rc1"},
    {"1.0.post2", true, ">1.0.post1"},
    {"1.0.post1+x", false, ">1.0.post1"},
    // Arbitrary equality: by text.
    {"1.0", true, "===1.0"},
    {"1.0RC1", true, "===1.0rc1"},
    {"1.0.0", false, "===1.0"},
    // Epochs come first.
    {"1!1.0.3", true, "==1!1.0.*"},
    {"1.0.3", false, "==1!1.0.*"},
    {"1!0", false, "==0.*"},
    {"1!0.5", false, "<1"},
    // Blanks, a comma at the end, and nothing at all.
    {"1.5", true, " >= 1.0 , < 2 ,"},
    {"0.1.dev0", true, ""},
};

constexpr range_fault faults[] = {
    {"1.0", errc::malformed, 0, 1, "one of == != ~= <= >= < > ===", "==1.0"},
    {"=1.0", errc::malformed, 0, 1, "one of == != ~= <= >= < > ===", "==1.0"},
    {"^1.0", errc::malformed, 0, 1, "one of == != ~= <= >= < > ===", ""},
    {"<>1.0", errc::malformed, 1, 1, "a digit of the release", "!=1.0"},
    {"~=1", errc::malformed, 2, 1, "two release numbers at least behind ~=", ""},
    {"~=1.0.*", errc::malformed, 5, 2, "'.*' behind == or != only", ""},
    {">=1.*", errc::malformed, 3, 2, "'.*' behind == or != only", ""},
    {"==1.0a1.*", errc::malformed, 7, 2, "'.*' behind nothing but release numbers", ""},
    {"==1.0.post1.*", errc::malformed, 11, 2, "'.*' behind nothing but release numbers", ""},
    {"==1.0+a.*", errc::malformed, 7, 2, "'.*' behind nothing but release numbers", ""},
    {">1.0+a", errc::malformed, 4, 2, "no local version but behind ==, != and ===", ""},
    {"~=1.0+a", errc::malformed, 5, 2, "no local version but behind ==, != and ===", ""},
    {"==1.*.0", errc::malformed, 3, 1, "a, b, rc, post, dev, '+' or the end", ""},
    {">=1.0 <2", errc::malformed, 6, 1, "',' or the end", ">=1.0, <2"},
    {">=1.0,,<2", errc::malformed, 6, 1, "one of == != ~= <= >= < > ===", ">=1.0, <2"},
    {"===foo bar", errc::malformed, 3, 1, "a digit of the release", ""},
    {">=", errc::incomplete, 2, 0, "a digit of the release", ""},
};

constexpr print_row printed[] = {
    {"==1.0", "==1.0"},         {"== 1.0.*", "==1.0.*"},         {"==1.0+A", "==1.0+a"},
    {"===1.0RC1", "===1.0RC1"}, {"~=1.4.5a4", ">=1.4.5a4,<1.5"}, {">=1.0,<2,!=1.5,!=1.7.*", ">=1.0,!=1.5,!=1.7.*,<2"},
    {"!=1.0", "!=1.0"},         {">1.0,<=2", ">1.0,<=2"},        {">1.0.post1,<2.post3", ">1.0.post1,<2.post3"},
    {">=1.0,>=1.1", ">=1.1"},   {"vers:pypi/<1.0|>=2.0", ""},    {"vers:pypi/<=1.0", ""},
};

}  // namespace

TEST_CASE("pep440: what specifiers take") {
  check_rows(notation::pep440, scheme::pep440, rows, range::prereleases::include);
}

TEST_CASE("pep440: pre-releases are in if one is named, always or never") {
  using range::prereleases;
  struct row {
    std::string_view version, range;
    bool named, included, excluded;
  };
  const row table[] = {
      {"1.1rc1", ">1.0", false, true, false},
      {"1.1rc1", ">=1.0rc1", true, true, false},
      {"1.1rc1", ">=1.0,!=1.0rc1", false, true, false},
      {"1.1rc1", "<2.0rc1", true, true, false},
      {"1.1.dev1", "", false, true, false},
      {"1.1", ">=1.0rc1", true, true, true},
      {"1.0rc1", "==1.0.*", false, true, false},
      {"1.0rc1", "===1.0rc1", true, true, false},
  };
  for (const row& r : table) {
    CAPTURE(r.version);
    CAPTURE(r.range);
    const auto v = version::parse(scheme::pep440, r.version);
    CHECK(range::pep440::parse(r.range)->has(*v) == r.named);
    CHECK(range::pep440::parse(r.range, prereleases::include)->has(*v) == r.included);
    CHECK(range::pep440::parse(r.range, prereleases::exclude)->has(*v) == r.excluded);
  }
}

TEST_CASE("pep440: where and why a text is no specifier") { check_faults(notation::pep440, scheme::pep440, faults); }

TEST_CASE("pep440: printed") {
  check_printed(notation::pep440, scheme::pep440, printed);
  check_printed(notation::pep440, scheme::pep440, printed, range::prereleases::include);
}

TEST_CASE("pep440: recorded answers of packaging") {
  maintkit::test::for_each_row("pep440-spec.tsv", [](const std::vector<std::string_view>& row) {
    const std::string_view text = row[2] == "\"\"" ? "" : row[2];
    maintkit::test::check_in(notation::pep440, scheme::pep440, {row[0], row[3] == "prereleases=True:in", text},
                             range::prereleases::include);
  });
  maintkit::test::for_each_row("pep440-spec-valid.tsv", [](const std::vector<std::string_view>& row) {
    CAPTURE(row[0]);
    CHECK(static_cast<bool>(range::pep440::parse(row[0])) == (row[1] == "valid"));
  });
}
