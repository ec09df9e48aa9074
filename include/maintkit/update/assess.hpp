// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What the releases mean for an installation: is there an update that may be taken, and of which kind.
//
//   const auto found = assess("2025.2.1", doc.releases, policy{version::scheme::calver}, now);
//   if (found && found->update) std::fputs(to_text(*found).c_str(), stdout);
#ifndef MAINTKIT_UPDATE_ASSESS_HPP
#define MAINTKIT_UPDATE_ASSESS_HPP

#include <maintkit/error.hpp>
#include <maintkit/feed/release.hpp>
#include <maintkit/json.hpp>
#include <maintkit/time.hpp>
#include <maintkit/update/policy.hpp>
#include <maintkit/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace update {

// Of the way from the installed version to the newest allowed one; the first that is true, from the last to the first.
enum class kind : std::uint8_t {
  none,        // there is no update
  bugfix,      // within the release line
  feature,     // into another release line
  prerelease,  // to a prerelease
  security,    // the feed calls a release on the way, or the last, a security release
};

constexpr std::string_view to_string(kind k);

// Points into the releases that were assessed.
struct assessment {
  std::string installed;
  feed::tri installed_yanked = feed::tri::unknown;  // unknown also where the feed does not list it
  const feed::release* latest = nullptr;            // the newest that the policy allows, perhaps older than installed
  bool update = false;                              // latest is newer than installed
  update::kind kind = update::kind::none;
  std::vector<const feed::release*> between;  // allowed, newer than installed and older than latest; oldest first
  std::vector<std::string> reasons;           // whole sentences
  std::vector<passed> passed_over;  // refused and newer than installed or latest, newest first; then the unreadable
};

// An error only if `installed` is no version of the scheme.
result<assessment> assess(std::string_view installed, const std::vector<feed::release>& releases, const policy& rules,
                          time::instant now);

// For people: a short table, then why. Ends with a newline; holds no control bytes from the feed.
std::string to_text(const assessment& of);

// {"schema":1,"installed":…,"installed_yanked":…,"latest":…,"update":…,"kind":…,"reasons":[…],"passed_over":[…]}
// "kind" is null where there is no update.
std::string to_json(const assessment& of);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(kind k) {
  constexpr std::string_view names[] = {"none", "bugfix", "feature", "prerelease", "security"};
  return names[static_cast<std::size_t>(k)];
}

namespace detail {

inline std::string date_text(const feed::release& of) {
  return of.date ? time::to_rfc3339(of.date->at).substr(0, 10) : std::string();
}

class assessor {
 public:
  assessor(const version::value& installed, const std::vector<feed::release>& releases, const policy& rules,
           time::instant now)
      : installed_(installed), all_(candidates(releases, rules, now, unreadable_)) {
    out_.installed = std::string(installed.text());
  }

  assessment run() {
    look_up_installed();
    for (const candidate& one : all_) {
      const bool newer = latest_ == nullptr || version::compare(one.version, latest_->version) > 0;
      if (one.refused.empty() && newer) latest_ = &one;  // of equal ones, the feed's first
    }
    out_.latest = latest_ == nullptr ? nullptr : latest_->from;
    out_.update = latest_ != nullptr && order(*latest_) > 0;
    say_what_is_newest();
    if (out_.update) classify();
    list_passed_over();
    return std::move(out_);
  }

 private:
  // Above 0: newer than installed.
  int order(const candidate& one) const { return version::compare(one.version, installed_); }
  void say(std::string sentence) { out_.reasons.push_back(std::move(sentence)); }

  // Yanked if any record of that version says so: feeds may be read together.
  void look_up_installed() {
    for (const candidate& one : all_) {
      if (order(one) != 0) continue;
      out_.installed_yanked = (std::max)(out_.installed_yanked, one.from->yanked.answer);
    }
    if (out_.installed_yanked == feed::tri::yes) say("The installed " + out_.installed + " was yanked.");
  }

  void say_what_is_newest() {
    if (latest_ == nullptr) {
      say(all_.empty() ? "The feed has no release that the scheme can read."
                       : "The feed has no release that the policy allows.");
      return;
    }
    const std::string date = date_text(*latest_->from);
    const std::string name = latest_->from->version + (date.empty() ? "" : " of " + date);
    const int against = order(*latest_);
    if (against > 0) say(name + " is the newest release that the policy allows.");
    if (against == 0) say("The newest release that the policy allows, " + name + ", is installed.");
    if (against < 0) say("The newest release that the policy allows, " + name + ", is older than the installed one.");
  }

