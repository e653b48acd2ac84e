"""Statistics and page indexes match the values, and engines use them to skip data."""

import datetime
import re
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest

from tests.readers.engines import datafusion_context, spark_frame
from tests.readers.page_indexes import read_page_indexes
from tests.support import TABLES

pytestmark = pytest.mark.slow

# The bytes of a text that a page index keeps.
MAX_TEXT_BYTES = 64

SHAPES = {
    "default": ["--row-group-rows", "25000"],
    "compatible": ["--parquet-profile", "compatible", "--row-group-rows", "25000"],
    "small-pages": ["--page-bytes", "8KiB", "--data-page-version", "2", "--page-checksums"],
}


@pytest.fixture(scope="module", params=SHAPES)
def shaped_tables(request, generate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shaped_tables")
    generate(folder, "-s", "0.01", *SHAPES[request.param])
    return folder


def bounds_of(values):
    bounds = pc.min_max(values).as_py()
    return bounds["min"], bounds["max"]


def assert_pages_fill_the_chunk(chunk, num_rows):
    assert chunk.pages[0].offset >= chunk.begin
    assert chunk.pages[-1].offset + chunk.pages[-1].size_bytes == chunk.end
    assert all(page.offset + page.size_bytes == following.offset
               for page, following in zip(chunk.pages, chunk.pages[1:]))
    assert chunk.pages[0].rows.start == 0 and chunk.pages[-1].rows.stop == num_rows
    assert all(len(page.rows) > 0 for page in chunk.pages)


def plain(value):
    """Encodes a value like Parquet's statistics."""
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, Decimal):
        return int(value.scaleb(2)).to_bytes(8, "little", signed=True)
    days = (value - datetime.date(1970, 1, 1)).days
    return days.to_bytes(4, "little", signed=True)


