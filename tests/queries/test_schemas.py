"""Each engine runs the scripts of `tpch schema` in its dialect: tables, files, keys, comments."""

import csv
from contextlib import closing
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.queries.answers import query_text, rows_agree
from tests.queries.engines import DuckDb
from tests.queries.scripts import ENGINES, ScriptError
from tests.schemas import SCHEMAS
from tests.support import slow

SCALE_FACTOR = "0.01"

# Text that is compressed, and other files.
FORMATS = {"tbl": ["-f", "tbl"], "csv": ["-f", "csv"], "parquet": ["-f", "parquet"],
           "gzip": ["-f", "csv", "-c", "gzip"]}

READ = {"duckdb": ["parquet", "csv", "tbl", "gzip"], "postgresql": ["csv", "tbl", "gzip"],
        "sqlite": ["csv", "tbl", "gzip"], "mysql": ["csv", "tbl"],
        "clickhouse": ["parquet", "csv", "tbl", "gzip"],
        "spark": ["parquet", "csv", "tbl", "gzip"], "datafusion": ["parquet", "csv", "gzip"]}

DUPLICATE = "INSERT INTO region SELECT * FROM region;\n"
ORPHAN = "INSERT INTO nation VALUES (99, 'NOWHERE', 77, 'no such region');\n"


def in_suite(*values):
    """Marks parameters for ./dev test-engines."""
    return pytest.param(*values, marks=[pytest.mark.slow, pytest.mark.engines])


OTHERS = [in_suite(dialect) for dialect in READ if dialect != "duckdb"]


@pytest.fixture(scope="module")
def files(generate, tmp_path_factory):
    """Returns a folder with files in parts; its path needs quotes everywhere."""
    folders = {}

    def folder_of(data_format):
        if data_format not in folders:
            folder = tmp_path_factory.mktemp("files") / 'it\'s "a" $HOME k=v'
            generate(folder, "-s", SCALE_FACTOR, "-p", 2, *FORMATS[data_format])
            folders[data_format] = folder
        return folders[data_format]

    return folder_of


@pytest.fixture
def script(run_tpch):
    def run(*args):
        result = run_tpch("schema", *args)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return run


@pytest.fixture
def start_engine(tmp_path):
    def run(dialect):
        folder = tmp_path / dialect
        folder.mkdir()
        return closing(ENGINES[dialect](folder))

    return run


def normal(value, kind):
    return f"{Decimal(value):.2f}" if kind == pa.decimal128(15, 2) else value


def normal_rows(table, rows):
    kinds = SCHEMAS[table].types
    return sorted([normal(*pair) for pair in zip(row, kinds, strict=True)] for row in rows)


@pytest.fixture(scope="module")
def wanted(whole_tables):
    """Returns the rows of all tables, from CSV files."""
    tables = {}
    for table in SCHEMAS:
        with (whole_tables(SCALE_FACTOR, "csv") / f"{table}.csv").open(newline="") as file:
            tables[table] = normal_rows(table, list(csv.reader(file))[1:])
    return tables


def assert_loaded(engine, wanted):
    for table, rows in wanted.items():
        columns = (engine.text.format(field.name) if field.type == pa.utf8() else field.name
                   for field in SCHEMAS[table])
        found = engine.rows(f"SELECT {', '.join(columns)} FROM {table}")
        assert normal_rows(table, found) == rows, table


def drop_tables(engine):
    engine.run("".join(f"DROP TABLE {table};\n" for table in reversed(SCHEMAS)))


@pytest.mark.parametrize("dialect", [slow("duckdb"), *OTHERS])
def test_files_are_loaded(start_engine, script, files, wanted, dialect):
    with start_engine(dialect) as engine:
        for data_format in READ[dialect]:
            engine.run(script("--dialect", dialect, "--load", files(data_format)))
            assert_loaded(engine, wanted)
            drop_tables(engine)


def without_padding(rows):
    return [[str(value).rstrip() for value in row] for row in rows]


@pytest.mark.parametrize("dialect", [slow("duckdb"), *OTHERS])
def test_queries_have_the_same_answers(start_engine, script, files, whole_tables, dialect):
    duckdb = DuckDb(lambda data_format: whole_tables(SCALE_FACTOR, data_format), ".")
    with start_engine(dialect) as engine, closing(duckdb):
        engine.run(script("--dialect", dialect, "--load", files("csv")))
        for number in range(1, 23):
            found = without_padding(engine.rows(query_text(number, dialect)))
            wanted = without_padding(duckdb.rows(query_text(number)))
            assert rows_agree(number, found, wanted), number


def refuses(engine, statement):
    try:
        engine.run(statement)
    except ScriptError:
        return True
    return False


@pytest.mark.release_only
@pytest.mark.parametrize(("dialect", "keeps_references"), [
    ("duckdb", True), in_suite("postgresql", True), in_suite("sqlite", True),
    in_suite("mysql", True)])
def test_keys_hold(start_engine, script, files, dialect, keeps_references):
    with start_engine(dialect) as engine:
        engine.run(script("--dialect", dialect, "--load", files("csv")))
        assert refuses(engine, DUPLICATE)
        assert refuses(engine, ORPHAN) == keeps_references


@pytest.mark.release_only
@pytest.mark.parametrize(("dialect", "keeps_references"), [
    slow("duckdb", False), in_suite("postgresql", True), in_suite("sqlite", False),
    in_suite("mysql", True)])
def test_keys_can_be_added_later(start_engine, script, files, wanted, dialect, keeps_references):
    with start_engine(dialect) as engine:
        engine.run(script("--dialect", dialect, "--no-keys", "--load", files("csv")))
        assert not refuses(engine, ORPHAN)
        engine.run("DELETE FROM nation WHERE n_nationkey = 99;\n")
        engine.run(script("--dialect", dialect, "--keys-only"))
        assert_loaded(engine, wanted)
        assert refuses(engine, DUPLICATE)
        assert refuses(engine, ORPHAN) == keeps_references


@pytest.mark.parametrize(("name", "dialect"), [
    ("duckdb", "duckdb"), ("duckdb", "ansi"), in_suite("postgresql", "ansi"),
    in_suite("datafusion", "datafusion")])
def test_tables_need_no_files(start_engine, script, name, dialect):
    with start_engine(name) as engine:
        engine.run(script("--dialect", dialect))
        assert all(engine.rows(f"SELECT * FROM {table}") == [] for table in SCHEMAS)


COMMENTS = {
    "duckdb": "SELECT comment FROM duckdb_tables() WHERE table_name = 'region' "
              "UNION ALL SELECT comment FROM duckdb_columns() WHERE table_name = 'region' "
              "AND column_name = 'r_name'",
    "postgresql": "SELECT unnest(ARRAY[obj_description('region'::regclass), "
                  "col_description('region'::regclass, 2)])",
    "mysql": "SELECT table_comment FROM information_schema.tables WHERE table_name = 'region' "
             "UNION ALL SELECT column_comment FROM information_schema.columns "
             "WHERE table_name = 'region' AND column_name = 'r_name'",
    "clickhouse": "SELECT comment FROM system.tables WHERE name = 'region' "
                  "UNION ALL SELECT comment FROM system.columns WHERE table = 'region' "
                  "AND name = 'r_name'"}


@pytest.mark.parametrize("dialect", ["duckdb", in_suite("postgresql"), in_suite("mysql"),
                                     in_suite("clickhouse")])
def test_comments_are_kept(start_engine, script, dialect):
    with start_engine(dialect) as engine:
        engine.run(script("--dialect", dialect))
        assert sorted(engine.rows(COMMENTS[dialect])) == [["Name"], ["Regions of the world"]]
