"""A stopped verification ends soon and leaves nothing; very wrong data is reported soon."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

PATIENCE_SECONDS = 60
# Far more than necessary, and far less than the remaining work takes.
SOON_SECONDS = 10

every_signal = pytest.mark.parametrize(("number", "status"),
                                       [(signal.SIGINT, 130), (signal.SIGTERM, 143)])


def wait_until(condition, process):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def has_open_file_in(process, folder):
    links = Path(f"/proc/{process.pid}/fd")
    try:
        return any(link.readlink().is_relative_to(folder) for link in links.iterdir())
    except FileNotFoundError:  # closed meanwhile
        return False


def stop(process, number):
    """Sends a signal and returns the exit status, which must come soon."""
    begin = time.monotonic()
    process.send_signal(number)
    status = process.wait(PATIENCE_SECONDS)
    assert time.monotonic() - begin < SOON_SECONDS
    return status


@pytest.fixture
def waiting_python(tmp_path):
    """A `python3` that writes its process id and runs forever; returns its folder and that file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python3").write_text(
        f"#!/bin/sh\ntrap '' INT TERM\necho $$ > '{tmp_path}/pid.new'\n"
        f"mv '{tmp_path}/pid.new' '{tmp_path}/pid'\nwhile :; do sleep 1; done\n")
    (folder / "python3").chmod(0o755)
    return folder, tmp_path / "pid"


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        return file.read().rpartition(")")[2].split()[0] != "Z"


@every_signal
def test_python_ends_with_the_program(start, whole_tables, tmp_path, waiting_python, number,
                                      status):
    folder, pid_file = waiting_python
    process = start("verify", whole_tables("0.001", "tbl"), "--queries", "--temp-dir", tmp_path,
                    env={"PATH": f"{folder}:{os.environ['PATH']}"})
    wait_until(pid_file.exists, process)
    pid = int(pid_file.read_text())
    assert is_alive(pid)
    assert stop(process, number) == status
    assert not is_alive(pid)
    assert not list(tmp_path.glob("tpch-verify*"))


def test_python_ends_with_a_program_that_was_killed(start, whole_tables, tmp_path, waiting_python):
    folder, pid_file = waiting_python
    process = start("verify", whole_tables("0.001", "tbl"), "--queries", "--temp-dir", tmp_path,
                    env={"PATH": f"{folder}:{os.environ['PATH']}"})
    wait_until(pid_file.exists, process)
    pid = int(pid_file.read_text())
    process.kill()
    process.wait(PATIENCE_SECONDS)
    deadline = time.monotonic() + SOON_SECONDS
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_alive(pid)


@pytest.mark.slow
@every_signal
def test_the_generated_reference_goes_too(start, whole_tables, tmp_path, number, status):
    process = start("verify", whole_tables("0.5", "tbl"), "--queries", "--temp-dir", tmp_path,
                    "-n", "1")
    wait_until(lambda: list(tmp_path.glob("tpch-verify*/reference/.*.inprogress")), process)
    assert stop(process, number) == status
    assert list(tmp_path.iterdir()) == []


@pytest.mark.threads
@every_signal
def test_standard_input_that_does_not_come(start, tmp_path, number, status):
    process = start("verify", "-", "-T", "orders", "--temp-dir", tmp_path, stdin=subprocess.PIPE)
    process.stdin.write(b"1|")
    process.stdin.flush()
    wait_until(lambda: has_open_file_in(process, tmp_path), process)
    assert stop(process, number) == status


@pytest.mark.slow
@every_signal
@pytest.mark.parametrize("arguments", [["-s", "100"], []])
def test_reading_rows(start, generate, tmp_path, arguments, number, status):
    path = tmp_path / "lineitem.tbl"
    with path.open("wb") as file:
        for _ in range(8):
            file.write(b"1|1|1|1|1|1.00|0.00|0.00|A|F|1992-01-01|1992-01-01|1992-01-01|NONE|AIR|x|\n"
                       * 1_000_000)
    process = start("verify", path, "-n", "1", "--temp-dir", tmp_path, *arguments)
    time.sleep(0.2)
    assert process.poll() is None
    assert stop(process, number) == status
    assert [entry.name for entry in tmp_path.iterdir()] == ["lineitem.tbl"]


@pytest.mark.parametrize("scale_factor", ["1000", "29999", "30000", "100000"])
@pytest.mark.parametrize("table", ["lineitem", "orders", "partsupp"])
def test_a_much_too_large_scale_factor_is_said_soon(verify, whole_tables, table, scale_factor):
    begin = time.monotonic()
    status, report = verify(whole_tables("0.001", "tbl") / f"{table}.tbl", "-s", scale_factor)
    assert time.monotonic() - begin < SOON_SECONDS
    assert status == 3
    found = next(entry for entry in report["tables"] if entry["verdict"] != "not there")
    assert found["missing"]["num_rows"] >= found["num_expected_rows"] - found["num_rows"]


def test_a_manifest_of_a_much_too_large_scale_factor(verify, generate, tmp_path):
    generate(tmp_path / "data", "-s", "0.001", "-f", "tbl", "-p", "3")
    manifest = tmp_path / "data" / "_tpch.json"
    manifest.write_text(manifest.read_text().replace('"0.001"', '"100000"'))
    begin = time.monotonic()
    status, _ = verify(tmp_path / "data")
    assert time.monotonic() - begin < SOON_SECONDS
    assert status == 3


@pytest.mark.parametrize("parts", ["30000000", "2147483647", str(2**40)])
def test_too_many_parts_are_refused(run_tpch, whole_tables, parts):
    path = whole_tables("0.001", "tbl") / "orders.tbl"
    result = run_tpch("verify", path, "-s", "0.001", "-p", parts, timeout=PATIENCE_SECONDS)
    assert result.returncode == 2
    assert f"--parts: {parts} is more than" in result.stderr and "--part" in result.stderr
    result = run_tpch("verify", path, "-s", "0.001", "-p", parts, "--part", "1",
                      timeout=PATIENCE_SECONDS)
    assert result.returncode == 3


def test_a_file_of_one_endless_line_is_refused(verify, tmp_path):
    path = tmp_path / "orders.tbl"
    with path.open("wb") as file:
        file.write(b"1|2|")
        file.seek(5 << 30)
        file.write(b"x")
    status, _ = verify(path, "-s", "0.001")
    assert status == 1
    with path.open("r+b") as file:
        file.write(b"1|2|O|1.00|1992-01-01|5-LOW|Clerk#000000001|0|x|\n" * 2000)
    status, _ = verify(path, "-s", "0.001")
    assert status == 1
