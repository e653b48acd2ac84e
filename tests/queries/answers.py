"""The queries with the parameters of the validation, the reference's answers to them, and how rows
are compared with these.
"""

import runpy
import subprocess

from tests.conftest import command_of
from tests.support import REPOSITORY

# That of `tpch verify --queries`.
_difference = runpy.run_path(
    str(REPOSITORY / "src" / "tpch" / "verify" / "run_queries.py"))["difference"]


def query_text(number, dialect="duckdb"):
    """Returns the text that the program under test prints."""
    command = [*command_of("tpch"), "queries", "--defaults", str(number), "--dialect", dialect]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def rows_agree(number, rows, wanted):
    return not _difference(number, rows, wanted)


def reference_rows(number):
    lines = (REPOSITORY / "data" / "answers" / f"q{number:02}.psv").read_text().splitlines()
    return [line.split("|") for line in lines[1:]]
