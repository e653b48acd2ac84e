"""The C library gives the values of our files, and the messages of the command line."""

import datetime
import random
import re
import subprocess
import sys
import threading

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.readers.c_library import CANCELLED, INVALID, IO_ERROR, CLibrary, TpchError, example_with
from tests.schemas import SCHEMAS, read_tbl
from tests.support import REPOSITORY, TABLES, digests_below, files_below, slow

# The programs without modules have no library next to them.
pytestmark = [pytest.mark.arrow, pytest.mark.release_only]


@pytest.fixture(scope="module")
def library(bin_dir):
    return CLibrary(bin_dir.parent / "lib" / "libtpch.so")


@pytest.fixture(scope="module")
def session(library):
    """A session, so that the tests share the text of the comments."""
    session = library.functions.tpch_session_new()
    yield session
    library.functions.tpch_session_free(session)


# --- Tables ---


def test_the_version_is_the_programs(library, run_tpch):
    assert f"tpch {library.version()}\n" in run_tpch("--version").stdout


def test_tables_are_listed(library):
    assert library.tables() == list(TABLES)


@pytest.mark.parametrize(("text", "shortest"), [
    ("1", "1"), ("1e3", "1000"), ("0.010", "0.01"), ("0.000500000000000123",) * 2])
def test_scale_factors_are_shortened(library, text, shortest):
    assert library.parse_scale_factor(text) == shortest


@pytest.mark.parametrize("text", ["", "x", "0", "-1", "1e9"])
def test_wrong_scale_factors_have_the_message_of_the_program(library, run_tpch, text):
    with pytest.raises(TpchError) as failure:
        library.parse_scale_factor(text)
    assert failure.value.status == INVALID
    message = str(failure.value).removeprefix("scale factor: ")
    assert run_tpch("generate", "--scale-factor", text).stderr == (
        f"tpch: error: --scale-factor: {message}\n")


@pytest.mark.parametrize("table", TABLES)
def test_counts_are_those_of_the_files(library, whole_tables, table):
    rows = (whole_tables("0.01", "tbl") / f"{table}.tbl").read_bytes().count(b"\n")
    assert library.count_rows(table, "0.01") == rows


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_schema_are_those_promised(library, table):
    assert library.schema(table) == SCHEMAS[table]
    columns = library.columns(table)
    kinds = [pa.int32(), pa.int64(), pa.decimal128(15, 2), pa.date32(), pa.utf8()]
    assert [(column.name.decode(), kinds[column.type], column.nullable)
            for column in columns] == [(field.name, field.type, field.nullable)
                                       for field in SCHEMAS[table]]
    for column, field in zip(columns, SCHEMAS[table], strict=True):
        if field.type != pa.utf8():
            assert column.width == field.type.bit_width // 8


def test_widths_are_those_of_the_standard(library):
    widths = {column.name.decode(): column.width for table in TABLES
              for column in library.columns(table) if column.type == 4}
    assert len(widths) == 29
    assert (widths["n_name"], widths["l_comment"], widths["o_orderstatus"]) == (25, 44, 1)


@pytest.mark.parametrize("function", ["count_rows", "columns", "schema", "open_stream"])
def test_a_wrong_table_is_refused_by_name(library, function):
    args = ("1",) if function in ("count_rows", "open_stream") else ()
    with pytest.raises(TpchError, match="'Orders' is not a table; use one of: region, nation, "):
        getattr(library, function)("Orders", *args)


# --- Streams ---


@pytest.mark.parametrize("table", TABLES)
def test_streams_have_the_values_of_tbl(library, session, whole_tables, table):
    stream = library.open_stream(table, "0.01", session)
    assert stream.schema == SCHEMAS[table]
    rows = stream.read_all()
    rows.validate(full=True)
    assert rows == read_tbl(whole_tables("0.01", "tbl"), table)


def test_parts_together_are_the_table(library, session, whole_tables):
    parts = [library.open_stream("lineitem", "0.01", session,
                                 {"part": part, "parts": 3, "batch-rows": 1000})
             for part in (1, 2, 3)]
    batches = [batch for part in parts for batch in part]
    assert max(batch.num_rows for batch in batches) == 1000
    assert pa.Table.from_batches(batches) == read_tbl(whole_tables("0.01", "tbl"), "lineitem")


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_asked_for_in_this_order(library, session, whole_tables, table):
    names = SCHEMAS[table].names[::-2]
    stream = library.open_stream(table, "0.01", session, {"columns": ", ".join(names).upper()})
    assert stream.schema == pa.schema([SCHEMAS[table].field(name) for name in names])
    assert stream.read_all() == read_tbl(whole_tables("0.01", "tbl"), table).select(names)


