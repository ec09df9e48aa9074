// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Families of versions: those that agree with a text in its first parts. Each stands together in its scheme's order, so
// a range can begin or end before or behind one.
//
//   {extent::numbers, 2} of "1.2.3"      1.2.0-rc.1, 1.2.0, 1.2.9 …     what npm calls 1.2.x
//   {extent::base} of rpm's "1.0-3"      1.0, 1.0-1, 1.0-2.fc40 …       what a dependency on "= 1.0" takes
#ifndef MAINTKIT_VERSION_FAMILY_HPP
#define MAINTKIT_VERSION_FAMILY_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/version/calver.hpp>
#include <maintkit/version/debian.hpp>
#include <maintkit/version/generic.hpp>
#include <maintkit/version/key.hpp>
#include <maintkit/version/pep440.hpp>
#include <maintkit/version/rpm.hpp>
#include <maintkit/version/scheme.hpp>
#include <maintkit/version/semver.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

// Each lies within the ones above it.
enum class extent : std::uint8_t {
  numbers,  // agrees in the first numbers: 1.2.9 and 1.2.0-rc.1 with "1.2"  (semver, calver, pep440)
  release,  // in all numbers: 1.0.dev1 and 1.0.post1 with "1.0"             (pep440)
  posts,    // and in the pre-release: 1.0 and 1.0.post1 with "1.0"          (pep440)
  post,     // and in the post-release: 1.0.post1.dev2 with "1.0.post1"      (pep440)
  base,     // and in all but the local part or package release: 1.0+x with "1.0", 1.0-3 with "1.0"  (pep440, rpm)
  whole,    // equal in the scheme's order
  text,     // and spelled the same, whatever the case of letters
};

struct family {
  version::extent extent = version::extent::whole;
  std::uint32_t count = 0;  // of numbers, for extent::numbers
};

constexpr bool operator==(family a, family b) noexcept { return a.extent == b.extent && a.count == b.count; }
constexpr bool operator<(family a, family b) noexcept {  // a takes in b
  return a.extent != b.extent ? a.extent < b.extent : a.count < b.count;
}

enum class side : std::uint8_t { before, after };

// SemVer of which numbers may be missing, or be 'x' or '*': they read as 0. Nothing is checked.
constexpr semver::parts read_loose(std::string_view text) noexcept;

// Where the family of `text` begins or ends, among the keys of versions.
constexpr key edge_key(scheme s, std::string_view text, family of, side where) noexcept;

// The order of two valid texts as far as the family looks: 0 if they belong to one.
constexpr int compare(scheme s, std::string_view a, std::string_view b, family upto) noexcept;

// ---------------------------------------------------------------------------------------------------------------------

constexpr semver::parts read_loose(std::string_view text) noexcept {
  semver::parts v;
  for (std::size_t i = 0; i < 3; ++i) {
    if (text.empty() || !detail::is_digit(text.front())) return v;
    v.core[i] = take_number(text);
    if (i < 2 && !text.empty() && text.front() == '.') text.remove_prefix(1);
  }
  if (text.empty() || text.front() != '-') return v;
  const std::size_t plus = text.find('+');
  v.prerelease = text.substr(1, plus == std::string_view::npos ? plus : plus - 1);
  return v;
}

}  // namespace version

namespace detail {

// Counts bytes, so that it is known whether a family's fit.
struct stem_packer {
  version::packer bytes;
  std::size_t size = 0;

  constexpr void put(unsigned byte) noexcept {
    bytes.put(byte);
    ++size;
  }
};

// No version's bytes go on with 0xff where a family's end: only numbers of 10^18 digits would.
constexpr version::key finish(stem_packer out, version::side where) noexcept {
  const bool longer = out.size >= version::key::bytes;
  while (where == version::side::after && out.size < version::key::bytes) out.put(0xff);
  version::key k = out.bytes.finish();
  k.longer = longer;
  return k;
}

constexpr void put_core(stem_packer& out, const version::number* core, version::band in, std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; i < 3 && i < count; ++i) version::put_number(out, in, core[i]);
}

