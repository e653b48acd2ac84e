"""Readers get the values of our TBL files, in the promised schema, from Arrow files and streams."""

import io

import duckdb
import pyarrow as pa
import pyarrow.ipc
import pytest

from tests.schemas import SCHEMAS, read_tbl
from tests.support import TABLES, slow

pytestmark = [pytest.mark.arrow, pytest.mark.release_only]

CODECS = ("none", "lz4", "zstd", "zstd:1", slow("zstd:22"))


def read_file(path):
    table = pa.ipc.open_file(path).read_all()
    table.validate(full=True)
    return table


def read_stream(data):
    stream = io.BytesIO(data)
    table = pa.ipc.open_stream(stream).read_all()
    assert stream.read() == b""
    table.validate(full=True)
    return table


def assert_same_columns(got, want):
    assert got.schema.names == want.schema.names
    for name in want.schema.names:
        assert got[name].equals(want[name]), name


@pytest.fixture(scope="session")
def tbl_table(whole_tables):
    return lambda table: read_tbl(whole_tables("0.01", "tbl"), table)


@pytest.fixture(scope="session")
def arrow_table(whole_tables):
    return lambda table: read_file(whole_tables("0.01", "arrow") / f"{table}.arrow")


@pytest.fixture
def stdout_of(run_tpch):
    def run(*args):
        result = run_tpch("generate", "-s", "0.01", "-f", "arrow", "--stdout", *args, text=False)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return run


@pytest.mark.parametrize("table", TABLES)
def test_pyarrow_reads_the_values_of_tbl(arrow_table, tbl_table, table):
    assert_same_columns(arrow_table(table), tbl_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_the_values_of_tbl(arrow_table, tbl_table, table):
    with duckdb.connect() as connection:
        rows = connection.from_arrow(arrow_table(table)).to_arrow_table()
    assert_same_columns(rows.cast(SCHEMAS[table]), tbl_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_streams_on_standard_output_have_the_values_of_tbl(stdout_of, tbl_table, table):
    assert_same_columns(read_stream(stdout_of("--table", table)), tbl_table(table))


@pytest.mark.parametrize("table", TABLES)
def test_schema(arrow_table, stdout_of, table):
    for read in (arrow_table(table), read_stream(stdout_of("--table", table))):
        assert read.schema.remove_metadata().equals(SCHEMAS[table])
        field_ids = [int(field.metadata[b"PARQUET:field_id"]) for field in read.schema]
        assert field_ids == list(range(1, len(read.schema) + 1))


@pytest.mark.parametrize("codec", CODECS)
def test_compression(generate, arrow_table, stdout_of, tmp_path, codec):
    generate(tmp_path, "-s", "0.01", "-f", "arrow", "-T", "orders", "-c", codec)
    assert read_file(tmp_path / "orders.arrow").equals(arrow_table("orders"))
    stream = stdout_of("--table", "orders", "-c", codec)
    assert read_stream(stream).equals(arrow_table("orders"))


@pytest.mark.slow
def test_each_codec_compresses_more_than_the_one_before(generate, tmp_path):
    sizes = []
    for codec in ("none", "lz4", "zstd:1", "zstd:19"):
        generate(tmp_path / codec, "-s", "0.01", "-f", "arrow", "-T", "lineitem", "-c", codec)
        sizes.append((tmp_path / codec / "lineitem.arrow").stat().st_size)
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_none_is_the_default(generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "arrow", "-T", "part", "-c", "none")
    default = whole_tables("0.01", "arrow") / "part.arrow"
    assert (tmp_path / "part.arrow").read_bytes() == default.read_bytes()


def test_a_stream_has_the_same_bytes_with_any_number_of_threads(stdout_of):
    one, two = (stdout_of("--table", "lineitem", "-n", threads) for threads in ("1", "2"))
    assert one == two


def test_record_batches_have_a_fixed_number_of_base_rows(whole_tables):
    folder = whole_tables("0.1", "arrow")
    sizes = {}
    for table in ("partsupp", "orders", "lineitem"):
        file = pa.ipc.open_file(folder / f"{table}.arrow")
        sizes[table] = [file.get_batch(i).num_rows for i in range(file.num_record_batches)]
    assert sizes["partsupp"] == [65_536, 80_000 - 65_536]
    # An order has 1 to 7 lines, which are in its unit.
    assert set(sizes["orders"][:-1]) == {16_384}
    assert len(sizes["lineitem"]) == len(sizes["orders"])
    assert all(60_000 < size < 70_000 for size in sizes["lineitem"][:-1])


def test_parts_together_are_the_table(generate, tbl_table, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "arrow", "-T", "orders,lineitem", "-p", "3")
    for table in ("orders", "lineitem"):
        parts = [read_file(tmp_path / table / f"{table}.{part}.arrow") for part in (1, 2, 3)]
        assert_same_columns(pa.concat_tables(parts), tbl_table(table))


def test_part_without_rows_is_a_valid_file(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "arrow", "-T", "supplier", "-p", "20")
    tables = [read_file(tmp_path / "supplier" / f"supplier.{part}.arrow") for part in range(1, 21)]
    assert [table.num_rows for table in tables] == [0] * 19 + [10]
    assert all(table.schema.remove_metadata().equals(SCHEMAS["supplier"]) for table in tables)


@pytest.mark.parametrize("max_rows", [1, 10_000])
def test_max_rows_is_the_beginning_of_the_table(generate, tbl_table, tmp_path, max_rows):
    generate(tmp_path, "-s", "0.01", "-f", "arrow", "-T", "lineitem", "--max-rows", max_rows)
    assert_same_columns(
        read_file(tmp_path / "lineitem.arrow"), tbl_table("lineitem").slice(0, max_rows))
