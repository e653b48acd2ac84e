"""The example that runs a power test and a throughput test runs on its engines, checks
their answers, and computes the metrics of the standard.
"""

import importlib.util
import json
import os
import subprocess
import sys
from contextlib import closing, nullcontext

import pytest

from tests.queries.scripts import EmptyPostgreSql
from tests.support import REPOSITORY

PROGRAM = REPOSITORY / "examples" / "power_and_throughput.py"


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location(PROGRAM.stem, PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run_example(bin_dir):
    def run(*args, path=""):
        environment = {"PATH": f"{bin_dir}:{os.environ['PATH']}", "PYTHONPATH": str(path)}
        return subprocess.run([sys.executable, PROGRAM, *map(str, args)], capture_output=True,
                              text=True, env=os.environ | environment)

    return run


def times(example, seconds):
    return dict.fromkeys(example.NAMES, seconds)


def test_power_is_queries_per_hour_of_one_stream(example):
    assert example.power_at_size(times(example, 2.0), 10) == pytest.approx(3600 * 10 / 2)
    doubled = times(example, 2.0) | {"Q1": 4.0, "RF2": 1.0}
    assert example.power_at_size(doubled, 10) == pytest.approx(3600 * 10 / 2)


def test_short_queries_count_as_a_thousandth_of_the_longest(example):
    long = times(example, 1.0) | {"Q9": 1000.0}
    short = long | {"Q2": 0.001, "Q6": 1e-9}
    assert example.power_at_size(short, 1) == pytest.approx(example.power_at_size(long, 1))
    refreshed = long | {"RF1": 1e-6}
    assert example.power_at_size(refreshed, 1) > 1.7 * example.power_at_size(long, 1)


def test_throughput_is_queries_per_hour_of_all_streams(example):
    assert example.throughput_at_size(3, 66, 10) == pytest.approx(3600 * 10)


@pytest.mark.parametrize(("scale_factor", "streams"), [
    (0.1, 2), (1, 2), (10, 3), (29, 3), (30, 4), (100, 5), (300, 6), (1000, 7), (3000, 8),
    (10000, 9), (30000, 10), (100000, 11)])
def test_streams_are_at_least_those_of_the_standard(example, scale_factor, streams):
    assert example.min_streams(scale_factor) == streams


def test_wrong_answers_are_found(example):
    rows = [["BRAZIL   ", "10.00", "1996-01-01"], ["CHINA", "20.00", "1996-01-01"]]
    example.check_answers({"Q1": rows}, {"Q1": [["BRAZIL", 10.005, "1996-01-01"], rows[1]]})
    for wrong in (rows[:1], rows[::-1], [["BRAZIL", 10.01, "1996-01-01"], rows[1]]):
        with pytest.raises(RuntimeError, match="Q1 has a wrong answer"):
            example.check_answers({"Q1": wrong}, {"Q1": rows})


@pytest.fixture
def missing(tmp_path):
    """Returns a folder that hides the package matplotlib."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (folder / "matplotlib.py").write_text("raise ImportError('no matplotlib')\n")
    return folder


def assert_fails(result, message):
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1 and message in result.stderr


def test_a_missing_package_is_an_error(run_example, missing, tmp_path):
    result = run_example("--engine", "duckdb", "--output", tmp_path / "out", path=missing)
    assert_fails(result, "power_and_throughput: no matplotlib")
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.engines
@pytest.mark.parametrize(("engine", "args", "message"), [
    ("duckdb", ["--output", REPOSITORY], "File exists"),
    ("duckdb", ["--scale-factor", "0"], "tpch: error: --scale-factor"),
    ("duckdb", ["--scale-factor", "0.001"], "tpch: error: --scale-factor"),
    ("postgresql", ["--uri", "postgresql://127.0.0.1:1/tpch"], "Connection refused"),
])
def test_errors_are_one_line(run_example, tmp_path, engine, args, message):
    result = run_example("--engine", engine, "--output", tmp_path / "output", *args)
    assert_fails(result, message)


@pytest.mark.slow
@pytest.mark.engines
@pytest.mark.parametrize(("engine", "scale_factor"), [
    ("duckdb", "0.1"), ("duckdb", "1"), ("postgresql", "0.1")])
def test_tests_run(run_example, example, tmp_path, engine, scale_factor):
    output = tmp_path / "output"
    server = EmptyPostgreSql(tmp_path) if engine == "postgresql" else None
    with closing(server) if server else nullcontext():
        uri = ["--uri", server.uri()] if server else []
        result = run_example("--engine", engine, *uri, "--scale-factor", scale_factor,
                             "--streams", 3, "--output", output)
    assert result.returncode == 0, result.stderr
    report = json.loads((output / "report.json").read_text())
    assert [report["power_test_seconds"].keys(), *map(dict.keys, report["stream_seconds"])] == (
        [set(example.NAMES)] * 4)
    assert list(report["power_test_seconds"])[:2] == ["RF1", "Q14"]
    assert report["qphh_at_size"] ** 2 == pytest.approx(
        report["power_at_size"] * report["throughput_at_size"])
    assert result.stdout.count("not comparable to published TPC results") == 3
    assert "<svg" in (output / "times.svg").read_text()
