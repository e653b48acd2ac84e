"""The C library, libtpch.so, through ctypes, which releases the GIL during calls."""

from __future__ import annotations

import ctypes
import os
import re
import threading
import weakref
from ctypes import POINTER, byref, c_char_p, c_int, c_int32, c_int64, c_size_t, c_void_p
from pathlib import Path

FOLDER = Path(__file__).parent / "lib"

_INVALID, _CANCELLED = 2, 3
_DATE = 3  # a type of columns


class Option(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("value", c_char_p)]


class Column(ctypes.Structure):
    _fields_ = [("name", c_char_p), ("type", c_int), ("width", c_int32),
                ("nullable", ctypes.c_bool)]


class Query(ctypes.Structure):
    _fields_ = [("number", c_int32), ("max_rows", c_int32), ("question", c_char_p),
                ("sql", c_char_p), ("parameter_names", POINTER(c_char_p)),
                ("parameters", POINTER(c_char_p)), ("num_parameters", c_size_t)]


class ArrowSchema(ctypes.Structure):
    """Arrow's struct of this name."""


ArrowSchema._fields_ = [
    ("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p), ("flags", c_int64),
    ("n_children", c_int64), ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)), ("release", ctypes.CFUNCTYPE(None, c_void_p)),
    ("private_data", c_void_p)]


class ArrowArray(ctypes.Structure):
    """Arrow's struct of this name."""

    _fields_ = [
        ("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64),
        ("n_children", c_int64), ("buffers", c_void_p), ("children", c_void_p),
        ("dictionary", c_void_p), ("release", ctypes.CFUNCTYPE(None, c_void_p)),
        ("private_data", c_void_p)]


class ArrowArrayStream(ctypes.Structure):
    """Arrow's struct of this name."""

    _fields_ = [
        ("get_schema", ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)),
        ("get_next", ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)),
        ("get_last_error", ctypes.CFUNCTYPE(c_char_p, c_void_p)),
        ("release", ctypes.CFUNCTYPE(None, c_void_p)), ("private_data", c_void_p)]


class Progress(ctypes.Structure):
    _fields_ = [("planned_rows", c_int64), ("num_rows", c_int64), ("size_bytes", c_int64)]


ON_PROGRESS = ctypes.CFUNCTYPE(c_int, c_void_p, POINTER(Progress))


def _load():
    path = FOLDER / "libtpch.so"
    library = ctypes.CDLL(str(path))
    for name, result, *parameters in [
            ("version", c_char_p),
            ("error_message", c_char_p, c_void_p),
            ("error_free", None, c_void_p),
            ("text_free", None, c_void_p),
            ("session_new", c_void_p),
            ("session_free", None, c_void_p),
            ("session_num_draws", c_int64, c_void_p),
            ("table_names", POINTER(c_char_p)),
            ("count_rows", c_int, c_char_p, c_char_p, c_void_p, c_void_p),
            ("table_columns", c_int, c_char_p, c_void_p, c_void_p, c_void_p),
            ("open_stream", c_int, c_char_p, c_char_p, c_void_p, c_size_t, c_void_p, c_void_p,
             c_void_p),
            ("queries", c_int, c_void_p, c_size_t, c_void_p, c_void_p, c_void_p),
            ("queries_free", None, c_void_p),
            ("answer", c_int, c_int32, c_void_p, c_void_p),
            ("schema", c_int, c_void_p, c_size_t, c_void_p, c_void_p),
            *((name, c_int, c_void_p, c_size_t, c_void_p, ON_PROGRESS, c_void_p, c_void_p, c_void_p)
              for name in ("generate_report", "generate_refresh"))]:
        function = getattr(library, f"tpch_{name}")
        function.restype, function.argtypes = result, parameters
    return library


def _load_python_functions(library):
    # Keeps the GIL, because these functions make Python objects.
    library = ctypes.PyDLL(None, handle=library._handle)
    functions = {kind: getattr(library, f"tpch_python_{kind}")
                 for kind in ("schema", "array", "stream")}
    for kind, function in functions.items():
        function.restype = ctypes.py_object
        function.argtypes = [c_void_p, c_int] if kind == "stream" else [c_void_p]
    return functions


_functions = _load()
_python_functions = _load_python_functions(_functions)


def version():
    return _functions.tpch_version().decode()


def in_words_of_python(message):
    """Returns a message of the library with the names that options have in Python."""
    message = re.sub(r"^scale factor: ", "sf: ", message).replace("--scale-factor", "sf")
    message = re.sub(r"^[a-z]+(-[a-z]+)+(?=: )", lambda name: name[0].replace("-", "_"), message)
    return re.sub(r"--(?!help)([a-z][a-z-]*)", lambda name: name[1].replace("-", "_"), message)


def encode(text):
    """Returns a text for C, where a NUL would end it early."""
    if "\0" in text:
        raise ValueError(f"{text!r} has a NUL character; leave it out")
    return text.encode(errors="surrogateescape")


def call(name, *arguments):
    """Calls a function that returns a status; a failure is ValueError, OSError or, after a stop,
    KeyboardInterrupt.
    """
    error = c_void_p()
    status = getattr(_functions, f"tpch_{name}")(*arguments, byref(error))
    if status == 0:
        return
    message = in_words_of_python(_functions.tpch_error_message(error).decode())
    _functions.tpch_error_free(error)
    if status == _CANCELLED:
        raise KeyboardInterrupt
    raise (ValueError if status == _INVALID else OSError)(message)


