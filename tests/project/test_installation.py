"""`cmake --install` makes a tree that works anywhere, for users of programs, C and C++."""

import os
import re
import shutil
import subprocess

import pyarrow as pa
import pytest

from tests.readers.c_library import CLibrary
from tests.support import REPOSITORY, digests_below, md5_of

# The programs without modules are copies, not a build that can be installed.
pytestmark = [pytest.mark.arrow, pytest.mark.release_only]

EXAMPLES = REPOSITORY / "examples" / "installed"
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror"]

C_PROJECT = """
cmake_minimum_required(VERSION 3.16)
project(only_c LANGUAGES C)
find_package(tpch REQUIRED COMPONENTS c)
if(TARGET tpch::tpch)
  message(FATAL_ERROR "not asked for")
endif()
add_executable(query6 query6.c)
target_link_libraries(query6 PRIVATE tpch::c)
"""


@pytest.fixture(scope="module")
def prefix(bin_dir, tmp_path_factory):
    """A tree that was moved after its installation."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(["cmake", "--install", bin_dir.parent, "--prefix", folder / "before"],
                   check=True, capture_output=True)
    return (folder / "before").rename(folder / "tpch")


def output_of(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture
def expected_revenue(run_tpch):
    """The line that query6.c prints."""
    revenue = run_tpch("0.01", "1", program="tpch_query6").stdout
    return f"60175 rows, {revenue}"


def test_programs_find_their_modules(prefix, run_tpch, whole_tables, tmp_path):
    program = prefix / "bin" / "tpch"
    assert output_of(program, "--version") == run_tpch("--version").stdout
    output_of(program, "generate", "-s", "0.01", "-q", "-o", tmp_path)
    assert digests_below(tmp_path) == digests_below(whole_tables("0.01", "parquet"))


def test_the_c_library_finds_its_modules(prefix, whole_tables, tmp_path):
    CLibrary(prefix / "lib" / "libtpch.so").generate(
        {"scale-factor": "0.01", "output-dir": tmp_path})
    assert digests_below(tmp_path) == digests_below(whole_tables("0.01", "parquet"))


@pytest.mark.parametrize("path", [
    "bin/tpch_benchmark", "include/tpch/generate.h", "share/man/man1/tpch.1",
    "share/bash-completion/completions/tpch", "share/zsh/site-functions/_tpch",
    "share/fish/vendor_completions.d/tpch.fish", "share/doc/tpch/LICENSE",
    "share/doc/tpch/NOTICE", "share/doc/tpch/THIRD_PARTY_NOTICES"])
def test_files_are_where_systems_look_for_them(prefix, path):
    assert (prefix / path).stat().st_size > 0


# --- The C library ---


def exported(library):
    """Returns the exported symbols with their versions."""
    lines = output_of("nm", "--dynamic", "--defined-only", library).splitlines()
    return {line.split()[-1] for line in lines}


def test_only_the_functions_of_the_header_are_exported_with_a_version(prefix):
    header = (prefix / "include" / "tpch" / "tpch.h").read_text()
    declared = re.findall(r"^TPCH_API [^(;]*?(tpch_\w+)\(", header, re.MULTILINE)
    symbols = exported(prefix / "lib" / "libtpch.so")
    versions = {symbol for symbol in symbols if "@" not in symbol}
    assert {symbol.split("@@")[0] for symbol in symbols - versions} == {*declared}
    assert versions == {"TPCH_0.2", "TPCH_0.3"}
    for function in ("tpch_open_stream", "tpch_generate", "tpch_version", "tpch_session_free"):
        assert f"{function}@@TPCH_0.2" in symbols


def test_the_c_library_is_named_by_its_interface(prefix):
    dynamic = output_of("readelf", "--dynamic", "--wide", prefix / "lib" / "libtpch.so")
    assert "soname: [libtpch.so.0]" in dynamic
    assert "RUNPATH" not in dynamic
    assert "libarrow" not in dynamic


@pytest.mark.parametrize("compiler", [("cc", "-xc", "-std=c99"), ("c++", "-xc++", "-std=c++11")],
                         ids=["C", "C++"])
@pytest.mark.parametrize("arrow", ["before", "after", "without"])
def test_the_header_is_plain_c_and_agrees_with_arrow_about_its_structs(prefix, compiler, arrow):
    ours, theirs = "#include <tpch/tpch.h>\n", "#include <arrow/c/abi.h>\n"
    source = {"before": theirs + ours, "after": ours + theirs, "without": ours}[arrow]
    output_of(*compiler, *WARNINGS, f"-I{prefix / 'include'}", f"-isystem{pa.get_include()}",
              "-fsyntax-only", "-", input=source)


# --- Other projects ---


@pytest.fixture
def environment(prefix):
    """An environment in which CMake and pkg-config find the installed tree."""
    return os.environ | {"CMAKE_PREFIX_PATH": str(prefix),
                         "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}


def build(project, environment):
    output_of("cmake", "-S", project, "-B", project / "build", env=environment)
    output_of("cmake", "--build", project / "build", env=environment)
    return project / "build"


def assert_makes_orders(program, whole_tables, folder, **options):
    output = output_of(program, "0.01", folder, **options)
    assert output == f"{folder}/orders.tbl: 15000 rows\n"
    assert md5_of(folder / "orders.tbl") == md5_of(whole_tables("0.01", "tbl") / "orders.tbl")


@pytest.mark.slow
def test_cmake_projects_use_both_libraries(environment, expected_revenue, whole_tables, tmp_path):
    binaries = build(shutil.copytree(EXAMPLES, tmp_path / "project"), environment)
    assert output_of(binaries / "query6", "0.01") == expected_revenue
    assert_makes_orders(binaries / "make_orders", whole_tables, tmp_path / "data")


@pytest.mark.slow
def test_cmake_projects_in_c_need_no_cpp(environment, expected_revenue, tmp_path):
    (tmp_path / "CMakeLists.txt").write_text(C_PROJECT)
    shutil.copy(EXAMPLES / "query6.c", tmp_path)
    assert output_of(build(tmp_path, environment) / "query6", "0.01") == expected_revenue


def compile_with(package, environment, *command):
    flags = output_of("pkg-config", "--cflags", "--libs", package, env=environment).split()
    output_of(*command, *WARNINGS, *flags)


def test_pkg_config_finds_the_c_library(prefix, environment, expected_revenue, tmp_path):
    program = tmp_path / "query6"
    compile_with("tpch", environment, "cc", "-std=c99", EXAMPLES / "query6.c", "-o", program)
    environment["LD_LIBRARY_PATH"] = str(prefix / "lib")
    assert output_of(program, "0.01", env=environment) == expected_revenue


def test_pkg_config_finds_the_cpp_library(environment, whole_tables, tmp_path):
    program = tmp_path / "make_orders"
    compile_with("tpch-cpp", environment, "c++", "-std=c++20", EXAMPLES / "make_orders.cc", "-o",
                 program)
    assert_makes_orders(program, whole_tables, tmp_path / "data")


def test_the_c_example_shows_errors(prefix, environment, tmp_path):
    program = tmp_path / "query6"
    compile_with("tpch", environment, "cc", "-std=c99", EXAMPLES / "query6.c", "-o", program)
    environment["LD_LIBRARY_PATH"] = str(prefix / "lib")
    result = subprocess.run([program, "0"], capture_output=True, text=True, env=environment)
    assert result.returncode == 1
    assert result.stderr.startswith("query6: scale factor: '0' is out of range; use ")
