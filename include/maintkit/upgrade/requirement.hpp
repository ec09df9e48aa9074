// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What to upgrade to, as people write it, made into the one argument that pip gets. No shell ever sees it; still
// nothing passes that could be taken for an option or for more than one requirement.
//
//   2025.2.2                                                pretalx[postgres]==2025.2.2
//   pretalx[postgres]==2025.2.2                             the same
//   git+https://example.org/x.git@main#egg=pretalx          pretalx[postgres] @ git+https://example.org/x.git@main
//   pretalx @ git+https://example.org/x.git@1f2e3d          likewise
//
// The grammar is that of Python's dependency specifiers (PEP 508) with exactly one "==", and pip's form of VCS
// addresses.
#ifndef MAINTKIT_UPGRADE_REQUIREMENT_HPP
#define MAINTKIT_UPGRADE_REQUIREMENT_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace upgrade {

struct requirement {
  std::string package;              // as written
  std::vector<std::string> extras;  // sorted, each once
  std::string version;              // of a release; empty for sources
  std::string address;              // of sources, without the revision: "git+https://…"
  std::string revision;             // a commit, branch or tag; may be empty

  bool from_source() const { return version.empty(); }
};

// Reads a target for `package`; extras that are needed here are added to those that are written.
parsed<requirement> parse_requirement(std::string_view text, std::string_view package,
                                      const std::vector<std::string>& needed = {});

// pip's argument.
std::string to_string(const requirement& what);

// Do two names mean the same package? (PEP 503: letters' case aside, and runs of - _ . are one.)
constexpr bool same_package(std::string_view a, std::string_view b);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

using namespace maintkit::detail;

constexpr bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }
constexpr bool is_name_byte(char c) { return is_alnum(c) || is_separator(c); }

class requirement_reader {
 public:
  explicit requirement_reader(std::string_view text) : text_(text) {}

  parsed<requirement> read(std::string_view package) {
    out_.package = std::string(package);
    if (starts_with(text_, "git+")) {
      source();
      egg(package);
    } else if (plain_version()) {
      version();
    } else {
      name(package);
      blanks();
      extras();
      blanks();
      if (take("@")) {
        blanks();
        source();
      } else if (take("==")) {
        blanks();
        version();
      } else {
        fail(at_ < text_.size() ? "\"==\" and one version, or \"@\" and an address" : "\"==\" and a version", 1);
      }
    }
    if (!failed_ && at_ < text_.size()) fail("the end", text_.size() - at_);
    if (failed_) return fault_;
    return std::move(out_);
  }

 private:
  void fail(const char* expected, std::size_t length) {
    if (failed_) return;
    failed_ = true;
    const bool over = at_ >= text_.size();
    fault_ = {over ? errc::incomplete : errc::malformed, expected, over ? text_.size() : at_, over ? 0 : length};
  }

  std::string_view rest() const { return text_.substr((std::min)(at_, text_.size())); }
  void blanks() { at_ += span_of(rest(), is_blank); }
  bool take(std::string_view sign) {
    if (!starts_with(rest(), sign)) return false;
    at_ += sign.size();
    return true;
  }

  bool plain_version() const {
    const std::string_view digits = starts_with(text_, "v") ? text_.substr(1) : text_;
    return !digits.empty() && is_digit(digits[0]);
  }

  // Letters, digits and - _ . inside.
  std::string_view word() {
    const std::string_view w = rest().substr(0, span_of(rest(), is_name_byte));
    if (w.empty() || !is_alnum(w.front()) || !is_alnum(w.back())) fail("a name of letters, digits, -, _ and .", 1);
    at_ += w.size();
    return w;
  }

  void name(std::string_view package) {
    const std::size_t start = at_;
    const std::string_view w = word();
    if (failed_ || same_package(w, package)) return;
    at_ = start;
    fail("the package of this application", w.size());
  }

  void extras() {
    if (!take("[")) return;
    do {
      blanks();
      const std::string_view w = word();
      if (failed_) return;
      out_.extras.emplace_back(w);
      blanks();
    } while (take(","));
    if (!take("]")) fail("']'", 1);
  }

