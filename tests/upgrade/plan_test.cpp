// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/pretalx_recipe.hpp>
#include <maintkit/upgrade/plan.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::upgrade;

constexpr const char* worker = "/etc/systemd/system/pretalx-worker.service";

struct scene {
  backup::recipe what = *backup::parse_recipe(backup::pretalx_recipe, "pretalx");
  backup::site here;

  scene() {
    here.application = "pretalx";
    here.installed = "2025.1.0";
    here.user = "pretalx";
    here.directory = "/var/pretalx";
    here.settings = {{"home", "/var/pretalx"}, {"python", "/var/pretalx/venv/bin/python"}};
    here.database.kind = "postgresql";
    here.environment = {{"HOME", "/var/pretalx"}, {"PRETALX_NO_INITIAL_LOG", "1"}};
    here.inherited = {"PRETALX_DB_PASS"};
    here.health_url = "http://127.0.0.1:8345/healthcheck/";
  }
  planned to(std::string_view target, const std::vector<std::string>& present = {}) {
    const auto r = parse_requirement(target, what.package, needed_extras(what, here));
    REQUIRE(r);
    const auto p = plan(what, here, *r, present);
    REQUIRE_MESSAGE(p, render(p.error()));
    return *p;
  }
  std::string names(std::string_view target, const std::vector<std::string>& present = {}) {
    std::string out;
    for (const step& s : to(target, present).steps) out += (out.empty() ? "" : " ") + s.name;
    return out;
  }
};

}  // namespace

TEST_CASE("plan: pretalx's steps, as text and as JSON") {
  scene s;
  const planned p = s.to("2025.2.2", {worker});
  CHECK(to_text(p) ==
        "upgrade of pretalx from 2025.1.0 to 2025.2.2\n"
        " 1  backup            take a backup and verify it\n"
        " 2  install           as pretalx: /var/pretalx/venv/bin/python -m pip install --upgrade-strategy eager -U "
        "'pretalx[postgres]==2025.2.2'\n"
        " 3  check             as pretalx: /var/pretalx/venv/bin/python -m pretalx check --deploy\n"
        " 4  migrate           as pretalx: /var/pretalx/venv/bin/python -m pretalx migrate\n"
        " 5  rebuild-frontend  as pretalx: /var/pretalx/venv/bin/python -m pretalx rebuild --npm-install\n"
        " 6  restart-web       as root: systemctl restart pretalx-web\n"
        " 7  restart-worker    as root: systemctl restart pretalx-worker\n"
        " 8  health            wait until http://127.0.0.1:8345/healthcheck/ is well\n"
        "Stops at the first step that fails.\n"
        "in /var/pretalx\n"
        "with HOME=/var/pretalx PRETALX_NO_INITIAL_LOG=1\n"
        "with the application's own PRETALX_DB_PASS\n"
        "without rebuild: only before 2023.1.0\n"
        "without rebuild-packaged: only from 2026.2.0\n"
        "without rebuild-source: only when built from source\n"
        "without regenerate-css: only before 2024.3.0\n");
  const std::string text = to_json(p);
  CHECK(json::validate(text));
  CHECK(text.find(R"("argv":["/var/pretalx/venv/bin/python","-m","pip","install","--upgrade-strategy","eager","-U",)"
                  R"("pretalx[postgres]==2025.2.2"]})") != std::string::npos);
  CHECK(text.find(R"("inherited":["PRETALX_DB_PASS"])") != std::string::npos);
}

