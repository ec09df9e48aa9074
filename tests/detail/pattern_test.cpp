// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/detail/pattern.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "support.hpp"

using maintkit::errc;
using maintkit::detail::glob_matches;
using maintkit::detail::pattern;
namespace test = maintkit::test;

TEST_CASE("a glob fits the whole text") {
  struct row {
    std::string_view glob;
    std::string_view text;
    bool fits;
  };
  const row rows[] = {
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"*", "anything", true},
      {"?", "", false},
      {"?", "a", true},
      {"?", "ab", false},
      {"*.tar.gz", "sample-1.2.tar.gz", true},
      {"*.tar.gz", "sample-1.2.tar.gz.asc", false},  // not a part: the whole name
      {"*.tar.gz", ".tar.gz", true},
      {"sample-*.whl", "sample-1-py3.whl", true},
      {"sample-*.whl", "Sample-1-py3.whl", false},  // bytes, so case counts
      {"*a*b*c", "xxaxxbxxc", true},
      {"*a*b*c", "xxaxxcxxb", false},
      {"*ab", "aab", true},  // the star gives back what it took too early
      {"a**b", "ab", true},
      {"[a]", "[a]", true},  // no sets: a bracket is a bracket
      {"[a]", "a", false},
      {"\\*", "\\x", true},  // no escapes
  };
  for (const row& r : rows) {
    CAPTURE(r.glob);
    CAPTURE(r.text);
    CHECK(glob_matches(r.glob, r.text) == r.fits);
  }
  static_assert(glob_matches("v*", "v1.2"));
}

