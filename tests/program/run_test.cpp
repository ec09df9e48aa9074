// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#include <maintkit/program/run.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

struct done {
  int status;
  std::string out;
  std::string err;
};

done run(const std::vector<std::string_view>& words) {
  maintkit::program::context c;
  const int status = maintkit::program::run(words, c);
  return {status, c.out.text, c.err.text};
}

}  // namespace

TEST_CASE("words that name no verb are told what was meant") {
  const struct {
    std::vector<std::string_view> words;
    std::string_view err;
  } table[] = {
      {{"versoin"}, "maintkit: versoin: is no command, did you mean version? See maintkit --help\n"},
      {{"dmeo"}, "maintkit: dmeo: is no command, did you mean demo? See maintkit --help\n"},
      {{"zzz"}, "maintkit: zzz: is no command. See maintkit --help\n"},
      {{"version", "comapre"},
       "maintkit: version comapre: is no command, did you mean version compare? See maintkit version --help\n"},
      {{"version", "zzzzzz"}, "maintkit: version zzzzzz: is no command. See maintkit version --help\n"},
      {{"version"}, "maintkit: version: which verb? See maintkit version --help\n"},
  };
  for (const auto& row : table) {
    const done d = run(row.words);
    CHECK(d.status == 2);
    CHECK(d.err == row.err);
    CHECK(d.out.empty());
  }
}

TEST_CASE("help goes to the output and is no error; nothing at all is one") {
  for (const auto word : {"--help", "-h", "help"}) {
    const done d = run({word});
    CHECK(d.status == 0);
    CHECK(d.out == maintkit::program::overview());
    CHECK(d.err.empty());
  }
  const done none = run({});
  CHECK(none.status == 2);
  CHECK(none.out.empty());
  CHECK(none.err == maintkit::program::overview());
  CHECK(run({"--version"}).out == "maintkit " MAINTKIT_VERSION_STRING "\n");
  for (const auto& g : maintkit::program::groups) {
    if (g.name.empty()) continue;
    const done d = run({g.name, "--help"});
    CHECK(d.status == 0);
    CHECK(d.out == maintkit::program::overview(g));
  }
}

TEST_CASE("every verb is whole: a summary, a function, options of one spelling each") {
  for (const auto& g : maintkit::program::groups) {
    for (const auto& row : g.verbs) {
      INFO(maintkit::program::full_name(row));
      CHECK(row.group == g.name);
      CHECK((row.run != nullptr));
      CHECK(row.least <= row.most);
      CHECK(row.summary.size() > 10);
      CHECK((row.summary.back() == '.' || row.summary.back() == '?'));
      std::vector<std::string_view> names;
      std::string letters;
      for (const auto& rows :
           {row.options, maintkit::program::table<maintkit::program::option>(maintkit::program::common_options)}) {
        for (const auto& option : rows) {
          CHECK(option.name.substr(0, 2) == "--");
          CHECK_FALSE(option.help.empty());
          for (const auto name : names) CHECK(name != option.name);
          if (option.letter != 0) CHECK(letters.find(option.letter) == std::string::npos);
          names.push_back(option.name);
          if (option.letter != 0) letters += option.letter;
        }
      }
      std::vector<std::string_view> words = {row.group, row.name, "--help"};
      if (row.group.empty()) words.erase(words.begin());
      CHECK(run(words).out == maintkit::program::help(row));
    }
  }
}
