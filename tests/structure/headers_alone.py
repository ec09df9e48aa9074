#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Every header compiles by itself, and twice in one file, without a warning."""
import itertools

import house


def problem(pair):
    compiler, header = pair
    said = house.compile_text(compiler, f"#include <{header}>\n#include <{header}>\n")
    return said and f"{header}: {said}"


pairs = list(itertools.product(house.compilers(), house.HEADERS))
house.finish(house.in_parallel(problem, pairs), f"{len(house.HEADERS)} headers with {', '.join(house.compilers())}")
