"""Several threads generate and verify small tables: ThreadSanitizer watches these runs."""

import pytest

pytestmark = pytest.mark.threads

SMALL = ("-s", "0.002")


# Not of Arrow files: Arrow's own threads read these, and what they do is hidden from the sanitizer.
@pytest.mark.parametrize("data_format", [
    "tbl", "csv", pytest.param("parquet", marks=pytest.mark.arrow)])
def test_threads_make_equal_tables(generate, verify, tmp_path, data_format):
    generate(tmp_path, *SMALL, "-f", data_format, "-p", "3", "-n", "5")
    (tmp_path / "_tpch.json").unlink()
    status, report = verify(tmp_path, *SMALL, "-n", "5")
    assert status == 0
    assert report["equal"]


def test_threads_put_rows_in_order(generate, verify, tmp_path):
    generate(tmp_path, *SMALL, "-f", "tbl", "-T", "orders", "-n", "5")
    (tmp_path / "_tpch.json").unlink()
    path = tmp_path / "orders.tbl"
    path.write_text("".join(reversed(path.read_text().splitlines(keepends=True))))
    status, report = verify(path, *SMALL, "-n", "5", "--temp-dir", tmp_path)
    assert status == 0
    assert report["tables"][6]["notes"] == ["rows are in another order"]
