// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/version.hpp>

#include <support.hpp>
#include <version/order.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using generator = maintkit::test::random;
using maintkit::version::scheme;
using maintkit::version::schemes;
using maintkit::version::value;

namespace version = maintkit::version;

static_assert(*version::parse(scheme::deb, "1.0~rc1") < *version::parse(scheme::deb, "1.0"));
static_assert(version::is_prerelease(*version::parse(scheme::semver, "1.0.0-rc.1")));
static_assert(version::hash(*version::parse(scheme::rpm, "1_0")) == version::hash(*version::parse(scheme::rpm, "1.0")));
static_assert(*version::compare(scheme::calver, "v2025.2.1", "v2025.10.0") == -1);
static_assert(noexcept(version::parse(scheme::deb, "")));
static_assert(sizeof(value) <= 64);

// A recorded field: "\n" and "\t" stand for themselves.
std::string unescaped(std::string_view field) {
  std::string out;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char next = i + 1 < field.size() && field[i] == '\\' ? field[i + 1] : '\0';
    out += next == 'n' ? '\n' : next == 't' ? '\t' : field[i];
    i += next == 'n' || next == 't';
  }
  return out;
}

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (;;) {
    const std::size_t tab = line.find('\t');
    fields.push_back(unescaped(line.substr(0, tab)));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

// Calls each(fields) for every row of a recorded file; false if it is not there.
template <class F>
bool for_each_recorded(const std::string& name, F each) {
  const std::string path = maintkit::test::shared("vectors/version/" + name);
  if (path.empty()) return false;
  const std::string text = maintkit::test::read_text(path);
  std::size_t rows = 0;
  maintkit::test::for_each_line(text, [&](std::string_view line) {
    if (line.substr(0, 2) == "# " && rows == 0) return;
    each(fields_of(line));
    ++rows;
  });
  MESSAGE(name << ": " << rows << " recorded answers");
  return true;
}

void check_recorded_orders(scheme s, const std::string& name) {
  for_each_recorded(name, [&](const std::vector<std::string>& row) {
    maintkit::test::check_order(s, row.at(0), row.at(1).at(0), row.at(2));
  });
}

// Pieces that each scheme's versions are made of, so that random texts are often valid and often nearly equal.
constexpr std::string_view pieces[] = {"0",
                                       "1",
                                       "2",
                                       "10",
                                       "01",
                                       "007",
                                       "2025",
                                       ".",
                                       ".",
                                       ".",
                                       "-",
                                       "+",
                                       "~",
                                       "^",
                                       "_",
                                       ":",
                                       "!",
                                       "a",
                                       "b",
                                       "rc",
                                       "RC",
                                       "dev",
                                       "z",
                                       "post",
                                       "pl",
                                       "git",
                                       "alpha",
                                       "v",
                                       "99999999999999999999",
                                       "1.0",
                                       "1.0.0"};
constexpr std::string_view starts[] = {"1.0.0", "1.0", "2025.1.0", "0", "1.2.3-", "1.0.0+", "1:", ""};

std::string random_version(generator& r) {
  std::string text(r.of(starts));
  const std::size_t more = r.below(r.once_in(8) ? 24 : 5);
  for (std::size_t i = 0; i < more; ++i) text += r.of(pieces);
  return text;
}

// Valid versions of one scheme, many of them close to each other.
std::vector<std::string> random_versions(scheme s, std::size_t count, generator& r) {
  std::vector<std::string> texts;
  while (texts.size() < count) {
    std::string text = random_version(r);
    if (!texts.empty() && r.once_in(2)) {
      text = texts[r.below(texts.size())];
      text.insert(r.below(text.size() + 1), r.of(pieces));
    }
    if (version::parse(s, text)) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace

TEST_CASE("scheme names, both ways") {
  for (const scheme s : schemes) CHECK(version::scheme_of(version::to_string(s)) == s);
  CHECK_FALSE(version::scheme_of("SemVer"));
  CHECK_FALSE(version::scheme_of(""));
}

TEST_CASE("recorded answers of the real tools: order") {
  check_recorded_orders(scheme::deb, "deb.tsv");          // dpkg
  check_recorded_orders(scheme::rpm, "rpm.tsv");          // rpm, versions
  check_recorded_orders(scheme::rpm, "evr.tsv");          // rpm, with epoch and release
  check_recorded_orders(scheme::semver, "semver.tsv");    // node-semver and Cargo's, which agree
  check_recorded_orders(scheme::pep440, "pep440.tsv");    // packaging
  check_recorded_orders(scheme::generic, "generic.tsv");  // libversion
  check_recorded_orders(scheme::calver, "calver.tsv");    // packaging
}

TEST_CASE("recorded answers of the real tools: dpkg --validate-version") {
  for_each_recorded("deb-valid.tsv", [](const std::vector<std::string>& row) {
    CAPTURE(row.at(0));
    const auto read = version::parse(scheme::deb, row.at(0));
    const bool warned = read && version::warning(*read);
    CHECK((read && !warned) == (row.at(1) == "valid"));
    // What dpkg only warns of, it says so.
    CHECK(warned == (row.at(3).find("warning") != std::string::npos));
  });
}

TEST_CASE("recorded answers of the real tools: Cargo's parser, but for its 64-bit numbers") {
  for_each_recorded("semver-valid.tsv", [](const std::vector<std::string>& row) {
    CAPTURE(row.at(0));
    // Clause 2 sets no bound: a number of 20 digits is as good as any.
    const bool valid = row.at(1) == "valid" || row.at(0) == "99999999999999999999.0.0";
    CHECK(static_cast<bool>(version::parse(scheme::semver, row.at(0))) == valid);
  });
}

TEST_CASE("recorded answers of the real tools: packaging's parser and normal form") {
  for_each_recorded("pep440-valid.tsv", [](const std::vector<std::string>& row) {
    CAPTURE(row.at(0));
    const auto read = version::parse(scheme::pep440, row.at(0));
    CHECK(static_cast<bool>(read) == (row.at(1) == "valid"));
    if (read) CHECK(version::to_string(*read) == row.at(2));
  });
}

// Where each of the texts that the tools refuse goes wrong: "scheme offset length". A change here is a change of what
// users are shown.
TEST_CASE("recorded texts: the place of every fault") {
  struct row {
    scheme s;
    std::string_view text;
    std::size_t offset;
    std::size_t length;
  };
  const row table[] = {
      {scheme::deb, "", 0, 0},
      {scheme::deb, "-", 1, 0},
      {scheme::deb, "1-", 2, 0},
      {scheme::deb, ":1", 0, 0},
      {scheme::deb, "1:", 2, 0},
      {scheme::deb, "a:1", 0, 1},
      {scheme::deb, "2147483648:1", 0, 10},
      {scheme::deb, "99999999999999999999:1", 0, 20},
      {scheme::deb, "1.0 2", 3, 1},
      {scheme::deb, "abc", 0, 1},
      {scheme::deb, "1.0_1", 3, 1},
      {scheme::deb, "1.0-a_b", 5, 1},
      {scheme::deb, "1/2", 1, 1},
      {scheme::deb, "1.0-", 4, 0},
      {scheme::deb, "~1", 0, 1},
      {scheme::deb, "1.0-1-", 6, 0},
      {scheme::deb,
       "\xc3\xa9"
       "1",
       0, 1},
      {scheme::deb, "1\xc3\xa9", 1, 1},
      {scheme::deb, "1,0", 1, 1},
      {scheme::deb, "1.0;", 3, 1},
      {scheme::deb, "1:a", 2, 1},
      {scheme::deb, "1:2-3:4", 5, 1},
      {scheme::deb, "1.0:1", 1, 2},
      {scheme::semver, "v1.2.3", 0, 1},
      {scheme::semver, "=1.2.3", 0, 1},
      {scheme::semver, " 1.2.3", 0, 1},
      {scheme::semver, "1.2", 3, 0},
      {scheme::semver, "1", 1, 0},
      {scheme::semver, "1.2.3.4", 5, 1},
      {scheme::semver, "01.2.3", 0, 2},
      {scheme::semver, "1.02.3", 2, 2},
      {scheme::semver, "1.2.03", 4, 2},
      {scheme::semver, "1.2.3-", 6, 0},
      {scheme::semver, "1.2.3+", 6, 0},
      {scheme::semver, "1.2.3-01", 6, 2},
      {scheme::semver, "1.2.3-a..b", 8, 1},
      {scheme::semver, "1.2.3-a.", 8, 0},
      {scheme::semver, "1.2.3-.a", 6, 1},
      {scheme::semver, "1.2.3+a..b", 8, 1},
      {scheme::semver, "1.2.3-a_b", 7, 1},
      {scheme::semver, "1.2.3-\xc3\xa9", 6, 2},
      {scheme::semver, "1.2.3+\xc3\xa9", 6, 2},
      {scheme::semver, "-1.2.3", 0, 1},
      {scheme::semver, "+1.2.3", 0, 1},
      {scheme::semver, "1.2.-3", 4, 1},
      {scheme::semver, "1.2.3-a+b+c", 9, 1},
      {scheme::semver, "1.2.3-+b", 6, 1},
      {scheme::semver, "", 0, 0},
      {scheme::semver, "1.2.x", 4, 1},
      {scheme::semver, "1.2.3 ", 5, 1},
      {scheme::semver, "1.2.3\n", 5, 1},
      {scheme::pep440, "1.", 1, 1},
      {scheme::pep440, ".1", 0, 1},
      {scheme::pep440, "1..0", 1, 1},
      {scheme::pep440, "1.0-", 3, 1},
      {scheme::pep440, "1.0a1a1", 5, 1},
      {scheme::pep440, "1.0.a1.b2", 6, 1},
      {scheme::pep440, "1.0x", 3, 1},
      {scheme::pep440, "1.0+", 4, 0},
      {scheme::pep440, "1.0+a..b", 6, 1},
      {scheme::pep440, "1.0+a_", 6, 0},
      {scheme::pep440, "1.0+a b", 5, 1},
      {scheme::pep440, "1.0 a1", 3, 1},
      {scheme::pep440, "1_0", 1, 1},
      {scheme::pep440, "1!", 2, 0},
      {scheme::pep440, "!1", 0, 1},
      {scheme::pep440, "1!!2", 2, 1},
      {scheme::pep440, "-1", 0, 1},
      {scheme::pep440, "1.0-1-2", 5, 1},
      {scheme::pep440, "1.0.post1.post2", 9, 1},
      {scheme::pep440, "1.0dev1rc1", 7, 1},
      {scheme::pep440, "1.0.dev1.post1", 8, 1},
      {scheme::pep440, "1.0--1", 3, 1},
      {scheme::pep440, "1.0+-", 4, 1},
      {scheme::pep440, "a1", 0, 1},
      {scheme::pep440, "latest", 0, 1},
      {scheme::pep440, "1.0.*", 3, 1},
      {scheme::pep440, "\xd9\xa1.0", 0, 2},
      {scheme::pep440, "1.0+\xc3\xa9", 4, 2},
      {scheme::pep440, "\xef\xbc\x91.0", 0, 3},
      {scheme::pep440, "", 0, 0},
      {scheme::pep440, "1e5", 1, 1},
      {scheme::pep440, "1.0g", 3, 1},
  };
  for (const row& r : table) {
    CAPTURE(r.text);
    const auto read = version::parse(r.s, r.text);
    const auto fault = read ? version::warning(*read) : read.error();
    REQUIRE(fault);
    CHECK(fault->offset == r.offset);
    CHECK(fault->length == r.length);
    CHECK_FALSE(std::string_view(fault->expected).empty());
  }
  // No row of the recorded files is missing above.
  const auto pinned = [&](scheme s, const std::vector<std::string>& row) {
    CAPTURE(row.at(0));
    const auto read = version::parse(s, row.at(0));
    if (read && !version::warning(*read)) return;
    const bool found = std::any_of(std::begin(table), std::end(table),
                                   [&](const auto& r) { return r.s == s && r.text == std::string_view(row.at(0)); });
    CHECK(found);
  };
  for_each_recorded("deb-valid.tsv", [&](const auto& row) { pinned(scheme::deb, row); });
  for_each_recorded("semver-valid.tsv", [&](const auto& row) { pinned(scheme::semver, row); });
  for_each_recorded("pep440-valid.tsv", [&](const auto& row) { pinned(scheme::pep440, row); });
}

TEST_CASE("sort keys are pinned: a released format does not change") {
  struct row {
    scheme s;
    std::string_view text;
    std::string_view hex;
  };
  const row table[] = {
      {scheme::semver, "1.2.3", "11010203ff"},
      {scheme::semver, "2025.0.1-rc.10", "11f807e90001eecf0c01"},
      {scheme::semver, "1.0.0--a+b", "1101000082cb01"},
      {scheme::calver, "v2025.2.1", "21f807e902010501ff"},
      {scheme::calver, "2025.2.0rc1", "21f807e90200040101ff"},
      {scheme::pep440, "1.0", "310003010501ff01"},
      {scheme::pep440, "1!2.0.1a3.post4.dev5+ubuntu.1", "310104020301020306053f193f313d3e4b01"},
      {scheme::deb, "1:2.36-9+deb12u7", "410405fc27020cf9e0e1de0ff10a02"},
      {scheme::deb, "1.0~rc1", "410304fc0301eedf04020302"},
      {scheme::rpm, "1:1.0~rc1^git2-3.fc40", "51016e6d025c3d6e04464a5f6f0370443d9503"},
      {scheme::rpm, "1.0", "51006e6d0301"},
      {scheme::generic, "1.0.2rc1", "61211d2212211c"},
      {scheme::generic, "1.0.a", "61211b011c"},
      {scheme::generic, "1.0post1", "61211d1f211c"},
      {scheme::generic, "1.0b", "61211de71c"},
      {scheme::generic, "", "611c"},
  };
  for (const row& r : table) {
    CAPTURE(r.text);
    const auto read = version::parse(r.s, r.text);
    REQUIRE(read);
    std::string hex;
    for (const char c : version::sort_key(*read)) {
      constexpr char digits[] = "0123456789abcdef";
      hex += digits[static_cast<unsigned char>(c) >> 4];
      hex += digits[static_cast<unsigned char>(c) & 15];
    }
    CHECK(hex == r.hex);
  }
}

TEST_CASE("laws: a key, made in another way, is what the sort key begins with") {
  generator r(maintkit::test::seed());
  for (const scheme s : schemes) {
    for (const std::string& text : random_versions(s, 3000, r)) {
      CAPTURE(text);
      const value v = *version::parse(s, text);
      std::string bytes = version::sort_key(v).substr(1);
      CHECK(v.order().longer == (bytes.size() > version::key::bytes));
      bytes.resize(version::key::bytes);
      std::size_t same = 0;
      for (std::size_t i = 0; i < bytes.size(); ++i) {
        same += static_cast<unsigned char>(bytes[i]) == (v.order().words[i / 8] >> (56 - 8 * (i % 8)) & 0xff);
      }
      CHECK(same == bytes.size());
    }
  }
}

TEST_CASE("laws: an order, the same by key, by sort key and by text, and kept by the normal form") {
  generator r(maintkit::test::seed());
  for (const scheme s : schemes) {
    CAPTURE(version::to_string(s));
    const std::vector<std::string> texts = random_versions(s, 300, r);
    std::vector<value> values;
    std::vector<std::string> keys;
    for (const std::string& text : texts) {
      values.push_back(*version::parse(s, text));
      keys.push_back(version::sort_key(values.back()));
      const std::string normal = version::to_string(values.back());
      const auto again = version::parse(s, normal);
      CAPTURE(text);
      CAPTURE(normal);
      REQUIRE(again);
      CHECK(*again == values.back());
      CHECK(version::to_string(*again) == normal);
      CHECK(version::is_prerelease(*again) == version::is_prerelease(values.back()));
    }
    std::size_t wrong = 0;
    std::string first;
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::size_t j = 0; j < values.size(); ++j) {
        const int order = version::compare(values[i], values[j]);
        const int by_bytes = keys[i].compare(keys[j]);
        const bool good = order == -version::compare(values[j], values[i]) &&
                          order == (by_bytes > 0) - (by_bytes < 0) &&
                          order == maintkit::detail::rules_of(s).compare(texts[i], texts[j]) &&
                          order == *version::compare(s, texts[i], texts[j]) &&
                          (order != 0 || version::hash(values[i]) == version::hash(values[j]));
        if (!good && wrong++ == 0) first = texts[i] + " | " + texts[j];
      }
    }
    CHECK_MESSAGE(wrong == 0, wrong << " pairs, the first: " << first);
  }
}

TEST_CASE("laws: transitive, so that sorted once is sorted for every pair") {
  generator r(maintkit::test::seed());
  for (const scheme s : schemes) {
    CAPTURE(version::to_string(s));
    const std::vector<std::string> texts = random_versions(s, 400, r);
    std::vector<std::string> sorted = texts;
    std::sort(sorted.begin(), sorted.end(), [&](const std::string& a, const std::string& b) {
      return maintkit::detail::rules_of(s).compare(a, b) < 0;
    });
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      for (std::size_t j = i + 1; j < sorted.size(); ++j) {
        wrong += maintkit::detail::rules_of(s).compare(sorted[i], sorted[j]) > 0;
      }
    }
    CHECK(wrong == 0);
  }
}

