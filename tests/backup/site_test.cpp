// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/pretalx_recipe.hpp>
#include <maintkit/backup/site.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::backup;

// A folder that looks like an installation of pretalx; its config file is the one in the home directory.
struct installation : test::temp_dir {
  recipe what = *parse_recipe(pretalx_recipe, "pretalx");
  surroundings around;

  installation() {
    for (const char* folder :
         {"venv", "venv/lib", "venv/lib/python3.11", "venv/lib/python3.11/site-packages", "data", "data/media"}) {
      REQUIRE(::mkdir((*this / folder).c_str(), 0755) == 0);
    }
    dist("pretalx-2025.2.2", "Metadata-Version: 2.1\nName: pretalx\nVersion: 2025.2.2\n\nVersion: not this\n");
    dist("pretalx_pages-1.0", "Version: 1.0\n");
    test::write_text(*this / "data/.secret", "s3cret");
    config("[filesystem]\ndata = " + *this / "data" + "\n");
    around.given = {{"home", path()}};
  }

  void dist(const std::string& name, std::string_view metadata) {
    const std::string folder = *this / "venv/lib/python3.11/site-packages/" + name + ".dist-info";
    REQUIRE(::mkdir(folder.c_str(), 0755) == 0);
    test::write_text(folder + "/METADATA", metadata);
  }
  void config(const std::string& text) { test::write_text(*this / ".pretalx.cfg", text); }
  result<site> locate() { return backup::locate(what, around); }
};

}  // namespace

TEST_CASE("site: pretalx is found by its own rules") {
  installation here;
  const auto found = here.locate();
  REQUIRE_MESSAGE(found, render(found.error()));
  CHECK(found->installed == "2025.2.2");
  CHECK(found->config_files == std::vector<std::string>{here / ".pretalx.cfg"});
  CHECK(found->get("media") == here / "data/media");
  CHECK(found->database.kind == "sqlite3");
  CHECK(found->database.name == here / "data/db.sqlite3");
  CHECK(found->health_url == "http://127.0.0.1:8345/healthcheck/");
  CHECK(found->user == "pretalx");
  REQUIRE(found->sources.size() == 3);  // no templates
  CHECK(found->sources[0].paths == std::vector<std::string>{here / "data/media"});
  CHECK(found->sources[1].name == "secret");
  CHECK(found->sources[2].paths == found->config_files);
}

TEST_CASE("site: which source wins") {
  struct row {
    const char* config;
    std::vector<variable> environment;
    const char* setting;
    const char* value;
  };
  const row rows[] = {
      {"", {}, "db_backend", "sqlite3"},
      {"[database]\nbackend = postgresql\n", {}, "db_backend", "postgresql"},
      // the environment beats the file, also when it is empty
      {"[database]\nbackend = x\n", {{"PRETALX_DB_TYPE", "postgresql"}}, "db_backend", "postgresql"},
      {"[database]\nname = x\n", {{"PRETALX_DB_NAME", ""}}, "db_name", ""},
      // but not for the data directory
      {"[filesystem]\ndata = /a\n", {{"PRETALX_DATA_DIR", "/b"}}, "data", "/a"},
      {"", {{"PRETALX_DATA_DIR", "/b"}}, "data", "/b"},
      {"", {{"PRETALX_DATA_DIR", "/b"}}, "media", "/b/media"},
      {"[filesystem]\nmedia = /m\n", {}, "media", "/m"},
      {"[filesystem]\nmedia = /m\n", {{"PRETALX_FILESYSTEM_MEDIA", "/n"}}, "media", "/n"},
      // values as they stand: quotes and what looks like a comment belong to them
      {"[database]\nport = 5432 ; x\n", {}, "db_port", "5432 ; x"},
      {"[site]\nsecret = \"x\"\n", {{"PRETALX_SITE_SECRET", "y"}}, "secret", "\"x\""},
  };
  const recipe what = *parse_recipe(pretalx_recipe, "pretalx");
  for (const row& r : rows) {
    CAPTURE(r.config);
    const auto file = maintkit::detail::parse_ini(r.config);
    REQUIRE(file);
    const auto values = settle(what, {*file}, {r.environment, {}});
    REQUIRE(values);
    CHECK(*find(*values, r.setting) == r.value);
  }
  // of two files the later; what is given beats all; a name that is no setting is refused
  const std::vector<maintkit::detail::ini_file> two{*maintkit::detail::parse_ini("[site]\nsecret = 1\n"),
                                                    *maintkit::detail::parse_ini("[site]\nsecret = 2\n")};
  CHECK(*find(*settle(what, two, {}), "secret") == "2");
  CHECK(*find(*settle(what, two, {{}, {{"secret", "3"}}}), "secret") == "3");
  CHECK(settle(what, two, {{}, {{"sekret", "3"}}}).error().code == errc::invalid);
}

// Twice as long with each setting: without a bound, all of memory.
TEST_CASE("site: settings that double each other end at a bound, and the one that passed it is named") {
  std::string text = "[application]\nname = x\nscheme = semver\n[settings]\na0 = xxxxxxxxxx\n";
  for (int i = 1; i < 16; ++i) {
    const std::string before = "{a" + std::to_string(i - 1) + "}";
    text += "a" + std::to_string(i) + " = " + before + before + "\n";
  }
  const auto doubling = parse_recipe(text, "x");
  REQUIRE(doubling);
  const auto values = settle(*doubling, {}, {});
  REQUIRE_FALSE(values);
  CHECK(values.error().code == errc::limit);
  CHECK(render(values.error()) == "[settings] a13: is longer than 64 KiB\n");
}

