"""Programs and modules need no newer system than promised, and no libraries but the system's."""

import os
import re
import subprocess

import pytest

pytestmark = pytest.mark.release_only  # sanitizers link their own libraries

# What a build needs depends on the system that it is made on; packages are made on Debian 12.
SYSTEM_GLIBC = os.confstr("CS_GNU_LIBC_VERSION").split()[1]
NEWEST_GLIBC = "2.34" if float(SYSTEM_GLIBC) < 2.38 else "2.38"
NEWEST = {"GLIBC": NEWEST_GLIBC, "GCC": "7.0.0", "GLIBCXX": "3.4.30", "CXXABI": "1.3.13"}

# Debian's libc6 and Fedora's glibc depend on libgcc.
SYSTEM_LIBRARIES = {"libc.so.6", "libm.so.6", "libgcc_s.so.1", "ld-linux-x86-64.so.2"}

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


@pytest.fixture(scope="module", params=["tpch", "tpch_benchmark", "modules"])
def files(request, bin_dir):
    if request.param != "modules":
        return [bin_dir / request.param]
    return sorted((bin_dir.parent / "lib/tpch").glob("*.so"))


def test_symbols_are_old_enough(files):
    for path in files:
        _, versions = read_elf(path)
        assert "GLIBC" in dict(versions)
        newer = [f"{name}_{version}" for name, version in versions
                 if number(version) > number(NEWEST[name])]
        assert not newer, path


def test_libraries_belong_to_the_system(files, bin_dir):
    for path in files:
        libraries, _ = read_elf(path)
        others = libraries - SYSTEM_LIBRARIES
        if path.parent != bin_dir:
            others = {name for name in others if not MODULE_LIBRARY.fullmatch(name)}
        assert not others, path


def test_info_names_the_needed_glibc(run_tpch):
    assert f"\nglibc: {SYSTEM_GLIBC}, needs {NEWEST_GLIBC}\n" in run_tpch("info").stdout
