#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""What README.md says is true: it opens with two `sh` blocks, the first of which builds the program and runs its demo;
every `cpp` block compiles against the tree and the single header without a warning, and prints the `text` block that
follows it; every comparison in the table holds, asked of the program."""
import itertools
import os
import pathlib
import re

import house

README = house.ROOT / "README.md"
if not README.exists():
    house.skip("there is no README.md")
TEXT = README.read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.M | re.S)


def first_blocks():
    """Of shell blocks there are two: what builds and shows the program, and what tests it."""
    shell = [body.strip() for kind, body in BLOCKS[:2] if kind == "sh"]
    if len(shell) != 2 or "\n" in shell[0].replace("\\\n", "") or "tests/run" not in shell[1]:
        yield "README.md must open with two sh blocks: one command line for the demo, then the test command"


def first_command(folder):
    """Run as written, but for the installing: whoever runs the tests has a compiler."""
    stubs = folder / "stubs"
    stubs.mkdir()
    (stubs / "apt-get").write_text("#!/bin/sh\n")
    (stubs / "apt-get").chmod(0o755)
    house.shutil.copytree(house.SINGLE, folder / "tree/single_include")
    done = house.run("sh", "-c", BLOCKS[0][1], cwd=folder / "tree",
                     env={**os.environ, "PATH": f"{stubs}:{os.environ['PATH']}"})
    if done.returncode != 0:
        yield f"the first command of README.md: exit {done.returncode}\n{done.stdout}"


def examples(folder):
    """Each example, by each compiler, against the tree and the single header."""
    for number, (kind, code) in enumerate(BLOCKS):
        if kind != "cpp":
            continue
        follows = BLOCKS[number + 1] if number + 1 < len(BLOCKS) else ("", "")
        for compiler, include in itertools.product(house.compilers(), (house.INCLUDE, house.SINGLE)):
            if "int main" not in code:
                yield house.compile_text(compiler, code, include=include)
                continue
            if said := house.compile_text(compiler, code, "-c", "-o", f"{folder}/example.o", include=include):
                yield said
                continue
            house.must(compiler, f"{folder}/example.o", "-o", f"{folder}/example", "-ldl")
            done = house.run(f"{folder}/example")
            if done.returncode != 0 or (follows[0] == "text" and done.stdout != follows[1]):
                yield f"{compiler}, {include.name}: exit {done.returncode}, and it printed:\n{done.stdout}"


def comparisons(program):
    """| `deb` | `1.0~rc1` < `1.0` = `0:1.0` |: each neighbour to the right of its own, as the program sees it."""
    rows = re.findall(r"^\| `(\w+)` \| ((?:`[^`]+` [<=>] )+`[^`]+`) \|", TEXT, re.M)
    if not rows:
        yield "README.md has no table of true comparisons"
    for scheme, chain in rows:
        versions, signs = re.findall(r"`([^`]+)`", chain), re.findall(r"` ([<=>]) `", chain)
        for one, sign, other in zip(versions, signs, versions[1:]):
            done = house.run(program, "version", "compare", "-s", scheme, one, other)
            if done.stdout.strip() != sign:
                yield f"README.md says {scheme}: {one} {sign} {other}; the program: {done.stdout.strip()}"


with house.tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    problems = list(first_blocks())
    if not problems:
        problems += first_command(folder)
    problems += examples(folder)
    if not problems:
        problems += comparisons(folder / "tree/maintkit")
house.finish(problems, f"{len(BLOCKS)} blocks and the comparisons of README.md hold")
