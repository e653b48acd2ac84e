"""Traces of system calls and CPU time never affect the times, and are never mislabelled."""

import shutil
import subprocess

import pytest

import bench.comparison.stages
import bench.ways.measure
from bench.comparison.measure import DISK_BYTES_PER_SCALE_FACTOR, Failure
from bench.comparison.stages import measure_stages
from bench.comparison.system_calls import measure_calls
from bench.comparison.tracers import missing_tracers
from bench.ways.cells import all_tables, first_rows, make_cells, tiny_command

pytestmark = pytest.mark.release_only

LINEITEM_CSV_BYTES_PER_ROW = 128
RING, PWRITE = "csv, uring, threads", "csv, sync, threads"


@pytest.fixture
def install(monkeypatch):
    """Makes the machine have only these programs."""

    def only(*programs):
        monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)

    return only


@pytest.mark.parametrize("action", ["count_calls", "profile"])
def test_a_trace_without_disk_space_keeps_the_times(benchmark, monkeypatch, capsys, action):
    def fail(cell, folder):
        raise Failure("0.1 GB of disk are free")

    monkeypatch.setattr(bench.ways.measure, action, fail)
    benchmark.call(1.0)
    assert benchmark.times() == {"sync": [1.0] * 3, "uring": [1.0] * 3}
    told = capsys.readouterr().err
    assert f"{PWRITE}: not traced: 0.1 GB of disk are free\n" in told
    assert f"{RING}: not traced: 0.1 GB of disk are free\n" in told
    trace = "calls" if action == "count_calls" else "stages"
    assert [cell[trace]["reason"] for cell in benchmark.document()["cells"]] == [
        "0.1 GB of disk are free"] * 2


def test_data_sets_that_are_not_traced_say_so(benchmark):
    benchmark.call(1.0, data_set=all_tables("2"))
    assert {cell["calls"]["reason"] for cell in benchmark.document()["cells"]} == {
        "data sets larger than scale factor 1 are not traced"}


def test_traces_that_are_not_wanted_say_so(benchmark):
    benchmark.given.no_traces = True
    benchmark.call(1.0)
    assert {cell["stages"]["reason"] for cell in benchmark.document()["cells"]} == {
        "left out by --no-traces"}


def test_disk_space_is_asked_for_by_rows():
    needed = first_rows(100_000).scale_factor * DISK_BYTES_PER_SCALE_FACTOR
    assert 1 < needed / (100_000 * LINEITEM_CSV_BYTES_PER_ROW) < 3


def test_one_line_names_all_that_is_missing(install):
    install()
    assert missing_tracers() == (
        "not installed: strace (Debian package strace), perf (Debian package linux-perf), "
        "valgrind (Debian package valgrind); measuring goes on without what they trace")


def test_nothing_is_said_to_be_missing_that_is_not_needed(install):
    install("strace", "perf")
    assert missing_tracers() == ""


def test_without_strace_calls_have_a_reason(install, tmp_path):
    install()
    assert measure_calls(["tpch"], tmp_path) == {"reason": "strace is not installed"}


def test_callgrind_stands_for_threads_only(tmp_path):
    commands = {cell.way: tiny_command(cell, tmp_path)
                for cell in make_cells(all_tables("1"), "csv", "") if cell.io == "uring"}
    assert commands["off"] is None
    assert commands["processes"] is None
    assert "--parallel=threads" in commands["threads"]


def test_callgrind_profiles_the_tiny_run_where_perf_is_missing(install, monkeypatch, tmp_path):
    install("valgrind")
    monkeypatch.setattr(bench.comparison.stages, "by_callgrind", lambda command, folder: command)
    assert measure_stages(["whole"], ["tiny"], tmp_path) == {
        "profiler": "callgrind", "shares": ["tiny"]}
    assert measure_stages(["whole"], None, tmp_path) == {
        "profiler": None, "reason": "perf is not installed; callgrind can show threads only"}


def test_a_profiler_that_fails_is_quoted(install, monkeypatch, tmp_path):
    install("perf")

    def refuse(command, folder):
        raise subprocess.CalledProcessError(255, command, stderr=b"Error:\nNo permission\n")

    monkeypatch.setattr(bench.comparison.stages, "by_perf", refuse)
    assert measure_stages(["whole"], None, tmp_path)["reason"] == (
        "perf failed (Error: No permission); valgrind is not installed")
