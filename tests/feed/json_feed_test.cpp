// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/json_feed.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_json_feed(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::json_feed, &feed::read_json_feed, most);
}
bool looks_like_json_feed(std::string_view text) { return feed::looks_like_json_feed(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("json_feed: what a document says") {
  const test::feed_row rows[] = {
      {R"~({"version":"https://jsonfeed.org/version/1","items":[]})~", R"~()~"},
      {R"~({"items":[{"id":1,"url":"u","external_url":"e","title":"Sample &amp; <b>1.5</b>","date_published":"2026-07-08T12:00:00Z","date_modified":"2027-01-01T00:00:00Z"}],"version":"1.1"})~",
       R"~(1.5||Sample & 1.5|2026-07-08T12:00:00Z|u|????||)~"},
      {R"~({"version":"1.0","items":[{"external_url":"https://h/o/r/releases/tag/v3","title":null,"date_modified":"2027-01-01T00:00:00Z","attachments":[{"url":"x/a.zip","title":"A","size_in_bytes":1}]}]})~",
       R"~(3|v3||2027-01-01T00:00:00Z|https://h/o/r/releases/tag/v3|????||a.zip,x/a.zip,1,)~"},
  };
  test::check_rows(rows, &feed::read_json_feed, feed::format::json_feed);
}

TEST_CASE("json_feed: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({})~", errc::unsupported},
      {R"~({"version":"2","items":[]})~", errc::unsupported},
      {R"~({"version":"https://jsonfeed.org/version/1","items":{}})~", errc::malformed},
      {R"~({"version":"https://jsonfeed.org/version/1","items":[{"url":1}]})~", errc::malformed},
      {R"~({"version":"https://jsonfeed.org/version/1")~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_json_feed(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("json_feed: how it begins") {
  CHECK(looks_like_json_feed(R"~({"version":"https://jsonfeed.org/version/1.1")~"));
  CHECK(looks_like_json_feed(R"~({"version":"1.1","title":"x")~"));
  CHECK_FALSE(looks_like_json_feed(R"~({"version":"2")~"));
  CHECK_FALSE(looks_like_json_feed(R"~({"version":1)~"));
  CHECK_FALSE(looks_like_json_feed(R"~([])~"));
  CHECK_FALSE(looks_like_json_feed(R"~()~"));
}

TEST_CASE("json_feed: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"title":"1.0"})~";
  const auto doc = [](const std::string& inside) { return R"~({"version":"1.1","items":[)~" + inside + R"~(]})~"; };
  CHECK(read_json_feed(doc(one), most));
  CHECK(read_json_feed(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_json_feed(doc(one), most).error().code == errc::limit);
}
