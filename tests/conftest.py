"""Fixtures for the whole-program tests: the programs under test, and shared data.

The programs come from the folder TPCH_BIN_DIR, by default the release build of this repository.
"""

import os
import re
import shlex
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.support import REPOSITORY

PROGRAM_TIMEOUT_SECONDS = 600


def folder_of_programs():
    folder = os.environ.get("TPCH_BIN_DIR", REPOSITORY / "build" / "release" / "bin")
    return Path(folder).resolve()


def command_of(program):
    """Returns the start of the command that runs a program: by an emulator, if there is one."""
    return [*shlex.split(os.environ.get("TPCH_EMULATOR", "")), folder_of_programs() / program]


@pytest.fixture(scope="session")
def bin_dir():
    """The absolute path of the programs' folder; some tests run them from other folders."""
    return folder_of_programs()


@pytest.fixture(scope="session")
def run_tpch():
    """Runs a program and returns its CompletedProcess, whatever its exit status."""

    def run(*args, program="tpch", **options):
        settings = {"capture_output": True, "text": True, "timeout": PROGRAM_TIMEOUT_SECONDS}
        command = [*command_of(program), *(str(arg) for arg in args)]
        return subprocess.run(command, **(settings | options))

    return run


@pytest.fixture
def start():
    """Starts a program in the background, and ends it with the test at the latest."""
    processes = []

    def run(*args, program="tpch", before=(), **options):
        command = [*before, *command_of(program), *map(str, args)]
        settings = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        processes.append(subprocess.Popen(command, **(settings | options)))
        return processes[-1]

    yield run
    for process in processes:
        process.kill()
        process.communicate()


def runner_into_folders(run_tpch, command):
    def run(output_dir, *args):
        result = run_tpch(command, "--output-dir", output_dir, *args)
        assert result.returncode == 0, result.stderr
        return result

    return run


@pytest.fixture(scope="session")
def generate(run_tpch):
    """Runs `tpch generate` into a folder and requires that it succeeds."""

    return runner_into_folders(run_tpch, "generate")


@pytest.fixture(scope="session")
def refresh(run_tpch):
    """Runs `tpch refresh` into a folder and requires that it succeeds."""
    return runner_into_folders(run_tpch, "refresh")


@pytest.fixture(scope="session")
def whole_tables(generate, tmp_path_factory):
    """Returns a folder with all eight tables; makes each (scale factor, format) once.

    The folder is shared: tests only read it.
    """
    folders = {}

    def folder_of(scale_factor, data_format):
        key = (scale_factor, data_format)
        if key not in folders:
            folder = tmp_path_factory.mktemp("whole_tables")
            generate(folder, "--scale-factor", scale_factor, "--format", data_format)
            folders[key] = folder
        return folders[key]

    yield folder_of
    for folder in folders.values():
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def has_uring(run_tpch):
    """Whether the build and the system under test have io_uring."""
    info = run_tpch("info").stdout
    is_built_without = "io_uring: io_uring is not in this build" in info
    assert is_built_without == (folder_of_programs().parent.name == "no-uring"), info
    return "io_uring: available" in info


@cache
def has_arrow():
    """Whether the modules, which need Apache Arrow, are installed."""
    version = subprocess.run([*command_of("tpch"), "--version"], check=True, capture_output=True,
                             text=True).stdout
    line = re.search(r"^\s*Arrow:\s*(.+)$", version, re.MULTILINE)
    assert line, f"no line about Arrow in: {version}"
    return line.group(1) != "not installed"


@cache
def build_has_address_sanitizer():
    return b"__asan_init" in (folder_of_programs() / "tpch").read_bytes()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Skips tests of features that a build lacks, before their fixtures make files."""
    if item.get_closest_marker("memory") and build_has_address_sanitizer():
        pytest.skip("AddressSanitizer takes memory of its own")
    if item.get_closest_marker("arrow") and not has_arrow():
        pytest.skip("the modules are not installed")
