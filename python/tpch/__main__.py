"""The program `tpch`: python -m tpch."""

import os
import sys

from tpch._files import environment, program


def main() -> None:
    """Replaces this process by the program."""
    path = program()
    os.execve(path, [path, *sys.argv[1:]], environment())


if __name__ == "__main__":
    main()
