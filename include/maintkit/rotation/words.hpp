// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The reasons of a plan in words: maintkit's own, and for what another tool keeps, that tool's.
//
//   to_text(e, policy, zone);   // "daily 3 of 7; weekly 1 of 4; until about 2026-07-15"
//                               // "day 2026-07-08 has b.dump; past the 4 weeks kept"
//                               // restic: "daily snapshot; oldest monthly snapshot", borg: "daily[oldest] #3"
#ifndef MAINTKIT_ROTATION_WORDS_HPP
#define MAINTKIT_ROTATION_WORDS_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/rotation/explain.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/time/span.hpp>
#include <maintkit/time/zone.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

std::string to_text(const reason& why, const policy& keep);

// All of them, "; " between, and in maintkit's own words until when, where that is known. The form with `out` appends.
std::string to_text(const explanation& of, const policy& keep, const time::zone& zone);
void append_text(std::string& out, const explanation& of, const policy& keep, const time::zone& zone);

// "2y5m7d3h", as restic writes it.
std::string to_text(const time::span& length);

constexpr std::string_view to_string(doubt d);

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(doubt d) {
  constexpr std::string_view texts[] = {
      "",
      "is empty",
      "changed moments ago",
      "its verification failed",
      "its verification took too long",
      "its contents were not checked",
      "a file is missing or too short",
      "its manifest can't be read",
  };
  return texts[static_cast<std::size_t>(d)];
}

namespace detail {

// %p the period's rule, %n which, %c of how many, %w the span.
struct wording {
  std::string_view counted;
  std::string_view counted_unlimited;
  std::string_view oldest;
  std::string_view oldest_unlimited;
  std::string_view within;
  std::string_view within_each;
  std::string_view oldest_within;
};

inline constexpr wording wordings[] = {
    {"%p %n of %c", "%p %n", "oldest, %p %n of %c", "oldest, %p %n", "within %w", "%p within %w", ""},
    {"%p snapshot", "%p snapshot", "oldest %p snapshot", "oldest %p snapshot", "within %w", "%p within %w",
     "oldest %p within %w"},
    {"%p #%n", "%p #%n", "%p[oldest] #%n", "", "within #%n", "", ""},
    {"%p %n of %c", "%p %n", "", "", "", "", ""},
    {"%p-%n", "%p-%n", "", "", "", "", ""},
    {"%p", "%p", "", "", "", "", ""},
};

inline std::string_view form_of(const reason& why, dialect d) {
  const wording& w = wordings[static_cast<std::size_t>(d)];
  const bool oldest = why.why == because::oldest;
  if (why.rule->measure == measure::span) {
    if (why.rule->period == period::last) return w.within;
    return oldest ? w.oldest_within : w.within_each;
  }
  if (why.of == unlimited) return oldest ? w.oldest_unlimited : w.counted_unlimited;
  return oldest ? w.oldest : w.counted;
}

inline std::string_view period_word(const rule& r, dialect d) {
  const bool kopia = d == dialect::kopia;
  if (kopia && r.period == period::last) return "latest";
  if (kopia && r.period == period::yearly) return "annual";
  return row_of(r.period).name;
}

inline void append_kept(std::string& out, const reason& why, const policy& keep) {
  const std::string_view form = form_of(why, keep.dialect);
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char field = form[i] == '%' ? form[++i] : '\0';
    if (field == 'p') out += period_word(*why.rule, keep.dialect);
    if (field == 'n') out += std::to_string(why.ordinal);
    if (field == 'c') out += std::to_string(why.of);
    if (field == 'w') out += to_text(keep.within[index_of(why.rule->period)]);
    if (field == '\0') out += form[i];
  }
}

inline void append_doubt(std::string& out, std::string_view text, doubt d) {
  out += text;
  if (d != doubt::none) (out += ": ") += to_string(d);
}

