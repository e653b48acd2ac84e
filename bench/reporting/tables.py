"""Markdown tables."""

import statistics


def line(values: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(values)} |"


def table(columns: tuple[str, ...], rows: list[list[str]], num_texts: int) -> list[str]:
    """Returns the lines of a table and a blank line; the first `num_texts` columns are text."""
    alignment = ["---"] * num_texts + ["--:"] * (len(columns) - num_texts)
    return [line(columns), line(alignment), *map(line, rows), ""]


def conditions_list(conditions: dict[str, str]) -> list[str]:
    return [f"- {name}: {value}" for name, value in conditions.items()]


def build_note(document: dict) -> str:
    """Returns " (commits …, compiler …)" of our program, as far as the document contains them."""
    commits = dict.fromkeys(cell["commit"] for cell in document["cells"] if cell.get("commit"))
    notes = []
    if commits:
        notes.append(f"{'commits' if len(commits) > 1 else 'commit'} {', '.join(commits)}")
    if document.get("compiler"):
        notes.append(f"compiler {document['compiler']}")
    return f" ({', '.join(notes)})" if notes else ""


def mean_and_deviation(values: list[float]) -> tuple[float, float]:
    return statistics.mean(values), statistics.stdev(values) if len(values) > 1 else 0.0
