# SPDX-FileCopyrightText: 2026 The maintkit authors
# SPDX-License-Identifier: MIT
"""What the structural tests share: the headers, the compilers, and one way to fail."""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
SINGLE = ROOT / "single_include"
AMALGAMATE = SINGLE / "amalgamate.py"
HEADERS = sorted(path.relative_to(INCLUDE).as_posix() for path in INCLUDE.rglob("*.hpp"))  # "maintkit/error.hpp"
WARNINGS = ("-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wundef "
            "-Wnull-dereference -Werror").split()
SKIPPED = 77


def compilers():
    """Those named in MAINTKIT_COMPILERS, else g++ and clang++ as far as they are there."""
    named = os.environ.get("MAINTKIT_COMPILERS", "").split()
    found = named or [name for name in ("g++", "clang++") if shutil.which(name)]
    return found or sys.exit("no C++ compiler found")


def warnings_of(compiler):
    return WARNINGS + ["-Wuseless-cast"] * ("clang" not in compiler)


def run(*command, **options):
    """The finished command, its output as text and both streams in one."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "errors": "replace", **options}
    return subprocess.run([str(part) for part in command], **options)


def must(*command, **options):
    """Its output; a command that fails ends the test with what it said."""
    done = run(*command, **options)
    if done.returncode != 0:
        sys.exit(f"exit {done.returncode} from: {' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def compile_text(compiler, text, *options, include=INCLUDE):
    """Compiles a text, warnings being errors. What the compiler said if it failed, else nothing."""
    flags = ["-std=c++17", f"-I{include}", *warnings_of(compiler), *options]
    if "-o" not in flags:
        flags.append("-fsyntax-only")
    done = run(compiler, "-x", "c++", "-", *flags, input=text)
    return "" if done.returncode == 0 else f"{compiler}: {done.stdout}"


def in_parallel(work, items):
    """[work(item) …], as many at a time as there are processors."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))


def finish(problems, success):
    """Ends the test: with every problem, or with what was found to be well."""
    problems = [problem for problem in problems if problem]
    print("\n".join(problems) if problems else success)
    sys.exit(1 if problems else 0)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def sources():
    """The files that are written by hand for a compiler, an interpreter or a build."""
    known = {".hpp", ".cpp", ".py", ".sh", ".build"}
    for path in sorted(ROOT.rglob("*")):
        within = path.relative_to(ROOT).parts
        if within[0] in (".git", "build") or within[:2] == ("tests", "data") or not path.is_file():
            continue
        if path.suffix in known or path.name == "CMakeLists.txt" or (not path.suffix and path.read_bytes()[:2] == b"#!"):
            yield path


def without_text(code):
    """C++ code with the insides of comments, strings and character constants blanked; lines stay where they were."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^ ()\\\t\n]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|'
                       r"(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'", re.S)
    return token.sub(lambda found: '""' * (found[0][0] != "/") + "\n" * found[0].count("\n"), code)
