// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/version_command.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace {

using words = std::vector<std::string_view>;

struct outcome {
  int status;
  std::string out, err;
};

// What the command does with "version VERB …".
outcome run(const words& given, int input = -1) {
  maintkit::program::context c;
  c.input = input;
  for (const maintkit::program::verb& row : maintkit::program::version_verbs) {
    if (given.at(0) != row.group || given.at(1) != row.name) continue;
    const auto a = maintkit::program::parse(row, {given.begin() + 2, given.end()});
    if (!a) {
      const int status = maintkit::program::fail(c, a.error());
      return {status, c.out.text, c.err.text};
    }
    c.json = a->has("--json");
    c.quiet = a->has("--quiet");
    const int status = row.run(*a, c);
    return {status, c.out.text, c.err.text};
  }
  FAIL("no such verb");
  return {};
}

// The same with `text` on standard input.
outcome run_with(const words& given, std::string_view text) {
  maintkit::test::temp_dir folder;
  const std::string path = folder / "input";
  maintkit::test::write_text(path, text);
  const int input = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(input >= 0);
  outcome result = run(given, input);
  ::close(input);
  return result;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("version compare with an operator: dpkg's table, empty versions included") {
  // dpkg(1), --compare-versions; answers of dpkg 1.21.22, in the order less, equal, greater; "" and 1, "" and "", 1 and
  // "".
  struct row {
    std::string_view op;
    int less, equal, greater;
    int empty_a, empty_both, empty_b;
  };
  const row table[] = {
      {"le", 0, 0, 1, 0, 0, 1},    {"lt", 0, 1, 1, 0, 1, 1},    {"eq", 1, 0, 1, 1, 0, 1},
      {"ne", 0, 1, 0, 0, 1, 0},    {"ge", 1, 0, 0, 1, 0, 0},    {"gt", 1, 1, 0, 1, 1, 0},
      {"le-nl", 0, 0, 1, 1, 0, 0}, {"lt-nl", 0, 1, 1, 1, 1, 0}, {"ge-nl", 1, 0, 0, 0, 0, 1},
      {"gt-nl", 1, 1, 0, 0, 1, 1}, {"<", 0, 0, 1, 0, 0, 1},     {"<=", 0, 0, 1, 0, 0, 1},
      {"<<", 0, 1, 1, 0, 1, 1},    {"=", 1, 0, 1, 1, 0, 1},     {">", 1, 0, 0, 1, 0, 0},
      {">=", 1, 0, 0, 1, 0, 0},    {">>", 1, 1, 0, 1, 1, 0},
  };
  const auto status = [](std::string_view a, std::string_view op, std::string_view b) {
    return run({"version", "compare", "-s", "deb", a, op, b}).status;
  };
  for (const row& r : table) {
    CAPTURE(r.op);
    CHECK(status("1.0~rc1", r.op, "1.0") == r.less);
    CHECK(status("1.0", r.op, "1.0-0") == r.equal);
    CHECK(status("1:0", r.op, "9") == r.greater);
    CHECK(status("", r.op, "1") == r.empty_a);
    CHECK(status("", r.op, "") == r.empty_both);
    CHECK(status("1", r.op, "") == r.empty_b);
  }
}

TEST_CASE("version compare: < and > are strict but for dpkg's, which says so") {
  CHECK(run({"version", "compare", "--scheme", "semver", "1.0.0", "<", "1.0.0"}).status == 1);
  CHECK(run({"version", "compare", "--scheme=semver", "1.0.0", "<", "1.0.1"}).status == 0);
  CHECK(run({"version", "compare", "-s", "rpm", "1.0", ">", "1.0"}).status == 1);
  const outcome old = run({"version", "compare", "-s", "deb", "1", "<", "1"});
  CHECK(old.status == 0);
  CHECK(old.err == "maintkit: <: is obsolete and means <=, as in dpkg; << is strict\n");
  CHECK(run({"version", "compare", "-q", "-s", "deb", "1", "<", "1"}).err.empty());
}

TEST_CASE("version compare: what can't be read is 2, never no") {
  const words table[] = {
      {"version", "compare", "-s", "deb", "1.0 2", "lt", "1"},    // dpkg refuses it too
      {"version", "compare", "-s", "deb", "v1.0", "gt", "1"},     // dpkg warns
      {"version", "compare", "-s", "deb", "1", "ne", "1_0"},      // on either side
      {"version", "compare", "-s", "deb", "", "lt", "1_0"},       // beside an empty one
      {"version", "compare", "-s", "semver", "", "lt", "1.0.0"},  // only dpkg knows empty versions
      {"version", "compare", "-s", "semver", "1.0.0", "1.0"},
      {"version", "compare", "-s", "deb", "1", "is", "2"},
      {"version", "compare", "-s", "debian", "1", "lt", "2"},
      {"version", "compare", "1", "lt", "2"},
      {"version", "compare", "-s", "deb", "1"},
      {"version", "compare", "-s", "deb", "1", "lt", "2", "3"},
  };
  for (const words& given : table) {
    CAPTURE(given[given.size() - 1]);
    const outcome o = run(given);
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK(o.err.substr(0, 10) == "maintkit: ");
  }
  CHECK(run({"version", "compare", "-s", "semver", "2025.02.1", "1.0.0"}).err ==
        "maintkit: semver version: expected a minor number without leading zeros at byte 5; leading zeros: 2025.02.1 → "
        "2025.2.1\n  2025.02.1\n       ^~\n");
  CHECK(contains(run({"version", "compare", "-s", "dep", "1", "2"}).err, "did you mean deb?"));
}

TEST_CASE("version compare of two") {
  CHECK(run({"version", "compare", "-s", "calver", "v2.3.2", "v2023.1.0"}).out == "<\n");
  CHECK(run({"version", "compare", "-s", "generic", "1.0", "1"}).out == "=\n");
  CHECK(run({"version", "compare", "-s", "rpm", "1.0^", "1.0"}).out == ">\n");
  CHECK(run({"version", "compare", "-q", "-s", "rpm", "1.0^", "1.0"}).out.empty());
  CHECK(run({"version", "compare", "--json", "-s", "rpm", "1.0^", "1.0"}).out ==
        "{\"schema\":1,\"scheme\":\"rpm\",\"a\":\"1.0^\",\"order\":\">\",\"b\":\"1.0\"}\n");
  CHECK(run({"version", "compare", "--json", "-s", "rpm", "1", "ne", "1"}).out ==
        "{\"schema\":1,\"scheme\":\"rpm\",\"a\":\"1\",\"operator\":\"ne\",\"b\":\"1\",\"holds\":false}\n");
}

TEST_CASE("version compare of lines") {
  const words given = {"version", "compare", "-s", "pep440", "-"};
  const outcome good = run_with(given, "1.0\t1\n1.0a1\t1.0\n2\t1");
  CHECK(good.status == 0);
  CHECK(good.out == "=\n<\n>\n");
  const outcome bad = run_with(given, "1.0\t1\n1.0\n1.0\tx\n\n1\t2\n");
  CHECK(bad.status == 2);
  CHECK(bad.out ==
        "=\nerror: line: expected A, a tab and B\nerror: pep440 version: expected a digit of the release at byte 0\n"
        "error: line: expected A, a tab and B\n<\n");
  CHECK(run_with(given, "").out.empty());
  // One line an answer, whatever the bytes are.
  const outcome hostile = run_with(given, std::string_view("1\0\t1\n\x1b[2J\t1\n", 12));
  CHECK(hostile.status == 2);
  CHECK_FALSE(contains(hostile.out, "\x1b"));
  CHECK(
      run_with({"version", "compare", "--json", "-s", "deb", "-"}, "1\t2\nx y\t1\n").out ==
      "{\"schema\":1,\"scheme\":\"deb\",\"results\":[{\"line\":1,\"order\":\"<\"},{\"line\":2,\"error\":\"deb version: "
      "expected no blank or NUL inside at byte 1\"}]}\n");
}

TEST_CASE("version sort") {
  const std::string_view list = "1.0-1\n2:0.1\n1.0~rc1-1\n1.0-01\n0.9\n";
  const auto sorted = [&](const words& more) {
    words given = {"version", "sort", "-s", "deb"};
    given.insert(given.end(), more.begin(), more.end());
    return run_with(given, list).out;
  };
  CHECK(sorted({"-"}) == "0.9\n1.0~rc1-1\n1.0-1\n1.0-01\n2:0.1\n");
  CHECK(sorted({"--reverse", "-"}) == "2:0.1\n1.0-1\n1.0-01\n1.0~rc1-1\n0.9\n");
  CHECK(sorted({"--unique", "-"}) == "0.9\n1.0~rc1-1\n1.0-1\n2:0.1\n");
  CHECK(sorted({"-ru", "-"}) == "");  // letters are not joined
  CHECK(sorted({"--json", "--unique", "-"}) ==
        "{\"schema\":1,\"scheme\":\"deb\",\"versions\":[\"0.9\",\"1.0~rc1-1\",\"1.0-1\",\"2:0.1\"]}\n");
  CHECK(sorted({}) == "");  // standard input is read only where "-" is given
}

TEST_CASE("version sort: bad lines refuse all, or are left out and counted") {
  const words all = {"version", "sort", "-s", "semver", "-"};
  const outcome refused = run_with(all, "1.0.0\nv1.0\n0.1.0\n");
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(refused.err.substr(0, 35) == "maintkit: line 2: semver version: e");
  const words some = {"version", "sort", "-s", "semver", "--skip-invalid", "-"};
  const outcome left = run_with(some, "1.0.0\nlatest\n0.1.0\n\n");
  CHECK(left.status == 0);
  CHECK(left.out == "0.1.0\n1.0.0\n");
  CHECK(left.err == "maintkit: -: left out 2 lines\n");
  CHECK(run({"version", "sort", "-s", "semver", "/nonexistent/list"}).status != 0);
}

TEST_CASE("version latest") {
  CHECK(run({"version", "latest", "-s", "calver", "v2.3.1", "2025.2.0rc1", "2025.1.0"}).out == "2025.2.0rc1\n");
  CHECK(run({"version", "latest", "-s", "calver", "--stable", "v2.3.1", "2025.2.0rc1", "2025.1.0"}).out ==
        "2025.1.0\n");
  const outcome none = run({"version", "latest", "-s", "semver", "--stable", "1.0.0-rc.1"});
  CHECK(none.status == 1);
  CHECK(none.out.empty());
  CHECK(run_with({"version", "latest", "-s", "generic", "-"}, "1.0\n1.10\n1.9\n").out == "1.10\n");
  CHECK(run_with({"version", "latest", "-s", "generic", "-"}, "").status == 1);
  CHECK(run({"version", "latest", "-s", "semver", "1.0.0", "x"}).status == 2);
  CHECK(run({"version", "latest", "--json", "-s", "semver", "--stable", "1.0.0-1"}).out ==
        "{\"schema\":1,\"scheme\":\"semver\",\"latest\":null}\n");
}

TEST_CASE("version check") {
  const outcome good = run({"version", "check", "-s", "pep440", "v1.0-RC_2", "1!2"});
  CHECK(good.status == 0);
  CHECK(good.out == "1.0rc2\n1!2\n");
  const outcome mixed = run({"version", "check", "-s", "deb", "0:1.0", "1.0_1", "1.0-"});
  CHECK(mixed.status == 1);
  CHECK(mixed.out == "1.0\n");
  CHECK(contains(mixed.err, "  1.0_1\n     ^\n"));
  CHECK(contains(mixed.err, "expected a revision behind '-' at byte 4; nothing behind the last mark: 1.0- → 1.0"));
  CHECK(run({"version", "check", "--json", "-s", "semver", "1.0.0-a", "01.0.0"}).out ==
        "{\"schema\":1,\"scheme\":\"semver\",\"versions\":[{\"version\":\"1.0.0-a\",\"valid\":true,\"normal\":\"1.0.0-"
        "a\","
        "\"prerelease\":true},{\"version\":\"01.0.0\",\"valid\":false,\"code\":\"malformed\",\"expected\":\"a major "
        "number "
        "without leading zeros\",\"offset\":0,\"length\":2,\"suggestion\":\"1.0.0\"}]}\n");
}

TEST_CASE("version key: hexadecimal keys sort as text in the order of the versions") {
  const outcome o = run_with({"version", "key", "-s", "deb", "-"}, "1.0~rc1\n1.0\n1.0-1\n1.0.0\n2:0\n");
  CHECK(o.status == 0);
  std::string last;
  std::size_t lines = 0;
  maintkit::test::for_each_line(o.out, [&](std::string_view line) {
    CHECK(last < line);
    last = line;
    ++lines;
  });
  CHECK(lines == 5);
  CHECK(run({"version", "key", "-s", "semver", "1.2.3"}).out == "11010203ff\n");
  CHECK(run({"version", "key", "--json", "-s", "semver", "1.2.3"}).out ==
        "{\"schema\":1,\"scheme\":\"semver\",\"keys\":[\"11010203ff\"]}\n");
  CHECK(run({"version", "key", "-s", "semver", "1.2.3", "x"}).out.empty());
}

TEST_CASE("recorded answers of dpkg: relations") {
  const std::string path = maintkit::test::shared("vectors/version/deb-relation.tsv");
  if (path.empty()) return;
  const std::string text = maintkit::test::read_text(path);
  std::size_t rows = 0;
  maintkit::test::for_each_line(text, [&](std::string_view line) {
    if (line.substr(0, 1) == "#") return;
    std::vector<std::string_view> fields;
    for (;;) {
      const std::size_t tab = line.find('\t');
      fields.push_back(line.substr(0, tab));
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    CAPTURE(fields[0]);
    CAPTURE(fields[1]);
    CAPTURE(fields[2]);
    const int status = run({"version", "compare", "-s", "deb", fields[0], fields[1], fields[2]}).status;
    CHECK((status == 0) == (fields[3] == "true"));
    ++rows;
  });
  MESSAGE("deb-relation.tsv: " << rows << " recorded answers");
}
