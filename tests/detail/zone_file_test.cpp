// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/zone_file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/zone.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include <sys/stat.h>

#include "support.hpp"
#include "time/tzif.hpp"

using maintkit::errc;
using maintkit::detail::is_zone_name;
using maintkit::detail::load_zone;

static_assert(is_zone_name("Europe/Berlin"), "");

TEST_CASE("zone_file: names") {
  for (const std::string_view good :
       {"Europe/Berlin", "UTC", "Etc/GMT+5", "Etc/GMT-14", "America/Port-au-Prince", "America/Argentina/ComodRivadavia",
        "EST5EDT", "America/North_Dakota/New_Salem"}) {
    CAPTURE(good);
    CHECK(is_zone_name(good));
  }
  for (const std::string_view bad :
       {"", "/etc/passwd", "..", "../x", "Europe/../x", "Europe//Berlin", "Europe/", "/", "Europe/.hidden", ".", "-x",
        "Europe/-x", "Europe Berlin", "Europe\\Berlin", "5x", "zone.tab", "Eur\xc3\xb6pe", "a\n"}) {
    CAPTURE(bad);
    CHECK(!is_zone_name(bad));
  }
  CHECK(!is_zone_name(std::string_view("UTC\0", 4)));
  CHECK(is_zone_name(std::string(64, 'a')));
  CHECK(!is_zone_name(std::string(65, 'a')));
}

TEST_CASE("zone_file: zones that need no file") {
  const std::string nowhere = "/nonexistent";
  REQUIRE(load_zone("UTC", nowhere));
  CHECK(load_zone("UTC", nowhere)->name() == "UTC");
  REQUIRE(load_zone("+02:00", nowhere));
  CHECK(load_zone("+02:00", nowhere)->offset_at({}) == 7200);
  CHECK(load_zone("-09:30", nowhere)->offset_at({}) == -34200);
  CHECK(load_zone("+00:00", nowhere)->name() == "UTC");
  for (const std::string_view bad : {"+", "+2", "+0200", "+24:00", "+02:60", "+02:00x", "-"}) {
    CAPTURE(bad);
    const auto z = load_zone(bad, nowhere);
    REQUIRE(!z);
    CHECK(maintkit::exit_status(z.error().code) == 2);
  }
}

TEST_CASE("zone_file: files") {
  const maintkit::test::temp_dir folder;
  maintkit::test::tzif file;
  file.rule = "CET-1CEST,M3.5.0,M10.5.0/3";
  REQUIRE(::mkdir((folder / "Europe").c_str(), 0700) == 0);
  maintkit::test::write_text(folder / "Europe/Berlin", file.bytes());
  maintkit::test::write_text(folder / "Broken", file.bytes().substr(0, 60));
  maintkit::test::write_text(folder / "Large", std::string(maintkit::time::largest_tzif + 1, '\0'));

  const auto z = load_zone("Europe/Berlin", folder.path());
  REQUIRE(z);
  CHECK(z->name() == "Europe/Berlin");
  CHECK(z->offset_at({1783512000, 0}) == 7200);

  const struct {
    std::string_view name;
    errc code;
    std::string_view why;  // its beginning
  } rows[] = {
      {"Europe/Berlim", errc::missing, ""},
      {"Europe", errc::invalid, ""},
      {"Broken", errc::incomplete, "expected more bytes at byte 54"},
      {"Large", errc::limit, ""},
      {"../Broken", errc::invalid, "a name of the IANA database is expected, as Europe/Berlin, or UTC or +02:00"},
      {"", errc::invalid, "a name of the IANA database is expected"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto got = load_zone(row.name, folder.path());
    REQUIRE(!got);
    CHECK(maintkit::to_string(got.error().code) == maintkit::to_string(row.code));
    CHECK(got.error().what == "zone " + std::string(row.name));
    CHECK(got.error().why.substr(0, row.why.size()) == row.why);
  }
}

TEST_CASE("zone_file: the system's zones") {
  struct stat found {};
  if (::stat("/usr/share/zoneinfo/Europe/Berlin", &found) != 0) {
    MESSAGE("no /usr/share/zoneinfo here, so not tested against it");
    return;
  }
  const auto z = load_zone("Europe/Berlin");
  REQUIRE(z);
  CHECK(z->offset_at({1783512000, 0}) == 7200);
  CHECK(z->offset_at({1767225600, 0}) == 3600);
}
