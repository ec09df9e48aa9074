// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/backup/manifest.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::backup;

manifest sample() {
  manifest m;
  m.application = "example";
  m.version = "1.2";
  m.started = {1783512000, 0};
  m.finished = {1783512003, 0};
  m.program = "maintkit 0.1.0";
  m.verified = level::structure;
  m.entries = {{"media.tar", "files", 10240, std::string(64, 'a'), 0600, {1783512001, 0}, {"/srv/example/media"}}};
  m.tools = {{"sqlite3", "3.40.1", 0}};
  m.left_out = {"database"};
  m.notes = {"a \"note\""};
  return m;
}

// The sample with one thing changed, and a digest that fits.
std::string changed(std::string_view from, std::string_view to) {
  std::string text = to_json(sample());
  text.erase(text.rfind(",\"digest\":"));
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
  return text + ",\"digest\":\"" + maintkit::detail::sha256_hex(text) + "\"}\n";
}

}  // namespace

TEST_CASE("manifest: what is written is read again") {
  const std::string text = to_json(sample());
  CHECK(text.substr(0, text.rfind(",\"digest\"")) ==
        R"({"schema":1,"application":"example","version":"1.2","started":"2026-07-08T12:00:00Z",)"
        R"("finished":"2026-07-08T12:00:03Z","program":"maintkit 0.1.0","verified":"structure","entries":[)"
        R"({"name":"media.tar","kind":"files","bytes":10240,"sha256":")" +
            std::string(64, 'a') +
            R"(","mode":"0600","mtime":"2026-07-08T12:00:01Z","sources":["/srv/example/media"]}],)"
            R"("tools":[{"name":"sqlite3","version":"3.40.1","exit_status":0}],"left_out":["database"],)"
            R"("notes":["a \"note\""])");
  const auto m = parse_manifest(text, "m");
  REQUIRE_MESSAGE(m, render(m.error()));
  CHECK(to_json(*m) == text);
}

TEST_CASE("manifest: what is refused, and what is passed over") {
  const std::string second = R"(","kind":"files","bytes":0,"sha256":")" + std::string(64, 'b') +
                             R"(","mode":"0600","mtime":"2026-07-08T12:00:01Z","sources":[]}],"tools")";
  const std::string other = R"(},{"name":"a.tar)" + second;
  const std::string twin = R"(},{"name":"media.tar)" + second;
  struct row {
    const char* from;
    const char* to;
    const char* why;  // how the reason begins; empty: it is read
  };
  const row rows[] = {
      {"\"schema\":1", "\"schema\":1,\"new\":{\"a\":[1]}", ""},
      {"\"schema\":1", "\"schema\":2", "expected schema 1"},
      {"\"schema\":1", "\"schema\":\"1\"", "expected a number"},
      {"\"schema\":1,", "", "expected every field of schema 1"},
      {"\"version\":\"1.2\"", "\"version\":\"1.2\",\"version\":\"1.2\"", "expected each field once"},
      {"\"version\":\"1.2\"", "\"version\":null", "expected a string"},
      {"media.tar", "../media.tar", "expected a plain file name"},
      {"media.tar", ".", "expected a plain file name"},
      {"media.tar", "", "expected a plain file name"},
      {"media.tar", "a\\u0000b", "expected a plain file name"},
      {"10240", "-1", "expected a whole number"},
      {"10240", "1e3", "expected a whole number"},
      {"aaaa\"", "aaa\"", "expected 64 hexadecimal digits"},
      {"aaaa\"", "AAAA\"", "expected 64 hexadecimal digits"},
      {"0600", "600", "expected four octal digits"},
      {"0600", "0800", "expected four octal digits"},
      {"12:00:01Z", "12:00:61Z", "expected a time as in RFC 3339"},
      {"\"structure\"", "\"restored\"", "expected \"sizes\", \"hashes\" or \"structure\""},
      {"\"entries\":[{", "\"entries\":[1,{", "expected an object"},
      {",\"kind\":\"files\"", "", "expected every field of schema 1"},
      {"}],\"tools\"", other.c_str(), ""},
      {"}],\"tools\"", twin.c_str(), "expected each name once"},
  };
  for (const row& r : rows) {
    CAPTURE(r.to);
    const auto m = parse_manifest(changed(r.from, r.to), "m");
    if (*r.why == '\0') {
      CHECK(m);
    } else {
      REQUIRE_FALSE(m);
      CHECK(m.error().why.substr(0, std::string_view(r.why).size()) == r.why);
    }
  }
}

TEST_CASE("manifest: cut anywhere, or with any bit flipped, it is refused") {
  const std::string text = to_json(sample());
  for (std::size_t n = 0; n + 1 < text.size(); ++n)
    CHECK_FALSE(parse_manifest(std::string_view(text).substr(0, n), "m"));
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string other = text;
      other[i] = static_cast<char>(other[i] ^ (1 << bit));
      const auto m = parse_manifest(other, "m");
      if (m) MESSAGE("byte " << i << " bit " << bit);
      CHECK_FALSE(m);
    }
  }
}

TEST_CASE("manifest: a bound on its size") {
  CHECK(parse_manifest(std::string((1 << 20) + 1, ' '), "m").error().code == errc::limit);
}
