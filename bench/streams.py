"""Compares tables that are read while they are generated with files and with DuckDB's dbgen.

A case is a task in Python, done in several ways: each run is a new process, which reports the
seconds of the task without those of its imports.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.comparison.builds import commit
from bench.comparison.documents import heading, write_document
from bench.comparison.measure import say
from bench.comparison.options import parse_options
from bench.comparison.programs import DUCKDB_PYTHON, ROOT, TPCH, TPCHGEN_CLI

QUICK = {"scale_factor": "0.1", "runs": 1}

# A task has `sf`, `run(command…)` and the current folder, which is empty.
PROGRAM = """
import json, resource, subprocess, sys, time
from pathlib import Path
sf = sys.argv[1]
def run(*command):
    subprocess.run(command, check=True, capture_output=True)
{imports}
start = time.perf_counter()
{task}
wall_s = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps([wall_s, peak]))
"""
LOAD_DBGEN = "import bench.duckdb_dbgen as dbgen\ncon = dbgen.connect(None, Path('spill'))"
FROM_FILE = "duckdb.sql(\"CREATE VIEW lineitem AS FROM 'lineitem.parquet'\")\n"


@dataclass
class Way:
    """One way to do a task; its cell of the document."""

    case: str
    name: str
    imports: str
    task: str
    python: Path = Path(sys.executable)
    runs: list[tuple[float, int]] = field(default_factory=list)  # seconds, peak bytes

    def code(self) -> str:
        return PROGRAM.format(imports=self.imports, task=self.task)


def query_text(number: int) -> str:
    """Returns a query with the parameters of the validation."""
    command = [TPCH, "queries", "--defaults", "--dialect", "duckdb", str(number)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def ways() -> Iterator[Way]:
    yield Way("import tpch", "stream", "", "import tpch")
    load = "a DuckDB table of lineitem"
    yield Way(load, "stream", "import duckdb, tpch",
              "lineitem = tpch.table('lineitem', sf)\n"
              "duckdb.sql('CREATE TABLE loaded AS FROM lineitem')", DUCKDB_PYTHON)
    yield Way(load, "DuckDB's dbgen, all tables", LOAD_DBGEN,
              "con.execute(f'CALL dbgen(sf = {sf})')", DUCKDB_PYTHON)
    for number in (6, 1):
        answer = f"duckdb.sql({query_text(number)!r}).fetchall()"
        case = f"query {number} in DuckDB"
        yield Way(case, "stream", "import duckdb, pyarrow.dataset, tpch",
                  f"tpch.register(duckdb, sf)\n{answer}")
        ours = f"run('{TPCH}', 'generate', '-s', sf, '-T', 'lineitem', '-o', '.')\n"
        yield Way(case, "our Parquet, then a scan", "import duckdb", ours + FROM_FILE + answer)
        theirs = f"run('{TPCHGEN_CLI}', 'parquet', '-s', sf, '--tables', 'lineitem')\n"
        yield Way(case, "tpchgen-cli's Parquet, then a scan", "import duckdb",
                  theirs + FROM_FILE + answer)


def install(folder: Path) -> None:
    """Installs the Python package as its wheel does."""
    subprocess.run(["cmake", "--install", TPCH.parents[1], "--component", "python", "--strip",
                    "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(ROOT / "python/tpch", folder / "tpch", dirs_exist_ok=True)


def measure(way: Way, scale_factor: str, site: Path, parent: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=parent))
    environment = {**os.environ, "PYTHONPATH": f"{site}:{ROOT}"}
    try:
        command = [way.python, "-P", "-c", way.code(), scale_factor]
        printed = subprocess.run(command, cwd=folder, env=environment, check=True,
                                 stdout=subprocess.PIPE).stdout
    finally:
        shutil.rmtree(folder)
    way.runs.append(tuple(json.loads(printed.splitlines()[-1])))  # after a progress bar
    say(f"{way.case}, {way.name}: {way.runs[-1][0]:.3f} s, {way.runs[-1][1] / 2**20:.0f} MiB")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench streams", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--scale-factor", metavar="SF", default="1", help="(1)")
    add("--cases", metavar="WORD", default="", help="only cases with this word")
    add("--runs", type=int, default=5, help="timed runs of each way, after one that is not (5)")
    return parse_options(parser, "streams", QUICK)


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    chosen = [way for way in ways() if given.cases in way.case]
    with tempfile.TemporaryDirectory(prefix="streams-", dir=given.dir) as folder:
        site = Path(folder) / "lib/python3/site-packages"
        install(site)
        for _ in range(given.runs + 1):
            for way in chosen:
                measure(way, given.scale_factor, site, Path(folder))
    cells = [{"case": way.case, "way": way.name, "runs": way.runs[1:]} for way in chosen]
    for cell in cells:
        wall_s, peak_bytes = map(statistics.median, zip(*cell["runs"], strict=True))
        print(f"{cell['case']}, {cell['way']}: {wall_s:.3f} s, {peak_bytes / 2**20:.0f} MiB")
    write_document(given.json, heading(given.dir) | {
        "scale_factor": given.scale_factor, "commit": commit(), "cells": cells})
    return 0


if __name__ == "__main__":
    sys.exit(main())
