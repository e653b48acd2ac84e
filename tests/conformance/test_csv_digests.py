"""CSV files follow the conventions of tpchgen-cli."""

import pytest

from tests.support import TABLES, fingerprint, golden

pytestmark = [pytest.mark.release_only, pytest.mark.cpu]

GOLDEN = golden("csv_md5_sf0.01")["files"]


@pytest.mark.parametrize("table", TABLES)
def test_csv_equals_recorded_digest(whole_tables, table):
    name = f"{table}.csv"
    assert fingerprint(whole_tables("0.01", "csv") / name) == GOLDEN[name]
