"""Compares an engine's query answers on a data set with those on another one, or with known ones.

Reads a JSON request from the file request.json and writes {"<query>": "<difference, or empty>"} or
{"error": "..."} to standard output. Only the names of columns come from the data; paths are those
of links, so they need no quotes.
"""

import json
import os
import shutil
from contextlib import closing
from decimal import Decimal, InvalidOperation
from itertools import groupby

# Answers print sums and averages rounded to two decimals.
TOLERANCE = Decimal("0.0051")

# Queries whose rows can be equal in all columns by which they are ordered: the places of these
# columns, and the most rows that they return.
TIES = {3: ((1, 2), 10), 5: ((1,), None), 10: ((2,), 20), 11: ((1,), None), 18: ((4, 3), 100)}

# Converts dates that are texts or timestamps, and money that is not decimal, for the queries.
DATES = ("o_orderdate", "l_shipdate", "l_commitdate", "l_receiptdate")
MONEY = ("s_acctbal", "p_retailprice", "ps_supplycost", "c_acctbal", "o_totalprice", "l_quantity",
         "l_extendedprice", "l_discount", "l_tax")
TYPES = dict.fromkeys(DATES, "DATE") | dict.fromkeys(MONEY, "DECIMAL(15,2)")


class NotInstalled(Exception):
    """The machine lacks something that an engine needs."""


def columns_of(table, quote='"', cast="CAST({} AS {})".format):
    """Returns the list of columns of a SELECT, with the reference's names and types."""
    columns = []
    for column, name in table["columns"]:
        value = quote + name.replace(quote, 2 * quote) + quote
        if column in TYPES:
            value = cast(value, TYPES[column])
        columns.append(f"{value} AS {column}")
    return ", ".join(columns)


def fields_of(table, quote='"', text="VARCHAR"):
    """Returns the names and types of a text file's columns, as SQL declares them."""
    return ", ".join(f"{quote}{name}{quote} {text if kind == 'VARCHAR' else kind}"
                     for name, kind in table["fields"])


class DuckDb:
    needs = "duckdb (and pyarrow for Arrow files)"

    # Use only the extensions that come with DuckDB.
    _settings = {"autoinstall_known_extensions": False, "autoload_known_extensions": False,
                 "allow_unsigned_extensions": False}

    # Older versions run code contained in a file.
    _oldest_pyarrow = (14, 0, 1)

    def __init__(self):
        import duckdb

        self._connection = duckdb.connect(config=self._settings)

    def create_view(self, name, table):
        self._relation(table).project(columns_of(table)).create_view(name)

    def _relation(self, table):
        paths = table["paths"]
        if table["kind"] == "parquet":
            return self._connection.read_parquet(paths, hive_partitioning=False)
        if table["kind"] == "arrow":
            return self._connection.from_arrow(self._arrow_files(paths))
        return self._connection.read_csv(
            paths, sep=table["delimiter"], header=table["header"], columns=dict(table["fields"]),
            quotechar=table["quote"], auto_detect=False)

    def _arrow_files(self, paths):
        import pyarrow.dataset

        if tuple(map(int, pyarrow.__version__.split(".")[:3])) < self._oldest_pyarrow:
            raise NotInstalled(f"pyarrow {pyarrow.__version__} is too old; use 14.0.1 or newer")
        return pyarrow.dataset.dataset(paths, format="ipc")

    def rows(self, sql):
        return self._connection.execute(sql).fetchall()

    def close(self):
        self._connection.close()


class DataFusion:
    needs = "datafusion"

    _codecs = {".csv": "uncompressed", ".gz": "gzip", ".zst": "zstd"}

    def __init__(self):
        import datafusion

        self._context = datafusion.SessionContext()

    def create_view(self, name, table):
        self._run(f"DROP TABLE IF EXISTS {name}_files")
        self._run(f"CREATE EXTERNAL TABLE {name}_files {self._source(table)}")
        self._run(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns_of(table)} FROM {name}_files")

    def _source(self, table):
        place = f"LOCATION '{table['folder']}/'"
        if table["kind"] != "csv":
            return f"STORED AS {table['kind']} {place}"
        # It always has quotes, so text without them gets a character that it does not contain.
        options = {"delimiter": table["delimiter"], "quote": table["quote"] or "\0",
                   "has_header": table["header"], "compression": self._codec(table["paths"])}
        pairs = ", ".join(f"'format.{key}' '{value}'" for key, value in options.items())
        return f"({fields_of(table)}) STORED AS CSV {place} OPTIONS ({pairs})"

    def _codec(self, paths):
        codecs = {self._codecs[os.path.splitext(path)[1]] for path in paths}
        if len(codecs) > 1:
            raise ValueError("DataFusion reads a table's files only if all are compressed alike")
        return codecs.pop()

    def _run(self, statement):
        self._context.sql(statement).collect()

    def rows(self, sql):
        return [list(row.values()) for row in self._context.sql(sql).to_pylist()]

    def close(self):
        pass


