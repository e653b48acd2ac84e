"""The --json summary is correct and complete."""

import json

import pytest
import xxhash

from tests.support import FORMATS, TABLES, golden

pytestmark = pytest.mark.release_only

ROWS = {table: facts["rows"] for table, facts in golden("tbl_md5")["0.01"].items()}


@pytest.fixture
def summarize(generate, tmp_path):
    """Generates into <tmp>/data and returns the parsed summary."""

    def run(*args):
        summary = tmp_path / "summary.json"
        generate(tmp_path / "data", "-s", "0.01", "--json", summary, *args)
        return json.loads(summary.read_text())

    return run


@pytest.mark.parametrize("data_format", FORMATS)
def test_files_are_described_exactly(summarize, tmp_path, data_format):
    summary = summarize("-f", data_format)
    assert {file["table"]: file["num_rows"] for file in summary["files"]} == ROWS
    for file in summary["files"]:
        path = tmp_path / "data" / f"{file['table']}.{data_format}"
        content = path.read_bytes()
        assert (tmp_path / file["path"]).samefile(path)
        assert file["size_bytes"] == len(content)
        assert file["xxh3"] == xxhash.xxh3_64_hexdigest(content)


def test_digest_that_was_not_computed_is_null(summarize):
    assert {file["xxh3"] for file in summarize("-f", "tbl", "--digest", "none")["files"]} == {None}


def test_parts_are_listed_one_by_one(summarize):
    files = summarize("-f", "tbl", "-T", "orders,supplier", "-p", "3", "--part", "1,3")["files"]
    listed = {(file["table"], file["part"], file["num_parts"]) for file in files}
    assert listed == {(table, part, 3) for table in ("orders", "supplier") for part in (1, 3)}
    assert len(files) == 4


def test_run_is_described(summarize):
    summary = summarize("-f", "tbl", "-n", "2")
    assert summary["program"] == "tpch"
    assert summary["command"][1:4] == ["generate", "--output-dir", summary["command"][3]]
    assert summary["scale_factor"] == "0.01"
    assert summary["format"] == "tbl"
    assert summary["num_threads"] == 2
    assert summary["wall_seconds"] > 0
    assert summary["user_seconds"] + summary["system_seconds"] > 0
    assert summary["peak_memory_bytes"] > 0
    assert {"complete", "version", "cpu_kernels", "io_mode"} <= summary.keys()
    assert len(summary["files"]) == len(TABLES)


def test_peak_memory_is_that_of_the_program(summarize):
    # A new process can inherit the high-water mark of the process that started it.
    ballast = bytearray(300_000_000)
    peak = summarize("-f", "tbl", "-T", "region")["peak_memory_bytes"]
    assert 0 < peak < len(ballast)


def test_failed_run_is_described_as_incomplete(run_tpch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    summary = tmp_path / "summary.json"
    result = run_tpch("generate", "-s", "0.01", "-f", "tbl", "-o", tmp_path / "file",
                      "--json", summary)
    assert result.returncode == 1
    assert json.loads(summary.read_text())["complete"] is False
