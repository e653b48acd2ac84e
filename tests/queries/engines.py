"""The engines that run the queries, each with all tables of a folder: Parquet and CSV files.

A query's rows are lists of texts and numbers. An engine's packages are imported at its first use.
"""

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa

from tests.readers.engines import datafusion_context, start_spark
from tests.schemas import SCHEMAS

START_TIMEOUT_SECONDS = 60

# What makes the queries fast in engines that store rows.
INDEXES = ("region(r_regionkey)", "nation(n_nationkey)", "supplier(s_suppkey)", "part(p_partkey)",
           "partsupp(ps_partkey, ps_suppkey)", "customer(c_custkey)", "orders(o_orderkey)",
           "orders(o_custkey)", "lineitem(l_orderkey)", "lineitem(l_partkey, l_suppkey)")


def create_table(table, types):
    """Returns the statement, with the types of an engine for those of Arrow."""
    columns = (f"{field.name} {types[field.type]} NOT NULL" for field in SCHEMAS[table])
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def create_indexes():
    return [f"CREATE INDEX index_{number} ON {index}" for number, index in enumerate(INDEXES)]


TYPES = {pa.int32(): "INTEGER", pa.int64(): "BIGINT", pa.decimal128(15, 2): "DECIMAL(15, 2)",
         pa.date32(): "DATE", pa.utf8(): "VARCHAR(199)"}


class DuckDb:
    def __init__(self, folder_of, scratch):
        import duckdb

        self._connection = duckdb.connect(config={"temp_directory": str(scratch)})
        for table in SCHEMAS:
            path = folder_of("parquet") / f"{table}.parquet"
            self._connection.execute(f"CREATE VIEW {table} AS FROM read_parquet('{path}')")

    def rows(self, sql):
        return self._connection.execute(sql).fetchall()

    def close(self):
        self._connection.close()


class DataFusion:
    def __init__(self, folder_of, scratch):
        self._context = datafusion_context()
        for table in SCHEMAS:
            self._context.register_parquet(table, str(folder_of("parquet") / f"{table}.parquet"))

    def rows(self, sql):
        return [list(row.values()) for row in self._context.sql(sql).to_pylist()]

    def close(self):
        pass


class Sqlite:
    """Dates are texts, and money is binary floating point."""

    TYPES = TYPES | {pa.decimal128(15, 2): "REAL", pa.date32(): "TEXT"}

    def __init__(self, folder_of, scratch):
        self._connection = sqlite3.connect(scratch / "tpch.sqlite")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute("PRAGMA journal_mode = OFF")
        for table, schema in SCHEMAS.items():
            self._connection.execute(create_table(table, self.TYPES))
            places = ", ".join("?" * len(schema))
            with (folder_of("csv") / f"{table}.csv").open(newline="") as file:
                rows = csv.reader(file)
                next(rows)
                self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        for statement in [*create_indexes(), "ANALYZE"]:
            self._connection.execute(statement)

    def rows(self, sql):
        return self._connection.execute(sql).fetchall()

    def close(self):
        self._connection.close()


class ClickHouse:
    def __init__(self, folder_of, scratch):
        from chdb import session

        self._session = session.Session(str(scratch / "clickhouse"))
        for table in SCHEMAS:
            path = folder_of("parquet") / f"{table}.parquet"
            self._session.query(
                f"CREATE TABLE {table} ENGINE = MergeTree ORDER BY tuple() "
                f"AS SELECT * FROM file('{path}', Parquet)"
            )

    def rows(self, sql):
        return rows_of(self._session.query(sql, "TabSeparated").data())

    def close(self):
        self._session.close()


class Spark:
    def __init__(self, folder_of, scratch):
        self._session = start_spark(scratch)
        for table in SCHEMAS:
            frame = self._session.read.parquet(str(folder_of("parquet") / f"{table}.parquet"))
            frame.createOrReplaceTempView(table)

    def rows(self, sql):
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def close(self):
        self._session.stop()


NULLS = {"NULL", "\\N"}


def rows_of(text):
    """Returns the rows of a text with tabs between fields."""
    return [[None if field in NULLS else field for field in line.split("\t")]
            for line in text.splitlines()]


