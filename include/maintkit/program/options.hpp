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

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/program/context.hpp>

#include <algorithm>
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

// ---------------------------------------------------------------------------------------------------------------------

inline std::optional<std::string_view> arguments::get(std::string_view name) const {
  std::optional<std::string_view> value;
  for (const auto& [row, text] : given) {
    if (row->name == name) value = text;
  }
  return value;
}

inline std::vector<std::string_view> arguments::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [row, text] : given) {
    if (row->name == name) values.push_back(text);
  }
  return values;
}

inline std::string full_name(const verb& what) {
  std::string name(what.group);
  if (!name.empty()) name += ' ';
  return name.append(what.name);
}

inline error usage_error(const verb& what, std::string why) {
  const std::string name = full_name(what);
  return {errc::invalid, name, std::move(why) + "; see maintkit " + name + " --help"};
}

namespace detail {

// Letters to add, drop or change to make one word the other (Levenshtein), for short words.
inline std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = (std::min)({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

// A word that begins with a dash, taken apart.
struct dashed {
  std::string_view name;                  // "--keep-last" or "-n", as written
  std::optional<std::string_view> value;  // joined to it: "=7" or "7"
};

inline dashed take_apart(std::string_view word) {
  if (word.substr(0, 2) != "--") {
    return {word.substr(0, 2), word.size() > 2 ? std::optional(word.substr(2)) : std::nullopt};
  }
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos) return {word, std::nullopt};
  return {word.substr(0, equals), word.substr(equals + 1)};
}

inline bool names(std::string_view word, const option& row) {
  return word == row.name || (word.size() == 2 && row.letter != 0 && word[1] == row.letter);
}

inline const option* find_option(const verb& what, std::string_view name) {
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) {
      if (names(name, row)) return &row;
    }
  }
  return nullptr;
}

inline error unknown_option(const verb& what, std::string_view name) {
  std::vector<std::string_view> known;
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) known.push_back(row.name);
  }
  const std::string_view meant = nearest(name, known);
  std::string why = "unknown option " + std::string(name);
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return usage_error(what, std::move(why));
}

// The option at words[at] and, where it takes one, its value; `at` moves to the last word used.
inline result<void> take_option(arguments& a, const std::vector<std::string_view>& words, std::size_t& at) {
  const dashed word = take_apart(words[at]);
  const option* row = find_option(*a.what, word.name);
  if (row == nullptr) return unknown_option(*a.what, word.name);
  const std::string name(row->name);
  if (row->how != occurs::any_number && a.has(row->name)) return usage_error(*a.what, name + " is given twice");
  if (row->value.empty()) {
    if (word.value) return usage_error(*a.what, name + " takes no value");
    a.given.emplace_back(row, std::string_view());
    return {};
  }
  if (!word.value && at + 1 == words.size()) {
    return usage_error(*a.what, name + " needs a value: " + std::string(row->value));
  }
  a.given.emplace_back(row, word.value ? *word.value : words[++at]);
  return {};
}

inline result<void> check_demands(const arguments& a) {
  for (const option& row : a.what->options) {
    if (row.how == occurs::required && !a.has(row.name)) {
      const std::string form = row.letter != 0 ? std::string("-") + row.letter : std::string(row.name);
      return usage_error(*a.what, form + " " + std::string(row.value) + " is missing (" + std::string(row.help) + ")");
    }
  }
  const std::string form = a.what->operands.empty() ? "no operands" : std::string(a.what->operands);
  if (a.operands.size() < a.what->least) return usage_error(*a.what, "too few operands, expected " + form);
  if (a.operands.size() > a.what->most) {
    return usage_error(*a.what, "unexpected operand " + std::string(a.operands[a.what->most]) + ", expected " + form);
  }
  return {};
}

// `text` in lines of at most 80 columns; every line but the first is indented by `indent`. Lines that are broken or
// indented by hand stay as they are.
inline void append_wrapped(std::string& out, std::string_view text, std::size_t indent, std::size_t column) {
  constexpr std::size_t width = 80;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (column > indent && column + 1 + word.size() > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    text = blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1);
  }
  out += '\n';
}

// A line of notes; one set in columns by hand, with two blanks in a row, stays as it is.
inline void append_note(std::string& out, std::string_view line) {
  if (line.find("  ") == std::string_view::npos) return append_wrapped(out, line, 0, 0);
  out.append(line).append("\n");
}

inline void append_option(std::string& out, const option& row) {
  constexpr std::size_t column = 28;
  std::string line = row.letter != 0 ? std::string("  -") + row.letter + ", " : "      ";
  line += row.name;
  if (!row.value.empty()) line.append(" ").append(row.value);
  if (line.size() + 2 > column) {
    out += line + "\n";
    line.clear();
  }
  line.resize(column, ' ');
  out += line;
  append_wrapped(out, row.help, column, column);
}

}  // namespace detail

inline std::string_view nearest(std::string_view misspelt, const std::vector<std::string_view>& words) {
  std::string_view best;
  std::size_t least = 3;
  for (const std::string_view word : words) {
    if (word.size() > 64 || misspelt.size() > 64) continue;
    const std::size_t d = detail::distance(misspelt, word);
    if (d < least && d < word.size()) {
      least = d;
      best = word;
    }
  }
  return best;
}

inline result<arguments> parse(const verb& what, const std::vector<std::string_view>& words) {
  arguments a;
  a.what = &what;
  bool options_ended = false;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view word = words[at];
    if (options_ended || word.size() < 2 || word[0] != '-') {
      a.operands.push_back(word);
    } else if (word == "--") {
      options_ended = true;
    } else if (auto taken = detail::take_option(a, words, at); !taken) {
      return taken.error();
    }
  }
  if (a.has("--help")) return a;
  if (auto met = detail::check_demands(a); !met) return met.error();
  return a;
}

inline std::string help(const verb& what) {
  std::string out = "usage: maintkit " + full_name(what);
  for (const option& row : what.options) {
    if (row.how != occurs::required) continue;
    out += row.letter != 0 ? std::string(" -") + row.letter : " " + std::string(row.name);
    out.append(" ").append(row.value);
  }
  if (what.options.count > 0) out += " [OPTION…]";
  if (!what.operands.empty()) out.append(" ").append(what.operands);
  out += "\n\n";
  detail::append_wrapped(out, what.summary, 0, 0);
  out += "\n";
  for (const table<option>& rows : {what.options, table<option>(common_options)}) {
    for (const option& row : rows) detail::append_option(out, row);
  }
  if (!what.notes.empty()) out += '\n';
  for (std::string_view rest = what.notes; !rest.empty();)
    detail::append_note(out, maintkit::detail::take_until(rest, '\n'));
  return out;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_OPTIONS_HPP
