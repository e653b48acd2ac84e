"""What is installed needs no newer system than promised, and no libraries but the system's."""

import os
import re
import subprocess

import pytest

# Sanitizers link their own libraries.
pytestmark = [pytest.mark.release_only, pytest.mark.cpu]

# What a build needs depends on the system that it is made on; packages are made on Debian 12.
SYSTEM_GLIBC = os.confstr("CS_GNU_LIBC_VERSION").split()[1]
NEWEST_GLIBC, NEWEST_GLIBCXX = (("2.34", "3.4.29") if float(SYSTEM_GLIBC) < 2.38
                                else ("2.38", "3.4.30"))
NEWEST = {"GLIBC": NEWEST_GLIBC, "GCC": "7.0.0", "GLIBCXX": NEWEST_GLIBCXX, "CXXABI": "1.3.13"}

# Debian's libc6 and Fedora's glibc depend on libgcc.
SYSTEM_LIBRARIES = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2",
                    "ld-linux-aarch64.so.1"}

# Modules use the C++ library that Apache Arrow uses.
MODULE_LIBRARY = re.compile(r"libstdc\+\+\.so\.6|lib(arrow|parquet|arrow_s3)\.so\.\d+")


def number(version):
    return tuple(int(part) for part in version.split("."))


def read_elf(path):
    """Returns the needed libraries, and the versions of needed symbols as (name, number)."""
    text = subprocess.run(["readelf", "--wide", "--dynamic", "--version-info", path], check=True,
                          capture_output=True, text=True).stdout
    libraries = set(re.findall(r"\(NEEDED\).*\[(.*)\]", text))
    needs = text[text.index("Version needs section"):]
    return libraries, set(re.findall(r"Name: ([A-Z]+)_([\d.]+)", needs))


MODULES = [pytest.param(f"lib/tpch/libtpch_{name}.so", marks=pytest.mark.arrow)
           for name in ("arrow", "arrow_reader", "store")]
FILES = ["bin/tpch", "bin/tpch_benchmark",
         pytest.param("lib/libtpch.so", marks=pytest.mark.arrow),  # not next to copied programs
         *MODULES]


@pytest.mark.parametrize("name", FILES)
def test_symbols_are_old_enough(name, bin_dir):
    _, versions = read_elf(bin_dir.parent / name)
    assert "GLIBC" in dict(versions)
    newer = {f"{name}_{version}" for name, version in versions
             if number(version) > number(NEWEST[name])}
    assert not newer


@pytest.mark.parametrize("name", FILES)
def test_libraries_belong_to_the_system(name, bin_dir):
    libraries, _ = read_elf(bin_dir.parent / name)
    others = libraries - SYSTEM_LIBRARIES
    if "lib/tpch/" in name:
        others = {name for name in others if not MODULE_LIBRARY.fullmatch(name)}
    assert not others


def test_info_names_the_needed_glibc(run_tpch):
    assert f"\nglibc: {SYSTEM_GLIBC}, needs {NEWEST_GLIBC}\n" in run_tpch("info").stdout
