"""Every wrong field of a Parquet footer is reported, and no correct one."""

import decimal
import struct

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.verify.parquet_footer import (
    CLERK,
    COMMENT,
    CUSTOMER,
    DATE,
    DELETED,
    KEY,
    PRICE,
    SHIPPING,
    STATUS,
    Footer,
    edited,
)
from tests.verify.table_files import arrow_table

pytestmark = pytest.mark.arrow

NO_STATISTICS = {"min": DELETED, "max": DELETED, "min_value": DELETED, "max_value": DELETED}


def i64(value):
    return struct.pack("<q", value)


def i32(value):
    return struct.pack("<i", value)


def chunk(column, **fields):
    """Names fields of a column's metadata; `a__b` is field `b` of `a`."""
    return {f"row_groups.0.columns.{column}.meta_data.{name.replace('__', '.')}": value
            for name, value in fields.items()}


def statistics(column, **fields):
    """Statistics with only these fields, and those that are not bounds."""
    return chunk(column, **{f"statistics__{name}": value
                            for name, value in (NO_STATISTICS | fields).items()})


def group(**fields):
    return {f"row_groups.0.{name}": value for name, value in fields.items()}


def column_index(column, **fields):
    return {f"index.0.{column}.column_index.{name}": value for name, value in fields.items()}


def first_rows(column, rows):
    return {f"index.0.{column}.offset_index.page_locations.{page}.first_row_index": row
            for page, row in enumerate(rows)}


BOUNDS = {
    "only a false min": (statistics(COMMENT, min_value=b"b"), "o_comment: min_value is above"),
    "only a false max": (statistics(COMMENT, max_value=b"b"), "o_comment: max_value is below"),
    "only a false min of numbers": (statistics(KEY, min_value=i64(2)), "o_orderkey: min_value"),
    "deprecated min": (statistics(PRICE, min=i64(100_000_000)), "o_totalprice: min is above"),
    "deprecated max": (statistics(PRICE, max=i64(10)), "o_totalprice: max is below"),
    "deprecated max of text": (statistics(COMMENT, max=b"b"), "o_comment: max is below"),
    "deprecated min by signed bytes": (statistics(COMMENT, max=b"\xff"), "o_comment: max is below"),
    "low max of dates": (statistics(DATE, max_value=i32(9000)), "o_orderdate: max_value is below"),
    "a max that is too great": (statistics(KEY, max_value=i64(6001)),
                                "o_orderkey: max_value is not"),
    "a text that is not exact": (statistics(STATUS, min_value=b"A", is_min_value_exact=True),
                                 "o_orderstatus: min_value is not the least value"),
    "both kinds": (statistics(KEY, min=i64(0), min_value=i64(1)), "min contradicts min_value"),
    "short bound": (statistics(KEY, min_value=b"\1\0\0"), "min_value has 3 bytes, not 8"),
    "long bound": (statistics(SHIPPING, max_value=bytes(8)), "max_value has 8 bytes, not 4"),
    "empty bound": (statistics(DATE, max_value=b""), "max_value has 0 bytes, not 4"),
    "nulls": (chunk(KEY, statistics__null_count=3), "o_orderkey: null_count is 3"),
    "negative nulls": (chunk(KEY, statistics__null_count=-1), "null_count is -1"),
    "distinct values": (chunk(STATUS, statistics__distinct_count=2), "distinct_count is not 2"),
    "too many distinct values": (chunk(CLERK, statistics__distinct_count=5000), "distinct_count"),
    "distinct numbers": (chunk(CUSTOMER, statistics__distinct_count=1499), "distinct_count"),
    "numbers that are NaN": (chunk(KEY, statistics__nan_count=1), "nan_count is 1"),
    "bytes of texts": (chunk(COMMENT, size_statistics__unencoded_byte_array_data_bytes=5),
                       "unencoded_byte_array_data_bytes is 5"),
    "levels": (chunk(KEY, size_statistics__repetition_level_histogram=[7]), "histograms"),
}


