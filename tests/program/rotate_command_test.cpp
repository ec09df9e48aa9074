// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/backup/manifest.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/rotate_command.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <cstdio>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::program;

struct outcome {
  int status = 0;
  std::string out;
  std::string err;
};

// Runs one verb as the program would, at 2026-07-08T12:00:00Z, with `input` on its standard input.
outcome rotate(std::string_view name, const std::vector<std::string>& given, const std::string& input = {}) {
  context c;
  c.now = {1'783'512'000, 0};
  c.environment = nullptr;
  std::FILE* const file = std::tmpfile();
  REQUIRE(file != nullptr);
  std::fwrite(input.data(), 1, input.size(), file);
  std::rewind(file);
  c.input = ::fileno(file);
  const std::vector<std::string_view> words(given.begin(), given.end());
  outcome out;
  bool known = false;
  for (const verb& row : rotate_verbs) {
    if (row.name != name) continue;
    known = true;
    const auto parsed = parse(row, words);
    if (parsed) {
      c.json = parsed->has("--json");
      c.quiet = parsed->has("--quiet");
    }
    out.status = parsed ? row.run(*parsed, c) : fail(c, parsed.error());
  }
  REQUIRE(known);
  std::fclose(file);
  out.out = c.out.text;
  out.err = c.err.text;
  return out;
}

constexpr const char* three =
    "2026-07-06T12:00:00Z\ta\n"
    "2026-07-07T12:00:00Z\tb\tkeep,upgrade\n"
    "2026-07-07T18:00:00+02:00\tc\n";

// A day's backup each from 2026-06-29 to 07-08.
struct folder {
  test::temp_dir dir;

  folder() {
    for (const char* day : {"0629", "0630", "0701", "0702", "0703", "0704", "0705", "0706", "0707", "0708"}) {
      test::write_text(dir / name(day), "backup");
    }
  }
  static std::string name(const char* day) { return "db-2026" + std::string(day) + "T020000Z.dump"; }

  std::vector<std::string> entries(const std::string& below = "") const {
    const auto opened = maintkit::detail::open_directory(dir.path() + below);
    if (!opened) return {};
    return *maintkit::detail::names_in(opened->get(), 1000, "folder");
  }
};

// The text is one JSON document.
bool is_json(std::string_view text) {
  json::reader r(text);
  json::token t = r.next();
  while (t != json::token::end && t != json::token::error) t = r.next();
  return t == json::token::end;
}

}  // namespace

TEST_CASE("rotate plan: lines from standard input, in order and with reasons") {
  const outcome said = rotate("plan", {"-", "--keep", "daily=1"}, three);
  CHECK(said.status == 0);
  CHECK(said.err.empty());
  CHECK(said.out ==
        "keep\tc\tdaily 1 of 1; until about 2026-07-08\n"
        "remove\tb\tday 2026-07-07 has c\n"
        "remove\ta\tpast the 1 day kept\n");
  CHECK(rotate("plan", {"-", "--keep-daily=1"}, three).out == said.out);
  CHECK(rotate("plan", {"-", "--keep-daily", "1", "-q"}, three).out.empty());
  CHECK(rotate("plan", {"-", "--keep-tag", "upgrade,keep"}, three).out ==
        "keep\tc\tnewest complete\n"
        "keep\tb\ttagged upgrade,keep\n"
        "remove\ta\tnot tagged upgrade,keep\n");
  CHECK(rotate("plan", {"-", "--keep-daily", "2", "--dialect", "restic"}, three).out ==
        "keep\tc\tdaily snapshot\n"
        "remove\tb\tday 2026-07-07 has c\n"
        "keep\ta\tdaily snapshot\n");
  CHECK(rotate("plan", {"-", "--keep-daily", "1", "--keep-weekly", "2", "--dialect", "borg"}, three).out ==
        "keep\tc\tdaily #1\n"
        "remove\tb\tday 2026-07-07 has c; week 2026-W28 has c\n"
        "keep\ta\tweekly[oldest] #1\n");
  // 18:00+02:00 is the next day in Tokyo.
  CHECK(rotate("plan", {"-", "--keep-daily", "2", "--zone", "+09:00"}, three).out.find("keep\tb\tdaily 2 of 2") !=
        std::string::npos);
  CHECK(rotate("plan", {"-", "--keep-daily", "9", "--pin", "a", "--now", "2026-07-01T00:00:00Z"}, three).out ==
        "keep\tc\tdated in the future\nkeep\tb\tdated in the future\nkeep\ta\tpinned; dated in the future\n");
  CHECK(rotate("plan", {"-", "--keep-daily", "1"}, "").out.empty());
}

