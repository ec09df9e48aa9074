// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A pattern as the steps that pattern.hpp walks through: "a*" is `split 1,3; byte a; jump -2`. Jumps are relative, so
// that steps can be moved and repeated.
#ifndef MAINTKIT_DETAIL_PATTERN_PROGRAM_HPP
#define MAINTKIT_DETAIL_PATTERN_PROGRAM_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr std::size_t pattern_unset = static_cast<std::size_t>(-1);

// Those up to `any` take a byte.
enum class pattern_op : std::uint8_t { byte, set, any, match, split, jump, save, begin, end };

struct pattern_step {
  pattern_op what;
  std::uint8_t value = 0;  // the byte, or the number of the set or slot
  std::int16_t to = 0;     // of split and jump: the way to go (first)
  std::int16_t other = 0;  // of split: the second choice
};

using byte_set = std::array<std::uint64_t, 4>;  // a bit for each byte

struct pattern_program {
  std::vector<pattern_step> steps;
  std::vector<byte_set> sets;
  std::size_t groups = 0;

  bool takes(const pattern_step& step, char c) const {
    const auto byte = static_cast<unsigned char>(c);
    if (step.what == pattern_op::set) return ((sets[step.value][byte / 64] >> (byte % 64)) & 1u) != 0;
    return step.what == pattern_op::any || step.value == byte;
  }
};

