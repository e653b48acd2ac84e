"""Tables in the engines that have a way of their own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import duckdb
    from polars import LazyFrame
    from pyarrow.dataset import Dataset

    from tpch._table import ScaleFactor


def dataset(name: str, sf: ScaleFactor = 1, **options: object) -> Dataset:
    """Returns a table as a pyarrow Dataset: `tpch.table` with `scanner(columns, filter)`.

    A scan generates only the columns, keys and dates that it reads. Fragments are parts of the
    table. Needs pyarrow.
    """
    from tpch._dataset import TableDataset
    from tpch._table import Table

    return TableDataset(Table(name, sf, **options))


def polars(sf: ScaleFactor = 1) -> dict[str, LazyFrame]:
    """Returns the eight tables as Polars LazyFrames. A query generates only the columns, keys,
    dates and first rows that it needs. Needs polars.
    """
    from tpch._polars import lazy_frame
    from tpch._table import Table, tables

    return {name: lazy_frame(Table(name, sf)) for name in tables()}


def register(connection: duckdb.DuckDBPyConnection, sf: ScaleFactor = 1) -> None:
    """Registers the eight tables as views of a DuckDB connection.

    With pyarrow, a query generates only the columns, keys and dates that it reads; without, all.
    """
    from importlib.util import find_spec

    from tpch._table import Table, tables

    make = dataset if find_spec("pyarrow") else Table
    for name in tables():
        connection.register(name, make(name, sf))
