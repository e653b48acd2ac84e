"""scripts/parallel_generate.sh: a process for each table, from a shell."""

import os
import signal
import subprocess
import time

import pytest

from support import REPOSITORY, TABLES, files_below, md5_of

SCRIPT = REPOSITORY / "scripts/parallel_generate.sh"


@pytest.fixture
def script(bin_dir):
    def run(*args, **options):
        return subprocess.Popen([SCRIPT, *map(str, args)], env=os.environ | {
            "TPCH": str(bin_dir / "tpch")}, stderr=subprocess.PIPE, text=True, **options)

    return run


def test_all_tables_are_made(script, whole_tables, tmp_path):
    process = script(tmp_path, "-s", "0.01", "-f", "tbl", "-q")
    messages = process.communicate(timeout=60)[1]
    assert (process.returncode, messages) == (0, "")
    for table in TABLES:
        assert md5_of(tmp_path / table / f"{table}.tbl") == md5_of(
            whole_tables("0.01", "tbl") / f"{table}.tbl")


def test_first_failure_is_named_and_ends_the_others(script, tmp_path):
    (tmp_path / "part").write_text("mine\n")
    process = script(tmp_path, "-s", "10", "-f", "tbl", "-q", "--no-space-check")
    messages = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "parallel_generate.sh: part failed with exit status 1" in messages
    assert not [name for name in files_below(tmp_path) if "inprogress" in name]
    assert not (tmp_path / "lineitem/lineitem.tbl").exists()


def test_signal_ends_all(script, tmp_path):
    process = script(tmp_path, "-s", "10", "-f", "tbl", "-q", "--no-space-check")
    while not (tmp_path / "lineitem/_tpch.json").exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 143
    assert not [name for name in files_below(tmp_path) if "inprogress" in name]


def test_folder_is_asked_for(script):
    process = script()
    assert "usage:" in process.communicate(timeout=60)[1]
    assert process.returncode == 2