TEST_CASE("the total order tells SemVer's builds apart") {
  const value a = *version::parse(scheme::semver, "1.0.0+9");
  const value b = *version::parse(scheme::semver, "1.0.0+10");
  CHECK(a == b);
  CHECK(version::compare_total(a, b) == -1);
  CHECK(version::compare_total(b, a) == 1);
  const value c = *version::parse(scheme::deb, "1.0");
  CHECK(version::compare_total(c, *version::parse(scheme::deb, "1.0-0")) == 0);
}

TEST_CASE("suggestions: what was meant, and why it could not be read") {
  struct row {
    scheme s;
    std::string_view text;
    std::string_view cause;
    std::string_view meant;
  };
  const row table[] = {
      {scheme::semver, "2025.02.1", "leading zeros", "2025.2.1"},
      {scheme::semver, "v1.2.3", "a letter in front", "1.2.3"},
      {scheme::semver, "=1.2.3", "a letter in front", "1.2.3"},
      {scheme::semver, " 1.2.3\n", "blanks around it", "1.2.3"},
      {scheme::semver, "1.2", "a missing number", "1.2.0"},
      {scheme::semver, "1-rc.1", "a missing number", "1.0.0-rc.1"},
      {scheme::semver, "1.2.3-rc.01", "leading zeros", "1.2.3-rc.1"},
      {scheme::semver, "1.2.3-", "nothing behind the last mark", "1.2.3"},
      {scheme::semver, "v01.2", "a missing number", "1.2.0"},
      {scheme::semver, "1.2.3.4", "", ""},
      {scheme::semver, "latest", "", ""},
      {scheme::deb, "v2.0", "a letter in front", "2.0"},
      {scheme::deb, "1.0-", "nothing behind the last mark", "1.0"},
      {scheme::calver, " v2025.2.1", "blanks around it", "v2025.2.1"},
      {scheme::calver, "2025", "a missing number", "2025.0.0"},
      {scheme::pep440, "1.0-", "nothing behind the last mark", "1.0"},
      {scheme::rpm, "1.0 ", "blanks around it", "1.0"},
  };
  for (const row& r : table) {
    CAPTURE(r.text);
    const auto meant = version::suggest(r.s, r.text);
    CHECK(static_cast<bool>(meant) == !r.meant.empty());
    if (!meant) continue;
    CHECK(meant->cause == r.cause);
    CHECK(meant->text == r.meant);
  }
  CHECK_FALSE(version::suggest(scheme::semver, std::string(1000, '0')));
}

