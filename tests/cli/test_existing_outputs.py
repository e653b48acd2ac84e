"""Files that exist are never replaced by accident."""

import pytest

from tests.support import files_below


@pytest.fixture
def folder_with_nation(tmp_path):
    (tmp_path / "nation.tbl").write_text("mine\n")
    return tmp_path


def test_existing_output_is_an_error_that_names_it(run_tpch, folder_with_nation):
    result = run_tpch("generate", "-s", "0.001", "-f", "tbl", "-o", folder_with_nation)
    assert result.returncode == 2
    assert str(folder_with_nation / "nation.tbl") in result.stderr
    assert "--overwrite" in result.stderr
    assert result.stderr.count("\n") == 1
    assert files_below(folder_with_nation) == ["nation.tbl"]
    assert (folder_with_nation / "nation.tbl").read_text() == "mine\n"


def test_existing_part_is_an_error_that_names_it(run_tpch, tmp_path):
    args = ("generate", "-s", "0.001", "-f", "tbl", "-o", tmp_path, "-p", "3", "--part")
    assert run_tpch(*args, "2").returncode == 0
    before = files_below(tmp_path)
    result = run_tpch(*args, "1,2")
    assert result.returncode == 2
    assert ".2.tbl" in result.stderr and "--overwrite" in result.stderr
    assert files_below(tmp_path) == before


def test_files_of_another_table_or_part_are_no_hindrance(generate, folder_with_nation):
    generate(folder_with_nation, "-s", "0.001", "-f", "tbl", "-T", "region")
    assert (folder_with_nation / "nation.tbl").read_text() == "mine\n"


def test_overwrite_replaces(generate, whole_tables, folder_with_nation):
    generate(folder_with_nation, "-s", "0.002", "-f", "tbl", "--overwrite")
    assert (folder_with_nation / "nation.tbl").read_bytes() == \
        (whole_tables("0.002", "tbl") / "nation.tbl").read_bytes()


def test_overwrite_does_not_replace_a_directory(run_tpch, tmp_path):
    (tmp_path / "region.tbl").mkdir()
    result = run_tpch("generate", "-f", "tbl", "-T", "region,nation", "-o", tmp_path, "--overwrite")
    assert result.returncode == 2
    assert "region.tbl" in result.stderr and "directory" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["region.tbl"]
