"""The comparison of our own ways to work and to write."""

from bench.reporting.tables import build_note, conditions_list, mean_and_deviation, table

COLUMNS = ("Written by", "Tables by", "Mean ± sd, s", "Median s", "User s", "System s", "PSS MiB",
           "M rows/s")
CALL_COLUMNS = ("Written by", "Tables by", "write", "pwrite64", "io_uring_enter", "futex", "all")

IO_NAMES = {"sync": "pwrite", "uring": "one ring"}
WAY_NAMES = {"off": "one after another", "threads": "threads", "processes": "processes"}
PROFILER_HEADINGS = {
    "perf": "Shares of CPU time, by perf",
    "callgrind": "Shares of instructions, without the kernel's, at scale factor 0.05 in one "
                 "thread, by callgrind",
}


def names(cell: dict) -> list[str]:
    return [IO_NAMES[cell["io"]], WAY_NAMES[cell["way"]]]


def order(cell: dict) -> tuple[int, int]:
    return list(IO_NAMES).index(cell["io"]), list(WAY_NAMES).index(cell["way"])


def groups(document: dict) -> list[list[dict]]:
    """Returns the cells of each data set and format, which form a table."""
    found: dict[tuple[str, str], list[dict]] = {}
    for cell in document["cells"]:
        found.setdefault((cell["data_set"], cell["format"]), []).append(cell)
    return [sorted(cells, key=order) for cells in found.values()]


def summarize(cell: dict) -> dict:
    """Returns a cell without its single runs and files, but with the values computed from them."""
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


def title(cells: list[dict]) -> str:
    text = f"### {cells[0]['data_set'].capitalize()}, {cells[0]['format']}"
    whole = [cell["summary"] for cell in cells if cell["summary"]]
    if not whole:
        return text
    runs = sorted({summary["num_runs"] for summary in whole})
    return (f"{text}, {whole[0]['output_bytes'] / 1e6:.0f} MB, "
            f"{' or '.join(map(str, runs))} runs")


def why_missing(what: str, trace: str, found: str, cells: list[dict]) -> list[str]:
    """Returns a sentence for each reason why successful cells have nothing `found` in their
    `trace`, with the names of the cells unless it is all of them.
    """
    whole = [cell for cell in cells if cell["summary"]]
    by_reason: dict[str, list[str]] = {}
    for cell in whole:
        if cell[trace].get(found) is None:
            reason = cell[trace].get("reason", "not traced")
            by_reason.setdefault(reason, []).append(" / ".join(names(cell)))
    sentences = []
    for reason, which in by_reason.items():
        whose = "" if len(which) == len(whole) else f" of {', '.join(which)}"
        sentences.append(f"No {what}{whose}: {reason}.")
    return sentences


def data_set_lines(cells: list[dict]) -> list[str]:
    lines = [title(cells), ""]
    lines += table(COLUMNS, [time_row(cell) for cell in cells], num_texts=2)
    traced = [cell for cell in cells if "calls" in cell["calls"]]
    if traced:
        lines += ["System calls (count, share of the time in all calls) by `strace -c -f`:", ""]
        lines += table(CALL_COLUMNS, [call_row(cell) for cell in traced], num_texts=2)
    for sentence in why_missing("system calls", "calls", "calls", cells):
        lines += [sentence, ""]
    return lines


def io_section(document: dict) -> str:
    lines = []
    for cells in groups(document):
        lines += data_set_lines(cells)
    lines += [f"Measured with {document['version']}{build_note(document)}; every output was read "
              "and has the size and digest that the program reports, the same in all cells of a "
              "table that one call measured. Memory is from a run that is not timed.", ""]
    return "\n".join(lines + conditions_list(document["conditions"])) + "\n"


def stages_table(cells: list[dict]) -> list[str]:
    stages = list(cells[0]["stages"]["shares"])
    rows = [[cell["data_set"], cell["format"], *names(cell),
             *(f"{cell['stages']['shares'][stage]:.0%}" for stage in stages)] for cell in cells]
    return table(("Data", "Format", "Written by", "Tables by", *stages), rows, num_texts=4)


def stages_section(document: dict) -> str:
    """Returns the shares by stage of the profiled cells, and why others were not profiled."""
    lines = []
    for profiler, heading in PROFILER_HEADINGS.items():
        cells = [cell for cell in document["cells"] if cell["stages"].get("profiler") == profiler]
        if cells:
            lines += [f"{heading}:", "", *stages_table(cells)]
    for cells in groups(document):
        what = f"profile of {cells[0]['data_set']}, {cells[0]['format']}"
        lines += [f"- {sentence}" for sentence in why_missing(what, "stages", "profiler", cells)]
    return "\n".join(lines).rstrip("\n") + "\n"
