"""What the programs print, where, and when they are quiet."""

import os
import pty
import re
import subprocess

import pytest

from tests.support import TABLES, options_in_help

pytestmark = pytest.mark.uring

SMALL = ("generate", "-s", "0.01", "-f", "tbl")

OPTIONS = [
    "-s", "--scale-factor", "-f", "--format", "-o", "--output-dir", "-T", "--tables", "--table",
    "-p", "--parts", "--part", "-n", "--num-threads", "-c", "--compression", "--row-group-rows",
    "--row-group-bytes", "--no-space-check", "--io", "--async-io", "--direct", "--fsync",
    "--digest", "--max-rows", "--stdout", "--overwrite", "--resume", "--no-header", "--delimiter",
    "--no-trailing-delimiter", "-v", "--verbose", "-q", "--quiet", "--no-progress",
    "--json", "-h", "--help",
]


def run_in_terminal(bin_dir, *args):
    """Runs tpch with stderr on a terminal; returns its exit status, stdout and stderr."""
    terminal, program_side = pty.openpty()
    with subprocess.Popen([bin_dir / "tpch", *map(str, args)], stdout=subprocess.PIPE,
                          stderr=program_side) as process:
        os.close(program_side)
        shown = b"".join(iter(lambda: read_terminal(terminal), b""))
        data = process.stdout.read()
    os.close(terminal)
    return process.returncode, data, shown.decode()


def read_terminal(terminal):
    """Reads the available output; Linux returns EIO if the terminal's other side is closed."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


@pytest.mark.parametrize("program", ["tpch", "tpch_benchmark"])
@pytest.mark.parametrize("option", ["-V", "--version"])
def test_version(run_tpch, program, option):
    result = run_tpch(option, program=program)
    assert result.returncode == 0
    assert re.match(r"tpch \d+\.\d+\.\d+\n", result.stdout)
    assert result.stderr == ""


@pytest.mark.parametrize("args", [("--help",), ("-h",), ("generate", "--help"), ("info", "-h")])
def test_help_goes_to_stdout(run_tpch, args):
    result = run_tpch(*args)
    assert result.returncode == 0
    assert "Usage" in result.stdout or "usage" in result.stdout
    assert result.stderr == ""


def test_help_lists_every_option(run_tpch):
    assert set(OPTIONS) <= options_in_help(run_tpch("generate", "--help").stdout)


def test_help_is_in_groups(run_tpch):
    text = run_tpch("generate", "--help").stdout
    assert re.findall(r"^(\w[\w ]*):$", text, re.MULTILINE) == [
        "What", "Where", "Parquet", "Text", "Speed", "Reporting", "Examples"]
    assert "-s, --scale-factor SF" in text and "(default: 1)" in text


COMMANDS = [("tpch",), ("tpch", "generate"), ("tpch", "verify"), ("tpch", "info"),
            ("tpch_benchmark",)]


@pytest.mark.parametrize("command", [*COMMANDS, ("tpch", "completion"), ("tpch", "man")],
                         ids=" ".join)
def test_help_has_short_lines_and_an_example(run_tpch, command):
    text = run_tpch(*command[1:], "--help", program=command[0]).stdout
    assert max(map(len, text.splitlines())) <= 80
    examples = text.partition("\nExamples:\n")[2].splitlines()
    assert examples and all(" ".join(command) in example for example in examples)


@pytest.mark.arrow
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_examples_in_help_run(run_tpch, bin_dir, tmp_path, command):
    """Runs them at a small scale factor, after making the data that some of them read."""
    run_tpch("generate", "-s", "0.001", "-o", "data/sf1", cwd=tmp_path)
    text = run_tpch(*command[1:], "--help", program=command[0]).stdout
    for example in text.partition("\nExamples:\n")[2].splitlines():
        small = re.sub(r"-s \d+", "-s 0.001", example).replace("-o data/sf1", "-o other")
        result = subprocess.run(["bash", "-c", f"{small} && rm -rf other"], cwd=tmp_path,
                                env=os.environ | {"PATH": f"{bin_dir}:{os.environ['PATH']}"},
                                capture_output=True, text=True, timeout=60)
        is_refused = "--queries" in small and "duckdb" in result.stderr
        assert result.returncode == 0 or is_refused, f"{small}: {result.stderr}"


def test_info_tells_rows_and_abilities(run_tpch):
    result = run_tpch("info", "-s", "1")
    assert result.returncode == 0
    assert result.stderr == ""
    assert all(table in result.stdout for table in TABLES)
    for fact in ("CPU kernels", "io_uring", "Arrow"):
        assert fact in result.stdout


def test_info_refuses_a_bad_scale_factor(run_tpch):
    result = run_tpch("info", "-s", "abc")
    assert result.returncode == 2
    assert result.stdout == ""
    assert "--scale-factor" in result.stderr and "'abc'" in result.stderr


def test_summary_goes_to_stderr(run_tpch, tmp_path):
    result = run_tpch(*SMALL, "-o", tmp_path)
    assert result.stdout == ""
    assert "lineitem" in result.stderr
    assert "60,175" in result.stderr or "60175" in result.stderr


def test_quiet_says_nothing(run_tpch, tmp_path):
    result = run_tpch(*SMALL, "-o", tmp_path, "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_quiet_keeps_errors(run_tpch, tmp_path):
    result = run_tpch("generate", "-s", "0", "-o", tmp_path, "--quiet")
    assert result.returncode == 2
    assert "--scale-factor" in result.stderr


def test_verbose_tells_the_memory_bound(run_tpch, tmp_path):
    plain = run_tpch(*SMALL, "-o", tmp_path / "plain")
    verbose = run_tpch(*SMALL, "-o", tmp_path / "verbose", "--verbose")
    assert "memory" in verbose.stderr
    assert len(verbose.stderr) > len(plain.stderr)
    assert verbose.stdout == ""


def test_verbose_run_keeps_stdout_for_data(run_tpch, whole_tables):
    result = run_tpch(*SMALL, "-T", "supplier", "--stdout", "--verbose")
    assert result.stdout == (whole_tables("0.01", "tbl") / "supplier.tbl").read_text()


def test_progress_is_shown_on_a_terminal(bin_dir, tmp_path):
    status, data, shown = run_in_terminal(
        bin_dir, "generate", "-s", "0.5", "-f", "tbl", "-o", tmp_path)
    assert (status, data) == (0, b"")
    assert "lineitem" in shown
    assert "\x1b[" in shown or re.search(r"\r[^\n]", shown)


@pytest.mark.parametrize("option", ["--no-progress", "--quiet"])
def test_progress_can_be_switched_off(bin_dir, tmp_path, option):
    status, _, shown = run_in_terminal(bin_dir, *SMALL, "-o", tmp_path, option)
    assert status == 0
    assert "\x1b" not in shown
    assert not re.search(r"\r[^\n]", shown)


def test_progress_is_for_terminals_only(run_tpch, tmp_path):
    result = run_tpch("generate", "-s", "0.1", "-f", "tbl", "-o", tmp_path, text=False)
    assert b"\r" not in result.stderr
    assert b"\x1b" not in result.stderr
