"""The C library through ctypes."""

import ctypes

import pyarrow as pa

from tests.support import REPOSITORY

OK, IO_ERROR, INVALID, CANCELLED = range(4)

ON_PROGRESS = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Option(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("value", ctypes.c_char_p)]


class Column(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("type", ctypes.c_int), ("width", ctypes.c_int32),
                ("nullable", ctypes.c_bool)]


class Struct(ctypes.Structure):
    """Any struct of the Arrow C interfaces, all of which are smaller."""

    _fields_ = [("bytes", ctypes.c_byte * 128)]


class Progress(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int64) for name in ("planned_rows", "num_rows", "size_bytes")]


class TpchError(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class CLibrary:
    """Functions that raise TpchError instead of returning a status."""

    def __init__(self, path):
        self.functions = ctypes.CDLL(path)
        for name, result in (("version", ctypes.c_char_p), ("error_message", ctypes.c_char_p),
                             ("error_free", None), ("session_new", ctypes.c_void_p),
                             ("session_free", None), ("session_num_draws", ctypes.c_int64),
                             ("table_names", ctypes.POINTER(ctypes.c_char_p))):
            getattr(self.functions, f"tpch_{name}").restype = result
        for name in ("error_message", "error_free", "session_free", "session_num_draws"):
            getattr(self.functions, f"tpch_{name}").argtypes = [ctypes.c_void_p]

    def call(self, name, *args):
        error = ctypes.c_void_p()
        status = getattr(self.functions, f"tpch_{name}")(*args, ctypes.byref(error))
        if status == OK:
            assert error.value is None
            return
        message = self.functions.tpch_error_message(error).decode()
        self.functions.tpch_error_free(error)
        raise TpchError(status, message)

    def version(self):
        return self.functions.tpch_version().decode()

    def tables(self):
        names = self.functions.tpch_table_names()
        return [names[i].decode() for i in range(8)] if not names[8] else None

    def parse_scale_factor(self, text):
        shortest = ctypes.create_string_buffer(32)
        self.call("parse_scale_factor", text.encode(), shortest)
        return shortest.value.decode()

    def count_rows(self, table, scale_factor):
        num_rows = ctypes.c_int64()
        self.call("count_rows", table.encode(), scale_factor.encode(), ctypes.byref(num_rows))
        return num_rows.value

    def columns(self, table):
        columns, num_columns = ctypes.POINTER(Column)(), ctypes.c_size_t()
        self.call("table_columns", table.encode(), ctypes.byref(columns),
                  ctypes.byref(num_columns))
        return [columns[i] for i in range(num_columns.value)]

    def schema(self, table):
        schema = Struct()
        self.call("export_schema", table.encode(), ctypes.byref(schema))
        return pa.Schema._import_from_c(ctypes.addressof(schema))

    def open_stream(self, table, scale_factor, session=None, options=()):
        stream = Struct()
        self.call("open_stream", table.encode(), scale_factor.encode(), *options_of(options),
                  ctypes.c_void_p(session), ctypes.byref(stream))
        return pa.RecordBatchReader._import_from_c(ctypes.addressof(stream))

    def generate(self, options, session=None, on_progress=None):
        """`on_progress` takes a Progress."""
        callback = ON_PROGRESS() if on_progress is None else ON_PROGRESS(
            lambda _, progress: on_progress(
                Progress.from_buffer_copy(ctypes.string_at(progress, ctypes.sizeof(Progress)))))
        self.call("generate", *options_of(options), ctypes.c_void_p(session), callback, None)


def options_of(options):
    """Returns the C arguments for options, a dict or a sequence of pairs; None: no value."""
    pairs = list(options.items()) if isinstance(options, dict) else options
    array = (Option * len(pairs))()
    for i, (name, value) in enumerate(pairs):
        array[i] = Option(name.encode(), None if value is None else str(value).encode())
    return array, ctypes.c_size_t(len(pairs))


def example_with(bin_dir):
    """Returns the command that runs the Python example on the library of a build."""
    return [REPOSITORY / "examples" / "query6.py", bin_dir.parent / "lib" / "libtpch.so"]
