// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// May this upgrade begin? One gate after the other, each passed, failed or undecided, with what to do about it. Pure:
// what was found out about the installation goes in as facts; nothing is asked again here.
#ifndef MAINTKIT_UPGRADE_GATES_HPP
#define MAINTKIT_UPGRADE_GATES_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/upgrade/requirement.hpp>
#include <maintkit/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace upgrade {

enum class state : std::uint8_t { pass, fail, unknown };

constexpr std::string_view to_string(state s);  // "pass", "fail", "unknown"

struct gate {
  std::string_view name;  // static text
  upgrade::state state = state::unknown;
  std::string why;
  std::string remedy;  // empty if it passed
};

// What one check said, or nothing if it was not made.
struct finding {
  bool good = false;
  std::string why;
};

struct facts {
  version::scheme scheme = version::scheme::generic;
  std::string installed;  // empty: not found
  requirement target;
  std::optional<error> route_fault;              // why there is no way to the target
  std::optional<std::vector<std::string>> hops;  // the way there, if a list of releases was at hand
  std::vector<std::string> missing_programs;     // that steps need
  std::optional<finding> backup;                 // can one be taken
  std::optional<finding> health;                 // of the service now
};

// The gates in the order in which they are to be looked at.
std::vector<gate> judge(const facts& f);

// fail if one failed, else unknown if one is undecided, else pass. Exit status 1, 3, 0.
constexpr int exit_status(state s);
state verdict(const std::vector<gate>& gates);

// One line a gate: "pass     target     2025.2.2 is newer than 2025.1.0".
std::string to_text(const std::vector<gate>& gates);
std::string to_json(const std::vector<gate>& gates);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline gate installed_gate(const facts& f) {
  if (f.installed.empty()) {
    return {"installed", state::unknown, "no installed version was found", "name it with --installed V"};
  }
  if (const auto v = version::parse(f.scheme, f.installed); !v) {
    return {"installed", state::unknown, f.installed + " is no " + std::string(to_string(f.scheme)) + " version",
            "name it with --installed V"};
  }
  return {"installed", state::pass, f.installed, {}};
}

inline gate target_gate(const facts& f) {
  if (f.target.from_source()) {
    return {"target", state::unknown, "built from source it has no version to compare",
            "a release can be checked, and undone by its number"};
  }
  const auto v = version::parse(f.scheme, f.target.version);
  if (!v) {
    return {"target", state::fail, f.target.version + " is no " + std::string(to_string(f.scheme)) + " version",
            "name a release"};
  }
  const auto order = version::compare(f.scheme, f.installed, f.target.version);
  if (!order) return {"target", state::unknown, "what is installed is not known", "name it with --installed V"};
  if (*order == 0) return {"target", state::fail, f.target.version + " is installed already", "nothing is to be done"};
  if (*order > 0) {
    return {"target", state::fail, f.target.version + " is older than " + f.installed,
            "go back by restoring the backup taken before the upgrade"};
  }
  return {"target", state::pass, f.target.version + " is newer than " + f.installed, {}};
}

inline gate hop_gate(const facts& f) {
  if (f.route_fault)
    return {"hop", state::fail, f.route_fault->what + ": " + f.route_fault->why, "choose another target"};
  if (f.installed.empty()) {
    return {"hop", state::unknown, "what is installed is not known", "name it with --installed V"};
  }
  if (f.target.from_source()) {
    return {"hop", state::unknown, "built from source it is in no list of releases", "a release can be checked"};
  }
  if (!f.hops) return {"hop", state::unknown, "no list of releases was given", "give one with --releases FILE"};
  if (f.hops->size() <= 1) return {"hop", state::pass, "no release in between", {}};
  std::string way;
  for (const std::string& hop : *f.hops) way += (way.empty() ? "" : ", ") + hop;
  return {"hop", state::fail, "releases may not be skipped", "upgrade one after the other: " + way};
}

inline gate programs_gate(const facts& f) {
  if (f.missing_programs.empty()) return {"programs", state::pass, "all that the steps run are there", {}};
  std::string names;
  for (const std::string& name : f.missing_programs) names += (names.empty() ? "" : ", ") + name;
  return {"programs", state::fail, names + " can't be found",
          "install what is missing, or correct the settings (--set)"};
}

inline gate finding_gate(std::string_view name, const std::optional<finding>& found, const char* unasked,
                         const char* how_to_ask, const char* remedy) {
  if (!found) return {name, state::unknown, unasked, how_to_ask};
  return {name, found->good ? state::pass : state::fail, found->why, found->good ? "" : remedy};
}

}  // namespace detail

constexpr std::string_view to_string(state s) {
  constexpr std::string_view names[] = {"pass", "fail", "unknown"};
  return names[static_cast<std::size_t>(s)];
}

constexpr int exit_status(state s) {
  constexpr int codes[] = {0, 1, 3};
  return codes[static_cast<std::size_t>(s)];
}

inline std::vector<gate> judge(const facts& f) {
  return {
      detail::installed_gate(f),
      detail::target_gate(f),
      detail::hop_gate(f),
      detail::programs_gate(f),
      detail::finding_gate("backup", f.backup, "no place for backups was given", "name one with --to DIR",
                           "no upgrade without a backup"),
      detail::finding_gate("health", f.health, "the service was not asked", "ask it with --health",
                           "bring the service into order first"),
  };
}

inline state verdict(const std::vector<gate>& gates) {
  state worst = state::pass;
  for (const gate& g : gates) {
    if (g.state == state::fail) return state::fail;
    if (g.state == state::unknown) worst = state::unknown;
  }
  return worst;
}

inline std::string to_text(const std::vector<gate>& gates) {
  std::string out;
  for (const gate& g : gates) {
    std::string line(to_string(g.state));
    line.resize(9, ' ');
    line += g.name;
    line.resize(20, ' ');
    out += line + g.why + (g.remedy.empty() ? "" : "; " + g.remedy) + "\n";
  }
  return out;
}

inline std::string to_json(const std::vector<gate>& gates) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("verdict", to_string(verdict(gates))).key("gates").array();
  for (const gate& g : gates) {
    w.object().field("name", g.name).field("state", to_string(g.state)).field("reason", g.why);
    w.field("remedy", g.remedy).end_object();
  }
  w.end_array().end_object();
  return out + "\n";
}

}  // namespace upgrade
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPGRADE_GATES_HPP
