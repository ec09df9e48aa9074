// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What an application is, as data: where it keeps things, what a backup of it consists of, and by which steps it is
// upgraded. A recipe is an INI file (the dialect is that of detail/ini.hpp); backup/pretalx_recipe.hpp is one, with
// comments. Nothing else in maintkit knows any application.
//
//   [application]    name, scheme (of its versions), package (what pip installs), user (whom it runs as), directory
//                    (where it runs: steps run there too)
//   [installed]      file (a path, "*" and "?" allowed), field: the version is that header's value; without field the
//                    file's first line
//   [config]         files (one a line, read in order), instead: an environment variable that names the only file
//   [settings]       NAME = default | SOURCE | SOURCE; the last source that is there wins. $VARIABLE is one of the
//                    environment (there even if empty), section.key one of the config files
//   [database]       kind, name, host, port, user, password
//   [files NAME]     path; unless (a text: only where it is empty); optional = yes: may be absent
//   [environment]    NAME = value, for every step
//   [extras]         KIND = what goes in the package's brackets with that kind of database
//   [health]         url
//   [step NAME]      in order. run: words separated by blanks, no quoting; or do = backup, do = health. user;
//                    from and before: versions (of the target) it is for; source = yes | no: only for targets built
//                    from source, or only for released ones; if_file: one path a line, at least one must be there
//
// {name} in a value stands for a setting that is named above it; in a step also for {requirement} and {version}. It is
// put in after words were separated, so a blank in it does no harm.
#ifndef MAINTKIT_BACKUP_RECIPE_HPP
#define MAINTKIT_BACKUP_RECIPE_HPP

#include <maintkit/detail/ini.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/scheme.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

// A name and its text.
struct variable {
  std::string name;
  std::string value;
};

struct setting {
  std::string name;
  std::string fallback;              // a template
  std::vector<std::string> sources;  // "$VARIABLE" or "section.key"; the last that is there wins
};

struct file_source {
  std::string name;
  std::string path;    // templates
  std::string unless;  // saved only where this comes out empty
  std::string optional;
};

struct recipe_step {
  std::string name;
  std::string run;  // a template of words
  std::string does;
  std::string user;
  std::string from;
  std::string before;
  std::string source;
  std::string if_file;
};

struct recipe {
  std::string name, scheme, package, user, directory;
  std::string installed_file, installed_field;
  std::vector<std::string> config_files;  // templates
  std::string config_instead;
  std::vector<setting> settings;
  std::string database_kind, database_name, database_host, database_port, database_user, database_password;
  std::vector<file_source> files;
  std::vector<variable> environment;
  std::vector<variable> extras;
  std::string health_url;
  std::vector<recipe_step> steps;
};

// Reads a recipe; `what` names it in errors. Unknown sections, keys and {names} are errors, at their place.
result<recipe> parse_recipe(std::string_view text, std::string_view what);

// Puts values in place of {names}. A name that is not among them is errc::missing; what comes out longer than
// `most_value` bytes is errc::limit: a setting made of two of the one above it doubles with every line.
inline constexpr std::size_t most_value = std::size_t{64} * 1024;
result<std::string> expand(std::string_view text, const std::vector<variable>& values);

// The value of a name, or null.
const std::string* find(const std::vector<variable>& values, std::string_view name);

// The lines of a value without those that are empty.
std::vector<std::string> lines(std::string_view value);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

template <class T>
struct recipe_key {
  std::string_view section;  // without the NAME
  std::string_view key;
  std::string T::*to;
  bool required;
  bool is_template;
};

inline constexpr recipe_key<recipe> recipe_keys[] = {
    {"application", "name", &recipe::name, true, false},
    {"application", "scheme", &recipe::scheme, true, false},
    {"application", "package", &recipe::package, false, false},
    {"application", "user", &recipe::user, false, true},
    {"application", "directory", &recipe::directory, false, true},
    {"installed", "file", &recipe::installed_file, false, true},
    {"installed", "field", &recipe::installed_field, false, false},
    {"config", "instead", &recipe::config_instead, false, false},
    {"database", "kind", &recipe::database_kind, false, true},
    {"database", "name", &recipe::database_name, false, true},
    {"database", "host", &recipe::database_host, false, true},
    {"database", "port", &recipe::database_port, false, true},
    {"database", "user", &recipe::database_user, false, true},
    {"database", "password", &recipe::database_password, false, true},
    {"health", "url", &recipe::health_url, false, true},
};

inline constexpr recipe_key<file_source> file_keys[] = {
    {"files", "path", &file_source::path, true, true},
    {"files", "unless", &file_source::unless, false, true},
    {"files", "optional", &file_source::optional, false, false},
};

