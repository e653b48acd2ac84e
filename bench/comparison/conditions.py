"""The conditions of a measurement, apart from the programs."""

import os
import platform
import subprocess
from pathlib import Path

# They distinguish CPUs of the same name and, unlike MHz, are the same in every run.
CPU_NUMBERS = ("cpu family", "model", "stepping", "CPU implementer", "CPU part")


def cpu_model(cpu_info: str) -> str:
    """Returns name and numbers of the first CPU in the text of /proc/cpuinfo, or its architecture
    if it has no name.
    """
    first_cpu = cpu_info.partition("\n\n")[0]
    fields = {name.strip(): value.strip()
              for name, _, value in (line.partition(":") for line in first_cpu.splitlines())}
    numbers = [f"{name} {fields[name]}" for name in CPU_NUMBERS if name in fields]
    model = fields.get("model name", platform.machine())
    return f"{model} ({', '.join(numbers)})" if numbers else model


def memory() -> str:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{size / 2**30:.0f} GiB"


def file_system(folder: Path) -> str:
    command = ["findmnt", "--noheadings", "--output", "FSTYPE", "--target", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def conditions(folder: Path, drop_caches: bool) -> dict[str, str]:
    """Describes the properties of the machine that affect programs that write into `folder`."""
    cpu_info = Path("/proc/cpuinfo").read_text()
    return {
        "CPU": f"{cpu_model(cpu_info)}, {len(os.sched_getaffinity(0))} CPUs usable",
        "memory": memory(),
        "kernel": f"{platform.system()} {platform.release().partition('-')[0]}",
        "file system": file_system(folder),
        "page cache before each run": "dropped" if drop_caches else "kept",
    }
