#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""No header over 500 lines, no function over 40; prints the largest, so that growth is seen."""
import re

import house

MOST_LINES, MOST_IN_FUNCTION = 500, 40
NO_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum)\b[^()]*$|=\s*$|\bextern \"\"$")


def functions(text):
    """(first line, last line, head) of each outermost block that is a function's body."""
    code = house.without_text(re.sub(r"^\s*#.*(\\\n.*)*", lambda m: "\n" * m[0].count("\n"), text, flags=re.M))
    line, head, start, depth, found = 1, "", 1, 0, []  # depth: open braces inside a function, 0 outside
    for c in code:
        if c == "\n":
            line += 1
        if depth:
            depth += (c == "{") - (c == "}")
            if depth == 0:
                found.append((start, line, " ".join(head.split())))
                head = ""
        elif c == "{":
            if "(" in head and not NO_FUNCTION.search(head):
                depth = 1
            else:
                head = ""
        elif c in ";}":
            head = ""
        else:
            if not head.strip():
                start, head = line, ""
            head += c
    return found


every, problems, lengths = [], [], []
for header in house.HEADERS:
    text = (house.INCLUDE / header).read_text(encoding="utf-8")
    lengths.append((text.count("\n"), header))
    every += [(last - first + 1, f"{header}:{first}", head) for first, last, head in functions(text)]
problems += [f"{header}: {lines} lines, {MOST_LINES} at most" for lines, header in lengths if lines > MOST_LINES]
problems += [f"{place}: {lines} lines, {MOST_IN_FUNCTION} at most: {head[:90]}" for lines, place, head in every
             if lines > MOST_IN_FUNCTION]
every.sort(reverse=True)
lengths.sort(reverse=True)
print(f"{len(lengths)} headers, {sum(lines for lines, _ in lengths)} lines, median {lengths[len(lengths) // 2][0]}; "
      f"{len(every)} functions, median {every[len(every) // 2][0]} lines" if every else "no function yet")
print("\n".join(f"{lines:4} {header}" for lines, header in lengths[:5]))
print("\n".join(f"{lines:4} {place} {head[:80]}" for lines, place, head in every[:5]))
house.finish(problems, "all within their bounds")