@pytest.mark.parametrize("changes, words", BOUNDS.values(), ids=BOUNDS)
def test_false_statistics(claims_of, own_file, changes, words):
    assert any("row group 0: " in line and words in line for line in claims_of(own_file, changes))


COUNTS = {
    "rows of the file": ({"num_rows": 1499}, "num_rows of the file is 1499"),
    "negative rows of the file": ({"num_rows": -5}, "num_rows of the file is -5"),
    "many rows of the file": ({"num_rows": 2**63 - 1}, f"num_rows of the file is {2**63 - 1}"),
    "fewer values": (chunk(CLERK, num_values=1499), "o_clerk: num_values is 1499"),
    "negative values": (chunk(CLERK, num_values=-1), "o_clerk: num_values is -1"),
    "many values": (chunk(CLERK, num_values=2**63 - 1), "o_clerk: num_values"),
    "bytes of the row group": (group(total_byte_size=5), "total_byte_size is 5"),
    "packed bytes of the row group": (group(total_compressed_size=-1),
                                      "total_compressed_size is -1"),
    "begin of the row group": (group(file_offset=5), "file_offset is 5"),
    "number of the row group": (group(ordinal=1), "ordinal is 1"),
    "sorting column": (group(**{"sorting_columns.0.column_idx": 12345}), "names column 12345"),
    "negative sorting column": (group(**{"sorting_columns.0.column_idx": -1}), "names column -1"),
    "another sorting column": (group(**{"sorting_columns.0.column_idx": CLERK}), "not sorted"),
    "descending": (group(**{"sorting_columns.0.descending": True}), "not sorted"),
    "another file": ({"row_groups.0.columns.2.file_path": b"a.parquet"}, "in another file"),
    "place of the chunk": ({"row_groups.0.columns.2.file_offset": 2**63 - 1}, "file_offset is"),
    "path": (chunk(CLERK, path_in_schema=[b"o_comment"]), "path_in_schema is 'o_comment'"),
    "encoding": (chunk(KEY, encoding_stats=[{"page_type": 0, "encoding": 8, "count": 1}]),
                 "encoding 8 is in encoding_stats and not in encodings"),
    "index page": (chunk(KEY, index_page_offset=4), "index_page_offset is 4"),
    "size": (chunk(KEY, total_compressed_size=2**63 - 1), "its pages cannot be"),
    "negative size": (chunk(KEY, total_uncompressed_size=-1), "total_uncompressed_size is -1"),
    "version": ({"version": 7}, "version is 7"),
    "order of a column": ({"column_orders.0": {}},
                          "o_orderkey: no column of its type has the order"),
    "order of floats": ({"column_orders.0": {"IEEE_754_TOTAL_ORDER": {}}}, "has the order 2"),
    "a key twice": ({"key_value_metadata": [{"key": b"a", "value": b"1"}] * 2}, "has 'a' twice"),
}


@pytest.mark.parametrize("changes, words", COUNTS.values(), ids=COUNTS)
def test_false_counts_and_places(verify, own_file, tmp_path, changes, words):
    path = edited(own_file, tmp_path / "orders.parquet", changes)
    status, report = verify(path, "-s", "0.001")
    found = report["tables"][6]
    assert status in (1, 3)
    if found["verdict"] == "different":  # else parquet-cpp or a check of pages fails
        assert any(words in line for line in found["untrue_claims"])


