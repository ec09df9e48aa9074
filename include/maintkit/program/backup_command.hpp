// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// maintkit backup: create, verify, list.
//
//   maintkit backup create --recipe pretalx --to /srv/backups
//   maintkit backup verify /srv/backups/20260708T120000Z
#ifndef MAINTKIT_PROGRAM_BACKUP_COMMAND_HPP
#define MAINTKIT_PROGRAM_BACKUP_COMMAND_HPP

#include <maintkit/backup.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/recipe_input.hpp>
#include <maintkit/time.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

int backup_create(const arguments& a, context& c);
int backup_verify(const arguments& a, context& c);
int backup_list(const arguments& a, context& c);

inline constexpr option backup_create_options[] = {
    recipe_option,
    {"--to", 0, "DIR", "where backup sets are kept; must exist, and not be inside of what is saved", occurs::required},
    set_option,
    no_database_option,
};

inline constexpr option backup_verify_options[] = {
    {"--level", 0, "LEVEL", "how far: sizes, hashes or structure (default)"},
};

inline constexpr verb backup_verbs[] = {
    {"backup", "create", "", "Take a backup of an application, verify it and publish it under its time.",
     backup_create_options, 0, 0,
     "Settings are read from the application's own config files and from the "
     "environment of this command: where the service has another one, give it the same\n"
     "(systemctl show -p Environment), or use --set. Prints the new set's folder.\n"
     "Exit status: 0 done, 1 failed and nothing was left, 3 another run is at work,\n"
     "4 refused: no room, or the target is inside of what is saved.",
     &backup_create},
    {"backup", "verify", "SET…", "Look into backup sets: are they as they were written, and do they make sense?",
     backup_verify_options, 1, any,
     "sizes: every file is there, as long as it should be.\n"
     "hashes: and holds the bytes that were written.\n"
     "structure: and databases pass their own check, archives can be walked through.\n"
     "Exit status: 0 all are good, 1 one is not.",
     &backup_verify},
    {"backup",
     "list",
     "DIR",
     "The backup sets in a directory, oldest first.",
     {},
     1,
     1,
     "A line each: name, version of the application, bytes, and how far it was verified "
     "when it was taken.",
     &backup_list},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline std::uint64_t bytes_of(const backup::manifest& m) {
  std::uint64_t sum = 0;
  for (const backup::entry& e : m.entries) sum += e.bytes;
  return sum;
}

// The last name in a path.
inline std::string_view base_name(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos || path.size() == 1 ? path : path.substr(slash + 1);
}

inline void show_created(context& c, const std::string& path, const backup::set& done) {
  if (c.json) {
    std::string manifest = backup::to_json(done.what);
    manifest.pop_back();  // the line's end
    json::writer w(c.out.text);
    w.object().field("schema", 1).field("set", done.name).field("path", path).key("manifest").number_text(manifest);
    w.end_object();
    c.out << '\n';
    return;
  }
  if (c.quiet) return;
  for (const std::string& note : done.what.notes) c.err << "maintkit: " << maintkit::detail::shown(note) << '\n';
  for (const std::string& part : done.what.left_out) c.err << "maintkit: left out: " << part << '\n';
  c.out << path << '\n';
}

inline void show_verified(context& c, json::writer& w, const std::string& path, const backup::verification& seen,
                          backup::level wanted) {
  const bool good = seen.faults.empty();
  if (c.json) {
    w.object().field("path", path).field("good", good).field("level", to_string(wanted)).key("faults").array();
    for (const backup::fault& f : seen.faults) w.object().field("file", f.file).field("reason", f.why).end_object();
    w.end_array().end_object();
    return;
  }
  if (c.quiet) return;
  using maintkit::detail::shown;
  if (good) c.out << shown(path) << ": good (" << to_string(wanted) << ")\n";
  for (const backup::fault& f : seen.faults) c.out << shown(path + ": " + f.file + ": " + f.why) << '\n';
}

inline std::optional<backup::level> level_named(std::string_view name) {
  for (const backup::level l : {backup::level::sizes, backup::level::hashes, backup::level::structure}) {
    if (name == to_string(l)) return l;
  }
  return std::nullopt;
}

}  // namespace detail

inline int backup_create(const arguments& a, context& c) {
  const auto what = read_recipe(a);
  if (!what) return fail(c, what.error());
  const auto here = find_site(a, c, *what);
  if (!here) return fail(c, here.error());
  const std::string to(a.get("--to").value_or(""));
  if (const auto home = maintkit::detail::open_directory(to); !home) return fail(c, unreadable(home.error()));
  const auto done = backup::create(*here, to, c.now, backup_options(a, c));
  if (!done) return fail(c, done.error());
  detail::show_created(c, to + "/" + done->name, *done);
  return 0;
}

inline int backup_verify(const arguments& a, context& c) {
  const std::string_view name = a.get("--level").value_or("structure");
  const auto wanted = detail::level_named(name);
  if (!wanted) return fail(c, usage_error(*a.what, "no level \"" + std::string(name) + "\""));
  int status = 0;
  json::writer w(c.out.text);
  if (c.json) w.object().field("schema", 1).key("sets").array();
  for (const std::string_view given : a.operands) {
    const std::string path(given);
    const auto seen = backup::verify(path, *wanted, backup_options(a, c));
    if (!seen) {
      status = (std::max)(status, fail(c, unreadable(seen.error())));
      continue;
    }
    if (!seen->faults.empty()) status = (std::max)(status, 1);
    detail::show_verified(c, w, path, *seen, *wanted);
  }
  if (c.json) {
    w.end_array().end_object();
    c.out << '\n';
  }
  return status;
}

inline int backup_list(const arguments& a, context& c) {
  const auto sets = backup::list(std::string(a.operands[0]));
  if (!sets) return fail(c, unreadable(sets.error()));
  using maintkit::detail::shown;
  if (!c.json) {
    for (const backup::listed& s : *sets) {
      c.out << s.name << '\t';
      if (!s.trouble.empty()) {
        c.out << "?\t?\t" << shown(s.trouble) << '\n';
        continue;
      }
      c.out << (s.what.version.empty() ? "?" : shown(s.what.version)) << '\t'
            << std::to_string(detail::bytes_of(s.what));
      c.out << '\t' << to_string(s.what.verified) << '\n';
    }
    return 0;
  }
  json::writer w(c.out.text);
  w.object().field("schema", 1).key("sets").array();
  for (const backup::listed& s : *sets) {
    w.object().field("name", s.name).field("at", time::to_rfc3339(s.at)).field("application", s.what.application);
    w.field("version", s.what.version).field("bytes", detail::bytes_of(s.what));
    w.key("verified");
    s.trouble.empty() ? w.value(to_string(s.what.verified)) : w.null();
    w.field("trouble", s.trouble).end_object();
  }
  w.end_array().end_object();
  c.out << '\n';
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_BACKUP_COMMAND_HPP