TEST_CASE(
    "site: a secret in the config makes the file unnecessary, and without either there is an error at the backup") {
  installation here;
  REQUIRE(::unlink((here / "data/.secret").c_str()) == 0);
  here.config("[filesystem]\ndata = " + here / "data" + "\n[site]\nsecret = x\n");
  const auto found = here.locate();
  REQUIRE(found);
  for (const source& s : found->sources) CHECK(s.name != "secret");
}

TEST_CASE("site: PRETALX_CONFIG_FILE is the only file read then, and must be there") {
  installation here;
  test::write_text(here / "other.cfg", "[filesystem]\ndata = " + here / "data" + "\n[database]\nuser = other\n");
  here.around.environment = {{"PRETALX_CONFIG_FILE", here / "other.cfg"}};
  auto found = here.locate();
  REQUIRE(found);
  CHECK(found->config_files == std::vector<std::string>{here / "other.cfg"});
  CHECK(found->database.user == "other");
  CHECK(found->inherited == std::vector<std::string>{"PRETALX_CONFIG_FILE"});

  here.around.environment = {{"PRETALX_CONFIG_FILE", here / "none.cfg"}};
  CHECK(here.locate().error().code == errc::missing);
  here.around.environment = {{"PRETALX_CONFIG_FILE", "other.cfg"}};
  CHECK(here.locate().error().code == errc::invalid);
  here.around.environment = {{"PRETALX_CONFIG_FILE", ""}};  // as if it were not set
  CHECK(here.locate()->config_files == std::vector<std::string>{here / ".pretalx.cfg"});
}

TEST_CASE("site: what can't be read is an error, and shows no secret") {
  installation here;
  here.config("[database]\npassword geheim\n");
  const auto found = here.locate();
  REQUIRE_FALSE(found);
  CHECK(found.error().what == here / ".pretalx.cfg:2");
  CHECK(render(found.error()).find("geheim") == std::string::npos);
  here.config("[filesystem]\ndata = data\n");
  CHECK(here.locate().error().code == errc::invalid);  // relative
}

TEST_CASE("site: without any config the data is beside the packages, wherever those are") {
  installation here;
  REQUIRE(::unlink((here / ".pretalx.cfg").c_str()) == 0);
  const std::string packages = here / "venv/lib/python3.11/site-packages";
  REQUIRE(std::rename((here / "data").c_str(), (packages + "/data").c_str()) == 0);
  const auto found = here.locate();
  REQUIRE_MESSAGE(found, render(found.error()));
  CHECK(found->database.name == packages + "/data/db.sqlite3");
  CHECK(found->sources[0].paths == std::vector<std::string>{packages + "/data/media"});
  REQUIRE(::mkdir((packages + "/data/templates").c_str(), 0755) == 0);
  CHECK(here.locate()->sources[1].name == "templates");
  // Two of them: which one runs is not to be guessed.
  REQUIRE(std::system(("mkdir -p " + here / "venv/lib/python3.12/site-packages").c_str()) == 0);
  CHECK(here.locate().error().why.find("could be ") == 0);
}

TEST_CASE("site: the installed version is found in one place, or it is not known, or an error") {
  installation here;
  here.dist("pretalx-2025.1.0", "Version: 2025.1.0\n");
  CHECK(here.locate().error().why == "is 2025.1.0 and 2025.2.2 at once");
  installation empty;
  REQUIRE(std::rename((empty / "venv").c_str(), (empty / "gone").c_str()) == 0);
  const auto found = empty.locate();
  REQUIRE(found);
  CHECK_FALSE(found->installed);
}

TEST_CASE("site: the version in a file") {
  CHECK(version_in("Name: x\nversion:  1.2 \n", "Version") == "1.2");
  CHECK_FALSE(version_in("Name: x\n\nVersion: 1.2\n", "Version"));
  CHECK(version_in("1.2\nmore\n", "") == "1.2");
  CHECK_FALSE(version_in("", ""));
}

// Another shape of application: no config file, no Python, one unit, its own place for the version.
TEST_CASE("site: a second recipe, of an application of another kind") {
  test::temp_dir here;
  test::write_text(here / "VERSION", "v3.4.5\n");
  test::write_text(here / "settings", "[db]\ndatabase = wiki\nserver = localhost\n");
  REQUIRE(::mkdir((here / "uploads").c_str(), 0755) == 0);
  const auto what = parse_recipe(
      "[application]\nname = wiki\nscheme = semver\n[installed]\nfile = {root}/VERSION\n"
      "[config]\nfiles = {root}/settings\n"
      "[settings]\nroot = " +
          here.path() +
          "\ndb = | db.database\nserver = | db.server | $WIKI_DB\n"
          "[database]\nkind = mariadb\nname = {db}\nhost = {server}\n"
          "[files uploads]\npath = {root}/up*s\n[step stop]\nrun = systemctl stop wiki\nuser = root\n",
      "wiki");
  REQUIRE_MESSAGE(what, render(what.error()));
  const auto found = locate(*what, {{{"WIKI_DB", "10.0.0.1"}, {"OTHER", "x"}}, {}});
  REQUIRE_MESSAGE(found, render(found.error()));
  CHECK(found->installed == "v3.4.5");
  CHECK(found->database.kind == "mariadb");
  CHECK(found->database.name == "wiki");
  CHECK(found->database.host == "10.0.0.1");
  CHECK(found->sources[0].paths == std::vector<std::string>{here / "uploads"});
  CHECK(found->inherited == std::vector<std::string>{"WIKI_DB"});
}
