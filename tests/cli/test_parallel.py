"""tpch_benchmark --parallel makes all tables by processes, by threads or one after another.

The bytes are the same. A process that fails leaves nothing, and the files of the others stay.
"""

import json
import os
import re
import resource
import signal
import time
from pathlib import Path

import pytest

from tests.forbidden_calls import forbid, needs_seccomp
from tests.support import FORMATS_HALF_SLOW, TABLES, digests_below, files_below

PATIENCE_SECONDS = 60
# All but the small tables take too long to finish before a test ends the run.
LONG_RUN = ("--parallel", "-s", "10", "-f", "tbl", "--no-space-check")
BEGAN = re.compile(r"(\w+): process (\d+) began")


@pytest.fixture
def benchmark(run_tpch, tmp_path):
    """Runs tpch_benchmark in an empty folder and returns its CompletedProcess."""
    folder = tmp_path / "cwd"
    folder.mkdir()

    def run(*args, **options):
        return run_tpch(*args, program="tpch_benchmark", cwd=folder, **options)

    return run


@pytest.fixture
def start(start):
    """Starts tpch_benchmark in the background."""
    return lambda *args: start(*args, program="tpch_benchmark", text=True)


def pids_of_tables(process):
    """Reads the lines about each table's process."""
    pids = {}
    while len(pids) < len(TABLES):
        line = process.stderr.readline()
        assert line, "the run ended early"
        if match := BEGAN.match(line):
            pids[match[1]] = int(match[2])
    return pids


@pytest.fixture(autouse=True)
def without_leak_search(monkeypatch):
    """LeakSanitizer hangs if a signal arrives while it searches at the end of a process."""
    monkeypatch.setenv("ASAN_OPTIONS", "detect_leaks=0")


def is_running(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.005)


def wait_for_small_tables(folder):
    names = {"nation.tbl", "region.tbl"}
    wait_until(lambda: names <= set(files_below(folder)), "the small tables are not there")


def listed_files(folder):
    """Returns the files of an unfinished run; a run that finished no file has no manifest."""
    if not (folder / "_tpch.json").exists():
        return set()
    manifest = json.loads((folder / "_tpch.json").read_text())
    assert not manifest["complete"]
    return {file["path"] for file in manifest["files"]}


@pytest.mark.parametrize("data_format", FORMATS_HALF_SLOW)
@pytest.mark.parametrize("word", ["", "=processes", "=threads", "=off"])
def test_all_ways_make_the_same_files(benchmark, whole_tables, tmp_path, data_format, word):
    result = benchmark(f"--parallel{word}", "-s", "0.002", "-f", data_format)
    assert result.returncode == 0, result.stderr
    assert digests_below(tmp_path / "cwd") == digests_below(whole_tables("0.002", data_format))


def test_command_for_parquet(benchmark, whole_tables, tmp_path):
    result = benchmark("--use-dbgen", "--parallel", "--scale-factor", "0.002", "--format",
                       "parquet", "--output-dir", "./data")
    assert result.returncode == 0, result.stderr
    assert digests_below(tmp_path / "cwd/data") == digests_below(whole_tables("0.002", "parquet"))


def test_command_for_csv_by_a_ring(benchmark, run_tpch, whole_tables, tmp_path):
    if "io_uring: available" not in run_tpch("info").stdout:
        pytest.skip("io_uring cannot be used here")
    result = benchmark("--use-dbgen", "--parallel", "--async-io", "--scale-factor", "0.002",
                       "--format", "csv")
    assert result.returncode == 0, result.stderr
    assert digests_below(tmp_path / "cwd") == digests_below(whole_tables("0.002", "csv"))


def test_command_for_the_first_rows_of_lineitem(benchmark, tmp_path):
    from pyarrow import parquet

    result = benchmark("--use-dbgen", "--table", "lineitem", "--max-rows", "1000", "--format",
                       "parquet", "--output-dir", "./data", "--verbose")
    assert result.returncode == 0, result.stderr
    assert files_below(tmp_path / "cwd") == ["data/_tpch.json", "data/lineitem.parquet"]
    assert parquet.read_metadata(tmp_path / "cwd/data/lineitem.parquet").num_rows == 1000


