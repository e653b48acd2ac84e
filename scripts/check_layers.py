"""Checks that the source folders stay in layers: a folder includes only those below it.

The engine's folders read the descriptors of tables and columns, and name none of them. Tests,
benchmarks and fuzz targets stand beside their source but may include and name anything.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "src" / "tpch"

# Lowest layer first. Files directly in src/tpch are above all of them, the programs above those.
LAYERS = (
    "base random schema columns dist text tables read encode io arrow parquet store run verify"
    .split()
)

# Third-party headers by their first folder, and the only folders that may include them.
RESTRICTED = {
    "arrow": ("src/tpch/arrow", "src/tpch/parquet", "src/tpch/store", "examples"),
    "parquet": ("src/tpch/arrow", "src/tpch/parquet", "src/tpch/store"),
    "CLI": ("apps",),
}

# Folders that name no table and no column.
ENGINE = ("read", "encode", "io", "arrow", "parquet", "run")

# Tables whose names are words for other things too, so that a text may hold them.
AMBIGUOUS = {"orders", "part", "region"}

# A comment, a text, or a character, which may be a quote.
TOKEN = re.compile(r"""//.*|"((?:[^"\\]|\\.)*)"|'(?:[^'\\]|\\.)'""")
TABLE_IN_CODE = re.compile(r"\b(?:Table|columns)::k[A-Z]\w*")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def level(folder: str) -> int:
    """Returns the layer of a folder of src/tpch; the folder '' is src/tpch itself."""
    return LAYERS.index(folder) if folder else len(LAYERS)


def own_include_problem(source: Path, header: str) -> str | None:
    """Says what is wrong with a library file including `header` in quotes, if anything is."""
    if header.endswith(".inc"):  # Generated data, in the build folder.
        return None
    if not header.startswith("tpch/"):
        return f'write "{header}" as a path that begins with tpch/'
    folder = source.relative_to(LIBRARY).parent.as_posix().removeprefix(".")
    included = Path(header).relative_to("tpch").parent.as_posix().removeprefix(".")
    for name in (folder, included):
        if name and name not in LAYERS:
            return f"folder {name} has no place among the layers: {' '.join(LAYERS)}"
    if level(included) > level(folder):
        return f'{folder} may not include "{header}": the layer {included or "tpch"} is above it'
    return None


def third_party_include_problem(source: Path, header: str) -> str | None:
    """Says what is wrong with `source` including `header` in angle brackets, if anything is."""
    allowed = RESTRICTED.get(header.split("/")[0])
    if allowed is None or source.relative_to(ROOT).as_posix().startswith(allowed):
        return None
    return f"<{header}> may be included only in {', '.join(allowed)}"


def names_in_schema() -> set[str]:
    """Returns the names of all tables and columns, and those that columns end in ("_comment")."""
    schema = (LIBRARY / "schema" / "table.h").read_text()
    columns = re.findall(r'ColumnDescriptor\{"(\w+)"', schema)
    tables = re.findall(r'\.name = "(\w+)"', schema)
    endings = {name[name.index("_") :] for name in columns}
    return {*columns, *tables, *endings} - AMBIGUOUS


def name_problem(line: str, names: set[str]) -> str | None:
    """Says which table or column of `names` a line of the engine names, if it does."""
    texts = [match[1] for match in TOKEN.finditer(line) if match[1]]
    named = TABLE_IN_CODE.findall(TOKEN.sub("", line))
    named += [word for text in texts for word in re.findall(r"\w+", text) if word in names]
    if not named:
        return None
    return f"it names {named[0]}; make the fact a member of its descriptor (schema/table.h)"


def is_engine(source: Path) -> bool:
    return any(source.is_relative_to(LIBRARY / folder) for folder in ENGINE)


def name_problems(source: Path, names: set[str]) -> list[str]:
    """Returns a line for each table and column that `source` of the engine names."""
    lines = enumerate(source.read_text().splitlines(), start=1)
    found = [(number, name_problem(line, names)) for number, line in lines]
    return [f"{place(source)}:{number}: {problem}" for number, problem in found if problem]


def place(source: Path) -> str:
    return source.relative_to(ROOT).as_posix()


def problems(source: Path) -> list[str]:
    """Returns a line for each include of `source` that breaks the layers."""
    found = []
    for number, line in enumerate(source.read_text().splitlines(), start=1):
        include = INCLUDE.match(line)
        if include is None:
            continue
        bracket, header = include.groups()
        if bracket == "<":
            problem = third_party_include_problem(source, header)
        elif source.is_relative_to(LIBRARY):
            problem = own_include_problem(source, header)
        else:
            problem = None
        if problem is not None:
            found.append(f"{place(source)}:{number}: {problem}")
    return found


def main() -> int:
    sources = [
        path
        for folder in ("src", "tools", "apps", "examples")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".h", ".cc") and not path.stem.endswith(("_test", "_benchmark", "_fuzz"))
    ]
    names = names_in_schema()
    found = [problem for source in sources for problem in problems(source)]
    for source in filter(is_engine, sources):
        found += name_problems(source, names)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
