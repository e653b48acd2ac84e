"""Makes docs/benchmarks.md, its plots and docs/benchmarks.json of what the benchmarks measured.

Each part comes from build/bench/PART.json if that benchmark has run here, else from
docs/benchmarks.json, the summary that is committed. The text of docs/benchmarks.md outside of the
markers `<!-- NAME:begin -->` and `<!-- NAME:end -->` is written by hand and stays.
"""

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bench.reporting.io
import bench.reporting.readers
import bench.reporting.scaling
from bench.comparison.documents import MEASURED, MEASURED_QUICKLY, default_file, write_document
from bench.comparison.measure import say
from bench.comparison.programs import DUCKDB_PYTHON, ROOT
from bench.reporting.peers import peers_section

PAGE = ROOT / "docs/benchmarks.md"
PLOTTING_PYTHON = DUCKDB_PYTHON  # The environment for benchmarks only.


def summarize_peers(cell: dict) -> dict:
    return {name: value for name, value in cell.items() if name not in ("runs", "tables")}


# The parts of the summary, and the values it keeps of their cells.
PARTS: dict[str, Callable[[dict], dict]] = {
    "peers": summarize_peers,
    "io": bench.reporting.io.summarize,
    "readers": bench.reporting.readers.summarize,
    "scaling": bench.reporting.scaling.summarize,
}


def summarize(part: str, document: dict) -> dict:
    return document | {"cells": [PARTS[part](cell) for cell in document["cells"]]}


def load(measured: Path, committed: Path) -> dict[str, dict]:
    """Returns the summary of each part that was measured here or is committed."""
    summary = json.loads(committed.read_text()) if committed.exists() else {}
    for part in PARTS:
        file = measured / f"{part}.json"
        if file.exists():
            summary[part] = summarize(part, json.loads(file.read_text()))
    return {part: summary[part] for part in PARTS if part in summary}


def plot(name: str, text: str, folder: Path) -> str:
    """Returns the line that shows a plot, if the plot exists."""
    return f"![{text}](benchmarks/{name}.svg)\n\n" if (folder / f"{name}.svg").exists() else ""


def sections(summary: dict[str, dict], plots: Path) -> dict[str, str]:
    """Returns the text between each pair of markers."""
    makers = {
        "peers": lambda part: plot("peers", "Million rows a second by output and program", plots)
        + peers_section(part),
        "io": lambda part: plot("modes", "Seconds by way to work and to write", plots)
        + bench.reporting.io.io_section(part),
        "stages": lambda part: plot("stages", "Share of CPU time by stage", plots)
        + bench.reporting.io.stages_section(part),
        "readers": bench.reporting.readers.readers_section,
        "scaling": lambda part: plot("scaling", "Times as fast as one thread", plots)
        + bench.reporting.scaling.scaling_section(part),
    }
    texts = {}
    for name, make in makers.items():
        part = summary.get("io" if name == "stages" else name)
        texts[name] = make(part) if part else "Not measured yet.\n"
    return texts


def fill(page: str, texts: dict[str, str]) -> str:
    """Inserts each text between its markers, which are required."""
    for name, text in texts.items():
        pattern = re.compile(f"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        page, found = pattern.subn(lambda match: f"{match[1]}\n{text}\n{match[2]}", page)  # noqa: B023
        if found != 1:
            sys.exit(f"report: {PAGE} has no {name}:begin and {name}:end")
    return page


def make_report(measured: Path, folder: Path) -> None:
    """Writes page, plots and summary into `folder`."""
    summary = load(measured, folder / "benchmarks.json")
    if not summary:
        sys.exit(f"report: nothing was measured: no {', '.join(PARTS)} in {measured}")
    missing = [part for part in PARTS if part not in summary]
    if missing:
        say(f"missing: {', '.join(missing)}; measure with ./dev bench NAME")
    plots = folder / "benchmarks"
    write_document(folder / "benchmarks.json", summary)
    subprocess.run([PLOTTING_PYTHON, ROOT / "bench/plots.py", folder / "benchmarks.json", plots],
                   check=True)
    (folder / "benchmarks.md").write_text(fill(PAGE.read_text(), sections(summary, plots)))
    say(f"wrote {folder / 'benchmarks.md'}")


def measure_quickly() -> None:
    for part in PARTS:
        default_file(part, quick=True).unlink(missing_ok=True)
        subprocess.run([sys.executable, "-P", "-m", f"bench.{part}", "--quick"], check=True,
                       stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./dev bench report", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--quick", action="store_true",
        help="measure everything at scale factor 0.1 and write into build/bench/quick instead of "
        "docs: a minute, to see that all of it works")
    given = parser.parse_args()
    if given.quick:
        measure_quickly()
        make_report(MEASURED_QUICKLY, MEASURED_QUICKLY)
    else:
        make_report(MEASURED, ROOT / "docs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
