#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Including everything and using nothing leaves no code, no data and no macro behind but those that are documented."""
import re

import house

LIBRARY = [header for header in house.HEADERS if not header.startswith("maintkit/program/")]
PUBLIC = re.compile(r"MAINTKIT_(VERSION(_MAJOR|_MINOR|_PATCH|_STRING)?|ABI_NAMESPACE|\w+_HPP"
                    r"|TEXT(_OF)?|ABI_JOIN|ABI_NAME)")  # the last four are what the public ones expand to


def macros(compiler, text, include):
    said = house.must(compiler, "-std=c++17", f"-I{include}", "-dM", "-E", "-x", "c++", "-", input=text)
    return set(re.findall(r"^#define (\w+)", said, re.M))


def leaked(compiler, include, headers):
    """Macros that are new beside those of the system headers that the code asks for."""
    code = "".join((include / header).read_text() for header in headers)
    asked = re.findall(r"^#include <(?!maintkit/)(.+)>$", code, re.M)
    text = "".join(f"#if __has_include(<{header}>)\n#include <{header}>\n#endif\n" for header in sorted(set(asked))
                   if not re.match(r"(arm_|windows|winsock)", header))
    before = macros(compiler, text, include)
    after = macros(compiler, text + "".join(f"#include <{header}>\n" for header in headers), include)
    return sorted(name for name in after - before if not PUBLIC.fullmatch(name))


def symbols(compiler, include, headers):
    """What the object holds that the object of an empty file does not."""
    def object_of(text):
        house.must(compiler, "-std=c++17", "-O2", f"-I{include}", "-x", "c++", "-", "-c", "-o", made, input=text)
        return set(house.must("nm", made).split("\n"))
    with house.tempfile.TemporaryDirectory() as folder:
        made = folder + "/object.o"
        return sorted(object_of("".join(f"#include <{header}>\n" for header in headers)) - object_of(""))


problems = []
for compiler in house.compilers():
    for include, headers in ((house.INCLUDE, LIBRARY), (house.SINGLE, ["maintkit/maintkit.hpp"])):
        place = f"{include.name} with {compiler}"
        problems += [f"{place}: the macro {name} outlives its header" for name in leaked(compiler, include, headers)]
        problems += [f"{place}: the object holds {symbol}" for symbol in symbols(compiler, include, headers)]
house.finish(problems, "no code, no data, no stray macro")
