// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/git_refs.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "feed/whole.hpp"
#include "support.hpp"

using namespace maintkit;

namespace {

auto read_git_refs(std::string_view text, const feed::limits& most = {}) {
  return test::whole(text, feed::format::git_refs, &feed::read_git_refs, most);
}
bool looks_like_git_refs(std::string_view text) { return feed::looks_like_git_refs(feed::look_at(text)); }
const std::string hash(40, 'a');
const std::string hash256(64, '0');

std::string line(std::string_view ref, const std::string& of = hash) { return of + "\t" + std::string(ref) + "\n"; }
}  // namespace

TEST_CASE("a tag is a release") {
  const auto doc =
      read_git_refs(line("HEAD") + line("refs/heads/main") + line("refs/tags/name/v1.0") + line("refs/tags/v1.2.3") +
                    line("refs/tags/v1.2.3^{}") + line("refs/tags/v2", hash256));
  REQUIRE(doc);
  CHECK(doc->kind == feed::format::git_refs);
  REQUIRE(doc->releases.size() == 3);  // neither HEAD nor a branch, and the two lines of v1.2.3 are one
  CHECK(doc->releases[0].tag == "name/v1.0");
  CHECK(doc->releases[0].version == "1.0");
  const feed::release& one = doc->releases[1];
  CHECK(one.tag == "v1.2.3");
  CHECK(one.version == "1.2.3");
  // git says nothing else
  CHECK(one.title.empty());
  CHECK(one.link.empty());
  CHECK_FALSE(one.date);
  CHECK(one.prerelease == feed::tri::unknown);
  CHECK(one.yanked == feed::tri::unknown);
  CHECK(one.assets.empty());
  CHECK(doc->releases[2].version == "2");
}

TEST_CASE("a repository without tags is a document without releases") {
  const auto doc = read_git_refs(line("HEAD"));
  REQUIRE(doc);
  CHECK(doc->releases.empty());
}

// Only the commits, as `grep '\^{}'` leaves them.
TEST_CASE("a peeled line alone is its tag") {
  const auto doc = read_git_refs(line("refs/tags/v1^{}"));
  REQUIRE(doc);
  REQUIRE(doc->releases.size() == 1);
  CHECK(doc->releases[0].tag == "v1");
}

TEST_CASE("what is no list of refs") {
  struct row {
    std::string text;
    errc code;
    std::size_t offset;
  };
  const row rows[] = {
      {"", errc::incomplete, 0},
      {"\n", errc::malformed, 0},
      {std::string(39, 'a') + "\trefs/tags/v1\n", errc::malformed, 0},
      {std::string(41, 'a') + "\trefs/tags/v1\n", errc::malformed, 0},
      {std::string(40, 'g') + "\trefs/tags/v1\n", errc::malformed, 0},
      {hash + " refs/tags/v1\n", errc::malformed, 40},
      {hash + "\n", errc::malformed, 40},
      {line(""), errc::malformed, 41},
      {line("refs/tags/"), errc::malformed, 51},      // git check-ref-format(1), rule 6: no slash at the end
      {line("refs/tags/v1\r"), errc::malformed, 53},  // rule 4: no control byte
      {line("refs/tags/v 1"), errc::malformed, 52},
      {line("refs/tags/v:1"), errc::malformed, 52},
      {line(std::string_view("refs/tags/v\0", 12)), errc::malformed, 52},
      {line("refs/tags/v\xff"), errc::malformed, 52},      // git takes any byte; the record is UTF-8
      {line("refs/tags/v\xc0\x80"), errc::malformed, 52},  // NUL, overlong
      {line("refs/tags/v1") + line("refs/tags/v\xff"), errc::malformed, 54 + 52},
      {line("refs/tags/v1") + hash, errc::incomplete, 54 + 40},
      {hash + "\trefs/tags/v1", errc::incomplete, 53},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    const auto doc = read_git_refs(r.text);
    REQUIRE_FALSE(doc);
    CHECK(doc.error().code == r.code);
    CHECK(doc.error().offset == r.offset);
  }
}

TEST_CASE("limits") {
  feed::limits most;
  most.releases = 2;
  most.field = 20;
  most.bytes = 1000;
  CHECK(read_git_refs(line("refs/tags/v1") + line("refs/tags/v2"), most));
  CHECK(read_git_refs(line("refs/tags/v1") + line("refs/tags/v2") + line("refs/tags/v3"), most).error().code ==
        errc::limit);
  CHECK(read_git_refs(line("refs/tags/0123456789"), most));
  CHECK(read_git_refs(line("refs/tags/01234567890"), most).error().code == errc::limit);
  most.bytes = 53;
  CHECK(read_git_refs(line("refs/tags/v1"), most).error().code == errc::limit);
}

// A cut between two lines can't be seen; every other can.
TEST_CASE("truncated at every byte") {
  const std::string whole = line("refs/tags/v1") + line("refs/tags/v1^{}") + line("refs/tags/v2");
  for (std::size_t n = 0; n < whole.size(); ++n) {
    CAPTURE(n);
    const auto doc = read_git_refs(std::string_view(whole).substr(0, n));
    if (n > 0 && whole[n - 1] == '\n') {
      CHECK(doc);
    } else {
      REQUIRE_FALSE(doc);
      CHECK(doc.error().code == errc::incomplete);
    }
  }
}

TEST_CASE("only what begins with a hash and a tab looks like refs") {
  CHECK(looks_like_git_refs(line("HEAD")));
  CHECK(looks_like_git_refs(line("HEAD", hash256)));
  CHECK_FALSE(looks_like_git_refs(""));
  CHECK_FALSE(looks_like_git_refs(hash));
  CHECK_FALSE(looks_like_git_refs(hash + " HEAD"));
}

// Recorded with `git ls-remote --tags`.
TEST_CASE("real projects") {
  for (const char* const project :
       {"ansible", "apt", "blackbox_exporter", "borg", "dpkg", "fmt", "libexpat", "monitoring-plugins", "node-semver",
        "packaging", "pretalx", "pugixml", "restic", "rpm", "sanoid", "simdjson"}) {
    CAPTURE(project);
    const std::string path = test::shared("real/ls-remote/" + std::string(project) + ".txt");
    if (path.empty()) return;
    const std::string text = test::read_text(path);
    std::size_t tags = 0;  // counted without the reader: a tag is a line that does not end in ^{}
    test::for_each_line(text, [&](std::string_view l) { tags += l.substr(l.size() - 3) != "^{}"; });
    const auto doc = read_git_refs(text);
    REQUIRE(doc);
    CHECK(doc->releases.size() == tags);
    for (const feed::release& one : doc->releases) CHECK_FALSE(one.version.empty());
    if (std::string_view(project) != "pretalx") continue;
    CHECK(tags == 49);
    CHECK(doc->releases.front().version == "0.9.0-python3.5");
    CHECK(doc->releases.back().tag == "v2026.2.1");
    CHECK(doc->releases.back().version == "2026.2.1");
  }
}
