// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The table of options. One verb is one row: its words, its options, how many operands it takes and the function that
// does it. Parsing, --help, the manual page and completion all read the same rows, so none can drift from the others.
//
//   inline constexpr option compare_options[] = {{"--scheme", 's', "SCHEME", "whose order decides", occurs::required}};
//   inline constexpr verb version_verbs[] = {
//       {"version", "compare", "-s SCHEME A OP B", "Compare two versions.", compare_options, 1, 3, "", &compare}};
#ifndef MAINTKIT_PROGRAM_OPTIONS_HPP
#define MAINTKIT_PROGRAM_OPTIONS_HPP

#include <maintkit/error.hpp>
#include <maintkit/program/context.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// A row of constants, seen without its length in the type.
template <class T>
struct table {
  const T* first = nullptr;
  std::size_t count = 0;

  constexpr table() = default;
  template <std::size_t N>
  constexpr table(const T (&rows)[N]) : first(rows), count(N) {}
  constexpr const T* begin() const { return first; }
  constexpr const T* end() const { return first + count; }
};

enum class occurs : std::uint8_t { at_most_once, required, any_number };

struct option {
  std::string_view name;   // "--keep-last"
  char letter;             // 'n', or 0
  std::string_view value;  // what follows, as the help names it: "N"; empty for a flag
  std::string_view help;   // one line, no full stop needed
  occurs how = occurs::at_most_once;
};

struct arguments;

struct verb {
  std::string_view group;     // "version"; empty for a verb that stands alone
  std::string_view name;      // "compare"
  std::string_view operands;  // "A OP B": the usage line behind the options
  std::string_view summary;   // one sentence
  table<option> options;
  std::size_t least;  // operands
  std::size_t most;
  std::string_view notes;  // more lines for --help: forms, exit status where it is special, an example
  int (*run)(const arguments&, context&);
};

inline constexpr std::size_t any = static_cast<std::size_t>(-1);  // `most` without a bound

// Understood by every verb.
inline constexpr option common_options[] = {
    {"--json", 0, "", "print one JSON object with \"schema\": 1"},
    {"--quiet", 'q', "", "print nothing but errors"},
    {"--help", 'h', "", "print this and stop"},
};

// What was given to a verb, already checked against its row.
struct arguments {
  const verb* what = nullptr;
  std::vector<std::string_view> operands;
  std::vector<std::pair<const option*, std::string_view>> given;  // in the order given

  bool has(std::string_view name) const { return get(name).has_value(); }
  std::optional<std::string_view> get(std::string_view name) const;  // of several, the last
  std::vector<std::string_view> all(std::string_view name) const;
};

// Checks `words` (behind the verb's name) against the row. "--name value", "--name=value", "-n value", "-nvalue";
// "--" ends the options; "-" is an operand. --help makes every other demand void.
result<arguments> parse(const verb& what, const std::vector<std::string_view>& words);

// "version compare"
std::string full_name(const verb& what);

// The text of --help for one verb: usage, summary, options in columns, notes. Wrapped at 80 columns.
std::string help(const verb& what);

// An error of usage: "VERB: WHY" with the remedy "see maintkit VERB --help". Exit status 2.
error usage_error(const verb& what, std::string why);

// The word of `words` nearest to a misspelt one (at most two letters away), or empty.
std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& words);

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_OPTIONS_HPP
