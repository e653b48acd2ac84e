"""Types, names and orders of other programs are accepted and reported."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.schemas import SCHEMAS
from tests.verify.table_files import arrow_table, write_arrow_table, write_csv

NULLABLE = "columns are nullable"


def notes_of(report, table):
    found = next(entry for entry in report["tables"] if entry["table"] == table)
    return found["verdict"], found["notes"]


TYPES = [
    ("l_extendedprice", pa.float64(), "double instead of decimal(15,2)"),
    ("l_extendedprice", pa.decimal128(38, 4), "decimal(38,4) instead of decimal(15,2)"),
    ("l_quantity", pa.int64(), "int64 instead of decimal(15,2)"),
    ("l_shipdate", pa.string(), "string instead of date"),
    ("l_shipdate", pa.timestamp("us"), "timestamp[us] instead of date"),
    ("l_orderkey", pa.int32(), "int32 instead of int64"),
    ("l_linenumber", pa.int64(), "int64 instead of int32"),
    ("l_comment", pa.large_string(), "large_string instead of string"),
    ("l_comment", pa.string_view(), "string_view instead of string"),
    ("l_shipmode", pa.dictionary(pa.int32(), pa.string()),
     "dictionary of string instead of string"),
]


@pytest.mark.arrow
@pytest.mark.parametrize("column, kind, note", TYPES)
@pytest.mark.parametrize("data_format", ["parquet", "arrow"])
def test_another_type(verify, tmp_path, reference_rows, column, kind, note, data_format):
    data = arrow_table("lineitem", reference_rows("lineitem"), types={column: kind})
    path = tmp_path / f"lineitem.{data_format}"
    write_arrow_table(path, data)
    status, report = verify(path, "-s", "0.001")
    verdict, notes = notes_of(report, "lineitem")
    assert status == 0
    assert verdict == "equivalent"
    assert notes == [NULLABLE, f"{column} is {note}"]


@pytest.mark.arrow
@pytest.mark.parametrize("values, kind, found", [
    (pa.array([True] * 150), "bool", "true"), (pa.nulls(150), "null", "null"),
    (pa.array([71156] * 150), "int64", "71156.00"),
    (pa.array(["much"] * 150), "string", "much")])
@pytest.mark.parametrize("data_format", ["parquet", "arrow"])
def test_a_type_that_cannot_hold_the_values(verify, tmp_path, reference_rows, values, kind, found,
                                            data_format):
    data = arrow_table("customer", reference_rows("customer")).set_column(5, "c_acctbal", values)
    path = tmp_path / f"customer.{data_format}"
    write_arrow_table(path, data)
    status, report = verify(path, "-s", "0.001")
    [column] = report["tables"][5]["columns"]
    assert status == 3
    assert notes_of(report, "customer") == (
        "different", [NULLABLE, f"c_acctbal is {kind} instead of decimal(15,2)"])
    assert (column["name"], column["num_rows"], column["share"]) == ("c_acctbal", 150, 1)
    assert column["examples"][0]["found"] == found


@pytest.mark.arrow
def test_a_double_that_is_no_cent_is_a_difference(verify, tmp_path, reference_rows):
    data = arrow_table("customer", reference_rows("customer"), types={"c_acctbal": pa.float64()})
    balances = data["c_acctbal"].to_pylist()
    expected = balances[7]
    balances[7] = expected + 0.001
    data = data.set_column(5, "c_acctbal", pa.array(balances))
    path = tmp_path / "customer.parquet"
    pq.write_table(data, path)
    status, report = verify(path, "-s", "0.001")
    [column] = report["tables"][5]["columns"]
    assert status == 3
    assert column["name"] == "c_acctbal"
    [example] = column["examples"]
    assert example["row"] == 8
    assert float(example["expected"]) == expected
    assert float(example["found"]) == balances[7]


@pytest.mark.arrow
def test_the_noise_of_doubles_is_no_difference(verify, tmp_path, reference_rows):
    data = arrow_table("customer", reference_rows("customer"), types={"c_acctbal": pa.float64()})
    balances = [value * (1 + 3e-16) for value in data["c_acctbal"].to_pylist()]
    assert balances != data["c_acctbal"].to_pylist()
    path = tmp_path / "customer.parquet"
    pq.write_table(data.set_column(5, "c_acctbal", pa.array(balances)), path)
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert notes_of(report, "customer")[0] == "equivalent"


@pytest.mark.arrow
def test_padded_text(verify, tmp_path, reference_rows):
    rows = [row[:6] + [row[6].ljust(10), row[7]] for row in reference_rows("customer")]
    path = tmp_path / "customer.parquet"
    pq.write_table(arrow_table("customer", rows), path)
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert notes_of(report, "customer") == (
        "equivalent", [NULLABLE, "c_mktsegment is padded with spaces"])


@pytest.mark.arrow
def test_null_is_a_difference(verify, tmp_path, reference_rows):
    data = arrow_table("customer", reference_rows("customer"))
    phones = data["c_phone"].to_pylist()
    phones[9] = None
    path = tmp_path / "customer.parquet"
    pq.write_table(data.set_column(4, "c_phone", pa.array(phones)), path)
    status, report = verify(path, "-s", "0.001")
    [column] = report["tables"][5]["columns"]
    assert status == 3
    assert (column["name"], column["num_rows"]) == ("c_phone", 1)
    assert column["examples"][0]["found"] == "null"


@pytest.mark.parametrize("rename", [str.upper, lambda name: name.split("_", 1)[1],
                                    lambda name: name.split("_", 1)[1].title()])
def test_names_in_any_case_with_or_without_prefix(verify, tmp_path, reference_rows, rename):
    path = tmp_path / "orders.csv"
    write_csv(path, "orders", reference_rows("orders"),
              [rename(name) for name in SCHEMAS["orders"].names])
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert notes_of(report, "orders") == ("equal", [])


def test_columns_in_any_order(verify, tmp_path, reference_rows):
    path = tmp_path / "orders.csv"
    write_csv(path, "orders", [row[::-1] for row in reference_rows("orders")],
              SCHEMAS["orders"].names[::-1])
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert notes_of(report, "orders") == ("equal", [])


@pytest.mark.parametrize("name, change", [
    ("orders.tbl", lambda text: text.replace("|\n", "\n")),
    ("orders.tbl.1", lambda text: text),
    ("orders.csv", lambda text: text.replace("|\n", "\n").replace("|", "\t")),
    ("orders.txt", lambda text: text.replace("\n", "\r\n")),
    ("orders.tbl", lambda text: text.removesuffix("\n")),
    ("orders.dat", lambda text: text.replace("|\n", "\n").replace("|", "~")),
])
def test_text_of_any_form(verify, tmp_path, whole_tables, name, change):
    text = (whole_tables("0.001", "tbl") / "orders.tbl").read_text()
    (tmp_path / name).write_bytes(change(text).encode())
    status, report = verify(tmp_path / name, "-s", "0.001")
    assert status == 0
    assert notes_of(report, "orders") == ("equal", [])
