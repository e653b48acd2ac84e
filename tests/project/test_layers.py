"""scripts/check_layers.py finds forbidden includes, and names in the wrong place."""

import subprocess
import sys

import pytest

from tests.support import REPOSITORY

pytestmark = pytest.mark.release_only

ENGINE_FILE = "src/tpch/run/example.cc"


def check(root):
    """Returns the output of the check of a source tree; empty if it succeeds."""
    script = root / "scripts" / "check_layers.py"
    return subprocess.run([sys.executable, script], capture_output=True, text=True).stderr


@pytest.fixture
def tree(tmp_path):
    """A source tree that contains only the check and the schema."""
    for name in ("scripts/check_layers.py", "src/tpch/schema/table.h"):
        copy = tmp_path / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text((REPOSITORY / name).read_text())
    (tmp_path / ENGINE_FILE).parent.mkdir()
    return tmp_path


@pytest.mark.parametrize("line, name", [
    ("if (table == Table::kLineitem) return 7;", "Table::kLineitem"),
    ("Write<columns::kOrders>(batch);", "columns::kOrders"),
    ('if (column.name == "o_clerk") return 3.55;', "o_clerk"),
    ('return name.ends_with("_comment");', "_comment"),
    ('#include "tpch/tables/lineitem.h"', "lineitem"),
    ("*out++ = '\"'; return \"use l_comment\";", "l_comment"),
])
def test_a_name_in_the_engine_is_found(tree, line, name):
    (tree / ENGINE_FILE).write_text(f"\n{line}\n")
    assert f"{ENGINE_FILE}:2: it names {name}" in check(tree)


@pytest.mark.parametrize("line", [
    "for (const Table table : kAllTables) {",
    "// Orders need it too: see Table::kOrders and o_clerk.",
    '{"part", file.part},',
    'return fmt::format("use {}", kExampleColumn);',
])
def test_other_words_are_left_alone(tree, line):
    (tree / ENGINE_FILE).write_text(f"{line}\n")
    assert check(tree) == ""


@pytest.mark.parametrize("file", ["src/tpch/run/example_test.cc", "src/tpch/tables/example.cc"])
def test_tests_and_tables_may_name_what_they_like(tree, file):
    (tree / file).parent.mkdir(exist_ok=True)
    (tree / file).write_text("Use(Table::kLineitem);\n")
    assert check(tree) == ""


@pytest.mark.parametrize("file, header, problem", [
    ("src/tpch/io/example.cc", "tpch/run/plan.h", "io may not know run; it knows base"),
    ("src/tpch/parquet/encodings/example.cc", "tpch/parquet/footer.h",
     "parquet/encodings may not know parquet"),
    ("src/tpch/attic/example.cc", "tpch/base/digits.h", "attic is not a room"),
    ("src/tpch/run/example.cc", "plan.h", "write \"plan.h\" as a path"),
    ("include/tpch/example.h", "tpch/base/digits.h", "a public header may not know base"),
])
def test_an_include_of_a_room_that_is_not_known_is_found(tree, file, header, problem):
    (tree / file).parent.mkdir(parents=True, exist_ok=True)
    (tree / file).write_text(f'#include "{header}"\n')
    assert f"{file}:1: {problem}" in check(tree)


def test_every_room_includes_public_headers_and_rooms_that_it_knows(tree):
    (tree / ENGINE_FILE).write_text(
        '#include "tpch/status.h"\n#include "tpch/io/sink.h"\n#include "tpch/run/plan.h"\n')
    assert check(tree) == ""


def test_an_option_in_a_text_of_the_library_is_found(tree):
    (tree / ENGINE_FILE).write_text(
        '// As --io says.\nreturn Status::Invalid(Field::kIo, "no -- such");\n'
        'return "use --io sync";\n')
    assert check(tree) == f"{ENGINE_FILE}:3: it names --io; use a Field (tpch/message.h)\n"
