"""Six engines read files with all pairs of values of Parquet's options."""

import pyarrow.parquet as pq
import pytest

from tests.readers.engines import ENGINES
from tests.readers.pairwise import pairwise

pytestmark = pytest.mark.slow

# Together they have columns of every kind: keys, counts, decimals, dates, words, names and text.
COLUMNS = {
    "lineitem": ("l_orderkey", "l_partkey", "l_linenumber", "l_quantity", "l_extendedprice",
                 "l_shipdate", "l_shipmode", "l_comment"),
    "orders": ("o_custkey", "o_totalprice", "o_orderdate", "o_orderpriority", "o_clerk"),
    "part": ("p_name", "p_size", "p_type", "p_retailprice"),
}
TABLES = tuple(COLUMNS)

TEXT = {"l_shipmode", "l_comment", "o_orderpriority", "o_clerk", "p_name", "p_type"}
FEW_VALUES = {"l_linenumber", "l_quantity", "l_shipdate", "l_shipmode", "o_orderdate",
              "o_orderpriority", "p_size", "p_type"}
ALL = [column for columns in COLUMNS.values() for column in columns]


def encode(encoding, columns):
    return ["--column-encoding", ",".join(f"{column}={encoding}" for column in columns)]


OPTIONS = {
    "codec": {codec: ["-c", codec]
              for codec in ("none", "snappy", "zstd", "lz4_raw", "gzip", "brotli")},
    "encoding": {
        "own": [],
        "plain": encode("plain", ALL),
        "dictionary": encode("dictionary", sorted(FEW_VALUES)),
        "delta_binary_packed": encode("delta_binary_packed",
                                      [column for column in ALL if column not in TEXT]),
        "byte_stream_split": encode("byte_stream_split",
                                    [column for column in ALL if column not in TEXT]),
        "delta_length_byte_array": encode("delta_length_byte_array", sorted(TEXT)),
        "delta_byte_array": encode("delta_byte_array", sorted(TEXT)),
    },
    "profile": {name: ["--parquet-profile", name] for name in ("default", "compatible")},
    "page_version": {version: ["--data-page-version", version] for version in ("1", "2")},
    "page_bytes": {"1MiB": [], "2KiB": ["--page-bytes", "2KiB"]},
    "row_group": {"one": [], "rows": ["--row-group-rows", "7000"],
                  "bytes": ["--row-group-bytes", "300KB"]},
    "checksums": {"no": [], "yes": ["--page-checksums"]},
    "bloom_filter": {"none": [], "all": ["--bloom-filter", ",".join(ALL)]},
    "column_codec": {"none": [],
                     "two": ["--column-compression", "l_comment=zstd:3,o_clerk=none,p_name=gzip"]},
}

NEW_ENCODINGS = {"delta_binary_packed", "byte_stream_split", "delta_length_byte_array",
                 "delta_byte_array"}


def is_allowed(case):
    if case["profile"] == "default":
        return True
    return case["page_version"] == "1" and case["encoding"] not in NEW_ENCODINGS


SETTINGS = {name: list(values) for name, values in OPTIONS.items()}
# Not all engines support Brotli: the other pairs are tested without it.
WITHOUT_BROTLI = pairwise(SETTINGS, lambda case: is_allowed(case) and case["codec"] != "brotli")
CASES = WITHOUT_BROTLI + pairwise(SETTINGS, is_allowed, known=WITHOUT_BROTLI)


def case_name(case):
    own = [value for name, value in case.items() if value != SETTINGS[name][0]]
    return "-".join(own) or "default"


@pytest.fixture(scope="module", params=CASES, ids=case_name)
def made(request, generate, tmp_path_factory):
    """Returns a case and the folder of its files."""
    case = request.param
    folder = tmp_path_factory.mktemp("options")
    generate(folder, "-s", "0.01", "-T", ",".join(TABLES),
             *(word for name, value in case.items() for word in OPTIONS[name][value]))
    return case, folder


@pytest.mark.parametrize("engine", ENGINES)
def test_values_do_not_depend_on_options(engines, tbl_table, made, engine):
    case, folder = made
    for table in TABLES:
        path = folder / f"{table}.parquet"
        if engines.can_read(engine, case["codec"]):
            engines.assert_reads(engine, path, tbl_table(table))
        else:
            with pytest.raises(Exception, match=f"(?i){case['codec']}"):
                engines.read(engine, path)


def test_checksums_agree(tbl_table, made):
    case, folder = made
    for table in TABLES:
        path = folder / f"{table}.parquet"
        got = pq.read_table(path, page_checksum_verification=True)
        assert got.equals(tbl_table(table)), case
