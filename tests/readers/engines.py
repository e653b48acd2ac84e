"""The engines that read our Parquet files, each with a function: path → Arrow table.

An engine's packages are imported at its first use: only the slow tests install all of them. Spark
runs Java's reader in two ways: with the decoders of parquet-java itself, and with Spark's own
vectorized ones.
"""

import os

import pyarrow as pa
import pyarrow.parquet as pq

ENGINES = ("pyarrow", "duckdb", "polars", "datafusion", "parquet-java", "spark")

# Codecs that an engine cannot read. docs/parquet.md lists them too.
_UNREADABLE_CODECS = {"parquet-java": {"brotli"}, "spark": {"brotli"}}

_VARIANTS_OF_TEXT = (pa.types.is_large_string, pa.types.is_string_view)


def _read_by_pyarrow(path):
    return pq.read_table(path)


def _read_by_duckdb(path):
    import duckdb

    with duckdb.connect() as connection:
        return connection.read_parquet(str(path)).to_arrow_table()


def _read_by_polars(path):
    import polars

    return polars.read_parquet(path).to_arrow()


def _read_by_datafusion(path):
    return datafusion_context().read_parquet(str(path)).to_arrow_table()


def datafusion_context():
    """Returns a DataFusion context that reads files in order, not in parallel parts."""
    import datafusion

    return datafusion.SessionContext(datafusion.SessionConfig().with_target_partitions(1))


class Engines:
    """Reads files with any of the engines. `spark` returns a Spark session; it is called only when
    needed, since it starts a Java virtual machine.
    """

    def __init__(self, spark):
        self._spark = spark

    def read(self, engine, path):
        """Reads a whole file, in its order, with plain Arrow strings."""
        return _with_plain_strings(self._reader(engine)(path)).replace_schema_metadata()

    def can_read(self, engine, codec):
        return codec not in _UNREADABLE_CODECS.get(engine, ())

    def assert_reads(self, engine, path, want):
        """Requires that the engine reads the columns, types and values of `want` from a file."""
        got = self.read(engine, path)
        # Nullability is a property of Parquet's schema that some engines drop.
        fields = [(field.name, field.type) for field in got.schema]
        assert fields == [(field.name, field.type) for field in want.schema], engine
        for name in want.schema.names:
            assert got[name].equals(want[name]), f"{engine}: {name}"

    def _reader(self, engine):
        return {
            "pyarrow": _read_by_pyarrow,
            "duckdb": _read_by_duckdb,
            "polars": _read_by_polars,
            "datafusion": _read_by_datafusion,
            "parquet-java": lambda path: self._read_by_spark(path, vectorized=False),
            "spark": lambda path: self._read_by_spark(path, vectorized=True),
        }[engine]

    def _read_by_spark(self, path, *, vectorized):
        return spark_frame(self._spark(), path, vectorized=vectorized).toArrow()


def spark_frame(spark, path, *, vectorized):
    """Opens a file in Spark: with its own decoders (vectorized), or with those of parquet-java."""
    spark.conf.set("spark.sql.parquet.enableVectorizedReader", vectorized)
    return spark.read.parquet(str(path))


def start_spark(scratch_folder):
    """Starts Spark in its own Java virtual machine, with two threads and only local ports."""
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.memory": "2g",
        "spark.local.dir": str(scratch_folder),
        "spark.log.level": "OFF",
        "spark.sql.warehouse.dir": str(scratch_folder / "warehouse"),
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
    }
    return SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()


def _with_plain_strings(table):
    fields = [
        field.with_type(pa.string())
        if any(is_variant(field.type) for is_variant in _VARIANTS_OF_TEXT) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))
