"""How fast other programs read our files and those of tpchgen-cli."""

import statistics

from bench.reporting.tables import build_note, conditions_list, table

COLUMNS = ("Reader", "File by", "MB", "Median s (min–max)", "÷ ours")


def summarize(cell: dict) -> dict:
    wall = cell["wall_s"]
    return {name: value for name, value in cell.items() if name != "wall_s"} | {
        "num_runs": len(wall), "median_s": statistics.median(wall), "min_s": min(wall),
        "max_s": max(wall)}


def readers_section(document: dict) -> str:
    cells = document["cells"]
    ours = {cell["reader"]: cell["median_s"] for cell in cells if cell["maker"] == "tpch"}
    rows = [[cell["reader"], cell["maker"], f"{cell['bytes'] / 1e6:.0f}",
             f"{cell['median_s']:.3f} ({cell['min_s']:.3f}–{cell['max_s']:.3f})",
             f"{cell['median_s'] / ours[cell['reader']]:.2f}"] for cell in cells]
    lines = [f"All columns of lineitem, scale factor {document['scale_factor']}, Parquet with "
             f"{document['codec']}, {cells[0]['num_runs']} scans in turn, files in the page "
             "cache:", ""]
    lines += table(COLUMNS, rows, num_texts=2)
    ours, peer = document["makers"]
    lines += [f"Files by {ours}{build_note(document)} and {peer}.", ""]
    return "\n".join(lines + conditions_list(document["conditions"])) + "\n"
