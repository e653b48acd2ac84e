"""The share of CPU time of each stage of our program, measured by a profiler.

perf counts samples of the CPU clock, including the kernel. If it is missing or not permitted,
callgrind counts instructions of the program at a tiny scale factor, in one thread; it does not see
the kernel, so its shares are comparable only with each other.
"""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from bench.comparison.measure import telling_line

SAMPLES_PER_SECOND = 997

STAGES = ("generating", "encoding", "compressing", "digests", "copying", "writing", "memory",
          "other")

# Parts of the names of kernel functions that allocate and free memory.
KERNEL_MEMORY = (
    "fault|anon|vma|mmap|mm_|clear_page|unmap|pte|page_alloc|alloc_pages|frozen_pages|get_page|free_"
    "|folio_(add|batch|remove|lruvec|zero)|lru|charge|memcg|mem_cgroup|mod_node|rmap"
)
ENCODERS = (
    "Encode|Page|Delta|Pack|Row(Writer|s)|Thrift|Append|Bounds|Statistics|FieldGroup|Bloom"
    "|libtpch_arrow|arrow::|parquet::"
)

# The first pattern that matches "object symbol" determines the stage.
RULES = [
    (stage, re.compile(pattern))
    for stage, pattern in (
        ("compressing", "snappy|ZSTD|HUF_|FSE_|LZ4|deflate|Brotli"),
        ("copying", r"^\[kernel.*(copy_|memcpy)|mem(move|cpy)|StagingBlocks|AsyncFileSink"),
        ("memory", rf"^\[kernel.*({KERNEL_MEMORY})"),
        ("writing", r"^\[kernel|FileSink|SharedAsyncIO|Uring"),
        ("digests", "XXH"),
        ("encoding", ENCODERS),
        ("generating", "tpch::"),
    )
]


def stage_of(place: str) -> str:
    """Returns the stage of an "object symbol"."""
    return next((stage for stage, pattern in RULES if pattern.search(place)), "other")


def shares(weights: list[tuple[float, str]]) -> dict[str, float]:
    """Adds up the weights of places by stage; the shares add up to 1."""
    total = sum(weight for weight, _ in weights) or 1
    result = dict.fromkeys(STAGES, 0.0)
    for weight, place in weights:
        result[stage_of(place)] += weight / total
    return result


def by_perf(command: list[str], folder: Path) -> dict[str, float]:
    data = folder / "perf.data"
    record = ["perf", "record", "--quiet", "--event", "cpu-clock", "--freq",
              str(SAMPLES_PER_SECOND), "--output", str(data)]
    subprocess.run([*record, "--", *command], check=True, capture_output=True)
    report = ["perf", "report", "--input", str(data), "--stdio", "--sort", "dso,symbol",
              "--field-separator", ";", "--show-nr-samples"]
    lines = subprocess.run(report, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [line.split(";") for line in lines if line.strip() and not line.startswith("#")]
    return shares([(float(row[1]), f"{row[2].strip()} {row[3].strip()}") for row in rows])


def by_callgrind(command: list[str], folder: Path) -> dict[str, float]:
    counts = folder / "callgrind.out"
    run = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts}"]
    subprocess.run([*run, *command], check=True, capture_output=True)
    annotate = ["callgrind_annotate", "--threshold=100", "--auto=no", str(counts)]
    text = subprocess.run(annotate, check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^\s*([\d,]+) \([ \d.]+%\)\s+\S*?:(.+?)(?: \[(.*)\])?$", text, re.MULTILINE)
    return shares([(float(count.replace(",", "")), f"{Path(place).name} {function}")
                   for count, function, place in rows])


def why(error: Exception) -> str:
    """Returns a profiler's error message, without the folders of the run."""
    if isinstance(error, subprocess.CalledProcessError) and error.stderr:
        text = error.stderr
        text = text if isinstance(text, str) else text.decode(errors="replace")
        return telling_line(text.replace("Error:\n", "Error: "))  # perf starts a new line there.
    return type(error).__name__


def measure_stages(command: list[str], tiny_command: list[str] | None, folder: Path) -> dict:
    """Profiles a run, or the tiny run if there is only callgrind, which makes it 50 times slower.

    Returns the shares and the profiler, or why there are none. Both commands write into empty
    folders. `tiny_command` is None if it would not be representative.
    """
    profilers: dict[str, tuple[str, Callable, list[str] | None]] = {
        "perf": ("perf", by_perf, command),
        "callgrind": ("valgrind", by_callgrind, tiny_command),
    }
    reasons = []
    for name, (program, profile, profiled) in profilers.items():
        if not shutil.which(program):
            reasons.append(f"{program} is not installed")
        elif profiled is None:
            reasons.append(f"{name} can show threads only")
        else:
            try:
                return {"profiler": name, "shares": profile(profiled, folder)}
            except (subprocess.CalledProcessError, OSError, IndexError, ValueError) as error:
                reasons.append(f"{name} failed ({why(error)})")
    return {"profiler": None, "reason": "; ".join(reasons)}