TEST_CASE("plan: which steps belong to which version") {
  scene s;
  const std::string begin = "backup install check migrate ";
  const std::string end = " restart-web health";
  // --npm-install came with the built frontend of 2023.1, and packages bring that from 2026.2
  CHECK(s.names("2.3.1") == begin + "rebuild regenerate-css" + end);
  CHECK(s.names("2022.9.0") == begin + "rebuild regenerate-css" + end);
  CHECK(s.names("2023.1.0") == begin + "rebuild-frontend regenerate-css" + end);
  CHECK(s.names("2024.2.1") == begin + "rebuild-frontend regenerate-css" + end);
  CHECK(s.names("2024.3.0") == begin + "rebuild-frontend" + end);  // regenerate_css is gone
  CHECK(s.names("2026.1.2") == begin + "rebuild-frontend" + end);
  CHECK(s.names("2026.2.0") == begin + "rebuild-packaged" + end);
  CHECK(s.names("git+https://example.org/p.git@main#egg=pretalx") == begin + "rebuild-source" + end);
  CHECK(s.names("2026.2.1", {worker}) == begin + "rebuild-packaged restart-web restart-worker health");
}

TEST_CASE("plan: services are only restarted when all else has passed") {
  scene s;
  for (const char* target : {"2.3.1", "2024.3.1", "2026.2.1", "git+https://example.org/p.git@main#egg=pretalx"}) {
    const planned p = s.to(target, {worker});
    bool restarted = false;
    for (const step& each : p.steps) {
      const bool restart = !each.argv.empty() && each.argv[0] == "systemctl";
      CHECK((!restarted || restart || each.what == action::health));
      restarted = restarted || restart;
    }
    CHECK(p.steps.front().what == action::backup);
    CHECK(p.steps.back().what == action::health);
  }
}

TEST_CASE("plan: extras follow the database, and a version must be one") {
  scene s;
  s.here.database.kind = "sqlite3";
  CHECK(s.to("2025.2.2").steps[1].argv.back() == "pretalx==2025.2.2");
  requirement bad;
  bad.package = "pretalx";
  bad.version = "2025.x";
  CHECK(plan(s.what, s.here, bad, {}).error().code == errc::malformed);
  s.what.scheme = "roman";
  CHECK(plan(s.what, s.here, bad, {}).error().code == errc::unsupported);
}

TEST_CASE("plan: a value with blanks stays one word") {
  scene s;
  s.here.settings[1].value = "/opt/my venv/bin/python";
  CHECK(s.to("2025.2.2").steps[1].argv[0] == "/opt/my venv/bin/python");
}

TEST_CASE("plan: another application's recipe") {
  const auto what = backup::parse_recipe(
      "[application]\nname = wiki\nscheme = semver\npackage = wiki\nuser = www\n"
      "[settings]\nphp = /usr/bin/php\n"
      "[step stop]\nrun = systemctl stop wiki\nuser = root\n"
      "[step backup]\ndo = backup\n"
      "[step fetch]\nrun = wikictl get {version}\n"
      "[step migrate]\nrun = {php} maintenance/update.php --quick\nfrom = 2.0.0\n"
      "[step start]\nrun = systemctl start wiki\nuser = root\n",
      "wiki");
  REQUIRE_MESSAGE(what, render(what.error()));
  backup::site here;
  here.user = "www";
  here.settings = {{"php", "/usr/bin/php"}};
  const auto p = plan(*what, here, *parse_requirement("2.1.0", "wiki"), {});
  REQUIRE(p);
  REQUIRE(p->steps.size() == 5);
  CHECK(quoted(p->steps[2].argv) == "wikictl get 2.1.0");
  CHECK(p->steps[3].user == "www");
  CHECK(plan(*what, here, *parse_requirement("1.9.0", "wiki"), {})->steps.size() == 4);
}

TEST_CASE("plan: words are quoted so that a shell reads them back") {
  const std::vector<std::string> words{"plain", "a b", "", "it's", "$x", "--a=b,c", "*", "new\nline", "~"};
  const std::string line = quoted(words);
  CHECK(line.substr(0, 33) == "plain 'a b' '' 'it'\\''s' '$x' --a");
  test::temp_dir here;
  std::string expected;
  for (const std::string& word : words) expected += word + "|";
  test::write_text(here / "s", "printf '%s|' " + line + " > " + here / "out\n");
  REQUIRE(std::system(("sh " + here / "s").c_str()) == 0);
  CHECK(test::read_text(here / "out") == expected);
}
