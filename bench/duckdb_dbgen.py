"""Makes the eight tables with DuckDB's dbgen and copies them to files.

One of the programs of `./dev bench peers`. Runs in its own environment, because PyPI has the tpch
extension only for an older DuckDB than the one that reads our files in the tests. Loads the
extension from its package, without a download.
"""

import argparse
from pathlib import Path

import duckdb
import duckdb_extension_tpch

# TBL ends each line with a delimiter, which an empty last column produces.
COPY = {
    "tbl": "COPY (SELECT *, NULL FROM {table}) TO '{file}' "
    "(FORMAT csv, HEADER false, DELIMITER '|', QUOTE '')",
    "csv": "COPY {table} TO '{file}' (FORMAT csv)",
    "parquet": "COPY {table} TO '{file}' (FORMAT parquet, {codec})",
}


def codec_options(codec: str) -> str:
    """Returns COPY's options for a codec written NAME or NAME:LEVEL."""
    name, _, level = codec.partition(":")
    options = f"CODEC '{'uncompressed' if name == 'none' else name}'"
    return f"{options}, COMPRESSION_LEVEL {level}" if level else options


def connect(threads: int | None, spill: Path) -> duckdb.DuckDBPyConnection:
    """Opens a database in memory with the tpch extension, which spills into the folder `spill`."""
    connection = duckdb.connect(config={"temp_directory": str(spill)})
    if threads is not None:
        connection.execute(f"SET threads = {threads}")
    package = Path(duckdb_extension_tpch.__file__).parent
    extension = package / "extensions" / f"v{duckdb.__version__}" / "tpch.duckdb_extension"
    connection.execute(f"LOAD '{extension}'")
    return connection


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", action="version", version=f"duckdb {duckdb.__version__}")
    parser.add_argument("--format", choices=COPY, required=True)
    parser.add_argument("--codec", default="snappy", help="Parquet: NAME or NAME:LEVEL")
    parser.add_argument("--scale-factor", required=True)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--table", help="copy only this one; all are made")
    parser.add_argument("--output-dir", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    given = options()
    connection = connect(given.threads, given.output_dir / "spill")
    connection.execute(f"CALL dbgen(sf = {given.scale_factor})")
    for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        if given.table not in (None, table):
            continue
        file = given.output_dir / f"{table}.{given.format}"
        connection.execute(
            COPY[given.format].format(table=table, file=file, codec=codec_options(given.codec))
        )


if __name__ == "__main__":
    main()