def table_names():
    names = _functions.tpch_table_names()
    found = []
    while names[len(found)] is not None:
        found.append(names[len(found)].decode())
    return found


def _columns(table):
    columns, num_columns = POINTER(Column)(), c_size_t()
    call("table_columns", encode(table), byref(columns), byref(num_columns))
    return columns[:num_columns.value]


def column_names(table):
    return [column.name.decode() for column in _columns(table)]


def date_column_names(table):
    return [column.name.decode() for column in _columns(table) if column.type == _DATE]


def count_rows(table, scale_factor):
    num_rows = c_int64()
    call("count_rows", encode(table), encode(scale_factor), byref(num_rows))
    return num_rows.value


def make_options(pairs):
    """Returns the C arguments for pairs of names and values; None is an option without a value."""
    array = (Option * len(pairs))()
    for i, (name, value) in enumerate(pairs):
        array[i] = Option(encode(name), None if value is None else encode(str(value)))
    return array, len(pairs)


def generate(function, pairs, session, on_progress):
    """Makes files by a function of the library, and returns the text of the summary."""
    text = c_void_p()
    try:
        call(function, *make_options(pairs), session.pointer, ON_PROGRESS(on_progress), None,
             byref(text))
        return ctypes.string_at(text)
    finally:
        _functions.tpch_text_free(text)


def queries(pairs):
    """Returns number, question, SQL, parameters by name, and rows (None: all) of each query."""
    array, num_queries = POINTER(Query)(), c_size_t()
    call("queries", *make_options(pairs), byref(array), byref(num_queries))
    try:
        return [_query(query) for query in array[:num_queries.value]]
    finally:
        _functions.tpch_queries_free(array)


def _query(query):
    parameters = {query.parameter_names[i].decode(): query.parameters[i].decode()
                  for i in range(query.num_parameters)}
    return (query.number, query.question.decode(), query.sql.decode(), parameters,
            query.max_rows or None)


def _text(name, *arguments):
    """Calls a function that returns a text."""
    text = c_void_p()
    call(name, *arguments, byref(text))
    try:
        return ctypes.string_at(text).decode(errors="surrogateescape")
    finally:
        _functions.tpch_text_free(text)


def answer(number):
    return _text("answer", number)


def schema(pairs):
    return _text("schema", *make_options(pairs))


class Session:
    """What streams and runs share: the text of all comments, up to 300 MiB."""

    def __init__(self):
        self.pointer = _functions.tpch_session_new()
        if not self.pointer:
            raise MemoryError
        weakref.finalize(self, _functions.tpch_session_free, self.pointer).atexit = False

    def num_draws(self):
        """Returns for how many rows its streams have drawn random numbers, over all of dbgen's
        random sequences: what columns, keys, dates and numbers of rows have not left out.
        """
        return _functions.tpch_session_num_draws(self.pointer)


class _SharedSession:
    """The session of this process, which lasts as long as anybody holds it."""

    def __init__(self):
        self.reset()
        # The text may be half made by a thread that the child does not have.
        os.register_at_fork(after_in_child=self.reset)

    def reset(self):
        self._lock = threading.Lock()
        self._session = lambda: None

    def get(self):
        with self._lock:
            session = self._session()
            if session is None:
                session = Session()
                self._session = weakref.ref(session)
            return session


shared_session = _SharedSession().get


class Stream:
    """An open Arrow C stream. For one thread at a time."""

    def __init__(self, table, scale_factor, options, session):
        self._stream = ArrowArrayStream()
        call("open_stream", encode(table), encode(scale_factor),
             *make_options(list(options.items())), session.pointer, byref(self._stream))

    def __del__(self):
        release(self._stream)

    def _check(self, code):
        if code:
            message = self._stream.get_last_error(byref(self._stream))
            raise OSError(code, message.decode() if message else os.strerror(code))

    def schema(self):
        """Returns the ArrowSchema, which the caller releases."""
        schema = ArrowSchema()
        self._check(self._stream.get_schema(byref(self._stream), byref(schema)))
        return schema

    def next_batch(self):
        """Returns the next ArrowArray, which the caller releases, or None after the last."""
        array = ArrowArray()
        self._check(self._stream.get_next(byref(self._stream), byref(array)))
        return array if array.release else None

    def to_capsule(self):
        """Moves the stream into a PyCapsule. Ctrl-C ends it, unless a thread of the user's program
        makes it: those of an engine, which Python does not know, work for the main thread.
        """
        ident = threading.get_ident()
        is_users = (ident != threading.main_thread().ident
                    and any(thread.ident == ident for thread in threading.enumerate()))
        return _python_functions["stream"](byref(self._stream), not is_users)


def to_capsule(kind, struct):
    """Moves a struct of Arrow into a PyCapsule, which releases it: a schema or an array."""
    return _python_functions[kind](byref(struct))


def release(struct, byref=byref):
    """Releases a struct of Arrow, unless that was done or it was moved."""
    if struct.release:
        struct.release(byref(struct))
