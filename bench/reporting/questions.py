"""The questions that the benchmarks were made for, answered from what they measured."""

from dataclasses import dataclass

from reporting.answers import Comparison, answer, span, speedup
from reporting.io import IO_NAMES
from reporting.tables import table

# What the first version of this program published (lineitem, 1,000,000 rows), seconds.
FIRST_VERSION_ROWS = "first 1,000,000 rows of lineitem"
FIRST_VERSION = {
    "parquet": {"sync": "1.555", "uring": "1.576"},
    "csv": {"sync": "4.857 ± 1.437", "uring": "3.288 ± 0.008"},
}

@dataclass(frozen=True)
class Aim:
    """What is asked of one output of all or one of the tables, in times as fast."""

    scale_factor: str
    tables: str
    format: str
    over_peer: float
    first_version: float  # How many times as long as the peer the first version took.
    over_first_version: float | None = None
    first_version_was_measured: bool = True

    def name(self) -> str:
        return f"{self.tables}, {self.format}, scale factor {self.scale_factor}"


# The first version was measured beside tpchgen-cli on two cores.
AIMS = (
    Aim("1", "lineitem", "csv", over_peer=5, first_version=4.4),
    Aim("1", "lineitem", "parquet", over_peer=4.5, first_version=2.2),
    Aim("1", "all", "parquet", over_peer=4.5, first_version=1.9),
    Aim("10", "all", "parquet", over_peer=5, first_version=1.9, over_first_version=8,
        first_version_was_measured=False),
)


def measured(document: dict) -> list[dict]:
    return [cell for cell in document["cells"] if cell["summary"]]


def verdict(first: dict, second: dict, names: tuple[str, str]) -> str:
    """Says which is faster, unless the difference is within noise."""
    ratio = speedup(first, second)
    if ratio is None:
        return "no difference beyond noise"
    return f"{names[1]}, {ratio:.2f}×" if ratio > 1 else f"{names[0]}, {1 / ratio:.2f}×"


def pairs(cells: list[dict], axis: str, first: str, second: str) -> list[tuple[dict, dict]]:
    """Returns the cells that differ in `axis` only, as (first, second)."""
    def rest(cell: dict) -> tuple:
        return tuple(cell[name] for name in ("data_set", "format", "io", "way") if name != axis)

    seconds = {rest(cell): cell for cell in cells if cell[axis] == second}
    return [(cell, seconds[rest(cell)])
            for cell in cells if cell[axis] == first and rest(cell) in seconds]


def seconds(summary: dict) -> str:
    return f"{summary['mean_s']:.3f} ± {summary['deviation_s']:.3f}"


def comparison(what: str, other: dict, asked_for: dict) -> Comparison:
    return Comparison(what, asked_for["summary"]["output_bytes"],
                      speedup(other["summary"], asked_for["summary"]))


def output_name(cell: dict) -> str:
    return f"{cell['data_set']}, as {cell['format']}"


def question(title: str, comparisons: list[Comparison], columns: tuple[str, ...],
             rows: list[list[str]]) -> list[str]:
    """Returns a question with its answer and the figures behind it; nothing without figures."""
    if not rows:
        return []
    num_texts = len(columns) - 3
    return [f"### {title}", "", answer(comparisons), "", *table(columns, rows, num_texts)]


def io_modes_question(title: str, cells: list[dict], modes: tuple[str, str],
                      columns: tuple[str, str]) -> list[str]:
    """Compares the second way of writing with the first, where threads make the tables."""
    compared = [(one, two) for one, two in pairs(cells, "io", *modes) if one["way"] == "threads"]
    names = (IO_NAMES[modes[0]], IO_NAMES[modes[1]])
    rows = [[one["data_set"], one["format"], seconds(one["summary"]), seconds(two["summary"]),
             verdict(one["summary"], two["summary"], names)] for one, two in compared]
    comparisons = [comparison(output_name(one), one, two) for one, two in compared]
    return question(title, comparisons, ("Data", "Format", *columns, "Faster"), rows)


def processes_question(cells: list[dict]) -> list[str]:
    compared = pairs(cells, "way", "threads", "processes")
    rows = [[one["data_set"], one["format"], IO_NAMES[one["io"]], seconds(one["summary"]),
             seconds(many["summary"]),
             verdict(one["summary"], many["summary"], ("threads", "processes"))]
            for one, many in compared]
    comparisons = [comparison(f"{output_name(one)} by {IO_NAMES[one['io']]}", many, one)
                   for one, many in compared]
    columns = ("Data", "Format", "Written by", "Threads, s", "Processes, s", "Faster")
    return question("Do threads on one ring beat processes?", comparisons, columns, rows)


