#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""What must not compile does not: each file of tests/compile_fail is right as it stands and refused with -DWRONG, for the
reason that it names."""
import itertools
import re

import house


def problem(pair):
    compiler, path = pair
    text = path.read_text()
    expected = re.search(r"^// refused with: (.+)$", text, re.M)[1]
    if said := house.compile_text(compiler, text):
        return f"{path.name}: must compile without -DWRONG: {said}"
    said = house.compile_text(compiler, text, "-DWRONG")
    return None if re.search(expected, said) else f"{path.name}: must be refused with {expected}: {said or 'compiled'}"


cases = sorted((house.ROOT / "tests/compile_fail").glob("*.cpp"))
house.finish(house.in_parallel(problem, itertools.product(house.compilers(), cases)), f"{len(cases)} cases refused")
