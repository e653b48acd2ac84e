"""Runs programs for a case and records time, memory and output of each run."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from resource import struct_rusage
from typing import Protocol

from bench.comparison.outputs import Table, describe, output_files
from bench.comparison.programs import Case, Program

# Size of the files of scale factor 1 in the largest format, with a reserve.
DISK_BYTES_PER_SCALE_FACTOR = 1.25e9


class Failure(Exception):
    """A program could not make its files; the text is the reason."""


@dataclass(frozen=True)
class Run:
    """One timed run. CPU time and peak memory include the program's own child processes: their
    times add up, and the peak is that of the largest process.
    """

    wall_s: float
    cpu_s: float
    peak_bytes: int
    output_bytes: int


@dataclass
class Cell:
    """One program in one case: a row of the report."""

    case: Case
    program: str
    version: str
    runs: list[Run] = field(default_factory=list)
    tables: dict[str, Table] = field(default_factory=dict)
    error: str = ""
    commit: str = ""  # Of our own programs.

    def label(self) -> str:
        return self.program


@dataclass(frozen=True)
class Bench:
    """The output folder and the settings of the runs."""

    folder: Path
    runs: int
    drop_caches: bool


def say(text: str) -> None:
    """Reports progress."""
    print(f"{Path(sys.argv[0]).stem}: {text}", file=sys.stderr, flush=True)


def settle(drop_caches: bool) -> None:
    """Restores the same state of the disk, and optionally of the page cache, before every run."""
    os.sync()
    if drop_caches:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")


@contextmanager
def output_folder(parent: Path, drop_caches: bool = False) -> Iterator[Path]:
    """Yields a new folder on an idle disk and deletes it afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=parent))
    try:
        settle(drop_caches)
        yield folder
    finally:
        try:
            shutil.rmtree(folder)
        except KeyboardInterrupt:  # The files may be large.
            shutil.rmtree(folder, ignore_errors=True)
            raise


def check_disk_space(scale_factor: float, folder: Path) -> None:
    """Raises Failure if all tables of a scale factor may not fit."""
    needed = scale_factor * DISK_BYTES_PER_SCALE_FACTOR
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Failure(f"{free / 1e9:.1f} GB of disk are free, about {needed / 1e9:.1f} GB needed")


def telling_line(messages: str) -> str:
    """Returns the first line that mentions an error, or else the last line."""
    lines = [line.strip() for line in messages.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return [*errors[:1], *lines[-1:], "no message"][0]


def execute(command: list[str]) -> tuple[float, struct_rusage]:
    """Runs a command; returns its wall seconds and its resource usage."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall_s = time.perf_counter() - start
        except KeyboardInterrupt:
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            reason = telling_line(errors.read().decode(errors="replace"))
            raise Failure(f"exit status {process.returncode}: {reason}")
    return wall_s, usage


def run_once(program: Program, case: Case, output_dir: Path) -> Run:
    check_disk_space(float(case.scale_factor), output_dir)
    wall_s, usage = execute(program.command(case, output_dir))
    return Run(
        wall_s=wall_s,
        cpu_s=usage.ru_utime + usage.ru_stime,
        peak_bytes=usage.ru_maxrss * 1024,
        output_bytes=sum(file.stat().st_size for file in output_files(output_dir, case.format)),
    )


def warm_up(program: Program, cell: Cell, bench: Bench) -> None:
    """Runs once without recording the times, and reads the output."""
    with output_folder(bench.folder, bench.drop_caches) as folder:
        run_once(program, cell.case, folder)
        cell.tables = describe(folder, cell.case.format)


def timed_run(program: Program, cell: Cell, bench: Bench) -> None:
    with output_folder(bench.folder, bench.drop_caches) as folder:
        cell.runs.append(run_once(program, cell.case, folder))
    say(f"{cell.program}: {cell.runs[-1].wall_s:.3f} s")


Contender = tuple[Program, Cell]


class Measurable(Protocol):
    """A cell of any benchmark."""

    error: str

    def label(self) -> str: ...


def attempt(action: Callable, cell: Measurable) -> None:
    """Performs an action with a cell; if it fails, the cell gets no more runs."""
    if cell.error:
        return
    try:
        action(cell)
    except Failure as failure:
        cell.error = str(failure)
        say(f"{cell.label()}: {failure}")


def take_turns(cells: list, warm_up: Callable, timed_run: Callable, runs: int,
               check: Callable = lambda cells: None) -> None:
    """Runs each cell once without recording the time, then all of them in turn: A B A B ….

    A cell that fails gets no more runs; the others continue. The cells are valid even if an
    interrupt ends the measurement early. `check` gets the cells after the first runs.
    """
    for cell in cells:
        attempt(warm_up, cell)
    check(cells)
    for _ in range(runs):
        for cell in cells:
            attempt(timed_run, cell)


def measure(contenders: list[Contender], mode: str, bench: Bench) -> None:
    """Measures one case into the cells of its contenders: in turn if alternating, else one program
    after another.
    """
    programs = {cell.program: program for program, cell in contenders}
    cells = [cell for _, cell in contenders]
    for turn in [cells] if mode == "alternating" else [[cell] for cell in cells]:
        take_turns(turn, lambda cell: warm_up(programs[cell.program], cell, bench),
                   lambda cell: timed_run(programs[cell.program], cell, bench), bench.runs)
