"""Row counts are max(1, floor(base rows x scale factor)); the scale factor is an exact decimal."""

import re
from decimal import Decimal

import pytest

from tests.support import TABLES, golden

pytestmark = pytest.mark.release_only

BASE_ROWS = {"supplier": 10_000, "part": 200_000, "partsupp": 200_000, "customer": 150_000,
             "orders": 1_500_000}
FIXED_ROWS = {"region": 5, "nation": 25}


def expected_rows(scale_factor):
    scaled = {table: max(1, int(base * Decimal(scale_factor)))
              for table, base in BASE_ROWS.items()}
    scaled["partsupp"] *= 4
    return FIXED_ROWS | scaled


def rows_in_info(run_tpch, scale_factor):
    """Reads the rows of each table from `tpch info`, which may group digits."""
    result = run_tpch("info", "-s", scale_factor)
    assert result.returncode == 0, result.stderr
    lines = re.findall(r"^\s*(\w+)\s+~?([\d,]+)\b", result.stdout, re.MULTILINE)
    return {name: int(rows.replace(",", "")) for name, rows in lines if name in TABLES}


@pytest.mark.parametrize(
    "scale_factor",
    ["0.0005", "0.00077", "0.001", "0.29", "0.57", "1", "1.5", "2.999", "10738", "30000", "100000"])
def test_info_counts_rows_exactly(run_tpch, scale_factor):
    rows = rows_in_info(run_tpch, scale_factor)
    expected = expected_rows(scale_factor)
    assert {table: rows[table] for table in expected} == expected


@pytest.mark.parametrize("scale_factor", ["0.0005", "0.00077", "0.0123"])
def test_small_scale_factors_scale_every_table(whole_tables, scale_factor):
    folder = whole_tables(scale_factor, "tbl")
    for table, rows in expected_rows(scale_factor).items():
        assert (folder / f"{table}.tbl").read_bytes().count(b"\n") == rows


@pytest.mark.parametrize("scale_factor", ["0.29", "0.57"])
def test_decimals_are_not_rounded_down_by_binary_fractions(generate, tmp_path, scale_factor):
    generate(tmp_path, "-s", scale_factor, "-f", "tbl", "-T", "supplier,part")
    expected = expected_rows(scale_factor)
    for table in ("supplier", "part"):
        assert (tmp_path / f"{table}.tbl").read_bytes().count(b"\n") == expected[table]


@pytest.mark.parametrize("spelling", ["0.010", "00.01", ".01", "1e-2", "10E-3"])
def test_spelling_of_a_scale_factor_does_not_matter(generate, whole_tables, tmp_path, spelling):
    generate(tmp_path, "-s", spelling, "-f", "tbl", "-T", "supplier")
    whole = whole_tables("0.01", "tbl") / "supplier.tbl"
    assert (tmp_path / "supplier.tbl").read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("table", TABLES)
def test_max_rows_is_the_beginning_of_the_table(generate, whole_tables, tmp_path, table):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--table", table, "--max-rows", "103")
    whole = (whole_tables("0.01", "tbl") / f"{table}.tbl").read_bytes().splitlines(keepends=True)
    assert (tmp_path / f"{table}.tbl").read_bytes() == b"".join(whole[:103])


@pytest.mark.parametrize("max_rows", [1, 600_571, 600_572, 10_000_000])
def test_max_rows_of_lineitem_counts_lines(generate, whole_tables, tmp_path, max_rows):
    generate(tmp_path, "-s", "0.1", "-f", "tbl", "-T", "lineitem", "--max-rows", max_rows)
    made = (tmp_path / "lineitem.tbl").read_bytes()
    assert made.count(b"\n") == min(max_rows, golden("tbl_md5")["0.1"]["lineitem"]["rows"])
    assert (whole_tables("0.1", "tbl") / "lineitem.tbl").read_bytes().startswith(made)