  void classify() {
    const std::string from = line_of(installed_);
    const std::string to = line_of(latest_->version);
    out_.kind = from == to ? kind::bugfix : kind::feature;
    say(from == to ? "It is of the installed release line " + to + "."
                   : "It is of release line " + to + ", the installed one of " + from + ".");
    if (is_prerelease(*latest_->from, latest_->version)) {
      out_.kind = kind::prerelease;
      say("It is a prerelease.");
    }
    const version::value* last = &installed_;
    for (const candidate& one : all_) {
      const int left = version::compare(one.version, latest_->version);
      if (order(one) <= 0 || left > 0) continue;
      if (one.from->severity == "security") say_security(*one.from);
      if (!one.refused.empty() || left == 0 || version::compare(one.version, *last) == 0) continue;
      out_.between.push_back(one.from);
      last = &one.version;
    }
    say_what_lies_between();
  }

  void say_what_lies_between() {
    const std::size_t count = out_.between.size();
    if (count == 1) say("One release lies between: " + out_.between.front()->version + ".");
    if (count > 1) {
      say(std::to_string(count) + " releases lie between, from " + out_.between.front()->version + " to " +
          out_.between.back()->version + ".");
    }
  }

  void say_security(const feed::release& of) {
    out_.kind = kind::security;
    std::string sentence = "The feed calls " + of.version + " a security release";
    for (std::size_t i = 0; i < of.cves.size(); ++i) sentence += (i == 0 ? ": " : ", ") + of.cves[i];
    say(sentence + ".");
  }

  void list_passed_over() {
    for (auto one = all_.rbegin(); one != all_.rend(); ++one) {
      const bool newer = order(*one) > 0 || latest_ == nullptr || version::compare(one->version, latest_->version) > 0;
      if (!one->refused.empty() && newer) out_.passed_over.push_back({one->from, std::move(one->refused)});
    }
    out_.passed_over.insert(out_.passed_over.end(), unreadable_.begin(), unreadable_.end());
  }

  assessment out_;
  std::vector<passed> unreadable_;
  version::value installed_;
  std::vector<candidate> all_;  // reads into unreadable_, so it comes after it
  const candidate* latest_ = nullptr;
};

// "name   value", the values in one column.
inline void append_row(std::string& out, std::string_view name, std::string_view content) {
  out.append(name).append(12 - (std::min)(name.size(), std::size_t{11}), ' ') += shown(content) + '\n';
}

// How a release is called: its version, else its tag or title.
inline std::string_view name_of(const feed::release& of) {
  if (!of.version.empty()) return of.version;
  return of.title.empty() ? std::string_view("(without a name)") : std::string_view(of.title);
}

}  // namespace detail

inline result<assessment> assess(std::string_view installed, const std::vector<feed::release>& releases,
                                 const policy& rules, time::instant now) {
  const auto read = read_strictly(rules.scheme, installed);
  if (!read) return error(read.error(), "installed version", installed);
  return detail::assessor(*read, releases, rules, now).run();
}

inline std::string to_text(const assessment& of) {
  constexpr std::size_t most_passed = 10;
  std::string out;
  const std::string date = of.latest == nullptr ? std::string() : detail::date_text(*of.latest);
  const std::string latest = of.latest == nullptr ? "none" : of.latest->version;
  detail::append_row(out, "installed", of.installed + (of.installed_yanked == feed::tri::yes ? "  (yanked)" : ""));
  detail::append_row(out, "latest", latest + (date.empty() ? "" : "  (" + date + ")"));
  detail::append_row(out, "update", of.update ? to_string(of.kind) : "no");
  out += '\n';
  for (const std::string& sentence : of.reasons) out += detail::shown(sentence) + '\n';
  for (std::size_t i = 0; i < of.passed_over.size() && i < most_passed; ++i) {
    const passed& one = of.passed_over[i];
    out += "Passed over: " + detail::shown(detail::name_of(*one.release)) + ' ' + detail::shown(one.reason) + ".\n";
  }
  if (of.passed_over.size() > most_passed) {
    out += "Passed over: " + std::to_string(of.passed_over.size() - most_passed) + " more; --json lists them.\n";
  }
  return out;
}

inline std::string to_json(const assessment& of) {
  std::string out;
  json::writer w(out);
  w.object().field("schema", 1).field("installed", of.installed).key("installed_yanked");
  of.installed_yanked == feed::tri::unknown ? w.null() : w.value(of.installed_yanked == feed::tri::yes);
  w.key("latest");
  of.latest == nullptr ? w.null() : w.value(of.latest->version);
  w.field("update", of.update).key("kind");
  of.update ? w.value(to_string(of.kind)) : w.null();
  w.key("reasons").array();
  for (const std::string& sentence : of.reasons) w.value(sentence);
  w.end_array().key("passed_over").array();
  for (const passed& one : of.passed_over) {
    w.object().field("version", detail::name_of(*one.release)).field("reason", one.reason).end_object();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace update
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPDATE_ASSESS_HPP
