// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Sets of versions of one scheme, and what can be done with them. A range is a row of cuts; from each on, releases are
// in or out, and pre-releases are in or out. So what notations say of pre-releases is part of the set, and the laws of
// sets hold without exceptions: a version is in !r exactly if it is not in r.
//
//   const auto r = *range::npm::parse("^1.2.3 || 3.x"), s = *range::npm::parse(">=3.1.0");
//   (r & s).has(v)      is_subset(s, r)      are_disjoint(r, s)      is_empty(r & !r)
//
// How notations are read and printed is in range.hpp; here is only what they have in common.
#ifndef MAINTKIT_VERSION_RANGE_HPP
#define MAINTKIT_VERSION_RANGE_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/cut.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// Which versions between two cuts are in.
enum class kinds : std::uint8_t { none = 0, releases = 1, prereleases = 2, all = 3 };

constexpr kinds operator&(kinds a, kinds b) noexcept;
constexpr kinds operator|(kinds a, kinds b) noexcept;
constexpr kinds operator!(kinds a) noexcept;

// A cut, and what is in from there on.
struct edge {
  cut at;
  kinds from = kinds::none;
};

// Up to N edges, for compile time. What does not fit is lost, and full() says so.
template <std::size_t N>
class fixed_edges {
 public:
  constexpr void push(const edge& e) noexcept { size_ < N ? void(rows_[size_++] = e) : void(full_ = true); }
  constexpr const edge* data() const noexcept { return rows_; }
  constexpr std::size_t size() const noexcept { return size_; }
  constexpr bool full() const noexcept { return full_; }

 private:
  edge rows_[N] = {};
  std::size_t size_ = 0;
  bool full_ = false;
};

// Any number of edges; nothing is allocated for the first 16, which eight intervals have.
class edge_list {
 public:
  edge_list() = default;
  void push(const edge& e);
  const edge* data() const noexcept { return far_.empty() ? near_ : far_.data(); }
  std::size_t size() const noexcept { return size_; }
  static constexpr bool full() noexcept { return false; }

 private:
  edge near_[16] = {};
  std::vector<edge> far_;
  std::size_t size_ = 0;
};

template <class Edges>
class basic_range {
 public:
  constexpr basic_range() = default;

  // Nothing; all versions, or those of a kind; those behind the cut; those between two cuts (none if high <= low).
  static constexpr basic_range none(scheme s) noexcept { return basic_range(s, kinds::none); }
  static constexpr basic_range all(scheme s, kinds of = kinds::all) noexcept { return basic_range(s, of); }
  static constexpr basic_range behind(const cut& low);
  static constexpr basic_range before(const cut& high);
  static constexpr basic_range between(const cut& low, const cut& high);

  // Is the version in? Versions of other schemes are not.
  constexpr bool has(const value& v) const noexcept;

  constexpr scheme in() const noexcept { return scheme_; }
  constexpr kinds first() const noexcept { return first_; }  // what is in before the first edge
  constexpr const edge* begin() const noexcept { return edges_.data(); }
  constexpr const edge* end() const noexcept { return edges_.data() + edges_.size(); }
  constexpr std::size_t size() const noexcept { return edges_.size(); }
  constexpr bool full() const noexcept { return edges_.full(); }  // the storage could not hold all edges

  // An RPM version without a release stands for all releases of it, and is in if any of them is.
  constexpr bool release_optional() const noexcept { return release_optional_; }
  constexpr void set_release_optional(bool yes) noexcept { release_optional_ = yes; }

  // Goes on behind the last edge: the cut must not be before that. Edges that change nothing are left out.
  constexpr void append(const cut& at, kinds from);

 private:
  constexpr basic_range(scheme s, kinds first) noexcept : scheme_(s), first_(first) {}
  constexpr kinds last() const noexcept { return size() == 0 ? first_ : edges_.data()[size() - 1].from; }
  constexpr const edge* edge_before(const value& v) const noexcept;
  constexpr bool has_any_release_of(const value& v) const noexcept;

  Edges edges_;
  scheme scheme_ = scheme::semver;
  kinds first_ = kinds::none;
  bool release_optional_ = false;
};

// The range for run time, and the one for literals.
using range = basic_range<edge_list>;
template <std::size_t Edges = 16>
using static_range = basic_range<fixed_edges<Edges>>;

// In both, in any, in none. Ranges of one scheme.
template <class Edges>
constexpr basic_range<Edges> operator&(const basic_range<Edges>& a, const basic_range<Edges>& b);
template <class Edges>
constexpr basic_range<Edges> operator|(const basic_range<Edges>& a, const basic_range<Edges>& b);
template <class Edges>
constexpr basic_range<Edges> operator!(const basic_range<Edges>& a);

