"""What a measurement depends on besides the programs."""

import os
import platform
import subprocess
from pathlib import Path


def cpu_model() -> str:
    """Returns the name that Linux gives the first CPU, or else its architecture."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "model name":
            return value.strip()
    return platform.machine()


def memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GiB"


def file_system(folder: Path) -> str:
    command = ["findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def conditions(folder: Path, drop_caches: bool) -> dict[str, str]:
    """Describes the machine as far as it bears on programs that write into `folder`."""
    return {
        "CPU": f"{cpu_model()}, {len(os.sched_getaffinity(0))} CPUs usable",
        "memory": memory(),
        "kernel": f"{platform.system()} {platform.release().partition('-')[0]}",
        "file system": file_system(folder),
        "page cache before each run": "dropped" if drop_caches else "kept",
    }
