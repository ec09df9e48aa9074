// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <doctest/doctest.h>
#include <maintkit/feed/json_source.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feed/whole.hpp"

using namespace maintkit;
using feed::json_source;

TEST_CASE("members, elements and what is passed over") {
  test::reading_of read(
      R"({"skip":{"a":[1,{"b":2}]},"list":["x",["y"],null,{}],"name":"n","yes":true,"size":7,"last":[]})");
  json_source in(read.in);
  std::string name;
  feed::flag yes;
  std::optional<std::uint64_t> size;
  std::size_t elements = 0;
  CHECK(in.members([&](std::string_view key) {
    if (key == "name") return in.text(name);
    if (key == "yes") return in.truth(yes, "yes");
    if (key == "size") return in.size(size);
    if (key == "list") return in.elements([&] { return ++elements, in.pass(); });
    return in.pass();
  }));
  CHECK(in.end());
  CHECK(read.in.good());
  CHECK(name == "n");
  CHECK(yes == feed::tri::yes);
  CHECK(yes.from == "yes");
  CHECK(size == 7);
  CHECK(elements == 4);
}

// One row for each kind of value that is not what was asked for: where the error stands.
TEST_CASE("another kind of value is an error at its place") {
  struct row {
    std::string_view text;
    bool (*read)(json_source&);
    std::size_t offset;
  };
  const row rows[] = {
      {"  [1]", [](json_source& in) { return in.members([](std::string_view) { return true; }); }, 2},
      {"  {}", [](json_source& in) { return in.elements([] { return true; }); }, 2},
      {"  1",
       [](json_source& in) {
         std::string s;
         return in.text(s);
       },
       2},
      {"  \"true\"",
       [](json_source& in) {
         feed::flag f;
         return in.truth(f, "");
       },
       2},
      {"  1.5",
       [](json_source& in) {
         std::optional<std::uint64_t> n;
         return in.size(n);
       },
       2},
      {"  1 2",
       [](json_source& in) {
         std::optional<std::uint64_t> n;
         return in.size(n) && in.end();
       },
       4},
  };
  for (const row& r : rows) {
    CAPTURE(r.text);
    test::reading_of read(r.text);
    json_source in(read.in);
    CHECK_FALSE(r.read(in));
    CHECK_FALSE(read.in.good());
    CHECK(read.in.error().code == errc::malformed);
    CHECK(read.in.error().offset == r.offset);
  }
}

TEST_CASE("the first failure stays") {
  test::reading_of read(R"({"a":1,"b":2})");
  json_source in(read.in);
  CHECK_FALSE(in.members([&](std::string_view) { return in.fail(errc::limit, "less"); }));
  CHECK_FALSE(in.fail(errc::malformed, "more"));
  CHECK_FALSE(in.end());
  CHECK(read.in.error().code == errc::limit);
  CHECK(std::string_view(read.in.error().expected) == "less");
}

TEST_CASE("what is passed over is checked") {
  for (const std::string_view bad : {R"({"a":[1,}})", R"({"a":tru})", R"({"a":"\q"})", R"({"a":[[[)"}) {
    CAPTURE(bad);
    test::reading_of read(bad);
    json_source in(read.in);
    CHECK_FALSE((in.members([&](std::string_view) { return in.pass(); }) && in.end()));
  }
}
