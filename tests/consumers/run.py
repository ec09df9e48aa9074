#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Builds and runs one outside user of maintkit, in a folder of its own.

    run.py consumers/pkg_config

Its script `build` finds there the shared main.cpp and its own files, SOURCE (this tree), PREFIX (an install of it),
VERSION and CXX, and leaves the program `consumer`.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NEEDED = {"cmake_find": ["cmake"], "cmake_subdirectory": ["cmake"], "meson_subproject": ["meson"],
          "pkg_config": ["cmake", "meson", "pkg-config"]}


def install(folder):
    build, prefix = folder / "build", folder / "prefix"
    for arguments in (["-S", ROOT, "-B", build, f"-DCMAKE_INSTALL_PREFIX={prefix}", "-DMAINTKIT_PROGRAM=OFF"],
                      ["--build", build, "--target", "install"]):
        done = subprocess.run(["cmake", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            sys.exit(f"installing into a temporary prefix failed:\n{done.stdout}")
    strays = [path for path in prefix.rglob("*") if path.is_file() and "include" in path.parts and path.suffix != ".hpp"]
    if strays:
        sys.exit(f"nothing but headers belongs under include/: {strays}")
    return prefix


def main():
    if shutil.which("ninja"):
        os.environ.setdefault("CMAKE_GENERATOR", "Ninja")
    name = pathlib.PurePath(sys.argv[1]).name
    missing = [tool for tool in NEEDED.get(name, []) if not shutil.which(tool)]
    if missing:
        print(f"skipped: not installed: {', '.join(missing)}")
        sys.exit(77)
    config = (ROOT / "include/maintkit/detail/config.hpp").read_text()
    version = ".".join(re.findall(r"#define MAINTKIT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", config))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shutil.copytree(HERE / name, folder / "consumer")
        shutil.copy(HERE / "main.cpp", folder / "consumer")
        prefix = install(folder) if "cmake" in NEEDED.get(name, []) else folder
        environment = {"CXX": "c++", **os.environ, "SOURCE": str(ROOT), "PREFIX": str(prefix), "VERSION": version}
        environment.pop("DESTDIR", None)
        subprocess.run(["./build"], cwd=folder / "consumer", env=environment, check=True)
        said = subprocess.run([folder / "consumer/consumer"], stdout=subprocess.PIPE, text=True, check=True).stdout
    sys.exit(None if said == version + "\n" else f"the consumer's maintkit is {said!r}, not {version}")


main()
