"""Queries, answers and schemas of the C library: texts, their ownership, and errors."""

import ctypes

import pytest

from tests.readers.c_library import INVALID, CLibrary, TpchError, options_of

pytestmark = [pytest.mark.arrow, pytest.mark.release_only]


class Query(ctypes.Structure):
    _fields_ = [("number", ctypes.c_int32), ("max_rows", ctypes.c_int32),
                ("question", ctypes.c_char_p), ("sql", ctypes.c_char_p),
                ("parameter_names", ctypes.POINTER(ctypes.c_char_p)),
                ("parameters", ctypes.POINTER(ctypes.c_char_p)),
                ("num_parameters", ctypes.c_size_t)]


@pytest.fixture(scope="module")
def library(bin_dir):
    library = CLibrary(bin_dir.parent / "lib" / "libtpch.so")
    for name in ("queries_free", "text_free"):
        getattr(library.functions, f"tpch_{name}").argtypes = [ctypes.c_void_p]
    return library


def text_of(library, name, *args):
    text = ctypes.c_void_p()
    library.call(name, *args, ctypes.byref(text))
    found = ctypes.string_at(text).decode()
    library.functions.tpch_text_free(text)
    return found


def test_queries_have_texts_and_parameters(library, run_tpch):
    queries, num_queries = ctypes.POINTER(Query)(), ctypes.c_size_t()
    options = {"defaults": None, "numbers": "3,8", "dialect": "sqlite"}
    library.call("queries", *options_of(options), ctypes.byref(queries), ctypes.byref(num_queries))
    found = queries[:num_queries.value]
    assert [(query.number, query.max_rows) for query in found] == [(3, 10), (8, 0)]
    text = run_tpch("queries", "--defaults", "3", "8", "--dialect", "sqlite").stdout
    assert text.endswith("\n" + "\n".join(query.sql.decode() for query in found))
    names, values = (pointers[:found[1].num_parameters]
                     for pointers in (found[1].parameter_names, found[1].parameters))
    assert dict(zip(names, values)) == {
        b"nation": b"BRAZIL", b"region": b"AMERICA", b"type": b"ECONOMY ANODIZED STEEL"}
    library.functions.tpch_queries_free(queries)
    library.functions.tpch_queries_free(None)


def test_texts_are_those_of_the_program(library, run_tpch):
    options = {"dialect": "mysql", "tables": "nation,region", "no-keys": None}
    assert text_of(library, "schema", *options_of(options)) == run_tpch(
        "schema", "--dialect", "mysql", "nation", "region", "--no-keys").stdout
    assert text_of(library, "answer", 6) == run_tpch("answers", "6").stdout


@pytest.mark.parametrize(("name", "options", "message"), [
    ("schema", {"json": "x"}, "'json' is not the name of an option; use dialect, tables, "),
    ("schema", {"dialect=duckdb": None}, "'dialect=duckdb' is not the name of an option; "),
    ("schema", {"tables": None}, "tables: '' is not a table; "),
    ("schema", {"dialect": None}, "--dialect: "),
    ("queries", {"output-dir": "x"}, "'output-dir' is not the name of an option; "),
    ("queries", {"numbers": "-h"}, "numbers: '-h' is not a whole number; "),
    ("queries", {"seed": "x"}, "--seed: 'x' is not a whole number; ")])
def test_wrong_options_are_errors(library, name, options, message):
    results = [ctypes.byref(ctypes.c_void_p()), ctypes.byref(ctypes.c_size_t())]
    with pytest.raises(TpchError) as failure:
        library.call(name, *options_of(options), *results[:2 if name == "queries" else 1])
    assert failure.value.status == INVALID and str(failure.value).startswith(message)
