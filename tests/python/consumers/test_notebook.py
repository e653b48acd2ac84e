"""The notebook runs, draws its plot, and is kept without outputs."""

import json

from tests.support import REPOSITORY

NOTEBOOK = REPOSITORY / "examples" / "notebook.ipynb"

# Prints the cells after a run.
RUN = """
import json, sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
print(json.dumps(nbclient.NotebookClient(notebook, kernel_name="python3").execute()["cells"]))
"""


def outputs_of(cells):
    return [output for cell in cells for output in cell.get("outputs", [])]


def test_the_notebook_runs(run_consumer):
    outputs = outputs_of(json.loads(run_consumer("notebook", RUN, NOTEBOOK)))
    assert not any(output["output_type"] == "error" for output in outputs)
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 1
    assert [output["text"] for output in outputs if "the same rows in" in output.get("text", "")]


def test_the_notebook_has_no_outputs():
    assert outputs_of(json.loads(NOTEBOOK.read_text())["cells"]) == []
