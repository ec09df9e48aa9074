#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Two versions in one file are an error, whichever comes first; two versions in one program live side by side, and so
do two copies of one version if a vendor gives its own a name."""
import pathlib
import re

import house

UNIT = """#include <maintkit/maintkit.hpp>
const char* version_X() { return MAINTKIT_VERSION_STRING; }
void* render_X() { return reinterpret_cast<void*>(&maintkit::render); }
"""
PROGRAM = """#include <cstdio>
const char* version_a(); void* render_a();
const char* version_b(); void* render_b();
int main() {
  std::printf("%s and %s share a function", version_a(), version_b());
  return render_a() == render_b();
}
"""
OURS = (house.SINGLE / "maintkit/maintkit.hpp").read_text()


def next_major():
    """The single file, as a later version would be."""
    text = re.sub(r"(#define MAINTKIT_VERSION_MAJOR) \d+", r"\1 7", OURS)
    major, minor, patch = map(int, re.findall(r"#define MAINTKIT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text))
    return re.sub(r"(MAINTKIT_VERSION != )\d+", rf"\g<1>{major * 10000 + minor * 100 + patch}", text)


def in_one_file(compiler, folder):
    for pair in ("ours", "other"), ("other", "ours"):
        text = "".join(f'#include "{folder}/{name}/maintkit/maintkit.hpp"\n' for name in pair)
        said = house.compile_text(compiler, text)
        if "two versions of maintkit meet" not in said:
            yield f"{compiler}: {' before '.join(pair)} in one file is not refused: {said or 'compiled'}"


def in_one_program(compiler, folder, copy, head=""):
    """A unit with our version and a unit with the copy, linked: each has its own render()."""
    units = ("a", UNIT.replace("X", "a"), "ours"), ("b", head + UNIT.replace("X", "b"), copy), ("main", PROGRAM, "ours")
    for name, text, include in units:
        said = house.compile_text(compiler, text, "-c", "-o", f"{folder}/{name}.o", include=folder / include)
        if said:
            return said
    house.must(compiler, *(f"{folder}/{name}.o" for name, _, _ in units), "-o", folder / "program")
    done = house.run(folder / "program")
    return f"{compiler}: {done.stdout}" if done.returncode else None


problems = []
for compiler in house.compilers():
    with house.tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for copy, text in ("ours", OURS), ("other", next_major()):
            (folder / copy / "maintkit").mkdir(parents=True)
            (folder / copy / "maintkit/maintkit.hpp").write_text(text)
        problems += in_one_file(compiler, folder)
        problems.append(in_one_program(compiler, folder, "other"))
        problems.append(in_one_program(compiler, folder, "ours", "#define MAINTKIT_ABI_NAMESPACE vendor\n"))
house.finish(problems, "an #error in one file, two sets of functions in one program")
