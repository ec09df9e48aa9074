# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Reads "pairs" and "texts" lines of answers.cpp and holds them against packaging: python.py pairs|texts"""
import sys

import packaging
from packaging.version import InvalidVersion, Version


def reads(text):
    try:
        return str(Version(text))
    except InvalidVersion:
        return ""


what, asked, wrong = sys.argv[1], 0, 0
for line in sys.stdin.read().split("\n")[:-1]:
    fields = line.split("\t")
    if what == "pairs":
        a, b = Version(fields[0]), Version(fields[1])
        good = fields[2] == ("<" if a < b else ">" if a > b else "=")
    else:
        good = fields[1] == reads(fields[0])
    asked += 1
    wrong += not good
    if not good and wrong <= 10:
        print("packaging:", line, reads(fields[0]))
print(f"packaging {packaging.__version__}: {asked} {what}, {wrong} disagreements")
sys.exit(wrong > 0)
