"""Refresh sets are identical to those of dbgen -U."""

import hashlib
import subprocess

import pytest

from tests.support import files_below, fingerprint, golden

pytestmark = pytest.mark.release_only

GOLDEN = golden("refresh_md5")
HEADS = golden("refresh_heads")["heads"]["30000"]

# options, files
RUNS = {
    "sets 1 and 2 at 0.01": (("-s", "0.01", "--sets", "1-2"), GOLDEN["0.01"]),
    "sets 1 and 2 at 1": (("-s", "1", "--sets", "1-2"), GOLDEN["1"]),
    "sets 999 to 1001": (("-s", "0.01", "--sets", "999-1001"), GOLDEN["set 999..1001 of sf 0.01"]),
    "segments": (("-s", "1", "--sets", "1-2", "--insert-segments", "7", "--delete-segments", "7"),
                 GOLDEN["segmented"]["files"]),
}


@pytest.mark.parametrize("threads", ["1", "2", "7"])
@pytest.mark.parametrize("run", RUNS)
def test_files_equal_dbgens(run_tpch, tmp_path, run, threads):
    options, files = RUNS[run]
    result = run_tpch("refresh", *options, "-f", "tbl", "-n", threads, "-o", tmp_path)
    assert result.returncode == 0, result.stderr
    made = [name for name in files_below(tmp_path) if not name.startswith("_tpch.")]
    assert {name: fingerprint(tmp_path / name) for name in made} == files


@pytest.mark.parametrize("number", ["1", "2"])
@pytest.mark.parametrize("table", ["orders", "lineitem"])
def test_sets_of_the_largest_scale_factors_begin_as_dbgens(start, number, table):
    head = HEADS[number][f"{table}.tbl.u{number}"]
    program = start("refresh", "-s", "30000", "--sets", number, "-f", "tbl", "-T", table,
                    "--stdout", stdout=subprocess.PIPE)
    text = program.stdout.read(head["bytes"])
    program.stdout.close()
    assert hashlib.md5(text).hexdigest() == head["md5"]
    assert program.wait() == 0
