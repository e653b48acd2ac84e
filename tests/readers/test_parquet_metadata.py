"""The metadata of Parquet files is correct: bounds, order, checksums, Bloom filters."""

import datetime
from decimal import Decimal

import duckdb
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tests.support import TABLES

pytestmark = pytest.mark.release_only

SORTING_COLUMNS = {table: [0] for table in TABLES} | {"lineitem": [0, 3]}


def columns_of(path):
    """Returns the metadata of all column chunks, by row group and column."""
    metadata = pq.read_metadata(path)
    return [[metadata.row_group(group).column(column) for column in range(metadata.num_columns)]
            for group in range(metadata.num_row_groups)]


def column_of(path, name):
    return columns_of(path)[0][pq.read_schema(path).names.index(name)]


@pytest.fixture(scope="module")
def small_row_groups(generate, tmp_path_factory):
    """All tables, in several row groups of several pages if they are large enough."""
    folder = tmp_path_factory.mktemp("small_row_groups")
    generate(folder, "-s", "0.05", "--row-group-rows", "100000")
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_statistics_are_the_bounds_of_the_values(small_row_groups, table):
    path = small_row_groups / f"{table}.parquet"
    file = pq.ParquetFile(path)
    for group, columns in enumerate(columns_of(path)):
        values = file.read_row_group(group)
        for index, column in enumerate(columns):
            bounds = pc.min_max(values.column(index)).as_py()
            statistics = column.statistics
            assert statistics.has_min_max, column.path_in_schema
            assert (statistics.min, statistics.max) == (bounds["min"], bounds["max"])
            assert statistics.null_count == 0
            assert statistics.num_values == values.num_rows


@pytest.mark.parametrize("table", TABLES)
def test_bounds_are_said_to_be_exact(small_row_groups, table):
    found = duckdb.execute("SELECT DISTINCT min_is_exact, max_is_exact FROM parquet_metadata(?)",
                           [str(small_row_groups / f"{table}.parquet")]).fetchall()
    assert found == [(True, True)]


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sorted_as_stated(small_row_groups, table):
    path = small_row_groups / f"{table}.parquet"
    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        sorting = file.metadata.row_group(group).sorting_columns
        assert [column.column_index for column in sorting] == SORTING_COLUMNS[table]
        assert not any(column.descending for column in sorting)
    names = [file.schema_arrow.names[index] for index in SORTING_COLUMNS[table]]
    keys = file.read(columns=names)
    assert keys.sort_by([(name, "ascending") for name in names]).equals(keys)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_page_indexes(small_row_groups, table):
    columns = columns_of(small_row_groups / f"{table}.parquet")
    assert all(column.has_column_index and column.has_offset_index
               for group in columns for column in group)


def test_key_values_tell_what_the_file_is(generate, tmp_path):
    generate(tmp_path, "-s", "0.010", "-T", "supplier", "-p", "3", "--part", "2")
    metadata = pq.read_metadata(tmp_path / "supplier" / "supplier.2.parquet")
    key_values = metadata.metadata
    assert key_values[b"tpch:scale_factor"] == b"0.01"
    assert key_values[b"tpch:table"] == b"supplier"
    assert key_values[b"tpch:part"] == b"2"
    assert key_values[b"tpch:num_parts"] == b"3"
    assert metadata.created_by == f"tpch version {key_values[b'tpch:version'].decode()}"
    assert set(key_values) == {b"tpch:scale_factor", b"tpch:table", b"tpch:part",
                               b"tpch:num_parts", b"tpch:version"}


@pytest.mark.parametrize("version", ["1", "2"])
def test_page_checksums(generate, tmp_path, version):
    generate(tmp_path, "-s", "0.01", "-T", "part", "--page-checksums",
             "--data-page-version", version)
    path = tmp_path / "part.parquet"
    whole = pq.read_table(path, page_checksum_verification=True)
    # A changed letter of a name, in the middle of its pages.
    column = column_of(path, "p_name")
    damaged = bytearray(path.read_bytes())
    damaged[column.data_page_offset + column.total_compressed_size // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(OSError, match="(?i)crc"):
        pq.read_table(path, page_checksum_verification=True)
    assert whole.num_rows == 2000


# A column of each kind, and a value that it does not contain.
BLOOM_COLUMNS = {
    "o_orderkey": 1 << 40,
    "o_totalprice": Decimal("0.01"),
    "o_orderpriority": "6-NONE",
    "o_orderdate": datetime.date(2004, 2, 29),
    "o_clerk": "Clerk#999999999",
}


@pytest.fixture(scope="module")
def filtered_orders(generate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("filtered_orders")
    generate(folder, "-s", "0.05", "-T", "orders", "--row-group-rows", "40000",
             "--bloom-filter", ",".join(BLOOM_COLUMNS))
    return folder / "orders.parquet"


def excluded_groups(path, column, value):
    rows = duckdb.execute("SELECT row_group_id FROM parquet_bloom_probe(?, ?, ?) "
                          "WHERE bloom_filter_excludes", [str(path), column, value]).fetchall()
    return {row[0] for row in rows}


@pytest.mark.parametrize("column", BLOOM_COLUMNS)
def test_bloom_filters_find_what_is_there(filtered_orders, column):
    file = pq.ParquetFile(filtered_orders)
    assert file.num_row_groups == 2
    for group in range(file.num_row_groups):
        values = file.read_row_group(group, columns=[column]).column(0).slice(0, 200).to_pylist()
        for value in values:
            assert group not in excluded_groups(filtered_orders, column, value), value


@pytest.mark.parametrize(("column", "absent"), BLOOM_COLUMNS.items())
def test_bloom_filters_exclude_what_is_not_there(filtered_orders, column, absent):
    assert excluded_groups(filtered_orders, column, absent) == {0, 1}


def smallest_filter_bytes(num_values):
    """Returns the size of the blocks for 10.5 bits per value: a power of two."""
    size_bytes = 32
    while size_bytes * 8 < 10.5 * num_values:
        size_bytes *= 2
    return size_bytes


@pytest.mark.parametrize("column", BLOOM_COLUMNS)
def test_bloom_filters_follow_the_different_values(filtered_orders, column):
    query = ("SELECT bloom_filter_length FROM parquet_metadata(?) WHERE path_in_schema = ? "
             "ORDER BY row_group_id")
    sizes = duckdb.execute(query, [str(filtered_orders), column]).fetchall()
    file = pq.ParquetFile(filtered_orders)
    for group, (size_bytes,) in enumerate(sizes):
        values = file.read_row_group(group, columns=[column]).column(0)
        header_bytes = size_bytes - smallest_filter_bytes(pc.count_distinct(values).as_py())
        assert 0 < header_bytes < 32


def test_only_the_columns_asked_for_have_bloom_filters(filtered_orders):
    query = "SELECT path_in_schema FROM parquet_metadata(?) WHERE bloom_filter_offset IS NOT NULL"
    rows = duckdb.execute(query, [str(filtered_orders)]).fetchall()
    assert {row[0] for row in rows} == set(BLOOM_COLUMNS)
