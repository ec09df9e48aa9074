// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The manifest of a backup set, manifest.json: what is in it, how it came about, and how far it was verified. It is the
// last file written; a folder without a manifest that can be read is no backup set.
//
//   {"schema":1,"application":"example","version":"1.2","started":"2026-07-08T12:00:00Z","finished":…,"program":…,
//    "verified":2,"entries":[{"name":"media.tar","kind":"files","bytes":10240,"sha256":"…","mode":"0600",
//    "mtime":"2026-07-08T12:00:01Z","sources":["/srv/example/media"]}],"tools":[{"name":"sqlite3","version":"3.40.1",
//    "exit_status":0}],"left_out":[],"notes":[],"digest":"…"}
//
// The digest, the SHA-256 of all bytes before `,"digest"`, shows a flipped bit in the manifest itself.
#ifndef MAINTKIT_BACKUP_MANIFEST_HPP
#define MAINTKIT_BACKUP_MANIFEST_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/detail/sha256.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

inline constexpr std::string_view manifest_name = "manifest.json";

// How far a set was looked into. Rotation counts only sets that reached `structure`.
enum class level : std::uint8_t {
  sizes,      // every file is there, as long as it should be
  hashes,     // and holds the bytes that were written
  structure,  // and they make sense: databases pass their own check, archives can be walked to their end
};

constexpr std::string_view to_string(level l);

struct entry {
  std::string name;  // of the file in the set's folder
  std::string kind;  // "files" (a tar archive), "sqlite"
  std::uint64_t bytes = 0;
  std::string sha256;  // 64 lower-case hexadecimal digits
  std::uint32_t mode = 0600;
  time::instant mtime;
  std::vector<std::string> sources;  // what was saved: absolute paths
};

struct tool {
  std::string name;
  std::string version;
  int exit_status = 0;
};

struct manifest {
  std::string application;
  std::string version;  // of the application; empty if it could not be found
  time::instant started;
  time::instant finished;
  std::string program;  // what wrote it: "maintkit 0.1.0"
  level verified = level::sizes;
  std::vector<entry> entries;
  std::vector<tool> tools;
  std::vector<std::string> left_out;  // parts that were left out on purpose: "database"
  std::vector<std::string> notes;     // what happened on the way and does not spoil the set
};

std::string to_json(const manifest& what);

// Strict: schema 1, every field there and of its type, names that are plain file names and each once, at most 1 MiB. Fields it does
// not know are passed over.
result<manifest> parse_manifest(std::string_view text, std::string_view what);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

inline constexpr std::string_view level_names[] = {"sizes", "hashes", "structure"};

inline std::string octal(std::uint32_t mode) {
  std::string out = "0000";
  for (std::size_t i = out.size(); i-- > 0; mode >>= 3) out[i] = static_cast<char>('0' + (mode & 7));
  return out;
}

inline constexpr std::string_view digest_key = ",\"digest\":";

inline void write_strings(json::writer& w, std::string_view key, const std::vector<std::string>& values) {
  w.key(key).array();
  for (const std::string& value : values) w.value(value);
  w.end_array();
}

// A file name that can't lead anywhere else, and that is never a temporary one.
inline bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 255 && name[0] != '.' && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

class manifest_reader {
 public:
  manifest_reader(std::string_view text, std::string_view what) : text_(text), what_(what), json_(text) {}

  result<manifest> read() {
    constexpr std::size_t most = std::size_t{1} << 20;
    if (text_.size() > most) return error(errc::limit, std::string(what_), "is longer than 1 MiB");
    manifest m;
    if (json_.next() != json::token::object_begin) fail("an object");
    object([&](std::string_view key) { return field(m, key); }, 12);
    if (!failed_ && json_.next() != json::token::end) fail("the end");
    if (failed_) return error_;
    return m;
  }

 private:
  // The first fault stays.
  void fail(const char* expected) {
    if (failed_) return;
    failed_ = true;
    const parse_error at =
        json_.error().expected[0] != '\0' ? json_.error() : parse_error{errc::malformed, expected, json_.offset(), 1};
    error_ = error(at, std::string(what_), text_);
  }

