"""Engines generate only what they read: shown by the rows that random numbers were drawn for.

A sequence of lineitem has a row for each order, so n sequences of m orders are n * m rows. At scale
factor 0.01 there are 15,000 orders.
"""

import datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pytest

from tests.support import slow

NUM_ORDERS = 15_000
YEAR = datetime.date(1994, 1, 1), datetime.date(1994, 12, 31)
MONTH = datetime.date(1994, 3, 1), datetime.date(1994, 3, 31)
# The days from an order to the dates of its lines.
LAGS = {"o_orderdate": (0, 0), "l_shipdate": (1, 121), "l_commitdate": (30, 90),
        "l_receiptdate": (2, 151)}


@pytest.fixture(scope="module")
def count_orders(tpch):
    """Returns how many orders may have a date in a range."""
    days = pa.table(tpch.table("orders", sf=0.01, columns=["o_orderdate"]))["o_orderdate"]

    def count(column, first, last):
        low, high = LAGS[column]
        first, last = first - datetime.timedelta(high), last - datetime.timedelta(low)
        return pc.sum(pc.and_(pc.greater_equal(days, first), pc.less_equal(days, last))).as_py()

    return count


# --- Engines: the sum of a column of the rows that pass a filter ---


def with_duckdb(tpch, table, column, conditions):
    where = " AND ".join(
        f"{name} {operator} {value if isinstance(value, int) else f'DATE {str(value)!r}'}"
        for name, operator, value in conditions) or "true"
    with duckdb.connect() as connection:
        tpch.register(connection, sf=0.01)
        return connection.execute(f"SELECT sum({column}) FROM {table} WHERE {where}").fetchall()


def filter_of(field, conditions):
    passing = None
    for name, operator, value in conditions:
        one = getattr(field(name), {">=": "__ge__", "<=": "__le__", "<": "__lt__", "=": "__eq__"}[
            operator])(value)
        passing = one if passing is None else passing & one
    return passing


def with_pyarrow(tpch, table, column, conditions):
    return tpch.dataset(table, sf=0.01).to_table(columns=[column],
                                                 filter=filter_of(ds.field, conditions))


def with_polars(tpch, table, column, conditions):
    import polars

    frame = tpch.polars(sf=0.01)[table]
    if conditions:
        frame = frame.filter(filter_of(polars.col, conditions))
    return frame.select(column).collect()


ENGINES = pytest.mark.parametrize("query", [
    pytest.param(with_duckdb, id="duckdb"), pytest.param(with_pyarrow, id="pyarrow"),
    slow(with_polars)])


@ENGINES
@pytest.mark.parametrize(("table", "column", "num_sequences"), [
    ("orders", "o_orderkey", 0), ("orders", "o_custkey", 1), ("lineitem", "l_tax", 2),
    ("lineitem", "l_extendedprice", 3)])
def test_columns(tpch, count_draws, query, table, column, num_sequences):
    draws = count_draws(lambda: query(tpch, table, column, []))
    assert draws == num_sequences * NUM_ORDERS


@ENGINES
def test_keys(tpch, count_draws, query):
    # Orders 5, 6, 7 and 32.
    conditions = [("l_orderkey", ">=", 5), ("l_orderkey", "<", 33)]
    assert count_draws(lambda: query(tpch, "lineitem", "l_tax", conditions)) == 2 * 4
    assert count_draws(lambda: query(tpch, "lineitem", "l_tax", [("l_orderkey", "=", 7)])) == 2


@ENGINES
@pytest.mark.parametrize(("column", "num_sequences"), [
    ("l_shipdate", 4), ("l_commitdate", 4), ("l_receiptdate", 5)])
@pytest.mark.parametrize(("first", "last"), [YEAR, MONTH])
def test_dates(tpch, count_draws, count_orders, query, column, num_sequences, first, last):
    # All order dates; line counts, order dates, the dates and taxes of orders that are near.
    expected = NUM_ORDERS + num_sequences * count_orders(column, first, last)
    conditions = [(column, ">=", first), (column, "<", last + datetime.timedelta(1))]
    assert count_draws(lambda: query(tpch, "lineitem", "l_tax", conditions)) == expected