  // Characters of versions, and no "*": that would be many.
  void version() {
    if (starts_with(rest(), "v")) ++at_;
    const auto fits = [](char c) { return is_alnum(c) || is_separator(c) || c == '+' || c == '!'; };
    const std::string_view v = rest().substr(0, span_of(rest(), fits));
    if (v.empty() || !is_digit(v[0])) return fail("a version", 1);
    out_.version = std::string(v);
    at_ += v.size();
  }

  // git+https://host/path or git+ssh://user@host/path, then @revision. A password in an address would be seen by every
  // user of the machine.
  void source() {
    const std::size_t start = at_;
    if (!take("git+https://") && !take("git+ssh://")) return fail("git+https:// or git+ssh://", 1);
    const auto host_byte = [](char c) { return is_alnum(c) || c == '.' || c == '-' || c == '@' || c == '_'; };
    const std::size_t host = span_of(rest(), host_byte);
    if (host == 0 || rest()[0] == '-') return fail("a host", 1);
    at_ += host;
    if (starts_with(rest(), ":")) {
      ++at_;
      const std::size_t digits = span_of(rest(), is_digit);
      if (digits == 0 || starts_with(rest().substr(digits), "@")) return fail("a port; no password in an address", 1);
      at_ += digits;
    }
    const auto path_byte = [](char c) { return is_alnum(c) || is_separator(c) || c == '/' || c == '~' || c == '+'; };
    const std::size_t path = span_of(rest(), path_byte);
    if (path < 2 || rest()[0] != '/') return fail("a path", 1);
    at_ += path;
    out_.address = std::string(text_.substr(start, at_ - start));
    if (take("@")) revision();
  }

  void revision() {
    const auto fits = [](char c) { return is_alnum(c) || is_separator(c) || c == '/'; };
    const std::string_view r = rest().substr(0, span_of(rest(), fits));
    if (r.empty() || !is_alnum(r[0]) || r.find("..") != std::string_view::npos) {
      return fail("a commit, branch or tag", (std::max)(r.size(), std::size_t{1}));
    }
    out_.revision = std::string(r);
    at_ += r.size();
  }

  void egg(std::string_view package) {
    if (failed_) return;
    if (!take("#egg=")) return fail("#egg= and the package", 1);
    name(package);
    extras();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  requirement out_;
  bool failed_ = false;
  parse_error fault_{};
};

}  // namespace detail

constexpr bool same_package(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const bool here = detail::is_separator(a[i]);
    if (here != detail::is_separator(b[j])) return false;
    if (!here && detail::lower(a[i]) != detail::lower(b[j])) return false;
    ++i;
    ++j;
    while (here && i < a.size() && detail::is_separator(a[i])) ++i;
    while (here && j < b.size() && detail::is_separator(b[j])) ++j;
  }
  return i == a.size() && j == b.size();
}

inline parsed<requirement> parse_requirement(std::string_view text, std::string_view package,
                                             const std::vector<std::string>& needed) {
  constexpr std::size_t most = 2000;
  if (text.size() > most) return parse_error{errc::limit, "a shorter text", most, 0};
  auto out = detail::requirement_reader(text).read(package);
  if (!out) return out;
  out->extras.insert(out->extras.end(), needed.begin(), needed.end());
  std::sort(out->extras.begin(), out->extras.end());
  out->extras.erase(std::unique(out->extras.begin(), out->extras.end()), out->extras.end());
  return out;
}

inline std::string to_string(const requirement& what) {
  std::string out = what.package;
  for (std::size_t i = 0; i < what.extras.size(); ++i) out.append(i == 0 ? "[" : ",").append(what.extras[i]);
  if (!what.extras.empty()) out += ']';
  if (!what.from_source()) return out + "==" + what.version;
  return out + " @ " + what.address + (what.revision.empty() ? "" : "@" + what.revision);
}

}  // namespace upgrade
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_UPGRADE_REQUIREMENT_HPP
