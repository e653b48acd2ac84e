"""The claims of Parquet's metadata about the values are checked."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.verify.table_files import arrow_table

pytestmark = pytest.mark.arrow


@pytest.fixture
def orders(reference_rows):
    return arrow_table("orders", reference_rows("orders"))


def claims_of(report):
    return report["tables"][6]["untrue_claims"]


def test_true_claims_of_another_writer(verify, orders, tmp_path):
    path = tmp_path / "orders.parquet"
    pq.write_table(orders, path, row_group_size=700, write_page_index=True, data_page_size=4096,
                   sorting_columns=[pq.SortingColumn(0)])
    status, report = verify(path, "-s", "0.001")
    assert status == 0
    assert claims_of(report) == []


def test_rows_that_are_not_sorted_as_claimed(verify, orders, tmp_path):
    path = tmp_path / "orders.parquet"
    pq.write_table(orders, path, sorting_columns=[pq.SortingColumn(1)])
    status, report = verify(path, "-s", "0.001")
    assert status == 3
    [claim] = claims_of(report)
    assert str(path) in claim and "sorting columns" in claim


@pytest.mark.parametrize("page_index, words", [(False, ("statistics",)), (True, ("page index",))])
def test_values_that_differ_from_their_bounds(verify, orders, tmp_path, page_index, words):
    """Pages of one file get the metadata of another, whose values have the same lengths."""
    other = orders.set_column(0, "o_orderkey", pa.compute.add(orders["o_orderkey"], 0))
    keys = other["o_orderkey"].to_pylist()
    keys[-1] = 5987  # the greatest is 5988
    other = other.set_column(0, "o_orderkey", pa.array(keys))
    options = {"compression": "none", "use_dictionary": False, "write_page_index": page_index,
               "write_statistics": True}
    true_path, other_path = tmp_path / "orders.parquet", tmp_path / "other.bin"
    pq.write_table(orders, true_path, **options)
    pq.write_table(other, other_path, **options)
    first, second = true_path.read_bytes(), other_path.read_bytes()
    assert len(first) == len(second)
    footer = pq.read_metadata(true_path).row_group(0).column(8)
    end_of_pages = footer.data_page_offset + footer.total_compressed_size
    true_path.write_bytes(first[:end_of_pages] + second[end_of_pages:])
    status, report = verify(true_path, "-s", "0.001")
    assert status == 3
    assert any(all(word in claim for word in words) for claim in claims_of(report))
