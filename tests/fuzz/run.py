#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""Builds one libFuzzer target with AddressSanitizer and UndefinedBehaviorSanitizer and runs it for a while.

    run.py version/debian_fuzz.cpp        MAINTKIT_FUZZ_SECONDS says how long: 5, and 0 for as long as it takes

Starts from the files of corpus/version/debian, if there are any. An input that fails is kept, and its path printed.
"""
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FLAGS = "-std=c++17 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all".split()
LIMITS = "-rss_limit_mb=2048 -timeout=10 -max_len=4096 -print_final_stats=1".split()


def main():
    source = pathlib.Path(sys.argv[1])
    name = str(source).removesuffix("_fuzz.cpp")
    if not shutil.which("clang++"):
        print("skipped: no clang++, whose libFuzzer is needed")
        sys.exit(77)
    build = pathlib.Path(os.environ.get("MAINTKIT_BUILD_DIR", "build")).resolve() / "fuzz" / name
    (build / "corpus").mkdir(parents=True, exist_ok=True)
    launcher = ["ccache"] if shutil.which("ccache") else []
    subprocess.run([*launcher, "clang++", *FLAGS, f"-I{ROOT / 'include'}", "-c", HERE / source, "-o", build / "fuzz.o"], check=True)
    subprocess.run(["clang++", *FLAGS, build / "fuzz.o", "-o", build / "fuzz", "-ldl"], check=True)
    dictionary = HERE / f"{name}.dict"
    seeds = HERE / "corpus" / name
    seconds = os.environ.get("MAINTKIT_FUZZ_SECONDS", "5")
    done = subprocess.run([build / "fuzz", f"-max_total_time={seconds}", *LIMITS, f"-artifact_prefix={build}/",
                           *([f"-dict={dictionary}"] if dictionary.exists() else []), build / "corpus",
                           *([seeds] if seeds.is_dir() else [])],
                          stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, errors="replace")
    print("\n".join(done.stdout.splitlines()[-60 if done.returncode else -12:]))
    sys.exit(done.returncode and 1)


main()
