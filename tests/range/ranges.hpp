// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Tables of ranges: what is in, where a text breaks, how a set is printed.
//
//   constexpr in_row rows[] = {{"1.9.0", true, "^1.2"}};      check_rows(notation::npm, scheme::semver, rows);
#ifndef MAINTKIT_TESTS_RANGE_RANGES_HPP
#define MAINTKIT_TESTS_RANGE_RANGES_HPP

#include <maintkit/range.hpp>
#include <maintkit/version.hpp>

#include <support.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
namespace test {

struct in_row {
  std::string_view version;
  bool in;
  std::string_view range;
};

struct range_fault {
  std::string_view text;
  errc code;
  std::size_t offset;
  std::size_t length;
  std::string_view expected;
  std::string_view suggestion;  // empty: none
};

struct print_row {
  std::string_view range;
  std::string_view printed;  // empty: the notation has no words for it
};

// Asks the range, and its complement.
inline void check_in(range::notation n, version::scheme s, const in_row& row,
                     range::prereleases policy = range::prereleases::by_notation) {
  CAPTURE(row.version);
  CAPTURE(row.range);
  const auto v = version::parse(s, row.version);
  const auto r = range::parse(n, s, row.range, policy);
  REQUIRE(v);
  REQUIRE(r);
  CHECK(r->has(*v) == row.in);
  if (!r->release_optional()) CHECK((!*r).has(*v) != row.in);
  CHECK(simplest(*r).has(*v) == row.in);
}

template <std::size_t N>
void check_rows(range::notation n, version::scheme s, const in_row (&rows)[N],
                range::prereleases policy = range::prereleases::by_notation) {
  for (const in_row& row : rows) check_in(n, s, row, policy);
}

template <std::size_t N>
void check_faults(range::notation n, version::scheme s, const range_fault (&rows)[N]) {
  for (const range_fault& row : rows) {
    CAPTURE(row.text);
    const auto r = range::parse(n, s, row.text);
    REQUIRE_FALSE(r);
    CHECK(to_string(r.error().code) == to_string(row.code));
    CHECK(r.error().offset == row.offset);
    CHECK(r.error().length == row.length);
    CHECK(std::string_view(r.error().expected) == row.expected);
    const auto meant = range::suggest(n, s, row.text);
    CHECK((meant ? meant->text : "") == row.suggestion);
  }
}

template <std::size_t N>
void check_printed(range::notation n, version::scheme s, const print_row (&rows)[N],
                   range::prereleases policy = range::prereleases::by_notation) {
  for (const print_row& row : rows) {
    CAPTURE(row.range);
    std::string room;
    const auto r = range::parse(s, row.range, policy, &room);
    REQUIRE(r);
    const auto text = range::to_string(*r, n, policy);
    if (row.printed.empty()) {
      CHECK_FALSE(text);
      CHECK(text.error().code == errc::unsupported);
      continue;
    }
    REQUIRE(text);
    CHECK(*text == row.printed);
  }
}

// Calls each(fields) for every row of recorded answers; says so if there are none.
template <class F>
void for_each_row(const std::string& name, F each) {
  const std::string path = shared("vectors/version/" + name);
  if (path.empty()) return;
  const std::string all = read_text(path);
  bool header = true;
  for_each_line(all, [&](std::string_view line) {
    std::vector<std::string_view> fields;
    for (std::size_t tab = 0; !header && tab != std::string_view::npos;) {
      tab = line.find('\t');
      fields.push_back(line.substr(0, tab));
      line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    if (!header) each(fields);
    header = false;
  });
}

}  // namespace test
}  // namespace maintkit

#endif  // MAINTKIT_TESTS_RANGE_RANGES_HPP
