// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/pypi.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feed/whole.hpp"
#include "support.hpp"

using namespace maintkit;
using feed::tri;

namespace {

auto read_pypi(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::pypi, &feed::read_pypi, most);
}
bool looks_like_pypi(std::string_view text) { return feed::looks_like_pypi(feed::look_at(text)); }

// Two files and a project as the index writes them, shortened; what is unknown here must not disturb.
constexpr std::string_view sample = R"({
 "info": {"author": null, "version": "1.1", "project_urls": null, "yanked": false, "classifiers": ["a"]},
 "last_serial": 25862117,
 "releases": {
  "1.0": [
   {"filename": "sample-1.0-py3-none-any.whl", "url": "https://files.example/w", "packagetype": "bdist_wheel",
    "size": 20, "upload_time": "2026-01-02T00:00:00", "upload_time_iso_8601": "2026-01-02T00:00:00.000001Z",
    "yanked": false, "yanked_reason": null, "requires_python": "", "digests": {"md5": "d", "sha256": "abc"}},
   {"filename": "sample-1.0.tar.gz", "url": "https://files.example/s", "packagetype": "sdist", "size": 10,
    "upload_time": "2026-01-01T23:59:59", "upload_time_iso_8601": "2026-01-01T23:59:59.500000Z",
    "yanked": true, "yanked_reason": "broken", "requires_python": ">=3.9", "digests": {}, "downloads": -1}],
  "1.1": [
   {"filename": "a.whl", "url": "https://files.example/a", "packagetype": "bdist_wheel", "yanked": true,
    "upload_time": "2026-02-01T00:00:00"},
   {"filename": "b.whl", "url": "https://files.example/b", "packagetype": "bdist_wheel", "yanked": true,
    "upload_time_iso_8601": "not a date"}],
  "1.2rc1": [],
  "0.5.13-hg": []
 },
 "urls": [],
 "vulnerabilities": [
  {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-0001"], "fixed_in": ["1.0.5", "1.1", "9.9"], "details": "…", "withdrawn": null}]
})";

std::string project(std::string_view files) { return R"({"releases":{"1.0":)" + std::string(files) + "}}"; }

}  // namespace

TEST_CASE("a release is what its files say") {
  const auto doc = read_pypi(sample);
  REQUIRE(doc);
  CHECK(doc->kind == feed::format::pypi);
  REQUIRE(doc->releases.size() == 4);

  const feed::release& one = doc->releases[0];
  CHECK(one.version == "1.0");
  CHECK(one.tag.empty());
  CHECK(one.title.empty());
  CHECK(one.link == "https://files.example/s");  // the sdist's, though it is not the first
  REQUIRE(one.date);
  CHECK(time::to_rfc3339(one.date->at) == "2026-01-01T23:59:59.5Z");  // the earliest
  CHECK(one.date->zone_known);
  CHECK(one.prerelease == tri::no);
  CHECK(one.prerelease.from == "PEP 440");
  CHECK(one.yanked == tri::no);  // one of two
  CHECK(one.yanked.from == "yanked");
  CHECK(one.draft == tri::unknown);
  CHECK(one.deprecated == tri::unknown);
  CHECK(one.requires_runtime == ">=3.9");  // the first that is not empty
  CHECK(one.severity.empty());
  REQUIRE(one.assets.size() == 2);
  CHECK(one.assets[0].name == "sample-1.0-py3-none-any.whl");
  CHECK(one.assets[0].url == "https://files.example/w");
  CHECK(one.assets[0].size == 20);
  REQUIRE(one.assets[0].digests.size() == 2);
  CHECK(one.assets[0].digests[1].algorithm == "sha256");
  CHECK(one.assets[0].digests[1].value == "abc");
  CHECK(one.assets[1].digests.empty());

  const feed::release& yanked = doc->releases[1];
  CHECK(yanked.yanked == tri::yes);  // all files
  CHECK(yanked.link == "https://files.example/a");
  REQUIRE(yanked.date);
  CHECK_FALSE(yanked.date->zone_known);  // only the older key was there
  CHECK(yanked.severity == "security");  // an advisory names it as its fix
  CHECK(yanked.cves == std::vector<std::string>{"PYSEC-2026-1", "CVE-2026-0001"});
  CHECK_FALSE(yanked.assets[0].size);

  const feed::release& empty = doc->releases[2];
  CHECK(empty.prerelease == tri::yes);
  CHECK(empty.yanked == tri::no);
  CHECK_FALSE(empty.date);
  CHECK(empty.link.empty());

  CHECK(doc->releases[3].version == "0.5.13-hg");
  CHECK(doc->releases[3].prerelease == tri::unknown);  // no version of PEP 440
}

