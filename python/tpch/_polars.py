"""Tables as Polars LazyFrames, which generate only the columns, keys, dates and rows that are
needed.
"""

from __future__ import annotations

import polars
from polars.io.plugins import register_io_source

from tpch import _filters

_TYPES = {"int32": polars.Int32, "int64": polars.Int64, "date32": polars.Date,
          "decimal128(15, 2)": polars.Decimal(15, 2), "string": polars.String,
          "string_view": polars.String}


def lazy_frame(table):
    """Returns a LazyFrame of a Table."""
    names = list(table.schema)

    def read(with_columns, predicate, n_rows, batch_size):
        wanted = None if with_columns is None else set(with_columns)
        passing = {}
        if predicate is not None:
            wanted = wanted and wanted | set(predicate.meta.root_names())
            passing = _filters.options_of_polars(predicate, table)
        columns = wanted and [name for name in names if name in wanted]
        for batch in table.narrow(columns, n_rows, **passing).batches():
            frame = polars.DataFrame(polars.Series(batch).struct.unnest())
            if predicate is not None:
                frame = frame.filter(predicate)
            yield frame if with_columns is None else frame.select(with_columns)

    schema = {name: _TYPES[kind] for name, kind in table.schema.items()}
    return register_io_source(read, schema=schema)
