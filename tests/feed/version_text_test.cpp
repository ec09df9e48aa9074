// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/version_text.hpp>

#include <string_view>

using maintkit::feed::version_in_tag;
using maintkit::feed::version_in_title;

namespace {
struct row {
  std::string_view text;
  std::string_view version;
};
}  // namespace

// Tags as real projects write them; the project is named behind each.
TEST_CASE("the version in a tag") {
  const row rows[] = {
      {"1.2.3", "1.2.3"},
      {"v1.2.3", "1.2.3"},
      {"V2.0", "2.0"},
      {"v2026.2.1", "2026.2.1"},                  // pretalx
      {"0.9.0-python3.5", "0.9.0-python3.5"},     // pretalx: no scheme of its own reads it
      {"release-2.3.3", "2.3.3"},                 // monitoring-plugins
      {"r1_4_0-alpha1", "1.4.0-alpha1"},          // monitoring-plugins
      {"rpm-4.18.0-release", "4.18.0"},           // rpm
      {"rpm-4.18.0-rc1", "4.18.0-rc1"},           // rpm
      {"R_2_6_0", "2.6.0"},                       // libexpat
      {"V20010125", "20010125"},                  // libexpat
      {"1.4_rc1", "1.4_rc1"},                     // apt: a dot, so the underscore is the version's own
      {"v2.9.27.0-0.1.rc2", "2.9.27.0-0.1.rc2"},  // ansible
      {"go1.21.3", "1.21.3"},                     // go
      {"REL9_6_24", "9.6.24"},                    // postgresql, until 9.6
      {"REL_16_1", "16.1"},                       // postgresql
      {"n6.1", "6.1"},                            // ffmpeg: a letter of its own, so the first digit
      {"openssl-3.0.13", "3.0.13"},               // openssl
      {"log4j-2.17.1", "2.17.1"},                 // a digit inside a word is part of the name
      {"rel/log4j-2.17.1", "2.17.1"},             // log4j
      {"win32-v1.0", "1.0"},
      {"name/v1.2.3", "1.2.3"},        // Go modules in a monorepo
      {"@scope/name@1.2.3", "1.2.3"},  // changesets
      {"debian/1.2-1", "1.2-1"},       // git-buildpackage
      {"releases/1.2/final", "1.2"},   // the last part that has a digit
      {"latest", "latest"},            // pugixml: no digit, so it is its own, unreadable version
      {"", ""},
      {"v", "v"},
      {"a/", "a/"},
      {"1_2", "1.2"},
      {"1__2", "1_.2"},
      {"2024-05-01", "2024-05-01"},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    CHECK(version_in_tag(r.text) == r.version);
  }
}

TEST_CASE("the version in a title") {
  const row rows[] = {
      {"Sample 1.2.3", "1.2.3"},
      {"Sample v1.2.3 released!", "1.2.3"},
      {"Sample (1.2.3)", "1.2.3"},
      {"Release 1.2.3: fixes", "1.2.3"},
      {"1.2.3", "1.2.3"},
      {"2026-08-01: Sample 1.2.3", "1.2.3"},  // a date before it has no dots
      {"Sample 7 is out", "7"},
      {"Sample 7 (was 6.9)", "6.9"},  // the first that is dotted wins
      {"Sample 2.0rc1", "2.0rc1"},
      {"Sample 1:2.0~rc1-1", ""},  // a colon is no byte that versions here may hold
      {"Thoughts on packaging", ""},
      {"", ""},
      {"v", ""},
      {"...", ""},
      {"A 50% discount", "50"},  // the price of no pattern: a scheme may read it, or not
      {"\xe2\x80\x9c"
       "1.5\xe2\x80\x9d",
       "1.5"},  // quotation marks around it
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    CHECK(version_in_title(r.text) == r.version);
  }
}
