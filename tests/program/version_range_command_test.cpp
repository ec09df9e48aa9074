// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/version_range_command.hpp>

#include <maintkit/program/run.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

using words = std::vector<std::string_view>;

struct row {
  words given;
  int status;
  std::string_view out;
  std::string_view err;  // the beginning, behind "maintkit: "
};

void check(const row& r, int input = -1) {
  maintkit::program::context c;
  c.input = input;
  c.now = maintkit::time::from_civil({2026, 11, 24, 0, 0, 0, 0});
  std::string all;
  for (const std::string_view word : r.given) all.append(word).append(" ");
  CAPTURE(all);
  CHECK(maintkit::program::run(r.given, c) == r.status);
  CHECK(c.out.text == r.out);
  const std::string expected = r.err.empty() ? "" : "maintkit: " + std::string(r.err);
  CHECK(c.err.text.substr(0, expected.empty() ? std::string::npos : expected.size()) == expected);
}

}  // namespace

TEST_CASE("version satisfies") {
  const row rows[] = {
      {{"version", "satisfies", "-s", "semver", "1.9.0", "^1.2"}, 0, "", ""},
      {{"version", "satisfies", "-s", "semver", "2.0.0", "^1.2"}, 1, "", ""},
      {{"version", "satisfies", "-s", "semver", "1.3.0-rc.1", "^1.2"}, 1, "", ""},
      {{"version", "satisfies", "-s", "semver", "--prereleases", "1.3.0-rc.1", "^1.2"}, 0, "", ""},
      {{"version", "satisfies", "-s", "semver", "--notation", "cargo", "1.9.0", "1.2"}, 0, "", ""},
      {{"version", "satisfies", "-s", "deb", "1.0~rc1", "vers:deb/>=1.0%7E|<2"}, 0, "", ""},
      {{"version", "satisfies", "-s", "rpm", "1.0-3", "= 1.0"}, 0, "", ""},
      {{"version", "satisfies", "-s", "semver", "--json", "1.9.0", "^1.2"},
       0,
       "{\"schema\":1,\"scheme\":\"semver\",\"version\":\"1.9.0\",\"range\":\"^1.2\",\"satisfies\":true}\n",
       ""},
      {{"version", "satisfies", "-s", "semver", "1.9.0", "^1,<3"},
       2,
       "",
       "npm range: expected a blank, '||' or the end at byte 2; blanks, not commas, mean \"and\": ^1,<3 → ^1 <3\n"},
      {{"version", "satisfies", "-s", "semver", "1.9", "^1"}, 2, "", "semver version: expected"},
      {{"version", "satisfies", "-s", "deb", "v2", ">= 1"}, 2, "", "deb version: expected"},
      {{"version", "satisfies", "-s", "deb", "2", "vers:npm/1.0.0"}, 2, "", "vers range: expected"},
      {{"version", "satisfies", "-s", "deb", "--notation", "npm", "2", "1"},
       2,
       "",
       "version satisfies: npm is no notation for deb"},
      {{"version", "satisfies", "-s", "deb", "--notation", "gem", "2", "1"},
       2,
       "",
       "version satisfies: unknown notation gem"},
      {{"version", "satisfies", "-s", "deb", "2"}, 2, "", "version satisfies: a version needs a range"},
  };
  for (const row& r : rows) check(r);
}

