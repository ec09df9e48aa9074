// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The steps of one upgrade, in order, each with the exact command, user, directory and environment, and what was left
// out and why. Pure: the recipe, what is known of the installation and the target go in.
//
//   const auto p = upgrade::plan(recipe, here, target, {});
//   std::fputs(upgrade::to_text(*p).c_str(), stdout);
#ifndef MAINTKIT_UPGRADE_PLAN_HPP
#define MAINTKIT_UPGRADE_PLAN_HPP

#include <maintkit/backup/recipe.hpp>
#include <maintkit/backup/site.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/upgrade/requirement.hpp>
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace upgrade {

enum class action : std::uint8_t {
  backup,  // take one, and verify it
  run,     // the command
  health,  // wait until the service is well
};

constexpr std::string_view to_string(action a);

struct step {
  std::string name;
  action what = action::run;
  std::vector<std::string> argv;  // of action::run: as it is, no shell
  std::string user;
};

// A step of the recipe that this upgrade does without.
struct omission {
  std::string name;
  std::string why;
};

struct planned {
  std::string application;
  std::string installed;  // empty: not known
  requirement target;
  std::vector<step> steps;
  std::vector<omission> left_out;
  std::string directory;                      // where the steps run
  std::vector<backup::variable> environment;  // of every step
  std::vector<std::string> inherited;         // and these of the application's own: perhaps secret, so named only
  std::string health_url;
};

// `present` holds those paths of the recipe's if_file that are there (see upgrade.hpp).
result<planned> plan(const backup::recipe& what, const backup::site& here, const requirement& target,
                     const std::vector<std::string>& present);

// What the extras of `target` must have for the database in use.
std::vector<std::string> needed_extras(const backup::recipe& what, const backup::site& here);

// For people: one line a step, words quoted as a shell would want them.
std::string to_text(const planned& p);
// One object, schema 1.
std::string to_json(const planned& p);

// Words as a POSIX shell would read them back; for display, nothing here runs one.
std::string quoted(const std::vector<std::string>& words);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

// Why a step is not for this target; empty: it is. What is built from source has no version, and counts as the newest.
inline result<std::string> unfit(const backup::recipe_step& s, const requirement& target, version::scheme scheme,
                                 const std::vector<std::string>& present) {
  const bool source = target.from_source();
  if (s.source == "yes" && !source) return std::string("only when built from source");
  if (s.source == "no" && source) return std::string("not when built from source");
  const auto below = [&](const std::string& bound) -> result<bool> {
    if (source) return false;
    const auto order = version::compare(scheme, target.version, bound);
    if (!order) return error(order.error(), "version", target.version);
    return *order < 0;
  };
  if (!s.from.empty()) {
    const auto early = below(s.from);
    if (!early) return early.error();
    if (*early) return "only from " + s.from;
  }
  if (!s.before.empty()) {
    const auto early = below(s.before);
    if (!early) return early.error();
    if (!*early) return "only before " + s.before;
  }
  if (s.if_file.empty()) return std::string();
  for (const std::string& path : backup::lines(s.if_file)) {
    if (std::find(present.begin(), present.end(), path) != present.end()) return std::string();
  }
  return std::string("there is none here");
}

inline result<step> planned_step(const backup::recipe_step& s, const backup::site& here, const requirement& target) {
  step out;
  out.name = s.name;
  out.what = s.does == "backup" ? action::backup : s.does == "health" ? action::health : action::run;
  std::vector<backup::variable> values = here.settings;
  values.push_back({"requirement", to_string(target)});
  values.push_back({"version", target.version});
  auto user = backup::expand(s.user, here.settings);
  if (!user) return user.error();
  if (user->empty()) *user = here.user;
  out.user = std::move(*user);
  for (std::string_view rest = s.run; !rest.empty();) {
    const std::size_t stop = span_of(rest, [](char c) { return !is_space(c); });
    if (stop > 0) {
      auto word = backup::expand(rest.substr(0, stop), values);
      if (!word) return word.error();
      out.argv.push_back(std::move(*word));
    }
    rest.remove_prefix((std::min)(stop + 1, rest.size()));
  }
  return out;
}

}  // namespace detail

constexpr std::string_view to_string(action a) {
  constexpr std::string_view names[] = {"backup", "run", "health"};
  return names[static_cast<std::size_t>(a)];
}

