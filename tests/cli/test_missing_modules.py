"""Without modules the program does the work that needs none, and else reports what is missing."""

import shutil
import subprocess

import pytest

from tests.support import digests_below

TBL = ("generate", "-s", "0.001", "-f", "tbl", "-q")


@pytest.fixture
def bare(bin_dir, tmp_path):
    """Runs the program as installed without its modules; returns its CompletedProcess."""
    program = tmp_path / "bin" / "tpch"
    program.parent.mkdir()
    shutil.copy(bin_dir / "tpch", program)
    return lambda *args: subprocess.run([program, *args], capture_output=True, text=True,
                                        timeout=60, cwd=tmp_path)


def assert_refused(result, status, *words):
    assert (result.returncode, result.stdout) == (status, "")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


def test_the_version_says_so(bare):
    result = bare("--version")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Arrow: not installed" in result.stdout


def test_text_needs_none(bare, whole_tables, tmp_path):
    assert bare(*TBL, "-o", "data").returncode == 0
    assert digests_below(tmp_path / "data") == digests_below(whole_tables("0.001", "tbl"))
    assert bare("verify", "data").returncode == 0


def test_parquet_files_need_none_to_be_written(bare, whole_tables, tmp_path):
    assert bare("generate", "-s", "0.001", "-o", "data").returncode == 0
    assert digests_below(tmp_path / "data") == digests_below(whole_tables("0.001", "parquet"))


def test_arrow_files_are_refused(bare, tmp_path):
    result = bare("generate", "-s", "0.001", "-f", "arrow", "-o", "data")
    assert_refused(result, 2, "--format", "'arrow'", "libtpch_arrow.so",
                   str(tmp_path / "lib" / "tpch"), str(tmp_path / "bin"), "another format")
    assert not (tmp_path / "data").exists()


def test_stores_are_refused(bare):
    assert_refused(bare(*TBL, "-o", "s3://bucket/a"), 2, "--output-dir", "libtpch_store.so",
                   "local directory")


@pytest.mark.parametrize("command", ["verify", "info"])
def test_files_that_need_one_are_an_error(bare, tmp_path, command):
    (tmp_path / "orders.parquet").write_bytes(b"PAR1")
    result = bare(command, "orders.parquet")
    assert result.returncode != 0
    assert "libtpch_arrow_reader.so" in result.stdout + result.stderr


@pytest.mark.parametrize("folder", ["bin", "lib/tpch"])
def test_a_damaged_module_is_an_error(bare, tmp_path, folder):
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    (tmp_path / folder / "libtpch_arrow.so").write_text("not a library")
    result = bare("generate", "-s", "0.001", "-f", "arrow", "-o", "data")
    assert_refused(result, 1, "cannot load the Arrow module", str(tmp_path / folder))
