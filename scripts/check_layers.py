"""Checks the includes of each source folder: public headers, its own, and the rooms it may know.

The engine's folders read the descriptors of tables and columns, and name none of them. The library
names no option of the programs: its messages have fields (include/tpch/message.h). Tests,
benchmarks and fuzz targets are next to their source but may include and name anything.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = ROOT / "src" / "tpch"
PUBLIC = ROOT / "include" / "tpch"

# The rooms that each room knows, all of them further up. Every room knows the public headers.
ROOMS = {
    name: frozenset(known.split())
    for name, known in (
        ("base", ""),
        ("random", ""),
        ("schema", ""),
        ("columns", "schema"),
        ("words", "columns"),
        ("queries", "random words"),
        ("text", "base columns random words"),
        ("tables", "base columns random schema text words"),
        ("stream", "base columns schema tables text"),
        ("compress", "base"),
        ("read", "base compress schema"),
        ("ddl", "queries read schema"),
        ("encode", "base columns compress schema"),
        ("io", "base"),
        ("run", "base compress encode io schema tables text"),
        ("modules", "base encode io read"),
        ("parquet/encodings", "base columns encode"),
        ("parquet", "base columns compress encode parquet/encodings schema tables"),
        ("arrow", "base columns compress encode modules schema stream text"),
        ("arrow_read/parquet", "arrow base parquet read"),
        ("arrow_read/claims", "arrow arrow_read/parquet parquet read schema"),
        ("arrow_read", "arrow arrow_read/claims arrow_read/parquet base modules read"),
        ("store", "base io modules"),
        ("generate", "base compress encode io modules parquet run tables text"),
        ("verify", "base columns compress io modules queries read run schema tables text"),
    )
}

# Third-party headers by their first folder, and the only folders that may include them.
RESTRICTED = {
    "arrow": ("src/tpch/arrow", "src/tpch/store", "examples"),
    "parquet": ("src/tpch/arrow_read",),
    "CLI": ("apps",),
}

# Folders that name no table and no column.
ENGINE = ("read", "encode", "io", "run", "modules", "parquet", "arrow", "arrow_read")

# Tables whose names are also common words, so that a text may contain them.
AMBIGUOUS = {"orders", "part", "region"}

# A comment, a string, or a character, which may be a quote.
TOKEN = re.compile(r"""//.*|"((?:[^"\\]|\\.)*)"|'(?:[^'\\]|\\.)'""")
OPTION = re.compile(r"--[a-z][a-z-]*")
TABLE_IN_CODE = re.compile(r"\b(?:Table|columns)::k[A-Z]\w*")

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_problem(room: str, included: str) -> str | None:
    """Returns why `room` may not include a header of room `included`, if so."""
    for name in (room, included):
        if name not in ROOMS:
            return f"{name} is not a room; the rooms are {', '.join(ROOMS)}"
    if room != included and included not in ROOMS[room]:
        known = ", ".join(sorted(ROOMS[room])) or "none"
        return f"{room} may not know {included}; it knows {known}"
    return None


def own_include_problem(source: Path, header: str) -> str | None:
    """Returns the problem with a library file that includes `header` in quotes, if any."""
    if header.endswith(".inc"):  # Generated data, in the build folder.
        return None
    if not header.startswith("tpch/"):
        return f'write "{header}" as a path that begins with tpch/'
    included = Path(header).relative_to("tpch").parent.as_posix()
    if included == ".":  # A public header.
        return None
    if source.is_relative_to(PUBLIC):
        return f"a public header may not know {included}"
    return room_problem(source.relative_to(LIBRARY).parent.as_posix(), included)


def third_party_include_problem(source: Path, header: str) -> str | None:
    """Returns the problem with `source` including `header` in angle brackets, if any."""
    allowed = RESTRICTED.get(header.split("/")[0])
    if allowed is None or source.relative_to(ROOT).as_posix().startswith(allowed):
        return None
    return f"<{header}> may be included only in {', '.join(allowed)}"


def names_in_schema() -> set[str]:
    """Returns the names of all tables and columns, and the endings of column names ("_comment")."""
    schema = (LIBRARY / "schema" / "table.h").read_text()
    columns = re.findall(r'ColumnDescriptor\{"(\w+)"', schema)
    tables = re.findall(r'\.name = "(\w+)"', schema)
    endings = {name[name.index("_") :] for name in columns}
    return {*columns, *tables, *endings} - AMBIGUOUS


def name_problem(line: str, names: set[str]) -> str | None:
    """Returns the problem with an engine line that names a table or column of `names`, if any."""
    texts = [match[1] for match in TOKEN.finditer(line) if match[1]]
    named = TABLE_IN_CODE.findall(TOKEN.sub("", line))
    named += [word for text in texts for word in re.findall(r"\w+", text) if word in names]
    if not named:
        return None
    return f"it names {named[0]}; make the fact a member of its descriptor (schema/table.h)"


def option_problem(line: str) -> str | None:
    """Reports the program option that a line of the library names, or returns None."""
    texts = [match[1] for match in TOKEN.finditer(line) if match[1]]
    named = [option for text in texts for option in OPTION.findall(text)]
    return f"it names {named[0]}; use a Field (tpch/message.h)" if named else None


def is_engine(source: Path) -> bool:
    return any(source.is_relative_to(LIBRARY / folder) for folder in ENGINE)


def is_library(source: Path) -> bool:
    return source.is_relative_to(LIBRARY) or source.is_relative_to(PUBLIC)


def line_problems(source: Path, problem_of: Callable[[str], str | None]) -> list[str]:
    """Returns a line for each line of `source` that has a problem."""
    lines = enumerate(source.read_text().splitlines(), start=1)
    found = [(number, problem_of(line)) for number, line in lines]
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
        elif is_library(source):
            problem = own_include_problem(source, header)
        else:
            problem = None
        if problem is not None:
            found.append(f"{place(source)}:{number}: {problem}")
    return found


def main() -> int:
    sources = [
        path
        for folder in ("include", "src", "tools", "apps", "capi", "examples")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".h", ".cc") and not path.stem.endswith(("_test", "_benchmark", "_fuzz"))
    ]
    rooms = list(ROOMS)
    found = [
        f"scripts/check_layers.py: {room} knows {known}, which is not further up"
        for room, knows in ROOMS.items()
        for known in sorted(knows)
        if rooms.index(known) >= rooms.index(room)
    ]
    names = names_in_schema()
    found += [problem for source in sources for problem in problems(source)]
    for source in filter(is_engine, sources):
        found += line_problems(source, lambda line: name_problem(line, names))
    for source in filter(is_library, sources):
        found += line_problems(source, option_problem)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
