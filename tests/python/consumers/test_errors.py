"""What cannot work ends with one exception that says why."""

import pytest

NO_ARROW = "ValueError: format: 'arrow' needs 'libarrow.so."
RELEASED = "the rows of this batch were taken before; read the table again"


@pytest.mark.parametrize(("environment", "code", "message"), [
    ("duckdb", "tpch.dataset('nation')", "ModuleNotFoundError: No module named 'pyarrow'"),
    ("duckdb", "tpch.polars()", "ModuleNotFoundError: No module named 'polars'"),
    ("duckdb", "tpch.generate('data', sf=0.01, format='arrow')", NO_ARROW),
    # Its pyarrow is another version.
    ("daft", "tpch.generate('data', sf=0.01, format='arrow')", NO_ARROW),
    ("nanoarrow", "import nanoarrow; nanoarrow.Array(batch); nanoarrow.Array(batch)", RELEASED),
    ("polars", "import polars; polars.Series(batch); polars.Series(batch)", RELEASED),
    ("pyarrow", "import pyarrow; pyarrow.record_batch(batch); pyarrow.record_batch(batch)",
     RELEASED),
    ("pyarrow", "import pyarrow\nreader = pyarrow.RecordBatchReader.from_stream(table)\n"
     "reader.close(); reader.read_next_batch()", "pyarrow.lib.ArrowInvalid: Attempt to read from"),
    ("nanoarrow", "import nanoarrow\nstream = nanoarrow.ArrayStream(table)\nstream.close()\n"
     "list(stream)", "RuntimeError: array stream is released"),
])
def test_errors_say_why(run_python, tmp_path, python_of, environment, code, message):
    code = f"import tpch\ntable = tpch.table('nation')\nbatch = next(table.batches())\n{code}"
    result = run_python(code, python=python_of(environment), cwd=tmp_path)
    assert result.returncode == 1
    assert message in result.stderr.splitlines()[-1]
    assert "Exception ignored" not in result.stderr
