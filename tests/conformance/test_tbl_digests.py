"""TBL files are identical to dbgen's."""

import pytest

from tests.support import TABLES, files_below, fingerprint, golden, slow

pytestmark = pytest.mark.release_only

GOLDEN = golden("tbl_md5")
SCALE_FACTORS = ["0.001", "0.01", "0.1", slow("1")]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("scale_factor", SCALE_FACTORS)
def test_table_equals_dbgen(whole_tables, scale_factor, table):
    folder = whole_tables(scale_factor, "tbl")
    assert fingerprint(folder / f"{table}.tbl") == GOLDEN[scale_factor][table]


def test_a_run_makes_the_eight_tables_and_nothing_else(whole_tables):
    names = files_below(whole_tables("0.01", "tbl"))
    data_files = [name for name in names if name != "_tpch.json"]
    assert data_files == sorted(f"{table}.tbl" for table in TABLES)
