"""Tables have dbgen's values, and are read by whoever reads Arrow, as often as they like."""

import datetime
import decimal
import gc
import pickle
import threading

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.python.values import tbl_fingerprint
from tests.queries.answers import query_text
from tests.schemas import SCHEMAS
from tests.support import TABLES, golden, slow

GOLDEN = golden("tbl_md5")["0.01"]
NAMES = {pa.int64(): "int64", pa.int32(): "int32", pa.date32(): "date32", pa.utf8(): "string",
         pa.decimal128(15, 2): "decimal128(15, 2)"}


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_the_values_of_dbgen(tpch, name):
    assert tbl_fingerprint(pa.table(tpch.table(name, sf=0.01))) == GOLDEN[name]


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_a_table_by_the_name_of_its_variable(tpch, name):
    lines = tpch.table(name, sf=0.01)
    with duckdb.connect() as connection:
        rows = connection.sql("FROM lines").to_arrow_table()
    assert tbl_fingerprint(rows) == GOLDEN[name]
    del lines


@pytest.mark.parametrize("name", TABLES)
def test_batches_have_the_values_without_a_reader(tpch, name):
    batches = [pa.record_batch(batch) for batch in tpch.table(name, sf=0.01).batches()]
    assert tbl_fingerprint(pa.Table.from_batches(batches)) == GOLDEN[name]


