"""The sections of the report."""

import pytest

from bench.reporting.io import io_section, stages_section, summarize
from bench.reporting.tables import build_note

pytestmark = pytest.mark.release_only

TITLE = "### All tables, scale factor 0.1, csv"


@pytest.fixture
def section_of(benchmark):
    """Returns the section for the benchmark's results."""

    def make(section, alter=lambda cells: None):
        document = benchmark.document()
        alter(document["cells"])
        return section(document | {"cells": [summarize(cell) for cell in document["cells"]]})

    return make


def test_a_table_has_failed_cells_and_whole_ones(benchmark, section_of, fail_by):
    benchmark.call(1.0, fail_by("uring"))
    section = section_of(io_section)
    assert f"{TITLE}, 0 MB, 3 runs\n" in section
    assert "| pwrite | threads | 1.000 ± 0.000 | 1.000 | 0.50 | 0.25 | 0 | 0.00 |" in section
    assert "| one ring | threads | failed: no room |  |  |  |  |  |" in section
    assert "| pwrite | threads | 0 | 0 | 0 | 0 | 7 |" in section
    assert "No system calls" not in section


def test_a_table_of_failed_cells_only_is_made(benchmark, section_of, fail_by):
    benchmark.call(1.0, fail_by("sync"))
    section = section_of(io_section, lambda cells: cells.pop())
    assert f"{TITLE}\n" in section
    assert "failed: no room" in section


def test_a_title_tells_all_numbers_of_runs(benchmark, section_of):
    benchmark.call(1.0)
    section = section_of(io_section, lambda cells: cells[1]["runs"].pop())
    assert f"{TITLE}, 0 MB, 2 or 3 runs\n" in section


def test_cells_of_a_table_that_are_apart_in_the_file_are_put_together(benchmark, section_of):
    benchmark.call(1.0)
    section = section_of(
        io_section, lambda cells: cells.insert(1, cells[0] | {"data_set": "other"}))
    assert section.count(TITLE) == 1


def test_missing_traces_are_told(benchmark, section_of):
    def without_trace(cells):
        cells[0]["calls"] = {"reason": "strace is not installed"}
        for cell in cells:
            cell["stages"] = {"profiler": None, "reason": "perf failed"}

    benchmark.call(1.0)
    assert "No system calls of pwrite / threads: strace is not installed.\n" in section_of(
        io_section, without_trace)
    assert section_of(stages_section, without_trace) == (
        "- No profile of all tables, scale factor 0.1, csv: perf failed.\n")


def test_shares_of_instructions_are_apart_from_those_of_time(benchmark, section_of):
    benchmark.call(1.0)
    section = section_of(stages_section, lambda cells: cells[1]["stages"].update(
        {"profiler": "callgrind"}))
    by_perf, by_callgrind = section.split("Shares of instructions, without the kernel's")
    assert "| pwrite | threads | 100% |" in by_perf
    assert "one ring" not in by_perf
    assert "| one ring | threads | 100% |" in by_callgrind


def test_builds_are_told(benchmark, section_of):
    benchmark.call(1.0)
    section = section_of(io_section, lambda cells: cells[1].update({"commit": "def456"}))
    assert "Measured with tpch 0.1.0 (commits abc123, def456, compiler c++ 1); every" in section


def test_older_documents_tell_no_build():
    assert build_note({"cells": [{"format": "csv"}]}) == ""
    assert build_note({"cells": [{"commit": "abc123"}] * 2}) == " (commit abc123)"
