"""`tpch verify --queries` runs the 22 queries on the files and compares answers."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.support import READ_FORMATS_HALF_SLOW, TABLES, slow


def with_python(env=None, first=Path(sys.executable).parent):
    """Returns the environment with the directory of the tests' Python first in PATH."""
    return os.environ | (env or {}) | {"PATH": os.pathsep.join([str(first), os.environ["PATH"]])}


@pytest.fixture
def verify_queries(run_tpch, tmp_path):
    """Runs it with the tests' Python, which has DuckDB; returns exit status and answers."""

    def run(folder, *args, env=None, **options):
        report = tmp_path / "report.json"
        result = run_tpch("verify", folder, "--queries", "--temp-dir", tmp_path, "--json", report,
                          *args, env=env or with_python(), **options)
        assert not list(tmp_path.glob("tpch-verify*"))
        return result, json.loads(report.read_text()) if report.exists() else None

    return run


@pytest.mark.parametrize("data_format", READ_FORMATS_HALF_SLOW)
def test_right_data_gives_the_answers(verify_queries, whole_tables, data_format):
    result, report = verify_queries(whole_tables("0.01", data_format))
    assert result.returncode == 0, result.stderr
    assert report["queries"] == [{"query": query, "difference": ""} for query in range(1, 23)]


@pytest.mark.parametrize("codec", [slow("zstd"), slow("gzip")])
def test_compressed_text_gives_the_answers(verify_queries, generate, tmp_path, codec):
    generate(tmp_path / "data", "-s", "0.005", "-f", "csv", "-c", codec)
    result, report = verify_queries(tmp_path / "data")
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


@pytest.mark.arrow
def test_arrow_files_that_spark_does_not_read(verify_queries, generate, tmp_path):
    generate(tmp_path / "data", "-s", "0.001", "-f", "arrow")
    result, _ = verify_queries(tmp_path / "data", "--engine", "spark")
    assert result.returncode == 2
    assert "region.arrow' is an Arrow file, which Spark does not read" in result.stderr


def test_a_codec_that_duckdb_does_not_read(verify_queries, generate, tmp_path):
    generate(tmp_path / "data", "-s", "0.001", "-f", "tbl", "-c", "lz4")
    result, _ = verify_queries(tmp_path / "data")
    assert result.returncode == 2
    assert "region.tbl.lz4' is compressed by lz4" in result.stderr
    assert "use gzip or zstd" in result.stderr


