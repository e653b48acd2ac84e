"""Measures all ways to make a data set in a format, in turn."""

import argparse
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import xxhash

from bench.comparison.measure import (
    Failure,
    check_disk_space,
    execute,
    output_folder,
    say,
    take_turns,
    telling_line,
)
from bench.comparison.memory import peak_pss_bytes
from bench.comparison.stages import measure_stages
from bench.comparison.system_calls import measure_calls
from bench.ways.cells import Cell, DataSet, full_command, tiny_command
from bench.ways.results import Results

PARQUET_MAGIC = b"PAR1"
READ_BYTES = 1 << 20
# Tracing larger ones would take minutes and show nothing new.
MAX_TRACED_SCALE_FACTOR = 1


def told_files(folder: Path) -> dict[str, dict]:
    """Returns the files that the program reports."""
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
    """Raises Failure if a file does not match the program's report, or is not a Parquet file."""
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
    """Raises Failure if a run made other files than the warm-up."""
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


Action = Callable[[Cell, Path], object]


def in_own_folder(action: Action, cell: Cell, data_set: DataSet, parent: Path) -> object:
    """Performs an action with a cell and returns its result. Raises Failure."""
    check_disk_space(data_set.scale_factor, parent)
    with output_folder(parent) as folder:
        return action(cell, folder)


def check_likeness(cells: list[Cell]) -> None:
    """Requires that all ways have made the same bytes."""
    whole = [cell for cell in cells if not cell.error]
    for cell in whole:
        if cell.files != whole[0].files:
            cell.error = f"other bytes than {whole[0].label()}"


def count_calls(cell: Cell, folder: Path) -> dict:
    return measure_calls(full_command(cell, folder), folder)


def profile(cell: Cell, folder: Path) -> dict:
    (folder / "tiny").mkdir()
    return measure_stages(full_command(cell, folder), tiny_command(cell, folder / "tiny"), folder)


def traced(action: Action, cell: Cell, data_set: DataSet, parent: Path) -> dict:
    """Returns the result of a trace, or why there is none: the times are valid without it."""
    try:
        trace = in_own_folder(action, cell, data_set, parent)
    except Failure as failure:
        trace = {"reason": str(failure)}
    if "reason" in trace:
        say(f"{cell.label()}: not traced: {trace['reason']}")
    return trace


def trace_all(cells: list[Cell], data_set: DataSet, parent: Path) -> None:
    for cell in cells:
        if not cell.error:
            cell.calls = traced(count_calls, cell, data_set, parent)
            cell.stages = traced(profile, cell, data_set, parent)


def reason_against_traces(data_set: DataSet, given: argparse.Namespace) -> str:
    """Returns why a data set is not traced; empty if it is."""
    if given.no_traces:
        return "left out by --no-traces"
    if data_set.scale_factor > MAX_TRACED_SCALE_FACTOR:
        return f"data sets larger than scale factor {MAX_TRACED_SCALE_FACTOR} are not traced"
    return ""


def measure(data_set: DataSet, cells: list[Cell], given: argparse.Namespace,
            results: Results) -> None:
    """Measures the cells of a data set in a format; `results` gets the finished ones even if an
    interrupt ends the measurement early.
    """
    reason = reason_against_traces(data_set, given)
    for cell in cells:
        cell.calls = cell.stages = {"reason": reason or "the measurement was interrupted"}
    try:
        take_turns(cells, lambda cell: in_own_folder(warm_up, cell, data_set, given.dir),
                   lambda cell: in_own_folder(timed_run, cell, data_set, given.dir), given.runs,
                   check_likeness)
        results.put(cells)
        if not reason:
            trace_all(cells, data_set, given.dir)
    finally:
        results.put(cells)
