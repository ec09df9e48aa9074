// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/demo.hpp>

#include <doctest/doctest.h>
#include <support.hpp>

#include <string>

namespace {

std::string round(const std::string& folder, const std::string& path) {
  const std::string temporary = "TMPDIR=" + folder;
  const char* const environment[] = {temporary.c_str(), path.c_str(), nullptr};
  maintkit::program::context c;
  c.now = {1784116800, 0};  // 2026-07-15T12:00:00Z
  c.environment = environment;
  maintkit::program::arguments none;
  none.what = &maintkit::program::demo_verbs[0];
  INFO(c.err.text);
  CHECK(maintkit::program::demo(none, c) == 0);
  CHECK(c.err.text.empty());
  return c.out.text;
}

bool holds(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a round without any tool: every decision with its reason, nothing left behind") {
  const maintkit::test::temp_dir folder;
  const std::string text = round(folder.path(), "PATH=/nonexistent");
  const char* const parts[] = {
      "   latest      2026.2.1  (2026-07-08)\n   update      security\n",
      "   The feed calls 2026.1.2 a security release.\n",
      "   2025.1.0 is the last release of line 2025.1\n"
      "   2025.2.2 is the last release of line 2025.2\n"
      "   2026.1.2 is the last release of line 2026.1\n"
      "   2026.2.1 is where to go\n",
      "   no database: sqlite3 is not installed here, so the round goes on with files only\n",
      "   backups/20260715T120000Z, published by one rename when everything in it was checked:\n",
      "   as written: hashes and structure are right\n",
      "   one bit flipped: media.tar holds other bytes than were saved (SHA-256 differs)\n",
      "   keep    20270101T040000Z  dated in the future\n   keep    20260715T040000Z  not verified\n",
      "   Of 1096 backups 23 stay.\n",
      "   attempt 3: unhealthy (status.unexpected, status 503)\n   attempt 4: healthy (ok, status 200)\n",
  };
  for (const char* const part : parts) CHECK_MESSAGE(holds(text, part), std::string(part));
  const auto left = maintkit::detail::open_directory(folder.path());
  REQUIRE(left);
  CHECK(maintkit::detail::names_in(left->get(), 10, folder.path())->empty());
}

TEST_CASE("a round with sqlite3 saves its database too") {
  if (!maintkit::detail::find_program("sqlite3", {})) {
    MESSAGE("sqlite3 is not installed, so the demo's database was not tried");
    return;
  }
  const maintkit::test::temp_dir folder;
  const std::string text = round(folder.path(), "PATH=/usr/local/bin:/usr/bin:/bin");
  CHECK(holds(text, "     database.sqlite3  8192 bytes  sha256 "));
}

TEST_CASE("where nothing can be written, the demo says so") {
  const char* const environment[] = {"TMPDIR=/nonexistent", nullptr};
  maintkit::program::context c;
  c.environment = environment;
  maintkit::program::arguments none;
  CHECK(maintkit::program::demo(none, c) == 1);
  CHECK(c.err.text.substr(0, 24) == "maintkit: /nonexistent: ");
}
