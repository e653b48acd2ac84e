"""The recipes of the documentation."""

import re

from tests.project.documents import blocks

RECIPES = [block for block in blocks("python") if block.document in ("docs/python.md", "README.md")]


def packages(recipe):
    return set(re.findall(r"^(?:import|from) (\S+)", recipe.text, re.MULTILINE))


def small(recipe):
    return re.sub(r"sf=\d+", "sf=0.01", recipe.text)
