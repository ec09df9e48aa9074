#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""A header includes only what stands in a row above its own, or in its own module; no cycles; no POSIX in the modules
that only decide."""
import fnmatch
import re

import house

# Of several patterns that fit, the first decides. detail/ serves every module, so it stands below them all; what reads
# the system's time zones stands behind time.
ROWS = {
    "detail/config.hpp": 0,
    "detail/zone_file.hpp": 3,
    "rotation/directory.hpp rotation/trash.hpp": 4,
    "error.hpp detail/*": 1,
    "time.hpp time/* json.hpp json/* xml.hpp xml/* report.hpp report/* version/*": 2,
    "version.hpp range.hpp range/* rotation.hpp rotation/* http.hpp http/*": 3,
    "feed.hpp feed/* health.hpp health/* backup.hpp backup/*": 4,
    "update.hpp update/*": 5,
    "upgrade.hpp upgrade/*": 6,
    "program/*": 7,
    "maintkit.hpp": 8,
}
PURE = "error.hpp detail/config.hpp detail/scan.hpp version* range* json* xml* feed* time* rotation* update*".split()
ACTS = {"rotation/directory.hpp", "rotation/trash.hpp"}  # of the modules above
FOR_THE_PROCESSOR = {"emmintrin.h", "immintrin.h", "arm_neon.h"}


def fits(name, patterns):
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def row(name):
    return next((number for patterns, number in ROWS.items() if fits(name, patterns.split())), None)


def module(name):
    return name.split("/")[0].removesuffix(".hpp")


def upward(name, target):
    """Why `name` may not include `target`, or nothing."""
    if target not in includes:
        return "does not exist"
    if (name, target) == ("maintkit.hpp", "program/main.hpp"):
        return None  # under MAINTKIT_MAIN
    mine, theirs = row(name), row(target)
    if theirs < mine or (theirs == mine and (module(name) == module(target) or mine == 1)):
        return None
    return f"row {mine} may not include row {theirs}" if theirs > mine else f"another module of its own row {mine}"


def reach(name, seen):
    """All headers that `name` draws in."""
    for target in includes[name]:
        if target in includes and target not in seen:
            seen.add(target)
            reach(target, seen)
    return seen


includes, system = {}, {}
for header in house.HEADERS:
    text = (house.INCLUDE / header).read_text()
    name = header.removeprefix("maintkit/")
    includes[name] = re.findall(r"^\s*#\s*include <maintkit/(\S+)>", text, re.M)
    system[name] = [h for h in re.findall(r"^\s*#\s*include <(\S+)>", text, re.M) if not h.startswith("maintkit/")]

problems = [f"{name}: stands in no row; add it to {__file__}" for name in includes if row(name) is None]
if not problems:
    problems += [f"{name} includes {target}: {why}" for name, targets in includes.items() for target in targets
                 if (why := upward(name, target))]
    problems += [f"{name}: includes itself, by way of {includes[name]}" for name in includes if name in reach(name, set())]
for name in includes:
    for drawn in sorted({name} | reach(name, set())) if fits(name, PURE) and name not in ACTS else []:
        posix = [h for h in system[drawn] if h.endswith(".h") and h not in FOR_THE_PROCESSOR]
        if posix:
            problems.append(f"{name}: only decides, but draws in {', '.join(posix)} by way of {drawn}")
house.finish(problems, f"{len(includes)} headers, {sum(map(len, includes.values()))} edges, all downward")
