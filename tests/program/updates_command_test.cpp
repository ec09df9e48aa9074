// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/program/updates_command.hpp>

#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "support.hpp"

using namespace maintkit;
using namespace maintkit::program;

namespace {

struct outcome {
  int status;
  std::string out;
  std::string err;
};

// What `maintkit updates VERB WORDS…` does at noon of August 1, 2026.
outcome updates(std::string_view name, const std::vector<std::string_view>& words, int input = -1) {
  context c;
  c.now = time::parse_rfc3339("2026-08-01T12:00:00Z")->at;
  c.input = input;
  for (const verb& row : updates_verbs) {
    if (row.name != name) continue;
    const auto given = parse(row, words);
    if (!given) return {fail(c, given.error()), c.out.text, c.err.text};
    c.json = given->has("--json");
    c.quiet = given->has("--quiet");
    const int status = row.run(*given, c);
    return {status, c.out.text, c.err.text};
  }
  FAIL("no verb ", name);
  return {};
}

constexpr std::string_view pypi = R"({"info":{"version":"1.1"},"releases":{
"1.0":[{"filename":"s-1.0.tar.gz","url":"https://files.example/s","packagetype":"sdist","size":10,"yanked":false,
        "upload_time_iso_8601":"2026-01-01T00:00:00.000000Z","requires_python":">=3.9","digests":{"sha256":"abc"}}],
"1.2":[{"filename":"s-1.2.whl","url":"https://files.example/w","packagetype":"bdist_wheel","yanked":true,
        "upload_time_iso_8601":"2026-03-01T00:00:00.000000Z"}],
"1.1":[{"filename":"s-1.1.tar.gz","url":"https://files.example/t","packagetype":"sdist","yanked":false,
        "upload_time_iso_8601":"2026-07-31T12:00:00.000000Z"}],
"1.3rc1":[],"0.5-hg":[]},"vulnerabilities":[{"id":"CVE-2026-0001","fixed_in":["1.1"]}]})";

const std::string refs =
    "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v1.0\n"
    "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v1.1\n"
    "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v1.1^{}\n"
    "8538d1c074886af16ff10c64e40f28a876ce7b1c\trefs/tags/v2.0\n";

// Files of one test.
struct folder : test::temp_dir {
  folder() {
    test::write_text(*this / "pypi.json", pypi);
    test::write_text(*this / "refs", refs);
  }
  std::string json = *this / "pypi.json";
  std::string tags = *this / "refs";
};

}  // namespace

TEST_CASE("updates list: newest first, by date or by version") {
  const folder f;
  const outcome by_date = updates("list", {f.json});
  CHECK(by_date.status == 0);
  CHECK(by_date.err.empty());
  CHECK(by_date.out ==
        "1.1     2026-07-31  security\n"
        "1.2     2026-03-01  yanked\n"
        "1.0     2026-01-01\n"
        "1.3rc1  -           prerelease\n"
        "0.5-hg  -\n");
  CHECK(updates("list", {f.json, "-s", "pep440"}).out ==
        "1.3rc1  -           prerelease\n"
        "1.2     2026-03-01  yanked\n"
        "1.1     2026-07-31  security\n"
        "1.0     2026-01-01\n"
        "0.5-hg  -\n");
  CHECK(updates("list", {f.tags}).out == "1.0  -\n1.1  -\n2.0  -\n");
  CHECK(updates("list", {f.tags, "-s", "pep440"}).out == "2.0  -\n1.1  -\n1.0  -\n");
  CHECK(updates("list", {f.tags, "-q"}).out.empty());
}

