// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The version range specifier "vers:", one notation for many schemes: "vers:pypi/>=1.0|!=1.5|<2". Read strictly, as its
// specification demands: versions ascend, none is there twice (by the scheme's order: 1.0 and 1.0.0 are one), bounds
// that say nothing new are refused, and so are blanks and capitals.
//
//   const auto r = range::vers::parse("vers:npm/1.2.3|>=2.0.0|<5.0.0");
//
// Every version has its place by the scheme's order alone: there is no rule for pre-releases. Known types: semver, npm
// and cargo, pypi, deb, rpm, calver, generic.
#ifndef MAINTKIT_RANGE_VERS_HPP
#define MAINTKIT_RANGE_VERS_HPP

#include <maintkit/detail/digits.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/range/comparator.hpp>
#include <maintkit/range/notation.hpp>
#include <maintkit/range/pep440.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/debian.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/generic.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/range.hpp>
#include <maintkit/version/rpm.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace range {
namespace vers {

// Versions with '%' in them are decoded into `room`, which must then outlive the range as the text must; without one
// they are errc::unsupported.
template <class Range = version::range, class Listener = no_listener>
constexpr parsed<Range> parse(std::string_view text, std::string* room = nullptr, Listener listener = {});

// The canonical form; unsupported for a range that tells pre-releases from releases. The type is "semver", "pypi",
// "deb", "rpm", "calver" or "generic" if none is given.
inline result<std::string> to_string(const version::range& r, std::string_view type = {});

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace vers
}  // namespace range

namespace detail {

struct vers_type {
  std::string_view name;
  version::scheme scheme;
};
// The first of a scheme is the one that is printed.
inline constexpr vers_type vers_types[] = {
    {"semver", version::scheme::semver}, {"npm", version::scheme::semver},      {"cargo", version::scheme::semver},
    {"pypi", version::scheme::pep440},   {"deb", version::scheme::deb},         {"rpm", version::scheme::rpm},
    {"calver", version::scheme::calver}, {"generic", version::scheme::generic},
};

inline constexpr range::relation_word vers_words[] = {
    {"!=", range::relation::not_equal},     {"<=", range::relation::less_equal}, {"<", range::relation::less},
    {">=", range::relation::greater_equal}, {">", range::relation::greater},     {"=", range::relation::equal},
};

constexpr parsed<version::value> parse_version(version::scheme s, std::string_view text) noexcept {
  switch (s) {
    case version::scheme::semver:
      return version::semver::parse(text);
    case version::scheme::calver:
      return version::calver::parse(text);
    case version::scheme::pep440:
      return version::pep440::parse(text);
    case version::scheme::deb:
      return version::debian::parse(text);
    case version::scheme::rpm:
      return version::rpm::parse(text);
    case version::scheme::generic:
      break;
  }
  return version::generic::parse(text);
}

constexpr bool is_upper_bound(range::relation r) {
  return r == range::relation::less || r == range::relation::less_equal;
}
constexpr bool is_lower_bound(range::relation r) {
  return r == range::relation::greater || r == range::relation::greater_equal;
}

// What has been read so far.
template <class Range>
struct vers_state {
  version::scheme scheme;
  Range in;    // by =, and by bounds that are closed
  Range out;   // by !=
  Range open;  // by the last lower bound
  bool first = true;
  bool positive = false;  // there was something other than !=
  bool is_open = false;   // a lower bound waits for an upper one
  bool has_bound = false;
  std::string_view last{};  // the version before
  std::size_t number = 0;   // of the alternative, for listeners

  constexpr explicit vers_state(version::scheme s)
      : scheme(s), in(Range::none(s)), out(Range::none(s)), open(Range::none(s)) {}

