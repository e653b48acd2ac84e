"""The data sets, the ways to make them, and the command lines."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.comparison.programs import TPCH_BENCHMARK

FORMATS = ("parquet", "csv")
IO_MODES = ("sync", "uring")
WAYS = ("off", "threads", "processes")
# A single table cannot be divided.
SINGLE_TABLE_WAYS = ("threads",)
LINEITEM_ROWS_PER_SCALE_FACTOR = 6_000_000


@dataclass(frozen=True)
class DataSet:
    name: str
    scale_factor: float  # All its tables together are at least as large as these files.
    arguments: tuple[str, ...]
    ways: tuple[str, ...] = WAYS


def first_rows(rows: int) -> DataSet:
    arguments = ("--table", "lineitem", "--max-rows", str(rows))
    return DataSet(f"first {rows:,} rows of lineitem", rows / LINEITEM_ROWS_PER_SCALE_FACTOR,
                   arguments, SINGLE_TABLE_WAYS)


def all_tables(scale_factor: str) -> DataSet:
    arguments = ("--scale-factor", scale_factor)
    return DataSet(f"all tables, scale factor {scale_factor}", float(scale_factor), arguments)


DATA_SETS = {"1m": first_rows(1_000_000), "sf1": all_tables("1"), "sf10": all_tables("10")}
QUICK_DATA_SETS = {"100k": first_rows(100_000), "sf0.1": all_tables("0.1")}


@dataclass
class Cell:
    """One way to make one data set."""

    data_set: str
    format: str
    io: str
    way: str
    command: list[str]
    commit: str
    error: str = ""
    runs: list[dict[str, float]] = field(default_factory=list)
    files: dict[str, dict] = field(default_factory=dict)  # Rows, bytes and digest by name.
    peak_pss_bytes: int = 0
    calls: dict = field(default_factory=dict)  # Of comparison.system_calls.
    stages: dict = field(default_factory=dict)  # Of comparison.stages.

    def label(self) -> str:
        return f"{self.format}, {self.io}, {self.way}"

    def is_whole(self, runs: int) -> bool:
        return not self.error and len(self.runs) == runs


def make_cells(data_set: DataSet, format: str, commit: str) -> list[Cell]:
    """Returns a cell for each way to make a data set in a format."""
    return [Cell(data_set.name, format, io, way, short_command(data_set, format, io, way), commit)
            for io in IO_MODES for way in data_set.ways]


def short_command(data_set: DataSet, format: str, io: str, way: str) -> list[str]:
    """Returns the command line as the report shows it, without the output folder."""
    command = ["tpch_benchmark", "--use-dbgen", *data_set.arguments, "--format", format, "--io", io]
    return [*command, f"--parallel={way}"] if len(data_set.ways) > 1 else command


def full_command(cell: Cell, folder: Path) -> list[str]:
    data, summary = folder / "data", folder / "summary.json"
    return [str(TPCH_BENCHMARK), *cell.command[1:], "--output-dir", str(data), "--json",
            str(summary), "--quiet", "--no-space-check"]


def tiny_command(cell: Cell, folder: Path) -> list[str] | None:
    """Returns a command with the same format and way of writing for a slow profiler, which is
    limited to one thread; None if that would be another way to work.
    """
    if cell.way != "threads":
        return None
    command = ["tpch_benchmark", "--scale-factor", "0.05", "--num-threads", "1", "--format",
               cell.format, "--io", cell.io]
    if "--table" not in cell.command:
        command.append("--parallel=threads")
    return full_command(replace(cell, command=command), folder)
