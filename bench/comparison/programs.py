"""The compared programs and their command lines.

To run a program in another way, add an entry to PROGRAMS, or to VARIANTS, which run only on
request.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TPCH = Path(os.environ.get("TPCH_BIN_DIR", ROOT / "build/release/bin")) / "tpch"
TPCH_BENCHMARK = TPCH.with_name("tpch_benchmark")
TPCHGEN_CLI = Path(sys.executable).parent / "tpchgen-cli"
DUCKDB_PYTHON = ROOT / "build/bench-venv/bin/python"
DUCKDB_DBGEN = ROOT / "bench/duckdb_dbgen.py"


FORMATS = ("tbl", "csv", "parquet")


@dataclass(frozen=True)
class Case:
    """The same task for all programs: the eight tables, in one form, with a number of threads."""

    mode: str  # "alternating" or "alone".
    threads: str  # "default" or a number.
    scale_factor: str
    format: str
    codec: str  # NAME or NAME:LEVEL; empty if the format has no codecs.
    tables: str = "all"  # Or the name of one table.

    def form(self) -> str:
        """Returns format and codec as the user writes them."""
        return f"{self.format}:{self.codec}" if self.codec else self.format


@dataclass(frozen=True)
class Program:
    """A way of running a generator.

    Its command line is `prefix`, then the result of `arguments`, which makes a case's files as
    <table>.<format> in an existing, empty folder. `prefix` with --version prints its version.
    """

    name: str
    prefix: list[str]
    arguments: Callable[[Case, Path], list[str]]
    formats: tuple[str, ...] = FORMATS

    def is_ours(self) -> bool:
        return self.prefix[0] in (str(TPCH), str(TPCH_BENCHMARK))

    def command(self, case: Case, output_dir: Path) -> list[str]:
        return self.prefix + self.arguments(case, output_dir)

    def version(self) -> str:
        """Returns the first line of the program's --version. Raises OSError if it is missing."""
        answer = subprocess.run(
            [*self.prefix, "--version"], capture_output=True, text=True, check=True
        )
        return answer.stdout.splitlines()[0]


def tpch_version() -> str:
    return PROGRAMS[0].version()


def tpch_arguments(case: Case, output_dir: Path) -> list[str]:
    arguments = ["generate", "--quiet", "--scale-factor", case.scale_factor]
    arguments += ["--format", case.format, "--output-dir", str(output_dir)]
    if case.codec:
        arguments += ["--compression", case.codec]
    if case.threads != "default":
        arguments += ["--num-threads", case.threads]
    return [*arguments, "--tables", case.tables]


def compatible_arguments(case: Case, output_dir: Path) -> list[str]:
    return [*tpch_arguments(case, output_dir), "--parquet-profile", "compatible"]


def processes_arguments(case: Case, output_dir: Path) -> list[str]:
    """Makes all tables even if the case has fewer, because --parallel does."""
    _, *arguments = tpch_arguments(case, output_dir)
    return [*arguments, "--parallel=processes"]


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
    if case.tables != "all":
        arguments += ["--tables", case.tables]
    return arguments


# The columns that our default files do not encode with a dictionary (docs/parquet.md).
OUR_ENCODINGS = {
    "DELTA_BINARY_PACKED": {
        "customer": "c_custkey c_acctbal",
        "lineitem": "l_orderkey l_partkey l_suppkey l_extendedprice",
        "nation": "n_nationkey n_regionkey",
        "orders": "o_orderkey o_custkey o_totalprice",
        "part": "p_partkey p_retailprice",
        "partsupp": "ps_partkey ps_suppkey ps_availqty ps_supplycost",
        "region": "r_regionkey",
        "supplier": "s_suppkey s_acctbal",
    },
    "DELTA_BYTE_ARRAY": {"customer": "c_name", "orders": "o_clerk", "supplier": "s_name"},
    "DELTA_LENGTH_BYTE_ARRAY": {
        "customer": "c_address c_phone c_comment",
        "lineitem": "l_comment",
        "nation": "n_name n_comment",
        "orders": "o_comment",
        "part": "p_name p_comment",
        "partsupp": "ps_comment",
        "region": "r_name r_comment",
        "supplier": "s_address s_phone s_comment",
    },
}


def our_encodings(case: Case) -> str:
    """Returns the encodings as a list for the peer, which accepts only columns that it makes."""
    return ",".join(
        f"{column}={encoding}"
        for encoding, columns_of in OUR_ENCODINGS.items()
        for table, columns in columns_of.items()
        if case.tables in ("all", table)
        for column in columns.split()
    )


def tpchgen_encodings_arguments(case: Case, output_dir: Path) -> list[str]:
    return [*tpchgen_arguments(case, output_dir), "--column-encoding", our_encodings(case)]


def duckdb_arguments(case: Case, output_dir: Path) -> list[str]:
    arguments = ["--scale-factor", case.scale_factor, "--format", case.format]
    arguments += ["--output-dir", str(output_dir)]
    if case.codec:
        arguments += ["--codec", case.codec]
    if case.threads != "default":
        arguments += ["--threads", case.threads]
    if case.tables != "all":
        arguments += ["--table", case.tables]
    return arguments


# The first is ours; the others are compared with it.
PROGRAMS = (
    Program("tpch", [str(TPCH)], tpch_arguments),
    Program("tpchgen-cli", [str(TPCHGEN_CLI)], tpchgen_arguments),
    Program("duckdb", [str(DUCKDB_PYTHON), str(DUCKDB_DBGEN)], duckdb_arguments),
)

VARIANTS = (
    Program("tpch-compatible", [str(TPCH)], compatible_arguments, ("parquet",)),
    Program("tpch-processes", [str(TPCH_BENCHMARK)], processes_arguments),
    Program("tpchgen-encodings", [str(TPCHGEN_CLI)], tpchgen_encodings_arguments, ("parquet",)),
)
