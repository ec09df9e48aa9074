// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Patterns for names, tags and titles: globs ("*" is any run of characters, "?" one) and, between slashes, regular
// expressions. No way is tried twice, so time is linear in the text; no recursion over the text, so the stack is
// constant (std::regex needs a frame for each byte).
//
//   glob_matches("*.tar.gz", "sample-1.2.tar.gz")                     yes
//   pattern::parse("/^v(\\d+)[._](\\d+)$/")->cut("v2_6")              2.6
#ifndef MAINTKIT_DETAIL_PATTERN_HPP
#define MAINTKIT_DETAIL_PATTERN_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/pattern_program.hpp>
#include <maintkit/error.hpp>

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
namespace detail {

// Does the whole text fit? Bytes, at most text × glob steps.
constexpr bool glob_matches(std::string_view glob, std::string_view text);

class pattern {
 public:
  // A glob, which fits a whole text, or "/…/", which fits any part of one. Regular expressions have . [sets] \d \w \s
  // and their opposites, ^ $, (groups) and (?:groups), |, * + ? {m,n} and their lazy forms, and mean what they mean in
  // Perl; a dot and a set are a character of UTF-8. At most 1,024 bytes; no back references and no looking around.
  static parsed<pattern> parse(std::string_view text);

  bool fits(std::string_view text) const;
  // What the groups took, joined with dots as uscan(1) joins them; without groups all that fits. Of a glob each "*" is
  // a group. Nothing where the pattern doesn't fit.
  std::optional<std::string> cut(std::string_view text) const;

 private:
  explicit pattern(pattern_program program) : program_(std::move(program)) {}

  pattern_program program_;
};

// ---------------------------------------------------------------------------------------------------------------------

// A star first takes nothing. On a mismatch only the last star takes one byte more: what an earlier one could have
// taken in its place, the last one can take too.
constexpr bool glob_matches(std::string_view glob, std::string_view text) {
  constexpr std::size_t none = std::string_view::npos;
  std::size_t g = 0;
  std::size_t star = none;
  std::size_t resume = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (g < glob.size() && glob[g] == '*') {
      star = ++g;
      resume = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != none) {
      g = star;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

// All ways through a program at once, in the order in which Perl would try them (R. Cox, "Regular Expression Matching:
// the Virtual Machine Approach"). A step that is reached twice at one place is followed once.
class pattern_run {
 public:
  pattern_run(const pattern_program& program, std::string_view text, std::size_t slots)
      : program_(program), text_(text), slots_(slots), reached_(program.steps.size()), now_(slots) {}

  // The places that were saved on the first way that fits, or nothing. Without slots any way will do.
  std::optional<std::vector<std::size_t>> match() {
    threads here;
    for (std::size_t at = 0;; ++at) {
      if (!found_) {
        std::fill(now_.begin(), now_.end(), unset);
        follow(0, at, here);
      }
      if (here.at.empty() && found_) break;
      step(at, here);
      if (at == text_.size() || (found_ && slots_ == 0)) break;
    }
    return std::move(found_);
  }

 private:
  static constexpr std::size_t unset = pattern_unset;
  // Steps that wait for a byte, the preferred way first, and what each way saved.
  struct threads {
    std::vector<std::uint16_t> at;
    std::vector<std::size_t> saved;
  };
  struct todo {
    std::size_t step;  // to be followed; or, where `slot` is one, the value to put back there
    std::size_t slot;
  };

  // Lets every way that waits in `here` take the byte at `at`; the ways that then wait take their place.
  void step(std::size_t at, threads& here) {
    next_.at.clear();
    next_.saved.clear();
    ++generation_;
    for (std::size_t i = 0; i < here.at.size(); ++i) {
      const pattern_step& one = program_.steps[here.at[i]];
      const auto first = here.saved.begin() + static_cast<std::ptrdiff_t>(i * slots_);
      now_.assign(first, first + static_cast<std::ptrdiff_t>(slots_));
      if (one.what == pattern_op::match) {
        found_ = now_;
        break;  // the ways behind it are worse
      }
      if (at < text_.size() && program_.takes(one, text_[at])) follow(here.at[i] + 1u, at + 1, next_);
    }
    std::swap(here, next_);
  }

  // Follows all steps that take no byte, from `start`, at a place in the text.
  void follow(std::size_t start, std::size_t at, threads& into) {
    todo_.push_back({start, unset});
    while (!todo_.empty()) {
      const todo next = todo_.back();
      todo_.pop_back();
      if (next.slot != unset) {
        now_[next.slot] = next.step;
        continue;
      }
      if (reached_[next.step] == generation_) continue;
      reached_[next.step] = generation_;
      visit(next.step, at, into);
    }
  }

  void visit(std::size_t i, std::size_t at, threads& into) {
    const pattern_step& one = program_.steps[i];
    const auto target = [&](std::int16_t by) { return i + static_cast<std::size_t>(static_cast<std::ptrdiff_t>(by)); };
    switch (one.what) {
      case pattern_op::split:
        todo_.push_back({target(one.other), unset});
        [[fallthrough]];
      case pattern_op::jump:
        todo_.push_back({target(one.to), unset});
        break;
      case pattern_op::save:
        if (one.value < slots_) {
          todo_.push_back({now_[one.value], one.value});
          now_[one.value] = at;
        }
        todo_.push_back({i + 1, unset});
        break;
      case pattern_op::begin:
        if (at == 0) todo_.push_back({i + 1, unset});
        break;
      case pattern_op::end:
        if (at == text_.size()) todo_.push_back({i + 1, unset});
        break;
      default:
        into.at.push_back(static_cast<std::uint16_t>(i));
        into.saved.insert(into.saved.end(), now_.begin(), now_.end());
    }
  }

  const pattern_program& program_;
  std::string_view text_;
  std::size_t slots_;
  std::vector<std::size_t> reached_;  // for each step the last generation that reached it
  std::size_t generation_ = 1;
  std::vector<std::size_t> now_;
  std::vector<todo> todo_;
  threads next_;
  std::optional<std::vector<std::size_t>> found_;
};

inline parsed<pattern> pattern::parse(std::string_view text) {
  const bool expression = text.size() > 1 && text.front() == '/' && text.back() == '/';
  auto program = expression ? compile_expression(text) : compile_glob(text);
  if (!program) return program.error();
  return pattern(*std::move(program));
}

inline bool pattern::fits(std::string_view text) const { return pattern_run(program_, text, 0).match().has_value(); }

inline std::optional<std::string> pattern::cut(std::string_view text) const {
  const auto saved = pattern_run(program_, text, 2 * (program_.groups + 1)).match();
  if (!saved) return std::nullopt;
  std::string out;
  for (std::size_t i = program_.groups == 0 ? 0 : 2; i < saved->size(); i += 2) {
    const std::size_t from = (*saved)[i];
    const std::size_t to = (*saved)[i + 1];
    if (from == pattern_unset || to == pattern_unset || from >= to) continue;
    if (!out.empty()) out += '.';
    out += text.substr(from, to - from);
  }
  return out;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATTERN_HPP
