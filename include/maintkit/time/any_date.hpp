// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Any date that feeds use: RFC 3339, W3CDTF, ISO 8601, RFC 822 and the broken variants of them. What could mean two
// days is reported, never guessed.
#ifndef MAINTKIT_TIME_ANY_DATE_HPP
#define MAINTKIT_TIME_ANY_DATE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/mail_date.hpp>
#include <maintkit/time/text.hpp>

#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

parsed<stamp> parse_date(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

inline parsed<stamp> parse_date(std::string_view text) {
  const parsed<stamp> strict = parse_rfc3339(text);
  return strict ? strict : parse_rfc822(text);
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_ANY_DATE_HPP
