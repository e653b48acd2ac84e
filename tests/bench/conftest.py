"""Calls bench/io.py's comparison without running programs."""

import json
from types import SimpleNamespace

import pytest

import bench.comparison.measure
import bench.ways.measure
from bench.comparison.measure import Failure
from bench.ways.cells import DataSet, make_cells
from bench.ways.results import Results

RUNS = 3
HEADING = {"conditions": {"CPU": "this"}, "compiler": "c++ 1"}
# Two cells that run in turn: one with pwrite, one with a ring.
DATA_SET = DataSet("all tables, scale factor 0.1", 0.1, (), ("threads",))


class Benchmark:
    """Calls the benchmark several times with the same output file.

    Calls `before_run` with the number of each timed run and the cell.
    """

    def __init__(self, folder):
        self.file = folder / "io.json"
        self.given = SimpleNamespace(dir=folder, runs=RUNS, no_traces=False)

    def call(self, wall_s, before_run=lambda number, cell: None, data_set=DATA_SET):
        self._wall_s, self._before_run, self._number = wall_s, before_run, 0
        cells = make_cells(data_set, "csv", "abc123")
        results = Results(self.file, HEADING, "tpch 0.1.0", RUNS)
        bench.ways.measure.measure(data_set, cells, self.given, results)

    def document(self):
        return json.loads(self.file.read_text())

    def times(self):
        """Maps each way of writing in the file to the seconds of its runs, or to its error."""
        return {cell["io"]: cell["error"] or [run["wall_s"] for run in cell["runs"]]
                for cell in self.document()["cells"]}

    def warm_up(self, cell, folder):
        cell.files = {"lineitem.csv": {"rows": 1000, "bytes": 5000, "xxh3": "0"}}

    def timed_run(self, cell, folder):
        self._number += 1
        self._before_run(self._number, cell)
        cell.runs.append({"wall_s": self._wall_s, "user_s": 0.5, "system_s": 0.25})


@pytest.fixture
def benchmark(tmp_path, monkeypatch):
    """A Benchmark whose traces succeed."""
    benchmark = Benchmark(tmp_path)
    monkeypatch.setattr(bench.comparison.measure, "settle", lambda drop_caches: None)
    monkeypatch.setattr(bench.ways.measure, "warm_up", benchmark.warm_up)
    monkeypatch.setattr(bench.ways.measure, "timed_run", benchmark.timed_run)
    monkeypatch.setattr(bench.ways.measure, "count_calls",
                        lambda cell, folder: {"total": 7, "calls": {}})
    monkeypatch.setattr(bench.ways.measure, "profile",
                        lambda cell, folder: {"profiler": "perf", "shares": {"encoding": 1.0}})
    return benchmark


@pytest.fixture
def interrupt_before():
    """Returns a `before_run` that interrupts at the run with that number."""

    def make(wanted):
        def before_run(number, cell):
            if number == wanted:
                raise KeyboardInterrupt

        return before_run

    return make


@pytest.fixture
def fail_by():
    """Returns a `before_run` that fails each run with a way of writing."""

    def make(io, reason="no room"):
        def before_run(number, cell):
            if cell.io == io:
                raise Failure(reason)

        return before_run

    return make
