"""Files with a single error are reported with exactly that error."""

from functools import cache

import pytest

from tests.schemas import SCHEMAS, run_tpchgen_cli
from tests.support import READ_FORMATS, slow
from tests.verify.table_files import line_of, rewrite, write

pytestmark = pytest.mark.release_only

KEYS = {"customer": ["c_custkey"], "partsupp": ["ps_partkey", "ps_suppkey"],
        "lineitem": ["l_orderkey", "l_linenumber"], "nation": ["n_nationkey"]}
TABLES = tuple(KEYS)

NOTHING = {"num_rows": 0, "examples": []}

# All other writers write nullable columns.
NULLABLE = "columns are nullable"
REORDERED = "rows are in another order"

every_table = pytest.mark.parametrize("table", TABLES)
DUCKDB = ("duckdb/csv", pytest.param("duckdb/parquet", marks=pytest.mark.arrow))
every_format = pytest.mark.parametrize("data_format", [*READ_FORMATS, *DUCKDB])
every_format_duckdb_slow = pytest.mark.parametrize("data_format", [
    *READ_FORMATS, slow("duckdb/csv"),
    pytest.param("duckdb/parquet", marks=[pytest.mark.arrow, pytest.mark.slow])])
every_format_with_names = pytest.mark.parametrize("data_format", [*READ_FORMATS[1:], *DUCKDB])


def key_of(table, row):
    names = SCHEMAS[table].names
    return ", ".join(f"{name} {row[names.index(name)]}" for name in KEYS[table])


@pytest.fixture
def report_of(verify, tmp_path):
    """Writes rows and returns the report on them, without its usual parts.

    A format is an extension, optionally after a folder that names another writer.
    """

    def run(table, data_format, rows, columns=None):
        *folders, extension = data_format.split("/")
        path = tmp_path.joinpath(*folders, f"{table}.{extension}")
        path.parent.mkdir(exist_ok=True)
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


@pytest.mark.parametrize("index", [20, 70, 120])
def test_the_difference_of_long_texts_is_in_view(run_tpch, reference_rows, tmp_path, index):
    rows = reference_rows("partsupp")
    comment = rows[3][4]
    assert len(comment) > 122
    rows[3][4] = comment[:index] + "#" + comment[index + 1:]
    path = tmp_path / "partsupp.tbl"
    write(path, "partsupp", rows)
    answer = run_tpch("verify", path, "-s", "0.001").stdout
    line = next(line for line in answer.splitlines() if "expected" in line)
    expected, found = line.partition("expected ")[2].split(", found ")
    assert len(found) <= 64
    assert found == expected.replace(comment[index - 9:index + 1], comment[index - 9:index] + "#")
    assert "#" in found


@every_format_duckdb_slow
@every_table
@pytest.mark.parametrize("index", [0, slow(11), -1])
def test_one_dropped_row(report_of, reference_rows, table, index, data_format):
    rows = reference_rows(table)
    dropped = rows.pop(index)
    _, status, found = report_of(table, data_format, rows)
    assert status == 3
    assert_only(found, missing={"num_rows": 1, "examples": [{"key": key_of(table, dropped)}]})


@every_format_duckdb_slow
@every_table
@pytest.mark.parametrize("index", [0, slow(11), -1])
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


@every_format_with_names
@pytest.mark.parametrize("column", ["c_name", "c_nationkey", "c_acctbal", "c_comment"])
def test_a_missing_column(report_of, reference_rows, column, data_format):
    names = SCHEMAS["customer"].names
    index = names.index(column)
    rows = [row[:index] + row[index + 1:] for row in reference_rows("customer")]
    _, status, found = report_of("customer", data_format, rows, names[:index] + names[index + 1:])
    assert status == 3
    assert_only(found, missing_columns=[column])


