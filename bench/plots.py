"""Draws the plots of docs/benchmarks.md: `plots.py SUMMARY.json FOLDER`.

./dev bench report runs it in the environment that contains the plotting library.
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "tpch"  # The same data results in the same file.
from matplotlib import pyplot  # noqa: E402


def save(figure, folder: Path, name: str) -> None:
    figure.tight_layout()
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
    pyplot.close(figure)


def largest(io: dict) -> str:
    """Returns the data set with the most rows."""
    return max((cell for cell in io["cells"] if cell["summary"]),
               key=lambda cell: cell["summary"]["rows"])["data_set"]


def draw_modes(io: dict, folder: Path) -> None:
    """Draws the time by way to work, way to write and format."""
    name = largest(io)
    cells = [cell for cell in io["cells"] if cell["data_set"] == name and cell["summary"]]
    formats = list(dict.fromkeys(cell["format"] for cell in cells))
    figure, panels = pyplot.subplots(1, len(formats), figsize=(9, 3.2), squeeze=False)
    for panel, format in zip(panels[0], formats, strict=True):
        bars = [cell for cell in cells if cell["format"] == format]
        panel.barh([f"{cell['way']}, {cell['io']}" for cell in bars],
                   [cell["summary"]["mean_s"] for cell in bars],
                   xerr=[cell["summary"]["deviation_s"] for cell in bars])
        panel.invert_yaxis()
        panel.set(title=f"{name}, {format}", xlabel="seconds")
    save(figure, folder, "modes")


def draw_stages(io: dict, folder: Path) -> None:
    """Draws the share of CPU time by stage, but not callgrind's, which counts instructions."""
    cells = [cell for cell in io["cells"]
             if cell["stages"].get("profiler") == "perf" and cell["way"] == "threads"]
    if not cells:
        (folder / "stages.svg").unlink(missing_ok=True)  # The report shows the existing plots.
        return
    figure, panel = pyplot.subplots(figsize=(9, 0.5 + 0.45 * len(cells)))
    labels = [f"{cell['data_set']}, {cell['format']}, {cell['io']}" for cell in cells]
    left = [0.0] * len(cells)
    for stage in cells[0]["stages"]["shares"]:
        widths = [cell["stages"]["shares"][stage] for cell in cells]
        panel.barh(labels, widths, left=left, label=stage)
        left = [begin + width for begin, width in zip(left, widths, strict=True)]
    panel.invert_yaxis()
    panel.set(xlabel="share of CPU time", xlim=(0, 1))
    panel.legend(loc="upper left", bbox_to_anchor=(1, 1))
    save(figure, folder, "stages")


def draw_scaling(scaling: dict, folder: Path) -> None:
    figure, panel = pyplot.subplots(figsize=(6, 3.5))
    cells = scaling["cells"]
    for format in dict.fromkeys(cell["format"] for cell in cells):
        points = [cell for cell in cells if cell["format"] == format]
        panel.plot([cell["threads"] for cell in points],
                   [points[0]["median_s"] / cell["median_s"] for cell in points],
                   marker="o", label=format)
    most = max(cell["threads"] for cell in cells)
    panel.plot([1, most], [1, most], color="gray", linestyle=":", label="ideal")
    panel.set(xlabel="threads", ylabel="times as fast as one",
              title=f"all tables, scale factor {scaling['scale_factor']}")
    panel.legend()
    save(figure, folder, "scaling")


def draw_peers(peers: dict, folder: Path) -> None:
    """Draws rows per second next to other generators, if all run in turn with default threads."""
    cells = [cell for cell in peers["cells"] if not cell["error"]
             and cell["case"]["tables"] == "all" and cell["case"]["mode"] == "alternating"
             and cell["case"]["threads"] == "default"]
    labels = list(dict.fromkeys(label_of(cell) for cell in cells))
    programs = list(dict.fromkeys(cell["program"] for cell in cells))
    figure, panel = pyplot.subplots(figsize=(9, 0.8 + 0.5 * len(labels)))
    height = 0.8 / len(programs)
    for index, program in enumerate(programs):
        own = {label_of(cell): cell for cell in cells if cell["program"] == program}
        places = [labels.index(label) + index * height for label in own]
        panel.barh(places, [cell["summary"]["rows_per_s"]["median"] / 1e6 for cell in own.values()],
                   height=height, label=program)
    panel.set(xlabel="million rows a second")
    panel.set_yticks([place + 0.4 - height / 2 for place in range(len(labels))], labels)
    panel.invert_yaxis()
    panel.legend()
    save(figure, folder, "peers")


def label_of(cell: dict) -> str:
    case = cell["case"]
    codec = f":{case['codec']}" if case["codec"] else ""
    return f"{case['format']}{codec}, scale factor {case['scale_factor']}"


def main() -> None:
    summary = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    if "io" in summary:
        draw_modes(summary["io"], folder)
        draw_stages(summary["io"], folder)
    if "scaling" in summary:
        draw_scaling(summary["scaling"], folder)
    if "peers" in summary:
        draw_peers(summary["peers"], folder)


if __name__ == "__main__":
    main()
