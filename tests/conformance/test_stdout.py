"""Standard output gets the bytes that the files would have."""

import pytest

from tests.support import TABLES

# Arrow's stream format differs from its file format.
FORMATS = ("tbl", "csv", "parquet")


def stdout_bytes(run_tpch, *args):
    result = run_tpch("generate", "-s", "0.01", "--stdout", *args, text=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("table", ["nation", "lineitem"])
def test_one_table_equals_its_file(run_tpch, whole_tables, data_format, table):
    path = whole_tables("0.01", data_format) / f"{table}.{data_format}"
    assert stdout_bytes(run_tpch, "-f", data_format, "--table", table) == path.read_bytes()


def concatenated(folder, tables):
    return b"".join((folder / f"{table}.tbl").read_bytes() for table in tables)


def test_all_tables_follow_one_another(run_tpch, whole_tables):
    expected = concatenated(whole_tables("0.01", "tbl"), TABLES)
    assert stdout_bytes(run_tpch, "-f", "tbl") == expected


def test_tables_come_in_the_order_asked_for(run_tpch, whole_tables):
    order = ("lineitem", "nation", "customer")
    expected = concatenated(whole_tables("0.01", "tbl"), order)
    assert stdout_bytes(run_tpch, "-f", "tbl", "-T", ",".join(order)) == expected


def test_dbgen_letters_name_the_tables(run_tpch, whole_tables):
    letters = {"c": "customer", "L": "lineitem", "n": "nation", "O": "orders",
               "P": "part", "S": "partsupp", "r": "region", "s": "supplier"}
    expected = concatenated(whole_tables("0.01", "tbl"), letters.values())
    assert stdout_bytes(run_tpch, "-f", "tbl", "-T", ",".join(letters)) == expected
