"""Files written by DuckDB: from its own dbgen, and from our files in another order."""

import subprocess

import duckdb
import pytest

from tests.support import REPOSITORY, TABLES

DBGEN_PYTHON = REPOSITORY / "build" / "bench-venv" / "bin" / "python"


def notes_of(report):
    return {entry["table"]: (entry["verdict"], entry.get("notes")) for entry in report["tables"]}


@pytest.mark.slow
@pytest.mark.parametrize("data_format", ["tbl", "csv",
                                         pytest.param("parquet", marks=pytest.mark.arrow)])
def test_data_of_duckdbs_dbgen(verify, tmp_path, data_format):
    subprocess.run([DBGEN_PYTHON, REPOSITORY / "bench" / "duckdb_dbgen.py", "--format", data_format,
                    "--scale-factor", "0.1", "--output-dir", tmp_path], check=True)
    status, report = verify(tmp_path)
    assert status == 3
    assert report["scale_factor"] == "0.1"
    # It draws texts differently; all other values are the reference's.
    texts = {f"{prefix}_comment" for prefix in ("r", "n", "s", "p", "ps", "c", "o", "l")}
    differing = [column["name"] for entry in report["tables"] for column in entry["columns"]]
    assert set(differing) == texts | {"s_address", "c_address"}
    for entry in report["tables"]:
        assert entry["num_rows"] == entry["num_expected_rows"]
        for kind in ("missing", "extra", "duplicate"):
            assert entry[kind]["num_rows"] == 0


@pytest.mark.arrow
def test_shuffled_copies(verify, whole_tables, tmp_path):
    with duckdb.connect() as connection:
        for table in TABLES:
            source = whole_tables("0.01", "parquet") / f"{table}.parquet"
            connection.execute(f"COPY (SELECT * FROM '{source}' ORDER BY hash(COLUMNS(*))) "
                               f"TO '{tmp_path / table}.parquet' (ROW_GROUP_SIZE 2048)")
    status, report = verify(tmp_path)
    assert status == 0, report
    assert report["scale_factor"] == "0.01"
    for table in TABLES:
        verdict, notes = notes_of(report)[table]
        assert verdict == "equivalent"
        assert "rows are in another order" in notes


@pytest.mark.arrow
def test_a_table_in_folders_of_a_columns_values(verify, whole_tables, tmp_path):
    source = whole_tables("0.01", "parquet") / "lineitem.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (FROM '{source}') TO '{tmp_path / 'lineitem'}' "
                           "(FORMAT parquet, PARTITION_BY (l_shipmode))")
    status, report = verify(tmp_path, "-s", "0.01")
    assert status == 0, report
    assert notes_of(report)["lineitem"][0] == "equivalent"
