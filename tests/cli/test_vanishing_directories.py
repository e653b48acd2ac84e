"""If an output directory disappears during a run, the run fails and does not make it again."""

import os
import signal
import subprocess
import time

import pytest

from tests.support import files_below, slow


@pytest.mark.parametrize("how", ["rm", slow("mv"), "mv and mkdir", slow("rm the table's folder")])
def test_directory_that_vanishes_is_an_error(bin_dir, tmp_path, how):
    folder = tmp_path / "d"
    command = [bin_dir / "tpch", "generate", "-s", "1", "-f", "tbl", "-T", "orders,lineitem", "-p",
               "4", "-o", folder, "-q", "--no-space-check", "-n", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not list(folder.glob("orders/.*")):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.002)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.01)
        if how == "rm":
            subprocess.run(["rm", "-rf", folder], check=True)
        elif how == "rm the table's folder":
            subprocess.run(["rm", "-rf", folder / "orders"], check=True)
        else:
            folder.rename(tmp_path / "moved")
            if "mkdir" in how:
                folder.mkdir()
        process.send_signal(signal.SIGCONT)
        message = process.stderr.read()
        assert process.wait(60) == 1, message
    assert message.count("\n") == 1 and str(folder) in message
    if "mv" in how:
        assert not [name for name in files_below(tmp_path / "moved") if "inprogress" in name]
    if "mkdir" in how:
        assert files_below(folder) == []
    elif "folder" in how:
        assert not (folder / "orders").exists()
    else:
        assert not folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting needs root")
def test_directory_that_is_unmounted_is_an_error(bin_dir, tmp_path):
    folder = tmp_path / "d"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=False,
                      capture_output=True).returncode:
        pytest.skip("mounting a file system is not permitted")
    command = [bin_dir / "tpch", "generate", "-s", "1", "-f", "tbl", "-T", "lineitem", "-p", "40",
               "-o", folder, "-q", "--no-space-check", "-n", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 60
        while not list(folder.glob("lineitem/lineitem.*")):
            assert time.monotonic() < deadline and process.poll() is None
            time.sleep(0.002)
        subprocess.run(["umount", "-l", folder], check=True)
        message = process.stderr.read()
        assert process.wait(60) == 1, message
    assert files_below(folder) == [] and list(folder.iterdir()) == []
