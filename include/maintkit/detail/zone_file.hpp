// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Loads a zone of the IANA database from the system's files, by its name.
#ifndef MAINTKIT_DETAIL_ZONE_FILE_HPP
#define MAINTKIT_DETAIL_ZONE_FILE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/zone.hpp>

#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace detail {

// "Europe/Berlin" from /usr/share/zoneinfo; "UTC" needs no file.
result<time::zone> load_zone(std::string_view name);

// ---------------------------------------------------------------------------------------------------------------------

inline result<time::zone> load_zone(std::string_view name) {
  if (name == "UTC") return time::zone::utc();
  return error{errc::missing, "zone " + std::string(name), "not read yet"};
}

}  // namespace detail
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_DETAIL_ZONE_FILE_HPP
