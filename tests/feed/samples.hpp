// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A small document of each format, with what tests of all formats need to know of it.
#ifndef MAINTKIT_TESTS_FEED_SAMPLES_HPP
#define MAINTKIT_TESTS_FEED_SAMPLES_HPP

#include <maintkit/feed/release.hpp>

#include <cstddef>
#include <string_view>

namespace maintkit {
namespace test {

struct sample {
  feed::format kind;
  std::string_view text;
  std::size_t releases;
  bool ends_at_lines;  // a document that was cut between two lines can't be told from a whole one
};

inline constexpr sample samples[] = {
    {feed::format::pypi,
     R"({"info":{"version":"1.1","x":[1,{"y":"\u00e9"}]},"releases":{"1.0":[{"filename":"s-1.0.tar.gz",)"
     R"("url":"https://files.example/s","packagetype":"sdist","size":10,"yanked":false,)"
     R"("upload_time_iso_8601":"2026-01-01T00:00:00.5Z","digests":{"sha256":"abc"}}],"1.1":[]},)"
     R"("vulnerabilities":[{"id":"CVE-2026-0001","fixed_in":["1.1"]}]})",
     2, false},
    {feed::format::simple_index,
     R"({"meta":{"api-version":"1.1"},"name":"sample","files":[{"filename":"sample-1.0-py3-none-any.whl",)"
     R"("url":"w","hashes":{"sha256":"ab"},"yanked":"broken","upload-time":"2026-01-02T00:00:00Z"},)"
     R"({"filename":"sample-1.0.tar.gz","url":"s","hashes":{},"requires-python":">=3.9","yanked":false,)"
     R"("upload-time":"2026-01-01T00:00:00Z","size":7},{"filename":"sample-2.0rc1.tar.gz","url":"r","yanked":true}],)"
     R"("versions":["1.0","2.0rc1","3.0"]})",
     3, false},
    {feed::format::simple_index,
     "<!DOCTYPE html>\n<html><head><meta name=\"pypi:repository-version\" content=\"1.4\"><title>Links for "
     "sample</title>"
     "</head><body><!-- <a href='no-9.tar.gz'> -->\n<a href=\"/p/sample-1.0.tar.gz#sha256=ab\" data-requires-python=\""
     "&gt;=3.9\" >sample-1.0.tar.gz</a><br />\n<a data-yanked href='sample-1.1-py3-none-any.whl'>x</a></body></html>",
     2, false},
    {feed::format::gitlab,
     R"([{"tag_name":"v1.2.3","description":"text","name":"Sample","created_at":"2026-07-01T00:00:00Z",)"
     R"("released_at":"2026-07-08T14:00:00.000+02:00","upcoming_release":false,"commit":{"id":"a"},"assets":{"count":2,)"
     R"("sources":[{"format":"zip","url":"https://gl.example/a/sample-v1.2.3.zip"}],)"
     R"("links":[{"id":1,"name":"linux.deb","url":"https://gl.example/d"}]},"_links":{"self":"https://gl.example/r"}}])",
     1, false},
    {feed::format::gitea,
     R"([{"id":1,"tag_name":"v1.0-rc1","target_commitish":"main","name":"","body":"","html_url":"https://gt.example/r",)"
     R"("draft":false,"prerelease":true,"created_at":"2026-07-01T00:00:00Z","published_at":"0001-01-01T00:00:00Z",)"
     R"("author":{"id":1},"assets":[{"id":1,"name":"a.zip","size":5,"browser_download_url":"https://gt.example/a.zip"}]}])",
     1, false},
    {feed::format::github,
     R"([{"url":"u","assets_url":"au","html_url":"https://github.com/o/r/releases/tag/v2","tag_name":"v2.0.0",)"
     R"("name":null,"draft":false,"prerelease":false,"created_at":"2026-01-01T00:00:00Z",)"
     R"("published_at":"2026-07-08T12:00:00Z","assets":[{"name":"a.tar.gz","size":9,"digest":"sha256:0f",)"
     R"("browser_download_url":"https://github.com/d/a.tar.gz"}],"body":"a\r\nb"},)"
     R"({"tag_name":"name/v1.0","draft":true,"prerelease":true,"published_at":null,"assets":[{"digest":null}]}])",
     2, false},
    {feed::format::npm,
     R"({"_id":"sample","_rev":"1-a","name":"sample","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":"sample",)"
     R"("engines":{"node":">=18"},"dist":{"tarball":"https://npm.example/sample-1.0.0.tgz","shasum":"ab",)"
     R"("integrity":"sha512-xyz=="}},"1.1.0-rc.1":{"deprecated":"too old","dist":{"tarball":"t"}}},)"
     R"("time":{"created":"2020-01-01T00:00:00Z","1.0.0":"2026-07-08T12:00:00.000Z","0.9.0":"2019-01-01T00:00:00Z"}})",
     2, false},
    {feed::format::crates,
     R"({"crate":{"id":"sample","versions":[1]},"versions":[{"num":"1.0.0","crate":"sample","created_at":)"
     R"("2026-07-08T12:00:00.5Z","yanked":true,"checksum":"ab","crate_size":3,"rust_version":"1.70",)"
     R"("dl_path":"/api/v1/crates/sample/1.0.0/download"},{"num":"1.1.0-rc.1","crate":"sample","yanked":false}],)"
     R"("meta":{"next_page":"?page=2"}})",
     2, false},
    {feed::format::crates,
     "{\"name\":\"sample\",\"vers\":\"1.0.0\",\"deps\":[{\"a\":1}],\"cksum\":\"ab\",\"features\":{},\"yanked\":false}\n"
     "{\"name\":\"sample\",\"vers\":\"1.1.0\",\"deps\":[],\"cksum\":\"cd\",\"features\":{\"a\":{}},\"yanked\":true}"
     "\n",
     2, true},
    {feed::format::json_feed,
     R"({"version":"https://jsonfeed.org/version/1.1","title":"Sample","next_url":"https://e.example/2","items":[)"
     R"({"id":7,"url":"https://e.example/1","title":"Sample <b>1.2.3</b>","date_published":"2026-07-08T12:00:00Z",)"
     R"("attachments":[{"url":"https://e.example/s.zip","title":"Archive","size_in_bytes":5}]},)"
     R"({"id":"x","external_url":"https://git.example/o/r/releases/tag/v9","title":null,)"
     R"("date_modified":"2026-07-01T00:00:00Z"}]})",
     2, false},
    {feed::format::pretalx,
     R"({"version":{"latest":"2026.2.1","yours":"2026.1.0","updatable":true},"plugins":{"p":{"latest":null,)"
     R"("updatable":false}},"status":"ok"})",
     1, false},
    {feed::format::atom,
     "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='?page=2'/><entry>"
     "<id>tag:github.com,2008:Repository/1/v1.2.3</id><updated>2026-07-08T12:00:00Z</updated><title>S &#8212; x</title>"
     "<link href='https://github.com/o/r/releases/tag/v1.2.3'/><content>&lt;p>\xc3\xa9</content></entry></feed>",
     1, false},
    {feed::format::sparkle,
     "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:s=\"http://www.andymatuschak.org/xml-namespaces/sparkle\">"
     "<channel><title>x</title><item><title>Version 2.0</title><s:channel>beta</s:channel><s:criticalUpdate/>"
     "<pubDate>Sat, 26 Jul 2014 15:20:11 +0000</pubDate><enclosure url=\"https://e.example/S_2.0.zip\" length=\"7\" "
     "s:version=\"2001\" s:shortVersionString=\"2.0\"/></item><item><title>Version "
     "1.0</title><s:version>1.0</s:version>"
     "<enclosure url=\"https://e.example/S.zip\"/></item><item><title>News 0.9</title></item></channel></rss>",
     3, false},
    {feed::format::rss,
     "<rss version=\"2.0\"><channel><title>x</title><item><title>Sample &lt;b&gt;1.2.3&lt;/b&gt;</title><link>\n"
     "https://e.example/1 </link><guid>https://e.example/g</guid><pubDate>Wed, 08 Jul 2026 12:00:00 GMT</pubDate>"
     "<description><![CDATA[<p>no ]] 9.9</p>]]></description><enclosure url=\"https://e.example/s.zip\" length=\"5\"/>"
     "</item><item><title>Sample 1.1</title><guid>https://e.example/g</guid></item></channel></rss>",
     2, false},
    {feed::format::appstream,
     "<?xml version=\"1.0\"?><component><id>a</id><releases><release version=\"1.2.3\" date=\"2026-07-08\" "
     "urgency=\"high\">"
     "<url type=\"details\">https://e.example/1</url><issues><issue type=\"cve\">CVE-2026-0001</issue><issue "
     "type=\"generic\">3</issue></issues><artifacts><artifact type=\"source\"><location>https://e.example/s.tar.xz"
     "</location><checksum type=\"sha256\">ab</checksum><size type=\"download\">5</size><size "
     "type=\"installed\">9</size>"
     "</artifact></artifacts></release><release version=\"1.3\" type=\"development\" timestamp=\"1751976000\"/>"
     "</releases></component>",
     2, false},
    {feed::format::git_refs,
     "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v1.0\n"
     "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v1.0^{}\n"
     "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v2.0\n",
     2, true},
    {feed::format::directory_index,
     "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html><head><title>Index of /pub</title></head><body>"
     "<a href=\"?C=N;O=D\">Name</a> <A HREF=/pub/>Parent Directory</A><!-- <a href='sample-9.tar.gz'> -->"
     "<script>if (a<b) document.write('<a href=\"sample-8.tar.gz\">')</script>"
     "<a\nhref='sample-1.0.tar.gz?a=1&amp;b'>x</a> <a href=\"sample-1.0.tar.gz.asc\">x</a> a < b "
     "<a class=x href=\"sample-2.0-rc1.tar.xz\">x</a></body></html>\n",
     2, false},
};

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_FEED_SAMPLES_HPP
