"""The Python package as a wheel installs it, with the libraries and the program under test."""

import importlib
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import build_has_address_sanitizer
from tests.support import REPOSITORY

TIMEOUT_SECONDS = 300


def pytest_collection_modifyitems(items):
    """Programs without modules have no library next to them; this process has no sanitizer, which
    only what ends in a process of its own is worth.
    """
    for item in items:
        if "tests/python/" in str(item.path):
            item.add_marker(pytest.mark.arrow)
            if item.path.name != "test_processes.py":
                item.add_marker(pytest.mark.release_only)


@pytest.fixture(scope="session")
def site(bin_dir, tmp_path_factory):
    """A folder of Python packages that has `tpch`, in an environment that has the program."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folder = tmp_path_factory.mktemp("environment") / "lib" / version / "site-packages"
    subprocess.run(["cmake", "--install", bin_dir.parent, "--component", "python", "--strip",
                    "--prefix", folder], check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(REPOSITORY / "python" / "tpch", folder / "tpch", dirs_exist_ok=True,
                    ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="session")
def tpch(site):
    sys.path.insert(0, str(site))
    importlib.invalidate_caches()
    return importlib.import_module("tpch")


@pytest.fixture(scope="session")
def sanitizer(bin_dir):
    """The settings that load AddressSanitizer before Python, if the build has it. Python keeps
    memory until its end, so nothing searches for leaks.
    """
    if not build_has_address_sanitizer():
        return {}
    needed = subprocess.run(["ldd", bin_dir / "tpch"], check=True, capture_output=True, text=True)
    libraries = re.findall(r"=> (\S*/lib(?:asan|stdc\+\+)\S*)", needed.stdout)
    return {"LD_PRELOAD": " ".join(sorted(libraries)), "ASAN_OPTIONS": "detect_leaks=0"}


@pytest.fixture(scope="session")
def run_python(site, sanitizer):
    """Runs a Python program with the package; returns its CompletedProcess."""

    def run(code, *args, python=sys.executable, **options):
        settings = {"capture_output": True, "text": True, "timeout": TIMEOUT_SECONDS,
                    "env": {**os.environ, "PYTHONPATH": str(site), **sanitizer}}
        command = [python, "-c", code, *map(str, args)]
        return subprocess.run(command, **(settings | options))

    return run


@pytest.fixture
def check_python(run_python):
    """Runs a Python program that must succeed; returns what it prints."""

    def run(code, *args, **options):
        result = run_python(code, *args, **options)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return run


@pytest.fixture
def count_draws(tpch):
    """Calls a function, and returns for how many rows random numbers were drawn meanwhile, over all
    random sequences.
    """
    from tpch import _library

    session = _library.shared_session()

    def count(function):
        before = session.num_draws()
        function()
        return session.num_draws() - before

    return count