def test_queries_are_those_of_a_seed_and_stream(verify_queries, run_tpch, whole_tables, tmp_path):
    (tmp_path / "python3").write_text(
        f'#!/bin/sh\ncp request.json "{tmp_path}"\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "python3").chmod(0o755)
    choice = ("--seed", "7", "--stream", "3")
    result, report = verify_queries(whole_tables("0.01", "tbl"), *choice,
                                    env=with_python(first=tmp_path))
    assert result.returncode == 0, result.stderr
    assert "22 of 22 queries give the reference's answers (duckdb, seed 7, stream 3)\n" \
        in result.stdout
    assert (report["engine"], report["seed"], report["stream"]) == ("duckdb", 7, 3)
    queries = json.loads((tmp_path / "request.json").read_text())["queries"]
    assert [str(entry["query"]) for entry in report["queries"]] == list(queries)
    wanted = run_tpch("queries", *choice, "-s", "0.01", "--dialect", "duckdb").stdout
    assert "\n".join(query["sql"] for query in queries.values()) == wanted.split("\n\n", 1)[1]


def in_suite(*values):
    """Marks parameters for ./dev test-engines."""
    return pytest.param(*values, marks=[pytest.mark.slow, pytest.mark.engines, pytest.mark.arrow])


@pytest.mark.parametrize(("engine", "options"), [
    in_suite("datafusion", ("-f", "parquet", "--target-file-size", "1MiB")),
    in_suite("datafusion", ("-f", "tbl", "-c", "zstd")), in_suite("datafusion", ("-f", "csv")),
    in_suite("datafusion", ("-f", "arrow")),
    in_suite("clickhouse", ("-f", "parquet", "--target-file-size", "1MiB")),
    in_suite("clickhouse", ("-f", "tbl", "-c", "lz4")),
    in_suite("clickhouse", ("-f", "csv", "-c", "gzip")), in_suite("clickhouse", ("-f", "arrow")),
    in_suite("spark", ("-f", "parquet", "--target-file-size", "1MiB")),
    in_suite("spark", ("-f", "csv", "-c", "gzip"))])
def test_engines_read_files(verify_queries, generate, tmp_path, engine, options):
    generate(tmp_path / "data", "-s", "0.01", *options)
    result, report = verify_queries(tmp_path / "data", "--engine", engine, "--seed", "7")
    assert result.returncode == 0, result.stderr
    assert f"22 of 22 queries give the reference's answers ({engine}, seed 7)\n" in result.stdout
    assert report["engine"] == engine


@pytest.mark.parametrize("engine", [
    slow("duckdb"), in_suite("datafusion"), in_suite("clickhouse"), in_suite("spark")])
@pytest.mark.arrow
def test_engines_read_other_types(verify_queries, whole_tables, tmp_path, engine):
    import duckdb

    types = {"DECIMAL(15,2)": "DOUBLE", "DATE": "TIMESTAMP"}
    (tmp_path / "data").mkdir()
    for table in TABLES:
        rows = duckdb.read_parquet(str(whole_tables("0.01", "parquet") / f"{table}.parquet"))
        columns = (f"CAST({name} AS {types.get(str(kind), kind)}) AS {name}"
                   for name, kind in zip(rows.columns, rows.types))
        rows.project(", ".join(columns)).write_parquet(str(tmp_path / "data" / f"{table}.parquet"))
    result, report = verify_queries(tmp_path / "data", "--engine", engine, "-s", "0.01")
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


@pytest.mark.parametrize("engine", [
    "duckdb", in_suite("datafusion"), in_suite("clickhouse"), in_suite("spark")])
def test_engines_find_a_wrong_value(verify_queries, whole_tables, tmp_path, engine):
    folder = tmp_path / "copy"
    shutil.copytree(whole_tables("0.01", "tbl"), folder)
    lineitem = folder / "lineitem.tbl"
    # The first row costs a cent more.
    lineitem.write_text(lineitem.read_text().replace("|24710.35|", "|24710.36|", 1))
    result, report = verify_queries(folder, "--engine", engine)
    assert result.returncode == 3, result.stderr
    differences = {entry["query"]: entry["difference"] for entry in report["queries"]}
    assert differences[1].startswith("row 3: expected ")
    assert differences[2] == ""  # it does not need lineitem


@pytest.mark.slow
def test_closed_streams_do_not_keep_python_from_starting(verify_queries, whole_tables):
    def close_streams():
        os.close(0)
        os.close(2)

    result, _ = verify_queries(whole_tables("0.002", "tbl"), preexec_fn=close_streams)
    assert result.returncode == 0


def test_the_first_rows_give_their_answers(verify_queries, generate, tmp_path):
    generate(tmp_path / "first", "-s", "0.01", "-f", "tbl", "--max-rows", "2000")
    result, report = verify_queries(tmp_path / "first")
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


@pytest.mark.parametrize("engine", [
    slow("duckdb"), in_suite("datafusion"), in_suite("clickhouse")])
@pytest.mark.arrow
def test_known_answers_at_scale_factor_1(verify_queries, whole_tables, engine):
    result, report = verify_queries(whole_tables("1", "parquet"), "--engine", engine)
    assert result.returncode == 0, result.stderr
    assert [entry["difference"] for entry in report["queries"]] == [""] * 22


def test_a_table_that_is_not_there(verify_queries, whole_tables, tmp_path):
    for table in TABLES[:-1]:
        shutil.copy(whole_tables("0.01", "tbl") / f"{table}.tbl", tmp_path)
    result, _ = verify_queries(tmp_path)
    assert result.returncode == 2
    assert "--queries: lineitem is missing" in result.stderr


@pytest.mark.parametrize(("engine", "package"), [
    ("duckdb", "duckdb"), slow("datafusion", "datafusion"), slow("clickhouse", "chdb"),
    slow("spark", "pyspark")])
def test_a_python_without_the_engine(run_tpch, whole_tables, tmp_path, engine, package):
    (tmp_path / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" -I -S "$@"\n')
    (tmp_path / "python3").chmod(0o755)
    result = run_tpch("verify", whole_tables("0.002", "tbl"), "--queries", "--engine",
                      engine, env={"PATH": str(tmp_path)})
    assert result.returncode == 1
    assert result.stderr.startswith(f"tpch: error: --queries: No module named '{package}'; "
                                    f"pip install {package}")
    assert result.stderr.count("\n") == 1


@pytest.mark.slow
@pytest.mark.engines
def test_spark_without_java(run_tpch, whole_tables, tmp_path):
    (tmp_path / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "python3").chmod(0o755)
    result = run_tpch("verify", whole_tables("0.002", "tbl"), "--queries", "--engine", "spark",
                      env={"PATH": str(tmp_path)})
    assert result.returncode == 1
    assert result.stderr == ("tpch: error: --queries: there is no java in PATH; "
                             "install Java 17 or newer\n")


def test_no_python(run_tpch, whole_tables, tmp_path):
    result = run_tpch("verify", whole_tables("0.002", "tbl"), "--queries",
                      env={"PATH": str(tmp_path / "nothing")})
    assert result.returncode == 1
    assert "python3" in result.stderr


TRAP = "import os; open(os.environ.get('TRAP', '{trap}'), 'w').write('run')"
MODULES = ("json", "decimal", "duckdb", "pyarrow", "sitecustomize", "usercustomize", "encodings",
           "io", "re", "site")


def set_traps(folder, trap):
    """Writes Python modules into a folder that leave a trace if they are run."""
    for name in MODULES:
        (folder / f"{name}.py").write_text(TRAP.format(trap=trap))
    (folder / "python3").write_text(f"#!/bin/sh\necho run > '{trap}'\n")
    (folder / "python3").chmod(0o755)


def test_nothing_of_the_data_or_the_user_is_run(run_tpch, whole_tables, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(whole_tables("0.002", "tbl"), data)
    trap = tmp_path / "trap"
    set_traps(data, trap)
    site = tmp_path / "home" / ".local" / "lib" / f"python3.{sys.version_info.minor}"
    for folder in (tmp_path / "home", site / "site-packages"):
        folder.mkdir(parents=True, exist_ok=True)
        set_traps(folder, trap)
    path = os.pathsep.join(["", ".", "./", "../data", str(Path(sys.executable).parent),
                            os.environ["PATH"]])
    env = os.environ | {"PATH": path, "PYTHONPATH": str(data), "PYTHONHOME": str(data),
                        "PYTHONSTARTUP": str(data / "json.py"),
                        "HOME": str(tmp_path / "home"),
                        "LD_LIBRARY_PATH": str(data), "PYTHONUSERBASE": str(tmp_path / "home")}
    result = run_tpch("verify", ".", "--queries", "--temp-dir", tmp_path, env=env, cwd=data)
    assert not trap.exists()
    assert result.returncode == 0, result.stderr
    assert "22 of 22 queries give the reference's answers" in result.stdout
    assert not list(tmp_path.glob("tpch-verify*"))


# Names with special meanings in a shell, in SQL, or in a reader of patterns and folders.
@pytest.mark.parametrize("data_format", [
    slow("tbl"), pytest.param("parquet", marks=pytest.mark.arrow)])
def test_names_mean_nothing_to_duckdb(verify_queries, whole_tables, tmp_path, data_format):
    data = tmp_path / "year=1992" / "it's [a-z]*? \"x\"; DROP TABLE --\n\udcff"
    shutil.copytree(whole_tables("0.002", data_format), data)
    for table, name in (("orders", "orders.[ab]"), ("part", "part.*"), ("nation", "nation.'")):
        (data / f"{table}.{data_format}").rename(data / f"{name}.{data_format}")
    (data / "_tpch.json").unlink()
    result, report = verify_queries(data)
    assert result.returncode == 0, result.stderr
    assert report["queries"] == [{"query": query, "difference": ""} for query in range(1, 23)]


def test_queries_of_quite_other_data_are_not_run(run_tpch, whole_tables, tmp_path):
    result = run_tpch("verify", whole_tables("0.001", "tbl"), "--queries", "-s", "1000",
                      "--temp-dir", tmp_path, env=with_python())
    assert result.returncode == 3
    assert "the queries were not run" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_python_says_is_in_the_error(run_tpch, whole_tables, tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\necho 'one\ntwo' >&2\nexit 3\n")
    (tmp_path / "python3").chmod(0o755)
    result = run_tpch("verify", whole_tables("0.002", "tbl"), "--queries", "--temp-dir", tmp_path,
                      env={"PATH": str(tmp_path)})
    assert result.returncode == 1
    assert result.stderr == f"tpch: error: --queries: '{tmp_path}/python3' failed: two\n"
    assert [path.name for path in tmp_path.iterdir()] == ["python3"]