// Zeros at the end of a release have no bytes in a version, and none before a family; behind it they do.
constexpr void put_release(stem_packer& out, std::string_view release, std::uint32_t count, bool padded) noexcept {
  std::uint32_t zeros = 0;
  for (std::uint32_t i = 0; i < count && (padded || !release.empty()); ++i) {
    std::string_view digits = take_until(release, '.');
    const version::number n = version::take_number(digits);
    if (n.is_zero()) {
      ++zeros;
      continue;
    }
    for (; zeros > 0; --zeros) version::put_number(out, pep440_number, version::number());
    version::put_number(out, pep440_number, n);
  }
  for (; padded && zeros > 0; --zeros) version::put_number(out, pep440_number, version::number());
}

constexpr void put_pep440_stem(stem_packer& out, const version::pep440::parts& v, version::family of,
                               version::side where) noexcept {
  using version::extent;
  const bool numbers = of.extent == extent::numbers;
  const bool behind_numbers = numbers && where == version::side::after;
  version::put_number(out, pep440_any, v.epoch);
  put_release(out, v.release, numbers ? of.count : static_cast<std::uint32_t>(-1), behind_numbers);
  if (behind_numbers) return;
  out.put(pep440_end);
  if (of.extent <= extent::release) return;
  const version::pep440::suffix& s = v.behind;
  out.put(static_cast<unsigned>(1 + pep440_stage(s)));
  if (s.pre != version::pep440::phase::none) version::put_number(out, pep440_any, s.pre_number);
  if (of.extent == extent::posts) return;
  s.has_post ? version::put_number(out, pep440_number, s.post) : out.put(pep440_end);
  if (of.extent == extent::post) return;
  s.has_dev ? version::put_number(out, pep440_dev, s.dev) : out.put(pep440_no_dev);
}

constexpr version::key whole_key(version::scheme s, std::string_view text) noexcept {
  version::packer out;
  switch (s) {
    case version::scheme::semver:
      version::semver::encode(version::read_loose(text), out);
      break;
    case version::scheme::calver:
      version::calver::encode(*version::calver::split(text), out);
      break;
    case version::scheme::pep440:
      version::pep440::encode(*version::pep440::split(text), out);
      break;
    case version::scheme::deb:
      version::debian::encode(*version::debian::split(text), out);
      break;
    case version::scheme::rpm:
      version::rpm::encode(*version::rpm::split(text), out);
      break;
    case version::scheme::generic:
      version::generic::encode(text, out);
  }
  return out.finish();
}

constexpr int compare_core(const version::number* a, const version::number* b, std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; i < 3 && i < count; ++i) {
    if (const int order = version::compare(a[i], b[i]); order != 0) return order;
  }
  return 0;
}

constexpr std::uint32_t numbers_of(version::family f) {
  return f.extent == version::extent::numbers ? f.count : static_cast<std::uint32_t>(-1);
}

constexpr int compare_semver_upto(std::string_view a, std::string_view b, version::family upto) noexcept {
  const version::semver::parts x = version::read_loose(a);
  const version::semver::parts y = version::read_loose(b);
  const int order = compare_core(x.core, y.core, numbers_of(upto));
  if (order != 0 || upto.extent == version::extent::numbers) return order;
  if (x.prerelease.empty() || y.prerelease.empty()) {
    return static_cast<int>(x.prerelease.empty()) - static_cast<int>(y.prerelease.empty());
  }
  return compare_identifiers(x.prerelease, y.prerelease, compare_identifier);
}

// The numbers of a calendar version, or of the beginning of one.
constexpr version::semver::parts read_calver_numbers(std::string_view text) noexcept {
  if (!text.empty() && lower(text.front()) == 'v') text.remove_prefix(1);
  return version::read_loose(text);
}

constexpr int compare_calver_upto(std::string_view a, std::string_view b, version::family upto) noexcept {
  const int order = compare_core(read_calver_numbers(a).core, read_calver_numbers(b).core, numbers_of(upto));
  if (order != 0 || upto.extent == version::extent::numbers) return order;
  return compare_suffix(version::calver::split(a)->behind, version::calver::split(b)->behind);
}

