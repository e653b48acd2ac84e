"""Checks that no source file is too long and that the build names every C++ file.

Data files, including generated ones, have other suffixes and may have any length.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "tools", "apps", "capi", "examples", "tests", "bench", "scripts", "cmake")
CODE_SUFFIXES = (".h", ".cc", ".py", ".cmake")

# Files above the first limit deserve a look; those above the second must be divided.
LONG_LINES = 400
TOO_LONG_LINES = 600


def code_files() -> list[Path]:
    return [
        path
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in CODE_SUFFIXES
    ]


def is_named_in_build(source: Path) -> bool:
    """Whether a CMakeLists.txt in the file's folder or a parent names it, relative to itself."""
    for folder in source.parents:
        lists = folder / "CMakeLists.txt"
        if lists.exists():
            words = re.split(r'[\s()";]+', lists.read_text())
            if source.relative_to(folder).as_posix() in words:
                return True
        if folder == ROOT:
            return False
    return False


def main() -> int:
    errors = 0
    for source in code_files():
        name = source.relative_to(ROOT)
        lines = len(source.read_text().splitlines())
        if lines > TOO_LONG_LINES:
            print(f"{name}: {lines} lines, more than {TOO_LONG_LINES}: divide it", file=sys.stderr)
            errors += 1
        elif lines > LONG_LINES:
            print(f"{name}: warning: {lines} lines, more than {LONG_LINES}", file=sys.stderr)
        if source.suffix == ".cc" and not is_named_in_build(source):
            print(f"{name}: not named in a CMakeLists.txt", file=sys.stderr)
            errors += 1
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
