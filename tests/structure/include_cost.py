#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""What including the whole library and using nothing costs, against its vocabulary types (g++ -O2, medians of interleaved
runs). The goal is four times, and it is not reached: g++ instantiates what the bodies of unused inline functions use, some
0.15 ms a function, 3 ms a vector of a new type. So that the way there is seen, the cost may not grow past MOST, which is
today's with room for a busy machine; whoever lowers the cost lowers it."""
import resource
import statistics

import house

GOAL, MOST, ROUNDS = 4.0, 15.0, 5
BASE = "".join(f"#include <{name}>\n" for name in
               "string vector optional string_view charconv chrono cstdint".split()) + "int main() {}\n"
WHOLE = "#include <maintkit/maintkit.hpp>\nint main() {}\n"
USED = "#define MAINTKIT_MAIN\n#include <maintkit/maintkit.hpp>\n"


def seconds(text):
    """Processor time, which other work on the machine disturbs less than the clock's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    house.must("g++", "-std=c++17", "-O2", f"-I{house.SINGLE}", "-x", "c++", "-", "-c", "-o", "/dev/null", input=text)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if not house.shutil.which("g++"):
    house.skip("no g++")
seconds(WHOLE)
rounds = [(seconds(BASE), seconds(WHOLE)) for _ in range(ROUNDS)]
base, whole = (statistics.median(column) for column in zip(*rounds))
ratio = statistics.median(theirs / ours for ours, theirs in rounds)
lines = (house.SINGLE / "maintkit/maintkit.hpp").read_text().count("\n")
print(f"maintkit.hpp: {lines} lines; unused {whole:.2f} s, {ratio:.2f} of the {base:.2f} s of its vocabulary types; "
      f"the whole program {seconds(USED):.1f} s")
if ratio > GOAL:
    print(f"the goal is {GOAL}: NOT REACHED; at most {MOST} is let through")
house.finish([f"including it costs {ratio:.2f} times its vocabulary types, {MOST} at most"] if ratio > MOST else [], "")
