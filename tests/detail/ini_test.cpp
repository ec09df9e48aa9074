// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/detail/ini.hpp>

#include "support.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace maintkit;
using namespace maintkit::detail;

// Every entry as "section.key=value;", so that a row is one line.
std::string flat(std::string_view text) {
  const auto file = parse_ini(text);
  if (!file)
    return "error: expected " + std::string(file.error().expected) + " at " + std::to_string(file.error().offset);
  std::string out;
  for (const ini_entry& e : file->entries) out += e.section + "." + e.key + "=" + e.value + ";";
  return out;
}

struct row {
  std::string_view text;
  const char* answer;
};

// Each answer is that of Python 3.11's RawConfigParser, or, where marked, stricter.
constexpr row rows[] = {
    {"", ""},
    {"[a]\n", ""},
    {"[a]\nk=v\n", "a.k=v;"},
    {"[a]\nk=v", "a.k=v;"},
    {"[a]\r\nk = v\r\n", "a.k=v;"},
    {"[a]\rk = v\r", "a.k=v;"},
    {"[a]\nK  :  v = w\n", "a.k=v = w;"},
    {"[a]\nk = a:b\n", "a.k=a:b;"},
    {"[a]\nk =\n", "a.k=;"},
    {"[a]\nport = 5432 ; x\n", "a.port=5432 ; x;"},  // no comments behind a value
    {"[a]\nk = \"quoted\"\n", "a.k=\"quoted\";"},    // quotes are part of it
    {"[a]\nk = %(x)s $y\n", "a.k=%(x)s $y;"},        // nothing is interpolated
    {"# c\n; c\n[a]\n  # c\nk = v\n", "a.k=v;"},
    {"[a]\nk = v\n  more\n\tand more\n", "a.k=v\nmore\nand more;"},
    {"[a]\nk = v\n\n  after an empty line\n\n\n[b]\n", "a.k=v\n\nafter an empty line;"},
    {"[a]\nk = v\n  # a comment in between\n  more\n", "a.k=v\nmore;"},
    {"[a]\nk =\n  x = y\n", "a.k=\nx = y;"},  // further right: a value, whatever it looks like
    {"[a]\nk = v\n  [b]\n", "a.k=v\n[b];"},
    {"  [a]\n  k = v\n  l = w\n", "a.k=v;a.l=w;"},  // no further right than the key before: a key of its own
    {"[a b]\nk k = v\n", "a b.k k=v;"},
    {"[a]\nk = 1\n[b]\nk = 2\n", "a.k=1;b.k=2;"},
    {"[DEFAULT]\nk = 1\n[a]\n[DEFAULT]\nl = 2\n", "DEFAULT.k=1;DEFAULT.l=2;"},
    {"k = v\n", "error: expected a [section] at 0"},
    {"\xef\xbb\xbf[a]\nk = v\n", "error: expected a [section] at 0"},
    {"[a]\nword\n", "error: expected '=' at 8"},
    {"[a]\n = v\n", "error: expected a key at 5"},
    {"[a\nk = v\n", "error: expected ']' at 2"},
    {"[]\n", "error: expected a section's name at 1"},
    {"[a] x\n", "error: expected the line's end at 3"},  // stricter
    {"[a]\nk = 1\nk = 2\n", "error: expected a key that was not there before at 10"},
    {"[a]\nk = 1\nK: 2\n", "error: expected a key that was not there before at 10"},
    {"[a]\n[b]\n[a]\n", "error: expected a section that was not there before at 8"},
    {"[a]\nk = \xff\n", "error: expected UTF-8 at 8"},
};

}  // namespace

TEST_CASE("ini: the dialect, row by row") {
  for (const row& r : rows) {
    CAPTURE(r.text);
    CHECK(flat(r.text) == r.answer);
  }
}

