// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed.hpp>

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "support.hpp"

using namespace maintkit;
using feed::format;

namespace {

const std::string hash(40, 'a');
const std::string atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A 1.0</title></entry></feed>";
const std::string pypi = R"({"info":{},"releases":{"1.0":[]}})";

}  // namespace

TEST_CASE("the names of the formats are those of their files") {
  for (const std::string_view name : feed::format_names) {
    const std::optional<format> known = feed::format_of(name);
    REQUIRE(known);
    CHECK(feed::to_string(*known) == name);
    const std::string file = test::source_dir() + "/include/maintkit/feed/" + std::string(name) + ".hpp";
    CHECK_FALSE(test::read_text(file).empty());
  }
  CHECK_FALSE(feed::format_of("xyz"));
  CHECK_FALSE(feed::format_of(""));
}

TEST_CASE("each format is told by how it begins, and read") {
  struct row {
    std::string text;
    format kind;
  };
  const row rows[] = {
      {pypi, format::pypi},
      {hash + "\trefs/tags/v1.0\n", format::git_refs},
      {atom, format::atom},
      {"<?xml version='1.0'?>\n<!-- note -->\n" + atom, format::atom},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    CHECK(feed::detect(r.text) == r.kind);
    const auto doc = feed::read(r.text);
    REQUIRE(doc);
    CHECK(doc->kind == r.kind);
    REQUIRE(doc->releases.size() == 1);
    CHECK(doc->releases[0].version == "1.0");
  }
}

TEST_CASE("what is no feed says what it is") {
  struct row {
    std::string text;
    errc code;
    std::string why;
  };
  const row rows[] = {
      {"", errc::incomplete, "is empty"},
      {" \n", errc::incomplete, "is empty"},
      {"hello", errc::malformed, "is of no format"},
      {"[1, 2]", errc::unsupported, "is JSON, but"},
      {"[1, 2", errc::incomplete, "expected "},
      {"{\"a\": tru}", errc::malformed, "expected "},
      {"<rss/>", errc::unsupported, "is XML, but"},
      {"<rss>", errc::incomplete, "expected "},
      {"<rss></rs>", errc::malformed, "expected "},
      {R"({"info":{},"paths":{}})", errc::unsupported, "expected the releases of a project"},
      {std::string(40, 'a'), errc::malformed, "is of no format"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = feed::read(r.text);
    REQUIRE_FALSE(doc);
    CHECK(to_string(doc.error().code) == to_string(r.code));
    CHECK(doc.error().why.substr(0, r.why.size()) == r.why);
    CHECK(exit_status(doc.error().code) == 2);
  }
  feed::limits most;
  most.bytes = 10;
  CHECK(feed::read(std::string(11, '<'), most).error().code == errc::limit);
  CHECK(feed::read(std::string(11, 'a'), most).error().code == errc::limit);
}

// A document may be one line of many megabytes: the error shows the part around the fault.
TEST_CASE("an error shows where") {
  const std::string text = R"({"info":{},"x":")" + std::string(100'000, 'a') + R"(","releases":[]})";
  const auto doc = feed::read(text);
  REQUIRE_FALSE(doc);
  const error& e = doc.error();
  CHECK(e.what == "pypi");
  CHECK(e.text.size() <= 200);
  CHECK(e.text.substr(e.offset, 2) == "[]");
  CHECK(e.why == "expected an object at byte 100029");
  CHECK(render(e).find("\n  ") != std::string::npos);

  const auto second_line = feed::read(pypi.substr(0, 11) + "\n\xc3\xa9");
  REQUIRE_FALSE(second_line);
  CHECK(second_line.error().text == "\xc3\xa9");
  CHECK(second_line.error().offset == 0);
}

// Atom's text encodings: the same records from each.
TEST_CASE("encodings of XML") {
  const std::string declared = "<?xml version='1.0' encoding='iso-8859-1'?>";
  const std::string body = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>caf\xe9 1.0</title></entry></feed>";
  const auto latin = feed::read(declared + body);
  REQUIRE(latin);
  CHECK(latin->releases[0].title == "caf\xc3\xa9 1.0");
  std::string wide("\xff\xfe", 2);
  for (const char c : body) {
    wide += c;
    wide += '\0';
  }
  const auto utf16 = feed::read(wide);
  REQUIRE(utf16);
  CHECK(utf16->releases[0].title == "caf\xc3\xa9 1.0");
  CHECK_FALSE(feed::read(body));  // not UTF-8, and nothing declared
}

TEST_CASE("every Atom document of a large suite is read, and no other") {
  const std::string folder = test::shared("corpora/gofeed/testdata/parser");
  if (folder.empty()) return;
  const auto read = [&](const std::string& name) { return feed::read(test::read_text(folder + "/" + name)); };
  CHECK(read("universal/atom10_feed.xml")->kind == format::atom);
  CHECK(read("universal/atom03_feed.xml")->kind == format::atom);
  CHECK(read("universal/unknown_feed.xml").error().code == errc::unsupported);
  CHECK(read("universal/empty_feed.xml").error().code == errc::incomplete);
  CHECK(read("universal/invalid.json").error().code != errc::unsupported);
}

// What make_feeds.py writes; MAINTKIT_FEEDS names the folder.
TEST_CASE("large documents") {
  const char* const given = std::getenv("MAINTKIT_FEEDS");
  if (given == nullptr) {
    MESSAGE("MAINTKIT_FEEDS names no folder with the output of make_feeds.py, so not tested against it");
    return;
  }
  const std::string folder = given;
  const auto project = feed::read(test::read_text(folder + "/pypi.json"));
  REQUIRE(project);
  CHECK(project->releases.size() == 2000);
  std::size_t files = 0;
  std::size_t undated = 0;
  for (const feed::release& one : project->releases) {
    files += one.assets.size();
    undated += !one.date;
    CHECK(one.assets.empty() == !one.date.has_value());
    CHECK(one.prerelease != feed::tri::unknown);
  }
  CHECK(files == 19800);
  CHECK(undated == 20);

  const auto entries = feed::read(test::read_text(folder + "/atom.xml"));
  REQUIRE(entries);
  CHECK(entries->releases.size() > 1000);
  for (const feed::release& one : entries->releases) {
    CHECK(one.tag == "v" + one.version);
    CHECK(one.date.has_value());
    CHECK(one.title == "Sample " + one.version);
  }

  const auto tags = feed::read(test::read_text(folder + "/tags.txt"));
  REQUIRE(tags);
  CHECK(tags->releases.size() == 2000);
}
