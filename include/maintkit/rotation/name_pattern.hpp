// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Which files are backups, told by their whole names, and when each was made. Nothing but a name that fits from the
// first byte to the last is ever managed.
//
//   const auto names = name_pattern::parse("db-{time}.dump");
//   names->match("db-20260708T120000Z.dump", zone::utc());       // 2026-07-08T12:00:00Z
//   names->match("db-20260230T120000Z.dump", zone::utc());       // nothing: there is no such day
//   name_pattern::parse("db-{%Y-%m-%d_%H%M}.dump");              // readings of the clocks in the zone that is given
#ifndef MAINTKIT_ROTATION_NAME_PATTERN_HPP
#define MAINTKIT_ROTATION_NAME_PATTERN_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// Views of the pattern's text, which must outlive it.
class name_pattern {
 public:
  // Text for itself and one form in braces: "{time}", UTC as YYYYMMDDTHHMMSSZ; or any text with %Y %m %d and perhaps %H
  // %M %S, each once and with all its digits (4, else 2); or %s alone, seconds since 1970. "%%" is a percent sign. The
  // text is part of one file name: no "/", no control characters, no dot first.
  static constexpr parsed<name_pattern> parse(std::string_view text);

  // The instant that a name says, if the whole name fits and the date exists. Readings of a clock are those of `zone`:
  // of two instants the earlier, none if the clocks skip it.
  std::optional<time::instant> match(std::string_view name, const time::zone& zone) const;

 private:
  std::string_view before_;
  std::string_view form_;
  std::string_view after_;
};

// The name of a backup set written by maintkit: "20260708T120000Z", or with a sequence, "20260708T120000Z-2".
constexpr std::optional<time::instant> match_set_name(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

struct field {
  char letter;
  std::size_t digits;
  std::uint32_t low;
  std::uint32_t high;
};

inline constexpr field fields[] = {{'Y', 4, 0, 9999}, {'m', 2, 1, 12}, {'d', 2, 1, 31},
                                   {'H', 2, 0, 23},   {'M', 2, 0, 59}, {'S', 2, 0, 59}};
inline constexpr std::size_t field_count = sizeof fields / sizeof *fields;

constexpr std::size_t field_of(char letter) {
  std::size_t i = 0;
  while (i < field_count && fields[i].letter != letter) ++i;
  return i;
}

constexpr parse_error bad_pattern(const char* expected, std::size_t offset, std::size_t length,
                                  errc code = errc::malformed) {
  return {code, expected, offset, length};
}

// The fields of a form: each known and at most once, a whole date; or nothing to complain of.
constexpr std::optional<parse_error> fault_of_form(std::string_view form, std::size_t offset) {
  if (form == "time" || form == "%s") return std::nullopt;
  bool seen[field_count + 1] = {};
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%') continue;
    const std::size_t percent = i;
    const char letter = i + 1 < form.size() ? form[++i] : '\0';
    if (letter == '%') continue;
    const std::size_t f = field_of(letter);
    if (f == field_count || seen[f]) {
      return bad_pattern("%Y %m %d %H %M %S, each once", offset + percent, 2);
    }
    seen[f] = true;
  }
  if (!seen[0] || !seen[1] || !seen[2]) return bad_pattern("{time}, {%s} or a form with %Y %m %d", offset, form.size());
  return std::nullopt;
}

// Takes `form` off the front of the name, or answers false.
constexpr bool read_form(std::string_view form, std::string_view& name, std::uint32_t (&values)[field_count]) {
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '%' || form[i + 1] == '%') {
      if (name.empty() || name[0] != form[i]) return false;
      name.remove_prefix(1);
      i += form[i] == '%';
      continue;
    }
    const std::size_t f = field_of(form[++i]);
    const auto value = whole_number<std::uint32_t>(name.substr(0, fields[f].digits));
    if (!value || name.size() < fields[f].digits || *value < fields[f].low || *value > fields[f].high) return false;
    values[f] = *value;
    name.remove_prefix(fields[f].digits);
  }
  return true;
}

}  // namespace detail

constexpr parsed<name_pattern> name_pattern::parse(std::string_view text) {
  if (text.empty()) return detail::bad_pattern("a file name with {time} in it", 0, 0, errc::incomplete);
  if (text[0] == '.') return detail::bad_pattern("a name that is not hidden", 0, 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7f || byte == '/') return detail::bad_pattern("a name, no path", i, 1);
  }
  name_pattern p;
  const std::size_t open = text.find('{');
  const std::size_t close = text.find('}');
  if (open == std::string_view::npos) return detail::bad_pattern("{time}", text.size(), 0, errc::incomplete);
  if (close == std::string_view::npos || close < open)
    return detail::bad_pattern("'}'", text.size(), 0, errc::incomplete);
  p.before_ = text.substr(0, open);
  p.form_ = text.substr(open + 1, close - open - 1);
  p.after_ = text.substr(close + 1);
  const std::size_t more = p.after_.find_first_of("{}");
  if (more != std::string_view::npos) return detail::bad_pattern("one form in braces", close + 1 + more, 1);
  if (const auto fault = detail::fault_of_form(p.form_, open + 1)) return *fault;
  return p;
}

inline std::optional<time::instant> name_pattern::match(std::string_view name, const time::zone& zone) const {
  if (name.size() < before_.size() + after_.size()) return std::nullopt;
  if (!detail::starts_with(name, before_) || !detail::ends_with(name, after_)) return std::nullopt;
  name.remove_prefix(before_.size());
  name.remove_suffix(after_.size());
  if (form_ == "time") {
    const auto at = time::parse_compact(name);
    return at ? std::optional<time::instant>(*at) : std::nullopt;
  }
  if (form_ == "%s") {
    const auto seconds = detail::whole_number<std::uint64_t>(name);
    constexpr std::uint64_t year_10000 = 253402300800;
    if (!seconds || *seconds >= year_10000) return std::nullopt;
    return time::instant{static_cast<std::int64_t>(*seconds), 0};
  }
  std::uint32_t v[detail::field_count] = {};
  if (!detail::read_form(form_, name, v) || !name.empty()) return std::nullopt;
  const auto number = [&](std::size_t i) { return static_cast<int>(v[i]); };
  if (!time::exists(number(0), number(1), number(2))) return std::nullopt;
  const time::meanings found = zone.instants_of({number(0), number(1), number(2), number(3), number(4), number(5), 0});
  return found.count == 0 ? std::nullopt : std::optional<time::instant>(found.at[0]);
}

constexpr std::optional<time::instant> match_set_name(std::string_view name) {
  constexpr std::size_t width = 16;
  const std::string_view sequence = name.size() > width ? name.substr(width) : std::string_view();
  if (!sequence.empty()) {
    const auto number = detail::whole_number<std::uint32_t>(sequence.substr(1));
    if (sequence[0] != '-' || !number || sequence[1] == '0') return std::nullopt;
  }
  const auto at = time::parse_compact(name.substr(0, width));
  return at ? std::optional<time::instant>(*at) : std::nullopt;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_NAME_PATTERN_HPP
