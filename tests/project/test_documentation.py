"""The documentation is correct: programs compile, commands run, options exist."""

import os
import re
import subprocess
import sys
import textwrap
from functools import cache
from pathlib import Path

import duckdb
import pytest

from tests.project.documents import (
    DOCUMENTS,
    blocks,
    blocks_of,
    commands_in,
    examples_of,
    matches,
    read_document,
)
from tests.support import REPOSITORY

pytestmark = pytest.mark.release_only

LANGUAGES = {"c", "cpp", "python", "sh", "console", "text"}
# Other programs, whose options are not checked.
FOREIGN = {"aws", "az", "cmake", "gcloud", "git", "man"}
PROGRAMS = {"tpch", "tpch_benchmark"}
OPTION = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_has_a_language_that_is_checked(document):
    assert {block.language for block in blocks_of(document)} <= LANGUAGES


@pytest.mark.parametrize("block", [*blocks("c"), *blocks("cpp")], ids=str)
def test_c_and_cpp_are_part_of_an_example_that_is_built(block):
    suffix = {"c": ".c", "cpp": ".cc"}[block.language]
    examples = [path.read_text() for path in (REPOSITORY / "examples").rglob(f"*{suffix}")]
    assert any(block.text in example for example in examples)


# --- Options ---


@pytest.fixture(scope="session")
def help_of(run_tpch):
    """Returns the help of a program with its leading words, such as ("tpch", "generate")."""

    @cache
    def read(*words):
        result = run_tpch(*words[1:], "--help", program=words[0])
        assert result.returncode == 0, result.stderr
        return result.stdout

    return read


def benchmark_options(name):
    """From its source, since some benchmarks need the packages of ./dev test-slow."""
    source = (REPOSITORY / "bench" / f"{name}.py").read_text()
    return set(re.findall(r'"(--?[a-z][\w-]*)"', source)) | {"--help"}


@cache
def help_of_dev():
    return subprocess.run([REPOSITORY / "dev", "help"], check=True, capture_output=True,
                          text=True).stdout


def options_in(text):
    return set(OPTION.findall(text))


def check_tpch(args, help_of):
    words = args[:2] if args[0] == "tpch" and args[1].isalpha() else args[:1]
    known = options_in(help_of(*words)) | {"--version", "--help"}
    unknown = {option for arg in args if (option := arg.split("=")[0]).startswith("-")} - known
    assert not unknown, f"{' '.join(words)} has no {' '.join(unknown)}"


def check_dev(args, help_of):
    command, rest = args[0], args[1:]
    assert re.search(rf"^  {command}\b", help_of_dev(), re.MULTILINE), f"no ./dev {command}"
    if command == "run":
        check_tpch(["tpch", *rest], help_of)
    elif command == "bench" and rest[0] == "kernels":
        known = options_in(help_of("tpch_kernel_benchmark"))
        assert {arg.split("=")[0] for arg in rest[1:]} <= known
    elif command == "bench":
        options = {arg.split("=")[0] for arg in rest[1:] if arg.startswith("-")}
        assert options <= benchmark_options(rest[0])
    else:
        presets = re.search(r"of a preset: (.*)", help_of_dev()).group(1).split()
        assert set(rest) <= set(presets)


@pytest.mark.parametrize("block", blocks("sh"), ids=str)
def test_commands_and_their_options_exist(block, help_of, bin_dir, tmp_path):
    if "dev bench kernels" in block.text and not (bin_dir / "tpch_kernel_benchmark").exists():
        pytest.skip("this build has no kernel benchmarks")
    commands = commands_in(block, tmp_path, PROGRAMS | FOREIGN)
    assert commands or "export PATH" in block.text
    for program, *args in commands:
        if program == "dev":
            check_dev(args, help_of)
        elif program in PROGRAMS:
            check_tpch([program, *args], help_of)


