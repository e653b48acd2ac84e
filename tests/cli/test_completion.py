"""Completion scripts and the manual page match the command line."""

import os
import re
import shutil
import subprocess

import pytest

from tests.support import TABLES, options_in_help

pytestmark = pytest.mark.release_only

COMMANDS = ["generate", "refresh", "verify", "info", "queries", "answers", "schema",
            "completion", "man"]


@pytest.fixture
def complete(bin_dir, tmp_path):
    """Returns bash's completions of the last word of a command line."""

    def run(*words):
        script = """
            source <(tpch completion bash)
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
            $(complete -p tpch | sed -E 's/.*-F ([^ ]+).*/\\1/')
            printf '%s\\n' "${COMPREPLY[@]}"
        """
        environment = os.environ | {"PATH": f"{bin_dir}:{os.environ['PATH']}"}
        # compopt fails outside of a completion.
        script = script.replace("source <(", "compopt() { :; }\nsource <(")
        result = subprocess.run(["bash", "-c", script, "bash", *words], env=environment,
                                cwd=tmp_path, check=True, capture_output=True, text=True)
        assert result.stderr == ""
        return result.stdout.split()

    return run


def test_commands_are_completed(complete):
    assert set(COMMANDS) < set(complete("tpch", ""))
    assert complete("tpch", "ge") == ["generate"]


@pytest.mark.parametrize("command", COMMANDS)
def test_options_are_those_of_help(complete, run_tpch, command):
    options = options_in_help(run_tpch(command, "--help").stdout)
    assert set(complete("tpch", command, "-")) == options


def test_options_are_completed_after_others(complete):
    assert complete("tpch", "generate", "-s", "1", "--quiet", "--out") == ["--output-dir"]


# the words of a command line, the completions
VALUES = [
    (("-f", ""), ["parquet", "csv", "tbl", "arrow"]),
    (("--format", "=", ""), ["parquet", "csv", "tbl", "arrow"]),
    (("--format", "="), ["parquet", "csv", "tbl", "arrow"]),
    (("--format", "=", "c"), ["csv"]),
    (("-c", "zs"), ["zstd"]),
    (("-T", ""), ["all", *TABLES]),
    (("--tables", "orders,li"), ["orders,lineitem"]),
    (("--direct", "o"), ["on", "off"]),
    (("--digest", ""), ["xxh3", "none"]),
    (("--parquet-profile", "c"), ["compatible"]),
    (("--column-encoding", "l_t"), ["l_tax="]),
    (("--bloom-filter", "l_orderkey,o_cu"), ["l_orderkey,o_custkey"]),
    (("-s", ""), []),
]


@pytest.mark.parametrize(("words", "expected"), VALUES)
def test_values_are_completed(complete, words, expected):
    assert sorted(complete("tpch", "generate", *words)) == sorted(expected)


def test_parts_of_refresh_sets_are_completed(complete):
    assert sorted(complete("tpch", "refresh", "-T", "")) == ["all", "delete", "lineitem", "orders"]


def test_paths_are_completed(complete, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data.parquet").touch()
    assert complete("tpch", "generate", "--output-dir", "da") == ["data"]
    assert sorted(complete("tpch", "verify", "da")) == ["data", "data.parquet"]


def test_shells_are_completed(complete):
    assert complete("tpch", "completion", "") == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_script_has_all_commands_and_options(run_tpch, shell):
    script = run_tpch("completion", shell).stdout
    for command in COMMANDS:
        assert command in script
        for option in options_in_help(run_tpch(command, "--help").stdout):
            spelling = option if shell != "fish" else (
                f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}")
            assert re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", script), option


@pytest.mark.parametrize("args", [("bsh",), ("",), ()])
def test_other_shells_are_refused(run_tpch, args):
    result = run_tpch("completion", *args)
    assert result.returncode == 2 and result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert ("shell" if args else "SHELL is missing") in result.stderr
    assert not args or "use bash, zsh or fish" in result.stderr


def test_manual_page_has_all_commands_and_options(run_tpch):
    page = run_tpch("man").stdout.replace("\\-", "-")
    assert page.startswith(".TH TPCH 1 ")
    assert re.findall(r"^\.SH (.*)", page, re.MULTILINE) == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT"]
    for command in COMMANDS:
        section = page.partition(f"\n.SS tpch {command}\n")[2].partition("\n.SS ")[0]
        shown = set(re.findall(r"\\fB(-[\w-]+)\\fR", section))
        assert shown == options_in_help(run_tpch(command, "--help").stdout)


def test_manual_page_is_sound(run_tpch, tmp_path):
    """It contains only known requests, and groff, if installed, prints no warnings."""
    page = tmp_path / "tpch.1"
    page.write_text(run_tpch("man").stdout)
    assert set(re.findall(r"^\.(\w+)", page.read_text(), re.MULTILINE)) <= {
        "TH", "SH", "SS", "TP", "PP", "B", "BR", "I", "br", "nf", "fi", "RS", "RE"}
    if shutil.which("groff"):
        result = subprocess.run(["groff", "-man", "-ww", "-z", page], capture_output=True,
                                text=True)
        assert (result.returncode, result.stderr) == (0, "")
