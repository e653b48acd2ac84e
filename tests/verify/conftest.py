"""Fixtures of the tests of `tpch verify`."""

import json

import pytest

from table_files import read_rows


@pytest.fixture
def verify(run_tpch, tmp_path):
    """Runs `tpch verify` and returns its exit status and its report."""

    def run(*args):
        path = tmp_path / "report.json"
        result = run_tpch("verify", *args, "--json", path)
        assert path.exists(), result.stderr
        return result.returncode, json.loads(path.read_text())

    return run


@pytest.fixture(scope="session")
def reference_rows(whole_tables):
    """Returns the rows of a table at scale factor 0.001 as lists of texts, from dbgen's bytes."""
    return lambda table: read_rows(whole_tables("0.001", "tbl") / f"{table}.tbl")
