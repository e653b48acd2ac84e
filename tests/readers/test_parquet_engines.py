"""Six engines read the values of our TBL files from Parquet: all tables, profiles and codecs."""

import zlib

import pytest

from tests.readers.engines import ENGINES, spark_frame
from tests.schemas import SCHEMAS, read_tbl
from tests.support import TABLES

pytestmark = pytest.mark.slow

CODECS = ("none", "snappy", "zstd", "lz4_raw", "gzip", "brotli")
PROFILES = ("default", "compatible")

JAVA_ENGINES = ("parquet-java", "spark")
ARROW_ENGINES = tuple(engine for engine in ENGINES if engine not in JAVA_ENGINES)


@pytest.fixture(scope="module")
def tables_in(generate, tmp_path_factory):
    """Returns a folder with all tables at scale factor 0.01 with a profile and a codec."""
    folders = {}

    def folder_of(profile, codec):
        if (profile, codec) not in folders:
            folder = tmp_path_factory.mktemp(f"{profile}_{codec}")
            generate(folder, "-s", "0.01", "--parquet-profile", profile, "-c", codec)
            folders[profile, codec] = folder
        return folders[profile, codec]

    return folder_of


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("engine", ENGINES)
def test_values_are_those_of_tbl(engines, tables_in, tbl_table, engine, codec, profile):
    folder = tables_in(profile, codec)
    for table in TABLES:
        path = folder / f"{table}.parquet"
        if engines.can_read(engine, codec):
            engines.assert_reads(engine, path, tbl_table(table))
        else:
            with pytest.raises(Exception, match=f"(?i){codec}"):
                engines.read(engine, path)


@pytest.mark.parametrize("table", TABLES)
def test_arrow_engines_read_scale_factor_1(engines, whole_tables, table):
    want = read_tbl(whole_tables("1", "tbl"), table)
    for engine in ARROW_ENGINES:
        engines.assert_reads(engine, whole_tables("1", "parquet") / f"{table}.parquet", want)


def count_and_digest_of_tbl(path):
    """Returns the number of lines and the sum of their CRC-32, without their last delimiters."""
    num_lines = digest = 0
    with path.open("rb") as lines:
        for line in lines:
            num_lines += 1
            digest += zlib.crc32(line[:-2])
    return num_lines, digest


def count_and_digest_by_spark(frame):
    """Returns the same for a table's rows, formatted as TBL lines."""
    from pyspark.sql import functions

    # Decimals have two digits after the point in TBL, except this one, which has none.
    fields = [functions.col(name).cast("int" if name == "l_quantity" else "string")
              for name in frame.columns]
    line = functions.concat_ws("|", *fields)
    row = frame.select(functions.count("*"), functions.sum(functions.crc32(line))).first()
    return tuple(row)


@pytest.mark.parametrize("table", TABLES)
def test_java_engines_read_scale_factor_1(spark, whole_tables, table):
    want = count_and_digest_of_tbl(whole_tables("1", "tbl") / f"{table}.tbl")
    for vectorized in (False, True):
        path = whole_tables("1", "parquet") / f"{table}.parquet"
        frame = spark_frame(spark(), path, vectorized=vectorized)
        assert frame.columns == SCHEMAS[table].names
        assert count_and_digest_by_spark(frame) == want, f"vectorized: {vectorized}"
