// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/pretalx.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_pretalx(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::pretalx, &feed::read_pretalx, most);
}
bool looks_like_pretalx(std::string_view text) { return feed::looks_like_pretalx(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("pretalx: what a document says") {
  const test::feed_row rows[] = {
      {R"~({"version":{"latest":null}})~", R"~()~"},
      {R"~({"status":"ok","plugins":{"a":{"latest":null,"updatable":false}},"version":{"yours":"1","latest":"2026.2.1","updatable":true}})~",
       R"~(2026.2.1|||-|-|????||)~"},
  };
  test::check_rows(rows, &feed::read_pretalx, feed::format::pretalx);
}

TEST_CASE("pretalx: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~([])~", errc::malformed},
      {R"~({})~", errc::unsupported},
      {R"~({"version":null})~", errc::unsupported},
      {R"~({"version":{"latest":1}})~", errc::malformed},
      {R"~({"version":{"latest":"1"})~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_pretalx(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("pretalx: how it begins") {
  CHECK(looks_like_pretalx(R"~({"version": {)~"));
  CHECK_FALSE(looks_like_pretalx(R"~({"version":"1")~"));
  CHECK_FALSE(looks_like_pretalx(R"~([])~"));
  CHECK_FALSE(looks_like_pretalx(R"~()~"));
}
