// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// How commands read RANGE: in the scheme's own notation, in vers: if it begins so, or in the one that --notation names.
#ifndef MAINTKIT_PROGRAM_RANGE_INPUT_HPP
#define MAINTKIT_PROGRAM_RANGE_INPUT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/range.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/range.hpp>

#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option notation_option = {
    "--notation", 0, "N", "how RANGE is written: npm, cargo, pep440, deb, rpm, plain, vers; the scheme's own way"};
inline constexpr option range_prereleases_option = {"--prereleases", 0, "",
                                                    "let pre-releases in wherever RANGE's bounds do"};
inline constexpr option match_option = {"--match", 0, "RANGE", "only versions in this range, \"^1.2\" or \"2025.2.*\""};

// A range and the words that it views; not to be moved once read.
struct range_text {
  std::string_view text;
  std::string room;
  range::notation written = range::notation::npm;
  range::prereleases policy = range::prereleases::by_notation;
  version::range set;
};

// The notation of `text`: what --notation says, if the verb has that option and it is given.
result<range::notation> notation_given(const arguments& a, version::scheme s, std::string_view text);

result<void> read_range(range_text& into, version::scheme s, std::string_view text, const arguments& a);

// A fault with what was meant, where that can be guessed.
error range_error(range::notation n, version::scheme s, const parse_error& fault, std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

inline error range_error(range::notation n, version::scheme s, const parse_error& fault, std::string_view text) {
  error e(fault, std::string(range::to_string(n)) + " range", text);
  if (const auto meant = range::suggest(n, s, text)) {
    e.why.append("; ").append(meant->cause).append(": ").append(text).append(" → ").append(meant->text);
  }
  return e;
}

inline result<range::notation> notation_given(const arguments& a, version::scheme s, std::string_view text) {
  const auto name = a.get("--notation");
  if (!name) return maintkit::detail::starts_with(text, "vers:") ? range::notation::vers : range::native(s);
  const auto known = range::notation_of(*name);
  if (!known) return usage_error(*a.what, "unknown notation " + std::string(*name));
  if (range::fits(*known, s)) return *known;
  return usage_error(*a.what, std::string(*name) + " is no notation for " + std::string(version::to_string(s)));
}

inline result<void> read_range(range_text& into, version::scheme s, std::string_view text, const arguments& a) {
  const auto written = notation_given(a, s, text);
  if (!written) return written.error();
  into.text = text;
  into.written = *written;
  into.policy = a.has("--prereleases") ? range::prereleases::include : range::prereleases::by_notation;
  auto read = range::parse(*written, s, text, into.policy, &into.room);
  if (!read) return range_error(*written, s, read.error(), text);
  into.set = *std::move(read);
  return {};
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_RANGE_INPUT_HPP
