"""Parts are dbgen's chunks, and below scale factor 30000 they concatenate to the whole table."""

import pytest

from tests.support import SCALED_TABLES, TABLES, files_below, fingerprint, golden

CHUNKS = golden("chunks_md5")["chunks"]
PARTS7 = golden("parts7_sf1_md5")


def part_bytes(folder, table, num_parts, extension):
    paths = [folder / table / f"{table}.{part}.{extension}" for part in range(1, num_parts + 1)]
    return [path.read_bytes() for path in paths]


@pytest.mark.parametrize("chunk", CHUNKS, ids=lambda chunk: f"sf{chunk['sf']}-{chunk['step']}")
def test_part_of_a_large_scale_factor_equals_dbgen_chunk(generate, tmp_path, chunk):
    generate(tmp_path, "-s", chunk["sf"], "-f", "tbl", "-T", ",".join(SCALED_TABLES),
             "-p", chunk["chunks"], "--part", chunk["step"])
    made = {table: fingerprint(tmp_path / table / f"{table}.{chunk['step']}.tbl")
            for table in SCALED_TABLES}
    assert made == chunk["tables"]


@pytest.mark.parametrize("chunk", CHUNKS[-2:], ids=lambda chunk: f"sf{chunk['sf']}-{chunk['step']}")
@pytest.mark.parametrize("table", ["orders", "lineitem"])
def test_part_is_the_same_when_its_table_is_made_alone(generate, tmp_path, chunk, table):
    generate(tmp_path, "-s", chunk["sf"], "-f", "tbl", "--table", table,
             "-p", chunk["chunks"], "--part", chunk["step"])
    made = fingerprint(tmp_path / table / f"{table}.{chunk['step']}.tbl")
    assert made == chunk["tables"][table]


@pytest.mark.parametrize("table", SCALED_TABLES)
def test_whole_table_of_a_large_scale_factor_begins_like_its_first_chunk(
        generate, tmp_path, table):
    first = next(chunk for chunk in CHUNKS if chunk["step"] == 1)["tables"][table]
    generate(tmp_path, "-s", "30000", "-f", "tbl", "--table", table, "--max-rows", first["rows"])
    assert fingerprint(tmp_path / f"{table}.tbl") == first


@pytest.mark.slow
def test_seven_parts_equal_dbgen_chunks(generate, tmp_path):
    generate(tmp_path, "-s", "1", "-f", "tbl", "-T", "orders,lineitem", "-p", "7")
    for table in ("orders", "lineitem"):
        made = [fingerprint(tmp_path / table / f"{table}.{part}.tbl") for part in range(1, 8)]
        assert made == PARTS7[table]


@pytest.mark.parametrize("num_parts", [1, 3, 7])
@pytest.mark.parametrize("table", SCALED_TABLES)
def test_parts_concatenate_to_the_whole(generate, whole_tables, tmp_path, table, num_parts):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--table", table, "-p", num_parts)
    whole = (whole_tables("0.01", "tbl") / f"{table}.tbl").read_bytes()
    assert b"".join(part_bytes(tmp_path, table, num_parts, "tbl")) == whole


def test_every_csv_part_has_a_header(generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "csv", "-T", "supplier", "-p", "3")
    header, rows = (whole_tables("0.01", "csv") / "supplier.csv").read_bytes().split(b"\n", 1)
    parts = [part.split(b"\n", 1) for part in part_bytes(tmp_path, "supplier", 3, "csv")]
    assert [part[0] for part in parts] == [header] * 3
    assert b"".join(part[1] for part in parts) == rows


def test_selected_parts_are_those_of_the_full_run(generate, tmp_path):
    generate(tmp_path / "all", "-s", "0.01", "-f", "tbl", "-p", "5")
    generate(tmp_path / "some", "-s", "0.01", "-f", "tbl", "-p", "5", "--part", "2,4")
    for table in SCALED_TABLES:
        for part in (2, 4):
            name = f"{table}/{table}.{part}.tbl"
            assert (tmp_path / "some" / name).read_bytes() == (tmp_path / "all" / name).read_bytes()
        assert not (tmp_path / "some" / table / f"{table}.1.tbl").exists()


def test_fixed_tables_are_made_once_with_part_1(generate, tmp_path):
    generate(tmp_path / "first", "-s", "0.01", "-f", "tbl", "-p", "3", "--part", "1")
    generate(tmp_path / "second", "-s", "0.01", "-f", "tbl", "-p", "3", "--part", "2")
    expected = sorted(f"{table}/{table}.1.tbl" for table in TABLES)
    assert [name for name in files_below(tmp_path / "first") if name.endswith(".tbl")] == expected
    assert not (tmp_path / "second" / "nation").exists()
    assert not (tmp_path / "second" / "region").exists()


def test_last_part_takes_the_remaining_rows(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-T", "supplier", "-p", "7")
    rows = [part.count(b"\n") for part in part_bytes(tmp_path, "supplier", 7, "tbl")]
    assert rows == [1, 1, 1, 1, 1, 1, 4]


def test_tbl_part_without_rows_is_an_empty_file(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-T", "supplier", "-p", "20")
    rows = [part.count(b"\n") for part in part_bytes(tmp_path, "supplier", 20, "tbl")]
    assert rows == [0] * 19 + [10]


def test_csv_part_without_rows_is_a_header(generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "csv", "-T", "supplier", "-p", "20")
    header = (whole_tables("0.01", "csv") / "supplier.csv").read_bytes().split(b"\n", 1)[0]
    assert part_bytes(tmp_path, "supplier", 20, "csv")[:19] == [header + b"\n"] * 19
