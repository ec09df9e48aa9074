// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The forms that monitoring reads: a Nagios plugin's line with its performance data, and Prometheus' text. Texts from
// outside may hold anything; nothing in them can become another status, another metric or a terminal's command.
//
//   report::nagios_line("HEALTH", report::level::ok, "200 in 12 ms", {{"time", "0.012", "s", "0.5", "2"}});
//   // HEALTH OK: 200 in 12 ms | time=0.012s;0.5;2
#ifndef MAINTKIT_REPORT_HPP
#define MAINTKIT_REPORT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace report {

// The states of a monitoring plugin; their numbers are its exit status (Monitoring Plugins' guidelines).
enum class level : std::uint8_t { ok = 0, warning = 1, critical = 2, unknown = 3 };

constexpr std::string_view to_string(level l);  // "OK", "WARNING", "CRITICAL", "UNKNOWN"

// A threshold as plugins write them: "[@]start:end". An alert is a value outside of start..end, with '@' one inside;
// both ends belong to the range, "~" is minus infinity, nothing behind ':' plus infinity, and "10" is "0:10".
struct range {
  double start = 0;
  double end = 0;
  bool inside = false;
  bool no_start = false;
  bool no_end = false;
  std::string_view text;  // as written; the text must outlive the range

  constexpr bool alerts(double value) const {
    const bool in = (no_start || value >= start) && (no_end || value <= end);
    return in == inside;
  }
};
constexpr parsed<range> parse_range(std::string_view text);

// One number of performance data. All but the label are written as they are: numbers from here, ranges that were
// parsed.
struct measure {
  std::string label;
  std::string value;     // "U" where it could not be determined
  std::string unit;      // "s", "%", "B", "c" or nothing
  std::string warning;   // a range, or nothing
  std::string critical;  // likewise
  std::string minimum;
  std::string maximum;
};

// "SERVICE STATUS: text | 'label'=value…" in one line, without the line's end.
std::string nagios_line(std::string_view service, level l, std::string_view text, const std::vector<measure>& measures);

// What may stand in such a line and on a terminal: control bytes, '|' and what is no UTF-8 become blanks or '?', and
// `most` bytes are kept.
std::string one_line(std::string_view text, std::size_t most = 400);

// A count of 10^-digits as a decimal number: decimal(12'345, 6) is "0.012345". No locale.
std::string decimal(std::int64_t count, int digits);

struct label {
  std::string_view name;
  std::string_view value;
};

// Prometheus' text format 0.0.4, as the textfile collector takes it: one HELP and TYPE a metric, its samples behind
// them, no timestamps (one makes the collector drop the file).
class exposition {
 public:
  explicit exposition(std::string& out) : out_(out) {}

  // `type` is "gauge" or "counter". A metric is begun once, and all its samples follow.
  exposition& metric(std::string_view name, std::string_view type, std::string_view help);
  exposition& sample(std::string_view value, const std::vector<label>& labels = {});

 private:
  std::string& out_;
  std::string name_;
};

// ---------------------------------------------------------------------------------------------------------------------

constexpr std::string_view to_string(level l) {
  constexpr std::string_view names[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
  return names[static_cast<std::size_t>(l)];
}

namespace detail {

// [-]digits[.digits]; at most 15 digits, which a double holds exactly.
constexpr parsed<double> parse_decimal(std::string_view text, std::size_t offset) {
  using maintkit::detail::is_digit;
  const bool negative = !text.empty() && text[0] == '-';
  std::int64_t digits = 0;
  std::int64_t scale = 1;
  std::size_t count = 0;
  bool point = false;
  for (std::size_t i = negative ? 1 : 0; i < text.size(); ++i) {
    if (text[i] == '.' && !point && count > 0) {
      point = true;
      continue;
    }
    if (!is_digit(text[i]) || ++count > 15) return parse_error{errc::malformed, "a number", offset, text.size()};
    digits = digits * 10 + (text[i] - '0');
    if (point) scale *= 10;
  }
  if (count == 0 || text.back() == '.') return parse_error{errc::malformed, "a number", offset, text.size()};
  const double value = static_cast<double>(digits) / static_cast<double>(scale);
  return negative ? -value : value;
}

inline std::string escaped(std::string_view text, bool quotes) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || (quotes && c == '"')) out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

// Labels hold no '=' and no "'"; quotes are needed around blanks only.
inline std::string quoted_label(std::string_view text) {
  std::string out = one_line(text, 64);
  for (char& c : out) {
    if (c == '=' || c == '\'') c = '_';
  }
  return out.find(' ') == std::string::npos ? out : '\'' + out + '\'';
}

}  // namespace detail

