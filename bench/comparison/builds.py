"""Which build of our program is measured: its commit and its compiler."""

import re
import subprocess
from functools import cache

from bench.comparison.programs import ROOT, TPCH

COMPILER = re.compile(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", re.MULTILINE)


@cache  # What is edited while a benchmark runs is not what it measures.
def commit() -> str:
    """Returns git's name of the commit that is checked out, which `./dev bench` has just built;
    "-dirty" behind it stands for changes that are in none. Empty without git or a repository.
    """
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def compiler() -> str:
    """Returns how the compiler of the measured build names itself; empty if that is not known."""
    try:
        path = COMPILER.search((TPCH.parents[1] / "CMakeCache.txt").read_text())[1]
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    except (OSError, TypeError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.partition("\n")[0]