TEST_CASE("version satisfies - : a line each") {
  maintkit::test::temp_dir folder;
  maintkit::test::write_text(folder / "lines", "1.0\t>= 1.0\n2\t<< 2\n1.0\tx\n1.0\n2\t");
  const int input = ::open((folder / "lines").c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(input >= 0);
  check({{"version", "satisfies", "-s", "deb", "-"},
         2,
         "in\nout\nerror: deb range: expected one of << <= = >= >> at byte 0; a relation is missing: x → = x\n"
         "error: line: expected V, a tab and RANGE\nin\n",
         ""},
        input);
  ::lseek(input, 0, SEEK_SET);
  maintkit::program::context c;
  c.input = input;
  CHECK(maintkit::program::run({"version", "satisfies", "-s", "deb", "-", "--json"}, c) == 2);
  CHECK(
      c.out.text.substr(0, 94) ==
      "{\"schema\":1,\"scheme\":\"deb\",\"results\":[{\"line\":1,\"satisfies\":true},{\"line\":2,\"satisfies\":false}");
  ::close(input);
}

TEST_CASE("version explain") {
  const row rows[] = {
      {{"version", "explain", "-s", "semver", "1.2.0", "1.10.0"},
       0,
       "1.2.0 < 1.10.0: minor: \"2\" against \"10\": numbers count by value\n",
       ""},
      {{"version", "explain", "-s", "semver", "1.2.0", "=1.10.0"},
       0,
       "1.2.0 is not in =1.10.0: kept out by =1.10.0\n",
       ""},
      {{"version", "explain", "-s", "rpm", "1.0", ">1.0-1"}, 0, "1.0 is in >1.0-1: by >1.0-1\n", ""},
      {{"version", "explain", "-s", "generic", "1.0", ">= 1"}, 0, "1.0 is in >= 1: by >= 1\n", ""},
      {{"version", "explain", "-s", "semver", "--json", "1.0.0", "^1 || 3"},
       0,
       "{\"schema\":1,\"scheme\":\"semver\",\"version\":\"1.0.0\",\"range\":\"^1 || 3\",\"satisfies\":true,"
       "\"prerelease_rule\":false,\"comparators\":[{\"text\":\"^1\",\"alternative\":0,\"admits\":true},"
       "{\"text\":\"3\",\"alternative\":1,\"admits\":false}],\"text\":\"1.0.0 is in ^1 || 3: by ^1\"}\n",
       ""},
      {{"version", "explain", "-s", "semver", "1.0.0", "1.x.y"}, 2, "", "npm range: expected a digit, 'x' or '*'"},
      {{"version", "explain", "-s", "semver", "1", "1.0.0"}, 2, "", "semver version: expected"},
  };
  for (const row& r : rows) check(r);
}

TEST_CASE("version bump and convert") {
  const row rows[] = {
      {{"version", "bump", "-s", "semver", "minor", "1.2.3"}, 0, "1.3.0\n", ""},
      {{"version", "bump", "-s", "semver", "prerelease", "1.2.3", "--identifier", "rc"}, 0, "1.2.4-rc.0\n", ""},
      {{"version", "bump", "-s", "calver", "feature", "v2025.2.1"}, 0, "v2026.1.0\n", ""},
      {{"version", "bump", "-s", "calver", "feature", "2025.2.1", "--today", "2025-12-31"}, 0, "2025.3.0\n", ""},
      {{"version", "bump", "-s", "calver", "bugfix", "2025.2.1", "--json"},
       0,
       "{\"schema\":1,\"scheme\":\"calver\",\"kind\":\"bugfix\",\"version\":\"2025.2.1\",\"next\":\"2025.2.2\"}\n",
       ""},
      {{"version", "bump", "-s", "semver", "majr", "1.0.0"},
       2,
       "",
       "version bump: unknown kind majr, did you mean major?"},
      {{"version", "bump", "-s", "calver", "feature", "2025.2.1", "--today", "x"}, 2, "", "--today: expected"},
      {{"version", "bump", "-s", "deb", "major", "1.0"}, 2, "", "1.0: only semver and calver"},
      {{"version", "convert", "--from", "semver", "--to", "deb", "1.0.0-rc.1"}, 0, "1.0.0~rc1\n", ""},
      {{"version", "convert", "--from", "semver", "--to", "deb", "1.0.0+x"},
       0,
       "1.0.0\n",
       "1.0.0+x: lost: build metadata +x\n"},
      {{"version", "convert", "--from", "pep440", "--to", "rpm", "1.0.post1", "--json"},
       0,
       "{\"schema\":1,\"from\":\"pep440\",\"to\":\"rpm\",\"version\":\"1.0.post1\",\"converted\":\"1.0^post1\","
       "\"lost\":\"\"}\n",
       ""},
      {{"version", "convert", "--from", "pep440", "--to", "semver", "1.0.post1"},
       2,
       "",
       "1.0.post1: has no counterpart"},
      {{"version", "latest", "-s", "semver", "--match", "^1", "1.2.3", "1.9.0", "2.0.0"}, 0, "1.9.0\n", ""},
      {{"version", "latest", "-s", "calver", "--match", "2025.2.*", "2025.2.1", "2025.3.0"}, 0, "2025.2.1\n", ""},
      {{"version", "latest", "-s", "semver", "--match", "^3", "1.2.3"}, 1, "", ""},
      {{"version", "latest", "-s", "semver", "--match", "^y", "1.2.3"}, 2, "", "npm range: expected a version"},
  };
  for (const row& r : rows) check(r);
}
