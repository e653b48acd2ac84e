"""The wheel installs and runs on all Pythons, without a compiler and without other packages."""

import os
import shutil
import subprocess
import zipfile

import pytest

from tests.support import REPOSITORY

pytestmark = pytest.mark.slow

MAX_SIZE_BYTES = 6_000_000


def is_new_enough(python):
    code = "import sys; sys.exit(sys.version_info < (3, 9))"
    return subprocess.run([python, "-c", code], capture_output=True).returncode == 0


PYTHONS = [name for minor in range(9, 16)
           if shutil.which(name := f"python3.{minor}") and is_new_enough(name)]
# Those of ./dev test-consumers.
MORE_PYTHONS = filter(None, os.environ.get("TPCH_PYTHONS", "").split(":"))
PYTHONS += [pytest.param(python, marks=pytest.mark.consumers)
            for python in MORE_PYTHONS if is_new_enough(python)]


@pytest.fixture(scope="module")
def wheel():
    paths = subprocess.run([REPOSITORY / "dev", "wheel"], check=True, capture_output=True,
                           text=True).stdout.split()
    return next(path for path in paths if path.endswith(".whl"))


def test_the_wheel_is_for_all_pythons_and_small(wheel):
    assert "-py3-none-manylinux_2_34_" in wheel
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        assert sum(info.compress_size for info in archive.infolist()) < MAX_SIZE_BYTES
    for name in ("tpch/py.typed", "tpch/lib/libtpch.so", "tpch/lib/libtpch_arrow.so"):
        assert name in names
    assert any(name.endswith(".data/scripts/tpch") for name in names)


@pytest.mark.parametrize("python", PYTHONS)
def test_the_wheel_works(wheel, run_tpch, tmp_path, python):
    subprocess.run([python, "-m", "venv", tmp_path], check=True)
    folder = tmp_path / "bin"
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", "--no-index", wheel],
                   check=True)
    environment = {"PATH": str(folder)}

    def output_of(*command):
        return subprocess.run(command, cwd=tmp_path, env=environment, check=True,
                              capture_output=True, text=True).stdout

    version = run_tpch("--version").stdout.split()[1]
    assert output_of(folder / "tpch", "--version").split()[1] == version
    assert output_of(folder / "python", "-m", "tpch", "--version").split()[1] == version
    assert output_of(folder / "python", "-c", """
import tpch
print(tpch.__version__, len(tpch.table("lineitem", sf=1)))
print(sum(map(len, tpch.table("orders", sf=0.01).batches())))
print(tpch.generate("data", sf=0.01, format="tbl")["complete"])
print(tpch.verify("data")["equal"])
""").split() == [version, "6001215", "15000", "True", "True"]