// Older documents have null where newer ones have a value, or nothing.
TEST_CASE("null is: not said") {
  const auto doc = read_pypi(project(R"([{"filename":null,"url":null,"size":null,"yanked":null,"requires_python":null},
                                        {"requires_python":">=3.8"},{"requires_python":">=3.9"}])"));
  REQUIRE(doc);
  const feed::release& one = doc->releases[0];
  CHECK(one.requires_runtime == ">=3.8");  // the first that says it
  CHECK(one.yanked == tri::no);
  CHECK_FALSE(one.date);
  REQUIRE(one.assets.size() == 3);
  CHECK_FALSE(one.assets[0].size);
}

TEST_CASE("one version's document, without releases") {
  const auto doc = read_pypi(R"({"info":{"version":"3.1a1"},"urls":[{"filename":"f","url":"u","yanked":false}]})");
  REQUIRE(doc);
  REQUIRE(doc->releases.size() == 1);
  CHECK(doc->releases[0].version == "3.1a1");
  CHECK(doc->releases[0].prerelease == tri::yes);
  CHECK(doc->releases[0].link == "u");
}

TEST_CASE("a project without releases is a document without releases") {
  const auto doc = read_pypi(R"({"info":{},"releases":{},"urls":[]})");
  REQUIRE(doc);
  CHECK(doc->releases.empty());
}

// Releases are handed out as they come, so that a second list could not take the place of the first.
TEST_CASE("keys that come twice: the last counts, but for the list of releases") {
  CHECK(read_pypi(R"({"releases":{"1.0":[]},"releases":{}})").error().code == errc::malformed);
  const auto doc = read_pypi(R"({"releases":{"2.0":[{"url":"a","url":"b"}]}})");
  REQUIRE(doc);
  REQUIRE(doc->releases.size() == 1);
  CHECK(doc->releases[0].link == "b");
}

TEST_CASE("what is no project") {
  struct row {
    std::string text;
    errc code;
  };
  const row rows[] = {
      {"", errc::incomplete},
      {"{", errc::incomplete},
      {"[]", errc::malformed},
      {"null", errc::malformed},
      {"{}", errc::unsupported},  // JSON, but no project
      {R"({"info":{"version":"1"}})", errc::unsupported},
      {R"({"info":{},"urls":[]})", errc::unsupported},
      {R"({"releases":[]})", errc::malformed},
      {R"({"releases":null})", errc::malformed},
      {project("{}"), errc::malformed},
      {project("null"), errc::malformed},
      {project("[1]"), errc::malformed},
      {project(R"([{"filename":1}])"), errc::malformed},
      {project(R"([{"url":[]}])"), errc::malformed},
      {project(R"([{"size":"1"}])"), errc::malformed},
      {project(R"([{"size":-1}])"), errc::malformed},
      {project(R"([{"size":1.5}])"), errc::malformed},
      {project(R"([{"size":18446744073709551616}])"), errc::malformed},  // 2^64
      {project(R"([{"yanked":"no"}])"), errc::malformed},
      {project(R"([{"digests":[]}])"), errc::malformed},
      {project(R"([{"digests":{"sha256":1}}])"), errc::malformed},
      {project("[]") + "x", errc::malformed},
      {project(R"([{"comment_text":tru}])"), errc::malformed},       // in what nobody asked for
      {project(R"([{"comment_text":"\ud800"}])"), errc::malformed},  // half a surrogate pair
      {project("[{\"comment_text\":\"\xff\"}]"), errc::malformed},   // not UTF-8
      {project("[{\"filename\":\"\xff\"}]"), errc::malformed},
      {project("[]") + std::string(1, '\0'), errc::malformed},  // some readers stop at NUL
      {"\xef\xbb\xbf" + project("[]"), errc::malformed},        // RFC 8259, section 8.1: no byte order mark
      {R"({"info":1,"releases":{}})", errc::malformed},
      {R"({"releases":{},"vulnerabilities":{}})", errc::malformed},
      {R"({"releases":{},"vulnerabilities":[{"fixed_in":[1]}]})", errc::malformed},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_pypi(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().offset <= r.text.size());
    CHECK_FALSE(std::string_view(doc.error().expected).empty());
  }
}

