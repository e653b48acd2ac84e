"""tpch refresh makes refresh sets as tpch generate makes tables."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.support import TEXT_CODECS, decompressed, digests_below, files_below

PARTS = ("orders", "lineitem", "delete")
SETS = ("-s", "0.1", "--sets", "2-3")


@pytest.fixture(scope="module")
def tbl(refresh, tmp_path_factory):
    """A folder with sets 2 and 3 as TBL. Tests only read it."""
    folder = tmp_path_factory.mktemp("tbl")
    refresh(folder, *SETS, "-f", "tbl")
    return folder


def data_below(folder):
    return [name for name in files_below(folder) if not name.startswith("_tpch.")]


def manifest_of(folder, sets="2..3"):
    return json.loads((folder / f"_tpch.refresh.{sets}.json").read_text())


def name_of(part, number):
    return f"delete.{number}" if part == "delete" else f"{part}.tbl.u{number}"


def text_of(table):
    """Returns the rows of an Arrow table as TBL, in which quantities have no decimals."""
    columns = []
    for name, column in zip(table.column_names, table.columns, strict=True):
        whole = column.cast(pa.int64()) if name == "l_quantity" else column
        columns.append([str(value) for value in whole.to_pylist()])
    return "".join("|".join(row) + "|\n" for row in zip(*columns, strict=True))


def test_other_formats_have_a_folder_for_each_set(refresh, tmp_path, tbl):
    refresh(tmp_path, *SETS, "-f", "csv", "--delimiter", "|", "--no-header")
    assert data_below(tmp_path) == sorted(
        f"refresh.{number}/{part}.csv" for number in (2, 3) for part in PARTS)
    for number in (2, 3):
        keys = (tmp_path / f"refresh.{number}" / "delete.csv").read_text()
        assert keys.replace("\n", "|\n") == (tbl / f"delete.{number}").read_text()


def test_csv_has_a_header(refresh, tmp_path):
    refresh(tmp_path, "-s", "0.01", "-f", "csv", "-T", "delete")
    assert (tmp_path / "refresh.1" / "delete.csv").read_text().startswith("o_orderkey\n1\n2\n")


def test_deletes_have_options_of_their_column(refresh, tmp_path):
    refresh(tmp_path, "-s", "0.01", "-T", "delete", "--bloom-filter", "o_orderkey",
            "--column-encoding", "o_orderkey=plain")
    metadata = pq.read_metadata(tmp_path / "refresh.1" / "delete.parquet")
    column = metadata.row_group(0).column(0)
    assert column.encodings == ("PLAIN",)
    assert column.bloom_filter_offset is not None


@pytest.mark.parametrize("data_format", [
    "parquet", pytest.param("arrow", marks=pytest.mark.arrow)])
def test_formats_of_columns_hold_the_same_rows(refresh, tmp_path, tbl, data_format):
    refresh(tmp_path, *SETS, "-f", data_format)
    for number in (2, 3):
        for part in PARTS:
            path = tmp_path / f"refresh.{number}" / f"{part}.{data_format}"
            table = pq.read_table(path) if data_format == "parquet" else (
                pa.ipc.open_file(path).read_all())
            assert text_of(table) == (tbl / name_of(part, number)).read_text()
            if part == "delete":
                assert table.schema.field("o_orderkey").type == pa.int64()


@pytest.mark.parametrize("codec, suffix", TEXT_CODECS.items())
def test_compressed_tbl(refresh, tmp_path, tbl, codec, suffix):
    refresh(tmp_path, *SETS, "-f", "tbl", "-c", codec)
    assert data_below(tmp_path) == [name + suffix for name in data_below(tbl)]
    for name in data_below(tbl):
        assert decompressed(tmp_path / (name + suffix)) == (tbl / name).read_bytes()


@pytest.mark.parametrize("data_format", ["tbl", "csv", "parquet"])
def test_segments_are_numbered(refresh, tmp_path, data_format):
    refresh(tmp_path, "-s", "0.01", "-f", data_format, "--insert-segments", "2",
            "--delete-segments", "3")
    expected = {f"refresh.1/{part}.{k}.{data_format}" for part in PARTS for k in (1, 2)}
    expected.add(f"refresh.1/delete.3.{data_format}")
    if data_format == "tbl":
        expected = {f"{part}.tbl.u1.{k}" for part in PARTS[:2] for k in (1, 2)}
        expected |= {f"delete.u1.{k}" for k in (1, 2, 3)}
    assert set(data_below(tmp_path)) == expected


def test_segments_are_cut_from_the_set(refresh, tmp_path, tbl):
    refresh(tmp_path, *SETS, "-f", "tbl", "--insert-segments", "11", "--delete-segments", "4")
    for part, count in zip(PARTS, (11, 11, 4), strict=True):
        segments = [tmp_path / f"{part}{'' if part == 'delete' else '.tbl'}.u2.{k}"
                    for k in range(1, count + 1)]
        assert b"".join(path.read_bytes() for path in segments) == (
            tbl / name_of(part, 2)).read_bytes()


def test_stdout_has_the_files_one_after_another(run_tpch, tbl):
    result = run_tpch("refresh", *SETS, "-f", "tbl", "--stdout")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "".join(
        (tbl / name_of(part, number)).read_text() for number in (2, 3) for part in PARTS)


def test_bytes_do_not_depend_on_memory_and_io(refresh, tmp_path, tbl):
    refresh(tmp_path, *SETS, "-f", "tbl", "--memory-limit", "64MiB", "--io", "sync", "-n", "3")
    assert digests_below(tmp_path) == digests_below(tbl)


def test_a_set_far_away_is_as_quick_as_the_first(refresh, tmp_path):
    refresh(tmp_path, "-s", "1", "--sets", "1000000", "-f", "tbl", "-T", "orders")
    keys = [int(line.split("|")[0]) for line in
            (tmp_path / "orders.tbl.u1000000").read_text().splitlines()]
    first = 999_999 * 1500 + 1
    assert keys == [(i // 8 * 4 + 1001) * 8 + i % 8 for i in range(first, first + 1500)]


def test_manifest_tells_the_sets(refresh, tmp_path):
    summary = tmp_path / "summary.json"
    refresh(tmp_path / "data", *SETS, "--delete-segments", "2", "--json", summary)
    manifest = manifest_of(tmp_path / "data")
    assert manifest["complete"] is True
    assert manifest["tables"] == ["delete", "lineitem", "orders"]
    assert manifest["options"]["insert-segments"] == "none"
    assert manifest["options"]["delete-segments"] == "2"
    facts = ("table", "set", "part", "num_parts", "num_rows", "size_bytes", "xxh3")
    expected = json.loads(summary.read_text())["files"]
    assert len(expected) == 8
    assert sorted([file[fact] for fact in facts] for file in manifest["files"]) == sorted(
        [file[fact] for fact in facts] for file in expected)


@pytest.mark.parametrize("data_format", ["tbl", "parquet"])
def test_resume_makes_what_is_missing(refresh, run_tpch, tmp_path, data_format):
    refresh(tmp_path, *SETS, "-f", data_format)
    before = digests_below(tmp_path)
    kept, *removed = data_below(tmp_path)
    for name in removed[::2]:
        (tmp_path / name).unlink()
    time = (tmp_path / kept).stat().st_mtime_ns
    refresh(tmp_path, *SETS, "-f", data_format, "--resume")
    assert digests_below(tmp_path) == before
    assert (tmp_path / kept).stat().st_mtime_ns == time


def test_runs_of_other_sets_and_tables_share_a_directory(refresh, generate, tmp_path):
    generate(tmp_path, "-s", "0.1", "-T", "orders")
    refresh(tmp_path, "-s", "0.1", "--sets", "1", "-T", "orders")
    assert manifest_of(tmp_path, "1")["complete"] is True
    refresh(tmp_path, "-s", "0.1", "--sets", "1", "-T", "delete,lineitem")
    refresh(tmp_path, "-s", "0.1", "--sets", "2-3")
    generate(tmp_path, "-s", "0.1", "-T", "nation")
    assert data_below(tmp_path) == sorted(
        ["nation.parquet", "orders.parquet",
         *(f"refresh.{number}/{part}.parquet" for number in (1, 2, 3) for part in PARTS)])
    assert all(manifest_of(tmp_path, sets)["complete"] for sets in ("1", "2..3"))


@pytest.mark.parametrize("options, name", [
    (("-s", "0.1", "-f", "tbl"), "scale-factor"),
    (("-s", "0.01", "--insert-segments", "2", "-f", "tbl"), "insert-segments"),
])
def test_other_sets_are_not_mixed(refresh, run_tpch, tmp_path, options, name):
    refresh(tmp_path / "old", "-s", "0.01", "-f", "tbl")
    before = digests_below(tmp_path)
    result = run_tpch("refresh", *options, "--sets", "2", "-o", tmp_path / "old")
    assert result.returncode == 2
    assert f"describes other data: {name}" in result.stderr
    assert digests_below(tmp_path) == before
    refresh(tmp_path / "new", *options)
    refresh(tmp_path / "old", *options, "--overwrite")
    assert digests_below(tmp_path / "old") == digests_below(tmp_path / "new")


def test_a_database_of_another_scale_factor_is_not_mixed(refresh, run_tpch, tmp_path):
    refresh(tmp_path, "-s", "0.01", "-f", "tbl")
    for mode in ((), ("--overwrite",)):
        result = run_tpch("generate", "-s", "0.1", "-T", "orders", "-o", tmp_path, *mode)
        assert result.returncode == 2
        assert "describes other data: scale-factor 0.01 there and 0.1 here" in result.stderr


@pytest.mark.parametrize("data_format, path", [
    ("tbl", "delete.1"), ("tbl", "lineitem.tbl.u7"), ("csv", "refresh.1/orders.csv"),
    ("csv", "refresh.1")])
def test_the_summary_replaces_no_data(refresh, run_tpch, tmp_path, data_format, path):
    refresh(tmp_path, "-s", "0.01", "-f", data_format)
    before = digests_below(tmp_path)
    result = run_tpch("refresh", "-s", "0.01", "-f", data_format, "-o", tmp_path, "--overwrite",
                      "--json", tmp_path / path)
    assert result.returncode == 2
    assert result.stderr.startswith("tpch: error: --json: ")
    assert digests_below(tmp_path) == before


def test_existing_files_are_an_error(refresh, run_tpch, tmp_path):
    refresh(tmp_path, "-s", "0.01")
    result = run_tpch("refresh", "-s", "0.01", "-o", tmp_path)
    assert result.returncode == 2
    assert "refresh.1/orders.parquet' exist already" in result.stderr


@pytest.mark.parametrize("options, expected", [
    (("--sets", "0"), "--sets: '0' is out of range; use a whole number from 1 to 1000000"),
    (("--sets", "-3"), "--sets: '-3' is out of range"),
    (("--sets", "0-2"), "--sets: '0' is out of range"),
    (("--sets", "3-1"), "--sets: '3-1' ends before it begins; use 1-3"),
    (("--sets", "1000001"), "--sets: '1000001' is out of range"),
    (("--sets", "x"), "--sets: 'x' is not a whole number"),
    (("--sets", "1-"), "--sets: '' is not a whole number"),
    (("--insert-segments", "0"), "--insert-segments: '0' is out of range"),
    (("--delete-segments", "two"), "--delete-segments: 'two' is not a whole number"),
    (("-T", "part"), "--tables: 'part' is not a table; use all, orders, lineitem, delete"),
    (("-T", "c"), "--tables: 'c' is not a table"),
    (("-s", "0.001"), "--scale-factor: at 0.001 a refresh set has no rows (dbgen makes an empty "
     "file of deletes); use at least 0.007"),
    (("-s", "0.1", "--sets", "1-1000000"), "--sets: they make more than 1000000 files"),
    (("--bloom-filter", "p_partkey"), "--bloom-filter: 'p_partkey' is a column of part, which is "
     "not made; leave the column out"),
    (("-f", "parquet", "--stdout"), "--stdout: one stream holds one table"),
    (("-f", "parquet", "--stdout", "-T", "delete", "--sets", "1-2"),
     "--stdout: one stream holds one set in one segment"),
])
def test_bad_input_makes_nothing(run_tpch, tmp_path, options, expected):
    result = run_tpch("refresh", *options, cwd=tmp_path)
    assert result.returncode == 2
    assert expected in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert files_below(tmp_path) == []
