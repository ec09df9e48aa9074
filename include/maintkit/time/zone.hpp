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
#include <maintkit/time/zone_rule.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

// The instants that a clock's reading may mean in a zone, the earlier first: none where the clocks skip it, two where
// they show it twice.
struct meanings {
  int count = 0;
  instant at[2];
};

inline constexpr std::size_t largest_tzif = std::size_t{256} * 1024;  // bytes; the largest one of 2025b has 3.6 KB

// A value: copied with all it knows, never looks anything up.
class zone {
 public:
  zone() = default;  // UTC
  static zone utc() { return zone(); }
  static zone fixed(std::int32_t offset_seconds);  // named as RFC 3339 writes it: "+02:00"

  // TZif of RFC 8536 and 9636, versions 1 to 4: the 64-bit data where there is some, and the rule behind it. Malformed,
  // incomplete or larger than largest_tzif is an error that names the byte; leap seconds ("right/…") are unsupported,
  // for an instant has none.
  static result<zone> parse_tzif(std::string_view name, std::string_view bytes);

  // Seconds ahead of UTC. Before the file's first change it is that of its first type (RFC 8536 section 3.2).
  std::int32_t offset_at(instant at) const;

  meanings instants_of(const civil& reading) const;

  // The one instant a reading is taken for: the earlier of two; one that the clocks skip counts on from before the gap,
  // so that 02:30 between 02:00 and 03:00 is 03:30 by the new clock (RFC 5545 section 3.3.5 decides both like this).
  instant resolve(const civil& reading) const;

  const std::string& name() const { return name_; }

 private:
  template <class F>
  void each_offset_near(instant reading, F offer) const;

  std::string name_ = "UTC";
  std::int32_t first_ = 0;             // before the first change
  std::vector<std::int64_t> changes_;  // seconds, ascending
  std::vector<std::int32_t> offsets_;  // from that change on
  std::optional<zone_rule> rule_;      // from the last change on
};

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

// One header of a TZif file: how many there are of each part.
struct tzif_counts {
  std::size_t utc_marks, standard_marks, leaps, changes, types, letters;

  // Bytes of the data block where an instant takes `width` bytes.
  constexpr std::size_t size(std::size_t width) const {
    return changes * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard_marks + utc_marks;
  }
};

// Reads a TZif file from the front. After the first fault nothing more is taken; whoever reads asks once, at the end.
struct tzif_reader {
  std::string_view bytes;
  std::size_t at = 0;
  parse_error fault{};
  bool failed = false;

  std::size_t width = 4;  // bytes of an instant
  std::vector<std::int64_t> changes{};
  std::string_view indices{};           // a byte for each change: its type
  std::vector<std::int32_t> offsets{};  // of each type
  std::string_view rule{};
  std::size_t rule_at = 0;

  void read();
  char header(tzif_counts& counts);
  void check(const tzif_counts& n);
  void read_changes(const tzif_counts& n);
  void read_types(const tzif_counts& n);
  void footer();

  void fail(errc code, const char* expected, std::size_t length = 0) {
    if (!failed) fault = {code, expected, at, length};
    failed = true;
  }
  bool has(std::size_t count) {
    if (!failed && bytes.size() - at < count) fail(errc::incomplete, "more bytes");
    return !failed;
  }

  // Big-endian, two's complement.
  std::int64_t integer(std::size_t bytes_wide) {
    if (!has(bytes_wide)) return 0;
    const auto byte = [&] { return static_cast<unsigned char>(bytes[at]); };
    std::uint64_t value = (byte() & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (const std::size_t stop = at + bytes_wide; at < stop; ++at) value = value << 8 | byte();
    return static_cast<std::int64_t>(value);
  }
};

inline void tzif_reader::read() {
  if (bytes.size() > largest_tzif) return at = largest_tzif, fail(errc::limit, "at most 256 KiB");
  tzif_counts n{};
  if (header(n) != '\0' && has(n.size(4))) {  // the first block is for readers of version 1
    at += n.size(4);
    width = 8;
    header(n);
  }
  check(n);
  if (!has(n.size(width))) return;
  const std::size_t stop = at + n.size(width);
  read_changes(n);
  read_types(n);
  if (failed) return;
  at = stop;
  if (width == 8) return footer();
  if (at < bytes.size()) fail(errc::malformed, "the end behind the data", bytes.size() - at);
}

// The version's byte. Versions yet to come are read like 4, as RFC 8536 section 3.1 says.
inline char tzif_reader::header(tzif_counts& counts) {
  if (!has(44)) return '\0';
  if (bytes.substr(at, 4) != "TZif") fail(errc::malformed, "\"TZif\"", 4);
  const char version = bytes[at + 4];
  at += 20;
  std::size_t n[6] = {};
  for (std::size_t& count : n) {
    const std::int64_t value = integer(4) & 0xffff'ffff;
    if (value > static_cast<std::int64_t>(bytes.size())) fail(errc::incomplete, "more bytes");  // and no sum overflows
    count = failed ? 0 : static_cast<std::size_t>(value);
  }
  counts = {n[0], n[1], n[2], n[3], n[4], n[5]};
  return version;
}

inline void tzif_reader::check(const tzif_counts& n) {
  const auto none_or_each = [&](std::size_t marks) { return marks == 0 || marks == n.types; };
  if (n.types == 0 || n.types > 256) fail(errc::malformed, "1 to 256 types");
  if (n.letters == 0) fail(errc::malformed, "a name");
  if (!none_or_each(n.utc_marks) || !none_or_each(n.standard_marks)) fail(errc::malformed, "a mark for each type");
  if (n.leaps != 0) fail(errc::unsupported, "no leap seconds");
}

inline void tzif_reader::read_changes(const tzif_counts& n) {
  changes.reserve(n.changes);  // the bytes are there: read() has looked
  for (std::size_t i = 0; i < n.changes && !failed; ++i) {
    const std::int64_t seconds = integer(width);
    if (!changes.empty() && seconds <= changes.back()) fail(errc::malformed, "a later change than the one before");
    changes.push_back(seconds);
  }
  if (failed) return;
  indices = bytes.substr(at, n.changes);
  for (const char index : indices) {
    if (static_cast<unsigned char>(index) >= n.types) fail(errc::malformed, "the number of a type", 1);
    ++at;
  }
}

// The names of types are not kept, but must end inside their block.
inline void tzif_reader::read_types(const tzif_counts& n) {
  if (failed) return;
  const std::string_view names = bytes.substr(at + n.types * 6, n.letters);
  for (std::size_t i = 0; i < n.types && !failed; ++i) {
    const std::int64_t offset = integer(4);
    const std::int64_t daylight = integer(1);
    const auto name = static_cast<std::size_t>(integer(1) & 0xff);
    // The range that RFC 8536 section 3.2 gives.
    if (offset < -89999 || offset > 93599) fail(errc::malformed, "an offset from -25 to 26 hours");
    if (daylight != 0 && daylight != 1) fail(errc::malformed, "0 or 1 for daylight time");
    if (names.find('\0', name) == std::string_view::npos) fail(errc::malformed, "a name that ends");
    offsets.push_back(static_cast<std::int32_t>(offset));
  }
}

// The line that ends a file of version 2 or later.
inline void tzif_reader::footer() {
  if (!has(2)) return;
  const std::size_t stop = bytes.find('\n', at + 1);
  if (bytes[at] != '\n' || stop == std::string_view::npos) return fail(errc::malformed, "a rule between newlines");
  if (stop + 1 < bytes.size()) return at = stop + 1, fail(errc::malformed, "the end behind the rule");
  rule_at = at + 1;
  rule = bytes.substr(rule_at, stop - rule_at);
}

}  // namespace detail

