// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <type_traits>

using maintkit::errc;
using maintkit::error;
using maintkit::parse_error;
using maintkit::render;
using maintkit::result;

TEST_CASE("each code has a word and an exit status") {
  const struct {
    errc code;
    std::string_view word;
    int status;
  } table[] = {
      // 2: usage, or input that can't be read
      {errc::malformed, "malformed", 2},
      {errc::incomplete, "incomplete", 2},
      {errc::limit, "limit", 2},
      {errc::unsupported, "unsupported", 2},
      {errc::invalid, "invalid", 2},
      // 1: no, or it failed
      {errc::missing, "missing", 1},
      {errc::denied, "denied", 1},
      {errc::exists, "exists", 1},
      {errc::io, "io", 1},
      {errc::failed, "failed", 1},
      // 3: can't tell
      {errc::busy, "busy", 3},
      {errc::timed_out, "timed_out", 3},
      {errc::unreachable, "unreachable", 3},
      // 4: refused by a guard, nothing was changed
      {errc::refused, "refused", 4},
      {errc::changed, "changed", 4},
  };
  for (const auto& row : table) {
    CHECK(maintkit::to_string(row.code) == row.word);
    CHECK(maintkit::exit_status(row.code) == row.status);
  }
}

TEST_CASE("an error shows the text and a caret below the bytes at fault") {
  const struct {
    parse_error at;
    std::string text;
    std::string rendered;
  } table[] = {
      {{errc::malformed, "a digit", 5, 1}, "2025.x.1", "version: expected a digit at byte 5\n  2025.x.1\n       ^\n"},
      {{errc::malformed, "a digit", 0, 4}, "zero", "version: expected a digit at byte 0\n  zero\n  ^~~~\n"},
      // Missing at the end: the caret stands behind the text.
      {{errc::incomplete, "'.'", 4, 0}, "2025", "version: expected '.' at byte 4\n  2025\n      ^\n"},
      // An offset or a length past the text is not believed.
      {{errc::incomplete, "'.'", 99, 99}, "20", "version: expected '.' at byte 99\n  20\n    ^\n"},
      // Columns are characters, not bytes.
      {{errc::malformed, "a digit", 3, 1}, "é1x", "version: expected a digit at byte 3\n  é1x\n    ^\n"},
      // Control bytes never reach a terminal.
      {{errc::malformed, "a digit", 1, 1}, "1\x1b[2J", "version: expected a digit at byte 1\n  1\\x1b[2J\n   ^~~~\n"},
      {{errc::malformed, "a digit", 0, 0}, "", "version: expected a digit at byte 0\n"},
  };
  for (const auto& row : table) CHECK(render(error(row.at, "version", row.text)) == row.rendered);
}

TEST_CASE("a long text is cut around the fault, between characters") {
  const std::string text = std::string(500, 'a') + "!" + std::string(500, 'b');
  const std::string shown = render(error({errc::malformed, "a letter", 500, 1}, "x", text));
  CHECK(shown == "x: expected a letter at byte 500\n  …" + std::string(40, 'a') + "!" + std::string(31, 'b') + "…\n  " +
                     std::string(41, ' ') + "^\n");

  std::string accents;
  for (int i = 0; i < 200; ++i) accents += "é";
  for (std::size_t at = 0; at <= accents.size(); at += 2) {
    const std::string cut = render(error({errc::malformed, "a letter", at, 2}, "x", accents));
    CHECK(cut.find("\xc3\n") == std::string::npos);
    CHECK(cut.find("…\xa9") == std::string::npos);
  }
}

TEST_CASE("bytes that are no UTF-8 are cut as well, wherever the fault is said to be") {
  const std::string text(200, '\x8b');
  for (std::size_t at = 0; at <= 201; ++at) {
    const std::string cut = render(error({errc::malformed, "a letter", at, 127}, "x", text));
    for (std::string_view rest = cut; !rest.empty();) {
      CHECK(maintkit::detail::columns(maintkit::detail::take_until(rest, '\n')) <= 80);
    }
    CHECK(cut.find('^') != std::string::npos);
  }
}

TEST_CASE("a result is a value or an error, at compile time as well") {
  constexpr result<int, parse_error> good = 7;
  static_assert(good && *good == 7);
  constexpr result<int, parse_error> bad = parse_error{errc::limit, "less", 3, 1};
  static_assert(!bad && bad.error().offset == 3);
  constexpr result<void, parse_error> done;
  static_assert(done);
  static_assert(!std::is_convertible_v<result<int>, bool>, "a result is asked, not converted");

  const result<std::string> text = std::string("abc");
  CHECK(text->size() == 3);
  const result<std::string> none = error(errc::missing, "file", "is not there");
  CHECK_FALSE(none);
  CHECK(none.error().code == errc::missing);
}

TEST_CASE("a result copies, moves and lets go of what it holds") {
  const std::string lengthy(100, 'x');
  result<std::string> a = std::string(lengthy);
  result<std::string> b = a;
  CHECK(*a == *b);
  const char* const where = b->data();
  result<std::string> c = std::move(b);
  CHECK(c->data() == where);
  a = error(errc::io, "disk", "is full");
  CHECK_FALSE(a);
  CHECK(a.error().what == "disk");
  a = c;
  CHECK(*a == lengthy);
  auto& self = a;
  a = self;
  CHECK(*a == lengthy);
  const std::string taken = *std::move(a);
  CHECK(taken == lengthy);

  struct owner {
    int* count;
    explicit owner(int* c) : count(c) { ++*count; }
    owner(owner&& other) noexcept : count(other.count) { ++*count; }
    owner& operator=(owner&&) = delete;
    ~owner() { --*count; }
  };
  int alive = 0;
  {
    result<owner> first = owner(&alive);
    CHECK(alive == 1);
    result<owner> second = std::move(first);
    CHECK(alive == 2);
    second = error();
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}