TEST_CASE("ini: NUL, size and number are bounded") {
  CHECK(flat(std::string_view("[a]\nk=\0", 7)) == "error: expected text without NUL bytes at 6");
  ini_limits small;
  small.bytes = 7;
  CHECK(parse_ini("[a]\nk=v", small));
  CHECK(parse_ini("[a]\nk=vw", small).error().code == errc::limit);
  small.bytes = 100;
  small.entries = 2;
  CHECK(parse_ini("[a]\nk=v\nl=v\n", small));
  CHECK(parse_ini("[a]\nk=v\nl=v\nm=v\n", small).error().code == errc::limit);
}

TEST_CASE("ini: a section's own value comes before the default one") {
  const auto file = parse_ini("[DEFAULT]\nk = 0\nl = 1\n[a]\nk = 2\n");
  REQUIRE(file);
  CHECK(file->find("a", "k")->value == "2");
  CHECK(file->find("a", "l")->value == "1");
  CHECK(file->find("b", "k")->value == "0");
  CHECK(file->find("a", "m") == nullptr);
}

TEST_CASE("ini: a fault is shown with its line, or without it where it may be a secret") {
  const std::string_view text = "[a]\nk = v\npassword geheim\nl = w\n";
  const auto file = parse_ini(text);
  REQUIRE_FALSE(file);
  CHECK(render(line_error(file.error(), "x.cfg", text)) ==
        "x.cfg:3: expected '='\n"
        "  password geheim\n"
        "                 ^\n");
  CHECK(render(line_error(file.error(), "x.cfg", text, true)) == "x.cfg:3: expected '='\n");
  CHECK(render(line_error({errc::incomplete, "more", 0, 0}, "x", "")) == "x:1: expected more\n");
}

TEST_CASE("ini: the same answers as Python's RawConfigParser on made-up files") {
  if (std::system("python3 -c '' 2>/dev/null") != 0) {
    MESSAGE("python3 is not there: not compared");
    return;
  }
  constexpr std::string_view pieces[] = {"[a]",  "[b]", "k", "K2", " = ", ":", "\n",   "\n", "\n", "  ",     "\t",
                                         "\r\n", "#",   ";", "v",  "é",   "%", "\n\n", "=",  " ",  "[c d]\n"};
  test::random random(test::seed());
  test::temp_dir folder;
  std::string all;
  std::string ours;
  for (int i = 0; i < 3000; ++i) {
    std::string text = "[s]\n";
    for (std::size_t n = random.below(14); n > 0; --n) text += random.of(pieces);
    all += text + '\0';
    ours += flat(text).substr(0, 6) == "error:" ? "error" : flat(text);
    ours += '\0';
  }
  test::write_text(folder / "in", all);
  test::write_text(folder / "peer.py", R"(import configparser, io, sys
out = b""
for text in open(sys.argv[1], "rb").read().split(b"\0")[:-1]:
    config = configparser.RawConfigParser()
    try:
        config.read_file(io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
        line = "".join(f"{s}.{k}={config._sections[s][k]};" for s in config._sections for k in config._sections[s])
    except configparser.Error:
        line = "error"
    out += line.encode() + b"\0"
open(sys.argv[2], "wb").write(out)
)");
  REQUIRE(std::system(("python3 " + folder / "peer.py " + folder / "in " + folder / "out").c_str()) == 0);
  const std::string theirs = test::read_text(folder / "out");
  std::string_view a = ours;
  std::string_view b = theirs;
  std::string_view source = all;
  while (!a.empty()) {
    const std::string_view text = take_until(source, '\0');
    const std::string_view mine = take_until(a, '\0');
    const std::string_view peer = take_until(b, '\0');
    CAPTURE(text);
    // Ours may refuse what Python takes (text behind "]"), and never the other way round.
    if (mine == "error") {
      const bool stricter = text.find(']', 3) != std::string_view::npos;
      CHECK((peer == "error" || stricter));
    } else {
      CHECK(mine == peer);
    }
  }
}
