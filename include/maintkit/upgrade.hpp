// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// An upgrade, prepared: the target read, the steps planned, the gates looked at. Reads the machine, changes nothing.
//
//   auto target = upgrade::parse_requirement("2025.2.2", recipe.package, upgrade::needed_extras(recipe, here));
//   auto steps = upgrade::plan(recipe, here, *target, upgrade::present_files(recipe));
//   auto gates = upgrade::judge(facts);
#ifndef MAINTKIT_UPGRADE_HPP
#define MAINTKIT_UPGRADE_HPP

#include <maintkit/backup.hpp>
#include <maintkit/detail/process.hpp>
#include <maintkit/error.hpp>
#include <maintkit/upgrade/gates.hpp>
#include <maintkit/upgrade/plan.hpp>
#include <maintkit/upgrade/requirement.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace upgrade {

// Those paths of the recipe's if_file that are there.
std::vector<std::string> present_files(const backup::recipe& what);

// The programs that the steps begin with and that can't be found, each once; `path` is where they are looked for.
std::vector<std::string> missing_programs(const planned& what, std::string_view path);

// Can a backup be taken into `to` now, and how large is it?
finding look_at_backup(const backup::site& here, const std::string& to, const backup::create_options& how);

// ---------------------------------------------------------------------------------------------------------------------

inline std::vector<std::string> present_files(const backup::recipe& what) {
  std::vector<std::string> out;
  for (const backup::recipe_step& s : what.steps) {
    for (std::string& path : backup::lines(s.if_file)) {
      if (::access(path.c_str(), F_OK) == 0) out.push_back(std::move(path));
    }
  }
  return out;
}

inline std::vector<std::string> missing_programs(const planned& what, std::string_view path) {
  std::vector<std::string> out;
  for (const step& s : what.steps) {
    if (s.argv.empty()) continue;
    const auto program = maintkit::detail::find_program(s.argv[0], path);
    if (program && ::access(program->c_str(), X_OK) == 0) continue;
    if (std::find(out.begin(), out.end(), s.argv[0]) == out.end()) out.push_back(s.argv[0]);
  }
  return out;
}

inline finding look_at_backup(const backup::site& here, const std::string& to, const backup::create_options& how) {
  const auto bytes = backup::preflight(here, to, how);
  if (!bytes) return {false, bytes.error().what + ": " + bytes.error().why};
  return {true, "one of about " + std::to_string(*bytes) + " bytes can be taken into " + to};
}

}  // namespace upgrade
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPGRADE_HPP
