"""Bytes depend on what is asked for, never on how the work is divided."""

import shutil

import pytest

from support import FORMATS, TABLES, digests_below, md5_of


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("num_threads", [1, 2, 5])
def test_any_number_of_threads(generate, whole_tables, tmp_path, data_format, num_threads):
    generate(tmp_path, "-s", "0.1", "-f", data_format, "-n", num_threads, "-T", "orders,lineitem")
    whole = whole_tables("0.1", data_format)
    for table in ("orders", "lineitem"):
        name = f"{table}.{data_format}"
        assert md5_of(tmp_path / name) == md5_of(whole / name)


# From scale factor 30000 on, part keys come from a stream without skip-ahead within a part, so its
# state has to reach every unit, whichever thread makes it.
WIDE_PART = ("-s", "30000", "-p", "200000", "--part", "7", "-f", "tbl")


@pytest.fixture(scope="module")
def wide_part(generate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide_part")
    generate(folder, *WIDE_PART, "-T", "orders,lineitem", "-n", "1")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("tables", ["orders", "lineitem", "orders,lineitem"])
@pytest.mark.parametrize("num_threads", [2, 5])
def test_wide_streams_with_any_number_of_threads(
        generate, wide_part, tmp_path, tables, num_threads):
    generate(tmp_path, *WIDE_PART, "-T", tables, "-n", num_threads)
    for table in tables.split(","):
        name = f"{table}/{table}.7.tbl"
        assert md5_of(tmp_path / name) == md5_of(wide_part / name)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_made_alone(generate, whole_tables, tmp_path, data_format, table):
    generate(tmp_path, "-s", "0.01", "-f", data_format, "--table", table)
    name = f"{table}.{data_format}"
    assert md5_of(tmp_path / name) == md5_of(whole_tables("0.01", data_format) / name)


@pytest.mark.parametrize("data_format", FORMATS)
def test_a_second_run(generate, tmp_path, data_format):
    generate(tmp_path / "first", "-s", "0.01", "-f", data_format)
    generate(tmp_path / "second", "-s", "0.01", "-f", data_format)
    assert digests_below(tmp_path / "first") == digests_below(tmp_path / "second")
