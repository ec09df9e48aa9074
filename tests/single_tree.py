#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Makes a folder in which every header of the library is the single one, so that the unit tests can run against it
unchanged. Headers of the command, which are behind MAINTKIT_MAIN there, come as files of their own.

    single_tree.py FOLDER
"""
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
TREE = ROOT / "include" / "maintkit"


def amalgamate(name, folder):
    subprocess.run([sys.executable, ROOT / "single_include/amalgamate.py", name, "-o", folder], check=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    amalgamate("maintkit.hpp", folder / "whole")
    whole = folder / "whole" / "maintkit.hpp"
    held = {line.split()[-1] for line in whole.read_text().splitlines() if line.startswith("// ====")}
    for header in TREE.rglob("*.hpp"):
        name = header.relative_to(TREE).as_posix()
        target = folder / "maintkit" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.startswith("program/") or f"maintkit/{name}" not in held:
            amalgamate(name, folder / "maintkit")
        else:
            target.write_text(f'#include "{whole}"\n')


main()
