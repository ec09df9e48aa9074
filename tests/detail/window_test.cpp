// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>

#include <maintkit/detail/window.hpp>

#include <string>

using maintkit::detail::window;

TEST_CASE("a chunk is looked at where it lies, unless bytes were left") {
  window in;
  const std::string one = "abc";
  const std::string two = "defg";
  in.add(one);
  CHECK(in.begin == one.data());
  in.at += 3;
  in.add(two);
  CHECK(in.begin == two.data());
  CHECK(in.offset() == 3);
  in.at += 2;
  in.add(one);
  CHECK(in.rest() == "fgabc");
  CHECK(in.offset() == 5);
  in.at += 1;
  in.add(two);
  CHECK(in.rest() == "gabcdefg");
  CHECK(in.offset() == 6);
  in.at = in.end;
  in.add(two);
  CHECK(in.begin == two.data());
  CHECK(in.offset() == 14);
}

TEST_CASE("nothing comes in past the limit") {
  window in;
  in.add(in.admit("abc", 5));
  CHECK_FALSE(in.final);
  in.add(in.admit("de", 5));
  CHECK_FALSE(in.clipped);
  in.add(in.admit("f", 5));
  CHECK(in.final);
  CHECK(in.clipped);
  CHECK(in.rest() == "abcde");
}

TEST_CASE("going on with a word is sure, or unknown at the window's end") {
  window in;
  in.add("-->");
  bool unknown = false;
  CHECK(in.goes_on_with("-->", unknown));
  CHECK_FALSE(in.goes_on_with("--x", unknown));
  CHECK_FALSE(unknown);
  CHECK_FALSE(in.goes_on_with("-->x", unknown));
  CHECK(unknown);
}
