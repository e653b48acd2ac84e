"""The recipes of the documentation run, at a small scale factor."""

import pytest

from tests.python.recipes import RECIPES, packages, small
from tests.support import slow

FAST = {"duckdb", "pyarrow", "pyarrow.dataset", "tpch"}
SLOW = FAST | {"adbc_driver_duckdb.dbapi", "datafusion", "pandas", "polars"}


@pytest.mark.parametrize("recipe", [
    recipe if packages(recipe) <= FAST else slow(recipe)
    for recipe in RECIPES if packages(recipe) <= SLOW], ids=str)
def test_recipes_run(check_python, tmp_path, recipe):
    check_python(small(recipe), cwd=tmp_path)
