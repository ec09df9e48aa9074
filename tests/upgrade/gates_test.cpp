// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/upgrade/gates.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace maintkit;
using namespace maintkit::upgrade;

// Everything well: 2025.1.0 to 2025.2.2.
facts well() {
  facts f;
  f.scheme = version::scheme::calver;
  f.installed = "2025.1.0";
  f.target = *parse_requirement("2025.2.2", "pretalx");
  f.hops = std::vector<std::string>{"2025.2.2"};
  f.backup = finding{true, "one can be taken"};
  f.health = finding{true, "is well"};
  return f;
}

std::string line(const facts& f, std::string_view name) {
  for (const gate& g : judge(f)) {
    if (g.name == name) return std::string(to_string(g.state)) + ": " + g.why;
  }
  return "none";
}

}  // namespace

TEST_CASE("gates: all pass when all is well") {
  const auto gates = judge(well());
  CHECK(verdict(gates) == state::pass);
  CHECK(exit_status(verdict(gates)) == 0);
  for (const gate& g : gates) CHECK(g.remedy.empty());
  CHECK(to_text(gates) ==
        "pass     installed  2025.1.0\n"
        "pass     target     2025.2.2 is newer than 2025.1.0\n"
        "pass     hop        no release in between\n"
        "pass     programs   all that the steps run are there\n"
        "pass     backup     one can be taken\n"
        "pass     health     is well\n");
}

TEST_CASE("gates: each one, failed and undecided") {
  facts f = well();
  f.installed.clear();
  CHECK(line(f, "installed") == "unknown: no installed version was found");
  CHECK(line(f, "target") == "unknown: what is installed is not known");
  f.hops.reset();  // without a beginning there is no way, whatever list is at hand
  CHECK(line(f, "hop") == "unknown: what is installed is not known");
  CHECK(judge(f)[2].remedy == "name it with --installed V");
  CHECK(exit_status(verdict(judge(f))) == 3);

  f = well();
  f.installed = "nightly";
  CHECK(line(f, "installed") == "unknown: nightly is no calver version");

  f = well();
  f.target.version = "2025.1.0";
  CHECK(line(f, "target") == "fail: 2025.1.0 is installed already");
  f.target.version = "2024.3.1";
  CHECK(line(f, "target") == "fail: 2024.3.1 is older than 2025.1.0");
  CHECK(exit_status(verdict(judge(f))) == 1);
  f.target = *parse_requirement("git+https://example.org/p.git@main#egg=pretalx", "pretalx");
  CHECK(line(f, "target") == "unknown: built from source it has no version to compare");
  f.hops.reset();
  CHECK(line(f, "hop") == "unknown: built from source it is in no list of releases");

  f = well();
  f.hops.reset();
  CHECK(line(f, "hop") == "unknown: no list of releases was given");
  f.hops = std::vector<std::string>{"2025.1.3", "2025.2.2"};
  CHECK(line(f, "hop") == "fail: releases may not be skipped");
  CHECK(judge(f)[2].remedy == "upgrade one after the other: 2025.1.3, 2025.2.2");
  f.route_fault = error(errc::missing, "2025.2.2", "is not in the feed");
  CHECK(line(f, "hop") == "fail: 2025.2.2: is not in the feed");

  f = well();
  f.missing_programs = {"/x/python", "systemctl"};
  CHECK(line(f, "programs") == "fail: /x/python, systemctl can't be found");

  f = well();
  f.backup.reset();
  f.health.reset();
  CHECK(line(f, "backup") == "unknown: no place for backups was given");
  CHECK(line(f, "health") == "unknown: the service was not asked");
  f.health = finding{false, "connect.refused"};
  CHECK(line(f, "health") == "fail: connect.refused");
  CHECK(verdict(judge(f)) == state::fail);  // a failed gate outweighs an undecided one
}

TEST_CASE("gates: as JSON") {
  facts f = well();
  f.health.reset();
  const std::string text = to_json(judge(f));
  CHECK(json::validate(text));
  CHECK(text.find(R"({"schema":1,"verdict":"unknown","gates":[{"name":"installed","state":"pass",)") == 0);
  CHECK(text.find(R"({"name":"health","state":"unknown","reason":"the service was not asked",)") != std::string::npos);
}
