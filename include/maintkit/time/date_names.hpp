// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The words in dates: months, weekdays, the halves of a day, zones. English as RFC 5322 writes it and in full, and the
// Greek and Hungarian months that feeds are known to carry (in UTF-8).
//
//   find_month("Sept.");   // 9
//   find_zone("EDT");      // -240 minutes; nothing for "IST", which is India, Israel or Ireland
#ifndef MAINTKIT_TIME_DATE_NAMES_HPP
#define MAINTKIT_TIME_DATE_NAMES_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {
namespace detail {

using namespace maintkit::detail;

// 1 to 12, or 0. At least three letters of the English name, in any case, a full stop behind them allowed.
constexpr int find_month(std::string_view word);

// Is it a weekday's name, or its first three letters or more?
constexpr bool is_weekday(std::string_view word);

// 'a' for "am", 'p' for "pm" in their spellings, Korean too; 0 for anything else.
constexpr char find_half(std::string_view word);

// Minutes ahead of UTC, for a name that has one meaning only.
constexpr std::optional<int> find_zone(std::string_view word);

// ---------------------------------------------------------------------------------------------------------------------

struct numbered_name {
  std::string_view name;
  int number;
};

inline constexpr numbered_name english_months[] = {
    {"january", 1}, {"february", 2}, {"march", 3},     {"april", 4},    {"may", 5},       {"june", 6},
    {"july", 7},    {"august", 8},   {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12}};

inline constexpr std::string_view english_weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                                        "friday", "saturday", "sunday"};

// Whole words, compared byte by byte. The Greek abbreviations are those of feeds, with and without accents.
inline constexpr numbered_name other_months[] = {
    {"Ιαν", 1},   {"Φεβ", 2},    {"Μάρ", 3},    {"Μαρ", 3},       {"Μάώ", 3},        {"Μαώ", 3},     {"Απρ", 4},
    {"Μάι", 5},   {"Μαϊ", 5},    {"Μαι", 5},    {"Ιούν", 6},      {"Ιουν", 6},       {"Ιον", 6},     {"Ιούλ", 7},
    {"Ιουλ", 7},  {"Ιολ", 7},    {"Αύγ", 8},    {"Αυγ", 8},       {"Σεπ", 9},        {"Οκτ", 10},    {"Νοέ", 11},
    {"Νοε", 11},  {"Δεκ", 12},   {"január", 1}, {"február", 2},   {"februári", 2},   {"március", 3}, {"április", 4},
    {"május", 5}, {"június", 6}, {"július", 7}, {"augusztus", 8}, {"szeptember", 9}, {"október", 10}};
inline constexpr std::string_view other_weekdays[] = {"Δευ", "Τρι", "Τετ", "Πεμ", "Παρ", "Σαβ", "Κυρ"};

struct half_name {
  std::string_view name;
  char half;
};
inline constexpr half_name halves[] = {{"am", 'a'}, {"a.m.", 'a'}, {"a.m", 'a'}, {"오전", 'a'},
                                       {"pm", 'p'}, {"p.m.", 'p'}, {"p.m", 'p'}, {"오후", 'p'}};

// The names of RFC 5322 section 4.3, and of the others those that the IANA database (2025b) has used for one offset
// only since 1990 and that nobody else uses for another. So not AST, BST, CDT in China …: RFC 5322 settles the American
// ones.
inline constexpr numbered_name zone_names[] = {
    {"UT", 0},     {"UTC", 0},    {"GMT", 0},     {"Z", 0},       {"EST", -300}, {"EDT", -240}, {"CST", -360},
    {"CDT", -300}, {"MST", -420}, {"MDT", -360},  {"PST", -480},  {"PDT", -420}, {"CET", 60},   {"CEST", 120},
    {"MET", 60},   {"MEST", 120}, {"EET", 120},   {"EEST", 180},  {"WET", 0},    {"WEST", 60},  {"SAST", 120},
    {"HKT", 480},  {"JST", 540},  {"AWST", 480},  {"ACST", 570},  {"ACDT", 630}, {"AEST", 600}, {"AEDT", 660},
    {"NZST", 720}, {"NZDT", 780}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600}, {"NST", -210}, {"NDT", -150}};

// Three letters or more of a lower-case name, in any case.
constexpr bool abbreviates(std::string_view word, std::string_view name) {
  if (!word.empty() && word.back() == '.') word.remove_suffix(1);
  return word.size() >= 3 && word.size() <= name.size() && equal_ignoring_case(word, name.substr(0, word.size()));
}

constexpr int find_month(std::string_view word) {
  for (const numbered_name& month : english_months) {
    if (abbreviates(word, month.name)) return month.number;
  }
  for (const numbered_name& month : other_months) {
    if (word == month.name) return month.number;
  }
  return 0;
}

constexpr bool is_weekday(std::string_view word) {
  for (const std::string_view name : english_weekdays) {
    if (abbreviates(word, name)) return true;
  }
  for (const std::string_view name : other_weekdays) {
    if (word == name) return true;
  }
  return false;
}

constexpr char find_half(std::string_view word) {
  for (const half_name& half : halves) {
    if (equal_ignoring_case(word, half.name)) return half.half;
  }
  return 0;
}

constexpr std::optional<int> find_zone(std::string_view word) {
  for (const numbered_name& zone : zone_names) {
    if (equal_ignoring_case(word, zone.name)) return zone.number;
  }
  return std::nullopt;
}

}  // namespace detail
}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_DATE_NAMES_HPP
