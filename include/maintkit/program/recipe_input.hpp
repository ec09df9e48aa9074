// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the verbs about one installation have in common: which recipe, and what of it is different here.
#ifndef MAINTKIT_PROGRAM_RECIPE_INPUT_HPP
#define MAINTKIT_PROGRAM_RECIPE_INPUT_HPP

#include <maintkit/backup.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option recipe_option = {"--recipe", 'r', "NAME|FILE", "what the application is: pretalx, or a file",
                                         occurs::required};
inline constexpr option set_option = {"--set", 0, "NAME=VALUE", "give a setting of the recipe another value",
                                      occurs::any_number};
inline constexpr option no_database_option = {"--no-database", 0, "", "leave the database out"};

// A built-in recipe by its name, or a file.
result<backup::recipe> read_recipe(const arguments& a);

// The installation, by the recipe, the environment and --set.
result<backup::site> find_site(const arguments& a, const context& c, const backup::recipe& what);

// How backups are taken and looked into, by the options and the environment.
backup::create_options backup_options(const arguments& a, const context& c);

// ---------------------------------------------------------------------------------------------------------------------

inline result<backup::recipe> read_recipe(const arguments& a) {
  constexpr std::size_t most = std::size_t{1} << 20;
  const std::string name(a.get("--recipe").value_or(""));
  if (name == "pretalx") return backup::parse_recipe(backup::pretalx_recipe, name);
  const auto text = maintkit::detail::read_file(name, most);
  if (!text) return unreadable(text.error());
  return backup::parse_recipe(*text, name);
}

inline result<backup::site> find_site(const arguments& a, const context& c, const backup::recipe& what) {
  backup::surroundings around;
  for (const char* const* entry = c.environment; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    const std::size_t sign = line.find('=');
    if (sign == std::string_view::npos) continue;
    around.environment.push_back({std::string(line.substr(0, sign)), std::string(line.substr(sign + 1))});
  }
  for (const std::string_view given : a.all("--set")) {
    const std::size_t sign = given.find('=');
    if (sign == std::string_view::npos) return usage_error(*a.what, "--set takes NAME=VALUE");
    around.given.push_back({std::string(given.substr(0, sign)), std::string(given.substr(sign + 1))});
  }
  return backup::locate(what, around);
}

inline backup::create_options backup_options(const arguments& a, const context& c) {
  backup::create_options how;
  how.leave_out_database = a.has("--no-database");
  how.path = std::string(variable(c, "PATH").value_or(""));
  return how;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_RECIPE_INPUT_HPP
