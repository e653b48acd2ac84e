"""The recipes of the documentation."""

import re

from tests.project.documents import blocks

RECIPES = [block for block in blocks("python") if block.document in ("docs/python.md", "README.md")]


NEEDED = {"tpch.polars(": "polars", "tpch.dataset(": "pyarrow"}


def packages(recipe):
    imported = re.findall(r"^(?:import|from) (\S+)", recipe.text, re.MULTILINE)
    return {*imported, *(name for function, name in NEEDED.items() if function in recipe.text)}


def small(recipe):
    return re.sub(r"sf=\d+", "sf=0.01", recipe.text)
