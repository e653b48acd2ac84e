"""Files of several GB are complete and correct in every I/O mode."""

import json

import pytest
import xxhash

pytestmark = pytest.mark.slow

MODES = {
    "sync": ("--io", "sync"),
    "ring-direct": ("--io", "uring", "--direct", "on"),
    "ring-buffered": ("--io", "uring", "--direct", "off"),
}
LINEITEM_SF10 = ("-s", "10", "-T", "lineitem")

# lineitem.tbl at scale factor 10, made by tpchgen-cli 4.0.0.
TBL_SIZE_BYTES = 7_775_727_688
TBL_XXH3 = "e6d64553af345116"
NUM_ROWS = 59_986_052
LAST_ORDER_KEY = 60_000_000


def xxh3_of(path):
    digest = xxhash.xxh3_64()
    with path.open("rb") as file:
        while block := file.read(4 << 20):
            digest.update(block)
    return digest.hexdigest()


@pytest.fixture
def make_file(run_tpch, has_uring, tmp_path):
    """Makes one file in a mode, checks its entry in the summary, and returns its path."""

    def make(mode, *args):
        if mode != "sync" and not has_uring:
            pytest.skip("io_uring cannot be used here")
        folder, summary = tmp_path / mode, tmp_path / f"{mode}.json"
        result = run_tpch("generate", *args, *MODES[mode], "-o", folder, "--json", summary)
        if "does not support direct writes" in result.stderr:
            pytest.skip(result.stderr)
        assert result.returncode == 0, result.stderr
        [file] = json.loads(summary.read_text())["files"]
        path = folder / f"{file['table']}.{args[-1]}"
        assert path.stat().st_size == file["size_bytes"]
        assert xxh3_of(path) == file["xxh3"]
        return path, file["xxh3"]

    return make


@pytest.mark.parametrize("mode", MODES)
def test_tbl_of_8_gb(make_file, mode):
    path, digest = make_file(mode, *LINEITEM_SF10, "-f", "tbl")
    assert path.stat().st_size == TBL_SIZE_BYTES
    assert digest == TBL_XXH3
    path.unlink()


def test_parquet_of_more_than_2_gib(make_file):
    from pyarrow import parquet

    digests = set()
    for mode in MODES:
        path, digest = make_file(mode, *LINEITEM_SF10, "-c", "none", "-f", "parquet")
        assert path.stat().st_size > 1 << 31
        digests.add(digest)
        with parquet.ParquetFile(path) as file:
            assert file.metadata.num_rows == NUM_ROWS
            last_rows = file.read_row_group(file.num_row_groups - 1)
            assert last_rows["l_orderkey"][-1].as_py() == LAST_ORDER_KEY
        path.unlink()
    assert len(digests) == 1
