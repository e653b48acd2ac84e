"""The comparison with other generators."""

from itertools import groupby

from bench.comparison.results import OURS
from bench.reporting.tables import build_note, conditions_list, line

COLUMNS = (
    "Output",
    "Program",
    "Wall s (min–max)",
    "CPU s",
    "Peak MiB",
    "Files MB",
    "M rows/s",
    "GB/s",
    f"Wall ÷ {OURS}",
    f"Same as {OURS}",
)


def form(case: dict) -> str:
    return f"{case['format']}:{case['codec']}" if case["codec"] else case["format"]


def measured_values(cell: dict) -> list[str]:
    """Returns the columns after the program's name."""
    if cell["error"]:
        return ["failed"] + [""] * (len(COLUMNS) - 3)
    summary = cell["summary"]
    wall = summary["wall_s"]
    return [
        f"{wall['median']:.2f} ({wall['min']:.2f}–{wall['max']:.2f})",
        f"{summary['cpu_s']['median']:.2f}",
        f"{summary['peak_bytes']['median'] / 2**20:.0f}",
        f"{summary['output_bytes']['median'] / 1e6:.1f}",
        f"{summary['rows_per_s']['median'] / 1e6:.2f}",
        f"{summary['bytes_per_s']['median'] / 1e9:.3f}",
        f"{summary['wall_ratio']:.2f}" if "wall_ratio" in summary else "",
        summary.get("same", ""),
    ]


def group(cell: dict) -> tuple:
    """Returns the common values of the cells of one table, in the order of the tables."""
    case = cell["case"]
    return (float(case["scale_factor"]), case["tables"] != "all", case["tables"], case["threads"],
            case["mode"], case["scale_factor"])


def title(cells: list[dict]) -> str:
    case = cells[0]["case"]
    threads = {"default": "default threads", "1": "one thread"}
    tables = "" if case["tables"] == "all" else f"{case['tables']} only, "
    mode = "programs alternating" if case["mode"] == "alternating" else "each program alone"
    runs = max(cell["summary"]["num_runs"] for cell in cells)
    return (
        f"### Scale factor {case['scale_factor']}, {tables}"
        f"{threads.get(case['threads'], case['threads'] + ' threads')}, {mode}, median of {runs}"
    )


def failures(cells: list[dict]) -> list[str]:
    """Returns a list of the errors of cells, which would not fit into the table."""
    lines = [f"- {form(cell['case'])}, {cell['program']}: `{cell['error']}`"
             for cell in cells if cell["error"]]
    return [*lines, ""] if lines else []


def versions(document: dict) -> list[str]:
    """Returns the programs with their versions, ours with its builds."""
    names = dict.fromkeys(cell["version"] for cell in document["cells"])
    note = build_note(document)
    return [name + note if name.startswith(f"{OURS} ") else name for name in names]


def peers_section(document: dict) -> str:
    """Returns a table for each scale factor, selection of tables, number of threads and mode."""
    lines = []
    cells = sorted(document["cells"], key=group)
    for _, grouped in groupby(cells, key=group):
        same = list(grouped)
        lines += [title(same), "", line(COLUMNS), line(["---"] * 2 + ["--:"] * 7 + ["---"])]
        lines += [line([form(cell["case"]), cell["program"], *measured_values(cell)])
                  for cell in same]
        lines += ["", *failures(same)]
    lines += [f"Measured with {', '.join(versions(document))} on this machine:", ""]
    return "\n".join(lines + conditions_list(document["conditions"])) + "\n"