def test_tables_are_overridden(benchmark, tmp_path):
    result = benchmark("--parallel", "--table", "nation", "-s", "0.001", "-f", "tbl")
    assert result.returncode == 0, result.stderr
    assert set(files_below(tmp_path / "cwd")) == {f"{table}.tbl" for table in TABLES} | {
        "_tpch.json"}


@pytest.mark.parametrize("args", [
    ("--parts", "3"), ("--parts", "3", "--part", "2"), ("--max-rows", "100"),
    ("--target-file-size", "50KB"), ("--delimiter", "="), ("--digest", "none")])
def test_processes_know_the_other_options(benchmark, generate, tmp_path, args):
    result = benchmark("--parallel", "-s", "0.002", "-f", "tbl", *args)
    assert result.returncode == 0, result.stderr
    generate(tmp_path / "threads", "-s", "0.002", "-f", "tbl", *args)
    assert digests_below(tmp_path / "cwd") == digests_below(tmp_path / "threads")


def test_columns_of_other_tables_are_no_error_in_a_process(benchmark):
    result = benchmark("--parallel", "-s", "0.001", "--column-encoding", "l_tax=plain",
                       "--bloom-filter", "o_custkey")
    assert result.returncode == 0, result.stderr


def test_each_process_gets_every_option(benchmark):
    given = ["--scale-factor=0.001", "--format=tbl", "--output-dir=data", "--overwrite",
             "--no-space-check", "--io=sync", "--fsync", "--no-trailing-delimiter", "--verbose",
             "--no-progress", "--parts=2", "--delimiter=~", "--use-dbgen", "--direct=off"]
    result = benchmark("--parallel", "--tables=nation", "-n", "3", "--json=s.json", *given)
    assert result.returncode == 0, result.stderr
    commands = dict(re.findall(r"(\w+): process \d+ is tpch_benchmark (.*)", result.stderr))
    assert set(commands) == set(TABLES)
    given.remove("--overwrite")  # the first process has done it
    for table, command in commands.items():
        threads = 3 if table == "lineitem" else 1
        own = [f"--table={table}", "--parallel=table", f"--num-threads={threads}", "--json=-",
               "--resume"]
        assert sorted(command.split()) == sorted(own + given)


def test_begin_and_end_of_each_process_are_told(benchmark):
    result = benchmark("--parallel", "-s", "0.01", "-f", "tbl")
    assert {table for table, _ in BEGAN.findall(result.stderr)} == set(TABLES)
    ends = re.findall(r"(\w+): process \d+ ended with exit status 0: ([\d,]+) rows, (.*) in .* s",
                      result.stderr)
    assert dict((table, rows) for table, rows, _ in ends)["lineitem"] == "60,175"
    assert len(ends) == len(TABLES)


