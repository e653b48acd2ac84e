"""The questions that the benchmarks were made for, answered from what they measured."""

from reporting.io import IO_NAMES
from reporting.tables import table

# What the first version of this program published (lineitem, 1,000,000 rows), seconds.
FIRST_VERSION_ROWS = "first 1,000,000 rows of lineitem"
FIRST_VERSION = {
    "parquet": {"sync": "1.555", "uring": "1.576"},
    "csv": {"sync": "4.857 ± 1.437", "uring": "3.288 ± 0.008"},
}

# Scale factor, tables, format: how many times as long as tpchgen-cli the first version took on two
# cores, measured side by side, and how many times as fast as tpchgen-cli this one must be.
AIMS = (
    ("1", "lineitem", "csv", 4.4, 5),
    ("1", "lineitem", "parquet", 2.2, 4.5),
    ("1", "all", "parquet", 1.9, 4.5),
    ("10", "all", "parquet", None, 5),
)


def measured(document: dict) -> list[dict]:
    return [cell for cell in document["cells"] if cell["summary"]]


def verdict(first: dict, second: dict, names: tuple[str, str]) -> str:
    """Says which is faster, unless the difference is within the deviations of both."""
    difference = second["mean_s"] - first["mean_s"]
    if abs(difference) <= 2 * max(first["deviation_s"], second["deviation_s"]):
        return "no difference beyond noise"
    faster = names[0] if difference > 0 else names[1]
    ratio = max(first["mean_s"], second["mean_s"]) / min(first["mean_s"], second["mean_s"])
    return f"{faster}, {ratio:.2f}×"


def pairs(cells: list[dict], axis: str, first: str, second: str) -> list[tuple[dict, dict]]:
    """Returns the cells that differ in `axis` only, as (first, second)."""
    def rest(cell: dict) -> tuple:
        return tuple(cell[name] for name in ("data_set", "format", "io", "way") if name != axis)

    seconds = {rest(cell): cell for cell in cells if cell[axis] == second}
    return [(cell, seconds[rest(cell)])
            for cell in cells if cell[axis] == first and rest(cell) in seconds]


def seconds(summary: dict) -> str:
    return f"{summary['mean_s']:.3f} ± {summary['deviation_s']:.3f}"


def io_question(cells: list[dict]) -> list[str]:
    rows = [[sync["data_set"], sync["format"], seconds(sync["summary"]), seconds(ring["summary"]),
             verdict(sync["summary"], ring["summary"], ("pwrite", "io_uring"))]
            for sync, ring in pairs(cells, "io", "sync", "uring") if sync["way"] == "threads"]
    return ["### Does asynchronous I/O pay, and where?", "",
            *table(("Data", "Format", "pwrite, s", "One ring, s", "Faster"), rows, num_texts=2)]


def rings_question(cells: list[dict]) -> list[str]:
    rows = [[many["data_set"], many["format"], seconds(many["summary"]), seconds(one["summary"]),
             verdict(many["summary"], one["summary"], ("a ring per file", "one ring"))]
            for many, one in pairs(cells, "io", "uring-per-file", "uring")
            if one["way"] == "threads"]
    return ["### Does one ring for all files beat one for each?", "",
            *table(("Data", "Format", "A ring per file, s", "One ring, s", "Faster"), rows,
                   num_texts=2)]


def processes_question(cells: list[dict]) -> list[str]:
    rows = [[one["data_set"], one["format"], IO_NAMES[one["io"]], seconds(one["summary"]),
             seconds(many["summary"]),
             verdict(one["summary"], many["summary"], ("threads", "processes"))]
            for one, many in pairs(cells, "way", "threads", "processes")]
    columns = ("Data", "Format", "Written by", "Threads, s", "Processes, s", "Faster")
    return ["### Do threads on one ring beat processes?", "", *table(columns, rows, num_texts=3)]


def first_version_question(cells: list[dict]) -> list[str]:
    rows = []
    for cell in cells:
        published = FIRST_VERSION[cell["format"]].get(cell["io"])
        if cell["data_set"] == FIRST_VERSION_ROWS and published:
            rows.append([cell["format"], IO_NAMES[cell["io"]], published,
                         seconds(cell["summary"])])
    if not rows:
        return []
    return ["### How much faster is the whole than the first version?", "",
            "As it was published, on another machine (lineitem, 1,000,000 rows):", "",
            *table(("Format", "Written by", "First version, s", "Now, s"), rows, num_texts=2)]


def aims_question(peers: dict) -> list[str]:
    """Compares through tpchgen-cli, which ran beside the first version and beside this one."""
    ratios = {}
    for cell in peers["cells"]:
        case = cell["case"]
        wanted = cell["program"] == "tpchgen-cli" and case["mode"] == "alternating" \
            and case["threads"] == "default" and case["codec"] in ("", "snappy")
        if wanted and not cell["error"] and "wall_ratio" in cell["summary"]:
            ratios[case["scale_factor"], case["tables"], case["format"]] = cell["summary"]
    rows = []
    for scale_factor, tables, format, first, aim in AIMS:
        summary = ratios.get((scale_factor, tables, format))
        if summary is None:
            continue
        ratio = summary["wall_ratio"]
        over_first = f"{ratio * first:.0f}×" if first else ""
        rows.append([f"{tables}, {format}, scale factor {scale_factor}", f"{aim}×", f"{ratio:.1f}×",
                     f"{first}×" if first else "", over_first])
    if not rows:
        return []
    columns = ("Tables", "Faster than tpchgen-cli: aim", "reached",
               "First version: times as long as tpchgen-cli", "Faster than the first version")
    return ["Through tpchgen-cli 4.0.0, which was measured beside either, on two cores:", "",
            *table(columns, rows, num_texts=1)]


def questions_section(io: dict | None, peers: dict | None) -> str:
    lines = []
    if io:
        cells = measured(io)
        lines += io_question(cells) + rings_question(cells) + processes_question(cells)
        lines += first_version_question(cells)
    if peers:
        lines += aims_question(peers)
    return "\n".join(lines).rstrip("\n") + "\n"
