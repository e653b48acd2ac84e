"""Compares query answers on a data set in DuckDB with those on another one, or with known answers.

Reads a JSON request from the file request.json and writes {"<query>": "<difference, or empty>"} or
{"error": "..."} to standard output. Only the names of columns come from the data; paths are those
of links, so they need no quotes.
"""

import json
import sys
from decimal import Decimal

# Answers print sums and averages rounded to two decimals.
TOLERANCE = Decimal("0.0051")


# Converts dates that are texts or timestamps, and money that is not decimal, for the queries.
DATES = ("o_orderdate", "l_shipdate", "l_commitdate", "l_receiptdate")
MONEY = ("s_acctbal", "p_retailprice", "ps_supplycost", "c_acctbal", "o_totalprice", "l_quantity",
         "l_extendedprice", "l_discount", "l_tax")
TYPES = dict.fromkeys(DATES, "DATE") | dict.fromkeys(MONEY, "DECIMAL(15,2)")


# Older versions run code contained in a file.
OLDEST_PYARROW = (14, 0, 1)

# Use only the extensions that come with DuckDB.
SETTINGS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False,
            "allow_unsigned_extensions": False}


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def relation(connection, table):
    """Returns the rows of a table's files, with the reference's column names."""
    paths = table["paths"]
    if table["kind"] == "parquet":
        rows = connection.read_parquet(paths, hive_partitioning=False)
    elif table["kind"] == "arrow":
        import pyarrow.dataset

        if tuple(map(int, pyarrow.__version__.split(".")[:3])) < OLDEST_PYARROW:
            raise ImportError(f"pyarrow {pyarrow.__version__} is too old; use 14.0.1 or newer")
        rows = connection.from_arrow(pyarrow.dataset.dataset(paths, format="ipc"))
    else:
        rows = connection.read_csv(paths, sep=table["delimiter"], header=table["header"],
                                   columns=dict(table["fields"]), quotechar=table["quote"],
                                   auto_detect=False)
    return rows.project(", ".join(
        f"CAST({quoted(name)} AS {TYPES[column]}) AS {column}" if column in TYPES
        else f"{quoted(name)} AS {column}" for column, name in table["columns"]))


def connect(tables):
    import duckdb

    connection = duckdb.connect(config=SETTINGS)
    for name, table in tables.items():
        relation(connection, table).create_view(name)
    return connection


def known_answer(text):
    return [line.split("|") for line in text.splitlines()[1:]]


def cell(value):
    if isinstance(value, (Decimal, float)):
        return Decimal(value)
    return str(value)


def agree(found, expected):
    if isinstance(found, Decimal):
        return abs(found - Decimal(expected)) <= TOLERANCE
    return found == str(expected)


def difference(found, expected):
    """Describes the first difference between two answers; empty if they agree."""
    if len(found) != len(expected):
        return f"{len(expected)} rows expected, {len(found)} found"
    for number, (row, wanted) in enumerate(zip(found, expected), start=1):
        if len(row) != len(wanted) or not all(map(agree, row, wanted)):
            texts = ["|".join(map(str, each)) for each in (wanted, row)]
            return f"row {number}: expected {texts[0]}, found {texts[1]}"
    return ""


def rows_of(connection, sql):
    return [[cell(value) for value in row] for row in connection.execute(sql).fetchall()]


def main():
    with open("request.json", encoding="utf-8") as file:
        request = json.load(file)
    try:
        connection = connect(request["tables"])
        reference = connect(request["reference"]) if request["reference"] else None
        differences = {}
        for number, query in request["queries"].items():
            found = rows_of(connection, query["sql"])
            expected = (rows_of(reference, query["sql"]) if reference
                        else known_answer(query["answer"]))
            differences[number] = difference(found, expected)
        json.dump(differences, sys.stdout)
    except ImportError as error:
        json.dump({"error": f"{error}; pip install duckdb (and pyarrow for Arrow files)"},
                  sys.stdout)
    except Exception as error:  # any problem of DuckDB with the files
        json.dump({"error": str(error).splitlines()[0]}, sys.stdout)


main()
