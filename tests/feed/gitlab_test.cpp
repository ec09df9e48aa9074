// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/gitlab.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_gitlab(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::gitlab, &feed::read_gitlab, most);
}
bool looks_like_gitlab(std::string_view text) { return feed::looks_like_gitlab(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("gitlab: what a document says") {
  const test::feed_row rows[] = {
      {R"~([{"tag_name":"v1","released_at":"2026-07-08T14:00:00.000+02:00","created_at":"2020-01-01T00:00:00Z","name":"n","_links":{"self":"u","x":1}}])~",
       R"~(1|v1|n|2026-07-08T12:00:00Z|u|????||)~"},
      {R"~([{"tag_name":"v1","released_at":null,"created_at":"2020-01-01T00:00:00Z","assets":null,"_links":null}])~",
       R"~(1|v1||2020-01-01T00:00:00Z|-|????||)~"},
      {R"~([{"tag_name":"v1","assets":{"count":2,"sources":[{"format":"zip","url":"x/s.zip"}],"links":[{"name":"a b","url":"y","link_type":"other"}]}}])~",
       R"~(1|v1||-|-|????||a b,y,-,;s.zip,x/s.zip,-,)~"},
      {R"~([{"name":"v1.2","target":"a","commit":{"created_at":"2020-01-01T00:00:00Z"},"protected":false}])~",
       R"~(1.2|v1.2||-|-|????||)~"},
  };
  test::check_rows(rows, &feed::read_gitlab, feed::format::gitlab);
}

TEST_CASE("gitlab: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({"a":1})~", errc::unsupported},
      {R"~([{"tag_name":"a","assets":{"links":1}}])~", errc::malformed},
      {R"~([{"tag_name":"a","_links":{"self":1}}])~", errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_gitlab(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("gitlab: how it begins") {
  CHECK(looks_like_gitlab(R"~([{"name":"x","tag_name":"v1","description":")~"));
  CHECK(looks_like_gitlab(R"~([{"tag_name":"v1","released_at":"2026)~"));
  CHECK(looks_like_gitlab(R"~([{"name":"v1","message":"","target":"a","commit":{)~"));
  CHECK_FALSE(looks_like_gitlab(R"~()~"));
  CHECK_FALSE(looks_like_gitlab(R"~([{"tag_name":"v1"}])~"));
  CHECK_FALSE(looks_like_gitlab(R"~([{"assets_url":"","tag_name":"v","description":""}])~"));
}

TEST_CASE("gitlab: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"tag_name":"v1","assets":{"links":[{"name":"a"}]}})~";
  const auto doc = [](const std::string& inside) { return R"~([)~" + inside + R"~(])~"; };
  CHECK(read_gitlab(doc(one), most));
  CHECK(read_gitlab(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_gitlab(doc(one), most).error().code == errc::limit);
}
