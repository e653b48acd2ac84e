"""Other readers get the values of our TBL files from our Parquet files."""

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.schemas import SCHEMAS, run_tpchgen_cli
from tests.support import TABLES

pytestmark = [pytest.mark.release_only, pytest.mark.parametrize("table", TABLES)]


@pytest.fixture(scope="session")
def parquet_path(whole_tables):
    return lambda table: whole_tables("0.01", "parquet") / f"{table}.parquet"


@pytest.fixture(scope="session")
def peer_tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tpchgen_cli")
    run_tpchgen_cli("parquet", "--scale-factor", "0.01", "--output-dir", folder)
    return folder


def assert_same_columns(got, want):
    assert got.schema.names == want.schema.names
    for name in want.schema.names:
        assert got[name].equals(want[name]), name


def test_pyarrow_reads_the_values_of_tbl(parquet_path, tbl_table, table):
    assert_same_columns(pq.read_table(parquet_path(table)), tbl_table(table))


def test_duckdb_reads_the_values_of_tbl(parquet_path, tbl_table, table):
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(parquet_path(table))).to_arrow_table()
    assert_same_columns(rows.cast(SCHEMAS[table]), tbl_table(table))


def test_values_are_those_of_tpchgen_cli(parquet_path, peer_tables, table):
    peer = pq.read_table(peer_tables / f"{table}.parquet").cast(SCHEMAS[table])
    assert_same_columns(pq.read_table(parquet_path(table)), peer)
