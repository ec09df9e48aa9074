#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Including the whole library and using nothing costs at most four times what its vocabulary types cost (g++ -O2, medians
of interleaved runs). Prints the size and the time, so that growth is seen."""
import resource
import statistics

import house

MOST, ROUNDS = 4.0, 5
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
house.finish([f"including it costs {ratio:.2f} times its vocabulary types, {MOST} at most"] if ratio > MOST else [], "")
