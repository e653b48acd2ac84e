"""The options of text files change separators and headers, never values."""

import pytest

from tests.support import TABLES


def make(generate, folder, *args):
    generate(folder, "-s", "0.01", *args)
    return {table: next(folder.glob(f"{table}.*")).read_bytes() for table in TABLES}


def test_no_header_leaves_out_the_first_line(generate, whole_tables, tmp_path):
    made = make(generate, tmp_path, "-f", "csv", "--no-header")
    for table in TABLES:
        whole = (whole_tables("0.01", "csv") / f"{table}.csv").read_bytes()
        assert made[table] == whole.split(b"\n", 1)[1]


def test_no_trailing_delimiter_leaves_out_the_last_character_of_a_line(
        generate, whole_tables, tmp_path):
    made = make(generate, tmp_path, "-f", "tbl", "--no-trailing-delimiter")
    for table in TABLES:
        whole = (whole_tables("0.01", "tbl") / f"{table}.tbl").read_bytes()
        assert made[table] == whole.replace(b"|\n", b"\n")


@pytest.mark.parametrize("delimiter", ["|", ";", "\t"], ids=["bar", "semicolon", "tab"])
def test_csv_delimiter(generate, whole_tables, tmp_path, delimiter):
    # Region has a quoted comment with commas, so only the commas outside quotes may change.
    generate(tmp_path, "-s", "0.01", "-f", "csv", "-T", "region", "--delimiter", delimiter)
    whole = (whole_tables("0.01", "csv") / "region.csv").read_text()
    pieces = whole.split('"')
    pieces[::2] = [piece.replace(",", delimiter) for piece in pieces[::2]]
    assert (tmp_path / "region.csv").read_text() == '"'.join(pieces)
