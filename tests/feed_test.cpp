// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed.hpp>

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <dirent.h>

#include "feed/samples.hpp"
#include "feed/whole.hpp"
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
      {"<svg/>", errc::unsupported, "is XML, but"},
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

namespace {

// All that was read, as one text: what must not depend on how the document was cut.
std::string told(feed::chunks& from, std::optional<format> kind = {}) {
  feed::request how;
  how.kind = kind;
  feed::collected all;
  const auto done = feed::read(from, all, how);
  if (!done) {
    const std::size_t at = done.error().why.rfind(" at byte");
    return std::string(to_string(done.error().code)) + ": " + done.error().what + ": " + done.error().why.substr(0, at);
  }
  all.apply_fixes();
  std::string out = std::string(feed::to_string(done->kind)) + " " + done->next_page + "\n";
  for (const feed::release& one : all.releases) {
    out += feed::to_json(one);
    for (const std::string& cve : one.cves) out += ' ' + cve;
    out += '\n';
  }
  return out;
}
std::string told(std::string_view text, std::optional<format> kind = {}) {
  feed::whole_text from(text);
  return told(from, kind);
}

}  // namespace

TEST_CASE("a sample of each format: told by how it begins, and read") {
  for (const std::string_view name : feed::format_names) {
    CAPTURE(name);
    bool any = false;
    for (const test::sample& s : test::samples) any = any || feed::to_string(s.kind) == name;
    CHECK(any);
  }
  for (const test::sample& s : test::samples) {
    CAPTURE(s.text);
    const auto doc = feed::read(s.text);
    REQUIRE(doc);
    CHECK(feed::to_string(doc->kind) == feed::to_string(s.kind));
    CHECK(doc->releases.size() == s.releases);
  }
}

TEST_CASE("wherever a document is cut, the same is read") {
  for (const test::sample& s : test::samples) {
    CAPTURE(s.text);
    const std::string all = told(s.text);
    for (std::size_t n = 1; n < s.text.size(); ++n) {
      CAPTURE(n);
      test::pieces two(s.text, n, s.text.size());
      REQUIRE(told(two) == all);
    }
    for (const std::size_t size : {1u, 2u, 3u, 7u, 64u}) {
      test::pieces many(s.text, size, size);
      REQUIRE(told(many) == all);
      test::pieces named(s.text, size, size);
      REQUIRE(told(named, s.kind) == all);
    }
  }
}

TEST_CASE("a document that was cut off is incomplete, at every byte") {
  for (const test::sample& s : test::samples) {
    const std::size_t end = s.text.find_last_not_of(" \n") + 1;
    for (std::size_t n = 0; n < end; ++n) {
      const std::string_view cut = s.text.substr(0, n);
      if (s.ends_at_lines && (n == 0 || cut.back() == '\n' || cut.back() == '}')) continue;
      CAPTURE(cut);
      const auto doc = feed::read(cut, s.kind);
      REQUIRE_FALSE(doc);
      CHECK(to_string(doc.error().code) == to_string(errc::incomplete));
    }
  }
}

TEST_CASE("every byte replaced: the same in one piece and in many, and never without a reason") {
  for (const test::sample& s : test::samples) {
    std::string text(s.text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char c : {'\0', '\xff', '"', '<', '>', '}', '\n'}) {
        const char was = std::exchange(text[i], c);
        CAPTURE(text);
        const std::string all = told(text, s.kind);
        test::pieces many(text, 1 + i % 5, 1 + i % 5);
        REQUIRE(told(many, s.kind) == all);
        CHECK(all.back() != ' ');
        text[i] = was;
      }
    }
  }
}

