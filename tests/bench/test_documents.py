"""The JSON files of the benchmarks are always complete, and from one machine and compiler."""

import json
from pathlib import Path

import pytest

from bench.comparison.conditions import cpu_model
from bench.comparison.documents import default_file, earlier_cells, write_document

pytestmark = pytest.mark.release_only

HEADING = {"conditions": {"CPU": "this"}, "compiler": "c++ 1"}


def test_quick_results_have_a_folder_of_their_own():
    assert default_file("io", quick=True).parent == default_file("io", quick=False).parent / "quick"


def test_a_full_disk_leaves_the_earlier_document(tmp_path, monkeypatch):
    file = tmp_path / "io.json"
    write_document(file, {"cells": [1]})

    def write_half(path, text):
        with path.open("w") as stream:
            stream.write(text[:3])
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_text", write_half)
    with pytest.raises(OSError, match="no space left"):
        write_document(file, {"cells": [2]})
    assert json.loads(file.read_text()) == {"cells": [1]}
    assert list(tmp_path.iterdir()) == [file]


def test_cells_of_the_same_conditions_are_read(tmp_path):
    write_document(tmp_path / "io.json", HEADING | {"cells": [{"format": "csv"}]})
    assert earlier_cells(tmp_path / "io.json", HEADING) == [{"format": "csv"}]
    assert earlier_cells(tmp_path / "missing.json", HEADING) == []


@pytest.mark.parametrize("other", [{"conditions": {"CPU": "that"}}, {"compiler": "c++ 2"}])
def test_cells_of_other_conditions_are_refused(tmp_path, other):
    write_document(tmp_path / "io.json", HEADING | other | {"cells": []})
    with pytest.raises(SystemExit, match=f"with other {next(iter(other))}"):
        earlier_cells(tmp_path / "io.json", HEADING)


def test_cpus_of_one_name_are_told_apart_by_their_numbers():
    info = ("cpu family\t: 25\nmodel\t\t: 17\nmodel name\t: AMD EPYC\nstepping\t: 1\n"
            "cpu MHz\t\t: 2596.132\n\nmodel\t\t: 18\n")
    assert cpu_model(info) == "AMD EPYC (cpu family 25, model 17, stepping 1)"
    assert cpu_model("model name\t: AMD EPYC\n") == "AMD EPYC"
