"""The tables of the TPC-H benchmark, generated while they are read.

    import tpch, duckdb

    tpch.table("lineitem", sf=1)                      # for every library that reads Arrow
    con = duckdb.connect(); tpch.register(con, sf=1)  # eight views
    tpch.generate("data/sf1", sf=1)                   # files
    tpch.queries(dialect="duckdb")                    # the 22 queries
    tpch.schema("duckdb", load="data/sf1")            # SQL that makes and loads the tables

Importing the package loads neither the library nor any other package.
"""

from tpch._engines import dataset, polars, register
from tpch._queries import Query, answers, queries, schema
from tpch._table import Table, refresh, table, tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tpch._files import generate, generate_refresh, verify

    __version__: str

__all__ = ["Query", "Table", "answers", "dataset", "generate", "generate_refresh", "polars",
           "queries", "refresh", "register", "schema", "table", "tables", "verify"]


def __getattr__(name: str) -> object:
    if name in ("generate", "generate_refresh", "verify"):
        from tpch import _files

        return getattr(_files, name)
    if name == "__version__":
        from tpch import _library

        return _library.version()
    raise AttributeError(f"module 'tpch' has no attribute {name!r}")
