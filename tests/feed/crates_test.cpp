// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/crates.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_crates(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::crates, &feed::read_crates, most);
}
bool looks_like_crates(std::string_view text) { return feed::looks_like_crates(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("crates: what a document says") {
  const test::feed_row rows[] = {
      {R"~({"versions":[]})~", R"~()~"},
      {R"~({"crate":{"name":"s"},
 "versions":[{"num":"1.0.0","crate":"s","created_at":"2026-07-08T12:00:00Z","updated_at":"2027-01-01T00:00:00Z","yanked":true,"yank_message":null,"checksum":"ab","crate_size":7,"dl_path":"/d","rust_version":"1.70"}
]})~",
       R"~(1.0.0|||2026-07-08T12:00:00Z|/d|n?y?|1.70|s-1.0.0.crate,/d,7,sha256=ab)~"},
      {R"~({"name":"s","vers":"1.0.0-a","deps":[{"x":{}}],"cksum":"ab","yanked":false}
{"name":"s","vers":"1.1.0","cksum":"cd","yanked":true,"rust_version":null}
)~",
       R"~(1.0.0-a|||-|-|y?n?||s-1.0.0-a.crate,,-,sha256=ab
1.1.0|||-|-|n?y?||s-1.1.0.crate,,-,sha256=cd)~"},
  };
  test::check_rows(rows, &feed::read_crates, feed::format::crates);
}

TEST_CASE("crates: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({})~", errc::unsupported},
      {R"~({"crate":{}})~", errc::unsupported},
      {R"~({"versions":[{}]})~", errc::unsupported},
      {R"~({"versions":[{"num":"1.0.0","yanked":"x"}]})~", errc::malformed},
      {R"~({"name":"a","vers":"1.0.0")~", errc::incomplete},
      {R"~({"name":"a","vers":"1.0.0"}
{"name":"a"}
)~",
       errc::unsupported},
      {R"~({"name":"a","vers":"1.0.0"}
x)~",
       errc::malformed},
      {R"~({"errors":[]})~", errc::unsupported},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_crates(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("crates: how it begins") {
  CHECK(looks_like_crates(R"~({"crate":{"id")~"));
  CHECK(looks_like_crates(R"~({"versions":[{)~"));
  CHECK(looks_like_crates(R"~({"name":"a","vers":"1")~"));
  CHECK_FALSE(looks_like_crates(R"~({"crate":"a")~"));
  CHECK_FALSE(looks_like_crates(R"~({"versions":{)~"));
  CHECK_FALSE(looks_like_crates(R"~({"vers":1})~"));
  CHECK_FALSE(looks_like_crates(R"~()~"));
}

TEST_CASE("crates: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"num":"1.0.0"})~";
  const auto doc = [](const std::string& inside) { return R"~({"versions":[)~" + inside + R"~(]})~"; };
  CHECK(read_crates(doc(one), most));
  CHECK(read_crates(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_crates(doc(one), most).error().code == errc::limit);
}
