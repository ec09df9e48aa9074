// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/sparkle.hpp>

#include <string>
#include <string_view>

#include "feed/rows.hpp"

using namespace maintkit;

namespace {

auto read_sparkle(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::sparkle, &feed::read_sparkle, most);
}
bool looks_like_sparkle(std::string_view text) { return feed::looks_like_sparkle(feed::look_at(text)); }

}  // namespace

// One row a rule: the document, and what is said of its releases.
TEST_CASE("sparkle: what a document says") {
  const test::feed_row rows[] = {
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><title>Version 2.0</title><s:version>2001</s:version><s:shortVersionString>2.0</s:shortVersionString></item></channel></rss>)~",
       R"~(2.0||Version 2.0|-|-|n???||)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><enclosure url="f_3.0.zip" length="7" s:version="3001" s:shortVersionString="3.0"/><s:channel>beta</s:channel></item></channel></rss>)~",
       R"~(3.0|||-|f_3.0.zip|y???||f_3.0.zip,f_3.0.zip,7,)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><s:version>5</s:version><enclosure url="a" s:version="4"/><s:channel> </s:channel></item></channel></rss>)~",
       R"~(5|||-|a|n???||a,a,-,)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><title>x</title><enclosure url="http://h/App_1.5.dmg" s:edSignature="z"/><link>l</link></item></channel></rss>)~",
       R"~(1.5||x|-|l|n???||App_1.5.dmg,http://h/App_1.5.dmg,-,)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><s:version>1</s:version><s:tags><s:criticalUpdate/></s:tags></item></channel></rss>)~",
       R"~(1|||-|-|n???||critical)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><s:version>1</s:version><s:criticalUpdate s:version="0.5"/><s:deltas><enclosure url="d"/></s:deltas></item></channel></rss>)~",
       R"~(1|||-|-|n???||critical)~"},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><title>News 0.9</title><pubDate>Sat, 26 Jul 2014 15:20:11 +0000</pubDate></item></channel></rss>)~",
       R"~(0.9||News 0.9|2014-07-26T15:20:11Z|-|????||)~"},
  };
  test::check_rows(rows, &feed::read_sparkle, feed::format::sparkle);
}

TEST_CASE("sparkle: what is none") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {R"~()~", errc::incomplete},
      {R"~(<a/>)~", errc::unsupported},
      {R"~(<rss xmlns:s="http://www.andymatuschak.org/xml-namespaces/sparkle"><channel><item><s:version></item></channel></rss>)~",
       errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_sparkle(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
}

TEST_CASE("sparkle: how it begins") {
  CHECK(looks_like_sparkle(R"~(<rss xmlns:any="http://www.andymatuschak.org/xml-namespaces/sparkle">)~"));
  CHECK_FALSE(looks_like_sparkle(R"~(<rss>)~"));
  CHECK_FALSE(looks_like_sparkle(R"~(<rss xmlns:sparkle="http://example.org/">)~"));
  CHECK_FALSE(looks_like_sparkle(R"~()~"));
}

TEST_CASE("sparkle: limits") {
  feed::limits most;
  most.releases = most.assets = 1;
  const std::string one = R"~(<item><enclosure url="a"/></item>)~";
  const auto doc = [](const std::string& inside) { return R"~(<rss><channel>)~" + inside + R"~(</channel></rss>)~"; };
  CHECK(read_sparkle(doc(one), most));
  CHECK(read_sparkle(doc(one + "" + one), most).error().code == errc::limit);
  most.bytes = 20;
  CHECK(read_sparkle(doc(one), most).error().code == errc::limit);
}
