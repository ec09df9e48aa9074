// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/path_glob.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using maintkit::detail::expand_path;

}  // namespace

TEST_CASE("path_glob: patterns fit inside one name, and dots only where they are asked for") {
  test::temp_dir here;
  for (const char* name : {"a1", "a2", "b1", ".a3", "a1/lib", "a2/lib", "a2/lib/x"}) {
    REQUIRE(::mkdir((here / name).c_str(), 0755) == 0);
  }
  test::write_text(here / "a3", "a file");
  struct row {
    const char* pattern;
    std::vector<std::string> found;
  };
  const row rows[] = {
      {"a1", {"a1"}},
      {"a9", {}},
      {"a*", {"a1", "a2", "a3"}},
      {"a?", {"a1", "a2", "a3"}},
      {"*", {"a1", "a2", "a3", "b1"}},
      {".a*", {".a3"}},
      {"*/lib", {"a1/lib", "a2/lib"}},  // a3 is a file: nothing below it
      {"*/*/*", {"a2/lib/x"}},
      {"a*/../b1", {"a1/../b1", "a2/../b1"}},
      {"a2//lib", {"a2/lib"}},
      {"a3/x", {}},
  };
  for (const row& r : rows) {
    CAPTURE(r.pattern);
    std::vector<std::string> expected;
    for (const std::string& name : r.found) expected.push_back(here / name);
    const auto found = expand_path(here / r.pattern);
    REQUIRE(found);
    CHECK(*found == expected);
  }
}

TEST_CASE("path_glob: relative paths are refused, and what can't be read is an error") {
  CHECK(expand_path("a*").error().code == errc::invalid);
  CHECK(expand_path("").error().code == errc::invalid);
  CHECK(*expand_path("/") == std::vector<std::string>{"/"});
  if (::geteuid() == 0) return;  // root may read everything
  test::temp_dir here;
  REQUIRE(::mkdir((here / "closed").c_str(), 0) == 0);
  CHECK(expand_path(here / "closed/*").error().code == errc::denied);
}
