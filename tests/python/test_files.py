"""Files are those of the program, and errors have the names that options have in Python."""

import json

import pytest

from tests.support import TABLES, digests_below, files_below, slow


@pytest.mark.parametrize("data_format", ["tbl", "parquet", slow("arrow"), slow("csv")])
def test_files_are_those_of_the_program(tpch, whole_tables, tmp_path, data_format):
    summary = tpch.generate(tmp_path, sf=0.01, format=data_format)
    assert digests_below(tmp_path) == digests_below(whole_tables("0.01", data_format))
    assert [file["table"] for file in summary["files"]] == list(TABLES)


def test_the_summary_is_that_of_the_program(tpch, run_tpch, tmp_path):
    options = {"tables": ["nation", "region"], "format": "csv", "delimiter": ";", "no_header": True}
    summary = tpch.generate(tmp_path, sf="0.010", **options)
    run_tpch("generate", "-s", "0.01", "-T", "nation,region", "-f", "csv", "--delimiter", ";",
             "--no-header", "-o", tmp_path, "--overwrite", "--json", tmp_path / "summary.json")
    expected = json.loads((tmp_path / "summary.json").read_text())
    assert summary.keys() == expected.keys()
    for key in ("files", "scale_factor", "format", "complete", "version", "num_threads"):
        assert summary[key] == expected[key]
    assert summary["command"] == [
        "tpch", "generate", "--scale-factor=0.010", f"--output-dir={tmp_path}",
        "--tables=nation,region", "--format=csv", "--delimiter=;", "--no-header"]
    assert 0 < summary["wall_seconds"] < 60


def test_progress_ends_with_all_rows(tpch, tmp_path):
    seen = []
    tpch.generate(tmp_path, sf=0.1, tables="orders", format="tbl",
                  progress=lambda *now: seen.append(now))
    assert seen[-1] == (150_000, 150_000, (tmp_path / "orders.tbl").stat().st_size)
    assert seen == sorted(seen)


def test_a_bar_shows_progress(tpch, tmp_path, capsys):
    tpch.generate(tmp_path, sf=0.01, tables="orders", progress=True)
    assert capsys.readouterr().err.endswith("\r100% [" + 30 * "#" + "] 15,000 rows, 0 MB\n")


def test_an_exception_of_the_progress_stops_the_run(tpch, tmp_path):
    def fail(*_):
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        tpch.generate(tmp_path, sf=100, tables="lineitem", no_space_check=True, progress=fail)
    assert files_below(tmp_path) in ([], ["_tpch.json"])


def test_mappings_and_lists_are_options(tpch, tmp_path):
    summary = tpch.generate(tmp_path, sf=0.001, tables=["part"],
                            bloom_filter=["p_partkey", "p_name"],
                            column_compression={"p_name": "zstd:3", "p_comment": "none"},
                            overwrite=False, parts=None)
    assert "--column-compression=p_name=zstd:3,p_comment=none" in summary["command"]
    assert "--bloom-filter=p_partkey,p_name" in summary["command"]
    assert not {"--overwrite", "--parts=None"} & set(summary["command"])


WRONG = [
    ({"format": "parquet\0"}, "'parquet\\x00' has a NUL character; leave it out"),
    ({"sf": "x"}, "sf: 'x' is not a scale factor; use a decimal from 0.0005 to 100000"),
    ({"sf": None}, "sf: None is no number"),
    ({"format": "orc"}, "format: 'orc' is not a format; use parquet, csv, tbl or arrow"),
    ({"compression": "snapy"}, "compression: 'snapy' is not a codec of parquet; did you mean"),
    ({"row_group_rows": 3, "format": "csv"}, "row_group_rows: csv does not have this option; use "),
    ({"num_threads": "x"}, "num_threads: 'x' is not a whole number; use a whole number from 1 to"),
    ({"overwrite": "yes"}, "overwrite: takes no value"),
    ({"colour": "red"}, "'colour' is not an option; see tpch generate --help"),
    ({"json": "x"}, "json: only the programs report; leave it out"),
    ({"parts": 2, "part": 5}, "part: '5' is out of range; use a whole number from 1 to 2"),
    ({"tables": ["orderz"]}, "tables: 'orderz' is not a table; use all, region"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=str)
def test_wrong_options_are_refused_by_their_names(tpch, tmp_path, options, message):
    with pytest.raises(ValueError) as failure:
        tpch.generate(tmp_path / "data", **options)
    assert str(failure.value).startswith(message)
    assert not (tmp_path / "data").exists()


def test_other_data_is_refused(tpch, tmp_path):
    tpch.generate(tmp_path, sf=0.001, tables="nation")
    with pytest.raises(ValueError, match="another output_dir, or overwrite to replace it"):
        tpch.generate(tmp_path, sf=0.002, tables="nation")
    tpch.generate(tmp_path, sf=0.002, tables="nation", overwrite=True)


def test_a_directory_that_cannot_be_made_is_an_error_of_the_system(tpch, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="output_dir: '.*' is a file: Not a directory; choose"):
        tpch.generate(tmp_path / "file" / "data")


def test_missing_arrow_is_named(run_python, tmp_path):
    result = run_python("""
import os, sys
sys.modules["pyarrow"] = None
os.environ["VIRTUAL_ENV"] = os.environ["HOME"] = "/nowhere"
import tpch
tpch.generate(sys.argv[1], sf=0.01, format="arrow", tables="nation")
""", tmp_path)
    message = result.stderr.splitlines()[-1]
    assert message.startswith("ValueError: format: 'arrow' needs 'libarrow.so")
    assert "run 'pip install pyarrow==" in result.stderr


# --- verify ---


@pytest.mark.parametrize("data_format", ["tbl", "parquet", slow("arrow")])
def test_right_data_is_equal(tpch, whole_tables, data_format):
    report = tpch.verify(whole_tables("0.01", data_format))
    assert report["equal"] is True
    assert [table["verdict"] for table in report["tables"]] == ["equal"] * 8


def test_wrong_data_is_not(tpch, tmp_path):
    tpch.generate(tmp_path, sf=0.01, tables="nation", format="tbl")
    path = tmp_path / "nation.tbl"
    path.write_text(path.read_text().replace("CHINA", "CHILE"))
    report = tpch.verify(path, sf=0.01, table="nation")
    assert report["equal"] is False


@pytest.mark.parametrize("data_format", ["parquet", "csv"])
def test_damaged_data_is_not(tpch, tmp_path, data_format):
    tpch.generate(tmp_path, sf=0.01, tables={"nation", "orders"}, format=data_format)
    path = tmp_path / f"orders.{data_format}"
    path.write_bytes(path.read_bytes()[:100_000])
    report = tpch.verify(tmp_path)
    assert report["equal"] is False
    assert "has 100000 bytes" in str(report)


@pytest.mark.parametrize(("paths", "options", "error", "message"), [
    (["missing"], {}, ValueError, "'missing' does not exist; name a file or directory that does"),
    ([], {}, ValueError, "PATH is missing; see tpch verify --help"),
    (["."], {"table": "x"}, ValueError, "table: 'x' is not a table"),
    (["."], {"sf": "x"}, ValueError, "sf: 'x' is not a scale factor"),
    (["."], {"num_threads": 0}, ValueError, "num_threads: '0' is out of range"),
])
def test_wrong_requests_to_verify_are_refused(tpch, paths, options, error, message):
    with pytest.raises(error) as failure:
        tpch.verify(*paths, **options)
    assert str(failure.value).startswith(message)
