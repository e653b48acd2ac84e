"""The programs that are compared and how each is told what to make.

A further way of running a program is one more entry of PROGRAMS.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TPCH = Path(os.environ.get("TPCH_BIN_DIR", ROOT / "build/release/bin")) / "tpch"
TPCHGEN_CLI = Path(sys.executable).parent / "tpchgen-cli"
DUCKDB_PYTHON = ROOT / "build/bench-venv/bin/python"
DUCKDB_DBGEN = ROOT / "bench/duckdb_dbgen.py"


@dataclass(frozen=True)
class Case:
    """What all programs are asked for alike: the eight tables, in one form, on so many threads."""

    mode: str  # "alternating" or "alone".
    threads: str  # "default" or a number.
    scale_factor: str
    format: str
    codec: str  # Written NAME or NAME:LEVEL; empty where the format takes none.

    def form(self) -> str:
        """Returns format and codec as the user writes them."""
        return f"{self.format}:{self.codec}" if self.codec else self.format


@dataclass(frozen=True)
class Program:
    """A way of running a generator.

    Its command line is `prefix`, then what `arguments` returns to have a case's files made as
    <table>.<format> in an existing, empty folder. `prefix` with --version tells its version.
    """

    name: str
    prefix: list[str]
    arguments: Callable[[Case, Path], list[str]]

    def command(self, case: Case, output_dir: Path) -> list[str]:
        return self.prefix + self.arguments(case, output_dir)

    def version(self) -> str:
        """Returns the first line of the program's own answer. Raises OSError if it is not there."""
        answer = subprocess.run(
            [*self.prefix, "--version"], capture_output=True, text=True, check=True
        )
        return answer.stdout.splitlines()[0]


def tpch_arguments(case: Case, output_dir: Path) -> list[str]:
    arguments = ["generate", "--quiet", "--scale-factor", case.scale_factor]
    arguments += ["--format", case.format, "--output-dir", str(output_dir)]
    if case.codec:
        arguments += ["--compression", case.codec]
    if case.threads != "default":
        arguments += ["--num-threads", case.threads]
    return arguments


def tpchgen_codec(codec: str) -> str:
    name, _, level = codec.partition(":")
    name = "UNCOMPRESSED" if name == "none" else name.upper()
    return f"{name}({level})" if level else name


def tpchgen_arguments(case: Case, output_dir: Path) -> list[str]:
    arguments = [case.format, "--quiet", "--scale-factor", case.scale_factor]
    arguments += ["--output-dir", str(output_dir)]
    if case.codec:
        arguments += ["--compression", tpchgen_codec(case.codec)]
    if case.threads != "default":
        arguments += ["--num-threads", case.threads]
    return arguments


def duckdb_arguments(case: Case, output_dir: Path) -> list[str]:
    arguments = ["--scale-factor", case.scale_factor, "--format", case.format]
    arguments += ["--output-dir", str(output_dir)]
    if case.codec:
        arguments += ["--codec", case.codec]
    if case.threads != "default":
        arguments += ["--threads", case.threads]
    return arguments


# The first is ours: the others are compared with it.
PROGRAMS = (
    Program("tpch", [str(TPCH)], tpch_arguments),
    Program("tpchgen-cli", [str(TPCHGEN_CLI)], tpchgen_arguments),
    Program("duckdb", [str(DUCKDB_PYTHON), str(DUCKDB_DBGEN)], duckdb_arguments),
)
