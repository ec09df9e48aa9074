// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

#define MAINTKIT_MAIN
#include <maintkit/maintkit.hpp>
