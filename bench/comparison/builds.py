"""The measured build of our program: its commit and its compiler."""

import re
import subprocess
from functools import cache

from bench.comparison.programs import ROOT, TPCH

COMPILER = re.compile(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", re.MULTILINE)


@cache  # Edits while a benchmark runs do not change what it measures.
def commit() -> str:
    """Returns git's name of the checked-out commit, which `./dev bench` has just built, followed by
    "-dirty" if there are uncommitted changes. Empty without git or a repository.
    """
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def compiler() -> str:
    """Returns the name and version of the measured build's compiler; empty if unknown."""
    try:
        path = COMPILER.search((TPCH.parents[1] / "CMakeCache.txt").read_text())[1]
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    except (OSError, TypeError, subprocess.CalledProcessError):
        return ""
    return answer.stdout.partition("\n")[0]