@ENGINES
def test_the_narrowest_dates_and_the_keys(tpch, count_draws, count_orders, query):
    conditions = [("l_shipdate", ">=", YEAR[0]), ("l_receiptdate", ">=", MONTH[0]),
                  ("l_receiptdate", "<=", MONTH[1]), ("l_commitdate", "<=", YEAR[1])]
    expected = NUM_ORDERS + 6 * count_orders("l_receiptdate", *MONTH)
    assert count_draws(lambda: query(tpch, "lineitem", "l_tax", conditions)) == expected
    conditions.append(("l_orderkey", "<=", 7))
    assert count_draws(lambda: query(tpch, "lineitem", "l_tax", conditions)) <= 7 * 7


@ENGINES
def test_dates_that_no_row_has_take_nothing(tpch, count_draws, query):
    conditions = [("o_orderdate", ">=", datetime.date(1998, 8, 3))]
    assert count_draws(lambda: query(tpch, "orders", "o_totalprice", conditions)) == 0


@pytest.mark.slow
def test_first_rows_with_polars(tpch, count_draws):
    lineitem = tpch.polars(sf=0.01)["lineitem"]
    # The first three lines belong to one order, whose lines are counted.
    assert count_draws(lambda: lineitem.select("l_tax").head(3).collect()) == 2


def test_first_rows_with_max_rows(tpch, count_draws):
    orders = tpch.table("orders", sf=0.01, max_rows=10, columns=["o_custkey", "o_clerk"])
    assert count_draws(lambda: pa.table(orders)) == 2 * 10


@pytest.mark.parametrize("read", [
    lambda orders: duckdb.sql("FROM orders LIMIT 10").fetchall(), lambda orders: orders.head(10)],
    ids=["duckdb", "pyarrow"])
def test_readers_that_stop_early_end_the_stream(tpch, count_draws, read):
    orders = tpch.dataset("orders", sf=100, columns=["o_custkey", "o_clerk"])
    assert count_draws(lambda: read(orders)) < 150_000_000 // 2


def test_a_dataset_of_columns_stays_one(tpch, count_draws):
    orders = tpch.dataset("orders", sf=0.01, columns=["o_orderkey", "o_clerk"], min_key=10)
    key = ds.field("o_orderkey")
    rows = orders.to_table(columns=["o_clerk"], filter=key > 20)
    assert rows.num_rows == len(orders.to_table().filter(key > 20)) > 0
    assert count_draws(lambda: orders.to_table(filter=key > 20)) == rows.num_rows
    # A first column that is no key.
    lines = tpch.dataset("lineitem", sf=0.01, columns=["l_linenumber", "l_orderkey"])
    assert lines.count_rows(filter=ds.field("l_linenumber") < 2) == NUM_ORDERS


def test_a_dataset_of_dates_stays_one(tpch, count_draws, count_orders):
    dates = ds.field("l_shipdate"), ds.field("l_receiptdate")
    year = tpch.dataset("lineitem", sf=0.01, min_date=str(YEAR[0]), max_date=YEAR[1])
    month = (dates[0] >= MONTH[0]) & (dates[0] <= MONTH[1])
    lines = tpch.dataset("lineitem", sf=0.01)
    assert year.to_table(filter=month) == lines.to_table(filter=month)
    assert count_draws(lambda: year.to_table(["l_tax"], filter=month)) == (
        NUM_ORDERS + 4 * count_orders("l_shipdate", *MONTH))
    # Another column's range does not replace its own.
    received = year.to_table(filter=dates[1] == MONTH[0])
    assert received == lines.to_table(filter=(dates[1] == MONTH[0]) & (dates[0] >= YEAR[0]))
