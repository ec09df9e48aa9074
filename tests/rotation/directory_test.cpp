// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include "../support.hpp"

#include <maintkit/rotation/directory.hpp>
#include <maintkit/time.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace maintkit;
using namespace maintkit::rotation;

selection files(std::string_view pattern) {
  selection which;
  const auto parsed = name_pattern::parse(pattern);
  REQUIRE(parsed);
  which.match = *parsed;
  return which;
}

listing listed(const std::string& path, const selection& which, time::instant now = {2'000'000'000, 0}) {
  const auto directory = open_backups(path, locking::no);
  REQUIRE(directory);
  auto found = list(directory->get(), which, now);
  REQUIRE(found);
  return std::move(*found);
}

std::string why_foreign(const listing& found, std::string_view name) {
  for (const foreign& f : found.others) {
    if (f.name == name) return std::string(f.why);
  }
  return "";
}

}  // namespace

TEST_CASE("directory: only regular files whose whole name fits are ours") {
  const test::temp_dir dir;
  test::write_text(dir / "db-20260708T120000Z.dump", "good");
  test::write_text(dir / "db-20260709T120000Z.dump", "");
  test::write_text(dir / "db-20260230T120000Z.dump", "no such day");
  test::write_text(dir / "db-20260710T120000Z.dump\n", "a newline more");
  test::write_text(dir / "IMG_20240103_101010.jpg", "a picture");
  REQUIRE(::symlink("db-20260708T120000Z.dump", (dir / "db-20260711T120000Z.dump").c_str()) == 0);
  REQUIRE(::symlink("/nowhere", (dir / "db-20260712T120000Z.dump").c_str()) == 0);
  REQUIRE(::mkfifo((dir / "db-20260713T120000Z.dump").c_str(), 0600) == 0);
  REQUIRE(::mkdir((dir / "db-20260714T120000Z.dump").c_str(), 0700) == 0);
  REQUIRE(::mkdir((dir / ".trash").c_str(), 0700) == 0);
  test::write_text(dir / ".trash/db-20260715T120000Z.dump", "gone");

  const listing found = listed(dir.path(), files("db-{time}.dump"));
  REQUIRE(found.backups.size() == 2);
  for (const rotation::backup& b : found.backups) {
    const bool empty = b.name == "db-20260709T120000Z.dump";
    CHECK(b.state == (empty ? state::unverified : state::complete));
    CHECK(b.doubt == (empty ? doubt::empty : doubt::none));
    CHECK(b.size == (empty ? 0 : 4));
  }
  CHECK(found.others.size() == 7);
  CHECK(why_foreign(found, "db-20260230T120000Z.dump") == "does not fit the pattern");
  CHECK(why_foreign(found, "db-20260710T120000Z.dump\n") == "does not fit the pattern");
  CHECK(why_foreign(found, "IMG_20240103_101010.jpg") == "does not fit the pattern");
  CHECK(why_foreign(found, "db-20260711T120000Z.dump") == "is a symbolic link");
  CHECK(why_foreign(found, "db-20260712T120000Z.dump") == "is a symbolic link");
  CHECK(why_foreign(found, "db-20260713T120000Z.dump") == "is a FIFO");
  CHECK(why_foreign(found, "db-20260714T120000Z.dump") == "is a directory");
}

TEST_CASE("directory: a file that may still be written is not complete") {
  const test::temp_dir dir;
  test::write_text(dir / "20260708T120000Z", "x");
  struct stat s {};
  REQUIRE(::stat((dir / "20260708T120000Z").c_str(), &s) == 0);
  selection which = files("{time}");
  CHECK(listed(dir.path(), which, {s.st_mtime, 0}).backups[0].state == state::complete);
  which.settle = 600 * time::one_second;
  const listing found = listed(dir.path(), which, {s.st_mtime + 599, 0});
  CHECK(found.backups[0].state == state::unverified);
  CHECK(found.backups[0].doubt == doubt::changing);
  CHECK(listed(dir.path(), which, {s.st_mtime + 601, 0}).backups[0].state == state::complete);
}

TEST_CASE("directory: without a pattern, backup sets only") {
  const test::temp_dir dir;
  for (const char* name : {"20260708T120000Z", "20260708T120000Z-2", "20260709T120000Z", "other", ".tmp-1-0"}) {
    REQUIRE(::mkdir((dir / name).c_str(), 0700) == 0);
  }
  test::write_text(dir / "20260710T120000Z", "a file");
  REQUIRE(::symlink("20260708T120000Z", (dir / "20260711T120000Z").c_str()) == 0);
  test::write_text(dir / "20260708T120000Z/manifest", "1");
  test::write_text(dir / "20260708T120000Z-2/manifest", "1");
  selection which;
  which.read_set = [](int set, rotation::backup& about) {
    about.size = 7;
    return identify(set, "manifest").has_value();
  };
  const listing found = listed(dir.path(), which);
  REQUIRE(found.backups.size() == 2);
  for (const rotation::backup& b : found.backups) {
    CHECK(b.size == 7);
    CHECK(time::to_rfc3339(b.at) == "2026-07-08T12:00:00Z");
  }
  CHECK(why_foreign(found, "20260709T120000Z") == "is no backup set");
  CHECK(why_foreign(found, "20260710T120000Z") == "is a file");
  CHECK(why_foreign(found, "20260711T120000Z") == "is a symbolic link");
  CHECK(why_foreign(found, "other") == "does not fit the pattern");
  CHECK(why_foreign(found, ".tmp-1-0") == "does not fit the pattern");
}

TEST_CASE("directory: a listing may be moved") {
  const test::temp_dir dir;
  for (int i = 10; i < 60; ++i) test::write_text(dir / ("202607081200" + std::to_string(i) + "Z").insert(8, "T"), "x");
  listing found = listed(dir.path(), files("{time}"));
  const listing elsewhere = std::move(found);
  REQUIRE(elsewhere.backups.size() == 50);
  for (const rotation::backup& b : elsewhere.backups) {
    CHECK(time::to_compact(b.at) == b.name);
    CHECK(identify(open_backups(dir.path(), locking::no)->get(), std::string(b.name)).has_value());
  }
}

TEST_CASE("directory: one run at a time, and no lock file") {
  const test::temp_dir dir;
  {
    const auto first = open_backups(dir.path(), locking::yes);
    REQUIRE(first);
    const auto second = open_backups(dir.path(), locking::yes);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == errc::busy);
    CHECK(open_backups(dir.path(), locking::no));
  }
  CHECK(open_backups(dir.path(), locking::yes));
  CHECK(listed(dir.path(), files("{time}")).others.empty());
  const auto nowhere = open_backups(dir / "nowhere", locking::yes);
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == errc::missing);
}