def test_rows_without_columns_are_counted(library):
    stream = library.open_stream("lineitem", "0.01", options={"columns": ""})
    assert sum(batch.num_rows for batch in stream) == library.count_rows("lineitem", "0.01")


@pytest.mark.parametrize("table", TABLES)
def test_dictionaries_and_views_have_the_values_of_tbl(library, session, whole_tables, table):
    options = {"dictionary": None, "string-view": None, "batch-rows": 7000, "threads": 3}
    rows = library.open_stream(table, "0.01", session, options).read_all()
    rows.validate(full=True)
    assert pa.types.is_string_view(rows.schema.types[-1])  # every table ends with a comment
    assert rows.cast(SCHEMAS[table]) == read_tbl(whole_tables("0.01", "tbl"), table)


@pytest.mark.parametrize(("table", "low", "high"), [
    ("lineitem", 39, 4_000), ("orders", 8, 31), ("partsupp", 2_000, 9_999), ("nation", -5, 3)])
def test_ranges_of_keys_are_their_rows(library, session, whole_tables, table, low, high):
    options = {"min-key": low, "max-key": high}
    rows = library.open_stream(table, "0.01", session, options).read_all()
    expected = read_tbl(whole_tables("0.01", "tbl"), table)
    keys = expected.column(0)
    mask = pc.and_(pc.greater_equal(keys, low), pc.less_equal(keys, high))
    assert rows == expected.filter(mask)


@pytest.mark.parametrize("column", [
    None, "o_orderdate", "l_shipdate", "l_commitdate", "l_receiptdate"])
def test_ranges_of_dates_are_their_rows(library, session, whole_tables, column):
    table = "lineitem" if column is None or column.startswith("l_") else "orders"
    first, last = datetime.date(1994, 2, 28), datetime.date(1994, 3, 31)
    options = {"min-date": first, "max-date": last, "batch-rows": 100}
    rows = library.open_stream(table, "0.01", session, options if column is None else {
        **options, "date-column": column}).read_all()
    expected = read_tbl(whole_tables("0.01", "tbl"), table)
    dates = expected[column or "l_shipdate"]
    mask = pc.and_(pc.greater_equal(dates, first), pc.less_equal(dates, last))
    assert rows == expected.filter(mask)
    assert max(batch.num_rows for batch in rows.to_batches()) == 100


def test_draws_are_counted(library):
    session = library.functions.tpch_session_new()

    def count(options):
        before = library.functions.tpch_session_num_draws(session)
        library.open_stream("orders", "0.01", session, options).read_all()
        return library.functions.tpch_session_num_draws(session) - before

    assert count({"columns": "o_clerk,o_orderkey,o_orderdate"}) == 2 * 15_000
    assert count({"columns": "o_clerk", "max-rows": 7}) == 7
    assert count({"columns": "o_clerk", "min-date": "1998-08-02"}) < 15_000 + 2 * 50
    library.functions.tpch_session_free(session)


def test_a_stream_is_released_while_threads_work(library, session):
    for num_batches in (0, 1, 3):
        stream = library.open_stream("lineitem", "1", session, {"threads": 4})
        for _ in range(num_batches):
            stream.read_next_batch()
        del stream


ENDS_WHILE_THREADS_WORK = """
import ctypes, sys
from tests.readers.c_library import CLibrary
stream = CLibrary(sys.argv[1]).open_stream("lineitem", "1", options={"threads": 4})
stream.read_next_batch()
ctypes.pythonapi.Py_IncRef(ctypes.py_object(stream))  # never released
"""


def test_a_process_ends_while_threads_work(bin_dir):
    library = bin_dir.parent / "lib" / "libtpch.so"
    for _ in range(5):
        subprocess.run([sys.executable, "-c", ENDS_WHILE_THREADS_WORK, library], check=True,
                       cwd=REPOSITORY, timeout=60)


def test_max_rows_are_the_first(library, session):
    rows = library.open_stream("orders", "0.01", session, {"max-rows": 10}).read_all()
    assert rows == library.open_stream("orders", "0.01", session).read_all()[:10]


