"""Bytes depend on the request, never on the division of the work."""

import shutil

import pytest

from tests.support import (
    FORMATS,
    FORMATS_HALF_SLOW,
    TABLES,
    digests_below,
    md5_of,
    slow,
    smallest_memory_limit,
)


@pytest.mark.uring
@pytest.mark.parametrize("data_format", FORMATS_HALF_SLOW)
@pytest.mark.parametrize("num_threads", [1, slow(2), 5])
def test_any_number_of_threads(generate, whole_tables, tmp_path, data_format, num_threads):
    generate(tmp_path, "-s", "0.1", "-f", data_format, "-n", num_threads, "-T", "orders,lineitem")
    whole = whole_tables("0.1", data_format)
    for table in ("orders", "lineitem"):
        name = f"{table}.{data_format}"
        assert md5_of(tmp_path / name) == md5_of(whole / name)


# Rows of a row group: many row groups, of one unit in lineitem and of four in orders; a few row
# groups of several units.
ROW_GROUP_ROWS = ["20000", slow("280000")]
EVERYTHING_IN_PARQUET = (
    "-s", "0.1", "-f", "parquet", "-T", "orders,lineitem,partsupp", "-c", "zstd",
    "--data-page-version", "2", "--page-checksums",
    "--bloom-filter", "l_orderkey,l_suppkey,l_shipmode,l_comment,o_clerk,o_comment,ps_partkey")


@pytest.fixture(scope="module", params=ROW_GROUP_ROWS)
def many_units(request, generate, tmp_path_factory):
    """Returns options that make files of several units and row groups, and the digests of the files
    made by one thread.
    """
    args = (*EVERYTHING_IN_PARQUET, "--row-group-rows", request.param)
    folder = tmp_path_factory.mktemp("many_units")
    generate(folder, *args, "-n", "1")
    digests = digests_below(folder)
    shutil.rmtree(folder)
    return args, digests


@pytest.mark.uring
@pytest.mark.parametrize("division", [("-n", "2"), ("-n", "5"), ("-n", "2", "--io", "uring")],
                         ids=" ".join)
def test_many_units_of_parquet_with_any_division(generate, has_uring, many_units, tmp_path,
                                                 division):
    if "uring" in division and not has_uring:
        pytest.skip("io_uring cannot be used here")
    args, digests = many_units
    generate(tmp_path, *args, *division)
    assert digests_below(tmp_path) == digests


@pytest.mark.parametrize("num_threads", ["1", "2"])
def test_many_units_of_parquet_under_the_smallest_limit(run_tpch, generate, many_units, tmp_path,
                                                        num_threads):
    args, digests = many_units
    args = (*args, "-n", num_threads)
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path)
    generate(tmp_path, *args, "--memory-limit", f"{limit}MiB")
    assert digests_below(tmp_path) == digests


# From scale factor 30000 on, part keys come from a stream without skip-ahead within a part, so its
# state must reach every unit, in any thread.
WIDE_PART = ("-s", "30000", "-p", "200000", "--part", "7", "-f", "tbl")


@pytest.fixture(scope="module")
def wide_part(generate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide_part")
    generate(folder, *WIDE_PART, "-T", "orders,lineitem", "-n", "1")
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("tables", [slow("orders"), "lineitem", "orders,lineitem"])
@pytest.mark.parametrize("num_threads", [slow(2), 5])
def test_wide_streams_with_any_number_of_threads(
        generate, wide_part, tmp_path, tables, num_threads):
    generate(tmp_path, *WIDE_PART, "-T", tables, "-n", num_threads)
    for table in tables.split(","):
        name = f"{table}/{table}.7.tbl"
        assert md5_of(tmp_path / name) == md5_of(wide_part / name)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_made_alone(generate, whole_tables, tmp_path, data_format, table):
    generate(tmp_path, "-s", "0.002", "-f", data_format, "--table", table)
    name = f"{table}.{data_format}"
    assert md5_of(tmp_path / name) == md5_of(whole_tables("0.002", data_format) / name)


@pytest.mark.uring
@pytest.mark.parametrize("data_format", FORMATS_HALF_SLOW)
def test_a_second_run(generate, whole_tables, tmp_path, data_format):
    generate(tmp_path, "-s", "0.01", "-f", data_format)
    assert digests_below(tmp_path) == digests_below(whole_tables("0.01", data_format))
