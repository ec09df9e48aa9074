// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A place between versions. Ranges have no bounds that are "inclusive" or "exclusive": they begin and end at cuts, each
// before or behind a family of versions. So nothing has to be written down that a notation only implies, like the
// "<2.0.0-0" of "^1.2.3".
//
//   cut(scheme::semver, "1.2.3", side::before)                      // >=1.2.3 begins here
//   cut(scheme::semver, "1.2.3", side::after, {extent::numbers, 1}) // ^1.2.3 ends here: behind all of 1
#ifndef MAINTKIT_VERSION_CUT_HPP
#define MAINTKIT_VERSION_CUT_HPP

#include <maintkit/detail/digits.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/version/family.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// Views its text, which must outlive it and be valid in the scheme; SemVer may be loose, see read_loose().
class cut {
 public:
  constexpr cut() = default;
  constexpr cut(scheme s, std::string_view text, side where, family of = {}) noexcept
      : key_(edge_key(s, text, of, where)), text_(text), of_(of), scheme_(s), where_(where) {}

  constexpr scheme in() const noexcept { return scheme_; }
  constexpr std::string_view text() const noexcept { return text_; }
  constexpr side where() const noexcept { return where_; }
  constexpr family of() const noexcept { return of_; }
  constexpr const key& order() const noexcept { return key_; }

 private:
  key key_;
  std::string_view text_;
  family of_;
  scheme scheme_ = scheme::semver;
  side where_ = side::before;
};

// -1, 0, 1; of one scheme. Different cuts may have no version between them: see is_between().
constexpr int compare(const cut& a, const cut& b) noexcept;

// Does the version stand behind the cut?
constexpr bool is_behind(const value& v, const cut& c) noexcept;

// Can a release, or else a pre-release, stand between two cuts, low < high? A null pointer is the end of the order.
// Exact in SemVer. In PEP 440 and calver it is known that cuts meet where one version is the first behind both: behind
// all of 1.2, before all of 1.3, before 1.3.dev0. All other cuts count as having something between them.
constexpr bool is_between(const cut* low, const cut* high, bool prerelease) noexcept;

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

constexpr int compare_words(const version::key& a, const version::key& b) noexcept {
  for (std::size_t i = 0; i < 4; ++i) {
    if (a.words[i] != b.words[i]) return a.words[i] < b.words[i] ? -1 : 1;
  }
  return 0;
}

constexpr int order_of(version::side where) { return where == version::side::before ? -1 : 1; }

// By the texts. Where one family lies in the other, the outer one's cut stands outside.
constexpr int compare_cut_texts(const version::cut& a, const version::cut& b) noexcept {
  const version::family outer = b.of() < a.of() ? b.of() : a.of();
  const int order = version::compare(a.in(), a.text(), b.text(), outer);
  if (order != 0) return order;
  if (a.of() < b.of()) return order_of(a.where());
  if (b.of() < a.of()) return -order_of(b.where());
  return static_cast<int>(a.where()) - static_cast<int>(b.where());
}

// Is b one more than a?
constexpr bool follows(const version::number& a, const version::number& b) noexcept {
  return follows(a.text(), b.text());
}

// Three numbers, the first `count` of a version's and then zeros; or what comes next to them: 1.3.0 to 1.2.
struct semver_floor {
  version::semver::parts of;
  std::uint32_t count = 3;
  bool next = false;
};

// The order of a floor and three numbers, in the first `upto` of them.
constexpr int compare_floor(const semver_floor& f, const version::number* core, std::uint32_t upto) noexcept {
  for (std::uint32_t i = 0; i < 3 && i < upto; ++i) {
    const bool stepped = f.next && i + 1 == f.count;
    const version::number n = i < f.count ? f.of.core[i] : version::number();
    const int order = version::compare(n, core[i]);
    if (stepped && order >= 0) return 1;
    if (stepped && !follows(n, core[i])) return -1;
    if (!stepped && order != 0) return order;
  }
  return 0;
}

// The numbers of the first release, or of the first pre-release's, behind a cut that stands within no pre-releases.
constexpr semver_floor floor_behind(const version::cut& c, bool prerelease) noexcept {
  semver_floor f{version::read_loose(c.text())};
  const bool numbers = c.of().extent == version::extent::numbers;
  if (numbers) f.count = c.of().count < 3 ? c.of().count : 3;
  const bool is_release = f.of.prerelease.empty() && !numbers;
  f.next = is_release ? prerelease || c.where() == version::side::after : numbers && c.where() == version::side::after;
  return f;
}

// Is the floor's release, or its first pre-release ("-0"), before the cut?
constexpr bool stands_before(const semver_floor& f, bool prerelease, const version::cut& c) noexcept {
  const version::semver::parts v = version::read_loose(c.text());
  const bool numbers = c.of().extent == version::extent::numbers;
  const bool after = c.where() == version::side::after;
  version::number core[3] = {};
  for (std::uint32_t i = 0; i < 3 && (!numbers || i < c.of().count); ++i) core[i] = v.core[i];
  const int order = compare_floor(f, core, numbers && after ? c.of().count : 3);
  if (order != 0 || numbers) return order < 0 || (order == 0 && after);
  if (!prerelease) return v.prerelease.empty() && after;
  return v.prerelease.empty() || after || v.prerelease != "0";
}

