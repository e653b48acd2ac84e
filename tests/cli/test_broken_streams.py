"""What cannot be told does not stop what is made: failing standard streams and odd paths."""

import json
import os

from support import TABLES


def test_data_is_made_although_standard_error_takes_nothing(run_tpch, tmp_path):
    with open("/dev/full", "w") as full:
        result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-o", tmp_path, "-v",
                          capture_output=False, stderr=full)
    assert result.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["_tpch.json", *(f"{table}.tbl" for table in TABLES)])


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
