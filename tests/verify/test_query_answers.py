"""`tpch verify --queries` runs the 22 queries on the files and compares answers."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from support import FORMATS, TABLES


@pytest.fixture
def verify_queries(run_tpch, tmp_path):
    """Runs it with the Python of the tests, which has DuckDB; returns exit status and answers."""

    def run(folder, *args, **options):
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        report = tmp_path / "report.json"
        result = run_tpch("verify", folder, "--queries", "--temp-dir", tmp_path, "--json", report,
                          *args, env=os.environ | {"PATH": path}, **options)
        assert not list(tmp_path.glob("tpch-verify*"))
        return result, json.loads(report.read_text())

    return run


@pytest.mark.parametrize("data_format", FORMATS)
def test_right_data_gives_the_answers(verify_queries, whole_tables, data_format):
    result, report = verify_queries(whole_tables("0.01", data_format))
    assert result.returncode == 0, result.stderr
    assert report["queries"] == [{"query": query, "difference": ""} for query in range(1, 23)]


def test_closed_streams_do_not_keep_python_from_starting(verify_queries, whole_tables):
    def close_streams():
        os.close(0)
        os.close(2)

    result, _ = verify_queries(whole_tables("0.01", "tbl"), preexec_fn=close_streams)
    assert result.returncode == 0


def test_the_first_rows_give_their_answers(verify_queries, generate, tmp_path):
    generate(tmp_path / "first", "-s", "0.01", "-f", "tbl", "--max-rows", "2000")
    result, report = verify_queries(tmp_path / "first")
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


def test_wrong_data_gives_others(verify_queries, whole_tables, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(whole_tables("0.01", "tbl"), folder)
    lineitem = folder / "lineitem.tbl"
    lineitem.write_text("".join(lineitem.read_text().splitlines(keepends=True)[::2]))
    result, report = verify_queries(folder)
    assert result.returncode == 3
    assert "expected" in report["queries"][0]["difference"]
    assert report["queries"][1]["difference"] == ""  # query 2 does without lineitem


@pytest.mark.slow
@pytest.mark.parquet
def test_known_answers_at_scale_factor_1(verify_queries, whole_tables):
    result, report = verify_queries(whole_tables("1", "parquet"))
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


def test_a_table_that_is_not_there(verify_queries, whole_tables, tmp_path):
    for table in TABLES[:-1]:
        shutil.copy(whole_tables("0.01", "tbl") / f"{table}.tbl", tmp_path)
    result, _ = verify_queries(tmp_path)
    assert result.returncode == 2
    assert "--queries: lineitem is not there" in result.stderr


def test_a_python_without_duckdb(run_tpch, whole_tables, tmp_path):
    (tmp_path / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    (tmp_path / "python3").chmod(0o755)
    result = run_tpch("verify", whole_tables("0.01", "tbl"), "--queries",
                      env={"PATH": str(tmp_path)})
    assert result.returncode == 1
    assert "duckdb" in result.stderr and "pip install" in result.stderr
    result = run_tpch("verify", whole_tables("0.01", "tbl"), "--queries",
                      env={"PATH": str(tmp_path / "nothing")})
    assert result.returncode == 1
    assert "python3" in result.stderr
