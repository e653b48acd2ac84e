"""tpch_benchmark shares the options of `tpch generate` and makes lineitem by default."""

import pytest

from tests.support import TABLES, files_below, options_in_help


@pytest.fixture
def made_files(run_tpch, tmp_path):
    """Runs tpch_benchmark and returns the names of its data files."""

    def run(*args):
        result = run_tpch("-s", "0.001", "-f", "tbl", "-o", tmp_path, *args,
                          program="tpch_benchmark")
        assert result.returncode == 0, result.stderr
        return [name for name in files_below(tmp_path) if name != "_tpch.json"]

    return run


def test_lineitem_is_the_default(made_files):
    assert made_files() == ["lineitem.tbl"]


def test_dbgen_data_may_be_asked_for(made_files):
    assert made_files("--use-dbgen") == ["lineitem.tbl"]


def test_tables_may_be_chosen(made_files):
    assert made_files("--tables", "nation,orders") == ["nation.tbl", "orders.tbl"]


@pytest.mark.parametrize("table", TABLES)
def test_table_is_the_same_as_that_of_tpch(made_files, generate, tmp_path, table):
    made_files("--table", table)
    generate(tmp_path / "tpch", "-s", "0.001", "-f", "tbl", "--table", table)
    name = f"{table}.tbl"
    assert (tmp_path / name).read_bytes() == (tmp_path / "tpch" / name).read_bytes()


def test_one_option_table_serves_both_programs(run_tpch):
    shared = options_in_help(run_tpch("generate", "--help").stdout)
    own = options_in_help(run_tpch("--help", program="tpch_benchmark").stdout)
    assert own - shared <= {"-V", "--version", "--use-dbgen", "--parallel"}
    assert shared <= own


def test_use_dbgen_is_no_option_of_tpch(run_tpch, tmp_path):
    result = run_tpch("generate", "--use-dbgen", "-o", tmp_path / "data")
    assert result.returncode == 2
    assert "--use-dbgen" in result.stderr
    assert not (tmp_path / "data").exists()
