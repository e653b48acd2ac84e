"""Engines that run scripts of `tpch schema` as their users do, by name. Each has an empty database,
and returns values as texts.
"""

import re
import sqlite3
import subprocess

from tests.queries.servers import MariaDb, PostgreSql
from tests.queries.statements import rows_of
from tests.readers.engines import datafusion_context, start_spark


class ScriptError(Exception):
    """An engine refused a statement."""


def statements_of(script):
    """Splits a script whose statements end with their lines."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return [text for text in re.split(r";\n", "\n".join(lines) + "\n") if text.strip()]


def run_client(command, script):
    result = subprocess.run([*map(str, command)], input=script, capture_output=True, text=True)
    if result.returncode != 0 or result.stderr:
        raise ScriptError(result.stderr)
    return result.stdout


class EmptyServer:
    """A server of tests.queries.servers without tables, to which its client passes a script."""

    text = "{}"

    def __init__(self, scratch):
        super().__init__(lambda data_format: None, scratch)

    def _load(self, files):
        pass

    def run(self, script):
        # What follows is the option with which a client takes a single statement.
        return run_client(self._client()[:-1], script)


class EmptyPostgreSql(EmptyServer, PostgreSql):
    text = "{}::text"  # without the blanks that fill CHAR


class EmptyMariaDb(EmptyServer, MariaDb):
    pass


class Sqlite3:
    """The program sqlite3."""

    text = "{}"

    def __init__(self, scratch):
        self._path = scratch / "tpch.sqlite"

    def run(self, script):
        run_client(["sqlite3", "-bail", self._path], "PRAGMA foreign_keys = ON;\n" + script)

    def rows(self, sql):
        connection = sqlite3.connect(self._path)
        try:
            return [list(map(str, row)) for row in connection.execute(sql)]
        finally:
            connection.close()

    def close(self):
        pass


class InProcess:
    """An engine that is called with one statement after another."""

    text = "{}"

    def run(self, script):
        for statement in statements_of(script):
            try:
                self._execute(statement)
            except Exception as error:
                raise ScriptError(str(error)) from error

    def rows(self, sql):
        return [list(map(str, row)) for row in self._execute(sql)]

    def close(self):
        pass


class DuckDb(InProcess):
    def __init__(self, scratch):
        import duckdb

        self._connection = duckdb.connect(scratch / "tpch.duckdb")

    def _execute(self, statement):
        return self._connection.execute(statement).fetchall()

    def close(self):
        self._connection.close()


class DataFusion(InProcess):
    def __init__(self, scratch):
        self._context = datafusion_context()

    def _execute(self, statement):
        return [list(row.values()) for row in self._context.sql(statement).to_pylist()]


class ClickHouse(InProcess):
    def __init__(self, scratch):
        from chdb import session

        self._session = session.Session(str(scratch / "clickhouse"))

    def _execute(self, statement):
        return rows_of(self._session.query(statement, "TabSeparated").data())

    def close(self):
        self._session.close()


class Spark(InProcess):
    def __init__(self, scratch):
        self._session = start_spark(scratch)
        self._session.conf.set("spark.sql.shuffle.partitions", 2)

    def _execute(self, statement):
        return self._session.sql(statement).collect()

    def close(self):
        self._session.stop()


ENGINES = {"duckdb": DuckDb, "postgresql": EmptyPostgreSql, "sqlite": Sqlite3,
           "mysql": EmptyMariaDb, "clickhouse": ClickHouse, "spark": Spark,
           "datafusion": DataFusion}
