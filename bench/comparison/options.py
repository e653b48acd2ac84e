"""The options that benchmarks have in common."""

import argparse
from pathlib import Path

from bench.comparison.documents import default_file
from bench.comparison.programs import ROOT


def parse_options(parser: argparse.ArgumentParser, benchmark: str,
                  quick: dict) -> argparse.Namespace:
    """Adds --quick, --dir and --json, and parses the command line. With --quick, the values `quick`
    replace those of other options.
    """
    add = parser.add_argument
    add("--quick", action="store_true", help="scale factor 0.1 and one run, to try things out")
    add("--dir", type=Path, default=ROOT / "build/bench",
        help="where to write; /dev/shm, say, leaves the disk out (build/bench)")
    add("--json", type=Path, metavar="FILE",
        help=f"(build/bench/{benchmark}.json, with --quick build/bench/quick/{benchmark}.json)")
    given = parser.parse_args()
    given.json = given.json or default_file(benchmark, given.quick)
    if given.quick:
        vars(given).update(quick)
    return given
