"""Times `tpch verify` on Parquet files of all tables beside what it is made of: generating the same
data, and a full scan of the same files by DuckDB. All in turn."""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.comparison.measure import say
from bench.comparison.programs import ROOT, TPCH

MORE_THAN_ALL_ROWS = 10**15


def seconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def generate(scale_factor: str, output_dir: Path) -> None:
    shutil.rmtree(output_dir, ignore_errors=True)
    subprocess.run([TPCH, "generate", "--quiet", "-s", scale_factor, "-o", output_dir], check=True)


def scan(files_dir: Path) -> None:
    """Decodes every value of the files on all cores, and discards them."""
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        for file in sorted(files_dir.glob("*.parquet")):
            connection.execute(f"SELECT * FROM '{file}' OFFSET {MORE_THAN_ALL_ROWS}").fetchall()


def verify(files_dir: Path) -> None:
    subprocess.run([TPCH, "verify", files_dir], check=True, stdout=subprocess.DEVNULL)


def measure(scale_factor: str, runs: int, folder: Path) -> dict[str, list[float]]:
    """Runs all actions in turn, the first time without recording the time."""
    files_dir = folder / "files"
    generate(scale_factor, files_dir)
    actions = {
        "generate": lambda: generate(scale_factor, folder / "again"),
        "scan": lambda: scan(files_dir),
        "verify": lambda: verify(files_dir),
    }
    times: dict[str, list[float]] = {name: [] for name in actions}
    for run in range(-1, runs):
        for name, action in actions.items():
            wall_s = seconds(action)
            if run >= 0:
                times[name].append(wall_s)
                say(f"{name}: {wall_s:.2f} s")
    return times


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench verify", description=__doc__)
    add = parser.add_argument
    add("--scale-factor", metavar="SF", default="10", help="(10)")
    add("--runs", type=int, default=5, help="timed runs of each (5)")
    add("--dir", type=Path, default=ROOT / "build/bench", help="where to write (build/bench)")
    return parser.parse_args()


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="verify-", dir=given.dir))
    try:
        times = measure(given.scale_factor, given.runs, folder)
    finally:
        shutil.rmtree(folder)
    median = {name: statistics.median(values) for name, values in times.items()}
    print("| | Wall s, median (min–max) |\n| --- | --: |")
    for name, values in times.items():
        print(f"| {name} | {median[name]:.2f} ({min(values):.2f}–{max(values):.2f}) |")
    share = median["verify"] / (median["generate"] + 2 * median["scan"])
    print(f"\nverify takes {share:.2f}× the time of generating and two scans.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
