// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// INI files in the dialect of Python's configparser.RawConfigParser with its defaults, which applications written in
// Python read their settings with; recipes are written in it too. What this dialect leaves open is refused.
//
//   auto file = detail::parse_ini("[site]\nurl = https://example.org\n");
//   file->find("site", "url")->value;   // "https://example.org"
//
//   [section]            case matters; [DEFAULT] gives every section its values
//   key = value          or "key: value"; the first of '=' and ':' ends the key; case of the key does not matter
//   # or ; comment       whole lines only: "5432 ; x" is a value, quotes and % are ordinary characters
//     more value         a line that stands further right goes on with the value, joined by a newline
//
// Errors: text before the first section, a line without '=', an empty key, a section or key that comes twice, text
// behind "]", a byte order mark, NUL, bytes that are not UTF-8.
#ifndef MAINTKIT_DETAIL_INI_HPP
#define MAINTKIT_DETAIL_INI_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

struct ini_entry {
  std::string section;
  std::string key;  // in lower case
  std::string value;
  std::size_t offset;  // of the key's first byte in the file
};

struct ini_file {
  std::vector<ini_entry> entries;     // in the file's order
  std::vector<std::string> sections;  // in the file's order, without DEFAULT

  // The entry of that section, else of DEFAULT, else null.
  const ini_entry* find(std::string_view section, std::string_view key) const;
};

struct ini_limits {
  std::size_t bytes = std::size_t{1} << 20;
  std::size_t entries = 10000;
};

parsed<ini_file> parse_ini(std::string_view text, const ini_limits& most = {});

// A fault in a file of lines, named "FILE:LINE" and shown with that line; without it if it may hold a secret.
error line_error(const parse_error& fault, std::string_view file, std::string_view text, bool secret = false);

// ---------------------------------------------------------------------------------------------------------------------

inline constexpr std::string_view ini_default = "DEFAULT";

inline const ini_entry* ini_file::find(std::string_view section, std::string_view key) const {
  const ini_entry* fallback = nullptr;
  for (const ini_entry& e : entries) {
    if (e.key != key) continue;
    if (e.section == section) return &e;
    if (e.section == ini_default) fallback = &e;
  }
  return fallback;
}

// One pass over the lines; the state is the entry that a line further right would go on with.
class ini_reader {
 public:
  ini_reader(std::string_view text, const ini_limits& most) : text_(text), most_(most) {}

  parsed<ini_file> read() {
    if (text_.size() > most_.bytes) return parse_error{errc::limit, "a shorter file", most_.bytes, 0};
    if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos) {
      return parse_error{errc::malformed, "text without NUL bytes", nul, 1};
    }
    if (const std::size_t bad = utf8_fault(text_); bad != std::string_view::npos) {
      return parse_error{errc::malformed, "UTF-8", bad, 1};
    }
    for (std::size_t at = 0; at < text_.size() && fault_.expected[0] == '\0';) {
      const std::size_t stop = (std::min)(text_.find_first_of("\r\n", at), text_.size());
      line(at, text_.substr(at, stop - at));
      const bool pair = text_.substr(stop, 2) == "\r\n";  // universal newlines: \n, \r\n and \r alone
      at = stop + (pair ? 2 : 1);
    }
    finish_value();
    if (fault_.expected[0] == '\0') refuse_twins();
    if (fault_.expected[0] != '\0') return fault_;
    return std::move(file_);
  }

 private:
  void fail(const char* expected, std::size_t offset, std::size_t length, errc code = errc::malformed) {
    fault_ = {code, expected, offset, length};
  }

  void line(std::size_t at, std::string_view raw) {
    const std::string_view content = trim(raw);
    const std::size_t indent = static_cast<std::size_t>(content.data() - raw.data());
    if (content.empty()) {
      if (open_) file_.entries.back().value += '\n';  // an empty line inside a value is part of it
      return;
    }
    if (content[0] == '#' || content[0] == ';') return;
    if (open_ && indent > indent_) {
      file_.entries.back().value.append(1, '\n').append(content);
      return;
    }
    finish_value();
    indent_ = indent;
    if (content[0] == '[') return section(at + indent, content);
    entry(at + indent, content);
  }

  void section(std::size_t at, std::string_view content) {
    const std::size_t close = content.find(']');
    if (close == std::string_view::npos) return fail("']'", at + content.size(), 0);
    if (close == 1) return fail("a section's name", at + 1, 1);
    if (close + 1 != content.size()) return fail("the line's end", at + close + 1, content.size() - close - 1);
    section_ = std::string(content.substr(1, close - 1));
    if (section_ == ini_default) return;
    if (file_.sections.size() >= most_.entries) return fail("fewer sections", at, content.size(), errc::limit);
    file_.sections.push_back(section_);
    section_offsets_.push_back(at);
  }

  void entry(std::size_t at, std::string_view content) {
    if (section_.empty()) return fail("a [section]", at, content.size());
    const std::size_t sign = content.find_first_of("=:");
    if (sign == std::string_view::npos) return fail("'='", at + content.size(), 0);
    if (sign == 0) return fail("a key", at, 1);
    if (file_.entries.size() >= most_.entries) return fail("fewer entries", at, content.size(), errc::limit);
    ini_entry e{section_, {}, std::string(trim(content.substr(sign + 1))), at};
    for (const char c : trim(content.substr(0, sign))) e.key += lower(c);
    file_.entries.push_back(std::move(e));
    open_ = true;
  }

  // White space at a value's end, which empty lines leave there, is not part of it.
  void finish_value() {
    if (open_) {
      std::string& value = file_.entries.back().value;
      while (!value.empty() && is_space(value.back())) value.pop_back();
    }
    open_ = false;
  }

  void refuse_twins() {
    std::vector<std::size_t> order(file_.sections.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto& s = file_.sections;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return s[a] < s[b]; });
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (s[order[i]] == s[order[i - 1]]) {
        return fail("a section that was not there before", section_offsets_[order[i]], s[order[i]].size() + 2);
      }
    }
    std::vector<const ini_entry*> keys;
    for (const ini_entry& e : file_.entries) keys.push_back(&e);
    const auto same = [](const ini_entry* a, const ini_entry* b) {
      return a->section == b->section && a->key == b->key;
    };
    std::stable_sort(keys.begin(), keys.end(), [](const ini_entry* a, const ini_entry* b) {
      return a->section != b->section ? a->section < b->section : a->key < b->key;
    });
    const auto twin = std::adjacent_find(keys.begin(), keys.end(), same);
    if (twin != keys.end()) fail("a key that was not there before", twin[1]->offset, twin[1]->key.size());
  }

  std::string_view text_;
  ini_limits most_;
  ini_file file_;
  std::vector<std::size_t> section_offsets_;
  std::string section_;
  std::size_t indent_ = 0;
  bool open_ = false;  // the last entry may go on
  parse_error fault_{};
};

inline parsed<ini_file> parse_ini(std::string_view text, const ini_limits& most) {
  return ini_reader(text, most).read();
}

inline error line_error(const parse_error& fault, std::string_view file, std::string_view text, bool secret) {
  const std::size_t at = (std::min)(fault.offset, text.size());
  const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  const auto number = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
  const std::string_view line = text.substr(start, text.find_first_of("\r\n", start) - start);
  error e(fault, std::string(file) + ":" + std::to_string(number), secret ? std::string_view() : line);
  e.offset = fault.offset - start;
  e.why = std::string("expected ") + fault.expected;
  return e;
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_INI_HPP
