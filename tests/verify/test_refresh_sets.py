"""tpch verify compares refresh sets, and the database after them."""

import duckdb
import pytest

from tests.support import READ_FORMATS, TABLES, TEXT_CODECS, slow

PARTS = ("orders", "lineitem", "delete")
SEGMENTS = ("--insert-segments", "3", "--delete-segments", "4")

# What RF1 and RF2 do with a set's files.
FUNCTIONS = """
    INSERT INTO orders FROM '{folder}/orders.parquet';
    INSERT INTO lineitem FROM '{folder}/lineitem.parquet';
    DELETE FROM orders WHERE o_orderkey IN (FROM '{folder}/delete.parquet');
    DELETE FROM lineitem WHERE l_orderkey IN (FROM '{folder}/delete.parquet')"""


def verdicts_of(report):
    return {(entry["set"], entry["table"]): entry["verdict"] for entry in report["refresh_sets"]}


def of_set(report, number, table):
    return next(entry for entry in report["refresh_sets"]
                if (entry["set"], entry["table"]) == (number, table))


@pytest.mark.parametrize("segments", [(), SEGMENTS])
@pytest.mark.parametrize("data_format", READ_FORMATS)
def test_sets_of_all_formats_are_equal(refresh, verify, tmp_path, data_format, segments):
    refresh(tmp_path, "-s", "0.01", "--sets", "2-3", "-f", data_format, *segments)
    (tmp_path / "_tpch.refresh.2..3.json").unlink()
    status, report = verify(tmp_path)
    assert (status, report["scale_factor"], report["tables"]) == (0, "0.01", [])
    assert verdicts_of(report) == {(number, part): "equal" for number in (2, 3) for part in PARTS}
    assert of_set(report, 2, "delete")["num_rows"] == 10


@pytest.mark.parametrize("codec", TEXT_CODECS)
@pytest.mark.parametrize("data_format", ["tbl", "csv"])
def test_compressed_sets(refresh, verify, tmp_path, data_format, codec):
    refresh(tmp_path, "-s", "0.01", "--sets", "1", "-f", data_format, "-c", codec)
    status, report = verify(tmp_path)
    assert status == 0
    assert set(verdicts_of(report).values()) == {"equal"}


@pytest.mark.parametrize("number", ["999-1001", "4000", "1000000"])
def test_sets_far_away(refresh, verify, tmp_path, number):
    refresh(tmp_path, "-s", "0.01", "--sets", number, "-f", "tbl")
    status, report = verify(tmp_path)
    assert status == 0
    assert set(verdicts_of(report).values()) == {"equal"}


def test_rows_in_another_order(refresh, verify, tmp_path):
    refresh(tmp_path, "-s", "0.1", "--sets", "1000", "-f", "tbl")
    (tmp_path / "_tpch.refresh.1000.json").unlink()
    for path in tmp_path.iterdir():
        path.write_text("".join(reversed(path.read_text().splitlines(keepends=True))))
    status, report = verify(tmp_path)
    assert status == 0
    assert set(verdicts_of(report).values()) == {"equivalent"}


def test_sets_beside_a_database(refresh, generate, run_tpch, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "-T", "nation")
    refresh(tmp_path, "-s", "0.01", "--sets", "1-100", "-f", "tbl")
    result = run_tpch("verify", tmp_path)
    assert result.returncode == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["delete", "equal", "1,000", "rows", "sets", "1-100:", f"{tmp_path}/delete.1", "and",
            "99", "more"] in lines
    assert ["orders", "not", "there"] in lines
    assert len(lines) == 14


def test_differences_are_found(refresh, verify, run_tpch, tmp_path):
    refresh(tmp_path, "-s", "0.01", "--sets", "1-4", "-f", "tbl", *SEGMENTS)
    path = tmp_path / "orders.tbl.u2.1"
    path.write_text(path.read_text().replace("|O|", "|P|"))
    (tmp_path / "delete.u3.2").unlink()
    (tmp_path / "orders.tbl.u4.1").rename(tmp_path / "orders.tbl.u1.9")
    status, report = verify(tmp_path, "-s", "0.01")
    assert status == 3
    different = {key for key, verdict in verdicts_of(report).items() if verdict == "different"}
    assert different == {(2, "orders"), (3, "delete"), (1, "orders"), (4, "orders")}
    assert of_set(report, 2, "orders")["columns"][0]["name"] == "o_orderstatus"
    missing = of_set(report, 3, "delete")["missing"]
    assert missing["examples"][0] == {"key": "o_orderkey 96"}
    assert of_set(report, 1, "orders")["extra"]["num_rows"] == 4
    quick = run_tpch("verify", tmp_path, "--quick")
    assert quick.returncode == 3
    assert "delete.u3.2 is missing" in quick.stdout
    assert "orders.tbl.u1.9 is not in the manifest" in quick.stdout


