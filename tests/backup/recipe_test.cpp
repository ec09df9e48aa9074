// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/pretalx_recipe.hpp>
#include <maintkit/backup/recipe.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::backup;

// The least that is a recipe, and a place to add to.
const std::string least = "[application]\nname = x\nscheme = semver\n";

std::string fault_of(const std::string& text) {
  const auto r = parse_recipe(text, "x.ini");
  return r ? "none" : r.error().what + ": " + r.error().why;
}

}  // namespace

TEST_CASE("recipe: pretalx's is built in") {
  const auto r = parse_recipe(pretalx_recipe, "pretalx");
  REQUIRE_MESSAGE(r, render(r.error()));
  CHECK(r->name == "pretalx");
  CHECK(r->scheme == "calver");
  CHECK(r->config_files.size() == 3);
  REQUIRE(r->files.size() == 4);
  CHECK(r->files[0].name == "media");
  CHECK(r->files[2].unless == "{secret}");
  CHECK(r->steps.front().name == "backup");
  CHECK(r->steps.back().does == "health");
  CHECK(r->environment[1].name == "PRETALX_NO_INITIAL_LOG");
  // The environment beats the files, but not for the data directory.
  for (const setting& s : r->settings) {
    if (s.name == "data") CHECK(s.sources == std::vector<std::string>{"$PRETALX_DATA_DIR", "filesystem.data"});
    if (s.name == "media")
      CHECK(s.sources == std::vector<std::string>{"filesystem.media", "$PRETALX_FILESYSTEM_MEDIA"});
    if (s.name == "secret") CHECK((s.fallback.empty() && s.sources.size() == 1));
  }
}

TEST_CASE("recipe: the least, and each way to get one wrong") {
  struct row {
    const char* more;
    const char* fault;
  };
  const row rows[] = {
      {"", "none"},
      {"[settings]\na = 1\nb = {a}/x | $B | c.d\n", "none"},
      {"[step a]\nrun = x {requirement} {version}\n", "none"},
      {"[nonsense]\n", "x.ini: [nonsense]: is no section of a recipe"},
      {"[settings x]\n", "x.ini: [settings x]: is no section of a recipe"},
      {"[files]\n", "x.ini: [files]: needs a name of letters, digits, _ and -"},
      {"[files ../x]\n", "x.ini: [files ../x]: needs a name of letters, digits, _ and -"},
      {"[files -x]\n", "x.ini: [files -x]: needs a name of letters, digits, _ and -"},
      {"[files m]\n", "x.ini: [files m] path: is missing"},
      {"[files m]\npath = /x\nsize = 1\n", "x.ini: [files m] size: is no key of this section"},
      {"[files m]\npath = /x\noptional = maybe\n", "x.ini: [files m] optional: is yes or no, not maybe"},
      {"[files m]\npath = {data}\n", "x.ini: [files m] path: {data} is not a setting named above it"},
      {"[health]\naddress = x\n", "x.ini: [health] address: is no key of this section"},
      {"[settings]\na = {b}\nb = 1\n", "x.ini: [settings] a: {b} is not a setting named above it"},
      {"[settings]\na = {a\n", "x.ini: [settings] a: has a brace without its partner"},
      {"[settings]\na = }\n", "x.ini: [settings] a: has a brace without its partner"},
      {"[settings]\na = 1 | B\n", "x.ini: [settings] a: a source is $VARIABLE or section.key"},
      {"[step a]\n", "x.ini: [step a]: needs either run or do"},
      {"[step a]\nrun = x\ndo = backup\n", "x.ini: [step a]: needs either run or do"},
      {"[step a]\ndo = dance\n", "x.ini: [step a] do: is backup or health, not dance"},
      {"[step a]\nrun = x\nsource = perhaps\n", "x.ini: [step a] source: is yes or no, not perhaps"},
      {"[DEFAULT]\nx = 1\n", "x.ini: [DEFAULT] x: is no key of this section"},
      {"word\n", "x.ini:4: expected '='"},
  };
  for (const row& r : rows) {
    CAPTURE(r.more);
    CHECK(fault_of(least + r.more) == r.fault);
  }
  CHECK(fault_of("[application]\nname = x\n") == "x.ini: [application] scheme: is missing");
  CHECK(fault_of("[application]\nname = x\nscheme = zzz\n") ==
        "x.ini: [application] scheme: is one of semver, calver, pep440, deb, rpm, generic, not zzz");
}

TEST_CASE("recipe: a recipe that is cut or has bytes changed is read or refused, never more") {
  const std::string whole(pretalx_recipe);
  for (std::size_t n = 0; n < whole.size(); n += 7) (void)parse_recipe(std::string_view(whole).substr(0, n), "x");
  test::random random(test::seed());
  for (int i = 0; i < 500; ++i) {
    std::string text = whole;
    text[random.below(text.size())] = static_cast<char>(random.below(256));
    const auto r = parse_recipe(text, "x");
    if (!r) CHECK_FALSE(r.error().why.empty());
  }
}

TEST_CASE("recipe: {names} are put in, once") {
  const std::vector<variable> values{{"a", "{b}"}, {"b", "2"}};
  CHECK(*expand("x{a}y{b}", values) == "x{b}y2");
  CHECK(expand("", values)->empty());
  CHECK(expand("{c}", values).error().code == errc::missing);
  // and the outcome has a bound
  const std::size_t most = 65536;
  CHECK(expand("{a}", {{"a", std::string(most, 'x')}})->size() == most);
  const auto longer = expand("{a}y", {{"a", std::string(most, 'x')}});
  REQUIRE_FALSE(longer);
  CHECK(longer.error().code == errc::limit);
  CHECK(longer.error().why == "is longer than 64 KiB");
}

TEST_CASE("recipe: lines of a value") {
  CHECK(lines("\n a\n\n b \n") == std::vector<std::string>{"a", "b"});
  CHECK(lines("").empty());
}
