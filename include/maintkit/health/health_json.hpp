// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What a service says of itself in JSON: application/health+json (draft-inadarei-api-health-check-06), Spring Boot's
// actuator and Terminus. All three have a "status" at the root and components with one of their own below it.
//
//   const auto body = health::read_health(R"({"status":"fail","checks":{"db:connections":[{"status":"fail"}]}})");
//   body->status               // condition::fail
//   body->troubled[0].name     // "db:connections"
#ifndef MAINTKIT_HEALTH_HEALTH_JSON_HPP
#define MAINTKIT_HEALTH_HEALTH_JSON_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json/reader.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace health {

enum class condition : std::uint8_t { unknown, pass, warn, fail };

constexpr std::string_view to_string(condition c);

// "pass", "ok", "up" · "warn" · "fail", "error", "down", in any case (draft-06 section 3.1), with Spring's
// "out_of_service" and Terminus' "shutting_down" as fail; any other word is unknown.
constexpr condition condition_of(std::string_view word);

struct component {
  std::string name;  // "db:connections", "db": its keys, joined with dots
  condition status = condition::unknown;
  std::string output;  // what it says about its trouble: "output", "message" or "error"
};

struct health_report {
  condition status = condition::unknown;  // of the root; unknown also where there is none
  std::vector<component> troubled;        // warn and fail, in the order of the document; at most 32
};

// Reads one JSON document. Not being JSON is an error; being no health document gives condition::unknown.
parsed<health_report> read_health(std::string_view text);

// The value at a JSON pointer (RFC 6901): a string decoded, other scalars as they are written, "" for a container;
// nothing where there is none. Of equal keys the first counts. An error if the text is not JSON.
parsed<std::optional<std::string>> value_at(std::string_view text, std::string_view pointer);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(condition c) {
  constexpr std::string_view names[] = {"unknown", "pass", "warn", "fail"};
  return names[static_cast<std::size_t>(c)];
}

constexpr condition condition_of(std::string_view word) {
  struct row {
    std::string_view word;
    condition means;
  };
  constexpr row words[] = {{"pass", condition::pass},         {"ok", condition::pass},
                           {"up", condition::pass},           {"warn", condition::warn},
                           {"fail", condition::fail},         {"error", condition::fail},
                           {"down", condition::fail},         {"out_of_service", condition::fail},
                           {"shutting_down", condition::fail}};
  for (const row& r : words) {
    if (maintkit::detail::equal_ignoring_case(r.word, word)) return r.means;
  }
  return condition::unknown;
}

namespace detail {

inline constexpr json::limits body_limits = {32, std::size_t{64} * 1024, std::size_t{1} << 20, 100'000};

// Follows the keys down to where the reader stands, and notes each "status" on the way.
class health_walk {
 public:
  explicit health_walk(std::string_view text) : reader_(text, body_limits) {}

  parsed<health_report> run() {
    for (;;) {
      const json::token t = reader_.next();
      switch (t) {
        case json::token::key:
          keys_.back() = reader_.text();
          break;
        case json::token::object_begin:
          keys_.emplace_back();
          texts_.emplace_back();
          break;
        case json::token::object_end:
          close();
          break;
        case json::token::string:
          note(reader_.text());
          break;
        case json::token::end:
          return std::move(out_);
        case json::token::error:
          return reader_.error();
        default:
          break;
      }
    }
  }

 private:
  struct said {
    condition status = condition::unknown;
    std::string output;
  };

  void note(std::string_view value) {
    if (keys_.empty() || reader_.depth() == 0) return;
    const std::string_view key = keys_.back();
    if (key == "status") texts_.back().status = condition_of(value);
    if (key == "output" || key == "message" || key == "error") texts_.back().output = value;
  }

  // The end of an object: what it said of itself is complete.
  void close() {
    const said own = std::move(texts_.back());
    keys_.pop_back();
    texts_.pop_back();
    if (keys_.empty()) out_.status = own.status;
    if (keys_.empty() || own.status < condition::warn || out_.troubled.size() >= 32) return;
    const std::string name = path();
    for (const component& c : out_.troubled) {
      if (c.name == name) return;  // Terminus tells the same under "error" and "details"
    }
    out_.troubled.push_back({name, own.status, own.output});
  }

  // The keys above, without the words that only hold components together.
  std::string path() const {
    std::string out;
    for (const std::string& key : keys_) {
      bool structural = false;
      for (const std::string_view word : {"checks", "components", "details", "info", "error"}) {
        structural = structural || key == word;
      }
      if (structural) continue;
      if (!out.empty()) out += '.';
      out += key;
    }
    return out;
  }

  json::reader reader_;
  std::vector<std::string> keys_;  // of each open object, the key last read
  std::vector<said> texts_;        // of each open object
  health_report out_;
};

// One step of a JSON pointer, with ~1 and ~0 undone.
inline std::string pointer_token(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const std::size_t end = pointer.find('/');
  const std::string_view raw = pointer.substr(0, end);
  pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  std::string out;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    const bool escape = raw[i] == '~' && i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1');
    out += !escape ? raw[i] : raw[i + 1] == '0' ? '~' : '/';
    if (escape) ++i;
  }
  return out;
}

// Moves the reader from behind a container's begin to the member that `name` names; answers its first token, or the
// container's end.
inline json::token descend(json::reader& reader, json::token container, std::string_view name) {
  const auto wanted = maintkit::detail::whole_number<std::size_t>(name);
  for (std::size_t index = 0;; ++index) {
    const json::token t = reader.next();
    if (t == json::token::object_end || t == json::token::array_end || t == json::token::error) return t;
    if (container == json::token::array_begin) {
      if (wanted && index == *wanted) return t;
      if (t == json::token::object_begin || t == json::token::array_begin) reader.skip();
    } else {
      if (reader.text() == name) return reader.next();
      reader.skip();
    }
  }
}

}  // namespace detail

inline parsed<health_report> read_health(std::string_view text) { return detail::health_walk(text).run(); }

inline parsed<std::optional<std::string>> value_at(std::string_view text, std::string_view pointer) {
  using json::token;
  json::reader reader(text, detail::body_limits);
  token t = reader.next();
  bool found = true;
  while (found && !pointer.empty()) {
    const std::string name = detail::pointer_token(pointer);
    found = t == token::object_begin || t == token::array_begin;
    if (found) t = detail::descend(reader, t, name);
    found = found && t != token::object_end && t != token::array_end;
  }
  std::optional<std::string> value;
  if (found && t != token::error) value = std::string(t == token::string || t == token::number ? reader.text() : "");
  if (found && t == token::true_value) value = "true";
  if (found && t == token::false_value) value = "false";
  if (found && t == token::null_value) value = "null";
  // What comes behind it must be JSON as well: half a document is no answer.
  while (t != token::end && t != token::error) t = reader.next();
  if (t == token::error) return reader.error();
  return value;
}

}  // namespace health
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_HEALTH_HEALTH_JSON_HPP
