"""Parquet files have the promised schema, codec and row groups."""

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.schemas import SCHEMAS
from tests.support import TABLES, slow

pytestmark = pytest.mark.release_only

CODECS = {
    "none": "UNCOMPRESSED", "snappy": "SNAPPY", "lz4_raw": "LZ4",
    "zstd": "ZSTD", "zstd:1": "ZSTD", "zstd:22": "ZSTD",
    "gzip": "GZIP", "gzip:1": "GZIP", "gzip:9": "GZIP",
    "brotli": "BROTLI", "brotli:0": "BROTLI", "brotli:11": "BROTLI",
}


def codecs_in(path):
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(group) for group in range(metadata.num_row_groups)]
    return {group.column(column).compression
            for group in groups for column in range(group.num_columns)}


def row_group_sizes(path):
    metadata = pq.read_metadata(path)
    return [metadata.row_group(group).num_rows for group in range(metadata.num_row_groups)]


@pytest.mark.parametrize("table", TABLES)
def test_arrow_schema(whole_tables, table):
    schema = pq.read_schema(whole_tables("0.01", "parquet") / f"{table}.parquet")
    assert schema.remove_metadata().equals(SCHEMAS[table])


@pytest.mark.parametrize("table", TABLES)
def test_field_ids_count_from_1(whole_tables, table):
    schema = pq.read_schema(whole_tables("0.01", "parquet") / f"{table}.parquet")
    field_ids = [int(field.metadata[b"PARQUET:field_id"]) for field in schema]
    assert field_ids == list(range(1, len(schema) + 1))


@pytest.mark.parametrize("table", TABLES)
def test_physical_types(whole_tables, table):
    schema = pq.ParquetFile(whole_tables("0.01", "parquet") / f"{table}.parquet").schema
    physical = {"int64": "INT64", "int32": "INT32", "decimal128(15, 2)": "INT64",
                "date32[day]": "INT32", "string": "BYTE_ARRAY"}
    found = [schema.column(index).physical_type for index in range(len(schema))]
    assert found == [physical[str(field.type)] for field in SCHEMAS[table]]


@pytest.mark.parametrize("table", TABLES)
def test_no_column_is_optional(whole_tables, table):
    schema = pq.ParquetFile(whole_tables("0.01", "parquet") / f"{table}.parquet").schema
    levels = {schema.column(index).max_definition_level for index in range(len(schema))}
    assert levels == {0}


def test_snappy_is_the_default(whole_tables):
    assert codecs_in(whole_tables("0.01", "parquet") / "orders.parquet") == {"SNAPPY"}


@pytest.mark.parametrize("codec", [slow(codec) if codec == "brotli:11" else codec
                                   for codec in CODECS])
def test_codec(generate, whole_tables, tmp_path, codec):
    generate(tmp_path, "-s", "0.01", "-f", "parquet", "-T", "orders", "--compression", codec)
    path = tmp_path / "orders.parquet"
    assert codecs_in(path) == {CODECS[codec]}
    whole = whole_tables("0.01", "parquet") / "orders.parquet"
    assert pq.read_table(path).equals(pq.read_table(whole))


def test_a_higher_level_makes_a_smaller_file(generate, tmp_path):
    for level in ("1", "19"):
        generate(tmp_path / level, "-s", "0.01", "-f", "parquet", "-T", "orders",
                 "-c", f"zstd:{level}")
    sizes = [(tmp_path / level / "orders.parquet").stat().st_size for level in ("1", "19")]
    assert sizes[1] < sizes[0]


@pytest.mark.parametrize("table", ["customer", "partsupp", "lineitem"])
def test_row_groups_have_about_the_rows_asked_for(generate, whole_tables, tmp_path, table):
    asked = 20_000
    generate(tmp_path, "-s", "0.2", "-f", "parquet", "--table", table, "--row-group-rows", asked)
    sizes = row_group_sizes(tmp_path / f"{table}.parquet")
    # Row groups consist of whole units, and an order has 1 to 7 lines.
    assert len(sizes) > 1
    assert all(asked / 2 <= size <= asked * 2 for size in sizes[:-1])


@pytest.mark.parametrize("scale_factor", ["0.1", "30000"])
def test_values_do_not_depend_on_row_groups(generate, tmp_path, scale_factor):
    # Row groups determine units, which from scale factor 30000 on pass on a stream's state.
    for rows in ("1000", "70000", "1000000"):
        generate(tmp_path / rows, "-s", scale_factor, "-f", "parquet", "-T", "lineitem",
                 "--max-rows", "200000", "--row-group-rows", rows)
    small, medium, large = (pq.read_table(folder) for folder in sorted(tmp_path.iterdir()))
    assert small.equals(medium)
    assert small.equals(large)