TEST_CASE("hostile: any bytes give an answer, and truncation at any byte too") {
  generator r(maintkit::test::seed());
  constexpr std::string_view nasty("019.:-+~^_!avrcd \t\n\0\x7f\x80\xc3\xa9\xff", 25);
  for (const scheme s : schemes) {
    for (int round = 0; round < 3000; ++round) {
      const std::string text = r.text(r.below(40), nasty);
      const auto read = version::parse(s, text);
      if (read) {
        CHECK(version::compare(*read, *read) == 0);
      } else {
        CHECK(read.error().offset + read.error().length <= text.size());
      }
    }
    for (const std::string& text : random_versions(s, 100, r)) {
      for (std::size_t n = 0; n <= text.size(); ++n) {
        const auto read = version::parse(s, std::string_view(text).substr(0, n));
        if (!read) CHECK(read.error().offset <= n);
      }
    }
  }
}

TEST_CASE("hostile: a version of 1 MB is read and compared in linear time") {
  constexpr std::size_t size = std::size_t{1} << 20;
  const std::string_view heads[] = {"1.0.0-", "2025.1.", "1.0+", "1.", "1.", "1."};
  const std::string_view fillings[] = {"9", "0", "a", "a.", ".0", "1.", "~", "^", "-", "9a", "rc"};
  for (const scheme s : schemes) {
    CAPTURE(version::to_string(s));
    for (const std::string_view filling : fillings) {
      CAPTURE(filling);
      std::string text(heads[static_cast<std::size_t>(s)]);
      while (text.size() < size) text += filling;
      const std::string other = text + "1";
      const auto start = std::chrono::steady_clock::now();
      const auto a = version::parse(s, text);
      const auto b = version::parse(s, other);
      if (a && b) {
        CHECK(version::compare(*a, *b) == -version::compare(*b, *a));
        CHECK(version::sort_key(*a).size() <= 3 * size);
      }
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      // Some 0.05 s without optimisation: a square would take minutes.
      CHECK(took.count() < 5.0);
    }
  }
}
