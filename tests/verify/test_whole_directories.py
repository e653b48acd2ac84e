"""Whole data sets are found and verified: our own in every format, and those of others."""

import shutil

import pytest

from tests.schemas import SCHEMAS, run_tpchgen_cli
from tests.support import READ_FORMATS, READ_FORMATS_HALF_SLOW, TABLES, slow
from tests.verify.table_files import write_csv


def verdicts(report):
    return {entry["table"]: entry["verdict"] for entry in report["tables"]}


@pytest.mark.parametrize("data_format", READ_FORMATS)
def test_our_own_files_are_equal(verify, whole_tables, data_format):
    status, report = verify(whole_tables("0.01", data_format))
    assert status == 0
    assert report["equal"]
    assert report["scale_factor"] == "0.01"
    assert [(len(entry["differences"]), entry["num_files"]) for entry in report["manifests"]] == [
        (0, 8)]
    assert verdicts(report) == dict.fromkeys(TABLES, "equal")


@pytest.mark.parametrize("data_format", READ_FORMATS_HALF_SLOW)
def test_parts_in_any_order_without_a_manifest(verify, generate, tmp_path, data_format):
    generate(tmp_path / "made", "-s", "0.01", "-f", data_format, "--parts", "5")
    moved = tmp_path / "moved"
    for path in (tmp_path / "made").glob("*/*"):
        # Names that do not follow the order.
        number = (int(path.suffixes[0][1:]) * 3) % 5
        folder = moved / f"table={path.parent.name}" / f"piece={number}"
        folder.mkdir(parents=True, exist_ok=True)
        path.rename(folder / f"data-{number}{path.suffix}")
    status, report = verify(moved)
    assert status == 0
    assert report["scale_factor"] == "0.01"
    assert verdicts(report) == dict.fromkeys(TABLES, "equal")


