"""Hostile Arrow files are reported soon and in little memory, as different or unreadable."""

import json
import os
import struct
import subprocess

import pyarrow as pa
import pytest

from tests.verify.table_files import arrow_table

pytestmark = pytest.mark.arrow

MAX_PEAK_BYTES = 600 << 20
INT32_MAX = 2**31 - 1


@pytest.fixture(scope="module")
def orders(reference_rows):
    """The table orders as one record batch."""
    return arrow_table("orders", reference_rows("orders")).combine_chunks().to_batches()[0]


@pytest.fixture
def verify_orders(bin_dir, tmp_path):
    """Runs `tpch verify` on a file of orders and returns its exit status and report."""

    def run(path):
        report = tmp_path / "report.json"
        command = [bin_dir / "tpch", "verify", path, "-s", "0.001", "--json", report]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode in (0, 1, 3)
        assert usage.ru_maxrss << 10 < MAX_PEAK_BYTES
        return process.returncode, json.loads(report.read_text())["tables"][6]

    return run


@pytest.fixture
def write_orders(tmp_path):
    def write(batch, **options):
        path = tmp_path / "orders.arrow"
        options = pa.ipc.IpcWriteOptions(allow_64bit=True, **options)
        with pa.ipc.new_file(path, batch.schema, options=options) as writer:
            writer.write(batch)
        return path

    return write


@pytest.fixture
def error_of(verify_orders, write_orders):
    """Returns why a record batch cannot be read."""

    def run(batch, **options):
        path = write_orders(batch, **options)
        status, found = verify_orders(path)
        assert (status, found["verdict"]) == (1, "unreadable"), found
        assert str(path) in found["error"]
        return found["error"]

    return run


@pytest.fixture
def is_different(verify_orders, write_orders):
    """Requires that a record batch is readable and its rows differ from the table's."""

    def run(batch, **options):
        status, found = verify_orders(write_orders(batch, **options))
        assert (status, found["verdict"]) == (3, "different"), found
        return found

    return run


def replaced(batch, name, array):
    """Returns the batch with a column replaced."""
    columns = [array if column == name else batch.column(column) for column in batch.schema.names]
    return pa.record_batch(columns, names=batch.schema.names)


def from_buffers(data_type, num_rows, *buffers):
    """Returns an array of arbitrary buffers, without nulls."""
    return pa.Array.from_buffers(data_type, num_rows,
                                 [None, *(pa.py_buffer(buffer) for buffer in buffers)])


DECIMALS = {"decimal32": 9, "decimal64": 18, "decimal128": 38, "decimal256": 76}


def decimals(name, scale, numbers):
    data_type = getattr(pa, name)(DECIMALS[name], scale)
    size = data_type.bit_width // 8
    data = b"".join(number.to_bytes(size, "little", signed=True) for number in numbers)
    return from_buffers(data_type, len(numbers), data)


@pytest.mark.parametrize("name", DECIMALS)
@pytest.mark.parametrize("scale", [INT32_MAX, -INT32_MAX - 1, 77, 39, -39, 10])
def test_decimals_of_any_scale_are_read(is_different, orders, name, scale):
    numbers = [12345 + row for row in range(orders.num_rows)]
    for column in ("o_totalprice", "o_custkey"):
        orders = replaced(orders, column, decimals(name, scale, numbers))
    is_different(orders)


@pytest.mark.parametrize("name, scale", [("decimal128", 18), ("decimal128", 30),
                                         ("decimal256", 60), ("decimal256", 65)])
def test_decimals_of_a_large_scale_are_the_numbers_they_are(verify_orders, write_orders, orders,
                                                            name, scale):
    cents = [int(price.scaleb(2)) for price in orders["o_totalprice"].to_pylist()]
    numbers = [number * 10 ** (scale - 2) for number in cents]
    path = write_orders(replaced(orders, "o_totalprice", decimals(name, scale, numbers)))
    assert verify_orders(path)[1]["verdict"] == "equivalent"


@pytest.mark.parametrize("name, scale", [("decimal32", INT32_MAX), ("decimal64", -INT32_MAX),
                                         ("decimal128", INT32_MAX), ("decimal256", -77)])
def test_zero_is_zero_at_any_scale(verify_orders, write_orders, orders, name, scale):
    zeros = decimals(name, scale, [0] * orders.num_rows)
    path = write_orders(replaced(orders, "o_shippriority", zeros))
    assert verify_orders(path)[1]["verdict"] == "equivalent"


