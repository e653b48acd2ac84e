"""--json writes to streams: devices, FIFOs, sockets, descriptors, standard output."""

import json
import os
import resource
import signal
import socket
import stat
import subprocess
import threading
import time

import pytest

from tests.cli.json_reports import GENERATE, check_refusal, is_report


def test_character_device_is_written(report, tmp_path):
    node = tmp_path / "null"
    try:
        os.mknod(node, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only some users may make devices")
    (tmp_path / "link").symlink_to("null")
    for name in ("null", "link"):
        assert report(name, "--overwrite").returncode == 0
    assert stat.S_ISCHR(node.lstat().st_mode) and (tmp_path / "link").is_symlink()


def test_full_device_is_an_error(report):
    result = report("/dev/full")
    assert result.returncode == 1
    assert "/dev/full" in result.stderr and "No space left" in result.stderr


def test_fifo_is_written(report, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    reader = subprocess.Popen(["cat", tmp_path / "fifo"], stdout=subprocess.PIPE, text=True)
    assert report("fifo").returncode == 0
    assert is_report(reader.communicate(timeout=10)[0])
    assert (tmp_path / "fifo").is_fifo()


def test_fifo_waits_for_its_reader(report, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    seen = []
    reader = threading.Timer(0.3, lambda: seen.append((tmp_path / "fifo").read_text()))
    reader.start()
    assert report("fifo").returncode == 0
    reader.join()
    assert is_report(seen[0])


def test_fifo_of_a_run_that_failed_waits_for_its_reader_too(run_tpch, tmp_path):
    os.mkfifo(tmp_path / "fifo")
    seen = []
    reader = threading.Timer(0.5, lambda: seen.append((tmp_path / "fifo").read_text()))
    reader.daemon = True
    reader.start()
    result = run_tpch(
        "generate", "-s", "0.01", "-f", "tbl", "-T", "orders", "-q", "-o", tmp_path / "data",
        "--json", tmp_path / "fifo",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)))
    assert result.returncode == 1 and "File too large" in result.stderr
    reader.join(10)
    assert json.loads(seen[0])["complete"] is False


@pytest.mark.threads
@pytest.mark.parametrize("sent, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_waiting_for_a_reader_can_be_interrupted(bin_dir, data, tmp_path, sent, status):
    os.mkfifo(tmp_path / "fifo")
    with subprocess.Popen([bin_dir / "tpch", "verify", data, "--json", tmp_path / "fifo"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline()  # now it waits
        time.sleep(0.05)
        process.send_signal(sent)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == status
    assert errors == "tpch: error: interrupted\n"
    assert (tmp_path / "fifo").is_fifo()


def test_reader_that_went_away_is_an_error(report):
    read_end, write_end = os.pipe()
    os.close(read_end)
    result = report(f"/dev/fd/{write_end}", pass_fds=[write_end])
    os.close(write_end)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1 and "Broken pipe" in result.stderr


@pytest.mark.threads
def test_slow_reader_gets_a_long_report(run_tpch, tmp_path):
    read_end, write_end = os.pipe()
    received = []

    def read():
        time.sleep(0.2)
        while piece := os.read(read_end, 1000):
            received.append(piece)

    reader = threading.Thread(target=read)
    reader.start()
    result = run_tpch("generate", "-s", "0.01", "-f", "tbl", "-T", "supplier", "-q", "-p", "100",
                      "-o", tmp_path, "--json", f"/dev/fd/{write_end}", pass_fds=[write_end])
    os.close(write_end)
    reader.join()
    os.close(read_end)
    assert result.returncode == 0
    assert is_report(b"".join(received))


def test_socket_is_written(report, tmp_path):
    deep = tmp_path / ("long" * 40)
    deep.mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        folder = os.open(deep, os.O_PATH)
        server.bind(f"/proc/self/fd/{folder}/socket")
        os.close(folder)
        check_refusal(report(deep / "socket"), 1, "Connection refused")
        server.listen()
        assert report(deep / "socket").returncode == 0
        connection, _ = server.accept()
        with connection, connection.makefile() as file:
            assert is_report(file.read())
    assert stat.S_ISSOCK((deep / "socket").lstat().st_mode)


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_standard_output_is_written(report, tmp_path, name):
    (tmp_path / "link").symlink_to("/proc/self/fd/1")
    result = report(name)
    assert (result.returncode, result.stderr) == (0, "")
    assert is_report(result.stdout)
    with open(tmp_path / "redirected", "w+") as file:
        file.write("before\n")
        file.flush()
        result = report(name, "--overwrite", capture_output=False, stdout=file)
        assert result.returncode == 0
    first, rest = (tmp_path / "redirected").read_text().split("\n", 1)
    assert first == "before" and is_report(rest)
    assert (tmp_path / "link").is_symlink()


def test_standard_error_is_written(report):
    result = report("/dev/stderr")
    assert (result.returncode, result.stdout) == (0, "")
    assert is_report(result.stderr)


def test_process_substitution_is_written(bin_dir, tmp_path):
    command = " ".join([f"{bin_dir}/tpch", *GENERATE, "-o out --json >(cat > got; echo > done)"])
    assert subprocess.run(["bash", "-c", command], cwd=tmp_path).returncode == 0
    deadline = time.monotonic() + 10
    while not (tmp_path / "done").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert is_report((tmp_path / "got").read_text())


@pytest.mark.parametrize("name", ["/dev/fd/77", "/proc/self/fd/77", "/dev/stdin"])
def test_descriptor_that_is_not_open_for_writing_is_refused(report, tmp_path, name):
    with open("/dev/null") as nothing:
        check_refusal(report(name, stdin=nothing), 1, name, "not open for writing")
    assert not list(tmp_path.iterdir())


def test_closed_standard_output_is_refused(report, tmp_path):
    result = report("-", preexec_fn=lambda: os.close(1))
    assert result.returncode == 1
    assert "not open for writing" in result.stderr
    assert not list(tmp_path.iterdir())


def test_reader_of_standard_output_may_go_away(report):
    read_end, write_end = os.pipe()
    os.close(read_end)
    result = report("-", capture_output=False, stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    assert (result.returncode, result.stderr) == (0, "")


def test_report_for_people_leaves_standard_output_to_the_other(run_tpch, data):
    for name in ("-", "/dev/stdout"):
        result = run_tpch("verify", data, "--json", name)
        assert is_report(result.stdout)
        assert "region    equal" in result.stderr


def test_data_and_summary_on_one_stream(run_tpch, data):
    check_refusal(run_tpch(*GENERATE, "--stdout", "--json", "-"), 2, "--stdout")
    result = run_tpch(*GENERATE, "--stdout", "--json", "/dev/stdout")
    table = (data / "region.tbl").read_text()
    assert result.stdout.startswith(table)
    assert is_report(result.stdout.removeprefix(table))
