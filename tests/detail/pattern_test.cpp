// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/detail/pattern.hpp>

#include <string>
#include <string_view>

using maintkit::detail::glob_matches;

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