class Server:
    """A database server that runs as its own user, as such servers require, on a local socket."""

    user = None

    def __init__(self, folder_of, scratch):
        self._folder = scratch / "server"
        self._folder.mkdir()
        for folder in (scratch, *scratch.parents):
            if folder.owner() == scratch.owner() and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o055)
        if os.geteuid() == 0:
            shutil.chown(self._folder, self.user)
        self._log = (scratch / "log").open("w+")
        self._run(self.command_of_set_up())
        self._process = subprocess.Popen(self._as_user(self.command()), stdout=self._log,
                                         stderr=self._log, cwd="/")
        end = time.monotonic() + START_TIMEOUT_SECONDS
        while not self._answers():
            assert time.monotonic() < end and self._process.poll() is None, self._read_log()
            time.sleep(0.2)
        self.load(folder_of("csv"))

    def _as_user(self, command):
        prefix = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        return [*prefix, "env", f"TMPDIR={self._folder}", *map(str, command)]

    def _run(self, command):
        result = subprocess.run(self._as_user(command), stdout=self._log, stderr=self._log, cwd="/",
                                check=False)
        assert result.returncode == 0, self._read_log()

    def _read_log(self):
        self._log.seek(0)
        return self._log.read()

    def _answers(self):
        return subprocess.run(self.client("SELECT 1"), capture_output=True).returncode == 0

    def execute(self, sql):
        result = subprocess.run(self.client(sql), capture_output=True, text=True)
        assert result.returncode == 0, f"{sql}\n{result.stderr}"
        return result.stdout

    def rows(self, sql):
        return rows_of(self.execute(sql))

    def close(self):
        self._process.terminate()
        self._process.wait()
        self._log.close()


class PostgreSql(Server):
    user = "postgres"
    bin = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))

    def command_of_set_up(self):
        return [self.bin / "initdb", "-D", self._folder / "data", "-U", "tpch", "-A", "trust",
                "-E", "UTF8", "--locale", "C", "--no-sync"]

    def command(self):
        settings = ["listen_addresses=", "fsync=off", "work_mem=256MB", "shared_buffers=512MB",
                    f"unix_socket_directories={self._folder}", "max_wal_size=4GB"]
        return [self.bin / "postgres", "-D", self._folder / "data",
                *(word for setting in settings for word in ("-c", setting))]

    def client(self, sql):
        return ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-P", "null=NULL", "-v", "ON_ERROR_STOP=1", "-h",
                self._folder, "-U", "tpch", "-d", "postgres", "-c", sql]

    def load(self, files):
        for table in SCHEMAS:
            self.execute(create_table(table, TYPES))
            self.execute(f"\\copy {table} FROM '{files / table}.csv' CSV HEADER")
        for statement in [*create_indexes(), "VACUUM ANALYZE"]:
            self.execute(statement)


class MariaDb(Server):
    user = "mysql"

    def command_of_set_up(self):
        return ["mariadb-install-db", "--no-defaults", f"--datadir={self._folder}/data",
                "--auth-root-authentication-method=normal", "--skip-test-db"]

    def command(self):
        return [shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults",
                f"--datadir={self._folder}/data", f"--socket={self._folder}/socket",
                "--skip-networking", "--local-infile=1", "--innodb-buffer-pool-size=1G",
                "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin"]

    def client(self, sql):
        return ["mariadb", "--no-defaults", f"--socket={self._folder}/socket", "--user=root",
                "--batch", "--skip-column-names", "--local-infile=1",
                *(["--database=tpch"] if self._has_database else []), "-e", sql]

    _has_database = False

    def load(self, files):
        self.execute("CREATE DATABASE tpch")
        self._has_database = True
        for table in SCHEMAS:
            self.execute(create_table(table, TYPES))
            self.execute(f"LOAD DATA LOCAL INFILE '{files / table}.csv' INTO TABLE {table} FIELDS "
                         "TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' IGNORE 1 LINES")
        for statement in [*create_indexes(), f"ANALYZE TABLE {', '.join(SCHEMAS)}"]:
            self.execute(statement)


ENGINES = {"duckdb": DuckDb, "datafusion": DataFusion, "sqlite": Sqlite, "clickhouse": ClickHouse,
           "spark": Spark, "postgresql": PostgreSql, "mariadb": MariaDb}
