// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The `rotate` group: which backups may go and why, removing them so that it can be undone, and how old the newest is.
//
//   maintkit rotate plan /srv/backups --keep daily=7,weekly=4
//   maintkit rotate apply /srv/backups --match 'db-{time}.dump' --keep-daily 7
#ifndef MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP
#define MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP

#include <maintkit/error.hpp>
#include <maintkit/json.hpp>
#include <maintkit/program/context.hpp>
#include <maintkit/program/options.hpp>
#include <maintkit/program/rotate_age.hpp>
#include <maintkit/program/rotate_input.hpp>
#include <maintkit/program/rotate_simulate.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/rotation/directory.hpp>
#include <maintkit/rotation/guard.hpp>
#include <maintkit/rotation/trash.hpp>
#include <maintkit/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace program {

inline constexpr option force_options[] = {
    {"--force-share", 0, "WHY", "even if most of what the last run kept would go"},
    {"--force-clock", 0, "WHY", "even if the clock seems to have jumped"},
    {"--force-last-good", 0, "WHY", "even if no verified backup would be left"},
};
inline constexpr option as_options[] = {
    {"--as", 0, "TOOL,TOOL", "the dialects to compare: restic,borg", occurs::required},
};
inline constexpr option older_than_options[] = {
    {"--older-than", 0, "TIME", "only runs that are longer ago: 30d", occurs::required},
    {"--now", 0, "TIME", "count from then: 2026-07-08T12:00:00Z"},
};

inline constexpr auto rotate_plan_options = joined(keep_options, place_options, dialect_options);
inline constexpr auto rotate_apply_options = joined(keep_options, place_options, dialect_options, force_options);
inline constexpr auto rotate_explain_options = joined(keep_options, place_options, as_options);

int rotate_plan(const arguments& a, context& c);
int rotate_apply(const arguments& a, context& c);
int rotate_undo(const arguments& a, context& c);
int rotate_purge(const arguments& a, context& c);
int rotate_explain(const arguments& a, context& c);