TEST_CASE("a caller that has enough ends the reading, and the source is told to stop") {
  struct first final : feed::sink {
    std::size_t taken = 0;
    bool take(feed::release) override { return ++taken, false; }
  };
  std::string github = "[";
  for (int i = 0; i < 10'000; ++i) github += (i == 0 ? "" : ",") + std::string(R"({"assets_url":"","tag_name":"v1"})");
  github += "]";
  test::pieces from(github, 4096, 4096);
  first to;
  const auto done = feed::read(from, to, {});
  REQUIRE(done);
  CHECK(done->stopped);
  CHECK(to.taken == 1);
  CHECK(from.stops == 1);
  CHECK(from.left() > github.size() - 10'000);
  // A broken document ends it too; a whole one doesn't.
  const std::string bad = R"([{"assets_url":tru,)" + std::string(5000, '1');
  test::pieces broken(bad, 20, 5);
  CHECK_FALSE(feed::read(broken, to, {}));
  CHECK(broken.stops == 1);
  test::pieces good(test::samples[0].text, 10, 10);
  feed::collected all;
  CHECK(feed::read(good, all, {}));
  CHECK(good.stops == 0);
}

TEST_CASE("an error of the source ends the reading") {
  struct failing final : feed::chunks {
    int calls = 0;
    parsed<std::string_view> next() override {
      if (calls++ < 3) return std::string_view("        ");
      return parse_error{errc::io, "more", 0, 0};
    }
  };
  failing from;
  feed::collected all;
  const auto done = feed::read(from, all, {});
  REQUIRE_FALSE(done);
  CHECK(done.error().code == errc::io);
}

TEST_CASE("without files the releases are the same") {
  for (const test::sample& s : test::samples) {
    feed::request how;
    const auto with = feed::read(s.text, how);
    how.assets = false;
    const auto without = feed::read(s.text, how);
    REQUIRE((with && without));
    REQUIRE(with->releases.size() == without->releases.size());
    for (std::size_t i = 0; i < with->releases.size(); ++i) {
      feed::release one = with->releases[i];
      CHECK(without->releases[i].assets.empty());
      one.assets.clear();
      CHECK(feed::to_json(one) == feed::to_json(without->releases[i]));
    }
  }
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

// gofeed's data, MIT: 270 Atom documents of one construct each. The five that are refused are not well-formed, though
// gofeed forgives it: an end tag that closes another element.
TEST_CASE("every well-formed Atom document of gofeed's suite is read") {
  const std::string folder = test::shared("corpora/gofeed/testdata/parser/atom");
  if (folder.empty()) return;
  ::DIR* const entries = ::opendir(folder.c_str());
  REQUIRE(entries != nullptr);
  std::size_t good = 0;
  std::size_t refused = 0;
  while (const ::dirent* const entry = ::readdir(entries)) {
    const std::string name = entry->d_name;
    if (name.size() < 4 || name.substr(name.size() - 4) != ".xml") continue;
    CAPTURE(name);
    const auto doc = feed::read(test::read_text(folder + "/" + name));
    ++(doc ? good : refused);
    if (!doc) CHECK(doc.error().why.substr(0, 20) == "expected the end tag");
  }
  ::closedir(entries);
  CHECK(good == 265);
  CHECK(refused == 5);
}

TEST_CASE("documents of gofeed's that are of several formats") {
  const std::string folder = test::shared("corpora/gofeed/testdata/parser");
  if (folder.empty()) return;
  const auto read = [&](const std::string& name) { return feed::read(test::read_text(folder + "/" + name)); };
  CHECK(read("universal/atom10_feed.xml")->kind == format::atom);
  CHECK(read("universal/atom03_feed.xml")->kind == format::atom);
  CHECK(read("universal/unknown_feed.xml").error().code == errc::unsupported);
  CHECK(read("universal/empty_feed.xml").error().code == errc::incomplete);
  CHECK(read("universal/invalid.json").error().code != errc::unsupported);
}

TEST_CASE("large documents") {
  const std::string generator = test::shared("bench/make_feeds.py");
  if (generator.empty()) return;
  const test::temp_dir folder;
  if (std::system(("python3 " + generator + " " + folder.path() + " >/dev/null").c_str()) != 0) {
    MESSAGE("not tested: python3 doesn't run " << generator);
    return;
  }
  const auto project = feed::read(test::read_text(folder / "pypi.json"));
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

  const auto entries = feed::read(test::read_text(folder / "atom.xml"));
  REQUIRE(entries);
  CHECK(entries->releases.size() > 1000);
  for (const feed::release& one : entries->releases) {
    CHECK(one.tag == "v" + one.version);
    CHECK(one.date.has_value());
    CHECK(one.title == "Sample " + one.version);
  }

  const auto tags = feed::read(test::read_text(folder / "tags.txt"));
  REQUIRE(tags);
  CHECK(tags->releases.size() == 2000);
}