def test_quiet_processes_say_nothing(benchmark):
    result = benchmark("--parallel", "-s", "0.001", "-f", "tbl", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_summary_counts_all_processes(benchmark, tmp_path):
    result = benchmark("--parallel", "-s", "0.002", "-f", "tbl", "--json", "summary.json")
    assert result.returncode == 0, result.stderr
    summary = json.loads((tmp_path / "cwd/summary.json").read_text())
    assert summary["complete"]
    assert {file["table"] for file in summary["files"]} == set(TABLES)
    assert summary["num_threads"] >= len(TABLES)
    assert summary["user_seconds"] > 0


def test_resume_makes_only_what_is_missing(benchmark, whole_tables, tmp_path):
    folder = tmp_path / "cwd"
    assert benchmark("--parallel", "-s", "0.002", "-f", "tbl").returncode == 0
    (folder / "orders.tbl").unlink()
    (folder / "part.tbl").write_text("changed\n")
    result = benchmark("--parallel", "-s", "0.002", "-f", "tbl", "--resume")
    assert result.returncode == 0, result.stderr
    assert {table for table, _ in BEGAN.findall(result.stderr)} == {"orders", "part"}
    assert digests_below(folder) == digests_below(whole_tables("0.002", "tbl"))


def test_overwrite_makes_every_file_again(benchmark, whole_tables, tmp_path):
    folder = tmp_path / "cwd"
    assert benchmark("--parallel", "-s", "0.002", "-f", "tbl").returncode == 0
    # A number alone may return: the manifest is replaced several times.
    made = {name: (folder / name).stat() for name in files_below(folder)}
    result = benchmark("--parallel", "-s", "0.002", "-f", "tbl", "--overwrite")
    assert result.returncode == 0, result.stderr
    again = {name: (folder / name).stat() for name in made}
    assert not [name for name in made if (made[name].st_ino, made[name].st_mtime_ns)
                == (again[name].st_ino, again[name].st_mtime_ns)]
    assert digests_below(folder) == digests_below(whole_tables("0.002", "tbl"))


def test_existing_files_are_an_error_before_any_process(benchmark, tmp_path):
    (tmp_path / "cwd/part.tbl").write_text("mine\n")
    result = benchmark("--parallel", "-s", "0.001", "-f", "tbl")
    assert result.returncode == 2
    assert "part.tbl" in result.stderr and result.stderr.count("\n") == 1
    assert files_below(tmp_path / "cwd") == ["part.tbl"]


@pytest.mark.memory
def test_processes_keep_to_a_memory_limit(benchmark, tmp_path):
    result = benchmark("--parallel", "-s", "0.1", "-f", "tbl", "--memory-limit", "256MiB",
                       "--json", "summary.json")
    assert result.returncode == 0, result.stderr
    peak = json.loads((tmp_path / "cwd/summary.json").read_text())["peak_memory_bytes"]
    assert peak <= 256 << 20


@pytest.mark.slow
@pytest.mark.memory
def test_processes_take_turns_under_a_memory_limit(benchmark, tmp_path):
    """Processes at the same time would exceed the limit."""
    result = benchmark("--parallel", "-s", "1", "-f", "parquet", "--memory-limit", "500MiB")
    assert result.returncode == 0, result.stderr


# --- Rejected options -----------------------------------------------------------------------------


@pytest.mark.parametrize("args, words", [
    (("--parallel", "--stdout"), ("--parallel", "--stdout")),
    (("--parallel=threads", "--stdout"), ("--parallel", "--stdout")),
    (("--parallel=fast",), ("--parallel", "'fast'", "processes, threads or off")),
    (("--parallel", "--memory-limit", "64MiB"), ("--memory-limit", "at least")),
])
def test_bad_values(benchmark, tmp_path, args, words):
    result = benchmark("-f", "csv", *args)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert all(word in result.stderr for word in words)
    assert files_below(tmp_path / "cwd") == []


def test_tpch_names_the_program_that_has_the_option(run_tpch, tmp_path):
    result = run_tpch("generate", "--parallel", "-o", tmp_path / "data")
    assert result.returncode == 2
    assert "--parallel" in result.stderr and "tpch_benchmark" in result.stderr
    assert not (tmp_path / "data").exists()


# --- Failures -------------------------------------------------------------------------------------


@needs_seccomp
def test_memfd_that_is_refused(benchmark, tmp_path):
    result = benchmark("--parallel", "-s", "0.002", "-f", "tbl",
                       preexec_fn=lambda: forbid("memfd_create"))
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "cannot make a file in memory: Operation not permitted" in result.stderr
    assert "--parallel=threads" in result.stderr
    assert files_below(tmp_path / "cwd") == []


def test_file_that_may_not_grow(benchmark, tmp_path):
    result = benchmark(
        "--parallel", "-s", "0.002", "-f", "tbl",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
    assert result.returncode == 1
    assert "error: lineitem: " in result.stderr and "File too large" in result.stderr
    left = set(files_below(tmp_path / "cwd"))
    assert left - {"_tpch.json"} == listed_files(tmp_path / "cwd")
    assert "lineitem.tbl" not in left


def test_old_files_stay_until_all_tables_are_whole(benchmark, generate, tmp_path):
    data = ("-s", "0.001", "-f", "tbl", "-p")
    folder = tmp_path / "cwd"
    generate(folder, *data, "3")
    old = {path: path.read_bytes() for path in folder.glob("*/*.3.tbl")}
    assert len(old) == 6
    result = benchmark(
        "--parallel", *data, "2", "--overwrite",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)))
    assert result.returncode == 1
    assert "error: lineitem: " in result.stderr
    assert {path: path.read_bytes() for path in folder.glob("*/*.3.tbl")} == old
    assert benchmark("--parallel", *data, "2", "--resume").returncode == 0
    generate(tmp_path / "fresh", *data, "2")
    assert digests_below(folder) == digests_below(tmp_path / "fresh")


