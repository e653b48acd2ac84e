"""tpch.queries, tpch.answers and tpch.schema are what the programs print."""

import json

import pytest

from tests.queries.answers import reference_rows
from tests.support import REPOSITORY

PARAMETERS = json.loads((REPOSITORY / "data" / "queries" / "parameters.json").read_text())


def test_queries_are_those_of_the_program(tpch, run_tpch):
    queries = tpch.queries(0.1, dialect="duckdb", seed=7, stream=3)
    options = ("-s", "0.1", "--dialect", "duckdb", "--seed", 7, "--stream", 3)
    text = run_tpch("queries", *options).stdout
    assert "\n".join(["", *(query.sql for query in queries)]) == text.partition("\n")[2]
    assert len(queries) == 22


def test_queries_have_their_parameters(tpch):
    for query in tpch.queries(defaults=True):
        known = PARAMETERS[str(query.number)]
        assert query.question == known["question"]
        assert list(query.parameters) == known["names"]
        assert query.max_rows == known.get("limit")
        if query.number != 11:
            assert list(query.parameters.values()) == known["default"]


def test_chosen_queries_come_in_their_order(tpch):
    queries = tpch.queries(sf=100, defaults=True, numbers=[11, 1])
    assert [query.number for query in queries] == [11, 1]
    assert queries[0].parameters["fraction"] == "0.0000010000"
    assert tpch.queries(numbers=[6], seed=1) == tpch.queries(numbers=[6], seed=1)


def test_duckdb_answers_them(tpch):
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute(tpch.schema("duckdb"))
    for query in tpch.queries(defaults=True, dialect="duckdb"):
        connection.execute(query.sql)


@pytest.mark.parametrize(("options", "message"), [
    ({"sf": 0}, "sf: "), ({"dialect": "oracle"}, "dialect: 'oracle' is not a dialect; use ansi, "),
    ({"seed": 2147483647}, "seed: "), ({"seed": 1, "defaults": True}, "defaults: contradicts seed"),
    ({"stream": -1}, "stream: "), ({"numbers": [23]}, "numbers: '23' "),
    ({"numbers": ["-1"]}, "numbers: '-1' "), ({"numbers": []}, "numbers: ")])
def test_wrong_options_of_queries_are_errors(tpch, options, message):
    with pytest.raises(ValueError, match="^" + message):
        tpch.queries(**options)


@pytest.mark.parametrize("number", [1, 4, 6])
def test_answers_are_rows(tpch, number):
    assert [list(row.values()) for row in tpch.answers(number)] == reference_rows(number)


def test_answers_have_names(tpch):
    assert tpch.answers(6) == [{"revenue": "123141078.23"}]
    with pytest.raises(ValueError, match="query 23 does not exist; use a whole number"):
        tpch.answers(23)


def test_schemas_are_those_of_the_program(tpch, run_tpch, whole_tables):
    assert tpch.schema() == run_tpch("schema").stdout
    folder = whole_tables("0.01", "csv")
    for options, args in [
            ({"tables": ["nation", "region"], "no_keys": True}, ["region", "nation", "--no-keys"]),
            ({"tables": "region", "keys_only": True}, ["region", "--keys-only"]),
            ({"load": folder, "format": "csv"}, ["--load", folder, "--format", "csv"])]:
        text = run_tpch("schema", "--dialect", "duckdb", *args).stdout
        assert tpch.schema("duckdb", **options) == text


@pytest.mark.parametrize(("options", "message"), [
    ({"tables": ["none"]}, "tables: 'none' is not a table; use "),
    ({"no_keys": True, "keys_only": True}, "keys_only: contradicts no_keys; use one of them"),
    ({"dialect": "spark", "keys_only": True}, "keys_only: spark adds no keys to existing tables"),
    ({"dialect": "spark", "load": "none"}, "load: 'none' does not exist; "),
    ({"format": "csv"}, "format: needs load, whose files it selects")])
def test_wrong_options_of_schemas_are_errors(tpch, options, message):
    with pytest.raises(ValueError, match="^" + message):
        tpch.schema(**options)
