"""Values beyond the limits of Parquet files are rejected with one that works."""

import re

import pytest

from tests.cli.refusals import ERROR_PREFIX, in_new_folder

# Units of sizes; rows have none.
UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "": 1}


def remedy(message):
    """Returns an error's suggested value, as text and in bytes or rows, and its option if any."""
    found = re.search(r"use (?:(--[\w-]+) of )?at (?:least|most) ([\d.]+)(\w*)", message)
    option, number, unit = found.groups()
    return number + unit, float(number) * UNITS[unit], option


# Values beyond a file's limits; with the suggested value, only the disk space is insufficient.
FILE_LIMITS = [
    ("100000", "all", ("--row-group-rows", "8"), "8 makes 75000000000 row groups of lineitem"),
    ("100000", "lineitem", ("--row-group-rows", "18300000"), "32767"),
    ("100000", "partsupp,orders", ("--row-group-rows", "1000"), "32767"),
    ("100000", "lineitem", ("--row-group-bytes", "100"), "100B makes 1"),
    ("1000", "lineitem", ("--row-group-bytes", "2MiB"), "2MiB makes"),
    ("100000", "all", ("--row-group-rows", "2000000000"), "2 GiB"),
    ("1000", "all", ("--row-group-rows", "2000000000"), "2000000000 could make column chunks"),
    ("100000", "partsupp", ("--row-group-bytes", "1TB"), "1TB could make"),
    ("100000", "all", ("--row-group-bytes", "1TiB"), "ps_comment (partsupp)"),
]


@pytest.mark.parametrize(("scale_factor", "tables", "args", "reason"), FILE_LIMITS)
def test_files_that_readers_would_refuse(refusal, run_tpch, tmp_path, scale_factor, tables, args,
                                         reason):
    data = in_new_folder("-s", scale_factor, "-T", tables)
    message = refusal(*data, *args)
    assert message.startswith(f"{ERROR_PREFIX}{args[0]}: ") and reason in message
    value, _, option = remedy(message)
    result = run_tpch("generate", *data, option or args[0], value, cwd=tmp_path)
    assert result.returncode == 1 and "--no-space-check" in result.stderr


def test_default_row_groups_that_are_too_small(refusal, run_tpch, tmp_path):
    data = in_new_folder("-s", "10000", "-T", "lineitem")
    message = refusal(*data)
    assert message.startswith(f"{ERROR_PREFIX}--scale-factor: ") and "1048576 rows" in message
    value, _, option = remedy(message)
    assert option == "--row-group-rows"
    assert run_tpch("generate", *data, option, value, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("tables", ["all", "lineitem", "region"])
def test_row_groups_that_hold_less_than_a_row(refusal, run_tpch, tmp_path, tables):
    message = refusal(*in_new_folder("-s", "0.001", "-T", tables, "--row-group-bytes", "1"))
    assert "--row-group-bytes: 1B" in message and "dictionaries" in message
    value, size_bytes, _ = remedy(message)
    less = str(int(size_bytes) - 1)
    refusal(*in_new_folder("-s", "0.001", "-T", tables, "--row-group-bytes", less))
    result = run_tpch("generate", "-s", "0.001", "-T", tables, "--row-group-bytes", value,
                      cwd=tmp_path)
    assert result.returncode == 0, result.stderr


def test_row_groups_of_unselected_tables_do_not_matter(run_tpch, tmp_path):
    result = run_tpch("generate", "-s", "0.001", "-T", "partsupp", "--row-group-bytes", "100GB",
                      cwd=tmp_path)
    assert result.returncode == 0, result.stderr
