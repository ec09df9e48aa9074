// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The way to a release when no release line may be skipped: the last release of each line, in order. The lines come
// from the feed: that 2026.1 follows 2025.2 can't be computed.
//
//   const auto way = path("2024.3.1", "", doc.releases, policy{version::scheme::calver}, now);
//   // 2025.1.0, 2025.2.2, 2026.1.2, 2026.2.1
#ifndef MAINTKIT_UPDATE_PATH_HPP
#define MAINTKIT_UPDATE_PATH_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>
#include <maintkit/time.hpp>
#include <maintkit/update/policy.hpp>
#include <maintkit/version.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

struct hop {
  const feed::release* to = nullptr;
  std::string line;    // "2025.2"
  std::string reason;  // the end of a sentence that begins with the version
};

// Points into the releases it was made from.
struct route {
  std::string installed;
  std::vector<hop> hops;  // empty: there is nowhere to go
};

// From `installed` to `to`, or where that is empty to the newest release that the policy allows. The way begins with
// the last release of the installed line, if that is newer, and ends with `to` itself. Releases that the policy refuses
// are no stops; `to` may be a prerelease, asked for by name. Errors: invalid for a version that the scheme can't read
// and for a `to` that is older than `installed`, missing for one that is not in the feed, refused for one that the
// policy refuses.
result<route> path(std::string_view installed, std::string_view to, const std::vector<feed::release>& releases,
                   const policy& rules, time::instant now);

// One line a hop: the version, and why it is a stop.
std::string to_text(const route& of);

// {"schema":1,"installed":…,"hops":[{"version":…,"line":…,"date":…,"reason":…}]}
std::string to_json(const route& of);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// The release that `to` names, or an error that says why it can't be the end of a way.
inline result<const candidate*> find_target(std::vector<candidate>& all, const version::value& installed,
                                            std::string_view to, const policy& rules, time::instant now) {
  const auto read = read_strictly(rules.scheme, to);
  if (!read) return error(read.error(), "version to go to", to);
  const std::string name(to);
  if (version::compare(*read, installed) < 0) {
    return error(errc::invalid, name, "is older than the installed " + std::string(installed.text()));
  }
  candidate* found = nullptr;  // the one written so, before others that are equal by precedence
  for (candidate& one : all) {
    if (version::compare(one.version, *read) != 0) continue;
    if (found == nullptr || version::compare_total(one.version, *read) == 0) found = &one;
  }
  if (found == nullptr) return error(errc::missing, name, "is not in the feed");
  policy asked_by_name = rules;
  asked_by_name.prereleases = true;
  found->refused = refusal(*found->from, found->version, asked_by_name, now);
  if (!found->refused.empty()) return error(errc::refused, name, found->refused);
  return result<const candidate*>(found);
}

// Of releases that are equal by precedence the feed's first is the stop, and at the end the target itself.
inline std::vector<hop> stops(const std::vector<candidate>& all, const version::value& installed,
                              const candidate* target) {
  std::vector<hop> out;
  const version::value* last = &installed;
  for (const candidate& one : all) {
    const int ahead = target == nullptr ? -1 : version::compare(one.version, target->version);
    if (ahead > 0) break;
    if (ahead == 0 && &one != target) continue;
    if (!one.refused.empty() || version::compare(one.version, *last) <= 0) continue;
    hop next{one.from, line_of(one.version), {}};
    if (!out.empty() && out.back().line == next.line) out.pop_back();
    out.push_back(std::move(next));
    last = &one.version;
  }
  return out;
}

inline std::string hop_reason(const hop& one, bool last, bool own_line) {
  if (last) return "is where to go";
  return (own_line ? "is the last release of the installed line " : "is the last release of line ") + one.line;
}

}  // namespace detail

inline result<route> path(std::string_view installed, std::string_view to, const std::vector<feed::release>& releases,
                          const policy& rules, time::instant now) {
  const auto from = read_strictly(rules.scheme, installed);
  if (!from) return error(from.error(), "installed version", installed);
  std::vector<passed> unreadable;
  std::vector<candidate> all = candidates(releases, rules, now, unreadable);
  const candidate* target = nullptr;
  if (!to.empty()) {
    const auto found = detail::find_target(all, *from, to, rules, now);
    if (!found) return found.error();
    target = *found;
  }
  route out{std::string(installed), detail::stops(all, *from, target)};
  const std::string own_line = line_of(*from);
  for (hop& one : out.hops) one.reason = detail::hop_reason(one, &one == &out.hops.back(), one.line == own_line);
  return out;
}

inline std::string to_text(const route& of) {
  std::string out;
  for (const hop& one : of.hops) out += maintkit::detail::shown(one.to->version + ' ' + one.reason) + '\n';
  return out;
}

inline std::string to_json(const route& of) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("installed", of.installed).key("hops").array();
  for (const hop& one : of.hops) {
    w.object().field("version", one.to->version).field("line", one.line).key("date");
    one.to->date ? w.value(time::to_rfc3339(one.to->date->at)) : w.null();
    w.field("reason", one.reason).end_object();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_PATH_HPP
