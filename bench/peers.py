"""Compares whole programs that generate TPC-H data: time, memory and size of their files.

The programs are in comparison/programs.py. docs/benchmarks.md tells how to read the tables.
"""

import argparse
import os
import sys
from itertools import product
from pathlib import Path

from bench.comparison.builds import commit
from bench.comparison.documents import default_file, earlier_cells, heading, write_document
from bench.comparison.measure import Bench, Cell, Contender, measure, say
from bench.comparison.programs import FORMATS, PROGRAMS, ROOT, VARIANTS, Case
from bench.comparison.results import Results, as_document, from_cells
from bench.reporting.peers import peers_section

MODES = ("alternating", "alone")
QUICK = {"scale_factors": ["0.1"], "runs": 1}


def comma_list(text: str) -> list[str]:
    return text.split(",")


def scale_factors(text: str) -> list[str]:
    """Returns the numbers as they are written, so that every program gets the same digits."""
    values = comma_list(text)
    for value in values:
        float(value)
    return values


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench peers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    names = [program.name for program in PROGRAMS]
    variants = [program.name for program in VARIANTS]
    add = parser.add_argument
    add("--scale-factors", type=scale_factors, metavar="SF,…", default=["1"], help="(1)")
    add("--formats", type=comma_list, metavar="FORM,…", default=list(FORMATS),
        help="tbl, csv, parquet[:CODEC[:LEVEL]] as in tpch's --compression (tbl,csv,parquet)")
    add("--programs", type=comma_list, metavar="NAME,…", default=names,
        help=f"of these and {','.join(variants)} ({','.join(names)})")
    add("--tables", metavar="NAME", default="all", help="all, or one table (all)")
    add("--threads", type=comma_list, metavar="N,…", default=["default"],
        help="numbers, or default for each program's own choice (default)")
    add("--mode", type=comma_list, metavar="MODE,…", default=["alternating"],
        help="alternating: A B A B …, alone: A A … B B … (alternating)")
    add("--runs", type=int, default=5, help="timed runs of each cell, after one that is not (5)")
    add("--quick", action="store_true", help="scale factor 0.1 and one run, to try things out")
    add("--dir", type=Path, default=ROOT / "build/bench", help="where to write (build/bench)")
    add("--drop-caches", action="store_true", help="empty the page cache before each run (root)")
    add("--json", type=Path, metavar="FILE",
        help="all runs; what the file has stays unless it is measured again "
        "(build/bench/peers.json, with --quick build/bench/quick/peers.json)")
    given = parser.parse_args()
    given.json = given.json or default_file("peers", given.quick)
    if given.quick:
        vars(given).update(QUICK)
    check(given, parser)
    return given


def check(given: argparse.Namespace, parser: argparse.ArgumentParser) -> None:
    """Rejects options that would otherwise fail only after a long measurement."""
    known = {
        "--formats": ([form.partition(":")[0] for form in given.formats], FORMATS),
        "--programs": (given.programs, [program.name for program in PROGRAMS + VARIANTS]),
        "--mode": (given.mode, MODES),
    }
    for option, (values, allowed) in known.items():
        for value in values:
            if value not in allowed:
                parser.error(f"{option}: unknown '{value}'; use {', '.join(allowed)}")
    for form in given.formats:
        if ":" in form and not form.startswith("parquet:"):
            parser.error(f"--formats: '{form}' has a codec, which only parquet takes")
    if given.runs < 1:
        parser.error("--runs: at least 1 is needed")
    if given.drop_caches and os.geteuid() != 0:
        parser.error("--drop-caches: only root may do it")


def cases(given: argparse.Namespace) -> list[Case]:
    """Returns all requested combinations; Parquet without a codec means Snappy for all programs."""
    forms = [form.partition(":") for form in given.formats]
    return [
        Case(mode, threads, scale_factor, format, codec or "snappy" * (format == "parquet"),
             given.tables)
        for scale_factor, threads, mode, (format, _, codec) in product(
            given.scale_factors, given.threads, given.mode, forms
        )
    ]


def contenders_of(case: Case, versions: dict[str, str]) -> list[Contender]:
    ours = commit()
    return [
        (program, Cell(case, program.name, versions[program.name],
                       commit=ours if program.is_ours() else ""))
        for program in PROGRAMS + VARIANTS
        if program.name in versions and case.format in program.formats
    ]


class Report:
    """The results, including those that earlier calls have written to the JSON file.

    The constructor ends the program if the conditions of those are different.
    """

    def __init__(self, given: argparse.Namespace):
        self._file = given.json
        self._runs = given.runs
        self._heading = heading(given.dir, given.drop_caches)
        self._results: Results = from_cells(earlier_cells(given.json, self._heading))

    def add(self, case: Case, cells: list[Cell]) -> None:
        """Adds the cells that are complete or failed, and updates the file.

        They replace all earlier cells of the case, since only runs of one call alternate; but they
        replace none if a program that was complete is now incomplete.
        """
        whole = {cell.program for cell in cells if not cell.error and len(cell.runs) == self._runs}
        finished = [cell for cell in cells if cell.error or cell.program in whole]
        lost = {cell.program for cell in self._results.get(case, []) if not cell.error}
        lost &= {cell.program for cell in cells} - whole
        if lost:
            say(f"earlier figures stay, since these are not complete: {', '.join(sorted(lost))}")
        elif finished:
            self._results[case] = finished
            write_document(self._file, as_document(self._heading, self._results))

    def markdown(self) -> str:
        return peers_section(as_document(self._heading, self._results))


def measure_all(given: argparse.Namespace, versions: dict[str, str], report: Report) -> None:
    bench = Bench(given.dir, given.runs, given.drop_caches)
    for case in cases(given):
        say(f"{case.form()}, scale factor {case.scale_factor}, {case.threads} threads, {case.mode}")
        contenders = contenders_of(case, versions)
        try:
            measure(contenders, case.mode, bench)
        finally:
            report.add(case, [cell for _, cell in contenders])


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    versions = {
        program.name: program.version()
        for program in PROGRAMS + VARIANTS
        if program.name in given.programs
    }
    report = Report(given)
    try:
        measure_all(given, versions, report)
    except KeyboardInterrupt:
        say("interrupted; what was finished is kept")
        return 130
    finally:
        print(report.markdown(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
