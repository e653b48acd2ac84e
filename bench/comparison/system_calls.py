"""The system calls of a run, counted by strace."""

import shutil
import subprocess
from pathlib import Path

from bench.comparison.measure import telling_line

# The calls that depend on the way of writing.
CALLS = ("write", "pwrite64", "io_uring_enter", "futex")


def parse(summary: str) -> dict[str, dict[str, float]]:
    """Parses the output of `strace -c`: each call's share of the time, seconds and count."""
    calls = {}
    for line in summary.splitlines():
        words = line.split()
        if len(words) >= 5 and words[0].replace(".", "").isdigit() and words[-1] != "total":
            calls[words[-1]] = {
                "share": float(words[0]) / 100, "seconds": float(words[1]), "count": int(words[3])}
    return calls


def measure_calls(command: list[str], folder: Path) -> dict:
    """Counts the calls of a run that writes into an empty folder, or returns why that failed."""
    if not shutil.which("strace"):
        return {"reason": "strace is not installed"}
    summary = folder / "strace.txt"
    try:
        subprocess.run(["strace", "-c", "-f", "-o", str(summary), *command], check=True,
                       capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        return {"reason": f"strace failed ({telling_line(error.stderr)})"}
    calls = parse(summary.read_text())
    total = sum(call["count"] for call in calls.values())
    return {"total": total, "calls": {name: calls[name] for name in CALLS if name in calls}}
