"""Streams may be left at any point: memory is freed, Ctrl-C works, processes fork and end."""

import os
import re
import subprocess
import sys

import pytest

from tests.support import slow

MAX_IMPORT_SECONDS = 0.030
MAX_STOP_SECONDS = 0.2

# Prints the growth of the process in MB over what `code` does again and again.
GROWTH = """
import gc, tpch, pyarrow as pa
def resident_mb():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
def do():
    {code}
for _ in range({warm_up}): do()
before = resident_mb()
for _ in range({times}): do()
gc.collect()
print(resident_mb() - before)
"""


@pytest.mark.parametrize(("code", "times", "max_mb"), [
    pytest.param("tpch.table('lineitem').__arrow_c_stream__()", 1000, 2, id="unread"),
    pytest.param("tpch.table('lineitem').__arrow_c_schema__()", 1000, 2, id="schemas"),
    pytest.param("next(tpch.table('nation').batches())", 300, 2, id="batches"),
    pytest.param("next(tpch.table('nation').batches()).__arrow_c_array__()", 300, 2, id="arrays"),
    pytest.param("pa.RecordBatchReader.from_stream(tpch.table('lineitem', sf=1))"
                 ".read_next_batch()", 8, 60, id="half-read",
                 marks=[pytest.mark.memory, pytest.mark.slow]),
    pytest.param("pa.table(tpch.table('supplier', sf=0.01))", 100, 10, id="read",
                 marks=pytest.mark.memory),
])
def test_memory_is_freed(check_python, sanitizer, code, times, max_mb):
    grown = check_python(GROWTH.format(code=code, warm_up=times // 4, times=times))
    assert float(grown) < max_mb or sanitizer


@pytest.mark.memory
def test_the_text_is_freed_with_the_last_table(check_python):
    code = GROWTH.split("def do")[0] + """
table = tpch.table('orders', sf=1)
other = tpch.table('part', sf=1)
for each in table, other: pa.RecordBatchReader.from_stream(each).read_next_batch()
shared = resident_mb()
del table, other, each
gc.collect(); pa.default_memory_pool().release_unused()
print(shared - resident_mb())
"""
    assert 250 < float(check_python(code)) < 450


@pytest.mark.memory
def test_a_slow_reader_of_a_dataset_finds_few_rows_waiting(check_python):
    code = GROWTH.split("def do")[0] + """
import time, pyarrow.compute as pc
lineitem = tpch.dataset("lineitem", sf=3, columns=["l_orderkey", "l_linenumber", "l_tax"])
reader = lineitem.scanner(filter=pc.field("l_linenumber") < 5).to_reader()
reader.read_next_batch()
time.sleep(2)
print(resident_mb())
"""
    assert float(check_python(code)) < 250


def test_a_consumer_that_throws_leaves_nothing_behind(check_python):
    assert check_python("""
import tpch, duckdb, pyarrow as pa
lineitem = tpch.table("lineitem", sf=1)
for _ in range(3):
    try:
        duckdb.sql("SELECT error('stop') FROM lineitem WHERE l_orderkey > 100").fetchall()
    except duckdb.Error as error:
        print("stop" in str(error))
print(pa.table(tpch.table("region")).num_rows)
""").split() == ["True"] * 3 + ["5"]


ENDS = {
    "unread": "stream = tpch.table('lineitem').__arrow_c_stream__()",
    "half-read": "reader = pa.RecordBatchReader.from_stream(tpch.table('lineitem'))\n"
                 "reader.read_next_batch()",
    "batches": "batches = tpch.table('lineitem').batches()\nnext(batches)",
    "a batch": "batch = next(tpch.table('nation').batches())",
    "running": "threading.Thread(target=lambda: pa.table(tpch.table('lineitem', sf=10)),"
               " daemon=True).start()\ntime.sleep(0.2)",
    "in Python": "threading.Thread(target=lambda: list(tpch.table('lineitem').batches()),"
                 " daemon=True).start()\ntime.sleep(0.2)",
    "in a cycle": "a = [tpch.table('lineitem').__arrow_c_stream__()]; a.append(a)",
}


@pytest.mark.parametrize("name", [
    "unread", slow("half-read"), "batches", slow("a batch"), slow("running"), "in Python",
    "in a cycle"])
def test_the_interpreter_ends_with_a_stream(run_python, name):
    for _ in range(3):
        result = run_python(f"import threading, time, tpch, pyarrow as pa\n{ENDS[name]}")
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.release_only  # AddressSanitizer's locks do not survive a fork
def test_forked_processes_read_too(check_python):
    assert check_python("""
import os, threading, time, tpch, pyarrow as pa
table = tpch.table("orders", sf=1)
def count(table):  # unlike pa.table, without a lock of pyarrow that a fork would copy
    return pa.RecordBatchReader.from_stream(table).read_all().num_rows
reading = threading.Thread(target=count, args=(table,))
reading.start()
time.sleep(0.03)  # while the text is made
child = os.fork()
if child == 0:
    os._exit(count(tpch.table("orders", sf=0.1)) != 150_000
             or sum(map(len, table.select(max_rows=100_000).batches())) != 100_000)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
reading.join()
""") == "0\n"


# --- Ctrl-C ---

INTERRUPTED = """
import os, signal, sys, tempfile, threading, time
import tpch
def interrupt():
    global sent
    time.sleep(0.5)
    sent = time.process_time()
    os.kill(os.getpid(), signal.SIGINT)
table = tpch.table("lineitem", sf=100)
{preparation}
thread = threading.Thread(target=interrupt)
try:
    try:
        thread.start()
        {code}
    finally:
        time.sleep(0)
except BaseException as error:
    # DuckDB makes an error of its own of it.
    assert isinstance(error, KeyboardInterrupt) or "nterrupt" in str(error), error
    print(time.process_time() - sent)
"""


@pytest.mark.parametrize(("preparation", "code"), [
    pytest.param("import pyarrow", "pyarrow.table(table)", id="pyarrow"),
    pytest.param("import duckdb", "duckdb.sql('SELECT sum(l_tax) FROM \"table\"').fetchall()",
                 id="duckdb"),
    pytest.param("import duckdb; tpch.register(duckdb, sf=100)",
                 "duckdb.sql('SELECT sum(l_tax) FROM lineitem WHERE l_tax = 0 OR l_quantity < 7')"
                 ".fetchall()", id="view"),
    pytest.param("import polars", "polars.DataFrame(table)", id="polars", marks=pytest.mark.slow),
    pytest.param("", "list(map(len, table.batches()))", id="batches"),
    pytest.param("folder = tempfile.TemporaryDirectory()",
                 "tpch.generate(folder.name, sf=100, no_space_check=True)", id="generate"),
])
@pytest.mark.release_only
def test_ctrl_c_stops(check_python, preparation, code):
    """Counts the time of CPUs, because other tests run at the same time."""
    seconds = float(check_python(INTERRUPTED.format(preparation=preparation, code=code)))
    assert seconds < MAX_STOP_SECONDS * (os.cpu_count() + 1)


def test_ctrl_c_that_a_program_handles_ends_no_other_reading(check_python):
    assert check_python("""
import os, signal, threading, time
import pyarrow, tpch
rows = []
reading = threading.Thread(target=lambda: rows.append(pyarrow.table(tpch.table("orders", sf=2))))
reading.start()
for _ in range(5):
    try:
        time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(10)
    except KeyboardInterrupt:
        print(reading.is_alive())
reading.join()
print(rows[0].num_rows)
""").split() == ["True"] * 5 + ["3000000"]


# --- Start ---


@pytest.mark.release_only
def test_importing_takes_no_time_and_loads_nothing(check_python):
    code = """
import time
start = time.process_time()
import tpch
seconds = time.process_time() - start
import sys
print(seconds, {"ctypes", "pyarrow", "duckdb", "polars"} & sys.modules.keys())
"""
    seconds, loaded = min(check_python(code).split() for _ in range(5))
    assert loaded == "set()"
    assert float(seconds) < MAX_IMPORT_SECONDS


@pytest.mark.release_only
def test_the_version_is_the_programs(tpch, run_tpch):
    assert f"tpch {tpch.__version__}\n" in run_tpch("--version").stdout


@pytest.mark.release_only
def test_the_module_is_the_program(site):
    result = subprocess.run([sys.executable, "-m", "tpch", "generate", "-s", "x"],
                            env={"PYTHONPATH": str(site)}, capture_output=True, text=True)
    assert result.returncode == 2
    assert re.fullmatch("tpch: error: --scale-factor: 'x' is not .*\n", result.stderr)
