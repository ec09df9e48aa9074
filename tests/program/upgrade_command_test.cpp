// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/upgrade_command.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

namespace {

using namespace maintkit;
using namespace maintkit::program;

struct answer {
  int status;
  std::string out, err;
};

// An installation of pretalx whose programs are there, and tags of its releases.
struct scene : test::temp_dir {
  std::vector<const char*> environment{"PATH=/usr/bin:/bin", nullptr};

  scene() {
    for (const char* name :
         {"bin", "venv", "venv/bin", "venv/lib", "venv/lib/python3.11", "venv/lib/python3.11/site-packages",
          "venv/lib/python3.11/site-packages/pretalx-2024.3.1.dist-info", "data", "data/media", "to"}) {
      REQUIRE(::mkdir((*this / name).c_str(), 0755) == 0);
    }
    test::write_text(*this / "venv/lib/python3.11/site-packages/pretalx-2024.3.1.dist-info/METADATA",
                     "Version: 2024.3.1\n");
    test::write_text(*this / "data/.secret", "x");
    test::write_text(*this / ".pretalx.cfg", "[filesystem]\ndata = " + *this / "data" + "\n");
    for (const char* name : {"venv/bin/python", "bin/systemctl"}) {
      test::write_text(*this / name, "#!/bin/sh\n");
      REQUIRE(::chmod((*this / name).c_str(), 0755) == 0);
    }
    std::string tags;
    for (const char* tag : {"2024.3.0", "2024.3.1", "2025.1.0", "2025.2.0", "2025.2.2"}) {
      tags += std::string(40, 'a') + "\trefs/tags/v" + tag + "\n";
    }
    test::write_text(*this / "tags", tags);
    path_ = "PATH=" + *this / "bin" + ":/usr/bin:/bin";
    environment[0] = path_.c_str();
  }
  answer run(std::vector<std::string> words, bool json = false) {
    words.insert(words.end(), {"--recipe", "pretalx", "--set", "home=" + path()});
    context c;
    c.now = {1783512000, 0};
    c.json = json;
    c.environment = environment.data();
    for (const verb& v : upgrade_verbs) {
      if (v.name != words[0]) continue;
      const auto a = parse(v, std::vector<std::string_view>(words.begin() + 1, words.end()));
      if (!a) return {fail(c, a.error()), c.out.text, c.err.text};
      const int status = v.run(*a, c);
      return {status, c.out.text, c.err.text};
    }
    return {-1, "", "no such verb"};
  }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE("upgrade plan: prints the steps, changes nothing, and says what it can't read") {
  scene s;
  const answer text = s.run({"plan", "2025.1.0"});
  CHECK_MESSAGE(text.status == 0, text.err);
  CHECK(text.out.find("upgrade of pretalx from 2024.3.1 to 2025.1.0\n 1  backup") == 0);
  CHECK(text.out.find(" -m pip install --upgrade-strategy eager -U pretalx==2025.1.0\n") != std::string::npos);
  const answer object = s.run({"plan", "git+https://example.org/pretalx.git@main#egg=pretalx"}, true);
  CHECK(object.status == 0);
  CHECK(json::validate(object.out));
  CHECK(object.out.find(R"("target":"pretalx @ git+https://example.org/pretalx.git@main","version":null)") !=
        std::string::npos);
  CHECK(s.run({"plan", "--installed", "2025.0.9", "2025.1.0"}).out.find(" from 2025.0.9 to ") != std::string::npos);
  const answer bad = s.run({"plan", "pretalx>=2025.1"});
  CHECK(bad.status == 2);
  CHECK(bad.err.find("maintkit: target: expected \"==\"") == 0);
  CHECK(s.run({"plan", "2025.x"}).status == 2);  // no calver
  const answer older = s.run({"plan", "2024.1.0", "--installed", "2025.2.2"});
  CHECK(older.status == 4);
  CHECK((older.out + older.err) == "maintkit: 2024.1.0: is older than the installed 2025.2.2\n");
  CHECK(s.run({"plan", "2024.3.1"}).status == 0);                            // the same again
  CHECK(s.run({"plan", "2024.1.0", "--installed", "nightly"}).status == 0);  // can't be compared
  CHECK(s.run({"plan"}).status == 2);
}

TEST_CASE("upgrade check: every gate, from undecided to go, and no") {
  scene s;
  const answer open = s.run({"check", "2025.1.0"});
  CHECK_MESSAGE(open.status == 3, open.out);
  CHECK(open.out.find(
            "pass     installed  2024.3.1\npass     target     2025.1.0 is newer than 2024.3.1\nunknown  hop ") == 0);
  const answer hop = s.run({"check", "2025.2.2", "--releases", s / "tags"});
  CHECK(hop.status == 1);
  CHECK(hop.out.find("upgrade one after the other: 2025.1.0, 2025.2.2\n") != std::string::npos);
  const answer next = s.run({"check", "2025.1.0", "--releases", s / "tags"});
  CHECK(next.out.find("pass     hop        no release in between\n") != std::string::npos);
  CHECK(s.run({"check", "2025.1.7", "--releases", s / "tags"}).status == 1);  // not in the list
  CHECK(s.run({"check", "2024.3.0"}).status == 1);
  const answer room = s.run({"check", "2025.1.0", "--to", s / "to", "--no-database"});
  CHECK(room.out.find("pass     backup     one of about ") != std::string::npos);
  CHECK(s.run({"check", "2025.1.0", "--to", s / "data/media", "--no-database"}).out.find("fail     backup") !=
        std::string::npos);
  // nobody listens on a port that was just free
  const answer sick = s.run({"check", "2025.1.0", "--health", "--set", "health=http://127.0.0.1:1/"});
  CHECK(sick.status == 1);
  CHECK(sick.out.find("fail     health") != std::string::npos);
  const answer object = s.run({"check", "2025.1.0"}, true);
  CHECK(object.status == 3);
  CHECK(json::validate(object.out));
  CHECK(s.run({"check", "2025.1.0", "--releases", s / "none"}).status == 2);
  test::write_text(s / "tags", "nonsense");
  CHECK(s.run({"check", "2025.1.0", "--releases", s / "tags"}).status == 2);
  s.environment[0] = "PATH=/nowhere";
  CHECK(s.run({"check", "2025.1.0"}).out.find("fail     programs   systemctl can't be found") != std::string::npos);
}
