// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The command: finds the verb's row, checks the words against it, calls its function.
//
//   maintkit::program::context c;                 // a test keeps what is printed
//   int status = maintkit::program::run({"version", "compare", "-s", "deb", "1.0", "lt", "1.1"}, c);
#ifndef MAINTKIT_PROGRAM_RUN_HPP
#define MAINTKIT_PROGRAM_RUN_HPP

#include <maintkit/program/backup_command.hpp>
#include <maintkit/program/demo.hpp>
#include <maintkit/program/health_command.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/rotate_command.hpp>
#include <maintkit/program/updates_command.hpp>
#include <maintkit/program/upgrade_command.hpp>
#include <maintkit/program/version_command.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

struct group {
  std::string_view name;     // "version"; empty: verbs that stand alone
  std::string_view summary;  // what its verbs answer
  table<verb> verbs;
};

inline constexpr group groups[] = {
    {"version", "which version is newer, by the rules of its own world", version_verbs},
    {"updates", "is there an update, and may I go there", updates_verbs},
    {"rotate", "which backups may go", rotate_verbs},
    {"health", "is the service well", health_verbs},
    {"backup", "database and files, saved whole or not at all", backup_verbs},
    {"upgrade", "the steps to the next release, and whether they may be taken", upgrade_verbs},
    {"", "", demo_verbs},
};

// Does what `words` (without the program's name) ask for and answers the exit status. Output is flushed.
int run(const std::vector<std::string_view>& words, context& c);

// The text of `maintkit --help` and of `maintkit GROUP --help`.
std::string overview();
std::string overview(const group& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline void append_verbs(std::string& out, const group& of) {
  for (const verb& row : of.verbs) {
    std::string line = "  " + full_name(row);
    line.resize((std::max)(line.size() + 2, std::size_t{22}), ' ');
    const std::size_t column = line.size();
    out += line;
    append_wrapped(out, row.summary, 22, column);
  }
}

// `word` behind `before` ("version ") is none of `known`.
inline error unknown_word(std::string before, std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view meant = nearest(word, known);
  const std::string question = meant.empty() ? "." : ", did you mean " + before + std::string(meant) + "?";
  const std::string see = " See maintkit " + before + "--help";
  return {errc::invalid, before.append(word), "is no command" + question + see};
}

// The verb that the words name and how many of them its name takes; an error that knows the nearest name.
inline result<const verb*> find_verb(const std::vector<std::string_view>& words, std::size_t& used) {
  std::vector<std::string_view> known;
  for (const group& g : groups) {
    if (!g.name.empty()) known.push_back(g.name);
    if (!g.name.empty() && g.name != words[0]) continue;
    used = g.name.empty() ? 1 : 2;
    std::vector<std::string_view> verbs;
    for (const verb& row : g.verbs) {
      if (words.size() >= used && words[used - 1] == row.name) return &row;
      verbs.push_back(row.name);
    }
    if (g.name.empty()) {
      known.insert(known.end(), verbs.begin(), verbs.end());
      continue;
    }
    const std::string name(g.name);
    if (words.size() < 2) return error(errc::invalid, name, "which verb? See maintkit " + name + " --help");
    return unknown_word(name + " ", words[1], verbs);
  }
  return unknown_word({}, words[0], known);
}

inline int run_verb(const std::vector<std::string_view>& words, context& c) {
  std::size_t used = 0;
  const auto row = find_verb(words, used);
  if (!row) return fail(c, row.error());
  auto given = parse(**row, {words.begin() + static_cast<std::ptrdiff_t>(used), words.end()});
  if (!given) return fail(c, given.error());
  if (given->has("--help")) {
    c.out << help(**row);
    return 0;
  }
  c.json = given->has("--json");
  c.quiet = c.out.muted = given->has("--quiet");
  return (*row)->run(*given, c);
}

inline bool asks_for_help(std::string_view word) { return word == "--help" || word == "-h" || word == "help"; }

// Everything that needs no verb: help, the version, or nothing at all. Empty when there is a verb to run.
inline std::optional<int> run_bare(const std::vector<std::string_view>& words, context& c) {
  if (words.empty()) {
    c.err << overview();
    return 2;
  }
  if (asks_for_help(words[0])) {
    c.out << overview();
    return 0;
  }
  if (words[0] == "--version") {
    c.out << "maintkit " MAINTKIT_VERSION_STRING "\n";
    return 0;
  }
  if (words.size() < 2 || !asks_for_help(words[1])) return std::nullopt;
  for (const group& g : groups) {
    if (g.name != words[0] || g.name.empty()) continue;
    c.out << overview(g);
    return 0;
  }
  return std::nullopt;
}

}  // namespace detail

inline std::string overview(const group& of) {
  std::string out = "usage: maintkit " + std::string(of.name) + " VERB [OPTION…] …\n\n" + std::string(of.name) + ": " +
                    std::string(of.summary) + "\n\n";
  detail::append_verbs(out, of);
  return out + "\nmaintkit " + std::string(of.name) + " VERB --help says more.\n";
}

inline std::string overview() {
  std::string out =
      "usage: maintkit GROUP VERB [OPTION…] …\n\nThe maintenance guide of a self-hosted application, walked safely.\n";
  for (const group& g : groups) {
    out += "\n";
    if (!g.name.empty()) out += std::string(g.name) + ": " + std::string(g.summary) + "\n";
    detail::append_verbs(out, g);
  }
  return out +
         "\nExit status: 0 yes or done, 1 no or failed, 2 usage or unreadable input, 3 can't\n"
         "tell, 4 refused by a guard and nothing was changed.\n"
         "maintkit GROUP VERB --help says more; maintkit --version names this one.\n";
}

inline int run(const std::vector<std::string_view>& words, context& c) {
  const auto bare = detail::run_bare(words, c);
  const int status = bare ? *bare : detail::run_verb(words, c);
  c.out.flush();
  if (c.out.broken) c.err << "maintkit: standard output: can't be written\n";
  c.err.flush();
  return c.out.broken && status == 0 ? exit_status(errc::io) : status;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_RUN_HPP
