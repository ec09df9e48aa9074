// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/atom.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "feed/whole.hpp"
#include "support.hpp"

using namespace maintkit;

namespace {

auto read_atom(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::atom, &feed::read_atom, most);
}
bool looks_like_atom(std::string_view text) { return feed::looks_like_atom(feed::look_at(text)); }

// As GitHub writes releases.atom, shortened, and with what other sites add.
constexpr std::string_view sample = R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-US">
  <id>tag:github.com,2008:https://github.com/example/sample/releases</id>
  <link type="text/html" rel="alternate" href="https://github.com/example/sample/releases"/>
  <link rel="next" href="?page=2"/>
  <title>Release notes from sample</title>
  <updated>2026-08-01T00:00:00Z</updated>
  <entry>
    <id>tag:github.com,2008:Repository/12345/name/v1.2.3</id>
    <updated>2026-07-08T14:00:00+02:00</updated>
    <link rel="alternate" type="text/html" href="https://github.com/example/sample/releases/tag/name%2Fv1.2.3"/>
    <title>Sample &#8212; the third</title>
    <content type="html">&lt;h2&gt;What's Changed&lt;/h2&gt;</content>
    <author><name>dev</name></author>
    <media:thumbnail height="30" width="30" url="https://avatars.example/u/1"/>
    <media:title>not the title</media:title>
  </entry>
  <entry>
    <id>urn:uuid:1</id>
    <title type="html">Sample &lt;b&gt;2.0&lt;/b&gt; &amp;amp; more</title>
    <published>2026-07-01T00:00:00Z</published>
    <updated>2026-07-02T00:00:00Z</updated>
    <link href="/a"/>
    <link rel="alternate" href="/b"/>
    <link rel="enclosure" href="https://example.org/dl/sample-2.0.zip?x=/y" length="1234"/>
    <source><id>other</id><title>Other 9.9</title></source>
  </entry>
  <entry>
    <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Thoughts <em>on</em>
      packaging</div></title>
    <updated>yesterday</updated>
  </entry>
</feed>
)";

std::string entry(std::string_view content) {
  return R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry>)" + std::string(content) + "</entry></feed>";
}

}  // namespace

TEST_CASE("an entry is a release") {
  const auto doc = read_atom(sample);
  REQUIRE(doc);
  CHECK(doc->kind == feed::format::atom);
  CHECK(doc->next_page == "?page=2");
  REQUIRE(doc->releases.size() == 3);

  const feed::release& forge = doc->releases[0];
  CHECK(forge.tag == "name/v1.2.3");
  CHECK(forge.version == "1.2.3");
  CHECK(forge.title == "Sample \xe2\x80\x94 the third");
  CHECK(forge.link == "https://github.com/example/sample/releases/tag/name%2Fv1.2.3");
  REQUIRE(forge.date);
  CHECK(time::to_rfc3339(forge.date->at) == "2026-07-08T12:00:00Z");
  CHECK(forge.date->offset == 7200);
  // Atom has no word for any of these.
  CHECK(forge.prerelease == feed::tri::unknown);
  CHECK(forge.draft == feed::tri::unknown);
  CHECK(forge.yanked == feed::tri::unknown);
  CHECK(forge.assets.empty());

  const feed::release& plain = doc->releases[1];
  CHECK(plain.tag.empty());
  CHECK(plain.title == "Sample 2.0 & more");
  CHECK(plain.version == "2.0");
  CHECK(plain.link == "/a");  // no rel is alternate, and the first counts
  CHECK(time::to_rfc3339(plain.date->at) == "2026-07-01T00:00:00Z");
  REQUIRE(plain.assets.size() == 1);
  CHECK(plain.assets[0].name == "sample-2.0.zip");
  CHECK(plain.assets[0].url == "https://example.org/dl/sample-2.0.zip?x=/y");
  CHECK(plain.assets[0].size == 1234);

  const feed::release& thoughts = doc->releases[2];
  CHECK(thoughts.title == "Thoughts on packaging");
  CHECK(thoughts.version.empty());
  CHECK_FALSE(thoughts.date);
}

TEST_CASE("Atom 0.3") {
  const auto doc = read_atom(R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>A 1.5</title>)"
                             R"(<issued>2004-01-01T00:00:00Z</issued><modified>2005-01-01T00:00:00Z</modified>)"
                             R"(</entry></feed>)");
  REQUIRE(doc);
  REQUIRE(doc->releases.size() == 1);
  CHECK(doc->releases[0].version == "1.5");
  CHECK(time::to_rfc3339(doc->releases[0].date->at) == "2004-01-01T00:00:00Z");
}

