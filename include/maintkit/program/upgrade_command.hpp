// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit upgrade: check, plan.
//
//   maintkit upgrade check 2025.2.2 --recipe pretalx --to /srv/backups --releases pretalx.json --health
//   maintkit upgrade plan 2025.2.2 --recipe pretalx
#ifndef MAINTKIT_PROGRAM_UPGRADE_COMMAND_HPP
#define MAINTKIT_PROGRAM_UPGRADE_COMMAND_HPP

#include <maintkit/backup.hpp>
#include <maintkit/error.hpp>
#include <maintkit/health.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/recipe_input.hpp>
#include <maintkit/program/updates_command.hpp>
#include <maintkit/update.hpp>
#include <maintkit/upgrade.hpp>
#include <maintkit/version.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int upgrade_check(const arguments& a, context& c);
int upgrade_plan(const arguments& a, context& c);

inline constexpr option upgrade_plan_options[] = {
    recipe_option,
    set_option,
    {"--installed", 0, "V", "the version that is installed, where it is not found by itself"},
};

inline constexpr option upgrade_check_options[] = {
    recipe_option,
    set_option,
    {"--installed", 0, "V", "the version that is installed, where it is not found by itself"},
    {"--releases", 0, "FILE|-", "the application's releases: may the target be gone to in one hop?"},
    {"--to", 0, "DIR", "where backup sets are kept: can one be taken?"},
    no_database_option,
    {"--health", 0, "", "ask the service whether it is well"},
};

inline constexpr verb upgrade_verbs[] = {
    {"upgrade", "check", "TARGET", "May the upgrade begin? One gate after the other; nothing is changed.",
     upgrade_check_options, 1, 1,
     "TARGET: a version, PACKAGE==VERSION, or "
     "git+https://HOST/PATH@REVISION#egg=PACKAGE.\n"
     "A line a gate: pass, fail or unknown, the gate, why, and what to do about it.\n"
     "Exit status: 0 go, 1 no, 3 a gate is undecided.",
     &upgrade_check},
    {"upgrade", "plan", "TARGET", "Print the steps of an upgrade: exact commands, users and environment.",
     upgrade_plan_options, 1, 1,
     "TARGET: a version, PACKAGE==VERSION, or "
     "git+https://HOST/PATH@REVISION#egg=PACKAGE.\n"
     "Nothing is run, and nothing is changed.\n"
     "Exit status: 0 printed, 4 refused: the target is older than what is installed.",
     &upgrade_plan},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// All that both verbs start from.
struct preparation {
  backup::recipe what;
  backup::site here;
  upgrade::requirement target;
  upgrade::planned steps;
};

inline result<preparation> prepare_upgrade(const arguments& a, const context& c) {
  auto what = read_recipe(a);
  if (!what) return what.error();
  auto here = find_site(a, c, *what);
  if (!here) return here.error();
  if (const auto given = a.get("--installed")) here->installed = std::string(*given);
  auto target = upgrade::parse_requirement(a.operands[0], what->package, upgrade::needed_extras(*what, *here));
  if (!target) return error(target.error(), "target", a.operands[0]);
  auto steps = upgrade::plan(*what, *here, *target, upgrade::present_files(*what));
  if (!steps) return steps.error();
  return preparation{std::move(*what), std::move(*here), std::move(*target), std::move(*steps)};
}

// The way to the target by the list of releases, into the facts.
inline result<void> find_way(const arguments& a, context& c, upgrade::facts& f) {
  const auto source = a.get("--releases");
  if (!source || f.target.from_source() || f.installed.empty()) return {};
  const auto doc = read_feed(*source, {}, c);
  if (!doc) return unreadable(doc.error());
  const update::policy rules{f.scheme};
  const auto way = update::path(f.installed, f.target.version, doc->releases, rules, c.now);
  if (!way) {
    f.route_fault = way.error();
    return {};
  }
  f.hops.emplace();
  for (const update::hop& hop : way->hops) f.hops->push_back(hop.to->version);
  return {};
}

// The steps only lead forward: back it is by a backup. Versions that can't be compared are not judged.
inline result<void> refuse_downgrade(const preparation& p) {
  const auto scheme = version::scheme_of(p.what.scheme);
  if (!scheme || !p.here.installed || p.target.from_source()) return {};
  const auto order = version::compare(*scheme, p.target.version, *p.here.installed);
  if (!order || *order >= 0) return {};
  return error(errc::refused, p.target.version, "is older than the installed " + *p.here.installed);
}

inline std::optional<upgrade::finding> ask_service(const upgrade::planned& p) {
  const auto seen = health::check(p.health_url);
  if (!seen) return upgrade::finding{false, seen.error().what + ": " + seen.error().why};
  const bool good = seen->state == health::state::healthy;
  return upgrade::finding{good, p.health_url + ": " + std::string(seen->reason)};
}

}  // namespace detail

inline int upgrade_plan(const arguments& a, context& c) {
  const auto p = detail::prepare_upgrade(a, c);
  if (!p) return fail(c, p.error());
  if (const auto forward = detail::refuse_downgrade(*p); !forward) return fail(c, forward.error());
  if (!c.quiet) c.out << (c.json ? upgrade::to_json(p->steps) : upgrade::to_text(p->steps));
  return 0;
}

inline int upgrade_check(const arguments& a, context& c) {
  const auto p = detail::prepare_upgrade(a, c);
  if (!p) return fail(c, p.error());
  upgrade::facts f;
  f.scheme = version::scheme_of(p->what.scheme).value_or(version::scheme::generic);
  f.installed = p->here.installed.value_or("");
  f.target = p->target;
  if (const auto found = detail::find_way(a, c, f); !found) return fail(c, found.error());
  const auto how = backup_options(a, c);
  f.missing_programs = upgrade::missing_programs(p->steps, how.path);
  if (const auto to = a.get("--to")) f.backup = upgrade::look_at_backup(p->here, std::string(*to), how);
  if (a.has("--health")) f.health = detail::ask_service(p->steps);
  const auto gates = upgrade::judge(f);
  if (!c.quiet) c.out << (c.json ? upgrade::to_json(gates) : upgrade::to_text(gates));
  return exit_status(upgrade::verdict(gates));
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_UPGRADE_COMMAND_HPP
