// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/appstream.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_appstream(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::appstream, &feed::read_appstream, most);
}
bool looks_like_appstream(std::string_view text) { return feed::looks_like_appstream(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("appstream: what a document says") {
  const test::feed_row rows[] = {
      {R"~(<component/>)~", R"~()~"},
      {R"~(<releases><release version="1" timestamp="1751976000" date="2020-01-01"/></releases>)~",
       R"~(1|||2025-07-08T12:00:00Z|-|n???||)~"},
      {R"~(<component><releases><release version="1" timestamp="2021-11-15" type="development"/><release version="0" date="2020" type="snapshot"/><release version="2" type="stable"/></releases></component>)~",
       R"~(1|||2021-11-15T00:00:00Z|-|y???||
0|||2020-01-01T00:00:00Z|-|y???||
2|||-|-|n???||)~"},
      {R"~(<releases><release version="1" urgency="critical"><url type="homepage">h</url><url type="details"> d </url></release></releases>)~",
       R"~(1|||-|d|n???||critical)~"},
      {R"~(<releases><release version="1"><artifacts><artifact type="source"><location>x/a.tar</location><location>y/b.tar</location><checksum type="sha256">ab</checksum><checksum type="sha1">cd</checksum><size type="installed">1</size><size type="download">9</size></artifact></artifacts></release></releases>)~",
       R"~(1|||-|x/a.tar|n???||a.tar,x/a.tar,9,sha256=ab sha1=cd;b.tar,y/b.tar,9,sha256=ab sha1=cd)~"},
  };
  test::check_rows(rows, &feed::read_appstream, feed::format::appstream);
}

TEST_CASE("appstream: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~(<a/>)~", errc::unsupported},
      {R"~(<component>)~", errc::incomplete},
      {R"~(<component><a></component>)~", errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_appstream(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("appstream: how it begins") {
  CHECK(looks_like_appstream(R"~(<component type="desktop">)~"));
  CHECK(looks_like_appstream(R"~(<releases>)~"));
  CHECK(looks_like_appstream(R"~(<?xml version="1.0"?><!-- c --><application>)~"));
  CHECK_FALSE(looks_like_appstream(R"~(<component xmlns="x">)~"));
  CHECK_FALSE(looks_like_appstream(R"~(<rss>)~"));
  CHECK_FALSE(looks_like_appstream(R"~()~"));
}

TEST_CASE("appstream: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one =
      R"~(<release version="1"><artifacts><artifact><location>a</location></artifact></artifacts></release>)~";
  const auto doc = [](const std::string& inside) { return R"~(<releases>)~" + inside + R"~(</releases>)~"; };
  CHECK(read_appstream(doc(one), most));
  CHECK(read_appstream(doc(one + "" + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_appstream(doc(one), most).error().code == errc::limit);
}
