#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Every header compiles by itself, and twice in one file, without a warning; and all of them together with each of the
other compilers, whose view of one header's needs would be the same."""
import house


def problem(header):
    said = house.compile_text(FIRST, f"#include <{header}>\n" * 2)
    return said and f"{header}: {said}"


FIRST, *others = house.compilers()
everything = "".join(f"#include <{header}>\n" for header in house.HEADERS)
problems = house.in_parallel(problem, house.HEADERS)
problems += [house.compile_text(compiler, everything) for compiler in others]
house.finish(problems, f"{len(house.HEADERS)} headers with {FIRST}, all of them with {', '.join(others) or 'no other'}")
