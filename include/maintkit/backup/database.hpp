// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A consistent copy of a database that is in use, taken by the database's own tool.
//
// SQLite: `VACUUM INTO` on a read-only connection: one read transaction, so writers can go on or wait, and damage is an
// error (a plain copy of a database that is written to came out corrupt 30 times in 60; `.dump` and `.backup` of a
// damaged one exit 0). The copy then has to pass integrity_check and foreign_key_check.
#ifndef MAINTKIT_BACKUP_DATABASE_HPP
#define MAINTKIT_BACKUP_DATABASE_HPP

#include <maintkit/backup/manifest.hpp>
#include <maintkit/backup/site.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/process.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

enum class engine : std::uint8_t { sqlite, postgresql, mysql };

constexpr std::string_view to_string(engine e);

// What applications call their databases in their settings.
constexpr std::optional<engine> engine_of(std::string_view kind);

struct dumped {
  std::string name;  // of the file in the set
  std::string kind;  // of the manifest's entry
  std::vector<std::string> sources;
  backup::tool tool;
};

// Can it be dumped at all: the tool is installed, the database is there. Answers its size in bytes.
result<std::uint64_t> prepare(const database& what, std::string_view path);

// Dumps into a new file (0600) in the folder `set`, which is open as `directory`. Not synced, not hashed. `path` is
// where programs are looked for; the deadline is in nanoseconds.
result<dumped> dump(const database& what, int directory, const std::string& set, std::string_view path,
                    std::int64_t deadline);

// Level "structure" of a dump: errc::failed with what the database's own check found.
result<void> check_dump(std::string_view kind, const std::string& file, std::string_view path, std::int64_t deadline);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct engine_name {
  std::string_view name;
  engine is;
};

inline constexpr engine_name engine_names[] = {
    {"sqlite", engine::sqlite},         {"sqlite3", engine::sqlite},
    {"postgresql", engine::postgresql}, {"postgresql_psycopg2", engine::postgresql},
    {"postgres", engine::postgresql},   {"mysql", engine::mysql},
    {"mariadb", engine::mysql},
};

// A path as a SQLite URI: "%", "?" and "#" mean something there.
inline std::string sqlite_uri(std::string_view path, std::string_view parameters) {
  std::string out = "file:";
  for (const char c : path) {
    if (c == '%') {
      out += "%25";
    } else if (c == '?') {
      out += "%3f";
    } else if (c == '#') {
      out += "%23";
    } else {
      out += c;
    }
  }
  return out.append(parameters);
}

// No settings of the user that runs it (-init), nothing asked (-batch), the first error ends it (-bail).
inline result<outcome> sqlite(const std::string& uri, std::vector<std::string> orders, const std::string& directory,
                              std::string_view path, std::int64_t deadline) {
  command c;
  c.argv = {"sqlite3", "-batch", "-bail", "-init", "/dev/null", uri};
  for (std::string& order : orders) c.argv.push_back(std::move(order));
  c.environment = {"LC_ALL=C", "PATH=" + std::string(path.empty() ? default_path : path)};
  c.directory = directory;
  c.deadline = deadline;
  return run(c);
}

inline error missing_tool(const error& e) {
  if (e.code != errc::missing) return e;
  return error(errc::missing, e.what, e.why + ": install it, or leave the database out");
}

inline result<dumped> dump_sqlite(const database& what, int directory, const std::string& set, std::string_view path,
                                  std::int64_t deadline) {
  dumped d{"database.sqlite3", "sqlite", {what.name}, {"sqlite3", {}, 0}};
  // Made first, with the mode it shall have: VACUUM INTO takes a file that is empty, and would make it 0644.
  if (auto file = open_file_at(directory, d.name, O_WRONLY | O_CREAT | O_EXCL); !file) return file.error();
  const std::string uri = sqlite_uri(what.name, "?mode=ro");
  // The name is one without quotes, and relative: the folder's own name never becomes part of a statement.
  auto done =
      sqlite(uri, {".timeout 20000", "SELECT sqlite_version()", "VACUUM INTO '" + d.name + "'"}, set, path, deadline);
  if (!done) return missing_tool(done.error());
  if (!done->success() || !done->err.empty()) {
    return error(done->timed_out ? errc::timed_out : errc::failed, what.name, "sqlite3: " + to_string(*done));
  }
  d.tool.version = std::string(trim(done->out));
  return d;
}

inline result<void> check_sqlite(const std::string& file, std::string_view path, std::int64_t deadline) {
  // immutable: a copy has no journal, and must not get one from being looked at.
  const auto done = sqlite(sqlite_uri(file, "?mode=ro&immutable=1"),
                           {"PRAGMA integrity_check", "PRAGMA foreign_key_check"}, {}, path, deadline);
  if (!done) return missing_tool(done.error());
  if (!done->success() || !done->err.empty()) {
    return error(done->timed_out ? errc::timed_out : errc::failed, file, "sqlite3: " + to_string(*done));
  }
  if (done->out == "ok\n") return {};
  std::string_view rest = done->out;
  const std::string_view first = take_until(rest, '\n');
  const bool references = first == "ok";
  return error(errc::failed, file,
               references ? "foreign_key_check: " + std::string(take_until(rest, '\n')) + " points nowhere"
                          : "integrity_check: " + std::string(first));
}

}  // namespace detail

constexpr std::string_view to_string(engine e) {
  constexpr std::string_view names[] = {"sqlite", "postgresql", "mysql"};
  return names[static_cast<std::size_t>(e)];
}

constexpr std::optional<engine> engine_of(std::string_view kind) {
  for (const detail::engine_name& row : detail::engine_names) {
    if (row.name == kind) return row.is;
  }
  return std::nullopt;
}

inline result<std::uint64_t> prepare(const database& what, std::string_view path) {
  const auto engine = engine_of(what.kind);
  if (!engine) return error(errc::unsupported, "database", "\"" + what.kind + "\" is no kind of database known here");
  if (*engine != engine::sqlite) {
    return error(errc::unsupported, "database", std::string(to_string(*engine)) + " can't be dumped by this version");
  }
  if (what.name.empty() || what.name[0] != '/') {
    return error(errc::invalid, "database", "\"" + what.name + "\" is no absolute path");
  }
  if (auto program = detail::find_program("sqlite3", path); !program) return detail::missing_tool(program.error());
  struct stat about = {};
  if (::stat(what.name.c_str(), &about) != 0) return detail::system_error(errno, what.name);
  if (!S_ISREG(about.st_mode)) return error(errc::invalid, what.name, "is no file");
  return static_cast<std::uint64_t>(about.st_size);
}

inline result<dumped> dump(const database& what, int directory, const std::string& set, std::string_view path,
                           std::int64_t deadline) {
  if (engine_of(what.kind) == engine::sqlite) return detail::dump_sqlite(what, directory, set, path, deadline);
  return error(errc::unsupported, "database", "\"" + what.kind + "\" can't be dumped by this version");
}

inline result<void> check_dump(std::string_view kind, const std::string& file, std::string_view path,
                               std::int64_t deadline) {
  if (kind == "sqlite") return detail::check_sqlite(file, path, deadline);
  return error(errc::unsupported, file, "\"" + std::string(kind) + "\" can't be checked by this version");
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_DATABASE_HPP
