// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Rotation: which backups may go, and why. Planning is pure and shows its reasons for both sides; what it decides is
// carried out elsewhere (rotation/directory.hpp), after someone has seen it.
//
//   std::vector<rotation::backup> backups = …;  // when each was taken, its name, its state
//   const auto keep = rotation::parse_policy("daily=7,weekly=4,monthly=6");
//   const auto made = rotation::plan(backups, *keep, now, zone);
//   rotation::explainer each(backups, *keep, made, now, zone);
//   for (rotation::explanation e; each.next(e);) …  // "daily 3 of 7; weekly 1 of 4"
#ifndef MAINTKIT_ROTATION_HPP
#define MAINTKIT_ROTATION_HPP

#include <maintkit/rotation/budget.hpp>
#include <maintkit/rotation/bytes.hpp>
#include <maintkit/rotation/dialect.hpp>
#include <maintkit/rotation/explain.hpp>
#include <maintkit/rotation/lineup.hpp>
#include <maintkit/rotation/period.hpp>
#include <maintkit/rotation/plan.hpp>
#include <maintkit/rotation/policy.hpp>
#include <maintkit/rotation/pruner.hpp>
#include <maintkit/rotation/redundant.hpp>
#include <maintkit/rotation/simulate.hpp>
#include <maintkit/rotation/timeline.hpp>
#include <maintkit/rotation/timeline_svg.hpp>
#include <maintkit/rotation/words.hpp>

#endif  // MAINTKIT_ROTATION_HPP
