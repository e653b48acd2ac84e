"""The recipes of docs/python.md run, at a small scale factor."""

import re

import pytest

from tests.project.documents import blocks

FAST = {"tpch", "duckdb", "pyarrow", "pyarrow.dataset"}


def parameter(block):
    imports = set(re.findall(r"^import (\S+)", block.text, re.MULTILINE))
    return pytest.param(block, marks=[] if imports <= FAST else pytest.mark.slow, id=str(block))


@pytest.mark.parametrize("block", [parameter(block) for block in blocks("python")
                                   if block.document in ("docs/python.md", "README.md")])
def test_recipes_run(check_python, tmp_path, block):
    check_python(re.sub(r"sf=\d+", "sf=0.01", block.text), cwd=tmp_path)