@pytest.mark.parametrize("index_type", [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint32()])
@pytest.mark.parametrize("index", [3, -1])
@pytest.mark.parametrize("column, values", [("o_orderpriority", ["1-URGENT", "2-HIGH", "5-LOW"]),
                                            ("o_custkey", [1, 2, 3])])
def test_dictionary_indices_out_of_range(error_of, orders, index_type, index, column, values):
    if index < 0 and index_type == pa.uint32():
        index = 2**32 - 1
    indices = pa.array([0] * (orders.num_rows - 1) + [index], index_type)
    dictionary = pa.DictionaryArray.from_arrays(indices, pa.array(values), safe=False)
    assert column in error_of(replaced(orders, column, dictionary))


def test_a_dictionary_without_values(error_of, orders):
    indices = pa.array([0] * orders.num_rows, pa.int32())
    empty = pa.DictionaryArray.from_arrays(indices, pa.array([], pa.string()), safe=False)
    error_of(replaced(orders, "o_orderpriority", empty))


@pytest.mark.parametrize("data_type, letter", [(pa.string(), "i"), (pa.binary(), "i"),
                                               (pa.large_string(), "q")])
@pytest.mark.parametrize("offset", [-5, 50, 2**30])
def test_offsets_of_texts_that_lead_elsewhere(error_of, orders, data_type, letter, offset):
    num_rows = orders.num_rows
    offsets = [0, 100, offset] + [40] * (num_rows - 3) + [200]
    texts = from_buffers(data_type, num_rows, struct.pack(f"<{num_rows + 1}{letter}", *offsets),
                         b"x" * 200)
    assert "o_comment" in error_of(replaced(orders, "o_comment", texts))


@pytest.mark.parametrize("view", [(100, 0, 2**30), (100, 0, -(2**31)), (100, 7, 0), (100, -1, 0),
                                  (-100, 0, 0), (INT32_MAX, 0, 0)])
def test_views_of_texts_that_lead_elsewhere(error_of, orders, view):
    size, buffer, offset = view
    views = struct.pack("<i4sii", size, b"xxxx", buffer, offset) * orders.num_rows
    texts = from_buffers(pa.string_view(), orders.num_rows, views, b"x" * 1000)
    assert "o_comment" in error_of(replaced(orders, "o_comment", texts))


@pytest.mark.parametrize("column", ["o_comment", "o_orderkey"])
def test_rows_that_share_a_long_text(error_of, orders, column):
    size = 5_000_000
    views = struct.pack("<i4sii", size, b"xxxx", 0, 0) * orders.num_rows
    texts = from_buffers(pa.string_view(), orders.num_rows, views, b"x" * size)
    message = error_of(replaced(orders, column, texts), compression="zstd")
    assert column in message and "bytes of texts" in message


@pytest.mark.parametrize("column", ["o_comment", "o_custkey", "o_orderpriority", "o_orderdate"])
def test_long_texts_are_shown_in_part(is_different, orders, column):
    indices = pa.array([0] * orders.num_rows, pa.int32())
    texts = pa.DictionaryArray.from_arrays(indices, pa.array(["x" * 1_000_000]))
    found = is_different(replaced(orders, column, texts))
    [differing] = found["columns"]
    assert differing["examples"][0]["found"].endswith("xxx... (1000000 bytes)")


ODD_TYPES = {
    "null": pa.null(), "bool": pa.bool_(), "list": pa.list_(pa.int64()),
    "struct": pa.struct({"a": pa.int64()}), "map": pa.map_(pa.string(), pa.int32()),
    "no bytes": pa.binary(0), "duration": pa.duration("s"), "half": pa.float16(),
    "time": pa.time32("s"), "timestamp": pa.timestamp("ns", tz="Mars/Base"), "uuid": pa.uuid(),
    "runs": pa.run_end_encoded(pa.int32(), pa.int64()),
}


@pytest.mark.parametrize("name", ODD_TYPES)
def test_columns_of_types_that_no_table_has(is_different, orders, name):
    for column in ("o_custkey", "o_totalprice", "o_orderpriority", "o_comment"):
        orders = replaced(orders, column, pa.nulls(orders.num_rows, ODD_TYPES[name]))
    is_different(orders)