TEST_CASE("rotate plan: JSON") {
  const outcome said = rotate("plan", {"-", "--keep", "daily=1", "--json"}, three);
  CHECK(said.status == 0);
  CHECK(is_json(said.out));
  CHECK(said.out.find("{\"schema\":1,\"dialect\":\"maintkit\",\"policy\":\"daily=1\"") == 0);
  CHECK(
      said.out.find("{\"name\":\"b\",\"time\":\"2026-07-07T12:00:00Z\",\"bytes\":0,\"action\":\"remove\",\"reasons\":[{"
                    "\"text\":\"day 2026-07-07 has c\",\"rule\":\"daily\",\"of\":1,\"period\":\"2026-07-07\","
                    "\"superseded_by\":\"c\"}]}") != std::string::npos);
}

TEST_CASE("rotate: a policy that can't be meant is refused before the directory is looked at") {
  const std::vector<std::vector<std::string>> bad = {
      {},
      {"--keep", ""},
      {"--keep", "daily=0"},
      {"--keep", "daily=7.5"},
      {"--keep", "daily=-1"},
      {"--keep", "daily"},
      {"--keep", "daily=7,"},
      {"--keep", "daily=7", "--keep-daily", "7"},
      {"--keep-daily"},
      {"--keep-daily", ""},
      {"--keep-daily", "0"},
      {"--keep-daily", "-1"},
      {"--keep-daily", "7.5"},
      {"--keep-daily", "seven"},
      {"--keep-daily", "7", "--keep-daily", "8"},
      {"--keep-within", "-3d"},
      {"--keep-within", "0d"},
      {"--keep-within", "3"},
      {"--keep-within", ""},
      {"--keep-tag", ""},
      {"--keep-daily", "7", "--at-least", "0"},
      {"--keep-daily", "7", "--at-least", "x"},
      {"--keep-daily", "7", "--zone", "Nowhere/Land"},
      {"--keep-daily", "7", "--now", "yesterday"},
      {"--keep-daily", "7", "--week-starts", "someday"},
      {"--keep-daily", "7", "--day-starts", "4"},
      {"--keep-daily", "7", "--day-starts", "24:00"},
      {"--keep-daily", "7", "--dialect", "tar"},
      {"--keep-daily", "0", "--dialect", "restic"},
      {"--keep-daily", "-1", "--dialect", "restic"},
      {"--keep-daily", "7", "--at-least", "2", "--dialect", "restic"},
      {"--keep-within", "7d", "--dialect", "proxmox"},
  };
  const folder f;
  for (const auto& options : bad) {
    CAPTURE(options.size());
    CAPTURE(options.empty() ? std::string() : options.back());
    for (const char* name : {"plan", "apply"}) {
      std::vector<std::string> words = {f.dir.path(), "--match", "db-{time}.dump"};
      words.insert(words.end(), options.begin(), options.end());
      const outcome said = rotate(name, words);
      const bool wrong = said.status == 2 || said.status == 1;  // 1: a zone that is not there
      CHECK(wrong);
      CHECK(said.out.empty());
      CHECK(said.err.substr(0, 10) == "maintkit: ");
    }
  }
  CHECK(rotate("apply", {f.dir.path(), "--match", "db-{date}.dump", "--keep-daily", "1"}).status == 2);
  CHECK(rotate("apply", {f.dir.path(), "--match", "db-{time}.dump", "--keep-tag", "typo"}).status == 4);
  CHECK(rotate("apply", {f.dir.path(), "--match", "db-{time}.dump", "--keep-daily", "1", "--pin", "typo"}).status == 2);
  CHECK(f.entries().size() == 10);  // and no lock file, and no trash
}

