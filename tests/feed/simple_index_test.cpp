// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/simple_index.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_simple_index(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::simple_index, &feed::read_simple_index, most);
}
bool looks_like_simple_index(std::string_view text) { return feed::looks_like_simple_index(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("simple_index: what a document says") {
  const test::feed_row rows[] = {
      {R"~({"files":[]})~", R"~()~"},
      {R"~({"versions":["2.0","1.0","junk"],"files":[{"filename":"s-1.0-py3-none-any.whl","url":"w","upload-time":"2026-01-02T00:00:00.123456Z","yanked":"why","hashes":{"sha256":"ab"}},{"filename":"S-1.0.zip","url":"z","upload-time":"2026-01-01T00:00:00Z","yanked":false,"requires-python":">=3","size":5,"_x":1}]})~",
       R"~(2.0|||-|-|n?n?||
1.0|||2026-01-01T00:00:00Z|z|n?n?|>=3|s-1.0-py3-none-any.whl,w,-,sha256=ab;S-1.0.zip,z,5,
junk|||-|-|??n?||)~"},
      {R"~({"files":[{"filename":"s-1.0rc1.zip","url":"a","yanked":""},{"filename":"README","url":"b"}]})~",
       R"~(1.0rc1|||-|a|y?y?||s-1.0rc1.zip,a,-,)~"},
      {R"~(<!DOCTYPE html><html><body><a href="../s-1.0.tar.gz#sha256=ab" data-requires-python="&gt;=3.8">x</a><A DATA-YANKED HREF=s-1.1.tar.gz>x</A></body></html>)~",
       R"~(1.0|||-|../s-1.0.tar.gz|n?n?|>=3.8|s-1.0.tar.gz,../s-1.0.tar.gz,-,sha256=ab
1.1|||-|s-1.1.tar.gz|n?y?||s-1.1.tar.gz,s-1.1.tar.gz,-,)~"},
      {R"~(<html></html>)~", R"~()~"},
  };
  test::check_rows(rows, &feed::read_simple_index, feed::format::simple_index);
}

TEST_CASE("simple_index: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~({})~", errc::unsupported},
      {R"~({"meta":{"api-version":"2.0"},"files":[]})~", errc::unsupported},
      {R"~({"files":[{"yanked":1}]})~", errc::malformed},
      {R"~({"files":[{"hashes":[]}]})~", errc::malformed},
      {R"~({"files":[])~", errc::incomplete},
      {R"~(<html><a href="x">)~", errc::incomplete},
      {R"~(<html><meta name="pypi:repository-version" content="2.0"></html>)~", errc::unsupported},
      {R"~(<html><a href="other">x</a></html>)~", errc::unsupported},
      {R"~(<html></html)~", errc::incomplete},
      {R"~(<!DOCTYPE html>)~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_simple_index(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("simple_index: how it begins") {
  CHECK(looks_like_simple_index(R"~({"meta":{},"name":"a","files":[)~"));
  CHECK(looks_like_simple_index(R"~({"alternate-locations":[])~"));
  CHECK(looks_like_simple_index(R"~(<html><meta name="pypi:repository-version")~"));
  CHECK(looks_like_simple_index(R"~(<html><head><title>Links for a</title>)~"));
  CHECK(looks_like_simple_index(R"~(<!DOCTYPE html><a href="a#sha256=b">)~"));
  CHECK_FALSE(looks_like_simple_index(R"~({"files":{)~"));
  CHECK_FALSE(looks_like_simple_index(R"~({"name":"a")~"));
  CHECK_FALSE(looks_like_simple_index(R"~(<html><a href="a">)~"));
  CHECK_FALSE(looks_like_simple_index(R"~()~"));
}

TEST_CASE("simple_index: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~({"filename":"a-1.0.tar.gz"})~";
  const auto doc = [](const std::string& inside) { return R"~({"files":[)~" + inside + R"~(]})~"; };
  CHECK(read_simple_index(doc(one), most));
  CHECK(read_simple_index(doc(one + "," + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_simple_index(doc(one), most).error().code == errc::limit);
}

TEST_CASE("the version in the name of a distribution") {
  struct row {
    std::string_view name;
    std::string_view version;
  };
  const row rows[] = {
      {"sample-1.0.tar.gz", "1.0"},
      {"my-sample-1.0rc1.zip", "1.0rc1"},
      {"foo-2-bar-1.0.tar.gz", "1.0"},    // "2-bar-1.0" is no version
      {"sample-1.0-1.tar.gz", "1.0-1"},   // a post release, as PEP 440 lets one write it
      {"sample-0.5.13-hg.tar.gz", "hg"},  // no version of PEP 440: what stands last
      {"sample-1.0-py3-none-any.whl", "1.0"},
      {"sample-1.0-1-py3-none-any.whl", "1.0"},  // with a build tag
      {"sample-1.0-py3.11.egg", "1.0"},
      {"sample-1.0.egg", "1.0"},
      {"sample-1.0.win32-py2.7.exe", "1.0"},
      {"sample-1.0.linux-x86_64.tar.gz", "1.0"},
      {"sample.tar.gz", ""},
      {"sample-1.0.tar.gz.asc", ""},
      {"sample-1.0", ""},
      {"", ""},
  };
  for (const row& r : rows) {
    CAPTURE(r.name);
    CHECK(feed::version_in_distribution(r.name) == r.version);
  }
}
