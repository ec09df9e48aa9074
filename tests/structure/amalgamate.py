#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""The single header is fresh, mixes with the files of single modules, is the program in every documented way; and the
generator refuses what it does not understand."""
import pathlib
import re
import sys

import house

MODULES = [header.removeprefix("maintkit/") for header in house.HEADERS
           if header.count("/") == 1 and header != "maintkit/maintkit.hpp"]
# A change of a header that must be refused, and what the refusal must say.
REFUSED = {
    ("#include <maintkit/detail/config.hpp>", '#include "detail/config.hpp"'): "not understood",
    ("#include <maintkit/detail/config.hpp>", "#include MAINTKIT_CONFIG"): "not understood",
    ("#include <cstddef>", "#pragma once"): "not understood",
    ("#include <maintkit/detail/config.hpp>", "#include <maintkit/error.hpp>"): "a cycle",
    ("#include <maintkit/detail/config.hpp>", "#include <maintkit/nowhere.hpp>"): "no such header",
    ("#include <maintkit/detail/config.hpp>", "#ifdef X\n#include <maintkit/detail/config.hpp>\n#endif"): "would hide",
    ("namespace maintkit {", "namespace maintkit {\n#include <map>"): "behind code",
    ("#define MAINTKIT_ERROR_HPP", "#define ERROR_HPP"): "the guard MAINTKIT_ERROR_HPP",
    ("// SPDX-License-Identifier: MIT", "// MIT"): "SPDX",
}


def generate(tree, *arguments):
    return house.run("python3", tree / "single_include/amalgamate.py", *arguments)


def copy_of_tree(folder):
    house.shutil.copytree(house.INCLUDE, folder / "include")
    (folder / "single_include").mkdir()
    house.shutil.copy(house.AMALGAMATE, folder / "single_include")
    return folder


def refusals(tree):
    target = tree / "include/maintkit/error.hpp"
    text = target.read_text()
    for (old, new), expected in REFUSED.items():
        assert old in text, old
        target.write_text(text.replace(old, new, 1))
        done = generate(tree)
        if done.returncode == 0 or expected not in done.stdout:
            yield f"not refused with '{expected}': {new!r} in place of {old!r}: {done.stdout}"
    target.write_text(text)


def freshness(tree):
    """--check says 0 when fresh and 1 when stale, and two runs are equal to the byte."""
    target, done = tree / "single_include/maintkit/maintkit.hpp", generate(tree)
    if done.returncode != 0:
        sys.exit(done.stdout)
    first = target.read_bytes()
    if generate(tree, "--check").returncode != 0:
        yield "--check calls a fresh file stale"
    target.write_bytes(first + b"\n")
    if generate(tree, "--check").returncode != 1:
        yield "--check calls a stale file fresh"
    generate(tree)
    if target.read_bytes() != first:
        yield "two runs differ"
    if re.search(rb"^\s*#\s*line|\r", first, re.M):
        yield "#line or a carriage return in the single file"
    version = ".".join(re.findall(r"define MAINTKIT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", first.decode()))
    head = first.decode().splitlines()[:3]
    if version not in head[0] or "SPDX-License-Identifier: MIT" not in head[2]:
        yield f"version and licence must be in the first three lines: {head}"


def mixes(tree):
    """One file with every module's own file and the whole one, in both orders, by every compiler."""
    modules = tree / "modules"
    for name in MODULES:
        done = generate(tree, name, "-o", modules)
        if done.returncode != 0:
            yield f"no file for {name} alone: {done.stdout}"
    whole = '#include <maintkit/maintkit.hpp>\n'
    parts = "".join(f'#include "{modules}/{name}"\n' for name in MODULES)
    for compiler in house.compilers():
        yield house.compile_text(compiler, whole + parts, include=tree / "single_include")
        yield house.compile_text(compiler, parts + whole, include=tree / "single_include")


def strays():
    """Headers that maintkit.hpp forgets."""
    held = (house.SINGLE / "maintkit/maintkit.hpp").read_text()
    return [f"maintkit.hpp does not lead to {header}" for header in house.HEADERS if f"= {header}\n" not in held]


def programs(tree):
    """Every documented way to build the program; each one answers --version."""
    version = re.search(r"// maintkit (\S+):", (house.SINGLE / "maintkit/maintkit.hpp").read_text())[1]
    ways = [[f"-I{house.SINGLE}", house.SINGLE / "maintkit.cpp"], [f"-I{house.INCLUDE}", house.SINGLE / "maintkit.cpp"],
            ["-x", "c++", "-DMAINTKIT_MAIN", house.SINGLE / "maintkit/maintkit.hpp"]]

    def problem(way):
        program = tree / f"program{ways.index(way)}"
        done = house.run(house.compilers()[0], "-std=c++17", "-O0", "-Wall", "-Wextra", "-Werror", *way, "-o", program)
        if done.returncode == 0:
            done = house.run(program, "--version")
        return None if done.stdout == f"maintkit {version}\n" else f"{way}: exit {done.returncode}: {done.stdout}"
    return house.in_parallel(problem, ways)


problems = [] if house.run("python3", house.AMALGAMATE, "--check").returncode == 0 else [
    "single_include/maintkit/maintkit.hpp is stale: run single_include/amalgamate.py"]
with house.tempfile.TemporaryDirectory() as name:
    tree = copy_of_tree(pathlib.Path(name))
    for part in refusals, freshness, mixes, programs:
        problems += part(tree)
problems += strays()
house.finish(problems, f"fresh; mixes with {len(MODULES)} module files; the program in 3 ways; {len(REFUSED)} refusals")
