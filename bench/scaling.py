"""Measures our program with 1, 2, 4, … threads.

Needs the built programs and Python's standard library only, so that it runs on a machine where
nothing can be installed: TPCH_BIN_DIR=… python3 bench/scaling.py.
"""

import argparse
import json
import os
import sys

from bench.comparison.builds import commit
from bench.comparison.documents import heading, write_document
from bench.comparison.measure import Failure, check_disk_space, execute, output_folder, say
from bench.comparison.options import parse_options
from bench.comparison.programs import TPCH, tpch_version

QUICK = {"scale_factor": "0.1", "runs": 1}


def default_threads() -> list[int]:
    """Returns the powers of two up to the number of CPUs, and that number."""
    cpus = len(os.sched_getaffinity(0))
    return sorted({2**power for power in range(cpus.bit_length()) if 2**power <= cpus} | {cpus})


def measure_run(format: str, threads: int, given: argparse.Namespace) -> tuple[dict, dict]:
    """Makes all tables once; returns the times and the digests of the files."""
    check_disk_space(float(given.scale_factor), given.dir)
    with output_folder(given.dir) as folder:
        summary = folder / "summary.json"
        wall_s, usage = execute([
            str(TPCH), "generate", "--quiet", "--scale-factor", given.scale_factor, "--format",
            format, "--num-threads", str(threads), "--output-dir", str(folder / "data"), "--json",
            str(summary)])
        files = json.loads(summary.read_text())["files"]
    times = {"wall_s": wall_s, "user_s": usage.ru_utime, "system_s": usage.ru_stime}
    return times, {file["table"]: file["xxh3"] for file in files}


def measure(format: str, given: argparse.Namespace) -> list[dict]:
    cells = [{"format": format, "threads": threads, "commit": commit(), "runs": []}
             for threads in given.threads]
    digests = None
    for run in range(-1, given.runs):
        for cell in cells:
            times, made = measure_run(format, cell["threads"], given)
            digests = digests or made
            if made != digests:
                raise Failure(f"{cell['threads']} threads made other bytes")
            if run >= 0:
                cell["runs"].append(times)
                say(f"{format}, {cell['threads']} threads: {times['wall_s']:.3f} s")
    return cells


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench scaling", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--scale-factor", metavar="SF", default="1", help="(1)")
    add("--formats", type=lambda text: text.split(","), metavar="FORMAT,…",
        default=["tbl", "parquet"], help="(tbl,parquet)")
    add("--threads", type=lambda text: [int(number) for number in text.split(",")], metavar="N,…",
        default=default_threads(), help="(1,2,4,… up to the CPUs)")
    add("--runs", type=int, default=5, help="timed runs of each, after one that is not (5)")
    return parse_options(parser, "scaling", QUICK)


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    document = heading(given.dir) | {
        "version": tpch_version(), "scale_factor": given.scale_factor, "cells": []}
    status = 0
    for format in given.formats:
        try:
            document["cells"] += measure(format, given)
        except Failure as failure:
            say(f"missing: {format}: {failure}")
            status = 1
    if document["cells"]:
        write_document(given.json, document)
    return status


if __name__ == "__main__":
    sys.exit(main())
