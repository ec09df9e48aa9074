// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/rss.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_rss(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::rss, &feed::read_rss, most);
}
bool looks_like_rss(std::string_view text) { return feed::looks_like_rss(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("rss: what a document says") {
  const test::feed_row rows[] = {
      {R"~(<rss/>)~", R"~()~"},
      {R"~(<rss version="2.0"><channel><title>9.9</title><item><title>Sample &lt;i&gt;1.5&lt;/i&gt;</title><link> u </link><pubDate>Wed, 08 Jul 2026 14:00:00 +0200</pubDate></item></channel></rss>)~",
       R"~(1.5||Sample 1.5|2026-07-08T12:00:00Z|u|????||)~"},
      {R"~(<rss version="2.0"><channel><item><title><![CDATA[A & B 2.0]]></title><guid isPermaLink="false">http://x/</guid><pubDate>soon</pubDate></item></channel></rss>)~",
       R"~(2.0||A & B 2.0|-|-|????||)~"},
      {R"~(<rss version="2.0"><channel><item><guid>http://x/</guid><d:date xmlns:d="http://purl.org/dc/elements/1.1/">2026-07-08</d:date></item></channel></rss>)~",
       R"~(|||2026-07-08T00:00:00Z|http://x/|????||)~"},
      {R"~(<rss version="2.0"><channel><item><title>News</title><link>https://h/o/r/releases/tag/v3</link><m:title xmlns:m="m">4.0</m:title></item></channel></rss>)~",
       R"~(3|v3|News|-|https://h/o/r/releases/tag/v3|????||)~"},
      {R"~(<rss version="2.0"><channel><item><title>1.0</title><enclosure url="x/a.zip" length="12" type="t"/><enclosure url="b" length="?"/></item></channel></rss>)~",
       R"~(1.0||1.0|-|-|????||a.zip,x/a.zip,12,;b,b,-,)~"},
      {R"~(<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd"><rss version="0.91"><channel><item><title>1.0</title></item></channel></rss>)~",
       R"~(1.0||1.0|-|-|????||)~"},
      {R"~(<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel><item r:about="http://x/1"><title>1.0</title></item></r:RDF>)~",
       R"~(1.0||1.0|-|http://x/1|????||)~"},
  };
  test::check_rows(rows, &feed::read_rss, feed::format::rss);
}

TEST_CASE("rss: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~(<a/>)~", errc::unsupported},
      {R"~(<rss><channel><item></channel></rss>)~", errc::malformed},
      {R"~(<rss>)~", errc::incomplete},
      {R"~(<rss/>x)~", errc::malformed},
      {R"~(<rss version="2.0"><channel><item><title>a&nbsp;b</title></item></channel></rss>)~", errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_rss(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("rss: how it begins") {
  CHECK(looks_like_rss(R"~(<rss version="0.91">)~"));
  CHECK(looks_like_rss(R"~(<!DOCTYPE rss SYSTEM "x"><rss>)~"));
  CHECK(looks_like_rss(R"~(<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">)~"));
  CHECK_FALSE(looks_like_rss(R"~(<RDF>)~"));
  CHECK_FALSE(looks_like_rss(R"~(<html>)~"));
  CHECK_FALSE(looks_like_rss(R"~()~"));
}

TEST_CASE("rss: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~(<item><title>1.0</title><enclosure url="a"/></item>)~";
  const auto doc = [](const std::string& inside) { return R"~(<rss><channel>)~" + inside + R"~(</channel></rss>)~"; };
  CHECK(read_rss(doc(one), most));
  CHECK(read_rss(doc(one + "" + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_rss(doc(one), most).error().code == errc::limit);
}