TEST_CASE("limits") {
  feed::limits most;
  most.releases = 2;
  most.assets = 2;
  most.field = 10;
  CHECK(read_pypi(R"({"releases":{"1":[],"2":[]}})", most));
  CHECK(read_pypi(R"({"releases":{"1":[],"2":[],"3":[]}})", most).error().code == errc::limit);
  CHECK(read_pypi(project("[{},{}]"), most));
  CHECK(read_pypi(project("[{},{},{}]"), most).error().code == errc::limit);
  CHECK(read_pypi(project(R"([{"url":"123456"}])"), most));
  CHECK(read_pypi(project(R"([{"url":"12345678901"}])"), most).error().code == errc::limit);
  // A key is read, what is passed over may be of any length.
  CHECK(read_pypi(R"({"12345678901":1,"releases":{}})", most).error().code == errc::limit);
  CHECK(read_pypi(R"({"a":"12345678901","releases":{}})", most));
  most.bytes = 10;
  CHECK(read_pypi(R"({"releases":{}})", most).error().code == errc::limit);
  std::string ids;
  for (int i = 0; i < 65; ++i) ids += i == 0 ? "\"a\"" : ",\"a\"";
  CHECK(read_pypi(R"({"releases":{},"vulnerabilities":[{"aliases":[)" + ids + "]}]}").error().code == errc::limit);
  CHECK(read_pypi(R"({"releases":{},"vulnerabilities":[{"id":")" + std::string(65, 'a') + "\"}]}").error().code ==
        errc::limit);
}

TEST_CASE("nesting and numbers that nobody asked for") {
  std::string deep(1'000'000, '[');
  CHECK(read_pypi(R"({"x":)" + deep).error().code == errc::limit);
  CHECK(read_pypi(R"({"x":1e400,"y":)" + std::string(100'000, '9') + R"(,"releases":{}})"));
}

// A document that ends too early is never a shorter project.
TEST_CASE("truncated at every byte") {
  for (std::size_t n = 0; n < sample.size(); ++n) {
    CAPTURE(n);
    const auto doc = read_pypi(sample.substr(0, n));
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(errc::incomplete));
  }
}

TEST_CASE("every byte replaced never crashes, and never fails without a reason") {
  std::string text(sample);
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'\0', '\xff', '"', '{', ']', '\\'}) {
      const char was = std::exchange(text[i], c);
      const auto doc = read_pypi(text);
      if (!doc) CHECK_FALSE(std::string_view(doc.error().expected).empty());
      text[i] = was;
    }
  }
}

TEST_CASE("only what begins with a key of PyPI's looks like it") {
  CHECK(looks_like_pypi(R"({"info":{"author":"…)"));
  CHECK(looks_like_pypi(R"( { "releases" : )"));
  CHECK_FALSE(looks_like_pypi(R"({"name":"x","info":{}})"));
  CHECK_FALSE(looks_like_pypi(R"(["info"])"));
  CHECK_FALSE(looks_like_pypi(R"({"in)"));
  CHECK_FALSE(looks_like_pypi(""));
}