  constexpr void add(range::relation how, const Range& one) {
    positive = positive || how != range::relation::not_equal;
    if (how == range::relation::not_equal) {
      out = out | !one;
    } else if (how == range::relation::equal) {
      in = in | one;
    } else if (is_lower_bound(how)) {
      open = one;
      is_open = true;
    } else {
      in = in | (is_open ? open & one : one);
      is_open = false;
      ++number;
    }
    has_bound = has_bound || is_lower_bound(how) || is_upper_bound(how);
  }
  constexpr Range finish() const {
    if (!positive) return !out;
    return (is_open ? in | open : in) & !out;
  }
};

// "%2B" to '+', appended to `room`, which must not move.
constexpr int escaped(std::string_view text, std::size_t at) noexcept {
  if (text.size() - at < 3 || text[at] != '%') return -1;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

inline std::string_view decode_into(std::string& room, std::string_view text) {
  const std::size_t first = room.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped(text, i);
    if (byte >= 0) i += 2;
    room += byte >= 0 ? static_cast<char>(byte) : text[i];
  }
  return std::string_view(room).substr(first);
}

// A version up to the next '|', decoded.
constexpr bool read_vers_version(version_reader& in, std::string* room, std::string_view& version) {
  const std::size_t first = in.at;
  version = in.take_while([](char c) { return c != '|' && static_cast<unsigned char>(c) > ' '; });
  if (version.empty()) return in.refuse("a version");
  if (!in.at_end() && in.peek() != '|') return in.refuse("'|' or the end");
  bool encoded = false;
  for (std::size_t i = 0; i < version.size(); ++i) {
    if (version[i] != '%') continue;
    encoded = true;
    if (escaped(version, i) < 0) return in.refuse({errc::malformed, "two hexadecimal digits behind '%'", first + i, 1});
  }
  if (encoded && room == nullptr) {
    return in.refuse({errc::unsupported, "no '%', for there is no room for what it means", first, version.size()});
  }
  if (encoded) version = decode_into(*room, version);
  return true;
}

// Where a bound stands that says nothing new: behind another of its direction.
template <class Range>
constexpr bool fits_vers(version_reader& in, const vers_state<Range>& state, range::relation how, std::size_t first,
                         std::string_view version) {
  const std::size_t length = in.at - first;
  if (!state.first) {
    const int order = version::compare(state.scheme, state.last, version, {});
    if (order == 0) return in.refuse({errc::malformed, "no version that is there already", first, length});
    if (order > 0) return in.refuse({errc::malformed, "versions in ascending order", first, length});
  }
  if (is_lower_bound(how) && state.is_open) {
    return in.refuse({errc::malformed, "'<' or '<=' behind '>'", first, length});
  }
  if (is_upper_bound(how) && state.has_bound && !state.is_open) {
    return in.refuse({errc::malformed, "'>' or '>=' behind '<'", first, length});
  }
  return true;
}

template <class Range, class Listener>
constexpr bool read_vers_constraint(version_reader& in, vers_state<Range>& state, std::string* room,
                                    Listener& listener) {
  const std::size_t first = in.at;
  const range::relation_word* const row = take_relation(in, vers_words);
  const range::relation how = row == nullptr ? range::relation::equal : row->means;
  const std::size_t at = in.at;
  std::string_view version;
  if (!read_vers_version(in, room, version)) return false;
  const auto read = parse_version(state.scheme, version);
  if (!read && version.data() == in.text.data() + at) return in.refuse(shifted(read.error(), at));
  if (!read) return in.refuse({read.error().code, read.error().expected, at, in.at - at});
  if (!fits_vers(in, state, how, first, version)) return false;
  const Range one = range::related<Range>(how, state.scheme, version);
  listener(in.text.substr(first, in.at - first), state.number, one);
  state.add(how, one);
  state.first = false;
  state.last = version;
  return true;
}

// "vers:" and the type, up to '/'.
constexpr bool read_vers_type(version_reader& in, version::scheme& s) noexcept {
  if (!starts_with(in.rest(), "vers:")) return in.refuse("\"vers:\"");
  in.at += 5;
  const std::size_t first = in.at;
  const std::string_view name = in.take_while([](char c) { return c != '/' && static_cast<unsigned char>(c) > ' '; });
  if (name.empty()) return in.refuse("a type");
  bool known = false;
  for (const vers_type& row : vers_types) {
    if (row.name != name) continue;
    known = true;
    s = row.scheme;
  }
  if (!known)
    return in.refuse({errc::unsupported, "semver, npm, cargo, pypi, deb, rpm, calver or generic", first, name.size()});
  return in.take('/') || in.refuse("'/'");
}

}  // namespace detail

