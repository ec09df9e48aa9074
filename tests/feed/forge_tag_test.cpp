// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/forge_tag.hpp>

#include <string_view>

using namespace maintkit;
using feed::forge_tag;

TEST_CASE("the tag that a forge wrote") {
  struct row {
    std::string_view id;
    std::string_view link;
    std::string_view tag;
  };
  const row rows[] = {
      {"tag:github.com,2008:Repository/12345/v1.2.3", "", "v1.2.3"},
      {"tag:git.example.org,2008:Repository/1/a/b", "", "a/b"},  // GitHub Enterprise
      {"tag:github.com,2008:Repository/12345/", "", ""},
      {"tag:github.com,2008:Repository/x/v1", "", ""},
      {"tag:github.com,2008:Grit::Commit/abc", "https://github.com/o/r/commit/abc", ""},
      {"1", "https://codeberg.org/o/r/releases/tag/v1.0", "v1.0"},  // Forgejo
      {"1", "https://gitlab.com/g/p/-/tags/v1.0?x#y", "v1.0"},      // GitLab's tags
      {"1", "https://gitlab.com/g/p/-/releases/v1%2F0", "v1/0"},    // and its releases
      {"1", "https://github.com/o/r/releases/tag/100%25%zz", "100%%zz"},
      {"1", "https://github.com/o/r/releases/tag/%ff", ""},  // not UTF-8
      {"1", "https://github.com/o/r/releases/tag/", ""},
      {"", "", ""},
  };
  for (const row& r : rows) {
    CAPTURE(r.id);
    CAPTURE(r.link);
    CHECK(forge_tag(r.id, r.link) == r.tag);
  }
}

TEST_CASE("the last part of an address") {
  CHECK(feed::last_part("https://example.org/dl/sample-1.0.zip?x=/y#z") == "sample-1.0.zip");
  CHECK(feed::last_part("sample.zip") == "sample.zip");
  CHECK(feed::last_part("https://example.org/").empty());
  CHECK(feed::last_part("").empty());
}