// Nothing is between x and x.0, which is the first pre-release behind it.
constexpr bool is_next_prerelease(std::string_view x, std::string_view y) noexcept {
  return y.size() == x.size() + 2 && y.substr(0, x.size()) == x && y.substr(x.size()) == ".0";
}

constexpr bool is_between_semver(const version::cut* low, const version::cut* high, bool prerelease) noexcept {
  if (high == nullptr) return true;
  if (low == nullptr) return stands_before({{}, 3, false}, prerelease, *high);
  const version::semver::parts v = version::read_loose(low->text());
  const bool within = low->of().extent != version::extent::numbers && !v.prerelease.empty();
  if (!within || !prerelease) return stands_before(floor_behind(*low, prerelease), prerelease, *high);
  if (low->where() == version::side::before || high->where() == version::side::after) return true;
  const version::semver::parts w = version::read_loose(high->text());
  const bool one_release = high->of().extent != version::extent::numbers && compare_core(v.core, w.core, 3) == 0;
  return !one_release || !is_next_prerelease(v.prerelease, w.prerelease);
}

// The first version behind a cut of PEP 440's order, which calendar versions share: `count` numbers (the last of them
// one more with `next`), then the suffix.
struct pep440_first {
  bool known = false;
  version::pep440::parts of;
  std::uint32_t count = static_cast<std::uint32_t>(-1);
  bool next = false;
};

constexpr pep440_first first_behind(const version::cut& c) noexcept {
  using version::extent;
  const auto v = version::pep440::split(c.text());
  const extent family = c.of().extent;
  const bool after = c.where() == version::side::after;
  if (!v || family == extent::posts || family == extent::text || (after && family != extent::numbers)) return {};
  pep440_first f{true, *v, static_cast<std::uint32_t>(-1), after};
  if (family == extent::numbers) f.count = c.of().count;
  if (family != extent::whole) f.of.local = {};
  if (family <= extent::release) f.of.behind = {};
  if (family < extent::base) f.of.behind.has_dev = true, f.of.behind.dev = {};
  return f;
}

constexpr version::number number_of(std::string_view& release, const pep440_first& f, std::uint32_t i) noexcept {
  std::string_view digits = i < f.count ? take_until(release, '.') : std::string_view();
  return version::take_number(digits);
}

// One number, and one number that may be one more.
constexpr bool agree(const version::number& a, bool a_next, const version::number& b, bool b_next) noexcept {
  if (a_next == b_next) return version::compare(a, b) == 0;
  return a_next ? follows(a, b) : follows(b, a);
}

constexpr bool is_same(const pep440_first& a, const pep440_first& b) noexcept {
  if (version::compare(a.of.epoch, b.of.epoch) != 0 || compare_suffix(a.of.behind, b.of.behind) != 0) return false;
  std::string_view x = a.of.release;
  std::string_view y = b.of.release;
  for (std::uint32_t i = 0;
       (!x.empty() && i < a.count) || (!y.empty() && i < b.count) || (a.next && i < a.count) || (b.next && i < b.count);
       ++i) {
    const version::number n = number_of(x, a, i);
    const version::number m = number_of(y, b, i);
    if (!agree(n, a.next && i + 1 == a.count, m, b.next && i + 1 == b.count)) return false;
  }
  return compare_local(a.of.local, b.of.local) == 0;
}

// Behind all of 1.2, before all of 1.3 and before 1.3.dev0 are one place.
constexpr bool meet(const version::cut& low, const version::cut& high) noexcept {
  const pep440_first a = first_behind(low);
  const pep440_first b = first_behind(high);
  return a.known && b.known && is_same(a, b);
}

}  // namespace detail

namespace version {

constexpr int compare(const cut& a, const cut& b) noexcept {
  if (const int order = detail::compare_words(a.order(), b.order()); order != 0) return order;
  const bool families = a.of().extent < extent::whole && b.of().extent < extent::whole;
  if (families && !(a.order().longer && b.order().longer) && a.where() == b.where()) return 0;
  return detail::compare_cut_texts(a, b);
}

constexpr bool is_behind(const value& v, const cut& c) noexcept {
  if (const int order = detail::compare_words(v.order(), c.order()); order != 0) return order > 0;
  if ((v.order().longer && c.order().longer) || c.of().extent == extent::text) {
    if (const int order = compare(c.in(), v.text(), c.text(), c.of()); order != 0) return order > 0;
  }
  return c.where() == side::before;
}

constexpr bool is_between(const cut* low, const cut* high, bool prerelease) noexcept {
  if (low == nullptr && high == nullptr) return true;
  const scheme s = low != nullptr ? low->in() : high->in();
  if (s == scheme::semver) return detail::is_between_semver(low, high, prerelease);
  const bool numbered = s == scheme::calver || s == scheme::pep440;
  return low == nullptr || high == nullptr || !numbered || !detail::meet(*low, *high);
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_CUT_HPP
