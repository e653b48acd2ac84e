"""The engines that run the queries, by name. Each has all tables, from a function that returns the
folder of their files in a format, and a folder of its own; its rows are sequences of values.

An engine's packages are imported at its first use: only ./dev test-engines installs all of them.
"""

import csv

import apsw
import pyarrow as pa

from tests.queries.servers import MariaDb, PostgreSql
from tests.queries.statements import TYPES, create_indexes, create_table, rows_of
from tests.readers.engines import datafusion_context, start_spark
from tests.schemas import SCHEMAS


def parquet_files(folder_of):
    """Lists tables with their files."""
    return [(table, str(folder_of("parquet") / f"{table}.parquet")) for table in SCHEMAS]


class DuckDb:
    def __init__(self, folder_of, scratch):
        import duckdb

        self._connection = duckdb.connect(config={"temp_directory": str(scratch)})
        for table, path in parquet_files(folder_of):
            self._connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{path}')")

    def rows(self, sql):
        return self._connection.execute(sql).fetchall()

    def close(self):
        self._connection.close()


class DataFusion:
    def __init__(self, folder_of, scratch):
        self._context = datafusion_context()
        for table, path in parquet_files(folder_of):
            self._context.register_parquet(table, path)

    def rows(self, sql):
        return [list(row.values()) for row in self._context.sql(sql).to_pylist()]

    def close(self):
        pass


class Sqlite:
    """SQLite with dates as texts, and with money as binary floating point, which old versions, such
    as that of Debian 12, do not add up to the cent.
    """

    _types = TYPES | {pa.decimal128(15, 2): "REAL", pa.date32(): "TEXT"}

    def __init__(self, folder_of, scratch):
        self._connection = apsw.Connection(str(scratch / "tpch.sqlite"))
        self._connection.execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; "
                                 "PRAGMA cache_size = -2000000")
        for table in SCHEMAS:
            self._connection.execute(create_table(table, self._types))
            self._load(table, folder_of("csv") / f"{table}.csv")
        self._connection.execute("; ".join([*create_indexes(), "ANALYZE"]))

    def _load(self, table, path):
        places = ", ".join("?" * len(SCHEMAS[table]))
        with path.open(newline="") as file, self._connection:
            rows = csv.reader(file)
            next(rows)
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)

    def rows(self, sql):
        return self._connection.execute(sql).fetchall()

    def close(self):
        self._connection.close()


class ClickHouse:
    def __init__(self, folder_of, scratch):
        from chdb import session

        self._session = session.Session(str(scratch / "clickhouse"))
        for table, path in parquet_files(folder_of):
            self._session.query(f"CREATE TABLE {table} ENGINE = MergeTree ORDER BY tuple() "
                                f"AS SELECT * FROM file('{path}', Parquet)")

    def rows(self, sql):
        return rows_of(self._session.query(sql, "TabSeparated").data())

    def close(self):
        self._session.close()


class Spark:
    def __init__(self, folder_of, scratch):
        self._session = start_spark(scratch)
        self._session.conf.set("spark.sql.shuffle.partitions", 2)
        for table, path in parquet_files(folder_of):
            self._session.read.parquet(path).createOrReplaceTempView(table)

    def rows(self, sql):
        return self._session.sql(sql).collect()

    def close(self):
        self._session.stop()


ENGINES = {"duckdb": DuckDb, "datafusion": DataFusion, "sqlite": Sqlite, "clickhouse": ClickHouse,
           "spark": Spark, "postgresql": PostgreSql, "mariadb": MariaDb}