constexpr int compare_release_upto(std::string_view a, std::string_view b, std::uint32_t count) noexcept {
  for (std::uint32_t i = 0; i < count && (!a.empty() || !b.empty()); ++i) {
    std::string_view x = take_until(a, '.');
    std::string_view y = take_until(b, '.');
    if (const int order = version::compare(version::take_number(x), version::take_number(y)); order != 0) return order;
  }
  return 0;
}

constexpr int compare_pep440_upto(std::string_view a, std::string_view b, version::family upto) noexcept {
  using version::extent;
  const version::pep440::parts x = *version::pep440::split(a);
  const version::pep440::parts y = *version::pep440::split(b);
  if (const int order = version::compare(x.epoch, y.epoch); order != 0) return order;
  const int order = compare_release_upto(x.release, y.release, numbers_of(upto));
  if (order != 0 || upto.extent <= extent::release) return order;
  version::pep440::suffix s = x.behind;
  version::pep440::suffix t = y.behind;
  const int stages = pep440_stage(s) - pep440_stage(t);
  if (stages != 0) return stages < 0 ? -1 : 1;
  if (upto.extent == extent::posts) return version::compare(s.pre_number, t.pre_number);
  if (upto.extent == extent::post) s.has_dev = t.has_dev = false, s.dev = t.dev = {};
  if (upto.extent == extent::post) return compare_suffix(s, t);
  const int suffixes = compare_suffix(s, t);
  return suffixes != 0 || upto.extent == extent::base ? suffixes : compare_local(x.local, y.local);
}

constexpr int compare_rpm_upto(std::string_view a, std::string_view b, version::family upto) noexcept {
  if (upto.extent != version::extent::base) return version::rpm::compare(a, b);
  const version::rpm::parts x = *version::rpm::split(a);
  const version::rpm::parts y = *version::rpm::split(b);
  const int order = version::compare(x.epoch, y.epoch);
  return order != 0 ? order : compare_rpm_part(x.version, y.version);
}

constexpr int compare_spelling(std::string_view a, std::string_view b) noexcept {
  a = trim(a);
  b = trim(b);
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return lower(a[i]) < lower(b[i]) ? -1 : 1;
  }
  return static_cast<int>(a.size() > b.size()) - static_cast<int>(a.size() < b.size());
}

constexpr int compare_upto(version::scheme s, std::string_view a, std::string_view b, version::family upto) noexcept {
  switch (s) {
    case version::scheme::semver:
      return compare_semver_upto(a, b, upto);
    case version::scheme::calver:
      return compare_calver_upto(a, b, upto);
    case version::scheme::pep440:
      return compare_pep440_upto(a, b, upto);
    case version::scheme::deb:
      return version::debian::compare(a, b);
    case version::scheme::rpm:
      return compare_rpm_upto(a, b, upto);
    case version::scheme::generic:
      break;
  }
  return version::generic::compare(a, b);
}

}  // namespace detail

namespace version {

constexpr key edge_key(scheme s, std::string_view text, family of, side where) noexcept {
  if (of.extent >= extent::whole) return detail::whole_key(s, text);
  detail::stem_packer out;
  if (s == scheme::semver) {
    detail::put_core(out, read_loose(text).core, detail::semver_core, of.count);
  } else if (s == scheme::calver) {
    detail::put_core(out, detail::read_calver_numbers(text).core, detail::calver_core, of.count);
  } else if (s == scheme::pep440) {
    detail::put_pep440_stem(out, *pep440::split(text), of, where);
  } else {
    const rpm::parts v = *rpm::split(text);
    put_number(out, detail::rpm_epoch, v.epoch);
    detail::put_rpm_part(out, v.version);
  }
  return detail::finish(out, where);
}

constexpr int compare(scheme s, std::string_view a, std::string_view b, family upto) noexcept {
  const int order = detail::compare_upto(s, a, b, upto);
  return order != 0 || upto.extent != extent::text ? order : detail::compare_spelling(a, b);
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_FAMILY_HPP