// A glob fits the whole text.
parsed<pattern_program> compile_glob(std::string_view glob);
// With the slashes around it; offsets of errors count from the first slash.
parsed<pattern_program> compile_expression(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t most_pattern_bytes = 1024;
inline constexpr std::size_t most_pattern_steps = 4096;
inline constexpr std::size_t most_pattern_groups = 9;
inline constexpr std::size_t most_pattern_depth = 16;
inline constexpr std::size_t most_pattern_sets = 200;
inline constexpr std::size_t most_pattern_repeats = 64;

constexpr void add_to(byte_set& set, unsigned first, unsigned last) {
  for (unsigned c = first; c <= last; ++c) set[c / 64] |= std::uint64_t{1} << (c % 64);
}

// The bytes of "d", "w" or "s" behind a backslash (upper case: all others), or nothing. The others are all of ASCII's,
// and those that begin a longer character.
constexpr bool add_class(byte_set& set, char letter) {
  byte_set named{};
  switch (lower(letter)) {
    case 'd':
      add_to(named, '0', '9');
      break;
    case 'w':
      add_to(named, '0', '9');
      add_to(named, 'a', 'z');
      add_to(named, 'A', 'Z');
      add_to(named, '_', '_');
      break;
    case 's':
      add_to(named, '\t', '\r');
      add_to(named, ' ', ' ');
      break;
    default:
      return false;
  }
  for (std::size_t i = 0; i < 4; ++i) set[i] |= is_upper(letter) ? ~named[i] : named[i];
  return true;
}

class pattern_compiler {
 public:
  explicit pattern_compiler(std::string_view text) : text_(text) {}

  parsed<pattern_program> glob() {
    if (text_.size() > most_pattern_bytes) return too_long();
    emit({pattern_op::begin});
    save(0);
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '*') {
        star();
      } else if (text_[at_] == '?') {
        any_character();
      } else {
        emit({pattern_op::byte, static_cast<std::uint8_t>(text_[at_])});
      }
    }
    emit({pattern_op::end});
    return finished();
  }

  parsed<pattern_program> expression() {
    if (text_.size() > most_pattern_bytes) return too_long();
    text_.remove_suffix(1);
    at_ = 1;
    save(0);
    choices(0);
    if (!failed_ && at_ < text_.size()) fail(errc::malformed, "a '(' before this ')'");
    return finished();
  }

 private:
  parsed<pattern_program> too_long() const {
    return parse_error{errc::limit, "a shorter pattern", most_pattern_bytes, 0};
  }

  parsed<pattern_program> finished() {
    save(1);
    emit({pattern_op::match});
    if (failed_) return error_;
    return std::move(out_);
  }

  bool fail(errc code, const char* expected) {
    if (!failed_) error_ = parse_error{code, expected, at_, at_ < text_.size() ? 1u : 0u};
    failed_ = true;
    return false;
  }

  std::size_t size() const { return out_.steps.size(); }
  void emit(pattern_step step) {
    if (size() == most_pattern_steps) {
      fail(errc::limit, "a pattern with fewer repetitions");
    } else {
      out_.steps.push_back(step);
    }
  }
  void save(std::size_t slot) { emit({pattern_op::save, static_cast<std::uint8_t>(slot)}); }
  void insert(std::size_t where, pattern_step step) {
    emit(step);
    if (!failed_)
      std::rotate(out_.steps.begin() + static_cast<std::ptrdiff_t>(where), out_.steps.end() - 1, out_.steps.end());
  }
  static std::int16_t distance(std::size_t n) { return static_cast<std::int16_t>(n); }
  static std::int16_t back(std::size_t n) { return static_cast<std::int16_t>(-static_cast<std::int16_t>(n)); }

  static pattern_step split(std::int16_t to, std::int16_t other, bool lazy) {
    return lazy ? pattern_step{pattern_op::split, 0, other, to} : pattern_step{pattern_op::split, 0, to, other};
  }

  void emit_set(const byte_set& set) {
    for (std::size_t i = 0; i < out_.sets.size(); ++i) {
      if (out_.sets[i] == set) return emit({pattern_op::set, static_cast<std::uint8_t>(i)});
    }
    if (out_.sets.size() == most_pattern_sets) {
      fail(errc::limit, "fewer sets");
      return;
    }
    out_.sets.push_back(set);
    emit({pattern_op::set, static_cast<std::uint8_t>(out_.sets.size() - 1)});
  }

  // A character one of whose first bytes is in the set: with the bytes that continue it, if it may be a longer one.
  void character(const byte_set& set) {
    emit_set(set);
    if ((set[3] | set[2]) == 0) return;
    byte_set following{};
    add_to(following, 0x80, 0xbf);
    emit(split(1, 3, false));
    emit_set(following);
    emit({pattern_op::jump, 0, -2});
  }

  void any_character() {
    byte_set set{};
    add_to(set, 0, 0x7f);
    add_to(set, 0xc0, 0xff);
    character(set);
  }

  // The "*" of a glob. The first nine are groups.
  void star() {
    const std::size_t group = out_.groups < most_pattern_groups ? ++out_.groups : 0;
    if (group != 0) save(2 * group);
    emit(split(1, 3, false));
    emit({pattern_op::any});
    emit({pattern_op::jump, 0, -2});
    if (group != 0) save(2 * group + 1);
  }

  // a|b|c, up to a ')' or the end: split 1,→b; a; jump →end; split 1,→c; b; jump →end; c.
  void choices(std::size_t depth) {
    if (depth > most_pattern_depth) {
      fail(errc::limit, "fewer groups inside each other");
      return;
    }
    std::vector<std::size_t> jumps;
    for (std::size_t start = size(); !failed_; start = size()) {
      sequence(depth);
      if (failed_ || at_ == text_.size() || text_[at_] != '|') break;
      ++at_;
      insert(start, split(1, distance(size() - start + 2), false));
      jumps.push_back(size());
      emit({pattern_op::jump});
    }
    if (failed_) return;
    for (const std::size_t i : jumps) out_.steps[i].to = distance(size() - i);
  }

  void sequence(std::size_t depth) {
    while (!failed_ && at_ < text_.size() && text_[at_] != '|' && text_[at_] != ')') {
      const std::size_t start = size();
      const bool repeatable = text_[at_] != '^' && text_[at_] != '$';
      atom(depth);
      if (!failed_ && at_ < text_.size() && repeatable) repeat(start);
    }
  }

  void atom(std::size_t depth) {
    const char c = text_[at_++];
    byte_set dot{};
    switch (c) {
      case '(':
        return group(depth);
      case '[':
        return set();
      case '\\':
        return escape();
      case '^':
        return emit({pattern_op::begin});
      case '$':
        return emit({pattern_op::end});
      case '.':
        add_to(dot, 0, '\n' - 1);
        add_to(dot, '\n' + 1, 0x7f);
        add_to(dot, 0xc0, 0xff);
        return character(dot);
      case '*':
      case '+':
      case '?':
      case '{':
        --at_;
        fail(errc::malformed, "something to repeat");
        return;
      default:
        return literal(c);
    }
  }

  // One character, so that what repeats it repeats all its bytes.
  void literal(char first) {
    emit({pattern_op::byte, static_cast<std::uint8_t>(first)});
    for (; at_ < text_.size() && continues(text_[at_]); ++at_) {
      emit({pattern_op::byte, static_cast<std::uint8_t>(text_[at_])});
    }
  }

  void group(std::size_t depth) {
    const bool unnamed = starts_with(text_.substr(at_), "?:");
    if (unnamed) at_ += 2;
    if (!unnamed && out_.groups == most_pattern_groups) {
      fail(errc::limit, "at most nine groups; (?:…) is none");
      return;
    }
    const std::size_t number = unnamed ? 0 : ++out_.groups;
    if (number != 0) save(2 * number);
    choices(depth + 1);
    if (failed_) return;
    if (at_ == text_.size()) {
      fail(errc::malformed, "')'");
      return;
    }
    ++at_;
    if (number != 0) save(2 * number + 1);
  }

  void escape() {
    if (at_ == text_.size()) {
      fail(errc::malformed, "a character behind the backslash");
      return;
    }
    const char c = text_[at_++];
    byte_set named{};
    if (add_class(named, c)) {
      drop_continuations(named);
      return character(named);
    }
    if (is_alnum(c)) {
      --at_;
      fail(errc::unsupported, "one of \\d \\w \\s \\D \\W \\S, or a sign");
      return;
    }
    literal(c);
  }

  // A byte within a character begins none.
  static void drop_continuations(byte_set& set) { set[2] = 0; }

  // Behind the '['. A ']' that comes first stands for itself.
  void set() {
    byte_set out{};
    const bool others = at_ < text_.size() && text_[at_] == '^';
    at_ += others;
    for (bool first = true; at_ == text_.size() || text_[at_] != ']' || first; first = false) {
      if (!range(out)) return;
    }
    ++at_;
    for (std::uint64_t& word : out) word = others ? ~word : word;
    drop_continuations(out);
    character(out);
  }

  // "a", "a-z" or "\d" in a set.
  bool range(byte_set& into) {
    unsigned first = 0;
    if (text_.substr(at_, 1) == "\\" && at_ + 1 < text_.size() && add_class(into, text_[at_ + 1]))
      return at_ += 2, true;
    if (!member(first)) return false;
    unsigned last = first;
    if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
      ++at_;
      if (!member(last)) return false;
    }
    if (last < first) return fail(errc::malformed, "a range that goes up");
    add_to(into, first, last);
    return true;
  }

  bool member(unsigned& into) {
    if (at_ < text_.size() && text_[at_] == '\\') ++at_;
    if (at_ == text_.size()) return fail(errc::malformed, "']'");
    into = static_cast<unsigned char>(text_[at_]);
    if (into >= 0x80) return fail(errc::unsupported, "ASCII in a set");
    ++at_;
    return true;
  }

  // What stands behind an atom, whose steps begin at `start`.
  void repeat(std::size_t start) {
    std::size_t least = 0;
    std::size_t most = pattern_unset;
    switch (text_[at_]) {
      case '*':
        break;
      case '+':
        least = 1;
        break;
      case '?':
        most = 1;
        break;
      case '{':
        if (!bounds(least, most)) return;
        break;
      default:
        return;
    }
    ++at_;
    const bool lazy = at_ < text_.size() && text_[at_] == '?';
    at_ += lazy;
    if (at_ < text_.size() && std::string_view("*+?{").find(text_[at_]) != std::string_view::npos) {
      fail(errc::malformed, "one repetition");
      return;
    }
    repeat(start, least, most, lazy);
  }

  // {3}, {3,}, {3,5}; at_ stays at the '}'.
  bool bounds(std::size_t& least, std::size_t& most) {
    const std::size_t stop = text_.find('}', at_);
    std::string_view inner = text_.substr(at_ + 1, stop == std::string_view::npos ? 0 : stop - at_ - 1);
    const bool open = inner.find(',') != std::string_view::npos;
    const auto low = whole_number<std::size_t>(take_until(inner, ','));
    const auto high = inner.empty() ? low : whole_number<std::size_t>(inner);
    if (!low || !high) return fail(errc::malformed, "{m}, {m,} or {m,n}");
    if (*low > most_pattern_repeats || *high > most_pattern_repeats) return fail(errc::limit, "at most 64 repetitions");
    if (*high < *low) return fail(errc::malformed, "a range that goes up");
    least = *low;
    most = open && inner.empty() ? pattern_unset : *high;
    at_ = stop;
    return true;
  }

  // The atom `least` times, and then as often as it may: a loop, or as many choices.
  void repeat(std::size_t start, std::size_t least, std::size_t most, bool lazy) {
    const std::vector<pattern_step> atom(out_.steps.begin() + static_cast<std::ptrdiff_t>(start), out_.steps.end());
    const std::size_t n = atom.size();
    out_.steps.resize(start);
    const auto copy = [&] {
      for (const pattern_step& step : atom) emit(step);
    };
    for (std::size_t i = 0; i < least; ++i) copy();
    if (most == pattern_unset) {
      emit(split(1, distance(n + 2), lazy));
      copy();
      emit({pattern_op::jump, 0, back(n + 1)});
      return;
    }
    const std::size_t optional = most - least;
    for (std::size_t i = 0; i < optional && !failed_; ++i) {
      emit(split(1, distance((optional - i) * (n + 1)), lazy));
      copy();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  pattern_program out_;
  bool failed_ = false;
  parse_error error_;
};

inline parsed<pattern_program> compile_glob(std::string_view glob) { return pattern_compiler(glob).glob(); }
inline parsed<pattern_program> compile_expression(std::string_view text) { return pattern_compiler(text).expression(); }

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_PATTERN_PROGRAM_HPP