// Can no version be in it? As exact as is_between().
template <class Edges>
constexpr bool is_empty(const basic_range<Edges>& r);
template <class Edges>
constexpr bool is_subset(const basic_range<Edges>& of, const basic_range<Edges>& r);
template <class Edges>
constexpr bool are_disjoint(const basic_range<Edges>& a, const basic_range<Edges>& b);
template <class Edges>
constexpr bool are_equal(const basic_range<Edges>& a, const basic_range<Edges>& b);

// The same set with as few edges as can be: ">1.2.3 <1.2.4" without pre-releases has none.
template <class Edges>
constexpr basic_range<Edges> simplest(const basic_range<Edges>& r);

// ---------------------------------------------------------------------------------------------------------------------

constexpr kinds operator&(kinds a, kinds b) noexcept {
  return static_cast<kinds>(static_cast<unsigned>(a) & static_cast<unsigned>(b));
}
constexpr kinds operator|(kinds a, kinds b) noexcept {
  return static_cast<kinds>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
constexpr kinds operator!(kinds a) noexcept { return static_cast<kinds>(static_cast<unsigned>(a) ^ 3u); }

inline void edge_list::push(const edge& e) {
  constexpr std::size_t inline_edges = sizeof near_ / sizeof *near_;
  if (size_ < inline_edges) {
    near_[size_] = e;
  } else {
    if (far_.empty()) far_.assign(near_, near_ + inline_edges);
    far_.push_back(e);
  }
  ++size_;
}

}  // namespace version

namespace detail {

// Most versions are seen to be releases by the first mark behind their numbers; the others are read again.
constexpr bool is_prerelease_of(const version::value& v) noexcept {
  const std::string_view text = v.text();
  const std::size_t numbers = span_of(text, [](char c) { return c == '.' || is_digit(c); });
  const char mark = numbers < text.size() ? text[numbers] : '+';
  switch (v.in()) {
    case version::scheme::semver:
      return mark == '-';
    case version::scheme::calver:
      return mark != '+' && version::calver::is_prerelease(text);
    case version::scheme::pep440:
      return mark != '+' && version::pep440::is_prerelease(text);
    default:
      return false;  // one kind only: their ranges never tell them apart
  }
}

// Walks two rows of edges side by side.
template <class Edges, class Op>
constexpr version::basic_range<Edges> merge(const version::basic_range<Edges>& a, const version::basic_range<Edges>& b,
                                            Op op) {
  using version::edge;
  using version::kinds;
  kinds x = a.first();
  kinds y = b.first();
  auto out = version::basic_range<Edges>::all(a.in(), op(x, y));
  out.set_release_optional(a.release_optional() || b.release_optional());
  const edge* i = a.begin();
  const edge* j = b.begin();
  while (i != a.end() || j != b.end()) {
    const int order = i == a.end() ? 1 : j == b.end() ? -1 : version::compare(i->at, j->at);
    const version::cut& at = order <= 0 ? i->at : j->at;
    if (order <= 0) x = (i++)->from;
    if (order >= 0) y = (j++)->from;
    out.append(at, op(x, y));
  }
  return out;
}

// Which kinds of versions can stand between an edge and the next; `e` may be one before the first.
template <class Edges>
constexpr version::kinds kinds_behind(const version::basic_range<Edges>& r, std::size_t e) noexcept {
  using version::kinds;
  const version::cut* const low = e == 0 ? nullptr : &r.begin()[e - 1].at;
  const version::cut* const high = e == r.size() ? nullptr : &r.begin()[e].at;
  return (version::is_between(low, high, false) ? kinds::releases : kinds::none) |
         (version::is_between(low, high, true) ? kinds::prereleases : kinds::none);
}

// What is in where the first version of a kind can stand.
template <class Edges>
constexpr version::kinds first_seen(const version::basic_range<Edges>& r, version::kinds kind) noexcept {
  version::kinds in = r.first();
  for (std::size_t e = 0; e <= r.size(); ++e) {
    if (e > 0) in = r.begin()[e - 1].from;
    if ((kinds_behind(r, e) & kind) != version::kinds::none) break;
  }
  return in & kind;
}

}  // namespace detail

