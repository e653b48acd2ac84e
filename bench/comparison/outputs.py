"""Sizes, rows and digests of a program's output, to check that all made the same data."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

READ_BYTES = 1 << 20


@dataclass(frozen=True)
class Table:
    """One table's file. Parquet has no digest: the same rows have many correct encodings."""

    rows: int
    md5: str | None


def describe_text(file: Path, header_lines: int) -> Table:
    digest = hashlib.md5()
    lines = 0
    with file.open("rb") as stream:
        while block := stream.read(READ_BYTES):
            digest.update(block)
            lines += block.count(b"\n")
    return Table(lines - header_lines, digest.hexdigest())


def describe_parquet(file: Path) -> Table:
    from pyarrow import parquet  # Only the describing process may load it.

    return Table(parquet.read_metadata(file).num_rows, None)


def describe_file(file: Path) -> Table:
    if file.suffix == ".parquet":
        return describe_parquet(file)
    return describe_text(file, header_lines=1 if file.suffix == ".csv" else 0)


def describe_here(files: list[Path]) -> dict[str, Table]:
    return {file.stem: describe_file(file) for file in files}


def output_files(output_dir: Path, format: str) -> list[Path]:
    return sorted(output_dir.glob(f"*.{format}"))


def describe(output_dir: Path, format: str) -> dict[str, Table]:
    """Returns a description of each table's file.

    Works in a new process: the kernel includes the memory of the measuring process in the peak of
    each program that it starts, so the measuring process must stay small.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as executor:
        return executor.submit(describe_here, output_files(output_dir, format)).result()


def likeness(ours: dict[str, Table], theirs: dict[str, Table]) -> str:
    """Returns what two outputs have in common: "bytes", "row counts" or "nothing"."""
    if ours == theirs and all(table.md5 for table in ours.values()):
        return "bytes"
    rows = [{name: table.rows for name, table in tables.items()} for tables in (ours, theirs)]
    return "row counts" if rows[0] == rows[1] else "nothing"
