#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Writes a header of include/maintkit, with all that it includes, as one file.

    amalgamate.py                      single_include/maintkit/maintkit.hpp
    amalgamate.py version.hpp -o DIR   DIR/version.hpp: one module with what it needs
    amalgamate.py --check              exit 0 if the file is what would be written, else 1

Each header keeps its guard, so that module files and the whole one mix in one translation unit. System headers that are
included unconditionally go to the top; the headers follow in the order of their first include. The result depends on
the sources alone: no time, no hash, no #line. What is not understood is refused, never guessed.
"""
import argparse
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent / "include" / "maintkit"
SPDX = ["// SPDX-FileCopyrightText: 2026 The maintkit authors", "// SPDX-License-Identifier: MIT"]
CONDITION, PROGRAM = "#ifdef MAINTKIT_MAIN", "program/main.hpp"  # the one project include that may be conditional


def scan(name, place):
    """The lines of a header as (kind, what, place): "header" and "system" includes that move, "program", "text"."""
    if not (TREE / name).is_file():
        sys.exit(f"{place}: no such header: maintkit/{name}")
    lines = (TREE / name).read_text(encoding="utf-8").splitlines()
    guard = "MAINTKIT_" + re.sub(r"\W", "_", name).upper()
    if lines[:2] != SPDX or f"#define {guard}" not in lines:
        sys.exit(f"{name}: needs the two SPDX lines first and the guard {guard}")
    conditions, code = [], False
    for number, line in enumerate(lines[2:], 3):
        place, directive = f"{name}:{number}", re.match(r"(?:\s*#\s*(pragma once|\w+))?", line)[1]
        if directive in ("if", "ifdef", "ifndef"):
            conditions.append(line)
        elif directive == "endif":
            conditions.pop()
        elif directive in ("include", "include_next", "import", "pragma once", "line"):
            target = (re.match(r"#include <([\w./+-]+)>$", line) or sys.exit(f"{place}: not understood: {line}"))[1]
            header = target[len("maintkit/"):] if target.startswith("maintkit/") else ""
            always = conditions == [f"#ifndef {guard}"]
            if always and code:
                sys.exit(f"{place}: an include behind code can't be moved")
            if always or header:
                if not always and (conditions[1:], header) != ([CONDITION], PROGRAM):
                    sys.exit(f"{place}: an include under a condition would hide maintkit/{header} from those after it")
                yield ("header" if header else "system") if always else "program", header or target, place
                continue
        elif conditions and not re.match(r"\s*(//|$)", line) and line != f"#define {guard}":
            code = True
        yield "text", line + "\n", place


def includes(names):  # the C++ headers, then those of POSIX
    return "".join(f"#include <{name}>\n" for name in sorted(names, key=lambda name: (name.endswith(".h"), name)))


class Amalgam:
    def __init__(self, root):
        self.root, self.seen, self.system, self.inside = root, {}, set(), "library"
        self.body = self.header(root, "command line")

    def header(self, name, includer):
        """What `name` includes, then its own text; nothing the second time."""
        if name in self.seen:
            return "" if self.seen[name] else sys.exit(f"{includer}: a cycle: {name} includes this file")
        if self.inside == "program" and not name.startswith("program/"):
            sys.exit(f"{includer}: {name} would be hidden without MAINTKIT_MAIN: include it in {self.root} too")
        self.seen[name], above, own = False, "", ""
        for kind, what, place in scan(name, includer):
            if kind == "header":
                above += self.header(what, place)
            elif kind == "system":
                self.system.add(what)
            else:
                own += what if kind == "text" else self.program(place)
        self.seen[name] = True
        return above + f"\n// {'=' * (108 - len(name))} maintkit/{name}\n\n" + re.sub(r"\n{3,}", "\n\n", own.lstrip())

    def program(self, includer):
        """The program, behind the system headers that only it needs."""
        library, self.system, self.inside = self.system, set(), "program"
        text = self.header(PROGRAM, includer)
        own, self.system, self.inside = self.system - library, library, "library"
        return includes(own) + text

    def text(self):
        config = (TREE / "detail/config.hpp").read_text(encoding="utf-8")
        version = ".".join(re.findall(r"#define MAINTKIT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", config))
        title = f"// maintkit {version}: {self.root} and what it includes, written by single_include/amalgamate.py"
        return "\n".join([title, *SPDX, "", includes(self.system) + self.body])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", nargs="?", default="maintkit.hpp")
    parser.add_argument("-o", metavar="DIR", type=pathlib.Path, default=HERE / "maintkit")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    target, text = given.o / given.root, Amalgam(given.root).text().encode()
    if given.check:
        fresh = target.is_file() and target.read_bytes() == text
        sys.exit(None if fresh else f"{target} is stale: run single_include/amalgamate.py")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text)


main()
