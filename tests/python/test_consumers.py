"""Libraries read tables where no other one helps them."""

import pytest

pytestmark = pytest.mark.slow

# Lets a program import this one of the libraries, and tpch.
ALONE = """
import importlib.abc, sys
class Others(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name in {others}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Others())
import tpch
table = tpch.table("nation")
"""
LIBRARIES = {
    "nanoarrow": "import nanoarrow; print(len(nanoarrow.Array(table)))",
    "polars": "import polars; print(polars.DataFrame(table).height)\n"
              "print(tpch.polars()['nation'].collect().height)",
    "duckdb": "import duckdb; print(duckdb.sql('SELECT * FROM \"table\"').fetchall().__len__())",
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_reads_alone(check_python, consumers, library):
    others = {"pandas", "pyarrow", *LIBRARIES} - {library}
    code = ALONE.format(others=others) + LIBRARIES[library]
    assert set(check_python(code, python=consumers).split()) == {"25"}


@pytest.mark.parametrize("code", [
    "import pandas; print(len(pandas.DataFrame.from_arrow(table)))",
    "import datafusion; print(datafusion.SessionContext().from_arrow(table).count())",
])
def test_libraries_that_need_pyarrow_read_tables(check_python, consumers, code):
    code = f"import tpch; table = tpch.table('nation')\n{code}"
    assert check_python(code, python=consumers) == "25\n"


def test_errors_name_a_missing_package(run_python, consumers):
    code = ALONE.format(others={"pyarrow"}) + "tpch.dataset('nation')"
    assert run_python(code, python=consumers).stderr.endswith("ModuleNotFoundError: pyarrow\n")