inline constexpr verb rotate_verbs[] = {
    {"rotate", "plan", "DIR|-", "Show which backups a policy keeps and removes, and why. Changes nothing.",
     rotate_plan_options.row, 1, 1,
     "DIR holds backup sets written by maintkit or, with --match, files. Lines on - are\n"
     "  TIME<TAB>NAME[<TAB>TAG,TAG]     with TIME as 2026-07-08T12:00:00Z\n"
     "Prints, newest first,\n"
     "  keep|remove<TAB>NAME<TAB>reason; reason\n"
     "and then what is not ours to manage: foreign<TAB>NAME<TAB>reason",
     &rotate_plan},
    {"rotate", "apply", "DIR", "Move what a policy removes into DIR/.trash, where undo finds it.",
     rotate_apply_options.row, 1, 1,
     "Exit 4, nothing changed: more than half of what the last run kept would go, the "
     "clock seems to have jumped, or no verified backup would be left. --force-share and "
     "the like say WHY it is right all the same; the run's journal keeps that.",
     &rotate_apply},
    {"rotate",
     "undo",
     "DIR",
     "Bring back what the last apply moved.",
     {},
     1,
     1,
     "Once more undoes the apply before that.",
     &rotate_undo},
    {"rotate", "purge", "DIR", "Delete for good what earlier runs of apply moved.", older_than_options, 1, 1, "",
     &rotate_purge},
    {"rotate", "explain", "DIR|-", "Show where dialects differ on the same backups and rules.",
     rotate_explain_options.row, 1, 1, "Prints NAME<TAB>TOOL: keep|remove (reasons)<TAB>TOOL: … for each that differs.",
     &rotate_explain},
    {"rotate", "simulate", "", "Show what a policy comes to over the years: how many, how old, which gaps.",
     rotate_simulate_options.row, 0, 0,
     "Backups are taken at the pace of --every, and pruned after each. Prints what is left\n"
     "on a line of time, a line for each rule, now at the right, and\n"
     "  one in each day, back to      at no time was a younger day without a backup\n"
     "  largest gap, up to a week     between neighbours, at any time, by their age",
     &rotate_simulate},
    {"rotate", "age", "DIR|-", "How old the newest verified backup is, as a monitoring plugin.", rotate_age_options.row,
     1, 1, "Exit 0 OK, 1 warning, 2 critical or no verified backup, 3 can't tell.", &rotate_age},
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// Everything that a plan is shown from.
struct rotate_job {
  rotation::policy keep;
  rotate_input in;
  rotation::decisions made;
};

// The policy is read, and refused, before the directory is as much as opened.
inline result<rotate_job> plan_job(const arguments& a, context& c, rotation::locking lock) {
  const auto d = read_dialect(a.get("--dialect").value_or("maintkit"));
  if (!d) return d.error();
  auto keep = read_policy(a, *d);
  if (!keep) return keep.error();
  auto in = read_backups(a, c, lock);
  if (!in) return unreadable(in.error());
  if (auto read = read_free_space(a, *in, *keep); !read) return read.error();
  if (auto fine = check_tags(*keep, in->found); !fine) return fine.error();
  rotate_job job{*keep, std::move(*in), {}};
  job.made = rotation::plan(job.in.found.backups, job.keep, job.in.now, job.in.zone);
  return job;
}

// Calls each(explanation, backup), newest first.
template <class F>
void for_each_explanation(const rotate_job& job, F each) {
  rotation::explainer walk(job.in.found.backups, job.keep, job.made, job.in.now, job.in.zone);
  for (rotation::explanation e; walk.next(e);) each(e, job.in.found.backups[e.backup]);
}

// Names come from outside: no byte of theirs may end a line early or reach the terminal as a command.
inline void print_shown(context& c, std::string_view text) {
  const auto is_control = [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; };
  if (std::none_of(text.begin(), text.end(), is_control)) {
    c.out << text;
  } else {
    c.out << maintkit::detail::shown(text);
  }
}

inline void print_row(context& c, std::string_view action, std::string_view name, std::string_view reasons) {
  c.out << action << '\t';
  print_shown(c, name);
  c.out << '\t';
  print_shown(c, reasons);
  c.out << '\n';
}

// What a budget came to.
inline void tell_bytes(const rotate_job& job, context& c) {
  if (!rotation::has_budget(job.keep)) return;
  const rotation::budget_outcome& bytes = job.made.bytes;
  c.err << "maintkit: " << rotation::bytes_to_text(bytes.kept) << " stay, " << rotation::bytes_to_text(bytes.removed)
        << " go";
  if (bytes.over != 0) {
    c.err << ", " << rotation::bytes_to_text(bytes.over) << " more should: but the newest and what is protected stays";
  }
  c.err << '\n';
}

// The rows of a plan: all, or only those that go.
inline void print_plan(const rotate_job& job, bool all, context& c) {
  std::string reasons;
  for_each_explanation(job, [&](const rotation::explanation& e, const rotation::backup& b) {
    if (e.keep && !all) return;
    reasons.clear();
    rotation::append_text(reasons, e, job.keep, job.in.zone);
    print_row(c, e.keep ? "keep" : "remove", b.name, reasons);
  });
}

inline std::vector<rotation::foreign> sorted_foreign(const rotation::listing& found) {
  std::vector<rotation::foreign> others = found.others;
  std::sort(others.begin(), others.end(),
            [](const rotation::foreign& a, const rotation::foreign& b) { return a.name < b.name; });
  return others;
}

inline void write_reason(json::writer& w, const rotation::reason& why, const rotation::policy& keep) {
  w.object().field("text", rotation::to_text(why, keep));
  if (why.rule != nullptr) w.field("rule", why.rule->name);
  if (why.ordinal != 0 && why.rule != nullptr) w.field("ordinal", why.ordinal);
  if (why.of != 0 && why.of != rotation::unlimited && why.rule != nullptr) w.field("of", why.of);
  if (why.why == rotation::because::has) {
    w.field("period", rotation::to_text(why.rule->period, why.local, keep.calendar));
    w.field("superseded_by", why.instead->name);
  }
  w.end_object();
}

inline void write_backup(json::writer& w, const rotation::explanation& e, const rotation::backup& b,
                         const rotate_job& job) {
  w.object().field("name", b.name).field("time", time::to_rfc3339(b.at, b.offset));
  w.field("bytes", b.size).field("action", e.keep ? "keep" : "remove").key("reasons").array();
  for (const rotation::reason& why : e.reasons) write_reason(w, why, job.keep);
  w.end_array();
  if (e.until) w.field("until", time::to_rfc3339(*e.until, job.in.zone.offset_at(*e.until)));
  w.end_object();
}

inline void print_json(const rotate_job& job, const rotation::moved* done, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).field("dialect", rotation::to_string(job.keep.dialect));
  w.field("policy", rotation::to_string(job.keep)).field("now", time::to_rfc3339(job.in.now));
  w.field("zone", job.in.zone.name());
  if (done != nullptr && !done->run.empty()) w.field("run", done->run);
  w.field("kept", job.made.kept.size() - job.made.removed).field("removed", job.made.removed);
  if (rotation::has_budget(job.keep)) {
    w.field("bytes_kept", job.made.bytes.kept).field("bytes_removed", job.made.bytes.removed);
    w.field("bytes_over", job.made.bytes.over);
  }
  w.key("backups").array();
  for_each_explanation(job,
                       [&](const rotation::explanation& e, const rotation::backup& b) { write_backup(w, e, b, job); });
  w.end_array().key("foreign").array();
  for (const rotation::foreign& f : sorted_foreign(job.in.found)) {
    w.object().field("name", f.name).field("reason", f.why).end_object();
  }
  w.end_array().end_object();
  c.out << text << '\n';
}