def test_a_missing_column_of_a_file_without_names(verify, tmp_path, reference_rows):
    path = tmp_path / "customer.tbl"
    write(path, "customer", [row[1:] for row in reference_rows("customer")])
    status, report = verify(path, "-s", "0.001")
    found = report["tables"][5]
    assert status == 1
    assert found["verdict"] == "unreadable"
    assert str(path) in found["error"]
    assert "7 fields" in found["error"] and "8 columns" in found["error"]


@every_format_with_names
@pytest.mark.parametrize("column", ["c_name", "c_nationkey", "c_acctbal", "c_comment"])
def test_a_renamed_column(report_of, reference_rows, column, data_format):
    names = ["renamed" if name == column else name for name in SCHEMAS["customer"].names]
    _, status, found = report_of("customer", data_format, reference_rows("customer"), names)
    assert status == 3
    assert_only(found, missing_columns=[column], extra_columns=["renamed"])


@every_format_with_names
@every_table
def test_a_renamed_key(report_of, reference_rows, table, data_format):
    key = KEYS[table][-1]
    names = ["renamed" if name == key else name for name in SCHEMAS[table].names]
    _, status, found = report_of(table, data_format, reference_rows(table), names)
    assert status == 3
    assert found["verdict"] == "different"
    assert_only(found, missing_columns=[key], extra_columns=["renamed"],
                notes=[f"rows cannot be matched without {key}"])


@pytest.fixture(scope="module")
def customers_of(whole_tables, tmp_path_factory):
    """Returns the file of customers of a generator, which tests only read."""

    @cache
    def make(generator, data_format):
        if generator == "ours":
            return whole_tables("0.001", data_format) / f"customer.{data_format}"
        folder = tmp_path_factory.mktemp("theirs")
        run_tpchgen_cli(data_format, "--scale-factor", "0.001", "--tables", "customer",
                        "--output-dir", str(folder))
        return folder / f"customer.{data_format}"

    return make


PHONE, OTHER_PHONE = "16-155-215-1315", "16-155-215-1316"  # of row 17, counting from 0

# Changes of a generator's file: how to take its rows, and the expected report.
CHANGES = {
    "altered": (list, lambda place: {"num_differing_rows": 1, "columns": [
        {"name": "c_phone", "share": pytest.approx(1 / 150), "num_rows": 1,
         "examples": [place(17) | {"expected": PHONE, "found": OTHER_PHONE}]}]}),
    "dropped": (lambda rows: [*rows[:17], *rows[18:]], lambda place: {
        "missing": {"num_rows": 1, "examples": [{"key": "c_custkey 18"}]}}),
    "doubled": (lambda rows: [*rows[:18], *rows[17:]], lambda place: {
        "duplicate": {"num_rows": 1, "examples": [place(18)]}}),
    "exchanged": (lambda rows: [*rows[:17], rows[18], rows[17], *rows[19:]], lambda place: {
        "notes": [REORDERED]}),
}


@pytest.mark.parametrize("generator, data_format", [
    ("ours", "tbl"), ("ours", "csv"), ("tpchgen-cli", "tbl"), slow("tpchgen-cli", "csv"),
    *(pytest.param(*of, marks=pytest.mark.arrow) for of in (
        ("ours", "parquet"), ("ours", "arrow"), ("tpchgen-cli", "parquet")))])
@pytest.mark.parametrize("change", CHANGES)
def test_changed_files_of_generators(verify, customers_of, tmp_path, generator, data_format,
                                     change):
    source = customers_of(generator, data_format)
    path = tmp_path / source.name
    take_rows, report_of_change = CHANGES[change]
    rewrite(source, path, take_rows(range(150)),
            {PHONE: OTHER_PHONE} if change == "altered" else {})
    _, whole = verify(source, "-s", "0.001")
    status, report = verify(path, "-s", "0.001")
    found = report["tables"][5]
    # The notes on types do not change.
    types = whole["tables"][5]["notes"]
    found["notes"] = [note for note in found["notes"] if note not in types]
    assert status == (0 if change == "exchanged" else 3)
    assert_only(found, **report_of_change(lambda row: {
        "path": str(path), "row": line_of(path, row), "key": "c_custkey 18"}))
