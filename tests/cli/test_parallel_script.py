"""scripts/parallel_generate.sh: a process for each table, from a shell."""

import os
import signal
import subprocess
import time

import pytest

from tests.support import REPOSITORY, digests_below, files_below

pytestmark = pytest.mark.release_only

SCRIPT = REPOSITORY / "scripts/parallel_generate.sh"


@pytest.fixture
def script(bin_dir):
    def run(*args, tpch=bin_dir / "tpch"):
        return subprocess.Popen([SCRIPT, *map(str, args)], env=os.environ | {"TPCH": str(tpch)},
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    return run


def test_all_tables_are_made(script, whole_tables, tmp_path):
    process = script(tmp_path, "-s", "0.002", "-f", "tbl", "-q")
    messages = process.communicate(timeout=60)[1]
    assert (process.returncode, messages) == (0, "")
    assert digests_below(tmp_path) == digests_below(whole_tables("0.002", "tbl"))


def test_parts_lie_where_one_run_puts_them(script, generate, tmp_path):
    args = ("-s", "0.002", "-f", "tbl", "-q", "--parts", "2")
    process = script(tmp_path / "script", *args)
    process.communicate(timeout=60)
    assert process.returncode == 0
    generate(tmp_path / "one", *args)
    assert files_below(tmp_path / "script") == files_below(tmp_path / "one")


def test_first_failure_is_named_and_ends_the_others(script, tmp_path):
    (tmp_path / "part").write_text("mine\n")
    process = script(tmp_path, "-s", "10", "-f", "tbl", "-q", "--no-space-check", "-p", "2")
    messages = process.communicate(timeout=60)[1]
    assert process.returncode == 1
    assert "parallel_generate.sh: part failed with exit status 1" in messages
    assert not [name for name in files_below(tmp_path) if "inprogress" in name]
    assert not (tmp_path / "lineitem/lineitem.2.tbl").exists()


def test_signal_ends_all(script, tmp_path):
    process = script(tmp_path, "-s", "10", "-f", "tbl", "-q", "--no-space-check")
    while not any("lineitem" in name for name in files_below(tmp_path)):
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


def test_help_makes_nothing(script):
    process = script("--help")
    assert "usage:" in process.communicate(timeout=60)[0]
    assert process.returncode == 0


def test_option_in_place_of_the_folder_is_an_error(script):
    process = script("-s", "1")
    messages = process.communicate(timeout=60)[1]
    assert process.returncode == 2
    assert "'-s'" in messages and messages.count("\n") == 1


def test_program_that_is_not_there_is_one_error(script, tmp_path):
    process = script(tmp_path / "data", tpch="/nowhere/tpch")
    messages = process.communicate(timeout=60)[1]
    assert process.returncode == 2
    assert "/nowhere/tpch" in messages and messages.count("\n") == 1
