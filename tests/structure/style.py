#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""The rules of the code that a machine can see: SPDX, guards, includes, linkage, what nobody throws."""
import re

import house

COPYRIGHT = "SPDX-FileCopyrightText: 2026 The maintkit authors"
LICENCE = "SPDX-License-Identifier: MIT"
FORBIDDEN = {
    r"^\s*#\s*include <(regex|iostream|filesystem|functional|locale|sstream|iomanip|fstream|thread|future|any)>":
        "this header is too dear, or hides state",
    r"^\s*#\s*include \"": "project headers are included as <maintkit/…>",
    r"^#\s*pragma once": "named guards only: the header may be the main file",
    r"^static\b|^(inline )?static (?!.*[;{(].*\boperator\b).*\(": "internal linkage in a header",
    r"^\s*namespace\s*\{": "an anonymous namespace in a header",
    r"\b(throw|try|catch|dynamic_cast|typeid)\b": "nothing throws, and there is no RTTI",
    r"\bstd::(cout|cerr|function|regex|endl)\b": "not in this library",
    r"\b(exit|abort|getenv|setlocale|setenv|system)\s*\((?!\))": "the library neither ends the program nor asks the world",
    r"^#\s*define (?!MAINTKIT_)": "macros are named MAINTKIT_…",
    r"\t": "a tab",
}
ALLOWED = {("program/main.hpp", "getenv")}


def header_problems(header):
    name = header.removeprefix("maintkit/")
    text = (house.INCLUDE / header).read_text(encoding="utf-8")
    guard = "MAINTKIT_" + re.sub(r"\W", "_", name).upper()
    if f"\n#ifndef {guard}\n#define {guard}\n" not in text or not text.endswith(f"\n#endif  // {guard}\n"):
        yield f"{name}: its guard must be {guard}, closed on the last line by '#endif  // {guard}'"
    if not text.split("\n", 3)[3].startswith("// "):
        yield f"{name}:4: a paragraph must say what the header is for"
    lines = house.without_text(text.replace('#include "', "#include <>\"")).splitlines()
    for number, line in enumerate(lines, 1):
        for pattern, why in FORBIDDEN.items():
            found = re.search(pattern, line)
            if found and not any(name == file and word in found[0] for file, word in ALLOWED):
                yield f"{name}:{number}: {line.strip()}: {why}"


def spdx_problem(path):
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    lines = lines[1:] if lines[:1] and lines[0].startswith(("#!", "// maintkit ", "<?")) else lines
    if len(lines) < 2 or COPYRIGHT not in lines[0] or LICENCE not in lines[1]:
        return f"{path.relative_to(house.ROOT)}: must begin with the two SPDX lines"
    return None


problems = [problem for header in house.HEADERS for problem in header_problems(header)]
problems += [problem for path in house.sources() if (problem := spdx_problem(path))]
house.finish(problems, f"{len(house.HEADERS)} headers keep the rules, and every source names its licence")
