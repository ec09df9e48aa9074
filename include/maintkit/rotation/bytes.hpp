// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Sizes as people write them: "50G" is 50 times 2^30 bytes, as df -h and restic have it.
//
//   *parse_bytes("1536M");        // 1'610'612'736
//   bytes_to_text(1'610'612'736);  // "1.5 GiB"
#ifndef MAINTKIT_ROTATION_BYTES_HPP
#define MAINTKIT_ROTATION_BYTES_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/detail/scan.hpp>
#include <maintkit/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace rotation {

// A whole number above 0 and perhaps K, M, G or T, with or without "iB".
constexpr parsed<std::uint64_t> parse_bytes(std::string_view text);

// Rounded up to a tenth, so that nothing looks smaller than it is.
std::string bytes_to_text(std::uint64_t bytes);

// ---------------------------------------------------------------------------------------------------------------------

namespace detail {

inline constexpr std::string_view byte_units = "KMGT";

}  // namespace detail

constexpr parsed<std::uint64_t> parse_bytes(std::string_view text) {
  std::string_view digits = text;
  if (digits.size() > 3 && digits.substr(digits.size() - 2) == "iB") digits.remove_suffix(2);
  const bool binary = digits.size() != text.size();
  const std::size_t unit = digits.empty() ? std::string_view::npos : detail::byte_units.find(digits.back());
  const parse_error fault{text.empty() ? errc::incomplete : errc::malformed, "a size above 0, like 50G", 0,
                          text.size()};
  if (unit != std::string_view::npos) digits.remove_suffix(1);
  if (unit == std::string_view::npos && binary) return fault;
  const auto number = maintkit::detail::whole_number<std::uint64_t>(digits);
  if (!number || *number == 0) return fault;
  const unsigned shift = unit == std::string_view::npos ? 0 : static_cast<unsigned>(unit + 1) * 10;
  if (*number > (UINT64_MAX >> shift)) return parse_error{errc::limit, "less than 16 EiB", 0, text.size()};
  return *number << shift;
}

inline std::string bytes_to_text(std::uint64_t bytes) {
  if (bytes < 1024) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  std::size_t unit = 0;
  while (unit + 1 < detail::byte_units.size() && (bytes >> (10 * (unit + 2))) != 0) ++unit;
  const unsigned shift = static_cast<unsigned>(unit + 1) * 10;
  const std::uint64_t whole = bytes >> shift;
  const std::uint64_t rest = bytes & ((std::uint64_t{1} << shift) - 1);
  const std::uint64_t tenths = (rest * 10 + (std::uint64_t{1} << shift) - 1) >> shift;
  const std::uint64_t in_all = whole * 10 + tenths;
  std::string out = std::to_string(in_all / 10);
  if (in_all % 10 != 0) (out += '.') += std::to_string(in_all % 10);
  ((out += ' ') += detail::byte_units[unit]) += "iB";
  return out;
}

}  // namespace rotation
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_ROTATION_BYTES_HPP
