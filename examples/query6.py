"""Answers TPC-H query 6 with DuckDB over lineitem in memory, which the C library generates.

    python query6.py LIBTPCH SCALE_FACTOR

LIBTPCH is the path of libtpch.so. Needs pyarrow and duckdb.
"""

import ctypes
import sys

import duckdb
import pyarrow as pa


class ArrowArrayStream(ctypes.Structure):
    """The struct of the Arrow C stream interface, which only its address is needed of."""

    _fields_ = [(name, ctypes.c_void_p) for name in (
        "get_schema", "get_next", "get_last_error", "release", "private_data")]


def load(path):
    """Loads the library and declares the functions that this program calls."""
    library = ctypes.CDLL(path)
    library.tpch_error_message.argtypes = [ctypes.c_void_p]
    library.tpch_error_message.restype = ctypes.c_char_p
    library.tpch_error_free.argtypes = [ctypes.c_void_p]
    library.tpch_error_free.restype = None
    library.tpch_open_stream.argtypes = [
        ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p,
        ctypes.POINTER(ArrowArrayStream), ctypes.POINTER(ctypes.c_void_p)]
    return library


def read_table(library, table, scale_factor):
    """Returns a pyarrow.RecordBatchReader of a table's rows."""
    stream, error = ArrowArrayStream(), ctypes.c_void_p()
    if library.tpch_open_stream(table.encode(), scale_factor.encode(), None, 0, None,
                                ctypes.byref(stream), ctypes.byref(error)):
        message = library.tpch_error_message(error).decode()
        library.tpch_error_free(error)
        raise ValueError(message)
    return pa.RecordBatchReader._import_from_c(ctypes.addressof(stream))


def main(path, scale_factor):
    lineitem = read_table(load(path), "lineitem", scale_factor)
    with duckdb.connect() as connection:
        connection.register("lineitem", lineitem)
        [revenue] = connection.execute(
            "SELECT sum(l_extendedprice * l_discount) FROM lineitem WHERE l_quantity < 24"
            " AND l_discount BETWEEN 0.05 AND 0.07"
            " AND l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01'").fetchone()
    print("revenue", revenue)


if __name__ == "__main__":
    main(*sys.argv[1:])