def plain_integer(value, kind):
    return value.to_bytes(kind.bit_width // 8, "little", signed=True)


def assert_bounds(page, bounds, kind):
    low, high = (plain_integer(value, kind) if pa.types.is_integer(kind) else plain(value)
                 for value in bounds)
    if pa.types.is_string(kind):
        assert page.min_bytes == low[:MAX_TEXT_BYTES]
        assert_upper_bound(page.max_bytes, high)
    else:
        assert (page.min_bytes, page.max_bytes) == (low, high)


def assert_upper_bound(bound, text):
    """Long text may be cut; the bound must still hold and be as tight as its length allows."""
    if len(text) <= MAX_TEXT_BYTES:
        assert bound == text
    else:
        assert bound > text
        assert len(bound) == MAX_TEXT_BYTES
        assert bound[:-1] == text[:MAX_TEXT_BYTES - 1] and bound[-1] == text[MAX_TEXT_BYTES - 1] + 1


def order_of(bounds):
    """Returns the format's name of the order of the pages' bounds."""
    mins, maxs = zip(*bounds)
    for name, descending in (("ASCENDING", False), ("DESCENDING", True)):
        if all(list(ends) == sorted(ends, reverse=descending) for ends in (mins, maxs)):
            return name
    return "UNORDERED"


@pytest.mark.parametrize("table", TABLES)
def test_page_indexes_are_those_of_the_values(spark, shaped_tables, table):
    path = shaped_tables / f"{table}.parquet"
    file = pq.ParquetFile(path)
    names = file.schema_arrow.names
    for group, chunks in enumerate(read_page_indexes(spark(), path, names)):
        values = file.read_row_group(group)
        assert list(chunks) == names
        for name, chunk in chunks.items():
            column = values[name]
            assert not chunk.has_nulls
            assert_pages_fill_the_chunk(chunk, values.num_rows)
            bounds = [bounds_of(column.slice(page.rows.start, len(page.rows)))
                      for page in chunk.pages]
            assert chunk.boundary_order == order_of(bounds), name
            for page, page_bounds in zip(chunk.pages, bounds):
                assert_bounds(page, page_bounds, column.type)


# Column, and the least and the greatest requested value: keys, a decimal, text.
PREDICATES = [
    ("orders", "o_orderkey", 100_000, 100_500),
    ("orders", "o_totalprice", Decimal("430000.00"), Decimal("470000.00")),
    ("customer", "c_custkey", 5000, 5000),
    ("customer", "c_name", "Customer#000005000", "Customer#000005002"),
]


@pytest.fixture(scope="module")
def prunable(generate, tmp_path_factory):
    """Several row groups with several pages in these columns; o_custkey has Bloom filters."""
    folder = tmp_path_factory.mktemp("prunable")
    generate(folder, "-s", "0.05", "-T", "orders,customer", "--row-group-rows", "3000",
             "--page-bytes", "2KiB", "--column-encoding", "c_custkey=plain",
             "--bloom-filter", "o_custkey")
    return folder


def sql_literal(value):
    return f"'{value}'" if isinstance(value, str) else str(value)


def overlaps(values, low, high):
    least, greatest = bounds_of(values)
    return least <= high and low <= greatest


def rows_to_read(spark, path, column, low, high):
    """Returns the rows of all pages that could contain a value, by row group that could contain
    one.
    """
    file = pq.ParquetFile(path)
    rows = {}
    for group, chunks in enumerate(read_page_indexes(spark, path, [column])):
        values = file.read_row_group(group, columns=[column])[column]
        if overlaps(values, low, high):
            rows[group] = sum(
                len(page.rows) for page in chunks[column].pages
                if overlaps(values.slice(page.rows.start, len(page.rows)), low, high))
    return rows


def rows_read_by_spark(frame):
    """Returns the number of rows that the scan of an executed query produced."""
    scan = frame._jdf.queryExecution().executedPlan().collectLeaves().head()
    return scan.metrics().apply("numOutputRows").value()


def datafusion_metric(plan, name):
    """Returns the total and the matched of a metric in an executed plan, with three digits."""
    number = r"([\d.]+)( K)?"
    found = re.search(rf"\b{name}={number} total → {number} matched", plan)
    assert found, f"no {name} in: {plan}"
    return tuple(float(digits) * (1000 if thousands else 1)
                 for digits, thousands in (found.group(1, 2), found.group(3, 4)))


def explain_by_datafusion(path, condition):
    context = datafusion_context()
    context.register_parquet("t", str(path))
    (row,) = context.sql(f"EXPLAIN ANALYZE SELECT * FROM t WHERE {condition}").to_pylist()
    return row["plan"]


@pytest.mark.parametrize(("table", "column", "low", "high"), PREDICATES)
def test_predicates_skip_row_groups_and_pages(spark, prunable, table, column, low, high):
    path = prunable / f"{table}.parquet"
    metadata = pq.read_metadata(path)
    rows_by_group = rows_to_read(spark(), path, column, low, high)
    num_rows = sum(rows_by_group.values())
    num_rows_of_groups = sum(metadata.row_group(group).num_rows for group in rows_by_group)
    assert num_rows < num_rows_of_groups < metadata.num_rows

    field = pc.field(column)
    in_bounds = (field >= pa.scalar(low)) & (field <= pa.scalar(high))
    want = pq.read_table(path).filter(in_bounds)
    assert want.num_rows > 0
    condition = f"{column} BETWEEN {sql_literal(low)} AND {sql_literal(high)}"
    for vectorized in (False, True):
        frame = spark_frame(spark(), path, vectorized=vectorized).filter(condition)
        assert frame.toArrow()[column].to_pylist() == want[column].to_pylist()
        assert rows_read_by_spark(frame) == num_rows, f"vectorized: {vectorized}"

    plan = explain_by_datafusion(path, condition)
    assert datafusion_metric(plan, "row_groups_pruned_statistics") == (
        metadata.num_row_groups, len(rows_by_group))
    # DataFusion counts pages by the first column, but rows by the predicate's.
    assert datafusion_metric(plan, "page_index_rows_pruned") == pytest.approx(
        (num_rows_of_groups, num_rows), rel=0.006)

    (fragment,) = pa.dataset.dataset(path).get_fragments()
    assert len(fragment.split_by_row_group(in_bounds)) == len(rows_by_group)


def test_bloom_filters_skip_row_groups(prunable):
    # No customer whose key is a multiple of 3 has an order.
    path = prunable / "orders.parquet"
    num_groups = pq.read_metadata(path).num_row_groups
    plan = explain_by_datafusion(path, "o_custkey = 3000")
    assert datafusion_metric(plan, "row_groups_pruned_statistics") == (num_groups, num_groups)
    assert datafusion_metric(plan, "row_groups_pruned_bloom_filter") == (num_groups, 0)
    plan = explain_by_datafusion(path, "o_custkey = 3001")
    assert datafusion_metric(plan, "row_groups_pruned_bloom_filter")[1] > 0
