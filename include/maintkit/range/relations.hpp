// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Relations to one version each, with commas between them: what Debian's and RPM's dependencies say, and the notation
// of schemes that have none of their own.
#ifndef MAINTKIT_RANGE_RELATIONS_HPP
#define MAINTKIT_RANGE_RELATIONS_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// How one notation writes relations.
struct relation_rules {
  version::scheme scheme = version::scheme::generic;
  std::string_view name;
  const range::relation_word* words = nullptr;
  std::size_t word_count = 0;
  const char* expected = "";  // where no word of the table stands
  bool alternatives = false;  // "||", and a version without a word, which is "="
  parsed<version::value> (*parse)(std::string_view) noexcept = nullptr;
  version::family (*family_of)(std::string_view) noexcept = nullptr;  // that a relation to this version means
};

// The word for printing, which for every relation is the first of its rows.
constexpr std::string_view word_of(const relation_rules& rules, range::relation means) noexcept {
  for (std::size_t i = 0; i < rules.word_count; ++i) {
    if (rules.words[i].means == means) return rules.words[i].word;
  }
  return {};
}

constexpr bool take_word(version_reader& in, const relation_rules& rules, range::relation& how) noexcept {
  for (std::size_t i = 0; i < rules.word_count; ++i) {
    const range::relation_word& row = rules.words[i];
    if (!starts_with(in.rest(), row.word)) continue;
    in.at += row.word.size();
    how = row.means;
    return true;
  }
  return rules.alternatives ? true : in.refuse(rules.expected);
}

template <class Range>
constexpr bool read_relation(version_reader& in, const relation_rules& rules, Range& one) {
  range::relation how = range::relation::equal;
  if (!take_word(in, rules, how)) return false;
  skip_blanks(in);
  const std::size_t first = in.at;
  std::string_view text =
      in.take_while([&](char c) { return c != ',' && !is_space(c) && !(rules.alternatives && c == '|'); });
  version::family of = rules.family_of != nullptr ? rules.family_of(text) : version::family{};
  if (of.extent == version::extent::numbers && ends_with(text, ".*")) text.remove_suffix(2);
  if (of.extent == version::extent::numbers && of.count == 0) {
    return in.refuse({errc::malformed, "one or two numbers before '.*'", first, text.size()});
  }
  if (text.empty()) return in.refuse("a version");
  const auto read = rules.parse(text);
  const bool year = of.extent == version::extent::numbers && of.count == 1;
  if (!read && !year) return in.refuse(shifted(read.error(), first));
  one = range::related<Range>(how, rules.scheme, text, of);
  return true;
}

template <class Range, class Listener>
constexpr parsed<Range> parse_relations(std::string_view text, const relation_rules& rules, Listener& listener) {
  version_reader in{text};
  Range any = Range::none(rules.scheme);
  std::size_t number = 0;
  do {
    Range all = Range::all(rules.scheme);
    skip_blanks(in);
    const bool nothing = in.at_end() && number == 0;
    while (!nothing) {
      const std::size_t first = in.at;
      Range one = Range::none(rules.scheme);
      if (!read_relation(in, rules, one)) return in.fault;
      all = all & one;
      listener(text.substr(first, in.at - first), number, one);
      skip_blanks(in);
      if (!in.take(',')) break;
      skip_blanks(in);
    }
    any = any | all;
    ++number;
  } while (rules.alternatives && starts_with(in.rest(), "||") && (in.at += 2) != 0);
  if (!in.at_end() && !in.refuse(rules.alternatives ? "',', '||' or the end" : "',' or the end")) return in.fault;
  if (any.full()) return parse_error{errc::limit, "fewer intervals", 0, text.size()};
  return any;
}

inline std::string relation_text(const relation_rules& rules, range::relation how, const version::cut& c) {
  std::string out = std::string(word_of(rules, how)) + " " + std::string(trim(c.text()));
  return c.of().extent == version::extent::numbers ? out + ".*" : out;
}

inline std::string relations_of(const relation_rules& rules, const interval& i) {
  using range::relation;
  if (i.low != nullptr && i.high != nullptr && enclose_one(*i.low, *i.high)) {
    return relation_text(rules, relation::equal, *i.low);
  }
  std::string out;
  if (i.low != nullptr) {
    const bool after = i.low->where() == version::side::after;
    out = relation_text(rules, after ? relation::greater : relation::greater_equal, *i.low);
  }
  if (i.high != nullptr) {
    const bool after = i.high->where() == version::side::after;
    if (!out.empty()) out += ", ";
    out += relation_text(rules, after ? relation::less_equal : relation::less, *i.high);
  }
  return out;
}

inline result<std::string> print_relations(const version::range& r, const relation_rules& rules) {
  std::string out;
  const auto set = range::simplest(r);
  const auto parts = intervals(set, false);
  if (parts.empty()) return cannot_say(rules.name, "no relation admits nothing");
  if (parts.size() > 1 && !rules.alternatives) {
    return cannot_say(rules.name, "has no \"or\" for " + std::to_string(parts.size()) + " intervals");
  }
  for (const interval& i : parts) {
    if (!out.empty()) out += " || ";
    out += relations_of(rules, i);
  }
  range::no_listener none;
  const auto back = parse_relations<version::range>(out, rules, none);
  if (back && range::are_equal(*back, r)) return out;
  return cannot_say(rules.name, "relations have no words for this set");
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_RELATIONS_HPP
