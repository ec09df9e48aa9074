// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Every module of the library. Where MAINTKIT_MAIN is defined, which one file of a program may do, this is also the
// whole `maintkit` command:
//
//   c++ -std=c++17 -O2 -x c++ -DMAINTKIT_MAIN maintkit.hpp -o maintkit
#ifndef MAINTKIT_MAINTKIT_HPP
#define MAINTKIT_MAINTKIT_HPP

#include <maintkit/backup.hpp>
#include <maintkit/detail/notify.hpp>
#include <maintkit/detail/zone_file.hpp>
#include <maintkit/error.hpp>
#include <maintkit/feed.hpp>
#include <maintkit/health.hpp>
#include <maintkit/http.hpp>
#include <maintkit/json.hpp>
#include <maintkit/range.hpp>
#include <maintkit/range/explain.hpp>
#include <maintkit/report.hpp>
#include <maintkit/rotation.hpp>
#include <maintkit/rotation/age.hpp>
#include <maintkit/rotation/directory.hpp>
#include <maintkit/rotation/trash.hpp>
#include <maintkit/time.hpp>
#include <maintkit/update.hpp>
#include <maintkit/upgrade.hpp>
#include <maintkit/version.hpp>
#include <maintkit/version/bump.hpp>
#include <maintkit/version/convert.hpp>
#include <maintkit/version/explain.hpp>
#include <maintkit/xml.hpp>

#ifdef MAINTKIT_MAIN
#include <maintkit/program/main.hpp>
#endif

#endif  // MAINTKIT_MAINTKIT_HPP
