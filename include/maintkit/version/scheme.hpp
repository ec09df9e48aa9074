// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The six schemes by name, and the one form a version of any of them takes once it is read: where it stands among the
// others (a key) and its text, which is not copied.
//
//   constexpr auto v = maintkit::version::debian::parse("1:2.36-9+deb12u7");   // v->text(), v->in() == scheme::deb
#ifndef MAINTKIT_VERSION_SCHEME_HPP
#define MAINTKIT_VERSION_SCHEME_HPP

#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/version/key.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace version {

enum class scheme : std::uint8_t {
  semver,   // Semantic Versioning 2.0.0: "1.2.3-rc.1+build"
  calver,   // YEAR.NUMBER.PATCH: "2025.2.1", "v2025.2.1rc1"
  pep440,   // Python: "1!2.0.post1.dev2+local"
  deb,      // Debian: "1:2.36-9+deb12u7", as dpkg orders it
  rpm,      // EVR: "1:2.0~rc1^git2-3.fc40", as rpm orders it
  generic,  // whatever upstreams write, in the order of libversion
};

inline constexpr scheme schemes[] = {scheme::semver, scheme::calver, scheme::pep440,
                                     scheme::deb,    scheme::rpm,    scheme::generic};

// "semver", "calver", "pep440", "deb", "rpm", "generic".
constexpr std::string_view to_string(scheme s) noexcept;
constexpr std::optional<scheme> scheme_of(std::string_view name) noexcept;

// A version that was read. It views its text, which must outlive it. A default one is less than every other.
class value {
 public:
  constexpr value() = default;
  constexpr value(scheme s, std::string_view text, const key& k) noexcept : key_(k), text_(text), scheme_(s) {}

  constexpr std::string_view text() const noexcept { return text_; }  // as it was given
  constexpr scheme in() const noexcept { return scheme_; }
  constexpr const key& order() const noexcept { return key_; }

 private:
  key key_;
  std::string_view text_;
  scheme scheme_ = scheme::semver;
};

// ---------------------------------------------------------------------------------------------------------------------

}  // namespace version

namespace detail {

inline constexpr std::string_view scheme_names[] = {"semver", "calver", "pep440", "deb", "rpm", "generic"};

// A place in a version's text, for readers that say where and why they stopped.
struct version_reader {
  std::string_view text;
  std::size_t at = 0;
  parse_error fault = {};

  constexpr bool at_end() const noexcept { return at == text.size(); }
  constexpr std::string_view rest() const noexcept { return text.substr(at); }

  // The next character; NUL at the end, which stands in no version.
  constexpr char peek(std::size_t ahead = 0) const noexcept {
    return ahead < text.size() - at ? text[at + ahead] : '\0';
  }
  constexpr bool take(char c) noexcept {
    if (at_end() || text[at] != c) return false;
    ++at;
    return true;
  }
  template <class Predicate>
  constexpr std::string_view take_while(Predicate accept) noexcept {
    const std::size_t first = at;
    while (at < text.size() && accept(text[at])) ++at;
    return text.substr(first, at - first);
  }
  constexpr version::number take_number() noexcept {
    std::string_view behind = rest();
    const version::number n = version::take_number(behind);
    at = text.size() - behind.size();
    return n;
  }

  // Stops where the reader stands: too short a text, or a character that should not be there. False, to be returned.
  constexpr bool refuse(const char* expected) noexcept {
    if (at_end()) return refuse({errc::incomplete, expected, at, 0});
    const std::size_t length = utf8_sequence(rest());
    return refuse({errc::malformed, expected, at, length == 0 ? 1 : length});
  }
  constexpr bool refuse(const parse_error& why) noexcept {
    fault = why;
    return false;
  }
};

}  // namespace detail

namespace version {

constexpr std::string_view to_string(scheme s) noexcept { return detail::scheme_names[static_cast<std::size_t>(s)]; }

constexpr std::optional<scheme> scheme_of(std::string_view name) noexcept {
  for (const scheme s : schemes) {
    if (to_string(s) == name) return s;
  }
  return std::nullopt;
}

}  // namespace version
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_VERSION_SCHEME_HPP