class ClickHouse:
    needs = "chdb"

    def __init__(self):
        from chdb import session

        self._session = session.Session(os.path.abspath("clickhouse"))

    def create_view(self, name, table):
        files = f"{name}_files"
        source = self._source(table)
        self._session.query(f"CREATE OR REPLACE VIEW {files} AS SELECT * FROM {source}")
        types = self.rows(f"DESCRIBE TABLE {files}")
        floats = [f'"{row[0]}"' for row in types if "Float" in row[1]]

        def cast(value, kind):
            # A cast of a binary number to a decimal one does not round.
            exact = f"toString(round({value}, 2))" if value in floats else value
            return f"CAST({exact} AS Nullable({kind}))"

        columns = columns_of(table, cast=cast)
        self._session.query(f"CREATE OR REPLACE VIEW {name} AS SELECT {columns} FROM {files}")

    def _source(self, table):
        files = f"{table['folder']}/*"
        if table["kind"] != "csv":
            return f"file('{files}', {table['kind'].title()})"
        settings = {"format_csv_delimiter": table["delimiter"],
                    "format_csv_allow_double_quotes": len(table["quote"]),
                    "input_format_csv_skip_first_lines": int(table["header"]),
                    "input_format_csv_trim_whitespaces": 0}
        pairs = ", ".join(f"{key} = '{value}'" for key, value in settings.items())
        return f"file('{files}', CSV, '{fields_of(table, text='String')}') SETTINGS {pairs}"

    def rows(self, sql):
        text = self._session.query(sql, "TabSeparated").data()
        return [[None if field == "\\N" else field for field in line.split("\t")]
                for line in text.splitlines()]

    def close(self):
        self._session.close()


class Spark:
    needs = "pyspark"

    # All files stay in the current directory, and no other computer is asked.
    _settings = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1",
                 "spark.driver.extraJavaOptions": "-XX:-UsePerfData -Djava.io.tmpdir=.",
                 "spark.driver.memory": "2g", "spark.local.dir": ".", "spark.log.level": "OFF",
                 "spark.sql.warehouse.dir": "warehouse", "spark.ui.enabled": False,
                 "spark.ui.showConsoleProgress": False}

    def __init__(self):
        from pyspark.sql import SparkSession

        if not shutil.which("java"):
            raise NotInstalled("there is no java in PATH; install Java 17 or newer")
        # More partitions, as by default, take minutes at small scale factors.
        num_partitions = 2 * len(os.sched_getaffinity(0))
        settings = self._settings | {"spark.sql.shuffle.partitions": num_partitions}
        builder = SparkSession.builder.master("local[*]").config(map=settings)
        self._session = builder.getOrCreate()

    def create_view(self, name, table):
        self._frame(table).createOrReplaceTempView(f"{name}_files")
        self._session.sql(f"CREATE OR REPLACE TEMPORARY VIEW {name} AS "
                          f"SELECT {columns_of(table, '`')} FROM {name}_files")

    def _frame(self, table):
        if table["kind"] == "parquet":
            return self._session.read.parquet(*table["paths"])
        return self._session.read.csv(
            table["paths"], schema=fields_of(table, "`", "STRING"), sep=table["delimiter"],
            header=table["header"], quote=table["quote"], escape=table["quote"], mode="FAILFAST")

    def rows(self, sql):
        return self._session.sql(sql).collect()

    def close(self):
        # Java writes into the current directory until it ends.
        java = self._session.sparkContext._gateway.proc
        self._session.stop()
        java.communicate()


ENGINES = {"duckdb": DuckDb, "datafusion": DataFusion, "clickhouse": ClickHouse, "spark": Spark}


def number_of(value):
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None


def agree(value, wanted):
    numbers = number_of(value), number_of(wanted)
    if None in numbers:
        return str(value) == str(wanted)
    return abs(numbers[0] - numbers[1]) <= TOLERANCE


def sort_ties(query, rows):
    """Sorts adjacent rows that the query may return in any order. Of the last such rows, keeps only
    the columns of the order if the query may have left out others like them.
    """
    if query not in TIES:
        return rows
    places, max_rows = TIES[query]

    def order_of(row):
        return [value if (number := number_of(value)) is None else round(number, 2)
                for value in (row[place] for place in places)]

    groups = [list(group) for _, group in groupby(rows, order_of)]
    if groups and len(rows) == max_rows:
        groups[-1] = [[row[place] for place in places] for row in groups[-1]]
    return [row for group in groups for row in sorted(group, key=lambda row: [*map(str, row)])]


def difference(query, found, expected):
    """Describes the first difference between two answers; empty if they agree."""
    if len(found) != len(expected):
        return f"{len(expected)} rows expected, {len(found)} found"
    pairs = zip(sort_ties(query, found), sort_ties(query, expected))
    for number, (row, wanted) in enumerate(pairs, start=1):
        if len(row) != len(wanted) or not all(map(agree, row, wanted)):
            texts = ["|".join(map(str, each)) for each in (wanted, row)]
            return f"row {number}: expected {texts[0]}, found {texts[1]}"
    return ""


def known_answer(text):
    return [line.split("|") for line in text.splitlines()[1:]]


def answers(engine, tables, queries):
    """Returns the rows of every query on a data set."""
    for name, table in tables.items():
        engine.create_view(name, table)
    return {number: engine.rows(query["sql"]) for number, query in queries.items()}


def differences(engine, request):
    queries = request["queries"]
    found = answers(engine, request["tables"], queries)
    if request["reference"]:
        expected = answers(engine, request["reference"], queries)
    else:
        expected = {number: known_answer(query["answer"]) for number, query in queries.items()}
    return {number: difference(int(number), found[number], expected[number])
            for number in queries}


def respond(request):
    engine = ENGINES[request["engine"]]
    try:
        with closing(engine()) as running:
            return differences(running, request)
    except NotInstalled as error:
        return {"error": str(error)}
    except ImportError as error:
        return {"error": f"{error}; pip install {engine.needs}"}
    except Exception as error:  # any problem of the engine with the files
        return {"error": (str(error).splitlines() or [repr(error)])[0]}


def main():
    # What engines print is no response.
    response = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    with open("request.json", encoding="utf-8") as file:
        request = json.load(file)
    json.dump(respond(request), response)
    response.close()


if __name__ == "__main__":
    main()
