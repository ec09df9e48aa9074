// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/upgrade.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include <sys/stat.h>

namespace {

using namespace maintkit;
using namespace maintkit::upgrade;

}  // namespace

TEST_CASE("upgrade: which of a recipe's files are there") {
  test::temp_dir here;
  test::write_text(here / "b.service", "");
  const auto what = backup::parse_recipe("[application]\nname = x\nscheme = semver\n[step a]\nrun = x\nif_file =\n " +
                                             here / "a.service" + "\n " + here / "b.service" + "\n",
                                         "x");
  REQUIRE(what);
  CHECK(present_files(*what) == std::vector<std::string>{here / "b.service"});
}

TEST_CASE("upgrade: programs that can't be found are named, each once") {
  planned p;
  for (const char* program : {"sh", "/bin/sh", "no-such-program", "/no/such/program", "no-such-program"}) {
    p.steps.push_back({"s", action::run, {program, "x"}, "root"});
  }
  p.steps.push_back({"b", action::backup, {}, ""});
  CHECK(missing_programs(p, "") == std::vector<std::string>{"no-such-program", "/no/such/program"});
}

TEST_CASE("upgrade: can a backup be taken?") {
  test::temp_dir here;
  for (const char* name : {"media", "to"}) REQUIRE(::mkdir((here / name).c_str(), 0755) == 0);
  backup::site site;
  site.sources = {{"media", {here / "media"}}};
  CHECK(look_at_backup(site, here / "to", {}).good);
  const finding inside = look_at_backup(site, here / "media", {});
  CHECK_FALSE(inside.good);
  CHECK(inside.why.find("inside what is saved") != std::string::npos);
  CHECK_FALSE(look_at_backup(site, here / "none", {}).good);
}