def test_tables_are_listed(tpch):
    assert tpch.tables() == list(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_schemas_are_those_promised(tpch, name):
    table = tpch.table(name)
    assert pa.schema(table) == SCHEMAS[name]
    assert table.schema == {field.name: NAMES[field.type] for field in SCHEMAS[name]}


@pytest.mark.parametrize("sf", [1, 1.0, "1", "1e0", decimal.Decimal(1)])
def test_scale_factors_may_be_any_number(tpch, sf):
    assert len(tpch.table("lineitem", sf)) == 6_001_215


@pytest.mark.parametrize("options", [{}, {"part": (2, 3)}, {"max_rows": 7}, {"max_rows": 10**9},
                                     {"part": (3, 3), "max_rows": 10**9}], ids=str)
def test_len_is_exact(tpch, options):
    for name in ("nation", "orders", "lineitem"):
        table = tpch.table(name, sf=0.01, **options)
        assert len(table) == pa.table(table).num_rows


def test_parts_together_are_the_table(tpch):
    parts = [pa.table(tpch.table("lineitem", sf=0.01, part=(k, 3), batch_rows=1000))
             for k in (1, 2, 3)]
    assert tbl_fingerprint(pa.concat_tables(parts)) == GOLDEN["lineitem"]
    assert max(batch.num_rows for batch in parts[0].to_batches()) == 1000


def test_columns_come_in_their_order(tpch):
    names = ["l_tax", "l_orderkey", "l_comment"]
    table = tpch.table("lineitem", sf=0.01, columns=names)
    assert list(table.schema) == names
    assert pa.table(table) == pa.table(tpch.table("lineitem", sf=0.01)).select(names)


@pytest.mark.parametrize(("low", "high"), [(100, 200), (None, 7), (59_990, None), (33, 33), (9, 5)])
def test_keys_are_in_their_range(tpch, low, high):
    table = tpch.table("lineitem", sf=0.01, min_key=low, max_key=high)
    rows = pa.table(tpch.table("lineitem", sf=0.01))
    for bound, compare in ((low, pc.greater_equal), (high, pc.less_equal)):
        if bound is not None:
            rows = rows.filter(compare(rows["l_orderkey"], bound))
    assert pa.table(table) == rows
    assert len(table) == rows.num_rows


@pytest.mark.parametrize(("first", "last"), [
    ("1994-01-01", datetime.date(1994, 12, 31)), (None, "1992-01-03"), ("1998-11-20", None),
    ("1995-06-17", "1995-06-17"), ("1995-06-17", "1995-06-16"), ("2026-01-01", None)])
@pytest.mark.parametrize("column", [
    slow("l_shipdate"), "l_commitdate", slow("l_receiptdate"), slow(None)])
def test_dates_are_in_their_range(tpch, column, first, last):
    table = tpch.table("lineitem", sf=0.01, min_date=first, max_date=last, date_column=column)
    rows = pa.table(tpch.table("lineitem", sf=0.01))
    for bound, compare in ((first, pc.greater_equal), (last, pc.less_equal)):
        if bound is not None:
            day = datetime.date.fromisoformat(str(bound))
            rows = rows.filter(compare(rows[column or "l_shipdate"], day))
    assert pa.table(table) == rows
    assert len(table) == rows.num_rows


def test_text_has_other_forms_on_request(tpch):
    table = tpch.table("part", sf=0.01, dictionary=True, string_view=True, threads=2)
    assert table.schema["p_type"] == "dictionary(int16, string)"
    assert table.schema["p_brand"] == "dictionary(int8, string)"
    assert table.schema["p_comment"] == "string_view"
    assert pa.table(table).cast(SCHEMAS["part"]) == pa.table(tpch.table("part", sf=0.01))


def test_a_batch_is_read_once(tpch):
    batch = next(tpch.table("nation", sf=0.01).batches())
    assert pa.record_batch(batch).num_rows == len(batch) == 25
    with pytest.raises(ValueError, match="the rows of this batch were taken before; read the"):
        pa.record_batch(batch)


def test_every_reading_starts_anew(tpch):
    table = tpch.table("supplier", sf=0.01)
    first = pa.RecordBatchReader.from_stream(table)
    first.read_next_batch()
    assert [tbl_fingerprint(pa.table(table)) for _ in range(2)] == [GOLDEN["supplier"]] * 2
    assert table and pa.table(pickle.loads(pickle.dumps(table))) == pa.table(table)


def test_threads_read_at_the_same_time(tpch):
    found = {}

    def read(name):
        found[name] = tbl_fingerprint(pa.table(tpch.table(name, sf=0.01)))

    threads = [threading.Thread(target=read, args=(name,)) for name in TABLES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {name: GOLDEN[name] for name in TABLES}


def test_threads_share_a_reader(tpch):
    reader = pa.RecordBatchReader.from_stream(tpch.table("orders", sf=0.01, batch_rows=100))
    counts = []
    threads = [threading.Thread(target=lambda: counts.append(sum(map(len, reader))))
               for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 15_000


def test_rows_outlive_what_made_them(tpch):
    table = tpch.table("partsupp", sf=0.01, batch_rows=500)
    reader = pa.RecordBatchReader.from_stream(table)
    batches = list(reader)
    del table, reader
    gc.collect()
    assert tbl_fingerprint(pa.Table.from_batches(batches)) == GOLDEN["partsupp"]


def test_tables_show_what_they_are(tpch):
    table = tpch.table("orders", sf=0.01, part=(1, 2))
    assert repr(table) == "tpch.table('orders', sf=0.01, part=(1, 2))"
    html = table._repr_html_()
    assert "7,500 rows" in html and "<td>o_totalprice</td><td>decimal128(15, 2)</td>" in html


def test_query_6_has_the_answer_of_the_c_library(tpch, run_tpch):
    lineitem = tpch.table("lineitem", sf=0.01)
    with duckdb.connect() as connection:
        connection.register("lineitem", lineitem)
        [revenue] = connection.execute(query_text(6)).fetchone()
    assert f"revenue {revenue}\n" == run_tpch("0.01", "1", program="tpch_query6").stdout


# --- Wrong requests ---

WRONG = [
    ({"name": "linitem"}, "name: 'linitem' is not a table; did you mean 'lineitem'? There are"),
    ({"name": 3}, "name: 3 is not a table; use one of: region, nation"),
    ({"sf": "x"}, "sf: 'x' is not a scale factor; use a decimal from 0.0005 to 100000"),
    ({"sf": 1e9}, "sf: '1000000000.0' is out of range; use a decimal from 0.0005 to 100000"),
    ({"sf": float("nan")}, "sf: 'nan' is not a scale factor"),
    ({"sf": True}, "sf: True is no number; use a number such as 1 or 0.01"),
    ({"sf": None}, "sf: None is no number"),
    ({"part": 3}, "part: 3 is not a pair; use (k, n), the k-th of n parts"),
    ({"part": (1, 2, 3)}, "part: (1, 2, 3) is not a pair"),
    ({"part": (3, 2)}, "part: 3 of 2 does not exist; use 1 to 2"),
    ({"part": "12"}, "part: '12' is not a pair"),
    ({"part": (1.5, 2)}, "part: '1.5' is not a whole number"),
    ({"part": (2, 0)}, "part: 2 of 0 does not exist; use 1 to 1"),
    ({"max_rows": True}, "max_rows: 'True' is not a whole number"),
    ({"name": "orders", "min_date": "1994-W01-1"}, "min_date: '1994-W01-1' is not a date; use a"),
    ({"sf": "0.01\0"}, "'0.01\\x00' has a NUL character; leave it out"),
    ({"part": (0, 2)}, "part: 0 of 2 does not exist; use 1 to 2"),
    ({"columns": ["p_nam"]}, "columns: 'p_nam' is not a column of part; did you mean 'p_name'?"),
    ({"columns": "p_name"}, "columns: 'p_name' is a text; use a list: ['p_name']"),
    ({"columns": []}, "columns: the list is empty; name at least one column"),
    ({"columns": ["p_name"] * 2}, "columns: 'p_name' is there more than once; name it once"),
    ({"max_rows": -1}, "max_rows: '-1' is out of range; use a whole number from 0"),
    ({"threads": 0}, "threads: '0' is out of range; use a whole number from 1"),
    ({"min_key": "a"}, "min_key: 'a' is not a whole number"),
    ({"max_queued_bytes": "1 MB"}, "max_queued_bytes: '1 MB' is not a size"),
    ({"min_date": "1994"}, "min_date: '1994' is not a date; use a datetime.date or a text such as"),
    ({"max_date": 7}, "max_date: '7' is not a date; use a datetime.date or a text such as '19"),
    ({"max_date": datetime.datetime(1994, 1, 1)}, "max_date: '1994-01-01 00:00:00' is not a date"),
    ({"min_date": "1994-01-01"}, "part has no dates; use orders or lineitem"),
    ({"date_column": "p_name"}, "date_column: 'p_name' is not a date column of part; use orders"),
    ({"name": "lineitem", "date_column": "l_tax"}, "date_column: 'l_tax' is not a date column of "
     "lineitem; use l_shipdate or l_commitdate or l_receiptdate"),
    ({"batch_rows": "many"}, "batch_rows: 'many' is not a whole number; use a whole number from 1"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=str)
def test_wrong_options_are_refused_at_once(tpch, options, message):
    with pytest.raises(ValueError) as failure:
        tpch.table(**{"name": "part", **options})
    assert str(failure.value).startswith(message)
    assert "\n" not in str(failure.value)


def test_unknown_options_are_refused(tpch):
    with pytest.raises(TypeError, match="unexpected keyword argument 'compression'"):
        tpch.table("part", compression="zstd")
