// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What an installation takes: which releases it may go to, and which release line a version belongs to.
//
//   policy p{version::scheme::calver};
//   p.min_age = *time::parse_duration("7d");
//   refusal(release, version, p, now)   // "is 2 d 4 h old, younger than 7 d"; empty when it may be taken
#ifndef MAINTKIT_UPDATE_POLICY_HPP
#define MAINTKIT_UPDATE_POLICY_HPP

#include <maintkit/detail/pattern.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/time.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/range.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

// Drafts, yanked and deprecated releases are never taken.
struct policy {
  version::scheme scheme;    // whose order decides
  bool prereleases = false;  // what the feed or the scheme calls one
  // Published at least so long ago. A date counts from its last moment ("2026-07-08" is July 8 at midnight's end), a
  // release without one is refused.
  time::duration min_age = 0;
  std::vector<std::string> require_assets{};  // globs; each must match the name of a file of the release
  const version::range* match = nullptr;      // only what is in it, as long as it lives: a pin
};

// Why the policy refuses a release, as the end of a sentence that begins with its version; empty if it may be taken.
std::string refusal(const feed::release& of, const version::value& read, const policy& rules, time::instant now);

// Reads a version, and takes what the scheme's tool warns of (dpkg of "nightly") for no version: in a feed it is none.
constexpr parsed<version::value> read_strictly(version::scheme scheme, std::string_view text);

// The release line of a version: "2025.2" of 2025.2.1 in every scheme. It is the epoch if there is one and the first
// two numbers, without leading zeros; one that is missing is 0.
std::string line_of(const version::value& v);

// A release that the scheme can read.
struct candidate {
  const feed::release* from = nullptr;
  version::value version;  // views from->version
  std::string refused;     // why the policy does not take it; empty if it does
};

// A release that was not taken, and why.
struct passed {
  const feed::release* release = nullptr;
  std::string reason;  // the end of a sentence that begins with its version: "is a prerelease"
};

// All releases that the scheme can read, oldest first, equal ones in the order of the feed. The others go to
// `unreadable`.
std::vector<candidate> candidates(const std::vector<feed::release>& releases, const policy& rules, time::instant now,
                                  std::vector<passed>& unreadable);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// By precision: what a date leaves open, at most. In the order of enum time::precision.
inline constexpr time::duration open_length[] = {
    366 * time::one_day, 31 * time::one_day, time::one_day, time::one_hour, time::one_minute, 0, 0};
static_assert(sizeof open_length / sizeof *open_length == static_cast<std::size_t>(time::precision::fraction) + 1);

inline bool is_prerelease(const feed::release& of, const version::value& read) {
  return of.prerelease == feed::tri::yes || version::is_prerelease(read);
}

inline std::string age_refusal(const feed::release& of, time::duration least, time::instant now) {
  if (least <= 0) return {};
  if (!of.date) return "has no date, so its age is not known";
  const time::instant latest = time::add(of.date->at, open_length[static_cast<std::size_t>(of.date->precision)]);
  if (time::between(latest, now) >= least) return {};
  const time::duration age = time::between(of.date->at, now);
  if (age < 0) return "is dated in the future, " + time::to_rfc3339(of.date->at);
  return "is " + time::to_text(age) + " old, younger than " + time::to_text(least);
}

inline std::string asset_refusal(const feed::release& of, const std::vector<std::string>& globs) {
  for (const std::string& glob : globs) {
    const auto fits = [&](const feed::asset& a) { return glob_matches(glob, a.name); };
    if (!std::any_of(of.assets.begin(), of.assets.end(), fits)) return "has no file that matches " + glob;
  }
  return {};
}

// A number taken off the front of `text`, without leading zeros; "0" where there is none.
constexpr std::string_view take_plain_number(std::string_view& text) {
  std::string_view digits = text.substr(0, span_of(text, is_digit));
  text.remove_prefix(digits.size());
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits.empty() ? "0" : digits;
}

constexpr char epoch_mark(version::scheme s) {
  switch (s) {
    case version::scheme::pep440:
      return '!';
    case version::scheme::deb:
    case version::scheme::rpm:
      return ':';
    default:
      return '\0';
  }
}

}  // namespace detail

inline std::string refusal(const feed::release& of, const version::value& read, const policy& rules,
                           time::instant now) {
  if (of.draft == feed::tri::yes) return "is a draft";
  if (of.yanked == feed::tri::yes) return "was yanked";
  if (of.deprecated == feed::tri::yes) return "is deprecated";
  if (!rules.prereleases && detail::is_prerelease(of, read)) return "is a prerelease";
  if (rules.match != nullptr && !rules.match->has(read)) return "is not in the range that is asked for";
  std::string young = detail::age_refusal(of, rules.min_age, now);
  return young.empty() ? detail::asset_refusal(of, rules.require_assets) : young;
}

constexpr parsed<version::value> read_strictly(version::scheme scheme, std::string_view text) {
  const parsed<version::value> read = version::parse(scheme, text);
  if (!read) return read;
  const std::optional<parse_error> warned = version::warning(*read);
  return warned ? parsed<version::value>(*warned) : read;
}

inline std::string line_of(const version::value& v) {
  std::string_view rest = detail::trim(v.text());
  if (!rest.empty() && detail::lower(rest.front()) == 'v') rest.remove_prefix(1);
  std::string_view behind = rest;
  std::string_view first = detail::take_plain_number(behind);
  std::string out;
  if (!behind.empty() && behind.front() == detail::epoch_mark(v.in())) {
    if (first != "0") out.append(first) += behind.front();
    behind.remove_prefix(1);
    first = detail::take_plain_number(behind);
  }
  out.append(first) += '.';
  if (!behind.empty() && behind.front() == '.')
    behind.remove_prefix(1);
  else
    behind = {};
  return out.append(detail::take_plain_number(behind));
}

inline std::vector<candidate> candidates(const std::vector<feed::release>& releases, const policy& rules,
                                         time::instant now, std::vector<passed>& unreadable) {
  std::vector<candidate> out;
  for (const feed::release& one : releases) {
    const auto read = read_strictly(rules.scheme, one.version);
    if (one.version.empty()) {
      unreadable.push_back({&one, "names no version"});
    } else if (read) {
      out.push_back({&one, *read, refusal(one, *read, rules, now)});
    } else {
      unreadable.push_back({&one, "is no " + std::string(version::to_string(rules.scheme)) + " version: expected " +
                                      read.error().expected + " at byte " + std::to_string(read.error().offset)});
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const candidate& a, const candidate& b) { return version::compare(a.version, b.version) < 0; });
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_POLICY_HPP
