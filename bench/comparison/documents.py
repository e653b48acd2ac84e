"""The common parts of the JSON files that the benchmarks write."""

import json
import os
import sys
from pathlib import Path

from bench.comparison.builds import compiler
from bench.comparison.conditions import conditions
from bench.comparison.programs import ROOT

MEASURED = ROOT / "build/bench"
# Separate, so that trial runs never change the measurements for the report.
MEASURED_QUICKLY = MEASURED / "quick"


def default_file(benchmark: str, quick: bool) -> Path:
    """Returns the default output file of a benchmark."""
    return (MEASURED_QUICKLY if quick else MEASURED) / f"{benchmark}.json"


def heading(folder: Path, drop_caches: bool = False) -> dict:
    """Returns the common facts about all cells of a document whose programs write into `folder`."""
    return {"conditions": conditions(folder, drop_caches), "compiler": compiler()}


def earlier_cells(file: Path, wanted: dict) -> list[dict]:
    """Returns the cells that earlier calls have written to a file; none if it is missing.

    Ends the program if the file's heading differs from `wanted`, since cells of different
    conditions cannot be compared.
    """
    if not file.exists():
        return []
    document = json.loads(file.read_text())
    for name, value in wanted.items():
        if document.get(name) != value:
            sys.exit(f"{file} was measured with other {name}: {document.get(name)}, now {value}; "
                     "remove it, or write another file with --json")
    return document["cells"]


def write_document(file: Path, document: dict) -> None:
    """Replaces a file atomically: it is complete at all times, even if the disk is full.

    Raises OSError, and then leaves the earlier file unchanged.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.partial")
    try:
        partial.write_text(json.dumps(document, indent=1) + "\n")
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)
