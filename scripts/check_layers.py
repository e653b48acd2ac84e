"""Checks that the source folders stay in layers: a folder includes only those below it.

Tests, benchmarks and fuzz targets stand beside their source but may include anything.
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
            found.append(f"{source.relative_to(ROOT)}:{number}: {problem}")
    return found


def main() -> int:
    sources = [
        path
        for folder in ("src", "tools", "apps", "examples")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".h", ".cc") and not path.stem.endswith(("_test", "_benchmark", "_fuzz"))
    ]
    found = [problem for source in sources for problem in problems(source)]
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
