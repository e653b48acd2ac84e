"""The program of the package runs the package's library, wherever the package is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pyarrow
import pytest


@pytest.fixture
def environment(site, tmp_path):
    """A copy of the package's environment, in a folder whose name looks like a pattern."""
    root = site.parents[2]
    return shutil.copytree(root, tmp_path / "[an] *environment\\")


def run(program, *args):
    return subprocess.run([program, *args], capture_output=True, text=True, cwd="/")


def test_it_makes_what_the_program_makes(environment, run_tpch):
    args = ["generate", "--scale-factor=0.01", "--format=csv", "--tables=supplier", "--stdout"]
    assert run(environment / "bin" / "tpch", *args).stdout == run_tpch(*args).stdout


def test_it_finds_the_library_through_a_link(environment, tmp_path):
    (tmp_path / "tpch").symlink_to(environment / "bin" / "tpch")
    assert run(tmp_path / "tpch", "--version").returncode == 0


def test_it_finds_the_library_of_a_folder_of_packages(site, tmp_path):
    shutil.copytree(site / "tpch", tmp_path / "tpch")
    shutil.copytree(site.parents[2] / "bin", tmp_path / "bin")
    assert run(tmp_path / "bin" / "tpch", "--version").returncode == 0


def test_it_finds_pyarrow_in_the_environment(environment, tmp_path):
    [packages] = environment.glob("lib/python3*/site-packages")
    (packages / "pyarrow").symlink_to(Path(pyarrow.__file__).parent)
    result = subprocess.run([environment / "bin" / "tpch", "generate", "-s", "0.01", "-f", "arrow",
                             "-T", "nation", "-o", tmp_path / "data"],
                            env={}, capture_output=True, text=True)
    assert (result.returncode, (tmp_path / "data" / "nation.arrow").exists()) == (0, True), result


def test_it_leaves_a_library_of_another_version_alone(environment):
    [folder] = environment.glob("lib/python3*")
    other = shutil.copytree(folder, folder.with_name("python3.0"))
    [library] = other.glob("site-packages/tpch/lib/libtpch.so")
    content = library.read_bytes()
    version = run(environment / "bin" / "tpch", "--version").stdout.split()[1].encode()
    library.write_bytes(content.replace(version, version[:-1] + b"x"))
    assert run(environment / "bin" / "tpch", "--version").stdout.split()[1].encode() == version


@pytest.mark.parametrize("content", [None, b"no library"])
def test_a_library_that_does_not_load_is_named(environment, content):
    [library] = environment.glob("lib/python3*/site-packages/tpch/lib/libtpch.so")
    library.unlink()
    if content is not None:
        library.write_bytes(content)
    result = run(environment / "bin" / "tpch", "--version")
    assert (result.returncode, result.stdout) == (1, "")
    assert re.fullmatch(r"tpch: error: no libtpch\.so of version \S+ belongs to .*; install the "
                        r"package tpch again\n", result.stderr)
