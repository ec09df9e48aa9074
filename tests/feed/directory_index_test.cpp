// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/directory_index.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_directory_index(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::directory_index, &feed::read_directory_index, most);
}
bool looks_like_directory_index(std::string_view text) { return feed::looks_like_directory_index(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("directory_index: what a document says") {
  const test::feed_row rows[] = {
      {R"~(<html><a href="?C=N;O=D">N</a><a href=/x/>P</a><a href="p/a-1.0.tar.gz">x</a><a href="p/a-1.0.tar.gz.asc">x</a><a href="a-1.0.zip">x</a></html>)~",
       R"~(1.0|||-|p/a-1.0.tar.gz|????||a-1.0.tar.gz,p/a-1.0.tar.gz,-,;a-1.0.tar.gz.asc,p/a-1.0.tar.gz.asc,-,;a-1.0.zip,a-1.0.zip,-,)~"},
      {R"~(<pre>a < b <!-- <a href='a-9.zip'> --><a
 class = x  href='a-1%2e5.zip?x=1&amp;y' >x</a>)~",
       R"~(1.5|||-|a-1%2e5.zip?x=1&y|????||a-1.5.zip,a-1%2e5.zip?x=1&y,-,)~"},
      {R"~(<script>"<a href='a-9.zip'>" i<b="</script><a href="a-1.0.zip" title="a>b">x</a>)~",
       R"~(1.0|||-|a-1.0.zip|????||a-1.0.zip,a-1.0.zip,-,)~"},
      {R"~(<ListBucketResult><Contents><Key>d/a-1.0.zip</Key></Contents><Key>b</Key></ListBucketResult>)~",
       R"~(1.0|||-|d/a-1.0.zip|????||a-1.0.zip,d/a-1.0.zip,-,)~"},
      {R"~(<a href="a-2.0.zip.sha256">x</a>)~", R"~(2.0|||-|-|????||a-2.0.zip.sha256,a-2.0.zip.sha256,-,)~"},
  };
  test::check_rows(rows, &feed::read_directory_index, feed::format::directory_index);
}

TEST_CASE("directory_index: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~(<html></html>)~", errc::unsupported},
      {R"~(<html><a href="a/">x</a></html>)~", errc::unsupported},
      {R"~(<html><a href="a-1.tar.gz">)~", errc::incomplete},
      {R"~(<a href="a-1.tar.gz)~", errc::incomplete},
      {R"~(<html><a href="a-1.tar.gz">x</a><!-- </html>)~", errc::incomplete},
      {R"~(<html><script></html>)~", errc::incomplete},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_directory_index(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("directory_index: bytes that are no UTF-8") {
  const auto doc = read_directory_index("<a href=\"x\xff/a-1.0.zip\"><a href=\"%ff-2.0.zip\">");
  REQUIRE(doc);
  REQUIRE(doc->releases.size() == 1);
  CHECK(doc->releases[0].link == "x\xef\xbf\xbd/a-1.0.zip");
}

TEST_CASE("directory_index: how it begins") {
  CHECK(looks_like_directory_index(R"~(<!DOCTYPE html>)~"));
  CHECK(looks_like_directory_index(R"~(<HTML lang=en>)~"));
  CHECK(looks_like_directory_index(R"~(<pre><a href="x">)~"));
  CHECK(looks_like_directory_index(R"~(<ListBucketResult xmlns="x">)~"));
  CHECK_FALSE(looks_like_directory_index(R"~(<rss>)~"));
  CHECK_FALSE(looks_like_directory_index(R"~({})~"));
  CHECK_FALSE(looks_like_directory_index(R"~()~"));
}

TEST_CASE("directory_index: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~(<a href="a-1.0.zip">x</a>)~";
  const auto doc = [](const std::string& inside) { return R"~(<html>)~" + inside + R"~(</html>)~"; };
  CHECK(read_directory_index(doc(one), most));
  CHECK(read_directory_index(doc(one + "" + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_directory_index(doc(one), most).error().code == errc::limit);
}

TEST_CASE("the version in an archive's name") {
  struct row {
    std::string_view name;
    std::string_view version;
  };
  const row rows[] = {
      {"sample-1.2.3.tar.gz", "1.2.3"},
      {"sample_1.2.3.orig.tar.xz", "1.2.3"},
      {"sample-1.2.3-rc1.zip", "1.2.3-rc1"},
      {"sample-1.2.3-linux-amd64.tar.gz", "1.2.3"},
      {"sample-1.2.3_beta2-src.tgz", "1.2.3_beta2"},
      {"sample-2026-07-08.tar.gz", "2026-07-08"},
      {"libfoo2-1.0.tar.bz2", "1.0"},
      {"v1.2.tar.gz", "1.2"},
      {"R_2_6_0.tar.gz", "2.6.0"},
      {"go1.21.zip", "1.21"},
      {"latest.tar.gz", ""},
      {"sample-1.0.txt", ""},
      {".tar.gz", ""},
  };
  for (const row& r : rows) {
    CAPTURE(r.name);
    CHECK(feed::version_in_archive(r.name) == r.version);
  }
}