TEST_CASE("updates list --json") {
  const folder f;
  const outcome told = updates("list", {f.json, "--json"});
  CHECK(told.status == 0);
  CHECK(told.out.substr(0, 40) == R"({"schema":1,"format":"pypi","releases":[)");
  CHECK(told.out.find(R"({"version":"1.0","tag":null,"date":"2026-01-01T00:00:00Z","title":null,)"
                      R"("link":"https://files.example/s","prerelease":false,"draft":null,"yanked":false,)"
                      R"("deprecated":null,"requires":">=3.9","severity":null,"assets":[{"name":"s-1.0.tar.gz",)"
                      R"("url":"https://files.example/s","size":10,"sha256":"abc"}]},{"version":"1.3rc1")") !=
        std::string::npos);
  CHECK(told.out.substr(told.out.size() - 4) == "}]}\n");
  CHECK(json::validate(told.out));
  CHECK(updates("list", {f.tags, "--json", "-s", "pep440"})
            .out.substr(0, 200)
            .find(R"("format":"git_refs","releases":[{"version":"2.0","tag":"v2.0","date":null,)") !=
        std::string::npos);
}

TEST_CASE("updates check") {
  const folder f;
  const outcome told = updates("check", {"--installed", "1.0", "-s", "pep440", f.json});
  CHECK(told.status == 0);
  CHECK(told.err.empty());
  CHECK(told.out ==
        "installed   1.0\n"
        "latest      1.1  (2026-07-31)\n"
        "update      security\n"
        "\n"
        "1.1 of 2026-07-31 is the newest release that the policy allows.\n"
        "It is of release line 1.1, the installed one of 1.0.\n"
        "The feed calls 1.1 a security release: CVE-2026-0001.\n"
        "Passed over: 1.3rc1 is a prerelease.\n"
        "Passed over: 1.2 was yanked.\n"
        "Passed over: 0.5-hg is no pep440 version: expected " +
            std::string(version::parse(version::scheme::pep440, "0.5-hg").error().expected) + " at byte 3.\n");
  const outcome json = updates("check", {"--installed", "1.0", "-s", "pep440", "--json", f.json});
  CHECK(json.out.substr(0, 98) ==
        R"({"schema":1,"installed":"1.0","installed_yanked":false,"latest":"1.1","update":true,"kind":"securi)");
  CHECK(json.out.back() == '\n');
  CHECK(updates("check", {"--installed", "1.0", "-s", "pep440", "-q", f.json}).out.empty());
}

TEST_CASE("updates check --exit-code") {
  const folder f;
  struct row {
    const char* installed;
    const std::string* source;
    int status;
  };
  const row rows[] = {
      {"1.0", &f.json, 101}, {"1.1", &f.json, 0}, {"9.0", &f.json, 0}, {"1.1", &f.tags, 100}, {"2.0", &f.tags, 0},
  };
  for (const row& r : rows) {
    CAPTURE(r.installed);
    CHECK(updates("check", {"--installed", r.installed, "-s", "pep440", "--exit-code", *r.source}).status == r.status);
    CHECK(updates("check", {"--installed", r.installed, "-s", "pep440", *r.source}).status == 0);
  }
}

// Each option of the policy changes the answer.
TEST_CASE("updates check: the policy's options") {
  const folder f;
  const auto latest = [&](std::vector<std::string_view> more) {
    std::vector<std::string_view> words = {"--installed", "1.0", "-s", "pep440", "--json", f.json};
    words.insert(words.end(), more.begin(), more.end());
    const std::string out = updates("check", words).out;
    const std::size_t at = out.find("\"latest\":") + 9;
    return out.substr(at, out.find(',', at) - at);
  };
  CHECK(latest({}) == "\"1.1\"");
  CHECK(latest({"--prereleases"}) == "\"1.3rc1\"");
  CHECK(latest({"--min-age", "24h"}) == "\"1.1\"");
  CHECK(latest({"--min-age", "25h"}) == "\"1.0\"");
  CHECK(latest({"--require-asset", "*-1.0.*"}) == "\"1.0\"");
  CHECK(latest({"--require-asset", "*.tar.gz", "--require-asset", "*1.0*"}) == "\"1.0\"");
  CHECK(latest({"--require-asset", "*.exe"}) == "null");
}

TEST_CASE("updates check: several feeds are one") {
  const folder f;
  const outcome told = updates("check", {"--installed", "1.0", "-s", "pep440", f.tags, f.json});
  CHECK(told.status == 0);
  CHECK(told.out.find("latest      2.0\n") != std::string::npos);
  // 1.1 is in both, and counts once.
  CHECK(told.out.find("One release lies between: 1.1.\n") != std::string::npos);
}

TEST_CASE("updates path") {
  const folder f;
  const outcome told = updates("path", {"--installed", "1.0", "-s", "pep440", f.tags});
  CHECK(told.status == 0);
  CHECK(told.out == "1.1\n2.0\n");
  CHECK(told.err ==
        "maintkit: 1.1: is the last release of line 1.1\n"
        "maintkit: 2.0: is where to go\n");
  CHECK(updates("path", {"--installed", "1.0", "--to", "1.1", "-s", "pep440", f.tags}).out == "1.1\n");
  const outcome nowhere = updates("path", {"--installed", "2.0", "-s", "pep440", f.tags});
  CHECK(nowhere.status == 0);
  CHECK(nowhere.out.empty());
  CHECK(nowhere.err == "maintkit: 2.0: there is nowhere to go\n");
  CHECK(
      updates("path", {"--installed", "1.1", "-s", "pep440", "--json", f.tags}).out ==
      R"({"schema":1,"installed":"1.1","hops":[{"version":"2.0","line":"2.0","date":null,"reason":"is where to go"}]})"
      "\n");
  CHECK(updates("path", {"--installed", "1.0", "--to", "3.0", "-s", "pep440", f.tags}).status == 1);
  CHECK(updates("path", {"--installed", "1.1", "--to", "1.0", "-s", "pep440", f.tags}).status == 2);
  CHECK(updates("path", {"--installed", "1.0", "--to", "1.2", "-s", "pep440", f.json}).status == 4);
}

TEST_CASE("what can't be read is exit 2, and nothing is printed") {
  const folder f;
  const std::string broken = f / "broken";
  const std::string empty = f / "empty";
  const std::string other = f / "other.json";
  test::write_text(broken, pypi.substr(0, 300));
  test::write_text(empty, "");
  test::write_text(other, R"({"name": "no feed"})");
  struct row {
    std::string_view verb;
    std::vector<std::string_view> words;
    std::string_view err;
  };
  const row rows[] = {
      {"list", {broken}, "broken: pypi: expected"},
      {"list", {empty}, "empty: feed: is empty"},
      {"list", {other}, "other.json: feed: is JSON, but of no format"},
      {"list", {f.tags, "--format", "pypi"}, "refs: pypi: expected"},
      {"list", {f.tags, "--format", "xyz"}, "unknown format xyz, known: pypi simple_index"},
      {"list", {f.tags, "-s", "xyz"}, "unknown scheme xyz"},
      {"list", {f.tags, "--include", "/(/"}, "--include: expected ')' at byte 2"},
      {"list", {f.tags, "--exclude", "/+/"}, "--exclude: expected something to repeat"},
      {"check",
       {"--installed", "1.0", "-s", "pep440", "--version-pattern", "/[/", f.tags},
       "--version-pattern: expected"},
      {"list", {"https://example.org/feed"}, "https://example.org/feed: only a file or - is read"},
      {"list", {"pypi:pretalx"}, "pypi:pretalx: only a file or - is read"},
      {"check", {"--installed", "1.0", "-s", "pep440", broken}, "broken: pypi: expected"},
      {"check", {"--installed", "1.0", "-s", "pep440", f.tags, broken}, "broken: pypi: expected"},
      {"check", {"--installed", "x", "-s", "pep440", f.tags}, "installed version: expected"},
      {"check", {"--installed", "1.0", "-s", "pep440", "--min-age", "soon", f.tags}, "--min-age: expected"},
      {"check", {"--installed", "1.0", f.tags}, "-s SCHEME is missing"},
      {"check", {"-s", "pep440", f.tags}, "--installed V is missing"},
      {"path", {"--installed", "x", "-s", "pep440", f.tags}, "installed version: expected"},
      {"path", {"--installed", "1.0", "--to", "x", "-s", "pep440", f.tags}, "version to go to: expected"},
  };
  for (const row& r : rows) {
    CAPTURE(r.err);
    const outcome told = updates(r.verb, r.words);
    CHECK(told.status == 2);
    CHECK(told.out.empty());
    CAPTURE(told.err);
    CHECK(told.err.find(r.err) != std::string::npos);
  }
  CHECK(updates("list", {f / "missing"}).status == 2);  // no file, no answer: not "no"
}

TEST_CASE("which releases, and where their versions stand") {
  const folder f;
  const auto list = [&](std::vector<std::string_view> more) {
    std::vector<std::string_view> words = {f.tags, "-s", "pep440"};
    words.insert(words.end(), more.begin(), more.end());
    return updates("list", words).out;
  };
  CHECK(list({}) == "2.0  -\n1.1  -\n1.0  -\n");
  CHECK(list({"--include", "v1*"}) == "1.1  -\n1.0  -\n");
  CHECK(list({"--include", "/0$/", "--include", "1.1"}) == "2.0  -\n1.1  -\n1.0  -\n");  // one of them
  CHECK(list({"--exclude", "1.*"}) == "2.0  -\n");
  CHECK(list({"--exclude", "v2*", "--exclude", "v1.0"}) == "1.1  -\n");
  CHECK(list({"--include", "v1*", "--exclude", "/\\.1/"}) == "1.0  -\n");
  CHECK(list({"--version-pattern", "/^v(\\d+)/"}) == "2  -\n1  -\n1  -\n");
  CHECK(list({"--version-pattern", "v*.0"}) == "2  -\n1  -\n-  -\n");  // v1.1 has none
  // The other verbs take them too.
  CHECK(updates("path", {"--installed", "1.0", "-s", "pep440", "--exclude", "v2*", f.tags}).out == "1.1\n");
  CHECK(updates("check", {"--installed", "1.0", "-s", "pep440", "--include", "v1*", f.tags})
            .out.find("latest      1.1\n") != std::string::npos);
}

TEST_CASE("--lenient forgives in XML what browsers forgive") {
  const folder f;
  const std::string feed = f / "feed.rss";
  test::write_text(feed, "<rss><channel><item><title>A&nbsp;& B 1.0</title></item></channel></rss>");
  const outcome strict = updates("list", {feed});
  CHECK(strict.status == 2);
  CHECK(strict.out.empty());
  CHECK(updates("list", {feed, "--lenient"}).out == "1.0  -           A\xc2\xa0& B 1.0\n");
}

TEST_CASE("standard input") {
  const folder f;
  const int input = ::open(f.tags.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(input >= 0);
  CHECK(updates("path", {"--installed", "1.0", "-s", "pep440", "-"}, input).out == "1.1\n2.0\n");
  ::close(input);
}

// A document that lies about its length is an error at every byte, whatever the verb.
TEST_CASE("truncated at every byte: exit 2 or a shorter list of refs, never a crash") {
  const folder f;
  const std::string cut = f / "cut";
  for (std::size_t n = 0; n < pypi.size(); n += 7) {
    CAPTURE(n);
    test::write_text(cut, pypi.substr(0, n));
    CHECK(updates("list", {cut}).status == 2);
  }
}

TEST_CASE("every real list of tags") {
  for (const char* const project : {"ansible", "apt", "borg", "dpkg", "libexpat", "node-semver", "pretalx", "rpm"}) {
    CAPTURE(project);
    const std::string file = test::shared("real/ls-remote/" + std::string(project) + ".txt");
    if (file.empty()) return;
    for (const version::scheme s : version::schemes) {
      CHECK(updates("list", {file, "-s", version::to_string(s)}).status == 0);
      CHECK(updates("check", {"--installed", "1.0.0", "-s", version::to_string(s), "--json", file}).status == 0);
      CHECK(updates("path", {"--installed", "1.0.0", "-s", version::to_string(s), file}).status == 0);
    }
  }
  const std::string file = test::shared("real/ls-remote/pretalx.txt");
  CHECK(updates("path", {"--installed", "2024.3.1", "-s", "calver", file}).out ==
        "2025.1.0\n2025.2.2\n2026.1.2\n2026.2.1\n");
}
