// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/upgrade/requirement.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::upgrade;

std::string read(std::string_view text, const std::vector<std::string>& needed = {}) {
  const auto r = parse_requirement(text, "pretalx", needed);
  return r ? to_string(*r) : "expected " + std::string(r.error().expected) + " at " + std::to_string(r.error().offset);
}

}  // namespace

TEST_CASE("requirement: what is read, and what pip gets") {
  struct row {
    std::string_view text;
    const char* answer;
  };
  const row rows[] = {
      {"2025.2.2", "pretalx==2025.2.2"},
      {"v2025.2.2", "pretalx==2025.2.2"},
      {"1!2.0.post1+local.1", "pretalx==1!2.0.post1+local.1"},
      {"pretalx==2025.2.2", "pretalx==2025.2.2"},
      {"Pretalx == 2025.2.2", "pretalx==2025.2.2"},
      {"pretalx[postgres]==2025.2.2", "pretalx[postgres]==2025.2.2"},
      {"pretalx [ redis , postgres,redis ] ==2025.2.2", "pretalx[postgres,redis]==2025.2.2"},
      // the guide's form for a commit or a branch
      {"git+https://github.com/pretalx/pretalx.git@main#egg=pretalx",
       "pretalx @ git+https://github.com/pretalx/pretalx.git@main"},
      {"git+https://github.com/pretalx/pretalx.git#egg=pretalx[postgres]",
       "pretalx[postgres] @ git+https://github.com/pretalx/pretalx.git"},
      {"git+ssh://git@example.org:2222/~x/pretalx.git@fix/one-2#egg=pretalx",
       "pretalx @ git+ssh://git@example.org:2222/~x/pretalx.git@fix/one-2"},
      {"pretalx[postgres] @ git+https://example.org/p.git@1f2e3d4",
       "pretalx[postgres] @ git+https://example.org/p.git@1f2e3d4"},
      // not one exact version
      {"pretalx", "expected \"==\" and a version at 7"},
      {"pretalx>=2025.1", "expected \"==\" and one version, or \"@\" and an address at 7"},
      {"pretalx~=2025.1", "expected \"==\" and one version, or \"@\" and an address at 7"},
      {"pretalx==2025.*", "expected the end at 14"},
      {"pretalx===2025.1", "expected a version at 9"},
      {"pretalx==2025.1,!=2025.2", "expected the end at 15"},
      {"pretalx==2025.1; python_version>'3'", "expected the end at 15"},
      {"", "expected a name of letters, digits, -, _ and . at 0"},
      // another package, or something that pip would take for an option
      {"pretix==1.0", "expected the package of this application at 0"},
      {"-rrequirements.txt", "expected a name of letters, digits, -, _ and . at 0"},
      {"--index-url=http://x", "expected a name of letters, digits, -, _ and . at 0"},
      {"pretalx==-1", "expected a version at 9"},
      {"2025.2.2 --pre", "expected the end at 8"},
      {"2025.2.2\n--pre", "expected the end at 8"},
      {"pretalx[a b]==1", "expected ']' at 10"},
      {"pretalx[]==1", "expected a name of letters, digits, -, _ and . at 8"},
      // addresses
      {"git+http://example.org/p.git#egg=pretalx", "expected git+https:// or git+ssh:// at 0"},
      {"git+file:///srv/p.git#egg=pretalx", "expected git+https:// or git+ssh:// at 0"},
      {"git+https://u:secret@example.org/p.git#egg=pretalx", "expected a port; no password in an address at 14"},
      {"git+https://u:1234@example.org/p.git#egg=pretalx", "expected a port; no password in an address at 14"},
      {"git+https:///p.git#egg=pretalx", "expected a host at 12"},
      {"git+ssh://-oProxyCommand=x/p.git#egg=pretalx", "expected a host at 10"},
      {"git+https://example.org#egg=pretalx", "expected a path at 23"},
      {"git+https://example.org/p.git@-x#egg=pretalx", "expected a commit, branch or tag at 30"},
      {"git+https://example.org/p.git@a..b#egg=pretalx", "expected a commit, branch or tag at 30"},
      {"git+https://example.org/p.git@main", "expected #egg= and the package at 34"},
      {"git+https://example.org/p.git@main#egg=pretix", "expected the package of this application at 39"},
      {"git+https://example.org/p.git@main#egg=pretalx&subdirectory=src", "expected the end at 46"},
      {"git+https://example.org/$(id).git#egg=pretalx", "expected a path at 23"},
      {"git+https://example.org/a$(id).git#egg=pretalx", "expected #egg= and the package at 25"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    CHECK(read(r.text) == r.answer);
  }
}

TEST_CASE("requirement: extras that the database needs are added to those written") {
  CHECK(read("2025.2.2", {"postgres"}) == "pretalx[postgres]==2025.2.2");
  CHECK(read("pretalx[redis]==1", {"postgres"}) == "pretalx[postgres,redis]==1");
  CHECK(read("pretalx[postgres]==1", {"postgres"}) == "pretalx[postgres]==1");
}

TEST_CASE("requirement: names of packages (PEP 503)") {
  CHECK(same_package("Pretalx_Pages", "pretalx-pages"));
  CHECK(same_package("a.-_b", "a-b"));
  CHECK_FALSE(same_package("a-b", "ab"));
  CHECK_FALSE(same_package("a", "a-"));
}

TEST_CASE("requirement: what pip gets is one word that is no option, and is read again as the same") {
  test::random random(test::seed());
  constexpr std::string_view pieces[] = {"pretalx", "==", "1.2",          "[",          "]",    "postgres", ",",
                                         " ",       "@",  "git+https://", "git+ssh://", "host", "/",        "p.git",
                                         "#egg=",   "-",  "main",         ":",          "'",    "\n",       "v2"};
  int good = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = 1 + random.below(9); n > 0; --n) text += random.of(pieces);
    const auto r = parse_requirement(text, "pretalx", {});
    if (!r) continue;
    ++good;
    const std::string word = to_string(*r);
    CAPTURE(text);
    CHECK(word.substr(0, 7) == "pretalx");
    CHECK(word.find_first_of("\n'\"\\") == std::string::npos);
    CHECK(read(word) == word);
  }
  MESSAGE(good << " were read");
  CHECK(good > 20);
}