inline std::vector<std::string> needed_extras(const backup::recipe& what, const backup::site& here) {
  const std::string* const extra = backup::find(what.extras, here.database.kind);
  return extra == nullptr ? std::vector<std::string>() : std::vector<std::string>{*extra};
}

inline result<planned> plan(const backup::recipe& what, const backup::site& here, const requirement& target,
                            const std::vector<std::string>& present) {
  const auto scheme = version::scheme_of(what.scheme);
  if (!scheme) return error(errc::unsupported, what.name, "\"" + what.scheme + "\" is no scheme of versions");
  if (!target.from_source()) {
    if (const auto v = version::parse(*scheme, target.version); !v) return error(v.error(), "version", target.version);
  }
  planned out{
      what.name,      here.installed.value_or(""), target, {}, {}, here.directory, here.environment, here.inherited,
      here.health_url};
  for (const backup::recipe_step& s : what.steps) {
    auto why = detail::unfit(s, target, *scheme, present);
    if (!why) return why.error();
    if (!why->empty()) {
      out.left_out.push_back({s.name, std::move(*why)});
      continue;
    }
    auto one = detail::planned_step(s, here, target);
    if (!one) return one.error();
    out.steps.push_back(std::move(*one));
  }
  return out;
}

inline std::string quoted(const std::vector<std::string>& words) {
  const auto plain = [](char c) {
    return detail::is_alnum(c) || std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
  };
  std::string out;
  for (const std::string& word : words) {
    if (&word != words.data()) out += ' ';
    if (!word.empty() && detail::span_of(word, plain) == word.size()) {
      out += word;
      continue;
    }
    out += '\'';
    for (const char c : word) c == '\'' ? out.append("'\\''") : out.append(1, c);
    out += '\'';
  }
  return out;
}

inline std::string to_text(const planned& p) {
  std::size_t width = 0;
  for (const step& s : p.steps) width = (std::max)(width, s.name.size());
  std::string out = "upgrade of " + p.application + (p.installed.empty() ? "" : " from " + p.installed) + " to " +
                    (p.target.from_source() ? to_string(p.target) : p.target.version) + "\n";
  for (std::size_t i = 0; i < p.steps.size(); ++i) {
    const step& s = p.steps[i];
    const std::string number = std::to_string(i + 1);
    out.append(number.size() < 2 ? 2 - number.size() : 0, ' ').append(number + "  " + s.name);
    out.append(width - s.name.size() + 2, ' ');
    if (s.what == action::backup) out += "take a backup and verify it";
    if (s.what == action::health) out += "wait until " + p.health_url + " is well";
    if (s.what == action::run) out += "as " + s.user + ": " + quoted(s.argv);
    out += '\n';
  }
  out += "Stops at the first step that fails.\n";
  if (!p.directory.empty()) out += "in " + p.directory + "\n";
  std::vector<std::string> words;
  for (const backup::variable& v : p.environment) words.push_back(v.name + "=" + v.value);
  if (!words.empty()) out += "with " + quoted(words) + "\n";
  for (const std::string& name : p.inherited) out += "with the application's own " + name + "\n";
  for (const omission& o : p.left_out) out += "without " + o.name + ": " + o.why + "\n";
  return out;
}

inline std::string to_json(const planned& p) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("application", p.application).key("installed");
  p.installed.empty() ? w.null() : w.value(p.installed);
  w.field("target", to_string(p.target)).key("version");
  p.target.from_source() ? w.null() : w.value(p.target.version);
  w.field("directory", p.directory).key("environment").object();
  for (const backup::variable& v : p.environment) w.field(v.name, v.value);
  w.end_object().key("inherited").array();
  for (const std::string& name : p.inherited) w.value(name);
  w.end_array().key("steps").array();
  for (const step& s : p.steps) {
    w.object().field("name", s.name).field("action", to_string(s.what));
    if (s.what == action::health) w.field("url", p.health_url);
    if (s.what == action::run) {
      w.field("user", s.user).key("argv").array();
      for (const std::string& word : s.argv) w.value(word);
      w.end_array();
    }
    w.end_object();
  }
  w.end_array().key("left_out").array();
  for (const omission& o : p.left_out) w.object().field("name", o.name).field("reason", o.why).end_object();
  w.end_array().end_object();
  return out + "\n";
}

}  // namespace upgrade
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPGRADE_PLAN_HPP
