"""Fixtures for the tests of `tpch verify`."""

import json

import pyarrow.parquet as pq
import pytest

from tests.verify.parquet_footer import edited
from tests.verify.table_files import arrow_table, read_rows


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


@pytest.fixture(scope="session")
def own_file(whole_tables):
    """Orders as the program writes them."""
    return whole_tables("0.001", "parquet") / "orders.parquet"


@pytest.fixture(scope="session")
def many_pages(reference_rows, tmp_path_factory):
    """Orders of another writer in pages of about a hundred rows, with all its optional fields."""
    path = tmp_path_factory.mktemp("pages") / "orders.parquet"
    data = arrow_table("orders", reference_rows("orders"))
    pq.write_table(data, path, write_page_index=True, data_page_size=400, write_batch_size=100,
                   use_dictionary=False, sorting_columns=[pq.SortingColumn(0)])
    return path


@pytest.fixture
def claims_of(verify, tmp_path):
    """Changes a file's footer and returns the report, which must not be equal."""

    def run(source, changes, verdict="different"):
        path = edited(source, tmp_path / "orders.parquet", changes)
        status, report = verify(path, "-s", "0.001")
        found = report["tables"][6]
        assert found["verdict"] == verdict
        assert status == {"different": 3, "unreadable": 1}[verdict]
        return found["untrue_claims"] if verdict == "different" else [found["error"]]

    return run


@pytest.fixture
def text_of(whole_tables):
    """The bytes of orders in a format, at scale factor 0.001."""
    return lambda data_format: (
        whole_tables("0.001", data_format) / f"orders.{data_format}").read_bytes()


@pytest.fixture
def report_of(verify, tmp_path):
    """Returns exit status and report for a file of orders with these bytes."""

    def run(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        status, report = verify(path, "-T", "orders", "-s", "0.001")
        return status, report["tables"][6]

    return run