// Exponential in matchers that try every way to share the text among the stars.
TEST_CASE("many stars over a long text stay cheap") {
  std::string glob;
  for (int i = 0; i < 100; ++i) glob += "*a";
  CHECK_FALSE(glob_matches(glob + "b", std::string(10'000, 'a')));
  CHECK(glob_matches(glob, std::string(10'000, 'a')));
}

TEST_CASE("patterns: what they fit and what they cut out") {
  struct row {
    std::string_view pattern;
    std::string_view text;
    std::optional<std::string> cut;
  };
  const std::optional<std::string> no;
  const row rows[] = {
      // globs: the whole text, each star a group
      {"v*", "v1.2", "1.2"},
      {"v*", "rv1.2", no},
      {"v*-*", "v1-2-3", "1-2.3"},       // the first star takes as much as it can
      {"v?", "v\xc3\xa9", "v\xc3\xa9"},  // a character, not a byte
      {"v?", "v1", "v1"},
      {"v?", "v12", no},
      {"", "", ""},
      {"a.b", "axb", no},
      {"/", "/", "/"},  // too short for an expression
      // regular expressions: any part of the text
      {"/b+/", "abbbc", "bbb"},
      {"/b+?/", "abbbc", "b"},
      {"/^v(\\d+)_(\\d+)$/", "v2_6", "2.6"},
      {"/^v(\\d+)_(\\d+)$/", "v2_6x", no},
      {"/(\\d+)(?:\\.(\\d+))?/", "v2", "2"},
      {"/(\\d+)(?:\\.(\\d+))?/", "v2.7", "2.7"},
      {"/a|b|cd/", "xxcd", "cd"},
      {"/a|ab/", "ab", "a"},  // the first choice, not the longest: Perl's rule
      {"/(a|ab)(c|bcd)/", "abcd", "a.bcd"},
      {"/^(?:a|b)*$/", "abab", "abab"},
      {"/(a*)*/", "aab", "aa"},
      {"/(a*)+$/", "aa", "aa"},
      {"/x*/", "aaa", ""},
      {"/a{2}/", "aaa", "aa"},
      {"/a{2,}/", "aaaa", "aaaa"},
      {"/^a{2,3}$/", "aaaa", no},
      {"/a{0}b/", "ab", "b"},
      {"/a{1,2}?/", "aa", "a"},
      {"/[a-c-]+/", "xa-bd", "a-b"},
      {"/[^a-c]+/", "abxyc", "xy"},
      {"/[]a]+/", "x]a", "]a"},
      {"/[\\d.]+/", "v1.2!", "1.2"},
      {"/[^\\d]+/", "12ab3", "ab"},
      {"/[\\D]/", "1a", "a"},
      {"/\\w+\\s\\W/", "ab !", "ab !"},
      {"/\\./", "a.b", "."},
      {"/./", "\n\xe2\x82\xac", "\xe2\x82\xac"},  // no newline, and a whole character
      {"/(.)/", "\xe2\x82\xacx", "\xe2\x82\xac"},
      {"/\xc3\xa9+/", "\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9"},
      {"/[^x]/", "\xc3\xa9", "\xc3\xa9"},
      {"//", "abc", ""},
      {"/^$/", "", ""},
      {"/a/b/", "xa/b", "a/b"},  // the last slash ends it
  };
  for (const row& r : rows) {
    CAPTURE(r.pattern);
    CAPTURE(r.text);
    const auto p = pattern::parse(r.pattern);
    REQUIRE(p);
    CHECK(p->fits(r.text) == r.cut.has_value());
    const auto cut = p->cut(r.text);
    REQUIRE(cut.has_value() == r.cut.has_value());
    if (cut) CHECK(*cut == *r.cut);
  }
}

TEST_CASE("what is no pattern says where") {
  struct row {
    std::string pattern;
    errc code;
    std::size_t offset;
  };
  std::string deep = "/";
  for (int i = 0; i < 20; ++i) deep += "(?:";
  std::string many = "/";
  for (int i = 0; i < 10; ++i) many += "(a)";
  const row rows[] = {
      {"/(a/", errc::malformed, 3},           {"/a)/", errc::malformed, 2},
      {"/*a/", errc::malformed, 1},           {"/a**/", errc::malformed, 3},
      {"/[a/", errc::malformed, 3},           {"/[b-a]/", errc::malformed, 5},
      {"/a{2/", errc::malformed, 2},          {"/a{x}/", errc::malformed, 2},
      {"/a{3,2}/", errc::malformed, 2},       {"/a{65}/", errc::limit, 2},
      {"/\\1/", errc::unsupported, 2},        {"/(?=a)/", errc::malformed, 2},
      {"/[\xc3\xa9]/", errc::unsupported, 2}, {deep + "/", errc::limit, 0},
      {many + "/", errc::limit, 0},           {std::string(1025, 'a'), errc::limit, 1024},
      {"/a\\/", errc::malformed, 3},          {"/(?:(?:a{64}){64}){64}/", errc::limit, 0},
  };
  for (const row& r : rows) {
    CAPTURE(r.pattern);
    const auto p = pattern::parse(r.pattern);
    REQUIRE_FALSE(p);
    CHECK(maintkit::to_string(p.error().code) == maintkit::to_string(r.code));
    if (r.offset != 0) CHECK(p.error().offset == r.offset);
    CHECK(p.error().offset <= r.pattern.size());
  }
}

// Patterns that take exponential or quadratic time in matchers that try one way after the other, and a frame for each
// byte in those that recurse.
TEST_CASE("time is linear and the stack constant") {
  const std::string text(200'000, 'a');
  for (const std::string_view p :
       {"/(a*)*b/", "/^.*b/", "/(a|b)*c/", "/(a|a)*$/", "/(?:a?){64}a{64}$/", "*a*a*a*a*b"}) {
    CAPTURE(p);
    const auto read = pattern::parse(p);
    REQUIRE(read);
    CHECK(read->fits(text) == (text.find(p[p.size() - 2]) == 0 || p.substr(p.size() - 2) == "$/"));
  }
}

// Every short pattern of a small alphabet against every short text, by the slow and obvious way.
TEST_CASE("globs agree with glob_matches") {
  test::random random(test::seed());
  for (int i = 0; i < 20'000; ++i) {
    const std::string glob = random.text(random.below(7), "ab*?");
    const std::string text = random.text(random.below(9), "ab");
    CAPTURE(glob);
    CAPTURE(text);
    const auto p = pattern::parse(glob);
    REQUIRE(p);
    CHECK(p->fits(text) == glob_matches(glob, text));
  }
}
