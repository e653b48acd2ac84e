"""The queries with the parameters of the validation, the reference's answers to them, and how rows
are compared with these.
"""

import subprocess
from decimal import Decimal, InvalidOperation

from tests.conftest import command_of
from tests.support import REPOSITORY

# Answers have sums and averages rounded to two decimals.
TOLERANCE = Decimal("0.0051")


def query_text(number, dialect="duckdb"):
    """Returns the text that the program under test prints."""
    command = [*command_of("tpch"), "queries", "--defaults", str(number), "--dialect", dialect]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def number_of(value):
    try:
        return Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        return None


def agree(value, wanted):
    numbers = number_of(value), number_of(wanted)
    if None in numbers:
        return str(value) == str(wanted)
    return abs(numbers[0] - numbers[1]) <= TOLERANCE


def rows_agree(rows, wanted):
    return len(rows) == len(wanted) and all(
        len(row) == len(want) and all(map(agree, row, want)) for row, want in zip(rows, wanted))


def reference_rows(number):
    lines = (REPOSITORY / "data" / "answers" / f"q{number:02}.psv").read_text().splitlines()
    return [line.split("|") for line in lines[1:]]