namespace range {
namespace vers {

template <class Range, class Listener>
constexpr parsed<Range> parse(std::string_view text, std::string* room, Listener listener) {
  detail::version_reader in{text};
  version::scheme s = version::scheme::semver;
  if (!detail::read_vers_type(in, s)) return in.fault;
  if (in.rest() == "*") {
    listener(in.rest(), 0, Range::all(s));
    return Range::all(s);
  }
  if (room != nullptr) room->reserve(room->size() + text.size());
  detail::vers_state<Range> state(s);
  do {
    if (!detail::read_vers_constraint(in, state, room, listener)) return in.fault;
  } while (in.take('|'));
  const Range r = state.finish();
  if (r.full() || state.in.full()) return parse_error{errc::limit, "fewer intervals", 0, text.size()};
  return r;
}

}  // namespace vers
}  // namespace range

namespace detail {

// The first version of a calendar line, or of the next.
inline std::string calver_first(const version::cut& c) {
  const version::semver::parts v = read_calver_numbers(c.text());
  std::string out;
  for (std::uint32_t i = 0; i < 3; ++i) {
    const bool next = c.where() == version::side::after && i + 1 == c.of().count;
    const std::string_view digits = i < c.of().count ? v.core[i].text() : std::string_view("0");
    if (i > 0) out += '.';
    out += next ? next_number(digits) : std::string(digits);
  }
  return out + ".dev0";
}

// The text of a version at which the cut stands, and whether it stands behind it.
inline std::string vers_version(const version::cut& c, bool& after) {
  using version::extent;
  after = c.where() == version::side::after && c.of().extent != extent::numbers;
  if (c.in() == version::scheme::semver) return semver_bound(c, true);
  if (c.in() == version::scheme::pep440 && c.of().extent == extent::numbers) return pep440_numbers(c) + ".dev0";
  if (c.in() == version::scheme::pep440) {
    const bool below = c.of().extent == extent::release || c.of().extent == extent::post;
    return pep440_text(c) + (below ? ".dev0" : "");
  }
  if (c.in() == version::scheme::calver && c.of().extent == extent::numbers) return calver_first(c);
  return std::string(trim(c.text()));
}

inline void append_encoded(std::string& out, std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_alnum(c) || c == '.' || c == '-' || c == '_' || c == '~' || c == ':') {
      out += c;
    } else {
      ((out += '%') += hex[byte >> 4]) += hex[byte & 15];
    }
  }
}

// Between the two cuts, or around them, is one version and all that are equal to it.
constexpr bool enclose_version(const version::cut* low, const version::cut* high) noexcept {
  return low != nullptr && high != nullptr && low->of().extent == version::extent::whole && enclose_one(*low, *high);
}

inline void append_constraint(std::string& out, std::string_view inclusive, std::string_view exclusive,
                              const version::cut& c, bool lower) {
  bool after = false;
  const std::string text = vers_version(c, after);
  if (out.back() != '/') out += '|';
  out += after == lower ? exclusive : inclusive;
  append_encoded(out, text);
}

}  // namespace detail

namespace range {
namespace vers {

inline result<std::string> to_string(const version::range& r, std::string_view type) {
  const auto set = simplest(r);
  for (const detail::vers_type& row : detail::vers_types) {
    if (type.empty() && row.scheme == r.in()) type = row.name;
  }
  std::string out = "vers:" + std::string(type) + "/";
  const auto parts = detail::intervals(set, true);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const detail::interval& part = parts[i];
    const bool hole = i > 0 && detail::enclose_version(parts[i - 1].high, part.low);
    const bool one = detail::enclose_version(part.low, part.high);
    const bool next_is_hole = i + 1 < parts.size() && detail::enclose_version(part.high, parts[i + 1].low);
    if (hole) detail::append_constraint(out, "!=", "!=", *part.low, true);
    if (one && !hole) detail::append_constraint(out, "", "", *part.low, true);
    if (one) continue;
    if (part.low != nullptr && !hole) detail::append_constraint(out, ">=", ">", *part.low, true);
    if (part.high != nullptr && !next_is_hole) detail::append_constraint(out, "<=", "<", *part.high, false);
  }
  if (set.size() == 0 && set.first() == version::kinds::all) out += '*';
  std::string room;
  const auto back = parse(out, &room);
  if (back && are_equal(*back, r)) return out;
  if (is_empty(r)) return detail::cannot_say("vers", "has no words for no version at all");
  return detail::cannot_say("vers", "can't tell pre-releases or other families of versions from what is around them");
}

}  // namespace vers
}  // namespace range
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_RANGE_VERS_HPP
