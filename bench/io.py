"""Compares the ways of tpch_benchmark to work and to write: time, memory, system calls, CPU time.

Each data set is made in each format by pwrite and by one ring for all files, table after table, by
threads and by processes. Only threads have one ring serve several files at once: processes have a
ring each. docs/benchmarks.md has the results.
"""

import argparse
import sys
from pathlib import Path

from bench.comparison.builds import commit
from bench.comparison.documents import default_file, heading
from bench.comparison.measure import say
from bench.comparison.programs import ROOT, tpch_version
from bench.comparison.tracers import missing_tracers
from bench.ways.cells import DATA_SETS, FORMATS, QUICK_DATA_SETS, Cell, DataSet, make_cells
from bench.ways.measure import MAX_TRACED_SCALE_FACTOR, measure
from bench.ways.results import Results

QUICK_RUNS = 1
INTERRUPTED = 130


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench io", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data-sets", metavar="NAME,…", help=f"of {','.join(DATA_SETS)} (all)")
    add("--formats", metavar="FORMAT,…", help=f"of {','.join(FORMATS)} (all)")
    add("--runs", type=int, default=5, help="timed runs of each cell, after one that is not (5)")
    add("--no-traces", action="store_true",
        help="no system calls and no CPU profile, which there are up to scale factor "
        f"{MAX_TRACED_SCALE_FACTOR}")
    add("--quick", action="store_true",
        help=f"{', '.join(QUICK_DATA_SETS)} and one run, to try things out")
    add("--dir", type=Path, default=ROOT / "build/bench", help="where to write (build/bench)")
    add("--json", type=Path, metavar="FILE",
        help="all runs; what the file has stays until it is measured again (build/bench/io.json, "
        "with --quick build/bench/quick/io.json)")
    given = parser.parse_args()
    known = QUICK_DATA_SETS if given.quick else DATA_SETS
    given.json = given.json or default_file("io", given.quick)
    given.runs = QUICK_RUNS if given.quick else given.runs
    given.data_sets = pick(parser, "--data-sets", given.data_sets, known)
    given.formats = pick(parser, "--formats", given.formats, {name: name for name in FORMATS})
    if given.runs < 1:
        parser.error("--runs: at least 1 is needed")
    return given


def pick(parser: argparse.ArgumentParser, option: str, text: str | None, known: dict) -> list:
    """Returns the values of the names; all values if none is given."""
    names = list(known) if text is None else text.split(",")
    for name in names:
        if name not in known:
            parser.error(f"{option}: unknown '{name}'; use {', '.join(known)}")
    return [known[name] for name in names]


def tell_failures(cells: list[Cell]) -> int:
    """Prints which cells failed; returns the exit status."""
    failed = [cell for cell in cells if cell.error]
    for cell in failed:
        say(f"failed: {cell.data_set}, {cell.label()}: {cell.error}")
    if failed:
        say("what earlier calls measured of these stays")
    return 1 if failed else 0


def measure_all(tasks: list[tuple[DataSet, list[Cell]]], given: argparse.Namespace,
                results: Results) -> int:
    """Measures the cells of each data set and format; returns the exit status."""
    cells = [cell for _, task in tasks for cell in task]
    try:
        for data_set, task in tasks:
            say(f"{data_set.name}, {task[0].format}")
            measure(data_set, task, given, results)
    except KeyboardInterrupt:
        for cell in cells:
            if not cell.is_whole(given.runs):
                say(f"not measured: {cell.data_set}, {cell.label()}")
        say("interrupted; what is finished is kept, of this call and of earlier ones")
        return INTERRUPTED
    return tell_failures(cells)


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    results = Results(given.json, heading(given.dir), tpch_version(), given.runs)
    if not given.no_traces and (missing := missing_tracers()):
        say(missing)
    ours = commit()
    tasks = [(data_set, make_cells(data_set, format, ours)) for data_set in given.data_sets
             for format in given.formats]
    return measure_all(tasks, given, results)


if __name__ == "__main__":
    sys.exit(main())
