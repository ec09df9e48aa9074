// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// PEP 440's version specifiers, "~=1.4, !=1.5.*", with their exclusions: ">1.0" leaves out 1.0.post1 and 1.0+x, "<1.0"
// leaves out 1.0rc1, "<=1.0" and "==1.0" take 1.0+x. What the `packaging` library accepts; "===" is for versions only
// and compares the text as it was given.
//
//   const auto r = range::pep440::parse(">=1.0, <2, !=1.5.*");
//
// By its own rule pre-releases and development releases are in only if a specifier other than != names one. (Taking
// them where nothing else is on offer is up to whoever knows what is.)
#ifndef MAINTKIT_RANGE_PEP440_HPP
#define MAINTKIT_RANGE_PEP440_HPP

#include <maintkit/detail/digits.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/scheme.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace pep440 {

template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy = prereleases::by_notation,
                              Listener listener = {});

// Specifiers that parse(…, policy) reads as the same set; unsupported if there are none.
inline result<std::string> to_string(const version::range& r, prereleases policy = prereleases::by_notation);

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace pep440
}  // namespace range

namespace detail {

enum class specifier_sign : std::uint8_t {
  identical,
  equal,
  compatible,
  not_equal,
  less_equal,
  greater_equal,
  less,
  greater
};

struct specifier_word {
  std::string_view word;
  specifier_sign sign;
};
inline constexpr specifier_word specifier_words[] = {
    {"===", specifier_sign::identical}, {"==", specifier_sign::equal},      {"~=", specifier_sign::compatible},
    {"!=", specifier_sign::not_equal},  {"<=", specifier_sign::less_equal}, {">=", specifier_sign::greater_equal},
    {"<", specifier_sign::less},        {">", specifier_sign::greater},
};

// One specifier. The text is what its cuts view, without ".*".
struct specifier {
  specifier_sign sign = specifier_sign::equal;
  std::string_view text;
  bool prefix = false;  // ".*"
  version::pep440::parts parts;
};

constexpr bool has_prerelease(const version::pep440::parts& v) noexcept {
  return v.behind.pre != version::pep440::phase::none || v.behind.has_dev;
}

constexpr std::uint32_t count_numbers(std::string_view release) noexcept {
  std::uint32_t count = 1;
  for (const char c : release) count += c == '.';
  return count;
}

// What the grammar of a version leaves open: which signs take a local version, ".*", a single number.
constexpr bool check_specifier(version_reader& in, const specifier& s, std::size_t at) noexcept {
  const bool equality = s.sign == specifier_sign::equal || s.sign == specifier_sign::not_equal;
  const std::size_t stop = at + s.text.size();
  const bool bare = !has_prerelease(s.parts) && !s.parts.behind.has_post && s.parts.local.empty();
  if (s.prefix && !equality) return in.refuse({errc::malformed, "'.*' behind == or != only", stop, 2});
  if (s.prefix && !bare) return in.refuse({errc::malformed, "'.*' behind nothing but release numbers", stop, 2});
  if (!s.parts.local.empty() && !equality && s.sign != specifier_sign::identical) {
    const std::size_t length = s.parts.local.size() + 1;
    return in.refuse({errc::malformed, "no local version but behind ==, != and ===", stop - length, length});
  }
  if (s.sign == specifier_sign::compatible && count_numbers(s.parts.release) < 2) {
    return in.refuse({errc::malformed, "two release numbers at least behind ~=", at, s.text.size()});
  }
  return true;
}

constexpr bool read_specifier(version_reader& in, specifier& s) noexcept {
  bool known = false;
  for (const specifier_word& row : specifier_words) {
    if (known || !starts_with(in.rest(), row.word)) continue;
    known = true;
    s.sign = row.sign;
    in.at += row.word.size();
  }
  if (!known) return in.refuse("one of == != ~= <= >= < > ===");
  in.take_while(is_python_space);
  const std::size_t first = in.at;
  s.text = in.take_while([](char c) { return c != ',' && !is_python_space(c); });
  s.prefix = ends_with(s.text, ".*") && s.sign != specifier_sign::identical;
  if (s.prefix) s.text.remove_suffix(2);
  const auto parts = version::pep440::split(s.text);
  if (!parts) return in.refuse(shifted(parts.error(), first));
  s.parts = *parts;
  return check_specifier(in, s, first);
}

// Which versions are too near to V for "<V": its pre-releases, unless it is one itself.
constexpr version::family below_family(const version::pep440::parts& v) noexcept {
  using version::extent;
  if (has_prerelease(v)) return {extent::base};
  return {v.behind.has_post ? extent::post : extent::release};
}

// And for ">V": its local versions, and its post-releases unless it is one itself.
constexpr version::family above_family(const version::pep440::parts& v) noexcept {
  using version::extent;
  return {v.behind.has_post || v.behind.has_dev ? extent::base : extent::posts};
}

template <class Range>
constexpr Range range_of(const specifier& s) {
  using range::relation;
  using version::extent;
  using version::side;
  constexpr auto in = version::scheme::pep440;
  const version::family numbers{extent::numbers, count_numbers(s.parts.release)};
  const version::family equal = s.prefix                ? numbers
                                : s.parts.local.empty() ? version::family{extent::base}
                                                        : version::family{extent::whole};
  switch (s.sign) {
    case specifier_sign::identical:
      return range::related<Range>(relation::equal, in, s.text, {extent::text});
    case specifier_sign::not_equal:
      return range::related<Range>(relation::not_equal, in, s.text, equal);
    case specifier_sign::compatible:
      return Range::between(version::cut(in, s.text, side::before, {extent::base}),
                            version::cut(in, s.text, side::after, {extent::numbers, numbers.count - 1}));
    case specifier_sign::less_equal:
      return range::related<Range>(relation::less_equal, in, s.text, {extent::base});
    case specifier_sign::greater_equal:
      return range::related<Range>(relation::greater_equal, in, s.text, {extent::base});
    case specifier_sign::less:
      return range::related<Range>(relation::less, in, s.text, below_family(s.parts));
    case specifier_sign::greater:
      return range::related<Range>(relation::greater, in, s.text, above_family(s.parts));
    case specifier_sign::equal:
      break;
  }
  return range::related<Range>(relation::equal, in, s.text, equal);
}

}  // namespace detail

