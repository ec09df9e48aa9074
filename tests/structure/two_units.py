#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Two files of one program include everything, one the tree and one the single file with the program: they link, and
share one set of functions."""
import house

EVERYTHING = "".join(f"#include <{header}>\n" for header in house.HEADERS if not header.endswith("/main.hpp"))
ONE = EVERYTHING + """
std::string (*one())(const maintkit::error&) { return &maintkit::render; }
"""
OTHER = """
#define MAINTKIT_MAIN
#define main maintkit_main
#include <maintkit/maintkit.hpp>
#undef main
std::string (*one())(const maintkit::error&);
int main() { return one() == &maintkit::render ? 0 : 1; }
"""


def problem(compiler):
    with house.tempfile.TemporaryDirectory() as folder:
        for name, text, include in ("one", ONE, house.INCLUDE), ("other", OTHER, house.SINGLE):
            said = house.compile_text(compiler, text, "-c", "-o", f"{folder}/{name}.o", include=include)
            if said:
                return f"{name}: {said}"
        done = house.run(compiler, f"{folder}/one.o", f"{folder}/other.o", "-o", f"{folder}/program", "-ldl")
        if done.returncode == 0:
            done = house.run(f"{folder}/program")
        return f"{compiler}: exit {done.returncode}: {done.stdout}" if done.returncode else None


house.finish(house.in_parallel(problem, house.compilers()), "linked, and one set of functions")