@pytest.mark.parametrize("table", ["part", "orders", "lineitem"])
def test_row_groups_of_about_the_bytes_asked_for(generate, tmp_path, table):
    asked = 500_000
    generate(tmp_path, "-s", "0.1", "-f", "parquet", "--table", table, "--row-group-bytes", "500KB")
    metadata = pq.read_metadata(tmp_path / f"{table}.parquet")
    sizes = [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    assert len(sizes) > 1
    assert all(asked / 2 <= size <= asked * 2 for size in sizes[:-1])


@pytest.mark.parametrize(
    "table", [slow("part"), "partsupp", slow("customer"), "orders", "lineitem"])
def test_default_row_group_holds_about_a_million_rows(generate, tmp_path, table):
    generate(tmp_path, "-s", "8", "-f", "parquet", "-T", table, "--max-rows", "1100000")
    first, second = row_group_sizes(tmp_path / f"{table}.parquet")
    # Orders have 1 to 7 lines, and row groups contain whole orders.
    assert first == pytest.approx(1_048_576, rel=0.001 if table == "lineitem" else 0)
    assert first + second == 1_100_000


def test_part_without_rows_is_a_valid_file(generate, tmp_path):
    generate(tmp_path, "-s", "0.001", "-f", "parquet", "-T", "supplier", "-p", "20")
    tables = [pq.read_table(tmp_path / "supplier" / f"supplier.{part}.parquet")
              for part in range(1, 21)]
    assert [table.num_rows for table in tables] == [0] * 19 + [10]
    assert all(table.schema.remove_metadata().equals(SCHEMAS["supplier"]) for table in tables)


@pytest.mark.parametrize("max_rows", [1, 10_000])
def test_max_rows_is_the_beginning_of_the_table(generate, whole_tables, tmp_path, max_rows):
    generate(tmp_path, "-s", "0.01", "-f", "parquet", "-T", "lineitem", "--max-rows", max_rows)
    whole = pq.read_table(whole_tables("0.01", "parquet") / "lineitem.parquet")
    assert pq.read_table(tmp_path / "lineitem.parquet").equals(whole.slice(0, max_rows))


def whole_file(whole_tables, table):
    return pq.read_table(whole_tables("0.005", "parquet") / f"{table}.parquet")


# Encodings by column, and their names in a reader: numbers, decimals, dates, words and text.
COLUMN_ENCODINGS = [
    ("l_orderkey", "plain", {"PLAIN"}),
    ("l_orderkey", "byte_stream_split", {"BYTE_STREAM_SPLIT"}),
    ("l_linenumber", "byte_stream_split", {"BYTE_STREAM_SPLIT"}),
    ("l_linenumber", "plain", {"PLAIN"}),
    ("l_quantity", "delta_binary_packed", {"DELTA_BINARY_PACKED"}),
    ("l_quantity", "plain", {"PLAIN"}),
    ("l_tax", "dictionary", {"PLAIN", "RLE_DICTIONARY"}),
    ("l_shipdate", "delta_binary_packed", {"DELTA_BINARY_PACKED"}),
    ("l_shipmode", "plain", {"PLAIN"}),
    ("l_shipmode", "delta_byte_array", {"DELTA_BYTE_ARRAY"}),
    ("l_comment", "plain", {"PLAIN"}),
    ("l_comment", "delta_length_byte_array", {"DELTA_LENGTH_BYTE_ARRAY"}),
    ("l_comment", "delta_byte_array", {"DELTA_BYTE_ARRAY"}),
]


@pytest.mark.parametrize(("column", "encoding", "found"), COLUMN_ENCODINGS)
def test_column_encoding(generate, whole_tables, tmp_path, column, encoding, found):
    generate(tmp_path, "-s", "0.005", "-T", "lineitem", "--column-encoding", f"{column}={encoding}")
    path = tmp_path / "lineitem.parquet"
    metadata = pq.read_metadata(path).row_group(0)
    index = pq.read_schema(path).names.index(column)
    assert set(metadata.column(index).encodings) == found
    assert pq.read_table(path).equals(whole_file(whole_tables, "lineitem"))
    assert (metadata.column(index).statistics.to_dict() ==
            pq.read_metadata(whole_tables("0.005", "parquet") / "lineitem.parquet")
            .row_group(0).column(index).statistics.to_dict())


def test_column_compression(generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.005", "-T", "orders", "-c", "none",
             "--column-compression", "o_comment=zstd:5,o_clerk=brotli")
    path = tmp_path / "orders.parquet"
    metadata = pq.read_metadata(path).row_group(0)
    codecs = {metadata.column(index).path_in_schema: metadata.column(index).compression
              for index in range(metadata.num_columns)}
    assert codecs.pop("o_comment") == "ZSTD"
    assert codecs.pop("o_clerk") == "BROTLI"
    assert set(codecs.values()) == {"UNCOMPRESSED"}
    assert pq.read_table(path).equals(whole_file(whole_tables, "orders"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("codec", ["none", "snappy", "zstd"])
def test_data_pages_of_version_2(generate, whole_tables, tmp_path, table, codec):
    generate(tmp_path, "-s", "0.005", "-T", table, "--data-page-version", "2", "-c", codec)
    path = tmp_path / f"{table}.parquet"
    assert data_page_types(path) == {"DATA_PAGE_V2"}
    assert pq.read_table(path).equals(whole_file(whole_tables, table))
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(path)).to_arrow_table()
    assert rows.cast(SCHEMAS[table]).equals(pq.read_table(path))


def data_page_types(path):
    """Returns the types of all pages except dictionaries, as DuckDB's metadata shows them."""
    rows = duckdb.execute("SELECT encoding_stats FROM parquet_metadata(?)", [str(path)]).fetchall()
    types = {stats["page_type"] for (all_stats,) in rows for stats in all_stats}
    return types - {"DICTIONARY_PAGE"}


@pytest.mark.parametrize("table", TABLES)
def test_compatible_files_hold_nothing_new(generate, whole_tables, tmp_path, table):
    generate(tmp_path, "-s", "0.005", "-T", table, "--parquet-profile", "compatible")
    path = tmp_path / f"{table}.parquet"
    assert data_page_types(path) == {"DATA_PAGE"}
    metadata = pq.read_metadata(path).row_group(0)
    encodings = {encoding for index in range(metadata.num_columns)
                 for encoding in metadata.column(index).encodings}
    assert encodings <= {"PLAIN", "PLAIN_DICTIONARY"}
    assert pq.read_table(path).equals(whole_file(whole_tables, table))


def num_data_pages(path, column):
    rows = duckdb.execute("SELECT encoding_stats FROM parquet_metadata(?) "
                          "WHERE path_in_schema = ?", [str(path), column]).fetchall()
    return sum(stats["count"] for (all_stats,) in rows for stats in all_stats
               if stats["page_type"] != "DICTIONARY_PAGE")


def test_pages_hold_at_most_20480_rows(whole_tables):
    # A constant column, which takes almost no space; a unit ends a page too.
    path = whole_tables("0.1", "parquet") / "orders.parquet"
    units = [32_768] * 4 + [150_000 - 4 * 32_768]
    assert num_data_pages(path, "o_shippriority") == sum(-(-unit // 20_480) for unit in units)


def test_smaller_pages_are_more(generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.005", "-T", "lineitem", "--page-bytes", "16KiB")
    path = tmp_path / "lineitem.parquet"
    whole = whole_tables("0.005", "parquet") / "lineitem.parquet"
    assert num_data_pages(path, "l_comment") > 2 * num_data_pages(whole, "l_comment")
    assert pq.read_table(path).equals(whole_file(whole_tables, "lineitem"))


SHAPES = (("-c", "none"), ("-c", "snappy"), ("-c", "zstd"), ("--row-group-rows", "1000"))


@pytest.mark.parametrize(("table", "shape"), [
    ("lineitem", SHAPES[1]), *(slow("lineitem", shape) for shape in (SHAPES[0], *SHAPES[2:])),
    *(slow("partsupp", shape) for shape in SHAPES),
    ("orders", ("--bloom-filter", "o_comment")),
    ("customer", ("--parquet-profile", "compatible")),
])
def test_files_of_about_the_size_asked_for(generate, tmp_path, table, shape):
    generate(tmp_path, "-s", "0.2", "-T", f"{table},region", *shape, "--target-file-size", "1MB")
    sizes = [path.stat().st_size for path in (tmp_path / table).iterdir()]
    assert len(list((tmp_path / "region").iterdir())) == 1
    assert all(750_000 <= size <= 1_250_000 for size in sizes), sizes
