"""Metadata of a Parquet file's pages: wrong offsets, counts, checksums, filters, codes."""

import struct

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.verify.parquet_footer import (
    CLERK,
    COMMENT,
    DATE,
    KEY,
    PRICE,
    STATUS,
    Footer,
    Reader,
    edited,
    write_structure,
)
from tests.verify.table_files import arrow_table

pytestmark = pytest.mark.arrow

# Numbers of fields of PageHeader and its members.
UNCOMPRESSED, COMPRESSED, CRC, DATA, DICTIONARY, DATA_V2 = 2, 3, 4, 5, 7, 8


@pytest.fixture(scope="session")
def write_orders(reference_rows):
    """Writes orders with many pages in each column, and returns the path."""

    def write(path, table=None, **options):
        settings = {"compression": "none", "data_page_size": 2048, "write_batch_size": 64,
                    "write_page_index": True, "write_page_checksum": False}
        pq.write_table(table or arrow_table("orders", reference_rows("orders")), path,
                       **(settings | options))
        return path

    return write


@pytest.fixture
def verdict(verify):
    """Returns the verdict on a file of orders, and the report's details as one text."""

    def run(path):
        status, report = verify(path, "-s", "0.001", "--table", "orders")
        found = report["tables"][6]
        assert status == {"equal": 0, "equivalent": 0, "unreadable": 1, "different": 3}[
            found["verdict"]], report
        return found["verdict"], " ".join([found.get("error", ""), *found.get("untrue_claims", [])])

    return run


class Pages:
    """The pages of one column chunk: their headers as trees, and the bytes after the headers."""

    def __init__(self, path, column):
        self.footer = Footer(path)
        chunk = self.footer.get(f"row_groups.0.columns.{column}.meta_data")
        begin = min(chunk.get("dictionary_page_offset", chunk["data_page_offset"]),
                    chunk["data_page_offset"])
        self.begin, self.end = begin, begin + chunk["total_compressed_size"]
        self.headers, self.bodies = [], []
        while begin < self.end:
            reader = Reader(self.footer.pages, begin)
            self.headers.append(reader.structure())
            begin = reader.position + self.headers[-1][COMPRESSED][1]
            self.bodies.append(bytearray(self.footer.pages[reader.position : begin]))

    def save(self, path):
        """Writes the file with these pages, which must have the same total size as before."""
        written = b"".join(write_structure(header) + body
                           for header, body in zip(self.headers, self.bodies))
        assert len(written) == self.end - self.begin
        pages = self.footer.pages
        self.footer.pages = pages[: self.begin] + written + pages[self.end :]
        self.footer.save(path)
        return path


def change_field(header, struct_id, field_id, change):
    kind, value = header[struct_id][1][field_id]
    header[struct_id][1][field_id] = (kind, change(value))


@pytest.mark.parametrize("options", [
    {}, {"data_page_version": "2.0"}, {"use_dictionary": False}, {"write_page_checksum": True},
    {"compression": "zstd", "data_page_version": "2.0", "write_page_checksum": True},
    {"dictionary_pagesize_limit": 500}, {"dictionary_pagesize_limit": 500,
                                         "data_page_version": "2.0"},
    {"use_dictionary": False, "column_encoding": {
        name: "DELTA_LENGTH_BYTE_ARRAY"
        for name in ("o_orderstatus", "o_orderpriority", "o_clerk", "o_comment")}},
    {"use_dictionary": False, "column_encoding": {
        name: "DELTA_BYTE_ARRAY"
        for name in ("o_orderstatus", "o_orderpriority", "o_clerk", "o_comment")}},
])
def test_true_pages_of_another_writer(verdict, write_orders, tmp_path, options):
    verdict_of_file, said = verdict(write_orders(tmp_path / "orders.parquet", **options))
    assert verdict_of_file in ("equal", "equivalent"), said


@pytest.mark.parametrize("field, change", [
    ("offset", lambda value: value + 5), ("offset", lambda value: -value),
    ("compressed_page_size", lambda value: value - 1), ("first_row_index", lambda value: value + 1),
])
@pytest.mark.parametrize("column", [KEY, CLERK, COMMENT])
def test_false_places_of_a_page(verdict, write_orders, tmp_path, field, change, column):
    path = write_orders(tmp_path / "orders.parquet")
    edited(path, path, {f"index.0.{column}.offset_index.page_locations.1.{field}": change})
    assert verdict(path)[0] == "different"


