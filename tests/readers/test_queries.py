"""DuckDB and DataFusion get the standard's answers to the 22 queries from our Parquet files."""

from decimal import Decimal

import duckdb
import pytest

from tests.readers.engines import datafusion_context
from tests.support import REPOSITORY, TABLES

pytestmark = pytest.mark.slow

# The answers print sums and averages rounded to two decimals.
TOLERANCE = Decimal("0.0051")


@pytest.fixture(scope="module")
def duckdb_rows(whole_tables):
    """Returns the rows of a query from DuckDB."""
    connection = duckdb.connect()
    for table in TABLES:
        path = whole_tables("1", "parquet") / f"{table}.parquet"
        connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{path}')")
    return lambda text: connection.execute(text).fetchall()


@pytest.fixture(scope="module")
def datafusion_rows(whole_tables):
    """Returns the rows of a query from DataFusion."""
    context = datafusion_context()
    for table in TABLES:
        context.register_parquet(table, str(whole_tables("1", "parquet") / f"{table}.parquet"))
    return lambda text: [tuple(row.values()) for row in context.sql(text).to_pylist()]


def answer_rows(query):
    lines = (REPOSITORY / "data" / "answers" / f"q{query:02}.psv").read_text().splitlines()
    return [line.split("|") for line in lines[1:]]


def agrees(value, answer):
    if isinstance(value, (Decimal, float)):
        return abs(Decimal(value) - Decimal(answer)) <= TOLERANCE
    return str(value) == answer


@pytest.mark.parametrize("query", range(1, 23))
@pytest.mark.parametrize("engine", ["duckdb", "datafusion"])
def test_query_gives_the_answer(request, run_tpch, engine, query):
    text = run_tpch("queries", "--defaults", "--dialect", engine, query).stdout
    rows = request.getfixturevalue(f"{engine}_rows")(text)
    answers = answer_rows(query)
    assert len(rows) == len(answers)
    for row, answer in zip(rows, answers):
        assert len(row) == len(answer)
        assert all(map(agrees, row, answer)), f"got {row}, want {answer}"
