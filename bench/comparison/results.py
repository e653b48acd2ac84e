"""Cells as JSON, including the values computed from their runs."""

import statistics
from dataclasses import asdict

from bench.comparison.measure import Cell, Run
from bench.comparison.outputs import Table, likeness
from bench.comparison.programs import PROGRAMS, Case

OURS = PROGRAMS[0].name

# The finished cells of each case, in the order of the programs.
Results = dict[Case, list[Cell]]


def spread(values: list[float]) -> dict[str, float]:
    return {"median": statistics.median(values), "min": min(values), "max": max(values)}


def quantities(cell: Cell) -> dict[str, list[float]]:
    """Returns each measured quantity of all runs."""
    rows = sum(table.rows for table in cell.tables.values())
    return {
        "wall_s": [run.wall_s for run in cell.runs],
        "cpu_s": [run.cpu_s for run in cell.runs],
        "peak_bytes": [run.peak_bytes for run in cell.runs],
        "output_bytes": [run.output_bytes for run in cell.runs],
        "rows_per_s": [rows / run.wall_s for run in cell.runs],
        "bytes_per_s": [run.output_bytes / run.wall_s for run in cell.runs],
    }


def wall_ratio(cell: Cell, ours: Cell) -> float:
    """Returns a program's time divided by ours.

    Compares alternating runs in pairs, so that a slow phase of the machine affects both.
    """
    theirs_s, ours_s = ([run.wall_s for run in one.runs] for one in (cell, ours))
    if cell.case.mode == "alternating":
        return statistics.median(a / b for a, b in zip(theirs_s, ours_s, strict=True))
    return statistics.median(theirs_s) / statistics.median(ours_s)


def comparison(cell: Cell, case_cells: list[Cell]) -> dict[str, float | str]:
    """Returns a comparison of a cell with ours in the same case; empty if it is ours or ours is
    missing.
    """
    for ours in case_cells:
        if ours.program == OURS and ours is not cell and not ours.error:
            return {
                "wall_ratio": wall_ratio(cell, ours),
                "same": likeness(ours.tables, cell.tables),
            }
    return {}


def cell_as_json(cell: Cell, case_cells: list[Cell]) -> dict:
    """Returns a cell with the values computed from its runs, so that readers need no arithmetic."""
    summary = {"num_runs": len(cell.runs)}
    if not cell.error:
        summary |= {name: spread(values) for name, values in quantities(cell).items()}
        summary |= comparison(cell, case_cells)
    return asdict(cell) | {"summary": summary}


def as_document(heading: dict, results: Results) -> dict:
    cells = [cell_as_json(cell, cells) for cells in results.values() for cell in cells]
    return heading | {"cells": cells}


def cell_from_json(cell: dict) -> Cell:
    return Cell(
        case=Case(**cell["case"]),
        program=cell["program"],
        version=cell["version"],
        runs=[Run(**run) for run in cell["runs"]],
        tables={name: Table(**table) for name, table in cell["tables"].items()},
        error=cell["error"],
        commit=cell["commit"],
    )


def from_cells(cells: list[dict]) -> Results:
    """Converts cells of as_document back to results."""
    results: Results = {}
    for cell in map(cell_from_json, cells):
        results.setdefault(cell.case, []).append(cell)
    return results