TEST_CASE("the prefix is free, the namespace is not") {
  CHECK(read_atom(R"(<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry/></a:feed>)")->releases.size() == 1);
  CHECK(read_atom(R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry xmlns=""/></feed>)")->releases.empty());
  CHECK(read_atom("<feed/>").error().code == errc::unsupported);
}

TEST_CASE("what is no Atom feed") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {"", errc::incomplete},
      {"<html/>", errc::unsupported},
      {R"(<entry xmlns="http://www.w3.org/2005/Atom"/>)", errc::unsupported},
      {R"(<rss version="2.0"><channel/></rss>)", errc::unsupported},
      {entry("") + "<more/>", errc::malformed},
      {entry("<title>a & b</title>"), errc::malformed},
      {entry("<title>a&nbsp;b</title>"), errc::malformed},  // no DTD declares it
      {entry("<title>&#0;</title>"), errc::malformed},
      {entry("<title a='1' a='2'/>"), errc::malformed},
      {entry("<title></id>"), errc::malformed},
      {entry("<content>\xff</content>"), errc::malformed},  // in what nobody asked for
      {entry("<title>\xc0\x80</title>"), errc::malformed},
      {entry("<title>"), errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_atom(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
  }
  CHECK_FALSE(read_atom(entry(std::string("<title>\0</title>", 16))));
}

TEST_CASE("limits") {
  feed::limits most;
  most.releases = 1;
  most.assets = 1;
  most.field = 50;
  const std::string two_links = "<link rel='enclosure' href='a'/><link rel='enclosure' href='b'/>";
  CHECK(read_atom(entry(""), most));
  CHECK(read_atom(entry("</entry><entry>"), most).error().code == errc::limit);
  CHECK(read_atom(entry(two_links), most).error().code == errc::limit);
  CHECK(read_atom(entry("<title>" + std::string(50, 'a') + "</title>"), most));
  CHECK(read_atom(entry("<title>" + std::string(51, 'a') + "</title>"), most).error().code == errc::limit);
  CHECK(read_atom(entry("<title><b>" + std::string(26, 'a') + "</b>" + std::string(26, 'a') + "</title>"), most)
            .error()
            .code == errc::limit);
  CHECK(read_atom(entry("<link href='" + std::string(51, 'a') + "'/>"), most).error().code == errc::limit);
  CHECK(read_atom(entry("<content>" + std::string(51, 'a') + "</content>"), most));  // passed over
  most.bytes = 30;
  CHECK(read_atom(entry(""), most).error().code == errc::limit);
}

// Billion laughs, and a file that a DTD names: nothing is expanded, nothing is opened.
TEST_CASE("a DTD has no effect") {
  const std::string feed = entry("<title>1.0</title>");
  CHECK(read_atom("<!DOCTYPE feed [<!ENTITY a 'x'>]>" + feed)->releases[0].version == "1.0");
  CHECK_FALSE(read_atom("<!DOCTYPE feed [<!ENTITY a 'x'>]>" + entry("<title>&a;</title>")));
  CHECK_FALSE(read_atom("<!DOCTYPE feed [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + entry("<title>&a;</title>")));
}

TEST_CASE("truncated at every byte") {
  const std::size_t end = sample.rfind('>');
  for (std::size_t n = 0; n <= end; ++n) {
    CAPTURE(n);
    const auto doc = read_atom(sample.substr(0, n));
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(errc::incomplete));
  }
}

TEST_CASE("every byte replaced never crashes, and never fails without a reason") {
  std::string text(sample);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'\0', '\xff', '<', '&', '>', '"'}) {
      const char was = std::exchange(text[i], c);
      const auto doc = read_atom(text);
      if (!doc) CHECK_FALSE(std::string_view(doc.error().expected).empty());
      text[i] = was;
    }
  }
}

TEST_CASE("only Atom's root looks like Atom") {
  CHECK(looks_like_atom(sample.substr(0, 1024)));
  CHECK(looks_like_atom("<!-- note --><?pi x?><!DOCTYPE feed><feed xmlns='http://www.w3.org/2005/Atom'>"));
  CHECK_FALSE(looks_like_atom("<feed>"));
  CHECK_FALSE(looks_like_atom("<feed xmlns='http://www.w3.org/2005/Atom'"));
  CHECK_FALSE(looks_like_atom("<rss>"));
  CHECK_FALSE(looks_like_atom("text"));
  CHECK_FALSE(looks_like_atom(""));
}
