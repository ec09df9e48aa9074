// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/gitea.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_gitea(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::gitea, &feed::read_gitea, most);
}
bool looks_like_gitea(std::string_view text) { return feed::looks_like_gitea(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("gitea: what a document says") {
  const test::feed_row rows[] = {
      {R"~([{"id":1,"tag_name":"v1","published_at":"2026-07-08T14:00:00+02:00","created_at":"2020-01-01T00:00:00Z","draft":false,"prerelease":false,"html_url":"u"}])~",
       R"~(1|v1||2026-07-08T12:00:00Z|u|nn??||)~"},
      {R"~([{"id":1,"tag_name":"v1","published_at":"0001-01-01T00:00:00Z","created_at":"2020-01-01T00:00:00Z"}])~",
       R"~(1|v1||2020-01-01T00:00:00Z|-|????||)~"},
      {R"~([{"id":1,"tag_name":"v1","published_at":"1970-01-01T00:00:00Z","created_at":"0001-01-01T00:00:00Z"}])~",
       R"~(1|v1||-|-|????||)~"},
      {R"~([{"name":"v1.2","message":"","id":"a","commit":{}}])~", R"~(1.2|v1.2||-|-|????||)~"},
      {R"~([{"tag_name":"v1","assets":[{"id":1,"name":"a","size":5,"browser_download_url":"b"}]}])~",
       R"~(1|v1||-|-|????||a,b,5,)~"},
  };
  test::check_rows(rows, &feed::read_gitea, feed::format::gitea);
}

TEST_CASE("gitea: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({"a":1})~", errc::unsupported},
      {R"~([{"tag_name":"a","draft":1}])~", errc::malformed},
      {R"~([{"tag_name":"a")~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_gitea(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("gitea: how it begins") {
  CHECK(looks_like_gitea(R"~([{"id":1,"tag_name":"v1","target_commitish":"main","name":"")~"));
  CHECK_FALSE(looks_like_gitea(R"~()~"));
  CHECK_FALSE(looks_like_gitea(R"~([{"id":1,"assets_url":"","tag_name":"v1","target_commitish":"m"}])~"));
  CHECK_FALSE(looks_like_gitea(R"~([{"tag_name":"v1","target_commitish":"m"}])~"));
}

TEST_CASE("gitea: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"tag_name":"v1","assets":[{"name":"a"}]})~";
  const auto doc = [](const std::string& inside) { return R"~([)~" + inside + R"~(])~"; };
  CHECK(read_gitea(doc(one), most));
  CHECK(read_gitea(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_gitea(doc(one), most).error().code == errc::limit);
}
