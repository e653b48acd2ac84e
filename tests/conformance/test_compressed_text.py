"""Compressed text is the text itself, in frames of their own, and the same in every run."""

import gzip
import hashlib
import json
import shutil
import subprocess

import pytest

from tests.support import (
    TABLES,
    TEXT_CODECS,
    decompressed,
    digests_below,
    files_below,
    golden,
    slow,
    smallest_memory_limit,
)

MIB = 2**20

every_codec = pytest.mark.parametrize("codec", TEXT_CODECS)

# The programs of the codecs, if they are installed, and their option for standard output.
PROGRAMS = [(codec, name) for codec, name in
            (("gzip", "gzip"), ("zstd", "zstd"), ("lz4", "lz4")) if shutil.which(name)]

# The first bytes of a frame.
MAGIC = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd", "lz4": b"\x04\x22\x4d\x18"}


@pytest.fixture(scope="module")
def compressed(generate, tmp_path_factory):
    """Returns a folder with all tables at scale factor 0.01; makes each once."""
    folders = {}

    def folder_of(data_format, codec):
        if (data_format, codec) not in folders:
            folder = tmp_path_factory.mktemp("compressed")
            generate(folder, "-s", "0.01", "-f", data_format, "-c", codec)
            folders[data_format, codec] = folder
        return folders[data_format, codec]

    yield folder_of
    for folder in folders.values():
        shutil.rmtree(folder)


@every_codec
@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_the_text_is_that_without_compression(compressed, whole_tables, data_format, codec):
    folder = compressed(data_format, codec)
    names = [f"{table}.{data_format}{TEXT_CODECS[codec]}" for table in TABLES]
    assert files_below(folder) == sorted([*names, "_tpch.json"])
    for table, name in zip(TABLES, names):
        plain = whole_tables("0.01", data_format) / f"{table}.{data_format}"
        assert decompressed(folder / name) == plain.read_bytes()


@every_codec
def test_tbl_is_dbgens(compressed, codec):
    for table, facts in golden("tbl_md5")["0.01"].items():
        text = decompressed(compressed("tbl", codec) / f"{table}.tbl{TEXT_CODECS[codec]}")
        assert hashlib.md5(text).hexdigest() == facts["md5"]


@pytest.mark.parametrize(("codec", "program"), PROGRAMS)
def test_the_codecs_own_programs_read_it(compressed, codec, program):
    path = compressed("csv", codec) / f"lineitem.csv{TEXT_CODECS[codec]}"
    subprocess.run([program, "-t", "-q", path], check=True)
    text = subprocess.run([program, "-dc", path], check=True, capture_output=True).stdout
    assert text == decompressed(path)


def test_python_reads_gzip(compressed):
    path = compressed("tbl", "gzip") / "orders.tbl.gz"
    assert gzip.decompress(path.read_bytes()) == decompressed(path)


@every_codec
def test_the_header_and_every_chunk_are_frames(compressed, codec):
    content = (compressed("csv", codec) / f"lineitem.csv{TEXT_CODECS[codec]}").read_bytes()
    assert content.startswith(MAGIC[codec])
    # The header, and 7 MB of rows in chunks of about 1 MiB.
    assert 8 <= content.count(MAGIC[codec]) <= 10


@pytest.mark.threads
@pytest.mark.parametrize("codec", ["zstd", slow("gzip"), slow("lz4")])
@pytest.mark.parametrize("num_threads", [2, slow(5)])
def test_any_number_of_threads(generate, tmp_path, codec, num_threads):
    args = ("-s", "0.02", "-f", "csv", "-c", codec, "-T", "orders,lineitem")
    generate(tmp_path / "one", *args, "-n", "1")
    generate(tmp_path / "many", *args, "-n", num_threads)
    assert digests_below(tmp_path / "many") == digests_below(tmp_path / "one")


@pytest.mark.parametrize(("codec", "threads"), [("zstd", 3), slow("gzip", 1), slow("lz4", 2)])
def test_any_memory_limit(run_tpch, generate, compressed, tmp_path, codec, threads):
    args = ("-s", "0.01", "-f", "csv", "-c", codec, "-n", threads)
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path)
    generate(tmp_path, *args, "--memory-limit", f"{limit}MiB")
    assert digests_below(tmp_path) == digests_below(compressed("csv", codec))


# With the smallest limit, so that every part of the estimate is needed.
NEEDS = [("0.1", "all", "zstd"), ("0.02", "orders,lineitem", "zstd:19"), ("0.05", "all", "zstd:12"),
         ("0.02", "orders,lineitem", "zstd:22"), ("0.1", "all", "gzip"),
         ("0.02", "orders,lineitem", "gzip:9"), ("0.1", "all", "lz4")]


@pytest.mark.slow
@pytest.mark.memory
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize(("scale_factor", "tables", "codec"), NEEDS)
def test_the_smallest_limit_holds(run_tpch, generate, tmp_path, scale_factor, tables, codec,
                                  threads):
    args = ("-s", scale_factor, "-T", tables, "-f", "csv", "-c", codec, "-n", threads)
    limit = smallest_memory_limit(run_tpch, *args, "-o", tmp_path / "data")
    generate(tmp_path / "data", *args, "--memory-limit", f"{limit}MiB", "--json",
             tmp_path / "summary.json")
    peak = json.loads((tmp_path / "summary.json").read_text())["peak_memory_bytes"]
    assert peak <= limit * MIB


@every_codec
def test_standard_output_gets_the_files(run_tpch, compressed, codec):
    result = run_tpch("generate", "-s", "0.01", "-f", "csv", "-c", codec, "--stdout", "-T",
                      "nation,lineitem", text=False)
    assert result.returncode == 0, result.stderr
    folder = compressed("csv", codec)
    assert result.stdout == b"".join(
        (folder / f"{table}.csv{TEXT_CODECS[codec]}").read_bytes()
        for table in ("nation", "lineitem"))


@pytest.mark.parametrize("codec", ["gzip", slow("zstd"), slow("lz4")])
def test_parts_have_the_rows_of_plain_parts(generate, tmp_path, codec):
    # Some parts have no row.
    args = ("-s", "0.0005", "-f", "tbl", "-p", "7", "-T", "supplier,orders,region")
    generate(tmp_path / "plain", *args)
    generate(tmp_path / "compressed", *args, "-c", codec)
    (tmp_path / "plain" / "_tpch.json").unlink()
    names = files_below(tmp_path / "plain")
    assert len(names) == 15
    for name in names:
        path = tmp_path / "compressed" / f"{name}{TEXT_CODECS[codec]}"
        assert path.stat().st_size > 0
        assert decompressed(path) == (tmp_path / "plain" / name).read_bytes()


@every_codec
def test_estimated_sizes_are_near(generate, tmp_path, codec):
    generate(tmp_path, "-s", "0.1", "-f", "csv", "-c", codec, "-T", "lineitem",
             "--target-file-size", "4MB")
    sizes = [path.stat().st_size for path in (tmp_path / "lineitem").iterdir()]
    assert len(sizes) > 3
    assert 2.5e6 < max(sizes) < 4.5e6
