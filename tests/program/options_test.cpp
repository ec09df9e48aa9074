// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/options.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using maintkit::program::occurs;
using maintkit::program::option;
using maintkit::program::verb;

constexpr option rows[] = {
    {"--scheme", 's', "SCHEME", "whose order decides", occurs::required},
    {"--keep", 0, "RULE", "one more rule", occurs::any_number},
    {"--strict", 'x', "", "no mercy"},
};
constexpr verb try_it = {"group", "try", "A [B]", "Tries.", rows, 1, 2, "", nullptr};

struct row {
  std::vector<std::string_view> words;
  std::string_view outcome;  // the operands, the scheme and the rules found; or how the error begins
};

std::string outcome(const std::vector<std::string_view>& words) {
  const auto a = maintkit::program::parse(try_it, words);
  if (!a) return maintkit::render(a.error());
  std::string text;
  for (const auto operand : a->operands) text.append(operand).append(" ");
  text.append("s=").append(a->get("--scheme").value_or("none"));
  for (const auto rule : a->all("--keep")) text.append(" k=").append(rule);
  return a->has("--strict") ? text + " x" : text;
}

}  // namespace

TEST_CASE("the words of a command line, each way to write them") {
  const row table[] = {
      // POSIX utility conventions, guideline 6: a value may be joined to its letter or follow it.
      {{"-s", "deb", "a"}, "a s=deb"},
      {{"-sdeb", "a"}, "a s=deb"},
      {{"--scheme", "deb", "a"}, "a s=deb"},
      {{"--scheme=deb", "a"}, "a s=deb"},
      {{"--scheme=", "a"}, "a s="},
      {{"a", "-s", "deb", "b"}, "a b s=deb"},
      {{"-s", "deb", "--keep", "1", "--keep=2", "a"}, "a s=deb k=1 k=2"},
      {{"-s", "deb", "-x", "a"}, "a s=deb x"},
      // A value may look like an option: "--keep-within -3d" is to be refused for what it says, by who reads it.
      {{"-s", "deb", "--keep", "-3d", "a"}, "a s=deb k=-3d"},
      // Guideline 10: "--" ends the options. Guideline 13: "-" is an operand.
      {{"-s", "deb", "--", "-a"}, "-a s=deb"},
      {{"-s", "deb", "-"}, "- s=deb"},
  };
  for (const row& r : table) CHECK(outcome(r.words) == r.outcome);
}

TEST_CASE("what can't be meant is refused, and the remedy named") {
  const row table[] = {
      {{"a"}, "group try: -s SCHEME is missing (whose order decides); see maintkit group try --help\n"},
      {{"-s"}, "group try: --scheme needs a value: SCHEME; see"},
      {{"-s", "deb"}, "group try: too few operands, expected A [B]; see"},
      {{"-s", "deb", "a", "b", "c"}, "group try: unexpected operand c, expected A [B]; see"},
      {{"-s", "deb", "-s", "rpm", "a"}, "group try: --scheme is given twice; see"},
      {{"-s", "deb", "-x=1", "a"}, "group try: --strict takes no value; see"},
      {{"-s", "deb", "--strict=yes", "a"}, "group try: --strict takes no value; see"},
      {{"-s", "deb", "-xs", "a"}, "group try: --strict takes no value; see"},
      {{"-s", "deb", "--strcit", "a"}, "group try: unknown option --strcit, did you mean --strict?; see"},
      {{"-s", "deb", "--nothing", "a"}, "group try: unknown option --nothing; see"},
      {{"-s", "deb", "-y", "a"}, "group try: unknown option -y; see"},
  };
  for (const row& r : table) CHECK(outcome(r.words).substr(0, r.outcome.size()) == r.outcome);
  const auto e = maintkit::program::parse(try_it, {"a"}).error();
  CHECK(maintkit::exit_status(e.code) == 2);
}

TEST_CASE("--help makes every other demand void, and shows every row") {
  CHECK(maintkit::program::parse(try_it, {"--help"}));
  const std::string text = maintkit::program::help(try_it);
  CHECK(text ==
        "usage: maintkit group try -s SCHEME [OPTION…] A [B]\n\n"
        "Tries.\n\n"
        "  -s, --scheme SCHEME       whose order decides\n"
        "      --keep RULE           one more rule\n"
        "  -x, --strict              no mercy\n"
        "      --json                print one JSON object with \"schema\": 1\n"
        "  -q, --quiet               print nothing but errors\n"
        "  -h, --help                print this and stop\n");
}

TEST_CASE("long lines of help are wrapped at 80 columns, under their column") {
  static constexpr option lengthy[] = {{"--a-rather-long-option", 0, "WITH-A-VALUE",
                                        "one two three four five six seven eight nine ten eleven twelve thirteen"}};
  constexpr verb wide = {"", "wide", "", "Short.", lengthy, 0, 0, "", nullptr};
  const std::string text = maintkit::program::help(wide);
  CHECK(text.find("      --a-rather-long-option WITH-A-VALUE\n"
                  "                            one two three four five six seven eight nine ten\n"
                  "                            eleven twelve thirteen\n") != std::string::npos);
}

TEST_CASE("the nearest word is at most two letters away, and never a guess from nothing") {
  const std::vector<std::string_view> words = {"compare", "sort", "latest"};
  CHECK(maintkit::program::nearest("comapre", words) == "compare");
  CHECK(maintkit::program::nearest("lates", words) == "latest");
  CHECK(maintkit::program::nearest("xyz", words).empty());
  CHECK(maintkit::program::nearest(std::string(100, 'x'), words).empty());
}
