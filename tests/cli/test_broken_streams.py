"""Failing standard streams and odd paths do not stop the work."""

import json
import os

import pytest

from tests.support import TABLES, digests_below


def test_data_is_made_although_standard_error_takes_nothing(run_tpch, tmp_path):
    with open("/dev/full", "w") as full:
        result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-o", tmp_path, "-v",
                          capture_output=False, stderr=full)
    assert result.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["_tpch.json", *(f"{table}.tbl" for table in TABLES)])


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize("program, way", [("tpch", "generate"), ("tpch_benchmark", "--parallel")])
def test_files_do_not_take_the_place_of_closed_streams(
        run_tpch, whole_tables, tmp_path, program, way, closed):
    result = run_tpch(way, "-s", "0.002", "-f", "csv", "-v", "-o", tmp_path, program=program,
                      preexec_fn=lambda: [os.close(descriptor) for descriptor in closed])
    assert result.returncode == 0
    assert digests_below(tmp_path) == digests_below(whole_tables("0.002", "csv"))


def test_closed_standard_output_is_an_error(run_tpch):
    result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "--stdout",
                      preexec_fn=lambda: os.close(1))
    assert result.returncode == 1
    assert result.stderr.startswith("tpch: error: ") and result.stderr.count("\n") == 1


def test_info_that_cannot_be_printed_is_an_error(run_tpch):
    with open("/dev/full", "w") as full:
        result = run_tpch("info", capture_output=False, stdout=full)
    assert result.returncode == 1


def test_paths_that_are_not_utf8_do_not_break_the_summary(run_tpch, tmp_path):
    folder = os.fsencode(tmp_path) + b"/a\xff"
    summary = tmp_path / "summary.json"
    result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-T", "region", "--json", summary,
                      "-o", os.fsdecode(folder), text=False)
    assert result.returncode == 0
    assert json.loads(summary.read_text())["complete"]
