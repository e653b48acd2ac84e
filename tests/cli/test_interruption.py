"""A stopped run leaves nothing that looks like a result."""

import os
import signal
import subprocess
import time

import pytest

from tests.support import files_below, slow

# Too long to finish before a test ends it; the test waits only for the first bytes.
LONG_RUN = ("generate", "-s", "10", "-T", "lineitem,orders", "-n", "1")
FORMATS = ("tbl", "parquet", pytest.param("arrow", marks=pytest.mark.arrow))
PATIENCE_SECONDS = 60


def has_bytes(path):
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:  # The temporary file has been removed since the listing.
        return False


def wait_for_bytes(process, folder):
    """Waits until the run has started to fill a file."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(has_bytes(path) for path in folder.glob(".[!_]*.inprogress")):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline, "no file was begun"
        time.sleep(0.002)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), slow(signal.SIGTERM, 143)])
def test_signal_removes_unfinished_files(start, tmp_path, data_format, number, status):
    process = start(*LONG_RUN, "-f", data_format, "-o", tmp_path, "--no-space-check")
    wait_for_bytes(process, tmp_path)
    process.send_signal(number)
    assert process.wait(PATIENCE_SECONDS) == status
    assert files_below(tmp_path) == []


def repeat(process, numbers, pause_seconds):
    """Sends signals one after another until there are no more or the process has ended."""
    for number in numbers:
        if process.poll() is not None:
            return
        process.send_signal(number)
        time.sleep(pause_seconds)


@pytest.mark.parametrize("numbers", [
    [signal.SIGTERM] * 2, slow([signal.SIGINT] * 2), [signal.SIGINT, signal.SIGTERM],
    slow([signal.SIGHUP, signal.SIGTERM]), [signal.SIGTERM] * 20], ids=str)
@pytest.mark.parametrize("pause_seconds", [0, slow(0.005)])
def test_signals_that_follow_at_once_do_not_hinder_the_cleaning(start, tmp_path, numbers,
                                                                pause_seconds):
    process = start(*LONG_RUN, "-f", "tbl", "-o", tmp_path, "--no-space-check")
    wait_for_bytes(process, tmp_path)
    repeat(process, numbers, pause_seconds)
    assert process.wait(PATIENCE_SECONDS) in {128 + number for number in numbers}
    assert files_below(tmp_path) == []


def test_closed_terminal(start, tmp_path):
    # The tests themselves may run under nohup.
    process = start(*LONG_RUN, "-f", "tbl", "-o", tmp_path, "--no-space-check",
                    preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))
    wait_for_bytes(process, tmp_path)
    process.send_signal(signal.SIGHUP)
    assert process.wait(PATIENCE_SECONDS) == 129
    assert files_below(tmp_path) == []


def test_nohup_is_heeded(start, tmp_path):
    process = start(*LONG_RUN, "-f", "tbl", "-o", tmp_path, "--no-space-check",
                    preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for_bytes(process, tmp_path)
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.1)


def test_quit_ends_at_once(start, tmp_path):
    process = start(*LONG_RUN, "-f", "tbl", "-o", tmp_path, "--no-space-check")
    wait_for_bytes(process, tmp_path)
    process.send_signal(signal.SIGQUIT)
    assert process.wait(PATIENCE_SECONDS) == -signal.SIGQUIT


def test_signals_to_all_processes_of_a_run(bin_dir, tmp_path):
    command = [bin_dir / "tpch_benchmark", "--parallel", "-s", "10", "-f", "tbl", "-o", tmp_path,
               "--no-space-check", "-n", "2"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        wait_for_bytes(process, tmp_path)
        for _ in range(3):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == 143
    assert [name for name in files_below(tmp_path) if name.endswith(".inprogress")] == []


def test_killed_run_leaves_no_final_name_and_does_not_hinder_the_next(
        start, generate, whole_tables, tmp_path):
    process = start(*LONG_RUN, "-f", "tbl", "-o", tmp_path, "--no-space-check")
    wait_for_bytes(process, tmp_path)
    process.kill()
    process.wait(PATIENCE_SECONDS)
    left = set(files_below(tmp_path)) - {"_tpch.json"}
    assert left and all(name.startswith(".") and name.endswith(".inprogress") for name in left)
    generate(tmp_path, "-s", "0.002", "-f", "tbl", "-T", "orders")
    assert (tmp_path / "orders.tbl").read_bytes() == \
        (whole_tables("0.002", "tbl") / "orders.tbl").read_bytes()


@pytest.mark.threads
def test_signal_during_stdout(start):
    process = start(*LONG_RUN, "-f", "tbl", "--stdout", stdout=subprocess.PIPE)
    assert process.stdout.read(1 << 16)
    process.send_signal(signal.SIGINT)
    process.stdout.close()
    # There is nothing to clean up for a stream, so the signal itself ends the program.
    assert process.wait(PATIENCE_SECONDS) in (0, -signal.SIGINT)


@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_reader_that_closes_the_pipe_is_no_error(start, data_format):
    process = start(*LONG_RUN, "-f", data_format, "--stdout", stdout=subprocess.PIPE)
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(PATIENCE_SECONDS) == 0
    assert b"error" not in process.stderr.read()


def test_signal_while_the_reader_of_stdout_stalls(bin_dir):
    command = [bin_dir / "tpch", "generate", "-s", "1", "-f", "tbl", "--stdout", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout.read(1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_SECONDS) == -signal.SIGTERM