def test_only_some_parts(verify, generate, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--parts", "5", "--part", "2,4")
    for manifest in tmp_path.glob("_tpch*"):
        manifest.unlink()
    arguments = (tmp_path, "-s", "0.01", "--parts", "5")
    status, report = verify(*arguments, "--part", "2,4")
    assert status == 0
    status, report = verify(*arguments, "--part", "2,3,4")
    assert status == 3
    keys = [{"key": f"o_orderkey {key}"} for key in (24001, 24002, 24003)]
    assert report["tables"][6]["missing"] == {"num_rows": 3000, "examples": keys}


@pytest.mark.release_only
@pytest.mark.parametrize("data_format", ["tbl", slow("csv"), pytest.param(
    "parquet", marks=pytest.mark.arrow)])
def test_files_of_tpchgen_cli(verify, tmp_path, data_format):
    run_tpchgen_cli(data_format, "--scale-factor", "0.01", "--output-dir", str(tmp_path))
    status, report = verify(tmp_path)
    assert status == 0, report
    assert report["scale_factor"] == "0.01"
    assert set(verdicts(report).values()) <= {"equal", "equivalent"}


def test_manifest_and_quick(verify, whole_tables, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(whole_tables("0.001", "tbl"), folder)
    status, report = verify(folder, "--quick")
    assert status == 0
    assert report["tables"] == []
    part = folder / "part.tbl"
    part.write_bytes(part.read_bytes().replace(b"goldenrod", b"goldenrot", 1))
    status, report = verify(folder, "--quick")
    assert status == 3
    [difference] = report["manifests"][0]["differences"]
    assert str(part) in difference and "digest" in difference
    status, report = verify(folder)
    assert status == 3
    assert verdicts(report)["part"] == "different"
    assert verdicts(report)["orders"] == "equal"


def test_tables_that_are_not_there_are_said(verify, whole_tables, tmp_path):
    shutil.copy(whole_tables("0.001", "tbl") / "orders.tbl", tmp_path)
    status, report = verify(tmp_path)
    assert status == 0
    assert verdicts(report) == dict.fromkeys(TABLES, "not there") | {"orders": "equal"}


def test_a_folder_may_hold_a_column(verify, reference_rows, tmp_path):
    names = SCHEMAS["customer"].names
    rows = reference_rows("customer")
    for segment in {row[6] for row in rows}:
        folder = tmp_path / "customer" / f"c_mktsegment={segment}"
        folder.mkdir(parents=True)
        write_csv(folder / "data_0.csv", "customer",
                  [row[:6] + row[7:] for row in rows if row[6] == segment], names[:6] + names[7:])
    status, report = verify(tmp_path, "-s", "0.001")
    assert status == 0
    assert report["tables"][5]["notes"] == ["rows are in another order"]


def test_shuffled_rows_spill(verify, whole_tables, tmp_path):
    text = (whole_tables("0.1", "tbl") / "orders.tbl").read_text()
    lines = text.splitlines(keepends=True)
    (tmp_path / "orders.tbl").write_text("".join(lines[1::2] + lines[::2]))
    status, report = verify(tmp_path / "orders.tbl", "-s", "0.1", "--temp-dir", tmp_path)
    assert status == 0
    assert report["tables"][6]["notes"] == ["rows are in another order"]
    assert [path.name for path in tmp_path.iterdir() if "verify" in path.name] == []


@pytest.mark.parametrize("scale_factor", ["0.001", slow("0.02"), "0.037"])
def test_the_scale_factor_is_worked_out_from_any_table(verify, generate, tmp_path, scale_factor):
    generate(tmp_path, "-s", scale_factor, "-f", "tbl")
    for table in TABLES[2:]:
        status, report = verify(tmp_path / f"{table}.tbl")
        assert status == 0
        assert report["scale_factor"] == scale_factor


def test_a_dropped_row_does_not_hide_the_scale_factor(verify, whole_tables, tmp_path):
    for table in TABLES:
        shutil.copy(whole_tables("0.01", "tbl") / f"{table}.tbl", tmp_path)
    path = tmp_path / "supplier.tbl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    status, report = verify(tmp_path)
    assert status == 3
    assert report["scale_factor"] == "0.01"
    assert report["tables"][2]["missing"]["num_rows"] == 1


# Both split a group: 1001 lines end within an order, 1001 rows of partsupp within a part.
@pytest.mark.parametrize("data_format", READ_FORMATS_HALF_SLOW)
@pytest.mark.parametrize("max_rows", [1, 1001, 10_000])
def test_only_the_first_rows_by_the_manifest(verify, generate, tmp_path, max_rows, data_format):
    generate(tmp_path, "-s", "0.01", "-f", data_format, "--max-rows", max_rows)
    status, report = verify(tmp_path)
    assert status == 0
    assert verdicts(report) == dict.fromkeys(TABLES, "equal")
    for entry in report["tables"]:
        assert entry["num_rows"] == entry["num_expected_rows"] <= max_rows
    [notice] = report["notices"]
    assert f"first {max_rows} rows" in notice and "_tpch.json" in notice


def test_all_rows_without_the_manifest(verify, generate, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--max-rows", 1001)
    (tmp_path / "_tpch.json").unlink()
    status, report = verify(tmp_path, "-s", "0.01")
    assert status == 3
    assert report["notices"] == []
    missing = {entry["table"]: entry["missing"]["num_rows"] for entry in report["tables"]}
    assert missing["orders"] == 15_000 - 1001
    assert missing["partsupp"] == 8000 - 1001


def test_rows_that_differ_among_the_first(verify, generate, whole_tables, tmp_path):
    generate(tmp_path, "-s", "0.01", "-f", "tbl", "--max-rows", 1001)
    whole = (whole_tables("0.01", "tbl") / "partsupp.tbl").read_text().splitlines(keepends=True)
    path = tmp_path / "partsupp.tbl"
    path.write_text("".join(whole[:1000]))
    _, report = verify(tmp_path)
    key = "ps_partkey {}, ps_suppkey {}".format(*whole[1000].split("|")[:2])
    assert report["tables"][4]["missing"] == {"num_rows": 1, "examples": [{"key": key}]}
    path.write_text("".join(whole[:1002]))
    _, report = verify(tmp_path)
    key = "ps_partkey {}, ps_suppkey {}".format(*whole[1001].split("|")[:2])
    assert report["tables"][4]["extra"] == {"num_rows": 1, "examples": [
        {"path": str(path), "row": 1002, "key": key}]}
    path.write_text("")
    _, report = verify(tmp_path)
    assert report["tables"][4]["missing"]["num_rows"] == 1001


@pytest.mark.parametrize("extra, line", [
    ("orders/orders.3.tbl", "is not in the manifest"),
    ("orders.tbl", "is not in the manifest"),
    ("orders/orders.1.csv", None),
    ("orders/notes.tbl", None),
])
@pytest.mark.parametrize("quick", [["--quick"], []])
def test_a_file_that_readers_would_take_but_the_manifest_lacks(run_tpch, generate, tmp_path, extra,
                                                               line, quick):
    generate(tmp_path, "-s", "0.001", "-f", "tbl", "-p", "2", "-T", "orders,region")
    shutil.copy(tmp_path / "orders" / "orders.1.tbl", tmp_path / extra)
    result = run_tpch("verify", tmp_path, *quick)
    assert (f"{tmp_path / extra} {line}" in result.stdout) == bool(line)
    if line or quick:
        assert result.returncode == (3 if line else 0)


def test_parts_of_several_manifests_are_all_known(run_tpch, generate, tmp_path):
    for part in ("1", "2"):
        generate(tmp_path, "-s", "0.001", "-f", "tbl", "-p", "2", "--part", part)
    result = run_tpch("verify", tmp_path, "--quick")
    assert result.returncode == 0, result.stdout
    (tmp_path / "_tpch.1-of-2.json").unlink()
    result = run_tpch("verify", tmp_path, "--quick")
    assert result.returncode == 3
    assert "orders.1.tbl is not in the manifest" in result.stdout
