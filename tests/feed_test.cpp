// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dirent.h>

#include "feed/attacks.hpp"
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

TEST_CASE("attacks: an error of the right kind or what there is, and the same in pieces") {
  for (const test::attack& one : test::attacks()) {
    CAPTURE(one.name);
    const auto doc = feed::read(one.document, one.kind);
    CHECK(doc.operator bool() == !one.error.has_value());
    if (!doc) CHECK(to_string(doc.error().code) == to_string(one.error.value_or(errc::failed)));
    test::pieces many(one.document, 100, 4099);
    feed::request how;
    how.kind = one.kind;
    feed::collected all;
    const auto again = feed::read(many, all, how);
    REQUIRE(again.operator bool() == doc.operator bool());
    if (!doc) CHECK(again.error().code == doc.error().code);
  }
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

namespace {

// The texts of one key in the order of a JSON document, inside its "items" or "entries" only.
std::vector<std::string> expected_texts(const std::string& json_text, std::string_view list, std::string_view wanted) {
  std::vector<std::string> out;
  json::reader in(json_text);
  std::size_t inside = 0;
  for (json::token t = in.next(); t < json::token::end; t = in.next()) {
    if (inside != 0 && in.depth() < inside) inside = 0;
    if (t != json::token::key) continue;
    const std::string key(in.text());
    if (inside == 0 && key == list) {
      inside = in.depth() + 1;
    } else if (inside != 0 && in.depth() == inside + 1 && key == wanted) {
      if (in.next() == json::token::string) out.emplace_back(in.text());
    } else if (inside != 0 && in.depth() > inside) {
      in.skip();
    }
  }
  return out;
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  ::DIR* const entries = ::opendir(folder.c_str());
  REQUIRE(entries != nullptr);
  while (const ::dirent* const entry = ::readdir(entries)) names.emplace_back(entry->d_name);
  ::closedir(entries);
  std::sort(names.begin(), names.end());
  return names;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Where maintkit means to differ from gofeed.
struct difference {
  std::string_view part_of_name;
  std::string_view why;
};
constexpr difference differences[] = {
    {"title_base64", "Atom 0.3's base64 is not decoded: no feed of releases is known to use it"},
    {"illegal_char", "a byte that XML forbids becomes U+FFFD and is not dropped: words don't grow together"},
    {"item_xml_base", "addresses stay as they are written"},
};

template <std::size_t N>
bool is_meant(std::string_view name, const difference (&rows)[N]) {
  for (const difference& row : rows) {
    if (name.find(row.part_of_name) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

// gofeed's data, MIT. Every XML document is read in lenient mode; strict mode refuses the few that are not well-formed.
TEST_CASE("gofeed's documents: all are read, and dates and titles agree with its results") {
  const std::string base = test::shared("corpora/gofeed/testdata");
  if (base.empty()) return;
  std::size_t read = 0;
  std::size_t refused = 0;
  std::size_t compared = 0;
  for (const char* const folder : {"/parser/atom", "/parser/rss", "/translator/atom", "/translator/rss",
                                   "/extensions/itunes", "/extensions/media", "/extensions/dublincore"}) {
    for (const std::string& name : names_in(base + folder)) {
      if (!ends_with(name, ".xml")) continue;
      CAPTURE(name);
      const std::string text = test::read_text(base + folder + "/" + name);
      feed::request how;
      refused += !feed::read(text, how);
      how.how = xml::mode::lenient;
      const auto doc = feed::read(text, how);
      CHECK_MESSAGE(doc, render(doc.error()));
      if (!doc) continue;
      ++read;
      const std::string expected = test::read_text(base + folder + "/" + name.substr(0, name.size() - 4) + ".json");
      const bool parsed_by_format = std::string_view(folder).substr(0, 7) == "/parser";
      if (!parsed_by_format) continue;
      const bool rss = doc->kind != format::atom;
      const auto is_told = [&](std::string_view key, auto same) {
        for (const std::string& value : expected_texts(expected, rss ? "items" : "entries", key)) {
          ++compared;
          bool found = is_meant(name, differences);
          for (const feed::release& one : doc->releases) found = found || same(one, value);
          CHECK_MESSAGE(found, key, ": ", value);
        }
      };
      const auto same_date = [](const feed::release& one, const std::string& value) {
        return one.date && one.date->at == time::parse_rfc3339(value)->at;
      };
      is_told("pubDateParsed", same_date);
      is_told("publishedParsed", same_date);
      is_told("link", [](const feed::release& one, const std::string& value) { return one.link == value; });
      is_told("title", [](const feed::release& one, const std::string& value) {
        return one.title == value || one.title == feed::folded(value) || one.title == feed::html_text(value);
      });
    }
  }
  MESSAGE(read, " documents, ", refused, " of them only in lenient mode; ", compared, " values compared");
  CHECK(read > 500);
  CHECK(refused < 20);
  CHECK(compared > 40);
}

TEST_CASE("documents of gofeed's that are of several formats") {
  const std::string folder = test::shared("corpora/gofeed/testdata/parser");
  if (folder.empty()) return;
  struct row {
    const char* name;
    std::optional<format> kind;
  };
  const row rows[] = {
      {"universal/atom10_feed.xml", format::atom},       {"universal/atom03_feed.xml", format::atom},
      {"universal/rss_feed.xml", format::rss},           {"universal/rss_feed_bom.xml", format::rss},
      {"universal/rdf_feed.xml", format::rss},           {"universal/json10_feed.json", format::json_feed},
      {"universal/json11_feed.json", format::json_feed}, {"json/version_json_10.json", format::json_feed},
      {"json/version_json_11.json", format::json_feed},  {"universal/unknown_feed.xml", std::nullopt},
      {"universal/empty_feed.xml", std::nullopt},        {"universal/invalid.json", std::nullopt}};
  for (const row& r : rows) {
    CAPTURE(r.name);
    const auto doc = feed::read(test::read_text(folder + "/" + r.name));
    REQUIRE(doc.operator bool() == r.kind.has_value());
    if (doc) CHECK(feed::to_string(doc->kind) == feed::to_string(*r.kind));
  }
  const auto item = feed::read(test::read_text(folder + "/universal/json11_feed.json"));
  REQUIRE((item && item->releases.size() == 1));
  CHECK(item->next_page == "https://sample-json-feed.com/feed.json?next=500");
  CHECK(item->releases[0].title == "title");
  CHECK(item->releases[0].link == "https://sample-json-feed.com/id");
}

TEST_CASE("Sparkle's appcasts") {
  const std::string folder = test::shared("corpora/sparkle");
  if (folder.empty()) return;
  struct row {
    const char* name;
    std::string_view versions;     // in the document's order
    std::string_view prereleases;  // those in a channel
    std::string_view critical;
  };
  const row rows[] = {
      {"testappcast.xml", "2.0 3.0 4.0 5.0 ", "", "2.0 3.0 "},
      {"testappcast_channels.xml", "2.0 3.0 4.0 5.0 6.0 7.0 ", "4.0 5.0 ", "2.0 3.0 "},
      {"testnamespaces.xml", "3.0 2.0 ", "", ""},
      {"testlocalizedreleasenotesappcast.xml", "6.3 6.2 6.1 6.0 ", "6.3 6.2 6.1 6.0 ", ""},
      {"testappcast_minimumAutoupdateVersionSkipping.xml", "4.1 4.0 3.9 3.0 2.0 ", "", ""},
  };
  for (const row& r : rows) {
    CAPTURE(r.name);
    const auto doc = feed::read(test::read_text(folder + "/" + r.name));
    REQUIRE(doc);
    CHECK(doc->kind == format::sparkle);
    std::string versions, prereleases, critical;
    for (const feed::release& one : doc->releases) {
      versions += one.version + ' ';
      if (one.prerelease == feed::tri::yes) prereleases += one.version + ' ';
      if (one.severity == "critical") critical += one.version + ' ';
    }
    CHECK(versions == r.versions);
    CHECK(prereleases == r.prereleases);
    CHECK(critical == r.critical);
  }
}

TEST_CASE("AppStream's samples") {
  const std::string folder = test::shared("corpora/appstream");
  if (folder.empty()) return;
  const auto list = feed::read(test::read_text(folder + "/org.example.pomidaq.releases.xml"));
  REQUIRE((list && list->releases.size() == 4));
  CHECK(list->releases[0].version == "0.4.5");
  CHECK(time::to_rfc3339(list->releases[0].date->at) == "2022-08-20T00:00:00Z");
  const auto elsewhere = feed::read(test::read_text(folder + "/org.example.pomidaq.metainfo.xml"));
  REQUIRE(elsewhere);
  CHECK(elsewhere->releases.empty());
  CHECK(ends_with(elsewhere->next_page, "/org.example.pomidaq.releases.xml"));
  CHECK(feed::read(test::read_text(folder + "/appdata.xml"))->releases.empty());
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

  const auto forge = feed::read(test::read_text(folder / "github.json"));
  REQUIRE((forge && forge->kind == format::github && forge->releases.size() == 100));
  CHECK(forge->releases[0].assets.size() == 4);

  // The same project in three forms.
  std::map<std::string, const feed::release*> by_version;
  for (const feed::release& one : project->releases) by_version[one.version] = &one;
  for (const char* const name : {"simple.json", "simple.html"}) {
    CAPTURE(name);
    const auto simple = feed::read(test::read_text(folder / name));
    REQUIRE((simple && simple->kind == format::simple_index));
    const bool json = std::string_view(name) == "simple.json";
    CHECK(simple->releases.size() == (json ? 2000 : 1980));  // HTML has no list of versions
    for (const feed::release& one : simple->releases) {
      REQUIRE(by_version.count(one.version) == 1);
      const feed::release& same = *by_version[one.version];
      CHECK(one.assets.size() == same.assets.size());
      CHECK(one.link == same.link);
      CHECK(one.yanked == same.yanked.answer);
      CHECK(one.prerelease == same.prerelease.answer);
      CHECK(one.requires_runtime == same.requires_runtime);
      if (json && same.date) CHECK(one.date->at == same.date->at);
    }
  }

  const auto cast = feed::read(test::read_text(folder / "rss.xml"));
  REQUIRE((cast && cast->kind == format::sparkle));
  CHECK(cast->releases.size() == 602);
  for (const feed::release& one : cast->releases) {
    CHECK(by_version.count(one.version) == 1);
    CHECK(one.date.has_value());
    CHECK((one.prerelease == feed::tri::unknown) == one.assets.empty());
  }

  const auto index = feed::read(test::read_text(folder / "index.html"));
  REQUIRE((index && index->kind == format::directory_index));
  CHECK(index->releases.size() == 2000);
  for (const feed::release& one : index->releases) {
    CHECK(by_version.count(one.version) == 1);
    CHECK(one.assets.size() == 3);
    CHECK(one.link == "sample-" + one.version + ".tar.gz");
  }

  // Cut anywhere, the same.
  test::random random(test::seed());
  for (const char* const name :
       {"pypi.json", "simple.json", "simple.html", "github.json", "atom.xml", "rss.xml", "index.html", "tags.txt"}) {
    CAPTURE(name);
    const std::string text = test::read_text(folder / name);
    const std::string all = told(text);
    const std::size_t first = random.below(5000) + 1;
    const std::size_t then = random.below(70'000) + 1;
    CAPTURE(first);
    CAPTURE(then);
    test::pieces many(text, first, then);
    CHECK(told(many) == all);
    for (int i = 0; i < 20; ++i) {
      const std::size_t n = random.below(text.find_last_not_of(" \n"));
      if (std::string_view(name) == "tags.txt" || (std::string_view(name) == "simple.html" && n > text.size() - 30))
        continue;
      const auto cut = feed::read(std::string_view(text).substr(0, n));
      CAPTURE(n);
      REQUIRE_FALSE(cut);
      CHECK(cut.error().code == errc::incomplete);
    }
  }
}
