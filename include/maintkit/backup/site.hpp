// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// One installation of an application: the recipe's settings with the values they have here, read from the application's
// own config files and environment by the recipe's rules. Reads files; changes nothing.
//
//   auto here = backup::locate(recipe, {environment, {}});
//   here->get("data")   // "/var/pretalx/data"
#ifndef MAINTKIT_BACKUP_SITE_HPP
#define MAINTKIT_BACKUP_SITE_HPP

#include <maintkit/backup/recipe.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/ini.hpp>
#include <maintkit/detail/path_glob.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cerrno>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <unistd.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// What the application sees besides its files.
struct surroundings {
  std::vector<variable> environment;  // of the application, not of a login shell
  std::vector<variable> given;        // settings that beat every source
};

// What is saved as NAME.tar.
struct source {
  std::string name;
  std::vector<std::string> paths;  // absolute
};

struct database {
  std::string kind, name, host, port, user, password;
};

struct site {
  std::string application;
  std::vector<variable> settings;
  std::vector<std::string> config_files;  // that were read
  std::optional<std::string> installed;   // the version, if one is installed
  backup::database database;              // without a kind: there is none
  std::vector<source> sources;
  std::vector<variable> environment;   // for the recipe's steps
  std::vector<std::string> inherited;  // variables of the application that its steps must see too; perhaps secret
  std::string user, directory;         // whom it runs as, and where
  std::string health_url;

  std::string_view get(std::string_view name) const;  // a setting's value, or empty
};

// Reads what is there. An unreadable or malformed config file is an error, and so is a needed path that is not there or
// could be two.
result<site> locate(const recipe& what, const surroundings& around);

// The pure half: the settings' values, given the config files in the order they were read.
result<std::vector<variable>> settle(const recipe& what, const std::vector<detail::ini_file>& config,
                                     const surroundings& around);

// The version in a file: the value of the header `field` ("Version: 1.2"), or without a field the first line.
std::optional<std::string> version_in(std::string_view text, std::string_view field);

// ---------------------------------------------------------------------------------------------------------------------

inline std::string_view site::get(std::string_view name) const {
  const std::string* const value = find(settings, name);
  return value == nullptr ? std::string_view() : std::string_view(*value);
}

inline result<std::vector<variable>> settle(const recipe& what, const std::vector<detail::ini_file>& config,
                                            const surroundings& around) {
  for (const variable& v : around.given) {
    bool known = false;
    for (const setting& s : what.settings) known = known || s.name == v.name;
    if (!known) return error(errc::invalid, v.name, "is no setting of the recipe " + what.name);
  }
  std::vector<variable> values;
  for (const setting& s : what.settings) {
    auto value = expand(s.fallback, values);
    if (!value) return error(value.error().code, "[settings] " + s.name, value.error().why);
    for (const std::string& from : s.sources) {
      if (from[0] == '$') {
        if (const std::string* found = find(around.environment, from.substr(1))) *value = *found;
        continue;
      }
      const std::size_t dot = from.find('.');
      for (const detail::ini_file& file : config) {
        if (const auto* found = file.find(from.substr(0, dot), from.substr(dot + 1))) *value = found->value;
      }
    }
    if (const std::string* given = find(around.given, s.name)) *value = *given;
    values.push_back({s.name, std::move(*value)});
  }
  return values;
}

inline std::optional<std::string> version_in(std::string_view text, std::string_view field) {
  while (!text.empty()) {
    const std::string_view line = detail::trim(detail::take_until(text, '\n'));
    if (line.empty()) break;  // the end of the headers
    if (field.empty()) return std::string(line);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && detail::equal_ignoring_case(line.substr(0, colon), field)) {
      return std::string(detail::trim(line.substr(colon + 1)));
    }
  }
  return std::nullopt;
}

