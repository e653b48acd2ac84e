"""Each engine runs the 22 queries in its dialect with the right answers."""

from contextlib import closing

import pytest

from tests.queries.answers import reference_rows, rows_agree
from tests.queries.engines import ENGINES
from tests.support import slow

QUERIES = range(1, 23)
# Parameters: those of the validation, and of two streams. Their orders do not matter here.
DEFAULTS = ("--defaults",)
STREAMS = (("--seed", "1127033001"), ("--seed", "7"))


def in_suite(*values):
    """Marks parameters for ./dev test-engines."""
    return pytest.param(*values, marks=[pytest.mark.slow, pytest.mark.engines])


@pytest.fixture
def answers(run_tpch, whole_tables, tmp_path):
    """Returns the rows of all queries by choice of parameters and number, from an engine and in a
    dialect at a scale factor.
    """

    def run(name, dialect, scale_factor, choices):
        scratch = tmp_path / name
        scratch.mkdir(exist_ok=True)
        engine = ENGINES[name](lambda data_format: whole_tables(scale_factor, data_format), scratch)
        with closing(engine):
            return {(choice, number): engine.rows(text)
                    for choice in choices
                    for number, text in texts(*choice, "-s", scale_factor, "--dialect", dialect)}

    def texts(*args):
        folder = tmp_path / "queries"
        result = run_tpch("queries", *args, "-o", folder, "--overwrite")
        assert result.returncode == 0, result.stderr
        return [(number, (folder / f"q{number:02}.sql").read_text()) for number in QUERIES]

    return run


def assert_equal(found, wanted):
    different = {key: (found[key], rows) for key, rows in wanted.items()
                 if not rows_agree(key[-1], found[key], rows)}
    assert found.keys() == wanted.keys() and different == {}


@pytest.mark.parametrize(("name", "dialect"), [
    slow("duckdb", "duckdb"), slow("datafusion", "datafusion"), in_suite("duckdb", "ansi"),
    in_suite("postgresql", "postgresql"), in_suite("postgresql", "ansi"),
    in_suite("sqlite", "sqlite"), in_suite("clickhouse", "clickhouse")])
def test_answers_are_those_of_the_reference(answers, name, dialect):
    wanted = {(DEFAULTS, number): reference_rows(number) for number in QUERIES}
    assert_equal(answers(name, dialect, "1", [DEFAULTS]), wanted)


@pytest.mark.parametrize(("name", "dialect"), [
    in_suite("duckdb", "ansi"), in_suite("postgresql", "postgresql"),
    in_suite("postgresql", "ansi"), in_suite("sqlite", "sqlite"),
    in_suite("clickhouse", "clickhouse"), in_suite("datafusion", "datafusion"),
    in_suite("spark", "spark"), in_suite("mariadb", "mysql")])
def test_engines_agree_on_streams(answers, name, dialect):
    choices = [DEFAULTS, *STREAMS]
    wanted = answers("duckdb", "duckdb", "0.1", choices)
    assert_equal(answers(name, dialect, "0.1", choices), wanted)


@pytest.mark.release_only
def test_engines_agree_on_little_data(answers):
    choices = [DEFAULTS, STREAMS[0]]
    wanted = answers("duckdb", "duckdb", "0.01", choices)
    assert_equal(answers("duckdb", "ansi", "0.01", choices), wanted)
    assert_equal(answers("sqlite", "sqlite", "0.01", choices), wanted)
