"""`tpch schema`: statements that SQLite executes, and messages."""

import sqlite3

import pytest

from tests.support import TABLES

ERROR = "tpch: error: "


@pytest.fixture
def schema(run_tpch):
    """Returns the output of `tpch schema`, which must succeed."""

    def run(*args):
        result = run_tpch("schema", *args)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    return run


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


REGION = "INSERT INTO region VALUES (1, 'HERE', 'none')"
NATION = "INSERT INTO nation VALUES (7, 'THERE', 2, 'none')"


def test_sqlite_keeps_keys(schema, connection):
    connection.executescript(schema("--dialect", "sqlite"))
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE sql > ''")]
    assert names == list(TABLES)
    connection.execute(REGION)
    for statement in (REGION, NATION, "INSERT INTO region VALUES (3, NULL, 'none')"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_keys_of_sqlite_can_be_added_later(schema, connection):
    connection.executescript(schema("--dialect", "sqlite", "--no-keys"))
    connection.executescript(REGION + "; " + NATION)
    connection.executescript(schema("--dialect", "sqlite", "--keys-only"))
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(REGION)


def test_tables_can_be_chosen_in_any_way(schema):
    assert schema() == schema("all") == schema(*reversed(TABLES))
    assert schema("n,r") == schema("region", "nation")
    assert schema("region").count("CREATE TABLE") == 1


def test_files_are_found_in_any_form(generate, schema, tmp_path):
    generate(tmp_path / "csv", "-s", "0.001", "-f", "csv", "--delimiter", ";", "--no-header")
    text = schema("--dialect", "duckdb", "--load", tmp_path / "csv", "orders")
    assert (f"COPY orders FROM '{tmp_path}/csv/orders.csv' (FORMAT csv, AUTO_DETECT false, "
            "HEADER false, DELIMITER ';');") in text
    # As in dbgen, the last part of a small table has all rows; the others have no bytes.
    generate(tmp_path / "tbl", "-s", "0.001", "-f", "tbl", "-p", "40", "-T", "supplier")
    text = schema("--dialect", "sqlite", "--load", tmp_path / "tbl", "supplier")
    assert text.count(".import") == 1 and "supplier.40.tbl" in text


def test_refresh_sets_beside_the_tables_are_not_loaded(generate, refresh, schema, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "csv", "-T", "orders,lineitem")
    refresh(tmp_path, "-s", "0.01", "-f", "csv")
    text = schema("--dialect", "duckdb", "--load", tmp_path, "orders", "lineitem")
    assert text.count("COPY ") == 2 and "refresh.1" not in text


@pytest.fixture(scope="module")
def mixed(generate, tmp_path_factory):
    """A folder with two formats."""
    folder = tmp_path_factory.mktemp("mixed")
    generate(folder / "tbl", "-s", "0.001", "-f", "tbl", "-T", "region,nation")
    generate(folder / "csv", "-s", "0.001", "-f", "csv", "-T", "region")
    return folder


def test_one_of_several_formats_is_chosen(schema, mixed):
    text = schema("--dialect", "mysql", "region", "--load", mixed, "--format", "csv")
    assert "region.csv" in text and "region.tbl" not in text


@pytest.mark.parametrize(("args", "message"), [
    (["nations"], "TABLE: 'nations' is not a table; use all, region, "),
    (["--dialect", "oracle"], "--dialect: 'oracle' is not a dialect; use "),
    (["--no-keys", "--keys-only"], "--keys-only: contradicts --no-keys; use one of them"),
    (["--load", "DIR", "--keys-only"], "--load: contradicts --keys-only; use one of them"),
    (["--format", "csv"], "--format: needs --load, whose files it selects"),
    (["--keys-only", "--dialect", "spark"], "--keys-only: spark adds no keys to existing tables; "),
    (["--load", "DIR", "--dialect", "spark"], "--load: 'DIR' has files of several formats, tbl, csv"
                                              "; choose one with --format"),
    (["--load", "DIR", "-f", "tbl", "--dialect", "spark"],
     "--load: 'DIR' has no tbl files of supplier, part, partsupp, customer, orders, lineitem; name "
     "only the tables that it has: region nation"),
    (["--load", "DIR", "-f", "parquet", "region"],
     "--load: 'DIR' has no parquet files of region; name the directory of the files"),
    (["--load", "DIR", "-f", "arrow", "region"], "--load: no dialect loads arrow files; use "),
    (["--load", "DIR", "-f", "xml"], "--format: 'xml' is not a format; use "),
    (["--load", "DIR", "-f", "csv", "region"], "--load: the SQL standard has no statement that "),
    (["--load", "DIR/none", "region"], "--load: 'DIR/none' does not exist; "),
    (["--load", "s3://bucket/sf1"], "--load: 's3://bucket/sf1': cannot read object stores yet; ")])
def test_bad_input_is_one_line(run_tpch, mixed, args, message):
    result = run_tpch("schema", *(arg.replace("DIR", str(mixed)) for arg in args))
    assert result.returncode == 2 and result.stdout == ""
    assert result.stderr.startswith(ERROR + message.replace("DIR", str(mixed))), result.stderr
    assert result.stderr.count("\n") == 1
