// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// Every module of the library. Where MAINTKIT_MAIN is defined, which one file of a program may do, this is also the
// whole `maintkit` command:
//
//   c++ -std=c++17 -O2 -x c++ -DMAINTKIT_MAIN maintkit.hpp -o maintkit
#ifndef MAINTKIT_MAINTKIT_HPP
#define MAINTKIT_MAINTKIT_HPP

#include <maintkit/error.hpp>

#ifdef MAINTKIT_MAIN
#include <maintkit/program/main.hpp>
#endif

#endif  // MAINTKIT_MAINTKIT_HPP