def test_pages_that_changed_places_in_the_index(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet")
    edited(path, path, {f"index.0.{KEY}.offset_index.page_locations":
                        lambda pages: [pages[1], pages[0], *pages[2:]]})
    assert verdict(path)[0] == "different"


def test_a_page_less_in_the_index(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet")
    edited(path, path, {f"index.0.{KEY}.offset_index.page_locations": lambda pages: pages[:-1]})
    assert verdict(path)[0] == "different"


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("page", [0, 1])
def test_a_wrong_checksum(verdict, write_orders, tmp_path, version, page):
    path = write_orders(tmp_path / "orders.parquet", write_page_checksum=True,
                        data_page_version=version)
    pages = Pages(path, CLERK)
    assert DICTIONARY in pages.headers[0]
    pages.bodies[page][-1] ^= 1
    found, said = verdict(pages.save(path))
    assert found == "unreadable"
    assert "row group 0, o_clerk" in said and "page" in said


@pytest.mark.parametrize("version, struct_id, fields",
                         [("1.0", DATA, [1]), ("2.0", DATA_V2, [1, 3])])
@pytest.mark.parametrize("delta", [-1, 1])
def test_a_wrong_number_of_values(verdict, write_orders, tmp_path, version, struct_id, fields,
                                  delta):
    path = write_orders(tmp_path / "orders.parquet", data_page_version=version)
    pages = Pages(path, PRICE)
    for field in fields:
        change_field(pages.headers[2], struct_id, field, lambda value: value + delta)
    assert verdict(pages.save(path))[0] in ("different", "unreadable")


def test_a_wrong_number_of_nulls(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet", data_page_version="2.0")
    pages = Pages(path, PRICE)
    change_field(pages.headers[1], DATA_V2, 2, lambda value: value + 1)
    assert verdict(pages.save(path))[0] in ("different", "unreadable")


@pytest.mark.parametrize("field, value", [(UNCOMPRESSED, -1), (COMPRESSED, -5),
                                          (COMPRESSED, 2**31 - 1), (1, 9)])
def test_headers_that_no_page_has(verdict, write_orders, tmp_path, field, value):
    path = write_orders(tmp_path / "orders.parquet", use_dictionary=False)
    pages = Pages(path, COMMENT)
    pages.headers[0][field] = ("i32", value)
    # The body shrinks by the growth of the header.
    excess = sum(len(write_structure(header)) + len(body)
                 for header, body in zip(pages.headers, pages.bodies)) - (pages.end - pages.begin)
    if excess >= 0:
        del pages.bodies[0][len(pages.bodies[0]) - excess :]
    else:
        pages.bodies[0] += bytes(-excess)
    found, said = verdict(pages.save(path))
    assert found == "unreadable"
    assert "row group 0, o_comment: page 0" in said


@pytest.mark.parametrize("field", [3, 4])
def test_levels_of_an_unknown_encoding(verdict, write_orders, tmp_path, field):
    path = write_orders(tmp_path / "orders.parquet")
    pages = Pages(path, PRICE)
    change_field(pages.headers[2], DATA, field, lambda value: 1)
    found, said = verdict(pages.save(path))
    assert found == "unreadable"
    assert "o_totalprice: page 1" in said and "encoding of levels that is unknown, 1" in said


def test_a_page_that_promises_gigabytes(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet", compression="zstd", use_dictionary=False)
    pages = Pages(path, COMMENT)
    header = pages.headers[1]
    old = len(write_structure(header))
    header[UNCOMPRESSED] = ("i32", 2**31 - 1)
    del pages.bodies[1][len(pages.bodies[1]) - (len(write_structure(header)) - old) :]
    found, said = verdict(pages.save(path))
    assert found == "unreadable"
    assert "2147483647 bytes" in said and "o_comment: page 1" in said


def test_texts_that_take_gigabytes(verdict, write_orders, reference_rows, tmp_path):
    """One text in a dictionary of 8 MB, in all rows."""
    table = arrow_table("orders", reference_rows("orders"))
    text = pa.array(["x" * 8_000_000]).cast(pa.string())
    comments = pa.DictionaryArray.from_arrays(pa.array([0] * 1500, pa.int32()), text)
    table = table.set_column(COMMENT, "o_comment", comments)
    path = write_orders(tmp_path / "orders.parquet", table, compression="zstd",
                        write_statistics=False, store_schema=False, write_page_index=False)
    assert verdict(path)[0] in ("different", "unreadable")


@pytest.mark.parametrize("has_keys", [False, True])
def test_a_million_rows_in_a_few_bytes(verdict, write_orders, reference_rows, tmp_path, has_keys):
    """Without a limit all would be compared, in memory if their keys are null or equal."""
    schema = arrow_table("orders", reference_rows("orders")).schema
    rows = 1_100_000
    columns = [pa.nulls(rows, field.type) for field in schema]
    if has_keys:
        columns[KEY] = pa.repeat(pa.scalar(1, pa.int64()), rows)
    path = write_orders(tmp_path / "orders.parquet", pa.table(columns, schema.names),
                        data_page_size=1 << 20, write_batch_size=rows, write_page_index=False)
    assert path.stat().st_size < 50_000
    found, said = verdict(path)
    assert found == "different"
    assert "1100000 rows, so many that they were not compared" in said
    assert "at scale factor 0.001 there are only 1500" in said


@pytest.mark.parametrize("code", [3, 1_000_000, 2**31 - 1, 2**32 - 1])
def test_codes_without_a_value(verdict, write_orders, tmp_path, code):
    path = write_orders(tmp_path / "orders.parquet", data_page_size=1 << 20, write_page_index=False,
                        write_statistics=False)
    pages = Pages(path, STATUS)
    body = pages.bodies[1]
    # Four bytes of length and the levels, if the column may have nulls; then the width of the
    # codes, which becomes 32 bits, and a run of all rows.
    levels = 4 + struct.unpack_from("<I", body)[0]
    run = b"\x20" + b"\xb8\x17" + struct.pack("<I", code)
    body[levels : levels + len(run)] = run
    found, said = verdict(pages.save(path))
    assert found == "unreadable"
    assert "o_orderstatus" in said


def test_encodings_that_pages_do_not_have(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet")
    edited(path, path, {f"row_groups.0.columns.{CLERK}.meta_data.encodings": [0, 3]})
    assert verdict(path)[0] == "different"
    path = write_orders(tmp_path / "orders.parquet")
    edited(path, path, {f"row_groups.0.columns.{CLERK}.meta_data.encoding_stats.1.count":
                        lambda value: value + 1})
    assert verdict(path)[0] == "different"


def test_a_dictionary_that_is_not_sorted(verdict, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet")
    pages = Pages(path, CLERK)
    pages.headers[0][DICTIONARY][1][3] = ("bool", True)
    old_size = pages.end - pages.begin
    new_size = sum(len(write_structure(header)) + len(body)
                   for header, body in zip(pages.headers, pages.bodies))
    assert new_size == old_size  # the header already had the field
    found, said = verdict(pages.save(path))
    assert found == "different" and "do not ascend" in said


@pytest.mark.parametrize("column", [KEY, CLERK, PRICE, DATE])
def test_a_bloom_filter_that_denies_a_value(verdict, generate, tmp_path, column):
    names = {KEY: "o_orderkey", CLERK: "o_clerk", PRICE: "o_totalprice", DATE: "o_orderdate"}
    generate(tmp_path, "-s", "0.001", "-T", "orders", "--bloom-filter", names[column], "-q")
    path = tmp_path / "orders.parquet"
    footer = Footer(path)
    assert verdict(path)[0] == "equal"
    offset = footer.get(f"row_groups.0.columns.{column}.meta_data.bloom_filter_offset")
    reader = Reader(footer.pages, offset)
    size = reader.structure()[1][1]
    end = reader.position + size
    for value in (0, 2**32 - 2):  # no bits; all bits except one of each word
        filter_bytes = struct.pack("<I", value) * (size // 4)
        changed = footer.pages[: reader.position] + filter_bytes + footer.pages[end:]
        damaged = Footer(path)
        damaged.pages = changed
        damaged.save(tmp_path / "damaged.parquet")
        found, said = verdict(tmp_path / "damaged.parquet")
        assert found == "different"
        assert f"{names[column]}: its Bloom filter has no" in said


@pytest.mark.parametrize("change", [lambda value: -1, lambda value: value + 1, lambda value: 2**62])
def test_a_bloom_filter_that_is_elsewhere(verdict, generate, tmp_path, change):
    generate(tmp_path, "-s", "0.001", "-T", "orders", "--bloom-filter", "o_clerk", "-q")
    path = tmp_path / "orders.parquet"
    edited(path, path, {f"row_groups.0.columns.{CLERK}.meta_data.bloom_filter_offset": change})
    assert verdict(path)[0] in ("unreadable", "different")


def test_sizes_that_overflow(run_tpch, write_orders, tmp_path):
    path = write_orders(tmp_path / "orders.parquet")
    for value, said in ((2**63 - 1, "add up to more"), (-1, "cannot have -1 bytes")):
        edited(path, tmp_path / "damaged.parquet", {
            f"row_groups.0.columns.{column}.meta_data.total_uncompressed_size": value
            for column in (KEY, CLERK)})
        result = run_tpch("info", tmp_path / "damaged.parquet")
        assert result.returncode == 1
        assert said in result.stderr