def test_process_that_is_killed(start, tmp_path):
    process = start(*LONG_RUN, "-o", tmp_path)
    pids = pids_of_tables(process)
    wait_for_small_tables(tmp_path)
    os.kill(pids["lineitem"], signal.SIGKILL)
    messages = process.communicate(timeout=PATIENCE_SECONDS)[1]
    assert process.returncode == 1
    assert f"error: lineitem: process {pids['lineitem']} was ended by signal 9" in messages
    left = set(files_below(tmp_path))
    assert "lineitem.tbl" not in left
    assert left - {"_tpch.json"} == listed_files(tmp_path) >= {"nation.tbl", "region.tbl"}
    assert not any(map(is_running, pids.values()))


def test_output_that_one_process_cannot_write(start, tmp_path):
    (tmp_path / "orders").write_text("mine\n")
    process = start(*LONG_RUN, "-o", tmp_path, "--parts", "2", "--json", tmp_path / "summary.json")
    messages = process.communicate(timeout=PATIENCE_SECONDS)[1]
    assert process.returncode == 1
    assert "error: orders: " in messages and str(tmp_path / "orders") in messages
    assert (tmp_path / "orders").read_text() == "mine\n"
    left = set(files_below(tmp_path)) - {"orders", "_tpch.json", "summary.json"}
    assert not any(name.startswith("lineitem") or "inprogress" in name for name in left)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert not summary["complete"]
    told = {str(Path(file["path"]).relative_to(tmp_path)) for file in summary["files"]}
    assert told == left == listed_files(tmp_path)


def test_stopped_process_is_ended_too(start, tmp_path):
    process = start(*LONG_RUN, "-o", tmp_path)
    pids = pids_of_tables(process)
    os.kill(pids["orders"], signal.SIGSTOP)
    os.kill(pids["lineitem"], signal.SIGKILL)
    try:
        process.communicate(timeout=PATIENCE_SECONDS)
        assert process.returncode == 1
        assert not any(map(is_running, pids.values()))
    finally:
        if is_running(pids["orders"]):
            os.kill(pids["orders"], signal.SIGKILL)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signal_ends_all_processes(start, tmp_path, number, status):
    process = start(*LONG_RUN, "-o", tmp_path)
    pids = pids_of_tables(process)
    wait_for_small_tables(tmp_path)
    # A terminal sends its signal to all processes.
    for pid in (*pids.values(), process.pid):
        if is_running(pid):
            os.kill(pid, number)
    process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == status
    assert not any(map(is_running, pids.values()))
    assert set(files_below(tmp_path)) - {"_tpch.json"} == listed_files(tmp_path)


def test_processes_do_not_outlive_the_first(start, tmp_path):
    process = start(*LONG_RUN, "-o", tmp_path)
    pids = pids_of_tables(process)
    wait_for_small_tables(tmp_path)
    process.kill()
    process.wait(PATIENCE_SECONDS)
    wait_until(lambda: not any(map(is_running, pids.values())), "a process is left")
    assert "lineitem.tbl" not in files_below(tmp_path)
