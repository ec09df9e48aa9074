#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Two versions in one file are an error, whichever comes first; two versions in one program live side by side; and a
vendor can give its copy a name of its own."""
import pathlib
import re

import house

UNIT = """
#include <maintkit/maintkit.hpp>
const char* VERSION_OF() { return MAINTKIT_VERSION_STRING; }
std::string (*RENDER_OF())(const maintkit::error&) { return &maintkit::render; }
"""
MAIN = """
#include <cstdio>
#include <string>
namespace maintkit { inline namespace A { struct error; } }
const char* version_a(); const char* version_b(); bool same();
int main() { std::printf("%s %s", version_a(), version_b()); }
"""


def other_version(folder):
    """The single file, as the next major version would be."""
    text = (house.SINGLE / "maintkit/maintkit.hpp").read_text()
    text = re.sub(r"(#define MAINTKIT_VERSION_MAJOR) \d+", r"\1 7", text)
    major, minor, patch = re.findall(r"#define MAINTKIT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", text)
    number = int(major) * 10000 + int(minor) * 100 + int(patch)
    text = re.sub(r"(MAINTKIT_VERSION != )\d+", rf"\g<1>{number}", text)
    place = pathlib.Path(folder) / "other/maintkit/maintkit.hpp"
    place.parent.mkdir(parents=True)
    place.write_text(text)
    return place


def in_one_file(compiler, other):
    ours = house.SINGLE / "maintkit/maintkit.hpp"
    for pair in ((ours, other), (other, ours)):
        said = house.compile_text(compiler, "".join(f'#include "{path}"\n' for path in pair))
        if "two versions of maintkit meet" not in said:
            yield f"{compiler}: two versions in one file pass in silence: {said or 'compiled'}"


def in_one_program(compiler, other, folder, *flags):
    """Both are linked, and the address of a function of each differs."""
    units = [("a", house.SINGLE, ""), ("b", other.parents[1], "".join(f"#define {flag}\n" for flag in flags))]
    for name, include, head in units:
        text = head + UNIT.replace("VERSION_OF", f"version_{name}").replace("RENDER_OF", f"render_{name}")
        text = text.replace("std::string (*render", "extern void* address_of_render;\nstd::string (*render")
        text += f'void* address_{name}() {{ return reinterpret_cast<void*>(&maintkit::render); }}\n'
        text = text.replace("extern void* address_of_render;\n", "")
        said = house.compile_text(compiler, text, "-c", "-o", f"{folder}/{name}.o", include=include)
        if said:
            return f"{compiler}: {said}"
    main = ("#include <cstdio>\nconst char* version_a();\nconst char* version_b();\nvoid* address_a();\nvoid* address_b();\n"
            'int main() { std::printf("%s %s", version_a(), version_b()); return address_a() == address_b(); }\n')
    said = house.compile_text(compiler, main, "-c", "-o", f"{folder}/main.o")
    done = house.run(compiler, *(f"{folder}/{name}.o" for name in ("a", "b", "main")), "-o", f"{folder}/program", "-ldl")
    if done.returncode == 0:
        done = house.run(f"{folder}/program")
    return f"{compiler}: exit {done.returncode}: {said or done.stdout}" if done.returncode else None


problems = []
for compiler in house.compilers():
    with house.tempfile.TemporaryDirectory() as folder:
        other = other_version(folder)
        problems += in_one_file(compiler, other)
        problems.append(in_one_program(compiler, other, folder))
        same_text = pathlib.Path(folder) / "same/maintkit/maintkit.hpp"
        same_text.parent.mkdir(parents=True)
        same_text.write_text((house.SINGLE / "maintkit/maintkit.hpp").read_text())
        problems.append(in_one_program(compiler, same_text, folder, "MAINTKIT_ABI_NAMESPACE vendor"))
house.finish(problems, "an #error in one file, two sets of functions in one program")