// Why guards were waived, for the journal; a WHY that says nothing is refused.
inline result<std::string> read_waivers(const arguments& a, rotation::waived& out) {
  std::string why;
  const std::pair<std::string_view, bool*> guards[] = {
      {"--force-share", &out.share}, {"--force-clock", &out.clock}, {"--force-last-good", &out.last_good}};
  for (const auto& [name, flag] : guards) {
    const auto given = a.get(name);
    if (!given) continue;
    if (maintkit::detail::trim(*given).empty()) return usage_error(*a.what, std::string(name) + " needs a reason");
    *flag = true;
    if (!why.empty()) why += "; ";
    why.append(name.substr(2)).append(": ").append(*given);
  }
  return why;
}

inline std::string counted(std::size_t n, std::string_view noun) {
  return std::to_string(n) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

inline void print_names(const rotation::moved& done, std::string_view list, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1);
  if (!done.run.empty()) w.field("run", done.run);
  w.key(list).array();
  for (const std::string& name : done.names) w.value(name);
  w.end_array().key("blocked").array();
  for (const std::string& name : done.blocked) w.value(name);
  w.end_array().end_object();
  c.out << text << '\n';
}

}  // namespace detail

inline int rotate_plan(const arguments& a, context& c) {
  const auto job = detail::plan_job(a, c, rotation::locking::no);
  if (!job) return fail(c, job.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_json(*job, nullptr, c);
    return 0;
  }
  detail::print_plan(*job, true, c);
  detail::tell_bytes(*job, c);
  for (const rotation::foreign& f : detail::sorted_foreign(job->in.found)) {
    detail::print_row(c, "foreign", f.name, f.why);
  }
  return 0;
}

inline int rotate_apply(const arguments& a, context& c) {
  if (a.operands[0] == "-") return fail(c, usage_error(*a.what, "apply moves files: it needs a directory"));
  rotation::waived allowed;
  const auto why = detail::read_waivers(a, allowed);
  if (!why) return fail(c, why.error());
  const auto job = detail::plan_job(a, c, rotation::locking::yes);
  if (!job) return fail(c, job.error());
  const int directory = job->in.directory.get();
  const auto last = rotation::last_run(directory);
  if (!last) return fail(c, last.error());
  const auto& backups = job->in.found.backups;
  const auto fine = rotation::check_guards(backups, job->made, *last ? &**last : nullptr, job->in.now, allowed);
  if (!fine) return fail(c, fine.error());
  const auto done = rotation::apply(directory, job->in.found, job->made, job->in.now, *why);
  if (!done) return fail(c, done.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_json(*job, &*done, c);
    return 0;
  }
  detail::print_plan(*job, false, c);
  detail::tell_bytes(*job, c);
  c.err << "maintkit: " << detail::counted(done->names.size(), "backup") << " moved";
  if (!done->run.empty()) c.err << " to .trash/" << done->run << ", maintkit rotate undo brings them back";
  c.err << '\n';
  return 0;
}

inline int rotate_undo(const arguments& a, context& c) {
  const std::string path(a.operands[0]);
  const auto directory = rotation::open_backups(path, rotation::locking::yes);
  if (!directory) return fail(c, unreadable(directory.error()));
  const auto done = rotation::undo(directory->get());
  if (!done) return fail(c, done.error());
  if (c.json && !c.quiet) detail::print_names(*done, "restored", c);
  if (!c.json && !c.quiet) {
    for (const std::string& name : done->names) c.out << "restored\t" << maintkit::detail::shown(name) << '\n';
  }
  if (done->blocked.empty()) return 0;
  std::string why = "left in .trash/" + done->run + ", their names are taken:";
  for (const std::string& name : done->blocked) why += " " + name;
  return fail(c, error(errc::failed, "undo", std::move(why)));
}

