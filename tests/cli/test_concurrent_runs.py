"""Concurrent runs in one directory do not invalidate each other's finished files."""

import fcntl
import json
import os
import signal
import subprocess
import time

import pytest

from tests.support import digests_below, files_below, slow

MANIFEST = "_tpch.json"
LOCK = ".tpch.lock.inprogress"
PATIENCE_SECONDS = 60


@pytest.fixture
def start(start):
    """Starts `tpch generate` in the background."""
    return lambda *args, **options: start("generate", "-q", *args, text=True, **options)


def stop_when_begun(process, folder):
    """Stops a run that has started but has not named a file."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not list(folder.glob(".[!_t]*.inprogress")):
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.0005)
    process.send_signal(signal.SIGSTOP)
    time.sleep(0.02)
    assert not [name for name in files_below(folder) if not name.startswith((".", "_"))]


def go_on(process):
    process.send_signal(signal.SIGCONT)
    status = process.wait(PATIENCE_SECONDS)
    return status, process.stderr.read()


FIRST = ("-s", "0.1", "-f", "tbl", "-T", "orders,lineitem", "-n", "1")


@pytest.mark.parametrize("mode", [(), slow(("--overwrite",))])
@pytest.mark.parametrize("second", [
    slow(("-s", "0.11", "-f", "tbl", "-T", "orders,lineitem")),
    ("-s", "0.001", "-f", "tbl", "-p", "2"),
    slow(("-s", "0.001", "-f", "tbl", "-p", "2", "--part", "1")),
    ("-s", "0.001", "-f", "csv", "-T", "region"),
])
def test_of_two_runs_of_other_data_the_later_names_nothing(
        start, run_tpch, tmp_path, second, mode):
    late = start(*FIRST, "-o", tmp_path, *mode)
    stop_when_begun(late, tmp_path)
    result = run_tpch("generate", *second, "-o", tmp_path, *mode)
    assert result.returncode == 0, result.stderr
    status, message = go_on(late)
    assert status == 1 and "another run" in message and message.count("\n") == 1
    result = run_tpch("verify", "--quick", tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert not [name for name in files_below(tmp_path) if "inprogress" in name]
    assert len(list(tmp_path.glob("_tpch*.json"))) == 1


def test_manifest_of_a_killed_run_that_lists_nothing_is_no_evidence(generate, run_tpch, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-T", "orders")
    killed = json.loads((tmp_path / MANIFEST).read_text()) | {"complete": False, "files": []}
    killed["options"] |= {"scale-factor": "0.1", "parts": "3"}
    (tmp_path / "_tpch.1-of-3.json").write_text(json.dumps(killed))
    result = run_tpch("verify", tmp_path)
    assert result.returncode == 0, result.stdout


def test_of_two_equal_runs_the_later_leaves_the_manifest(start, run_tpch, tmp_path):
    late = start(*FIRST, "-o", tmp_path)
    stop_when_begun(late, tmp_path)
    assert run_tpch("generate", *FIRST, "-o", tmp_path, "-q").returncode == 0
    before = json.loads((tmp_path / MANIFEST).read_text())
    status, message = go_on(late)
    assert status == 1 and "File exists" in message
    assert json.loads((tmp_path / MANIFEST).read_text()) == before
    assert run_tpch("verify", "--quick", tmp_path).returncode == 0
    assert run_tpch("generate", *FIRST, "-o", tmp_path, "--resume").returncode == 0


@pytest.mark.slow
def test_two_equal_overwriting_runs_both_end_well(start, run_tpch, generate, tmp_path):
    generate(tmp_path, *FIRST)
    before = digests_below(tmp_path)
    runs = [start(*FIRST, "-o", tmp_path, "--overwrite") for _ in range(2)]
    assert [run.wait(PATIENCE_SECONDS) for run in runs] == [0, 0]
    assert digests_below(tmp_path) == before


@pytest.mark.parametrize("number", [signal.SIGINT, slow(signal.SIGTERM)])
def test_overwriting_run_that_is_interrupted_early_leaves_the_manifest(
        start, run_tpch, generate, tmp_path, number):
    generate(tmp_path, *FIRST)
    before = digests_below(tmp_path)
    late = start(*FIRST, "-o", tmp_path, "--overwrite")
    time.sleep(0.05)
    late.send_signal(number)
    late.wait(PATIENCE_SECONDS)
    assert digests_below(tmp_path) == before
    assert run_tpch("generate", *FIRST, "-o", tmp_path, "--resume").returncode == 0


def test_locked_directory_is_no_hindrance(start, tmp_path):
    run = start("-s", "0.001", "-f", "tbl", "-o", tmp_path, before=("flock", tmp_path))
    assert run.wait(PATIENCE_SECONDS) == 0, run.stderr.read()


def test_nothing_of_the_lock_is_left(generate, tmp_path):
    (tmp_path / LOCK).write_text("left by a killed run")
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-T", "region")
    assert files_below(tmp_path) == [MANIFEST, "region.tbl"]


@pytest.mark.parametrize("kind", ["fifo", "link", "directory"])
def test_what_is_not_a_lock_is_named(run_tpch, tmp_path, kind):
    path = tmp_path / LOCK
    (tmp_path / "victim").write_text("mine")
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("victim")
    else:
        path.mkdir()
    result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-o", tmp_path, timeout=20)
    assert result.returncode == 1
    assert str(path) in result.stderr and result.stderr.count("\n") == 1
    assert (tmp_path / "victim").read_text() == "mine"


@pytest.mark.slow
def test_wait_for_the_lock_says_for_whom_and_ends(bin_dir, tmp_path):
    with (tmp_path / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        command = [bin_dir / "tpch", "generate", "-s", "0.001", "-f", "tbl", "-o", tmp_path]
        start = time.monotonic()
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            line = process.stderr.readline()
            assert 2 < time.monotonic() - start < 6
            assert f"process {os.getpid()}" in line
            message = process.stderr.read()
            assert process.wait(30) == 1
        assert f"process {os.getpid()}" in message and message.count("\n") == 1
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            start = time.monotonic()
            assert process.wait(30) == 143
            assert time.monotonic() - start < 1


@pytest.fixture
def untrue_entries(run_tpch, tmp_path):
    """Returns the files that differ from a folder's manifest, except those that it replaces."""

    def check(folder):
        report = tmp_path / "report.json"
        result = run_tpch("verify", "--quick", folder, "--json", report, "--overwrite")
        assert result.returncode in (0, 3), result.stderr
        [manifest] = json.loads(report.read_text())["manifests"]
        return [text for text in manifest["differences"] if "is of an earlier data set" not in text]

    return check