TEST_CASE("rotate plan: the place of what can't be read") {
  const outcome policy = rotate("plan", {"-", "--keep", "daily=7,weekly=x"}, three);
  CHECK(policy.err ==
        "maintkit: --keep: expected a count above 0, or unlimited at byte 15\n"
        "  daily=7,weekly=x\n"
        "                 ^\n");
  struct row {
    const char* line;
    const char* says;
  };
  const row rows[] = {
      {"yesterday\ta\n", "line 1: expected a digit at byte 0"},
      {"2026-02-30T00:00:00Z\ta\n", "line 1: expected a day that this month has at byte 8"},
      {"2026-07-08T00:00:00Z\n", "line 1: expected a tab and a name at byte 20"},
      {"2026-07-08T00:00:00Z\t\n", "line 1: expected a tab and a name at byte 20"},
      {"2026-07-08T00:00:00Z\ta\tb\tc\n", "line 1: expected the end at byte 24"},
      {"2026-07-08T00:00:00Z\ta\n\n2026-07-08\tb\n", "line 3: "},
  };
  for (const row& r : rows) {
    CAPTURE(r.line);
    const outcome said = rotate("plan", {"-", "--keep-daily", "1"}, r.line);
    CHECK(said.status == 2);
    CHECK(said.out.empty());
    CHECK(said.err.find(r.says) != std::string::npos);
  }
}

