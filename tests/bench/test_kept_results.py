"""Files of results keep earlier calls, and the finished cells of a call that is interrupted."""

from types import SimpleNamespace

import pytest

import bench.io
import bench.peers
import bench.ways.measure
from bench.comparison.documents import heading
from bench.comparison.measure import Cell, Failure, Run
from bench.comparison.outputs import Table
from bench.comparison.programs import Case
from bench.ways.cells import make_cells

pytestmark = pytest.mark.release_only

ALL = [1.0] * 3
AGAIN = [2.0] * 3


def test_new_figures_replace_earlier_ones(benchmark):
    benchmark.call(1.0)
    benchmark.call(2.0)
    assert benchmark.times() == {"sync": AGAIN, "uring": AGAIN}


def test_an_interrupt_keeps_earlier_figures(benchmark, interrupt_before):
    benchmark.call(1.0)
    with pytest.raises(KeyboardInterrupt):
        benchmark.call(2.0, interrupt_before(4))
    assert benchmark.times() == {"sync": ALL, "uring": ALL}


def test_an_interrupt_in_the_last_round_replaces_what_has_all_runs(benchmark, interrupt_before):
    benchmark.call(1.0)
    with pytest.raises(KeyboardInterrupt):
        benchmark.call(2.0, interrupt_before(6))
    assert benchmark.times() == {"sync": AGAIN, "uring": ALL}


def test_cells_without_all_runs_are_left_out(benchmark, interrupt_before):
    with pytest.raises(KeyboardInterrupt):
        benchmark.call(1.0, interrupt_before(6))
    assert benchmark.times() == {"sync": ALL}


def test_an_interrupt_before_all_leaves_no_file(benchmark, interrupt_before):
    with pytest.raises(KeyboardInterrupt):
        benchmark.call(1.0, interrupt_before(2))
    assert not benchmark.file.exists()


def test_a_failure_is_kept_where_there_are_no_figures(benchmark, fail_by):
    benchmark.call(1.0, fail_by("uring"))
    assert benchmark.times() == {"sync": ALL, "uring": "no room"}
    benchmark.call(2.0)
    assert benchmark.times() == {"sync": AGAIN, "uring": AGAIN}


def test_the_last_failure_is_told(benchmark, fail_by):
    benchmark.call(1.0, fail_by("uring"))
    benchmark.call(1.0, fail_by("uring", "no right"))
    assert benchmark.times() == {"sync": ALL, "uring": "no right"}


def test_a_failure_does_not_replace_figures(benchmark, fail_by):
    benchmark.call(1.0)
    benchmark.call(2.0, fail_by("uring"))
    assert benchmark.times() == {"sync": AGAIN, "uring": ALL}


def test_a_failed_cell_has_no_runs(benchmark):
    def fail_late(number, cell):
        if number == 6:
            raise Failure("no room")

    benchmark.call(1.0, fail_late)
    assert [len(cell["runs"]) for cell in benchmark.document()["cells"]] == [3, 0]


def test_an_interrupt_while_tracing_keeps_the_times(benchmark, monkeypatch):
    def interrupt(cell, folder):
        raise KeyboardInterrupt

    monkeypatch.setattr(bench.ways.measure, "profile", interrupt)
    with pytest.raises(KeyboardInterrupt):
        benchmark.call(1.0)
    assert benchmark.times() == {"sync": ALL, "uring": ALL}
    assert {cell["stages"]["reason"] for cell in benchmark.document()["cells"]} == {
        "the measurement was interrupted"}


def test_an_interrupt_tells_what_is_missing(benchmark, interrupt_before, monkeypatch, capsys):
    data_set = SimpleNamespace(name="all", scale_factor=0.1, arguments=(),
                               ways=("threads",))
    tasks = [(data_set, make_cells(data_set, format, "")) for format in ("parquet", "csv")]

    def measure(data_set, cells, given, results):
        cells[0].runs += [{}] * given.runs
        raise KeyboardInterrupt

    monkeypatch.setattr(bench.io, "measure", measure)
    assert bench.io.measure_all(tasks, benchmark.given, None) == 130
    told = capsys.readouterr().err
    assert "not measured: all, parquet, uring, threads\n" in told
    assert "not measured: all, csv, sync, threads\n" in told
    assert "parquet, sync" not in told


CASE = Case("alternating", "default", "0.1", "csv", "")


@pytest.fixture
def report_of_peers(tmp_path):
    given = SimpleNamespace(json=tmp_path / "peers.json", dir=tmp_path, drop_caches=False, runs=2)
    return lambda: bench.peers.Report(given)


def peer_cells(runs, error=""):
    """Returns our cell with two runs, and a peer's."""
    return [Cell(CASE, program, f"{program} 1", [Run(wall_s, 1, 1, 1)] * number,
                 {"region": Table(5, "0")}, why)
            for program, wall_s, number, why in (
                ("tpch", 1.0, 2, ""), ("tpchgen-cli", 2.0, runs, error))]


def programs_in(report):
    return [line.split(" | ")[1] for line in report.markdown().splitlines() if "| csv" in line]


def test_an_interrupted_case_of_peers_leaves_the_earlier_one(report_of_peers):
    report_of_peers().add(CASE, peer_cells(runs=2))
    report_of_peers().add(CASE, peer_cells(runs=1))
    assert programs_in(report_of_peers()) == ["tpch", "tpchgen-cli"]


def test_a_failed_case_of_peers_leaves_the_earlier_one(report_of_peers):
    report_of_peers().add(CASE, peer_cells(runs=2))
    report_of_peers().add(CASE, peer_cells(runs=0, error="no room"))
    assert "no room" not in report_of_peers().markdown()


def test_what_is_finished_of_a_new_case_of_peers_is_kept(report_of_peers):
    report_of_peers().add(CASE, peer_cells(runs=1))
    assert programs_in(report_of_peers()) == ["tpch"]


def test_a_heading_tells_conditions_and_compiler(tmp_path):
    assert set(heading(tmp_path)) == {"conditions", "compiler"}