  // The fields of an object that was begun; `take` answers whether it knows the key, and has read its value then.
  template <class F>
  void object(F take, std::size_t needed) {
    std::vector<std::string> seen;
    for (json::token t = json_.next(); !failed_ && t != json::token::object_end; t = json_.next()) {
      if (t != json::token::key) return fail("a field");
      std::string key(json_.text());
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) return fail("each field once");
      if (take(key)) {
        seen.push_back(std::move(key));
      } else {
        json_.skip();
      }
    }
    if (seen.size() != needed) fail("every field of schema 1");
  }

  template <class F>
  void array(F each) {
    constexpr std::size_t most = 10000;
    if (json_.next() != json::token::array_begin) return fail("an array");
    std::size_t count = 0;
    for (json::token t = json_.next(); !failed_ && t != json::token::array_end; t = json_.next()) {
      if (++count > most) return fail("fewer elements");
      each(t);
    }
  }

  bool string(std::string& to) {
    if (json_.next() != json::token::string) fail("a string");
    to = std::string(json_.text());
    return true;
  }

  bool strings(std::vector<std::string>& to) {
    array([&](json::token t) {
      if (t != json::token::string) return fail("a string");
      to.emplace_back(json_.text());
    });
    return true;
  }

  bool number(std::uint64_t& to) {
    if (json_.next() != json::token::number) fail("a number");
    const auto value = whole_number(json_.text());
    if (!value) fail("a whole number");
    to = value.value_or(0);
    return true;
  }

  bool instant(time::instant& to) {
    std::string text;
    string(text);
    const auto stamp = time::parse_rfc3339(text);
    if (!stamp) {
      fail("a time as in RFC 3339");
    } else {
      to = stamp->at;
    }
    return true;
  }

  bool field(manifest& m, std::string_view key) {
    if (key == "schema") return schema();
    if (key == "application") return string(m.application);
    if (key == "version") return string(m.version);
    if (key == "started") return instant(m.started);
    if (key == "finished") return instant(m.finished);
    if (key == "program") return string(m.program);
    if (key == "verified") return verified(m.verified);
    if (key == "entries") return entries(m.entries);
    if (key == "tools") return tools(m.tools);
    if (key == "left_out") return strings(m.left_out);
    if (key == "digest") return digest();
    return key == "notes" && strings(m.notes);
  }

  bool schema() {
    std::uint64_t number_read = 0;
    number(number_read);
    if (number_read != 1) fail("schema 1");
    return true;
  }

  bool digest() {
    std::string text;
    string(text);
    const std::string_view signed_part = text_.substr(0, text_.rfind(digest_key));
    if (!failed_ && text != sha256_hex(signed_part)) fail("the digest of what stands before it");
    return true;
  }

  bool verified(level& to) {
    std::string name;
    string(name);
    for (std::size_t i = 0; i < 3; ++i) {
      if (name != level_names[i]) continue;
      to = static_cast<level>(i);
      return true;
    }
    fail("\"sizes\", \"hashes\" or \"structure\"");
    return true;
  }

  bool entries(std::vector<entry>& to) {
    array([&](json::token t) {
      if (t != json::token::object_begin) return fail("an object");
      entry e;
      object([&](std::string_view key) { return entry_field(e, key); }, 7);
      to.push_back(std::move(e));
    });
    std::vector<std::string_view> names;
    for (const entry& e : to) names.emplace_back(e.name);
    std::sort(names.begin(), names.end());
    if (std::adjacent_find(names.begin(), names.end()) != names.end()) fail("each name once");
    return true;
  }

  bool entry_field(entry& e, std::string_view key) {
    if (key == "name") {
      string(e.name);
      if (!is_plain_name(e.name)) fail("a plain file name");
    } else if (key == "kind") {
      string(e.kind);
    } else if (key == "bytes") {
      number(e.bytes);
    } else if (key == "sha256") {
      string(e.sha256);
      const auto digits = span_of(e.sha256, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
      if (e.sha256.size() != 64 || digits != 64) fail("64 hexadecimal digits");
    } else if (key == "mode") {
      mode(e.mode);
    } else if (key == "mtime") {
      instant(e.mtime);
    } else if (key == "sources") {
      strings(e.sources);
    } else {
      return false;
    }
    return true;
  }

  void mode(std::uint32_t& to) {
    std::string text;
    string(text);
    const auto digits = span_of(text, [](char c) { return c >= '0' && c <= '7'; });
    if (text.size() != 4 || digits != 4) fail("four octal digits");
    to = 0;
    for (const char c : text) to = to * 8 + static_cast<std::uint32_t>(c - '0');
  }

  bool tools(std::vector<tool>& to) {
    array([&](json::token t) {
      if (t != json::token::object_begin) return fail("an object");
      tool one;
      std::uint64_t status = 0;
      object(
          [&](std::string_view key) {
            return key == "name"      ? string(one.name)
                   : key == "version" ? string(one.version)
                                      : key == "exit_status" && number(status);
          },
          3);
      one.exit_status = static_cast<int>(status & 0xff);
      to.push_back(std::move(one));
    });
    return true;
  }

  std::string_view text_;
  std::string_view what_;
  json::reader json_;
  bool failed_ = false;
  error error_;
};

}  // namespace detail

constexpr std::string_view to_string(level l) { return detail::level_names[static_cast<std::size_t>(l)]; }

inline std::string to_json(const manifest& what) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("application", what.application).field("version", what.version);
  w.field("started", time::to_rfc3339(what.started)).field("finished", time::to_rfc3339(what.finished));
  w.field("program", what.program).field("verified", to_string(what.verified)).key("entries").array();
  for (const entry& e : what.entries) {
    w.object().field("name", e.name).field("kind", e.kind).field("bytes", e.bytes).field("sha256", e.sha256);
    w.field("mode", detail::octal(e.mode)).field("mtime", time::to_rfc3339(e.mtime));
    detail::write_strings(w, "sources", e.sources);
    w.end_object();
  }
  w.end_array().key("tools").array();
  for (const tool& t : what.tools) {
    w.object().field("name", t.name).field("version", t.version).field("exit_status", t.exit_status).end_object();
  }
  w.end_array();
  detail::write_strings(w, "left_out", what.left_out);
  detail::write_strings(w, "notes", what.notes);
  const std::string digest = detail::sha256_hex(out);
  w.field("digest", digest).end_object();
  return out + "\n";
}

inline result<manifest> parse_manifest(std::string_view text, std::string_view what) {
  return detail::manifest_reader(text, what).read();
}

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_MANIFEST_HPP
