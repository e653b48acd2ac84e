"""The code blocks of the documentation, and the commands in them."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support import REPOSITORY

DOCUMENTS = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md",
             *(f"docs/{path.name}" for path in sorted((REPOSITORY / "docs").glob("*.md")))]
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    document: str
    line: int
    heading: str
    language: str
    text: str

    def __str__(self):
        return f"{self.document}:{self.line}"


def read_document(document):
    return (REPOSITORY / document).read_text()


def blocks_of(document):
    text = read_document(document)
    for match in FENCED.finditer(text):
        before = text[:match.start()]
        headings = re.findall(r"^#+ (.*)$", FENCED.sub("", before), re.MULTILINE)
        indent, language, code = match.groups()
        yield Block(document, before.count("\n") + 1, headings[-1] if headings else "", language,
                    re.sub(f"^{indent}", "", code, flags=re.MULTILINE))


def blocks(language):
    return [block for document in DOCUMENTS for block in blocks_of(document)
            if block.language == language]


def is_complete(command):
    """Whether a shell would run this instead of waiting for more lines."""
    check = subprocess.run(["bash", "-n"], input=command, capture_output=True, text=True)
    return check.returncode == 0


def examples_of(console):
    """Yields each command after a `$`, and its output."""
    command, output = None, []
    for line in console.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, output
            command, output = line[2:], []
        elif not output and not is_complete(command):
            command += f"\n{line}"
        else:
            output.append(line)
    yield command, output


# Values that vary between runs and machines.
VARYING = [(re.compile(pattern), place) for pattern, place in [
    (r"\b\d+(\.\d+)? s\b", "TIME"),
    (r"\([\d.]+ [kMG]?B/s\)", "(RATE)"),
    (r"peak memory [\d.]+ [kMG]B", "peak memory SIZE"),
    (r"process \d+", "process ID"),
    (r"threads \d+", "threads N"),
    (r'"(\w+_seconds|peak_memory_bytes|num_threads)": [\d.]+', r'"\1": NUMBER'),
    (r'"(cpu_kernels|io_mode)": "\w+"', r'"\1": NAME'),
    (r"^(CPUs|CPU kernels|io_uring): .*", r"\1: VALUE"),
]]


def stable(line):
    for pattern, place in VARYING:
        line = pattern.sub(place, line)
    return line


def matches(expected, actual):
    """Whether the stable parts of the lines are equal; a line `…` matches any number of lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(stable(line)) + "\n"
                      for line in expected)
    return re.fullmatch(pattern, "".join(f"{stable(line)}\n" for line in actual)) is not None


RECORDER = '''#!/usr/bin/env bash
printf '%s\\0' "${0##*/}" "$@" $'\\n' >>"$RECORD"
if [[ ${0##*/} == git ]]; then mkdir -p "${@: -1}"; cp dev "${@: -1}"; fi
'''


def commands_in(block, folder, programs):
    """Runs a block with recorders instead of its programs; returns their arguments.

    A program not in `programs` is an error.
    """
    folder = Path(folder)
    bin_dir = folder / "bin"
    bin_dir.mkdir()
    for path in [folder / "dev", *(bin_dir / name for name in programs)]:
        path.write_text(RECORDER)
        path.chmod(0o755)
    record = folder / "record"
    record.touch()
    script = re.sub(r"<[\w ]+>", "PLACEHOLDER", block.text)
    subprocess.run(["bash", "-eu"], input=script, cwd=folder, check=True, text=True,
                   env={"PATH": f"{bin_dir}:{os.environ['PATH']}", "RECORD": str(record)})
    return [line.split("\0") for line in record.read_text().split("\0\n\0") if line]
