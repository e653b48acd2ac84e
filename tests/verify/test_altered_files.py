"""Files with one thing wrong are reported with exactly that."""

import pytest

from schemas import SCHEMAS
from support import FORMATS
from table_files import line_of, write

KEYS = {"customer": ["c_custkey"], "partsupp": ["ps_partkey", "ps_suppkey"],
        "lineitem": ["l_orderkey", "l_linenumber"], "nation": ["n_nationkey"]}
TABLES = tuple(KEYS)

NOTHING = {"num_rows": 0, "examples": []}

# Everybody but us writes nullable columns.
NULLABLE = "columns are nullable"
REORDERED = "rows are in another order"

every_table = pytest.mark.parametrize("table", TABLES)
every_format = pytest.mark.parametrize("data_format", FORMATS)


def key_of(table, row):
    names = SCHEMAS[table].names
    return ", ".join(f"{name} {row[names.index(name)]}" for name in KEYS[table])


@pytest.fixture
def report_of(verify, tmp_path):
    """Writes rows and returns the report on them, its usual parts left out."""

    def run(table, data_format, rows, columns=None):
        path = tmp_path / f"{table}.{data_format}"
        write(path, table, rows, columns)
        status, report = verify(path, "-s", "0.001")
        found = next(entry for entry in report["tables"] if entry["verdict"] != "not there")
        assert found["table"] == table
        assert found["paths"] == [str(path)]
        found["notes"] = [note for note in found["notes"] if note != NULLABLE]
        return path, status, found

    return run


def assert_only(found, **differences):
    """Requires that a report has these entries, and none of the others."""
    usual = {"missing": NOTHING, "extra": NOTHING, "duplicate": NOTHING, "columns": [],
             "num_differing_rows": 0, "missing_columns": [], "extra_columns": [], "notes": [],
             "untrue_claims": []}
    wanted = usual | differences
    assert {name: found[name] for name in wanted} == wanted


@every_format
@every_table
def test_the_reference_is_equal(report_of, reference_rows, table, data_format):
    rows = reference_rows(table)
    _, status, found = report_of(table, data_format, rows)
    assert status == 0
    assert found["verdict"] in ("equal", "equivalent")
    assert found["num_rows"] == found["num_expected_rows"] == len(rows)
    assert_only(found)


# Altered values by table: the column, the row, and the new text.
ALTERED = [("customer", "c_acctbal", 17, "1.01"), ("customer", "c_phone", 0, "25-989-741-2989"),
           ("customer", "c_comment", 149, "nothing"), ("customer", "c_mktsegment", 3, "NO"),
           ("partsupp", "ps_availqty", 5, "1"), ("lineitem", "l_shipdate", 2000, "1995-01-01"),
           ("lineitem", "l_quantity", 6004, "51"), ("nation", "n_name", 24, "CANADA")]


@every_format
@pytest.mark.parametrize("table, column, index, text", ALTERED)
def test_one_altered_value(report_of, reference_rows, table, column, index, text, data_format):
    rows = reference_rows(table)
    number = SCHEMAS[table].names.index(column)
    expected = rows[index][number]
    rows[index][number] = text
    path, status, found = report_of(table, data_format, rows)
    assert status == 3
    assert found["verdict"] == "different"
    example = {"path": str(path), "row": line_of(path, index), "key": key_of(table, rows[index]),
               "expected": expected, "found": text}
    share = pytest.approx(1 / len(rows))
    assert_only(found, num_differing_rows=1, columns=[
        {"name": column, "share": share, "num_rows": 1, "examples": [example]}])


@every_format
@every_table
@pytest.mark.parametrize("index", [0, 11, -1])
def test_one_dropped_row(report_of, reference_rows, table, index, data_format):
    rows = reference_rows(table)
    dropped = rows.pop(index)
    _, status, found = report_of(table, data_format, rows)
    assert status == 3
    assert_only(found, missing={"num_rows": 1, "examples": [{"key": key_of(table, dropped)}]})


@every_format
@every_table
@pytest.mark.parametrize("index", [0, 11, -1])
def test_one_doubled_row(report_of, reference_rows, table, index, data_format):
    rows = reference_rows(table)
    index %= len(rows)
    rows.insert(index, rows[index])
    path, status, found = report_of(table, data_format, rows)
    assert status == 3
    example = {"path": str(path), "row": line_of(path, index + 1),
               "key": key_of(table, rows[index])}
    assert_only(found, duplicate={"num_rows": 1, "examples": [example]})


@every_format
@every_table
def test_two_exchanged_rows(report_of, reference_rows, table, data_format):
    rows = reference_rows(table)
    rows[3], rows[20] = rows[20], rows[3]
    _, status, found = report_of(table, data_format, rows)
    assert status == 0
    assert found["verdict"] == "equivalent"
    assert_only(found, notes=[REORDERED])


@every_format
@every_table
def test_rows_in_reverse(report_of, reference_rows, table, data_format):
    rows = reference_rows(table)
    rows.reverse()
    _, status, found = report_of(table, data_format, rows)
    assert status == 0
    assert_only(found, notes=[REORDERED])


@every_format
def test_an_altered_value_among_rows_in_reverse(report_of, reference_rows, data_format):
    rows = reference_rows("lineitem")
    rows[42][4] = "0"
    altered = key_of("lineitem", rows[42])
    rows.reverse()
    path, status, found = report_of("lineitem", data_format, rows)
    assert status == 3
    assert found["num_differing_rows"] == 1
    [column] = found["columns"]
    [example] = column["examples"]
    assert column["name"] == "l_quantity"
    assert example["key"] == altered
    assert example["row"] == line_of(path, len(rows) - 1 - 42)


@every_format
def test_a_key_of_no_row(report_of, reference_rows, data_format):
    rows = reference_rows("lineitem")
    dropped = rows[100].copy()
    rows[100][0] = "8"  # order keys leave out 8 to 31
    path, status, found = report_of("lineitem", data_format, rows)
    assert status == 3
    extra = {"path": str(path), "row": line_of(path, 100), "key": key_of("lineitem", rows[100])}
    assert_only(found, missing={"num_rows": 1, "examples": [{"key": key_of("lineitem", dropped)}]},
                extra={"num_rows": 1, "examples": [extra]})


@pytest.mark.parametrize("data_format", FORMATS[1:])
def test_a_missing_column(report_of, reference_rows, data_format):
    names = SCHEMAS["customer"].names
    rows = [row[:4] + row[5:] for row in reference_rows("customer")]
    _, status, found = report_of("customer", data_format, rows, names[:4] + names[5:])
    assert status == 3
    assert_only(found, missing_columns=["c_phone"])


def test_a_missing_column_of_a_file_without_names(verify, tmp_path, reference_rows):
    path = tmp_path / "customer.tbl"
    write(path, "customer", [row[1:] for row in reference_rows("customer")])
    status, report = verify(path, "-s", "0.001")
    found = report["tables"][5]
    assert status == 1
    assert found["verdict"] == "unreadable"
    assert str(path) in found["error"]
    assert "7 fields" in found["error"] and "8 columns" in found["error"]


@pytest.mark.parametrize("data_format", ["csv"])
def test_a_renamed_column(report_of, reference_rows, data_format):
    names = [name.replace("c_phone", "telephone") for name in SCHEMAS["customer"].names]
    _, status, found = report_of("customer", data_format, reference_rows("customer"), names)
    assert status == 3
    assert_only(found, missing_columns=["c_phone"], extra_columns=["telephone"])
