"""The 22 queries of TPC-H, run by DuckDB on our Parquet files, give the standard's answers."""

import json
from decimal import Decimal

import duckdb
import pytest

from support import DATA, TABLES

pytestmark = [pytest.mark.slow, pytest.mark.parquet]

PARAMETERS = json.loads((DATA / "queries" / "parameters.json").read_text())

# The answers print sums and averages rounded to two decimals.
TOLERANCE = Decimal("0.0051")


@pytest.fixture(scope="module")
def database(whole_tables):
    connection = duckdb.connect()
    for table in TABLES:
        path = whole_tables("1", "parquet") / f"{table}.parquet"
        connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{path}')")
    return connection


def query_text(query):
    parameters = PARAMETERS[str(query)]
    text = (DATA / "queries" / f"q{query:02}.sql").read_text()
    text = text.format(**dict(zip(parameters["names"], parameters["default"])))
    limit = parameters.get("limit")
    return f"FROM ({text.strip().rstrip(';')}) LIMIT {limit}" if limit else text


def answer_rows(query):
    lines = (DATA / "answers" / f"q{query:02}.psv").read_text().splitlines()
    return [line.split("|") for line in lines[1:]]


def agrees(value, answer):
    if isinstance(value, (Decimal, float)):
        return abs(Decimal(value) - Decimal(answer)) <= TOLERANCE
    return str(value) == answer


@pytest.mark.parametrize("query", range(1, 23))
def test_query_gives_the_answer(database, query):
    rows = database.execute(query_text(query)).fetchall()
    answers = answer_rows(query)
    assert len(rows) == len(answers)
    for row, answer in zip(rows, answers):
        assert len(row) == len(answer)
        assert all(map(agrees, row, answer)), f"got {row}, want {answer}"
