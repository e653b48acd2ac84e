"""The cells of the JSON file, including those of earlier calls."""

from dataclasses import asdict
from pathlib import Path

from bench.comparison.documents import earlier_cells, write_document
from bench.ways.cells import Cell

KEY = ("data_set", "format", "io", "way")


class Results:
    """Writes the file whenever it gets cells. The constructor ends the program if the file has
    cells of other conditions.
    """

    def __init__(self, file: Path, heading: dict, version: str, runs: int):
        """`version` is our program's; `runs` is the required number per cell of this call."""
        self._file = file
        self._heading = heading | {"version": version}
        self._runs = runs
        self._cells = {key_of(cell): cell for cell in earlier_cells(file, heading)}

    def put(self, cells: list[Cell]) -> None:
        """Adds the cells that have all runs; each replaces an earlier one of the same way.

        For failed cells it keeps the error, unless an earlier call has measured values. Skips all
        others.
        """
        for cell in cells:
            as_json = asdict(cell)
            earlier = self._cells.get(key_of(as_json))
            if cell.is_whole(self._runs):
                self._cells[key_of(as_json)] = as_json
            elif cell.error and (earlier is None or earlier["error"]):
                self._cells[key_of(as_json)] = as_json | {"runs": []}
        if self._cells:
            write_document(self._file, self._heading | {"cells": list(self._cells.values())})


def key_of(cell: dict) -> tuple[str, ...]:
    return tuple(cell[name] for name in KEY)
