"""Reads a Parquet file's footer and page indexes, changes single fields, and writes them again.

The pages stay in place, so only the file's metadata changes. A path such as
`row_groups.0.columns.2.meta_data.num_values` names a field; `edited` takes a value for each, or
DELETED.
"""

import struct

DELETED = object()

# The columns of orders by position.
KEY, CUSTOMER, STATUS, PRICE, DATE, PRIORITY, CLERK, SHIPPING, COMMENT = range(9)

# Fields by name: number and type. A type in a list is that of a list's elements.
STRUCTURES = {
    "FileMetaData": {
        "version": (1, "i32"), "schema": (2, ["SchemaElement"]), "num_rows": (3, "i64"),
        "row_groups": (4, ["RowGroup"]), "key_value_metadata": (5, ["KeyValue"]),
        "created_by": (6, "binary"), "column_orders": (7, ["ColumnOrder"]),
        "encryption_algorithm": (8, "EncryptionAlgorithm"),
        "footer_signing_key_metadata": (9, "binary")},
    "SchemaElement": {
        "type": (1, "i32"), "type_length": (2, "i32"), "repetition_type": (3, "i32"),
        "name": (4, "binary"), "num_children": (5, "i32"), "converted_type": (6, "i32"),
        "scale": (7, "i32"), "precision": (8, "i32"), "field_id": (9, "i32"),
        "logicalType": (10, "LogicalType"), "vector_length": (11, "i32")},
    "LogicalType": {
        "STRING": (1, "Empty"), "ENUM": (4, "Empty"), "DECIMAL": (5, "DecimalType"),
        "DATE": (6, "Empty"), "TIMESTAMP": (8, "TimestampType"), "INTEGER": (10, "IntType"),
        "UUID": (14, "Empty"), "VARIANT": (16, "Empty")},
    "DecimalType": {"scale": (1, "i32"), "precision": (2, "i32")},
    "TimestampType": {"isAdjustedToUTC": (1, "bool"), "unit": (2, "TimeUnit")},
    "TimeUnit": {"MILLIS": (1, "Empty"), "MICROS": (2, "Empty"), "NANOS": (3, "Empty")},
    "IntType": {"bitWidth": (1, "i8"), "isSigned": (2, "bool")},
    "Empty": {},
    "KeyValue": {"key": (1, "binary"), "value": (2, "binary")},
    "ColumnOrder": {"TYPE_ORDER": (1, "Empty"), "IEEE_754_TOTAL_ORDER": (2, "Empty"),
                    "INT96_TIMESTAMP_ORDER": (3, "Empty")},
    "EncryptionAlgorithm": {"AES_GCM_V1": (1, "Empty")},
    "RowGroup": {
        "columns": (1, ["ColumnChunk"]), "total_byte_size": (2, "i64"), "num_rows": (3, "i64"),
        "sorting_columns": (4, ["SortingColumn"]), "file_offset": (5, "i64"),
        "total_compressed_size": (6, "i64"), "ordinal": (7, "i16")},
    "SortingColumn": {"column_idx": (1, "i32"), "descending": (2, "bool"),
                      "nulls_first": (3, "bool")},
    "ColumnChunk": {
        "file_path": (1, "binary"), "file_offset": (2, "i64"), "meta_data": (3, "ColumnMetaData"),
        "offset_index_offset": (4, "i64"), "offset_index_length": (5, "i32"),
        "column_index_offset": (6, "i64"), "column_index_length": (7, "i32"),
        "crypto_metadata": (8, "CryptoMetaData"), "encrypted_column_metadata": (9, "binary")},
    "CryptoMetaData": {"ENCRYPTION_WITH_FOOTER_KEY": (1, "Empty")},
    "ColumnMetaData": {
        "type": (1, "i32"), "encodings": (2, ["i32"]), "path_in_schema": (3, ["binary"]),
        "codec": (4, "i32"), "num_values": (5, "i64"), "total_uncompressed_size": (6, "i64"),
        "total_compressed_size": (7, "i64"), "key_value_metadata": (8, ["KeyValue"]),
        "data_page_offset": (9, "i64"), "index_page_offset": (10, "i64"),
        "dictionary_page_offset": (11, "i64"), "statistics": (12, "Statistics"),
        "encoding_stats": (13, ["PageEncodingStats"]), "bloom_filter_offset": (14, "i64"),
        "bloom_filter_length": (15, "i32"), "size_statistics": (16, "SizeStatistics")},
    "PageEncodingStats": {"page_type": (1, "i32"), "encoding": (2, "i32"), "count": (3, "i32")},
    "Statistics": {
        "max": (1, "binary"), "min": (2, "binary"), "null_count": (3, "i64"),
        "distinct_count": (4, "i64"), "max_value": (5, "binary"), "min_value": (6, "binary"),
        "is_max_value_exact": (7, "bool"), "is_min_value_exact": (8, "bool"),
        "nan_count": (9, "i64")},
    "SizeStatistics": {"unencoded_byte_array_data_bytes": (1, "i64"),
                       "repetition_level_histogram": (2, ["i64"]),
                       "definition_level_histogram": (3, ["i64"])},
    "ColumnIndex": {
        "null_pages": (1, ["bool"]), "min_values": (2, ["binary"]), "max_values": (3, ["binary"]),
        "boundary_order": (4, "i32"), "null_counts": (5, ["i64"]),
        "repetition_level_histograms": (6, ["i64"]), "definition_level_histograms": (7, ["i64"]),
        "nan_counts": (8, ["i64"])},
    "OffsetIndex": {"page_locations": (1, ["PageLocation"]),
                    "unencoded_byte_array_data_bytes": (2, ["i64"])},
    "PageLocation": {"offset": (1, "i64"), "compressed_page_size": (2, "i32"),
                     "first_row_index": (3, "i64")},
}