namespace detail {

inline constexpr std::size_t most_config = std::size_t{1} << 20;

// Config files that are not there are passed over, as the application does; one that can't be read is an error, where
// the application would go on without it: we may be another user than it is.
inline result<std::vector<ini_file>> read_config(const recipe& what, const surroundings& around, site& here) {
  auto early = settle(what, {}, around);
  if (!early) return early.error();
  const std::string* const only = find(around.environment, what.config_instead);
  const bool instead = only != nullptr && !only->empty();
  std::vector<ini_file> files;
  for (const std::string& path : instead ? std::vector<std::string>{*only} : what.config_files) {
    auto full = instead ? path : expand(path, *early);
    if (!full) return full.error();
    if ((*full)[0] != '/') return error(errc::invalid, what.config_instead, *full + " is no absolute path");
    auto text = read_file(*full, most_config);
    if (!text && text.error().code == errc::missing && !instead) continue;
    if (!text) return text.error();
    auto file = parse_ini(*text);
    if (!file) return line_error(file.error(), *full, *text, true);
    files.push_back(std::move(*file));
    here.config_files.push_back(std::move(*full));
  }
  return files;
}

// The one path that a setting stands for.
inline result<std::string> one_path(const std::string& path, std::string_view what) {
  if (path.empty() || path[0] != '/') {
    return error(errc::invalid, std::string(what),
                 "\"" + path + "\" is no absolute path: where it leads depends on the directory the application is in");
  }
  if (!is_path_pattern(path)) return path;
  // Only the part up to the last pattern must be there.
  const std::size_t last = path.find_last_of("*?");
  const std::size_t stop = path.find('/', last);
  auto found = expand_path(path.substr(0, stop));
  if (!found) return found.error();
  if (found->empty()) return error(errc::missing, std::string(what), "nothing fits " + path);
  if (found->size() > 1) {
    return error(errc::invalid, std::string(what), "could be " + (*found)[0] + " or " + (*found)[1]);
  }
  return (*found)[0] + (stop == std::string::npos ? "" : path.substr(stop));
}

inline result<void> find_installed(const recipe& what, site& here) {
  if (what.installed_file.empty()) return {};
  auto pattern = expand(what.installed_file, here.settings);
  if (!pattern) return pattern.error();
  auto found = expand_path(*pattern);
  if (!found) return found.error();
  for (const std::string& path : *found) {
    auto text = read_file(path, most_config);
    if (!text) return text.error();
    auto version = version_in(*text, what.installed_field);
    if (!version) return error(errc::malformed, path, "says no version");
    if (here.installed && *here.installed != *version) {
      return error(errc::invalid, "installed version", "is " + *here.installed + " and " + *version + " at once");
    }
    here.installed = std::move(*version);
  }
  return {};
}

inline result<void> find_sources(const recipe& what, site& here) {
  for (const file_source& f : what.files) {
    auto unless = expand(f.unless, here.settings);
    if (!unless) return unless.error();
    if (!unless->empty()) continue;
    source s{f.name, {}};
    if (f.path == "{config}") {
      s.paths = here.config_files;
    } else {
      auto path = expand(f.path, here.settings);
      if (path) path = one_path(*path, f.name);
      // What can't be looked at is not taken for absent.
      if (path && f.optional == "yes" && ::access(path->c_str(), F_OK) != 0) path = system_error(errno, *path);
      if (!path && f.optional == "yes" && path.error().code == errc::missing) continue;
      if (!path) return path.error();
      s.paths.push_back(std::move(*path));
    }
    if (!s.paths.empty()) here.sources.push_back(std::move(s));
  }
  return {};
}

inline result<void> find_database(const recipe& what, site& here) {
  constexpr std::pair<std::string recipe::*, std::string database::*> parts[] = {
      {&recipe::database_kind, &database::kind}, {&recipe::database_name, &database::name},
      {&recipe::database_host, &database::host}, {&recipe::database_port, &database::port},
      {&recipe::database_user, &database::user}, {&recipe::database_password, &database::password}};
  for (const auto& [from, to] : parts) {
    auto value = expand(what.*from, here.settings);
    if (!value) return value.error();
    here.database.*to = std::move(*value);
  }
  std::string& name = here.database.name;
  if (name.empty() || name[0] != '/' || !is_path_pattern(name)) return {};
  auto path = one_path(name, "database");  // one that is a file
  if (!path) return path.error();
  name = std::move(*path);
  return {};
}

}  // namespace detail

inline result<site> locate(const recipe& what, const surroundings& around) {
  site here;
  here.application = what.name;
  auto config = detail::read_config(what, around, here);
  if (!config) return config.error();
  auto settings = settle(what, *config, around);
  if (!settings) return settings.error();
  here.settings = std::move(*settings);
  for (auto* part : {&detail::find_installed, &detail::find_sources, &detail::find_database}) {
    if (auto found = part(what, here); !found) return found.error();
  }
  for (const variable& v : what.environment) {
    auto value = expand(v.value, here.settings);
    if (!value) return value.error();
    here.environment.push_back({v.name, std::move(*value)});
  }
  // The application's own variables go on to its commands: they must read the same settings.
  for (const variable& v : around.environment) {
    bool own = v.name == what.config_instead;
    for (const setting& s : what.settings) {
      for (const std::string& from : s.sources) own = own || from == "$" + v.name;
    }
    if (own) here.inherited.push_back(v.name);
  }
  constexpr std::pair<std::string recipe::*, std::string site::*> rest[] = {
      {&recipe::user, &site::user}, {&recipe::directory, &site::directory}, {&recipe::health_url, &site::health_url}};
  for (const auto& [from, to] : rest) {
    auto value = expand(what.*from, here.settings);
    if (!value) return value.error();
    here.*to = std::move(*value);
  }
  return here;
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_SITE_HPP
