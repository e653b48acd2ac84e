"""Compares the ways of tpch_benchmark to work and to write: time, memory, system calls, CPU time.

Each data set is made in each format by pwrite, by a ring for each file and by one ring for all,
table after table, by threads and by processes. Only threads have one ring serve several files at
once: processes have a ring each. docs/benchmarks.md has the results.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import xxhash

from comparison.conditions import conditions
from comparison.measure import Failure, check_disk_space, execute, output_folder, say, telling_line
from comparison.memory import peak_pss_bytes
from comparison.programs import ROOT, TPCH_BENCHMARK, tpch_version
from comparison.stages import measure_stages
from comparison.system_calls import measure_calls

FORMATS = ("parquet", "csv")
IO_MODES = ("sync", "uring-per-file", "uring")
WAYS = ("off", "threads", "processes")
# A single table has nothing to divide, and one file to have a ring.
SINGLE_TABLE_IO_MODES = ("sync", "uring")
SINGLE_TABLE_WAYS = ("threads",)
PARQUET_MAGIC = b"PAR1"
READ_BYTES = 1 << 20
# Larger ones are not traced: it would take minutes and tell nothing new.
MAX_TRACED_SCALE_FACTOR = 1


@dataclass(frozen=True)
class DataSet:
    name: str
    scale_factor: float
    arguments: tuple[str, ...]
    io_modes: tuple[str, ...] = IO_MODES
    ways: tuple[str, ...] = WAYS


def first_lines(rows: int) -> DataSet:
    arguments = ("--table", "lineitem", "--max-rows", str(rows))
    return DataSet(f"first {rows:,} rows of lineitem", 1, arguments, SINGLE_TABLE_IO_MODES,
                   SINGLE_TABLE_WAYS)


def all_tables(scale_factor: str) -> DataSet:
    arguments = ("--scale-factor", scale_factor)
    return DataSet(f"all tables, scale factor {scale_factor}", float(scale_factor), arguments)


DATA_SETS = {"1m": first_lines(1_000_000), "sf1": all_tables("1"), "sf10": all_tables("10")}
QUICK_DATA_SETS = {"100k": first_lines(100_000), "sf0.1": all_tables("0.1")}
QUICK_RUNS = 3


@dataclass
class Cell:
    """One way to make one data set."""

    data_set: str
    format: str
    io: str
    way: str
    command: list[str]
    error: str = ""
    runs: list[dict[str, float]] = field(default_factory=list)
    files: dict[str, dict] = field(default_factory=dict)  # Rows, bytes and digest by name.
    peak_pss_bytes: int = 0
    calls: dict = field(default_factory=dict)
    stages: dict = field(default_factory=dict)

    def key(self) -> tuple[str, ...]:
        return self.data_set, self.format, self.io, self.way

    def label(self) -> str:
        return f"{self.format}, {self.io}, {self.way}"


def make_cell(data_set: DataSet, format: str, io: str, way: str) -> Cell:
    command = ["tpch_benchmark", "--use-dbgen", *data_set.arguments, "--format", format, "--io", io]
    if len(data_set.ways) > 1:
        command.append(f"--parallel={way}")
    return Cell(data_set.name, format, io, way, command)


def full_command(cell: Cell, folder: Path) -> list[str]:
    data, summary = folder / "data", folder / "summary.json"
    return [str(TPCH_BENCHMARK), *cell.command[1:], "--output-dir", str(data), "--json",
            str(summary), "--quiet", "--no-space-check"]


def tiny_command(cell: Cell, folder: Path) -> list[str]:
    """Returns a command of the same format and way of writing for a slow profiler."""
    command = ["tpch_benchmark", "--scale-factor", "0.05", "--num-threads", "1", "--format",
               cell.format, "--io", cell.io]
    if "--table" not in cell.command:
        command.append("--parallel=threads")
    return full_command(replace(cell, command=command), folder)


def told_files(folder: Path) -> dict[str, dict]:
    """Returns what the program says of its files."""
    summary = json.loads((folder / "summary.json").read_text())
    return {
        Path(file["path"]).name: {
            "rows": file["num_rows"], "bytes": file["size_bytes"], "xxh3": file["xxh3"]}
        for file in summary["files"]
    }


def digest_of(path: Path) -> str:
    digest = xxhash.xxh3_64()
    with path.open("rb") as stream:
        while block := stream.read(READ_BYTES):
            digest.update(block)
    return digest.hexdigest()


def check_contents(folder: Path, files: dict[str, dict], format: str) -> None:
    """Raises Failure where a file is not what the program says, or is no Parquet file."""
    for name, told in files.items():
        path = folder / "data" / name
        if path.stat().st_size != told["bytes"] or digest_of(path) != told["xxh3"]:
            raise Failure(f"{name} is not what the program says")
        if format == "parquet":
            with path.open("rb") as stream:
                begin = stream.read(4)
                stream.seek(-4, 2)
                if begin != PARQUET_MAGIC or stream.read() != PARQUET_MAGIC:
                    raise Failure(f"{name} has no Parquet magic at both ends")


def check_sizes(folder: Path, files: dict[str, dict]) -> None:
    """Raises Failure where a run made other files than the warm-up."""
    sizes = {name: (folder / "data" / name).stat().st_size for name in files}
    wanted = {name: told["bytes"] for name, told in files.items()}
    if told_files(folder) != files or sizes != wanted:
        raise Failure("the files differ from those of the warm-up")


def warm_up(cell: Cell, folder: Path) -> None:
    """Measures memory, and reads the data."""
    try:
        cell.peak_pss_bytes = peak_pss_bytes(full_command(cell, folder))
    except subprocess.CalledProcessError as error:
        reason = telling_line(error.stderr.decode(errors="replace"))
        raise Failure(f"exit status {error.returncode}: {reason}") from error
    cell.files = told_files(folder)
    check_contents(folder, cell.files, cell.format)


def timed_run(cell: Cell, folder: Path) -> None:
    wall_s, usage = execute(full_command(cell, folder))
    check_sizes(folder, cell.files)
    cell.runs.append(
        {"wall_s": wall_s, "user_s": usage.ru_utime, "system_s": usage.ru_stime})
    say(f"{cell.label()}: {wall_s:.3f} s")


def trace(cell: Cell, folder: Path) -> None:
    (folder / "calls").mkdir()
    cell.calls = measure_calls(full_command(cell, folder / "calls"), folder)
    (folder / "stages").mkdir()
    (folder / "tiny").mkdir()
    cell.stages = measure_stages(
        full_command(cell, folder / "stages"), tiny_command(cell, folder / "tiny"), folder)


class Results:
    """The cells of the JSON file, those of earlier calls among them; written after each step."""

    def __init__(self, given: argparse.Namespace):
        self._file = given.json
        self._document = {"conditions": conditions(given.dir, False), "version": tpch_version(),
                          "cells": []}
        if self._file.exists():
            earlier = json.loads(self._file.read_text())
            if earlier["conditions"] != self._document["conditions"]:
                sys.exit(f"io: {self._file} was measured under other conditions; remove it")
            self._document["cells"] = earlier["cells"]

    def cells(self) -> list[dict]:
        return self._document["cells"]

    def put(self, cells: list[Cell]) -> None:
        """Replaces earlier cells of the same kind."""
        keys = {cell.key() for cell in cells}
        kept = [cell for cell in self._document["cells"]
                if (cell["data_set"], cell["format"], cell["io"], cell["way"]) not in keys]
        finished = [asdict(cell) for cell in cells if cell.runs or cell.error]
        self._document["cells"] = kept + finished
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(self._document, indent=1) + "\n")


def step(action, cell: Cell, data_set: DataSet, given: argparse.Namespace) -> None:
    """Does one thing with a cell, in a folder of its own; a failure ends the cell."""
    if cell.error:
        return
    try:
        check_disk_space(data_set.scale_factor, given.dir)
        with output_folder(given.dir) as folder:
            action(cell, folder)
    except Failure as failure:
        cell.error = str(failure)
        say(f"{cell.label()}: {failure}")


def check_likeness(cells: list[Cell]) -> None:
    """All ways must have made the same bytes."""
    whole = [cell for cell in cells if not cell.error]
    for cell in whole:
        if cell.files != whole[0].files:
            cell.error = f"other bytes than {whole[0].label()}"


def measure(data_set: DataSet, format: str, given: argparse.Namespace, results: Results) -> None:
    cells = [make_cell(data_set, format, io, way) for io in data_set.io_modes
             for way in data_set.ways]
    say(f"{data_set.name}, {format}")
    try:
        for cell in cells:
            step(warm_up, cell, data_set, given)
        check_likeness(cells)
        for _ in range(given.runs):
            for cell in cells:
                step(timed_run, cell, data_set, given)
            results.put(cells)
        if data_set.scale_factor <= MAX_TRACED_SCALE_FACTOR and not given.no_traces:
            for cell in cells:
                step(trace, cell, data_set, given)
    finally:
        results.put(cells)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench io", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data-sets", metavar="NAME,…", help=f"of {','.join(DATA_SETS)} (all)")
    add("--formats", metavar="FORMAT,…", help=f"of {','.join(FORMATS)} (all)")
    add("--runs", type=int, default=5, help="timed runs of each cell, after one that is not (5)")
    add("--no-traces", action="store_true", help="no system calls and no CPU profile")
    add("--quick", action="store_true",
        help=f"{', '.join(QUICK_DATA_SETS)} and {QUICK_RUNS} runs, to try things out")
    add("--dir", type=Path, default=ROOT / "build/bench", help="where to write (build/bench)")
    add("--json", type=Path, metavar="FILE", default=ROOT / "build/bench/io.json",
        help="all runs; what the file has stays unless it is measured again (build/bench/io.json)")
    given = parser.parse_args()
    known = QUICK_DATA_SETS if given.quick else DATA_SETS
    given.runs = QUICK_RUNS if given.quick else given.runs
    given.data_sets = pick(parser, "--data-sets", given.data_sets, known)
    given.formats = pick(parser, "--formats", given.formats, {name: name for name in FORMATS})
    if given.runs < 1:
        parser.error("--runs: at least 1 is needed")
    return given


def pick(parser: argparse.ArgumentParser, option: str, text: str | None, known: dict) -> list:
    """Returns what the names stand for; all if none is given."""
    names = list(known) if text is None else text.split(",")
    for name in names:
        if name not in known:
            parser.error(f"{option}: unknown '{name}'; use {', '.join(known)}")
    return [known[name] for name in names]


def main() -> int:
    given = options()
    given.dir.mkdir(parents=True, exist_ok=True)
    results = Results(given)
    wanted = [(data_set, format) for data_set in given.data_sets for format in given.formats]
    for done, (data_set, format) in enumerate(wanted):
        try:
            measure(data_set, format, given, results)
        except KeyboardInterrupt:
            missing = "; ".join(f"{data_set.name}, {format}" for data_set, format in wanted[done:])
            say(f"interrupted; finished runs are kept; not complete: {missing}")
            return 130
    failed = [cell for cell in results.cells() if cell["error"]]
    for cell in failed:
        say(f"missing: {cell['data_set']}, {cell['format']}, {cell['io']}, {cell['way']}: "
            f"{cell['error']}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