# Types by their numbers in the compact protocol; booleans as elements of lists.
CODES = {"bool": 1, "i8": 3, "i16": 4, "i32": 5, "i64": 6, "double": 7, "binary": 8, "list": 9,
         "struct": 12}
NAMES = {code: name for name, code in CODES.items()} | {2: "bool"}


class Reader:
    """Reads structures as {number: (type, value)}, lists as (type, values)."""

    def __init__(self, data, position=0):
        self.data = data
        self.position = position

    def byte(self):
        self.position += 1
        return self.data[self.position - 1]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def zigzag(self):
        value = self.varint()
        return value >> 1 ^ -(value & 1)

    def structure(self):
        fields = {}
        number = 0
        while byte := self.byte():
            number = number + (byte >> 4) if byte >> 4 else self.zigzag()
            kind = NAMES[byte & 15]
            value = (byte & 15) == 1 if kind == "bool" else self.value(kind)
            fields[number] = (kind, value)
        return fields

    def value(self, kind):
        if kind == "struct":
            return self.structure()
        if kind == "list":
            byte = self.byte()
            size = byte >> 4 if byte >> 4 < 15 else self.varint()
            element = NAMES[byte & 15]
            return element, [self.value(element) for _ in range(size)]
        if kind == "binary":
            size = self.varint()
            self.position += size
            return bytes(self.data[self.position - size : self.position])
        if kind == "double":
            self.position += 8
            return struct.unpack_from("<d", self.data, self.position - 8)[0]
        if kind == "bool":
            return self.byte() == 1
        return self.byte() if kind == "i8" else self.zigzag()


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def zigzag(value):
    return varint(value << 1 ^ value >> 63)


def write_value(kind, value):
    if kind == "struct":
        return write_structure(value)
    if kind == "list":
        element, values = value
        size = len(values)
        header = bytes([min(size, 15) << 4 | CODES[element]])
        return (header + (varint(size) if size > 14 else b"")
                + b"".join(write_value(element, each) for each in values))
    if kind == "binary":
        return varint(len(value)) + value
    if kind == "double":
        return struct.pack("<d", value)
    if kind == "bool":
        return bytes([1 if value else 2])
    return bytes([value & 255]) if kind == "i8" else zigzag(value)


def write_structure(fields):
    out = b""
    last = 0
    for number, (kind, value) in sorted(fields.items()):
        code = CODES[kind] + (kind == "bool" and not value)
        delta = number - last
        out += bytes([delta << 4 | code]) if 0 < delta < 16 else bytes([code]) + zigzag(number)
        out += b"" if kind == "bool" else write_value(kind, value)
        last = number
    return out + b"\0"