def test_many_sets_that_differ_have_a_short_report(refresh, run_tpch, tmp_path):
    refresh(tmp_path, "-s", "0.01", "--sets", "1-30", "-f", "tbl", "-T", "delete")
    for number in range(1, 30, 2):
        (tmp_path / f"delete.{number}").write_text("5|\n")
    result = run_tpch("verify", tmp_path, "-s", "0.01")
    assert result.returncode == 3
    assert "delete    5 more sets differ\n" in result.stdout
    assert result.stdout.count("sets 2-2") == 0
    assert result.stdout.count("different") == 10


def test_a_scale_factor_that_cannot_be_worked_out(refresh, run_tpch, tmp_path):
    refresh(tmp_path, "-s", "0.01", "-f", "tbl", "-T", "lineitem")
    (tmp_path / "_tpch.refresh.1.json").unlink()
    result = run_tpch("verify", tmp_path)
    assert result.returncode == 2
    assert "does not say which scale factor its refresh set is of; use --scale-factor" in (
        result.stderr)
    assert run_tpch("verify", tmp_path, "-s", "0.01").returncode == 0


def refreshed(tables, sets, scale_factor, first, last):
    """Returns a connection to a database that has been through these sets."""
    connection = duckdb.connect()
    for table in TABLES:
        connection.execute(f"CREATE TABLE {table} AS FROM '{tables / table}.parquet'")
    for number in range(first, last + 1):
        connection.execute(FUNCTIONS.format(folder=sets / f"refresh.{number}"))
    return connection


def export(connection, folder, order=""):
    folder.mkdir()
    for table in TABLES:
        by = order if table in ("orders", "lineitem") else ""
        connection.execute(f"COPY (FROM {table} {by}) TO '{folder / table}.parquet' "
                           "(ROW_GROUP_SIZE 4096)")


@pytest.mark.arrow
@pytest.mark.parametrize("scale_factor, first, last", [
    ("0.01", 2, 4),
    slow("0.01", 998, 1001),
    slow("0.1", 1, 10),
])
def test_a_database_after_sets(refresh, verify, whole_tables, tmp_path, scale_factor, first, last):
    refresh(tmp_path / "sets", "-s", scale_factor, "--sets", f"{first}-{last}")
    after = ("--after-sets", f"{first}-{last}", "-s", scale_factor)
    with refreshed(whole_tables(scale_factor, "parquet"), tmp_path / "sets", scale_factor, first,
                   last) as connection:
        for folder, order in (("appended", ""), ("keys", "ORDER BY ALL"),
                              ("mixed", "ORDER BY hash(COLUMNS(*))")):
            export(connection, tmp_path / folder, order)
            status, report = verify(tmp_path / folder, *after)
            assert status == 0, report
            assert {entry["verdict"] for entry in report["tables"]} <= {"equal", "equivalent"}
        connection.execute("""
            DELETE FROM orders WHERE o_orderkey = (SELECT max(o_orderkey) FROM orders);
            UPDATE lineitem SET l_tax = 0.09
                WHERE l_orderkey = (SELECT max(l_orderkey) FROM lineitem) AND l_linenumber = 1""")
        export(connection, tmp_path / "changed")
        status, report = verify(tmp_path / "changed", *after)
        assert status == 3
        assert report["tables"][6]["missing"]["num_rows"] == 1
        assert [column["name"] for column in report["tables"][7]["columns"]] == ["l_tax"]
    status, report = verify(tmp_path / "appended", "-s", scale_factor)
    assert status == 3
    assert report["tables"][6]["extra"]["num_rows"] > 0


@pytest.mark.parametrize("options, message", [
    (("--after-sets", "0"), "--after-sets: '0' is out of range; use a whole number from 1 to"),
    (("--after-sets", "3-1"), "--after-sets: '3-1' ends before it begins; use 1-3"),
    (("--after-sets", "1", "--quick"), "--after-sets: contradicts --quick; use one of them"),
    (("--after-sets", "1", "-s", "0.001"),
     "--after-sets: at scale factor 0.001 set 1 has no rows; leave it out"),
])
def test_bad_input(run_tpch, whole_tables, options, message):
    result = run_tpch("verify", whole_tables("0.001", "tbl"), *options)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