inline constexpr recipe_key<recipe_step> step_keys[] = {
    {"step", "run", &recipe_step::run, false, true},         {"step", "do", &recipe_step::does, false, false},
    {"step", "user", &recipe_step::user, false, true},       {"step", "from", &recipe_step::from, false, false},
    {"step", "before", &recipe_step::before, false, false},  {"step", "source", &recipe_step::source, false, false},
    {"step", "if_file", &recipe_step::if_file, false, true},
};

// A key whose value is one of few words.
struct recipe_choice {
  std::string_view section, key;
  std::string_view words[2];
};

inline constexpr recipe_choice recipe_choices[] = {
    {"files", "optional", {"yes", "no"}},
    {"step", "source", {"yes", "no"}},
    {"step", "do", {"backup", "health"}},
};

// A plain word: it becomes part of file names, and of {names}.
inline bool is_recipe_name(std::string_view name) {
  return !name.empty() && name[0] != '-' &&
         span_of(name, [](char c) { return is_alnum(c) || c == '_' || c == '-'; }) == name.size();
}

class recipe_reader {
 public:
  recipe_reader(std::string_view text, std::string_view what) : text_(text), what_(what) {}

  result<recipe> read() {
    auto file = parse_ini(text_);
    if (!file) return line_error(file.error(), what_, text_);
    for (const std::string& section : file->sections) {
      if (auto opened = open(section); !opened) return opened.error();
    }
    for (const ini_entry& e : file->entries) {
      if (auto taken = take(e); !taken) return taken.error();
    }
    if (auto complete = finish(); !complete) return complete.error();
    return std::move(recipe_);
  }

 private:
  static std::pair<std::string_view, std::string_view> split(std::string_view section) {
    const std::string_view kind = take_until(section, ' ');
    return {kind, trim(section)};
  }

  error fault(std::string_view about, std::string why) const {
    return error(errc::malformed, std::string(what_), std::string(about) + ": " + std::move(why));
  }

  result<void> open(const std::string& section) {
    constexpr std::string_view plain[] = {"application", "installed",   "config", "settings",
                                          "database",    "environment", "extras", "health"};
    const auto [kind, name] = split(section);
    const bool named = kind == "files" || kind == "step";
    bool known = named;
    for (const std::string_view word : plain) known = known || kind == word;
    if (!known || (!named && !name.empty())) return fault("[" + section + "]", "is no section of a recipe");
    if (named && !is_recipe_name(name)) return fault("[" + section + "]", "needs a name of letters, digits, _ and -");
    if (kind == "files") recipe_.files.push_back({std::string(name), {}, {}, {}});
    if (kind == "step") {
      recipe_.steps.emplace_back();
      recipe_.steps.back().name = std::string(name);
    }
    return {};
  }

  template <class T, std::size_t N>
  bool assign(T& to, const recipe_key<T> (&keys)[N], std::string_view kind, const ini_entry& e) {
    for (const recipe_key<T>& row : keys) {
      if (row.section != kind || row.key != e.key) continue;
      to.*row.to = e.value;
      return true;
    }
    return false;
  }

  template <class T>
  T& named(std::vector<T>& list, std::string_view name) {
    std::size_t at = 0;
    while (list[at].name != name) ++at;
    return list[at];
  }

  result<void> check_scheme(const ini_entry& e) const {
    if (e.value.empty() || version::scheme_of(e.value)) return {};
    std::string known;
    for (const version::scheme s : version::schemes) known.append(to_string(s)).append(", ");
    return fault("[" + e.section + "] " + e.key, "is one of " + known + "not " + e.value);
  }

  result<void> take(const ini_entry& e) {
    const auto [kind, name] = split(e.section);
    if (kind == "application" && e.key == "scheme") {
      if (auto known = check_scheme(e); !known) return known;
    }
    for (const recipe_choice& c : recipe_choices) {
      if (c.section == kind && c.key == e.key && e.value != c.words[0] && e.value != c.words[1]) {
        return fault("[" + e.section + "] " + e.key,
                     "is " + std::string(c.words[0]) + " or " + std::string(c.words[1]) + ", not " + e.value);
      }
    }
    if (kind == "settings") return take_setting(e);
    bool known = true;
    if (kind == "environment") {
      std::string upper = e.key;  // the reader takes keys in lower case; variables are written in upper case
      for (char& c : upper) c = is_lower(c) ? static_cast<char>(c - ('a' - 'A')) : c;
      recipe_.environment.push_back({std::move(upper), e.value});
    } else if (kind == "extras") {
      recipe_.extras.push_back({e.key, e.value});
    } else if (kind == "config" && e.key == "files") {
      recipe_.config_files = lines(e.value);
    } else if (kind == "files") {
      known = assign(named(recipe_.files, name), file_keys, kind, e);
    } else if (kind == "step") {
      known = assign(named(recipe_.steps, name), step_keys, kind, e);
    } else {
      known = assign(recipe_, recipe_keys, kind, e);
    }
    return known ? result<void>() : fault("[" + e.section + "] " + e.key, "is no key of this section");
  }

