"""Polars reads lazily: it gets the right rows, and generates no more than it must."""

import datetime

import pyarrow as pa
import pytest

from tests.python.values import check_answer, tbl_fingerprint
from tests.support import TABLES, golden

pytestmark = pytest.mark.slow

GOLDEN = golden("tbl_md5")["0.01"]
DAY = datetime.date(1994, 1, 1)


@pytest.mark.parametrize("name", TABLES)
def test_lazy_frames_have_the_values(tpch, name):
    frame = tpch.polars(sf=0.01)[name].collect()
    assert tbl_fingerprint(plain(frame.to_arrow())) == GOLDEN[name]


def plain(table):
    """Returns a table with strings of the type utf8."""
    return table.cast(pa.schema([
        pa.field(field.name, pa.utf8() if pa.types.is_string_view(field.type)
                 or pa.types.is_large_string(field.type) else field.type)
        for field in table.schema]))


def predicates():
    import polars as pl

    key, date, text = pl.col("o_orderkey"), pl.col("o_orderdate"), pl.col("o_comment")
    return {
        "range": (key >= 100) & (key < 200),
        "between": key.is_between(100, 200),
        "half-open": key.is_between(100, 200, closed="none"),
        "reversed": pl.lit(50) > key,
        "alternatives": (key == 7) | (key > 59_900),
        "one": key == 33,
        "contradiction": (key > 100) & (key < 50),
        "text": text.str.contains("fur") & (key <= 1000),
        "quotes": (text != 'x")) & [(col("o_orderkey")) < (2)]') & (key < 100),
        "negation": ~(key > 100),
        "arithmetic": key + 1 < 100,
        "dates": date < DAY,
        "year": date.is_between(DAY, DAY.replace(year=1995), closed="left"),
        "day": date == DAY,
        "time": date < datetime.datetime(1994, 1, 1, 12),
        "text of a date": (text != "1994-01-01") & (date <= DAY) & (key > 100),
    }


@pytest.mark.parametrize("name", ["range", "between", "half-open", "reversed", "alternatives",
                                  "one", "contradiction", "text", "quotes", "negation",
                                  "arithmetic", "dates", "year", "day", "time", "text of a date"])
def test_predicates_of_polars_select_what_they_say(tpch, name):
    predicate = predicates()[name]
    orders = tpch.polars(sf=0.01)["orders"]
    expected = orders.collect().filter(predicate).select("o_orderkey", "o_custkey")
    assert orders.filter(predicate).select("o_orderkey", "o_custkey").collect().equals(expected)
    assert orders.filter(predicate).head(5).collect().height == min(5, expected.height)


def test_polars_stops_after_the_first_rows(tpch):
    lineitem = tpch.polars(sf=1000)["lineitem"]
    assert lineitem.head(5).collect().height == 5


def test_polars_answers_query_6(tpch):
    import polars as pl

    [revenue] = tpch.polars(sf=1)["lineitem"].filter(
        pl.col("l_shipdate").is_between(DAY, DAY.replace(year=1995), closed="left"),
        pl.col("l_discount").is_between(pl.lit("0.05").cast(pl.Decimal(15, 2)),
                                        pl.lit("0.07").cast(pl.Decimal(15, 2))),
        pl.col("l_quantity") < 24,
    ).select(pl.col("l_extendedprice").cast(pl.Decimal(18, 4))
             * pl.col("l_discount").cast(pl.Decimal(18, 4))).sum().collect().row(0)
    check_answer(6, [(revenue,)])
