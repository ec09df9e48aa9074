// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/github.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_github(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::github, &feed::read_github, most);
}
bool looks_like_github(std::string_view text) { return feed::looks_like_github(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("github: what a document says") {
  const test::feed_row rows[] = {
      {R"~([])~", R"~()~"},
      {R"~({"tag_name":"v1","name":"x"})~", R"~(1|v1|x|-|-|????||)~"},
      {R"~([{"tag_name":"release-1.0","name":"","published_at":"2026-07-08T12:00:00Z","created_at":"2020-01-01T00:00:00Z","draft":false,"prerelease":true,"html_url":"u"}])~",
       R"~(1.0|release-1.0||2026-07-08T12:00:00Z|u|yn??||)~"},
      {R"~([{"tag_name":"v1","published_at":null,"created_at":"2020-01-01T00:00:00Z","draft":true,"prerelease":null}])~",
       R"~(1|v1||-|-|?y??||)~"},
      {R"~([{"name":"v1.2","zipball_url":"z","commit":{"sha":"a"},"node_id":"n"}])~", R"~(1.2|v1.2||-|-|????||)~"},
      {R"~([{"ref":"refs/heads/main","object":{}},{"ref":"refs/tags/a/v3","object":{}}])~", R"~(3|a/v3||-|-|????||)~"},
      {R"~([{"tag_name":"v1","assets":[{"name":"a","browser_download_url":"b","size":3,"digest":"sha256:0f"},{"name":"c","digest":null}]}])~",
       R"~(1|v1||-|-|????||a,b,3,sha256=0f;c,,-,)~"},
  };
  test::check_rows(rows, &feed::read_github, feed::format::github);
}

TEST_CASE("github: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~([{"tag_name":"v1"})~", errc::incomplete},
      {R"~([1])~", errc::malformed},
      {R"~("x")~", errc::malformed},
      {R"~([{"name":null}])~", errc::unsupported},
      {R"~([{}])~", errc::unsupported},
      {R"~([{"tag_name":1}])~", errc::malformed},
      {R"~([{"tag_name":"a","draft":"no"}])~", errc::malformed},
      {R"~([{"tag_name":"a","assets":{}}])~", errc::malformed},
      {R"~([{"tag_name":"a","assets":[{"size":-1}]}])~", errc::malformed},
      {R"~([{"tag_name":"a"}] x)~", errc::malformed},
      {R"~([{"tag_name":"a","body":"\ud800"}])~", errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_github(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("github: how it begins") {
  CHECK(looks_like_github(R"~([{"url":"u","assets_url":"a")~"));
  CHECK(looks_like_github(R"~([{"tag_name":"v1")~"));
  CHECK(looks_like_github(R"~({"tag_name":"v1")~"));
  CHECK(looks_like_github(R"~([{"name":"v1","zipball_url":"z","commit":{)~"));
  CHECK(looks_like_github(R"~([{"ref":"refs/tags/v1","node_id":"x","url":"u","object":{)~"));
  CHECK_FALSE(looks_like_github(R"~()~"));
  CHECK_FALSE(looks_like_github(R"~([])~"));
  CHECK_FALSE(looks_like_github(R"~({})~"));
  CHECK_FALSE(looks_like_github(R"~([{"name":"v1"}])~"));
  CHECK_FALSE(looks_like_github(R"~({"info":{)~"));
}

TEST_CASE("github: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"tag_name":"v1","assets":[{"name":"a"}]})~";
  const auto doc = [](const std::string& inside) { return R"~([)~" + inside + R"~(])~"; };
  CHECK(read_github(doc(one), most));
  CHECK(read_github(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_github(doc(one), most).error().code == errc::limit);
}
