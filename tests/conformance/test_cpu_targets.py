"""Bytes depend neither on the CPU nor on its SIMD targets; the release build is the reference."""

import os
import re
import subprocess

import pytest

from tests.support import REPOSITORY, TABLES, digests_below, fingerprint, golden

pytestmark = [pytest.mark.release_only, pytest.mark.cpu]


@pytest.fixture(scope="session")
def run_on(run_tpch):
    """Runs `tpch` with the kernels of one CPU target."""

    def run(target, *args):
        return run_tpch(*args, env=os.environ | {"TPCH_CPU": target})

    return run


@pytest.fixture(scope="session")
def targets(run_on):
    """The names that the program lists in the error for an unknown target."""
    names = re.search(r"use one of (.*)", run_on("abacus", "info").stderr)
    return names[1].split(", ")


def test_unknown_target(run_on):
    result = run_on("abacus", "generate", "--stdout", "--table", "region", "--format", "tbl")
    assert result.returncode == 2
    assert result.stdout == ""
    assert re.fullmatch(r"tpch: error: TPCH_CPU: .*'abacus'.*scalar\n", result.stderr)


def test_every_target_makes_the_same_data(run_on, targets, tmp_path):
    assert "scalar" in targets
    for target in targets:
        folder = tmp_path / target
        result = run_on(target, "generate", "-s", "0.01", "-f", "tbl", "-o", folder)
        assert result.returncode == 0, result.stderr
        made = {table: fingerprint(folder / f"{table}.tbl") for table in TABLES}
        assert made == golden("tbl_md5")["0.01"], target


@pytest.mark.parametrize("options", [
    ("-f", "parquet"),
    pytest.param(("-f", "parquet", "-c", "brotli", "--bloom-filter", "o_clerk,l_comment"),
                 marks=pytest.mark.slow),
    pytest.param(("-f", "parquet", "-c", "gzip", "--target-file-size", "300KB"),
                 marks=pytest.mark.slow),
    ("-f", "csv", "-c", "zstd"),
], ids=" ".join)
def test_every_target_makes_the_files_of_the_release_build(run_on, targets, tmp_path, options):
    args = ["generate", "-s", "0.01", *options, "--quiet", "-o"]
    subprocess.run([REPOSITORY / "build/release/bin/tpch", *args, tmp_path / "release"], check=True,
                   env=os.environ | {"TPCH_CPU": "scalar"})
    for target in targets:
        result = run_on(target, *args, tmp_path / target)
        assert result.returncode == 0, result.stderr
        assert digests_below(tmp_path / target) == digests_below(tmp_path / "release"), target


def test_info_names_the_target_in_use(run_on, targets):
    for target in targets:
        assert f"CPU kernels: {target}\n" in run_on(target, "info").stdout
