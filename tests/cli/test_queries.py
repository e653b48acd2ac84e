"""`tpch queries` and `tpch answers`: parameters of qgen, files, messages."""

import json

import pytest

from tests.support import REPOSITORY, files_below, golden

ANSWERS = REPOSITORY / "data" / "answers"


@pytest.fixture
def queries(run_tpch, tmp_path):
    """Returns the output of `tpch queries`, which must succeed, in an empty folder."""

    def run(*args):
        result = run_tpch("queries", *args, cwd=tmp_path)
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout

    return run


@pytest.mark.parametrize("case", golden("qgen_parameters")["cases"], ids=lambda case: case["seed"])
def test_parameters_are_those_of_qgen(queries, case):
    stream = [] if case["stream"] is None else ["--stream", case["stream"]]
    text = queries("--seed", case["seed"], "-s", case["scale_factor"], *stream, "--parameters")
    assert json.loads(text) == case


def test_a_text_begins_with_its_options(queries):
    text = queries("--seed", 5, "--stream", 2, "-s", 0.1, "--dialect", "DuckDB", 1)
    first, blank, header = text.splitlines()[:3]
    assert first == "-- TPC-H queries: seed 5, stream 2, scale factor 0.1, dialect duckdb"
    assert not blank
    assert header.startswith("-- Q6, forecasting revenue change: date = ")


def test_the_seed_of_other_runs_is_the_time(queries):
    text = queries(9)
    seed = int(text.split("seed ")[1].split(",")[0])
    assert seed > 1_700_000_000
    assert queries(9, "--seed", seed) == text


def test_defaults_have_no_seed(queries):
    assert json.loads(queries("--defaults", "--parameters", 6)) == {
        "seed": None,
        "scale_factor": 1,
        "stream": None,
        "queries": [{"query": 6, "parameters": ["1994-01-01", ".06", "24"]}],
    }
    assert "-- TPC-H queries: default parameters, scale factor 1, " in queries("--defaults", 6)


def test_streams_are_files_with_seeds_in_sequence(queries, tmp_path):
    assert queries("--seed", 7, "--streams", "0-2", "-o", "out") == ""
    assert files_below(tmp_path) == [f"out/stream_{stream}.sql" for stream in range(3)]
    for stream in range(3):
        text = (tmp_path / f"out/stream_{stream}.sql").read_text()
        assert text == queries("--seed", 7 + stream, "--stream", stream)


def test_other_files_are_one_a_query(queries, tmp_path):
    queries("--seed", 7, "-o", ".", 3, 12)
    assert files_below(tmp_path) == ["q03.sql", "q12.sql"]
    assert (tmp_path / "q12.sql").read_text() == queries("--seed", 7, 12)


@pytest.mark.parametrize(("args", "name"), [((), "parameters"), (("--stream", 4), "stream_4")])
def test_parameters_are_one_file(queries, tmp_path, args, name):
    queries("--seed", 7, "--parameters", "-o", ".", *args)
    assert files_below(tmp_path) == [f"{name}.json"]
    text = (tmp_path / f"{name}.json").read_text()
    assert text == queries("--seed", 7, "--parameters", *args)


def test_existing_files_are_kept(run_tpch, queries, tmp_path):
    (tmp_path / "q02.sql").write_text("mine\n")
    result = run_tpch("queries", "--seed", 1, "-o", tmp_path)
    assert result.returncode == 2
    assert result.stderr == (
        f"tpch: error: --output-dir: '{tmp_path}/q02.sql' exists already; "
        "use --overwrite to replace\n"
    )
    assert files_below(tmp_path) == ["q02.sql"]
    queries("--seed", 1, "-o", tmp_path, "--overwrite", 2)
    assert "-- Q2, " in (tmp_path / "q02.sql").read_text()


def test_a_place_that_cannot_be_a_directory(run_tpch, tmp_path):
    (tmp_path / "file").touch()
    result = run_tpch("queries", "--seed", 1, "-o", tmp_path / "file")
    assert result.returncode == 1 and result.stderr.count("\n") == 1


# arguments, texts in the error
REFUSED = [
    (("--seed", 0), ("--seed: '0' is a multiple of 2147483647", "use another seed")),
    (("--seed", 4294967294), ("'4294967294' is a multiple of 2147483647",)),
    (("--seed", 2147483646, "--streams", "0-3", "-o", "out"), ("'2147483647' is a multiple",)),
    (("--seed", 1.5), ("--seed: '1.5' is not a whole number",)),
    (("--seed", -2147483648), ("--seed: '-2147483648' is out of range",)),
    (("--stream", -1), ("--stream: '-1' is out of range", "from 0 to")),
    ((23,), ("QUERY: '23' is out of range", "from 1 to 22")),
    (("one",), ("QUERY: 'one' is not a whole number",)),
    (("--dialect", "dukdb"), ("'dukdb' is not a dialect; did you mean duckdb? use ansi, ",)),
    (("--dialect", "db2"), ("'db2' is not a dialect; use ansi, ",)),
    (("--defaults", "--seed", 1), ("--defaults: contradicts --seed",)),
    (("--stream", 1, "--streams", "1-2", "-o", "out"), ("--stream: contradicts --streams",)),
    (("--parameters", "--dialect", "ansi"), ("--dialect: contradicts --parameters",)),
    (("--streams", "3-1", "-o", "out"), ("--streams: '3-1' ends before it begins; use 1-3",)),
    (("--streams", "a-b", "-o", "out"), ("--streams: 'a' is not a whole number",)),
    (("--streams", "0-7"), ("--streams: needs --output-dir",)),
    (("--overwrite",), ("--overwrite: needs --output-dir",)),
    (("-o", "s3://bucket/queries"), ("'s3://bucket/queries' is a URI; use a local directory",)),
    (("-o", "out", 1, 1), ("QUERY: query 1 is given twice",)),
    (("-s", 0), ("--scale-factor: '0'",)),
]


@pytest.mark.parametrize(("args", "texts"), REFUSED, ids=lambda value: " ".join(map(str, value)))
def test_wrong_options_are_refused_in_one_line(run_tpch, tmp_path, args, texts):
    result = run_tpch("queries", *args, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("tpch: error: ") and result.stderr.count("\n") == 1
    for text in texts:
        assert text in result.stderr
    assert files_below(tmp_path) == []


def test_answers_are_those_of_the_reference(run_tpch):
    result = run_tpch("answers", 2, 6)
    assert result.returncode == 0
    two, six = result.stdout.split("\n\n")
    assert two == (
        "-- Q2, minimum cost supplier: size = 15, type = BRASS, region = EUROPE; "
        "first 100 rows\n" + (ANSWERS / "q02.psv").read_text().rstrip("\n")
    )
    assert six.splitlines()[1:] == (ANSWERS / "q06.psv").read_text().splitlines()
    assert run_tpch("answers").stdout.count("\n-- Q") == 21


def test_unknown_answers_are_refused(run_tpch):
    result = run_tpch("answers", 0)
    assert result.returncode == 2
    assert result.stderr == (
        "tpch: error: QUERY: '0' is out of range; use a whole number from 1 to 22\n"
    )
