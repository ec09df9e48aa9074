// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How the version verbs read: the scheme's name, single versions, and lists of them, from operands, a file or "-".
// The command is stricter than the library: what a scheme's tool only warns of is malformed here.
#ifndef MAINTKIT_PROGRAM_VERSION_INPUT_HPP
#define MAINTKIT_PROGRAM_VERSION_INPUT_HPP

#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

// The row that every version verb begins with. There is no default: the orders differ.
inline constexpr option scheme_option = {"--scheme", 's', "SCHEME",
                                         "whose rules: semver, calver, pep440, deb, rpm or generic", occurs::required};

// Input beyond this is refused (errc::limit).
inline constexpr std::size_t version_list_limit = std::size_t{256} << 20;

// The scheme that the option `name` ("--scheme") gives.
result<version::scheme> scheme_given(const arguments& a, std::string_view name = "--scheme");

// Reads one version strictly.
parsed<version::value> read_strictly(version::scheme s, std::string_view text);

// A fault with what was meant, where that can be guessed: "…; leading zeros: 2025.02.1 → 2025.2.1".
error version_error(version::scheme s, const parse_error& fault, std::string_view text);

// Versions and the text that they view; not to be moved once read.
struct version_list {
  std::string text;
  std::vector<version::value> versions;
  std::size_t skipped = 0;
};

// Reads a line each from FILE or "-"; of a file that can't be read whole, nothing. `skip_invalid` counts bad lines
// instead of failing at the first.
result<void> read_versions(version_list& into, version::scheme s, std::string_view file, bool skip_invalid, context& c);

// Reads the operands, or a line each from "-" if that is the only one.
result<void> read_operands(version_list& into, version::scheme s, const arguments& a, context& c);

// ---------------------------------------------------------------------------------------------------------------------

inline result<version::scheme> scheme_given(const arguments& a, std::string_view name) {
  const std::string_view word = a.get(name).value_or("");
  if (const auto s = version::scheme_of(word)) return *s;
  std::string why = "unknown scheme " + std::string(word);
  std::vector<std::string_view> known;
  for (const version::scheme s : version::schemes) known.push_back(version::to_string(s));
  const std::string_view meant = nearest(word, known);
  if (!meant.empty()) why += ", did you mean " + std::string(meant) + "?";
  return usage_error(*a.what, why);
}

inline parsed<version::value> read_strictly(version::scheme s, std::string_view text) {
  const auto read = version::parse(s, text);
  if (!read) return read.error();
  if (const auto warned = version::warning(*read)) return *warned;
  return *read;
}

inline error version_error(version::scheme s, const parse_error& fault, std::string_view text) {
  error e(fault, std::string(version::to_string(s)) + " version", text);
  if (const auto meant = version::suggest(s, text)) {
    e.why.append("; ").append(meant->cause).append(": ").append(text).append(" → ").append(meant->text);
  }
  return e;
}

namespace detail {

inline result<std::string> read_list(std::string_view file, context& c) {
  if (file == "-") return read_input(c, version_list_limit);
  auto text = maintkit::detail::read_file(std::string(file), version_list_limit);
  if (!text) return unreadable(text.error());
  return text;
}

// Calls each(line, number) for every line, numbered from 1; a last one without its newline counts.
template <class F>
void for_each_line(std::string_view text, F each) {
  for (std::size_t number = 1; !text.empty(); ++number) each(maintkit::detail::take_until(text, '\n'), number);
}

}  // namespace detail

inline result<void> read_versions(version_list& into, version::scheme s, std::string_view file, bool skip_invalid,
                                  context& c) {
  auto text = detail::read_list(file, c);
  if (!text) return text.error();
  into.text = *std::move(text);
  result<void> outcome;
  detail::for_each_line(into.text, [&](std::string_view line, std::size_t number) {
    if (!outcome) return;
    const auto read = read_strictly(s, line);
    if (read) {
      into.versions.push_back(*read);
    } else if (skip_invalid) {
      ++into.skipped;
    } else {
      error e = version_error(s, read.error(), line);
      e.what = "line " + std::to_string(number) + ": " + e.what;
      outcome = e;
    }
  });
  return outcome;
}

inline result<void> read_operands(version_list& into, version::scheme s, const arguments& a, context& c) {
  if (a.operands.size() == 1 && a.operands[0] == "-") return read_versions(into, s, "-", false, c);
  for (const std::string_view operand : a.operands) {
    const auto read = read_strictly(s, operand);
    if (!read) return version_error(s, read.error(), operand);
    into.versions.push_back(*read);
  }
  return {};
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_VERSION_INPUT_HPP