namespace range {
namespace pep440 {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, prereleases policy, Listener listener) {
  detail::version_reader in{text};
  Range all = Range::all(version::scheme::pep440);
  bool named = false;
  for (in.take_while(detail::is_python_space); !in.at_end(); in.take_while(detail::is_python_space)) {
    const std::size_t first = in.at;
    detail::specifier s;
    if (!detail::read_specifier(in, s)) return in.fault;
    const Range one = detail::range_of<Range>(s);
    all = all & one;
    named = named || (s.sign != detail::specifier_sign::not_equal && detail::has_prerelease(s.parts));
    listener(text.substr(first, in.at - first), 0, one);
    in.take_while(detail::is_python_space);
    if (!in.at_end() && !in.take(',') && !in.refuse("',' or the end")) return in.fault;
  }
  if (all.full()) return parse_error{errc::limit, "fewer intervals", 0, text.size()};
  const bool wanted = policy == prereleases::include || (policy == prereleases::by_notation && named);
  return wanted ? all : all & Range::all(version::scheme::pep440, version::kinds::releases);
}

}  // namespace pep440
}  // namespace range

namespace detail {

// "1!2.3" of a family of numbers, or what comes next to it.
inline std::string pep440_numbers(const version::cut& c) {
  const version::pep440::parts v = *version::pep440::split(c.text());
  const bool next = c.where() == version::side::after;
  std::string out = v.epoch.is_zero() ? std::string() : std::string(v.epoch.text()) + "!";
  std::string_view rest = v.release;
  for (std::uint32_t i = 0; i < c.of().count; ++i) {
    std::string_view digits = take_until(rest, '.');
    const version::number n = version::take_number(digits);
    if (i > 0) out += '.';
    out += next && i + 1 == c.of().count ? next_number(n.text()) : std::string(n.text());
  }
  return out;
}

// The version of a cut in its normal form, without a local part where the cut does not look at it.
inline std::string pep440_text(const version::cut& c) {
  if (c.of().extent == version::extent::text) return std::string(trim(c.text()));
  std::string out = version::pep440::normal(c.text());
  if (c.of().extent < version::extent::whole) out.resize((std::min)(out.size(), out.find('+')));
  return out;
}

// "==V", "==V.*", "===V" for all between two cuts of one family.
inline std::string pep440_equality(std::string_view sign, const version::cut& c) {
  if (c.of().extent == version::extent::text) return "=" + std::string(sign) + pep440_text(c);
  if (c.of().extent != version::extent::numbers) return std::string(sign) + pep440_text(c);
  version::cut first(c.in(), c.text(), version::side::before, c.of());
  return std::string(sign) + pep440_numbers(first) + ".*";
}

inline std::string pep440_low(const version::cut& c, bool with_prereleases) {
  if (c.of().extent == version::extent::numbers) return ">=" + pep440_numbers(c) + (with_prereleases ? ".dev0" : "");
  return (c.where() == version::side::after ? ">" : ">=") + pep440_text(c);
}

inline std::string pep440_high(const version::cut& c) {
  if (c.of().extent == version::extent::numbers) return "<" + pep440_numbers(c);
  return (c.where() == version::side::after ? "<=" : "<") + pep440_text(c);
}

// All intervals as one with holes; empty where there is a hole that is no "!=".
inline std::string pep440_specifiers(const std::vector<interval>& parts) {
  const interval whole{parts.front().low, parts.back().high, parts.front().in};
  if (parts.size() == 1 && whole.low != nullptr && whole.high != nullptr && enclose_one(*whole.low, *whole.high)) {
    return pep440_equality("==", *whole.low);
  }
  std::string out;
  const auto add = [&](const std::string& one) { (out += out.empty() ? "" : ",") += one; };
  const bool with_prereleases = (whole.in & version::kinds::prereleases) != version::kinds::none;
  if (whole.low != nullptr) add(pep440_low(*whole.low, with_prereleases));
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!enclose_one(*parts[i - 1].high, *parts[i].low)) return {};
    add(pep440_equality("!=", *parts[i].low));
  }
  if (whole.high != nullptr) add(pep440_high(*whole.high));
  return out;
}

}  // namespace detail

namespace range {
namespace pep440 {

inline result<std::string> to_string(const version::range& r, prereleases policy) {
  const auto set = simplest(r);
  const auto parts = detail::intervals(set, true);
  const std::string out = parts.empty() ? std::string() : detail::pep440_specifiers(parts);
  const auto back = parse(out, policy);
  if (back && are_equal(*back, r)) return out;
  return detail::cannot_say("pep440", "specifiers have no words for this set");
}

}  // namespace pep440
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_PEP440_HPP