constexpr parsed<range> parse_range(std::string_view text) {
  range out;
  out.text = text;
  std::string_view rest = text;
  if (!rest.empty() && rest[0] == '@') {
    out.inside = true;
    rest.remove_prefix(1);
  }
  const std::size_t colon = rest.find(':');
  const auto offset = [&] { return static_cast<std::size_t>(rest.data() - text.data()); };
  if (colon != std::string_view::npos) {
    const std::string_view start = rest.substr(0, colon);
    out.no_start = start == "~";
    if (!out.no_start && !start.empty()) {
      const auto number = detail::parse_decimal(start, offset());
      if (!number) return number.error();
      out.start = *number;
    }
    rest.remove_prefix(colon + 1);
    out.no_end = rest.empty();
    if (out.no_end) return out;
  }
  const auto number = detail::parse_decimal(rest, offset());
  if (!number) return number.error();
  out.end = *number;
  if (!out.no_start && out.start > out.end) {
    return parse_error{errc::malformed, "an end that is not before the start", offset(), rest.size()};
  }
  return out;
}

inline std::string one_line(std::string_view text, std::size_t most) {
  std::string out;
  while (!text.empty()) {
    const std::size_t n = maintkit::detail::utf8_sequence(text);
    const auto first = static_cast<unsigned char>(text[0]);
    // U+0080 to U+009F are control characters too: a terminal takes U+009B for ESC [.
    const bool control =
        n == 1 ? first < 0x20 || first == 0x7f : n == 2 && first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0;
    if (out.size() + (n == 0 ? 1 : n) > most) break;
    if (n == 0) {
      out += '?';
    } else if (control || first == '|') {
      out += ' ';
    } else {
      out += text.substr(0, n);
    }
    text.remove_prefix(n == 0 ? 1 : n);
  }
  return out;
}

inline std::string nagios_line(std::string_view service, level l, std::string_view text,
                               const std::vector<measure>& measures) {
  std::string out = one_line(service) + ' ' + std::string(to_string(l)) + ": " + one_line(text);
  if (!measures.empty()) out += " |";
  for (const measure& m : measures) {
    std::string data = ' ' + detail::quoted_label(m.label) + '=' + m.value + m.unit;
    for (const std::string* part : {&m.warning, &m.critical, &m.minimum, &m.maximum}) data += ';' + *part;
    while (data.back() == ';') data.pop_back();
    out += data;
  }
  return out;
}

inline std::string decimal(std::int64_t count, int digits) {
  const bool negative = count < 0;
  std::string out = std::to_string(count);
  if (negative) out.erase(0, 1);
  const auto wanted = static_cast<std::size_t>(digits);
  if (out.size() <= wanted) out.insert(0, wanted + 1 - out.size(), '0');
  if (digits > 0) out.insert(out.size() - wanted, 1, '.');
  return negative ? '-' + out : out;
}

inline exposition& exposition::metric(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  out_ += "# HELP " + name_ + ' ' + detail::escaped(help, false) + "\n# TYPE " + name_ + ' ' + std::string(type) + '\n';
  return *this;
}

inline exposition& exposition::sample(std::string_view value, const std::vector<label>& labels) {
  out_ += name_;
  char before = '{';
  for (const label& l : labels) {
    out_ += before + std::string(l.name) + "=\"" + detail::escaped(l.value, true) + '"';
    before = ',';
  }
  if (!labels.empty()) out_ += '}';
  out_ += ' ' + std::string(value) + '\n';
  return *this;
}

}  // namespace report
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_REPORT_HPP
