"""Refresh sets have dbgen's values, as tables and as files."""

import duckdb
import pyarrow as pa
import pytest

from tests.python.values import tbl_fingerprint
from tests.schemas import SCHEMAS
from tests.support import golden

GOLDEN = golden("refresh_md5")


def name_of(part, number):
    return f"delete.{number}" if part == "delete" else f"{part}.tbl.u{number}"


@pytest.mark.parametrize("sf, number, case", [
    (0.01, 1, "0.01"), (0.01, 2, "0.01"), (1, 2, "1"),
    (0.01, 999, "set 999..1001 of sf 0.01"), (0.01, 1001, "set 999..1001 of sf 0.01")])
def test_sets_have_the_values_of_dbgen(tpch, sf, number, case):
    for part, table in tpch.refresh(sf, set=number).items():
        expected = GOLDEN[case][name_of(part, number)]
        made = tbl_fingerprint(pa.table(table))
        assert (made["md5"], made["rows"]) == (expected["md5"], len(table))


def test_sets_are_tables(tpch):
    orders, lineitem, deletes = tpch.refresh(sf=1, set=4000).values()
    assert orders.schema == tpch.table("orders").schema
    assert pa.schema(lineitem) == SCHEMAS["lineitem"]
    assert deletes.schema == {"o_orderkey": "int64"}
    keys = orders.select(columns=["o_orderkey"], threads=1)
    assert repr(keys) == ("tpch.refresh(sf=1, set=4000)['orders']"
                          ".select(columns=['o_orderkey'], threads=1)")
    values = pa.table(keys)["o_orderkey"].to_pylist()
    assert len(values) == len(keys) == 1500
    some = keys.select(min_key=values[10], max_key=values[19])
    assert pa.table(some)["o_orderkey"].to_pylist() == values[10:20]
    dated = lineitem.select(min_date="1994-01-01", max_date="1994-12-31")
    with duckdb.connect() as connection:
        assert connection.sql("FROM deletes").fetchall()[0] == (23_994_021,)
        expected = connection.sql("SELECT count(*) FROM lineitem "
                                  "WHERE l_shipdate BETWEEN '1994-01-01' AND '1994-12-31'")
        assert expected.fetchall() == [(len(dated),)]


def test_sets_become_files(tpch, tmp_path):
    summary = tpch.generate_refresh(tmp_path, sf=0.01, sets="1-2", format="tbl", delete_segments=3)
    assert len(summary["files"]) == 10
    assert (tmp_path / "delete.u2.3").exists()
    assert tpch.verify(tmp_path)["equal"]


@pytest.mark.parametrize("call, message", [
    (lambda tpch: tpch.refresh(set=0), "set: '0' is out of range; use a whole number from 1 to"),
    (lambda tpch: tpch.refresh(set="x"), "set: 'x' is not a whole number"),
    (lambda tpch: tpch.refresh(sf=0.001), "at scale factor 0.001 a refresh set has no rows"),
    (lambda tpch: tpch.refresh()["orders"].select(part=(1, 2)), "a refresh set has no parts"),
    (lambda tpch: tpch.table("delete"), "name: 'delete' is not a table"),
    (lambda tpch: tpch.generate_refresh("x", sets="3-1"), "sets: '3-1' ends before it begins"),
])
def test_wrong_requests(tpch, call, message):
    with pytest.raises(ValueError, match=message):
        call(tpch)