REFUSED = {
    "two columns of a name": {"schema.2.name": b"o_orderkey"},
    "type": chunk(KEY, type=1),
    "codec": chunk(KEY, codec=77),
    "levels of nulls": chunk(KEY, size_statistics__definition_level_histogram=[7, 1493]),
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_what_only_some_readers_refuse(verify, own_file, tmp_path, changes):
    path = edited(own_file, tmp_path / "orders.parquet", changes)
    status, report = verify(path, "-s", "0.001")
    assert status in (1, 3)
    assert report["tables"][6]["verdict"] in ("different", "unreadable")


UNREADABLE = {
    "encryption": ({"encryption_algorithm": {"AES_GCM_V1": {}}}, "it is encrypted"),
    "signature": ({"footer_signing_key_metadata": b"key"}, "it is encrypted"),
    "encrypted column": ({"row_groups.0.columns.1.crypto_metadata":
                          {"ENCRYPTION_WITH_FOOTER_KEY": {}}}, "encrypted column"),
    "negative rows": (group(num_rows=-5), "row group 0 cannot have -5 rows"),
    "fewer columns": ({"row_groups.0.columns.8": DELETED}, "row group 0 has 8 columns"),
    "fewer fields": ({"schema.0.num_children": 8}, "elements that belong to no group"),
    "more fields": ({"schema.0.num_children": 10}, "less than the 10 fields"),
    "repetition": ({"schema.1.repetition_type": 3}, "repetition type"),
    "type and fields": ({"schema.1.num_children": 1}, "has a type and fields"),
    "no metadata": ({"row_groups.0.columns.1.meta_data": DELETED}, "lacks a field"),
    "no count": (chunk(KEY, num_values=DELETED), "lacks a field"),
    "place of the index": ({"row_groups.0.columns.0.offset_index_offset": 2**62}, "offset index"),
    "no length of the index": ({"row_groups.0.columns.0.column_index_length": DELETED},
                               "column index has no length"),
    "index elsewhere": ({"row_groups.0.columns.0.column_index_offset": 0},
                        "column index at byte 0"),
    "a writer that is no text": ({"created_by": b"\xff"}, "not UTF-8"),
    "a name that is no text": ({"schema.0.name": b"\xf3a"}, "not UTF-8"),
    "a key that is no text": ({"key_value_metadata": [{"key": b"\xf3"}]}, "not UTF-8"),
    "a key's value that is no text": ({"key_value_metadata": [{"key": b"a", "value": b"\xff"}]},
                                      "not UTF-8"),
    "a path that is no text": (chunk(KEY, path_in_schema=[b"\xe9"]), "not UTF-8"),
    "an encoding that is unknown": (chunk(KEY, encodings=lambda old: [*old, 77]),
                                    "encoding that is unknown, 77"),
    "an encoding that was never used": (chunk(KEY, encodings=lambda old: [*old, 1]),
                                        "encoding that is unknown, 1"),
    "an encoding of pages that is unknown": (
        {"row_groups.0.columns.0.meta_data.encoding_stats.0.encoding": -3},
        "encoding that is unknown, -3"),
    "a type of pages that is unknown": (
        {"row_groups.0.columns.0.meta_data.encoding_stats.0.page_type": 7},
        "type of pages that is unknown, 7"),
    "no order of pages": (column_index(KEY, boundary_order=DELETED), "column index at byte"),
    "no null pages": (column_index(KEY, null_pages=DELETED), "lacks a field"),
    "no bounds of pages": (column_index(KEY, max_values=DELETED), "lacks a field"),
    "no pages": ({f"index.0.{KEY}.offset_index.page_locations": DELETED}, "lacks a field"),
    "no first row": (first_rows(KEY, [DELETED]), "lacks a field"),
}


@pytest.mark.parametrize("changes, words", UNREADABLE.values(), ids=UNREADABLE)
def test_what_readers_refuse(claims_of, own_file, changes, words):
    [error] = claims_of(own_file, changes, "unreadable")
    assert words in error


def test_a_field_twice(verify, own_file, tmp_path):
    """Readers differ in which of the two they use."""
    path = tmp_path / "orders.parquet"
    footer = Footer(own_file)
    footer.save(path)
    data = path.read_bytes()
    # The end of the structure, preceded by num_rows again: field 3, an i64.
    size = int.from_bytes(data[-8:-4], "little") + 3
    path.write_bytes(data[:-9] + b"\x06\x06\x00\x00" + size.to_bytes(4, "little") + b"PAR1")
    status, report = verify(path, "-s", "0.001")
    assert status == 1
    assert "has a field twice" in report["tables"][6]["error"]


INDEXES = {
    "bounds of a page": (column_index(KEY, **{"min_values.2": i64(10**6)}),
                         "page from row 201 on: min_value is above the least value"),
    "greatest of a page": (column_index(COMMENT, **{"max_values.0": b"a"}),
                           "page from row 1 on: max_value is below the greatest value"),
    "size of a bound": (column_index(KEY, **{"min_values.2": b"\1"}),
                        "min_values of page 2 has 1 bytes, not 8"),
    "null pages": (column_index(CLERK, null_pages=[True] * 15), "claimed to be null"),
    "one null page": (column_index(KEY, **{"null_pages.3": True, "min_values.3": b"",
                                           "max_values.3": b""}), "null_pages says"),
    "nulls": (column_index(KEY, **{"null_counts.1": 4}), "o_orderkey"),
    "order": (column_index(KEY, boundary_order=2), "not in the order"),
    "order of texts": (column_index(COMMENT, boundary_order=1), "not in the order"),
    "unknown order": (column_index(KEY, boundary_order=9), "boundary_order 9 is unknown"),
    "fewer null pages": (column_index(KEY, null_pages=[False]), "not one element a page"),
    "fewer nulls": (column_index(KEY, null_counts=[0]), "not one element a page"),
    "more bounds": (column_index(KEY, min_values=[i64(1)] * 99), "not one element a page"),
    "levels": (column_index(KEY, definition_level_histograms=[0, 1]), "not one element a page"),
    "other levels": (column_index(KEY, **{"definition_level_histograms.0": 1}), "histograms"),
    "numbers that are NaN": (column_index(KEY, nan_counts=[0, 1] + [0] * 13), "nan_counts"),
    "no offset index": ({f"row_groups.0.columns.{KEY}.offset_index_{name}": DELETED
                         for name in ("offset", "length")}, "no offset index"),
    "negative first row": (first_rows(KEY, [0, -1]), "first_row_index"),
    "least first row": (first_rows(KEY, [-(2**63)]), "first_row_index"),
    "descending first rows": (first_rows(KEY, [0, 200, 100]), "first_row_index"),
    "late first row": (first_rows(KEY, [1]), "first_row_index"),
    "first row beyond the end": ({f"index.0.{KEY}.offset_index.page_locations.14.first_row_index":
                                  2**63 - 1}, "first_row_index"),
    "first rows of other pages": (first_rows(KEY, [0, 150]), "page index of o_orderkey"),
    "places": ({f"index.0.{KEY}.offset_index.page_locations.1.offset": 2**63 - 1}, "offset index"),
    "sizes": ({f"index.0.{KEY}.offset_index.page_locations.1.compressed_page_size": -5},
              "offset index"),
    "bytes of texts": ({f"index.0.{COMMENT}.offset_index.unencoded_byte_array_data_bytes.0": 1},
                       "unencoded_byte_array_data_bytes is 1"),
    "fewer bytes of texts": ({f"index.0.{COMMENT}.offset_index.unencoded_byte_array_data_bytes":
                              [1]}, "unencoded_byte_array_data_bytes"),
}


@pytest.mark.parametrize("changes, words", INDEXES.values(), ids=INDEXES)
def test_false_page_indexes(verify, many_pages, tmp_path, changes, words):
    path = edited(many_pages, tmp_path / "orders.parquet", changes)
    status, report = verify(path, "-s", "0.001")
    found = report["tables"][6]
    assert status in (1, 3)
    # Checks of pages may reject an index first.
    lines = found["untrue_claims"] if status == 3 else [found["error"]]
    assert any(words in line for line in lines)


# Bounds of other types: how a value is written, and a value of the column that is not its least.
OTHER_TYPES = {
    "timestamp": (DATE, pa.timestamp("us"), lambda day: i64(day * 86_400_000_000 + 1)),
    "timestamp of nanoseconds": (DATE, pa.timestamp("ns"),
                                 lambda day: i64(day * 86_400 * 10**9 + 1)),
    "date as text": (DATE, pa.string(), lambda day: b"1998"),
    "key as text": (KEY, pa.string(), lambda key: b"11"),
    "unsigned": (CUSTOMER, pa.uint32(), lambda key: i32(key + 1)),
    "unsigned and large": (CUSTOMER, pa.uint64(), lambda key: i64(-1)),
    "short": (SHIPPING, pa.int8(), lambda value: i32(1)),
    "double": (PRICE, pa.float64(), lambda cents: struct.pack("<d", cents / 100 + 1e-9)),
    "double, not a number": (PRICE, pa.float64(), lambda cents: struct.pack("<d", float("nan"))),
    "float": (CUSTOMER, pa.float32(), lambda key: struct.pack("<f", key + 0.5)),
    "decimal of 16 bytes": (PRICE, pa.decimal128(38, 4),
                            lambda cents: (cents * 100 + 1).to_bytes(16, "big", signed=True)),
    "decimal of many bytes": (PRICE, pa.decimal256(50, 2),
                              lambda cents: (2**160).to_bytes(21, "big", signed=True)),
    "decimal of the wrong size": (PRICE, pa.decimal128(38, 2), lambda cents: b"\0"),
}


def least(data, column):
    """Returns the least value as a number: days, hundredths or an integer."""
    value = min(data.column(column).to_pylist())
    if isinstance(value, decimal.Decimal):
        return int(value.scaleb(2))
    return (value.toordinal() - 719163) if hasattr(value, "toordinal") else int(value)


@pytest.mark.parametrize("column, kind, lie", OTHER_TYPES.values(), ids=OTHER_TYPES)
def test_bounds_of_other_types(verify, reference_rows, tmp_path, column, kind, lie):
    usual = arrow_table("orders", reference_rows("orders"))
    name = usual.column_names[column]
    path = tmp_path / "orders.parquet"
    data = arrow_table("orders", reference_rows("orders"), types={name: kind})
    pq.write_table(data, path, version="2.6", write_page_index=True, data_page_size=1000,
                   write_batch_size=100)
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]
    value = lie(least(usual, column))
    for changes in (statistics(column, min_value=value), statistics(column, min=value),
                    column_index(column, min_values=lambda values: [value] * len(values))):
        edited(path, tmp_path / "lie" / "orders.parquet", changes)
        status, report = verify(tmp_path / "lie" / "orders.parquet", "-s", "0.001")
        assert status == 3, changes
        assert any(name in line for line in report["tables"][6]["untrue_claims"])


