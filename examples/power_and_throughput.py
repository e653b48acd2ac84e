"""Runs the power test and the throughput test of TPC-H on DuckDB or PostgreSQL.

    python power_and_throughput.py --engine duckdb --scale-factor 1 --output NEW_DIR
    python power_and_throughput.py --engine postgresql --uri URI_OF_EMPTY_DATABASE --output NEW_DIR

Needs `tpch` in PATH, duckdb and matplotlib; for PostgreSQL also psycopg and psql. Leaves data,
queries, report.json and times.svg in NEW_DIR. No result is comparable to published TPC results.
"""

import argparse
import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import geometric_mean, mean
from timeit import timeit
from typing import Any

DISCLAIMER = "not comparable to published TPC results"
QUERIES = [f"Q{number}" for number in range(1, 23)]
NAMES = [*QUERIES, "RF1", "RF2"]

Queries = dict[str, str]
Answers = dict[str, Sequence[Sequence[Any]]]
Seconds = dict[str, float]  # by names of queries and refresh functions


def output_of(*command: str, text: str | None = None) -> str:
    result = subprocess.run(command, input=text, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(result.stderr or result.stdout)
    return result.stdout


class Session:
    """A connection to a database, for one thread at a time."""

    def rows(self, query: str) -> Sequence[Sequence[Any]]:
        return self._connection.execute(query).fetchall()

    def load(self, *options: str) -> None:
        self.run(output_of("tpch", "schema", "--dialect", self.dialect, *options))

    def insert(self, refresh_set: int) -> None:
        self._connection.execute("BEGIN")
        for table in ("orders", "lineitem"):
            self.copy(Path(f"refresh/refresh.{refresh_set}/{table}.csv"), table)
        self._connection.execute("COMMIT")

    def delete(self, refresh_set: int) -> None:
        self._connection.execute("BEGIN; CREATE TEMPORARY TABLE old (key BIGINT)")
        self.copy(Path(f"refresh/refresh.{refresh_set}/delete.csv"), "old")
        self._connection.execute("DELETE FROM lineitem WHERE l_orderkey IN (SELECT key FROM old);"
                                 "DELETE FROM orders WHERE o_orderkey IN (SELECT key FROM old);"
                                 "DROP TABLE old; COMMIT")


class DuckDb(Session):
    dialect, tuning, export = "duckdb", "", "COPY"

    def __init__(self, path: str) -> None:
        import duckdb
        self._connection = duckdb.connect(path)

    def run(self, script: str) -> None:
        self._connection.execute(script)

    def copy(self, path: Path, table: str) -> None:
        self._connection.execute(f"COPY {table} FROM '{path}' (HEADER)")


class PostgreSql(Session):
    dialect, export = "postgresql", "\\copy"
    # Indexes of the foreign keys that no primary key begins with.
    tuning = ("CREATE INDEX ON nation (n_regionkey); CREATE INDEX ON supplier (s_nationkey);"
              "CREATE INDEX ON partsupp (ps_suppkey); CREATE INDEX ON customer (c_nationkey);"
              "CREATE INDEX ON orders (o_custkey); CREATE INDEX ON lineitem (l_partkey, l_suppkey);"
              "VACUUM ANALYZE")

    def __init__(self, uri: str) -> None:
        import psycopg
        self._uri, self._connection = uri, psycopg.connect(uri, autocommit=True)

    def run(self, script: str) -> None:
        output_of("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", self._uri, text=script)

    def copy(self, path: Path, table: str) -> None:
        with self._connection.cursor().copy(f"COPY {table} FROM STDIN CSV HEADER") as copy:
            copy.write(path.read_bytes())


def sections(text: str) -> Queries:
    """Returns the lines that follow the comment of each query."""
    return dict(re.findall(r"^-- (Q\d+), .*\n((?:.+\n)*)", text, re.MULTILINE))


def default_answers(session: Session, scale_factor: str) -> Answers:
    text = output_of("tpch", "queries", "--defaults", "-s", scale_factor,
                     "--dialect", session.dialect)
    return {name: session.rows(query) for name, query in sections(text).items()}


def right_answers(scale_factor: str) -> Answers:
    if scale_factor == "1":
        return {name: [line.split("|") for line in lines.splitlines()[1:]]
                for name, lines in sections(output_of("tpch", "answers")).items()}
    reference = DuckDb("reference.duckdb")
    reference.load("--no-keys", "--load", "data")
    return default_answers(reference, scale_factor)


def agree(value: Any, wanted: Any) -> bool:
    """Whether numbers are equal to the cent, and other values as texts without final blanks."""
    try:
        return abs(Decimal(value) - Decimal(wanted)) <= Decimal("0.0051")
    except (InvalidOperation, TypeError, ValueError):
        return str(value).rstrip() == str(wanted).rstrip()


def check_answers(found: Answers, wanted: Answers) -> None:
    for name, rows in wanted.items():
        if len(found[name]) != len(rows) or not all(
                all(map(agree, *pair)) for pair in zip(found[name], rows)):
            raise RuntimeError(f"{name} has a wrong answer")


def check_rows(session: Session, *options: str) -> None:
    for table in ("orders", "lineitem"):
        session.run(f"{session.export} {table} TO '{table}.csv' (FORMAT csv, HEADER)")
    output_of("tpch", "verify", "orders.csv", "lineitem.csv", *options)


def run_queries(session: Session, queries: Queries) -> Seconds:
    return {name: timeit(lambda: session.rows(query), number=1) for name, query in queries.items()}


def run_refreshes(session: Session, refresh_sets: Iterable[int]) -> list[Seconds]:
    return [{"RF1": timeit(lambda: session.insert(refresh_set), number=1),
             "RF2": timeit(lambda: session.delete(refresh_set), number=1)}
            for refresh_set in refresh_sets]


def power_test(session: Session, queries: Queries) -> Seconds:
    return ({"RF1": timeit(lambda: session.insert(1), number=1)} | run_queries(session, queries)
            | {"RF2": timeit(lambda: session.delete(1), number=1)})


def throughput_test(sessions: list[Session], streams: list[Queries]) -> tuple[list[Seconds], float]:
    """Returns the times of each stream with a pair of refresh functions, and how long all took."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(sessions)) as pool:
        pairs = pool.submit(run_refreshes, sessions[-1], range(2, len(streams) + 2))
        queries = list(pool.map(run_queries, sessions, streams))
    seconds = time.perf_counter() - start
    return [times | pair for times, pair in zip(queries, pairs.result())], seconds


def min_streams(scale_factor: float) -> int:
    return 2 + sum(scale_factor >= size for size in (10, 30, 100, 300, 1e3, 3e3, 1e4, 3e4, 1e5))


def power_at_size(times: Seconds, scale_factor: float) -> float:
    shortest = max(times[name] for name in QUERIES) / 1000  # others count as this (clause 5.4.1)
    intervals = [max(times[name], shortest) for name in QUERIES]
    return 3600 * scale_factor / geometric_mean([*intervals, times["RF1"], times["RF2"]])


def throughput_at_size(streams: int, seconds: float, scale_factor: float) -> float:
    return streams * len(QUERIES) * 3600 / seconds * scale_factor


def prepare(session: Session, scale_factor: str, streams: int) -> list[Queries]:
    """Makes and loads the data, and returns the queries of all streams."""
    options = ("-s", scale_factor, "-f", "csv", "--quiet", "-o")
    output_of("tpch", "refresh", "--sets", f"1-{streams + 1}", *options, "refresh")
    output_of("tpch", "generate", *options, "data")
    session.load("--no-keys", "--load", "data")
    session.load("--keys-only")
    session.run(session.tuning)
    output_of("tpch", "queries", "-s", scale_factor, "--dialect", session.dialect, "-o", "queries",
              "--streams", f"0-{streams}", "--seed", time.strftime("%m%d%H%M%S"))  # clause 2.1.3.5
    return [sections(Path(f"queries/stream_{number}.sql").read_text())
            for number in range(streams + 1)]


def run_tests(connect: Callable[[], Session], scale_factor: str, streams: int) -> dict[str, Any]:
    session = connect()
    queries = prepare(session, scale_factor, streams)
    check_answers(default_answers(session, scale_factor), right_answers(scale_factor))
    power_seconds = power_test(session, queries[0])
    stream_seconds, seconds = throughput_test([connect() for _ in queries], queries[1:])
    check_rows(session, "-s", scale_factor, "--after-sets", f"1-{streams + 1}")
    power = power_at_size(power_seconds, float(scale_factor))
    throughput = throughput_at_size(streams, seconds, float(scale_factor))
    return {"note": DISCLAIMER, "engine": session.dialect, "scale_factor": scale_factor,
            "power_test_seconds": power_seconds, "stream_seconds": stream_seconds,
            "throughput_test_seconds": seconds, "power_at_size": power,
            "throughput_at_size": throughput, "qphh_at_size": geometric_mean([power, throughput])}


def print_report(report: dict[str, Any]) -> None:
    columns = [report["power_test_seconds"], *report["stream_seconds"]]
    print("Seconds", "   power", *(f"{f'stream {number}':>8}" for number in range(1, len(columns))))
    for name in NAMES:
        print(f"{name:7}", *(f"{column[name]:8.3f}" for column in columns))
    for metric in ("Power", "Throughput", "QphH"):
        print(f"{metric}@Size: {report[f'{metric.lower()}_at_size']:.1f}, {DISCLAIMER}")


def draw_times(figure: Any, report: dict[str, Any]) -> None:
    axes = figure.subplots()
    axes.bar(NAMES, [mean(times[name] for times in report["stream_seconds"]) for name in NAMES],
             label="mean of the streams", color="lightgray")
    axes.bar(NAMES, [report["power_test_seconds"][name] for name in NAMES], 0.5, label="power test")
    axes.set_title(f"{report['engine']}, scale factor {report['scale_factor']}: {DISCLAIMER}")
    axes.set_ylabel("seconds")
    axes.legend()
    figure.savefig("times.svg")


def main() -> None:
    parser = argparse.ArgumentParser(description=f"TPC-H power and throughput test ({DISCLAIMER})")
    parser.add_argument("--engine", choices=("duckdb", "postgresql"), required=True)
    parser.add_argument("--uri", default="", help="of PostgreSQL; default: PGHOST and others")
    parser.add_argument("--scale-factor", type=float, default=1)
    parser.add_argument("--streams", type=int, help="default: the fewest that the standard allows")
    parser.add_argument("--output", type=Path, required=True, help="a new directory")
    options = parser.parse_args()
    from matplotlib.figure import Figure  # fails before the tests if it is missing
    options.output.mkdir(parents=True)
    os.chdir(options.output)
    report = run_tests(
        lambda: DuckDb("tpch.duckdb") if options.engine == "duckdb" else PostgreSql(options.uri),
        f"{options.scale_factor:g}", options.streams or min_streams(options.scale_factor))
    Path("report.json").write_text(json.dumps(report, indent=1) + "\n")
    print_report(report)
    draw_times(Figure(figsize=(10, 3), layout="constrained"), report)


if __name__ == "__main__":
    try:
        main()
    except Exception as error:
        raise SystemExit(f"power_and_throughput: {' '.join(str(error).split())}")