def first_version_question(cells: list[dict]) -> list[str]:
    rows, ratios = [], []
    for cell in cells:
        published = FIRST_VERSION[cell["format"]].get(cell["io"])
        if cell["data_set"] == FIRST_VERSION_ROWS and published:
            rows.append([cell["format"], IO_NAMES[cell["io"]], published,
                         seconds(cell["summary"])])
            ratios.append(float(published.split()[0]) / cell["summary"]["mean_s"])
    if not rows:
        return []
    return ["### How much faster is the whole than the first version?", "",
            f"{span(ratios, digits=1)} as fast as it was published, but on another machine "
            "(lineitem, 1,000,000 rows):", "",
            *table(("Format", "Written by", "First version, s", "Now, s"), rows, num_texts=2)]


def peer_ratios(peers: dict) -> dict[tuple[str, str, str], float]:
    """Returns how many times as long as ours tpchgen-cli took in turn with it."""
    ratios = {}
    for cell in peers["cells"]:
        case = cell["case"]
        wanted = cell["program"] == "tpchgen-cli" and case["mode"] == "alternating" \
            and case["threads"] == "default" and case["codec"] in ("", "snappy")
        if wanted and not cell["error"] and "wall_ratio" in cell["summary"]:
            ratios[case["scale_factor"], case["tables"], case["format"]] = \
                cell["summary"]["wall_ratio"]
    return ratios


def aim_row(aim: Aim, ratio: float) -> list[str]:
    return [
        aim.name(), f"{aim.over_peer}×", f"{ratio:.1f}×",
        f"{aim.first_version}×" + ("" if aim.first_version_was_measured else " (taken)"),
        f"{aim.over_first_version}×" if aim.over_first_version else "",
        f"{ratio * aim.first_version:.0f}×",
    ]


def aims_answer(reached: list[tuple[Aim, float]]) -> str:
    """Says how much faster all is, and which aims are missed."""
    missed = [aim.name() for aim, ratio in reached
              if ratio < aim.over_peer
              or ratio * aim.first_version < (aim.over_first_version or 0)]
    over_first = span([ratio * aim.first_version for aim, ratio in reached], digits=0)
    over_peer = span([ratio for _, ratio in reached], digits=1)
    aims = f"aims are missed with: {'; '.join(missed)}" if missed else "all aims are reached"
    return f"{over_first} as fast as the first version and {over_peer} as fast as tpchgen-cli; " \
           f"{aims}."


def aims_question(peers: dict) -> list[str]:
    """Compares through tpchgen-cli, which ran beside the first version and beside this one."""
    ratios = peer_ratios(peers)
    reached = [(aim, ratios[key]) for aim in AIMS
               if (key := (aim.scale_factor, aim.tables, aim.format)) in ratios]
    if not reached:
        return []
    columns = ("Tables", "Faster than tpchgen-cli: aim", "reached",
               "First version: times as long as tpchgen-cli",
               "Faster than the first version: aim", "reached")
    lines = ["Through tpchgen-cli 4.0.0, which was measured beside either, on two cores: "
             f"{aims_answer(reached)}", "",
             *table(columns, [aim_row(aim, ratio) for aim, ratio in reached], num_texts=1)]
    if not all(aim.first_version_was_measured for aim, _ in reached):
        lines += ["*Taken*: the first version was never measured at scale factor 10; its ratio to "
                  "tpchgen-cli there is taken to be that of scale factor 1.", ""]
    return lines


def questions_section(io: dict | None, peers: dict | None) -> str:
    lines = []
    if io:
        cells = measured(io)
        lines += io_modes_question("Does asynchronous I/O pay, and where?", cells,
                                   ("sync", "uring"), ("pwrite, s", "One ring, s"))
        lines += io_modes_question("Does one ring for all files beat one for each?", cells,
                                   ("uring-per-file", "uring"),
                                   ("A ring per file, s", "One ring, s"))
        lines += processes_question(cells)
        lines += first_version_question(cells)
    if peers:
        lines += aims_question(peers)
    return "\n".join(lines).rstrip("\n") + "\n"