@pytest.mark.slow
def test_interrupted_at_any_moment_the_manifest_is_true(bin_dir, run_tpch, generate, untrue_entries,
                                                        tmp_path):
    """Alternates between two data sets and interrupts each run, whatever the directory contains."""
    folder = tmp_path / "data"
    options = {"0.05": ("-s", "0.05", "-f", "tbl", "-p", "2"),
               "0.06": ("-s", "0.06", "-f", "tbl")}
    generate(folder, *options["0.05"])
    for index in range(50):
        args = options["0.06" if index % 2 else "0.05"]
        command = [bin_dir / "tpch", "generate", *args, "-o", folder, "-q", "--overwrite"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            time.sleep(0.004 * index)
            process.send_signal((signal.SIGINT, signal.SIGKILL)[index % 3 == 0])
            process.wait(PATIENCE_SECONDS)
        assert untrue_entries(folder) == []
        scale_factor = json.loads((folder / MANIFEST).read_text())["options"]["scale-factor"]
        if index % 5 == 0:
            generate(folder, *options[scale_factor], "--resume")
            result = run_tpch("verify", folder)
            assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
def test_runs_of_other_data_that_start_together_leave_one_data_set(start, run_tpch, tmp_path):
    for index in range(20):
        folder = tmp_path / str(index)
        runs = [start("-s", scale_factor, "-f", "tbl", "-o", folder, "--overwrite")
                for scale_factor in ("0.05", "0.06")]
        statuses = [run.wait(PATIENCE_SECONDS) for run in runs]
        assert 0 in statuses
        result = run_tpch("verify", "--quick", folder)
        assert result.returncode == 0, result.stdout + result.stderr
