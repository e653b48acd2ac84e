"""Compares how fast DuckDB and pyarrow read our lineitem and that of tpchgen-cli, all columns."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow
from pyarrow import parquet

from bench.comparison.builds import commit
from bench.comparison.documents import heading, write_document
from bench.comparison.measure import say
from bench.comparison.options import parse_options
from bench.comparison.programs import PROGRAMS, Case

MAKERS = [program for program in PROGRAMS if program.name in ("tpch", "tpchgen-cli")]
QUICK = {"scale_factor": "0.1", "runs": 1}


def query_duckdb(query: str) -> int:
    """Returns the first number of the answer, the row count."""
    with duckdb.connect() as connection:
        return connection.execute(query).fetchone()[0]


def hash_by_duckdb(file: Path) -> int:
    """Reads every value and keeps none."""
    return query_duckdb(f"SELECT count(*), bit_xor(hash(COLUMNS(*))) FROM '{file}'")


def load_by_duckdb(file: Path) -> int:
    return query_duckdb(f"CREATE TABLE loaded AS FROM '{file}'")


def load_by_pyarrow(file: Path) -> int:
    return parquet.read_table(file).num_rows


SCANS: dict[str, Callable[[Path], int]] = {
    f"duckdb {duckdb.__version__}, hash of all values": hash_by_duckdb,
    f"duckdb {duckdb.__version__}, table in memory": load_by_duckdb,
    f"pyarrow {pyarrow.__version__}, table in memory": load_by_pyarrow,
}


def make_files(scale_factor: str, codec: str, folder: Path) -> dict[str, Path]:
    files = {}
    for program in MAKERS:
        output_dir = folder / program.name
        output_dir.mkdir()
        case = Case("alternating", "default", scale_factor, "parquet", codec, "lineitem")
        subprocess.run(program.command(case, output_dir), check=True, capture_output=True)
        files[program.name] = output_dir / "lineitem.parquet"
    return files


def timed_scan(reader: str, file: Path) -> tuple[float, int]:
    start = time.perf_counter()
    rows = SCANS[reader](file)
    return time.perf_counter() - start, rows


def measure(files: dict[str, Path], runs: int) -> list[dict]:
    """Scans in turn, the first time without recording the time."""
    ours = commit()
    cells = [{"reader": reader, "maker": maker, "bytes": file.stat().st_size, "wall_s": [],
              "commit": ours if maker == "tpch" else ""}
             for reader in SCANS for maker, file in files.items()]
    for run in range(-1, runs):
        for cell in cells:
            wall_s, cell["rows"] = timed_scan(cell["reader"], files[cell["maker"]])
            if run >= 0:
                cell["wall_s"].append(wall_s)
                say(f"{cell['reader']} reads {cell['maker']}'s: {wall_s:.3f} s")
    assert len({cell["rows"] for cell in cells}) == 1, "the files differ in rows"
    return cells


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench readers", description=__doc__)
    add = parser.add_argument
    add("--scale-factor", metavar="SF", default="1", help="(1)")
    add("--codec", default="snappy", help="of both files (snappy)")
    add("--runs", type=int, default=7, help="timed scans of each file (7)")
    return parse_options(parser, "readers", QUICK)


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="readers-", dir=given.dir))
    try:
        files = make_files(given.scale_factor, given.codec, folder)
        cells = measure(files, given.runs)
    finally:
        shutil.rmtree(folder)
    write_document(given.json, heading(given.dir) | {
        "scale_factor": given.scale_factor, "codec": given.codec,
        "makers": [program.version() for program in MAKERS], "cells": cells})
    return 0


if __name__ == "__main__":
    sys.exit(main())