namespace version {

template <class Edges>
constexpr basic_range<Edges> basic_range<Edges>::behind(const cut& low) {
  basic_range r(low.in(), kinds::none);
  r.append(low, kinds::all);
  return r;
}

template <class Edges>
constexpr basic_range<Edges> basic_range<Edges>::before(const cut& high) {
  basic_range r(high.in(), kinds::all);
  r.append(high, kinds::none);
  return r;
}

template <class Edges>
constexpr basic_range<Edges> basic_range<Edges>::between(const cut& low, const cut& high) {
  if (compare(low, high) >= 0) return none(low.in());
  basic_range r(low.in(), kinds::none);
  r.append(low, kinds::all);
  r.append(high, kinds::none);
  return r;
}

template <class Edges>
constexpr void basic_range<Edges>::append(const cut& at, kinds from) {
  if (from != last()) edges_.push({at, from});
}

// The last edge that the version stands behind, or one before the first.
template <class Edges>
constexpr const edge* basic_range<Edges>::edge_before(const value& v) const noexcept {
  const edge* low = begin();
  std::size_t left = size();
  while (left > 0) {
    const std::size_t half = left / 2;
    if (is_behind(v, low[half].at)) {
      low += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  return low - 1;
}

template <class Edges>
constexpr bool basic_range<Edges>::has(const value& v) const noexcept {
  if (v.in() != scheme_) return false;
  if (release_optional_ && v.text().find('-') == std::string_view::npos) return has_any_release_of(v);
  kinds in = first_;
  std::size_t behind = 0;
  while (behind < size() && behind < 4 && is_behind(v, begin()[behind].at)) ++behind;
  if (behind == 4) behind = static_cast<std::size_t>(edge_before(v) + 1 - begin());
  if (behind > 0) in = begin()[behind - 1].from;
  if (in == kinds::none || in == kinds::all) return in == kinds::all;
  return detail::is_prerelease_of(v) == (in == kinds::prereleases);
}

template <class Edges>
constexpr bool basic_range<Edges>::has_any_release_of(const value& v) const noexcept {
  const cut low(scheme_, v.text(), side::before, {extent::base});
  const cut high(scheme_, v.text(), side::after, {extent::base});
  kinds in = first_;
  for (const edge& e : *this) {
    if (compare(e.at, high) >= 0) break;
    if (compare(e.at, low) > 0 && in != kinds::none) return true;
    in = e.from;
  }
  return in != kinds::none;
}

template <class Edges>
constexpr basic_range<Edges> operator&(const basic_range<Edges>& a, const basic_range<Edges>& b) {
  return detail::merge(a, b, [](kinds x, kinds y) { return x & y; });
}

template <class Edges>
constexpr basic_range<Edges> operator|(const basic_range<Edges>& a, const basic_range<Edges>& b) {
  return detail::merge(a, b, [](kinds x, kinds y) { return x | y; });
}

template <class Edges>
constexpr basic_range<Edges> operator!(const basic_range<Edges>& a) {
  auto out = basic_range<Edges>::all(a.in(), !a.first());
  out.set_release_optional(a.release_optional());
  for (const edge& e : a) out.append(e.at, !e.from);
  return out;
}

template <class Edges>
constexpr bool is_empty(const basic_range<Edges>& r) {
  kinds in = r.first();
  for (std::size_t e = 0; e <= r.size(); ++e) {
    if (e > 0) in = r.begin()[e - 1].from;
    if (in != kinds::none && (in & detail::kinds_behind(r, e)) != kinds::none) return false;
  }
  return true;
}

template <class Edges>
constexpr bool is_subset(const basic_range<Edges>& of, const basic_range<Edges>& r) {
  return is_empty(of & !r);
}

template <class Edges>
constexpr bool are_disjoint(const basic_range<Edges>& a, const basic_range<Edges>& b) {
  return is_empty(a & b);
}

template <class Edges>
constexpr bool are_equal(const basic_range<Edges>& a, const basic_range<Edges>& b) {
  return is_subset(a, b) && is_subset(b, a);
}

// Where no version of a kind can stand, what is said of the kind does not matter: it goes on as before.
template <class Edges>
constexpr basic_range<Edges> simplest(const basic_range<Edges>& r) {
  kinds in = detail::first_seen(r, kinds::releases) | detail::first_seen(r, kinds::prereleases);
  auto out = basic_range<Edges>::all(r.in(), in);
  out.set_release_optional(r.release_optional());
  for (std::size_t e = 1; e <= r.size(); ++e) {
    const kinds seen = detail::kinds_behind(r, e);
    in = (r.begin()[e - 1].from & seen) | (in & !seen);
    out.append(r.begin()[e - 1].at, in);
  }
  return out;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_RANGE_HPP