def as_field(kind, value):
    """Converts a plain Python value, with names of fields, into a type and a value of the tree."""
    if isinstance(kind, list):
        fields = [as_field(kind[0], each) for each in value]
        element = kind[0] if kind[0] in CODES else "struct"
        return "list", (element, [each for _, each in fields])
    if kind not in STRUCTURES:
        return kind, value
    names = STRUCTURES[kind]
    return "struct", {names[name][0]: as_field(names[name][1], each)
                      for name, each in value.items()}


def as_plain(kind, value):
    """The inverse: structures as dictionaries of the known fields by name."""
    if isinstance(kind, list):
        return [as_plain(kind[0], each) for each in value[1]]
    if kind not in STRUCTURES:
        return value
    return {name: as_plain(inner, value[number][1])
            for name, (number, inner) in STRUCTURES[kind].items() if number in value}


class Footer:
    """A file's footer. `get` and `set` take plain Python values."""

    def __init__(self, path):
        data = path.read_bytes()
        size = int.from_bytes(data[-8:-4], "little")
        self.pages = data[: -8 - size]
        self.tree = Reader(data, len(data) - 8 - size).structure()

    def save(self, path):
        footer = write_structure(self.tree)
        path.write_bytes(self.pages + footer + len(footer).to_bytes(4, "little") + b"PAR1")

    def get(self, path, root="FileMetaData"):
        kind, value = root, self.tree
        for step in path.split("."):
            if isinstance(kind, list):
                kind, value = kind[0], value[1][int(step)]
            else:
                number, kind = STRUCTURES[kind][step]
                value = value[number][1]
        return as_plain(kind, value)

    def set(self, path, value):
        set_field(self.tree, "FileMetaData", path.split("."), value)

    def set_index(self, row_group, column, changes):
        """Changes fields of a chunk's indexes, with names that start with `column_index` or
        `offset_index`.
        """
        for index, kind in (("column_index", "ColumnIndex"), ("offset_index", "OffsetIndex")):
            wanted = {path.partition(".")[2]: value for path, value in changes.items()
                      if path.partition(".")[0] == index}
            if not wanted:
                continue
            chunk = f"row_groups.{row_group}.columns.{column}.{index}_"
            tree = Reader(self.pages, self.get(chunk + "offset")).structure()
            for path, value in wanted.items():
                set_field(tree, kind, path.split("."), value)
            data = write_structure(tree)
            self.set(chunk + "offset", len(self.pages))
            self.set(chunk + "length", len(data))
            self.pages += data

    def index(self, row_group, column, index):
        """Returns a chunk's `column_index` or `offset_index`."""
        kind = {"column_index": "ColumnIndex", "offset_index": "OffsetIndex"}[index]
        offset = self.get(f"row_groups.{row_group}.columns.{column}.{index}_offset")
        return as_plain(kind, Reader(self.pages, offset).structure())


def set_field(tree, kind, steps, value):
    """Sets one field below a structure; `value` may be a function of the old value."""
    *way, last = steps
    for step in way:
        if isinstance(kind, list):
            kind, tree = kind[0], tree[1][int(step)]
        else:
            number, kind = STRUCTURES[kind][step]
            if number not in tree:
                tree[number] = as_field(kind, [] if isinstance(kind, list) else {})
            tree = tree[number][1]
    if isinstance(kind, list):
        index = int(last)
        if value is DELETED:
            del tree[1][index]
            return
        old = as_plain(kind[0], tree[1][index])
        tree[1][index] = as_field(kind[0], value(old) if callable(value) else value)[1]
        return
    number, inner = STRUCTURES[kind][last]
    if value is DELETED:
        tree.pop(number, None)
        return
    if callable(value):
        value = value(as_plain(inner, tree[number][1]) if number in tree else None)
    tree[number] = as_field(inner, value)


def edited(source, path, changes):
    """Writes a copy of a Parquet file with changed fields in its footer.

    `changes`: values by path. Paths that start with `index.ROW_GROUP.COLUMN.` are in the indexes.
    """
    footer = Footer(source)
    indexes = {}
    for name, value in changes.items():
        if name.startswith("index."):
            _, row_group, column, field = name.split(".", 3)
            indexes.setdefault((int(row_group), int(column)), {})[field] = value
        else:
            footer.set(name, value)
    for (row_group, column), wanted in indexes.items():
        footer.set_index(row_group, column, wanted)
    path.parent.mkdir(exist_ok=True)
    footer.save(path)
    return path