inline int rotate_purge(const arguments& a, context& c) {
  const std::string_view text = *a.get("--older-than");
  const auto age = time::parse_duration(text);
  if (!age) return fail(c, error(age.error(), "--older-than", text));
  const auto now = read_now(a, c);
  if (!now) return fail(c, now.error());
  const auto directory = rotation::open_backups(std::string(a.operands[0]), rotation::locking::yes);
  if (!directory) return fail(c, unreadable(directory.error()));
  const auto done = rotation::purge(directory->get(), time::add(*now, -*age));
  if (!done) return fail(c, done.error());
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_names(*done, "purged", c);
    return 0;
  }
  for (const std::string& run : done->names) c.out << "purged\t" << run << '\n';
  return 0;
}

namespace detail {

// One dialect's answer to the question of `explain`: by backup, "keep (reasons)" or "remove (reasons)".
struct answer {
  rotation::dialect dialect;
  std::vector<std::string> said;
  std::vector<bool> kept;
};

inline result<answer> ask(const arguments& a, rotation::dialect d, rotate_job& job) {
  const auto keep = read_policy(a, d);
  if (!keep) return keep.error();
  job.keep = *keep;
  job.made = rotation::plan(job.in.found.backups, job.keep, job.in.now, job.in.zone);
  answer out{d, std::vector<std::string>(job.in.found.backups.size()), {}};
  out.kept.resize(out.said.size());
  for_each_explanation(job, [&](const rotation::explanation& e, const rotation::backup&) {
    out.kept[e.backup] = e.keep;
    out.said[e.backup] = (e.keep ? "keep (" : "remove (") + rotation::to_text(e, job.keep, job.in.zone) + ")";
  });
  return out;
}

inline result<std::vector<rotation::dialect>> read_dialects(const arguments& a) {
  std::vector<rotation::dialect> out;
  for (std::string_view rest = *a.get("--as"); !rest.empty();) {
    const auto d = read_dialect(maintkit::detail::take_until(rest, ','));
    if (!d) return d.error();
    out.push_back(*d);
  }
  if (out.size() < 2) return usage_error(*a.what, "--as: expected two dialects or more, as restic,borg");
  return out;
}

inline bool differ(const std::vector<answer>& answers, std::size_t backup) {
  for (const answer& each : answers) {
    if (each.kept[backup] != answers[0].kept[backup]) return true;
  }
  return false;
}

inline void print_differences_json(const rotate_job& job, const std::vector<answer>& answers, context& c) {
  std::string text;
  json::writer w(text);
  w.object().field("schema", 1).key("differences").array();
  for (const std::uint32_t i : job.made.newest_first) {
    if (!differ(answers, i)) continue;
    w.object().field("name", job.in.found.backups[i].name);
    for (const answer& each : answers) w.field(rotation::to_string(each.dialect), each.said[i]);
    w.end_object();
  }
  w.end_array().end_object();
  c.out << text << '\n';
}

}  // namespace detail

inline int rotate_explain(const arguments& a, context& c) {
  const auto dialects = detail::read_dialects(a);
  if (!dialects) return fail(c, dialects.error());
  for (const rotation::dialect d : *dialects) {
    const auto keep = read_policy(a, d);
    if (!keep) return fail(c, keep.error());
  }
  auto in = read_backups(a, c, rotation::locking::no);
  if (!in) return fail(c, unreadable(in.error()));
  detail::rotate_job job{{}, std::move(*in), {}};
  std::vector<detail::answer> answers;
  for (const rotation::dialect d : *dialects) {
    auto said = detail::ask(a, d, job);
    if (!said) return fail(c, said.error());
    answers.push_back(std::move(*said));
  }
  if (c.quiet) return 0;
  if (c.json) {
    detail::print_differences_json(job, answers, c);
    return 0;
  }
  for (const std::uint32_t i : job.made.newest_first) {
    if (!detail::differ(answers, i)) continue;
    c.out << maintkit::detail::shown(job.in.found.backups[i].name);
    for (const detail::answer& each : answers) {
      c.out << '\t' << rotation::to_string(each.dialect) << ": " << maintkit::detail::shown(each.said[i]);
    }
    c.out << '\n';
  }
  return 0;
}

}  // namespace program
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_PROGRAM_ROTATE_COMMAND_HPP