@pytest.mark.parametrize("kind, is_true", [(0, True), (1, False)])
def test_bounds_of_timestamps_of_96_bits(verify, reference_rows, tmp_path, kind, is_true):
    """Few writers write them: the day, the more significant part, follows the time."""
    types = {"o_orderdate": pa.timestamp("ns")}
    data = arrow_table("orders", reference_rows("orders"), types=types)
    source = tmp_path / "orders.parquet"
    pq.write_table(data, source, use_deprecated_int96_timestamps=True)
    days = [(value.toordinal() - 719163) for value in data["o_orderdate"].to_pylist()]
    low, high = (struct.pack("<qi", kind, day + 2_440_588) for day in (min(days), max(days)))
    edited(source, source, statistics(DATE, min_value=low, max_value=high))
    status, report = verify(source, "-s", "0.001")
    assert (status == 0) == is_true, report["tables"][6]


TRUE_CHANGES = {
    "nothing": {},
    "only a min": statistics(COMMENT, min_value=b" ", is_min_value_exact=DELETED),
    "a shortened max": statistics(COMMENT, max_value=b"~", is_max_value_exact=False),
    "numbers that are not exact": statistics(KEY, max_value=i64(10**6), is_max_value_exact=False),
    "no statistics": chunk(KEY, statistics=DELETED),
    "true deprecated bounds": statistics(SHIPPING, min=bytes(4), max=bytes(4)),
    "distinct values": chunk(STATUS, statistics__distinct_count=3),
    "no column orders": {"column_orders": DELETED},
    "version 2": {"version": 2},
    "no logical types": {f"schema.{i}.logicalType": DELETED for i in range(1, 10)},
    "no field ids": {f"schema.{i}.field_id": DELETED for i in range(1, 10)},
    "no sorting columns": group(sorting_columns=DELETED),
    "no places of row groups": group(file_offset=DELETED, total_compressed_size=DELETED,
                                     ordinal=DELETED),
    "no encoding statistics": chunk(KEY, encoding_stats=DELETED),
    "empty path": {"row_groups.0.columns.2.file_path": b""},
    "bytes of texts": chunk(STATUS, size_statistics__unencoded_byte_array_data_bytes=1500),
    "levels": chunk(KEY, size_statistics__definition_level_histogram=[1500]),
    "other keys": {"key_value_metadata": [{"key": b"a", "value": b"1"}, {"key": b"b"}]},
    "loose bounds of pages": column_index(KEY, **{"min_values.0": i64(-5)}),
}


