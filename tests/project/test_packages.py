"""The packages of a release: what is in them, and what they need."""

import os
import shutil
import subprocess

import pytest

from tests.support import REPOSITORY

pytestmark = [pytest.mark.slow, pytest.mark.release_only]  # sanitizers are not for users

MAX_PROGRAM_SIZE_BYTES = 8_000_000

# The names of a CPU in packages, by its number in programs (ELF's e_machine).
CPU_NAMES = {62: ("x86_64", "amd64"), 183: ("aarch64", "arm64")}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def packages(bin_dir, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    output_of("cpack", "--config", bin_dir.parent / "CPackConfig.cmake", "-B", folder)
    return folder


@pytest.fixture(scope="module", params=["tar.gz", "deb"])
def installed(request, packages, tmp_path_factory):
    """The folder that has the `bin` of a package."""
    [package] = packages.glob(f"*.{request.param}")
    folder = tmp_path_factory.mktemp("installed")
    if request.param == "deb":
        output_of("dpkg-deb", "--extract", package, folder)
        return folder / "usr"
    shutil.unpack_archive(package, folder, filter="tar")
    return folder / package.name.removesuffix(".tar.gz")


@pytest.mark.cpu
def test_names_have_the_version_and_the_cpu(packages, bin_dir, run_tpch):
    version = run_tpch("--version").stdout.split()[1]
    cpu, debian_cpu = CPU_NAMES[(bin_dir / "tpch").read_bytes()[18]]
    names = [path.name for path in packages.iterdir() if path.is_file()]
    assert sorted(names) == [f"tpch-{version}-linux-{cpu}.tar.gz",
                             f"tpch_{version}_{debian_cpu}.deb"]


def test_the_debian_package_depends_on_libc_alone(packages):
    [package] = packages.glob("*.deb")
    assert output_of("dpkg-deb", "--field", package, "Depends") == "libc6 (>= 2.34)\n"


@pytest.mark.arrow
def test_files_are_where_they_belong(installed):
    for name in ("bin/tpch", "bin/tpch_benchmark", "lib/libtpch.so", "lib/libtpch_cpp.a",
                 "lib/tpch/libtpch_arrow.so", "lib/tpch/libtpch_arrow_reader.so",
                 "lib/tpch/libtpch_store.so", "include/tpch/tpch.h", "share/man/man1/tpch.1",
                 "share/doc/tpch/LICENSE"):
        assert (installed / name).exists(), name


def test_files_do_not_know_where_they_were_built(installed):
    for path in installed.rglob("*"):
        assert not path.is_file() or os.fsencode(REPOSITORY) not in path.read_bytes(), path


def test_programs_are_small_and_run(installed, run_tpch):
    program = installed / "bin/tpch"
    assert program.stat().st_size <= MAX_PROGRAM_SIZE_BYTES
    assert output_of(program, "--version").split()[:2] == run_tpch("--version").stdout.split()[:2]