inline zone zone::fixed(std::int32_t offset_seconds) {
  zone z;
  z.first_ = offset_seconds;
  if (offset_seconds != 0) {
    z.name_.clear();
    detail::append_offset(z.name_, offset_seconds);
  }
  return z;
}

inline result<zone> zone::parse_tzif(std::string_view name, std::string_view bytes) {
  const auto failure = [&](const parse_error& e) { return maintkit::error(e, "zone " + std::string(name), {}); };
  detail::tzif_reader in{bytes};
  in.read();
  if (in.failed) return failure(in.fault);
  zone z;
  z.name_ = name;
  z.first_ = in.offsets.front();
  for (const char index : in.indices) z.offsets_.push_back(in.offsets[static_cast<unsigned char>(index)]);
  z.changes_ = std::move(in.changes);
  if (in.rule.empty()) return z;
  const parsed<zone_rule> rule = parse_zone_rule(in.rule);
  if (!rule) {
    const parse_error& e = rule.error();
    return failure({e.code, e.expected, in.rule_at + e.offset, e.length});
  }
  // RFC 8536 section 3.3: the rule must agree with the last change.
  if (!z.changes_.empty() && rule->offset_at({z.changes_.back(), 0}) != z.offsets_.back()) {
    return failure({errc::malformed, "a rule that agrees with the last change", in.rule_at, in.rule.size()});
  }
  z.rule_ = *rule;
  return z;
}

inline std::int32_t zone::offset_at(instant at) const {
  const auto next = std::upper_bound(changes_.begin(), changes_.end(), at.seconds);
  if (next == changes_.end() && rule_) return rule_->offset_at(at);
  if (next == changes_.begin()) return first_;
  return offsets_[static_cast<std::size_t>(next - changes_.begin()) - 1];
}

// Every offset that may hold where a clock shows `reading`: no offset is larger than 26 hours.
template <class F>
void zone::each_offset_near(instant reading, F offer) const {
  constexpr std::int64_t reach = 26 * 3600;
  const auto from = std::lower_bound(changes_.begin(), changes_.end(), reading.seconds - reach);
  const auto to = std::upper_bound(from, changes_.end(), reading.seconds + reach);
  offer(offset_at({reading.seconds - reach, 0}));
  for (auto i = from; i != to; ++i) offer(offsets_[static_cast<std::size_t>(i - changes_.begin())]);
  if (to == changes_.end() && rule_) {
    offer(rule_->standard);
    offer(rule_->daylight);
  }
}

inline meanings zone::instants_of(const civil& reading) const {
  const instant shown = from_civil(reading);
  meanings found;
  each_offset_near(shown, [&](std::int32_t offset) {
    const instant at{shown.seconds - offset, shown.nanoseconds};
    if (offset_at(at) != offset) return;
    if (found.count == 0) found = {1, {at, at}};
    // A file can make more than two of one reading: the first and the last of them are told.
    if (at < found.at[0]) found.at[0] = at;
    if (at > found.at[1]) found.at[1] = at;
    found.count = found.at[0] == found.at[1] ? 1 : 2;
  });
  return found;
}

inline instant zone::resolve(const civil& reading) const {
  const meanings found = instants_of(reading);
  if (found.count > 0) return found.at[0];
  const instant shown = from_civil(reading);
  instant at{shown.seconds - offset_at(shown), shown.nanoseconds};
  each_offset_near(shown, [&](std::int32_t after) {
    const std::int32_t before = offset_at({shown.seconds - after, 0});
    if (before < after && offset_at({shown.seconds - before, 0}) == after) at.seconds = shown.seconds - before;
  });
  return at;
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ZONE_HPP