@pytest.mark.parametrize("changes", TRUE_CHANGES.values(), ids=TRUE_CHANGES)
def test_true_footers(verify, own_file, tmp_path, changes):
    path = edited(own_file, tmp_path / "orders.parquet", changes)
    status, report = verify(path, "-s", "0.001")
    assert (status, report["tables"][6]["verdict"]) == (0, "equal"), report["tables"][6]


WRITER_OPTIONS = {
    "version 1.0": {"version": "1.0"},
    "version 2.4": {"version": "2.4"},
    "pages of version 2": {"data_page_version": "2.0", "write_page_index": True},
    "no statistics": {"write_statistics": False},
    "no dictionaries": {"use_dictionary": False, "write_page_index": True},
    "no schema of Arrow's": {"store_schema": False},
    "small row groups and pages": {"row_group_size": 400, "data_page_size": 500,
                                   "write_batch_size": 50, "write_page_index": True},
    "decimals as integers": {"store_decimal_as_integer": True, "write_page_index": True},
    "checksums": {"write_page_checksum": True},
}


@pytest.mark.parametrize("options", WRITER_OPTIONS.values(), ids=WRITER_OPTIONS)
def test_files_of_pyarrow(verify, reference_rows, tmp_path, options):
    path = tmp_path / "orders.parquet"
    pq.write_table(arrow_table("orders", reference_rows("orders")), path, **options)
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]