def test_record_batches_are_released_in_any_order_and_outlive_the_session(library):
    session = library.functions.tpch_session_new()
    stream = library.open_stream("partsupp", "0.01", session, {"batch-rows": 500})
    library.functions.tpch_session_free(session)
    batches = list(stream)
    expected = [batch.to_pylist() for batch in batches[::4]]
    columns = [batch.columns for batch in batches[::4]]
    del stream
    random.Random(1).shuffle(batches)
    while batches:
        del batches[-1]
    for column, rows in zip(columns, expected, strict=True):
        assert [values.to_pylist() for values in column] == [
            [row[name] for row in rows] for name in SCHEMAS["partsupp"].names]


def test_threads_share_a_session(library, session, whole_tables):
    found = {}

    def read(table):
        found[table] = library.open_stream(table, "0.01", session).read_all()

    threads = [threading.Thread(target=read, args=(table,)) for table in TABLES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {table: read_tbl(whole_tables("0.01", "tbl"), table) for table in TABLES}


@pytest.mark.parametrize(("options", "message"), [
    ({"rows": 1}, "'rows' is not an option of a stream; use one of: columns, part, parts,"),
    ({"columns": "p_nam"}, "columns: 'p_nam' is not a column of part; did you mean p_name? use"),
    ({"columns": "l_tax"}, "columns: 'l_tax' is not a column of part; use p_partkey, p_name, p_mf"),
    ({"columns": "p_name,p_name"}, "columns: 'p_name' is there more than once; name it once"),
    ({"columns": "p_name,"}, "columns: '' is not a column of part; use p_partkey"),
    ({"threads": 0}, "threads: '0' is out of range; use a whole number from 1 to 4096"),
    ({"min-key": "1.5"}, "min-key: '1.5' is not a whole number; use a whole number from"),
    ({"max-queued-bytes": "0"}, "max-queued-bytes: '0' is not a size; use a positive number with"),
    ({"dictionary": "yes"}, "dictionary: 'yes' is not needed; give this option no value"),
    ({"min-date": "1994-1-1"}, "min-date: '1994-1-1' is not a date; use YYYY-MM-DD"),
    ({"max-date": "1994-02-29"}, "max-date: '1994-02-29' is not a date; use YYYY-MM-DD"),
    ({"max-date": "1994-02-28 00:00:00"}, "max-date: '1994-02-28 00:00:00' is not a date; use"),
    ({"min-date": "1994-02-28"}, "part has no dates; use orders or lineitem"),
    ({"date-column": "p_name"}, "date-column: 'p_name' is not a date column of part; use orders o"),
    ({"part": 2}, "part 2 of 1: use a part from 1 to the number of parts"),
    ({"parts": "x"}, "parts: 'x' is not a whole number; use a whole number from 1 to"),
    ({"part": None}, "part: '' is not a whole number; use a whole number from 1 to"),
    ({"batch-rows": 8388609}, "batch-rows: '8388609' is out of range; use a whole number from 1"),
    ([("part", 1), ("part", 1)], "part: was given more than once; use it once"),
])
def test_wrong_options_of_streams_are_refused(library, options, message):
    with pytest.raises(TpchError) as failure:
        library.open_stream("part", "1", options=options)
    assert failure.value.status == INVALID
    assert str(failure.value).startswith(message)


# --- Files ---


@pytest.mark.parametrize("data_format", ["tbl", "parquet", slow("arrow"), slow("csv")])
def test_files_are_those_of_the_program(library, session, whole_tables, tmp_path, data_format):
    library.generate({"scale-factor": "0.01", "format": data_format, "output-dir": tmp_path},
                     session)
    expected = digests_below(whole_tables("0.01", data_format))
    assert digests_below(tmp_path) == expected


def test_runs_in_different_folders_share_a_session(library, session, whole_tables, tmp_path):
    failures = []

    def run(folder):
        try:
            library.generate({"scale-factor": "0.01", "format": "tbl", "output-dir": folder},
                             session)
        except TpchError as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(tmp_path / name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    expected = digests_below(whole_tables("0.01", "tbl"))
    assert [digests_below(tmp_path / name) for name in "abc"] == [expected] * 3


# Options of a command line, which the library takes without dashes.
WRONG = [
    [("scale-factor", "0")],
    [("scale-factor", None)],
    [("scalefactor", "1")],
    [("scale_factor", "1")],
    [("output", "x")],
    [("tables", "orderz")],
    [("format", "orc")],
    [("compression", "snapy")],
    [("compression", "")],
    [("format", "tbl"), ("row-group-rows", "1")],
    [("num-threads", "none")],
    [("overwrite", "yes")],
    [("overwrite", "")],
    [("overwrite", None), ("resume", None)],
    [("parts", "2"), ("parts", "3")],
    [("part", "2")],
    [("parallel", "threads")],
    [("output-dir", "")],
    [("output-dir", "s3://bucket/a"), ("storage-option", "secret_key")],
    [("output-dir", "ftp://user:secret@host/a")],
    [("memory-limit", "1KB")],
    [("row-group-bytes", "1B")],
    [("format", "csv"), ("delimiter", "\x1b[")],
]


@pytest.mark.parametrize("options", WRONG, ids=str)
def test_wrong_options_have_the_message_of_the_command_line(library, run_tpch, tmp_path, options):
    arguments = [f"--{name}" if value is None else f"--{name}={value}" for name, value in options]
    program = run_tpch("generate", *arguments, cwd=tmp_path)
    assert program.returncode == 2
    with pytest.raises(TpchError) as failure:
        library.generate(options)
    assert failure.value.status == INVALID
    assert f"tpch: error: {failure.value}\n" == program.stderr


@pytest.mark.parametrize("name", ["help", "json", "verbose", "quiet", "no-progress"])
def test_only_the_programs_report(library, name):
    with pytest.raises(TpchError, match=f"^--{name}: only the programs report; leave it out$"):
        library.generate([(name, None)])


@pytest.mark.parametrize("name", ["", "-", "-s", "scale-factor=0.01", "a b", "tables:x"])
def test_names_are_words(library, name):
    with pytest.raises(TpchError, match=re.escape(f"'{name}' is not the name of an option")):
        library.generate([(name, "1")])


def test_existing_files_are_refused_as_by_the_program(library, run_tpch, tmp_path):
    options = {"scale-factor": "0.001", "tables": "region", "format": "tbl",
               "output-dir": tmp_path}
    library.generate(options)
    program = run_tpch("generate", *(f"--{name}={value}" for name, value in options.items()))
    with pytest.raises(TpchError) as failure:
        library.generate(options)
    assert (failure.value.status, program.returncode) == (INVALID, 2)
    assert f"tpch: error: {failure.value}\n" == program.stderr
    library.generate(options | {"overwrite": None})


def test_failures_have_the_message_and_status_of_the_program(library, run_tpch, tmp_path):
    (tmp_path / "file").touch()
    options = {"scale-factor": "0.001", "format": "tbl", "output-dir": tmp_path / "file" / "data"}
    program = run_tpch("generate", *(f"--{name}={value}" for name, value in options.items()))
    with pytest.raises(TpchError) as failure:
        library.generate(options)
    assert failure.value.status == program.returncode == IO_ERROR
    assert f"tpch: error: {failure.value}\n" == program.stderr


def test_secrets_are_hidden(library):
    with pytest.raises(TpchError) as failure:
        library.generate([("output-dir", "gs://bucket/a"), ("storage-option", "key=hunter22"),
                          ("scale-factor", "0.001")])
    assert "hunter22" not in str(failure.value)


# --- Progress ---


def test_progress_ends_with_all_rows(library, session, tmp_path):
    seen = []
    library.generate({"scale-factor": "0.1", "format": "tbl", "output-dir": tmp_path}, session,
                     on_progress=lambda progress: seen.append(progress) or 0)
    assert seen[-1].num_rows == sum(library.count_rows(table, "0.1") for table in TABLES)
    assert seen[-1].size_bytes == sum((tmp_path / f"{table}.tbl").stat().st_size
                                      for table in TABLES)
    assert all(0 <= progress.num_rows <= seen[-1].num_rows for progress in seen)


def test_a_callback_stops_the_run_and_unfinished_files_go(library, session, tmp_path):
    with pytest.raises(TpchError) as failure:
        library.generate({"scale-factor": "100", "format": "tbl", "output-dir": tmp_path,
                          "no-space-check": None, "tables": "lineitem"}, session,
                         on_progress=lambda progress: int(progress.num_rows > 0))
    assert failure.value.status == CANCELLED
    assert files_below(tmp_path) in ([], ["_tpch.json"])


# --- The example ---


def run_example(bin_dir, *args):
    return subprocess.run([sys.executable, *example_with(bin_dir), *args], capture_output=True,
                          text=True, timeout=300)


def test_the_python_example_answers_query_6(bin_dir, run_tpch):
    result = run_example(bin_dir, "0.01")
    assert result.returncode == 0, result.stderr
    expected = run_tpch("0.01", "1", program="tpch_query6").stdout
    assert result.stdout == expected


def test_the_python_example_shows_errors(bin_dir):
    assert "scale factor: '0' is out of range" in run_example(bin_dir, "0").stderr
