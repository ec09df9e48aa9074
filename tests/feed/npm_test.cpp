// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/npm.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_npm(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::npm, &feed::read_npm, most);
}
bool looks_like_npm(std::string_view text) { return feed::looks_like_npm(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("npm: what a document says") {
  const test::feed_row rows[] = {
      {R"~({"versions":{"1.0.0":{"engines":["node"],"dist":{}}}})~", R"~(1.0.0|||-|-|n??n||,,-,)~"},
      {R"~({"time":{"modified":"2026-01-01T00:00:00Z","1.0.0":"2025-01-01T00:00:00Z","0.1.0":"x"},"versions":{"1.0.0":{"engines":{"node":">=18"}}}})~",
       R"~(1.0.0|||2025-01-01T00:00:00Z|-|n??n|>=18|)~"},
      {R"~({"versions":{"1.0.0":{},"2.0.0-rc.1":{"deprecated":"no"},"3.0.0":{"deprecated":false},"x":{}},"time":{"3.0.0":"2025-01-01T00:00:00Z","created":"2020-01-01T00:00:00Z"}})~",
       R"~(1.0.0|||-|-|n??n||
2.0.0-rc.1|||-|-|y??y||
3.0.0|||2025-01-01T00:00:00Z|-|n??n||
x|||-|-|???n||)~"},
      {R"~({"versions":{"1.0.0":{"dist":{"tarball":"u/a-1.0.0.tgz","shasum":"ab","integrity":"sha512-x== sha1-y="}}}})~",
       R"~(1.0.0|||-|u/a-1.0.0.tgz|n??n||a-1.0.0.tgz,u/a-1.0.0.tgz,-,sha1=ab sha512=x== sha1=y=)~"},
  };
  test::check_rows(rows, &feed::read_npm, feed::format::npm);
}

TEST_CASE("npm: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({})~", errc::unsupported},
      {R"~({"versions":[]})~", errc::unsupported},
      {R"~({"versions":{"1.0.0":1}})~", errc::malformed},
      {R"~({"versions":{"1.0.0":{"dist":1}}})~", errc::malformed},
      {R"~({"versions":{"1.0.0":{"deprecated":1}}})~", errc::malformed},
      {R"~({"error":"not_found"})~", errc::unsupported},
      {R"~({"versions":{})~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_npm(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("npm: how it begins") {
  CHECK(looks_like_npm(R"~({"_id":"a","_rev":"1","name":"a")~"));
  CHECK(looks_like_npm(R"~({"name":"a","dist-tags":{)~"));
  CHECK(looks_like_npm(R"~({"versions":{)~"));
  CHECK_FALSE(looks_like_npm(R"~({"versions":[)~"));
  CHECK_FALSE(looks_like_npm(R"~({"name":"a")~"));
  CHECK_FALSE(looks_like_npm(R"~([{"dist-tags":{}}])~"));
  CHECK_FALSE(looks_like_npm(R"~()~"));
}

TEST_CASE("npm: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~("1.0.0":{"dist":{"tarball":"t"}})~";
  const auto doc = [](const std::string& inside) { return R"~({"versions":{)~" + inside + R"~(}})~"; };
  CHECK(read_npm(doc(one), most));
  CHECK(read_npm(doc(one + ",\"1.1.0\":{\"dist\":{}}"), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_npm(doc(one), most).error().code == errc::limit);
}
