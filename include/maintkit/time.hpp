// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Time as maintenance needs it: instants, clock readings, ISO weeks, zones, and the dates that people and feeds write.
// Pure: nothing here asks the clock, the environment or the system's zone; `now` and zones are arguments.
//
//   const auto said = maintkit::time::parse_date("Wed, 8 Jul 2026 14:00 +0200");
//   maintkit::time::to_rfc3339(said->at);                               // "2026-07-08T12:00:00Z"
//   maintkit::time::to_civil(said->at, said->offset).hour;              // 14
//   said->precision == maintkit::time::precision::minute;               // true: no seconds were written
#ifndef MAINTKIT_TIME_HPP
#define MAINTKIT_TIME_HPP

#include <maintkit/time/any_date.hpp>
#include <maintkit/time/civil.hpp>
#include <maintkit/time/date_names.hpp>
#include <maintkit/time/duration.hpp>
#include <maintkit/time/mail_date.hpp>
#include <maintkit/time/span.hpp>
#include <maintkit/time/text.hpp>
#include <maintkit/time/zone.hpp>
#include <maintkit/time/zone_rule.hpp>

#endif  // MAINTKIT_TIME_HPP
