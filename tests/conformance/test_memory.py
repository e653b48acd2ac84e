"""Peak memory is bounded at any scale factor and in any format."""

import json
import subprocess

import pytest

from tests.support import FORMATS

pytestmark = [pytest.mark.slow, pytest.mark.memory]

LIMIT_BYTES = 400 * 2**20
ARROW_LIMIT_BYTES = 550 * 2**20  # with Apache Arrow in memory


def peak_memory(run_tpch, tmp_path, *args):
    summary = tmp_path / "summary.json"
    result = run_tpch("generate", *args, "--json", summary,
                      capture_output=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert result.returncode == 0, result.stderr
    return json.loads(summary.read_text())["peak_memory_bytes"]


@pytest.mark.parametrize("data_format", FORMATS)
def test_files_of_all_tables(run_tpch, tmp_path, data_format):
    args = ("-s", "1", "-f", data_format, "-o", tmp_path / "data")
    limit_bytes = ARROW_LIMIT_BYTES if data_format == "arrow" else LIMIT_BYTES
    assert peak_memory(run_tpch, tmp_path, *args) <= limit_bytes


def test_ten_times_the_rows(run_tpch, tmp_path):
    args = ("-s", "10", "-f", "parquet", "-o", tmp_path / "data")
    assert peak_memory(run_tpch, tmp_path, *args) <= LIMIT_BYTES


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_ten_times_the_rows_to_stdout(run_tpch, tmp_path, data_format):
    args = ("-s", "10", "-f", data_format, "-T", "lineitem", "--stdout")
    assert peak_memory(run_tpch, tmp_path, *args) <= LIMIT_BYTES
