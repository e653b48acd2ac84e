"""The scaling of our program with the number of threads."""

import statistics

from bench.reporting.tables import build_note, conditions_list, table

COLUMNS = ("Format", "Threads", "Median s (min–max)", "CPU s", "Times as fast as 1")


def summarize(cell: dict) -> dict:
    wall = [run["wall_s"] for run in cell["runs"]]
    cpu = [run["user_s"] + run["system_s"] for run in cell["runs"]]
    return {"format": cell["format"], "threads": cell["threads"], "commit": cell.get("commit", ""),
            "num_runs": len(wall), "median_s": statistics.median(wall), "min_s": min(wall),
            "max_s": max(wall), "cpu_s": statistics.median(cpu)}


def scaling_section(document: dict) -> str:
    cells = document["cells"]
    alone = {cell["format"]: cell["median_s"] for cell in cells if cell["threads"] == 1}
    rows = [[cell["format"], str(cell["threads"]),
             f"{cell['median_s']:.3f} ({cell['min_s']:.3f}–{cell['max_s']:.3f})",
             f"{cell['cpu_s']:.2f}",
             f"{alone[cell['format']] / cell['median_s']:.1f}" if cell["format"] in alone else ""]
            for cell in cells]
    lines = [f"All tables, scale factor {document['scale_factor']}:", ""]
    lines += table(COLUMNS, rows, num_texts=1)
    lines += [f"Measured with {document['version']}{build_note(document)}.", ""]
    return "\n".join(lines + conditions_list(document["conditions"])) + "\n"