inline void append_protection(std::string& out, const reason& why) {
  switch (why.protection) {
    case protection::pinned:
      out += "pinned";
      return;
    case protection::future:
      out += "dated in the future";
      return;
    case protection::unverified:
      append_doubt(out, "not verified", why.instead->doubt);
      return;
    case protection::incomplete:
      append_doubt(out, "never finished", why.instead->doubt);
      return;
    case protection::no_rule:
      out += "no rule";
      return;
    default:
      break;
  }
  out += why.of <= 1 ? "newest complete"
                     : "complete " + std::to_string(why.ordinal) + " of at least " + std::to_string(why.of);
}

inline void append_tags(std::string& out, const reason& why, dialect d) {
  const bool bracketed = why.why == because::tagged && d == dialect::restic;
  out += bracketed ? "has tags [" : why.why == because::tagged ? "tagged " : "not tagged ";
  std::string_view tags = why.tags;
  for (bool first = true; !tags.empty(); first = false) {
    if (!first) out += bracketed ? ", " : ",";
    out += trim(take_until(tags, ','));
  }
  if (bracketed) out += ']';
}

// "day 2026-07-08 has b.dump"
inline void append_holder(std::string& out, const reason& why, const policy& keep) {
  ((out += row_of(why.rule->period).noun) += ' ') += to_text(why.rule->period, why.local, keep.calendar);
  (out += " has ") += why.instead->name;
}

inline void append_too_early(std::string& out, const reason& why, const policy& keep) {
  if (why.rule->measure == measure::count) {
    (out += "too old for ") += row_of(why.rule->period).name;
    return;
  }
  ((out += "earlier than ") += why.rule->name) += ' ';
  out += to_text(keep.within[index_of(why.rule->period)]);
}

// "past the 4 weeks kept"
inline void append_used_up(std::string& out, const reason& why) {
  const bool last = why.rule->period == period::last;
  (out += last ? "past the last " : "past the ") += std::to_string(why.of);
  if (last) return;
  (out += ' ') += row_of(why.rule->period).noun;
  out += why.of == 1 ? " kept" : "s kept";
}

inline void append_no_room(std::string& out, const reason& why, const policy& keep) {
  if (why.rule == nullptr) {
    out += "no room, and the least is lost without it";
    return;
  }
  ((out += "no room for ") += row_of(why.rule->period).noun) += ' ';
  out += to_text(why.rule->period, why.local, keep.calendar);
}

inline void append_reason(std::string& out, const reason& why, const policy& keep) {
  switch (why.why) {
    case because::holds:
    case because::oldest:
      return append_kept(out, why, keep);
    case because::tagged:
    case because::untagged:
      return append_tags(out, why, keep.dialect);
    case because::protects:
      return append_protection(out, why);
    case because::has:
      return append_holder(out, why, keep);
    case because::used_up:
      return append_used_up(out, why);
    case because::too_early:
      return append_too_early(out, why, keep);
    case because::no_room:
      return append_no_room(out, why, keep);
  }
}

}  // namespace detail

inline std::string to_text(const reason& why, const policy& keep) {
  std::string out;
  detail::append_reason(out, why, keep);
  return out;
}

inline void append_text(std::string& out, const explanation& of, const policy& keep, const time::zone& zone) {
  bool first = true;
  for (const reason& why : of.reasons) {
    if (!first) out += "; ";
    first = false;
    detail::append_reason(out, why, keep);
  }
  if (!of.until || keep.dialect != dialect::maintkit) return;
  (out += "; until about ") += to_text(period::daily, of.until->seconds + zone.offset_at(*of.until));
}

inline std::string to_text(const explanation& of, const policy& keep, const time::zone& zone) {
  std::string out;
  append_text(out, of, keep, zone);
  return out;
}

inline std::string to_text(const time::span& length) {
  std::string out;
  const auto append = [&](std::int32_t n, char unit) {
    if (n != 0) (out += std::to_string(n)) += unit;
  };
  append(length.years, 'y');
  append(length.months, 'm');
  append(length.days, 'd');
  append(length.hours, 'h');
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_WORDS_HPP
