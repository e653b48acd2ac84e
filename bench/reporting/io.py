"""The comparison of our own ways to work and to write."""

from itertools import groupby

from reporting.tables import conditions_list, mean_and_deviation, table

COLUMNS = ("Written by", "Tables by", "Mean ± sd, s", "Median s", "User s", "System s", "PSS MiB",
           "M rows/s")
CALL_COLUMNS = ("Written by", "Tables by", "write", "pwrite64", "io_uring_enter", "futex", "all")

IO_NAMES = {"sync": "pwrite", "uring-per-file": "a ring per file", "uring": "one ring"}
WAY_NAMES = {"off": "one after another", "threads": "threads", "processes": "processes"}


def names(cell: dict) -> list[str]:
    return [IO_NAMES[cell["io"]], WAY_NAMES[cell["way"]]]


def group(cell: dict) -> tuple[str, str]:
    return cell["data_set"], cell["format"]


def summarize(cell: dict) -> dict:
    """Returns a cell without its single runs and files, and with what follows from them."""
    kept = {name: value for name, value in cell.items() if name not in ("runs", "files")}
    if cell["error"] or not cell["runs"]:
        return kept | {"summary": {}}
    wall = sorted(run["wall_s"] for run in cell["runs"])
    mean, deviation = mean_and_deviation(wall)
    median = wall[len(wall) // 2] if len(wall) % 2 else sum(wall[len(wall) // 2 - 1:][:2]) / 2
    rows = sum(file["rows"] for file in cell["files"].values())
    return kept | {"summary": {
        "num_runs": len(wall), "mean_s": mean, "deviation_s": deviation, "median_s": median,
        "user_s": mean_and_deviation([run["user_s"] for run in cell["runs"]])[0],
        "system_s": mean_and_deviation([run["system_s"] for run in cell["runs"]])[0],
        "rows": rows, "output_bytes": sum(file["bytes"] for file in cell["files"].values()),
        "rows_per_s": rows / median,
    }}


def time_row(cell: dict) -> list[str]:
    summary = cell["summary"]
    if not summary:
        return [*names(cell), f"failed: {cell['error']}", *[""] * 5]
    return [
        *names(cell),
        f"{summary['mean_s']:.3f} ± {summary['deviation_s']:.3f}",
        f"{summary['median_s']:.3f}",
        f"{summary['user_s']:.2f}",
        f"{summary['system_s']:.2f}",
        f"{cell['peak_pss_bytes'] / 2**20:.0f}",
        f"{summary['rows_per_s'] / 1e6:.2f}",
    ]


def call_row(cell: dict) -> list[str]:
    calls = cell["calls"]["calls"]
    counts = [f"{calls[name]['count']} ({calls[name]['share']:.0%})" if name in calls else "0"
              for name in CALL_COLUMNS[2:-1]]
    return [*names(cell), *counts, str(cell["calls"]["total"])]


def data_set_lines(cells: list[dict]) -> list[str]:
    whole = [cell["summary"] for cell in cells if cell["summary"]]
    title = f"### {cells[0]['data_set'].capitalize()}, {cells[0]['format']}"
    if whole:
        title += f", {whole[0]['output_bytes'] / 1e6:.0f} MB, {whole[0]['num_runs']} runs"
    lines = [title, ""]
    lines += table(COLUMNS, [time_row(cell) for cell in cells], num_texts=2)
    traced = [cell for cell in cells if "calls" in cell["calls"]]
    if traced:
        lines += ["System calls (count, share of the time in all calls) by `strace -c -f`:", ""]
        lines += table(CALL_COLUMNS, [call_row(cell) for cell in traced], num_texts=2)
    return lines


def io_section(document: dict) -> str:
    lines = []
    for _, grouped in groupby(document["cells"], key=group):
        lines += data_set_lines(list(grouped))
    lines += [f"Measured with {document['version']}; every output was read and has the size and "
              "digest that the program tells, the same in all cells of a table. Memory is from a "
              "run that is not timed.", ""]
    return "\n".join(lines + conditions_list(document["conditions"])) + "\n"


def stages_section(document: dict) -> str:
    """Returns the shares of CPU time by stage, of the cells that were profiled."""
    cells = [cell for cell in document["cells"] if cell["stages"].get("profiler")]
    if not cells:
        return "No profiler was there.\n"
    stages = list(cells[0]["stages"]["shares"])
    rows = [[cell["data_set"], cell["format"], *names(cell),
             *(f"{cell['stages']['shares'][stage]:.0%}" for stage in stages)] for cell in cells]
    profilers = ", ".join(dict.fromkeys(cell["stages"]["profiler"] for cell in cells))
    columns = ("Data", "Format", "Written by", "Tables by", *stages)
    return "\n".join([f"Shares of CPU time, by {profilers}:", "",
                      *table(columns, rows, num_texts=4)])