@pytest.mark.parametrize("document, commands", [
    ("docs/options.md", [("tpch", "generate"), ("tpch", "refresh"), ("tpch_benchmark",)]),
    ("docs/verify.md", [("tpch", "verify")]),
    ("docs/queries.md", [("tpch", "queries")]),
    ("docs/schema.md", [("tpch", "schema")]),
])
def test_tables_have_the_options_that_there_are(document, commands, help_of):
    tables = re.findall(r"^\| Option \|.*?\n\n", read_document(document),
                        re.MULTILINE | re.DOTALL)
    cells = [line.split("|")[1] for table in tables for line in table.strip().splitlines()]
    documented = options_in(" ".join(cells))
    lines = "".join(help_of(*words) for words in commands)
    existing = options_in(" ".join(re.findall(r"^ +(-[^ ].*?)(?:  |$)", lines, re.MULTILINE)))
    assert documented == existing - {"-V", "--version", "--use-dbgen"}


# --- Commands ---


def environment(bin_dir):
    """PATH with the programs under test and this Python."""
    path = f"{bin_dir}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    return os.environ | {"PATH": path}


def run_in(folder, command, bin_dir):
    """Returns the lines that a terminal would show."""
    result = subprocess.run(["bash", "-c", command], cwd=folder, env=environment(bin_dir),
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            timeout=600)
    return result.stdout.splitlines()


def check_example(folder, command, expected, bin_dir):
    shown = run_in(folder, command, bin_dir)
    assert matches(expected, shown), "\n".join([f"$ {command}", *shown])


QUICK_EXAMPLES = ["One table to a pipe", "CSV and TBL", "Make refresh sets", "Print queries",
                  "Schemas", "Check sizes before a large run"]


@pytest.mark.arrow
@pytest.mark.parametrize("heading", QUICK_EXAMPLES)
def test_quick_examples_print_what_the_readme_shows(heading, bin_dir, tmp_path):
    [block] = [block for block in blocks("console")
               if (block.document, block.heading) == ("README.md", heading)]
    for command, expected in examples_of(block.text):
        check_example(tmp_path, command, expected, bin_dir)


def make_other_data(folder, bin_dir):
    """Makes the wrong but plausible data of the example `tpch verify other`."""
    (folder / "other").mkdir()
    run_in(folder, "tpch generate -s 0.01 -T customer,orders -o reference", bin_dir)
    customer = "SELECT * FROM reference ORDER BY c_name DESC"
    orders = """
        SELECT * REPLACE (
          o_totalprice::double AS o_totalprice,
          if(o_orderkey = 18848, 'Clerk#000000001', o_clerk) AS o_clerk,
          'lorem ipsum ' || o_orderkey % 100 AS o_comment)
        FROM reference WHERE o_orderkey <> 388 ORDER BY o_orderdate, o_orderkey"""
    for table, query in {"customer": customer, "orders": orders}.items():
        with duckdb.connect() as connection:
            connection.read_parquet(f"{folder}/reference/{table}.parquet").create_view("reference")
            connection.execute(f"COPY ({query}) TO '{folder}/other/{table}.parquet'")


PREPARATIONS = {"tpch verify other": make_other_data}


@pytest.mark.slow
@pytest.mark.arrow
@pytest.mark.parametrize("document", sorted({block.document for block in blocks("console")}))
def test_examples_print_what_the_documentation_shows(document, bin_dir, tmp_path):
    (tmp_path / "build" / "release").mkdir(parents=True)
    (tmp_path / "build" / "release" / "bin").symlink_to(bin_dir)
    for block in blocks("console"):
        if block.document == document:
            for command, expected in examples_of(block.text):
                if prepare := PREPARATIONS.get(command):
                    prepare(tmp_path, bin_dir)
                check_example(tmp_path, command, expected, bin_dir)


@pytest.mark.arrow
def test_python_reads_what_the_commands_before_it_made(bin_dir, tmp_path):
    """Uses a small scale factor; the files have the names in the document."""
    script = "set -e\n"
    for block in blocks_of("docs/arrow.md"):
        if block.language == "sh" and "tpch " in block.text:
            script += block.text.replace("-s 1 ", "-s 0.001 ")
        elif block.language == "python":
            script += f"python - <<'END'\n{textwrap.dedent(block.text)}assert len(orders)\nEND\n"
    subprocess.run(["bash", "-c", script], cwd=tmp_path, env=environment(bin_dir), check=True)
