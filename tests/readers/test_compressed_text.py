"""Other programs read compressed CSV as users read it: by its name."""

import duckdb
import pyarrow as pa
import pyarrow.csv
import pytest

from tests.readers.engines import datafusion_context
from tests.schemas import SCHEMAS, read_tbl
from tests.support import TEXT_CODECS

# Several chunks, and so several members or frames.
TABLE = "orders"


@pytest.fixture(scope="module")
def path_of(generate, tmp_path_factory):
    """Returns the path of a table at scale factor 0.02."""
    folder = tmp_path_factory.mktemp("compressed")
    for codec in TEXT_CODECS:
        generate(folder / codec, "-s", "0.02", "-f", "csv", "-T", TABLE, "-c", codec)
    return lambda codec: folder / codec / f"{TABLE}.csv{TEXT_CODECS[codec]}"


@pytest.fixture(scope="module")
def wanted(generate, tmp_path_factory):
    """The rows, from TBL, whose bytes are dbgen's."""
    folder = tmp_path_factory.mktemp("plain")
    generate(folder, "-s", "0.02", "-f", "tbl", "-T", TABLE)
    return read_tbl(folder, TABLE)


def assert_rows(got, wanted):
    got = got.cast(SCHEMAS[TABLE])
    for name in wanted.schema.names:
        assert got[name].equals(wanted[name]), name


@pytest.mark.parametrize("codec", TEXT_CODECS)
def test_arrow(path_of, wanted, codec):
    options = pa.csv.ConvertOptions(column_types=SCHEMAS[TABLE], strings_can_be_null=False)
    assert_rows(pa.csv.read_csv(path_of(codec), convert_options=options), wanted)


@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_duckdb(path_of, wanted, codec):
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT * FROM '{path_of(codec)}'")
        assert_rows(rows.to_arrow_table(), wanted)


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_polars(path_of, wanted, codec):
    import polars

    rows = polars.read_csv(path_of(codec), try_parse_dates=True,
                           schema_overrides={"o_totalprice": polars.Decimal(15, 2)})
    assert_rows(rows.to_arrow(), wanted)


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_datafusion(path_of, wanted, codec):
    suffix = TEXT_CODECS[codec]
    rows = datafusion_context().read_csv(
        str(path_of(codec)), schema=SCHEMAS[TABLE], file_extension=f".csv{suffix}",
        file_compression_type=suffix[1:])
    assert_rows(rows.to_arrow_table(), wanted)


@pytest.mark.slow
@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_spark(spark, path_of, wanted, codec):
    schema = ("o_orderkey LONG, o_custkey LONG, o_orderstatus STRING, o_totalprice DECIMAL(15, 2),"
              " o_orderdate DATE, o_orderpriority STRING, o_clerk STRING, o_shippriority INT,"
              " o_comment STRING")
    rows = spark().read.csv(str(path_of(codec)), header=True, schema=schema)
    assert_rows(rows.toArrow(), wanted)