  result<void> take_setting(const ini_entry& e) {
    if (!is_recipe_name(e.key)) return fault("[settings] " + e.key, "is not a name of letters, digits, _ and -");
    std::string_view rest = e.value;
    setting s{e.key, std::string(trim(take_until(rest, '|'))), {}};
    while (!rest.empty()) {
      const std::string_view source = trim(take_until(rest, '|'));
      const bool fine = source.size() > 1 && (source[0] == '$' || source.find('.') != std::string_view::npos);
      if (!fine) return fault("[settings] " + e.key, "a source is $VARIABLE or section.key");
      s.sources.emplace_back(source);
    }
    if (auto known = check(s.fallback, "[settings] " + e.key); !known) return known;
    names_.push_back({e.key, {}});
    recipe_.settings.push_back(std::move(s));
    return {};
  }

  result<void> check(std::string_view text, std::string_view where) {
    const auto expanded = expand(text, names_);
    return expanded ? result<void>() : fault(where, expanded.error().why);
  }

  template <class T, std::size_t N>
  result<void> check_all(const T& of, const recipe_key<T> (&keys)[N], std::string_view name) {
    for (const recipe_key<T>& row : keys) {
      const std::string where =
          "[" + std::string(row.section) + (name.empty() ? "" : " " + std::string(name)) + "] " + std::string(row.key);
      if (row.required && (of.*row.to).empty()) return fault(where, "is missing");
      if (!row.is_template) continue;
      if (auto known = check(of.*row.to, where); !known) return known;
    }
    return {};
  }

  // What can only be checked when all is read: required keys, and {names}.
  result<void> finish() {
    if (auto fine = check_all(recipe_, recipe_keys, {}); !fine) return fine;
    for (const std::string& path : recipe_.config_files) {
      if (auto fine = check(path, "[config] files"); !fine) return fine;
    }
    for (const file_source& f : recipe_.files) {
      names_.push_back({"config", {}});  // the config files that were read: only here
      auto fine = check_all(f, file_keys, f.name);
      names_.pop_back();
      if (!fine) return fine;
    }
    for (const variable& v : recipe_.environment) {
      if (auto fine = check(v.value, "[environment] " + v.name); !fine) return fine;
    }
    names_.push_back({"requirement", {}});
    names_.push_back({"version", {}});
    for (const recipe_step& s : recipe_.steps) {
      if (auto fine = check_all(s, step_keys, s.name); !fine) return fine;
      if (s.run.empty() == s.does.empty()) return fault("[step " + s.name + "]", "needs either run or do");
    }
    return {};
  }

  std::string_view text_;
  std::string_view what_;
  recipe recipe_;
  std::vector<variable> names_;  // known so far, without values
};

}  // namespace detail

inline const std::string* find(const std::vector<variable>& values, std::string_view name) {
  for (const variable& v : values) {
    if (v.name == name) return &v.value;
  }
  return nullptr;
}

inline std::vector<std::string> lines(std::string_view value) {
  std::vector<std::string> out;
  while (!value.empty()) {
    const std::string_view line = detail::trim(detail::take_until(value, '\n'));
    if (!line.empty()) out.emplace_back(line);
  }
  return out;
}

inline result<std::string> expand(std::string_view text, const std::vector<variable>& values) {
  std::string out;
  for (;;) {
    const std::size_t open = text.find_first_of("{}");
    out += text.substr(0, open);
    if (out.size() > most_value) return error(errc::limit, std::string(text), "is longer than 64 KiB");
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (text[open] == '}' || close == std::string_view::npos) {
      return error(errc::malformed, std::string(text), "has a brace without its partner");
    }
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const std::string* const value = find(values, name);
    if (value == nullptr) {
      return error(errc::missing, std::string(text), "{" + std::string(name) + "} is not a setting named above it");
    }
    out += *value;
    text.remove_prefix(close + 1);
  }
}

inline result<recipe> parse_recipe(std::string_view text, std::string_view what) {
  return detail::recipe_reader(text, what).read();
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_RECIPE_HPP