@pytest.mark.parametrize("number", [-(2**63), 2**63 - 1])
@pytest.mark.parametrize("data_type", [pa.int64(), pa.timestamp("s"), pa.timestamp("ns", "UTC")])
@pytest.mark.parametrize("is_key", [False, True])
def test_the_greatest_numbers(is_different, orders, number, data_type, is_key):
    numbers = pa.array([number] * orders.num_rows, pa.int64()).view(data_type)
    usual = ["o_custkey", "o_totalprice", "o_orderdate", "o_comment"]
    for column in usual + ["o_orderkey"] * is_key:
        orders = replaced(orders, column, numbers)
    is_different(orders)


@pytest.mark.parametrize("codec", ["zstd", "lz4"])
def test_few_bytes_that_decompress_to_many(error_of, orders, codec):
    zeros = bytes(500_000_000)
    offsets = struct.pack(f"<{orders.num_rows + 1}i", *[0] * orders.num_rows, len(zeros))
    texts = from_buffers(pa.string(), orders.num_rows, offsets, zeros)
    message = error_of(replaced(orders, "o_comment", texts), compression=codec)
    assert "record batch 0" in message and "decompresses" in message


@pytest.mark.parametrize("data_type", [pa.null(), pa.binary(0)])
@pytest.mark.parametrize("num_rows", [2**28, 2**62])
def test_rows_without_end_that_take_no_bytes(error_of, data_type, num_rows):
    buffers = [None] if data_type == pa.null() else [None, pa.py_buffer(b"")]
    keys = pa.Array.from_buffers(data_type, num_rows, buffers)
    message = error_of(pa.record_batch([keys], names=["o_orderkey"]))
    assert "record batch 0" in message and "rows, too many" in message


def test_runs_without_end(error_of):
    keys = pa.RunEndEncodedArray.from_arrays(pa.array([2**50], pa.int64()), pa.array([5]))
    assert "too many" in error_of(pa.record_batch([keys], names=["o_orderkey"]))


@pytest.mark.parametrize("old, new", [(1500, 2**63 - 1), (1500, -1500), (1500, 1501)])
def test_lengths_that_the_metadata_lies_about(verify_orders, write_orders, orders, old, new):
    path = write_orders(orders)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(struct.pack("<q", old), struct.pack("<q", new)))
    status, found = verify_orders(path)
    assert (status, found["verdict"]) == (1, "unreadable")


@pytest.mark.parametrize("length", [2**63 - 1, 2**40, -2, 0])
def test_uncompressed_lengths_that_are_false(verify_orders, write_orders, orders, length):
    path = write_orders(orders, compression="zstd")
    whole = bytearray(path.read_bytes())
    place = whole.find(b"\x28\xb5\x2f\xfd")  # a frame's magic number, after the length
    struct.pack_into("<q", whole, place - 8, length)
    path.write_bytes(whole)
    status, found = verify_orders(path)
    assert (status, found["verdict"]) == (1, "unreadable")


@pytest.mark.parametrize("length", [INT32_MAX, 0, -1])
def test_lengths_of_the_footer_that_are_false(verify_orders, write_orders, orders, length):
    path = write_orders(orders)
    whole = bytearray(path.read_bytes())
    struct.pack_into("<i", whole, len(whole) - 10, length)
    path.write_bytes(whole)
    status, found = verify_orders(path)
    assert (status, found["verdict"]) == (1, "unreadable")


def test_the_error_names_the_record_batch(verify_orders, tmp_path, orders):
    indices = pa.array([0] * orders.num_rows, pa.int32())
    good, bad = (pa.DictionaryArray.from_arrays(indices if value == 0 else pa.array(
        [value] * orders.num_rows, pa.int32()), pa.array(["5-LOW"]), safe=False)
        for value in (0, 1))
    path = tmp_path / "orders.arrow"
    batches = [replaced(orders, "o_orderpriority", array) for array in (good, bad)]
    with pa.ipc.new_file(path, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    status, found = verify_orders(path)
    assert status == 1
    assert "record batch 1: column o_orderpriority" in found["error"]


def test_a_stream_is_not_a_file(verify_orders, tmp_path, orders):
    path = tmp_path / "orders.arrow"
    with pa.ipc.new_stream(path, orders.schema) as writer:
        writer.write_batch(orders)
    assert verify_orders(path)[1]["verdict"] == "unreadable"
