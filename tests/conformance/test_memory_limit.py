"""A run respects its memory limit, which changes no byte."""

import json
import re
import resource

import pytest

from tests.support import FORMATS_HALF_SLOW, digests_below, golden, slow, smallest_memory_limit

MIB = 2**20


def peak_memory(generate, output_dir, tmp_path, *args):
    summary = tmp_path / "summary.json"
    generate(output_dir, *args, "--json", summary)
    return json.loads(summary.read_text())["peak_memory_bytes"]


@pytest.mark.parametrize("data_format", FORMATS_HALF_SLOW)
@pytest.mark.parametrize("threads", [slow(1), 3])
def test_same_bytes_under_every_limit(run_tpch, generate, whole_tables, tmp_path, data_format,
                                      threads):
    args = ("-s", "0.01", "-f", data_format, "-n", threads)
    smallest = smallest_memory_limit(run_tpch, *args, "-o", tmp_path / "refused")
    assert not (tmp_path / "refused").exists()
    for limit in (smallest, smallest + 50, 4 * smallest):
        folder = tmp_path / str(limit)
        generate(folder, *args, "--memory-limit", f"{limit}MiB")
        assert digests_below(folder) == digests_below(whole_tables("0.01", data_format))


def test_bytes_under_a_small_limit_are_dbgens(generate, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--memory-limit", "80MiB")
    expected = {f"{name}.tbl": facts["md5"] for name, facts in golden("tbl_md5")["0.01"].items()}
    (tmp_path / "_tpch.json").unlink()
    assert digests_below(tmp_path) == expected


def test_verbose_tells_the_limit_and_what_it_led_to(run_tpch, tmp_path):
    result = run_tpch("generate", "-s", "0.1", "-f", "tbl", "-n", "64", "-v", "-o", tmp_path,
                      "--memory-limit", "128MiB")
    assert "memory limit 134 MB (--memory-limit), text pool compact" in result.stderr
    assert re.search(r"the memory limit allowed \d+ of 64 threads", result.stderr)


@pytest.mark.memory
@pytest.mark.parametrize("scale_factor", ["0.0005", "0.01", "0.1"])
def test_the_smallest_limit_holds(run_tpch, generate, tmp_path, scale_factor):
    args = ("-s", scale_factor, "-f", "tbl")
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path / "data")
    peak = peak_memory(generate, tmp_path / "data", tmp_path, *args, "--memory-limit",
                       f"{limit}MiB")
    assert peak <= limit * MIB


@pytest.mark.slow
@pytest.mark.memory
@pytest.mark.parametrize(("data_format", "scale_factor"), [("tbl", "1"), ("csv", "1"),
                                                           ("tbl", "10")])
def test_128_mib_hold_at_any_scale_factor(generate, tmp_path, data_format, scale_factor):
    args = ("-s", scale_factor, "-f", data_format, "--memory-limit", "128MiB")
    assert peak_memory(generate, tmp_path / "data", tmp_path, *args) <= 128 * MIB


@pytest.mark.slow
@pytest.mark.memory
@pytest.mark.parametrize("row_group_rows", ["10000", "1048576"])
def test_the_smallest_limit_of_parquet_holds(run_tpch, generate, tmp_path, row_group_rows):
    args = ("-s", "1", "-f", "parquet", "--row-group-rows", row_group_rows)
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path / "data")
    peak = peak_memory(generate, tmp_path / "data", tmp_path, *args, "--memory-limit",
                       f"{limit}MiB")
    assert peak <= limit * MIB


# Large row groups, and codecs that need much memory.
LARGE_NEEDS = [
    ("4", "lineitem", ("--row-group-rows", "20000000")),
    ("1", "lineitem", ("--row-group-rows", "20000000", "-c", "none")),
    ("0.1", "orders,partsupp", ("-c", "zstd:19")),
    ("0.1", "orders,partsupp", ("-c", "zstd:15", "--page-bytes", "4MiB")),
    ("0.5", "orders,partsupp", ("-c", "zstd:12", "--page-bytes", "4MiB")),
    ("0.02", "orders,lineitem", ("-c", "brotli:11")),
    ("0.02", "orders,partsupp", ("-c", "brotli:11", "--page-bytes", "4MiB")),
    ("0.1", "orders,lineitem", ("-c", "brotli:9")),
    ("0.2", "all", ("-c", "gzip")),
]


@pytest.mark.slow
@pytest.mark.memory
@pytest.mark.parametrize(("scale_factor", "tables", "options"), LARGE_NEEDS)
def test_the_smallest_limit_holds_for_large_row_groups_and_codecs(run_tpch, generate, tmp_path,
                                                                  scale_factor, tables, options):
    args = ("-s", scale_factor, "-T", tables, *options)
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path / "data")
    peak = peak_memory(generate, tmp_path / "data", tmp_path, *args, "--memory-limit",
                       f"{limit}MiB")
    assert peak <= limit * MIB


# The memory that a process may map, and the allocation that fails then.
REFUSED_ALLOCATIONS = [
    (150 * MIB, ("-s", "1"), "cannot allocate 300 MiB for the text pool"),
    (50 * MIB, ("-s", "0.1"), "cannot allocate 52 MiB for the text pool"),
]


@pytest.mark.memory
@pytest.mark.parametrize(("address_space", "options", "message"), REFUSED_ALLOCATIONS)
def test_a_failed_allocation_is_named(run_tpch, tmp_path, address_space, options, message):
    def limit_address_space():
        resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    result = run_tpch("generate", "-f", "tbl", "-n", "1", "-o", tmp_path / "data", *options,
                      preexec_fn=limit_address_space)
    assert result.returncode == 1
    assert result.stderr.startswith("tpch: error: ") and result.stderr.count("\n") == 1
    assert message in result.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
