"""The example programs compute the correct answers from data in their own memory."""

from decimal import Decimal

import duckdb
import pytest

from tests.schemas import read_tbl
from tests.support import REPOSITORY

pytestmark = [pytest.mark.arrow, pytest.mark.release_only]


@pytest.fixture
def query6(run_tpch):
    """Runs the example and returns the revenue that it prints, with four decimals."""

    def run(*args):
        result = run_tpch(*args, program="tpch_query6")
        assert result.returncode == 0, result.stderr
        name, revenue = result.stdout.split()
        assert name == "revenue"
        return Decimal(revenue)

    return run


@pytest.mark.parametrize("num_threads", [1, 3])
def test_query6_equals_that_on_tbl(query6, whole_tables, num_threads):
    lineitem = read_tbl(whole_tables("0.01", "tbl"), "lineitem")
    with duckdb.connect() as connection:
        connection.register("lineitem", lineitem)
        [expected] = connection.execute(
            "SELECT sum(l_extendedprice * l_discount) FROM lineitem WHERE l_quantity < 24"
            " AND year(l_shipdate) = 1994 AND l_discount BETWEEN 0.05 AND 0.07").fetchone()
    assert query6("0.01", num_threads) == expected


@pytest.mark.slow
def test_query6_gives_the_answer_of_the_standard(query6):
    answer = (REPOSITORY / "data" / "answers" / "q06.psv").read_text().splitlines()[1]
    assert round(query6("1", 2), 2) == Decimal(answer)


@pytest.mark.parametrize("args", [(), ("1",), ("0", "1"), ("1", "0"), ("1", "2", "3")])
def test_query6_explains_its_arguments(run_tpch, args):
    result = run_tpch(*args, program="tpch_query6")
    assert result.returncode == 2
    assert result.stderr.startswith("Usage: tpch_query6 ")
