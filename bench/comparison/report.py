"""Cells as JSON and as Markdown tables."""

import json
import statistics
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from comparison.measure import Cell, Run
from comparison.outputs import Table, likeness
from comparison.programs import PROGRAMS, Case

BEGIN = "<!-- peers:begin -->"
END = "<!-- peers:end -->"
OURS = PROGRAMS[0].name

# The finished cells of each case, in the order of PROGRAMS.
Results = dict[Case, list[Cell]]

COLUMNS = (
    "Output",
    "Program",
    "Wall s (min–max)",
    "CPU s",
    "Peak MiB",
    "Files MB",
    "M rows/s",
    "GB/s",
    f"Wall ÷ {OURS}",
    f"Same as {OURS}",
)


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
    """Returns how many times as long as ours a program took.

    Alternating runs are compared pair by pair, so that a slow spell of the machine meets both.
    """
    theirs_s, ours_s = ([run.wall_s for run in one.runs] for one in (cell, ours))
    if cell.case.mode == "alternating":
        return statistics.median(a / b for a, b in zip(theirs_s, ours_s, strict=True))
    return statistics.median(theirs_s) / statistics.median(ours_s)


def comparison(cell: Cell, case_cells: list[Cell]) -> dict[str, float | str]:
    """Returns a cell's relation to ours in the same case; empty if it is ours or there is none."""
    for ours in case_cells:
        if ours.program == OURS and ours is not cell and not ours.error:
            return {
                "wall_ratio": wall_ratio(cell, ours),
                "same": likeness(ours.tables, cell.tables),
            }
    return {}


# --- JSON ----------------------------------------------------------------------------------------


def cell_as_json(cell: Cell, case_cells: list[Cell]) -> dict:
    """Returns a cell with what follows from its runs, for readers that want no arithmetic."""
    summary = {}
    if not cell.error:
        summary = {name: spread(values) for name, values in quantities(cell).items()}
        summary |= comparison(cell, case_cells)
    return asdict(cell) | {"summary": summary}


def write_json(file: Path, conditions: dict[str, str], results: Results) -> None:
    cells = [cell_as_json(cell, cells) for cells in results.values() for cell in cells]
    file.write_text(json.dumps({"conditions": conditions, "cells": cells}, indent=2) + "\n")


def cell_from_json(cell: dict) -> Cell:
    return Cell(
        case=Case(**cell["case"]),
        program=cell["program"],
        version=cell["version"],
        runs=[Run(**run) for run in cell["runs"]],
        tables={name: Table(**table) for name, table in cell["tables"].items()},
        error=cell["error"],
    )


def read_json(file: Path) -> tuple[dict[str, str], Results]:
    """Reads the conditions and results that write_json wrote."""
    document = json.loads(file.read_text())
    results: Results = {}
    for cell in map(cell_from_json, document["cells"]):
        results.setdefault(cell.case, []).append(cell)
    return document["conditions"], results


# --- Markdown ------------------------------------------------------------------------------------


def table_line(values: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(values)} |"


def measured_values(cell: Cell, case_cells: list[Cell]) -> list[str]:
    """Returns the columns behind the program's name."""
    if cell.error:
        return ["failed"] + [""] * (len(COLUMNS) - 3)
    median = {name: statistics.median(values) for name, values in quantities(cell).items()}
    wall = spread([run.wall_s for run in cell.runs])
    compared = comparison(cell, case_cells)
    return [
        f"{wall['median']:.2f} ({wall['min']:.2f}–{wall['max']:.2f})",
        f"{median['cpu_s']:.2f}",
        f"{median['peak_bytes'] / 2**20:.0f}",
        f"{median['output_bytes'] / 1e6:.1f}",
        f"{median['rows_per_s'] / 1e6:.2f}",
        f"{median['bytes_per_s'] / 1e9:.3f}",
        f"{compared['wall_ratio']:.2f}" if compared else "",
        compared.get("same", ""),
    ]


def title(case: Case, runs: int) -> str:
    threads = {"default": "default threads", "1": "one thread"}
    return (
        f"### Scale factor {case.scale_factor}, "
        f"{threads.get(case.threads, case.threads + ' threads')}, "
        f"{'programs alternating' if case.mode == 'alternating' else 'each program alone'}, "
        f"median of {runs}"
    )


def table_key(case: Case) -> tuple:
    """Returns what the cases of one table have in common, in the order of the tables."""
    return float(case.scale_factor), case.threads, case.mode


def failures(cases: list[Case], results: Results) -> list[str]:
    """Returns a list of why cells failed, which would not fit into the table."""
    cells = [cell for case in cases for cell in results[case] if cell.error]
    lines = [f"- {cell.case.form()}, {cell.program}: `{cell.error}`" for cell in cells]
    return [*lines, ""] if lines else []


def markdown_table(cases: list[Case], results: Results) -> list[str]:
    cells = results[cases[0]]
    lines = [title(cases[0], max(len(cell.runs) for cell in cells)), ""]
    lines += [table_line(COLUMNS), table_line(["---"] * 2 + ["--:"] * 7 + ["---"])]
    for case in cases:
        for cell in results[case]:
            values = measured_values(cell, results[case])
            lines.append(table_line([case.form(), cell.program, *values]))
    return [*lines, "", *failures(cases, results)]


def markdown(conditions: dict[str, str], results: Results) -> str:
    """Returns a table for each scale factor, number of threads and mode, and the conditions."""
    lines = []
    for _, cases in groupby(sorted(results, key=table_key), key=table_key):
        lines += markdown_table(list(cases), results)
    versions = dict.fromkeys(cell.version for cells in results.values() for cell in cells)
    lines += [f"Measured with {', '.join(versions)} on this machine:", ""]
    lines += [f"- {name}: {value}" for name, value in conditions.items()]
    return "\n".join(lines) + "\n"


def has_markers(file: Path) -> bool:
    text = file.read_text()
    return -1 < text.find(BEGIN) < text.find(END)


def rewrite_markdown(file: Path, tables: str) -> None:
    """Puts the tables between the markers of an existing file."""
    before, rest = file.read_text().split(BEGIN, maxsplit=1)
    after = rest.split(END, maxsplit=1)[1]
    file.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}")
