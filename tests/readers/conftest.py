"""Fixtures for the readers' tests: values from TBL files, and the engines that read Parquet."""

from functools import cache

import pytest

from tests.readers.engines import Engines, start_spark
from tests.schemas import read_tbl


@pytest.fixture(scope="session")
def tbl_table(whole_tables):
    """Returns a table at scale factor 0.01 from our TBL files, whose bytes are dbgen's."""
    return cache(lambda table: read_tbl(whole_tables("0.01", "tbl"), table))


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    """Returns the Spark session of all tests; the first use starts it."""
    start = cache(lambda: start_spark(tmp_path_factory.mktemp("spark")))
    yield start
    if start.cache_info().currsize:
        start().stop()


@pytest.fixture(scope="session")
def engines(spark):
    return Engines(spark)
