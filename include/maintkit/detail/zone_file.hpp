// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// A zone by its name, from the system's copy of the IANA database.
//
//   const result<time::zone> berlin = detail::load_zone("Europe/Berlin");
#ifndef MAINTKIT_DETAIL_ZONE_FILE_HPP
#define MAINTKIT_DETAIL_ZONE_FILE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/file.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

inline constexpr std::string_view zone_folder = "/usr/share/zoneinfo";

// "UTC", "Z" and offsets ("+02:00") need no file; any other name is that of a file below the folder. A name with
// anything but letters, digits and _ + - between single slashes, so with "..", is errc::invalid and opens nothing.
result<time::zone> load_zone(std::string_view name, std::string_view folder = zone_folder);

// Is it a name that load_zone would look for?
constexpr bool is_zone_name(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

constexpr bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 64) return false;
  char before = '/';
  for (const char c : name) {
    const bool inside = is_digit(c) || c == '_' || c == '+' || c == '-' || c == '/';
    if (!is_alpha(c) && (before == '/' || !inside)) return false;  // every part starts with a letter
    before = c;
  }
  return before != '/';
}

inline result<time::zone> load_zone(std::string_view name, std::string_view folder) {
  if (name == "UTC" || name == "Z") return time::zone::utc();
  const std::string what = "zone " + std::string(name);
  if (!name.empty() && (name.front() == '+' || name.front() == '-')) {
    time::detail::cursor c{name};
    const std::int32_t offset = time::detail::rfc3339_offset(c);
    if (!c.failed && !c.done()) c.fail("the end", c.at, name.size() - c.at);
    if (c.failed) return error(c.fault, "zone", name);
    return time::zone::fixed(offset);
  }
  if (!is_zone_name(name)) {
    return error(errc::invalid, what, "a name of the IANA database is expected, as Europe/Berlin, or UTC or +02:00");
  }
  const std::string path = std::string(folder) + "/" + std::string(name);
  const result<std::string> bytes = read_file(path, time::largest_tzif);
  if (!bytes && bytes.error().code == errc::missing) {
    return error(errc::missing, what, path + " is not there; is the name right, and the package tzdata installed?");
  }
  if (!bytes) return error(bytes.error().code, what, path + ": " + bytes.error().why);
  return time::zone::parse_tzif(name, *bytes);
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_ZONE_FILE_HPP
