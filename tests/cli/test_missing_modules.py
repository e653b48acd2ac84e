"""Without modules the program does the work that needs none, and else reports what is missing."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import digests_below

TBL = ("generate", "-s", "0.001", "-f", "tbl", "-q")


ARROW = ("generate", "-s", "0.001", "-f", "arrow", "-T", "region", "-q", "-o", "data")
PACKAGES = "lib/python3.11/site-packages"


@pytest.fixture
def bare(bin_dir, tmp_path):
    """Runs the program as installed without its modules; returns its CompletedProcess."""
    program = tmp_path / "bin" / "tpch"
    program.parent.mkdir()
    shutil.copy(bin_dir / "tpch", program)
    environment = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}

    def run(*args, **variables):
        return subprocess.run([program, *args], capture_output=True, text=True, timeout=60,
                              cwd=tmp_path, env=environment | {"HOME": "/"} | variables)

    return run


@pytest.fixture
def arrow_dir(bin_dir):
    """The folder of Apache Arrow, which is the run path of the modules in the build tree."""
    module = bin_dir.parent / "lib/tpch/libtpch_arrow.so"
    text = subprocess.run(["readelf", "-d", module], check=True, capture_output=True,
                          text=True).stdout
    return Path(re.search(r"RUNPATH.*\[(.*)\]", text)[1])  # one folder, and never the current one


@pytest.fixture
def module(bin_dir, arrow_dir, tmp_path):
    """The path of the Arrow module, installed as in a package: without a run path."""
    path = tmp_path / "lib/tpch/libtpch_arrow.so"
    path.parent.mkdir(parents=True)
    content = (bin_dir.parent / "lib/tpch/libtpch_arrow.so").read_bytes()
    run_path = os.fsencode(arrow_dir)
    assert run_path in content
    path.write_bytes(content.replace(run_path, b"/" * len(run_path)))
    return path


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


@pytest.mark.arrow
def test_missing_arrow_is_named(bare, module, tmp_path):
    result = bare(*ARROW, VIRTUAL_ENV=str(tmp_path / "env"), HOME=str(tmp_path / "home"))
    assert_refused(result, 2, "--format", "libarrow.so.", "pip install pyarrow==", "TPCH_ARROW_DIR",
                   f"'{tmp_path}/env/lib/python3*/site-packages/pyarrow'",
                   f"'{tmp_path}/lib/python3*/site-packages/pyarrow'",
                   f"'{tmp_path}/home/.local/lib/python3*/site-packages/pyarrow'",
                   "'/usr/lib/python3")
    assert not (tmp_path / "data").exists()
    assert "Arrow: not installed" in bare("info").stdout


@pytest.mark.arrow
@pytest.mark.parametrize(("variable", "value", "folder"), [
    ("TPCH_ARROW_DIR", "chosen", "chosen"),
    ("VIRTUAL_ENV", "env", f"env/{PACKAGES}/pyarrow"),
    ("HOME", "home", f"home/.local/{PACKAGES}/pyarrow"),
    ("NONE", "", f"{PACKAGES}/pyarrow"),
], ids=["chosen", "virtual environment", "user", "environment of the program"])
def test_arrow_is_found(bare, module, arrow_dir, tmp_path, variable, value, folder):
    (tmp_path / folder).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / folder).symlink_to(arrow_dir)
    result = bare(*ARROW, **{variable: str(tmp_path / value)})
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "data/region.arrow").exists()


@pytest.mark.arrow
def test_damaged_arrow_is_an_error(bare, module, arrow_dir, tmp_path):
    library = next(arrow_dir.glob("libarrow.so.*"))
    (tmp_path / library.name).write_bytes(library.read_bytes()[:1 << 20])
    result = bare(*ARROW, TPCH_ARROW_DIR=str(tmp_path))
    assert_refused(result, 1, f"'{tmp_path / library.name}' is not a whole library")
    assert not (tmp_path / "data").exists()


@pytest.mark.arrow
def test_a_module_of_another_version_is_refused(bare, module, arrow_dir, tmp_path):
    version = re.search(r"^tpch ([\d.]+)", bare("--version").stdout)[1]
    other = re.sub(r"\d", "9", version)
    content = module.read_bytes()
    mark = f"version <{version}>".encode()
    assert content.count(mark) == 1
    module.write_bytes(content.replace(mark, f"version <{other}>".encode()))
    result = bare(*ARROW, TPCH_ARROW_DIR=str(arrow_dir))
    assert_refused(result, 1, f"'{module}'", f"tpch {other}", f"tpch {version}")
    assert not (tmp_path / "data").exists()


@pytest.mark.arrow
@pytest.mark.parametrize("share", [0, 0.0001, 0.5, 0.999])
def test_a_truncated_module_is_an_error(bare, module, arrow_dir, tmp_path, share):
    os.truncate(module, int(module.stat().st_size * share))
    result = bare(*ARROW, TPCH_ARROW_DIR=str(arrow_dir))
    assert_refused(result, 1, f"'{module}' is not a whole library")
    assert not (tmp_path / "data").exists()


@pytest.mark.arrow
def test_another_library_is_not_a_module(bare, module, arrow_dir):
    shutil.copy(next(arrow_dir.glob("libarrow.so.*")), module)
    assert_refused(bare(*ARROW), 1, f"'{module}' is not a module of tpch")
