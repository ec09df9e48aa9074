// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// What releases mean for an installation. Pure: installed version, releases, policy and the time go in, a decision with
// its reasons comes out.
//
//   using namespace maintkit;
//   const auto doc = feed::read(text);
//   const update::policy rules{version::scheme::calver};
//   const auto found = update::assess("2025.2.1", doc->releases, rules, now);      // is there one, of which kind, why
//   const auto way = update::path("2024.3.1", "", doc->releases, rules, now);      // and how to get there
#ifndef MAINTKIT_UPDATE_HPP
#define MAINTKIT_UPDATE_HPP

#include <maintkit/update/assess.hpp>
#include <maintkit/update/path.hpp>
#include <maintkit/update/policy.hpp>

#endif  // MAINTKIT_UPDATE_HPP
