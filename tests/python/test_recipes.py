"""The recipes of the documentation run, at a small scale factor."""

import re

import pytest

from tests.project.documents import blocks

FAST = {"tpch", "duckdb", "pyarrow", "pyarrow.dataset"}
BLOCKS = [block for block in blocks("python") if block.document in ("docs/python.md", "README.md")]


def packages(block):
    return set(re.findall(r"^import (\S+)", block.text, re.MULTILINE))


def small(block):
    return re.sub(r"sf=\d+", "sf=0.01", block.text)


@pytest.mark.parametrize("block", [block for block in BLOCKS if packages(block) <= FAST], ids=str)
def test_recipes_run(check_python, tmp_path, block):
    check_python(small(block), cwd=tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("block", BLOCKS, ids=str)
def test_recipes_run_with_nothing_else(check_python, consumers, tmp_path, block):
    check_python(small(block), python=consumers, cwd=tmp_path)
