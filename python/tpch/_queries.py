"""Queries, answers and schemas, as text."""

from __future__ import annotations

import os
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tpch._table import ScaleFactor


class Query(NamedTuple):
    """One of the 22 queries."""

    number: int
    question: str  #: what it answers, in a few words
    sql: str
    parameters: dict[str, str]  #: by their names in the standard, as qgen prints them
    max_rows: int | None  #: the rows that it returns; None: all


def queries(sf: ScaleFactor = 1, *, dialect: str = "ansi", seed: int | None = None,
            defaults: bool = False, stream: int | None = None,
            numbers: Sequence[int] | None = None) -> list[Query]:
    """Returns queries with the parameters that qgen chooses.

    sf: the scale factor of the data; only the fraction of query 11 depends on it.
    dialect: "ansi", "duckdb", "postgresql", "sqlite", "clickhouse", "spark", "mysql" or
        "datafusion".
    seed: that of the parameters, by default the time in seconds.
    defaults: the parameters of the validation, which have no seed.
    stream: orders the queries; 0 is the power test. By default they are in order of their numbers.
    numbers: only these, in this order; in a stream its 1st to 22nd query.

    Raises ValueError for a wrong value.
    """
    from tpch import _library
    from tpch._files import spell
    from tpch._table import check_scale_factor

    options = {"scale-factor": check_scale_factor(sf), "dialect": dialect, "seed": seed,
               "defaults": defaults, "stream": stream, "numbers": numbers}
    return [Query(*query) for query in _library.queries(_pairs(options, spell))]


def answers(number: int) -> list[dict[str, str]]:
    """Returns the reference's answer to a query with its default parameters at scale factor 1: rows
    as dicts, whose values are texts. Raises ValueError for a wrong number.
    """
    from tpch import _library

    names, *rows = (line.split("|") for line in _library.answer(number).splitlines()[1:])
    return [dict(zip(names, row)) for row in rows]


def schema(dialect: str = "ansi", tables: Sequence[str] | str | None = None, *,
           no_keys: bool = False, keys_only: bool = False,
           load: str | os.PathLike[str] | None = None, format: str | None = None) -> str:
    """Returns SQL that makes the tables, with comments and keys.

    dialect: as for `queries`.
    tables: only these.
    no_keys: no primary and foreign keys.
    keys_only: only statements that add keys to existing tables.
    load: a directory of files, for which there are statements that load them.
    format: "parquet", "csv" or "tbl", if that directory has several.

    Raises ValueError for a wrong value, and OSError if files cannot be read.
    """
    from tpch import _library
    from tpch._files import spell

    options = {"dialect": dialect, "tables": tables, "no-keys": no_keys, "keys-only": keys_only,
               "load": None if load is None else os.fsdecode(load), "format": format}
    return _library.schema(_pairs(options, spell))


def _pairs(options, spell):
    return [pair for name, value in options.items() for pair in spell(name, value)]