@pytest.mark.parametrize("options", ["", ", row_group_size 2048, codec zstd",
                                     ", parquet_version v2, write_bloom_filter true"])
def test_files_of_duckdb(verify, own_file, tmp_path, options):
    path = tmp_path / "orders.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM '{own_file}') TO '{path}' (FORMAT parquet{options})")
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]


def test_a_place_of_a_chunk_that_no_reader_uses(verify, own_file, tmp_path):
    """Polars writes the first data page's offset and the size of all pages, including the
    dictionary.
    """
    metadata = Footer(own_file).get(f"row_groups.0.columns.{COMMENT}.meta_data")
    place = metadata["data_page_offset"] + metadata["total_compressed_size"]
    path = edited(own_file, tmp_path / "orders.parquet",
                  {f"row_groups.0.columns.{COMMENT}.file_offset": place})
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]


def test_a_false_claim_in_a_row_group_without_rows(verify, reference_rows, tmp_path):
    path = tmp_path / "orders.parquet"
    data = arrow_table("orders", reference_rows("orders"))
    with pq.ParquetWriter(path, data.schema) as writer:
        writer.write_table(data)
        writer.write_table(data.slice(0, 0))
    status, report = verify(path, "-s", "0.001")
    assert status == 0, report["tables"][6]
    if pq.read_metadata(path).num_row_groups == 2:
        edited(path, path, {"row_groups.1.columns.0.meta_data.num_values": 7})
        status, report = verify(path, "-s", "0.001")
        assert status == 3