TEST_CASE("rotate plan: a directory is not changed") {
  const folder f;
  test::write_text(f.dir / "db-20260708T030000Z.dump", "");
  test::write_text(f.dir / "not\x1bours\n", "x");
  struct stat before {};
  struct stat after {};
  REQUIRE(::stat(f.dir.path().c_str(), &before) == 0);
  const outcome said = rotate("plan", {f.dir.path(), "--match", "db-{time}.dump", "--keep-daily", "1"});
  REQUIRE(::stat(f.dir.path().c_str(), &after) == 0);
  CHECK(before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
  CHECK(f.entries().size() == 12);
  CHECK(said.status == 0);
  CHECK(said.out.find("keep\tdb-20260708T030000Z.dump\tnot verified: is empty\n") == 0);
  CHECK(said.out.find("keep\tdb-20260708T020000Z.dump\tdaily 1 of 1") != std::string::npos);
  CHECK(said.out.find("foreign\tnot\\x1bours\\x0a\tdoes not fit the pattern\n") != std::string::npos);
  CHECK(rotate("plan", {f.dir / "nowhere", "--keep-daily", "1"}).status == 2);
  CHECK(rotate("plan", {f.dir / "db-20260708T030000Z.dump", "--keep-daily", "1"}).status == 2);
  CHECK(rotate("plan", {"-", "--match", "{time}", "--keep-daily", "1"}).status == 2);
  CHECK(rotate("plan", {f.dir.path(), "--settle", "1h", "--keep-daily", "1"}).status == 2);
}

TEST_CASE("rotate plan: a program may say which files are good") {
  const folder f;
  test::write_text(f.dir / "check", "#!/bin/sh\ncase $1 in *0708T*) exit 1;; esac\n");
  REQUIRE(::chmod((f.dir / "check").c_str(), 0700) == 0);
  const std::vector<std::string> words = {f.dir.path(),   "--match", "db-{time}.dump",
                                          "--keep-daily", "1",       "--verify-with"};
  auto with = [&](const std::string& program) {
    std::vector<std::string> all = words;
    all.push_back(program);
    return rotate("plan", all);
  };
  const outcome said = with(f.dir / "check");
  CHECK(said.status == 0);
  CHECK(said.out.find("keep\tdb-20260708T020000Z.dump\tnot verified: its verification failed\n"
                      "keep\tdb-20260707T020000Z.dump\tdaily 1 of 1") == 0);
  CHECK(with(f.dir / "nowhere").status == 2);
}

TEST_CASE("rotate apply, undo and purge") {
  const folder f;
  const std::vector<std::string> match = {f.dir.path(), "--match", "db-{time}.dump"};
  const auto apply = [&](std::vector<std::string> more) {
    more.insert(more.begin(), match.begin(), match.end());
    return rotate("apply", more);
  };
  const outcome first = apply({"--keep-daily", "8"});
  CHECK(first.status == 0);
  CHECK(first.out ==
        "remove\tdb-20260630T020000Z.dump\tpast the 8 days kept\n"
        "remove\tdb-20260629T020000Z.dump\tpast the 8 days kept\n");
  CHECK(first.err == "maintkit: 2 backups moved to .trash/20260708T120000Z, maintkit rotate undo brings them back\n");
  CHECK(f.entries().size() == 9);
  CHECK(f.entries("/.trash/20260708T120000Z").size() == 3);

  const outcome again = apply({"--keep-daily", "8"});
  CHECK(again.status == 0);
  CHECK(again.out.empty());
  CHECK(f.entries("/.trash").size() == 2);

  const outcome typo = apply({"--keep-daily", "1"});
  CHECK(typo.status == 4);
  CHECK(typo.out.empty());
  CHECK(typo.err.find("7 of the 8 backups that the last run kept would go") != std::string::npos);
  CHECK(apply({"--keep-daily", "1", "--force-share", " "}).status == 2);
  CHECK(apply({"--keep-daily", "7", "--now", "2026-07-01T00:00:00Z"}).status == 0);  // all but one are in the future
  CHECK(apply({"--keep-daily", "7", "--now", "2027-07-01T00:00:00Z"}).status == 4);
  CHECK(f.entries().size() == 9);

  CHECK(apply({"--keep-daily", "1", "--force-share", "moving house", "--json"}).status == 0);
  CHECK(f.entries().size() == 2);
  CHECK(test::read_text(f.dir / ".trash/20260708T120000Z-2/journal").find("force-share: moving house\n") !=
        std::string::npos);
  const outcome back = rotate("undo", {f.dir.path()});
  CHECK(back.status == 0);
  CHECK(back.out.find("restored\tdb-20260701T020000Z.dump\n") != std::string::npos);
  CHECK(f.entries().size() == 9);
  const outcome purged = rotate("purge", {f.dir.path(), "--older-than", "1d", "--now", "2026-07-09T13:00:00Z"});
  CHECK(purged.out == "purged\t20260708T120000Z\n");
  CHECK(rotate("undo", {f.dir.path()}).status == 1);
  CHECK(f.entries("/.trash").size() == 1);

  CHECK(rotate("purge", {f.dir.path()}).status == 2);
  CHECK(rotate("purge", {f.dir.path(), "--older-than", "-1d"}).status == 2);
  CHECK(rotate("apply", {"-", "--keep-daily", "1"}).status == 2);
  const auto other = rotation::open_backups(f.dir.path(), rotation::locking::yes);
  REQUIRE(other);
  CHECK(apply({"--keep-daily", "8"}).status == 3);
  CHECK(rotate("undo", {f.dir.path()}).status == 3);
}

TEST_CASE("rotate: backup sets are known by their manifests") {
  const test::temp_dir dir;
  backup::manifest m;
  m.application = "example";
  m.program = "maintkit";
  m.verified = backup::level::structure;
  m.entries.push_back({"media.tar", "files", 5, std::string(64, 'a'), 0600, {}, {"/srv"}});
  const auto make = [&](const std::string& name, const std::string& manifest, const char* media) {
    REQUIRE(::mkdir((dir / name).c_str(), 0700) == 0);
    if (!manifest.empty()) test::write_text(dir / name + "/manifest.json", manifest);
    test::write_text(dir / name + "/media.tar", media);
  };
  make("20260701T120000Z", backup::to_json(m), "media");
  make("20260702T120000Z", backup::to_json(m), "media");
  make("20260703T120000Z", backup::to_json(m), "cut");
  make("20260704T120000Z", "{\"schema\":1", "media");
  make("20260705T120000Z", "", "media");
  m.verified = backup::level::hashes;
  make("20260706T120000Z", backup::to_json(m), "media");
  const outcome said = rotate("plan", {dir.path(), "--keep-last", "1"});
  CHECK(said.out ==
        "keep\t20260706T120000Z\tnot verified: its contents were not checked\n"
        "keep\t20260704T120000Z\tnever finished: its manifest can't be read\n"
        "keep\t20260703T120000Z\tnever finished: a file is missing or too short\n"
        "keep\t20260702T120000Z\tlast 1 of 1; until about 2026-07-03\n"
        "remove\t20260701T120000Z\tpast the last 1\n"
        "foreign\t20260705T120000Z\tis no backup set\n");
  CHECK(rotate("apply", {dir.path(), "--keep-last", "1"}).status == 0);
  CHECK(test::read_text(dir / ".trash/20260708T120000Z/20260701T120000Z/media.tar") == "media");
}

TEST_CASE("rotate explain: where dialects differ") {
  const outcome said = rotate("explain", {"-", "--keep", "daily=1,weekly=2", "--as", "restic,borg"}, three);
  CHECK(said.status == 0);
  CHECK(said.out.empty());
  const outcome other = rotate("explain", {"-", "--keep", "daily=3", "--as", "maintkit,rotate-backups"}, three);
  CHECK(other.out ==
        "c\tmaintkit: keep (daily 1 of 3; until about 2026-07-10)\trotate-backups: remove (day 2026-07-07 has b)\n"
        "b\tmaintkit: remove (day 2026-07-07 has c)\trotate-backups: keep (daily)\n");
  CHECK(is_json(rotate("explain", {"-", "--keep", "daily=3", "--as", "maintkit,kopia", "--json"}, three).out));
  CHECK(rotate("explain", {"-", "--keep", "daily=3"}, three).status == 2);
  CHECK(rotate("explain", {"-", "--keep", "daily=3", "--as", "restic"}, three).status == 2);
  CHECK(rotate("explain", {"-", "--keep", "within=3d", "--as", "restic,proxmox"}, three).status == 2);
}

TEST_CASE("rotate plan: a budget is kept, told, and refused where there is nothing to measure") {
  const folder f;  // ten backups of 6 bytes
  const std::string match = "db-{time}.dump";
  const outcome said = rotate("plan", {f.dir.path(), "--match", match, "--max-size", "20"});
  CHECK(said.status == 0);
  CHECK(said.err == "maintkit: 18 bytes stay, 42 bytes go\n");
  const outcome short_of = rotate("plan", {f.dir.path(), "--match", match, "--max-size", "5", "--at-least", "2"});
  CHECK(short_of.err.find("12 bytes stay, 48 bytes go, 7 bytes more should") != std::string::npos);
  const outcome all = rotate("plan", {f.dir.path(), "--match", match, "--keep-free", "1000000T", "--json"});
  CHECK(all.out.find("\"bytes_kept\":6,\"bytes_removed\":54,") != std::string::npos);
  CHECK(rotate("plan", {f.dir.path(), "--match", match, "--keep-free", "1"}).out.find("remove") == std::string::npos);

  CHECK(rotate("plan", {"-", "--max-size", "5"}, three).status == 2);
  CHECK(rotate("plan", {"-", "--keep-daily", "5", "--keep-free", "5"}, three).status == 2);
  CHECK(rotate("plan", {f.dir.path(), "--max-size", "0"}).status == 2);
  CHECK(rotate("plan", {f.dir.path(), "--keep-daily", "7", "--dialect", "restic", "--max-size", "5G"}).status == 2);
  // Preferences that could prefer nothing.
  CHECK(rotate("plan", {"-", "--keep-weekly", "5", "--prefer-weekday", "sunday"}, three).status == 0);
  CHECK(rotate("plan", {"-", "--keep-daily", "5", "--prefer-weekday", "sunday"}, three).status == 2);
  CHECK(rotate("plan", {"-", "--keep-weekly", "5", "--prefer-weekday", "Sun"}, three).status == 2);
  CHECK(rotate("plan", {"-", "--keep-daily", "5", "--prefer-hour", "03"}, three).status == 0);
  CHECK(rotate("plan", {"-", "--keep-hourly", "5", "--prefer-hour", "3"}, three).status == 2);
  CHECK(rotate("plan", {"-", "--keep-daily", "5", "--prefer-hour", "24"}, three).status == 2);
}

TEST_CASE("rotate: a rule that can never select is refused, in maintkit's own dialect") {
  const outcome said = rotate("plan", {"-", "--keep", "hourly=unlimited,daily=7"}, three);
  CHECK(said.status == 2);
  CHECK(said.err == "maintkit: daily=7: can never select anything: hourly=unlimited keeps all that it could\n");
  CHECK(rotate("plan", {"-", "--keep-hourly", "unlimited", "--keep-daily", "7", "--dialect", "restic"}, three).status ==
        0);
  CHECK(rotate("simulate", {"--keep-daily", "7", "--against", "last=unlimited,daily=7", "--every", "1d", "--for", "1y"})
            .status == 2);
}

TEST_CASE("rotate simulate: figures, a comparison, a picture") {
  const std::vector<std::string> asked = {"--keep", "daily=7,weekly=4", "--every", "1d", "--for", "1y", "--size", "1G"};
  const outcome said = rotate("simulate", asked);
  CHECK(said.status == 0);
  CHECK(said.out.find("daily=7             ....") != std::string::npos);
  CHECK(said.out.find("\nat most at once                   11\n") != std::string::npos);
  CHECK(said.out.find("\nbytes at most                     11 GiB\n") != std::string::npos);
  CHECK(said.out.find("\none in each day, back to          6 d\n") != std::string::npos);
  CHECK(said.out.find("in each hour") == std::string::npos);

  const test::temp_dir dir;
  auto more = asked;
  more.insert(more.end(), {"--against", "daily=7", "--svg", dir / "x.svg", "--json"});
  const outcome two = rotate("simulate", more);
  CHECK(two.status == 0);
  CHECK(two.out.find("\"policy\":\"daily=7\",\"taken\":366,\"left\":7,\"peak\":8") != std::string::npos);
  CHECK(test::read_text(dir / "x.svg").substr(0, 5) == "<svg ");

  const std::vector<std::vector<std::string>> refused = {
      {"--every", "1h", "--for", "1y"},
      {"--keep-daily", "7", "--every", "1ms", "--for", "1y"},
      {"--keep-daily", "7", "--every", "1h", "--for", "1"},
      {"--keep-daily", "7", "--every", "1s", "--for", "10y"},
      {"--keep-daily", "7", "--keep-tag", "a", "--every", "1h", "--for", "1y"},
      {"--keep-daily", "7", "--against", "daily=0", "--every", "1h", "--for", "1y"},
      {"--keep-daily", "7", "--size", "0", "--every", "1h", "--for", "1y"},
      {"--keep-daily", "7", "--outage", "2026-01-02T00:00:00Z/2026-01-01T00:00:00Z", "--every", "1h", "--for", "1y"},
  };
  for (const auto& words : refused) CHECK(rotate("simulate", words).status == 2);
}

TEST_CASE("rotate age: a monitoring plugin") {
  const folder f;
  const std::vector<std::string> match = {f.dir.path(), "--match", "db-{time}.dump"};
  const auto age = [&](std::vector<std::string> more) {
    more.insert(more.begin(), match.begin(), match.end());
    return rotate("age", more);
  };
  const outcome well = age({"--warning", "26h", "--critical", "50h"});
  CHECK(well.status == 0);
  CHECK(well.out ==
        "BACKUP OK: the newest is 10 h old, 10 verified, largest gap 1 d | age=36000s;93600;180000;0 gap=86400s;;;0 "
        "count=10;;;0 size=60B;;;0\n");
  CHECK(age({"--warning", "9h"}).status == 1);
  CHECK(age({"-w", "8h", "-c", "9h"}).out.find("BACKUP CRITICAL: the newest is 10 h old") == 0);
  CHECK(age({"--gap-warning", "23h"}).status == 1);
  CHECK(age({"-w", "9h", "-c", "8h"}).status == 2);
  CHECK(age({"-w", "soon"}).status == 2);
  CHECK(age({"--output", "xml"}).status == 2);
  CHECK(is_json(age({"--json"}).out));
  CHECK(age({"-o", "prometheus"}).out.find("maintkit_backups{directory=\"" + f.dir.path() + "\"} 10\n") !=
        std::string::npos);
  const outcome none = rotate("age", {f.dir.path()});
  CHECK(none.status == 2);
  CHECK(none.out == "BACKUP CRITICAL: there is no verified backup\n");
  const outcome unknown = rotate("age", {f.dir / "nowhere"});
  CHECK(unknown.status == 3);
  CHECK(unknown.out.find("BACKUP UNKNOWN: ") == 0);
}

TEST_CASE("rotate: no option changes nothing, and help fits") {
  for (const verb& row : rotate_verbs) {
    const std::string text = help(row);
    CHECK(text.find("usage: maintkit rotate ") == 0);
    test::for_each_line(text, [&](std::string_view line) {
      CAPTURE(line);
      CHECK(line.size() <= 100);
    });
  }
}
